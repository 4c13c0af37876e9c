// SPDX-License-Identifier: LGPL-2.1-or-later
// Checks of all devices but disks.
#include "base/error.h"
#include "model/domain/rules/check.h"

namespace vireo::model::rules {
namespace {

using E = vireo::Domain;

void chardev_source(const ChardevSource& s) {
    auto lacks = [](const char* what) { fail(Code::internal_error, E::domain, "Missing source {} attribute for char device", what); };
    switch (s.type) {
        case ChardevType::dev:
        case ChardevType::file:
        case ChardevType::pipe:
            if (s.path.empty()) lacks("path");
            break;
        case ChardevType::nmdm:
            if (s.nmdm_master.empty() != s.nmdm_slave.empty())
                fail(Code::internal_error, E::domain, "Should define both master and slave path attributes for nmdm device");
            break;
        case ChardevType::tcp:
            if (s.host.empty()) lacks("host");
            if (s.service.empty()) lacks("service");
            break;
        case ChardevType::udp:
            if (s.connect_service.empty()) lacks("service");
            break;
        case ChardevType::spiceport:
            if (s.channel.empty()) fail(Code::config_unsupported, E::domain, "Missing source channel attribute for char device");
            break;
        default: break;
    }
    if (s.type == ChardevType::dbus || s.type == ChardevType::spiceport)
        for (char c : s.channel)
            if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_'))
                throw Error(Code::invalid_arg, E::domain, "Invalid character in source channel for char device");
    if (s.reconnect.enabled == YesNo::yes) {
        if (s.listen) fail(Code::internal_error, E::domain, "chardev reconnect is possible only for connect mode");
    }
}

// Only channels may leave the path of their socket to the driver.
void unix_path(const ChardevSource& s) {
    if (s.type == ChardevType::unix_ && s.path.empty())
        fail(Code::internal_error, E::domain, "Missing source path attribute for char device");
}

void ports(const std::vector<Chardev>& all) {
    for (const auto& c : all) chardev_source(c.source), unix_path(c.source);
}

void channels(const Domain& d) {
    for (const auto& c : d.devices.channels) {
        chardev_source(c.source);
        if (c.channel_target != ChannelTarget::virtio && c.channel_target != ChannelTarget::xen) unix_path(c.source);
    }
}

void redirdevs(const Domain& d) {
    for (const auto& r : d.devices.redirdevs) chardev_source(r.source), unix_path(r.source);
}

void smartcards(const Domain& d) {
    for (const auto& s : d.devices.smartcards)
        if (s.mode == SmartcardMode::passthrough) chardev_source(s.source), unix_path(s.source);
}

void rngs(const Domain& d) {
    for (const auto& r : d.devices.rngs)
        if (r.backend == RngBackend::egd) chardev_source(r.egd), unix_path(r.egd);
}

void videos(const Domain& d) {
    for (const auto& v : d.devices.videos) {
        if (v.type == VideoType::none && d.devices.videos.size() > 1)
            fail(Code::config_unsupported, E::domain, "a 'none' video type must be the only video device defined for the domain");
        if (v.type != VideoType::qxl) {
            const std::pair<bool, const char*> sizes[] = {{v.ram.has_value(), "ram"}, {v.vram64.has_value(), "vram64"}, {v.vgamem.has_value(), "vgamem"}};
            for (const auto& [given, name] : sizes)
                if (given) fail(Code::config_unsupported, E::domain, "{} attribute only supported for video type qxl", name);
        }
        if (v.type == VideoType::ramfb && v.info.address.type != AddressType::none)
            fail(Code::config_unsupported, E::domain, "address not supported for video type {}", word(v.type));
    }
}

void mediated(const Domain& d) {
    for (const auto& h : d.devices.hostdevs) {
        if (h.type == HostdevType::mdev) {
            auto t = h.info.address.type;
            bool fits = t == AddressType::none || t == AddressType::unassigned ||
                        (h.mdev_model == MdevModel::vfio_pci && t == AddressType::pci) ||
                        (h.mdev_model == MdevModel::vfio_ccw && t == AddressType::ccw);
            if (!fits)
                fail(Code::xml_error, E::domain, "Unsupported address type '{}' with mediated device model '{}'", word(t), word(h.mdev_model));
        }
    }
}

void hostdevs(const Domain& d) {
    unsigned ramfb = 0;
    const auto& all = d.devices.hostdevs;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& h = all[i];
        if (h.type == HostdevType::mdev && h.ramfb == OnOff::on) ++ramfb;
        if (h.mode != HostdevMode::subsystem) continue;
        for (std::size_t k = 0; k < i; ++k) {
            const auto& o = all[k];
            if (o.mode != h.mode || o.type != h.type) continue;
            bool same = false;
            const auto &a = h.source, &b = o.source;
            switch (h.type) {
                case HostdevType::pci:
                    same = a.pci.domain == b.pci.domain && a.pci.bus == b.pci.bus && a.pci.slot == b.pci.slot && a.pci.function == b.pci.function;
                    break;
                case HostdevType::usb:
                    same = a.vendor == b.vendor && a.product == b.product && a.usb_bus == b.usb_bus && a.usb_device == b.usb_device;
                    break;
                case HostdevType::scsi:
                    same = a.scsi_protocol == b.scsi_protocol && (a.scsi_protocol == ScsiProtocol::iscsi
                                                            ? a.iscsi_name == b.iscsi_name && a.hosts == b.hosts
                                                            : a.adapter == b.adapter && a.scsi == b.scsi);
                    break;
                case HostdevType::scsi_host: same = a.wwpn == b.wwpn; break;
                case HostdevType::mdev: same = a.mdev_uuid == b.mdev_uuid; break;
                default: break;
            }
            if (same) fail(Code::xml_error, E::domain, "Hostdev already exists in the domain configuration");
        }
    }
    if (ramfb > 1) fail(Code::config_unsupported, E::domain, "Only one vgpu device can have 'ramfb' enabled");
}

void shmems(const Domain& d) {
    for (const auto& s : d.devices.shmems)
        if (s.msi && !s.has_server && s.model != ShmemModel::doorbell) fail(Code::xml_error, E::domain, "msi option is only supported with a server");
}

void interfaces(const Domain& d) {
    for (const auto& i : d.devices.interfaces) {
        if (i.teaming && i.type == InterfaceType::hostdev && i.teaming->type == "transient" && i.teaming->persistent.empty())
            fail(Code::config_unsupported, E::domain, "teaming persistent attribute must be set if teaming type is 'transient'");
        if (i.bandwidth)
            for (const auto* r : {i.bandwidth->inbound.get(), i.bandwidth->outbound.get()})
                if (r && !r->average && !r->floor) fail(Code::xml_detail, E::none, "Missing mandatory average or floor attributes");
        if (i.target_managed == YesNo::no && i.type != InterfaceType::ethernet)
            fail(Code::config_unsupported, E::domain, "unmanaged target dev is not supported on interfaces of type '{}'", word(i.type));
        if (i.type == InterfaceType::vhost_user && (!i.vhost_user_source || i.vhost_user.path.empty()) && i.backend != NicBackend::passt)
            fail(Code::xml_error, E::xml, "Missing required attribute 'path' in element 'source'");
        else if (i.type == InterfaceType::vhost_user && i.vhost_user.listen && i.vhost_user.reconnect.enabled == YesNo::yes)
            fail(Code::config_unsupported, E::domain,
                 "'reconnect' attribute is not supported when source mode='server' for <interface type='vhostuser'>");
        else if (i.bandwidth && ((i.bandwidth->outbound && i.bandwidth->outbound->floor) ||
                                 (i.bandwidth->inbound && i.bandwidth->inbound->floor && i.type != InterfaceType::network)))
            fail(Code::config_unsupported, E::none, "floor attribute is not supported for this config");
    }
}

void iommus(const Domain& d) {
    const auto& i = d.devices.iommu;
    if (!i) return;
    if (i->model == IommuModel::intel) {
        return;
    }
    if (i->intremap != OnOff::absent || i->caching_mode != OnOff::absent || i->eim != OnOff::absent ||
        i->iotlb != OnOff::absent || i->aw_bits || i->dma_translation != OnOff::absent)
        fail(Code::xml_error, E::domain, "iommu model '{}' doesn't support additional attributes", word(i->model));
}

// Modules that name their place must not overlap.
void memory_modules(const Domain& d) {
    struct Range {
        std::uint64_t begin, end;
    };
    std::vector<Range> seen;
    for (const auto& m : d.devices.memories) {
        if (m.model == MemoryModel::nvdimm && m.uuid && d.os.arch.substr(0, 3) != "ppc")
            fail(Code::config_unsupported, E::domain, "UUID is not supported for NVDIMM device");
        std::uint64_t base = m.address.value_or(0);
        if (m.info.address.type == AddressType::dimm) base = m.info.address.dimm.base.value_or(0);
        if (!base) continue;
        Range r{base, base + m.size.value_or(0) * 1024};
        for (const auto& o : seen)
            if (r.begin < o.end && o.begin < r.end)
                fail(Code::config_unsupported, E::domain,
                     "memory device address [0x{:x}:0x{:x}] overlaps with other memory device (0x{:x})", o.begin, o.end, r.begin);
        seen.push_back(r);
    }
}

void audio_settings(const Domain& d) {
    for (const auto& a : d.devices.audios)
        for (const auto* io : {&a.input, &a.output}) {
            if (io->fixed_settings == YesNo::yes && io->mixing_engine != YesNo::yes)
                fail(Code::config_unsupported, E::domain, "fixed audio settings requires mixing engine");
            if ((io->frequency || io->channels || !io->format.empty()) && io->fixed_settings != YesNo::yes)
                fail(Code::config_unsupported, E::domain, "audio settings specified without fixed settings flag");
        }
}

void tpms(const Domain& d) {
    for (const auto& t : d.devices.tpms)
        if (t.has_pcr_banks && t.version != TpmVersion::v2_0)
            fail(Code::xml_error, E::domain, "<active_pcr_banks/> requires TPM version '2.0'");
}

void vsocks(const Domain& d) {
    const auto& v = d.devices.vsock;
    if (v && v->cid && *v->cid < 3) fail(Code::config_unsupported, E::domain, "guest CIDs must be >= 3");
}

// A boot order number names one device.
void boot_orders(const Domain& d) {
    std::vector<unsigned> seen;
    auto look = [&](const DeviceInfo& i) {
        if (!i.boot_order) return;
        if (std::find(seen.begin(), seen.end(), *i.boot_order) != seen.end())
            fail(Code::config_unsupported, E::domain, "boot order '{}' used for more than one device", *i.boot_order);
        seen.push_back(*i.boot_order);
    };
    for (const auto& x : d.devices.disks) look(x.info);
    for (const auto& x : d.devices.interfaces) look(x.info);
    for (const auto& x : d.devices.hostdevs) look(x.info);
    for (const auto& x : d.devices.redirdevs) look(x.info);
    for (const auto& x : d.devices.filesystems) look(x.info);
}

}  // namespace

