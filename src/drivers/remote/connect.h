// SPDX-License-Identifier: LGPL-2.1-or-later
// Making the byte pipe to a daemon: a socket, or a helper program whose standard input and output are one.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "drivers/remote/target.h"
#include "rpc/packet/channel.h"

namespace vireo::remote {

struct Pipe {
    std::unique_ptr<rpc::Channel> channel;
    std::function<std::string()> explain;  // what the helper program complained about
    bool secure = false, encrypted = false;
};

// Throws with libvirt's texts.
Pipe connect_to(const Target& target, bool read_only);

Fd connect_unix(const std::string& path);

// The words of the ssh command, for tests.
std::vector<std::string> ssh_words(const Target& target, bool read_only);

}  // namespace vireo::remote
