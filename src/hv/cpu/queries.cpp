// SPDX-License-Identifier: LGPL-2.1-or-later
#include "hv/cpu/queries.h"

#include "hv/arch.h"

namespace vireo::hv::cpu {
namespace {
constexpr std::size_t most_documents = 4096;  // bounds what one call may cost
}

int compare_document(std::string_view arch, const Definition* host, const std::string& xml, bool must_fit) {
    Definition cpu = parse(xml, Form::any);
    // A document that asks for the host's own is never wrong there.
    return static_cast<int>(compare(arch, host, cpu, must_fit));
}

std::string baseline_documents(const std::vector<std::string>& xml, bool expand, bool migratable_only, std::string_view arch, std::optional<Offered> offered,
                               const std::vector<std::string>* features, bool hosts_only, bool (*keep)(std::string_view)) {
    if (xml.empty() || xml.size() > most_documents) fail(Code::invalid_arg, Domain::cpu, "no CPUs given");
    std::vector<Definition> cpus;
    cpus.reserve(xml.size());
    for (const std::string& text : xml) cpus.push_back(parse(text, hosts_only ? Form::host : Form::any));
    const std::string chosen = arch.empty() ? cpus[0].arch : std::string(arch);
    Definition found = baseline(chosen, cpus, offered, features, migratable_only);
    if (keep) std::erase_if(found.features, [&](const model::CpuFeature& f) { return !keep(f.name); });
    if (expand) expand_features(chosen, found);
    return format(found);
}

std::vector<std::string> model_list(const std::string& arch, Domain who) {
    if (!known_arch(arch)) fail(Code::invalid_arg, who, "cannot find architecture {}", arch);
    return model_names(arch).value_or(std::vector<std::string>());
}

}  // namespace vireo::hv::cpu
