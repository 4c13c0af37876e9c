// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/codec/codec.h"

#include <new>

#include "api/gen/common.h"

namespace vireo::api {
extern const Type type_Error;
}

namespace vireo::rpc {
namespace {

using api::Field;
using api::Kind;
using api::Type;

[[noreturn]] void too_long() { fail(Code::rpc, Domain::rpc, "Unable to encode message payload"); }
[[noreturn]] void bad() { fail(Code::rpc, Domain::rpc, "Unable to decode message payload"); }

constexpr std::size_t padded(std::size_t n) { return (n + 3) & ~std::size_t{3}; }

template <class T>
const T& as(const void* p) {
    return *static_cast<const T*>(p);
}

// ---- writing ----

void put_bytes(Buffer& out, const void* from, std::size_t n) {
    std::size_t whole = padded(n);
    char* at = out.extend(whole);
    if (n) std::memcpy(at, from, n);
    std::memset(at + n, 0, whole - n);
}

void put_opaque(Buffer& out, const void* from, std::size_t n, std::size_t limit) {
    if (n > limit) too_long();
    out.u32(static_cast<std::uint32_t>(n));
    put_bytes(out, from, n);
}

void put_chars(Buffer& out, const char* from, std::size_t n) {
    char* at = out.extend(n * 4);
    for (std::size_t i = 0; i < n; ++i, at += 4) put_be32(at, static_cast<std::uint32_t>(static_cast<std::int32_t>(from[i])));
}

void put_typed_value(Buffer& out, const api::TypedValue& v) {
    out.u32(static_cast<std::uint32_t>(v.index() + 1));
    switch (v.index()) {
        case 0: out.u32(static_cast<std::uint32_t>(std::get<0>(v))); break;
        case 1: out.u32(std::get<1>(v)); break;
        case 2: out.u64(static_cast<std::uint64_t>(std::get<2>(v))); break;
        case 3: out.u64(std::get<3>(v)); break;
        case 4: out.u64(__builtin_bit_cast(std::uint64_t, std::get<4>(v))); break;
        case 5: out.u32(std::get<5>(v)); break;
        case 6: put_opaque(out, std::get<6>(v).data(), std::get<6>(v).size(), string_max); break;
    }
}

void put_struct(Buffer& out, const Type& t, const void* value);

void put_item(Buffer& out, Kind kind, const Field& f, const void* at) {
    switch (kind) {
        case Kind::i8: out.u32(static_cast<std::uint32_t>(as<std::int8_t>(at))); break;
        case Kind::u8: out.u32(as<std::uint8_t>(at)); break;
        case Kind::i16: out.u32(static_cast<std::uint32_t>(as<std::int16_t>(at))); break;
        case Kind::u16: out.u32(as<std::uint16_t>(at)); break;
        case Kind::i32:
        case Kind::u32: out.u32(as<std::uint32_t>(at)); break;
        case Kind::i64:
        case Kind::u64: out.u64(as<std::uint64_t>(at)); break;
        case Kind::f64: out.u64(__builtin_bit_cast(std::uint64_t, as<double>(at))); break;
        case Kind::string: {
            const auto& s = as<std::string>(at);
            put_opaque(out, s.data(), s.size(), kind == f.kind && f.limit ? f.limit : string_max);
            break;
        }
        case Kind::opt_string: {
            const auto& s = as<std::optional<std::string>>(at);
            out.u32(s.has_value());
            if (s) put_opaque(out, s->data(), s->size(), f.limit ? f.limit : string_max);
            break;
        }
        case Kind::uuid: out.append(as<Uuid>(at).bytes.data(), 16); break;
        case Kind::bytes: {
            const auto& b = as<api::Bytes>(at);
            put_opaque(out, b.data(), b.size(), f.limit);
            break;
        }
        case Kind::chars: {
            const auto& s = as<std::string>(at);
            if (s.size() > f.limit) too_long();
            out.u32(static_cast<std::uint32_t>(s.size()));
            put_chars(out, s.data(), s.size());
            break;
        }
        case Kind::chars_text: {
            const auto& s = as<std::string>(at);
            if (s.size() + 1 > f.limit) too_long();
            out.u32(static_cast<std::uint32_t>(s.size() + 1));
            put_chars(out, s.c_str(), s.size() + 1);
            break;
        }
        case Kind::chars_fixed: put_chars(out, static_cast<const char*>(at), f.limit); break;
        case Kind::typed_value: put_typed_value(out, as<api::TypedValue>(at)); break;
        case Kind::structure: put_struct(out, *f.type, at); break;
        case Kind::optional: {
            std::size_t n = f.ops->size(at);
            out.u32(static_cast<std::uint32_t>(n));
            if (n) put_struct(out, *f.type, f.ops->data(at));
            break;
        }
        case Kind::vector: {
            std::size_t n = f.ops->size(at);
            if (n > f.limit) too_long();
            out.u32(static_cast<std::uint32_t>(n));
            const char* element = static_cast<const char*>(f.ops->data(at));
            for (std::size_t i = 0; i < n; ++i, element += f.ops->stride) put_item(out, f.element, f, element);
            break;
        }
        case Kind::none: break;
    }
}

void put_struct(Buffer& out, const Type& t, const void* value) {
    for (const Field& f : t.fields) put_item(out, f.kind, f, static_cast<const char*>(value) + f.offset);
}

// ---- reading ----

// The least number of bytes that a struct takes on the wire: what bounds the count of a vector.
std::size_t least_size(const Type& t);

std::size_t least_size(Kind kind, const Field& f) {
    switch (kind) {
        case Kind::i64: case Kind::u64: case Kind::f64: case Kind::typed_value: return 8;
        case Kind::uuid: return 16;
        case Kind::chars_fixed: return f.limit * std::size_t{4};
        case Kind::structure: return least_size(*f.type);
        case Kind::none: return 0;
        default: return 4;
    }
}

std::size_t least_size(const Type& t) {
    std::size_t n = 0;
    for (const Field& f : t.fields) n += least_size(f.kind, f);
    return n;
}

class Reader {
  public:
    explicit Reader(std::span<const char> in) : at_(in.data()), end_(in.data() + in.size()) {}
    std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }
    const char* here() const { return at_; }

