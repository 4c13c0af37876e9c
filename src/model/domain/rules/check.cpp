// SPDX-License-Identifier: LGPL-2.1-or-later
// Generic checks: what no hypervisor would accept. Each is a small named function in the list at the end; the first
// finding is thrown.
#include "base/error.h"
#include "model/domain/domain.h"
#include "model/domain/rules/fill.h"

namespace vireo::model {
namespace {

using E = vireo::Domain;

void disk_sources(const Domain& d) {
    for (const auto& x : d.devices.disks) {
        if (x.device == DiskDevice::cdrom || x.device == DiskDevice::floppy) continue;
        if (x.source.is_empty() && x.source.type != StorageType::vhost_vdpa)
            throw Error(Code::no_source, E::domain, x.target_dev);
    }
}

void duplicate_targets(const Domain& d) {
    const auto& all = d.devices.disks;
    for (std::size_t i = 0; i < all.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (all[i].target_dev == all[k].target_dev && !all[i].target_dev.empty())
                fail(Code::xml_error, E::domain, "target '{}' duplicated for disk sources '{}' and '{}'", all[i].target_dev,
                     all[k].source.path.empty() ? "(null)" : all[k].source.path,
                     all[i].source.path.empty() ? "(null)" : all[i].source.path);
}

void duplicate_controllers(const Domain& d) {
    const auto& all = d.devices.controllers;
    for (std::size_t i = 0; i < all.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (all[i].type == all[k].type && all[i].index == all[k].index && all[i].type != ControllerType::usb)
                fail(Code::xml_error, E::domain, "Multiple '{}' controllers with index '{}'", word(all[i].type), *all[i].index);
}

void numa_cpus(const Domain& d) {
    if (!d.cpu || d.cpu->cells.empty()) return;
    for (const auto& c : d.cpu->cells)
        if (c.cpus.last() >= static_cast<int>(d.vcpus))
            fail(Code::internal_error, E::domain, "CPU IDs in <numa> exceed the <vcpu> count");
}

void mac_addresses(const Domain& d) {
    for (const auto& i : d.devices.interfaces)
        if (i.mac.given && i.mac.is_multicast())
            fail(Code::xml_error, E::domain, "expected unicast mac address, found multicast '{}'", i.mac.text());
}

void name(const Domain& d) {
    if (d.name.find('/') != std::string::npos) fail(Code::xml_error, E::domain, "name {} cannot contain '/'", d.name);
}

void chardev_source(const ChardevSource& s) {
    auto lacks = [](const char* what) { fail(Code::internal_error, E::domain, "Missing source {} attribute for char device", what); };
    switch (s.type) {
        case ChardevType::dev:
        case ChardevType::file:
        case ChardevType::pipe:
            if (s.path.empty()) lacks("path");
            break;
        case ChardevType::nmdm:
            if (s.nmdm_master.empty()) lacks("master path");
            if (s.nmdm_slave.empty()) lacks("slave path");
            break;
        case ChardevType::tcp:
            if (s.host.empty()) lacks("host");
            if (s.service.empty()) lacks("service");
            break;
        case ChardevType::udp:
            if (s.connect_service.empty()) lacks("service");
            break;
        case ChardevType::spiceport:
            if (s.channel.empty()) lacks("channel");
            break;
        default: break;
    }
    if (s.reconnect.enabled == YesNo::yes) {
        if (s.listen) fail(Code::internal_error, E::domain, "chardev reconnect is possible only for connect mode");
        if (s.reconnect.timeout == 0u) fail(Code::invalid_arg, E::domain, "chardev reconnect source timeout cannot be '0'");
    }
}

// Only channels may leave the path of their socket to the driver.
void unix_path(const ChardevSource& s) {
    if (s.type == ChardevType::unix_ && s.path.empty())
        fail(Code::internal_error, E::domain, "Missing source path attribute for char device");
}

void chardevs(const Domain& d) {
    for (const auto* list : {&d.devices.serials, &d.devices.parallels, &d.devices.consoles})
        for (const auto& c : *list) chardev_source(c.source), unix_path(c.source);
    for (const auto& c : d.devices.channels) {
        chardev_source(c.source);
        if (c.channel_target != ChannelTarget::virtio && c.channel_target != ChannelTarget::xen) unix_path(c.source);
    }
    for (const auto& r : d.devices.redirdevs) chardev_source(r.source), unix_path(r.source);
    for (const auto& s : d.devices.smartcards)
        if (s.mode == SmartcardMode::passthrough) chardev_source(s.source), unix_path(s.source);
    for (const auto& r : d.devices.rngs)
        if (r.backend == RngBackend::egd) chardev_source(r.egd), unix_path(r.egd);
}

constexpr void (*checks[])(const Domain&) = {name, chardevs, disk_sources, duplicate_targets, duplicate_controllers, numa_cpus, mac_addresses};

}  // namespace

void check(const Domain& d) {
    for (auto* c : checks) c(d);
}

}  // namespace vireo::model
