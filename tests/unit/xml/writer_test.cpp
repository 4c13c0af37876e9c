// SPDX-License-Identifier: LGPL-2.1-or-later
// The printed form.
#include <gtest/gtest.h>

#include "xml/writer.h"

namespace vireo::xml {
namespace {

TEST(Writer, IndentsQuotesAndEscapes) {
    Writer w;
    w.open("a");
    w.attribute("k", "<'\"&>");
    w.open("b");
    w.close();
    w.leaf("c", "x&y");
    w.close();
    EXPECT_EQ(w.take(), "<a k='&lt;&apos;&quot;&amp;&gt;'>\n  <b/>\n  <c>x&amp;y</c>\n</a>\n");
}

TEST(Writer, DropsWhatStayedEmpty) {
    Writer w;
    w.open("a");
    w.open("b");
    w.open("c");
    EXPECT_FALSE(w.close_or_drop());
    EXPECT_FALSE(w.close_or_drop());
    w.close();
    EXPECT_EQ(w.take(), "<a/>\n");
}

TEST(Writer, KeepsWhatGotAnAttributeOrAChild) {
    Writer w;
    w.open("a");
    w.open("b");
    w.open("c");
    w.attribute("x", "1");
    EXPECT_TRUE(w.close_or_drop());
    w.open("d");
    EXPECT_FALSE(w.close_or_drop());
    EXPECT_TRUE(w.close_or_drop());
    w.close();
    EXPECT_EQ(w.take(), "<a>\n  <b>\n    <c x='1'/>\n  </b>\n</a>\n");
}

TEST(Writer, BeginsAtALevelAndTakesForeignTrees) {
    Writer w(16, 1);
    w.open("a");
    w.begin_content();
    w.close();
    w.verbatim("<x/>");
    EXPECT_EQ(w.take(), "  <a>\n  </a>\n  <x/>\n");
}

TEST(Writer, LeavesForbiddenCharactersOut) {
    std::string out;
    escape(out, std::string_view("a\x01" "b\tc", 5));
    EXPECT_EQ(out, "ab\tc");
}

// More than was set aside at first, at each place where the buffer may have to grow.
TEST(Writer, GrowsBetweenAnyTwoWords) {
    for (std::size_t reserve = 0; reserve < 80; ++reserve) {
        Writer w(reserve);
        w.open("list");
        std::string expected = "<list";
        w.attribute("name", "n");
        expected += " name='n'>\n";
        for (int i = 0; i < 40; ++i) {
            w.open("item");
            w.attribute("number", std::to_string(i));
            w.leaf("value", "v");
            w.close();
            expected += "  <item number='" + std::to_string(i) + "'>\n    <value>v</value>\n  </item>\n";
        }
        w.close();
        EXPECT_EQ(w.take(), expected + "</list>\n");
    }
}

}  // namespace
}  // namespace vireo::xml
