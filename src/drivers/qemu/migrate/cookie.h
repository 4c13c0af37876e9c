// SPDX-License-Identifier: LGPL-2.1-or-later
// What both sides of a migration tell each other, wrapped in an opaque cookie: who they are, what the guest needs, and
// what the other side must prepare. The other side is another host, so nothing in it is trusted.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json/fwd.h"
#include "model/domain/domain.h"

namespace vireo::qemu {

struct MigrationGraphics {
    model::GraphicsType type = model::GraphicsType::spice;
    std::string listen;
    int port = 0, tls_port = 0;
    std::string tls_subject;  // of the server's certificate
    bool operator==(const MigrationGraphics&) const = default;
};

struct MigrationPort {  // of an interface on a switch that keeps data for it
    unsigned index = 0;
    std::string type, data;
    bool operator==(const MigrationPort&) const = default;
};

struct MigrationNbd {
    struct Disk {
        std::string target;
        std::uint64_t capacity = 0;  // bytes
        bool operator==(const Disk&) const = default;
    };
    std::optional<unsigned> port;
    std::vector<Disk> disks;
    bool operator==(const MigrationNbd&) const = default;
};

// Figures of the job so far, under the names of the document; see cookie.cpp for the order.
struct MigrationStatistics {
    std::optional<std::uint64_t> started, stopped, sent, delta, time_elapsed, time_remaining, downtime, setup_time;
    std::optional<std::uint64_t> memory_total, memory_processed, memory_remaining, memory_bps, memory_constant, memory_normal,
        memory_normal_bytes, memory_dirty_rate, memory_iteration, memory_postcopy_requests, memory_page_size;
    std::optional<std::uint64_t> disk_total, disk_processed, disk_remaining, disk_bps;
    std::optional<std::uint64_t> compression_cache, compression_bytes, compression_pages, compression_cache_misses, compression_overflow;
    std::optional<std::uint64_t> auto_converge_throttle;
    bool operator==(const MigrationStatistics&) const = default;
};

struct MigrationCapability {
    std::string name;
    model::YesNo automatic = model::YesNo::absent;  // the other side may use it unasked
    bool operator==(const MigrationCapability&) const = default;
};

struct MigrationBitmap {
    std::string name, alias;
    bool persistent = false;  // of the guest's disk: it is to be so on the other side, too
    bool operator==(const MigrationBitmap&) const = default;
};
struct MigrationBitmapDisk {
    std::string target;
    std::vector<MigrationBitmap> bitmaps;
    bool operator==(const MigrationBitmapDisk&) const = default;
};

struct MigrationHost {
    std::string name;
    Uuid uuid;
    bool operator==(const MigrationHost&) const = default;
};

struct MigrationCookie {
    std::string name;
    Uuid uuid;
    MigrationHost local;                 // this one; written
    std::optional<MigrationHost> remote; // the other one; read
    std::vector<std::string> features;   // that the other side must know; written
    model::Box<MigrationGraphics> graphics;
    std::string lock_driver, lock_state;
    model::DomainPtr persistent;
    std::vector<MigrationPort> network;
    model::Box<MigrationNbd> nbd;
    model::Box<MigrationStatistics> statistics;
    model::Box<model::Cpu> cpu;
    model::YesNo allow_reboot = model::YesNo::absent;         // written
    model::YesNo remote_allow_reboot = model::YesNo::absent;  // read
    std::optional<std::vector<MigrationCapability>> capabilities;
    std::vector<MigrationBitmapDisk> bitmaps;
};

// Words of parts that a side may be asked to tell.
enum MigrationParts : unsigned {
    migrate_graphics = 1,
    migrate_memory_hotplug = 2,
    migrate_cpu_hotplug = 4,
    migrate_capabilities = 8,
};

// A new cookie for a running guest with the parts asked for.
MigrationCookie make_cookie(const model::Domain& guest, MigrationHost local, unsigned parts);

// Reads the other side's cookie for a guest of that name and UUID. Throws internal_error if it is for another one or
// came from this very host, config_unsupported if it needs something that we do not know.
MigrationCookie parse_cookie(std::string_view xml, const std::string& name, const Uuid& uuid, MigrationHost local,
                             const model::ParseOptions& options = {});
std::string format_cookie(const MigrationCookie& cookie);

// The bitmaps as the emulator is told them: a "block-bitmap-mapping". `nodes`: names of the block nodes by disk target;
// disks without one are left out.
json::Json bitmap_mapping(const std::vector<MigrationBitmapDisk>& disks, const std::map<std::string, std::string>& nodes);

}  // namespace vireo::qemu
