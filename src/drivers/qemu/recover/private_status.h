// SPDX-License-Identifier: LGPL-2.1-or-later
// What a daemon keeps about a running guest besides its definition, in the form that libvirt's daemons write: so that a
// guest can be taken over from one of them, and given back, without losing any of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "drivers/qemu/migrate/params.h"
#include "model/domain/domain.h"

namespace vireo::xml {
struct Node;
class Writer;
}

namespace vireo::qemu {

// A job under way when the document was written.
struct StatusJob {
    std::string type, async, phase;
    std::string flags, async_started;    // as written
    struct Disk {
        std::string target;
        bool migrating = false;
        model::Box<model::StorageSource> source;  // of the NBD server that it is copied to
    };
    std::vector<Disk> disks;
    struct Bitmap {
        std::string name, node;
    };
    std::vector<Bitmap> bitmaps;         // made for the time of the job
    std::optional<MigrationParams> params;
};

struct PrivateStatus {
    std::vector<std::string> namespaces; // "mount"
    std::vector<std::string> flags;      // of the emulator, in the order of the document
    std::string lock_state;
    std::optional<StatusJob> job;
    std::vector<std::string> devices;    // aliases that the emulator knows
    std::string numad_nodeset, numad_cpuset;
    std::string memory_dir;              // for memory that is a file
    model::Box<model::Cpu> cpu;          // as the document had it before the emulator changed it
    bool stdio_logd = false;             // character devices write through the log daemon
    bool remember_owner = false;         // images get their owners back afterwards
    model::YesNo allow_reboot = model::YesNo::absent;
    unsigned next_node = 0, next_fdset = 0;
    model::YesNo blockjobs_active = model::YesNo::absent;
    std::vector<std::string> blockjobs;  // trees, printed at level 0
    int agent_timeout = -2;              // virDomainAgentSetResponseTimeout
    std::vector<std::string> backups;    // trees, printed at level 0
};

// One element of a status document; false if it belongs to somebody else.
bool read_private_status(const xml::Node& node, PrivateStatus& into);
// What stands before <libDir>, and after <channelTargetDir>.
void write_private_head(xml::Writer& w, const PrivateStatus& s);
void write_private_tail(xml::Writer& w, const PrivateStatus& s);

}  // namespace vireo::qemu
