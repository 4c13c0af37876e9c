// SPDX-License-Identifier: LGPL-2.1-or-later
// The one-pass reader: what it takes, what it passes over, and that it agrees with the tree's reader and never runs on.
#include "json/scan.h"

#include <gtest/gtest.h>

#include <random>

#include "base/error.h"
#include "json/json.h"

namespace vireo::json {
namespace {

TEST(Scan, TakesWhatIsAskedForAndPassesOverTheRest) {
    Scan scan(R"( {"a": [1, {"x": "]}"}, "\"\\"], "b" : {"c":18446744073709551615,"d":-3,"e":true} , "f":"pl\u0061in","g":null} )");
    std::vector<std::string> names;
    std::optional<std::uint64_t> c;
    std::optional<std::int64_t> d;
    std::optional<bool> e;
    std::string f;
    EXPECT_TRUE(scan.object([&](std::string_view name) {
        names.emplace_back(name);
        if (name == "b")
            scan.object([&](std::string_view inner) {
                if (inner == "c") c = scan.number();
                if (inner == "d") d = scan.integer();
                if (inner == "e") e = scan.boolean();
            });
        if (name == "f") f = scan.text().value_or("?");
    }));
    EXPECT_EQ(names, (std::vector<std::string>{"a", "b", "f", "g"}));
    EXPECT_EQ(c, UINT64_MAX);
    EXPECT_EQ(d, -3);
    EXPECT_EQ(e, true);
    EXPECT_EQ(f, "plain");
}

TEST(Scan, ValuesOfAnotherKindCountAsAbsent) {
    Scan scan(R"(["1", -1, 1.5, 7, {}, [], "x", 18446744073709551616])");
    std::vector<std::optional<std::uint64_t>> numbers;
    EXPECT_TRUE(scan.array([&] { numbers.push_back(scan.number()); }));
    using N = std::optional<std::uint64_t>;
    EXPECT_EQ(numbers, (std::vector<N>{N(), N(), N(), 7, N(), N(), N(), N()}));
    Scan other(R"([{"a":1}, [2], 3])");
    unsigned objects = 0, elements = 0;
    other.array([&] { objects += other.object([](std::string_view) {}); });
    Scan third(R"([{"a":1}, [2], 3])");
    third.array([&] { third.array([&] { elements += third.number() == 2; }); });
    EXPECT_EQ(objects, 1u);
    EXPECT_EQ(elements, 1u);
}

TEST(Scan, EmptyThings) {
    unsigned calls = 0;
    EXPECT_TRUE(Scan("{}").object([&](std::string_view) { ++calls; }));
    EXPECT_TRUE(Scan(" [ ] ").array([&] { ++calls; }));
    EXPECT_EQ(calls, 0u);
}

TEST(Scan, RefusesWhatEndsTooSoon) {
    const std::string whole = R"({"a":[1,{"b":"c"}],"d":2})";
    for (std::size_t n = 0; n < whole.size(); ++n) {
        Scan scan(std::string_view(whole).substr(0, n));
        EXPECT_THROW(scan.object([](std::string_view) {}), Error) << n;
    }
}

// Collects all numbers at "n", whatever stands around them.
void numbers_of(Scan& scan, std::vector<std::uint64_t>& out, unsigned depth = 0) {
    if (depth > 50) return;
    scan.object([&](std::string_view name) {
        if (name == "n") {
            if (auto v = scan.number()) out.push_back(*v);
        } else {
            numbers_of(scan, out, depth + 1);
        }
    });
}

void numbers_of(const Json& v, std::vector<std::uint64_t>& out) {
    if (!v.is_object()) return;
    for (auto it = v.begin(); it != v.end(); ++it)
        if (it.key() == "n") {
            if (it.value().is_number_unsigned()) out.push_back(it.value().get<std::uint64_t>());
        } else {
            numbers_of(it.value(), out);
        }
}

TEST(Scan, AgreesWithTheTreeAndEndsOnDamagedTexts) {
    const std::string good = R"({"n":1,"a":{"n":22,"s":"x\"{[,","l":[1,[2,{"n":9}]]},"b":{"c":{"n":333},"n":true},"e":{}})";
    std::vector<std::uint64_t> expected, found;
    numbers_of(parse(good), expected);
    Scan scan(good);
    numbers_of(scan, found);
    EXPECT_EQ(found, expected);
    EXPECT_EQ(found, (std::vector<std::uint64_t>{1, 22, 333}));

    std::mt19937 dice(7);
    constexpr std::string_view bytes = "{}[]\",:\\ 019nats";
    unsigned same = 0;
    for (int round = 0; round < 20000; ++round) {
        std::string text = good;
        for (unsigned i = 0, n = 1 + dice() % 3; i < n; ++i) text[dice() % text.size()] = bytes[dice() % bytes.size()];
        std::vector<std::uint64_t> seen;
        try {
            Scan damaged(text);
            numbers_of(damaged, seen);
        } catch (const Error&) {
            continue;  // refused is as good as read
        }
        const Json tree = Json::parse(text, nullptr, false);
        if (tree.is_discarded() || compact(tree) != text) continue;  // what is passed over is not checked, and a tree has each name once
        std::vector<std::uint64_t> want;
        numbers_of(tree, want);
        EXPECT_EQ(seen, want) << text;
        ++same;
    }
    EXPECT_GT(same, 100u);
}

}  // namespace
}  // namespace vireo::json
