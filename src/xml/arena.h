// SPDX-License-Identifier: LGPL-2.1-or-later
// Bump allocator for trees: no destructors, everything is freed at once.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <string_view>
#include <type_traits>
#include <vector>

namespace vireo::xml {

class Arena {
  public:
    explicit Arena(std::size_t first_chunk) : next_size_(first_chunk) {}

    void* take(std::size_t size, std::size_t align) {
        auto at = (reinterpret_cast<std::uintptr_t>(now_) + align - 1) & ~(align - 1);
        if (!now_ || at + size > reinterpret_cast<std::uintptr_t>(end_)) {
            grow(size + align);
            at = (reinterpret_cast<std::uintptr_t>(now_) + align - 1) & ~(align - 1);
        }
        now_ = reinterpret_cast<char*>(at + size);
        return reinterpret_cast<void*>(at);
    }
    template <class T>
    T* make() {
        static_assert(std::is_trivially_destructible_v<T>);
        return new (take(sizeof(T), alignof(T))) T{};
    }
    template <class T>
    T* array(std::size_t n) {
        static_assert(std::is_trivially_destructible_v<T>);
        return new (take(sizeof(T) * n, alignof(T))) T[n]{};
    }
    std::string_view copy(std::string_view text) {
        if (text.empty()) return {};
        auto* p = static_cast<char*>(take(text.size(), 1));
        std::memcpy(p, text.data(), text.size());
        return {p, text.size()};
    }

  private:
    void grow(std::size_t at_least) {
        std::size_t size = next_size_ > at_least ? next_size_ : at_least;
        chunks_.push_back(std::make_unique_for_overwrite<char[]>(size));
        now_ = chunks_.back().get();
        end_ = now_ + size;
        next_size_ = size * 2;
    }

    std::vector<std::unique_ptr<char[]>> chunks_;
    char* now_ = nullptr;
    char* end_ = nullptr;
    std::size_t next_size_;
};

}  // namespace vireo::xml
