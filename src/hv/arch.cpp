// SPDX-License-Identifier: LGPL-2.1-or-later
#include "hv/arch.h"

#include <algorithm>
#include <iterator>

namespace vireo::hv {
namespace {
constexpr std::string_view arches[] = {"alpha",   "armv6l", "armv7l", "armv7b", "aarch64", "cris",   "i686",  "ia64",    "lm32",    "loongarch64", "m68k",   "microblaze",
                                       "microblazeel", "mips", "mipsel", "mips64", "mips64el", "openrisc", "parisc", "parisc64", "ppc", "ppc64", "ppc64le", "ppcemb",
                                       "riscv32", "riscv64", "s390", "s390x", "sh4", "sh4eb", "sparc", "sparc64", "unicore32", "x86_64", "xtensa", "xtensaeb"};
}

bool known_arch(std::string_view name) { return std::find(std::begin(arches), std::end(arches), name) != std::end(arches); }

}  // namespace vireo::hv
