// SPDX-License-Identifier: LGPL-2.1-or-later
// Calls about CPUs that need no hypervisor, as drivers answer them: documents in, documents out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "hv/cpu/cpu.h"

namespace vireo::hv::cpu {

// virConnectCompareCPU and its kin: a number of virCPUCompareResult. `host` null: the processor is unknown.
int compare_document(std::string_view arch, const Definition* host, const std::string& xml, bool must_fit);

// Documents of host CPUs, of guests' too unless `hosts_only`. `arch` empty: that of the first one. `offered`, `features`:
// as for baseline(). `keep`: which features the answer may name; null: all.
std::string baseline_documents(const std::vector<std::string>& xml, bool expand, bool migratable_only, std::string_view arch = {},
                               std::optional<Offered> offered = {}, const std::vector<std::string>* features = nullptr, bool hosts_only = true, bool (*keep)(std::string_view) = nullptr);

// Names of all models; empty: all are accepted. Throws invalid_arg for an unknown architecture.
std::vector<std::string> model_list(const std::string& arch, Domain who);

}  // namespace vireo::hv::cpu
