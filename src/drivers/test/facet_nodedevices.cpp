// SPDX-License-Identifier: LGPL-2.1-or-later
// facet::NodeDevices: the few devices that every make-believe host has. They do not change.
#include "drivers/test/connection.h"
#include "hv/flags.h"

namespace vireo::test {
namespace {

struct Device {
    std::string name, parent, capability, xml;
    std::uint32_t kinds;  // bits of virConnectListAllNodeDeviceFlags
};

constexpr std::uint32_t kind_system = 1u << 0, kind_scsi_host = 1u << 5, kind_fc_host = 1u << 9, kind_vports = 1u << 10;

Device scsi_host(int host, int unique, const char* parent, const char* tail, const char* fabric, bool vports) {
    Device d;
    d.name = fmt::format("scsi_host{}", host);
    d.parent = parent;
    d.capability = "scsi_host";
    d.kinds = kind_scsi_host | kind_fc_host | (vports ? kind_vports : 0);
    d.xml = fmt::format(
        "<device>\n  <name>{}</name>\n  <parent>{}</parent>\n  <capability type='scsi_host'>\n    <host>{}</host>\n"
        "    <unique_id>{}</unique_id>\n    <capability type='fc_host'>\n      <wwnn>20000000{}</wwnn>\n      <wwpn>10000000{}</wwpn>\n"
        "      <fabric_wwn>{}</fabric_wwn>\n    </capability>\n",
        d.name, d.parent, host, unique, tail, tail, fabric);
    if (vports)
        d.xml += "    <capability type='vport_ops'>\n      <max_vports>0</max_vports>\n      <vports>0</vports>\n    </capability>\n";
    d.xml += "  </capability>\n</device>\n";
    return d;
}

const std::vector<Device>& devices() {
    static const std::vector<Device> all = [] {
        Device computer;
        computer.name = "computer";
        computer.capability = "system";
        computer.kinds = kind_system;
        computer.xml =
            "<device>\n  <name>computer</name>\n  <capability type='system'>\n    <hardware>\n      <vendor>Libvirt</vendor>\n"
            "      <version>Test driver</version>\n      <serial>123456</serial>\n"
            "      <uuid>11111111-2222-3333-4444-555555555555</uuid>\n    </hardware>\n    <firmware>\n"
            "      <vendor>Libvirt</vendor>\n      <version>Test Driver</version>\n"
            "      <release_date>01/22/2007</release_date>\n    </firmware>\n  </capability>\n</device>\n";
        return std::vector<Device>{computer, scsi_host(1, 0, "computer", "12341234", "2000000043214321", true),
                                   scsi_host(2, 1, "computer", "56785678", "2000000087658765", true),
                                   scsi_host(11, 10, "scsi_host1", "34563456", "2000000043214321", false)};
    }();
    return all;
}

// Only the built-in host, the one with NUMA cells, has devices; hosts from files have none.
bool built_in(const World& world) { return !world.node.cells.empty(); }
const std::vector<Device>& devices(const World& world) {
    static const std::vector<Device> none;
    return built_in(world) ? devices() : none;
}

const Device& need(const World& world, const std::string& name) {
    for (const auto& d : devices(world))
        if (d.name == name) return d;
    fail(Code::no_node_device, Domain::test, "no node device with matching name '{}'", name);
}

bool has_capability(const Device& d, const std::optional<std::string>& cap) {
    if (!cap || d.capability == *cap) return true;
    return (*cap == "fc_host" && (d.kinds & kind_fc_host)) || (*cap == "vports" && (d.kinds & kind_vports));
}

class NodeDevicesFacet final : public api::facet::NodeDevices, Part {
  public:
    using Part::Part;

