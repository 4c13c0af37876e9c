// SPDX-License-Identifier: LGPL-2.1-or-later
// The file in which a store notes changes before it makes them. All of its blocks are written once, when it is made, so a
// record later changes data only and one fdatasync makes it last. Two segments take turns: one is filled while the files
// that the other tells of are synced. The form is private to one machine (byte order, sizes); anything that does not
// check out is no record. Not thread-safe; run/durable_store.h is what others use.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/fd.h"

namespace vireo::run {

struct JournalEntry {
    enum class Kind : std::uint32_t {
        file = 1,  // path has this content, mode, owner and time
        link = 2,  // path is a symbolic link to content
        gone = 3,  // there is nothing at path
        drop = 4,  // the record with number `time` was given up; path is empty
    };
    Kind kind = Kind::file;
    std::uint32_t mode = 0, uid = 0, gid = 0;
    std::int64_t time = 0;  // nanoseconds since 1970; a file that was changed later is not ours any more
    std::string_view path;
    std::string_view content;
};

struct JournalRecord {
    std::uint64_t number = 0;   // 1, 2, ... over the life of the file
    std::uint64_t pending = 0;  // the lowest number whose change may not have been made when this one was written
    std::vector<JournalEntry> entries;  // views into what the reader of the record keeps
};

class Journal {
  public:
    static constexpr std::size_t block = 4096;
    static constexpr unsigned segments = 2;
    static constexpr std::size_t least_segment = 16 * block, largest_segment = 1u << 26;

    struct Header {
        std::uint64_t settled = 0;  // records up to here are in synced files
        bool clean = false;         // there are no others: it was closed in good order
        std::string boot_id;        // of the host when it was last begun; at most 63 bytes
    };

    // Opens an existing journal, or makes one of 2 * segment bytes. Null with errno ENOENT if there is none to open;
    // EWOULDBLOCK if somebody else holds it; EPERM if it is not a plain file of ours that nobody else can write; EINVAL
    // if it is no journal; or whatever the system says.
    static std::unique_ptr<Journal> open(const std::string& path);
    static std::unique_ptr<Journal> make(const std::string& path, std::size_t segment);

    const Header& header() const { return header_; }
    std::size_t segment_size() const { return segment_; }
    // Writes a new header and makes it last. False with errno if that failed.
    bool mark(Header header);

    // Every whole record that is not settled, by number. `storage` holds what they point into.
    std::vector<JournalRecord> unsettled(std::string& storage) const;

    // Bytes of a record with these entries.
    static std::size_t size_of(std::span<const JournalEntry> entries);
    // Everything of a record but its numbers.
    static std::string encode(std::span<const JournalEntry> entries);
    // Puts the numbers in and writes it at an offset (a multiple of 8) of a segment. False with errno if that failed.
    bool write(unsigned segment, std::size_t offset, std::string& encoded, std::uint64_t number, std::uint64_t pending);
    // Starts writing a range, without waiting for it.
    void hasten(unsigned segment, std::size_t offset, std::size_t length);
    // Makes all that was written last. False with errno if that failed.
    bool sync();

  private:
    Journal(Fd fd, std::size_t segment) : fd_(std::move(fd)), segment_(segment) {}
    off_t place(unsigned segment) const { return static_cast<off_t>(2 * block + segment * segment_); }
    bool read_header();

    Fd fd_;
    std::size_t segment_;
    Header header_;
    std::uint64_t turn_ = 0;  // of the header: it has two places, which take turns
};

}  // namespace vireo::run
