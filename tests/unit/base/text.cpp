// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/text.h"

#include <gmock/gmock.h>

using namespace vireo;
using testing::ElementsAre;

TEST(Text, Trim) {
    EXPECT_EQ(trim(" \t a b\n"), "a b");
    EXPECT_EQ(trim(" \n"), "");
}

TEST(Text, Split) {
    EXPECT_THAT(split("a::b", ':'), ElementsAre("a", "", "b"));
    EXPECT_THAT(split("", ':'), ElementsAre(""));
    EXPECT_THAT(split_words("  1:qemu \t 3:* "), ElementsAre("1:qemu", "3:*"));
    EXPECT_TRUE(split_words(" ").empty());
}

TEST(Text, TakeUntil) {
    std::string_view text = "a:b:c";
    EXPECT_EQ(take_until(text, ':'), "a");
    EXPECT_EQ(text, "b:c");
    EXPECT_EQ(take_until(text, '/'), "b:c");
    EXPECT_EQ(text, "");
}

TEST(Text, Numbers) {
    EXPECT_EQ(to_number<int>("-12"), -12);
    EXPECT_EQ(to_number<unsigned>("ff", 16), 255u);
    EXPECT_FALSE(to_number<unsigned>("-1"));
    EXPECT_FALSE(to_number<int>("12 "));
    EXPECT_FALSE(to_number<int>(""));
    EXPECT_FALSE(to_number<std::uint8_t>("256"));
}

TEST(Text, CaseJoinReplace) {
    EXPECT_EQ(lower("AbC"), "abc");
    EXPECT_TRUE(equal_ignoring_case("QEMU", "qemu"));
    EXPECT_FALSE(equal_ignoring_case("QEMU", "qem"));
    EXPECT_EQ(join(std::vector<std::string>{"a", "b"}, ", "), "a, b");
    EXPECT_EQ(replace_all("a.b.", ".", "::"), "a::b::");
}
