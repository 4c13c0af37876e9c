// SPDX-License-Identifier: LGPL-2.1-or-later
// Look-ups that never wait: right answers alone and while others insert, erase and replace.
#include <gtest/gtest.h>

#include <thread>

#include "base/uuid.h"
#include "hv/index.h"

namespace vireo::hv {
namespace {

struct Thing : std::enable_shared_from_this<Thing> {
    explicit Thing(int v) : value(v) { ++alive; }
    ~Thing() {
        value = -1;
        --alive;
    }
    int value;
    static inline std::atomic<int> alive{0};
};
using Things = Index<std::string, Thing, std::hash<std::string>>;

TEST(Index, InsertFindErase) {
    Things index;
    for (int i = 0; i < 500; ++i) EXPECT_TRUE(index.insert(std::to_string(i), std::make_shared<Thing>(i)));
    EXPECT_FALSE(index.insert("7", std::make_shared<Thing>(0)));
    EXPECT_EQ(index.size(), 500u);
    for (int i = 0; i < 500; i += 2) EXPECT_TRUE(index.erase(std::to_string(i)));
    EXPECT_FALSE(index.erase(std::string("0")));
    for (int i = 0; i < 500; ++i) {
        auto t = index.find(std::to_string(i));
        ASSERT_EQ(t != nullptr, i % 2 == 1) << i;
        if (t) {
            EXPECT_EQ(t->value, i);
        }
    }
    EXPECT_EQ(index.values().size(), 250u);
    for (int i = 0; i < 500; i += 2) EXPECT_TRUE(index.insert(std::to_string(i), std::make_shared<Thing>(i)));
    EXPECT_EQ(index.find(std::string("44"))->value, 44);
}

TEST(Index, NothingIsLeftBehind) {
    int before = Thing::alive;
    {
        Things index;
        for (int round = 0; round < 20; ++round) {
            for (int i = 0; i < 50; ++i) index.insert(std::to_string(i), std::make_shared<Thing>(i));
            for (int i = 0; i < 50; ++i) index.erase(std::to_string(i));
        }
    }
    EXPECT_EQ(Thing::alive, before);
}

TEST(Index, ReadersAmongWriters) {
    Things index;
    for (int i = 0; i < 32; ++i) index.insert("fixed" + std::to_string(i), std::make_shared<Thing>(i));
    std::atomic<bool> stop{false};
    std::atomic<long> wrong{0}, reads{0};
    std::vector<std::thread> readers;
    for (int t = 0; t < 3; ++t)
        readers.emplace_back([&, t] {
            for (int n = t; !stop; ++n) {
                ReadSection section;
                int i = n % 32;
                Thing* fixed = index.peek("fixed" + std::to_string(i));
                if (!fixed || fixed->value != i) ++wrong;
                Thing* moving = index.peek("moving" + std::to_string(i));
                if (moving && moving->value != i) ++wrong;
                ++reads;
            }
        });
    while (reads < 100) std::this_thread::yield();
    for (int round = 0; round < 200; ++round) {
        for (int i = 0; i < 32; ++i) index.insert("moving" + std::to_string(i), std::make_shared<Thing>(i));
        for (int i = 0; i < 32; ++i) index.erase("moving" + std::to_string(i));
    }
    stop = true;
    for (auto& r : readers) r.join();
    EXPECT_EQ(wrong, 0);
    EXPECT_GT(reads, 0);
}

struct Number : std::enable_shared_from_this<Number> {
    explicit Number(int v) : a(v), b(v) {}
    ~Number() { b = -a - 1; }
    int a, b;
};

TEST(Published, ReadersSeeWholeValues) {
    Published<Number> value(std::make_shared<Number>(0));
    std::atomic<bool> stop{false};
    std::atomic<long> wrong{0};
    std::vector<std::thread> readers;
    for (int t = 0; t < 3; ++t)
        readers.emplace_back([&] {
            int last = 0;
            while (!stop) {
                {
                    ReadSection section;
                    const Number* n = value.peek();
                    if (n->a != n->b || n->a < last) ++wrong;
                    last = n->a;
                }
                auto kept = value.read();
                if (kept->a != kept->b) ++wrong;
            }
        });
    for (int i = 1; i < 5000; ++i) value.publish(std::make_shared<Number>(i));
    stop = true;
    for (auto& r : readers) r.join();
    EXPECT_EQ(wrong, 0);
    EXPECT_EQ(value.read()->a, 4999);
}

}  // namespace
}  // namespace vireo::hv
