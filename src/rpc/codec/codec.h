// SPDX-License-Identifier: LGPL-2.1-or-later
// One engine that writes and reads every struct of the protocol, driven by the type tables of room api.
#pragma once

#include <span>

#include "api/type.h"
#include "base/error.h"
#include "rpc/codec/buffer.h"

namespace vireo::rpc {

inline constexpr std::uint32_t string_max = 4194304;

// Appends *value (null type: nothing). Throws Code::rpc if a limit of the protocol is exceeded; `out` then holds rubbish
// behind its old end.
void encode(Buffer& out, const api::Type* type, const void* value);

// Fills *value (constructed) and returns how many bytes were used; what follows is ignored, as the reference does.
// Throws Code::rpc if the bytes are no such struct. Never allocates more than a small multiple of the bytes given.
std::size_t decode(std::span<const char> in, const api::Type* type, void* value);

// The error struct that a reply with status error carries. Empty texts of Error travel as absent ones.
void encode_error(Buffer& out, const Error& error);
Error decode_error(std::span<const char> in);

struct StreamHole {
    std::int64_t length = 0;
    std::uint32_t flags = 0;
};
void encode_hole(Buffer& out, const StreamHole& hole);
StreamHole decode_hole(std::span<const char> in);

// A constructed value of a table type, small ones without a heap allocation.
class Value {
  public:
    Value() = default;
    explicit Value(const api::Type* type) { reset(type); }
    ~Value() { clear(); }
    Value(const Value&) = delete;
    Value& operator=(const Value&) = delete;
    void reset(const api::Type* type);
    void* get() { return at_; }
    const void* get() const { return at_; }

  private:
    void clear();
    static constexpr std::size_t local_size = 256;
    const api::Type* type_ = nullptr;
    void* at_ = nullptr;
    alignas(16) char local_[local_size];
};

}  // namespace vireo::rpc
