// SPDX-License-Identifier: LGPL-2.1-or-later
#include "run/journal.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cstring>

#include "run/attempt.h"

namespace vireo::run {
namespace {

using detail::attempt;

constexpr std::uint32_t record_magic = 0x4c4a5256;  // "VRJL"
constexpr char header_magic[8] = {'V', 'I', 'R', 'E', 'O', 'J', '1', '\n'};

struct DiskHeader {
    char magic[8];
    std::uint64_t turn, segment, settled;
    std::uint32_t clean, spare;
    char boot_id[64];
    std::uint64_t checksum;
};

struct DiskRecord {
    std::uint32_t magic, length;  // length of all of it, a multiple of 8
    std::uint64_t number, pending;
    std::uint64_t body;      // checksum of what follows this head
    std::uint64_t checksum;  // of this head up to here
};

struct DiskEntry {
    std::uint32_t kind, mode, uid, gid, path, content;
    std::int64_t time;
};

// Tells a torn write from a whole one: each step can be undone, so no two inputs that differ in one word collide.
std::uint64_t checksum(const char* data, std::size_t size) {
    std::uint64_t h = 0x9e3779b97f4a7c15ull ^ size;
    auto take = [&](std::uint64_t w) { h = (std::rotl(h, 29) ^ w) * 0xff51afd7ed558ccdull; };
    for (; size >= 8; data += 8, size -= 8) {
        std::uint64_t w;
        std::memcpy(&w, data, 8);
        take(w);
    }
    std::uint64_t w = 0;
    std::memcpy(&w, data, size);
    take(w);
    return h ^ (h >> 32);
}

template <class T>
std::uint64_t checksum_of(const T& t) {
    return checksum(reinterpret_cast<const char*>(&t), offsetof(T, checksum));
}

constexpr std::size_t padded(std::size_t n) { return (n + 7) & ~std::size_t{7}; }

bool write_all(int fd, const char* data, std::size_t size, off_t at) {
    while (size) {
        auto n = pwrite(fd, data, size, at);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        data += n, size -= static_cast<std::size_t>(n), at += n;
    }
    return true;
}

std::size_t read_all(int fd, char* data, std::size_t size, off_t at) {
    std::size_t have = 0;
    while (have < size) {
        auto n = pread(fd, data + have, size - have, at + static_cast<off_t>(have));
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) break;
        have += static_cast<std::size_t>(n);
    }
    return have;
}

// The record at the head of `text`, if it is whole; `length` is that of it on disk.
bool decode(std::string_view text, JournalRecord& out, std::size_t& length) {
    DiskRecord head;
    if (text.size() < sizeof head) return false;
    std::memcpy(&head, text.data(), sizeof head);
    if (head.magic != record_magic || head.checksum != checksum_of(head) || head.length < sizeof head || head.length % 8 || head.length > text.size()) return false;
    text = text.substr(sizeof head, head.length - sizeof head);
    if (checksum(text.data(), text.size()) != head.body) return false;
    length = head.length;
    out.number = head.number;
    out.pending = head.pending;
    out.entries.clear();
    while (!text.empty()) {
        DiskEntry e;
        if (text.size() < sizeof e) return false;
        std::memcpy(&e, text.data(), sizeof e);
        text.remove_prefix(sizeof e);
        const auto size = padded(std::size_t{e.path} + e.content);
        if (size > text.size() || e.kind < 1 || e.kind > 4) return false;
        out.entries.push_back({static_cast<JournalEntry::Kind>(e.kind), e.mode, e.uid, e.gid, e.time, text.substr(0, e.path), text.substr(e.path, e.content)});
        text.remove_prefix(size);
    }
    return true;
}

// Ours, held by us alone, and of one piece; a descriptor or none with errno.
Fd take(Fd fd) {
    if (!fd) return fd;
    struct stat st;
    int e = 0;
    if (fstat(fd.get(), &st) < 0) e = errno;
    else if (!S_ISREG(st.st_mode) || st.st_uid != geteuid() || (st.st_mode & 022) || st.st_nlink != 1) e = EPERM;
    else if (flock(fd.get(), LOCK_EX | LOCK_NB) < 0) e = errno;
    if (e) fd.reset(), errno = e;
    return fd;
}

}  // namespace

std::unique_ptr<Journal> Journal::open(const std::string& path) {
    Fd fd = take(Fd(attempt("journal.open", [&] { return ::open(path.c_str(), O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC); })));
    if (!fd) return nullptr;
    std::unique_ptr<Journal> j(new Journal(std::move(fd), 0));
    if (!j->read_header()) {
        errno = EINVAL;
        return nullptr;
    }
    return j;
}

std::unique_ptr<Journal> Journal::make(const std::string& path, std::size_t segment) {
    Fd fd = take(Fd(attempt("journal.make", [&] { return ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600); })));
    if (!fd) return nullptr;
    segment = std::clamp(segment / block * block, least_segment, largest_segment);
    std::unique_ptr<Journal> j(new Journal(std::move(fd), segment));
    auto give_up = [&] {
        int e = errno;
        unlink(path.c_str());
        errno = e;
        return nullptr;
    };
    // Where files are copied on each write (btrfs), ask for this one to be written in place; others do not know the flag.
    int flags = 0;
    if (ioctl(j->fd_.get(), FS_IOC_GETFLAGS, &flags) == 0 && !(flags & FS_NOCOW_FL)) {
        flags |= FS_NOCOW_FL;
        if (ioctl(j->fd_.get(), FS_IOC_SETFLAGS, &flags) < 0) flags = 0;
    }
    const std::string zeros(1u << 18, '\0');
    const std::size_t size = 2 * block + segments * segment;
    for (std::size_t at = 0; at < size; at += zeros.size())
        if (int e = fault("journal.fill")) return errno = e, give_up();
        else if (!write_all(j->fd_.get(), zeros.data(), std::min(zeros.size(), size - at), static_cast<off_t>(at))) return give_up();
    if (attempt("journal.fill_sync", [&] { return fsync(j->fd_.get()); }) < 0 || !j->mark({.clean = true})) return give_up();
    return j;
}

