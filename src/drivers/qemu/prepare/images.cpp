// SPDX-License-Identifier: LGPL-2.1-or-later
// Images of disks: are they there, what do they stand on, and what happens if one is missing.
#include <algorithm>

#include "base/error.h"
#include "base/log.h"
#include "drivers/qemu/prepare/steps.h"
#include "drivers/qemu/rules/fill.h"
#include "host/block/chain.h"
#include "host/file/file.h"
#include "host/process/process.h"

namespace vireo::qemu::prepare {
namespace {

using model::StorageSource;
using model::StorageType;

constinit log::Source source_log{"qemu.prepare"};

bool is_local(const StorageSource& s) {
    return s.type == StorageType::file || s.type == StorageType::block || s.type == StorageType::dir;
}

bool may_be_missing(const model::Disk& disk, bool arriving) {
    // A start from nothing needs what is "requisite"; only a guest that comes from elsewhere may go on without.
    const auto policy = disk.source.startup_policy;
    return policy == model::StartupPolicy::optional || (arriving && policy == model::StartupPolicy::requisite);
}

// Changes of a transient disk go into an image of the guest's own, which ends with it.
std::string overlay_path(const std::string& image, const model::Domain& live) { return image + ".TRANSIENT-" + live.name; }

void add_overlay(Preparation& p, model::Disk& disk) {
    StorageSource& base = disk.source;
    if (base.type != StorageType::file && base.type != StorageType::block)
        fail(Code::config_unsupported, Domain::qemu, "transient disk '{}' is not an image of this host", disk.target_dev);
    const auto path = overlay_path(base.path, p.live);
    host::remove_file(path);
    p.undo.add("overlay " + path, [path] { host::remove_file(path); });
    const std::string format(model::word(base.format == model::StorageFormat::none ? model::StorageFormat::raw : base.format));
    host::run_checked({"qemu-img", "create", "-q", "-f", "qcow2", "-F", format, "-b", base.path, path}, {}, Domain::qemu);
    StorageSource top;
    top.type = StorageType::file;
    top.path = path;
    top.format = model::StorageFormat::qcow2;
    top.seclabels = base.seclabels;
    top.backing = std::move(base);
    if (!top.backing->backing) top.backing->backing = StorageSource{};
    disk.source = std::move(top);
}

}  // namespace

// Completes the chain below an image. A chain that the definition spells out is believed as far as it goes.
void complete_image(StorageSource& top) {
    StorageSource* at = &top;
    while (at->backing && at->backing->type != StorageType::none) at = at->backing.get();
    if (at->backing || at->is_empty()) return;
    if (!is_local(*at) || !at->fdgroup.empty()) return;
    const auto type = at->type;
    const auto format = at->format;
    host::fill_backing_chain(*at);
    // How the definition calls it stays as it is.
    at->type = type;
    if (format != model::StorageFormat::none) at->format = format;
}

void volumes(Preparation& p) {
    const auto find = p.prepared.find_volume;
    std::vector<model::Disk> before;
    for (const auto& d : p.live.devices.disks)
        if (d.source.type == StorageType::volume) before.push_back(d);
    if (before.empty()) return;
    const auto unknown = [](const std::string&, const std::string&) { return rules::VolumePlace{.pool_known = false}; };
    const auto dropped = rules::place_volumes(p.live, find ? find : rules::FindVolume(unknown), p.prepared.arriving);
    for (const auto& d : before)
        if (std::find(dropped.begin(), dropped.end(), d.target_dev) != dropped.end())
            p.prepared.dropped.push_back({d.target_dev, d.source.pool + "/" + d.source.volume, d.info.alias});
}

void images(Preparation& p) {
    auto& disks = p.live.devices.disks;
    std::vector<const std::string*> missing;
    for (auto it = disks.begin(); it != disks.end(); ++it) {
        auto& disk = *it;
        if (disk.source.is_empty()) {
            disk.source.format = model::StorageFormat::none;  // what is put in says what it is
            continue;
        }
        if (may_be_missing(disk, p.prepared.arriving) && is_local(disk.source) && !host::path_exists(disk.source.path)) {
            missing.push_back(&disk.target_dev);
            continue;
        }
        complete_image(disk.source);
        if (disk.transient) add_overlay(p, disk);
    }
    rules::assign_nodes(p.live, p.caps);
    if (missing.empty()) return;
    std::erase_if(disks, [&](model::Disk& disk) {
        bool gone = false;
        for (const auto* target : missing) gone |= target == &disk.target_dev;
        if (!gone) return false;
        log::info(source_log, "'{}' starts without '{}', which is missing", p.live.name, disk.source.path);
        p.prepared.dropped.push_back({disk.target_dev, disk.source.path, disk.info.alias});
        if (disk.device != model::DiskDevice::cdrom && disk.device != model::DiskDevice::floppy) return true;
        // The drive stays, empty.
        const auto type = disk.source.type;
        disk.source = {};  // without a format, too
        disk.source.type = type;
        return false;
    });
}

void remove_overlays(const model::Domain& live) {
    const auto ending = overlay_path({}, live);
    for (const auto& disk : live.devices.disks)
        if (disk.transient && disk.source.type == StorageType::file && disk.source.path.ends_with(ending)) host::remove_file(disk.source.path);
}

}  // namespace vireo::qemu::prepare
