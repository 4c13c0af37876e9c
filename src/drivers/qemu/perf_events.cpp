// SPDX-License-Identifier: LGPL-2.1-or-later
// See perf_events.h; the kernel's side is perf_event_open(2).
#include "drivers/qemu/perf_events.h"

#include <linux/perf_event.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "base/error.h"

namespace vireo::qemu {
namespace {

struct Kind {
    std::uint32_t type;
    std::uint64_t config;
};

constexpr std::size_t monitors = 3;  // cmt, mbmt, mbml: kernels count these elsewhere by now
constexpr Kind kinds[] = {
    {PERF_TYPE_HARDWARE, PERF_COUNT_HW_CPU_CYCLES},
    {PERF_TYPE_HARDWARE, PERF_COUNT_HW_INSTRUCTIONS},
    {PERF_TYPE_HARDWARE, PERF_COUNT_HW_CACHE_REFERENCES},
    {PERF_TYPE_HARDWARE, PERF_COUNT_HW_CACHE_MISSES},
    {PERF_TYPE_HARDWARE, PERF_COUNT_HW_BRANCH_INSTRUCTIONS},
    {PERF_TYPE_HARDWARE, PERF_COUNT_HW_BRANCH_MISSES},
    {PERF_TYPE_HARDWARE, PERF_COUNT_HW_BUS_CYCLES},
    {PERF_TYPE_HARDWARE, PERF_COUNT_HW_STALLED_CYCLES_FRONTEND},
    {PERF_TYPE_HARDWARE, PERF_COUNT_HW_STALLED_CYCLES_BACKEND},
    {PERF_TYPE_HARDWARE, PERF_COUNT_HW_REF_CPU_CYCLES},
    {PERF_TYPE_SOFTWARE, PERF_COUNT_SW_CPU_CLOCK},
    {PERF_TYPE_SOFTWARE, PERF_COUNT_SW_TASK_CLOCK},
    {PERF_TYPE_SOFTWARE, PERF_COUNT_SW_PAGE_FAULTS},
    {PERF_TYPE_SOFTWARE, PERF_COUNT_SW_CONTEXT_SWITCHES},
    {PERF_TYPE_SOFTWARE, PERF_COUNT_SW_CPU_MIGRATIONS},
    {PERF_TYPE_SOFTWARE, PERF_COUNT_SW_PAGE_FAULTS_MIN},
    {PERF_TYPE_SOFTWARE, PERF_COUNT_SW_PAGE_FAULTS_MAJ},
    {PERF_TYPE_SOFTWARE, PERF_COUNT_SW_ALIGNMENT_FAULTS},
    {PERF_TYPE_SOFTWARE, PERF_COUNT_SW_EMULATION_FAULTS},
};
static_assert(std::size(kinds) + monitors == perf_names.size());

std::size_t place_of(std::string_view name) {
    const auto at = std::find(perf_names.begin(), perf_names.end(), name);
    if (at == perf_names.end()) fail(Code::internal_error, Domain::perf, "unknown perf event '{}'", name);
    return static_cast<std::size_t>(at - perf_names.begin());
}

}  // namespace

void PerfEvents::enable(std::string_view name, pid_t pid) {
    const auto place = place_of(name);
    if (place < monitors) fail(Code::argument_unsupported, Domain::perf, "unable to enable host cpu perf event for {}", name);
    std::lock_guard lock(mutex_);
    if (counters_[place]) return;
    perf_event_attr attr{};
    attr.size = sizeof attr;
    attr.type = kinds[place - monitors].type;
    attr.config = kinds[place - monitors].config;
    attr.inherit = 1;
    attr.disabled = 1;
    Fd counter(static_cast<int>(::syscall(SYS_perf_event_open, &attr, pid, -1, -1, PERF_FLAG_FD_CLOEXEC)));
    if (!counter) fail_errno(Domain::perf, errno, "unable to open host cpu perf event for {}", name);
    if (::ioctl(counter.get(), PERF_EVENT_IOC_ENABLE, 0) < 0) fail_errno(Domain::perf, errno, "unable to enable host cpu perf event for {}", name);
    counters_[place] = std::move(counter);
}

void PerfEvents::disable(std::string_view name) {
    const auto place = place_of(name);
    std::lock_guard lock(mutex_);
    counters_[place].reset();
}

bool PerfEvents::enabled(std::string_view name) const {
    const auto place = place_of(name);
    std::lock_guard lock(mutex_);
    return static_cast<bool>(counters_[place]);
}

void PerfEvents::disable_all() {
    std::lock_guard lock(mutex_);
    for (auto& c : counters_) c.reset();
}

std::vector<std::pair<std::string_view, std::uint64_t>> PerfEvents::values() const {
    std::vector<std::pair<std::string_view, std::uint64_t>> out;
    std::lock_guard lock(mutex_);
    for (std::size_t i = 0; i < counters_.size(); ++i) {
        std::uint64_t value = 0;
        if (counters_[i] && ::read(counters_[i].get(), &value, sizeof value) == sizeof value) out.emplace_back(perf_names[i], value);
    }
    return out;
}

}  // namespace vireo::qemu
