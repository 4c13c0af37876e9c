// SPDX-License-Identifier: LGPL-2.1-or-later
// Recorded conversations with emulators: a command as it was sent, then the answer, and so on. They let capabilities be
// worked out anew without the emulator, from what somebody else's one said.
#pragma once

#include <string_view>
#include <vector>

#include "drivers/qemu/caps/digest.h"

namespace vireo::qemu {

// One set of answers for each negotiation (qmp_capabilities) in the recording. Throws internal_error for text that is no
// sequence of JSON objects, and for more of them than any emulator is asked.
std::vector<Answers> read_transcript(std::string_view text);

}  // namespace vireo::qemu
