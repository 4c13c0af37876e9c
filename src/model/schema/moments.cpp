// SPDX-License-Identifier: LGPL-2.1-or-later
// Grammars of snapshots, checkpoints and backups.
#include "model/domain/domain_xml.h"
#include "model/domain/source_xml.h"
#include "model/schema/documents.h"
#include "model/schema/form.h"

namespace vireo::model::schema {
namespace {

constexpr std::string_view disk_name = "(ioemu:)?(fd|hd|sd|vd|xvd|ubd)[a-zA-Z0-9_]+\n(/|[a-zA-Z]:\\\\).+";
constexpr std::string_view disk_target = "(ioemu:)?(fd|hd|sd|vd|xvd|ubd)[a-zA-Z0-9_]+";

// --- snapshots ---
enum class MemoryKind : std::uint8_t { none, no, internal, external };
VIREO_WORDS(MemoryKind, "", "no", "internal", "external")
struct SnapshotForm {
    Form form;
    MemoryKind memory = MemoryKind::none;
    DiskSnapshot disk = DiskSnapshot::none;
    StorageSource source;
};
using S = SnapshotForm;
constexpr auto is_outside = WHEN(S, it.disk == DiskSnapshot::none || it.disk == DiskSnapshot::external);
constexpr auto local_disk = WHEN(S, (it.disk == DiskSnapshot::none || it.disk == DiskSnapshot::external) && it.source.type != StorageType::network);
constexpr auto known_source = WHEN(S, it.source.type == StorageType::file || it.source.type == StorageType::block || it.source.type == StorageType::network);

constexpr Row memory_rows[] = {
    attr("snapshot", FIELD(S, memory)),
    said("file", form::absolute_file).only(WHEN(S, it.memory == MemoryKind::none || it.memory == MemoryKind::external)).needed(),
};
const Element memory_element{memory_rows};
constexpr Row cache_rows[] = {amount("max_size")};
const Element cache_element{cache_rows};
constexpr Row driver_rows[] = {said("type", "cow|qcow|qcow2|qed|vmdk"), inside("metadata_cache", cache_element)};
const Element driver_element{driver_rows};
constexpr Row disk_rows[] = {
    said("name", disk_name).needed(),
    attr("snapshot", FIELD(S, disk)),
    attr("type", FIELD(S, source.type)).otherwise("file").only(is_outside).fits(known_source),
    element("source", FIELD(S, source), moment_source_element).only(is_outside).needed(WHEN(S, it.source.type == StorageType::network)),
    inside("driver", driver_element).only(local_disk),
    mark("snapshotDeleteInProgress").only(local_disk),
};
const Element disk_element_of_snapshot{disk_rows};
constexpr Row disks_rows[] = {inside("disk", disk_element_of_snapshot).several()};
const Element disks_element{disks_rows};
constexpr Row parent_rows[] = {line("name").needed()};
const Element parent_element{parent_rows};
constexpr Row uuid_rows[] = {line("uuid", form::uuid).needed()};
const Element uuid_element{uuid_rows};
constexpr Row snapshot_rows[] = {
    line("name"),
    line("description"),
    line("state", "running|blocked|paused|shutdown|shutoff|crashed|disk-snapshot"),
    line("creationTime"),
    inside("memory", memory_element),
    inside("disks", disks_element),
    inside("revertDisks", disks_element),
    line("active", "0|1"),
    inside("domain", uuid_element).spared(),
    custom("domain", nullptr, nullptr).looks_like<Domain>(domain_element),
    custom("inactiveDomain", nullptr, nullptr).looks_like<Domain>(domain_element),
    inside("parent", parent_element),
    custom("cookie", nullptr, nullptr),
};
const Element snapshot_element{snapshot_rows};

// --- checkpoints ---
constexpr std::string_view checkpoint_name = R"([a-zA-Z0-9_\-][a-zA-Z0-9_\-.]*)";
enum class CheckpointKind : std::uint8_t { none, no, bitmap };
VIREO_WORDS(CheckpointKind, "", "no", "bitmap")
struct CheckpointForm {
    Form form;
    CheckpointKind kind = CheckpointKind::none;
};
using C = CheckpointForm;
constexpr auto tracked = WHEN(C, it.kind != CheckpointKind::no);
constexpr Row checkpoint_disk_rows[] = {
    said("name", disk_name).needed(),
    attr("checkpoint", FIELD(C, kind)),
    said("bitmap").only(tracked),
    said("size", form::unsigned_long).only(tracked),
};
const Element checkpoint_disk_element{checkpoint_disk_rows};
constexpr Row checkpoint_disks_rows[] = {inside("disk", checkpoint_disk_element).several().needed()};
const Element checkpoint_disks_element{checkpoint_disks_rows};
constexpr Row checkpoint_parent_rows[] = {line("name", checkpoint_name).needed()};
const Element checkpoint_parent_element{checkpoint_parent_rows};
constexpr Row checkpoint_rows[] = {
    line("name", checkpoint_name),
    line("description"),
    line("creationTime", form::unsigned_long),
    inside("disks", checkpoint_disks_element),
    custom("domain", nullptr, nullptr).looks_like<Domain>(domain_element),
    inside("parent", checkpoint_parent_element),
};
const Element checkpoint_element{checkpoint_rows};

// --- backups ---
enum class BackupMode : std::uint8_t { none, push, pull };
VIREO_WORDS(BackupMode, "", "push", "pull")
enum class Transport : std::uint8_t { tcp, unix_, fd };
VIREO_WORDS(Transport, "tcp", "unix", "fd")
enum class DiskMode : std::uint8_t { none, full, incremental };
VIREO_WORDS(DiskMode, "", "full", "incremental")
enum class Place : std::uint8_t { none, file, block };
VIREO_WORDS(Place, "", "file", "block")
struct BackupForm {
    Form form;
    BackupMode mode = BackupMode::none;
    Transport transport = Transport::tcp;
    DiskMode disk_mode = DiskMode::none;
    YesNo backup = YesNo::absent;
    Place place = Place::none;
    Encryption encryption;
};
using B = BackupForm;
constexpr auto pull = WHEN(B, it.mode == BackupMode::pull);
constexpr auto push = WHEN(B, it.mode != BackupMode::pull);
constexpr auto on_tcp = WHEN(B, it.transport == Transport::tcp);
constexpr auto on_unix = WHEN(B, it.transport == Transport::unix_);
constexpr auto on_fd = WHEN(B, it.transport == Transport::fd);
constexpr auto wanted = WHEN(B, it.backup != YesNo::no);
constexpr auto push_target = WHEN(B, it.mode != BackupMode::pull && it.backup != YesNo::no && it.place != Place::none);
constexpr auto pull_scratch = WHEN(B, it.mode == BackupMode::pull && it.backup != YesNo::no);
constexpr auto in_file = WHEN(B, it.place != Place::block);
constexpr auto on_block = WHEN(B, it.place == Place::block);
constexpr Row server_rows[] = {
    yes_no("tls"),
    attr("transport", FIELD(B, transport)),
    said("name", form::ip_or_host).only(on_tcp).needed(),
    said("port", form::unsigned_int).only(on_tcp),
    said("socket", form::absolute_file).only(on_unix).needed(),
    said("fdgroup").only(on_fd).needed(),
};
const Element server_element{server_rows};
constexpr Row store_rows[] = {
    said("file", form::absolute_file).only(in_file).needed(),
    said("dev", form::absolute_file).only(on_block).needed(),
    custom("seclabel", nullptr, nullptr).several().looks_like<DeviceSeclabel>(device_seclabel_element),
    element("encryption", FIELD(B, encryption), encryption_element),
};
const Element store_element{store_rows};
constexpr Row backup_driver_rows[] = {
    said("type", form::disk_format).only(push).needed(),
    said("type", "qcow2").only(pull).needed(),
};
const Element backup_driver_element{backup_driver_rows};
constexpr Row backup_disk_rows[] = {
    said("name", disk_target).needed(),
    attr("backupmode", FIELD(B, disk_mode)),
    said("incremental").only(WHEN(B, it.disk_mode != DiskMode::full)),
    said("exportname").only(pull),
    said("exportbitmap").only(pull),
    attr("backup", FIELD(B, backup)),
    attr("type", FIELD(B, place)).only(wanted),
    inside("target", store_element).only(push_target),
    inside("scratch", store_element).only(pull_scratch).needed(on_block),
    inside("driver", backup_driver_element).only(WHEN(B, it.backup != YesNo::no && (it.mode == BackupMode::pull || it.place != Place::none))),
};
const Element backup_disk_element{backup_disk_rows};
constexpr Row backup_disks_rows[] = {inside("disk", backup_disk_element).several().needed()};
const Element backup_disks_element{backup_disks_rows};
constexpr Row backup_rows[] = {
    attr("mode", FIELD(B, mode)),
    line("incremental"),
    inside("server", server_element).only(pull).needed(),
    inside("disks", backup_disks_element),
};
const Element backup_element{backup_rows};

}  // namespace

std::string domain_snapshot(Writer write) {
    S s;
    return alone(write, snapshot_element, "domainsnapshot", &s);
}
std::string domain_checkpoint(Writer write) {
    C c;
    return alone(write, checkpoint_element, "domaincheckpoint", &c);
}
std::string domain_backup(Writer write) {
    B b;
    return alone(write, backup_element, "domainbackup", &b);
}

}  // namespace vireo::model::schema
