// SPDX-License-Identifier: LGPL-2.1-or-later
// The names of processor architectures, as documents and callers write them.
#pragma once

#include <string_view>

namespace vireo::hv {

// Whether this is one of libvirt's names (x86_64, aarch64, ppc64le ...).
bool known_arch(std::string_view name);

}  // namespace vireo::hv
