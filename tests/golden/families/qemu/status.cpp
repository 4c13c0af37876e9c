// SPDX-License-Identifier: LGPL-2.1-or-later
// Status documents of running guests, as libvirt's daemons leave them.
#include "../../golden.h"
#include "base/error.h"
#include "drivers/qemu/recover/status.h"

namespace {

using namespace golden;

Outcome status(const Case& c) {
    try {
        auto state = vireo::qemu::parse_status(c.input("xml").value_or(""), "status", "/var/lib/libvirt/qemu/ram");
        return Outcome::compare(c.expect("xml").value_or(c.input("xml").value_or("")), vireo::qemu::format_status(state));
    } catch (const vireo::Error& e) {
        return c.result == "ok" ? Outcome::fail(e.message) : Outcome::pass();
    }
}

Family family("qemustatus", status);

}  // namespace
