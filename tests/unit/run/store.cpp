// SPDX-License-Identifier: LGPL-2.1-or-later
// Atomic files: contents, modes, errors with their texts, and what every possible failure or kill leaves behind.
#include "run/store.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "run/fault.h"

using namespace vireo;
using namespace vireo::run;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

struct StoreTest : testing::Test {
    std::string dir;
    void SetUp() override {
        char name[] = "/tmp/vireo-store-XXXXXX";
        ASSERT_TRUE(mkdtemp(name));
        dir = name;
    }
    void TearDown() override {
        disarm_faults();
        if (system(("rm -rf " + dir).c_str())) abort();
    }
    std::string at(const char* name) { return dir + "/" + name; }
};

template <class F>
std::string message(F&& f) {
    try {
        f();
    } catch (const Error& e) {
        EXPECT_EQ(e.code, Code::system_error);
        return e.message;
    }
    return "nothing was thrown";
}

mode_t mode_of(const std::string& path) {
    struct stat st {};
    EXPECT_EQ(lstat(path.c_str(), &st), 0);
    return st.st_mode & 07777;
}

}  // namespace

TEST_F(StoreTest, SavesAndReads) {
    save_file(at("a.xml"), "one\n");
    EXPECT_EQ(read_file(at("a.xml")), "one\n");
    EXPECT_EQ(mode_of(at("a.xml")), 0600u);
    auto before = umask(077);
    save_file(at("a.xml"), std::string(100000, 'x'), {.mode = 0644, .durable = false});
    umask(before);
    EXPECT_EQ(read_file(at("a.xml"))->size(), 100000u);
    EXPECT_EQ(mode_of(at("a.xml")), 0644u);
    EXPECT_THAT(list_directory(dir), ElementsAre("a.xml"));
    EXPECT_TRUE(remove_file(at("a.xml")));
    EXPECT_FALSE(remove_file(at("a.xml")));
    EXPECT_EQ(read_file(at("a.xml")), std::nullopt);
}

TEST_F(StoreTest, OwnerIsSet) {
    if (geteuid() != 0) GTEST_SKIP() << "needs root";
    save_file(at("a"), "x", {.mode = 0640, .owner = 12, .group = 34});
    struct stat st {};
    ASSERT_EQ(stat(at("a").c_str(), &st), 0);
    EXPECT_EQ(st.st_uid, 12u);
    EXPECT_EQ(st.st_gid, 34u);
}

TEST_F(StoreTest, ALeftoverOrPlantedTemporaryIsNotFollowed) {
    save_file(at("victim"), "precious");
    ASSERT_EQ(symlink(at("victim").c_str(), at("a.new").c_str()), 0);
    save_file(at("a"), "new");
    EXPECT_EQ(read_file(at("victim")), "precious");
    EXPECT_EQ(read_file(at("a")), "new");
}

TEST_F(StoreTest, ErrorsNameTheFile) {
    EXPECT_EQ(message([&] { save_file(at("no/a.xml"), "x"); }),
              fmt::format("Failed to create file '{}': No such file or directory", at("no/a.xml.new")));
    make_directory(at("d/e/f"));
    EXPECT_EQ(message([&] { save_file(at("d"), "x"); }),
              fmt::format("cannot rename file '{}' as '{}': Is a directory", at("d.new"), at("d")));
    EXPECT_THAT(list_directory(dir), ElementsAre("d")) << "no temporary is left";
    EXPECT_EQ(message([&] { remove_file(at("d")); }), fmt::format("cannot unlink '{}': Is a directory", at("d")));
    EXPECT_EQ(message([&] { remove_link(at("d")); }), fmt::format("Failed to delete symlink '{}': Is a directory", at("d")));
    EXPECT_EQ(message([&] { read_file(at("d")); }), fmt::format("Failed to read file '{}': Is a directory", at("d")));
    EXPECT_EQ(message([&] { save_link(at("no/l"), "/t"); }),
              fmt::format("Failed to create symlink '{} to '/t': No such file or directory", at("no/l")));
    arm_fault({.point = "store.write", .errno_value = ENOSPC});
    EXPECT_EQ(message([&] { save_file(at("a"), "x"); }),
              fmt::format("cannot write data to file '{}': No space left on device", at("a.new")));
    save_file(at("plain"), "x");
    EXPECT_EQ(message([&] { make_directory(at("plain/x")); }),
              fmt::format("cannot create directory {}: Not a directory", at("plain/x")));
}

