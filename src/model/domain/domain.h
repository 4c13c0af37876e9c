// SPDX-License-Identifier: LGPL-2.1-or-later
// A whole virtual machine as its document describes it. A plain value: a change is made on a copy, and what others may
// read is handed out as shared_ptr<const Domain>.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/uuid.h"
#include "model/domain/controller.h"
#include "model/domain/cpu.h"
#include "model/domain/devices.h"
#include "model/domain/disk.h"
#include "model/domain/display.h"
#include "model/domain/filesystem.h"
#include "model/domain/hostdev.h"
#include "model/domain/interface.h"
#include "model/domain/options.h"
#include "model/domain/os.h"
#include "model/domain/tune.h"

namespace vireo::xml {
struct Node;
}

namespace vireo::model {

enum class VirtType : std::uint8_t {
    none, qemu, kqemu, kvm, xen, lxc, uml, openvz, test, vmware, hyperv, vbox, phyp, parallels, bhyve, vz, hvf
};
VIREO_WORDS(VirtType, "", "qemu", "kqemu", "kvm", "xen", "lxc", "uml", "openvz", "test", "vmware", "hyperv", "vbox",
            "phyp", "parallels", "bhyve", "vz", "hvf")

enum class LifecycleAction : std::uint8_t {
    none, destroy, restart, rename_restart, preserve, coredump_destroy, coredump_restart
};
VIREO_WORDS(LifecycleAction, "", "destroy", "restart", "rename-restart", "preserve", "coredump-destroy",
            "coredump-restart")
enum class LockFailureAction : std::uint8_t { none, poweroff, restart, pause, ignore };
VIREO_WORDS(LockFailureAction, "", "poweroff", "restart", "pause", "ignore")

// <qemu:commandline> and its relatives: words for the hypervisor that nothing else understands.
struct QemuNamespace {
    std::vector<std::string> args;
    struct Env {
        std::string name;
        std::optional<std::string> value;
        bool operator==(const Env&) const = default;
    };
    std::vector<Env> env;
    std::vector<std::string> capabilities_add, capabilities_del;
    std::string deprecation_behavior;
    struct Property {
        std::string name, type, value;
        bool operator==(const Property&) const = default;
    };
    struct Override {
        std::string alias;
        std::vector<Property> frontend;
        bool operator==(const Override&) const = default;
    };
    std::vector<Override> overrides;
    bool operator==(const QemuNamespace&) const = default;
};
// <lxc:namespace>: which namespaces a container shares.
struct LxcNamespace {
    struct Share {
        std::string type, value;
        bool operator==(const Share&) const = default;
    };
    Share net, ipc, uts;
    bool operator==(const LxcNamespace&) const = default;
};

struct ThrottleGroup {
    IoTune tune;
    bool operator==(const ThrottleGroup&) const = default;
};

struct Devices {
    // As Domain's: made in domain.cpp.
    Devices();
    Devices(const Devices&);
    Devices(Devices&&) noexcept;
    Devices& operator=(const Devices&);
    Devices& operator=(Devices&&) noexcept;
    ~Devices();

    std::string emulator;
    std::vector<Disk> disks;
    std::vector<Controller> controllers;
    std::vector<Lease> leases;
    std::vector<Filesystem> filesystems;
    std::vector<Interface> interfaces;
    std::vector<Smartcard> smartcards;
    std::vector<Chardev> serials, parallels, consoles, channels;
    std::vector<Input> inputs;
    std::vector<Tpm> tpms;
    std::vector<Graphics> graphics;
    std::vector<Sound> sounds;
    std::vector<Audio> audios;
    std::vector<Video> videos;
    std::vector<Hostdev> hostdevs;
    std::vector<Redirdev> redirdevs;
    std::optional<std::vector<RedirFilterUsb>> redir_filter;
    std::vector<Hub> hubs;
    std::vector<Watchdog> watchdogs;
    Box<Memballoon> memballoon;
    std::vector<Rng> rngs;
    Box<Nvram> nvram;
    std::vector<Panic> panics;
    std::vector<Shmem> shmems;
    std::vector<MemoryDevice> memories;
    std::vector<Crypto> cryptos;
    Box<Iommu> iommu;
    Box<Vsock> vsock;
    Box<Pstore> pstore;
    bool operator==(const Devices&) const = default;
};

struct Domain {
    // Made once (domain.cpp), not in every file that copies or drops a definition: that was a fifth of the build.
    Domain();
    Domain(const Domain&);
    Domain(Domain&&) noexcept;
    Domain& operator=(const Domain&);
    Domain& operator=(Domain&&) noexcept;
    ~Domain();

