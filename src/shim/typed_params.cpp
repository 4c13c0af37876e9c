// SPDX-License-Identifier: LGPL-2.1-or-later
// Typed parameters: the public functions that build and read arrays of them, and their conversion from and to values.
#include <charconv>
#include <cmath>
#include <limits>

#include "shim/convert.h"

namespace vireo::shim {
namespace {

constexpr const char* type_names[] = {"unknown", "int", "uint", "llong", "ullong", "double", "boolean", "string"};

const char* type_name(int type) {
    return type > 0 && type < static_cast<int>(std::size(type_names)) ? type_names[type] : "unknown";
}

std::string_view field_of(const virTypedParameter& p) {
    return {p.field, strnlen(p.field, VIR_TYPED_PARAM_FIELD_LENGTH)};
}

api::TypedValue value_in(const Where& w, const virTypedParameter& p) {
    switch (p.type) {
        case VIR_TYPED_PARAM_INT: return std::int32_t{p.value.i};
        case VIR_TYPED_PARAM_UINT: return std::uint32_t{p.value.ui};
        case VIR_TYPED_PARAM_LLONG: return std::int64_t{p.value.l};
        case VIR_TYPED_PARAM_ULLONG: return std::uint64_t{p.value.ul};
        case VIR_TYPED_PARAM_DOUBLE: return p.value.d;
        case VIR_TYPED_PARAM_BOOLEAN: return p.value.b != 0;
        case VIR_TYPED_PARAM_STRING:
            if (!p.value.s)
                throw Error::verbatim(Code::invalid_arg, w.domain, ErrorLevel::error,
                                      fmt::format("NULL string parameter '{}'", field_of(p)), w.function, "params", "", 0, 0);
            return std::string(p.value.s);
    }
    fail(Code::rpc, w.domain, "unknown parameter type: {}", p.type);
}

}  // namespace

api::TypedParams params_in(const Where& w, const virTypedParameter* params, int nparams) {
    api::TypedParams out;
    if (!params || nparams <= 0) return out;
    out.reserve(nparams);
    for (int i = 0; i < nparams; ++i) {
        auto field = field_of(params[i]);
        if (field.size() == VIR_TYPED_PARAM_FIELD_LENGTH)
            throw Error::verbatim(Code::invalid_arg, w.domain, ErrorLevel::error,
                                  fmt::format("string parameter name '{}' too long", field), w.function, "params", "", 0, 0);
        out.push_back({std::string(field), value_in(w, params[i])});
    }
    return out;
}

void param_out(const api::TypedParam& from, virTypedParameterPtr to) {
    chars_out(to->field, from.field);
    to->type = static_cast<int>(from.value.index()) + 1;
    std::memset(&to->value, 0, sizeof to->value);
    std::visit(
        [&](const auto& v) {
            using T = std::decay_t<decltype(v)>;
            if constexpr (std::is_same_v<T, std::int32_t>) to->value.i = v;
            else if constexpr (std::is_same_v<T, std::uint32_t>) to->value.ui = v;
            else if constexpr (std::is_same_v<T, std::int64_t>) to->value.l = v;
            else if constexpr (std::is_same_v<T, std::uint64_t>) to->value.ul = v;
            else if constexpr (std::is_same_v<T, double>) to->value.d = v;
            else if constexpr (std::is_same_v<T, bool>) to->value.b = v;
            else to->value.s = new_text(std::string_view(v));
        },
        from.value);
}

void params_out(const Where& w, const api::TypedParams& from, virTypedParameterPtr to, int* nparams) {
    if (from.size() > static_cast<std::size_t>(*nparams < 0 ? 0 : *nparams)) fail_too_many(w, from.size(), *nparams);
    std::size_t n = 0;
    try {
        for (; n < from.size(); ++n) param_out(from[n], &to[n]);
    } catch (...) {
        virTypedParamsClear(to, static_cast<int>(n));
        throw;
    }
    *nparams = static_cast<int>(n);
}

CPtr<virTypedParameter> new_params(const api::TypedParams& from) {
    auto to = new_array<virTypedParameter>(from.size());
    int n = static_cast<int>(from.size());
    params_out({"", Domain::none}, from, to.get(), &n);
    return to;
}

namespace {

// Finds a parameter of the wanted type: 1 and *found, 0 if there is none, -1 and an error if its type is another.
virTypedParameterPtr find(virTypedParameterPtr params, int nparams, const char* name) {
    if (!params || !name) return nullptr;
    for (int i = 0; i < nparams; ++i)
        if (field_of(params[i]) == name) return &params[i];
    return nullptr;
}

template <class Get>
int get(const Where& w, virTypedParameterPtr params, int nparams, const char* name, int type, Get&& take) {
    return c_wall(nullptr, -1, [&] {
        auto* p = find(params, nparams, name);
        if (!p) return 0;
        if (p->type != type)
            fail(Code::invalid_arg, w.domain, "Invalid type '{}' requested for parameter '{}', actual type is '{}'", type_name(type),
                 name, type_name(p->type));
        take(*p);
        return 1;
    });
}

// Appends a parameter; the array grows by doubling.
template <class Set>
int add(const Where& w, virTypedParameterPtr* params, int* nparams, int* maxparams, const char* name, int type, Set&& set) {
    return c_wall(nullptr, -1, [&] {
        need_nonnull(w, params, "params");
        need_nonnull(w, nparams, "nparams");
        need_nonnull(w, maxparams, "maxparams");
        need_nonnull(w, name, "name");
        need_nonnegative(w, *nparams, "nparams");
        if (std::strlen(name) >= VIR_TYPED_PARAM_FIELD_LENGTH)
            fail(Code::internal_error, w.domain, "Field name '{}' too long", name);
        virTypedParameter fresh{};
        chars_out(fresh.field, name);
        fresh.type = type;
        set(fresh);
        if (*nparams >= *maxparams) {
            if (*nparams > std::numeric_limits<int>::max() / 2 - 8) throw std::bad_alloc();
            int more = *nparams + *nparams / 2 + 4;
            auto* grown = static_cast<virTypedParameterPtr>(
                reallocarray(*params, static_cast<std::size_t>(more), sizeof(virTypedParameter)));
            if (!grown) {
                if (type == VIR_TYPED_PARAM_STRING) free(fresh.value.s);
                throw std::bad_alloc();
            }
            *params = grown;
            *maxparams = more;
        }
        (*params)[(*nparams)++] = fresh;
        return 0;
    });
}

template <class N>
N number_from(const Where& w, const char* name, const char* value, const char* what) {
    N n{};
    const char* end = value + std::strlen(value);
    while (value < end && (*value == ' ' || (*value >= '\t' && *value <= '\r'))) ++value;
    const char* digits = value < end && *value == '+' ? value + 1 : value;
    auto [stop, error] = std::from_chars(digits, end, n);
    if (error != std::errc{} || stop != end)
        fail(Code::invalid_arg, w.domain, "Invalid value for field '{}': expected {}", name, what);
    return n;
}

}  // namespace
}  // namespace vireo::shim

