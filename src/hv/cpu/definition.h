// SPDX-License-Identifier: LGPL-2.1-or-later
// <cpu> as clients hand it in and get it: the guest's form, or that of a host in a capabilities document.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/domain/cpu.h"
#include "xml/node.h"

namespace vireo::hv::cpu {

struct Signature {
    unsigned family = 0, model = 0, stepping = 0;
    bool operator==(const Signature&) const = default;
};

// Features of the host form have no policy (CpuPolicy::none).
struct Definition : model::Cpu {
    bool host = false;
    std::string arch;                       // host form; may be empty in the guest's
    std::optional<Signature> signature;
    unsigned microcode = 0;                 // 0: not known
    struct Tsc {
        std::uint64_t frequency = 0;        // Hz
        model::YesNo scaling = model::YesNo::absent;
        bool operator==(const Tsc&) const = default;
    };
    std::optional<Tsc> tsc;
    std::vector<unsigned> pages;            // KiB

    Definition() = default;
    explicit Definition(const model::Cpu& guest) : model::Cpu(guest) {}
    bool operator==(const Definition&) const = default;
};

enum class Form : std::uint8_t { any, host, guest };

// `any`: the host's form if there is an <arch>. Throws libvirt's errors about CPU documents.
Definition parse(const xml::Node& node, Form form);
Definition parse(std::string_view text, Form form);

// The element with all it holds and a newline at the end.
std::string format(const Definition& cpu);
// Only what stands inside <cpu> behind <arch>, each line indented by `level` times two blanks.
std::string format_inside(const Definition& cpu, int level);

// Null: not mentioned.
model::CpuFeature* find(model::Cpu& cpu, std::string_view feature);
const model::CpuFeature* find(const model::Cpu& cpu, std::string_view feature);
// Adds the feature or changes what is said about it.
void set(model::Cpu& cpu, std::string_view feature, model::CpuPolicy policy);

}  // namespace vireo::hv::cpu
