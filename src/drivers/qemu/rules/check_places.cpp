// SPDX-License-Identifier: LGPL-2.1-or-later
// Kinds of addresses that devices or machines do not have.
#include "base/error.h"
#include "drivers/qemu/rules/checks.h"
#include "drivers/qemu/rules/machine.h"

namespace vireo::qemu::rules {

using namespace model;

namespace {

using K = DeviceKind;

template <class... A>
[[noreturn]] void unsupported(fmt::format_string<A...> text, A&&... args) {
    fail(Code::config_unsupported, vireo::Domain::none, text, std::forward<A>(args)...);
}

void place(const Subject& s, const DeviceInfo& i, bool host) {
    const Address& a = i.address;
    if (a.type == AddressType::unassigned && !host) unsupported("address of type '{}' is supported only for hostdevs", word(a.type));
    if (a.type == AddressType::ccw && !is_s390(s.d)) unsupported("CCW addresses are not supported by machine type '{}'", s.d.os.machine);
    if (a.type == AddressType::pci && (a.pci.zpci_uid || a.pci.zpci_fid) && !s.caps.has("zpci")) unsupported("This QEMU binary doesn't support zPCI");
    if (i.acpi_index && a.type != AddressType::pci) unsupported("ACPI index is only supported for PCI devices");
}

template <auto List>
void all(const Subject& s) {
    for (const auto& x : s.d.devices.*List) place(s, x.info, false);
}
template <auto One>
void one(const Subject& s) {
    if (const auto& x = s.d.devices.*One) place(s, x->info, false);
}

void hostdevs(const Subject& s) {
    for (const Hostdev& h : s.d.devices.hostdevs) {
        place(s, h.info, true);
        if (h.mode != HostdevMode::subsystem) continue;
        const AddressType at = h.info.address.type;
        if (at == AddressType::none || at == AddressType::unassigned) continue;
        if (h.type == HostdevType::pci && at != AddressType::pci)
            fail(Code::internal_error, vireo::Domain::none, "PCI host devices must use 'pci' or 'unassigned' address type");
        if (h.type == HostdevType::usb && at != AddressType::usb) unsupported("USB host device must use 'usb' address type");
        if (h.type == HostdevType::scsi && at != AddressType::drive) unsupported("SCSI host device must use 'drive' address type");
        if (h.type != HostdevType::usb && h.source.startup_policy != StartupPolicy::none) unsupported("Setting startupPolicy is only allowed for USB devices");
    }
}

void on_usb(const DeviceInfo& i) {
    if (i.address.type != AddressType::none && i.address.type != AddressType::usb) fail(Code::xml_error, vireo::Domain::none, "Invalid address for a USB device");
}
void usb_inputs(const Subject& s) {
    for (const Input& i : s.d.devices.inputs)
        if (i.bus == InputBus::usb) on_usb(i.info);
}
void usb_redirdevs(const Subject& s) {
    for (const Redirdev& r : s.d.devices.redirdevs) on_usb(r.info);
}
void virtio_disks(const Subject& s) {
    for (const Disk& x : s.d.devices.disks) {
        const AddressType at = x.info.address.type;
        const bool fits = at == AddressType::none || at == AddressType::pci || at == AddressType::ccw || at == AddressType::virtio_mmio || at == AddressType::unassigned ||
                          at == AddressType::virtio_s390;
        if (x.bus == DiskBus::virtio && !fits) unsupported("virtio disk cannot have an address of type '{}'", word(at));
    }
}

void pstore(const Subject& s) {
    if (s.d.devices.pstore && s.d.devices.pstore->info.address.type != AddressType::pci) unsupported("ACPI ERST device must reside on a PCI bus");
    one<&Devices::pstore>(s);
}

constexpr KindCheck list[] = {{K::input, usb_inputs},
                              {K::redirdev, usb_redirdevs},
                              {K::disk, all<&Devices::disks>},
                              {K::disk, virtio_disks},
                              {K::interface, all<&Devices::interfaces>},
                              {K::sound, all<&Devices::sounds>},
                              {K::video, all<&Devices::videos>},
                              {K::hostdev, hostdevs},
                              {K::controller, all<&Devices::controllers>},
                              {K::smartcard, all<&Devices::smartcards>},
                              {K::serial, all<&Devices::serials>},
                              {K::parallel, all<&Devices::parallels>},
                              {K::channel, all<&Devices::channels>},
                              {K::input, all<&Devices::inputs>},
                              {K::filesystem, all<&Devices::filesystems>},
                              {K::watchdog, all<&Devices::watchdogs>},
                              {K::memballoon, one<&Devices::memballoon>},
                              {K::rng, all<&Devices::rngs>},
                              {K::shmem, all<&Devices::shmems>},
                              {K::hub, all<&Devices::hubs>},
                              {K::redirdev, all<&Devices::redirdevs>},
                              {K::vsock, one<&Devices::vsock>},
                              {K::crypto, all<&Devices::cryptos>},
                              {K::pstore, pstore}};

}  // namespace

std::span<const KindCheck> place_checks() { return list; }

}  // namespace vireo::qemu::rules
