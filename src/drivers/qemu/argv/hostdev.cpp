// SPDX-License-Identifier: LGPL-2.1-or-later
// Devices of the host given to the guest.
#include "base/text.h"
#include "drivers/qemu/argv/parts.h"

namespace vireo::qemu::argv {

using namespace model;

namespace {

std::string host_address(const PciAddress& a) { return fmt::format("{:04x}:{:02x}:{:02x}.{:x}", a.domain, a.bus, a.slot, a.function); }

void pci(const Build& b, const PciAddress& host, const DeviceInfo& info, const Box<HostdevTeaming>& teaming, const Hostdev* h) {
    Props p{{"driver", h && on(h->ramfb) ? "vfio-pci-nohotplug" : "vfio-pci"}, {"host", host_address(host)}, {"id", info.alias}};
    if (teaming && teaming->type == "transient") p.set("failover_pair_id", teaming->persistent);
    if (h && h->display != OnOff::absent) p.set("display", on_off(on(h->display)));
    if (h && on(h->ramfb)) p.set("ramfb", true);
    add_boot_index(p, info);
    add_address(b, p, info);
    add_rom(p, info);
    b.device(std::move(p));
}

// A SCSI device of the host, by its generic node or over iSCSI.
void scsi(const Build& b, const Hostdev& h) {
    const HostdevSource& s = h.source;
    auto bound = b.host.scsi.find(h.info.alias);
    const std::string node = bound == b.host.scsi.end() ? "libvirt-" + h.info.alias + "-backend" : bound->second.node;
    Props n;
    if (s.scsi_protocol == ScsiProtocol::iscsi) {
        const auto slash = s.iscsi_name.rfind('/');
        n.set("driver", "iscsi");
        n.set("portal", s.hosts.empty() ? std::string() : fmt::format("{}:{}", s.hosts.front().name, s.hosts.front().port.value_or(3260)));
        n.set("target", s.iscsi_name.substr(0, slash));
        n.set("lun", slash == std::string::npos ? 0u : to_number<unsigned>(std::string_view(s.iscsi_name).substr(slash + 1)).value_or(0));
        n.set("transport", "tcp");
        if (s.auth) n.set("user", s.auth->username).set("password-secret", node + "-secret0");
        n.set_text("initiator-name", s.initiator_iqn);
    } else {
        n.set("driver", "host_device").set("filename", bound == b.host.scsi.end() ? std::string("/dev/sg0") : bound->second.device);
    }
    n.set("node-name", node).set("read-only", h.readonly);
    if (s.auth && s.scsi_protocol == ScsiProtocol::iscsi) secret(b, node + "-secret0", secret_reference(s.auth->secret));
    b.line.add("-blockdev", n);
    const auto& a = h.info.address.drive;
    const Controller* c = nullptr;
    for (const Controller& k : b.dev().controllers)
        if (k.type == ControllerType::scsi && k.index.value_or(-1) == static_cast<int>(a.controller)) c = &k;
    const std::string bus = c ? c->info.alias : fmt::format("scsi{}", a.controller);
    Props p{{"driver", "scsi-generic"}, {"drive", node}, {"id", h.info.alias}};
    if (c && c->scsi_model == ScsiModel::lsilogic)
        p.set("bus", bus + ".0").set("scsi-id", a.unit);
    else
        p.set("bus", bus + ".0").set("channel", a.bus).set("scsi-id", a.target).set("lun", a.unit);
    add_boot_index(p, h.info);
    b.device(std::move(p));
}

}  // namespace

void hostdevs(const Build& b) {
    for (const Interface& n : b.dev().interfaces)
        if (actual_type(n) == InterfaceType::hostdev && n.hostdev && n.info.address.type != AddressType::unassigned) {
            Box<HostdevTeaming> teaming;
            if (n.teaming) teaming = HostdevTeaming{n.teaming->type, n.teaming->persistent};
            pci(b, n.hostdev->pci, n.info, teaming, nullptr);
        }
    for (const Hostdev& h : b.dev().hostdevs) {
        if (h.mode != HostdevMode::subsystem || h.info.address.type == AddressType::unassigned) continue;
        switch (h.type) {
            case HostdevType::pci: pci(b, h.source.pci, h.info, h.teaming, &h); break;
            case HostdevType::usb: {
                Props p{{"driver", "usb-host"}};
                if (h.source.missing != YesNo::yes) {
                    if (b.caps.has("usb-host.hostdevice"))
                        p.set("hostdevice", fmt::format("/dev/bus/usb/{:03d}/{:03d}", h.source.usb_bus.value_or(0), h.source.usb_device.value_or(0)));
                    else
                        p.set("hostbus", h.source.usb_bus.value_or(0)).set("hostaddr", h.source.usb_device.value_or(0));
                }
                p.set("id", h.info.alias);
                if (h.source.guest_reset == GuestReset::off) p.set("guest-reset", false).set("guest-resets-all", false);
                if (h.source.guest_reset == GuestReset::uninitialized) p.set("guest-reset", true).set("guest-resets-all", false);
                if (h.source.guest_reset == GuestReset::on) p.set("guest-reset", true).set("guest-resets-all", true);
                add_boot_index(p, h.info);
                add_address(b, p, h.info);
                b.device(std::move(p));
                break;
            }
            case HostdevType::mdev: {
                const char* driver = h.mdev_model == MdevModel::vfio_ccw ? "vfio-ccw" : h.mdev_model == MdevModel::vfio_ap ? "vfio-ap"
                                     : on(h.ramfb) ? "vfio-pci-nohotplug" : "vfio-pci";
                Props p{{"driver", driver}, {"id", h.info.alias}};
                p.set("sysfsdev", "/sys/bus/mdev/devices/" + (h.source.mdev_uuid ? h.source.mdev_uuid->text() : std::string()));
                if (h.display != OnOff::absent) p.set("display", on_off(on(h.display)));
                if (on(h.ramfb)) p.set("ramfb", true);
                add_boot_index(p, h.info);
                add_address(b, p, h.info);
                b.device(std::move(p));
                break;
            }
            case HostdevType::scsi: scsi(b, h); break;
            case HostdevType::scsi_host: {
                Props p{{"driver", virtio_driver("vhost-scsi", h.scsi_host_model, h.info)}, {"wwpn", h.source.wwpn}};
                if (auto at = b.host.vhost_fds.find(h.info.alias); at != b.host.vhost_fds.end()) p.set("vhostfd", std::to_string(at->second));
                p.set("id", h.info.alias);
                add_address(b, p, h.info);
                b.device(std::move(p));
                break;
            }
            default: break;
        }
    }
}

}  // namespace vireo::qemu::argv
