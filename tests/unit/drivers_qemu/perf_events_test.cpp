// SPDX-License-Identifier: LGPL-2.1-or-later
// Counters of the kernel, with this process in the guest's place.
#include "drivers/qemu/perf_events.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <memory>

#include "base/error.h"

namespace vireo::qemu {
namespace {

// Whether this kernel counts for us at all.
bool counts() {
    try {
        PerfEvents().enable("page_faults", getpid());
        return true;
    } catch (const Error&) {
        return false;
    }
}

TEST(PerfEvents, CountFromWhenTheyAreSwitchedOn) {
    if (!counts()) GTEST_SKIP() << "perf_event_open is not allowed here";
    PerfEvents events;
    EXPECT_TRUE(events.values().empty());
    events.enable("task_clock", getpid());
    events.enable("page_faults", getpid());
    events.enable("page_faults", getpid());  // it counts on
    EXPECT_TRUE(events.enabled("page_faults"));
    EXPECT_FALSE(events.enabled("cpu_clock"));
    constexpr std::size_t pages = 600;
    auto memory = std::make_unique<volatile char[]>(pages * 4096);
    for (std::size_t i = 0; i < pages; ++i) memory[i * 4096] = 1;
    auto values = events.values();
    ASSERT_EQ(values.size(), 2u);
    EXPECT_EQ(values[0].first, "task_clock");  // in the order of the names
    EXPECT_GT(values[0].second, 0u);
    EXPECT_EQ(values[1].first, "page_faults");
    events.disable("task_clock");
    values = events.values();
    ASSERT_EQ(values.size(), 1u);
    EXPECT_EQ(values[0].first, "page_faults");
    events.disable_all();
    EXPECT_FALSE(events.enabled("page_faults"));
    EXPECT_TRUE(events.values().empty());
}

TEST(PerfEvents, RefuseWhatNoKernelCountsAnyMore) {
    PerfEvents events;
    for (auto name : {"cmt", "mbmt", "mbml"}) {
        try {
            events.enable(name, getpid());
            FAIL();
        } catch (const Error& e) {
            EXPECT_EQ(e.code, Code::argument_unsupported);
            EXPECT_EQ(e.domain, Domain::perf);
            EXPECT_EQ(e.message, std::string("argument unsupported: unable to enable host cpu perf event for ") + name);
        }
        events.disable(name);
    }
}

TEST(PerfEvents, SayWhyTheKernelRefuses) {
    PerfEvents events;
    try {
        events.enable("page_faults", 0x3fffffff);  // nobody
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.code, Code::system_error);
        EXPECT_EQ(e.message.rfind("unable to open host cpu perf event for page_faults: ", 0), 0u) << e.message;
    }
    EXPECT_FALSE(events.enabled("page_faults"));
}

}  // namespace
}  // namespace vireo::qemu
