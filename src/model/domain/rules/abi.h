// SPDX-License-Identifier: LGPL-2.1-or-later
// The parts of the question whether a guest would notice another definition: one function for each part of the document.
#pragma once

#include "base/error.h"
#include "model/domain/domain.h"

namespace vireo::model::abi {

// Refuses with config_unsupported.
template <class... A>
[[noreturn]] void differs(fmt::format_string<A...> text, A&&... args) {
    fail(Code::config_unsupported, vireo::Domain::domain, text, std::forward<A>(args)...);
}

// The word of a value, or what stands for "not given" in messages.
template <class T>
std::string_view named(T value, std::string_view nothing = "default") {
    auto w = word(value);
    return w.empty() ? nothing : w;
}

void features(const Features& from, const Features& to);
void timers(const Clock& from, const Clock& to);
void cpu(const Cpu* from, const Cpu* to);
void numa(const Domain& from, const Domain& to);
void sysinfo(const Sysinfo& from, const Sysinfo& to);
void devices(const Devices& from, const Devices& to);

}  // namespace vireo::model::abi
