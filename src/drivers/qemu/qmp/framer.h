// SPDX-License-Identifier: LGPL-2.1-or-later
// Cuts a byte stream into JSON documents. The sender is not trusted: nesting and size are bounded and every byte is
// looked at once, so a hostile guest process costs no more than what it sends.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace vireo::qemu::qmp {

class Framer {
  public:
    struct Limits {
        std::size_t document = 64u << 20;  // bytes of one document
        unsigned depth = 128;              // nested objects and lists
    };

    Framer() = default;
    explicit Framer(Limits limits) : limits_(limits) {}

    // Adds bytes; false once the stream is beyond repair (see why()), and ever after.
    bool feed(std::string_view bytes);
    // The next complete document (an object, braces included), valid until the next call of any member; empty if there
    // is none yet.
    std::string_view next();
    // What made the stream unusable; "" while it is fine.
    const char* why() const { return why_; }
    // Bytes held back for a document that is not complete.
    std::size_t pending() const { return buffer_.size() - consumed_; }

  private:
    bool broken(const char* why);
    Limits limits_;
    std::string buffer_;
    std::size_t consumed_ = 0;  // documents before this offset were handed out
    std::size_t scanned_ = 0;   // bytes before this offset were looked at
    std::size_t start_ = 0;     // where the current document begins, if depth_ > 0
    unsigned depth_ = 0;
    bool quoted_ = false, escaped_ = false;
    const char* why_ = "";
};

}  // namespace vireo::qemu::qmp