// A device has one label of each kind, a request one cookie of each name.
void parts_of_sources(const Domain& d) {
    auto labels = [](const std::vector<DeviceSeclabel>& all) {
        for (std::size_t i = 0; i < all.size(); ++i)
            for (std::size_t k = 0; k < i; ++k)
                if (all[i].model == all[k].model) fail(Code::xml_detail, E::domain, "seclabel for model {} is already provided", all[i].model);
    };
    for (const auto& x : d.devices.disks)
        for (const auto* s = &x.source; s; s = s->backing.get()) {
            labels(s->seclabels);
            for (std::size_t i = 0; i < s->cookies.size(); ++i) {
                if (s->cookies[i].value.empty()) fail(Code::xml_error, E::domain, "missing value for cookie '{}'", s->cookies[i].name);
                for (std::size_t k = 0; k < i; ++k)
                    if (s->cookies[i].name == s->cookies[k].name) fail(Code::xml_error, E::domain, "duplicate cookie '{}'", s->cookies[i].name);
            }
        }
    for (const auto* list : {&d.devices.serials, &d.devices.parallels, &d.devices.consoles, &d.devices.channels})
        for (const auto& c : *list) labels(c.source.seclabels);
}

void memory_sources(const Domain& d) {
    for (const auto& m : d.devices.memories) {
        if ((m.model == MemoryModel::nvdimm || m.model == MemoryModel::virtio_pmem) && m.path.empty())
            fail(Code::xml_detail, E::domain, "path is required for model '{}'", word(m.model));
        if (m.model == MemoryModel::virtio_mem && m.requested_size.value_or(0) > m.size.value_or(0))
            fail(Code::xml_detail, E::domain, "requested size must be smaller than or equal to @size ({}KiB)", m.size.value_or(0));
        if (m.label_size && *m.label_size >= m.size.value_or(0)) fail(Code::xml_error, E::domain, "label size must be smaller than NVDIMM size");
    }
}

void parsed_devices(const Domain& d) {
    parts_of_sources(d);
    memory_sources(d);
    shmems(d);
    interfaces(d);
    audio_settings(d);
}

void completed_devices(const Domain& d) {
    mediated(d);
    boot_orders(d);
}

void check_kind(const Domain& d, DeviceKind kind) {
    switch (kind) {
        case DeviceKind::disk: return check_disk_kind(d);
        case DeviceKind::video: return videos(d);
        case DeviceKind::smartcard: return smartcards(d);
        case DeviceKind::serial: return ports(d.devices.serials);
        case DeviceKind::parallel: return ports(d.devices.parallels);
        case DeviceKind::console: return ports(d.devices.consoles);
        case DeviceKind::channel: return channels(d);
        case DeviceKind::rng: return rngs(d);
        case DeviceKind::tpm: return tpms(d);
        case DeviceKind::memory: return memory_modules(d);
        case DeviceKind::redirdev: return redirdevs(d);
        case DeviceKind::iommu: return iommus(d);
        case DeviceKind::vsock: return vsocks(d);
        default: return;
    }
}

void whole_devices(const Domain& d) { hostdevs(d); }

}  // namespace vireo::model::rules
