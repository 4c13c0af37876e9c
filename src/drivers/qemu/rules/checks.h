// SPDX-License-Identifier: LGPL-2.1-or-later
// Lists of findings by theme; check.cpp runs them. Each function throws its first finding.
#pragma once

#include <span>

#include "drivers/qemu/caps/caps.h"
#include "model/domain/domain.h"
#include "model/domain/rules/check.h"

namespace vireo::qemu::rules {

struct Subject {
    const model::Domain& d;
    const QemuCaps& caps;
    bool spice_tls = true;  // are there certificates for secure ports?
};
using Check = void (*)(const Subject&);
// A finding of one kind of devices; kinds are judged one after the other, each with the generic checks in front.
using model::rules::DeviceKind;
struct KindCheck {
    DeviceKind kind;
    Check check;
};

std::span<const KindCheck> display_checks();
std::span<const KindCheck> controller_checks();
std::span<const KindCheck> device_checks();
std::span<const KindCheck> emulator_checks();
std::span<const KindCheck> nic_checks();
std::span<const KindCheck> small_checks();
std::span<const KindCheck> arch_checks();
std::span<const KindCheck> version_checks();
std::span<const KindCheck> image_checks();
std::span<const KindCheck> place_checks();
// Findings of machines as a whole, in front of all devices.
std::span<const Check> machine_checks();
std::span<const Check> version_machine_checks();
// Findings that keep a guest from starting, though it may be defined.
std::span<const Check> display_start_checks();
std::span<const Check> nic_start_checks();
std::span<const Check> small_start_checks();

}  // namespace vireo::qemu::rules
