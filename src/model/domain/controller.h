// SPDX-License-Identifier: LGPL-2.1-or-later
// <controller>.
#pragma once

#include <vector>

#include "model/domain/address.h"
#include "model/domain/disk.h"

namespace vireo::model {

enum class ControllerType : std::uint8_t { ide, fdc, scsi, sata, virtio_serial, ccid, usb, pci, xenbus, isa };
VIREO_WORDS(ControllerType, "ide", "fdc", "scsi", "sata", "virtio-serial", "ccid", "usb", "pci", "xenbus", "isa")

enum class IdeModel : std::uint8_t { none, piix3, piix4, ich6 };
VIREO_WORDS(IdeModel, "", "piix3", "piix4", "ich6")
enum class ScsiModel : std::uint8_t {
    none, auto_, buslogic, lsilogic, lsisas1068, vmpvscsi, ibmvscsi, virtio_scsi, lsisas1078, virtio_transitional,
    virtio_non_transitional, ncr53c90, dc390, am53c974
};
VIREO_WORDS(ScsiModel, "", "auto", "buslogic", "lsilogic", "lsisas1068", "vmpvscsi", "ibmvscsi", "virtio-scsi",
            "lsisas1078", "virtio-transitional", "virtio-non-transitional", "ncr53c90", "dc390", "am53c974")
enum class UsbModel : std::uint8_t {
    unset, piix3_uhci, piix4_uhci, ehci, ich9_ehci1, ich9_uhci1, ich9_uhci2, ich9_uhci3, vt82c686b_uhci, pci_ohci,
    nec_xhci, qusb1, qusb2, qemu_xhci, none
};
VIREO_WORDS(UsbModel, "", "piix3-uhci", "piix4-uhci", "ehci", "ich9-ehci1", "ich9-uhci1", "ich9-uhci2", "ich9-uhci3",
            "vt82c686b-uhci", "pci-ohci", "nec-xhci", "qusb1", "qusb2", "qemu-xhci", "none")
enum class PciModel : std::uint8_t {
    none, pci_root, pcie_root, pci_bridge, dmi_to_pci_bridge, pcie_to_pci_bridge, pcie_root_port,
    pcie_switch_upstream_port, pcie_switch_downstream_port, pci_expander_bus, pcie_expander_bus
};
VIREO_WORDS(PciModel, "", "pci-root", "pcie-root", "pci-bridge", "dmi-to-pci-bridge", "pcie-to-pci-bridge",
            "pcie-root-port", "pcie-switch-upstream-port", "pcie-switch-downstream-port", "pci-expander-bus",
            "pcie-expander-bus")
// The device that plays the part of a PCI controller.
enum class PciModelName : std::uint8_t {
    none, pci_bridge, i82801b11_bridge, ioh3420, x3130_upstream, xio3130_downstream, pxb, pxb_pcie, pcie_root_port,
    spapr_pci_host_bridge, pcie_pci_bridge
};
VIREO_WORDS(PciModelName, "", "pci-bridge", "i82801b11-bridge", "ioh3420", "x3130-upstream", "xio3130-downstream", "pxb",
            "pxb-pcie", "pcie-root-port", "spapr-pci-host-bridge", "pcie-pci-bridge")

struct PciControllerTarget {
    std::optional<unsigned> chassis_nr, chassis, port, bus_nr, index;
    OnOff hotplug = OnOff::absent;
    std::optional<std::uint64_t> mem_reserve;  // KiB
    std::optional<unsigned> numa_node;
    bool operator==(const PciControllerTarget&) const = default;
};

struct Controller {
    ControllerType type = ControllerType::ide;
    std::optional<int> index;              // absent until numbered
    bool implied = false;                  // made up for a device that needs it; the document did not name it
    // The model; only the one of the own type may be set.
    IdeModel ide_model = IdeModel::none;
    ScsiModel scsi_model = ScsiModel::none;
    UsbModel usb_model = UsbModel::unset;
    PciModel pci_model = PciModel::none;
    VirtioModel virtio_serial_model = VirtioModel::none;

    std::optional<int> ports, vectors;     // virtio-serial; ports also usb
    std::optional<int> max_grant_frames, max_event_channels;  // xenbus
    std::optional<unsigned> usb_master_startport;  // companion of ich9-ehci1
    PciModelName pci_model_name = PciModelName::none;
    PciControllerTarget pci_target;
    std::optional<std::uint64_t> pcihole64;  // KiB
    // <driver>
    std::optional<unsigned> queues, cmd_per_lun, max_sectors;
    OnOff ioeventfd = OnOff::absent;
    std::optional<unsigned> iothread;
    std::vector<IothreadMapping> iothreads;
    VirtioOptions virtio;
    DeviceInfo info;
    bool operator==(const Controller&) const = default;
};

}  // namespace vireo::model
