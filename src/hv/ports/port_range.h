// SPDX-License-Identifier: LGPL-2.1-or-later
// TCP ports for guests' displays and migrations. One set per process knows which ports were handed out, whichever range
// they came from, since the host has each port once only.
#pragma once

#include <string>

namespace vireo::hv {

struct PortRange {
    std::string name;  // stands in messages: "VNC"
    unsigned first = 0, last = 0;
};

// The lowest port of the range that neither we gave away nor anybody listens at; it is ours from now on. Throws
// internal_error "Unable to find an unused port in range ...".
unsigned acquire_port(const PortRange& range);
// Takes a port that a definition names; false if another guest of ours has it.
bool claim_port(unsigned port);
// Gives a port back; one that nobody has is none of our business.
void release_port(unsigned port) noexcept;

}  // namespace vireo::hv
