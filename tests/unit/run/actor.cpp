// SPDX-License-Identifier: LGPL-2.1-or-later
// Actors: snapshots, commits, lives; and the index that finds them.
#include "run/actor.h"

#include <gmock/gmock.h>
#include <malloc.h>

#include "run/index.h"

using namespace vireo;
using namespace vireo::run;
using testing::ElementsAre;

namespace {

struct Thing {
    std::uint64_t life = 1;
    int value = 0, twin = 0;
};

struct House : ActorHouse<Thing> {
    using ActorHouse::ActorHouse;
    std::vector<std::string> log;
    bool fail_save = false;
    Actor<Thing>* actor = nullptr;
    void save(const Thing& before, const Thing& after) override {
        if (fail_save) fail(Code::system_error, Domain::none, "disk full");
        EXPECT_EQ(actor->read()->value, before.value) << "saved before published";
        log.push_back(fmt::format("save {}->{}", before.value, after.value));
    }
    void announce(const Actor<Thing>::Snapshot& before, const Actor<Thing>::Snapshot& after) override {
        EXPECT_EQ(actor->read(), after) << "published before announced";
        log.push_back(fmt::format("announce {}->{}", before->value, after->value));
    }
};

struct QuietHouse : ActorHouse<Thing> {
    using ActorHouse::ActorHouse;
    void save(const Thing&, const Thing&) override {}
    void announce(const Actor<Thing>::Snapshot&, const Actor<Thing>::Snapshot&) override {}
};

struct ActorTest : testing::Test {
    Pool pool;
    LoopThread thread{"deadlines"};
    LaneHost lanes{pool, thread.loop()};
};

}  // namespace

TEST_F(ActorTest, CommitSavesPublishesAnnounces) {
    House house(lanes);
    Actor<Thing> actor(house, Thing{});
    house.actor = &actor;
    auto before = actor.read();
    EXPECT_EQ(actor.commit(1, [](Thing& t) { return t.value = 5; }), 5);
    EXPECT_THAT(house.log, ElementsAre("save 0->5", "announce 0->5"));
    EXPECT_EQ(before->value, 0) << "snapshots never change";
    EXPECT_EQ(actor.read()->value, 5);
}

TEST_F(ActorTest, AMovedLifeIsStale) {
    QuietHouse house(lanes);
    Actor<Thing> actor(house, Thing{});
    auto before = actor.read();
    actor.commit(before->life, [](Thing& t) { ++t.life; });
    try {
        actor.commit(before->life, [](Thing&) { ADD_FAILURE(); });
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.code, Code::operation_failed);
    }
    actor.commit(any_life, [](Thing& t) { t.value = 9; });
    EXPECT_EQ(actor.read()->value, 9);
}

TEST_F(ActorTest, AFailedChangeOrSaveChangesNothing) {
    House house(lanes);
    Actor<Thing> actor(house, Thing{});
    house.actor = &actor;
    EXPECT_THROW(actor.commit(1, [](Thing& t) { t.value = 1, throw 7; }), int);
    house.fail_save = true;
    EXPECT_THROW(actor.commit(1, [](Thing& t) { t.value = 1; }), Error);
    house.fail_save = false;
    EXPECT_EQ(actor.read()->value, 0);
    EXPECT_TRUE(house.log.empty());
    actor.commit(1, [](Thing& t) { t.value = 2; });
    EXPECT_EQ(actor.read()->value, 2);
}

TEST_F(ActorTest, CommitInsideCommitThrows) {
    QuietHouse house(lanes);
    Actor<Thing> actor(house, Thing{}), other(house, Thing{});
    actor.commit(1, [&](Thing&) {
        EXPECT_THROW(actor.commit(1, [](Thing&) {}), Error);
        other.commit(1, [](Thing& t) { t.value = 3; });
    });
    EXPECT_EQ(other.read()->value, 3);
}

TEST_F(ActorTest, ReadersSeeWholeStatesAndTheNewest) {
    QuietHouse house(lanes);
    Actor<Thing> actor(house, Thing{});
    std::atomic<bool> stop{false};
    std::atomic<int> committed{0};
    std::vector<std::thread> readers;
    for (int i = 0; i < 3; ++i)
        readers.emplace_back([&] {
            int last = 0;
            while (!stop) {
                int floor = committed;
                auto s = actor.read();
                EXPECT_EQ(s->value, s->twin);
                EXPECT_GE(s->value, last);
                EXPECT_GE(s->value, floor);
                last = s->value;
            }
        });
    std::vector<std::thread> writers;
    for (int i = 0; i < 2; ++i)
        writers.emplace_back([&] {
            for (int n = 0; n < 2000; ++n) {
                int now = actor.commit(1, [](Thing& t) { return t.twin = ++t.value; });
                int seen = committed;
                while (seen < now && !committed.compare_exchange_weak(seen, now)) {}
            }
        });
    for (auto& t : writers) t.join();
    stop = true;
    for (auto& t : readers) t.join();
    EXPECT_EQ(actor.read()->value, 4000);
}

