// SPDX-License-Identifier: LGPL-2.1-or-later
// One domain: what is published about it, how it changes, and the handles on its process.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "api/events.h"
#include "api/gen/common.h"
#include "base/fd.h"
#include "drivers/qemu/caps/caps.h"
#include "drivers/qemu/definition.h"
#include "drivers/qemu/perf_events.h"
#include "hv/phase.h"
#include "run/actor.h"
#include "run/loop.h"

namespace vireo::qemu {

namespace qmp {
class Client;
class Future;
}

class Core;
struct MonitorFigures;
class ProcRecords;

struct PrivateStatus;

// Facts about the process of a running guest; fixed from its start on.
struct Runtime {
    pid_t pid = 0;
    std::uint64_t process_start = 0;  // tells the pid from a later owner
    std::string boot_id;              // of the host
    std::string monitor_path, lib_dir, channel_dir;
    std::vector<std::pair<unsigned, pid_t>> vcpu_threads;
    std::shared_ptr<const QemuCaps> caps;
    std::vector<std::string> taints;
    bool autodestroy = false;
    std::shared_ptr<const PrivateStatus> other;  // of a guest taken over: what the daemon before us kept besides
};

// What was begun and is not yet finished: written before the deed, read by recovery.
struct Intent {
    std::string story;              // "start", "stop"; empty: nothing
    bool operator==(const Intent&) const = default;
};

// Documents made on first use and kept as long as the state that they describe; a copy starts empty.
class Texts {
  public:
    Texts() = default;
    Texts(const Texts&) {}
    Texts& operator=(const Texts&) { return *this; }
    template <class F>
    const std::string& get(unsigned kind, F&& make) const {
        std::lock_guard lock(mutex_);
        auto& slot = texts_[kind];
        if (!slot) slot = std::make_unique<const std::string>(make());
        return *slot;
    }

  private:
    mutable std::mutex mutex_;
    mutable std::map<unsigned, std::unique_ptr<const std::string>> texts_;
};

// What one change announces; the next change starts without.
class Announcements : public std::vector<api::Event> {
  public:
    using std::vector<api::Event>::vector;
    Announcements() = default;
    Announcements(const Announcements&) : std::vector<api::Event>() {}
    Announcements(Announcements&&) = default;
    Announcements& operator=(const Announcements&) = delete;
    Announcements& operator=(Announcements&&) = default;
};

struct GuestState {
    std::uint64_t life = 0;  // counts starts, stops, undefines
    std::string name;
    Uuid uuid;
    StoredDefinitionPtr config;    // null: transient
    model::DomainPtr live;   // null: not running
    int id = -1;
    hv::State state{hv::Phase::shutoff, hv::why::unknown};
    bool autostart = false, autostart_once = false, managed_save = false, removed = false;
    Intent intent;
    std::shared_ptr<const Runtime> runtime;
    Announcements events;    // of the change that led here
    Texts texts;

    bool active() const { return id >= 0; }
    bool persistent() const { return config != nullptr; }
    api::DomainRef ref() const { return {.name = name, .uuid = uuid, .id = id}; }
    const std::string& os_type() const { return live ? live->os.type : config->facts().os_type; }
    // The definition that a question without further words is about.
    model::DomainPtr now() const { return live ? live : config->get(); }
    model::DomainPtr next() const { return config ? config->get() : live; }
};

// An event of QEMU, or the end of its process (name "").
struct GuestEvent {
    std::string name, data;
    std::int64_t micros = 0;
    std::uint64_t life = 0;  // of the guest that it belongs to
    bool ours = false;       // STOP or RESUME that a story of ours asked for
};

class Guest : public run::Actor<GuestState>, public std::enable_shared_from_this<Guest> {
  public:
    Guest(Core& core, GuestState first);
    ~Guest();

