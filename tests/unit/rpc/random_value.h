// SPDX-License-Identifier: LGPL-2.1-or-later
// Random values of any table type, for round trips.
#pragma once

#include <random>

#include "api/type.h"

namespace vireo::test {

class RandomValue {
  public:
    explicit RandomValue(unsigned seed) : random_(seed) {}

    void fill(const api::Type& t, void* value) {
        for (const auto& f : t.fields) item(f.kind, f, static_cast<char*>(value) + f.offset);
    }

  private:
    std::uint64_t number() { return random_(); }
    std::string text(std::size_t most) {
        std::string s(number() % (std::min<std::size_t>(most, 40) + 1), 'x');
        for (char& c : s) c = static_cast<char>('a' + number() % 26);
        return s;
    }
    void item(api::Kind kind, const api::Field& f, void* to) {
        using api::Kind;
        switch (kind) {
            case Kind::i8: case Kind::u8: *static_cast<std::uint8_t*>(to) = static_cast<std::uint8_t>(number()); break;
            case Kind::i16: case Kind::u16: *static_cast<std::uint16_t*>(to) = static_cast<std::uint16_t>(number()); break;
            case Kind::i32: case Kind::u32: *static_cast<std::uint32_t*>(to) = static_cast<std::uint32_t>(number()); break;
            case Kind::i64: case Kind::u64: *static_cast<std::uint64_t*>(to) = number(); break;
            case Kind::f64: *static_cast<double*>(to) = static_cast<double>(number()) / 7; break;
            case Kind::string: *static_cast<std::string*>(to) = text(kind == f.kind ? f.limit : 40); break;
            case Kind::opt_string:
                if (number() % 2) *static_cast<std::optional<std::string>*>(to) = text(f.limit);
                break;
            case Kind::uuid:
                for (auto& b : static_cast<Uuid*>(to)->bytes) b = static_cast<std::uint8_t>(number());
                break;
            case Kind::bytes:
                for (std::size_t i = number() % (std::min(f.limit, 40u) + 1); i; --i)
                    static_cast<api::Bytes*>(to)->push_back(static_cast<std::uint8_t>(number()));
                break;
            case Kind::chars: *static_cast<std::string*>(to) = text(f.limit); break;
            case Kind::chars_text: *static_cast<std::string*>(to) = text(f.limit - 1); break;
            case Kind::chars_fixed:
                for (std::size_t i = 0; i < f.limit; ++i) static_cast<char*>(to)[i] = static_cast<char>(number());
                break;
            case Kind::typed_value: {
                auto& v = *static_cast<api::TypedValue*>(to);
                switch (number() % 7) {
                    case 0: v = static_cast<std::int32_t>(number()); break;
                    case 1: v = static_cast<std::uint32_t>(number()); break;
                    case 2: v = static_cast<std::int64_t>(number()); break;
                    case 3: v = static_cast<std::uint64_t>(number()); break;
                    case 4: v = static_cast<double>(number()) / 3; break;
                    case 5: v = number() % 2 == 0; break;
                    case 6: v = text(40); break;
                }
                break;
            }
            case Kind::structure: fill(*f.type, to); break;
            case Kind::optional:
                if (number() % 2) fill(*f.type, f.ops->resize(to, 1));
                break;
            case Kind::vector: {
                std::size_t n = number() % (std::min(f.limit, 6u) + 1);
                char* element = static_cast<char*>(f.ops->resize(to, n));
                for (std::size_t i = 0; i < n; ++i, element += f.ops->stride) item(f.element, f, element);
                break;
            }
            case Kind::none: break;
        }
    }

    std::mt19937_64 random_;
};

}  // namespace vireo::test
