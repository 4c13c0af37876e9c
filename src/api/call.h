// SPDX-License-Identifier: LGPL-2.1-or-later
// One request, from whatever face it came (C ABI, wire): who asks, until when, and what travels beside the arguments.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/fd.h"

namespace vireo::api {

class Stream;

// What the access check may ask about a caller. Unknown parts are absent.
struct Identity {
    std::optional<std::uint32_t> uid, gid;
    std::optional<std::int64_t> pid;
    std::optional<std::uint64_t> process_start;  // clock ticks after boot: tells a pid from its successor
    std::optional<std::string> user_name, group_name, sasl_user, x509_name, selinux_context;
};

struct Call {
    std::shared_ptr<const Identity> who;
    Deadline until = Deadline::never();
    bool read_only = false;
    std::uint64_t trace = 0;                // joins the log lines of one request
    std::shared_ptr<Stream> stream;         // of procedures that open one: the caller's end
    std::vector<Fd> fds_in, fds_out;        // of procedures that pass descriptors
};

}  // namespace vireo::api
