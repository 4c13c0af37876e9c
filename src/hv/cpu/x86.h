// SPDX-License-Identifier: LGPL-2.1-or-later
// The x86 half of cpu.h; only files of this folder include it.
#pragma once

#include "hv/cpu/cpu.h"

namespace vireo::hv::cpu::x86 {

// A definition sorted by what it says about features. `require` includes the model's own.
struct Policies {
    const X86Model* model = nullptr;
    FeatureSet force, require, optional, disable, forbid;
};
// Throw internal_error, operation_failed for names that the database does not have.
Policies policies_of(const Definition& cpu);
const X86Model& known_model(std::string_view name);
unsigned known_feature(std::string_view name);
int known_vendor(std::string_view name);

// "a, b", in the order of the database; "a,b" in the messages about running guests.
std::string names_of(const FeatureSet& set);
std::string names_of_tight(const FeatureSet& set);

Comparison compare(const Definition& host, const Definition& cpu, bool must_fit);
void update(Definition& guest, const Definition& host, Missing missing);
void translate(Definition& cpu, std::optional<Offered> offered);
Definition baseline(std::span<const Definition> cpus, std::optional<Offered> offered, const std::vector<std::string>* features, bool migratable_only);
void expand(Definition& cpu);

}  // namespace vireo::hv::cpu::x86
