// SPDX-License-Identifier: LGPL-2.1-or-later
#include "hv/typed_params.h"

#include "base/error.h"

namespace vireo::hv {

const char* param_type_name(ParamType type) {
    static constexpr const char* names[] = {"unknown", "int", "uint", "llong", "ullong", "double", "boolean", "string"};
    auto n = static_cast<unsigned>(type);
    return n < std::size(names) ? names[n] : names[0];
}

void check_params(std::span<const api::TypedParam> given, std::span<const KnownParam> known) {
    auto find = [&](std::string_view name) {
        return std::find_if(known.begin(), known.end(), [&](const KnownParam& k) { return k.name == name; });
    };
    for (std::size_t i = 0; i < given.size(); ++i) {
        auto k = find(given[i].field);
        if (k == known.end()) fail(Code::argument_unsupported, Domain::none, "parameter '{}' not supported", given[i].field);
        if (type_of(given[i]) != k->type)
            fail(Code::invalid_arg, Domain::none, "invalid type '{}' for parameter '{}', expected '{}'",
                 param_type_name(type_of(given[i])), given[i].field, param_type_name(k->type));
        if (k->repeats) continue;
        for (std::size_t j = 0; j < i; ++j)
            if (given[j].field == given[i].field)
                fail(Code::invalid_arg, Domain::none, "parameter '{}' occurs multiple times", given[i].field);
    }
}

const api::TypedParam* find_param(std::span<const api::TypedParam> given, std::string_view name) {
    for (const auto& p : given)
        if (p.field == name) return &p;
    return nullptr;
}

void cut_to(api::TypedParams& params, std::int32_t wanted) {
    if (wanted >= 0 && params.size() > static_cast<std::size_t>(wanted)) params.resize(static_cast<std::size_t>(wanted));
}

}  // namespace vireo::hv
