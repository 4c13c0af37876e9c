// SPDX-License-Identifier: LGPL-2.1-or-later
// The host's end of a guest's network card: tap and macvtap interfaces and what makes them fast.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/fd.h"
#include "host/net/link.h"

namespace vireo::host {

struct TapRequest {
    std::string name = "vnet%d";  // with %d the kernel takes the lowest free number
    unsigned queues = 1;
    bool vnet_header = true;      // offloads; left out if the kernel does not know them
    bool persistent = false;      // stays when all descriptors are closed
    LinkChange setup = {};        // MAC, MTU, bridge, up
    Domain domain = Domain::none;
};

struct Tap {
    std::string name;
    std::vector<Fd> queues;       // close-on-exec; one for each queue, to be handed to the hypervisor
    bool vnet_header = false;
};

// Makes the interface and sets it up; nothing is left when it throws.
Tap create_tap(const TapRequest& request);

// Forgets the persistence of a tap, so that it ends with its last descriptor; no error if there is none.
void delete_tap(const std::string& name, Domain domain = Domain::none);

// The tap's own address for a guest's: the same with 0xfe first, so that a bridge never takes it as its own.
model::Mac tap_mac(const model::Mac& guest);

struct MacvtapRequest {
    enum class Mode : unsigned { private_ = 1, vepa = 2, bridge = 4, passthrough = 8 };
    std::string name = "macvtap%d";
    std::string lower;            // the host's interface that it rides on
    Mode mode = Mode::bridge;
    std::optional<model::Mac> mac = {};
    unsigned queues = 1;
    bool vnet_header = true;
    bool up = true;
    Domain domain = Domain::none;
};

Tap create_macvtap(const MacvtapRequest& request);

// As many descriptors of the kernel's packet mover; fewer (perhaps none) if it is not there, as libvirt takes it.
std::vector<Fd> open_vhost_net(unsigned count);

}  // namespace vireo::host
