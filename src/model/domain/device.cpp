// SPDX-License-Identifier: LGPL-2.1-or-later
// See device.h.
#include "model/domain/device.h"

#include "model/domain/domain_xml.h"
#include "model/domain/rules/fill.h"
#include "xml/parse.h"

namespace vireo::model {
namespace {

struct Kind {
    std::string_view name;
    const row::Element& element;
    Device (*make)();
};

template <class T>
Device make() {
    return T{};
}

const Kind kinds[] = {
    {"disk", disk_element, make<Disk>},
    {"controller", controller_element, make<Controller>},
    {"lease", lease_element, make<Lease>},
    {"filesystem", filesystem_element, make<Filesystem>},
    {"interface", interface_element, make<Interface>},
    {"smartcard", smartcard_element, make<Smartcard>},
    {"serial", serial_element, make<Chardev>},
    {"parallel", parallel_element, make<Chardev>},
    {"console", console_element, make<Chardev>},
    {"channel", channel_element, make<Chardev>},
    {"input", input_element, make<Input>},
    {"tpm", tpm_element, make<Tpm>},
    {"graphics", graphics_element, make<Graphics>},
    {"sound", sound_element, make<Sound>},
    {"audio", audio_element, make<Audio>},
    {"video", video_element, make<Video>},
    {"hostdev", hostdev_element, make<Hostdev>},
    {"redirdev", redirdev_element, make<Redirdev>},
    {"hub", hub_element, make<Hub>},
    {"watchdog", watchdog_element, make<Watchdog>},
    {"memballoon", memballoon_element, make<Memballoon>},
    {"rng", rng_element, make<Rng>},
    {"nvram", nvram_element, make<Nvram>},
    {"panic", panic_element, make<Panic>},
    {"shmem", shmem_element, make<Shmem>},
    {"memory", memory_device_element, make<MemoryDevice>},
    {"crypto", crypto_element, make<Crypto>},
    {"iommu", iommu_element, make<Iommu>},
    {"vsock", vsock_element, make<Vsock>},
    {"pstore", pstore_element, make<Pstore>},
};

const Kind& kind_of(std::string_view name) {
    for (const auto& k : kinds)
        if (k.name == name) return k;
    fail(Code::internal_error, vireo::Domain::domain, "unknown device type '{}'", name);
}

// The fill-ins work on domains: a small one around the device says what they need to know.
void fill(Device& device, const Domain& context, const ParseOptions& options) {
    Domain d;
    d.type = context.type;
    d.os = context.os;
    d.devices.controllers = context.devices.controllers;
    auto run = [&](auto& list, auto& item, auto&&... steps) {
        list.push_back(std::move(item));
        (steps(), ...);
        item = std::move(list.back());
    };
    auto& v = d.devices;
    if (auto* x = std::get_if<Disk>(&device))
        run(v.disks, *x, [&] { rules::fill_disks(d); }, [&] { rules::fill_disk_addresses(d); });
    else if (auto* x = std::get_if<Interface>(&device))
        run(v.interfaces, *x, [&] { rules::fill_macs(d, options); });
    else if (auto* x = std::get_if<Input>(&device))
        run(v.inputs, *x, [&] { rules::fill_inputs(d); });
    else if (auto* x = std::get_if<Sound>(&device))
        run(v.sounds, *x, [&] { rules::fill_sounds(d); });
    else if (auto* x = std::get_if<Vsock>(&device)) {
        v.vsock = std::move(*x);
        rules::fill_vsock(d);
        *x = std::move(*v.vsock);
    } else if (auto* x = std::get_if<Hostdev>(&device)) {
        v.disks = context.devices.disks;
        v.hostdevs = context.devices.hostdevs;
        run(v.hostdevs, *x, [&] { rules::fill_hostdev_addresses(d); });
    }
}

}  // namespace

Device parse_device(std::string_view text, const Domain& context, const ParseOptions& options) {
    xml::ParseOptions how;
    how.origin = options.origin;
    how.domain = vireo::Domain::domain;
    auto document = xml::parse(text, how);
    const Kind& kind = kind_of(document.root().name);
    Device device = kind.make();
    row::ParseContext cx{options.flags, &options};
    std::visit([&](auto& d) { row::parse(kind.element, document.root(), &d, cx); }, device);
    if (!(options.flags & parse_skip_fill)) fill(device, context, options);
    return device;
}

std::string format_device(const Device& device, unsigned flags, int level) {
    xml::Writer out(1024, level);
    row::FormatContext cx{out, flags};
    const Kind& kind = kind_of(device_name(device));
    out.open(kind.name);
    std::visit([&](const auto& d) { row::format(kind.element, &d, cx); }, device);
    out.close();
    return out.take();
}

std::string_view device_name(const Device& device) {
    if (const auto* c = std::get_if<Chardev>(&device)) {
        static constexpr std::string_view roles[] = {"serial", "parallel", "console", "channel"};
        return roles[static_cast<std::size_t>(c->role)];
    }
    // The other kinds stand in the order of the variant; character devices take four places instead of one.
    std::size_t i = device.index();
    constexpr std::size_t chardev = 6;
    return kinds[i < chardev ? i : i + 3].name;
}

const DeviceInfo* device_info(const Device& device) {
    return std::visit(
        [](const auto& d) -> const DeviceInfo* {
            if constexpr (requires { d.info; })
                return &d.info;
            else
                return nullptr;
        },
        device);
}

DeviceInfo* device_info(Device& device) { return const_cast<DeviceInfo*>(device_info(std::as_const(device))); }

}  // namespace vireo::model
