// SPDX-License-Identifier: LGPL-2.1-or-later
// The journalled store: what is on disk after orderly use, after a kill at every step, and after power cuts that lose
// whatever was not synced.
#include "run/durable_store.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <map>
#include <random>
#include <thread>

#include "run/fault.h"

using namespace vireo;
using namespace vireo::run;
using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

struct DurableStoreTest : testing::Test {
    std::string dir;
    void SetUp() override {
        // Not /tmp, which may be a tmpfs; there nothing is synced and there is no journal.
        char name[] = "/var/tmp/vireo-durable-XXXXXX";
        ASSERT_TRUE(mkdtemp(name));
        dir = name;
        make_directory(dir + "/files");
    }
    void TearDown() override {
        disarm_faults();
        if (system(("rm -rf " + dir).c_str())) abort();
    }
    std::string at(std::string_view name) const { return dir + "/files/" + std::string(name); }
    std::string journal() const { return dir + "/j/journal"; }
    // One whose files are not synced behind the test's back.
    DurableOptions lazy(const char* boot = "boot-1") const {
        return {.journal = journal(), .segment = 256u << 10, .tick = 1h, .pause = 1h, .patience = 1h, .boot_id = boot};
    }
    std::vector<std::string> names() const { return list_directory(dir + "/files"); }
    bool journal_is_clean() const {
        auto j = Journal::open(journal());
        std::string storage;
        return j && j->header().clean && j->unsettled(storage).empty();
    }
    // A process of its own that ends without closing anything. Returns whether it reached its end.
    template <class F>
    bool in_child(F&& body) const {
        pid_t child = fork();
        if (child == 0) {
            body();
            kill(getpid(), SIGKILL);
        }
        int status = 0;
        EXPECT_EQ(waitpid(child, &status, 0), child);
        return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    }
    // The file system lost the data, as it may when only the name was written: empty, with the time that it had.
    void lose_content(const std::string& path) const {
        struct stat st {};
        ASSERT_EQ(stat(path.c_str(), &st), 0);
        ASSERT_EQ(truncate(path.c_str(), 0), 0);
        const timespec times[] = {st.st_atim, st.st_mtim};
        ASSERT_EQ(utimensat(AT_FDCWD, path.c_str(), times, 0), 0);
    }
};

void put(const std::string& path, const std::string& text) { std::ofstream(path) << text; }

}  // namespace

TEST_F(DurableStoreTest, SavesRemovesAndLinks) {
    DurableStore s(lazy());
    s.open();
    s.save_file(at("a"), "one", {.mode = 0640});
    EXPECT_EQ(read_file(at("a")), "one") << "at once, in its place";
    struct stat st {};
    ASSERT_EQ(stat(at("a").c_str(), &st), 0);
    EXPECT_EQ(st.st_mode & 07777, 0640u);
    s.save_file(at("a"), "two");
    s.save_link(at("l"), at("a"));
    s.save_link(at("l"), at("a"));
    EXPECT_TRUE(link_says(at("l"), at("a")));
    EXPECT_EQ(s.figures().records, 3u) << "a link that is there already costs nothing";
    EXPECT_TRUE(s.remove_file(at("a")));
    EXPECT_FALSE(s.remove_file(at("a")));
    EXPECT_TRUE(s.remove_link(at("l")));
    EXPECT_FALSE(s.remove_link(at("l")));
    EXPECT_THAT(names(), IsEmpty());
    EXPECT_EQ(s.figures().syncs, 3u) << "removals wait for no sync";
    EXPECT_THROW(s.save_file(at("no/a"), "x"), Error);
    s.save_file(at("a"), "three");
    s.close();
    EXPECT_TRUE(journal_is_clean());
    s.save_file(at("b"), "after the end");
    EXPECT_THAT(names(), ElementsAre("a", "b"));
}

TEST_F(DurableStoreTest, ManyWritersShareSyncs) {
    constexpr unsigned writers = 8, each = 40;
    auto o = lazy();
    o.segment = 4u << 20;
    DurableStore s(o);
    s.open();
    std::vector<std::thread> threads;
    for (unsigned w = 0; w < writers; ++w)
        threads.emplace_back([&, w] {
            for (unsigned i = 0; i < each; ++i) s.save_file(at(fmt::format("{}-{}", w, i)), std::string(3000 + i, 'x'));
        });
    for (auto& t : threads) t.join();
    EXPECT_EQ(names().size(), writers * each);
    EXPECT_EQ(s.figures().records, writers * each);
    EXPECT_LT(s.figures().syncs, writers * each * 3 / 4);
}

