// SPDX-License-Identifier: LGPL-2.1-or-later
// Devices of the host that a guest gets: which ones they are now, and whether the host can give them away at all.
#include <algorithm>
#include <optional>

#include "base/error.h"
#include "base/text.h"
#include "drivers/qemu/prepare/hostdevs.h"
#include "drivers/qemu/prepare/steps.h"
#include "host/node/sysfs.h"
#include "host/usb/usb.h"

namespace vireo::qemu::prepare {
namespace {

using model::Hostdev;
using model::HostdevSource;
using model::HostdevType;

bool has_vfio() { return host::exists("/dev/vfio/vfio") && !host::numbered_entries("/sys/kernel/iommu_groups", "").empty(); }

std::string called(const HostdevSource& s) {
    std::string out;
    if (s.vendor) out = fmt::format("{:04x}:{:04x}", *s.vendor, s.product.value_or(0));
    if (s.usb_bus) out += fmt::format("{}bus:{} device:{}", out.empty() ? "" : " ", *s.usb_bus, s.usb_device.value_or(0));
    return out;
}

unsigned highest_node(const model::Domain& live) {
    unsigned highest = 0;
    for (const auto& d : live.devices.disks)
        for (const auto* s = &d.source; s; s = s->backing.get()) {
            highest = std::max(highest, s->index.value_or(0));
            if (s->data_store) highest = std::max(highest, s->data_store->index.value_or(0));
        }
    return highest;
}

}  // namespace

void find_usb(HostdevSource& s, const std::vector<host::UsbDevice>& present) {
    std::vector<const host::UsbDevice*> fit;
    for (const auto& d : present)
        if ((!s.vendor || (d.vendor == *s.vendor && d.product == s.product.value_or(0))) && (!s.usb_bus || (d.bus == *s.usb_bus && d.device == s.usb_device.value_or(0))))
            fit.push_back(&d);
    if (fit.empty()) {
        if (s.startup_policy != model::StartupPolicy::optional) fail(Code::internal_error, Domain::none, "Did not find USB device {}", called(s));
        s.missing = model::YesNo::yes;
        return;
    }
    if (fit.size() > 1) fail(Code::operation_failed, Domain::none, "Multiple USB devices for {}, use <address> to specify one", called(s));
    s.usb_bus = fit.front()->bus;
    s.usb_device = fit.front()->device;
    s.missing = model::YesNo::absent;
}

std::string scsi_node(const HostdevSource& s) {
    std::string_view name = s.adapter;
    if (name.starts_with("scsi_host")) name.remove_prefix(9);
    const auto adapter = to_number<unsigned>(name);
    if (!adapter) fail(Code::internal_error, Domain::none, "Cannot parse adapter '{}'", s.adapter);
    return host::scsi_generic_node(*adapter, s.scsi.bus, s.scsi.target, s.scsi.unit);
}

void hostdevs(Preparation& p) {
    std::optional<std::vector<host::UsbDevice>> usb;
    for (auto& h : p.live.devices.hostdevs) {
        if (h.mode != model::HostdevMode::subsystem) continue;
        if (h.type == HostdevType::pci && !has_vfio()) fail(Code::config_unsupported, Domain::qemu, "host doesn't support passthrough of host PCI devices");
        if (h.type == HostdevType::mdev && !has_vfio()) fail(Code::config_unsupported, Domain::qemu, "Mediated host device assignment requires VFIO support");
        if (h.type != HostdevType::usb) continue;
        if (!usb) usb = host::list_usb_devices();
        find_usb(h.source, *usb);
    }
    for (const auto& n : p.live.devices.interfaces)
        if (n.type == model::InterfaceType::hostdev && !has_vfio()) fail(Code::config_unsupported, Domain::qemu, "host doesn't support passthrough of host PCI devices");
}

void scsi_hostdevs(Preparation& p) {
    unsigned node = highest_node(p.live);
    for (const auto& h : p.live.devices.hostdevs) {
        if (h.mode != model::HostdevMode::subsystem || h.type != HostdevType::scsi) continue;
        const bool here = h.source.scsi_protocol == model::ScsiProtocol::adapter;
        p.bindings.scsi[h.info.alias] = {here ? scsi_node(h.source) : std::string(), fmt::format("libvirt-{}-backend", ++node)};
    }
}

}  // namespace vireo::qemu::prepare
