// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/rules/volume.h"

#include "base/error.h"
#include "base/text.h"

namespace vireo::qemu::rules {

using namespace model;

namespace {

void reach_over_iscsi(StorageSource& s, const StoragePool& pool) {
    s.type = StorageType::network;
    s.protocol = StorageProtocol::iscsi;
    // Volumes are called "unit:0:0:LUN".
    const auto lun = s.volume.substr(s.volume.rfind(':') + 1);
    s.path = (pool.source.devices.empty() ? std::string() : pool.source.devices.front().path) + "/" + lun;
    for (const auto& h : pool.source.hosts) {
        StorageHost& host = s.hosts.emplace_back();
        host.name = h.name;
        host.port = h.port.value_or(default_port(StorageProtocol::iscsi));
    }
    s.initiator_iqn = pool.source.initiator;
    if (pool.source.auth) {
        s.auth = pool.source.auth;
        if (s.auth->secret.type.empty()) s.auth->secret.type = "iscsi";
    }
}

void place(StorageSource& s, const VolumePlace& v) {
    if (v.pool.type == PoolType::iscsi_direct || (v.pool.type == PoolType::iscsi && s.volume_mode == VolumeMode::direct)) {
        reach_over_iscsi(s, v.pool);
        return;
    }
    if (s.volume_mode == VolumeMode::direct)
        fail(Code::xml_error, vireo::Domain::storage, "disk source mode is only valid when storage pool is of iscsi type");
    if (v.type == "network") {
        s.type = StorageType::network;
        s.protocol = v.pool.type == PoolType::gluster ? StorageProtocol::gluster : StorageProtocol::rbd;
        s.path = v.pool.source.name + "/" + s.volume;
        for (const auto& h : v.pool.source.hosts) {
            StorageHost& host = s.hosts.emplace_back();
            host.name = h.name;
            host.port = h.port;
        }
        if (v.pool.source.auth) s.auth = v.pool.source.auth;
        return;
    }
    s.type = v.type == "block" ? StorageType::block : v.type == "dir" || v.type == "netdir" ? StorageType::dir : StorageType::file;
    s.path = v.path;
}

}  // namespace

std::vector<std::string> place_volumes(model::Domain& d, const FindVolume& find, bool arriving) {
    std::vector<std::string> dropped;
    for (Disk& x : d.devices.disks) {
        StorageSource& s = x.source;
        if (s.type != StorageType::volume) continue;
        const auto found = find(s.pool, s.volume);
        if (!found || !found->pool_known || !found->active) {
            if (s.startup_policy == StartupPolicy::optional || (arriving && s.startup_policy == StartupPolicy::requisite)) {
                dropped.push_back(x.target_dev);
                continue;
            }
            if (found && !found->pool_known) fail(Code::no_storage_pool, vireo::Domain::storage, "no storage pool with matching name '{}'", s.pool);
            if (found) fail(Code::operation_invalid, vireo::Domain::storage, "storage pool '{}' containing volume '{}' is not active", s.pool, s.volume);
            fail(Code::no_storage_vol, vireo::Domain::storage, "no storage vol with matching name '{}'", s.volume);
        }
        place(s, *found);
        if (s.format == StorageFormat::none) s.format = StorageFormat::raw;
    }
    std::erase_if(d.devices.disks, [&](Disk& x) {
        if (std::find(dropped.begin(), dropped.end(), x.target_dev) == dropped.end()) return false;
        if (x.device != DiskDevice::cdrom && x.device != DiskDevice::floppy) return true;
        x.source = {};
        x.source.type = StorageType::file;
        return false;
    });
    return dropped;
}

}  // namespace vireo::qemu::rules
