// SPDX-License-Identifier: LGPL-2.1-or-later
// CPU features have two spellings: that of definitions ("ds_cpl", "lahf_lm") and that of QEMU ("ds-cpl", "lahf-lm").
#pragma once

#include <string>
#include <string_view>

namespace vireo::qemu::rules {

// QEMU's name; "" for a feature that has none there and is left out.
std::string qemu_cpu_feature(std::string_view name);
// The way back: what definitions call a property of QEMU's CPU.
std::string libvirt_cpu_feature(std::string_view property);

}  // namespace vireo::qemu::rules
