// SPDX-License-Identifier: LGPL-2.1-or-later
// Figures of guests: those of the host's kernel are read where they are asked for, those of the emulator come by the
// monitor, asked of all guests at once and taken from memory where one does not answer.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "api/wire_values.h"
#include "base/clock.h"
#include "drivers/qemu/guest.h"
#include "drivers/qemu/qmp/client.h"

namespace vireo::qemu {

struct BlockFigures {
    std::uint64_t rd_reqs = 0, rd_bytes = 0, rd_times = 0, wr_reqs = 0, wr_bytes = 0, wr_times = 0, fl_reqs = 0, fl_times = 0;
    std::uint64_t highest_offset = 0, capacity = 0;
    bool has_offset = false;
};

struct BalloonFigures {
    std::int64_t last_update = 0;
    std::map<std::string, std::uint64_t> values;  // as the balloon device names them
};

// What the monitor told, and when.
struct MonitorFigures {
    std::map<std::string, BlockFigures> blocks;  // by device alias
    BalloonFigures balloon;
    std::map<unsigned, bool> halted;
    SteadyTime taken{};
};

// Questions on their way to one guest.
class FiguresQuery {
  public:
    // Sends at once; nothing is waited for. A guest whose monitor is silent is not asked.
    FiguresQuery(GuestPtr guest, bool blocks, bool balloon, const std::shared_ptr<qmp::Gathering>& gathering = nullptr);
    // Whether figures of an earlier time could stand in.
    bool has_last() const { return guest_->figures() != nullptr; }
    // The answers, or the last ones known if they do not come before the deadline; null if there never were any.
    std::shared_ptr<const MonitorFigures> get(Deadline until);

  private:
    GuestPtr guest_;
    qmp::Future blocks_, nodes_, balloon_;
    bool sent_ = false, want_blocks_ = false, want_balloon_ = false;
};

struct NetFigures {
    std::uint64_t rx_bytes = 0, rx_packets = 0, rx_errs = 0, rx_drop = 0, tx_bytes = 0, tx_packets = 0, tx_errs = 0, tx_drop = 0;
};
// Of a host interface as the guest sees it (rx: what it received); nothing if there is no such interface.
std::optional<NetFigures> net_figures(const std::string& device, bool swap);

// The alias in the path of a device in QEMU: "/machine/peripheral/virtio-disk0/virtio-backend" -> "virtio-disk0".
std::string alias_of(std::string_view qom);

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
    struct Thread {
        Fd stat, schedstat;
    };
    const std::shared_ptr<const Runtime> runtime_;
    long held_ = 0;  // descriptors
    Fd stat_;
    std::vector<Thread> threads_;
};

// Of one process, looked up by its number.
std::optional<CpuFigures> cpu_figures(pid_t pid);
// Resident memory in KiB.
std::uint64_t resident_kib(pid_t pid);

}  // namespace vireo::qemu
