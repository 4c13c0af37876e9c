// SPDX-License-Identifier: LGPL-2.1-or-later
// The small devices, each a handful of fields.
#pragma once

#include "model/domain/chardev.h"
#include "model/domain/address.h"

namespace vireo::model {

enum class TpmModel : std::uint8_t { none, tis, crb, spapr, spapr_proxy };
VIREO_WORDS(TpmModel, "", "tpm-tis", "tpm-crb", "tpm-spapr", "spapr-tpm-proxy")
enum class TpmBackend : std::uint8_t { none, passthrough, emulator, external };
VIREO_WORDS(TpmBackend, "", "passthrough", "emulator", "external")
enum class TpmVersion : std::uint8_t { none, v1_2, v2_0 };
VIREO_WORDS(TpmVersion, "", "1.2", "2.0")
struct Tpm {
    TpmModel model = TpmModel::none;
    TpmBackend backend = TpmBackend::none;
    TpmVersion version = TpmVersion::none;
    YesNo persistent_state = YesNo::absent;
    std::optional<unsigned> debug;
    std::string device_path;               // passthrough
    std::optional<Uuid> encryption_secret; // emulator
    std::string source_type, source_path, source_mode;  // emulator: file, dir; external: unix
    bool has_pcr_banks = false;
    bool sha1 = false, sha256 = false, sha384 = false, sha512 = false;
    std::string profile_source, profile_remove_disabled, profile_name;
    DeviceInfo info;
    bool operator==(const Tpm&) const = default;
};

enum class WatchdogModel : std::uint8_t { i6300esb, ib700, diag288, itco };
VIREO_WORDS(WatchdogModel, "i6300esb", "ib700", "diag288", "itco")
enum class WatchdogAction : std::uint8_t { reset, shutdown, poweroff, pause, dump, none, inject_nmi };
VIREO_WORDS(WatchdogAction, "reset", "shutdown", "poweroff", "pause", "dump", "none", "inject-nmi")
struct Watchdog {
    WatchdogModel model = WatchdogModel::i6300esb;
    WatchdogAction action = WatchdogAction::reset;
    DeviceInfo info;
    bool operator==(const Watchdog&) const = default;
};

enum class BalloonModel : std::uint8_t { virtio, xen, none, virtio_transitional, virtio_non_transitional };
VIREO_WORDS(BalloonModel, "virtio", "xen", "none", "virtio-transitional", "virtio-non-transitional")
struct Memballoon {
    BalloonModel model = BalloonModel::virtio;
    OnOff autodeflate = OnOff::absent, free_page_reporting = OnOff::absent;
    std::optional<int> stats_period;       // seconds
    VirtioOptions virtio;
    DeviceInfo info;
    bool operator==(const Memballoon&) const = default;
};

enum class RngBackend : std::uint8_t { random, egd, builtin };
VIREO_WORDS(RngBackend, "random", "egd", "builtin")
struct Rng {
    VirtioModel model = VirtioModel::none;
    unsigned rate_bytes = 0;
    std::optional<unsigned> rate_period;   // milliseconds
    RngBackend backend = RngBackend::random;
    std::string device;                    // random: "/dev/urandom"
    ChardevSource egd;
    VirtioOptions virtio;
    DeviceInfo info;
    bool operator==(const Rng&) const = default;
};

enum class PanicModel : std::uint8_t { default_, isa, pseries, hyperv, s390, pvpanic };
VIREO_WORDS(PanicModel, "", "isa", "pseries", "hyperv", "s390", "pvpanic")
struct Panic {
    PanicModel model = PanicModel::default_;
    DeviceInfo info;
    bool operator==(const Panic&) const = default;
};

enum class ShmemModel : std::uint8_t { ivshmem, plain, doorbell };
VIREO_WORDS(ShmemModel, "ivshmem", "ivshmem-plain", "ivshmem-doorbell")
enum class ShmemRole : std::uint8_t { none, master, peer };
VIREO_WORDS(ShmemRole, "", "master", "peer")
struct Shmem {
    std::string name;
    ShmemRole role = ShmemRole::none;
    ShmemModel model = ShmemModel::ivshmem;
    std::optional<std::uint64_t> size;     // bytes
    bool has_server = false;
    std::string server_path;
    bool msi = false;
    std::optional<unsigned> msi_vectors;
    OnOff msi_ioeventfd = OnOff::absent;
    DeviceInfo info;
    bool operator==(const Shmem&) const = default;
};

enum class MemoryModel : std::uint8_t { none, dimm, nvdimm, virtio_pmem, virtio_mem, sgx_epc };
VIREO_WORDS(MemoryModel, "", "dimm", "nvdimm", "virtio-pmem", "virtio-mem", "sgx-epc")
enum class MemoryAccess : std::uint8_t { none, shared, private_ };
VIREO_WORDS(MemoryAccess, "", "shared", "private")
// <memory> among the devices; sizes in KiB.
struct MemoryDevice {
    MemoryModel model = MemoryModel::none;
    MemoryAccess access = MemoryAccess::none;
    YesNo discard = YesNo::absent;
    std::optional<Uuid> uuid;
    Bitmap source_nodes;
    std::optional<std::uint64_t> page_size, align_size;
    std::string path;
    bool pmem = false;
    std::optional<std::uint64_t> size, block_size, requested_size, current_size, label_size;
    std::optional<int> node;
    YesNo dynamic_memslots = YesNo::absent;
    bool readonly = false;
    std::optional<std::uint64_t> address;  // virtio-mem, virtio-pmem: where in the guest's memory
    DeviceInfo info;
    bool operator==(const MemoryDevice&) const = default;
};

enum class IommuModel : std::uint8_t { intel, smmuv3, virtio };
VIREO_WORDS(IommuModel, "intel", "smmuv3", "virtio")
struct Iommu {
    IommuModel model = IommuModel::intel;
    OnOff intremap = OnOff::absent, caching_mode = OnOff::absent, eim = OnOff::absent, iotlb = OnOff::absent,
          dma_translation = OnOff::absent;
    std::optional<unsigned> aw_bits;
    DeviceInfo info;
    bool operator==(const Iommu&) const = default;
};

struct Vsock {
    VirtioModel model = VirtioModel::none;
    YesNo auto_cid = YesNo::absent;
    std::optional<unsigned> cid;           // 3 and above
    VirtioOptions virtio;
    DeviceInfo info;
    bool operator==(const Vsock&) const = default;
};

struct Hub {
    std::string type = "usb";
    DeviceInfo info;
    bool operator==(const Hub&) const = default;
};

struct Nvram {
    DeviceInfo info;
    bool operator==(const Nvram&) const = default;
};

struct Lease {
    std::string lockspace, key, path;
    std::optional<std::uint64_t> offset;
    bool operator==(const Lease&) const = default;
};

enum class CryptoBackend : std::uint8_t { builtin, lkcf };
VIREO_WORDS(CryptoBackend, "builtin", "lkcf")
struct Crypto {
    std::string model = "virtio", type = "qemu";
    CryptoBackend backend = CryptoBackend::builtin;
    std::optional<unsigned> queues;
    VirtioOptions virtio;
    DeviceInfo info;
    bool operator==(const Crypto&) const = default;
};

struct Pstore {
    std::string backend = "acpi-erst";
    std::string path;
    std::optional<std::uint64_t> size;     // KiB
    DeviceInfo info;
    bool operator==(const Pstore&) const = default;
};

}  // namespace vireo::model
