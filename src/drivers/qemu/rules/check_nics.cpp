// SPDX-License-Identifier: LGPL-2.1-or-later
// Network cards: settings that their kind or QEMU does not have.
#include <algorithm>
#include <bit>

#include "base/error.h"
#include "drivers/qemu/rules/checks.h"

namespace vireo::qemu::rules {

using namespace model;

namespace {

using D = vireo::Domain;
using K = DeviceKind;
using T = InterfaceType;

template <class... A>
[[noreturn]] void unsupported(fmt::format_string<A...> text, A&&... args) {
    fail(Code::config_unsupported, D::none, text, std::forward<A>(args)...);
}
template <class... A>
[[noreturn]] void malformed(fmt::format_string<A...> text, A&&... args) {
    fail(Code::xml_error, D::none, text, std::forward<A>(args)...);
}

bool is_virtio(const Interface& n) { return n.model == "virtio" || n.model == "virtio-transitional" || n.model == "virtio-non-transitional"; }
bool is(const Interface& n, std::initializer_list<T> types) { return std::find(types.begin(), types.end(), n.type) != types.end(); }

void models(const Interface& n) {
    for (char c : n.model)
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_'))
            throw Error(Code::invalid_arg, D::none, "Model name contains invalid characters");
    if (n.type == T::vdpa && !is_virtio(n)) unsupported("invalid model for interface of type '{}': '{}' - must be '{}'", word(n.type), n.model, "virtio");
}

void queues(const Interface& n) {
    if (n.rx_queue_size && !std::has_single_bit(*n.rx_queue_size)) unsupported("rx_queue_size has to be a power of two");
    if (n.tx_queue_size && !std::has_single_bit(*n.tx_queue_size)) unsupported("tx_queue_size has to be a power of two");
    if (is_virtio(n)) return;
    const std::pair<OnOff, const char*> options[] = {{n.virtio.iommu, "iommu driver"}, {n.virtio.ats, "ats driver"}, {n.virtio.packed, "packed driver"},
                                                     {n.virtio.page_per_vq, "page_per_vq"}};
    for (const auto& [value, name] : options)
        if (value != OnOff::absent) unsupported("{} option is only supported for virtio devices", name);
}

void host_side(const Interface& n) {
    if ((!n.host_ips.empty() || !n.host_routes.empty()) && n.type != T::ethernet)
        unsupported("Invalid attempt to set network interface host-side IP route and/or address info on interface of type '{}'. This is only supported on interfaces of type 'ethernet'",
                    word(n.type));
    // A tap or a process whose packets we see.
    if (n.mtu && !is(n, {T::ethernet, T::network, T::bridge, T::direct, T::vhost_user, T::hostdev, T::vdpa}))
        unsupported("setting MTU on interface type {} is not supported yet", word(n.type));
    if (n.coalesce_rx_frames_max && !is(n, {T::ethernet, T::network, T::bridge, T::direct}))
        unsupported("coalesce settings on interface type {} are not supported", word(n.type));
    if (n.isolated == YesNo::yes && !is(n, {T::network, T::bridge}))
        unsupported("interface {} - <port isolated='yes'/> is not supported for network interfaces with type='{}'", n.mac.text(), word(n.type));
    const bool passt_type = is(n, {T::user, T::vhost_user});
    if (n.backend == NicBackend::passt && !passt_type)
        unsupported("The 'passt' backend can only be used with interface type='user' or type='vhostuser'");
    if (!n.port_forwards.empty() && !(passt_type && n.backend == NicBackend::passt))
        unsupported("The <portForward> element can only be used with the 'passt' backend of interface type='user' or type='vhostuser'");
}

void addresses(const Interface& n) {
    // Only user mode cards hand addresses out.
    if (!n.ips.empty() && !is(n, {T::user, T::vhost_user}))
        unsupported("Invalid attempt to set network interface guest-side IP address info, not supported by QEMU");
    unsigned four = 0, six = 0;
    for (const IpAddress& ip : n.ips) {
        if (!ip.peer.empty()) unsupported("Invalid attempt to set peer IP for guest");
        const bool v6 = ip.family == "ipv6" || ip.address.find(':') != std::string::npos;
        if (++(v6 ? six : four) > 1) unsupported("Only one {} address per interface is allowed", v6 ? "IPv6" : "IPv4");
        const unsigned prefix = ip.prefix.value_or(0);
        if (v6 && prefix && prefix != 64) unsupported("unsupported IPv6 address prefix='{}' - must be 64", prefix);
        if (!v6 && prefix && (prefix < 4 || prefix > 27)) malformed("invalid prefix, must be in range of 4-27");
    }
    if (!n.routes.empty()) unsupported("Invalid attempt to set network interface guest-side IP route, not supported by QEMU");
}

void teaming(const Interface& n) {
    if (!n.teaming) return;
    const Teaming& t = *n.teaming;
    if (t.type == "persistent") {
        if (!is_virtio(n)) unsupported("virtio-net teaming persistent interface must be <model type='virtio'/>, not '{}'", n.model);
        if (!t.persistent.empty()) unsupported("teaming persistent attribute not allowed if teaming type is 'persistent'");
    } else if (t.type == "transient") {
        if (!is(n, {T::hostdev, T::network})) unsupported("virtio-net teaming transient interface must be type='hostdev', not '{}'", word(n.type));
        if (t.persistent.empty()) unsupported("teaming persistent attribute must be set if teaming type is 'transient'");
    }
}

void option_rom(const DeviceInfo& i) {
    const bool tuned = i.rom.enabled != YesNo::absent || i.rom.bar != OnOff::absent || !i.rom.file.empty();
    if (tuned && i.address.type != AddressType::pci) unsupported("ROM tuning is only supported for PCI devices");
    if (i.rom.enabled == YesNo::no && (i.rom.bar != OnOff::absent || !i.rom.file.empty())) unsupported("ROM tuning is not supported when ROM is disabled");
}

void nics(const Subject& s) {
    for (const Interface& n : s.d.devices.interfaces) {
        models(n);
        queues(n);
        addresses(n);
        teaming(n);
        host_side(n);
        option_rom(n.info);
    }
}

void roms(const Subject& s) {
    for (const Hostdev& h : s.d.devices.hostdevs) option_rom(h.info);
}

// Other kinds have one queue only; it shows when the host's side is made.
void queue_kinds(const Subject& s) {
    for (const Interface& n : s.d.devices.interfaces)
        if (n.queues.value_or(0) > 1 && !is(n, {T::ethernet, T::network, T::bridge, T::direct, T::vhost_user, T::vdpa, T::hostdev}))
            unsupported("interface {} - multiqueue is not supported for network interfaces of type {}", n.mac.text(), word(n.type));
}

constexpr KindCheck define_list[] = {{K::interface, nics}, {K::hostdev, roms}};
constexpr Check start_list[] = {queue_kinds};

}  // namespace

std::span<const KindCheck> nic_checks() { return define_list; }
std::span<const Check> nic_start_checks() { return start_list; }

}  // namespace vireo::qemu::rules