    VirtType type = VirtType::none;
    std::optional<int> id;                 // running guests only
    std::string name;
    Uuid uuid;
    bool uuid_generated = false;           // the document named none
    bool genid_given = false;
    std::optional<Uuid> genid;             // absent though given: made up at start
    std::string title, description;
    // The foreign elements inside <metadata>, each dumped at level 2.
    std::shared_ptr<const std::vector<std::string>> metadata;

    std::optional<std::uint64_t> max_memory;      // KiB, hot-plug ceiling
    std::optional<unsigned> max_memory_slots;
    std::optional<std::uint64_t> memory;          // KiB the guest starts with
    std::optional<std::uint64_t> current_memory;  // KiB after ballooning
    OnOff dump_core = OnOff::absent;
    BlkioTune blkiotune;
    MemTune memtune;
    MemoryBacking memory_backing;

    CpuPlacement vcpu_placement = CpuPlacement::static_;
    Bitmap vcpu_cpuset;
    std::optional<unsigned> vcpu_current;         // absent: all of `vcpus`
    unsigned vcpus = 0;                           // the most there can be; 0: no <vcpu>
    std::vector<VcpuEntry> vcpu_entries;
    std::optional<unsigned> iothreads;
    std::vector<Iothread> iothread_ids;
    std::optional<int> default_iothread_pool_min, default_iothread_pool_max;
    CpuTune cputune;
    Box<NumaTune> numatune;
    std::string partition, appid;                 // <resource>
    std::vector<ThrottleGroup> throttle_groups;
    std::vector<Sysinfo> sysinfos;
    Os os;
    bool features_given = false;
    Features features;
    Box<IdMap> idmap;
    Box<Cpu> cpu;
    Clock clock;
    LifecycleAction on_poweroff = LifecycleAction::none, on_reboot = LifecycleAction::none,
                    on_crash = LifecycleAction::none;
    LockFailureAction on_lockfailure = LockFailureAction::none;
    bool pm_given = false;
    YesNo suspend_to_mem = YesNo::absent, suspend_to_disk = YesNo::absent;
    std::vector<PerfEvent> perf;
    Devices devices;
    std::vector<Seclabel> seclabels;
    Box<KeyWrap> keywrap;
    Box<LaunchSecurity> launch_security;
    Box<QemuNamespace> qemu;
    Box<LxcNamespace> lxc;
    std::vector<std::string> bhyve_args, xen_args;
    std::optional<std::string> vmware_datacenter_path;

    // vCPUs that run when the guest starts.
    unsigned current_vcpus() const { return vcpu_current ? *vcpu_current : vcpus; }
    bool is_hvm() const { return os.type == "hvm"; }
    bool operator==(const Domain&) const = default;
};

using DomainPtr = std::shared_ptr<const Domain>;

// Reads a document: syntax, rows, generic fill-ins, generic checks. Throws Error with libvirt's code and wording.
Domain parse_domain(std::string_view xml, const ParseOptions& options = {});
// The same from a tree, e.g. the <domain> inside a status or snapshot document.
Domain parse_domain(const xml::Node& root, const ParseOptions& options = {});

// Prints a document; `flags` are row::FormatFlags. `level` is the depth of the root element. With format_secure, *secrets
// tells whether the document without that flag might differ.
std::string format_domain(const Domain& domain, unsigned flags, int level = 0, bool* secrets = nullptr);

// Generic fill-ins (rules/fill): implied controllers, default targets, console pairing, drive addresses.
void fill_in(Domain& domain, const ParseOptions& options);
// Generic checks; throws the first finding.
void check(const Domain& domain);

// The filesystem that is mounted at `target`; null if there is none.
const Filesystem* find_filesystem(const Domain& domain, std::string_view target);

// Differences that a guest would notice when `to` takes the place of `from`; empty if there are none.
std::vector<std::string> abi_differences(const Domain& from, const Domain& to);
// The same as a question with one answer: throws config_unsupported for the first difference.
void check_abi(const Domain& from, const Domain& to);

}  // namespace vireo::model