TEST_F(StoreTest, ReadsAreBounded) {
    save_file(at("a"), std::string(5000, 'x'));
    EXPECT_EQ(read_file(at("a"), 5000)->size(), 5000u);
    EXPECT_EQ(message([&] { read_file(at("a"), 4999); }),
              fmt::format("Failed to read file '{}': Value too large for defined data type", at("a")));
    EXPECT_GT(read_file("/proc/self/status")->size(), 100u);
    EXPECT_THROW(read_file("/dev/zero", 100000), Error);
    EXPECT_EQ(mkfifo(at("pipe").c_str(), 0600), 0);
    EXPECT_EQ(read_file(at("pipe")), "") << "a pipe without writer does not hang";
}

TEST_F(StoreTest, Links) {
    save_link(at("l"), "/a");
    char buffer[100] = {};
    EXPECT_EQ(readlink(at("l").c_str(), buffer, sizeof buffer), 2);
    save_link(at("l"), "/a");
    save_link(at("l"), "/bb");
    EXPECT_EQ(readlink(at("l").c_str(), buffer, sizeof buffer), 3);
    EXPECT_TRUE(remove_link(at("l")));
    EXPECT_FALSE(remove_link(at("l")));
    EXPECT_THAT(list_directory(dir), IsEmpty());
}

TEST_F(StoreTest, ListsAndCleans) {
    for (auto name : {"b.xml", "a.xml", "c.txt", "d.xml.new"}) save_file(at(name), "");
    EXPECT_THAT(list_directory(dir, ".xml"), ElementsAre("a.xml", "b.xml"));
    EXPECT_EQ(clean_leftovers(dir), 1u);
    EXPECT_THAT(list_directory(dir), ElementsAre("a.xml", "b.xml", "c.txt"));
    EXPECT_THAT(list_directory(at("none")), IsEmpty());
    rename_file(at("a.xml"), at("z.xml"));
    EXPECT_THAT(list_directory(dir, ".xml"), ElementsAre("b.xml", "z.xml"));
}

TEST_F(StoreTest, WhateverFailsTheFileIsWholeAndNothingIsLeft) {
    save_file(at("a"), "old");
    unsigned failures = 0;
    for (unsigned n = 1;; ++n) {
        disarm_faults();
        arm_fault({.point = "*", .at = n});
        bool threw = false;
        try {
            save_file(at("a"), "new", {.mode = 0604});
        } catch (const Error& e) {
            threw = true;
            ++failures;
        }
        if (!faults_fired()) {
            EXPECT_FALSE(threw);
            break;
        }
        EXPECT_TRUE(threw);
        auto now = read_file(at("a"));
        EXPECT_TRUE(now == "old" || now == "new");
        EXPECT_THAT(list_directory(dir), ElementsAre("a")) << "fault " << n;
    }
    disarm_faults();
    EXPECT_GE(failures, 8u);
    EXPECT_EQ(read_file(at("a")), "new");
}

TEST_F(StoreTest, WhereverItIsKilledTheFileIsWhole) {
    bool saw_old = false, saw_new = false;
    for (unsigned n = 1;; ++n) {
        save_file(at("a"), "old");
        pid_t child = fork();
        if (child == 0) {
            arm_fault({.point = "*", .at = n, .action = FaultAction::kill});
            save_file(at("a"), "new!");
            _exit(0);
        }
        int status = 0;
        ASSERT_EQ(waitpid(child, &status, 0), child);
        if (WIFEXITED(status)) break;
        EXPECT_EQ(WTERMSIG(status), SIGKILL);
        auto now = read_file(at("a"));
        EXPECT_TRUE(now == "old" || now == "new!");
        (now == "old" ? saw_old : saw_new) = true;
        clean_leftovers(dir);
        EXPECT_THAT(list_directory(dir), ElementsAre("a"));
    }
    EXPECT_TRUE(saw_old);
    EXPECT_TRUE(saw_new) << "killed between rename and the sync of the directory";
}

TEST(Fault, TextForm) {
    disarm_faults();
    EXPECT_TRUE(arm_faults("a=fail:28@2,b=fail"));
    EXPECT_EQ(fault("a"), 0);
    EXPECT_EQ(fault("a"), 28);
    EXPECT_EQ(fault("a"), 0);
    EXPECT_EQ(fault("b"), EIO);
    EXPECT_EQ(fault("c"), 0);
    EXPECT_EQ(faults_fired(), 2u);
    disarm_faults();
    EXPECT_FALSE(arm_faults("a=explode"));
    EXPECT_FALSE(arm_faults("a=fail@x"));
    EXPECT_FALSE(arm_faults(""));
    disarm_faults();
}