    const char* take(std::size_t n) {
        if (n > left()) bad();
        const char* p = at_;
        at_ += n;
        return p;
    }
    std::uint32_t u32() { return get_be32(take(4)); }
    std::uint64_t u64() { return get_be64(take(8)); }
    std::uint32_t count(std::uint32_t limit) {
        std::uint32_t n = u32();
        if (n > limit) bad();
        return n;
    }
    bool flag() {
        std::uint32_t n = u32();
        if (n > 1) bad();
        return n != 0;
    }
    std::span<const char> opaque(std::uint32_t limit) {
        std::uint32_t n = count(limit);
        if (padded(n) > left()) bad();
        return {take(padded(n)), n};
    }
    void chars(char* to, std::size_t n) {
        const char* p = take(n * 4);
        for (std::size_t i = 0; i < n; ++i) to[i] = static_cast<char>(get_be32(p + 4 * i));
    }

    void typed_value(api::TypedValue& v) {
        switch (u32()) {
            case 1: v.emplace<0>(static_cast<std::int32_t>(u32())); break;
            case 2: v.emplace<1>(u32()); break;
            case 3: v.emplace<2>(static_cast<std::int64_t>(u64())); break;
            case 4: v.emplace<3>(u64()); break;
            case 5: v.emplace<4>(__builtin_bit_cast(double, u64())); break;
            case 6: v.emplace<5>(u32() != 0); break;
            case 7: {
                auto s = opaque(string_max);
                v.emplace<6>(s.data(), s.size());
                break;
            }
            default: bad();
        }
    }

