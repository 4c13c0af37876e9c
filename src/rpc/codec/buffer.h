// SPDX-License-Identifier: LGPL-2.1-or-later
// Bytes that grow at the end, without the zero filling of std::vector: what messages are put together in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

namespace vireo::rpc {

inline void put_be32(char* at, std::uint32_t v) {
    v = __builtin_bswap32(v);
    std::memcpy(at, &v, 4);
}
inline void put_be64(char* at, std::uint64_t v) {
    v = __builtin_bswap64(v);
    std::memcpy(at, &v, 8);
}
inline std::uint32_t get_be32(const char* at) {
    std::uint32_t v;
    std::memcpy(&v, at, 4);
    return __builtin_bswap32(v);
}
inline std::uint64_t get_be64(const char* at) {
    std::uint64_t v;
    std::memcpy(&v, at, 8);
    return __builtin_bswap64(v);
}

class Buffer {
  public:
    Buffer() = default;
    Buffer(Buffer&& o) noexcept
        : data_(std::move(o.data_)), size_(std::exchange(o.size_, 0)), capacity_(std::exchange(o.capacity_, 0)) {}
    Buffer& operator=(Buffer&& o) noexcept {
        data_ = std::move(o.data_);
        size_ = std::exchange(o.size_, 0);
        capacity_ = std::exchange(o.capacity_, 0);
        return *this;
    }

    char* data() { return data_.get(); }
    const char* data() const { return data_.get(); }
    std::size_t size() const { return size_; }
    std::size_t capacity() const { return capacity_; }
    bool empty() const { return size_ == 0; }
    std::span<const char> bytes() const { return {data_.get(), size_}; }

    // Adds n bytes of unknown content and returns where they start.
    char* extend(std::size_t n) {
        if (size_ + n > capacity_) reserve(size_ + n);
        char* at = data_.get() + size_;
        size_ += n;
        return at;
    }
    void append(const void* from, std::size_t n) {
        if (n) std::memcpy(extend(n), from, n);
    }
    void u32(std::uint32_t v) { put_be32(extend(4), v); }
    void u64(std::uint64_t v) { put_be64(extend(8), v); }

    void truncate(std::size_t n) { size_ = n; }
    void clear() { size_ = 0; }
    void reserve(std::size_t n) {
        if (n <= capacity_) return;
        std::size_t more = capacity_ * 2 > n ? capacity_ * 2 : n < 256 ? 256 : n;
        auto bigger = std::unique_ptr<char[]>(new char[more]);
        if (size_) std::memcpy(bigger.get(), data_.get(), size_);
        data_ = std::move(bigger);
        capacity_ = more;
    }

  private:
    std::unique_ptr<char[]> data_;
    std::size_t size_ = 0, capacity_ = 0;
};

}  // namespace vireo::rpc
