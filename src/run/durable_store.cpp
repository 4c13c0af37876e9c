// SPDX-License-Identifier: LGPL-2.1-or-later
#include "run/durable_store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>

#include "base/log.h"
#include "run/attempt.h"
#include "run/thread.h"

namespace vireo::run {

using namespace detail;
using Clock = std::chrono::steady_clock;

namespace {

constinit log::Source source{"run.store"};

constexpr std::size_t most_graves = 512;

std::int64_t nanoseconds(const timespec& t) { return t.tv_sec * 1'000'000'000ll + t.tv_nsec; }

std::int64_t wall_clock() {
    timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return nanoseconds(t);
}

std::string boot_id_of_host() {
    try {
        auto text = read_file("/proc/sys/kernel/random/boot_id", 4096).value_or("");
        while (!text.empty() && text.back() == '\n') text.pop_back();
        return text;
    } catch (const Error&) {
        return {};
    }
}

bool creates(const Change& c) { return c.kind == Change::Kind::save || c.kind == Change::Kind::link; }

}  // namespace

// What is known of a change while it is made.
struct DurableStore::Step {
    Fd before;              // holds what was at the path, so that its blocks are freed later and by somebody else
    std::int64_t time = 0;  // that the change gets: later than any file that was at the path
    bool skip = false;      // nothing to do
    bool temporary = false; // there is one
    bool replaces = false;  // `before` is a plain file
};

DurableStore::DurableStore(DurableOptions options) : options_(std::move(options)), boot_id_(options_.boot_id.empty() ? boot_id_of_host() : options_.boot_id) {}

DurableStore::~DurableStore() { close(); }

// --- changes

void DurableStore::apply(std::span<const Change> changes) { make_changes(changes); }

void DurableStore::save_file(std::string path, std::string content, const SaveOptions& options) {
    const Change c{Change::Kind::save, std::move(path), std::move(content), options};
    make_changes({&c, 1});
}

bool DurableStore::remove_file(std::string path, Domain domain) {
    const Change c{Change::Kind::remove, std::move(path), {}, {.domain = domain}};
    return make_changes({&c, 1}) != 0;
}

void DurableStore::save_link(std::string path, std::string target, Domain domain) {
    const Change c{Change::Kind::link, std::move(path), std::move(target), {.domain = domain}};
    make_changes({&c, 1});
}

bool DurableStore::remove_link(std::string path, Domain domain) {
    const Change c{Change::Kind::unlink, std::move(path), {}, {.domain = domain}};
    return make_changes({&c, 1}) != 0;
}

// Returns how many there were to make.
unsigned DurableStore::make_changes(std::span<const Change> changes) {
    std::vector<Step> steps(changes.size());
    unsigned work = 0;
    bool creating = false;
    const auto now = wall_clock();
    for (std::size_t i = 0; i < changes.size(); ++i) {
        const auto& c = changes[i];
        auto& s = steps[i];
        s.time = now;
        struct stat st;
        s.before = Fd(::open(c.path.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
        const bool there = s.before ? fstat(s.before.get(), &st) == 0 : errno != ENOENT && lstat(c.path.c_str(), &st) == 0;
        // A file of before must not look newer than what replaces it, whatever the clock did.
        s.replaces = s.before && there && S_ISREG(st.st_mode);
        if (there) s.time = std::max(now, nanoseconds(st.st_mtim) + creates(c));
        if (c.kind == Change::Kind::link) s.skip = there && link_says(c.path, c.content);
        else if (!creates(c)) s.skip = !there && (errno == ENOENT || (errno == ENOTDIR && c.kind == Change::Kind::unlink));
        if (s.skip) continue;
        ++work;
        creating = creating || creates(c);
    }
    if (!work) return 0;

    std::vector<JournalEntry> entries;
    entries.reserve(work);
    for (std::size_t i = 0; i < changes.size(); ++i) {
        const auto& c = changes[i];
        if (steps[i].skip) continue;
        JournalEntry e{.time = steps[i].time, .path = c.path, .content = c.content};
        e.kind = c.kind == Change::Kind::save ? JournalEntry::Kind::file : c.kind == Change::Kind::link ? JournalEntry::Kind::link : JournalEntry::Kind::gone;
        e.mode = c.options.mode;
        e.uid = c.options.owner.value_or(static_cast<uid_t>(-1));
        e.gid = c.options.group.value_or(static_cast<gid_t>(-1));
        entries.push_back(e);
    }
    const auto number = append(entries, creating);
    if (!number) {
        make_directly(changes, steps);
        return work;
    }
    try {
        // Written while the disk is busy with the record.
        for (std::size_t i = 0; i < changes.size(); ++i) {
            const auto& c = changes[i];
            if (steps[i].skip || !creates(c)) continue;
            if (c.kind == Change::Kind::save) write_temporary(c.path, c.content, c.options, false, steps[i].time);
            else link_temporary(c.path, c.content, c.options.domain);
            steps[i].temporary = true;
        }
        if (creating && !commit(number)) {
            done(number, {});
            make_directly(changes, steps);
            return work;
        }
        for (std::size_t i = 0; i < changes.size(); ++i) {
            const auto& c = changes[i];
            auto& s = steps[i];
            if (s.skip) continue;
            s.temporary = false;
            switch (c.kind) {
                case Change::Kind::save: place_temporary(c.path, c.options.domain, s.replaces); break;
                case Change::Kind::link: place_link(c.path, c.content, c.options.domain); break;
                case Change::Kind::remove: run::remove_file(c.path, false, c.options.domain); break;
                case Change::Kind::unlink: run::remove_link(c.path, false, c.options.domain); break;
            }
        }
    } catch (...) {
        for (std::size_t i = 0; i < changes.size(); ++i)
            if (steps[i].temporary) drop_temporary(changes[i].path);
        drop(number);
        throw;
    }
    done(number, steps);
    return work;
}

// Without a journal: synced one by one. The times count here, too: they tell a record of an older state from this one.
void DurableStore::make_directly(std::span<const Change> changes, std::span<Step> steps) {
    for (std::size_t i = 0; i < changes.size(); ++i) {
        const auto& c = changes[i];
        if (steps[i].skip) continue;
        switch (c.kind) {
            case Change::Kind::save:
                write_temporary(c.path, c.content, c.options, true, steps[i].time);
                place_temporary(c.path, c.options.domain);
                break;
            case Change::Kind::link:
                link_temporary(c.path, c.content, c.options.domain);
                place_link(c.path, c.content, c.options.domain);
                break;
            case Change::Kind::remove: run::remove_file(c.path, false, c.options.domain); break;
            case Change::Kind::unlink: run::remove_link(c.path, false, c.options.domain); break;
        }
        sync_directory(directory_of(c.path), c.options.domain);
    }
}

// --- the journal as writers use it

// Whether there is a journal to write to; makes it, and starts the keeper, at first use.
bool DurableStore::ready(std::unique_lock<std::mutex>& lock) {
    if (mode_ == Mode::journal && keeper_.joinable()) return true;
    if (mode_ == Mode::direct || closing_) return false;
    if (mode_ == Mode::unopened) {
        lock.unlock();
        open();
        lock.lock();
        if (mode_ == Mode::direct) return false;
    }
    if (!journal_) {
        const auto folder = directory_of(options_.journal);
        try {
            make_directory(folder, 0700, options_.domain);
            journal_ = Journal::make(options_.journal, options_.segment);
            if (!journal_) fail_errno(options_.domain, errno, "cannot make journal '{}'", options_.journal);
            sync_directory(folder, options_.domain);
            sync_directory(directory_of(folder), options_.domain);
        } catch (const Error& e) {
            log::warning(source, "{}; each change is synced for itself", e.message);
            journal_.reset();
            mode_ = Mode::direct;
            return false;
        }
    }
    last_ = synced_ = journal_->header().settled;
    if (!journal_->mark({.settled = last_, .clean = false, .boot_id = boot_id_})) {
        give_up("mark", errno);
        return false;
    }
    try {
        keeper_ = start_thread("store", [this] { keep(); });
    } catch (const Error&) {
        mode_ = Mode::direct;
        return false;
    }
    mode_ = Mode::journal;
    return true;
}

// Trouble with the journal's own file: what it tells of stays there for the next start, nothing is added.
void DurableStore::give_up(const char* what, int e) noexcept {
    if (mode_ != Mode::direct)
        log::error(source, "{}; each change is synced for itself", Error::from_errno(options_.domain, e, fmt::format("cannot {} journal '{}'", what, options_.journal)).message);
    mode_ = Mode::direct;
    synced_more_.notify_all();
    space_.notify_all();
    wake_.notify_all();
}

// Writes a record. 0: there is no journal, or it is too small for this.
std::uint64_t DurableStore::append(std::span<const JournalEntry> entries, bool hasten) {
    if (Journal::size_of(entries) > Journal::largest_segment) return 0;
    auto record = Journal::encode(entries);
    std::unique_lock lock(mutex_);
    if (!ready(lock)) return 0;
    const auto size = journal_->segment_size();
    if (record.size() > size) return 0;
    while (segments_[active_].tail + record.size() > size) {
        auto& other = segments_[!active_];
        if (other.full || other.tail) {
            if (space_.wait_for(lock, std::chrono::seconds(10)) == std::cv_status::timeout) return 0;
            if (mode_ != Mode::journal || closing_) return 0;
            continue;
        }
        segments_[active_].full = true;
        active_ = !active_;
        wake_.notify_all();
    }
    auto& s = segments_[active_];
    const auto number = last_ + 1;
    const auto at = s.tail;
    if (!journal_->write(active_, at, record, number, pending_.empty() ? number : *pending_.begin())) {
        give_up("write", errno);
        return 0;
    }
    last_ = number;
    pending_.insert(number);
    last_change_ = Clock::now();
    if (!s.tail) s.begun = last_change_;
    s.tail += record.size();
    s.last = number;
    for (const auto& e : entries) s.paths.emplace_back(e.path);
    ++figures_.records;
    if (asleep_) asleep_ = false, wake_.notify_all();
    hasten = hasten && !syncing_;
    const auto segment = active_;
    lock.unlock();
    if (hasten) journal_->hasten(segment, at, record.size());
    return number;
}

// Takes back a record whose change did not happen.
void DurableStore::drop(std::uint64_t number) noexcept {
    try {
        const JournalEntry e{.kind = JournalEntry::Kind::drop, .time = static_cast<std::int64_t>(number)};
        if (auto own = append({&e, 1}, false)) done(own, {});
    } catch (...) {
        // Then a power cut may show a change that failed; nobody relies on its absence.
    }
    done(number, {});
}

bool DurableStore::commit(std::uint64_t number) {
    std::unique_lock lock(mutex_);
    return commit(lock, number);
}

// Returns when everything up to a record is on the disk: one of those who wait syncs for all.
bool DurableStore::commit(std::unique_lock<std::mutex>& lock, std::uint64_t number) {
    while (synced_ < number) {
        if (mode_ != Mode::journal) return false;
        if (syncing_) {
            synced_more_.wait(lock);
            continue;
        }
        syncing_ = true;
        const auto target = last_;
        // What follows goes to blocks of its own: a torn write must not harm what was promised.
        auto& s = segments_[active_];
        s.tail = std::min((s.tail + Journal::block - 1) / Journal::block * Journal::block, journal_->segment_size());
        lock.unlock();
        const bool good = journal_->sync();
        const int e = errno;
        lock.lock();
        syncing_ = false;
        ++figures_.syncs;
        if (!good) {
            give_up("sync", e);
            return false;
        }
        synced_ = std::max(synced_, target);
        synced_more_.notify_all();
    }
    return true;
}

void DurableStore::done(std::uint64_t number, std::span<Step> steps) noexcept {
    std::lock_guard lock(mutex_);
    pending_.erase(number);
    for (auto& s : steps)
        if (s.before && graves_.size() < most_graves && mode_ == Mode::journal) try {
                graves_.push_back(std::move(s.before));
            } catch (...) {
            }
    if (hurry_ || closing_) wake_.notify_all();
}

// --- the keeper: what is done behind the writers' backs

void DurableStore::keep() {
    std::unique_lock lock(mutex_);
    for (;;) {
        auto& now = segments_[active_];
        const bool work = now.tail || segments_[!active_].tail || !graves_.empty();
        if (!work) {
            if (closing_) return;
            hurry_ = false;
            space_.notify_all();
            asleep_ = true;
            wake_.wait(lock);
            asleep_ = false;
            continue;
        }
        if (!closing_ && !hurry_ && !segments_[!active_].full) wake_.wait_for(lock, options_.tick);
        if (!graves_.empty()) {
            auto gone = std::move(graves_);
            graves_.clear();
            lock.unlock();
            gone.clear();
            lock.lock();
        }
        if (mode_ == Mode::journal && synced_ < last_ && !syncing_) commit(lock, last_);
        // The older segment first: numbers are settled in their order.
        if (segments_[!active_].tail) {
            if (!checkpoint(lock, !active_)) return;
            continue;
        }
        const auto time = Clock::now();
        auto& s = segments_[active_];
        if (s.tail && (closing_ || hurry_ || time - last_change_ >= options_.pause || time - s.begun >= options_.patience)) {
            const auto which = active_;
            s.full = true;
            active_ = !active_;
            if (!checkpoint(lock, which)) return;
        }
    }
}

// Syncs the files that a segment tells of and empties it. False: the journal is given up.
bool DurableStore::checkpoint(std::unique_lock<std::mutex>& lock, unsigned which) {
    auto& s = segments_[which];
    // Files of changes that are being made are not there yet.
    while (!pending_.empty() && *pending_.begin() <= s.last) {
        const bool before = hurry_;
        hurry_ = true;  // whoever is done tells
        wake_.wait_for(lock, options_.tick);
        hurry_ = before;
    }
    auto paths = std::move(s.paths);
    s.paths.clear();
    const auto last = s.last;
    lock.unlock();
    errno = 0;
    bool good = sync_files(std::move(paths)) && journal_->mark({.settled = last, .clean = false, .boot_id = boot_id_});
    const int e = errno;
    lock.lock();
    if (!good) {
        give_up("empty", e);
        return false;
    }
    ++figures_.checkpoints;
    s = {};
    space_.notify_all();
    return true;
}

// Several at a time are given to the disk before the first is waited for.
bool DurableStore::sync_files(std::vector<std::string> paths) {
    std::sort(paths.begin(), paths.end());
    paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
    std::set<std::string> folders;
    constexpr std::size_t batch = 64;
    for (std::size_t i = 0; i < paths.size(); i += batch) {
        std::vector<Fd> files;
        for (std::size_t k = i; k < std::min(i + batch, paths.size()); ++k) {
            if (paths[k].empty()) continue;
            folders.insert(directory_of(paths[k]));
            Fd fd(::open(paths[k].c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
            if (!fd) {
                if (errno == ENOENT || errno == ELOOP || errno == ENOTDIR) continue;  // removed since, or a link
                return false;
            }
            sync_file_range(fd.get(), 0, 0, SYNC_FILE_RANGE_WRITE);
            files.push_back(std::move(fd));
        }
        for (const auto& fd : files)
            if (attempt("journal.settle", [&] { return fsync(fd.get()); }) < 0 && errno != EINVAL) return false;
    }
    for (const auto& f : folders) {
        Fd fd(::open(f.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (!fd) {
            if (errno == ENOENT) continue;
            return false;
        }
        if (attempt("journal.settle", [&] { return fsync(fd.get()); }) < 0 && errno != EINVAL) return false;
    }
    return true;
}

void DurableStore::settle() {
    std::unique_lock lock(mutex_);
    while (keeper_.joinable() && mode_ == Mode::journal && (segments_[0].tail || segments_[1].tail)) {
        hurry_ = true;
        wake_.notify_all();
        space_.wait_for(lock, std::chrono::milliseconds(100));
    }
}

void DurableStore::close() {
    {
        std::lock_guard lock(mutex_);
        if (closing_) return;
        closing_ = true;
        wake_.notify_all();
        space_.notify_all();
    }
    if (keeper_.joinable()) keeper_.join();
    std::unique_lock lock(mutex_);
    // Left over only where the journal was given up under somebody's hands.
    while (syncing_ || !pending_.empty()) wake_.wait_for(lock, options_.tick);
    graves_.clear();
    if (mode_ == Mode::journal && journal_ && !segments_[0].tail && !segments_[1].tail) journal_->mark({.settled = last_, .clean = true, .boot_id = boot_id_});
    journal_.reset();
    mode_ = Mode::direct;
}

DurableStore::Figures DurableStore::figures() const {
    std::lock_guard lock(mutex_);
    return figures_;
}

}  // namespace vireo::run
