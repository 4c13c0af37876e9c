// SPDX-License-Identifier: LGPL-2.1-or-later
#include <unistd.h>

#include "drivers/qemu/connection.h"
#include "drivers/qemu/story/stop.h"
#include "base/log.h"
#include "host/node/node.h"
#include "host/sysinfo/sysinfo.h"
#include "hv/flags.h"
#include "libvirt/libvirt.h"

namespace vireo::qemu {

using namespace api;

QemuConnection::~QemuConnection() {
    for (const auto& weak : autodestroy_)
        if (auto g = weak.lock(); g && g->read()->active()) try {
                destroy_guest(*g, false);
            } catch (const vireo::Error&) {
                // it has gone by itself meanwhile
            }
}

void* QemuConnection::facet(FacetId id) {
    return pick_facet<facet::Blocks, facet::Capabilities, facet::Consoles, facet::Definition, facet::Guest, facet::Host, facet::Lifecycle, facet::Lookup, facet::Node, facet::SaveRestore, facet::Security,
                      facet::Stats, facet::Tuning>(this, id);
}

std::shared_ptr<run::Lane> QemuConnection::lane(LaneKind kind, const DomainRef& ref) {
    auto g = core_->guests.find(ref.uuid);
    if (!g) return nullptr;
    switch (kind) {
        case LaneKind::modify: return g->lane(run::LaneKind::modify);
        case LaneKind::query: return g->lane(run::LaneKind::query);
        case LaneKind::agent: return g->lane(run::LaneKind::agent);
        default: return nullptr;
    }
}

EventBus* QemuConnection::events(EventClass cls) {
    if (cls == EventClass::domain) return &core_->events;
    if (cls == EventClass::qemu_monitor) return &core_->monitor_events;
    return nullptr;
}

bool QemuConnection::supports_feature(int feature) { return feature == 11; }  // XML_MIGRATABLE; migration features come with migration

ConnectGetTypeRet QemuConnection::connect_get_type(Call&) { return {.type = "QEMU"}; }

ConnectGetVersionRet QemuConnection::connect_get_version(Call&) {
    auto path = core_->caps.emulator_for(host::machine_arch());
    if (path.empty()) fail(Code::internal_error, Domain::qemu, "cannot find suitable emulator for {}", host::machine_arch());
    return {.hv_ver = core_->caps.get(path)->version};
}

ConnectGetMaxVcpusRet QemuConnection::connect_get_max_vcpus(Call&, const ConnectGetMaxVcpusArgs& a) {
    if (!a.type || *a.type == "qemu") return {.max_vcpus = 16};
    if (*a.type == "kvm") {
        auto path = core_->caps.emulator_for(host::machine_arch());
        if (!path.empty())
            if (auto caps = core_->caps.get(path); const auto* kvm = caps->under(Accelerator::kvm)) {
                unsigned most = 0;
                for (const auto& m : kvm->machines) most = std::max(most, m.max_cpus);
                if (most) return {.max_vcpus = static_cast<int>(std::min(most, 1024u))};
            }
        return {.max_vcpus = 1024};
    }
    fail(Code::invalid_arg, Domain::qemu, "unknown type '{}'", *a.type);
}

ConnectGetHostnameRet QemuConnection::connect_get_hostname(Call&) {
    char name[256] = "";
    if (::gethostname(name, sizeof name - 1) < 0) fail_errno(Domain::none, errno, "failed to determine host name");
    return {.hostname = name};
}

// The machine does not change under us: asked once, at first use.
ConnectGetSysinfoRet QemuConnection::connect_get_sysinfo(Call&, const ConnectGetSysinfoArgs& a) {
    hv::check_flags(a.flags, 0, "qemuConnectGetSysinfo", Domain::qemu);
    static const std::optional<std::string> text = []() -> std::optional<std::string> {
        auto info = host::read_host_sysinfo();
        return info ? std::optional(host::format_sysinfo(*info)) : std::nullopt;
    }();
    if (!text) fail(Code::config_unsupported, Domain::qemu, "Host SMBIOS information is not available");
    return {.sysinfo = *text};
}

ConnectGetUriRet QemuConnection::connect_get_uri(Call&) { return {.uri = core_->config.uri}; }
ConnectIsSecureRet QemuConnection::connect_is_secure(Call&) { return {.secure = 1}; }
ConnectGetLibVersionRet QemuConnection::connect_get_lib_version(Call&) { return {.lib_ver = LIBVIR_VERSION_NUMBER}; }

// Labels travel with their final NUL. Without a mandatory access control driver there is no label to tell.
DomainGetSecurityLabelRet QemuConnection::domain_get_security_label(Call&, const DomainGetSecurityLabelArgs& a) {
    guest(a.dom);
    return {.label = std::string(1, '\0'), .enforcing = 0};
}

DomainGetSecurityLabelListRet QemuConnection::domain_get_security_label_list(Call&, const DomainGetSecurityLabelListArgs& a) {
    auto s = guest(a.dom)->read();
    DomainGetSecurityLabelListRet r;
    if (s->active()) {
        r.labels.push_back({.label = std::string(1, '\0'), .enforcing = 0});
        if (core_->config.privileged)
            r.labels.push_back({.label = fmt::format("+{}:+{}", core_->config.settings.user, core_->config.settings.group) + '\0', .enforcing = 1});
    }
    r.ret = static_cast<int>(r.labels.size());
    return r;
}

NodeGetSecurityModelRet QemuConnection::node_get_security_model(Call&) {
    return {.model = std::string("none") + '\0', .doi = std::string("0") + '\0'};
}

}  // namespace vireo::qemu
