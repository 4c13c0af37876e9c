// SPDX-License-Identifier: LGPL-2.1-or-later
// How device addresses and the common parts of devices look.
#include "model/domain/address_xml.h"

#include "model/domain/options.h"
#include "model/row/forms.h"

namespace vireo::model {
namespace {

using namespace row;
using A = Address;

constexpr Row zpci_rows[] = {
    hex("uid", FIELD(PciAddress, zpci_uid), 4).guest().form(form::uint16),
    hex("fid", FIELD(PciAddress, zpci_fid), 8).guest().form(form::uint32),
};
const Element zpci_element{zpci_rows};
// Where one of the two is known the other is 0 until it is assigned.
void write_zpci(const void* self, FormatContext& cx) {
    auto a = *static_cast<const PciAddress*>(self);
    if (!a.zpci_uid && !a.zpci_fid) return;
    if (!a.zpci_uid) a.zpci_uid = 0;
    if (!a.zpci_fid) a.zpci_fid = 0;
    cx.out.open("zpci");
    row::format(zpci_element, &a, cx);
    cx.out.close();
}
void read_zpci(const xml::Node& node, void* self, ParseContext& cx) { row::parse(zpci_element, node, self, cx); }

bool pci_shown(const void* p) {
    const auto& a = *static_cast<const PciAddress*>(p);
    return !a.is_empty();
}

// Where a device of the host sits.
constexpr Row pci_source_rows[] = {
    hex("domain", FIELD(PciAddress, domain), 4).form(form::uint32),
    hex("bus", FIELD(PciAddress, bus), 2).form(form::uint8),
    hex("slot", FIELD(PciAddress, slot), 2).form(form::pci_slot),
    hex("function", FIELD(PciAddress, function), 1).form(form::pci_function),
};
const Element pci_numbers_element{pci_source_rows};
constexpr Row pci_host_rows[] = {
    embed(Field<PciAddress>{0}, pci_numbers_element),
    attr("multifunction", FIELD(PciAddress, multifunction)).read_only(),
};
constexpr Row pci_rows[] = {
    hex("domain", FIELD(PciAddress, domain), 4).show(pci_shown).guest().form(form::uint32),
    hex("bus", FIELD(PciAddress, bus), 2).show(pci_shown).guest().form(form::uint8),
    hex("slot", FIELD(PciAddress, slot), 2).show(pci_shown).guest().form(form::pci_slot),
    hex("function", FIELD(PciAddress, function), 1).show(pci_shown).guest().form(form::pci_function),
    attr("multifunction", FIELD(PciAddress, multifunction)).guest(),
    custom("zpci", read_zpci, write_zpci).looks(zpci_element),
};

// A range check that is worded as libvirt words it for PCI.
void check_pci(const xml::Node&, void* self, ParseContext&) {
    const auto& a = *static_cast<const PciAddress*>(self);
    auto over = [](const char* what, unsigned value, unsigned limit, const char* shown) {
        if (value > limit)
            fail(Code::xml_error, vireo::Domain::none, "Invalid PCI address {}='0x{:x}', must be <= {}", what, value, shown);
    };
    if (a.domain > 0xffffffffu) return;
    over("bus", a.bus, 0xff, "0xFF");
    over("slot", a.slot, 0x1f, "0x1F");
    if (a.function > 7) fail(Code::xml_error, vireo::Domain::none, "Invalid PCI address function=0x{:x}, must be <= 7", a.function);
}

// USB ports: numbers joined by dots, at most four; 0 ends them.
using Ports = std::array<unsigned, 4>;
Verdict ports_parse(const Codec&, std::string_view text, void* field) {
    auto& ports = *static_cast<Ports*>(field);
    for (auto& step : ports) {
        auto dot = text.find('.');
        auto n = read_natural(text.substr(0, dot));
        if (!n || *n > 0xffffffffu) return Verdict::bad;
        step = static_cast<unsigned>(*n);
        if (dot == text.npos) return Verdict::ok;
        text.remove_prefix(dot + 1);
    }
    return Verdict::bad;
}
bool ports_present(const Codec&, const void* field) { return (*static_cast<const Ports*>(field))[0] != 0; }
void ports_format(const Codec&, const void* field, std::string& out) {
    const auto& ports = *static_cast<const Ports*>(field);
    out += std::to_string(ports[0]);
    for (std::size_t i = 1; i < ports.size() && ports[i]; ++i) (out += '.') += std::to_string(ports[i]);
}
bool ports_equal(const void* a, const void* b) { return *static_cast<const Ports*>(a) == *static_cast<const Ports*>(b); }
constexpr Codec ports_codec = [] {
    Codec c;
    c.parse = ports_parse;
    c.present = ports_present;
    c.format = ports_format;
    c.equal = ports_equal;
    return c;
}();

constexpr Row drive_rows[] = {
    attr("controller", FIELD(DriveAddress, controller)).even_zero().guest().form(form::unsigned_int),
    attr("bus", FIELD(DriveAddress, bus)).even_zero().guest().form(form::two_digits),
    attr("target", FIELD(DriveAddress, target)).even_zero().guest().form(form::two_digits),
    attr("unit", FIELD(DriveAddress, unit)).even_zero().guest().form("[0-9]{1,5}"),
};
constexpr Row virtio_serial_rows[] = {
    attr("controller", FIELD(VirtioSerialAddress, controller)).even_zero().guest().needed().form(form::two_digits),
    attr("bus", FIELD(VirtioSerialAddress, bus)).even_zero().guest().form(form::two_digits),
    attr("port", FIELD(VirtioSerialAddress, port)).even_zero().guest().form(form::two_digits),
};
constexpr Row ccid_rows[] = {
    attr("controller", FIELD(CcidAddress, controller)).even_zero().guest().needed().form(form::two_digits),
    attr("slot", FIELD(CcidAddress, slot)).even_zero().guest().form(form::two_digits),
};
constexpr Row usb_rows[] = {
    attr("bus", FIELD(UsbAddress, bus)).even_zero().guest().needed().form(form::usb_address),
    attr("port", FIELD(UsbAddress, port), ports_codec).wrong(Code::internal_error, "Cannot parse <address> 'port' attribute").blames(vireo::Domain::device).form(form::usb_port),
};
constexpr Row ccw_rows[] = {
    hex("cssid", FIELD(CcwAddress, cssid), 1).show(WHEN(CcwAddress, it.assigned)).guest().form(form::ccw_cssid).together(1),
    hex("ssid", FIELD(CcwAddress, ssid), 1).show(WHEN(CcwAddress, it.assigned)).guest().form(form::ccw_ssid).together(1),
    hex("devno", FIELD(CcwAddress, devno), 4).show(WHEN(CcwAddress, it.assigned)).guest().form(form::ccw_devno).together(1),
};
constexpr Row isa_rows[] = {
    hex("iobase", FIELD(IsaAddress, iobase), 0).quiet_zero().guest().form("0x[a-fA-F0-9]{1,4}"),
    hex("irq", FIELD(IsaAddress, irq), 0).quiet_zero().guest().form("0x[a-fA-F0-9]"),
};
constexpr Row dimm_rows[] = {
    attr("slot", FIELD(DimmAddress, slot)).req().spared().guest(),
    hex("base", FIELD(DimmAddress, base), 0).range(0, UINT64_MAX - 1).guest().form(form::hex_lower),
};

const Element virtio_serial_element{virtio_serial_rows};
const Element ccid_element{ccid_rows};
const Element usb_element{usb_rows};
const Element ccw_element{ccw_rows};
const Element isa_element{isa_rows};
const Element dimm_element{dimm_rows};

void finish_address(const xml::Node& node, void* self, ParseContext& cx) {
    auto& a = *static_cast<Address*>(self);
    if (a.type == AddressType::pci) check_pci(node, &a.pci, cx);
    if (a.type == AddressType::ccw) {
        int given = node.has("cssid") + node.has("ssid") + node.has("devno");
        if (given && given != 3)
            fail(Code::internal_error, vireo::Domain::domain,
                 "Invalid partial specification for virtio ccw address");
        a.ccw.assigned = given == 3;
        if (a.ccw.cssid > 254 || a.ccw.ssid > 3 || a.ccw.devno > 0xffff)
            fail(Code::internal_error, vireo::Domain::domain,
                 "Invalid specification for virtio ccw address: cssid='{}' ssid='{}' devno='{}'", node.value("cssid"),
                 node.value("ssid"), node.value("devno"));
    }
}

constexpr Row address_type_rows[] = {
    attr("type", FIELD(A, type)).req().guest().fits(WHEN(A, it.type != AddressType::virtio_s390)),
    embed(FIELD(A, pci), pci_address_element).when(WHEN(A, it.type == AddressType::pci)),
    embed(FIELD(A, drive), drive_address_element).when(WHEN(A, it.type == AddressType::drive)),
    embed(FIELD(A, virtio_serial), virtio_serial_element).when(WHEN(A, it.type == AddressType::virtio_serial)),
    embed(FIELD(A, ccid), ccid_element).when(WHEN(A, it.type == AddressType::ccid)),
    embed(FIELD(A, usb), usb_element).when(WHEN(A, it.type == AddressType::usb)),
    hex("reg", FIELD(A, spapr_vio_reg), 8).when(WHEN(A, it.type == AddressType::spapr_vio)).guest().form("(0x)?[0-9a-fA-F]{1,8}"),
    embed(FIELD(A, ccw), ccw_element).when(WHEN(A, it.type == AddressType::ccw)),
    embed(FIELD(A, isa), isa_element).when(WHEN(A, it.type == AddressType::isa)),
    embed(FIELD(A, dimm), dimm_element).when(WHEN(A, it.type == AddressType::dimm)),
};

constexpr Row virtio_rows[] = {
    attr("iommu", FIELD(VirtioOptions, iommu)).guest().from("3.5.0").says("emulated IOMMU is used by the device"),
    attr("ats", FIELD(VirtioOptions, ats)).guest().from("3.5.0").says("Address Translation Service"),
    attr("packed", FIELD(VirtioOptions, packed)).guest().from("6.3.0").says("packed virtqueues"),
    attr("page_per_vq", FIELD(VirtioOptions, page_per_vq)).guest().from("7.9.0").says("one page of notifiers per queue"),
};

constexpr Row boot_attributes[] = {
    attr("order", FIELD(DeviceInfo, boot_order)).req().nonzero().guest(),
    attr("loadparm", FIELD(DeviceInfo, loadparm)).guest().form("[a-zA-Z0-9.\\s]{1,8}"),
};
void finish_boot(const xml::Node& node, void* self, ParseContext&) {
    auto& i = *static_cast<DeviceInfo*>(self);
    if (i.loadparm.empty()) {
        if (node.has("loadparm")) fail(Code::internal_error, vireo::Domain::domain, "loadparm value '{}' must be between 1 and 8 characters", i.loadparm);
        return;
    }
    for (char& c : i.loadparm)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    if (i.loadparm.size() > 8)
        fail(Code::internal_error, vireo::Domain::domain, "loadparm value '{}' must be between 1 and 8 characters", i.loadparm);
    for (char c : i.loadparm)
        if (!((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == ' '))
            fail(Code::internal_error, vireo::Domain::domain,
                 "invalid loadparm value '{}', expecting chars in set of [a-zA-Z0-9.] and blank spaces", i.loadparm);
}
const Element boot_element{boot_attributes, finish_boot};

constexpr Row rom_attributes[] = {
    attr("enabled", FIELD(Rom, enabled)).guest(),
    attr("bar", FIELD(Rom, bar)).guest(),
    attr("file", FIELD(Rom, file)).form(form::absolute_file),
};
const Element rom_element{rom_attributes};

constexpr Row acpi_attributes[] = {attr("index", FIELD(DeviceInfo, acpi_index)).nonzero().guest()};
const Element acpi_element{acpi_attributes};

void read_alias(const xml::Node& node, void* self, ParseContext& cx) {
    std::string_view name = node.value("name");
    if (!(cx.flags & parse_inactive) || name.starts_with("ua-")) static_cast<DeviceInfo*>(self)->alias = name;
}
void write_alias(const void* self, FormatContext& cx) {
    const auto& alias = static_cast<const DeviceInfo*>(self)->alias;
    if (alias.empty() || ((cx.flags & format_inactive) && !alias.starts_with("ua-"))) return;
    cx.out.open("alias");
    cx.out.attribute("name", alias);
    cx.out.close();
}

constexpr Row alias_attributes[] = {attr("name", FIELD(DeviceInfo, alias)).needed().form(form::alias)};
const Element alias_element{alias_attributes};

// What the grammar does not know of small devices, though readers do.
constexpr Row small_rows[] = {
    custom("alias", read_alias, write_alias).looks(alias_element),
    inside("acpi", acpi_element).unspoken(),
    element("address", FIELD(DeviceInfo, address), address_element),
};
constexpr Row small_bootable_rows[] = {
    inside("boot", boot_element),
    custom("alias", read_alias, write_alias).looks(alias_element),
    inside("acpi", acpi_element),
    element("address", FIELD(DeviceInfo, address), address_element),
};
constexpr Row boot_row[] = {inside("boot", boot_element)};
constexpr Row rom_row[] = {element("rom", FIELD(DeviceInfo, rom), rom_element)};
constexpr Row alias_row[] = {custom("alias", read_alias, write_alias).looks(alias_element)};
constexpr Row acpi_row[] = {inside("acpi", acpi_element)};
constexpr Row address_row[] = {element("address", FIELD(DeviceInfo, address), address_element)};
constexpr Row common_rows[] = {
    custom("alias", read_alias, write_alias).looks(alias_element),
    inside("acpi", acpi_element),
    element("address", FIELD(DeviceInfo, address), address_element),
};
constexpr Row common_bootable_rows[] = {
    inside("boot", boot_element),
    custom("alias", read_alias, write_alias).looks(alias_element),
    element("rom", FIELD(DeviceInfo, rom), rom_element),
    inside("acpi", acpi_element),
    element("address", FIELD(DeviceInfo, address), address_element),
};

}  // namespace

const Element pci_address_element{pci_rows};
const Element pci_source_address_element{pci_host_rows, check_pci};
const Element drive_address_element{drive_rows};
const Element address_element{address_type_rows, finish_address};
const Element virtio_options_rows{virtio_rows};
const Element boot_rows{boot_row};
const Element rom_rows{rom_row};
const Element alias_rows{alias_row};
const Element acpi_rows{acpi_row};
const Element address_rows{address_row};
const Element device_rows{common_rows};
const Element bootable_rows{common_bootable_rows};
const Element small_device_rows{small_rows};
const Element boot_device_rows{small_bootable_rows};

}  // namespace vireo::model
