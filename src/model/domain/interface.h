// SPDX-License-Identifier: LGPL-2.1-or-later
// <interface>: network cards.
#pragma once

#include "model/domain/chardev.h"
#include "model/domain/hostdev.h"
#include "model/domain/source.h"

namespace vireo::model {

enum class InterfaceType : std::uint8_t {
    user, ethernet, vhost_user, server, client, mcast, network, bridge, internal, direct, hostdev, udp, vdpa, null, vds
};
VIREO_WORDS(InterfaceType, "user", "ethernet", "vhostuser", "server", "client", "mcast", "network", "bridge", "internal",
            "direct", "hostdev", "udp", "vdpa", "null", "vds")
enum class DirectMode : std::uint8_t { none, vepa, private_, bridge, passthrough };
VIREO_WORDS(DirectMode, "", "vepa", "private", "bridge", "passthrough")
enum class MacTableManager : std::uint8_t { none, kernel, libvirt };
VIREO_WORDS(MacTableManager, "", "kernel", "libvirt")
enum class MacType : std::uint8_t { none, generated, static_ };
VIREO_WORDS(MacType, "", "generated", "static")
enum class LinkState : std::uint8_t { none, up, down };
VIREO_WORDS(LinkState, "", "up", "down")
enum class NicDriver : std::uint8_t { none, qemu, vhost };
VIREO_WORDS(NicDriver, "", "qemu", "vhost")
enum class TxMode : std::uint8_t { none, iothread, timer };
VIREO_WORDS(TxMode, "", "iothread", "timer")
enum class NicBackend : std::uint8_t { default_, passt };
VIREO_WORDS(NicBackend, "default", "passt")

struct PortForward {
    std::string proto, address, dev;
    struct Range {
        std::optional<unsigned> start, end, to;
        YesNo exclude = YesNo::absent;
        bool operator==(const Range&) const = default;
    };
    std::vector<Range> ranges;
    bool operator==(const PortForward&) const = default;
};

enum class VirtualPortType : std::uint8_t { none, none_named, qbg, qbh, openvswitch, midonet };
VIREO_WORDS(VirtualPortType, "", "none", "802.1Qbg", "802.1Qbh", "openvswitch", "midonet")

struct VirtualPort {
    VirtualPortType type = VirtualPortType::none;
    std::optional<unsigned> manager_id, type_id, type_id_version;
    std::optional<Uuid> instance_id, interface_id;
    std::string profile_id;
    bool operator==(const VirtualPort&) const = default;
};

struct Bandwidth {
    // KiB a second; burst in KiB. 0: not given.
    struct Rate {
        std::uint64_t average = 0, peak = 0, floor = 0, burst = 0;
        bool operator==(const Rate&) const = default;
    };
    std::optional<unsigned> class_id;
    Box<Rate> inbound, outbound;
    bool operator==(const Bandwidth&) const = default;
};

struct Vlan {
    YesNo trunk = YesNo::absent;
    struct Tag {
        unsigned id = 0;
        std::string native_mode;           // "tagged", "untagged"
        bool operator==(const Tag&) const = default;
    };
    std::vector<Tag> tags;
    bool operator==(const Vlan&) const = default;
};

struct FilterParameter {
    std::string name, value;
    bool operator==(const FilterParameter&) const = default;
};

struct FilterReference {
    std::string filter;
    std::vector<FilterParameter> parameters;
    bool operator==(const FilterReference&) const = default;
};

struct Teaming {
    std::string type;                      // "persistent", "transient"
    std::string persistent;                // alias of the other one
    bool operator==(const Teaming&) const = default;
};

// What a virtual network handed out for a running guest; only status files show it.
struct ActualNic {
    InterfaceType type = InterfaceType::network;
    YesNo managed = YesNo::absent;
    std::string bridge, dev;
    DirectMode mode = DirectMode::none;
    MacTableManager mac_table_manager = MacTableManager::none;
    bool operator==(const ActualNic&) const = default;
};

struct NicOffload {
    OnOff csum = OnOff::absent, gso = OnOff::absent, tso4 = OnOff::absent, tso6 = OnOff::absent, ecn = OnOff::absent,
          ufo = OnOff::absent, mrg_rxbuf = OnOff::absent;
    bool operator==(const NicOffload&) const = default;
};

struct Interface {
    InterfaceType type = InterfaceType::user;
    YesNo trust_guest_rx_filters = YesNo::absent;
    YesNo managed = YesNo::absent;         // type hostdev
    Mac mac;
    bool mac_generated = false;            // made up while reading
    MacType mac_type = MacType::none;
    YesNo mac_check = YesNo::absent;
    Mac mac_current;
    // <source>
    std::string network, portgroup;        // network
    std::optional<Uuid> port_id;           // network, live
    std::string bridge;                    // bridge; network, live
    MacTableManager mac_table_manager = MacTableManager::none;
    std::string source_dev;                // direct, vdpa, user (passt)
    DirectMode direct_mode = DirectMode::none;
    std::string internal_name;
    std::string address;                   // server, client, mcast, udp
    std::optional<unsigned> port;
    std::string local_address;             // udp
    std::optional<unsigned> local_port;
    ChardevSource vhost_user;              // vhostuser: a unix socket
    bool vhost_user_source = false;
    std::vector<IpAddress> host_ips;       // ethernet: the host's side
    std::vector<Route> host_routes;
    Box<HostdevSource> hostdev;            // type hostdev
    std::string vds_switch_id, vds_port_group_id;
    std::optional<std::int64_t> vds_port_id, vds_connection_id;

    Box<ActualNic> actual;
    Box<VirtualPort> virtual_port;
    Box<Bandwidth> bandwidth;
    Box<Vlan> vlan;
    std::string script, downscript, backend_domain;
    std::string target_dev;                // tap; names the daemon chose are dropped from stored definitions
    YesNo target_managed = YesNo::absent;
    std::string guest_dev, guest_actual;
    std::string model;                     // "virtio", "e1000e", ... any word
    // <driver>
    NicDriver driver = NicDriver::none;
    HostdevDriver hostdev_driver;          // type hostdev
    TxMode txmode = TxMode::none;
    OnOff ioeventfd = OnOff::absent, event_idx = OnOff::absent, rss = OnOff::absent, rss_hash_report = OnOff::absent;
    std::optional<unsigned> queues, rx_queue_size, tx_queue_size;
    VirtioOptions virtio;
    NicOffload host_offload, guest_offload;
    // <backend>
    NicBackend backend = NicBackend::default_;
    std::string backend_tap, backend_vhost, backend_log_file;
    Box<FilterReference> filter;
    LinkState link = LinkState::none;
    std::optional<unsigned> mtu, coalesce_rx_frames_max, sndbuf;
    Box<Teaming> teaming;
    std::vector<IpAddress> ips;
    std::vector<Route> routes;
    std::vector<PortForward> port_forwards;
    YesNo isolated = YesNo::absent;        // <port isolated>
    DeviceInfo info;
    bool operator==(const Interface&) const = default;
};

}  // namespace vireo::model
