// SPDX-License-Identifier: LGPL-2.1-or-later
#include "host/net/link.h"

#include <arpa/inet.h>
#include <linux/if_bridge.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <net/if.h>

#include <cerrno>
#include <cstring>

#include "base/text.h"
#include "host/net/netlink.h"

namespace vireo::host {
namespace {

constexpr unsigned lower_up = 0x10000;  // IFF_LOWER_UP, in linux/if.h, which net/if.h does not suffer beside it

template <class T>
T read_as(std::span<const char> data) {
    T value{};
    std::memcpy(&value, data.data(), std::min(sizeof value, data.size()));
    return value;
}

std::string read_text(std::span<const char> data) {
    return std::string(data.data(), strnlen(data.data(), data.size()));
}

std::optional<Link> parse_link(std::uint16_t type, std::span<const char> payload) {
    if (type != RTM_NEWLINK || payload.size() < sizeof(ifinfomsg)) return std::nullopt;
    auto info = read_as<ifinfomsg>(payload);
    Link l;
    l.index = static_cast<unsigned>(info.ifi_index);
    l.up = info.ifi_flags & IFF_UP;
    l.carrier = info.ifi_flags & lower_up;
    Netlink::each_attribute(payload.subspan(NLMSG_ALIGN(sizeof info)), [&](std::uint16_t a, std::span<const char> v) {
        switch (a) {
            case IFLA_IFNAME: l.name = read_text(v); break;
            case IFLA_MTU: l.mtu = read_as<std::uint32_t>(v); break;
            case IFLA_MASTER: l.master = read_as<std::uint32_t>(v); break;
            case IFLA_ADDRESS:
                if (v.size() == 6) std::memcpy(l.mac.bytes.data(), v.data(), 6), l.mac.given = true;
                break;
            case IFLA_LINKINFO:
                Netlink::each_attribute(v, [&](std::uint16_t b, std::span<const char> w) {
                    if (b == IFLA_INFO_KIND) l.kind = read_text(w);
                });
                break;
            case IFLA_STATS64: {
                auto s = read_as<rtnl_link_stats64>(v);
                l.statistics = {s.rx_bytes, s.rx_packets, s.rx_errors, s.rx_dropped,
                                s.tx_bytes, s.tx_packets, s.tx_errors, s.tx_dropped};
                break;
            }
        }
    });
    return l;
}

bool fits(const std::string& name) { return !name.empty() && name.size() < IFNAMSIZ; }

NetlinkMessage link_message(std::uint16_t type, std::uint16_t flags, unsigned index) {
    ifinfomsg info{};
    info.ifi_family = AF_UNSPEC;
    info.ifi_index = static_cast<int>(index);
    return NetlinkMessage(type, flags, info);
}

// The attributes of one change, or of all.
struct Part {
    bool name = false, mac = false, mtu = false, master = false, up = false;
};

int send_change(Netlink& netlink, unsigned index, unsigned master, const LinkChange& c, Part part) {
    ifinfomsg info{};
    info.ifi_family = AF_UNSPEC;
    info.ifi_index = static_cast<int>(index);
    if (part.up && c.up) {
        info.ifi_change = IFF_UP;
        info.ifi_flags = *c.up ? unsigned{IFF_UP} : 0u;
    }
    NetlinkMessage m(RTM_NEWLINK, 0, info);
    if (part.name && c.new_name) m.put(IFLA_IFNAME, *c.new_name);
    if (part.mac && c.mac) m.put(IFLA_ADDRESS, c.mac->bytes.data(), c.mac->bytes.size());
    if (part.mtu && c.mtu) m.put_u32(IFLA_MTU, *c.mtu);
    if (part.master && c.master) m.put_u32(IFLA_MASTER, master);
    return netlink.ask(m);
}

void set_port_flags(const std::string& port, Domain domain, const char* what,
                    std::initializer_list<std::pair<std::uint16_t, bool>> flags) {
    auto index = link_index(port);
    if (!index) fail_errno(domain, ENODEV, "Unable to set {} on bridge port '{}'", what, port);
    ifinfomsg info{};
    info.ifi_family = AF_BRIDGE;
    info.ifi_index = static_cast<int>(index);
    NetlinkMessage m(RTM_SETLINK, 0, info);
    auto nest = m.begin(IFLA_PROTINFO | NLA_F_NESTED);
    for (auto [attribute, on] : flags) m.put_u8(attribute, on);
    m.end(nest);
    if (int e = Netlink().ask(m)) fail_errno(domain, e, "Unable to set {} on bridge port '{}'", what, port);
}

NetlinkMessage address_message(std::uint16_t type, std::uint16_t flags, unsigned index, std::span<const std::uint8_t> address,
                               unsigned prefix) {
    ifaddrmsg a{};
    a.ifa_family = address.size() == 4 ? AF_INET : AF_INET6;
    a.ifa_prefixlen = static_cast<unsigned char>(prefix);
    a.ifa_index = index;
    NetlinkMessage m(type, flags, a);
    m.put(IFA_LOCAL, address.data(), address.size());
    m.put(IFA_ADDRESS, address.data(), address.size());
    // The broadcast address of the network, as administrators expect to see it; not for links of two ends.
    if (type == RTM_NEWADDR && address.size() == 4 && prefix < 31) {
        std::uint32_t all;
        std::memcpy(&all, address.data(), 4);
        all |= htonl(prefix ? 0xffffffffu >> prefix : 0xffffffffu);
        m.put_u32(IFA_BROADCAST, all);
    }
    return m;
}

std::string address_text(std::span<const std::uint8_t> address) {
    char text[INET6_ADDRSTRLEN] = "?";
    inet_ntop(address.size() == 4 ? AF_INET : AF_INET6, address.data(), text, sizeof text);
    return text;
}

void require_address(std::span<const std::uint8_t> address, unsigned prefix) {
    if ((address.size() != 4 && address.size() != 16) || prefix > address.size() * 8)
        fail(Code::internal_error, Domain::none, "invalid network address of {} bytes", address.size());
}

}  // namespace

unsigned link_index(const std::string& name) { return fits(name) ? if_nametoindex(name.c_str()) : 0; }

std::optional<Link> find_link(const std::string& name, Domain domain) {
    if (!fits(name)) return std::nullopt;
    auto m = link_message(RTM_GETLINK, 0, 0);
    m.put(IFLA_IFNAME, name);
    std::optional<Link> found;
    int e = Netlink().ask(m, [&](std::uint16_t type, std::span<const char> payload) {
        if (!found) found = parse_link(type, payload);
    });
    if (e == ENODEV) return std::nullopt;
    if (e) fail_errno(domain, e, "error dumping {} interface", name);
    return found;
}

std::vector<Link> list_links(Domain domain) {
    auto m = link_message(RTM_GETLINK, NLM_F_DUMP, 0);
    std::vector<Link> out;
    int e = Netlink().ask(m, [&](std::uint16_t type, std::span<const char> payload) {
        if (auto l = parse_link(type, payload)) out.push_back(std::move(*l));
    });
    if (e) fail_errno(domain, e, "Could not get list of interfaces");
    return out;
}

void change_link(const std::string& name, const LinkChange& c, Domain domain) {
    auto index = link_index(name);
    if (!index) fail_errno(domain, ENODEV, "Unable to get index for interface {}", name);
    unsigned master = 0;
    if (c.master && !c.master->empty()) {
        master = link_index(*c.master);
        if (!master) fail_errno(domain, ENODEV, "Unable to add bridge {} port {}", *c.master, name);
    }
    if (c.new_name && !fits(*c.new_name)) fail_errno(domain, EINVAL, "Unable to rename '{}' to '{}'", name, *c.new_name);
    Netlink netlink;
    // A bridge refuses a port's MAC and takes its MTU into account, so a port is finished before it joins; within one
    // request the kernel keeps the order MTU, MAC, name, flags, master.
    if (send_change(netlink, index, master, c, {true, true, true, true, true}) == 0) return;
    auto one = [&](bool wanted, Part part) { return wanted ? send_change(netlink, index, master, c, part) : 0; };
    if (int e = one(c.new_name.has_value(), {.name = true})) fail_errno(domain, e, "Unable to rename '{}' to '{}'", name, *c.new_name);
    if (int e = one(c.mac.has_value(), {.mac = true})) fail_errno(domain, e, "Cannot set interface MAC to {} on '{}'", c.mac->text(), name);
    if (int e = one(c.mtu.has_value(), {.mtu = true})) fail_errno(domain, e, "Cannot set interface MTU on '{}'", name);
    if (int e = one(c.master.has_value(), {.master = true})) {
        if (master) fail_errno(domain, e, "Unable to add bridge {} port {}", *c.master, name);
        fail_errno(domain, e, "Unable to remove bridge port {}", name);
    }
    if (int e = one(c.up.has_value(), {.up = true})) fail_errno(domain, e, "Cannot set interface flags on '{}'", name);
}

bool delete_link(const std::string& name, Domain domain) {
    auto index = link_index(name);
    if (!index) return false;
    auto m = link_message(RTM_DELLINK, 0, index);
    int e = Netlink().ask(m);
    if (e == ENODEV) return false;
    if (e) fail_errno(domain, e, "error destroying network device {}", name);
    return true;
}

void create_bridge(const std::string& name, const BridgeOptions& o, Domain domain) {
    ifinfomsg info{};
    info.ifi_family = AF_UNSPEC;
    if (o.up) info.ifi_change = info.ifi_flags = IFF_UP;
    NetlinkMessage m(RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, info);
    if (!fits(name)) fail_errno(domain, ERANGE, "Network interface name '{}' is too long", name);
    m.put(IFLA_IFNAME, name);
    if (o.mac) m.put(IFLA_ADDRESS, o.mac->bytes.data(), o.mac->bytes.size());
    auto link = m.begin(IFLA_LINKINFO | NLA_F_NESTED);
    m.put(IFLA_INFO_KIND, "bridge");
    auto data = m.begin(IFLA_INFO_DATA | NLA_F_NESTED);
    // The kernel counts in hundredths of a second and insists on two seconds while the spanning tree runs.
    m.put_u32(IFLA_BR_FORWARD_DELAY, o.forward_delay_ms / 10);
    m.put_u32(IFLA_BR_STP_STATE, o.spanning_tree);
    m.end(data);
    m.end(link);
    if (int e = Netlink().ask(m)) fail_errno(domain, e, "error creating bridge interface {}", name);
}

void set_port_learning(const std::string& port, bool learning, bool unicast_flood, Domain domain) {
    set_port_flags(port, domain, "learning", {{IFLA_BRPORT_LEARNING, learning}, {IFLA_BRPORT_UNICAST_FLOOD, unicast_flood}});
}

void set_port_isolated(const std::string& port, bool isolated, Domain domain) {
    set_port_flags(port, domain, "isolated", {{IFLA_BRPORT_ISOLATED, isolated}});
}

void add_address(const std::string& name, std::span<const std::uint8_t> address, unsigned prefix, Domain domain) {
    require_address(address, prefix);
    auto m = address_message(RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL, link_index(name), address, prefix);
    int e = Netlink().ask(m);
    if (e && e != EEXIST) fail_errno(domain, e, "Failed to add IP address {}/{} to {}", address_text(address), prefix, name);
}

void remove_address(const std::string& name, std::span<const std::uint8_t> address, unsigned prefix, Domain domain) {
    require_address(address, prefix);
    auto m = address_message(RTM_DELADDR, 0, link_index(name), address, prefix);
    int e = Netlink().ask(m);
    if (e && e != EADDRNOTAVAIL && e != ENODEV)
        fail_errno(domain, e, "Failed to delete IP address {}/{} from {}", address_text(address), prefix, name);
}

}  // namespace vireo::host
