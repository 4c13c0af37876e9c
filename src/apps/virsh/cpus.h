// SPDX-License-Identifier: LGPL-2.1-or-later
// Sets of processors: "0-3,^2,8" to bits and back.
#pragma once

#include "apps/virsh/virsh.h"

namespace vireo::sh {

// How many processors the host may have; fails when it cannot be found out.
int host_cpus(Virsh& sh);
// Bits of the list, `count` of them; "r" means all. Nothing when the text is malformed.
std::optional<std::vector<unsigned char>> parse_cpus(const std::string& text, int count);
std::string cpus_text(const unsigned char* map, int count);

// Typed parameters as "name           : value" lines, names padded to 15.
void print_params(Virsh& sh, const virTypedParameter* p, int n);

}  // namespace vireo::sh
