// SPDX-License-Identifier: LGPL-2.1-or-later
// The host's ends of network cards.
#include <algorithm>
#include <atomic>
#include <exception>

#include "base/error.h"
#include "base/log.h"
#include "base/text.h"
#include "drivers/qemu/prepare/steps.h"
#include "host/net/link.h"
#include "host/net/tap.h"
#include "host/process/process.h"

namespace vireo::qemu::prepare {
namespace {

using model::Interface;
using model::InterfaceType;

constinit log::Source source_log{"qemu.nics"};

// Names are not reused soon: whoever watches an interface shall not mistake a new guest's for the old one's.
std::atomic<unsigned> next_tap{0};

bool chosen_by_daemon(std::string_view name) {
    for (std::string_view prefix : {"vnet", "vif", "macvtap", "macvlan"})
        if (name.starts_with(prefix)) return true;
    return false;
}

std::string new_tap_name() {
    for (unsigned tries = 0; tries < 1u << 20; ++tries) {
        auto name = fmt::format("vnet{}", next_tap++);
        if (!host::link_index(name)) return name;
    }
    fail(Code::internal_error, Domain::qemu, "no unused {} names available", "vnet");
}

bool is_virtio(const Interface& n) { return n.model.starts_with("virtio"); }

unsigned queue_count(const Interface& n) {
    constexpr unsigned most = 256;  // of the kernel, for one tap
    return is_virtio(n) ? std::clamp(n.queues.value_or(1), 1u, most) : 1;
}

void give_queues(Preparation& p, Interface& n, host::Tap tap) {
    auto& bound = p.bindings.nics[n.info.alias];
    const auto queues = static_cast<unsigned>(tap.queues.size());
    n.target_dev = tap.name;
    for (auto& fd : tap.queues) bound.tap_fds.push_back(p.prepared.pass(std::move(fd)));
    // The kernel's packet mover serves virtio cards; without it QEMU moves the packets itself.
    if (!is_virtio(n) || n.driver == model::NicDriver::qemu) {
        if (n.driver == model::NicDriver::vhost && !is_virtio(n))
            fail(Code::config_unsupported, Domain::qemu, "vhost-net is only supported for virtio network interfaces");
        return;
    }
    auto vhost = host::open_vhost_net(queues);
    if (vhost.empty() && n.driver == model::NicDriver::vhost)
        fail(Code::config_unsupported, Domain::qemu, "vhost-net was requested for an interface, but is unavailable");
    for (auto& fd : vhost) bound.vhost_fds.push_back(p.prepared.pass(std::move(fd)));
}

host::TapRequest tap_for(const Interface& n) {
    host::TapRequest want;
    want.name = n.target_dev.empty() || chosen_by_daemon(n.target_dev) ? new_tap_name() : n.target_dev;
    want.queues = queue_count(n);
    want.vnet_header = is_virtio(n);
    want.domain = Domain::qemu;
    want.setup.mac = host::tap_mac(n.mac);
    want.setup.up = true;
    if (n.mtu) want.setup.mtu = *n.mtu;
    return want;
}

void bridge(Preparation& p, Interface& n) {
    auto link = host::find_link(n.bridge);
    if (!link) fail_errno(Domain::none, ENODEV, "Cannot get interface MTU on '{}'", n.bridge);
    auto want = tap_for(n);
    want.setup.master = n.bridge;
    // A port with a smaller one would pull down the bridge's.
    if (!n.mtu) want.setup.mtu = link->mtu;
    auto tap = host::create_tap(want);
    if (n.isolated == model::YesNo::yes) host::set_port_isolated(tap.name, true);
    give_queues(p, n, std::move(tap));
}

void run_script(const std::string& script, const std::string& name) { host::run_checked({script, name}, {}, Domain::none); }

void ethernet(Preparation& p, Interface& n) {
    auto want = tap_for(n);
    if (n.target_managed == model::YesNo::no) {
        if (n.target_dev.empty())
            fail(Code::internal_error, Domain::none, "target dev must be supplied when managed='no'");
        if (!host::link_index(n.target_dev))
            fail(Code::internal_error, Domain::none, "target managed='no' but specified dev doesn't exist");
        // Somebody else made it and decides about its address and state.
        want.name = n.target_dev;
        want.setup = {};
    }
    auto tap = host::create_tap(want);
    if (!n.script.empty()) {
        run_script(n.script, tap.name);
        if (!n.downscript.empty())
            p.undo.add("script of " + tap.name, [script = n.downscript, name = tap.name] { run_script(script, name); });
    }
    give_queues(p, n, std::move(tap));
}

void direct(Preparation& p, Interface& n) {
    host::MacvtapRequest want;
    want.lower = n.source_dev;
    using Mode = host::MacvtapRequest::Mode;
    switch (n.direct_mode) {
        case model::DirectMode::private_: want.mode = Mode::private_; break;
        case model::DirectMode::bridge: want.mode = Mode::bridge; break;
        case model::DirectMode::passthrough: want.mode = Mode::passthrough; break;
        default: want.mode = Mode::vepa; break;
    }
    if (!n.target_dev.empty() && !chosen_by_daemon(n.target_dev)) want.name = n.target_dev;
    want.mac = n.mac;
    want.queues = queue_count(n);
    want.vnet_header = is_virtio(n);
    want.domain = Domain::qemu;
    auto tap = host::create_macvtap(want);
    p.undo.add("interface " + tap.name, [name = tap.name] { host::delete_link(name); });
    give_queues(p, n, std::move(tap));
}

}  // namespace

void nic(Preparation& p, Interface& n) {
    if (n.backend == model::NicBackend::passt) return passt(p, n);
    switch (n.type) {
        case InterfaceType::bridge: bridge(p, n); break;
        case InterfaceType::ethernet: ethernet(p, n); break;
        case InterfaceType::direct: direct(p, n); break;
        case InterfaceType::vdpa: vdpa_nic(p, n); break;
        case InterfaceType::network: fail(Code::no_network, Domain::network, "no network with matching name '{}'", n.network);
        default: break;  // QEMU does it alone, or the other side of a socket does
    }
}

void nics(Preparation& p) {
    for (auto& n : p.live.devices.interfaces) nic(p, n);
}

void remove_nic(const Interface& n) {
    // A tap that we made ends with the emulator's descriptor.
    if (n.type == InterfaceType::direct && !n.target_dev.empty()) host::delete_link(n.target_dev);
    if (n.type == InterfaceType::ethernet && !n.downscript.empty()) run_script(n.downscript, n.target_dev);
}

void remove_nics(const model::Domain& live) {
    for (const auto& n : live.devices.interfaces) {
        try {
            remove_nic(n);
        } catch (const Error& e) {
            log::warning(source_log, "cannot take down interface '{}': {}", n.target_dev, e.message);
        }
    }
}

void adopt_nics(const model::Domain& live) {
    for (const auto& n : live.devices.interfaces) {
        std::string_view name = n.target_dev;
        if (!name.starts_with("vnet")) continue;
        auto number = to_number<unsigned>(name.substr(4));
        if (!number) continue;
        for (unsigned seen = next_tap.load(); seen <= *number;)
            if (next_tap.compare_exchange_weak(seen, *number + 1)) break;
    }
}

}  // namespace vireo::qemu::prepare
