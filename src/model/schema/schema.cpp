// SPDX-License-Identifier: LGPL-2.1-or-later
// See schema.h.
#include "model/schema/schema.h"

#include "model/domain/domain_xml.h"
#include "model/row/grammar.h"
#include "model/schema/documents.h"

namespace vireo::model {
namespace {

struct Schema {
    std::string_view name;
    std::string (*text)();
};

std::string domain() {
    Domain d;
    return row::relax_ng(domain_element, "domain", &d);
}
std::string inactive_domain() {
    Domain d;
    return row::relax_ng(domain_element, "inactiveDomain", &d);
}

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

std::string domain_reference() { return row::reference(domain_element, "domain"); }
std::string domain_dictionary() { return row::dictionary(domain_element, "domain"); }

std::string schema_text(std::string_view name) {
    for (const auto& s : schemas)
        if (s.name == name) return s.text();
    for (const auto& s : inner_schemas)
        if (s.name == name) return s.text();
    return {};
}

}  // namespace vireo::model
