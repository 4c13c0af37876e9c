// SPDX-License-Identifier: LGPL-2.1-or-later
// Keyboards, pointers and what else plugs into USB; character devices that need a SPICE server.
#include <algorithm>

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
[[noreturn]] void broken(fmt::format_string<A...> text, A&&... args) {
    fail(Code::internal_error, D::none, text, std::forward<A>(args)...);
}

void inputs(const Subject& s) {
    for (const Input& i : s.d.devices.inputs) {
        if (i.type == InputType::evdev && i.bus != InputBus::none) unsupported("input evdev doesn't support bus element");
        if (i.type == InputType::evdev) continue;
        if (i.bus == InputBus::ps2 && i.type == InputType::tablet) broken("{} bus does not support {} input device", word(i.bus), word(i.type));
        if (i.type == InputType::passthrough && i.bus != InputBus::virtio) unsupported("only bus 'virtio' is supported for 'passthrough' input devices");
        if (i.bus == InputBus::xen || i.bus == InputBus::parallels) broken("unsupported input bus {}", word(i.bus));
        if (i.bus == InputBus::ps2 && !has_i8042(s.d)) unsupported("ps2 is not supported by this QEMU binary");
        if (i.model != VirtioModel::none && i.bus != InputBus::virtio) unsupported("only bus 'virtio' is supported for input model '{}'", word(i.model));
    }
}

bool uses_usb(const model::Devices& v) {
    auto any = [](const auto& list, auto test) { return std::any_of(list.begin(), list.end(), test); };
    return any(v.disks, [](const Disk& x) { return x.bus == DiskBus::usb; }) || any(v.sounds, [](const Sound& x) { return x.model == SoundModel::usb; }) ||
           any(v.controllers, [](const Controller& x) { return x.type == ControllerType::ccid; }) || !v.redirdevs.empty() ||
           any(v.filesystems, [](const Filesystem& x) { return x.driver == FilesystemDriver::mtp; }) ||
           any(v.serials, [](const Chardev& x) { return x.serial_model == SerialModel::usb_serial; }) ||
           any(v.interfaces, [](const Interface& x) { return x.model == "usb-net"; }) || any(v.inputs, [](const Input& x) { return x.bus == InputBus::usb; }) ||
           any(v.hostdevs, [](const Hostdev& x) { return x.mode == HostdevMode::subsystem && x.type == HostdevType::usb; }) || !v.hubs.empty();
}

void usb_off(const Subject& s) {
    const auto& list = s.d.devices.controllers;
    // Switched off, or not there: not every machine has it from the start.
    auto works = [](const Controller& c) { return c.type == ControllerType::usb && c.usb_model != UsbModel::none; };
    if (std::none_of(list.begin(), list.end(), works) && uses_usb(s.d.devices))
        unsupported("USB is disabled for this domain, but USB devices are present in the domain XML");
}

bool has_spice(const model::Domain& d) {
    return std::any_of(d.devices.graphics.begin(), d.devices.graphics.end(), [](const Graphics& g) { return g.type == GraphicsType::spice; });
}

// Its own server carries these.
void needs_spice(const Subject& s, const ChardevSource& c) {
    if ((c.type == ChardevType::spicevmc || c.type == ChardevType::spiceport) && !has_spice(s.d))
        unsupported("chardev '{}' not supported without spice graphics", word(c.type));
}

void spice_ports(const Subject& s) {
    for (const auto* list : {&s.d.devices.serials, &s.d.devices.parallels, &s.d.devices.consoles})
        for (const Chardev& c : *list) {
            if (c.source.type == ChardevType::spicevmc) unsupported("spicevmc device type only supports virtio");
            needs_spice(s, c.source);
        }
}

void spice_channels(const Subject& s) {
    for (const Chardev& c : s.d.devices.channels) needs_spice(s, c.source);
}

void spice_redirdevs(const Subject& s) {
    for (const Redirdev& r : s.d.devices.redirdevs) needs_spice(s, r.source);
}

void spice_smartcards(const Subject& s) {
    for (const Smartcard& c : s.d.devices.smartcards)
        if (c.mode == SmartcardMode::passthrough) needs_spice(s, c.source);
}

constexpr KindCheck list[] = {{K::controller, usb_off}, {K::smartcard, spice_smartcards}, {K::serial, spice_ports}, {K::channel, spice_channels}, {K::input, inputs}, {K::redirdev, spice_redirdevs}};

}  // namespace

std::span<const KindCheck> device_checks() { return list; }

}  // namespace vireo::qemu::rules
