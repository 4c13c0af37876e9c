// SPDX-License-Identifier: LGPL-2.1-or-later
// A shallow look at one QMP message: which kind it is and where its parts lie in the text. The loop thread needs no
// more; the values are read by whoever waits for them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vireo::qemu::qmp {

struct Envelope {
    enum class Kind { greeting, reply, error, event, unknown };
    Kind kind = Kind::unknown;
    std::string_view id;     // inside of the string "id", or the digits of a number; empty if there is none
    std::string_view name;   // of an event
    std::string_view value;  // text of "return", "error", "data" or "QMP"; empty if absent
    std::string_view timestamp;
};

// Nothing if the text is no JSON object at its first level (deeper levels are not looked into).
std::optional<Envelope> read_envelope(std::string_view document);

}  // namespace vireo::qemu::qmp
