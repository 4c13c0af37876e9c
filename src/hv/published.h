// SPDX-License-Identifier: LGPL-2.1-or-later
// Readers never wait: values that many threads read and few replace.
//
// A reader opens a ReadSection and may then use what peek() gives until the section ends; it takes no lock and writes to
// no memory that other readers write to. A writer replaces a value and hands the old one to retire(), which drops it when
// every section that could have seen it has ended. Sections must be short and must not wait for anything.
#pragma once

#include <atomic>
#include <memory>

namespace vireo::hv {

class ReadSection {
  public:
    ReadSection() noexcept;
    ~ReadSection();
    ReadSection(const ReadSection&) = delete;
    ReadSection& operator=(const ReadSection&) = delete;

  private:
    std::atomic<unsigned>* counter_;
};

// Drops `value` later (often at once), in whatever thread retires something then. Never call it inside a ReadSection that
// this thread will not leave soon.
void retire(std::shared_ptr<const void> value);

// One replaceable value. T derives from std::enable_shared_from_this<T>. Writers take turns (their caller sees to that).
template <class T>
class Published {
  public:
    explicit Published(std::shared_ptr<const T> first) : owner_(std::move(first)), now_(owner_.get()) {}

    // Valid until the caller's ReadSection ends.
    const T* peek() const noexcept { return now_.load(); }
    std::shared_ptr<const T> read() const {
        ReadSection section;
        return peek()->shared_from_this();
    }
    // Of the writer whose turn it is.
    const std::shared_ptr<const T>& own() const { return owner_; }
    void publish(std::shared_ptr<const T> next) {
        now_.store(next.get());
        owner_.swap(next);
        retire(std::move(next));
    }

  private:
    std::shared_ptr<const T> owner_;
    std::atomic<const T*> now_;
};

}  // namespace vireo::hv
