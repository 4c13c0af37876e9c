// SPDX-License-Identifier: LGPL-2.1-or-later
// Description of a generated struct, as data: one codec engine (rpc/codec) reads and writes them all, so that no
// encode or decode function is generated.
#pragma once

#include <cstddef>
#include <cstdint>
#include <new>
#include <optional>
#include <span>
#include <vector>

#include "api/wire_values.h"

namespace vireo::api {

enum class Kind : std::uint8_t {
    none,
    i8, u8, i16, u16, i32, u32, i64, u64, f64,  // the first four take four bytes on the wire
    string,        // std::string; limit in bytes
    opt_string,    // std::optional<std::string>
    uuid,          // Uuid, 16 bytes
    bytes,         // Bytes; limit in bytes
    chars,         // std::string on this side, four bytes a character on the wire
    chars_text,    // the same for text: the wire form ends with a NUL that is not seen on this side
    chars_fixed,   // std::array<char, limit>, four bytes a character on the wire
    typed_value,   // TypedValue
    structure,     // a nested struct
    optional,      // std::optional of a struct
    vector,        // std::vector of scalars, strings, UUIDs or structs; limit in elements
};

struct Type;

// How to handle a vector or optional whose element type only its owner knows.
struct HolderOps {
    std::size_t (*size)(const void* holder);
    const void* (*data)(const void* holder);  // first element
    void* (*resize)(void* holder, std::size_t n);  // gives n fresh elements (optional: n is 0 or 1); returns the first
    std::size_t stride;
};

struct Field {
    const char* name;
    std::size_t offset;
    Kind kind;
    Kind element;  // of a vector
    std::uint32_t limit;
    const Type* type;  // of a structure, or of the elements
    const HolderOps* ops;
};

struct Type {
    const char* name;  // as in the protocol facts
    std::size_t size;
    std::size_t align;
    std::span<const Field> fields;
    void (*construct)(void* at);
    void (*destroy)(void* at);
};

template <class T>
inline constexpr HolderOps vector_ops = {
    [](const void* h) { return static_cast<const std::vector<T>*>(h)->size(); },
    [](const void* h) { return static_cast<const void*>(static_cast<const std::vector<T>*>(h)->data()); },
    [](void* h, std::size_t n) {
        auto* v = static_cast<std::vector<T>*>(h);
        v->clear();
        v->resize(n);
        return static_cast<void*>(v->data());
    },
    sizeof(T)};

template <class T>
inline constexpr HolderOps optional_ops = {
    [](const void* h) { return static_cast<std::size_t>(static_cast<const std::optional<T>*>(h)->has_value()); },
    [](const void* h) {
        auto* o = static_cast<const std::optional<T>*>(h);
        return static_cast<const void*>(o->has_value() ? &**o : nullptr);
    },
    [](void* h, std::size_t n) {
        auto* o = static_cast<std::optional<T>*>(h);
        o->reset();
        return n ? static_cast<void*>(&o->emplace()) : nullptr;
    },
    sizeof(T)};

template <class T>
constexpr Type make_type(const char* name, std::span<const Field> fields) {
    return {name, sizeof(T), alignof(T), fields, [](void* at) { new (at) T(); }, [](void* at) { static_cast<T*>(at)->~T(); }};
}

extern const Type type_TypedParam;

}  // namespace vireo::api
