// SPDX-License-Identifier: LGPL-2.1-or-later
// Counters of the kernel, with this process in the guest's place.
#include "drivers/qemu/perf_events.h"

#include <gtest/gtest.h>
#include <linux/perf_event.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/error.h"

namespace vireo::qemu {
namespace {

// Whether this kernel counts for us at all, asked past the code under test.
bool counts() {
    perf_event_attr a{};
    a.size = sizeof a;
    a.type = PERF_TYPE_SOFTWARE;
    a.config = PERF_COUNT_SW_PAGE_FAULTS;
    const auto fd = syscall(SYS_perf_event_open, &a, getpid(), -1, -1, PERF_FLAG_FD_CLOEXEC);
    if (fd < 0) return false;
    close(static_cast<int>(fd));
    return true;
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
    void* memory = mmap(nullptr, pages * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    ASSERT_NE(memory, MAP_FAILED);
    madvise(memory, pages * 4096, MADV_NOHUGEPAGE);  // one fault a page
    for (std::size_t i = 0; i < pages; ++i) static_cast<volatile char*>(memory)[i * 4096] = 1;
    munmap(memory, pages * 4096);
    auto values = events.values();
    ASSERT_EQ(values.size(), 2u);
    EXPECT_EQ(values[0].first, "task_clock");  // in the order of the names
    EXPECT_GT(values[0].second, 0u);
    EXPECT_EQ(values[1].first, "page_faults");
    EXPECT_GE(values[1].second, pages);
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
