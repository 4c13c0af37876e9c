// SPDX-License-Identifier: LGPL-2.1-or-later
// What a connection URI says about the way to a daemon (facts/uri.json): transport, parameters that the client uses up,
// and the URI that is left for the server.
#pragma once

#include <optional>
#include <string>

#include "api/uri.h"

namespace vireo::remote {

enum class Transport { unix_, tcp, tls, ssh, libssh, libssh2, ext };
enum class Mode { automatic, legacy, direct };
enum class Proxy { automatic, netcat, native };

struct Target {
    Transport transport = Transport::unix_;
    std::string driver;  // "" when the daemon shall choose
    std::optional<std::string> user;
    std::string host;  // "" on this host
    int port = 0;
    std::string server_uri;  // what is sent with the open call
    bool session = false;
    bool ask_uri = false;  // no URI was given: the server knows which one it took

    std::optional<std::string> socket, command, netcat, keyfile, known_hosts, sshauth, auth, pkipath, tls_priority, authfile;
    std::string known_hosts_verify = "normal";
    Mode mode = Mode::automatic;
    std::optional<Proxy> proxy;
    bool no_verify = false, no_tty = false, no_sanity = false;
};

// Throws with libvirt's texts. default_mode is that of libvirt.conf.
Target read_target(const api::Uri& uri, std::string_view default_mode);

// The socket of a daemon on this host; daemon is the program that serves it ("libvirtd", "virtqemud").
struct SocketChoice {
    std::string path, daemon;
};
SocketChoice choose_socket(const Target& target, bool read_only);

// Folder of sockets: that of the system, or the user's own. $VIREO_ROOT stands before the former.
std::string socket_dir(bool session);

}  // namespace vireo::remote