    void item(Kind kind, const Field& f, void* to) {
        switch (kind) {
            case Kind::i8:
            case Kind::u8: *static_cast<std::uint8_t*>(to) = static_cast<std::uint8_t>(u32()); break;
            case Kind::i16:
            case Kind::u16: *static_cast<std::uint16_t*>(to) = static_cast<std::uint16_t>(u32()); break;
            case Kind::i32:
            case Kind::u32: *static_cast<std::uint32_t*>(to) = u32(); break;
            case Kind::i64:
            case Kind::u64: *static_cast<std::uint64_t*>(to) = u64(); break;
            case Kind::f64: *static_cast<double*>(to) = __builtin_bit_cast(double, u64()); break;
            case Kind::string: {
                auto s = opaque(kind == f.kind && f.limit ? f.limit : string_max);
                static_cast<std::string*>(to)->assign(s.data(), s.size());
                break;
            }
            case Kind::opt_string: {
                auto& o = *static_cast<std::optional<std::string>*>(to);
                o.reset();
                if (flag()) {
                    auto s = opaque(f.limit ? f.limit : string_max);
                    o.emplace(s.data(), s.size());
                }
                break;
            }
            case Kind::uuid: std::memcpy(static_cast<Uuid*>(to)->bytes.data(), take(16), 16); break;
            case Kind::bytes: {
                auto s = opaque(f.limit);
                static_cast<api::Bytes*>(to)->assign(s.begin(), s.end());
                break;
            }
            case Kind::chars:
            case Kind::chars_text: {
                std::uint32_t n = count(f.limit);
                if (n > left() / 4) bad();
                auto& s = *static_cast<std::string*>(to);
                s.resize(n);
                chars(s.data(), n);
                if (kind == Kind::chars_text) s.resize(std::strlen(s.c_str()));
                break;
            }
            case Kind::chars_fixed: chars(static_cast<char*>(to), f.limit); break;
            case Kind::typed_value: typed_value(*static_cast<api::TypedValue*>(to)); break;
            case Kind::structure: structure(*f.type, to); break;
            case Kind::optional: {
                bool there = flag();
                void* inner = f.ops->resize(to, there);
                if (there) structure(*f.type, inner);
                break;
            }
            case Kind::vector: {
                std::uint32_t n = count(f.limit);
                std::size_t least = least_size(f.element, f);
                if (n > left() / (least ? least : 1)) bad();
                char* element = static_cast<char*>(f.ops->resize(to, n));
                for (std::uint32_t i = 0; i < n; ++i, element += f.ops->stride) item(f.element, f, element);
                break;
            }
            case Kind::none: break;
        }
    }

    void structure(const Type& t, void* value) {
        for (const Field& f : t.fields) item(f.kind, f, static_cast<char*>(value) + f.offset);
    }

  private:
    const char *at_, *end_;
};

std::optional<std::string> present(const std::string& s) { return s.empty() ? std::nullopt : std::optional(s); }

}  // namespace

void encode(Buffer& out, const Type* type, const void* value) {
    if (type) put_struct(out, *type, value);
}

std::size_t decode(std::span<const char> in, const Type* type, void* value) {
    if (!type) return 0;
    Reader r(in);
    r.structure(*type, value);
    return static_cast<std::size_t>(r.here() - in.data());
}

void encode_error(Buffer& out, const Error& e) {
    api::Error w;
    w.code = static_cast<std::int32_t>(e.code);
    w.domain = static_cast<std::int32_t>(e.domain);
    w.message = present(e.message);
    w.level = static_cast<std::int32_t>(e.level);
    w.str1 = present(e.str1);
    w.str2 = present(e.str2);
    w.str3 = present(e.str3);
    w.int1 = e.int1;
    w.int2 = e.int2;
    for (auto* s : {&w.message, &w.str1, &w.str2, &w.str3})
        if (*s && (*s)->size() > string_max) (*s)->resize(string_max);
    encode(out, &api::type_Error, &w);
}

Error decode_error(std::span<const char> in) {
    api::Error w;
    decode(in, &api::type_Error, &w);
    auto text = [](std::optional<std::string>& s) { return s ? std::move(*s) : std::string{}; };
    return Error::verbatim(static_cast<Code>(w.code), static_cast<Domain>(w.domain), static_cast<ErrorLevel>(w.level), text(w.message),
                           text(w.str1), text(w.str2), text(w.str3), w.int1, w.int2);
}

void encode_hole(Buffer& out, const StreamHole& hole) {
    out.u64(static_cast<std::uint64_t>(hole.length));
    out.u32(hole.flags);
}

StreamHole decode_hole(std::span<const char> in) {
    Reader r(in);
    StreamHole h;
    h.length = static_cast<std::int64_t>(r.u64());
    h.flags = r.u32();
    return h;
}

void Value::reset(const Type* type) {
    clear();
    if (!type) return;
    at_ = type->size <= local_size ? static_cast<void*>(local_) : ::operator new(type->size);
    type->construct(at_);
    type_ = type;
}

void Value::clear() {
    if (!type_) return;
    type_->destroy(at_);
    if (at_ != local_) ::operator delete(at_);
    type_ = nullptr;
    at_ = nullptr;
}

}  // namespace vireo::rpc
