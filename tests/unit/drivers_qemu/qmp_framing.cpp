// SPDX-License-Identifier: LGPL-2.1-or-later
// Documents are found wherever the pieces are cut, and hostile streams end early.
#include <gtest/gtest.h>

#include "drivers/qemu/qmp/envelope.h"
#include "drivers/qemu/qmp/framer.h"

namespace vireo::qemu::qmp {
namespace {

std::vector<std::string> all(Framer& f) {
    std::vector<std::string> out;
    for (auto d = f.next(); !d.empty(); d = f.next()) out.emplace_back(d);
    return out;
}

TEST(Framer, FindsDocumentsForEveryCut) {
    const std::string text = "{\"QMP\": {}}\r\n{\"return\": {\"s\": \"}\\\"{\"}, \"id\": \"libvirt-1\"}\r\n{}\n";
    const std::vector<std::string> expected = {"{\"QMP\": {}}", "{\"return\": {\"s\": \"}\\\"{\"}, \"id\": \"libvirt-1\"}", "{}"};
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        Framer f;
        ASSERT_TRUE(f.feed(text.substr(0, cut)));
        auto got = all(f);
        ASSERT_TRUE(f.feed(text.substr(cut)));
        for (auto& d : all(f)) got.push_back(d);
        EXPECT_EQ(got, expected) << "cut at " << cut;
        EXPECT_EQ(f.pending(), 0u);
    }
    Framer bytewise;
    std::vector<std::string> got;
    for (char c : text) {
        ASSERT_TRUE(bytewise.feed({&c, 1}));
        for (auto& d : all(bytewise)) got.push_back(d);
    }
    EXPECT_EQ(got, expected);
}

TEST(Framer, RefusesWhatGrowsWithoutBound) {
    Framer deep({.document = 1000, .depth = 4});
    deep.feed("{\"a\":[[[[");
    EXPECT_TRUE(deep.next().empty());
    EXPECT_STREQ(deep.why(), "document nested too deeply");
    EXPECT_FALSE(deep.feed("{}"));

    Framer large({.document = 100, .depth = 4});
    large.feed("{\"a\":\"" + std::string(200, 'x'));
    EXPECT_TRUE(large.next().empty());
    EXPECT_STREQ(large.why(), "document too large");

    Framer noise;
    noise.feed("hello {}");
    EXPECT_TRUE(noise.next().empty());
    EXPECT_STREQ(noise.why(), "text outside of a document");
}

TEST(Envelope, TellsKindsApart) {
    auto reply = read_envelope(R"({"return": {"a": [1, "}"]}, "id": "libvirt-7"})");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->kind, Envelope::Kind::reply);
    EXPECT_EQ(reply->id, "libvirt-7");
    EXPECT_EQ(reply->value, R"({"a": [1, "}"]})");

    auto event = read_envelope(R"({"timestamp": {"seconds": 5, "microseconds": 6}, "event": "STOP"})");
    ASSERT_TRUE(event);
    EXPECT_EQ(event->kind, Envelope::Kind::event);
    EXPECT_EQ(event->name, "STOP");
    EXPECT_EQ(event->value, "");

    auto error = read_envelope(R"({"id": 9, "error": {"class": "GenericError", "desc": "no"}})");
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind, Envelope::Kind::error);
    EXPECT_EQ(error->id, "9");

    auto greeting = read_envelope(R"({"QMP": {"version": {}, "capabilities": ["oob"]}})");
    ASSERT_TRUE(greeting);
    EXPECT_EQ(greeting->kind, Envelope::Kind::greeting);

    for (const char* bad : {"", "{", "[]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{\"a\":1} x", "{\"a\":\"}", "{\"a\":[}"})
        EXPECT_FALSE(read_envelope(bad)) << bad;
    EXPECT_EQ(read_envelope("{}")->kind, Envelope::Kind::unknown);
}

}  // namespace
}  // namespace vireo::qemu::qmp