    // The monitor of the running guest. Throws operation_invalid "domain is not running" if there is none.
    std::shared_ptr<qmp::Client> monitor() const;
    std::shared_ptr<qmp::Client> monitor_or_null() const;
    // Takes over a running guest's handles; the old ones are dropped.
    void attach(std::shared_ptr<qmp::Client> monitor, Fd pidfd);
    void attach_monitor(std::shared_ptr<qmp::Client> monitor);
    void attach_process(Fd pidfd);
    void detach();
    // A duplicate of the process's descriptor; empty if it does not run.
    Fd process() const;

    // Waits until everything that the monitor said before it closed has been handled; for whom the process has ended.
    void hear_out(Deadline until);
    // The monitor's connection has ended.
    void monitor_ended();

    // From any thread: queues an event for the guest's events strand.
    void tell(GuestEvent event);

    // Why the process is about to end, as far as known: a virDomainShutoffReason, or -1.
    std::atomic<int> end_reason{-1};
    // Why QEMU is about to stop the processors, as far as an earlier event told: a virDomainPausedReason.
    std::atomic<int> pause_reason{0};
    // Stops and resumes that we asked for ourselves: QEMU reports each before it answers, and whoever asked commits. A
    // report that is handled late must not undo what came after it.
    std::atomic<int> stops_to_ignore{0}, resumes_to_ignore{0};
    // Resets that we asked for ourselves while restarting after a power-off.
    std::atomic<int> resets_to_ignore{0};
    // A reboot was asked for: when the guest has powered off, start it over.
    std::atomic<bool> restart_after_shutdown{false};
    // Seconds that the guest's agent has for an answer (virDomainAgentResponseTimeoutValues).
    std::atomic<int> agent_timeout{-2};
    // The life in which somebody talked to the monitor past the driver.
    std::atomic<std::uint64_t> custom_monitor{~0ull};
    // How often a calculation of the rate at which the guest writes its memory was begun, and a threshold of a disk was set
    // or may have been set; counted before the emulator is told and when it has answered.
    std::atomic<std::uint64_t> dirty_rates_begun{0}, thresholds_set{0};
    // Held while a guest that ended is cleaned up, so that it happens once.
    std::mutex ending;
    // Counters that are switched on, of the life that runs.
    PerfEvents perf;
    // Consoles: which streams are attached to which device alias.
    std::mutex consoles_mutex;
    std::map<std::string, std::function<void()>> consoles;

    // The figures that the monitor told last; null if none yet.
    std::shared_ptr<const MonitorFigures> figures() const;
    void keep_figures(std::shared_ptr<const MonitorFigures> figures);
    // The kernel's records of the process, see stats.h; null if none are held.
    std::shared_ptr<const ProcRecords> proc_records() const;
    void keep_proc_records(std::shared_ptr<const ProcRecords> records);
    // An answer that did not come in time, and whether it still has not.
    void note_owed(const qmp::Future& answer);
    bool owes_figures();

    Core& core() const { return core_; }

  private:
    void drain();
    // On the loop's thread: the process of that life has ended. What it said last comes by the monitor, before the news of its end.
    void process_ended(std::uint64_t life, unsigned patience);
    Core& core_;
    mutable std::mutex mutex_;
    std::condition_variable heard_;
    std::shared_ptr<qmp::Client> monitor_;
    Fd pidfd_;
    run::Watch watch_;
    std::shared_ptr<const MonitorFigures> figures_;
    std::shared_ptr<const ProcRecords> proc_records_;
    std::shared_ptr<const qmp::Future> owed_;
    std::vector<GuestEvent> queue_;
    bool draining_ = false;
};

using GuestPtr = std::shared_ptr<Guest>;

// Counts what is done meanwhile, at its begin and at its end, however that comes.
class Counted {
  public:
    explicit Counted(std::atomic<std::uint64_t>& count) : count_(count) { ++count_; }
    ~Counted() { ++count_; }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;

  private:
    std::atomic<std::uint64_t>& count_;
};

}  // namespace vireo::qemu
