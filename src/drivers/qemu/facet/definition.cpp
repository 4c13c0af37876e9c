// SPDX-License-Identifier: LGPL-2.1-or-later
// Definitions: accepting, showing, changing and forgetting them.
#include <unistd.h>

#include <cstdlib>

#include "base/text.h"
#include "drivers/qemu/accept.h"
#include "drivers/qemu/connection.h"
#include "drivers/qemu/rules/fill.h"
#include "hv/arch.h"
#include "hv/events.h"
#include "hv/firmware/descriptor.h"
#include "hv/flags.h"
#include "hv/impact.h"
#include "hv/metadata.h"
#include "hv/refusals.h"
#include "host/node/node.h"
#include "host/file/file.h"
#include "host/swtpm/swtpm.h"
#include "libvirt/libvirt.h"
#include "model/row/row.h"
#include "model/schema/validate.h"
#include "run/store.h"

namespace vireo::qemu {

using namespace api;

namespace {

unsigned format_flags(std::uint32_t flags) {
    unsigned out = 0;
    if (flags & VIR_DOMAIN_XML_SECURE) out |= model::row::format_secure;
    if (flags & VIR_DOMAIN_XML_INACTIVE) out |= model::row::format_inactive;
    if (flags & VIR_DOMAIN_XML_MIGRATABLE) out |= model::row::format_migratable;
    return out;
}

// Devices that the host can only give away together are one group.
std::optional<unsigned> iommu_group(const model::PciAddress& a) {
    char target[512];
    const auto link = fmt::format("/sys/bus/pci/devices/{:04x}:{:02x}:{:02x}.{:x}/iommu_group", a.domain, a.bus, a.slot, a.function);
    const auto n = ::readlink(link.c_str(), target, sizeof target);
    if (n <= 0) return std::nullopt;
    std::string_view path(target, static_cast<std::size_t>(n));
    return to_number<unsigned>(path.substr(path.rfind('/') + 1));
}

bool has_emulated_tpm(const model::Domain& d) {
    for (const auto& t : d.devices.tpms)
        if (t.backend == model::TpmBackend::emulator || t.backend == model::TpmBackend::none) return true;
    return false;
}

}  // namespace

// Reads a document and completes it: what is stored names every default, so that no later release changes the guest.
model::Domain accept_definition(Core& core, const std::string& xml) {
    model::ParseOptions o;
    o.flags = model::parse_inactive | model::parse_abi_update | model::parse_checks_later;
    auto d = model::parse_domain(xml, o);
    rules::FillOptions f;
    f.abi_update = true;
    f.host_arch = host::machine_arch();
    f.allow_host_audio = core.config.settings.vnc_allow_host_audio;
    f.nographics_host_audio = core.config.settings.nographics_allow_host_audio;
    if (const char* word = std::getenv("QEMU_AUDIO_DRV")) f.audio_driver = word;
    if (const char* word = std::getenv("SDL_AUDIODRIVER")) f.sdl_audio_driver = word;
    if (const auto& pairs = core.config.settings.nvram; !pairs.empty()) {
        f.legacy_firmware.clear();
        for (const auto& pair : pairs) f.legacy_firmware.push_back({pair.code, pair.vars});
    }
    f.iommu_group = iommu_group;
    if (has_emulated_tpm(d)) f.tpm_versions = host::find_swtpm().versions();
    f.nvram_dir = core.config.paths.nvram;
    f.lib_dir = core.config.paths.lib;
    f.channel_dir = core.config.paths.channel;
    std::vector<hv::FirmwareDescriptor> firmware;
    if (d.os.firmware != model::FirmwareKind::none || d.os.loader) {
        // Read each time: a package that brings firmware tells nobody.
        firmware = hv::load_firmware(core.config.paths.firmware);
        f.firmware = &firmware;
    }
    rules::choose_arch(d, f);
    if (d.devices.emulator.empty()) {
        d.devices.emulator = core.caps.emulator_for(d.os.arch);
        if (d.devices.emulator.empty() && !hv::known_arch(d.os.arch))
            fail(Code::config_unsupported, Domain::domain, "Unknown architecture {}", d.os.arch);
        if (d.devices.emulator.empty())
            fail(Code::config_unsupported, Domain::qemu, "could not find capabilities for arch={}", d.os.arch);
    }
    auto caps = core.caps.get(d.devices.emulator);
    if (d.os.type != "hvm")
        fail(Code::config_unsupported, Domain::qemu, "Emulator '{}' does not support os type '{}'", d.devices.emulator, d.os.type);
    if (!rules::runs_arch(caps->arch, d.os.arch))
        fail(Code::config_unsupported, Domain::qemu, "Emulator '{}' does not support arch '{}'", d.devices.emulator, d.os.arch);
    const auto type = d.type;
    if ((type != model::VirtType::qemu && type != model::VirtType::kvm && type != model::VirtType::hvf) || !caps->under(rules::accelerator_of(d)))
        fail(Code::config_unsupported, Domain::qemu, "Emulator '{}' does not support virt type '{}'", d.devices.emulator, model::word(type));
    if (!d.os.machine.empty() && !caps->machine(rules::accelerator_of(d), d.os.machine))
        fail(Code::config_unsupported, Domain::qemu, "Emulator '{}' does not support machine type '{}'", d.devices.emulator, d.os.machine);
    rules::fill_in(d, *caps, f);
    rules::check(d, *caps, core.config.settings.spice_tls.enabled);
    return d;
}

GuestPtr QemuConnection::define(const std::string& xml, std::uint32_t flags) {
    if (flags & VIR_DOMAIN_DEFINE_VALIDATE) model::validate("domain", "domain", xml, Domain::domain);
    auto d = share(accept_definition(*core_, xml));
    std::lock_guard one(core_->defining);
    auto config = std::make_shared<const StoredDefinition>(core_->definition_path(d->name), d);
    if (auto known = core_->guests.find(d->uuid)) {
        auto s = known->read();
        if (s->name != d->name) hv::uuid_taken(s->name, d->uuid);
        known->commit(run::any_life, [&](GuestState& n) {
            n.config = config;
            n.events = {hv::lifecycle_event(n.ref(), hv::event::Lifecycle::defined, hv::event::defined::updated)};
        });
        return known;
    }
    if (auto other = core_->guests.find(d->name)) hv::name_taken(d->name, other->read()->uuid);
    GuestState s;
    s.name = d->name;
    s.uuid = d->uuid;
    auto fresh = std::make_shared<Guest>(*core_, std::move(s));
    if (core_->guests.insert(d->name, d->uuid, fresh) != run::Index<Guest>::Clash::none) fail(Code::operation_failed, Domain::domain, "domain '{}' already exists", d->name);
    try {
        fresh->commit(run::any_life, [&](GuestState& n) {
            n.config = config;
            n.events = {hv::lifecycle_event(n.ref(), hv::event::Lifecycle::defined, hv::event::defined::added)};
        });
    } catch (...) {
        core_->drop(fresh);
        throw;
    }
    return fresh;
}

DomainDefineXmlRet QemuConnection::domain_define_xml(Call&, const DomainDefineXmlArgs& a) { return {.dom = define(a.xml, 0)->read()->ref()}; }

DomainDefineXmlFlagsRet QemuConnection::domain_define_xml_flags(Call&, const DomainDefineXmlFlagsArgs& a) {
    hv::check_flags(a.flags, VIR_DOMAIN_DEFINE_VALIDATE, "qemuDomainDefineXMLFlags", Domain::qemu);
    return {.dom = define(a.xml, a.flags)->read()->ref()};
}

DomainGetXmlDescRet QemuConnection::domain_get_xml_desc(Call&, const DomainGetXmlDescArgs& a) {
    hv::check_flags(a.flags, VIR_DOMAIN_XML_SECURE | VIR_DOMAIN_XML_INACTIVE | VIR_DOMAIN_XML_UPDATE_CPU | VIR_DOMAIN_XML_MIGRATABLE, "qemuDomainGetXMLDesc", Domain::qemu);
    auto s = guest(a.dom)->read();
    const auto& texts = s->texts;
    const unsigned kind = a.flags & (VIR_DOMAIN_XML_SECURE | VIR_DOMAIN_XML_INACTIVE | VIR_DOMAIN_XML_MIGRATABLE);
    if (s->config && !(a.flags & VIR_DOMAIN_XML_MIGRATABLE) && ((a.flags & VIR_DOMAIN_XML_INACTIVE) || !s->active()))
        return {.xml = s->config->document(a.flags & VIR_DOMAIN_XML_SECURE)};
    auto make = [&] {
        auto d = (a.flags & VIR_DOMAIN_XML_INACTIVE) ? s->next() : s->now();
        unsigned f = format_flags(a.flags);
        if (!s->active()) f |= model::row::format_inactive;
        return model::format_domain(*d, f);
    };
    // A running guest's document is asked for again and again; that of one that only is defined is made when asked.
    return {.xml = s->active() ? texts.get(kind, make) : make()};
}

DomainGetAutostartRet QemuConnection::domain_get_autostart(Call&, const DomainGetAutostartArgs& a) { return {.autostart = guest(a.dom)->read()->autostart}; }

void QemuConnection::domain_set_autostart(Call&, const DomainSetAutostartArgs& a) {
    auto g = guest(a.dom);
    if (!g->read()->persistent()) fail(Code::operation_invalid, Domain::qemu, "cannot set autostart for transient domain");
    g->commit(run::any_life, [&](GuestState& n) {
        n.autostart = a.autostart != 0;
    });
}

DomainGetAutostartOnceRet QemuConnection::domain_get_autostart_once(Call&, const DomainGetAutostartOnceArgs& a) {
    return {.autostart = guest(a.dom)->read()->autostart_once};
}

void QemuConnection::domain_set_autostart_once(Call&, const DomainSetAutostartOnceArgs& a) {
    auto g = guest(a.dom);
    if (!g->read()->persistent()) fail(Code::operation_invalid, Domain::qemu, "cannot set autostart for transient domain");
    g->commit(run::any_life, [&](GuestState& n) { n.autostart_once = a.autostart != 0; });
}

DomainGetOsTypeRet QemuConnection::domain_get_os_type(Call&, const DomainGetOsTypeArgs& a) { return {.type = guest(a.dom)->read()->os_type()}; }

void QemuConnection::domain_undefine(Call& c, const DomainUndefineArgs& a) { domain_undefine_flags(c, {.dom = a.dom, .flags = 0}); }

void QemuConnection::domain_undefine_flags(Call&, const DomainUndefineFlagsArgs& a) {
    hv::check_flags(a.flags,
                    VIR_DOMAIN_UNDEFINE_MANAGED_SAVE | VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA | VIR_DOMAIN_UNDEFINE_CHECKPOINTS_METADATA | VIR_DOMAIN_UNDEFINE_NVRAM |
                        VIR_DOMAIN_UNDEFINE_KEEP_NVRAM | VIR_DOMAIN_UNDEFINE_TPM | VIR_DOMAIN_UNDEFINE_KEEP_TPM,
                    "qemuDomainUndefineFlags", Domain::qemu);
    hv::exclusive_flags(a.flags, VIR_DOMAIN_UNDEFINE_NVRAM, "VIR_DOMAIN_UNDEFINE_NVRAM", VIR_DOMAIN_UNDEFINE_KEEP_NVRAM, "VIR_DOMAIN_UNDEFINE_KEEP_NVRAM", "qemuDomainUndefineFlags", "flags");
    hv::exclusive_flags(a.flags, VIR_DOMAIN_UNDEFINE_TPM, "VIR_DOMAIN_UNDEFINE_TPM", VIR_DOMAIN_UNDEFINE_KEEP_TPM, "VIR_DOMAIN_UNDEFINE_KEEP_TPM", "qemuDomainUndefineFlags", "flags");
    auto g = guest(a.dom);
    auto s = g->read();
    if (!s->persistent()) fail(Code::operation_invalid, Domain::qemu, "cannot undefine transient domain");
    const auto nvram = s->config->nvram();
    if (!s->active() && !nvram.empty() && host::path_exists(nvram)) {
        if (a.flags & VIR_DOMAIN_UNDEFINE_NVRAM)
            core_->store.remove_file(nvram, Domain::qemu);
        else if (!(a.flags & VIR_DOMAIN_UNDEFINE_KEEP_NVRAM))
            fail(Code::operation_invalid, Domain::qemu, "cannot undefine domain with nvram");
    }
    g->commit(run::any_life, [&](GuestState& n) {
        n.config.reset();
        n.events = {hv::lifecycle_event(n.ref(), hv::event::Lifecycle::undefined, hv::event::undefined::removed)};
        if (!n.active()) ++n.life;
        // save() removes the link that belonged to the definition
        n.autostart = n.autostart_once = false;
    });
    core_->drop(g);
}

DomainIsUpdatedRet QemuConnection::domain_is_updated(Call&, const DomainIsUpdatedArgs& a) {
    guest(a.dom);
    return {.updated = 0};
}

DomainGetMetadataRet QemuConnection::domain_get_metadata(Call&, const DomainGetMetadataArgs& a) {
    hv::check_flags(a.flags, VIR_DOMAIN_AFFECT_LIVE | VIR_DOMAIN_AFFECT_CONFIG, "qemuDomainGetMetadata", Domain::qemu);
    auto s = guest(a.dom)->read();
    auto d = hv::reads_live(a.flags, s->active(), s->persistent()) ? s->live : s->next();
    return {.metadata = hv::get_metadata(*d, hv::metadata_type(a.type), a.uri)};
}

void QemuConnection::domain_set_metadata(Call&, const DomainSetMetadataArgs& a) {
    hv::check_flags(a.flags, VIR_DOMAIN_AFFECT_LIVE | VIR_DOMAIN_AFFECT_CONFIG, "qemuDomainSetMetadata", Domain::qemu);
    guest(a.dom)->commit(run::any_life, [&](GuestState& n) {
        auto impact = hv::resolve_impact(a.flags, n.active(), n.persistent());
        auto change = [&](const model::Domain& d) {
            auto next = d;
            hv::set_metadata(next, hv::metadata_type(a.type), a.metadata, a.key, a.uri);
            return share(std::move(next));
        };
        if (impact.live) n.live = change(*n.live);
        if (impact.config) n.config = std::make_shared<const StoredDefinition>(n.config->file(), change(*n.config->get()));
        n.events = {hv::metadata_change_event(n.ref(), a.type, a.type == VIR_DOMAIN_METADATA_ELEMENT ? a.uri : std::nullopt)};
    });
}

DomainRenameRet QemuConnection::domain_rename(Call&, const DomainRenameArgs& a) {
    hv::check_flags(a.flags, 0, "qemuDomainRename", Domain::qemu);
    auto g = guest(a.dom);
    std::lock_guard one(core_->defining);
    auto s = g->read();
    const std::string name = a.new_name.value_or("");
    if (!s->persistent()) fail(Code::operation_invalid, Domain::qemu, "cannot rename a transient domain");
    if (s->active()) fail(Code::operation_invalid, Domain::qemu, "cannot rename active domain");
    if (name.empty() || name.find('/') != name.npos) fail(Code::xml_error, Domain::domain, "name {} cannot contain '/'", name);
    if (name == s->name) fail(Code::operation_invalid, Domain::qemu, "Can't rename domain to itself");
    if (s->managed_save) fail(Code::operation_invalid, Domain::qemu, "domain with a managed saved state can't be renamed");
    if (!core_->guests.rename(s->name, name)) hv::name_taken(name, core_->find_by_name(name)->read()->uuid);
    try {
        g->commit(s->life, [&](GuestState& n) {
            auto next = *n.config->get();
            next.name = name;
            auto undefined = hv::lifecycle_event(n.ref(), hv::event::Lifecycle::undefined, hv::event::undefined::renamed);
            n.name = name;
            n.config = std::make_shared<const StoredDefinition>(core_->definition_path(name), share(std::move(next)));
            n.events = {std::move(undefined), hv::lifecycle_event(n.ref(), hv::event::Lifecycle::defined, hv::event::defined::renamed)};
        });
    } catch (...) {
        core_->guests.rename(name, s->name);
        throw;
    }
    return {.retcode = 0};
}

}  // namespace vireo::qemu