using namespace vireo;
using namespace vireo::shim;

virTypedParameterPtr virTypedParamsGet(virTypedParameterPtr params, int nparams, const char* name) {
    reset_last_error();
    return find(params, nparams, name);
}

#define VIREO_TYPED(Name, CType, TYPE, member)                                                                       \
    int virTypedParamsGet##Name(virTypedParameterPtr params, int nparams, const char* name, CType* value) {          \
        return get({"virTypedParamsGet" #Name, Domain::none}, params, nparams, name, VIR_TYPED_PARAM_##TYPE,          \
                   [&](const virTypedParameter& p) {                                                                  \
                       if (value) *value = p.value.member;                                                            \
                   });                                                                                                \
    }                                                                                                                 \
    int virTypedParamsAdd##Name(virTypedParameterPtr* params, int* nparams, int* maxparams, const char* name,         \
                                CType value) {                                                                        \
        return add({"virTypedParamsAdd" #Name, Domain::none}, params, nparams, maxparams, name,                       \
                   VIR_TYPED_PARAM_##TYPE, [&](virTypedParameter& p) { p.value.member = value; });                    \
    }
VIREO_TYPED(Int, int, INT, i)
VIREO_TYPED(UInt, unsigned int, UINT, ui)
VIREO_TYPED(LLong, long long, LLONG, l)
VIREO_TYPED(ULLong, unsigned long long, ULLONG, ul)
VIREO_TYPED(Double, double, DOUBLE, d)
#undef VIREO_TYPED

int virTypedParamsGetBoolean(virTypedParameterPtr params, int nparams, const char* name, int* value) {
    return get({"virTypedParamsGetBoolean", Domain::none}, params, nparams, name, VIR_TYPED_PARAM_BOOLEAN,
               [&](const virTypedParameter& p) {
                   if (value) *value = p.value.b != 0;
               });
}

int virTypedParamsAddBoolean(virTypedParameterPtr* params, int* nparams, int* maxparams, const char* name, int value) {
    return add({"virTypedParamsAddBoolean", Domain::none}, params, nparams, maxparams, name, VIR_TYPED_PARAM_BOOLEAN,
               [&](virTypedParameter& p) { p.value.b = value != 0; });
}

int virTypedParamsGetString(virTypedParameterPtr params, int nparams, const char* name, const char** value) {
    return get({"virTypedParamsGetString", Domain::none}, params, nparams, name, VIR_TYPED_PARAM_STRING,
               [&](const virTypedParameter& p) {
                   if (value) *value = p.value.s;
               });
}

int virTypedParamsAddString(virTypedParameterPtr* params, int* nparams, int* maxparams, const char* name,
                            const char* value) {
    return add({"virTypedParamsAddString", Domain::none}, params, nparams, maxparams, name, VIR_TYPED_PARAM_STRING,
               [&](virTypedParameter& p) { p.value.s = new_text(std::string_view(value ? value : "")); });
}

int virTypedParamsAddStringList(virTypedParameterPtr* params, int* nparams, int* maxparams, const char* name,
                                const char** values) {
    if (!values) return 0;
    for (; *values; ++values)
        if (virTypedParamsAddString(params, nparams, maxparams, name, *values) < 0) return -1;
    return 0;
}

int virTypedParamsAddFromString(virTypedParameterPtr* params, int* nparams, int* maxparams, const char* name, int type,
                                const char* value) {
    static constexpr Where w{"virTypedParamsAddFromString", Domain::none};
    return add(w, params, nparams, maxparams, name, type, [&](virTypedParameter& p) {
        need_nonnull(w, value, "value");
        switch (type) {
            case VIR_TYPED_PARAM_INT: p.value.i = number_from<int>(w, name, value, "int"); return;
            case VIR_TYPED_PARAM_UINT: p.value.ui = number_from<unsigned>(w, name, value, "unsigned int"); return;
            case VIR_TYPED_PARAM_LLONG: p.value.l = number_from<long long>(w, name, value, "long long"); return;
            case VIR_TYPED_PARAM_ULLONG:
                p.value.ul = number_from<unsigned long long>(w, name, value, "unsigned long long");
                return;
            case VIR_TYPED_PARAM_DOUBLE: p.value.d = number_from<double>(w, name, value, "double"); return;
            case VIR_TYPED_PARAM_BOOLEAN:
                if (std::string_view(value) != "0" && std::string_view(value) != "1")
                    fail(Code::invalid_arg, w.domain, "Invalid boolean value for field '{}'", name);
                p.value.b = *value == '1';
                return;
            case VIR_TYPED_PARAM_STRING: p.value.s = new_text(std::string_view(value)); return;
        }
        fail(Code::invalid_arg, w.domain, "unexpected type {} for field {}", type, name);
    });
}

void virTypedParamsClear(virTypedParameterPtr params, int nparams) {
    if (!params) return;
    for (int i = 0; i < nparams; ++i)
        if (params[i].type == VIR_TYPED_PARAM_STRING) {
            free(params[i].value.s);
            params[i].value.s = nullptr;
        }
}

void virTypedParamsFree(virTypedParameterPtr params, int nparams) {
    virTypedParamsClear(params, nparams);
    free(params);
}