TEST_F(DurableStoreTest, FullSegmentsAreEmptiedBehind) {
    auto o = lazy();
    o.tick = 2ms;
    DurableStore s(o);
    s.open();
    for (int i = 0; i < 400; ++i) s.save_file(at(fmt::format("{}", i % 150)), fmt::format("{} {}", i, std::string(5000, 'y')));
    EXPECT_GE(s.figures().checkpoints, 6u);
    s.settle();
    s.close();
    EXPECT_TRUE(journal_is_clean());
    EXPECT_EQ(names().size(), 150u);
    EXPECT_TRUE(read_file(at("149"))->starts_with("299 "));
    EXPECT_TRUE(read_file(at("0"))->starts_with("300 "));
}

TEST_F(DurableStoreTest, WritersThatPauseFindTheJournalEmptied) {
    auto o = lazy();
    o.tick = 1ms;
    o.pause = 5ms;
    DurableStore s(o);
    s.save_file(at("a"), "x");
    for (int i = 0; i < 500 && !s.figures().checkpoints; ++i) std::this_thread::sleep_for(10ms);
    EXPECT_EQ(s.figures().checkpoints, 1u);
}

TEST_F(DurableStoreTest, WhatIsTooLargeForTheJournalIsSyncedAlone) {
    DurableStore s(lazy());
    s.save_file(at("a"), "small");
    s.save_file(at("a"), std::string(1u << 20, 'z'));
    EXPECT_EQ(s.figures().records, 1u);
    s.close();
    EXPECT_EQ(read_file(at("a"))->size(), 1u << 20);
}

TEST_F(DurableStoreTest, AnOlderRecordDoesNotUndoALargeFile) {
    ASSERT_TRUE(in_child([&] {
        DurableStore s(lazy());
        s.save_file(at("a"), "small");
        s.save_file(at("a"), std::string(1u << 20, 'z'));
        kill(getpid(), SIGKILL);
    }));
    DurableStore s(lazy("boot-2"));
    s.open();
    EXPECT_EQ(read_file(at("a"))->size(), 1u << 20);
    EXPECT_EQ(s.figures().redone, 0u);
}

TEST_F(DurableStoreTest, PowerCutLosesNothingThatWasSaved) {
    save_file(at("old"), "old content");
    struct stat before {};
    ASSERT_EQ(stat(at("old").c_str(), &before), 0);
    ASSERT_TRUE(in_child([&] {
        DurableStore s(lazy());
        s.open();
        s.save_file(at("old"), "first");
        s.save_file(at("old"), "second");
        s.save_file(at("empty"), "has content", {.mode = 0604});
        s.save_file(at("missing"), "is there");
        s.save_link(at("link"), "/target");
        s.save_file(at("removed"), "x");
        s.remove_file(at("removed"));
        s.save_file(at("again"), "1");
        s.remove_file(at("again"));
        s.save_file(at("again"), "2");
        kill(getpid(), SIGKILL);
    }));
    put(at("old"), "old content");
    const timespec times[] = {before.st_atim, before.st_mtim};
    ASSERT_EQ(utimensat(AT_FDCWD, at("old").c_str(), times, 0), 0);
    lose_content(at("empty"));
    ASSERT_EQ(unlink(at("missing").c_str()), 0);
    ASSERT_EQ(unlink(at("link").c_str()), 0);
    ASSERT_EQ(unlink(at("again").c_str()), 0);
    DurableStore s(lazy("boot-2"));
    s.open();
    EXPECT_EQ(read_file(at("old")), "second");
    EXPECT_EQ(read_file(at("empty")), "has content");
    struct stat st {};
    ASSERT_EQ(stat(at("empty").c_str(), &st), 0);
    EXPECT_EQ(st.st_mode & 07777, 0604u);
    EXPECT_EQ(read_file(at("missing")), "is there");
    EXPECT_EQ(read_file(at("again")), "2");
    EXPECT_TRUE(link_says(at("link"), "/target"));
    EXPECT_THAT(names(), ElementsAre("again", "empty", "link", "missing", "old"));
    EXPECT_EQ(s.figures().redone, 5u);
    s.close();
    EXPECT_TRUE(journal_is_clean());
}

