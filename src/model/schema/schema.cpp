// SPDX-License-Identifier: LGPL-2.1-or-later
// See schema.h.
#include "model/schema/schema.h"

#include <set>

#include "model/domain/domain_xml.h"
#include "model/row/grammar.h"
#include "model/schema/documents.h"
#include "xml/parse.h"

namespace vireo::model {
namespace {

struct Schema {
    std::string_view name;
    std::string (*text)(schema::Writer);
};

std::string domain(schema::Writer write) {
    Domain d;
    return schema::alone(write, domain_element, "domain", &d);
}
std::string inactive_domain(schema::Writer write) {
    Domain d;
    return schema::alone(write, domain_element, "inactiveDomain", &d);
}

std::string grammar(std::span<const row::Root> roots, row::Audience audience) { return row::relax_ng(roots, audience); }
std::string listing(std::span<const row::Root> roots, row::Audience) { return row::listing(roots); }

constexpr Schema schemas[] = {
    {"domain", domain},
    {"inactiveDomain", inactive_domain},
    {"domainsnapshot", schema::domain_snapshot},
    {"domaincheckpoint", schema::domain_checkpoint},
    {"domainbackup", schema::domain_backup},
    {"cpu", schema::cpu},
    {"capability", schema::capability},
    {"domaincaps", schema::domain_caps},
    {"network", schema::network},
    {"networkport", schema::network_port},
    {"nwfilterbinding", schema::nwfilter_binding},
    {"secret", schema::secret},
    {"storagepoolcaps", schema::storage_pool_caps},
    {"storagepool", schema::storage_pool},
    {"storagevol", schema::storage_volume},
    {"nwfilter", schema::nwfilter},
    {"nodedev", schema::nodedev},
    {"interface", schema::host_interface},
};
// Those that only our own tests and status files need are not installed.
constexpr Schema inner_schemas[] = {
    {"cpu-baseline", schema::cpu_test_data},
    {"device", schema::device},
};

}  // namespace

std::span<const std::string_view> schema_names() {
    static const auto names = [] {
        std::vector<std::string_view> all;
        for (const auto& s : schemas) all.push_back(s.name);
        return all;
    }();
    return names;
}

std::string domain_dictionary() { return row::dictionary(domain_element, "domain"); }

std::string schema_dictionary(std::string_view name) {
    const std::string text = schema_text(name);
    if (text.empty()) return {};
    const auto grammar = xml::parse(text);
    std::set<std::string_view> words;
    auto walk = [&](auto&& self, const xml::Node& n) -> void {
        if (n.name == "element" || n.name == "attribute") words.insert(n.value("name"));
        if (n.name == "value") words.insert(n.text);
        for (const auto& c : n.elements()) self(self, c);
    };
    walk(walk, grammar.root());
    std::string out;
    for (auto w : words)
        if (!w.empty()) out += fmt::format("\"{}\"\n", w);
    return out;
}

std::string schema_text(std::string_view name) {
    for (const auto& s : schemas)
        if (s.name == name) return s.text(grammar);
    for (const auto& s : inner_schemas)
        if (s.name == name) return s.text(grammar);
    return {};
}

std::string schema_listing(std::string_view name) {
    for (const auto& s : schemas)
        if (s.name == name) return s.text(listing);
    return {};
}

}  // namespace vireo::model
