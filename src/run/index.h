// SPDX-License-Identifier: LGPL-2.1-or-later
// Finding objects by name and by UUID. Look-ups touch one small shard for some tens of instructions; listing all hands
// out a list that is made once after each change.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/uuid.h"
#include "run/park.h"

namespace vireo::run {

struct NameHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const noexcept { return std::hash<std::string_view>{}(s); }
};

// A thread-safe map from a key to shared objects; also of use alone, as for the ids of running domains.
template <class Key, class T, class Hash = std::hash<Key>, class View = Key>
class KeyMap {
  public:
    std::shared_ptr<T> find(const View& key) const {
        auto& s = shard(key);
        std::lock_guard lock(s.mutex);
        auto it = s.map.find(key);
        return it == s.map.end() ? nullptr : it->second;
    }
    // False if the key is taken.
    bool insert(Key key, std::shared_ptr<T> object) {
        auto& s = shard(key);
        std::lock_guard lock(s.mutex);
        return s.map.try_emplace(std::move(key), std::move(object)).second;
    }
    // Removes the key if it leads to this object (to any, if null); false if not.
    bool erase(const View& key, const T* object = nullptr) {
        std::shared_ptr<T> dropped;  // ends outside of the lock
        auto& s = shard(key);
        std::lock_guard lock(s.mutex);
        auto it = s.map.find(key);
        if (it == s.map.end() || (object && it->second.get() != object)) return false;
        dropped = std::move(it->second);
        s.map.erase(it);
        return true;
    }
    template <class F>
    void for_each(F&& f) const {
        for (auto& s : shards_) {
            std::lock_guard lock(s.mutex);
            for (auto& [key, object] : s.map) f(key, object);
        }
    }

  private:
    struct alignas(64) Shard {
        mutable TinyMutex mutex;
        std::unordered_map<Key, std::shared_ptr<T>, Hash, std::equal_to<>> map;
    };
    static constexpr unsigned shards = 16;
    const Shard& shard(const View& key) const { return shards_[(Hash{}(key)*0x9e3779b97f4a7c15ULL) >> 60]; }
    Shard& shard(const View& key) { return shards_[(Hash{}(key)*0x9e3779b97f4a7c15ULL) >> 60]; }
    std::array<Shard, shards> shards_;
};

template <class T>
class Index {
  public:
    using List = std::vector<std::shared_ptr<T>>;
    enum class Clash { none, name, uuid };

    // All objects as they were at one moment. It owns the list, so a loop over the answer of all() keeps it alive.
    class All {
      public:
        explicit All(std::shared_ptr<const List> list) : list_(std::move(list)) {}
        auto begin() const noexcept { return list_->begin(); }
        auto end() const noexcept { return list_->end(); }
        std::size_t size() const noexcept { return list_->size(); }
        bool operator==(const All&) const = default;  // the very same list

      private:
        std::shared_ptr<const List> list_;
    };

    std::shared_ptr<T> find(std::string_view name) const { return names_.find(name); }
    std::shared_ptr<T> find(const Uuid& uuid) const { return uuids_.find(uuid); }

    // Adds the object under both keys or, if one of them is taken, not at all and says which.
    Clash insert(std::string_view name, const Uuid& uuid, std::shared_ptr<T> object) {
        std::lock_guard lock(writer_);
        if (uuids_.find(uuid)) return Clash::uuid;
        if (!names_.insert(std::string(name), object)) return Clash::name;
        uuids_.insert(uuid, std::move(object));
        ++size_;
        list_.reset();
        return Clash::none;
    }
    // False if the object is not there under these keys.
    bool erase(std::string_view name, const Uuid& uuid, const T* object) {
        std::shared_ptr<const List> dropped;
        std::lock_guard lock(writer_);
        if (!names_.erase(name, object)) return false;
        uuids_.erase(uuid, object);
        --size_;
        dropped = std::move(list_);
        list_.reset();
        return true;
    }
    // False if the new name is taken or the object is not there. For a moment both names lead to it.
    bool rename(std::string_view from, std::string_view to) {
        std::lock_guard lock(writer_);
        auto object = names_.find(from);
        if (!object || !names_.insert(std::string(to), std::move(object))) return false;
        names_.erase(from);
        return true;
    }
    std::size_t size() const {
        std::lock_guard lock(writer_);
        return size_;
    }
    // In no particular order.
    All all() const {
        std::lock_guard lock(writer_);
        if (!list_) {
            auto list = std::make_shared<List>();
            list->reserve(size_);
            uuids_.for_each([&](const Uuid&, const std::shared_ptr<T>& object) { list->push_back(object); });
            list_ = std::move(list);
        }
        return All(list_);
    }

  private:
    KeyMap<std::string, T, NameHash, std::string_view> names_;
    KeyMap<Uuid, T, UuidHash> uuids_;
    mutable std::mutex writer_;
    std::size_t size_ = 0;                        // under writer_
    mutable std::shared_ptr<const List> list_;    // under writer_; null after a change
};

}  // namespace vireo::run
