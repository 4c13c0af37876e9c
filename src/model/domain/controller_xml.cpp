// SPDX-License-Identifier: LGPL-2.1-or-later
// How controllers look. The word list of `model` depends on the type.
#include "model/domain/address_xml.h"
#include "model/domain/domain_xml.h"
#include "model/row/forms.h"

namespace vireo::model {
namespace {

using namespace row;
using C = Controller;
using T = ControllerType;
using E = vireo::Domain;

constexpr auto is_root = WHEN(C, it.type == T::pci && (it.pci_model == PciModel::pci_root || it.pci_model == PciModel::pcie_root));
constexpr auto is_pci = WHEN(C, it.type == T::pci);
constexpr auto is_usb = WHEN(C, it.type == T::usb);
constexpr auto is_serial = WHEN(C, it.type == T::virtio_serial);
constexpr auto is_xenbus = WHEN(C, it.type == T::xenbus);

// Complains about letters as a whole number does.
constexpr Row whole(Row r) {
    r.codec.shape = Shape::whole;
    return r;
}

constexpr Row master_rows[] = {attr("startport", FIELD(C, usb_master_startport)).req().form(form::usb_port)};
const Element master_element{master_rows};
constexpr Row pci_model_rows[] = {attr("name", FIELD(C, pci_model_name)).guest().needed()};
const Element pci_model_element{pci_model_rows};
constexpr Row target_rows[] = {
    whole(attr("chassisNr", FIELD(PciControllerTarget, chassis_nr))).guest().form(form::uint8),
    whole(attr("chassis", FIELD(PciControllerTarget, chassis))).guest().form(form::uint8),
    whole(hex("port", FIELD(PciControllerTarget, port))).guest().form(form::uint8),
    whole(attr("busNr", FIELD(PciControllerTarget, bus_nr))).guest().form(form::uint8),
    whole(attr("index", FIELD(PciControllerTarget, index))).guest().form(form::uint8),
    attr("hotplug", FIELD(PciControllerTarget, hotplug)).guest(),
    attr("memReserve", FIELD(PciControllerTarget, mem_reserve)).guest(),
    leaf("node", FIELD(PciControllerTarget, numa_node)).wrong(Code::xml_error, "invalid NUMA node in target").guest(),
};
const Element target_element{target_rows};

constexpr Row iothreads_rows[] = {list("iothread", FIELD(C, iothreads), iothread_mapping_element).needed()};
const Element iothreads_element{iothreads_rows};
constexpr Row driver_rows[] = {
    attr("queues", FIELD(C, queues)).quiet_zero().guest(),
    attr("cmd_per_lun", FIELD(C, cmd_per_lun)).quiet_zero(),
    attr("max_sectors", FIELD(C, max_sectors)).quiet_zero(),
    attr("ioeventfd", FIELD(C, ioeventfd)),
    attr("iothread", FIELD(C, iothread)).nonzero().form(form::unsigned_int),
    embed(FIELD(C, virtio), virtio_options_rows),
    inside("iothreads", iothreads_element),
};
const Element driver_element{driver_rows};

constexpr Row controller_rows[] = {
    attr("type", FIELD(C, type)).guest().needed(),
    attr("index", FIELD(C, index)).nonnegative().guest(),
    attr("model", FIELD(C, ide_model)).when(WHEN(C, it.type == T::ide)).wrong(Code::config_unsupported, "Unknown model type '{}'").guest(),
    attr("model", FIELD(C, scsi_model)).when(WHEN(C, it.type == T::scsi)).wrong(Code::config_unsupported, "Unknown model type '{}'").guest(),
    attr("model", FIELD(C, usb_model)).when(is_usb).wrong(Code::config_unsupported, "Unknown model type '{}'").guest(),
    attr("model", FIELD(C, pci_model)).when(is_pci).needed().wrong(Code::config_unsupported, "Unknown model type '{}'").guest(),
    attr("model", FIELD(C, virtio_serial_model)).when(is_serial).wrong(Code::config_unsupported, "Unknown model type '{}'").guest(),
    attr("ports", FIELD(C, ports)).nonnegative().show(WHEN(C, it.type == T::virtio_serial || it.type == T::usb)).only(WHEN(C, it.type == T::virtio_serial || it.type == T::usb)).guest(),
    attr("vectors", FIELD(C, vectors)).nonnegative().when(is_serial).guest(),
    attr("maxGrantFrames", FIELD(C, max_grant_frames)).nonnegative().when(is_xenbus),
    attr("maxEventChannels", FIELD(C, max_event_channels)).nonnegative().when(is_xenbus),
    inside("driver", driver_element),
    inside("model", pci_model_element).when(is_pci),
    element("target", FIELD(C, pci_target), target_element).when(is_pci),
    embed(FIELD(C, info), alias_rows),
    inside("master", master_element).when(is_usb),
    embed(FIELD(C, info), acpi_rows),
    embed(FIELD(C, info), address_rows),
    scaled_leaf("pcihole64", FIELD(C, pcihole64)).when(is_root).guest(),
};

void finish_controller(const xml::Node& node, void* self, ParseContext&) {
    auto& c = *static_cast<C*>(self);
    const bool has_models = c.type == T::ide || c.type == T::scsi || c.type == T::usb || c.type == T::pci || c.type == T::virtio_serial;
    if (!has_models && node.has("model")) fail(Code::config_unsupported, E::domain, "Unknown model type '{}'", node.value("model"));
    if (c.type == T::pci) {
        bool root = c.pci_model == PciModel::pci_root || c.pci_model == PciModel::pcie_root;
        if (root && c.info.address.type != AddressType::none)
            fail(Code::config_unsupported, E::domain, "pci-root and pcie-root controllers should not have an address");
        if (root && c.index && *c.index > 0 && c.pci_model_name != PciModelName::spapr_pci_host_bridge &&
            c.pci_model == PciModel::pcie_root)
            fail(Code::xml_error, E::domain, "pci-root and pcie-root controllers should have index 0");
    }
    if (c.type == T::usb && !c.usb_master_startport) {
        // The companions of a USB 2 controller serve two ports each.
        if (c.usb_model == UsbModel::ich9_uhci1) c.usb_master_startport = 0;
        if (c.usb_model == UsbModel::ich9_uhci2) c.usb_master_startport = 2;
        if (c.usb_model == UsbModel::ich9_uhci3) c.usb_master_startport = 4;
    }
    if (c.type == T::usb && c.usb_model == UsbModel::none && c.info.address.type != AddressType::none)
        fail(Code::xml_error, E::domain, "Can't use address with usb controller model 'none'");
}

}  // namespace

const Element controller_element{controller_rows, finish_controller};

}  // namespace vireo::model
