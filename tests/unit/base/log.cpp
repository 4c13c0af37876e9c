// SPDX-License-Identifier: LGPL-2.1-or-later
// Levels, filters and outputs of the log, and the form of its lines.
#include "base/log.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <thread>

#include "base/error.h"
#include "base/text.h"

using namespace vireo;
using testing::HasSubstr;
using testing::MatchesRegex;

namespace {

constinit log::Source qemu{"qemu.story"}, util{"util.json"};

struct LogTest : testing::Test {
    std::string dir, path;
    void SetUp() override {
        char name[] = "/tmp/vireo-log-XXXXXX";
        ASSERT_TRUE(mkdtemp(name));
        dir = name;
        path = dir + "/log";
    }
    void TearDown() override {
        log::reset();
        unlink(path.c_str());
        rmdir(dir.c_str());
    }
    std::string text() {
        std::ifstream in(path);
        std::stringstream s;
        s << in.rdbuf();
        return s.str();
    }
    std::vector<std::string> lines() {
        std::vector<std::string> out;
        auto all = text();
        for (auto l : split(all, '\n'))
            if (!l.empty()) out.emplace_back(l);
        return out;
    }
};

std::string refusal(auto&& f) {
    try {
        f();
    } catch (const Error& e) {
        return e.message;
    }
    return "";
}

}  // namespace

TEST_F(LogTest, LinesHaveLibvirtsForm) {
    log::set_outputs("1:file:" + path);
    log::warning(qemu, "guest {} is {}", "web1", 3);
    auto l = lines();
    ASSERT_EQ(l.size(), 3u);
    EXPECT_THAT(l[0], MatchesRegex("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}\\+0000: [0-9]+: info : "
                                   "libvirt version: 11\\.3\\.0"));
    EXPECT_THAT(l[1], HasSubstr(": info : hostname: "));
    EXPECT_THAT(l[2], MatchesRegex("[-0-9]+ [:.0-9]+\\+0000: [0-9]+: warning : TestBody:[0-9]+ : guest web1 is 3"));
}

TEST_F(LogTest, LevelsAndFilters) {
    log::set_outputs("1:file:" + path);
    EXPECT_EQ(log::level(), log::Level::warning);
    EXPECT_FALSE(qemu.enabled(log::Level::info));
    log::set_filters("1:qemu 4:*");
    EXPECT_TRUE(qemu.enabled(log::Level::debug));
    EXPECT_FALSE(util.enabled(log::Level::warning));
    EXPECT_TRUE(util.enabled(log::Level::error));
    log::debug(qemu, "seen");
    log::warning(util, "unseen");
    EXPECT_THAT(text(), HasSubstr(": debug : TestBody:"));
    EXPECT_EQ(text().find("unseen"), std::string::npos);
    EXPECT_EQ(log::filters(), "1:*qemu* 4:*** ");
    log::set_filters("");
    EXPECT_FALSE(qemu.enabled(log::Level::info));
    log::set_level("info");
    EXPECT_TRUE(qemu.enabled(log::Level::info));
    log::set_outputs("3:file:" + path);
    EXPECT_FALSE(qemu.enabled(log::Level::info)) << "no output would take it";
}

TEST_F(LogTest, EachOutputHasItsLevel) {
    auto other = dir + "/other";
    log::set_level("1");
    log::set_outputs(fmt::format("1:file:{} 4:file:{}", path, other));
    log::info(qemu, "small");
    log::error(qemu, "big");
    EXPECT_EQ(lines().size(), 4u);
    std::ifstream in(other);
    std::string line;
    std::vector<std::string> seen;
    while (std::getline(in, line)) seen.push_back(line);
    EXPECT_EQ(seen.size(), 3u);
    EXPECT_THAT(seen.back(), HasSubstr(" : big"));
    unlink(other.c_str());
}

TEST_F(LogTest, FilterTexts) {
    log::set_filters("1:qemu");
    EXPECT_EQ(refusal([] { log::set_filters("5:x"); }), "invalid argument: Invalid priority '5' for filter '5:x'");
    EXPECT_EQ(refusal([] { log::set_filters("0:a"); }), "invalid argument: Invalid priority '0' for filter '0:a'");
    EXPECT_EQ(refusal([] { log::set_filters("x:y"); }), "invalid argument: Invalid priority 'x' for filter 'x:y'");
    EXPECT_EQ(refusal([] { log::set_filters("1"); }), "invalid argument: Malformed format for filter '1'");
    EXPECT_EQ(refusal([] { log::set_filters("1:"); }), "invalid argument: Invalid match string ''");
    EXPECT_EQ(log::filters(), "1:*qemu* ") << "a refused setting changes nothing";
    log::set_filters(" 1:+qemu  2:util.json ");
    EXPECT_EQ(log::filters(), "1:*qemu* 2:*util.json* ");
    log::set_filters("1:a:b");
    EXPECT_EQ(log::filters(), "1:*a* ");
}

