// SPDX-License-Identifier: LGPL-2.1-or-later
// Network cards and the host's side of them.
#include "base/error.h"
#include "drivers/qemu/argv/parts.h"
#include "drivers/qemu/rules/machine.h"

namespace vireo::qemu::argv {

using namespace model;

namespace {

bool is_virtio(const Interface& n) { return n.model.starts_with("virtio"); }

std::string nic_driver(const Interface& n) {
    if (n.model == "virtio") return virtio_driver("virtio-net", VirtioModel::virtio, n.info);
    if (n.model == "virtio-transitional") return virtio_driver("virtio-net", VirtioModel::transitional, n.info);
    if (n.model == "virtio-non-transitional") return virtio_driver("virtio-net", VirtioModel::non_transitional, n.info);
    if (n.model == "netfront") return "";
    return n.model;
}

void offloads(const Interface& n, Props& p) {
    auto put = [&](const char* name, OnOff v) {
        if (v == OnOff::off) p.set(name, false);
    };
    put("csum", n.host_offload.csum);
    put("gso", n.host_offload.gso);
    put("host_tso4", n.host_offload.tso4);
    put("host_tso6", n.host_offload.tso6);
    put("host_ecn", n.host_offload.ecn);
    put("host_ufo", n.host_offload.ufo);
    put("mrg_rxbuf", n.host_offload.mrg_rxbuf);
    put("guest_csum", n.guest_offload.csum);
    put("guest_tso4", n.guest_offload.tso4);
    put("guest_tso6", n.guest_offload.tso6);
    put("guest_ecn", n.guest_offload.ecn);
    put("guest_ufo", n.guest_offload.ufo);
}

std::string fd_list(const std::vector<int>& fds) {
    std::string out;
    for (int fd : fds) {
        if (!out.empty()) out += ':';
        out += std::to_string(fd);
    }
    return out;
}

}  // namespace

Props nic_props(const Build& b, const Interface& n) {
    Props p;
    p.set("driver", nic_driver(n));
    if (is_virtio(n)) {
        add_virtio(p, n.virtio);
        if (n.txmode == TxMode::iothread) p.set("tx", "bh");
        if (n.txmode == TxMode::timer) p.set("tx", "timer");
        if (n.ioeventfd != OnOff::absent) p.set("ioeventfd", on(n.ioeventfd));
        if (n.event_idx != OnOff::absent) p.set("event_idx", on(n.event_idx));
        offloads(n, p);
        const unsigned queues = n.queues.value_or(0);
        if (queues > 1) {
            if (n.info.address.type == AddressType::ccw)
                p.set("mq", true);
            else
                p.set("mq", true).set("vectors", 2 * queues + 2);
        }
        if (n.rx_queue_size) p.set("rx_queue_size", *n.rx_queue_size);
        if (n.tx_queue_size) p.set("tx_queue_size", *n.tx_queue_size);
        if (n.mtu) p.set("host_mtu", *n.mtu);
        if (n.rss != OnOff::absent) p.set("rss", on(n.rss));
        if (n.rss_hash_report != OnOff::absent) p.set("hash", on(n.rss_hash_report));
        if (n.teaming && n.teaming->type == "persistent") p.set("failover", true);
    }
    p.set("netdev", "host" + n.info.alias).set("id", n.info.alias).set("mac", n.mac.text());
    add_boot_index(p, n.info);
    add_address(b, p, n.info);
    add_rom(p, n.info);
    return p;
}

namespace {

const Bindings::Nic* bound(const Build& b, const Interface& n) {
    auto at = b.host.nics.find(n.info.alias);
    return at == b.host.nics.end() ? nullptr : &at->second;
}

std::string place(const std::string& address, std::optional<unsigned> port) { return fmt::format("{}:{}", address, port.value_or(0)); }

void descriptors(Props& p, const char* one, const char* many, const std::vector<int>& fds) {
    if (fds.size() == 1)
        p.set(one, std::to_string(fds[0]));
    else
        p.set(many, fd_list(fds));
}

void tap(const Interface& n, const Bindings::Nic* fds, Props& p) {
    p.set("type", "tap");
    if (!fds || fds->tap_fds.empty()) fail(Code::internal_error, vireo::Domain::qemu, "no tap device for interface '{}'", n.info.alias);
    descriptors(p, "fd", "fds", fds->tap_fds);
    if (!fds->vhost_fds.empty()) {
        p.set("vhost", true);
        descriptors(p, "vhostfd", "vhostfds", fds->vhost_fds);
    }
    if (n.sndbuf) p.set("sndbuf", *n.sndbuf);
}

// Packets go through a passt process, over its socket.
void passt(const Build& b, const Bindings::Nic* bound, Props& p) {
    p.set("type", "stream").set("addr", Props{{"type", "unix"}, {"path", bound ? bound->passt_socket : std::string()}}).set("server", false);
    constexpr unsigned seconds = 5;
    if (b.caps.has("netdev-stream-reconnect-miliseconds"))
        p.set("reconnect-ms", seconds * 1000);
    else if (b.caps.has("netdev.stream.reconnect"))
        p.set("reconnect", seconds);
}

void user_network(const Interface& n, Props& p) {
    p.set("type", "user");
    for (const IpAddress& ip : n.ips) {
        const bool v6 = ip.family == "ipv6" || ip.address.find(':') != std::string::npos;
        if (v6) {
            p.set("ipv6-prefix", ip.address);
            if (ip.prefix) p.set("ipv6-prefixlen", *ip.prefix);
        } else {
            p.set("net", ip.prefix ? fmt::format("{}/{}", ip.address, *ip.prefix) : ip.address);
        }
    }
}

}  // namespace

Props netdev_props(const Build& b, const Interface& n) {
    Props p;
    const Bindings::Nic* fds = bound(b, n);
    switch (actual_type(n)) {
        case InterfaceType::network:
        case InterfaceType::bridge:
        case InterfaceType::direct:
        case InterfaceType::ethernet: tap(n, fds, p); break;
        case InterfaceType::client: p.set("type", "socket").set("connect", place(n.address, n.port)); break;
        case InterfaceType::server: p.set("type", "socket").set("listen", place(n.address, n.port)); break;
        case InterfaceType::mcast: p.set("type", "socket").set("mcast", place(n.address, n.port)); break;
        case InterfaceType::udp:
            p.set("type", "socket").set("udp", place(n.address, n.port)).set("localaddr", place(n.local_address, n.local_port));
            break;
        case InterfaceType::vhost_user:
            p.set("type", "vhost-user").set("chardev", "char" + n.info.alias);
            if (n.queues.value_or(0) > 1) p.set("queues", *n.queues);
            break;
        case InterfaceType::vdpa:
            p.set("type", "vhost-vdpa").set("vhostdev", fmt::format("/dev/fdset/{}", fds ? fds->vdpa_set : 0));
            if (n.queues.value_or(0) > 1) p.set("queues", *n.queues);
            break;
        case InterfaceType::internal:
        case InterfaceType::user:
            if (n.backend == NicBackend::passt)
                passt(b, fds, p);
            else
                user_network(n, p);
            break;
        case InterfaceType::null: p.set("type", "hubport").set("hubid", 0); break;
        default: fail(Code::config_unsupported, vireo::Domain::qemu, "interface type '{}' is not supported", word(n.type));
    }
    p.set("id", "host" + n.info.alias);
    return p;
}

void netdev(const Build& b, const Props& p) {
    if (b.caps.has("netdev.json"))
        b.line.add("-netdev", p);
    else
        b.line.add("-netdev", p.option("type"));
}

InterfaceType actual_type(const Interface& n) { return n.type == InterfaceType::network && n.actual ? n.actual->type : n.type; }

namespace {

// Boards without a bus that cards could be plugged into have theirs soldered on.
bool on_board(const Build& b, const Interface& n) { return rules::is_arm(b.d) && n.info.address.type == AddressType::none && !nic_driver(n).empty(); }

// What the packets of a card in another process go through.
void vhost_user(const Build& b, const Interface& n) {
    if (n.backend != NicBackend::passt) {
        chardev_backend(b, n.vhost_user, n.info.alias, ChardevUser::nic);
        return;
    }
    const Bindings::Nic* nic = bound(b, n);
    static const Reconnect again{.enabled = YesNo::yes, .timeout = 5};
    unix_chardev(b, "char" + n.info.alias, {.path = nic ? nic->passt_socket : std::string(), .reconnect = &again});
}

}  // namespace

void nics(const Build& b) {
    for (const Interface& n : b.dev().interfaces) {
        const InterfaceType type = actual_type(n);
        if (type == InterfaceType::hostdev) continue;  // a host device
        if (type == InterfaceType::vhost_user) vhost_user(b, n);
        if (const Bindings::Nic* nic = bound(b, n); type == InterfaceType::vdpa && nic) add_fd(b, nic->vdpa_set, nic->vdpa_fd, n.info.alias + "-vdpa");
        netdev(b, netdev_props(b, n));
        if (on_board(b, n)) {
            Option o("nic");
            o.set("macaddr", n.mac.text()).set("netdev", "host" + n.info.alias).set("model", nic_driver(n)).set("id", n.info.alias);
            b.line.add("-net", o);
        } else if (!nic_driver(n).empty()) {
            b.device(nic_props(b, n));
        }
    }
}

}  // namespace vireo::qemu::argv
