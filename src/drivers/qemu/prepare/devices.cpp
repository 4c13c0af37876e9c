// SPDX-License-Identifier: LGPL-2.1-or-later
// Single devices of guests that run.
#include <algorithm>
#include <exception>
#include <functional>

#include "base/error.h"
#include "base/log.h"
#include "drivers/qemu/prepare/choices.h"
#include "drivers/qemu/prepare/steps.h"
#include "host/file/file.h"

namespace vireo::qemu {
namespace {

constinit log::Source source{"qemu.prepare"};

using model::StorageSource;

template <class F>
void quietly(const model::DeviceInfo& info, F&& f) noexcept {
    // One of the walls: the device is gone whatever becomes of its things.
    try {
        f();
    } catch (const std::exception& e) {
        log::warning(source, "cannot take back what belonged to device '{}': {}", info.alias, e.what());
    }
}

// Calls f for all images of a chain that have a node.
void each_image(StorageSource& top, const std::function<void(StorageSource&)>& f) {
    for (auto* at = &top; at && !at->is_empty(); at = at->backing.get()) {
        f(*at);
        if (at->data_store && !at->data_store->is_empty()) f(*at->data_store);
    }
}

unsigned highest_node(const model::Domain& live) {
    unsigned highest = 0;
    auto disks = live.devices.disks;
    for (auto& disk : disks) {
        each_image(disk.source, [&](StorageSource& s) { highest = std::max(highest, s.index.value_or(0)); });
        if (disk.mirror) each_image(disk.mirror->source, [&](StorageSource& s) { highest = std::max(highest, s.index.value_or(0)); });
    }
    return highest;
}

bool is_shared(const model::Disk& disk) { return disk.readonly || disk.shareable; }

}  // namespace

void prepare_disk(model::Disk& disk, const model::Domain& live, const Config& config, run::Rollback& undo) {
    if (disk.source.is_empty()) return;
    prepare::complete_image(disk.source);
    unsigned last = highest_node(live);
    // As the guest's other images have it.
    const auto& disks = live.devices.disks;
    const bool raw_layer = std::ranges::any_of(disks, [](const model::Disk& d) { return d.source.raw_layer; });
    each_image(disk.source, [&](StorageSource& s) {
        s.index = ++last;
        s.raw_layer |= raw_layer;
    });
    prepare::lend_chain(disk.source, is_shared(disk), live, config, undo);
}

void release_disk(const model::Disk& disk, const model::Domain& live, const Config& config) noexcept {
    quietly(disk.info, [&] { prepare::return_chain(disk.source, is_shared(disk), live, config); });
}

void lend_image(const StorageSource& image, bool writable, const model::Domain& live, const Config& config, run::Rollback& undo) {
    prepare::lend_chain(image, !writable, live, config, undo);
}

void return_image(const StorageSource& image, bool writable, const model::Domain& live, const Config& config) noexcept {
    quietly({}, [&] { prepare::return_chain(image, !writable, live, config); });
}

void prepare_interface(model::Interface& nic, model::Domain& live, const Config& config, const QemuCaps& caps, argv::Bindings& bindings,
                       PreparedHost& prepared, run::Rollback& undo) {
    prepare::Preparation p{live, config, caps, bindings, prepared, undo};
    prepare::nic(p, nic);
}

void release_interface(const model::Interface& nic) noexcept {
    quietly(nic.info, [&] { prepare::remove_nic(nic); });
}

void prepare_chardev(model::Chardev& chardev, model::Domain& live, const Config& config, const QemuCaps& caps, argv::Bindings& bindings,
                     PreparedHost& prepared, run::Rollback& undo) {
    prepare::Preparation p{live, config, caps, bindings, prepared, undo};
    prepare::choose_channel_path(chardev, channel_dir(live, config));
    prepare::choose_tls(chardev.source, config.settings);
    prepare::chardev(p, chardev.source, chardev.info);
    if (chardev.source.type == model::ChardevType::file) {
        StorageSource file;
        file.type = model::StorageType::file;
        file.path = chardev.source.path;
        file.seclabels = chardev.source.seclabels;
        prepare::lend_chain(file, false, live, config, undo);
    }
}

void release_chardev(const model::Chardev& chardev, const model::Domain& live, const Config& config) noexcept {
    quietly(chardev.info, [&] {
        const auto& s = chardev.source;
        if (s.type == model::ChardevType::unix_ && s.listen) host::remove_file(s.path);
        if (s.type == model::ChardevType::file) {
            StorageSource file;
            file.type = model::StorageType::file;
            file.path = s.path;
            file.seclabels = s.seclabels;
            prepare::return_chain(file, false, live, config);
        }
    });
}

}  // namespace vireo::qemu
