// SPDX-License-Identifier: LGPL-2.1-or-later
// What the installed emulator of TPMs and its setup tool can do, as they say themselves.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace vireo::host {

struct Swtpm {
    std::string emulator, setup;                       // paths; empty: not installed
    std::set<std::string, std::less<>> emulator_features, setup_features;

    // Versions of TPMs that can be made, "1.2" and "2.0"; none without both programs.
    std::vector<std::string> versions() const;
};

// Asks the programs in PATH; asked again only when they have changed.
Swtpm find_swtpm();

// The words of a text like {"features": ["tpm-2.0", ...]}; none for a text of another form.
std::set<std::string, std::less<>> parse_swtpm_features(std::string_view text);

}  // namespace vireo::host