bool Journal::read_header() {
    bool found = false;
    for (unsigned i = 0; i < 2; ++i) {
        DiskHeader h;
        if (read_all(fd_.get(), reinterpret_cast<char*>(&h), sizeof h, static_cast<off_t>(i * block)) != sizeof h) continue;
        if (std::memcmp(h.magic, header_magic, sizeof h.magic) || h.checksum != checksum_of(h)) continue;
        if (h.segment < least_segment || h.segment > largest_segment || h.segment % block) continue;
        if (found && h.turn < turn_) continue;
        found = true;
        turn_ = h.turn;
        segment_ = h.segment;
        header_ = {.settled = h.settled, .clean = h.clean != 0, .boot_id = std::string(h.boot_id, strnlen(h.boot_id, sizeof h.boot_id))};
    }
    return found;
}

bool Journal::mark(Header header) {
    DiskHeader h{};
    std::memcpy(h.magic, header_magic, sizeof h.magic);
    h.turn = turn_ + 1;
    h.segment = segment_;
    h.settled = header.settled;
    h.clean = header.clean;
    std::memcpy(h.boot_id, header.boot_id.data(), std::min(header.boot_id.size(), sizeof h.boot_id - 1));
    h.checksum = checksum_of(h);
    if (int e = fault("journal.mark")) return errno = e, false;
    if (!write_all(fd_.get(), reinterpret_cast<const char*>(&h), sizeof h, static_cast<off_t>(h.turn % 2 * block)) || !sync()) return false;
    turn_ = h.turn;
    header_ = std::move(header);
    return true;
}

std::vector<JournalRecord> Journal::unsettled(std::string& storage) const {
    storage.resize(segments * segment_);
    storage.resize(read_all(fd_.get(), storage.data(), storage.size(), place(0)));
    std::vector<JournalRecord> records;
    for (unsigned s = 0; s < segments && s * segment_ < storage.size(); ++s) {
        auto text = std::string_view(storage).substr(s * segment_, segment_);
        // A record begins where the one before ends or, after a sync, at a block. What is torn hides nothing behind it.
        for (std::size_t at = 0; at < text.size();) {
            JournalRecord r;
            std::size_t length = 0;
            if (decode(text.substr(at), r, length)) {
                at += length;
                if (r.number > header_.settled) records.push_back(std::move(r));
            } else {
                at = (at / block + 1) * block;
            }
        }
    }
    std::sort(records.begin(), records.end(), [](auto& a, auto& b) { return a.number < b.number; });
    return records;
}

std::size_t Journal::size_of(std::span<const JournalEntry> entries) {
    std::size_t n = sizeof(DiskRecord);
    for (const auto& e : entries) n += sizeof(DiskEntry) + padded(e.path.size() + e.content.size());
    return n;
}

std::string Journal::encode(std::span<const JournalEntry> entries) {
    std::string out;
    const auto size = size_of(entries);
    out.reserve(size + block);  // write() fills up its last block
    out.resize(size);
    char* p = out.data() + sizeof(DiskRecord);
    for (const auto& e : entries) {
        const DiskEntry d{static_cast<std::uint32_t>(e.kind), e.mode, e.uid, e.gid, static_cast<std::uint32_t>(e.path.size()), static_cast<std::uint32_t>(e.content.size()), e.time};
        std::memcpy(p, &d, sizeof d);
        p += sizeof d;
        std::copy(e.path.begin(), e.path.end(), p);
        std::copy(e.content.begin(), e.content.end(), p + e.path.size());
        p += padded(e.path.size() + e.content.size());
    }
    DiskRecord head{record_magic, static_cast<std::uint32_t>(out.size()), 0, 0, checksum(out.data() + sizeof head, out.size() - sizeof head), 0};
    std::memcpy(out.data(), &head, sizeof head);
    return out;
}

bool Journal::write(unsigned segment, std::size_t offset, std::string& encoded, std::uint64_t number, std::uint64_t pending) {
    DiskRecord head;
    std::memcpy(&head, encoded.data(), sizeof head);
    head.number = number;
    head.pending = pending;
    head.checksum = checksum_of(head);
    std::memcpy(encoded.data(), &head, sizeof head);
    if (int e = fault("journal.write")) return errno = e, false;
    // The rest of its last block holds nothing that is still needed. Written along, the block is whole, and the kernel need
    // not fetch it from the disk first, which takes longer than all else about a record.
    const auto size = encoded.size();
    encoded.resize(size + (block - (offset + size) % block) % block);
    const bool good = write_all(fd_.get(), encoded.data(), encoded.size(), place(segment) + static_cast<off_t>(offset));
    encoded.resize(size);
    return good;
}

void Journal::hasten(unsigned segment, std::size_t offset, std::size_t length) {
    sync_file_range(fd_.get(), place(segment) + static_cast<off_t>(offset), static_cast<off_t>(length), SYNC_FILE_RANGE_WRITE);
}

bool Journal::sync() {
    return attempt("journal.sync", [&] { return fdatasync(fd_.get()); }) == 0;
}

}  // namespace vireo::run
