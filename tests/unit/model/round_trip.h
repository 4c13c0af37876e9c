// SPDX-License-Identifier: LGPL-2.1-or-later
// Reading what was printed: tools that tests of round trips share.
#pragma once

#include <string>
#include <utility>

#include "model/domain/domain.h"
#include "model/row/row.h"

namespace vireo::test {

inline constexpr unsigned stored = model::row::format_secure | model::row::format_inactive;

// Nothing random.
model::ParseOptions steady();

// Printed, read and printed again; empty if the text is refused.
std::pair<std::string, std::string> twice(const std::string& text, const model::ParseOptions& options, unsigned flags = stored);

// Disks are put in order before their buses are known, as the reference does it; the order may only settle when what was
// printed is read. Nothing else may change, and it changes once.
bool settled(const std::string& once, const std::string& again, const model::ParseOptions& options, unsigned flags = stored);

}  // namespace vireo::test
