// SPDX-License-Identifier: LGPL-2.1-or-later
// The architectures besides x86; only files of this folder include it. PowerPC knows models by the number that the
// processor carries (PVR); ARM likewise, but compares nothing; the rest leaves everything to the hypervisor.
#pragma once

#include "hv/cpu/cpu.h"

namespace vireo::hv::cpu {

namespace ppc64 {
Comparison compare(const Definition& host, const Definition& cpu, bool must_fit);
void update(Definition& guest, const Definition& host);
Definition baseline(std::span<const Definition> cpus);
void convert_legacy(Definition& cpu);
}  // namespace ppc64

namespace s390 {
void update(Definition& guest, const Definition& host);
}

namespace arm {
void update(Definition& guest, const Definition& host);
Definition baseline(std::span<const Definition> cpus);
}  // namespace arm

}  // namespace vireo::hv::cpu
