// SPDX-License-Identifier: LGPL-2.1-or-later
// An optional sub-value on the heap, copied and compared by content. For parts that are rare, large or recursive.
#pragma once

#include <memory>
#include <utility>

namespace vireo::model {

template <class T>
class Box {
  public:
    Box() = default;
    Box(T value) : p_(std::make_unique<T>(std::move(value))) {}
    Box(const Box& o) : p_(o.p_ ? std::make_unique<T>(*o.p_) : nullptr) {}
    Box(Box&&) noexcept = default;
    Box& operator=(const Box& o) {
        if (this != &o) p_ = o.p_ ? std::make_unique<T>(*o.p_) : nullptr;
        return *this;
    }
    Box& operator=(Box&&) noexcept = default;

    explicit operator bool() const { return p_ != nullptr; }
    T& operator*() { return *p_; }
    const T& operator*() const { return *p_; }
    T* operator->() { return p_.get(); }
    const T* operator->() const { return p_.get(); }
    T* get() { return p_.get(); }
    const T* get() const { return p_.get(); }
    T& emplace() {
        p_ = std::make_unique<T>();
        return *p_;
    }
    // The value, made if there is none.
    T& need() { return p_ ? *p_ : emplace(); }
    void reset() { p_.reset(); }

    friend bool operator==(const Box& a, const Box& b) { return a.p_ && b.p_ ? *a.p_ == *b.p_ : !a.p_ == !b.p_; }

  private:
    std::unique_ptr<T> p_;
};

}  // namespace vireo::model
