// SPDX-License-Identifier: LGPL-2.1-or-later
// What a reader of a domain document asks for. Separate from domain.h so that rows need not see the whole domain.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/uuid.h"
#include "model/row/types.h"

namespace vireo::model {

struct Domain;

enum ParseFlags : unsigned {
    parse_default = 0,
    parse_inactive = 1,      // drop what only a running guest has (aliases, ids, allocated names)
    parse_status = 2,        // the daemon's own status file (rows know these two bits: row::ParseContext)
    parse_abi_update = 4,    // a new definition: the machine's ABI may be chosen freely
    parse_skip_checks = 8,   // take it as it is: no model::check
    parse_skip_fill = 16,    // no generic fill-ins
    parse_checks_later = 32, // only what reading finds is refused; the driver judges the completed document
};

// The namespaced part of a document that a hypervisor has a meaning for.
enum DomainNamespace : unsigned {
    qemu_namespace = 1,
    lxc_namespace = 2,
    bhyve_namespace = 4,
    xen_namespace = 8,
    vmware_namespace = 16,
    all_namespaces = 31,
};

// What the hypervisor driver contributes to reading; all of it may be left out.
struct ParseOptions {
    unsigned flags = parse_inactive;
    std::string_view origin;                          // file name for syntax errors; empty: there is none
    unsigned namespaces = all_namespaces;             // foreign parts that are kept; others are dropped silently
    std::array<std::uint8_t, 3> mac_prefix{0x52, 0x54, 0x00};
    std::function<Uuid()> make_uuid;                  // null: random
    std::function<void(std::uint8_t*, std::size_t)> random_bytes;  // null: the kernel's
    // The hypervisor's own fill-ins: before anything is numbered and addressed (machine, buses, models, devices that it
    // always adds), and after all generic ones (its own addresses, last defaults).
    std::function<void(Domain&)> driver_defaults, driver_finish;
    // The hypervisor's own checks, after the generic ones.
    std::function<void(const Domain&)> driver_check;
};

}  // namespace vireo::model
