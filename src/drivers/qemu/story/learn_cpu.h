// SPDX-License-Identifier: LGPL-2.1-or-later
// After a start: which features of its processor the guest really has.
#pragma once

#include "drivers/qemu/caps/guest_cpus.h"
#include "json/fwd.h"
#include "model/domain/domain.h"

namespace vireo::qemu {

namespace qmp {
class Client;
}

// Where answers are kept, and what this one follows from.
struct CpuLesson {
    GuestCpus& known;
    const CapsPtr& caps;
    std::string options;  // see cpu_options(); empty: ask
};

// Corrects the CPU of a running x86 guest by what the emulator made of it. Throws operation_failed if the definition
// wants exactly its CPU (check='full') and got another. `processors`: the answer to query-cpus-fast.
void learn_cpu(model::Domain& live, qmp::Client& monitor, const json::Json& processors, const CpuLesson& lesson);

// Refuses a guest that wants its spinlocks to wait in the hypervisor, if this one offers nothing of the kind.
void check_spinlocks(const model::Domain& live, qmp::Client& monitor, const json::Json& processors);

}  // namespace vireo::qemu
