// SPDX-License-Identifier: LGPL-2.1-or-later
// Text to tree, and what must not become one.
#include <gtest/gtest.h>

#include "xml/parse.h"

namespace vireo::xml {
namespace {

std::string refusal(std::string_view text, const ParseOptions& options = {}) {
    try {
        parse(text, options);
    } catch (const Error& e) {
        EXPECT_EQ(e.code, Code::xml_detail);
        return e.message;
    }
    return "accepted";
}

TEST(Parse, BuildsElementsAttributesAndText) {
    auto d = parse("<a x='1' y=\"&lt;&amp;\">\n  <b/>\n  <c>one &#x41; two</c>\n</a>");
    const Node& a = d.root();
    EXPECT_EQ(a.name, "a");
    EXPECT_EQ(a.value("x"), "1");
    EXPECT_EQ(a.value("y"), "<&");
    EXPECT_FALSE(a.has("z"));
    ASSERT_TRUE(a.child("c"));
    EXPECT_EQ(a.child("c")->text, "one A two");
    EXPECT_EQ(a.child("c")->line, 3u);
    EXPECT_TRUE(a.text.empty());
    EXPECT_EQ(a.first->name, "b") << "white space between elements makes no node";
}

TEST(Parse, FollowsPaths) {
    auto d = parse("<a><b><c k='v'/></b></a>");
    ASSERT_TRUE(d.root().path("b/c"));
    EXPECT_EQ(d.root().path("b/c")->value("k"), "v");
    EXPECT_FALSE(d.root().path("b/d/c"));
}

TEST(Parse, KeepsBlankTextOfLeaves) { EXPECT_EQ(parse("<a> </a>").root().text, " "); }

TEST(Parse, ReadsCharacterDataSections) { EXPECT_EQ(parse("<a>x<![CDATA[<&>]]></a>").root().text, "x<&>"); }

TEST(Parse, NamesThePlaceOfAMistake) {
    ParseOptions o;
    o.origin = "file.xml";
    EXPECT_EQ(refusal("<a>\n  <b>x</c>\n</a>", o),
              "file.xml:2: Opening and ending tag mismatch: b line 2 and c\n  <b>x</c>\n----------^");
    EXPECT_EQ(refusal("<dom", o), "file.xml:1: Couldn't find end of Start Tag dom line 1\n<dom\n----^");
}

TEST(Parse, RefusesUnknownEntitiesAndBombs) {
    EXPECT_NE(refusal("<a>&foo;</a>").find("Entity 'foo' not defined"), std::string::npos);
    std::string bomb = "<!DOCTYPE a [<!ENTITY a0 'xxxxxxxxxx'>";
    for (int i = 1; i < 20; ++i) {
        bomb += "<!ENTITY a" + std::to_string(i) + " '";
        for (int k = 0; k < 10; ++k) bomb += "&a" + std::to_string(i - 1) + ";";
        bomb += "'>";
    }
    EXPECT_NE(refusal(bomb + "]><a>&a19;</a>"), "accepted");
    EXPECT_NE(refusal("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>"), "accepted");
}

TEST(Parse, BoundsDepthAndSize) {
    std::string deep;
    for (int i = 0; i < 300; ++i) deep += "<a>";
    EXPECT_NE(refusal(deep).find("depth"), std::string::npos);
    ParseOptions small;
    small.max_size = 10;
    EXPECT_NE(refusal("<aaaaaaaaaaaa/>", small).find("too large"), std::string::npos);
    EXPECT_NE(refusal(""), "accepted");
    EXPECT_NE(refusal(std::string_view("<a\0/>", 5)), "accepted");
}

TEST(Parse, ChecksTheRoot) {
    auto d = parse("<foo/>");
    try {
        expect_root(d, "domain");
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.message, "XML error: expecting root element of 'domain', not 'foo'");
    }
}

TEST(Dump, KeepsForeignTreesWithTheirNamespaces) {
    auto d = parse("<m xmlns:o='http://o/'><p:q xmlns:p='http://p/' o:k='a&quot;b'>\n <p:r/>\n <p:s>t</p:s></p:q></m>");
    EXPECT_EQ(dump(*d.root().first, 1),
              "<p:q xmlns:p=\"http://p/\" xmlns:o=\"http://o/\" o:k=\"a&quot;b\">\n    <p:r/>\n    <p:s>t</p:s>\n  </p:q>");
}

}  // namespace
}  // namespace vireo::xml
