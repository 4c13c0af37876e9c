// SPDX-License-Identifier: LGPL-2.1-or-later
// <os>, <features>, <clock>, <sysinfo> and what decides how a guest boots.
#pragma once

#include "model/domain/source.h"

namespace vireo::model {

enum class BootDevice : std::uint8_t { fd, cdrom, hd, network };
VIREO_WORDS(BootDevice, "fd", "cdrom", "hd", "network")
enum class FirmwareKind : std::uint8_t { none, bios, efi };
VIREO_WORDS(FirmwareKind, "", "bios", "efi")
enum class LoaderType : std::uint8_t { none, rom, pflash };
VIREO_WORDS(LoaderType, "", "rom", "pflash")
enum class SmbiosMode : std::uint8_t { none, emulate, host, sysinfo };
VIREO_WORDS(SmbiosMode, "", "emulate", "host", "sysinfo")

struct BootEntry {
    BootDevice dev = BootDevice::hd;
    bool operator==(const BootEntry&) const = default;
};
struct FirmwareFeature {
    std::string name;                      // "enrolled-keys", "secure-boot"
    YesNo enabled = YesNo::absent;
    bool operator==(const FirmwareFeature&) const = default;
};
struct Loader {
    YesNo readonly = YesNo::absent, secure = YesNo::absent, stateless = YesNo::absent;
    LoaderType type = LoaderType::none;
    StorageFormat format = StorageFormat::none;
    std::string path;
    bool operator==(const Loader&) const = default;
};
struct NvramStore {
    std::string template_path;
    StorageFormat template_format = StorageFormat::none;
    StorageSource source;                  // a plain path is a source of type file
    bool new_style = false;                // written with type= and <source>
    bool operator==(const NvramStore&) const = default;
};
struct AcpiTable {
    std::string type, path;
    bool operator==(const AcpiTable&) const = default;
};
struct InitEnv {
    std::string name, value;
    bool operator==(const InitEnv&) const = default;
};

struct Os {
    std::string type;                      // "hvm", "xen", "linux", "exe", "xenpvh", "uml"
    std::string arch, machine;
    FirmwareKind firmware = FirmwareKind::none;
    std::vector<FirmwareFeature> firmware_features;
    Box<Loader> loader;
    Box<NvramStore> nvram;
    std::string kernel, initrd, cmdline, dtb, shim, root;
    std::vector<AcpiTable> acpi_tables;
    std::vector<BootEntry> boot;
    YesNo boot_menu = YesNo::absent;
    std::optional<unsigned> boot_menu_timeout;  // milliseconds
    SmbiosMode smbios = SmbiosMode::none;
    YesNo bios_useserial = YesNo::absent;
    std::optional<int> bios_reboot_timeout;     // milliseconds, -1: never
    std::string bootloader, bootloader_args;    // printed beside <os>
    // containers
    std::string init, init_dir, init_user, init_group;
    std::vector<std::string> init_args;
    std::vector<InitEnv> init_env;
    bool operator==(const Os&) const = default;
};

// A feature that is a bare element or one with state='on|off'.
struct FeatureState {
    OnOff state = OnOff::absent;
    bool operator==(const FeatureState&) const = default;
};

struct HypervFeatures {
    std::string mode;                      // "custom", "passthrough", empty: none given
    OnOff relaxed = OnOff::absent, vapic = OnOff::absent, spinlocks = OnOff::absent;
    std::optional<unsigned> spinlock_retries;
    OnOff vpindex = OnOff::absent, runtime = OnOff::absent, synic = OnOff::absent, stimer = OnOff::absent,
          stimer_direct = OnOff::absent, reset = OnOff::absent, vendor_id = OnOff::absent;
    std::string vendor_id_value;
    OnOff frequencies = OnOff::absent, reenlightenment = OnOff::absent, tlbflush = OnOff::absent,
          tlbflush_direct = OnOff::absent, tlbflush_extended = OnOff::absent, ipi = OnOff::absent, evmcs = OnOff::absent,
          avic = OnOff::absent, emsr_bitmap = OnOff::absent, xmm_input = OnOff::absent;
    bool operator==(const HypervFeatures&) const = default;
};
struct KvmFeatures {
    OnOff hidden = OnOff::absent, hint_dedicated = OnOff::absent, poll_control = OnOff::absent, pv_ipi = OnOff::absent,
          dirty_ring = OnOff::absent;
    std::optional<unsigned> dirty_ring_size;
    bool operator==(const KvmFeatures&) const = default;
};
struct XenFeatures {
    OnOff e820_host = OnOff::absent, passthrough = OnOff::absent;
    std::string passthrough_mode;
    bool operator==(const XenFeatures&) const = default;
};
struct Capability {
    std::string name;
    OnOff state = OnOff::absent;
    bool operator==(const Capability&) const = default;
};

// <features>; a member that is absent was not given.
struct Features {
    bool pae = false, acpi = false, apic = false, viridian = false, privnet = false;
    OnOff apic_eoi = OnOff::absent;
    OnOff hap = OnOff::absent;
    OnOff pvspinlock = OnOff::absent, pmu = OnOff::absent, vmport = OnOff::absent, smm = OnOff::absent,
          vmcoreinfo = OnOff::absent, htm = OnOff::absent, nested_hv = OnOff::absent, ccf_assist = OnOff::absent,
          ras = OnOff::absent, ps2 = OnOff::absent;
    Box<HypervFeatures> hyperv;
    Box<KvmFeatures> kvm;
    Box<XenFeatures> xen;
    bool capabilities_given = false;
    std::string capabilities_policy;       // "default", "allow", "deny"
    std::vector<Capability> capabilities;
    std::string gic_version;               // "2", "3", "host"; with gic: chosen later when empty
    bool gic = false;
    std::optional<std::uint64_t> tseg_size;       // bytes
    std::string ioapic_driver;             // "qemu", "kvm"
    bool hpt = false;
    std::string hpt_resizing;              // "enabled", "disabled", "required"
    std::optional<std::uint64_t> hpt_max_page_size;  // KiB
    std::string msrs_unknown;              // "ignore", "fault"
    std::string cfpc, sbbc, ibs, aia;
    bool tcg = false;
    std::optional<std::uint64_t> tb_cache; // KiB
    bool async_teardown_given = false;
    YesNo async_teardown = YesNo::absent;
    bool operator==(const Features&) const = default;
};

enum class ClockOffset : std::uint8_t { utc, localtime, variable, timezone, absolute };
VIREO_WORDS(ClockOffset, "utc", "localtime", "variable", "timezone", "absolute")
enum class ClockBasis : std::uint8_t { utc, localtime };
VIREO_WORDS(ClockBasis, "utc", "localtime")
enum class TimerName : std::uint8_t { platform, pit, rtc, hpet, tsc, kvmclock, hypervclock, armvtimer };
VIREO_WORDS(TimerName, "platform", "pit", "rtc", "hpet", "tsc", "kvmclock", "hypervclock", "armvtimer")
enum class TickPolicy : std::uint8_t { none, delay, catchup, merge, discard };
VIREO_WORDS(TickPolicy, "", "delay", "catchup", "merge", "discard")
enum class TimerTrack : std::uint8_t { none, boot, guest, wall, realtime };
VIREO_WORDS(TimerTrack, "", "boot", "guest", "wall", "realtime")
enum class TimerMode : std::uint8_t { none, auto_, native, emulate, paravirt, smpsafe };
VIREO_WORDS(TimerMode, "", "auto", "native", "emulate", "paravirt", "smpsafe")

struct Timer {
    TimerName name = TimerName::rtc;
    YesNo present = YesNo::absent;
    TickPolicy tickpolicy = TickPolicy::none;
    TimerTrack track = TimerTrack::none;
    std::optional<std::uint64_t> frequency;  // Hz, tsc
    TimerMode mode = TimerMode::none;
    std::optional<unsigned> catchup_threshold, catchup_slew, catchup_limit;
    bool operator==(const Timer&) const = default;
};
struct Clock {
    ClockOffset offset = ClockOffset::utc;
    bool adjustment_reset = false;         // utc, localtime: adjustment='reset'
    std::optional<std::int64_t> adjustment;  // seconds
    ClockBasis basis = ClockBasis::utc;    // variable
    std::string timezone;
    std::optional<std::uint64_t> start;    // absolute: seconds since the epoch
    std::vector<Timer> timers;
    bool operator==(const Clock&) const = default;
};

struct SysinfoEntry {
    std::string name, value, file;
    bool operator==(const SysinfoEntry&) const = default;
};
struct SysinfoBlock {
    std::vector<SysinfoEntry> entries;
    bool operator==(const SysinfoBlock&) const = default;
};
enum class SysinfoType : std::uint8_t { smbios, fwcfg };
VIREO_WORDS(SysinfoType, "smbios", "fwcfg")
struct Sysinfo {
    SysinfoType type = SysinfoType::smbios;
    Box<SysinfoBlock> bios, system, chassis, oem_strings;
    std::vector<SysinfoBlock> base_boards;
    std::vector<SysinfoEntry> entries;     // fwcfg
    bool operator==(const Sysinfo&) const = default;
};

}  // namespace vireo::model
