// SPDX-License-Identifier: LGPL-2.1-or-later
// What QEMU cannot do. Each finding is a small function in the list at the end; the first one is thrown.
#include <algorithm>
#include <array>
#include <bit>

#include "base/error.h"
#include "base/text.h"
#include "drivers/qemu/rules/check_arch.h"
#include "drivers/qemu/rules/checks.h"
#include "drivers/qemu/rules/fill.h"
#include "hv/cpu/cpu.h"

namespace vireo::qemu::rules {

using namespace model;

namespace {

using D = vireo::Domain;

template <class... A>
[[noreturn]] void unsupported(fmt::format_string<A...> text, A&&... args) {
    fail(Code::config_unsupported, D::none, text, std::forward<A>(args)...);
}
template <class... A>
[[noreturn]] void malformed(fmt::format_string<A...> text, A&&... args) {
    fail(Code::xml_error, D::none, text, std::forward<A>(args)...);
}
template <class... A>
[[noreturn]] void broken(fmt::format_string<A...> text, A&&... args) {
    fail(Code::internal_error, D::none, text, std::forward<A>(args)...);
}

void emulator(const Subject& s) {
    if (!runs_arch(s.caps.arch, s.d.os.arch))
        unsupported("Emulator '{}' does not support arch '{}'", s.d.devices.emulator, s.d.os.arch);
    const bool ok = s.d.type == VirtType::qemu ? s.caps.has("tcg") || s.caps.tcg : s.d.type == VirtType::kvm ? s.caps.has("kvm") || s.caps.kvm
                    : s.d.type == VirtType::hvf ? s.caps.has("hvf") || s.caps.hvf : false;
    if (!ok) unsupported("Emulator '{}' does not support virt type '{}'", s.d.devices.emulator, word(s.d.type));
}

void features(const Subject& s) {
    const auto& f = s.d.features;
    if (f.smm == OnOff::on && is_x86(s.d) && !is_q35(s.d) && f.tseg_size) unsupported("SMM TSEG is only supported with q35 machine type");
    if (f.tseg_size) {
        if (!is_q35(s.d)) unsupported("SMM TSEG is only supported with q35 machine type");
        if (*f.tseg_size % (1u << 20)) unsupported("SMM TSEG size must be divisible by 1 MiB");
    }
}

void cpu(const Subject& s) {
    if (!s.d.cpu) return;
    const Cpu& c = *s.d.cpu;
    if (!is_x86(s.d)) {
        if (c.cache_mode != CpuCacheMode::none) unsupported("CPU cache specification is not supported for '{}' architecture", s.d.os.arch);
        if (!c.max_phys_addr.mode.empty()) unsupported("CPU maximum physical address bits specification is not supported for '{}' architecture", s.d.os.arch);
    }
    if (!c.features.empty()) hv::cpu::validate_features(s.d.os.arch, hv::cpu::Definition(c));
    switch (c.cache_mode) {
        case CpuCacheMode::emulate:
            if (c.cache_level.value_or(-1) != 3) unsupported("CPU cache mode '{}' can only be used with level='3'", word(c.cache_mode));
            break;
        case CpuCacheMode::passthrough:
            if (c.mode != CpuMode::host_passthrough && c.mode != CpuMode::maximum)
                unsupported("CPU cache mode '{}' can only be used with '{}' / '{}' CPUs", word(c.cache_mode), word(CpuMode::host_passthrough), word(CpuMode::maximum));
            if (c.cache_level) unsupported("unsupported CPU cache level for mode '{}'", word(c.cache_mode));
            break;
        case CpuCacheMode::disable:
            if (c.cache_level) unsupported("unsupported CPU cache level for mode '{}'", word(c.cache_mode));
            break;
        default: break;
    }
    const auto& p = c.max_phys_addr;
    if (p.mode == "passthrough" && p.bits)
        unsupported("CPU maximum physical address bits number specification cannot be used with mode='passthrough'");
    if (p.mode == "emulate" && p.limit) unsupported("attribute 'limit' is only supported for maxphysaddr mode 'passthrough'");
    if (p.mode == "passthrough" && c.mode != CpuMode::host_passthrough)
        unsupported("CPU maximum physical address bits mode '{}' can only be used with '{}' CPUs", p.mode, word(CpuMode::host_passthrough));
}

// Names of the firmware's own files are not for everyone.
void firmware_files(const Subject& s) {
    for (const Sysinfo& i : s.d.sysinfos) {
        if (i.type != SysinfoType::fwcfg) continue;
        for (const SysinfoEntry& e : i.entries)
            if (!e.name.starts_with("opt/")) unsupported("Invalid firmware name");
    }
    if (s.d.memtune.min_guarantee) unsupported("Parameter 'min_guarantee' not supported by QEMU.");
}

void genid(const Subject& s) {
    if (s.d.genid_given && !s.caps.has("vmgenid")) unsupported("this QEMU does not support the 'genid' capability");
}

void secure_boot(const Subject& s) {
    if (s.d.os.loader && s.d.os.loader->secure == YesNo::yes && !is_q35(s.d)) unsupported("Secure boot is supported with q35 machine types only");
}

void memory(const Subject& s) {
    // POWER and mainframes grow without NUMA as well.
    if (s.d.max_memory_slots.value_or(0) && !is_pseries(s.d) && !is_s390(s.d) && (!s.d.cpu || s.d.cpu->cells.empty()))
        unsupported("At least one numa node has to be configured when enabling memory hotplug");
    if (!s.d.devices.memories.empty() && !s.d.max_memory.value_or(0))
        unsupported("cannot use/hotplug a memory device when domain 'maxMemory' is not defined");
}

void controllers(const Subject& s) {
    for (const Controller& c : s.d.devices.controllers) {
        if (c.type == ControllerType::usb) {
            if (c.ports && (c.usb_model == UsbModel::nec_xhci || c.usb_model == UsbModel::qemu_xhci) && *c.ports > 15)
                unsupported("'{}' controller only supports up to '15' ports", word(c.usb_model));
        }
        if (c.type != ControllerType::pci) continue;
        const int index = c.index.value_or(0);
        if (c.pci_target.numa_node) {
            const std::size_t cells = s.d.cpu ? s.d.cpu->cells.size() : 0;
            if (*c.pci_target.numa_node >= cells)
                malformed("{} with index {} is configured for a NUMA node ({}) not present in the domain's <cpu><numa> array ({})", word(c.pci_model), index,
                          *c.pci_target.numa_node, cells);
        }
    }
}

bool is_virtio_pci_only(VirtioModel m) { return m == VirtioModel::transitional || m == VirtioModel::non_transitional; }

void disks(const Subject& s) {
    for (const Disk& x : s.d.devices.disks) {
        if (x.source.format == StorageFormat::iso)
            unsupported("storage format 'iso' is not directly supported by QEMU, use 'raw' instead");
        if (x.source.format == StorageFormat::cow || x.source.format == StorageFormat::vhd)
            unsupported("'{}' storage format is not supported", word(x.source.format));
        const std::string& t = x.target_dev;
        if (!t.empty() && is_digit(t.back()) && (t.starts_with("vd") || t.starts_with("sd") || t.starts_with("hd") || t.starts_with("xvd")))
            unsupported("invalid disk target '{}', partitions can't appear in disk targets", t);
        if (x.geometry.trans != GeometryTranslation::none && x.bus != DiskBus::ide) unsupported("CHS translation mode can only be set for 'ide' bus not '{}'", word(x.bus));
        if (x.bus == DiskBus::usb && x.source.is_empty() && x.source.type != StorageType::dir) unsupported("'{}' disk must not be empty", word(x.bus));
        if (x.bus == DiskBus::usb && x.info.address.type != AddressType::none && x.info.address.type != AddressType::usb)
            broken("unexpected address type for usb disk");
        if (x.device == DiskDevice::lun && x.bus == DiskBus::virtio) {
            if (!s.caps.has("virtio-blk-pci.scsi"))
                unsupported("This QEMU doesn't support SCSI emulation with 'virtio-blk' device");
        }
        if (x.shareable && x.source.format != StorageFormat::raw && x.source.format != StorageFormat::none)
            unsupported("shared access for disk '{}' requires use of supported storage format", t);
        if (const Encryption* e = x.any_encryption(); e && e->engine == EncryptionEngine::librbd) {
            if (e->format == EncryptionFormat::luks_any && !s.caps.has("rbd-encryption-luks-any")) unsupported("luks-any encryption is not supported by this QEMU binary");
            if (e->secrets.size() > 1 && !s.caps.has("rbd-encryption-layering")) unsupported("librbd encryption layering is not supported by this QEMU binary");
        }
    }
}

void chardev(const ChardevSource& c) {
    if (c.type == ChardevType::tcp && c.protocol != ChardevProtocol::raw && c.protocol != ChardevProtocol::telnet)
        unsupported("tcp chardev protocol '{}' not supported", word(c.protocol));
    if ((c.type != ChardevType::tcp && c.type != ChardevType::unix_) || c.reconnect.enabled != YesNo::yes) return;
    if (c.listen) broken("chardev reconnect is possible only for connect mode");
    if (c.reconnect.timeout && *c.reconnect.timeout == 0) fail(Code::invalid_arg, D::none, "chardev reconnect source timeout cannot be '0'");
}

void channels(const Subject& s) {
    for (const Chardev& c : s.d.devices.channels) {
        // A channel without a path gets one of ours, where we listen.
        if (c.source.type == ChardevType::unix_ && c.source.path.empty() && c.source.reconnect.enabled == YesNo::yes)
            broken("chardev reconnect is possible only for connect mode");
        chardev(c.source);
    }
}

void redirdevs(const Subject& s) {
    for (const Redirdev& r : s.d.devices.redirdevs) chardev(r.source);
}

void rngs(const Subject& s) {
    for (const Rng& r : s.d.devices.rngs)
        if (r.backend == RngBackend::egd) chardev(r.egd);
}

void ports(const Subject& s) {
    const auto& v = s.d.devices;
    if ((is_s390(s.d) || is_pseries(s.d)) && !v.parallels.empty()) unsupported("parallel ports are not supported");
    for (const auto* list : {&v.serials, &v.parallels, &v.consoles})
        for (const Chardev& c : *list) chardev(c.source);
    for (const Chardev& c : v.serials) {
        if (c.serial_target == SerialTarget::isa_debug && !is_x86(s.d)) unsupported("isa-debug serial type only valid on x86 architecture");
        bool fits = true;
        switch (c.serial_target) {
            case SerialTarget::isa_serial:
            case SerialTarget::isa_debug: fits = is_x86(s.d); break;
            case SerialTarget::spapr_vio_serial: fits = is_pseries(s.d); break;
            case SerialTarget::sclp_serial: fits = is_s390(s.d); break;
            case SerialTarget::system_serial:
                fits = c.serial_model == SerialModel::pl011 ? is_arm_virt(s.d)
                       : c.serial_model == SerialModel::none || is_riscv_virt(s.d) || is_loongarch_virt(s.d);
                break;
            default: break;
        }
        if (!fits)
            unsupported("Serial device with target type '{}' and target model '{}' not compatible with guest architecture or machine type",
                        word(c.serial_target), word(c.serial_model));
    }
}

void iommu(const Subject& s) {
    if (!s.d.devices.iommu) return;
    const Iommu& i = *s.d.devices.iommu;
    switch (i.model) {
        case IommuModel::intel:
            if (!is_q35(s.d)) unsupported("IOMMU device: '{}' is only supported with Q35 machines", word(i.model));
            if (!s.caps.has("intel-iommu")) unsupported("IOMMU device: '{}' is not supported with this QEMU binary", word(i.model));
            if (i.intremap == OnOff::on && s.d.features.ioapic_driver != "qemu") unsupported("IOMMU interrupt remapping requires split I/O APIC (ioapic driver='qemu')");
            if (i.eim == OnOff::on && i.intremap != OnOff::on) unsupported("IOMMU eim requires interrupt remapping to be enabled");
            break;
        case IommuModel::virtio:
            if (!is_q35(s.d) && s.d.os.arch != "aarch64") unsupported("IOMMU device: '{}' is only supported with Q35 and ARM Virt machines", word(i.model));
            if (!s.d.features.acpi) unsupported("IOMMU device: '{}' requires ACPI", word(i.model));
            if (!s.caps.has("virtio-iommu-pci")) unsupported("IOMMU device: '{}' is not supported with this QEMU binary", word(i.model));
            if (i.info.address.type != AddressType::pci) unsupported("IOMMU device: '{}' needs a PCI address", word(i.model));
            break;
        default: break;
    }
}

void inputs(const Subject& s) {
    for (const Input& i : s.d.devices.inputs)
        if (is_virtio_pci_only(i.model))
            unsupported("virtio (non-)transitional models are not supported for input type={}", word(i.type));
}

// Another process works in the guest's memory; each cell may say for itself whether it is shared.
void needs_shared_memory(const Subject& s, std::string_view what) {
    const bool usual = s.d.memory_backing.access == MemoryShare::shared;
    bool shared = usual;
    if (s.d.cpu && !s.d.cpu->cells.empty())
        shared = std::all_of(s.d.cpu->cells.begin(), s.d.cpu->cells.end(), [&](const NumaCell& c) { return c.mem_access.empty() ? usual : c.mem_access == "shared"; });
    if (!shared) unsupported("'{}' requires shared memory", what);
}

void interfaces(const Subject& s) {
    for (const Interface& n : s.d.devices.interfaces) {
        if (n.backend == NicBackend::passt && !s.caps.has("netdev.stream")) unsupported("the 'passt' network backend is not supported with this QEMU binary");
        if (n.type == InterfaceType::vhost_user) needs_shared_memory(s, "interface");
    }
}

void shared_disks(const Subject& s) {
    for (const Disk& x : s.d.devices.disks)
        if (x.source.type == StorageType::vhost_user || x.source.type == StorageType::vhost_vdpa) needs_shared_memory(s, word(x.source.type));
}

void shared_filesystems(const Subject& s) {
    for (const Filesystem& f : s.d.devices.filesystems) {
        using Driver = FilesystemDriver;
        if (f.type != FilesystemType::mount) unsupported("only supports mount filesystem type");
        if ((!f.fmode.empty() || !f.dmode.empty()) && f.accessmode != AccessMode::mapped) unsupported("fmode and dmode must be used with accessmode=mapped");
        if (f.driver == Driver::handle && f.accessmode != AccessMode::passthrough) unsupported("only supports passthrough accessmode");
        if (f.driver == Driver::mtp && f.accessmode != AccessMode::passthrough) unsupported("mtp only supports passthrough accessmode");
        if (f.driver == Driver::virtiofs && f.format != StorageFormat::none) unsupported("virtiofs does not support format");
        if (f.driver == Driver::virtiofs && f.multidevs != Multidevs::none) unsupported("virtiofs does not support multidevs");
    }
    for (const Filesystem& f : s.d.devices.filesystems)
        if (f.driver == FilesystemDriver::virtiofs) needs_shared_memory(s, "virtiofs");
}

void disk_iothreads(const Subject& s) {
    const auto& threads = s.d.iothread_ids;
    auto known = [&](unsigned id) { return std::any_of(threads.begin(), threads.end(), [&](const Iothread& t) { return t.id == id; }); };
    for (const Disk& x : s.d.devices.disks) {
        if (x.driver.iothread && !known(*x.driver.iothread)) unsupported("Disk iothread '{}' not defined in iothreadid", *x.driver.iothread);
        for (const auto& t : x.driver.iothreads) {
            if (!known(t.id)) unsupported("iothread '{}' not defined in iothreadid", t.id);
        }
    }
}

void displays(const Subject& s) {
    for (const Hostdev& h : s.d.devices.hostdevs)
        if (h.display == OnOff::on && s.d.devices.graphics.empty())
            unsupported("graphics device is needed for attribute value 'display=on' in <hostdev>");
}

void memory_modules(const Subject& s) {
    const std::size_t cells = s.d.cpu ? s.d.cpu->cells.size() : 0;
    Bitmap taken;
    for (const MemoryDevice& m : s.d.devices.memories) {
        if (m.info.address.type == AddressType::dimm && s.d.max_memory_slots) {
            const unsigned slot = m.info.address.dimm.slot.value_or(0);
            if (slot >= *s.d.max_memory_slots) unsupported("memory device slot '{}' exceeds slots count '{}'", slot, *s.d.max_memory_slots);
            if (taken.test(slot)) unsupported("memory device slot '{}' is already being used by another memory device", slot);
            if (slot <= Bitmap::max_bit) taken.set(slot);
        }
        const bool placed = m.model == MemoryModel::dimm || m.model == MemoryModel::nvdimm || m.model == MemoryModel::virtio_mem;
        if (m.model == MemoryModel::sgx_epc && !s.caps.has("sgx-epc")) unsupported("sgx epc isn't supported by this QEMU binary");
        if (m.model == MemoryModel::nvdimm && m.discard != YesNo::absent) unsupported("discard is not supported for nvdimms");
        if (placed && cells && !m.node) unsupported("target NUMA node needs to be specified for memory device");
        if (m.model == MemoryModel::virtio_mem && m.block_size) {
            // It is plugged and unplugged by blocks, which are huge pages at least.
            constexpr std::uint64_t least = 2048;
            const std::uint64_t block = *m.block_size;
            auto refuse = [](std::string text) { throw Error(Code::xml_detail, D::none, std::move(text)); };
            if (!std::has_single_bit(block)) refuse("block size must be a power of two");
            if (block < least) refuse(fmt::format("block size too small, must be at least {}KiB", least));
            if (m.requested_size.value_or(0) % block) refuse("requested size must be an integer multiple of block size");
            if (m.address.value_or(0) % (block * 1024)) refuse("memory device address must be aligned to blocksize");
        }
        if (m.node && *m.node >= static_cast<int>(cells))
            fail(Code::xml_detail, D::none, "can't add memory backend for guest node '{}' as the guest has only '{}' NUMA nodes configured", *m.node, cells);
    }
}

void topology(const Subject& s) {
    if (!s.d.cpu) return;
    const CpuTopology& t = s.d.cpu->topology;
    if (!t.sockets && !t.cores && !t.threads) return;
    std::uint64_t all = 1;
    for (unsigned n : {t.sockets, t.dies, t.clusters, t.cores, t.threads}) all *= std::max(1u, n);
    if (all != s.d.vcpus) unsupported("CPU topology doesn't match maximum vcpu count");
}

void vcpu_count(const Subject& s) {
    const MachineType* m = s.caps.machine(accelerator_of(s.d), s.d.os.machine);
    if (m && m->max_cpus && s.d.vcpus > m->max_cpus) unsupported("Maximum CPUs greater than specified machine type limit {}", m->max_cpus);
}

// What only the kernel's or only the software accelerator knows.
void accelerators(const Subject& s) {
    if (s.d.features.tcg && s.d.type != VirtType::qemu) unsupported("TCG features are incompatible with domain type '{}'", word(s.d.type));
    if ((!s.d.cputune.cache_tunes.empty() || !s.d.cputune.memory_tunes.empty()) && s.d.type != VirtType::kvm)
        unsupported("cachetune is only supported for KVM domains");
}

void graphics(const Subject& s) {
    unsigned gl = 0;
    bool headless = false;
    for (const Graphics& g : s.d.devices.graphics) {
        gl += g.gl == YesNo::yes;
        headless = headless || g.type == GraphicsType::egl_headless;
    }
    if (gl + headless > 1) unsupported("multiple OpenGL displays are not supported by QEMU");
}

void hostdevs(const Subject& s) {
    for (const Hostdev& h : s.d.devices.hostdevs)
        if (h.type == HostdevType::scsi_host && h.info.boot_order) unsupported("booting from assigned devices is not supported by vhost SCSI devices");
}

// Which controllers an emulator has matters when it runs.
void usb_models(const Subject& s) {
    struct Need {
        UsbModel model;
        const char* flag;
    };
    static constexpr Need needs[] = {{UsbModel::nec_xhci, "nec-usb-xhci"}, {UsbModel::qemu_xhci, "qemu-xhci"}, {UsbModel::piix3_uhci, "piix3-usb-uhci"},
                                     {UsbModel::piix4_uhci, "piix4-usb-uhci"}, {UsbModel::ehci, "usb-ehci"}, {UsbModel::ich9_ehci1, "ich9-usb-ehci1"},
                                     {UsbModel::pci_ohci, "pci-ohci"}, {UsbModel::vt82c686b_uhci, "vt82c686b-usb-uhci"}};
    for (const Controller& c : s.d.devices.controllers) {
        if (c.type != ControllerType::usb) continue;
        // Machines without USB of their own take what has no model for a wish.
        if (c.usb_model == UsbModel::unset && !is_s390(s.d)) unsupported("no model provided for USB controller");
        for (const Need& n : needs)
            if (n.model == c.usb_model && !s.caps.has(n.flag)) unsupported("USB controller model '{}' not supported in this QEMU binary", word(c.usb_model));
    }
}

void vhost_user_cards(const Subject& s) {
    for (const Interface& n : s.d.devices.interfaces)
        if (n.type == InterfaceType::vhost_user && !n.backend_tap.empty())
            unsupported("interface {} - custom tap device path is not supported for network interfaces of type {}", n.mac.text(), word(n.type));
}

void shmem_places(const Subject& s) {
    for (const Shmem& m : s.d.devices.shmems)
        if (m.info.address.type != AddressType::none && m.info.address.type != AddressType::pci)
            unsupported("only 'pci' addresses are supported for the shared memory device");
}

// Firmware was asked for and none has been found since.
void firmware(const Subject& s) {
    const Os& os = s.d.os;
    const bool found = os.firmware == FirmwareKind::bios || (os.loader && !os.loader->path.empty());
    if (os.firmware != FirmwareKind::none && !found) no_firmware(s.d);
}

void uefi_tables(const Subject& s) {
    const Os& os = s.d.os;
    const bool uefi = os.firmware == FirmwareKind::efi || (os.loader && os.loader->type == LoaderType::pflash);
    if (uefi && is_x86(s.d) && !s.d.features.acpi) unsupported("UEFI requires ACPI on this architecture");
}

constexpr Check start_checks[] = {firmware, usb_models, vhost_user_cards, shmem_places};

constexpr Check checks[] = {emulator, genid, firmware_files, secure_boot, features, accelerators, cpu, vcpu_count, topology, memory, uefi_tables};

using K = DeviceKind;
constexpr KindCheck kind_checks[] = {{K::disk, disks}, {K::disk, shared_disks}, {K::disk, disk_iothreads},         {K::interface, interfaces}, {K::hostdev, hostdevs}, {K::hostdev, displays}, {K::controller, controllers},
                                     {K::serial, ports},       {K::channel, channels},     {K::input, inputs},     {K::redirdev, redirdevs},
                                     {K::rng, rngs},           {K::iommu, iommu},          {K::graphics, graphics},
                                     {K::filesystem, shared_filesystems}, {K::memory, memory_modules}};

}  // namespace

void check_roots(const model::Domain& d) {
    for (const Controller& c : d.devices.controllers) {
        if (c.type != ControllerType::pci) continue;
        const int index = c.index.value_or(0);
        const bool root = c.pci_model == PciModel::pci_root || c.pci_model == PciModel::pcie_root;
        // Host bridges of POWER are many.
        if (root && index != 0 && !is_pseries(d)) malformed("pci-root and pcie-root controllers should have index 0");
        if (const auto kind = pci_root(d); index == 0 && kind != hv::PciMachine::Root::none) {
            const PciModel want = kind == hv::PciMachine::Root::express ? PciModel::pcie_root : PciModel::pci_root;
            if (c.pci_model != want)
                malformed("The PCI controller with index='0' must be model='{}' for this machine type, but model='{}' was found instead", word(want), c.pci_model == PciModel::none ? "(null)" : word(c.pci_model));
        }
    }
    for (const Controller& c : d.devices.controllers) {
        if (c.type != ControllerType::pci) continue;
        if (c.pci_model == PciModel::pci_expander_bus && !is_i440fx(d))
            unsupported("pci-expander-bus controllers are only supported on 440fx-based machinetypes");
        if (c.pci_model == PciModel::pcie_expander_bus && !is_q35(d) && !is_arm_virt(d))
            unsupported("pcie-expander-bus controllers are not supported with this machine type");
    }
}

void check(const model::Domain& d, const QemuCaps& caps, bool spice_tls) {
    const Subject s{d, caps, spice_tls};
    for (Check c : checks) c(s);
    for (Check c : version_machine_checks()) c(s);
    check_arch(d, caps);
    for (Check c : machine_checks()) c(s);
    const std::span<const KindCheck> lists[] = {place_checks(), emulator_checks(), kind_checks, image_checks(), controller_checks(), small_checks(), device_checks(), display_checks(), nic_checks(), arch_checks(), version_checks()};
    for (int i = 0; i <= static_cast<int>(model::rules::last_kind); ++i) {
        const auto kind = static_cast<DeviceKind>(i);
        model::rules::check_kind(d, kind);
        for (auto list : lists)
            for (const KindCheck& k : list)
                if (k.kind == kind) k.check(s);
    }
    model::rules::check_whole(d);
}

void check_start(const model::Domain& d, const QemuCaps& caps) {
    const Subject s{d, caps};
    for (Check c : start_checks) c(s);
    for (auto list : {display_start_checks(), nic_start_checks(), small_start_checks()})
        for (Check c : list) c(s);
    check_arch_start(d, caps);
}

}  // namespace vireo::qemu::rules