TEST_F(ActorTest, RepeatedReadsShareNothingWithOtherThreads) {
    QuietHouse house(lanes);
    Actor<Thing> actor(house, Thing{});
    auto first = actor.read();
    auto second = actor.read();  // now cached
    auto third = actor.read();
    EXPECT_EQ(first.get(), third.get());
    EXPECT_TRUE(first.owner_before(third) || third.owner_before(first)) << "the cached one has a counter of its own";
    EXPECT_FALSE(second.owner_before(third) || third.owner_before(second));
}

TEST_F(ActorTest, LanesComeAtFirstUse) {
    QuietHouse house(lanes, Rank::network, Domain::network);
    auto actor = std::make_unique<Actor<Thing>>(house, Thing{});
    auto lane = actor->lane(LaneKind::query);
    EXPECT_EQ(actor->lane(LaneKind::query), lane);
    EXPECT_NE(actor->lane(LaneKind::modify), lane);
    EXPECT_EQ(lane->kind(), LaneKind::query);
    actor.reset();
    EXPECT_EQ(lane->run_sync("late", Deadline::never(), [] { return 4; }), 4);
}

TEST_F(ActorTest, IdleActorsAreCheap) {
    QuietHouse house(lanes);
    EXPECT_LE(sizeof(Actor<Thing>), 64u);
}

TEST(Index, FindsByNameAndUuid) {
    Index<int> index;
    auto u1 = Uuid::random(), u2 = Uuid::random();
    auto one = std::make_shared<int>(1);
    EXPECT_EQ(index.insert("one", u1, one), Index<int>::Clash::none);
    EXPECT_EQ(index.insert("one", u2, std::make_shared<int>(2)), Index<int>::Clash::name);
    EXPECT_EQ(index.insert("two", u1, std::make_shared<int>(2)), Index<int>::Clash::uuid);
    EXPECT_FALSE(index.find("two"));
    EXPECT_FALSE(index.find(u2));
    EXPECT_EQ(index.find("one"), one);
    EXPECT_EQ(index.find(u1), one);
    auto list = index.all();
    EXPECT_EQ(list, index.all()) << "made once";
    EXPECT_EQ(index.insert("two", u2, std::make_shared<int>(2)), Index<int>::Clash::none);
    EXPECT_EQ(list.size(), 1u);
    EXPECT_EQ(index.all().size(), 2u);
    EXPECT_FALSE(index.rename("one", "two"));
    EXPECT_TRUE(index.rename("one", "uno"));
    EXPECT_FALSE(index.find("one"));
    EXPECT_EQ(index.find("uno"), one);
    auto stranger = std::make_shared<int>(1);
    EXPECT_FALSE(index.erase("uno", u1, stranger.get()));
    EXPECT_TRUE(index.erase("uno", u1, one.get()));
    EXPECT_EQ(index.size(), 1u);
    EXPECT_FALSE(index.find(u1));
}

TEST(Index, ManyThreads) {
    Index<int> index;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 500; ++i) {
                auto name = fmt::format("{}-{}", t, i);
                auto uuid = Uuid::random();
                auto object = std::make_shared<int>(i);
                EXPECT_EQ(index.insert(name, uuid, object), Index<int>::Clash::none);
                EXPECT_EQ(index.find(name), object);
                (void)index.all();
                if (i % 2) {
                    EXPECT_TRUE(index.erase(name, uuid, object.get()));
                }
            }
        });
    for (auto& t : threads) t.join();
    EXPECT_EQ(index.size(), 1000u);
    EXPECT_EQ(index.all().size(), 1000u);
}

TEST(KeyMap, Ids) {
    KeyMap<int, int> ids;
    EXPECT_TRUE(ids.insert(7, std::make_shared<int>(70)));
    EXPECT_FALSE(ids.insert(7, std::make_shared<int>(71)));
    EXPECT_EQ(*ids.find(7), 70);
    EXPECT_TRUE(ids.erase(7));
    EXPECT_FALSE(ids.erase(7));
}
