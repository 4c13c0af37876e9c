// SPDX-License-Identifier: LGPL-2.1-or-later
// A QMP command before it is sent, and how long QEMU may take over it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "json/fwd.h"

namespace vireo::qemu::qmp {

// How long an answer may take before the monitor counts as unresponsive.
enum class Pace { quick, normal, slow };

constexpr Duration time_allowed(Pace pace) {
    switch (pace) {
        case Pace::quick: return std::chrono::seconds(5);
        case Pace::normal: return std::chrono::seconds(60);
        case Pace::slow: return std::chrono::minutes(10);
    }
    return std::chrono::seconds(60);
}

// Commands that only read are quick; those that copy guest memory or images are slow.
Pace pace_of(std::string_view command);

struct Command {
    explicit Command(std::string name) : name(std::move(name)) {}
    Command(std::string name, const json::Json& arguments);

    std::string name;
    std::string arguments;  // JSON text of an object; empty: none
    int fd = -1;            // passed along (getfd, add-fd); borrowed until send() returns
    std::optional<Duration> allowed;  // instead of what its pace allows
};

}  // namespace vireo::qemu::qmp