TEST_F(DurableStoreTest, ARemovalThatWasNotedHoldsAfterAPowerCut) {
    ASSERT_TRUE(in_child([&] {
        DurableStore s(lazy());
        s.save_file(at("a"), "x");
        s.remove_file(at("a"));
        s.save_file(at("b"), "its sync carries the removal");
        kill(getpid(), SIGKILL);
    }));
    put(at("a"), "x");
    const timespec times[] = {{0, UTIME_OMIT}, {1000, 0}};
    ASSERT_EQ(utimensat(AT_FDCWD, at("a").c_str(), times, 0), 0);
    DurableStore s(lazy("boot-2"));
    s.open();
    EXPECT_THAT(names(), ElementsAre("b"));
}

TEST_F(DurableStoreTest, InTheSameBootOthersMayHaveChangedFiles) {
    ASSERT_TRUE(in_child([&] {
        DurableStore s(lazy());
        for (auto n : {"a", "b", "c"}) s.save_file(at(n), "ours");
        kill(getpid(), SIGKILL);
    }));
    ASSERT_EQ(unlink(at("a").c_str()), 0);
    lose_content(at("b"));
    DurableStore s(lazy("boot-1"));
    s.open();
    EXPECT_THAT(names(), ElementsAre("b", "c"));
    EXPECT_EQ(read_file(at("b")), "");
    EXPECT_EQ(s.figures().redone, 0u);
}

TEST_F(DurableStoreTest, AFileThatWasChangedLaterIsLeftAlone) {
    ASSERT_TRUE(in_child([&] {
        DurableStore s(lazy());
        s.save_file(at("a"), "ours");
        s.save_file(at("b"), "ours");
        s.remove_file(at("b"));
        s.save_file(at("c"), "ours");
        kill(getpid(), SIGKILL);
    }));
    std::this_thread::sleep_for(20ms);
    put(at("a"), "theirs");
    put(at("b"), "theirs");
    DurableStore s(lazy("boot-2"));
    s.open();
    EXPECT_EQ(read_file(at("a")), "theirs");
    EXPECT_EQ(read_file(at("b")), "theirs");
}

