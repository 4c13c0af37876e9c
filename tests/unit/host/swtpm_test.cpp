// SPDX-License-Identifier: LGPL-2.1-or-later
// What tools of emulated TPMs say of themselves.
#include "host/swtpm/swtpm.h"

#include <gtest/gtest.h>

using namespace vireo;

TEST(Swtpm, ReadsFeatures) {
    EXPECT_EQ(host::parse_swtpm_features(R"({"type": "swtpm_setup", "features": ["tpm-1.2", "tpm-2.0"]})"),
              (std::set<std::string, std::less<>>{"tpm-1.2", "tpm-2.0"}));
    for (const char* text : {"", "no JSON", "[]", R"({"features": {"tpm-2.0": 1}})", R"({"features": [1, null]})"})
        EXPECT_TRUE(host::parse_swtpm_features(text).empty()) << text;
}

TEST(Swtpm, NeedsBothPrograms) {
    host::Swtpm s;
    s.setup_features = {"tpm-2.0", "tpm-1.2", "other"};
    EXPECT_TRUE(s.versions().empty());
    s.emulator = "/usr/bin/swtpm";
    EXPECT_EQ(s.versions(), (std::vector<std::string>{"1.2", "2.0"}));
    s.setup_features = {"tpm-2.0"};
    EXPECT_EQ(s.versions(), (std::vector<std::string>{"2.0"}));
}
