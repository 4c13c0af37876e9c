// SPDX-License-Identifier: LGPL-2.1-or-later
// Files that survive a power cut, at the price of one sync that many writers share. A change is noted in a journal and
// synced there, then made as plain atomic saves and removals without syncs of their own, so everybody sees the files at
// once and in their usual place. Behind, when writers pause or the journal fills, the files are synced and the journal is
// emptied. Whoever opens the store next makes what a crash took good before anything is read.
//
// Promised: a save that returned is never lost, whatever happens to process or machine. A removal that returned holds
// whatever happens to the process; a power cut within some milliseconds may bring the file back. Changes made in one
// apply() appear together after a power cut or not at all. Where there can be no journal, each change is synced for itself.
#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <set>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "base/fd.h"
#include "run/journal.h"
#include "run/store.h"

namespace vireo::run {

struct Change {
    enum class Kind { save, link, remove, unlink } kind;  // unlink: of a link
    std::string path;
    std::string content;       // of a file; target of a link
    SaveOptions options = {};  // durable is taken as said
};

struct DurableOptions {
    std::string journal;               // path of the journal file; its folder is made. Empty: none, each change is synced
    Domain domain = Domain::none;      // of errors
    std::size_t segment = 2u << 20;    // bytes; the journal has two
    std::chrono::milliseconds tick{10};        // a removal is noted this much later at most, if nothing else is
    std::chrono::milliseconds pause{50};       // so long without a change: files are synced
    std::chrono::milliseconds patience{1000};  // or so long after the first change
    std::string boot_id;               // of the host; empty: ask the kernel. Tests pretend a power cut with it
};

class DurableStore {
  public:
    explicit DurableStore(DurableOptions options);
    // As close(), but for an unclean journal if closing fails.
    ~DurableStore();
    DurableStore(const DurableStore&) = delete;

    // Makes good what the last user of the journal left open. To be called before anything is read. Never throws for
    // trouble with the journal: that is logged, and each change is synced for itself from then on.
    void open();
    // Everything is synced and the journal says so. Changes may still follow; they are synced one by one.
    void close();
    // Waits until all changes so far are in synced files.
    void settle();

    // Makes the changes in this order. There must be one writer of a path at a time. What throws was not done, as far as a
    // change alone goes; of several, the first ones may be.
    void apply(std::span<const Change> changes);

    // One change each. As their namesakes in run/store.h.
    void save_file(std::string path, std::string content, const SaveOptions& options = {});
    bool remove_file(std::string path, Domain domain = Domain::none);
    void save_link(std::string path, std::string target, Domain domain = Domain::none);
    bool remove_link(std::string path, Domain domain = Domain::none);

    // How often the journal was synced and how many records were written, for tests and statistics.
    struct Figures {
        std::uint64_t records = 0, syncs = 0, checkpoints = 0, redone = 0;
    };
    Figures figures() const;

  private:
    struct Step;
    struct Segment {
        std::size_t tail = 0;                    // next byte; 0: empty
        std::uint64_t last = 0;                  // number of its last record
        std::vector<std::string> paths;          // of its changes
        std::chrono::steady_clock::time_point begun;
        bool full = false;                       // waits for the keeper
    };

    unsigned make_changes(std::span<const Change> changes);
    void make_directly(std::span<const Change> changes, std::span<Step> steps);
    bool ready(std::unique_lock<std::mutex>& lock);
    std::uint64_t append(std::span<const JournalEntry> entries, bool hasten);
    void drop(std::uint64_t number) noexcept;
    bool commit(std::uint64_t number);
    bool commit(std::unique_lock<std::mutex>& lock, std::uint64_t number);
    void done(std::uint64_t number, std::span<Step> steps) noexcept;
    void give_up(const char* what, int errno_value) noexcept;
    void redo();
    void keep();
    bool checkpoint(std::unique_lock<std::mutex>& lock, unsigned segment);
    bool sync_files(std::vector<std::string> paths);

    const DurableOptions options_;
    std::string boot_id_;
    mutable std::mutex mutex_;
    // All under mutex_; the journal itself is also used without it: syncs by whoever has set syncing_, marks by the keeper.
    std::unique_ptr<Journal> journal_;
    enum class Mode { unopened, idle, journal, direct } mode_ = Mode::unopened;  // idle: the journal is made at first use
    Segment segments_[Journal::segments];
    unsigned active_ = 0;
    std::uint64_t last_ = 0, synced_ = 0;  // numbers of records
    std::set<std::uint64_t> pending_;      // whose changes are being made
    bool syncing_ = false, closing_ = false, hurry_ = false, asleep_ = false;
    std::chrono::steady_clock::time_point last_change_;
    std::vector<Fd> graves_;               // files without a name: closing them frees their blocks, which takes its time
    std::condition_variable synced_more_, space_, wake_;
    std::thread keeper_;
    Figures figures_;
};

}  // namespace vireo::run
