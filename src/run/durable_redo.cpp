// SPDX-License-Identifier: LGPL-2.1-or-later
// After a crash: what the journal tells of is compared with the files, and what is missing is made again.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <thread>

#include "base/log.h"
#include "run/attempt.h"
#include "run/durable_store.h"

namespace vireo::run {

using namespace detail;

namespace {

constinit log::Source source{"run.store"};

std::int64_t changed(const struct stat& st) { return st.st_mtim.tv_sec * 1'000'000'000ll + st.st_mtim.tv_nsec; }

bool same_content(const std::string& path, const struct stat& st, const JournalEntry& e) {
    if (!S_ISREG(st.st_mode) || static_cast<std::size_t>(st.st_size) != e.content.size()) return false;
    return read_file(path, e.content.size()) == e.content;
}

// True if something had to be done. A file that was changed after the record belongs to whoever changed it.
bool make_good(const JournalEntry& e, const std::string& path, Domain domain) {
    struct stat st;
    const bool there = lstat(path.c_str(), &st) == 0;
    if (!there && errno != ENOENT && errno != ENOTDIR) fail_errno(domain, errno, "cannot stat file '{}'", path);
    auto foreign = [&] {
        if (!there || changed(st) <= e.time) return false;
        log::warning(source, "'{}' was changed since by another program; it is left as it is", path);
        return true;
    };
    switch (e.kind) {
        case JournalEntry::Kind::file: {
            if (there && same_content(path, st, e)) return false;
            if (foreign()) return false;
            SaveOptions o{.mode = e.mode & 07777, .domain = domain};
            if (e.uid != static_cast<uid_t>(-1)) o.owner = e.uid;
            if (e.gid != static_cast<gid_t>(-1)) o.group = e.gid;
            make_directory(directory_of(path), 0700, domain);
            write_temporary(path, e.content, o, false, e.time);  // synced with all others, before the journal forgets it
            place_temporary(path, domain);
            return true;
        }
        case JournalEntry::Kind::link:
            if (link_says(path, e.content) || foreign()) return false;
            make_directory(directory_of(path), 0700, domain);
            link_temporary(path, std::string(e.content), domain);
            place_link(path, std::string(e.content), domain);
            return true;
        case JournalEntry::Kind::gone:
            if (!there || foreign()) return false;
            return run::remove_file(path, false, domain);
        case JournalEntry::Kind::drop: break;
    }
    return false;
}

}  // namespace

void DurableStore::open() {
    std::lock_guard lock(mutex_);
    if (mode_ != Mode::unopened) return;
    mode_ = Mode::direct;
    if (options_.journal.empty()) return;
    if (is_volatile(directory_of(options_.journal)) || is_volatile(directory_of(directory_of(options_.journal)))) return;
    // Who was killed a moment ago may still be about to let go.
    for (int tries = 0;; ++tries) {
        journal_ = Journal::open(options_.journal);
        if (journal_ || errno != EWOULDBLOCK || tries == 20) break;
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    if (!journal_) {
        if (errno == ENOENT || errno == ENOTDIR) {
            mode_ = Mode::idle;
        } else if (errno == EINVAL) {
            // One that was being made when its maker died: it never held anything.
            log::warning(source, "'{}' is no journal; it is made anew", options_.journal);
            if (unlink(options_.journal.c_str()) == 0) mode_ = Mode::idle;
        } else {
            log::warning(source, "{}; each change is synced for itself", Error::from_errno(options_.domain, errno, fmt::format("cannot use journal '{}'", options_.journal)).message);
        }
        return;
    }
    try {
        if (!journal_->header().clean) redo();
        mode_ = Mode::idle;
    } catch (const Error& e) {
        log::error(source, "journal '{}' is left for the next start: {}", options_.journal, e.message);
        journal_.reset();
    }
}

void DurableStore::redo() {
    std::string storage;
    const auto records = journal_->unsettled(storage);
    // In the boot that they were written in, the kernel has all changes but those that were being made.
    const bool same_boot = !boot_id_.empty() && journal_->header().boot_id == boot_id_;
    const std::uint64_t from = same_boot && !records.empty() ? records.back().pending : 0;
    std::set<std::uint64_t> dropped;
    for (const auto& r : records)
        for (const auto& e : r.entries)
            if (e.kind == JournalEntry::Kind::drop) dropped.insert(static_cast<std::uint64_t>(e.time));
    struct Newest {
        const JournalEntry* entry;
        std::uint64_t number;
    };
    std::map<std::string_view, Newest> newest;
    for (const auto& r : records)
        if (!dropped.contains(r.number))
            for (const auto& e : r.entries)
                if (e.kind != JournalEntry::Kind::drop) newest[e.path] = {&e, r.number};
    std::vector<std::string> paths;
    unsigned redone = 0;
    for (const auto& [path, n] : newest) {
        std::string p(path);
        if (n.number >= from && make_good(*n.entry, p, options_.domain)) ++redone;
        paths.push_back(std::move(p));
    }
    if (!sync_files(std::move(paths))) fail_errno(options_.domain, errno, "cannot sync what journal '{}' tells of", options_.journal);
    const auto last = records.empty() ? journal_->header().settled : records.back().number;
    if (!journal_->mark({.settled = last, .clean = true, .boot_id = boot_id_})) fail_errno(options_.domain, errno, "cannot mark journal '{}'", options_.journal);
    figures_.redone = redone;
    if (!records.empty()) log::info(source, "{} changes of before were checked, {} made again", newest.size(), redone);
}

}  // namespace vireo::run