    api::NodeNumOfDevicesRet node_num_of_devices(api::Call&, const api::NodeNumOfDevicesArgs& in) override {
        hv::check_flags(in.flags, 0, "testNodeNumOfDevices", Domain::test);
        return {static_cast<int>(std::count_if(devices(world_).begin(), devices(world_).end(),
                                               [&](const auto& d) { return has_capability(d, in.cap); }))};
    }
    api::NodeListDevicesRet node_list_devices(api::Call&, const api::NodeListDevicesArgs& in) override {
        hv::check_flags(in.flags, 0, "testNodeListDevices", Domain::test);
        api::NodeListDevicesRet out;
        for (const auto& d : devices(world_))
            if (has_capability(d, in.cap) && out.names.size() < static_cast<std::size_t>(std::max(in.maxnames, 0)))
                out.names.push_back(d.name);
        return out;
    }
    api::ConnectListAllNodeDevicesRet connect_list_all_node_devices(api::Call&,
                                                                    const api::ConnectListAllNodeDevicesArgs& in) override {
        constexpr std::uint32_t kinds = 0x1fffff, persistent = 1u << 28, transient = 1u << 29, inactive = 1u << 30,
                                active = 1u << 31;
        hv::check_flags(in.flags, kinds | persistent | transient | inactive | active, "testConnectListAllNodeDevices",
                        Domain::test);
        api::ConnectListAllNodeDevicesRet out;
        // All are there for as long as the host is: active, and of no definition.
        const bool none = ((in.flags & (active | inactive)) == inactive) || ((in.flags & (persistent | transient)) == persistent);
        for (const auto& d : devices(world_)) {
            if (none || ((in.flags & kinds) && !(in.flags & d.kinds))) continue;
            ++out.ret;
            if (in.need_results) out.devices.push_back({d.name});
        }
        return out;
    }
    api::NodeDeviceLookupByNameRet node_device_lookup_by_name(api::Call&, const api::NodeDeviceLookupByNameArgs& in) override {
        return {{need(world_, in.name).name}};
    }
    api::NodeDeviceGetXmlDescRet node_device_get_xml_desc(api::Call&, const api::NodeDeviceGetXmlDescArgs& in) override {
        return {need(world_, in.name).xml};
    }
    api::NodeDeviceGetParentRet node_device_get_parent(api::Call&, const api::NodeDeviceGetParentArgs& in) override {
        const std::string& parent = need(world_, in.name).parent;
        return {parent.empty() ? std::nullopt : std::optional(parent)};
    }
    api::NodeDeviceNumOfCapsRet node_device_num_of_caps(api::Call&, const api::NodeDeviceNumOfCapsArgs& in) override {
        need(world_, in.name);
        return {1};
    }
    api::NodeDeviceListCapsRet node_device_list_caps(api::Call&, const api::NodeDeviceListCapsArgs& in) override {
        const Device& d = need(world_, in.name);
        if (in.maxnames < 1) return {};
        return {{d.capability}};
    }
};

// The one network card.
constexpr const char* card_name = "eth1";
constexpr const char* card_mac = "aa:bb:cc:dd:ee:ff";

class InterfacesFacet final : public api::facet::Interfaces, Part {
  public:
    using Part::Part;

    api::ConnectNumOfInterfacesRet connect_num_of_interfaces(api::Call&) override { return {built_in(world_)}; }
    api::ConnectListInterfacesRet connect_list_interfaces(api::Call&, const api::ConnectListInterfacesArgs& in) override {
        if (in.maxnames < 1 || !built_in(world_)) return {};
        return {{card_name}};
    }
    api::ConnectNumOfDefinedInterfacesRet connect_num_of_defined_interfaces(api::Call&) override { return {0}; }
    api::ConnectListDefinedInterfacesRet connect_list_defined_interfaces(api::Call&,
                                                                         const api::ConnectListDefinedInterfacesArgs&) override {
        return {};
    }
    api::ConnectListAllInterfacesRet connect_list_all_interfaces(api::Call&, const api::ConnectListAllInterfacesArgs& in) override {
        constexpr std::uint32_t inactive = 1, active = 2;
        hv::check_flags(in.flags, inactive | active, "testConnectListAllInterfaces", Domain::test);
        api::ConnectListAllInterfacesRet out;
        if ((in.flags & (inactive | active)) == inactive || !built_in(world_)) return out;
        out.ret = 1;
        if (in.need_results) out.ifaces.push_back({card_name, card_mac});
        return out;
    }
    api::InterfaceLookupByNameRet interface_lookup_by_name(api::Call&, const api::InterfaceLookupByNameArgs& in) override {
        require(in.name == card_name, "name", in.name);
        return {{card_name, card_mac}};
    }
    api::InterfaceLookupByMacStringRet interface_lookup_by_mac_string(api::Call&,
                                                                      const api::InterfaceLookupByMacStringArgs& in) override {
        require(in.mac == card_mac, "mac", in.mac);
        return {{card_name, card_mac}};
    }
    api::InterfaceIsActiveRet interface_is_active(api::Call&, const api::InterfaceIsActiveArgs& in) override {
        require(in.iface.name == card_name, "name", in.iface.name);
        return {1};
    }
    api::InterfaceGetXmlDescRet interface_get_xml_desc(api::Call&, const api::InterfaceGetXmlDescArgs& in) override {
        hv::check_flags(in.flags, 0, "testInterfaceGetXMLDesc", Domain::test);
        require(in.iface.name == card_name, "name", in.iface.name);
        return {"<interface type='ethernet' name='eth1'>\n  <start mode='onboot'/>\n  <mtu size='1492'/>\n"
                "  <protocol family='ipv4'>\n    <ip address='192.168.0.5' prefix='24'/>\n    <route gateway='192.168.0.1'/>\n"
                "  </protocol>\n  <mac address='aa:bb:cc:dd:ee:ff'/>\n</interface>\n"};
    }

  private:
    void require(bool known, const char* what, const std::string& value) const {
        if (!known || !built_in(world_))
            fail(Code::no_interface, Domain::test, "no interface with matching {} '{}'", what, value);
    }
};

}  // namespace

std::shared_ptr<api::facet::NodeDevices> make_node_devices(World& world) { return std::make_shared<NodeDevicesFacet>(world); }
std::shared_ptr<api::facet::Interfaces> make_interfaces(World& world) { return std::make_shared<InterfacesFacet>(world); }

}  // namespace vireo::test