TEST_F(DurableStoreTest, AClockThatIsSetBackMakesNoFileForeign) {
    save_file(at("a"), "from the future");
    const timespec times[] = {{0, UTIME_OMIT}, {4'000'000'000, 0}};
    ASSERT_EQ(utimensat(AT_FDCWD, at("a").c_str(), times, 0), 0);
    ASSERT_TRUE(in_child([&] {
        DurableStore s(lazy());
        s.save_file(at("a"), "now");
        kill(getpid(), SIGKILL);
    }));
    put(at("a"), "from the future");
    ASSERT_EQ(utimensat(AT_FDCWD, at("a").c_str(), times, 0), 0);
    DurableStore s(lazy("boot-2"));
    s.open();
    EXPECT_EQ(read_file(at("a")), "now");
}

// Whatever single call fails, the change is there as a whole or not at all, and the store goes on.
TEST_F(DurableStoreTest, WhateverFailsFilesAreWhole) {
    unsigned failures = 0;
    for (unsigned n = 1;; ++n) {
        disarm_faults();
        if (system(("rm -rf " + dir + "/j " + dir + "/files/*").c_str())) abort();
        save_file(at("a"), "old");
        save_file(at("b"), "old");
        bool threw = false;
        {
            DurableStore s(lazy());
            s.open();
            arm_fault({.point = "*", .at = n});
            try {
                const Change both[] = {{Change::Kind::save, at("a"), "new"}, {Change::Kind::remove, at("b"), {}}};
                s.apply(both);
                s.settle();
            } catch (const Error&) {
                threw = true;
                ++failures;
            }
            const bool fired = faults_fired() != 0;
            disarm_faults();
            auto a = read_file(at("a"));
            EXPECT_TRUE(a == "old" || a == "new") << n;
            if (!threw) {
                EXPECT_EQ(a, "new") << n;
                EXPECT_EQ(read_file(at("b")), std::nullopt) << n;
            }
            EXPECT_FALSE(read_file(at("a.new"))) << n;
            s.save_file(at("c"), "later");
            EXPECT_EQ(read_file(at("c")), "later");
            if (!fired) break;
        }
        // the next user finds the same
        auto a = read_file(at("a"));
        DurableStore next(lazy("boot-2"));
        next.open();
        EXPECT_EQ(read_file(at("c")), "later") << n;
        if (!threw) {
            EXPECT_EQ(read_file(at("a")), "new") << n;
        }
        EXPECT_TRUE(read_file(at("a")) == a || read_file(at("a")) == "new") << n;
    }
    EXPECT_GE(failures, 5u);
}

// Killed at every step, then started again in the same boot and after a power cut: what was acknowledged is there.
TEST_F(DurableStoreTest, WhereverItIsKilledNothingAcknowledgedIsLost) {
    for (const char* next_boot : {"boot-1", "boot-2"})
        for (unsigned n = 1;; ++n) {
            if (system(("rm -rf " + dir + "/j " + dir + "/files/* " + dir + "/said").c_str())) abort();
            save_file(at("a"), "0");
            const bool killed_early = in_child([&] {
                DurableStore s(lazy());
                s.open();
                arm_fault({.point = "*", .at = n, .action = FaultAction::kill});
                auto say = [&](int k) {
                    disarm_faults();  // its own write is no step of the store
                    put(dir + "/said", fmt::format("{}", k));
                    (void)k;
                };
                s.save_file(at("a"), "1");
                const Change move[] = {{Change::Kind::save, at("b"), "1"}, {Change::Kind::remove, at("a"), {}}};
                s.apply(move);
                s.save_link(at("l"), at("b"));
                s.settle();
                s.save_file(at("c"), "2");
                say(1);
                kill(getpid(), SIGKILL);
            });
            ASSERT_TRUE(killed_early);
            const bool finished = read_file(dir + "/said").has_value();
            DurableStore s(lazy(next_boot));
            s.open();
            clean_leftovers(dir + "/files");
            const auto a = read_file(at("a")), b = read_file(at("b"));
            if (b) {
                EXPECT_EQ(*b, "1") << n;
                EXPECT_EQ(a, std::nullopt) << "both or none " << n;
            } else {
                EXPECT_TRUE(a == "0" || a == "1") << n;
            }
            if (finished) {
                EXPECT_THAT(names(), ElementsAre("b", "c", "l"));
                break;
            }
        }
}

// A model of disks: after a power cut each file is at any version since the last sync, empty, or gone, and the journal
// has all that was synced and perhaps more, torn. The store must bring back all that was acknowledged.
TEST_F(DurableStoreTest, RandomPowerCuts) {
    std::mt19937 rnd(20260817);
    for (int round = 0; round < 12; ++round) {
        if (system(("rm -rf " + dir + "/j " + dir + "/files/*").c_str())) abort();
        struct Version {
            std::optional<std::string> content;
            timespec time{};
        };
        std::map<std::string, std::vector<Version>> history;
        const unsigned seed = rnd();
        const int steps = 5 + static_cast<int>(rnd() % 40);
        const bool tail_removals = rnd() % 2;
        const int settled = rnd() % 2 ? static_cast<int>(rnd() % steps) : -1;  // after this step all files were synced
        auto play = [&](auto&& act) {
            std::mt19937 r(seed);
            for (int i = 0; i < steps; ++i) {
                auto name = fmt::format("f{}", r() % 6);
                const bool remove = r() % 4 == 0 && (tail_removals || i + 1 < steps);
                act(name, remove ? std::nullopt : std::optional(fmt::format("{} {}", i, std::string(r() % 3000, 'x'))));
            }
        };
        ASSERT_TRUE(in_child([&] {
            DurableStore s(lazy());
            s.open();
            int i = 0;
            play([&](const std::string& name, const std::optional<std::string>& content) {
                if (content) s.save_file(at(name), *content);
                else s.remove_file(at(name));
                struct stat st {};
                if (content && stat(at(name).c_str(), &st) == 0) put(fmt::format("{}/j/time.{}", dir, i), fmt::format("{} {}", st.st_mtim.tv_sec, st.st_mtim.tv_nsec));
                if (i == settled) s.settle();
                ++i;
            });
            kill(getpid(), SIGKILL);
        }));
        int i = 0;
        play([&](const std::string& name, const std::optional<std::string>& content) {
            Version v{content, {}};
            if (content) std::ifstream(fmt::format("{}/j/time.{}", dir, i)) >> v.time.tv_sec >> v.time.tv_nsec;
            auto& h = history[name];
            if (h.empty()) h.push_back({});
            h.push_back(std::move(v));
            if (i == settled)
                for (auto& [other, versions] : history) versions.erase(versions.begin(), versions.end() - 1);
            ++i;
        });
        for (const auto& [name, versions] : history) {
            const auto which = rnd() % versions.size();
            const auto& v = versions[which];
            unlink(at(name).c_str());
            if (!v.content) continue;
            // the oldest one is synced
            put(at(name), which == 0 || rnd() % 3 ? *v.content : "");
            const timespec times[] = {v.time, v.time};
            ASSERT_EQ(utimensat(AT_FDCWD, at(name).c_str(), times, 0), 0);
        }
        // The journal's tail: torn garbage where the next record would have gone.
        {
            int fd = ::open(journal().c_str(), O_RDWR);
            ASSERT_GE(fd, 0);
            std::string garbage(512, static_cast<char>(rnd()));
            EXPECT_EQ(pwrite(fd, garbage.data(), garbage.size(), static_cast<off_t>(2 * Journal::block + (255u << 10))), 512);
            ::close(fd);
        }
        DurableStore s(lazy("boot-2"));
        s.open();
        for (const auto& [name, versions] : history) EXPECT_EQ(read_file(at(name)), versions.back().content) << "round " << round << " " << name;
        s.close();
        EXPECT_TRUE(journal_is_clean());
    }
}

// A journal cut or damaged anywhere: what is whole is redone, the rest is ignored, nothing crashes.
TEST_F(DurableStoreTest, DamagedJournals) {
    ASSERT_TRUE(in_child([&] {
        DurableStore s(lazy());
        s.open();
        for (int i = 0; i < 8; ++i) s.save_file(at(fmt::format("f{}", i)), fmt::format("{} {}", i, std::string(100 * i, 'x')));
        kill(getpid(), SIGKILL);
    }));
    const auto whole = *read_file(journal());
    auto redo = [&](const std::string& bytes) {
        save_file(journal(), bytes, {.durable = false});
        for (const auto& n : names()) unlink(at(n).c_str());
        DurableStore s(lazy("boot-2"));
        s.open();
        return names().size();
    };
    EXPECT_EQ(redo(whole), 8u);
    // each of the first blocks holds one record
    for (unsigned k = 0; k < 8; ++k) {
        auto cut = whole.substr(0, (2 + k) * Journal::block);
        EXPECT_EQ(redo(cut), k) << "cut";
        auto zeroed = whole;
        zeroed.replace((2 + k) * Journal::block, Journal::block, Journal::block, '\0');
        EXPECT_EQ(redo(zeroed), 7u) << "one record lost hides no other";
    }
    std::mt19937 rnd(7);
    for (int i = 0; i < 12; ++i) {
        auto bad = whole;
        for (unsigned k = 0, n = 1 + rnd() % 8; k < n; ++k) bad[rnd() % (12 * Journal::block)] ^= static_cast<char>(1u << rnd() % 8);
        EXPECT_LE(redo(bad), 8u);
        for (const auto& n : names()) {
            auto text = *read_file(at(n));
            EXPECT_EQ(text, fmt::format("{} {}", n.substr(1), std::string(100 * std::stoul(n.substr(1)), 'x'))) << "whole or not at all";
        }
    }
    EXPECT_EQ(redo(std::string(5000, 'q')), 0u);
    EXPECT_EQ(redo(""), 0u);
}

// Whole blocks are written, so that nothing has to be read first; records in one block leave each other alone.
TEST_F(DurableStoreTest, RecordsFillTheirBlocks) {
    make_directory(dir + "/j");
    constexpr std::size_t segment = Journal::least_segment;
    auto j = Journal::make(journal(), segment);
    ASSERT_TRUE(j);
    // What an earlier turn left: settled records all over.
    std::size_t at = 0;
    std::uint64_t number = 0;
    const JournalEntry old{.path = "/old", .content = "xxxxxxxxxxxxxxxx"};
    for (auto record = Journal::encode({&old, 1}); at + record.size() <= segment; at += record.size()) {
        ++number;
        ASSERT_TRUE(j->write(0, at, record, number, number));
    }
    ASSERT_TRUE(j->mark({.settled = number}));
    const std::string long_text(5000, 'y');
    const JournalEntry first{.path = "/first", .content = long_text}, second{.path = "/second", .content = "z"};
    auto a = Journal::encode({&first, 1}), b = Journal::encode({&second, 1});
    const auto a_size = a.size(), b_size = b.size();
    ASSERT_TRUE(j->write(0, 0, a, number + 1, number + 1));
    ASSERT_TRUE(j->write(0, a_size, b, number + 2, number + 1));
    EXPECT_EQ(a.size(), a_size);
    EXPECT_EQ(b.size(), b_size);
    std::string storage;
    const auto records = j->unsettled(storage);
    ASSERT_EQ(records.size(), 2u);
    EXPECT_EQ(records[0].entries[0].content, long_text);
    EXPECT_EQ(records[1].entries[0].path, "/second");
    const auto bytes = *read_file(journal());
    const std::size_t begin = 2 * Journal::block + a_size + b_size, end = (begin / Journal::block + 1) * Journal::block;
    EXPECT_EQ(bytes.substr(begin, end - begin), std::string(end - begin, '\0'));
    EXPECT_NE(bytes.substr(end, 8), std::string(8, '\0'));
}

TEST_F(DurableStoreTest, OnlyOneHoldsAJournal) {
    DurableStore first(lazy());
    first.open();
    first.save_file(at("a"), "1");
    DurableStore second(lazy());
    second.open();
    second.save_file(at("b"), "2");
    EXPECT_EQ(second.figures().records, 0u) << "synced by itself";
    auto o = lazy();
    o.journal = dir + "/other/journal";
    DurableStore other(o);
    other.open();
    other.save_file(at("c"), "3");
    EXPECT_EQ(other.figures().records, 1u) << "two roots do not meet";
    EXPECT_THAT(names(), ElementsAre("a", "b", "c"));
}

TEST_F(DurableStoreTest, JournalsOfOthersAreNotTrusted) {
    make_directory(dir + "/j");
    {
        DurableStore s(lazy());
        s.save_file(at("a"), "1");
    }
    ASSERT_EQ(chmod(journal().c_str(), 0666), 0);
    DurableStore s(lazy("boot-2"));
    s.open();
    s.save_file(at("b"), "2");
    EXPECT_EQ(s.figures().records, 0u);
    EXPECT_EQ(read_file(at("b")), "2");
}

TEST_F(DurableStoreTest, NothingIsSyncedInMemory) {
    char name[] = "/dev/shm/vireo-durable-XXXXXX";
    if (!mkdtemp(name)) GTEST_SKIP() << "no tmpfs";
    std::string shm = name;
    {
        DurableStore s({.journal = shm + "/j/journal"});
        s.open();
        // any sync would meet its fault
        arm_faults("store.sync=fail,store.sync_directory=fail,journal.sync=fail");
        s.save_file(shm + "/a", "1");
        EXPECT_TRUE(s.remove_file(shm + "/a"));
        s.save_file(shm + "/a", "2");
        save_file(shm + "/b", "3");
        EXPECT_EQ(faults_fired(), 0u);
        disarm_faults();
        EXPECT_EQ(s.figures().records, 0u);
    }
    EXPECT_THAT(list_directory(shm), ElementsAre("a", "b"));
    if (system(("rm -rf " + shm).c_str())) abort();
}

TEST_F(DurableStoreTest, ASaveOverAFolderFailsAndLeavesIt) {
    DurableStore s(lazy());
    make_directory(at("d/e"));
    EXPECT_THROW(s.save_file(at("d"), "x"), Error);
    EXPECT_THAT(names(), ElementsAre("d"));
    EXPECT_THAT(list_directory(at("d")), ElementsAre("e"));
}
