// SPDX-License-Identifier: LGPL-2.1-or-later
// An emulated TPM is a program of its own that runs beside QEMU.
#include "drivers/qemu/prepare/steps.h"

namespace vireo::qemu::prepare {

void tpm(Preparation&) {}
void stop_tpm(const model::Domain&, const Config&) {}

}  // namespace vireo::qemu::prepare
