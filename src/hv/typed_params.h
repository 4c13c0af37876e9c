// SPDX-License-Identifier: LGPL-2.1-or-later
// Typed parameters: reading what a caller gave against a table of what is known, and building answers.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "api/wire_values.h"

namespace vireo::hv {

// virTypedParameterType
enum class ParamType : int { int_ = 1, uint = 2, llong = 3, ullong = 4, double_ = 5, boolean = 6, string = 7 };

const char* param_type_name(ParamType type);
inline ParamType type_of(const api::TypedParam& p) { return static_cast<ParamType>(p.value.index() + 1); }

struct KnownParam {
    std::string_view name;
    ParamType type;
    bool repeats = false;  // may be given more than once
};

// Throws for the first parameter that is unknown (argument_unsupported), of another type, or given twice where the table
// does not allow it (both invalid_arg).
void check_params(std::span<const api::TypedParam> given, std::span<const KnownParam> known);

// The first parameter of that name; null if it was not given. Types were checked before.
const api::TypedParam* find_param(std::span<const api::TypedParam> given, std::string_view name);

template <class T>
std::optional<T> param(std::span<const api::TypedParam> given, std::string_view name) {
    if (const auto* p = find_param(given, name))
        if (const T* v = std::get_if<T>(&p->value)) return *v;
    return std::nullopt;
}

// Builds a list: Params out; out.u32("state.state", 1). Take the list with std::move(out).list.
class Params {
  public:
    void i32(std::string name, std::int32_t v) { add(std::move(name), v); }
    void u32(std::string name, std::uint32_t v) { add(std::move(name), v); }
    void i64(std::string name, std::int64_t v) { add(std::move(name), v); }
    void u64(std::string name, std::uint64_t v) { add(std::move(name), v); }
    void f64(std::string name, double v) { add(std::move(name), v); }
    void boolean(std::string name, bool v) { add(std::move(name), v); }
    void text(std::string name, std::string v) { add(std::move(name), std::move(v)); }
    api::TypedParams list;

  private:
    template <class V>
    void add(std::string name, V v) {
        list.push_back({std::move(name), api::TypedValue(std::in_place_type<V>, std::move(v))});
    }
};

// How calls that fill a caller's array answer: asked for 0, they only say how many there are; else at most that many.
void cut_to(api::TypedParams& params, std::int32_t wanted);

// Parameters as calls fill them into a caller's array: with room for none they only say how many there are.
template <class Ret>
Ret fill_params(api::TypedParams all, std::int32_t room) {
    Ret out;
    if (room == 0) {
        out.nparams = static_cast<std::int32_t>(all.size());
        return out;
    }
    if (room > 0 && all.size() > static_cast<std::size_t>(room)) all.resize(static_cast<std::size_t>(room));
    out.nparams = static_cast<std::int32_t>(all.size());
    out.params = std::move(all);
    return out;
}

}  // namespace vireo::hv
