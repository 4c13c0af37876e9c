// SPDX-License-Identifier: LGPL-2.1-or-later
// The small devices: watchdogs, panic notifiers, shared memory, TPMs, serial ports, smart cards.
#include <algorithm>
#include <bit>

#include "base/error.h"
#include "drivers/qemu/rules/checks.h"
#include "drivers/qemu/rules/machine.h"

namespace vireo::qemu::rules {

using namespace model;

namespace {

using D = vireo::Domain;
using K = DeviceKind;

template <class... A>
[[noreturn]] void unsupported(fmt::format_string<A...> text, A&&... args) {
    fail(Code::config_unsupported, D::none, text, std::forward<A>(args)...);
}
template <class... A>
[[noreturn]] void malformed(fmt::format_string<A...> text, A&&... args) {
    fail(Code::xml_error, D::none, text, std::forward<A>(args)...);
}

void watchdog(const Subject& s, const Watchdog& w) {
    const AddressType at = w.info.address.type;
    switch (w.model) {
        case WatchdogModel::i6300esb:
            if (at != AddressType::none && at != AddressType::pci) unsupported("{} model of watchdog can go only on PCI bus", word(w.model));
            break;
        case WatchdogModel::ib700:
            if (!is_i440fx(s.d)) unsupported("{} model of watchdog cannot be used with this machine type", word(w.model));
            if (at != AddressType::none && at != AddressType::isa) unsupported("{} model of watchdog does not support configuring the address", word(w.model));
            break;
        case WatchdogModel::diag288:
            if (!is_s390(s.d)) unsupported("{} model of watchdog is allowed for s390 and s390x only", word(w.model));
            break;
        case WatchdogModel::itco:
            if (!is_q35(s.d)) unsupported("{} model of watchdog is only part of q35 machine", word(w.model));
            if (at != AddressType::none) unsupported("{} model of watchdog is part of the machine and cannot have any address set.", word(w.model));
            break;
    }
}

void watchdogs(const Subject& s) {
    const auto& list = s.d.devices.watchdogs;
    for (const Watchdog& w : list) {
        watchdog(s, w);
        if (w.action != list.front().action) unsupported("watchdogs with different actions are not supported with this QEMU binary");
    }
}

void panics(const Subject& s) {
    const auto& list = s.d.devices.panics;
    for (std::size_t i = 0; i < list.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (list[i].model == list[k].model) malformed("Multiple panic devices with model '{}'", word(list[i].model));
    for (const Panic& p : list)
        if (p.model == PanicModel::isa && p.info.address.type != AddressType::none && p.info.address.type != AddressType::isa)
            unsupported("panic is supported only with ISA address type");
}

void shmems(const Subject& s) {
    constexpr std::uint64_t least = 1u << 20;
    for (const Shmem& m : s.d.devices.shmems) {
        if (m.name.find('/') != std::string::npos) unsupported("shmem name cannot include '/' character");
        if (m.size && (*m.size < least || !std::has_single_bit(*m.size))) malformed("shmem size must be a power of 2 and at least 1 MiB (1024 KiB)");
        switch (m.model) {
            case ShmemModel::ivshmem: unsupported("ivshmem device is no longer supported");
            case ShmemModel::plain:
                if (m.has_server) unsupported("shmem model '{}' is supported only with server option disabled", word(m.model));
                break;
            case ShmemModel::doorbell:
                if (!m.has_server) unsupported("shmem model '{}' is supported only with server option enabled", word(m.model));
        }
    }
}

void tpms(const Subject& s) {
    for (const Tpm& t : s.d.devices.tpms) {
        const bool spapr = t.model == TpmModel::spapr || t.model == TpmModel::spapr_proxy;
        if (spapr && is_x86(s.d)) unsupported("The QEMU executable {} does not support TPM model {}", s.d.devices.emulator, word(t.model));
        if (t.backend == TpmBackend::external && t.source_mode == "bind") malformed("only 'connect' mode is supported for external TPM device");
    }
}

SerialTarget home_of(SerialModel m) {
    switch (m) {
        case SerialModel::isa_serial: return SerialTarget::isa_serial;
        case SerialModel::usb_serial: return SerialTarget::usb_serial;
        case SerialModel::pci_serial: return SerialTarget::pci_serial;
        case SerialModel::spapr_vty: return SerialTarget::spapr_vio_serial;
        case SerialModel::pl011:
        case SerialModel::uart_16550a: return SerialTarget::system_serial;
        case SerialModel::sclpconsole:
        case SerialModel::sclplmconsole: return SerialTarget::sclp_serial;
        case SerialModel::isa_debugcon: return SerialTarget::isa_debug;
        case SerialModel::none: break;
    }
    return SerialTarget::none;
}

// The bus that a kind of port is on.
void serial_addresses(const Subject& s) {
    for (const Chardev& c : s.d.devices.serials) {
        const AddressType at = c.info.address.type;
        if (at == AddressType::none) continue;
        auto only = [&](AddressType bus) {
            if (at != bus) unsupported("Target type '{}' requires address type '{}'", word(c.serial_target), word(bus));
        };
        switch (c.serial_target) {
            case SerialTarget::isa_serial:
            case SerialTarget::isa_debug: only(AddressType::isa); break;
            case SerialTarget::pci_serial: only(AddressType::pci); break;
            case SerialTarget::usb_serial:
                if (at != AddressType::usb) unsupported("usb-serial requires address of usb type");
                break;
            case SerialTarget::system_serial:
            case SerialTarget::sclp_serial: unsupported("Target type '{}' cannot have an associated address", word(c.serial_target));
            default: break;
        }
    }
}

void serials(const Subject& s) {
    for (const Chardev& c : s.d.devices.serials) {
        const SerialTarget home = home_of(c.serial_model);
        if (home != SerialTarget::none && home != c.serial_target)
            unsupported("Target model '{}' requires target type '{}'", word(c.serial_model), word(home));
    }
}

void consoles(const Subject& s) {
    for (std::size_t i = 1; i < s.d.devices.consoles.size(); ++i)
        if (s.d.devices.consoles[i].console_target == ConsoleTarget::serial) unsupported("Only the first console can be a serial port");
    for (const Chardev& c : s.d.devices.consoles) switch (c.console_target) {
            case ConsoleTarget::xen:
            case ConsoleTarget::uml:
            case ConsoleTarget::lxc:
            case ConsoleTarget::openvz: unsupported("unsupported console target type {}", word(c.console_target));
            case ConsoleTarget::sclp:
                if (!s.caps.has("s390-sclp")) unsupported("sclpconsole is not supported in this QEMU binary");
                break;
            case ConsoleTarget::sclplm:
                if (!s.caps.has("sclplmconsole")) unsupported("sclplmconsole is not supported in this QEMU binary");
                break;
            default: break;
        }
}

void channels(const Subject& s) {
    for (const Chardev& c : s.d.devices.channels) {
        if (c.source.type == ChardevType::dbus && c.source.channel.empty()) unsupported("Missing source channel attribute for char device");
        if (c.channel_target == ChannelTarget::guestfwd && c.guestfwd_address.find(':') != std::string::npos)
            unsupported("guestfwd channel only supports IPv4 addresses");
        if (c.info.address.type != AddressType::virtio_serial) continue;
        const auto& a = c.info.address.virtio_serial;
        for (const Controller& k : s.d.devices.controllers)
            if (k.type == ControllerType::virtio_serial && k.index.value_or(-1) == static_cast<int>(a.controller) &&
                a.port >= static_cast<unsigned>(k.ports.value_or(31)))
                malformed("virtio serial controller {} does not have port {}", a.controller, a.port);
    }
}

void dbus_ports(const Subject& s) {
    for (const auto* list : {&s.d.devices.serials, &s.d.devices.parallels})
        for (const Chardev& c : *list)
            if (c.source.type == ChardevType::dbus && c.source.channel.empty()) unsupported("Missing source channel attribute for char device");
}

void smartcards(const Subject& s) {
    const auto& list = s.d.devices.smartcards;
    for (const Smartcard& c : list) {
        if (c.info.address.type != AddressType::none && c.info.address.type != AddressType::ccid) unsupported("Controllers must use the 'ccid' address type");
        if (list.size() > 1 || c.info.address.ccid.controller != 0 || c.info.address.ccid.slot != 0)
            unsupported("this QEMU binary lacks multiple smartcard support");
    }
}

// Each timer belongs to some machines, and QEMU knows few of the policies.
void timers(const Subject& s) {
    auto nowhere = [&](const Timer& t) {
        unsupported("Configuring the '{}' timer is not supported for virtType={} arch={} machine={} guests", word(t.name), word(s.d.type), s.d.os.arch, s.d.os.machine);
    };
    for (const Timer& t : s.d.clock.timers) {
        switch (t.name) {
            case TimerName::platform: unsupported("unsupported timer type (name) '{}'", word(t.name));
            case TimerName::kvmclock:
            case TimerName::tsc:
            case TimerName::hypervclock:
                if (!is_x86(s.d) && t.present == YesNo::yes) nowhere(t);
                break;
            case TimerName::armvtimer:
                if (!is_arm(s.d) || s.d.type != VirtType::kvm) nowhere(t);
                break;
            case TimerName::rtc:
                if (t.track == TimerTrack::boot) unsupported("unsupported rtc timer track '{}'", word(t.track));
                if (t.tickpolicy == TickPolicy::merge || t.tickpolicy == TickPolicy::discard)
                    unsupported("unsupported rtc timer tickpolicy '{}'", word(t.tickpolicy));
                break;
            case TimerName::pit:
                if (t.tickpolicy == TickPolicy::merge || (t.tickpolicy == TickPolicy::catchup && !is_x86(s.d)))
                    unsupported("unsupported pit tickpolicy '{}'", word(t.tickpolicy));
                break;
            case TimerName::hpet:
                if (!is_x86(s.d) && t.present == YesNo::yes) unsupported("hpet timer is not supported by this architecture");
                break;
        }
    }
}

void pstores(const Subject& s) {
    if (s.d.devices.pstore && s.d.devices.pstore->size && !*s.d.devices.pstore->size) malformed("invalid size of ACPI ERST pstore device");
    if (s.d.devices.pstore && !s.d.devices.pstore->size) malformed("missing element or attribute './size'");
}

void iommu(const Subject& s) {
    if (!s.d.devices.iommu) return;
    const Iommu& i = *s.d.devices.iommu;
    if (i.model == IommuModel::intel && i.info.address.type != AddressType::none) malformed("iommu model '{}' can't have address", word(i.model));
}

void balloon(const Subject& s) {
    if (s.d.devices.memballoon && s.d.devices.memballoon->model == BalloonModel::xen)
        fail(Code::internal_error, D::none, "Cannot automatically add a new PCI bus for a device with connect flags {:02x}", 0);
}

constexpr KindCheck list[] = {{K::watchdog, watchdogs}, {K::shmem, shmems},         {K::tpm, tpms},       {K::serial, serial_addresses}, {K::serial, serials},
                              {K::serial, dbus_ports},  {K::channel, channels},     {K::smartcard, smartcards},
                              {K::pstore, pstores},     {K::iommu, iommu},          {K::memballoon, balloon}};
// The board has places for so many.
void isa_ports(const Subject& s) {
    constexpr int most = 4;
    int count = 0;
    for (const Chardev& c : s.d.devices.serials)
        if (c.serial_target == SerialTarget::isa_serial && (++count > most || c.port.value_or(0) >= most))
            fail(Code::internal_error, D::none, "Maximum supported number of ISA serial ports is '{}'", most);
}

constexpr Check start_list[] = {isa_ports};
void lifecycle(const Subject& s) {
    const auto off = s.d.on_poweroff, reboot = s.d.on_reboot, crash = s.d.on_crash;
    for (auto action : {off, reboot, crash})
        if (action == LifecycleAction::rename_restart) unsupported("qemu driver doesn't support the '{}' action for 'on_reboot'/'on_poweroff'/'on_crash'", word(action));
    for (auto action : {off, reboot})
        if (action == LifecycleAction::preserve) unsupported("qemu driver doesn't support the '{}' action for 'on_reboot'/'on_poweroff'", word(action));
}

constexpr Check machine_list[] = {lifecycle, timers, consoles, panics};

}  // namespace

std::span<const KindCheck> small_checks() { return list; }
std::span<const Check> machine_checks() { return machine_list; }
std::span<const Check> small_start_checks() { return start_list; }

}  // namespace vireo::qemu::rules
