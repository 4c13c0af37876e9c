// SPDX-License-Identifier: LGPL-2.1-or-later
// The processor of this machine as a definition.
#pragma once

#include "hv/cpu/definition.h"

namespace vireo::hv::cpu {

// Looked at once and kept. Without a model on architectures whose processors do not tell.
const Definition& host_cpu();

// Features of the real processor besides those that its description lists: how many guests with encrypted memory it
// keeps apart (AMD SEV, SEV-ES).
struct SevLimits {
    unsigned guests = 0, es_guests = 0;
};
SevLimits sev_limits();

}  // namespace vireo::hv::cpu