TEST_F(LogTest, OutputTexts) {
    log::set_outputs("1:file:" + path);
    EXPECT_EQ(refusal([] { log::set_outputs("5:stderr"); }), "invalid argument: Invalid log priority '5' for log output '5:stderr'");
    EXPECT_EQ(refusal([] { log::set_outputs("1:file"); }),
              "invalid argument: Log output '1:file' does not meet the format requirements for destination type 'file'");
    EXPECT_EQ(refusal([] { log::set_outputs("1:stderr:x"); }),
              "invalid argument: Log output '1:stderr:x' does not meet the format requirements for destination type 'stderr'");
    EXPECT_EQ(refusal([] { log::set_outputs("1:foo:x"); }), "invalid argument: Invalid log destination 'foo' for log output '1:foo:x'");
    EXPECT_EQ(refusal([] { log::set_outputs("1:stderr b.log"); }), "invalid argument: Malformed format for log output 'b.log'");
    EXPECT_EQ(refusal([] { log::set_outputs("1:file:/nonexist/x"); }), "failed to open /nonexist/x: No such file or directory");
    EXPECT_EQ(log::outputs(), "1:file:" + path);
    log::set_outputs("1:stderr 2:stderr 3:journald 1:syslog:me");
    EXPECT_EQ(log::outputs(), "2:stderr 3:journald 1:syslog:me");
    log::set_outputs("");
    EXPECT_EQ(log::outputs(), "");
    log::set_default_output("3:stderr");
    log::set_outputs(" ");
    EXPECT_EQ(log::outputs(), "3:stderr");
}

TEST_F(LogTest, LevelTexts) {
    EXPECT_EQ(refusal([] { log::set_level("xyz"); }), "invalid argument: Failed to set logging priority, argument 'xyz' is invalid");
    EXPECT_EQ(refusal([] { log::set_level("9"); }), "invalid argument: Failed to set logging priority, argument '9' is invalid");
    log::set_level("error");
    EXPECT_EQ(log::level(), log::Level::error);
}

TEST_F(LogTest, Environment) {
    setenv("LIBVIRT_DEBUG", "1", 1);
    setenv("LIBVIRT_LOG_FILTERS", "3:util", 1);
    setenv("LIBVIRT_LOG_OUTPUTS", ("1:file:" + path).c_str(), 1);
    log::set_from_environment();
    for (auto name : {"LIBVIRT_DEBUG", "LIBVIRT_LOG_FILTERS", "LIBVIRT_LOG_OUTPUTS"}) unsetenv(name);
    EXPECT_TRUE(qemu.enabled(log::Level::debug));
    EXPECT_FALSE(util.enabled(log::Level::info));
    EXPECT_EQ(log::outputs(), "1:file:" + path);
}

TEST_F(LogTest, RaisedErrorsAreWrittenOnlyWhereAnOutputWasChosen) {
    Error error(Code::no_domain, Domain::test, "x");
    testing::internal::CaptureStderr();
    log::raised(qemu, error);
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
    log::set_outputs("3:file:" + path);
    log::raised(qemu, error);
    EXPECT_THAT(lines().back(), HasSubstr(" : Domain not found: x"));
}

TEST_F(LogTest, WithoutAnOutputStandardErrorTakesIt) {
    log::set_level("info");
    testing::internal::CaptureStderr();
    log::info(qemu, "hello");
    auto got = testing::internal::GetCapturedStderr();
    EXPECT_THAT(got, HasSubstr("info : libvirt version: 11.3.0\n"));
    EXPECT_THAT(got, HasSubstr(" : hello\n"));
}

TEST_F(LogTest, ManyThreadsAndChangesWhileTheyWrite) {
    log::set_outputs("1:file:" + path);
    log::set_level("1");
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([t] {
            for (int i = 0; i < 200; ++i) log::debug(qemu, "thread {} line {}", t, i);
        });
    for (int i = 0; i < 50; ++i) log::set_filters(i % 2 ? "1:qemu" : "1:other");
    for (auto& t : threads) t.join();
    EXPECT_EQ(lines().size(), 802u);
}
