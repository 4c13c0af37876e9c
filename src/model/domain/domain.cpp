// SPDX-License-Identifier: LGPL-2.1-or-later
// Whole documents: text to value and back.
#include "model/domain/domain.h"

#include "model/domain/domain_xml.h"
#include "model/domain/rules/check.h"
#include "xml/parse.h"

namespace vireo::model {

Devices::Devices() = default;
Devices::Devices(const Devices&) = default;
Devices::Devices(Devices&&) noexcept = default;
Devices& Devices::operator=(const Devices&) = default;
Devices& Devices::operator=(Devices&&) noexcept = default;
Devices::~Devices() = default;

Domain::Domain() = default;
Domain::Domain(const Domain&) = default;
Domain::Domain(Domain&&) noexcept = default;
Domain& Domain::operator=(const Domain&) = default;
Domain& Domain::operator=(Domain&&) noexcept = default;
Domain::~Domain() = default;

Domain parse_domain(std::string_view text, const ParseOptions& options) {
    xml::ParseOptions how;
    how.origin = options.origin;
    how.domain = vireo::Domain::domain;
    auto document = xml::parse(text, how);
    xml::expect_root(document, "domain");
    return parse_domain(document.root(), options);
}

Domain parse_domain(const xml::Node& root, const ParseOptions& options) {
    Domain d;
    row::ParseContext cx{options.flags, &options};
    row::parse(domain_element, root, &d, cx);
    auto keep = options.namespaces;
    if (!(keep & qemu_namespace)) d.qemu.reset();
    if (!(keep & lxc_namespace)) d.lxc.reset();
    if (!(keep & bhyve_namespace)) d.bhyve_args.clear();
    if (!(keep & xen_namespace)) d.xen_args.clear();
    if (!(keep & vmware_namespace)) d.vmware_datacenter_path.reset();
    if (!(options.flags & parse_skip_fill)) fill_in(d, options);
    if (!(options.flags & parse_skip_checks)) rules::check_completed(d);
    if (!(options.flags & (parse_skip_checks | parse_checks_later))) {
        check(d);
        if (options.driver_check) options.driver_check(d);
    }
    return d;
}

std::string format_domain(const Domain& domain, unsigned flags, int level, bool* secrets) {
    xml::Writer out(8192, level);
    row::FormatContext cx{out, flags};
    out.open("domain");
    row::format(domain_element, &domain, cx);
    out.close();
    if (secrets) *secrets = cx.secrets;
    return out.take();
}

const Filesystem* find_filesystem(const Domain& domain, std::string_view target) {
    for (const auto& f : domain.devices.filesystems)
        if (f.target == target) return &f;
    return nullptr;
}

}  // namespace vireo::model
