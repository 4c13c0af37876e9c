// SPDX-License-Identifier: LGPL-2.1-or-later
// Figures of guests: those of the host's kernel are read where they are asked for, those of the emulator come by the
// monitor, asked of all guests at once and taken from memory where one does not answer.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "api/wire_values.h"
#include "base/clock.h"
#include "drivers/qemu/figures.h"
#include "drivers/qemu/guest.h"
#include "drivers/qemu/qmp/client.h"

namespace vireo::qemu {

// What is asked of a monitor.
struct Wanted {
    bool blocks = false, balloon = false, iothreads = false, dirty_rate = false;
    bool vcpu_counters = false, vm_counters = false;
    bool patient = false;  // asks even for what cannot have changed much
};

// Questions on their way to one guest.
class FiguresQuery {
  public:
    FiguresQuery() = default;
    // Sends at once, in one piece; nothing is waited for. What is known since the last answers is not asked for again, and
    // neither is a guest whose monitor is silent.
    FiguresQuery(GuestPtr guest, std::shared_ptr<const GuestState> state, const Wanted& wanted, const std::shared_ptr<qmp::Gathering>& gathering = nullptr);
    bool sent() const { return !questions_.empty(); }
    // The figures that could stand in if no answer comes; null if there are none.
    const MonitorFigures* last() const { return last_.get(); }
    // Whether something was changed since those, so that they should not.
    bool overtaken() const { return overtaken_; }
    // The answers, or the last ones known if they do not come before the deadline; null if there never were any.
    std::shared_ptr<const MonitorFigures> get(Deadline until);

  private:
    enum class About : unsigned char { blocks, nodes, balloon, iothreads, dirty_rate, schema, processors, vcpu_counters, vm_counters };
    void take(About about, std::string_view json, MonitorFigures& into) const;

    GuestPtr guest_;
    std::shared_ptr<const GuestState> state_;
    std::shared_ptr<const MonitorFigures> last_;
    std::vector<std::pair<About, qmp::Future>> questions_;
    std::uint64_t dirty_rate_begun_ = 0, thresholds_set_ = 0;
    bool overtaken_ = false;
};

struct NetFigures {
    std::uint64_t rx_bytes = 0, rx_packets = 0, rx_errs = 0, rx_drop = 0, tx_bytes = 0, tx_packets = 0, tx_errs = 0, tx_drop = 0;
};
// A tap's host side counts the other way round than its guest.
bool is_tap(model::InterfaceType type);
// Of a host interface as the guest sees it (rx: what it received); nothing if there is no such interface.
std::optional<NetFigures> net_figures(const std::string& device, bool swap);

// What the kernel counts of a process.
struct CpuFigures {
    std::uint64_t time = 0, user = 0, system = 0;  // nanoseconds
    std::uint64_t resident_kib = 0;
};
struct VcpuFigures {
    std::uint64_t time = 0;              // nanoseconds it ran
    std::optional<std::uint64_t> delay;  // nanoseconds it waited for a processor, where the kernel counts that
};

// The kernel's records of one running guest, held open as long as descriptors are plenty: finding one by its path takes
// longer than reading it.
class ProcRecords {
  public:
    // Those of this guest in this state; it runs.
    static std::shared_ptr<const ProcRecords> of(Guest& guest, const GuestState& s);
    explicit ProcRecords(std::shared_ptr<const Runtime> runtime);
    ~ProcRecords();
    ProcRecords(const ProcRecords&) = delete;
    ProcRecords& operator=(const ProcRecords&) = delete;

    std::optional<CpuFigures> cpu() const;
    // Of the processor that stands at this place in the runtime's list; nothing if its thread is gone.
    std::optional<VcpuFigures> vcpu(std::size_t place) const;

  private:
    const std::shared_ptr<const Runtime> runtime_;
    long held_ = 0;  // descriptors
    Fd stat_;
    std::vector<Fd> threads_;  // how long each ran and waited
};

// Of one process, looked up by its number.
std::optional<CpuFigures> cpu_figures(pid_t pid);
// Resident memory in KiB.
std::uint64_t resident_kib(pid_t pid);

}  // namespace vireo::qemu
