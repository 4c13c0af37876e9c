// SPDX-License-Identifier: LGPL-2.1-or-later
// Typed reading of options, with the wording of libvirt's shell when a value is no good.
#include "apps/virsh/engine/args.h"

#include "apps/virsh/engine/numbers.h"
#include "apps/virsh/engine/shell.h"

#include <climits>
#include <cstring>

namespace vireo::sh {

const Args::Given* Args::find(const char* name) const
{
    for (const Given& g : given_)
        if (std::strcmp(g.option->name, name) == 0) return &g;
    return nullptr;
}

const char* Args::raw(const char* name) const
{
    const Given* g = find(name);
    return g ? g->value.c_str() : nullptr;
}

const char* Args::str(const char* name) const
{
    const Given* g = find(name);
    if (!g) return nullptr;
    if (g->value.empty() && !g->option->has(Option::empty_ok))
        shell_->fail("Failed to get option '{}': Option argument is empty", name);
    return g->value.c_str();
}

std::string Args::need(const char* name) const
{
    const char* s = str(name);
    return s ? s : "";
}

std::vector<const char*> Args::words(const char* name) const
{
    std::vector<const char*> out;
    for (const Given& g : given_)
        if (std::strcmp(g.option->name, name) == 0) out.push_back(g.value.c_str());
    return out;
}

void Args::malformed(const Given& g) const
{
    shell_->fail("Numeric value '{}' for <{}> option is malformed or out of range", g.value, g.option->name);
}

std::optional<int> Args::integer(const char* name) const
{
    const Given* g = find(name);
    if (!g) return std::nullopt;
    auto v = parse_signed(g->value, INT_MIN, INT_MAX);
    if (!v) malformed(*g);
    return static_cast<int>(*v);
}

std::optional<unsigned> Args::uint(const char* name) const
{
    const Given* g = find(name);
    if (!g) return std::nullopt;
    auto v = parse_unsigned(g->value, UINT_MAX);
    if (!v) malformed(*g);
    return static_cast<unsigned>(*v);
}

std::optional<unsigned> Args::uint_wrap(const char* name) const
{
    const Given* g = find(name);
    if (!g) return std::nullopt;
    auto v = parse_wrapping(g->value, UINT_MAX);
    if (!v) malformed(*g);
    return static_cast<unsigned>(*v);
}

std::optional<unsigned long> Args::ulong_wrap(const char* name) const
{
    auto v = ullong_wrap(name);
    if (!v) return std::nullopt;
    return static_cast<unsigned long>(*v);
}

std::optional<long long> Args::llong(const char* name) const
{
    const Given* g = find(name);
    if (!g) return std::nullopt;
    auto v = parse_signed(g->value, LLONG_MIN, LLONG_MAX);
    if (!v) malformed(*g);
    return v;
}

std::optional<unsigned long long> Args::ullong(const char* name) const
{
    const Given* g = find(name);
    if (!g) return std::nullopt;
    auto v = parse_unsigned(g->value, ULLONG_MAX);
    if (!v) malformed(*g);
    return v;
}

std::optional<unsigned long long> Args::ullong_wrap(const char* name) const
{
    const Given* g = find(name);
    if (!g) return std::nullopt;
    auto v = parse_wrapping(g->value, ULLONG_MAX);
    if (!v) malformed(*g);
    return v;
}

std::optional<unsigned long long> Args::scaled(const char* name, unsigned long long scale, unsigned long long max) const
{
    const Given* g = find(name);
    if (!g) return std::nullopt;
    std::string why;
    auto v = parse_scaled(g->value, scale, max, why);
    if (v) return v;
    if (!why.empty()) shell_->remember_error(why);
    shell_->fail("Scaled numeric value '{}' for <{}> option is malformed or out of range", g->value, g->option->name);
}

std::optional<int> Args::timeout_ms(const char* name) const
{
    auto v = integer(name);
    if (!v) return std::nullopt;
    if (*v <= 0 || *v > INT_MAX / 1000)
        shell_->fail("Numeric value '{}' for <{}> option is malformed or out of range", raw(name), name);
    return *v * 1000;
}

void Args::exclusive(const char* a, const char* b) const
{
    if (has(a) && has(b)) shell_->fail("Options --{} and --{} are mutually exclusive", a, b);
}

void Args::requires_option(const char* a, const char* b) const
{
    if (has(a) && !has(b)) shell_->fail("Option --{} is required by option --{}", b, a);
}

}  // namespace vireo::sh
