// SPDX-License-Identifier: LGPL-2.1-or-later
// <disk>.
#pragma once

#include "model/domain/source.h"

namespace vireo::model {

enum class DiskDevice : std::uint8_t { disk, cdrom, floppy, lun };
VIREO_WORDS(DiskDevice, "disk", "cdrom", "floppy", "lun")
enum class DiskBus : std::uint8_t { none, ide, fdc, scsi, virtio, xen, usb, uml, sata, sd };
VIREO_WORDS(DiskBus, "", "ide", "fdc", "scsi", "virtio", "xen", "usb", "uml", "sata", "sd")
enum class DiskCache : std::uint8_t { default_, none, writethrough, writeback, directsync, unsafe };
VIREO_WORDS(DiskCache, "default", "none", "writethrough", "writeback", "directsync", "unsafe")
enum class ErrorPolicy : std::uint8_t { none, stop, report, ignore, enospace };
VIREO_WORDS(ErrorPolicy, "", "stop", "report", "ignore", "enospace")
enum class DiskIo : std::uint8_t { none, native, threads, io_uring };
VIREO_WORDS(DiskIo, "", "native", "threads", "io_uring")
enum class Discard : std::uint8_t { none, unmap, ignore };
VIREO_WORDS(Discard, "", "unmap", "ignore")
enum class DetectZeroes : std::uint8_t { none, off, on, unmap };
VIREO_WORDS(DetectZeroes, "", "off", "on", "unmap")
enum class SgIo : std::uint8_t { none, filtered, unfiltered };
VIREO_WORDS(SgIo, "", "filtered", "unfiltered")
enum class DiskSnapshot : std::uint8_t { none, no, internal, external, manual };
VIREO_WORDS(DiskSnapshot, "", "no", "internal", "external", "manual")
enum class Tray : std::uint8_t { closed, open };
VIREO_WORDS(Tray, "closed", "open")
enum class GeometryTranslation : std::uint8_t { none, auto_, no, lba };
VIREO_WORDS(GeometryTranslation, "", "auto", "none", "lba")

struct IothreadMapping {
    unsigned id = 0;
    struct Queue {
        unsigned id = 0;
        bool operator==(const Queue&) const = default;
    };
    std::vector<Queue> queues;
    bool operator==(const IothreadMapping&) const = default;
};

struct DiskDriver {
    std::string name;                      // "qemu"
    DiskCache cache = DiskCache::default_;
    ErrorPolicy error_policy = ErrorPolicy::none, rerror_policy = ErrorPolicy::none;
    DiskIo io = DiskIo::none;
    OnOff ioeventfd = OnOff::absent, event_idx = OnOff::absent, copy_on_read = OnOff::absent;
    Discard discard = Discard::none;
    std::optional<unsigned> iothread;
    std::vector<IothreadMapping> iothreads;
    DetectZeroes detect_zeroes = DetectZeroes::none;
    OnOff discard_no_unref = OnOff::absent;
    std::optional<unsigned> queues, queue_size;
    VirtioOptions virtio;
    bool operator==(const DiskDriver&) const = default;
};

// Limits in bytes and requests a second; "max" are bursts, "length" their seconds. 0 is "no limit".
struct IoTune {
    std::uint64_t total_bytes_sec = 0, read_bytes_sec = 0, write_bytes_sec = 0;
    std::uint64_t total_iops_sec = 0, read_iops_sec = 0, write_iops_sec = 0;
    std::uint64_t total_bytes_sec_max = 0, read_bytes_sec_max = 0, write_bytes_sec_max = 0;
    std::uint64_t total_iops_sec_max = 0, read_iops_sec_max = 0, write_iops_sec_max = 0;
    std::uint64_t size_iops_sec = 0;
    std::string group_name;
    std::uint64_t total_bytes_sec_max_length = 0, read_bytes_sec_max_length = 0, write_bytes_sec_max_length = 0;
    std::uint64_t total_iops_sec_max_length = 0, read_iops_sec_max_length = 0, write_iops_sec_max_length = 0;
    bool operator==(const IoTune&) const = default;
};

// A running copy job.
struct DiskMirror {
    std::string file, format_attribute;  // old spelling kept beside <source>
    std::string job, ready;
    StorageSource source;
    bool operator==(const DiskMirror&) const = default;
};

struct DiskGeometry {
    unsigned cyls = 0, heads = 0, secs = 0;
    GeometryTranslation trans = GeometryTranslation::none;
    bool operator==(const DiskGeometry&) const = default;
};

struct Disk {
    DiskDevice device = DiskDevice::disk;
    VirtioModel model = VirtioModel::none;
    YesNo rawio = YesNo::absent;
    SgIo sgio = SgIo::none;
    DiskSnapshot snapshot = DiskSnapshot::none;
    DiskDriver driver;
    StorageSource source;                 // source.type is the disk's type, source.format its driver's type
    Box<StorageAuth> auth;                // old place of source.auth
    Box<Encryption> encryption;           // old place of source.encryption
    Box<DiskMirror> mirror;
    std::string target_dev;               // "vda": a hint for order, and the name in commands
    DiskBus bus = DiskBus::none;
    Tray tray = Tray::closed;
    OnOff removable = OnOff::absent;      // usb, scsi
    std::optional<unsigned> rotation_rate;  // 1: solid state; else rounds per minute
    DiskGeometry geometry;
    struct BlockIo {
        unsigned logical_block_size = 0, physical_block_size = 0;
        std::optional<unsigned> discard_granularity;
        bool operator==(const BlockIo&) const = default;
    };
    BlockIo blockio;
    Box<IoTune> iotune;
    std::vector<std::string> throttle_filters;  // names of throttle groups
    std::vector<unsigned> throttle_nodes;       // of a running guest: numbers of the filters' nodes
    std::string backend_domain;           // xen
    bool readonly = false, shareable = false, transient = false;
    YesNo transient_share_backing = YesNo::absent;
    std::string serial, wwn, vendor, product;
    DeviceInfo info;
    std::string private_data;             // status files: the driver's <privateData>, printed at level 0
    // Status files: whether <auth> and <encryption> stood beside the source or in it; absent: not told.
    YesNo secrets_auth = YesNo::absent, secrets_encryption = YesNo::absent;
    bool operator==(const Disk&) const = default;

    const StorageAuth* any_auth() const { return source.auth ? source.auth.get() : auth.get(); }
    const Encryption* any_encryption() const {
        return source.encryption ? source.encryption.get() : encryption.get();
    }
};

}  // namespace vireo::model
