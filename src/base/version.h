// SPDX-License-Identifier: LGPL-2.1-or-later
// The release whose interfaces this tree has.
#pragma once

namespace vireo {

inline constexpr const char* version_text = "11.3.0";
// major * 1,000,000 + minor * 1,000 + release, as virGetVersion reports it.
inline constexpr unsigned long version_number = 11'003'000;

}  // namespace vireo
