// SPDX-License-Identifier: LGPL-2.1-or-later
// JSON from guests and hosts: nesting and size are bounded before anything recurses or allocates.
#include <gtest/gtest.h>

#include "base/error.h"
#include "json/json.h"

namespace vireo::json {
namespace {

std::string refusal(const std::string& text, unsigned depth = 128, std::size_t size = 64u << 20) {
    try {
        parse(text, depth, size);
    } catch (const Error& e) {
        EXPECT_EQ(e.code, Code::internal_error);
        return e.message;
    }
    return "accepted";
}

TEST(Hostile, Depth) {
    EXPECT_EQ(refusal(std::string(100000, '[')), "internal error: cannot parse json: nested too deeply");
    EXPECT_EQ(refusal(std::string(129, '[') + std::string(129, ']')), "internal error: cannot parse json: nested too deeply");
    EXPECT_EQ(refusal(std::string(128, '[') + std::string(128, ']')), "accepted");
    std::string objects;
    for (int i = 0; i < 100000; ++i) objects += "{\"a\":";
    EXPECT_EQ(refusal(objects), "internal error: cannot parse json: nested too deeply");
    // Brackets in strings are text, behind an escaped quote too.
    EXPECT_EQ(refusal("[\"" + std::string(100000, '[') + "\\\"" + std::string(1000, '{') + "\"]"), "accepted");
}

TEST(Hostile, Size) {
    EXPECT_EQ(refusal("[1,2,3]", 128, 5), "internal error: cannot parse json: 7 bytes");
    // What cannot be read is not quoted whole.
    EXPECT_LT(refusal("[" + std::string(1 << 20, 'x')).size(), 5000u);
}

TEST(Hostile, Bytes) {
    EXPECT_NE(refusal(std::string("[\"a\0b\"]", 7)), "accepted");
    EXPECT_NE(refusal("[\"\xff\xfe\"]"), "accepted");
    EXPECT_NE(refusal("[1e99999]"), "accepted");
    EXPECT_EQ(parse("[18446744073709551615]")[0].get<std::uint64_t>(), 18446744073709551615u);
}

// Members with dots in their names become objects; that is no way around the limit.
TEST(Hostile, DottedNames) {
    std::string name;
    for (int i = 0; i < 100000; ++i) name += "a.";
    try {
        deflatten(parse("{\"" + name + "a\":1}"));
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.message, "internal error: cannot parse json: nested too deeply");
    }
    EXPECT_EQ(compact(deflatten(parse("{\"a.b\":1,\"a.c\":2}"))), "{\"a\":{\"b\":1,\"c\":2}}");
}

}  // namespace
}  // namespace vireo::json
