// SPDX-License-Identifier: LGPL-2.1-or-later
// Opening a connection that a daemon serves, here or on another host.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "api/endpoint.h"
#include "api/uri.h"
#include "rpc/client/client_loop.h"

namespace vireo::remote {

// One question to the user, as virConnectCredential.
struct Credential {
    int type = 0;  // virConnectCredentialType
    std::string prompt, challenge, default_result;
    std::string result;  // the answer
};

struct Options {
    bool read_only = false;
    // The application's event loop, or null. With one, the session takes part in keepalive and delivers events and close
    // notices between calls.
    std::shared_ptr<rpc::ClientLoop> loop;
    // Answers questions of an authentication method; false: the user gave up. May be empty.
    std::function<bool(std::vector<Credential>&)> ask;
    std::vector<int> credential_types;  // those that `ask` can answer
    std::string auth_file;              // credential file asked for by the caller, "" for the usual places
    // remote_mode of libvirt.conf: "auto", "legacy", "direct"; the URI's parameter wins.
    std::string mode = "auto";
};

// Connects and opens. uri without a scheme (or scheme "remote") lets the daemon choose; its choice is then what
// procedure connect_get_uri answers. Throws with the texts of libvirt when that fails.
//
// The result is safe to use from many threads at once. Its streams (Call::stream) get a source whose receive and send
// never block, whose wait() blocks, and whose poll_fd() becomes readable when there is something to receive (provided
// that the application's loop or a waiter reads the connection).
std::shared_ptr<api::Endpoint> open_remote(const api::Uri& uri, const Options& options);

// Is this URI one that only a daemon can serve: it names a transport, a server, or nothing at all?
bool names_a_daemon(const api::Uri& uri);

// The admin program: uri as "libvirtd:///system" (see facts/uri.json, admin). Events and streams do not exist there.
std::shared_ptr<api::Endpoint> open_admin(const api::Uri& uri, const Options& options);

}  // namespace vireo::remote
