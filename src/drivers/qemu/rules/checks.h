// SPDX-License-Identifier: LGPL-2.1-or-later
// Lists of findings by theme; check.cpp runs them. Each function throws its first finding.
#pragma once

#include <span>

#include "drivers/qemu/caps/caps.h"
#include "model/domain/domain.h"

namespace vireo::qemu::rules {

struct Subject {
    const model::Domain& d;
    const QemuCaps& caps;
};
using Check = void (*)(const Subject&);

std::span<const Check> display_checks();
std::span<const Check> controller_checks();
std::span<const Check> device_checks();
std::span<const Check> nic_checks();
std::span<const Check> small_checks();
std::span<const Check> version_checks();
// Findings that keep a guest from starting, though it may be defined.
std::span<const Check> display_start_checks();
std::span<const Check> nic_start_checks();

}  // namespace vireo::qemu::rules
