// SPDX-License-Identifier: LGPL-2.1-or-later
// Whole domains: fill-ins, checks, devices by themselves, ABI. Messages are those the reference gave.
#include <gtest/gtest.h>

#include "model/domain/device.h"
#include "model/domain/domain.h"
#include "model/domain/domain_xml.h"
#include "model/row/grammar.h"
#include "xml/parse.h"

namespace vireo::model {
namespace {

std::string document(std::string_view devices, std::string_view rest = "") {
    return fmt::format(
        "<domain type='test'><name>x</name><uuid>6695eb01-f6a4-8304-79aa-97f2502e193f</uuid><memory>1000</memory>{}"
        "<os><type arch='i686'>hvm</type></os><devices>{}</devices></domain>",
        rest, devices);
}
Domain read(std::string_view devices, std::string_view rest = "") { return parse_domain(document(devices, rest)); }
std::string devices_of(std::string_view devices) {
    auto text = format_domain(read(devices), row::format_inactive);
    auto a = text.find("<devices>\n") + 10, b = text.find("  </devices>");
    return text.substr(a, b - a);
}
std::string refusal(std::string_view text) {
    try {
        parse_domain(text);
    } catch (const Error& e) {
        return e.message;
    }
    return "accepted";
}

TEST(Domain, MinimalGuestGetsDefaults) {
    EXPECT_EQ(format_domain(read(""), row::format_inactive), R"(<domain type='test'>
  <name>x</name>
  <uuid>6695eb01-f6a4-8304-79aa-97f2502e193f</uuid>
  <memory unit='KiB'>1000</memory>
  <currentMemory unit='KiB'>1000</currentMemory>
  <vcpu placement='static'>1</vcpu>
  <os>
    <type arch='i686'>hvm</type>
    <boot dev='hd'/>
  </os>
  <clock offset='utc'/>
  <on_poweroff>destroy</on_poweroff>
  <on_reboot>restart</on_reboot>
  <on_crash>destroy</on_crash>
  <devices>
  </devices>
</domain>
)");
}

TEST(Domain, RefusesIncompleteOnes) {
    EXPECT_EQ(refusal("<domain/>"), "missing name information");
    EXPECT_EQ(refusal("<domain type='test'><name>x</name><memory>1</memory></domain>"), "XML error: an os <type> must be specified");
    EXPECT_EQ(refusal("<domain type='test'><name>x</name><os><type>hvm</type></os></domain>"),
              "XML error: Memory size must be specified via <memory> or in the <numa> configuration");
    EXPECT_EQ(refusal(document("", "<vcpu current='3'>2</vcpu>")),
              "unsupported configuration: maximum vCPU count must not be less than current vCPU count");
    EXPECT_EQ(refusal("<domain><name>x</name><uuid>a</uuid></domain>"), "internal error: malformed uuid element");
    EXPECT_EQ(refusal(document("", "<title>a\nb</title>")), "XML error: Domain title can't contain newlines");
    EXPECT_EQ(refusal("<foo/>"), "XML error: expecting root element of 'domain', not 'foo'");
}

TEST(Domain, GeneratesWhatIsMissing) {
    auto d = parse_domain("<domain type='test'><name>x</name><memory>1</memory><os><type>hvm</type></os>"
                          "<devices><interface type='user'/></devices></domain>");
    EXPECT_FALSE(d.uuid.is_null());
    EXPECT_TRUE(d.uuid_generated);
    EXPECT_TRUE(d.devices.interfaces[0].mac_generated);
    EXPECT_EQ(d.devices.interfaces[0].mac.bytes[0], 0x52);
}

TEST(Disks, GetBusAddressAndController) {
    EXPECT_EQ(devices_of("<disk type='file' device='cdrom'><target dev='sdi'/></disk>"),
              R"(    <disk type='file' device='cdrom'>
      <target dev='sdi' bus='scsi'/>
      <readonly/>
      <address type='drive' controller='1' bus='0' target='0' unit='1'/>
    </disk>
    <controller type='scsi' index='0'/>
    <controller type='scsi' index='1'/>
)");
}

std::vector<std::string> targets(std::string_view bus_of_b, std::string_view bus_of_a) {
    auto disk = [](char c, std::string_view bus) {
        return fmt::format("<disk type='file'><source file='/{}'/><target dev='{}' {}/></disk>", c, fmt::format("sd{}", c), bus);
    };
    auto d = read(disk('b', bus_of_b) + disk('a', bus_of_a));
    return {d.devices.disks[0].target_dev, d.devices.disks[1].target_dev};
}

TEST(Disks, AreOrderedWithinTheBusThatTheDocumentNames) {
    using Names = std::vector<std::string>;
    EXPECT_EQ(targets("bus='scsi'", "bus='scsi'"), (Names{"sda", "sdb"}));
    EXPECT_EQ(targets("bus='usb'", "bus='scsi'"), (Names{"sdb", "sda"}));
    EXPECT_EQ(targets("", ""), (Names{"sda", "sdb"})) << "none named: all are one bus";
}

TEST(Disks, AreChecked) {
    auto disk = [](std::string_view inner, std::string_view attributes = "type='file'") {
        return refusal(document(fmt::format("<disk {}>{}</disk>", attributes, inner)));
    };
    EXPECT_EQ(disk("<target dev='vda'/>"), "missing source information for device vda");
    EXPECT_EQ(disk(""), "missing target information for device");
    EXPECT_EQ(disk("<target dev='vda'/>", "type='zz'"), "XML error: Invalid value for attribute 'type' in element 'disk': 'zz'.");
    EXPECT_EQ(disk("<source file='/a'/><target dev='qda'/>"), "XML error: Unknown disk name 'qda' and no address specified");
    EXPECT_EQ(disk("<source file='/a'/><target dev='vda'/><boot order='0'/>"),
              "XML error: Invalid value for attribute 'order' in element 'boot': Zero is not permitted");
    EXPECT_EQ(disk("<source file='/a'/><target dev='vda'/><address type='q'/>"),
              "XML error: Invalid value for attribute 'type' in element 'address': 'q'.");
    EXPECT_EQ(disk("<source file='/a'/><target dev='vda'/></disk><disk type='file'><source file='/b'/><target dev='vda'/>"),
              "XML error: target 'vda' duplicated for disk sources '/a' and '/b'");
}

TEST(Consoles, MirrorTheFirstSerialPort) {
    auto both = R"(    <serial type='pty'>
      <target port='0'/>
    </serial>
    <console type='pty'>
      <target type='serial' port='0'/>
    </console>
)";
    EXPECT_EQ(devices_of("<serial type='pty'/>"), both);
    EXPECT_EQ(devices_of("<console type='pty'/>"), both);
}

TEST(Channels, BringTheirController) {
    EXPECT_EQ(devices_of("<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>"),
              R"(    <controller type='virtio-serial' index='0'/>
    <channel type='unix'>
      <target type='virtio' name='org.qemu.guest_agent.0'/>
    </channel>
)");
}

TEST(Graphics, OldAndNewSpellingOfListening) {
    EXPECT_EQ(devices_of("<graphics type='vnc' port='-1' listen='127.0.0.1'/>"),
              R"(    <graphics type='vnc' port='-1' autoport='yes' listen='127.0.0.1'>
      <listen type='address' address='127.0.0.1'/>
    </graphics>
    <video>
      <model type='cirrus' vram='16384' heads='1' primary='yes'/>
    </video>
)");
    EXPECT_EQ(devices_of("<graphics type='spice'/>").substr(0, 55), "    <graphics type='spice'>\n      <listen type='none'/>");
}

TEST(Graphics, PasswordsAreSecret) {
    auto d = read("<graphics type='vnc' passwd='geheim'/>");
    EXPECT_EQ(format_domain(d, row::format_inactive).find("geheim"), std::string::npos);
    EXPECT_NE(format_domain(d, row::format_inactive | row::format_secure).find("passwd='geheim'"), std::string::npos);
}

TEST(Devices, RefusalsAreWordedAsKnown) {
    auto of = [](std::string_view device) { return refusal(document(device)); };
    EXPECT_EQ(of("<interface type='network'/>"), "XML error: interface type='network' requires a 'source' element");
    EXPECT_EQ(of("<interface type='user'><mac address='q'/></interface>"), "XML error: unable to parse mac address 'q'");
    EXPECT_EQ(of("<interface type='user'><mac address='01:00:00:00:00:00'/></interface>"),
              "XML error: expected unicast mac address, found multicast '01:00:00:00:00:00'");
    EXPECT_EQ(of("<controller type='usb' index='-1'/>"),
              "XML error: Invalid value for attribute 'index' in element 'controller': '-1'. Expected non-negative value");
    EXPECT_EQ(of("<input type='q'/>"), "unsupported configuration: unknown input device type 'q'");
    EXPECT_EQ(of("<input/>"), "internal error: missing input device type");
    EXPECT_EQ(of("<rng/>"), "XML error: Missing required attribute 'model' in element 'rng'");
    EXPECT_EQ(of("<rng model='virtio'/>"), "XML error: only one RNG backend is supported");
    EXPECT_EQ(of("<watchdog/>"), "XML error: Missing required attribute 'model' in element 'watchdog'");
    EXPECT_EQ(of("<hostdev/>"), "XML error: Missing required attribute 'type' in element 'hostdev'");
    EXPECT_EQ(of("<tpm/>"), "XML error: missing TPM device backend");
    EXPECT_EQ(of("<filesystem/>"), "missing source information for device");
    EXPECT_EQ(of("<shmem/>"), "XML error: shmem element must contain 'name' attribute");
    EXPECT_EQ(of("<redirdev/>"), "internal error: missing type in redirdev");
    EXPECT_EQ(of("<channel type='pty'/>"), "XML error: target type must be specified for channel device");
    EXPECT_EQ(of("<serial type='q'/>"), "unsupported configuration: unknown type presented to host for character device: q");
    EXPECT_EQ(of("<lease/>"), "XML error: Missing 'key' element for lease");
}

TEST(Metadata, OneElementOfEachNamespaceIsKept) {
    auto d = read("", "<metadata><plain/><a:x xmlns:a='http://a/'><a:y/></a:x><b:x xmlns:b='http://a/'/></metadata>");
    EXPECT_NE(format_domain(d, 0).find("  <metadata>\n    <a:x xmlns:a=\"http://a/\">\n      <a:y/>\n    </a:x>\n  </metadata>\n"),
              std::string::npos);
}

TEST(Aliases, OnlyUserChosenOnesAreStored) {
    auto text = "<disk type='file'><source file='/a'/><target dev='vda'/><alias name='ua-mine'/></disk>"
                "<disk type='file'><source file='/b'/><target dev='vdb'/><alias name='virtio-disk1'/></disk>";
    auto d = read(text);
    EXPECT_EQ(d.devices.disks[0].info.alias, "ua-mine");
    EXPECT_EQ(d.devices.disks[1].info.alias, "");
    ParseOptions live;
    live.flags = parse_default;
    EXPECT_EQ(parse_domain(document(text), live).devices.disks[1].info.alias, "virtio-disk1");
}

TEST(Abi, NoticesWhatTheGuestWouldNotice) {
    auto text = "<disk type='file'><driver name='qemu' queues='2'/><source file='/a'/><target dev='vda'/></disk>";
    auto a = read(text), b = a;
    b.devices.disks[0].source.path = "/elsewhere";
    EXPECT_NO_THROW(check_abi(a, b));
    b.devices.disks[0].driver.queues = 4;
    EXPECT_EQ(abi_differences(a, b), std::vector<std::string>{"/devices/disk/driver/@queues differs: 2, 4"});
    EXPECT_THROW(check_abi(a, b), Error);
    b.vcpus = 2;
    try {
        check_abi(a, b);
    } catch (const Error& e) {
        EXPECT_EQ(e.message, "unsupported configuration: Target domain vCPU max 2 does not match source 1");
    }
}

TEST(Device, ComesAndGoesAlone) {
    auto guest = read("");
    auto disk = parse_device("<disk type='file'><source file='/a'/><target dev='sdb'/></disk>", guest);
    EXPECT_EQ(device_name(disk), "disk");
    EXPECT_EQ(format_device(disk, row::format_inactive),
              R"(<disk type='file' device='disk'>
  <source file='/a'/>
  <target dev='sdb' bus='scsi'/>
  <address type='drive' controller='0' bus='0' target='0' unit='1'/>
</disk>
)");
    auto channel = parse_device("<channel type='pty'><target type='virtio'/></channel>", guest);
    EXPECT_EQ(device_name(channel), "channel");
    for (std::string_view name : {"hub", "vsock", "panic"}) {
        auto d = parse_device(fmt::format("<{} type='usb'/>", name), guest);
        EXPECT_EQ(device_name(d), name);
    }
    EXPECT_EQ(device_name(Device{Pstore{}}), "pstore");
    EXPECT_EQ(device_name(Device{Lease{}}), "lease");
    EXPECT_EQ(device_name(Device{Input{}}), "input");
    EXPECT_EQ(device_info(Device{Audio{}}), nullptr);
}

TEST(Rows, GrammarOfTheWholeDocumentIsXml) {
    Domain prototype;
    auto grammar = row::relax_ng(domain_element, "domain", &prototype);
    EXPECT_EQ(xml::parse(grammar).root().name, "grammar");
    EXPECT_GT(row::dictionary(domain_element, "domain").size(), 5000u);
    const row::Root roots[] = {{"domain", &domain_element, &prototype}};
    EXPECT_NE(row::listing(roots).find("\nE\t/domain/devices/disk/driver\n"), std::string::npos);
}

}  // namespace
}  // namespace vireo::model
