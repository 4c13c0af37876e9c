// SPDX-License-Identifier: LGPL-2.1-or-later
// Questions about CPUs, whatever the architecture: may a guest's CPU run here, what do hosts have in common, what does
// a definition mean in full. Pure functions over values; the database is constant data.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hv/cpu/cpuid.h"
#include "hv/cpu/definition.h"

namespace vireo::hv::cpu {

enum class Family : std::uint8_t { none, x86, ppc64, arm, s390, riscv64, loongarch64 };
Family family_of(std::string_view arch);

// A model as a hypervisor offers it.
struct OfferedModel {
    std::string name;
    std::optional<bool> usable;          // on this host; absent: not known
    std::vector<std::string> blockers;   // features that the host lacks, in the hypervisor's spelling
    bool deprecated = false;
};
using Offered = std::span<const OfferedModel>;

// Values of virCPUCompareResult.
enum class Comparison : int { incompatible = 0, identical = 1, superset = 2 };

// What `host` is to `cpu`. With `must_fit` an incompatible CPU is the error cpu_incompatible, with the reason.
// `arch` is the host's.
Comparison compare(std::string_view arch, const Definition* host, const Definition& cpu, bool must_fit);

// What to do with features of the host-model or optional ones which the host lacks.
enum class Missing : std::uint8_t { disable, drop };

// Makes `guest` depend on the host no more: modes and optional features become what they mean on `host`.
void update(std::string_view arch, Definition& guest, const Definition& host, Missing missing = Missing::disable);

// Removes features that would pin the guest to this host.
Definition migratable(std::string_view arch, const Definition& cpu);

// Replaces the model by one that the hypervisor has; `offered` empty and absent mean: any is fine / none is there.
// Throws config_unsupported when it must not or cannot.
void translate(std::string_view arch, Definition& cpu, std::optional<Offered> offered);

// A CPU for all of them. `offered`: only such models; absent: any. `features`: only these may be named; absent: any.
Definition baseline(std::string_view arch, std::span<const Definition> cpus, std::optional<Offered> offered, const std::vector<std::string>* features,
                    bool migratable_only);

// Names every feature of the model, sorted by name.
void expand_features(std::string_view arch, Definition& cpu);

// Is the feature there? Nothing for a name that the architecture does not know.
std::optional<bool> has_feature(std::string_view arch, const Definition& cpu, std::string_view feature);

// Unknown names are the error config_unsupported.
void validate_features(std::string_view arch, const Definition& cpu);

// Models that have been renamed get today's name.
void convert_legacy(std::string_view arch, Definition& cpu);

// Names of all models in the order of the database. Nothing: the hypervisor decides.
std::optional<std::vector<std::string>> model_names(std::string_view arch);
std::string vendor_of_model(std::string_view arch, std::string_view model);

// --- x86 -----------------------------------------------------------------------------------------------------------

// Describes the processor behind `data`. As a host only whole models count; as a guest features may be missing and are
// then disabled. `preferred`: that model if it can be. Throws operation_failed when no model fits.
struct DecodeOptions {
    bool host = false;
    std::optional<Offered> offered;
    std::string_view preferred;
    bool migratable_only = false;
};
Definition describe(const X86Data& data, const DecodeOptions& options);

// All that the definition says is there (force and require, not disable and forbid).
X86Data x86_data(const Definition& cpu);

// Corrects `cpu` by what QEMU says it did. With check='full' any difference is the error operation_failed.
void update_live(Definition& cpu, const FeatureSet& enabled, const FeatureSet& disabled);

// Do features on top of what the model had when it was published come along unasked?
FeatureSet features_of_model(std::string_view model);

}  // namespace vireo::hv::cpu
