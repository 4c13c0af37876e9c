// SPDX-License-Identifier: LGPL-2.1-or-later
// The capabilities document of a make-believe host.
#pragma once

#include <string>

namespace vireo::test {

// cells: whether the host has NUMA cells (the one of test:///default has two).
std::string make_capabilities_document(bool cells);

}  // namespace vireo::test
