// SPDX-License-Identifier: LGPL-2.1-or-later
// A hash table for look-ups that never wait (see published.h). One mutex for writers; entries are few and change rarely
// compared with how often they are looked up.
#pragma once

#include <mutex>
#include <vector>

#include "hv/near.h"
#include "hv/published.h"

namespace vireo::hv {

// KeyLike look-ups: Hash and Equal must accept what find() is given.
template <class Key, class Value, class Hash, class Equal = std::equal_to<>>
class Index {
  public:
    Index() : table_(std::make_shared<Table>(16)), now_(table_.get()) {}

    // Valid until the caller's ReadSection ends; null if there is none.
    template <class K>
    Value* peek(const K& key) const noexcept {
        const Table* t = now_.load();
        for (std::size_t i = Hash{}(key) & t->mask;; i = (i + 1) & t->mask) {
            const Node* n = t->slots[i].load();
            if (!n) return nullptr;
            if (n != gone() && Equal{}(n->key, key)) return n->value.get();
        }
    }

    template <class K>
    std::shared_ptr<Value> find(const K& key) const {
        ReadSection section;
        Value* v = peek(key);
        return v ? v->shared_from_this() : nullptr;
    }

    // False if the key is taken.
    bool insert(Key key, std::shared_ptr<Value> value) {
        std::lock_guard lock(mutex_);
        if (locate(key)) return false;
        if ((used_ + 1) * 2 > table_->mask + 1) grow();
        place(*table_, make_near<const Node>(Node{std::move(key), std::move(value)}));
        ++used_;
        ++size_;
        return true;
    }

    template <class K>
    bool erase(const K& key) {
        std::lock_guard lock(mutex_);
        std::atomic<const Node*>* slot = locate(key);
        if (!slot) return false;
        const Node* n = slot->load();
        slot->store(gone());
        --size_;
        const std::size_t at = n->owner;
        std::shared_ptr<const Node> dead = std::move(owners_[at]);
        if (at + 1 != owners_.size()) {
            owners_[at] = std::move(owners_.back());
            owners_[at]->owner = at;
        }
        owners_.pop_back();
        retire(std::move(dead));
        return true;
    }

    std::size_t size() const {
        std::lock_guard lock(mutex_);
        return size_;
    }

    // All values, in no order.
    std::vector<std::shared_ptr<Value>> values() const {
        std::lock_guard lock(mutex_);
        std::vector<std::shared_ptr<Value>> out;
        out.reserve(owners_.size());
        for (const auto& n : owners_) out.push_back(n->value);
        return out;
    }

  private:
    struct Node {
        Key key;
        std::shared_ptr<Value> value;
        mutable std::size_t owner = 0;  // place in owners_, under mutex_
    };
    struct Table {
        explicit Table(std::size_t n) : mask(n - 1), slots(n) {}
        std::size_t mask;
        std::vector<std::atomic<const Node*>> slots;
    };
    static const Node* gone() { return reinterpret_cast<const Node*>(alignof(Node)); }

    template <class K>
    std::atomic<const Node*>* locate(const K& key) {
        for (std::size_t i = Hash{}(key) & table_->mask;; i = (i + 1) & table_->mask) {
            const Node* n = table_->slots[i].load();
            if (!n) return nullptr;
            if (n != gone() && Equal{}(n->key, key)) return &table_->slots[i];
        }
    }

    static void put(Table& t, const Node* n) {
        std::size_t i = Hash{}(n->key) & t.mask;
        while (t.slots[i].load() != nullptr) i = (i + 1) & t.mask;
        t.slots[i].store(n);
    }
    void place(Table& t, std::shared_ptr<const Node> n) {
        n->owner = owners_.size();
        put(t, n.get());
        owners_.push_back(std::move(n));
    }

    // Also gets rid of the marks of erased entries.
    void grow() {
        std::size_t n = 16;
        while (n < (size_ + 1) * 4) n *= 2;
        auto next = std::make_shared<Table>(n);
        for (const auto& node : owners_) put(*next, node.get());
        used_ = size_;
        now_.store(next.get());
        table_.swap(next);
        retire(std::move(next));
    }

    mutable std::mutex mutex_;
    std::shared_ptr<Table> table_;
    std::vector<std::shared_ptr<const Node>> owners_;
    std::size_t size_ = 0, used_ = 0;  // entries; slots that are not empty
    std::atomic<const Table*> now_;
};

}  // namespace vireo::hv
