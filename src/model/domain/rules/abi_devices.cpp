// SPDX-License-Identifier: LGPL-2.1-or-later
// What a guest notices of its devices, kind after kind.
#include "model/domain/rules/abi.h"

namespace vireo::model::abi {
namespace {

std::string_view or_null(const std::string& text) { return text.empty() ? std::string_view("<null>") : text; }

void address(const Address& a, const Address& b) {
    if (a.type != b.type)
        differs("Target device address type {} does not match source {}", named(b.type, "none"), named(a.type, "none"));
    switch (a.type) {
        case AddressType::pci: {
            const auto text = [](const PciAddress& p) { return fmt::format("{:04x}:{:02x}:{:02x}.{:x}", p.domain, p.bus, p.slot, p.function); };
            if (text(a.pci) != text(b.pci)) differs("Target device PCI address {} does not match source {}", text(b.pci), text(a.pci));
            break;
        }
        case AddressType::drive: {
            const auto text = [](const DriveAddress& d) { return fmt::format("{}:{}:{}", d.controller, d.bus, d.unit); };
            if (text(a.drive) != text(b.drive)) differs("Target device drive address {} does not match source {}", text(b.drive), text(a.drive));
            break;
        }
        case AddressType::virtio_serial: {
            const auto text = [](const VirtioSerialAddress& v) { return fmt::format("{}:{}:{}", v.controller, v.bus, v.port); };
            if (text(a.virtio_serial) != text(b.virtio_serial))
                differs("Target device virtio serial address {} does not match source {}", text(b.virtio_serial), text(a.virtio_serial));
            break;
        }
        case AddressType::ccid: {
            const auto text = [](const CcidAddress& c) { return fmt::format("{}:{}", c.controller, c.slot); };
            if (text(a.ccid) != text(b.ccid)) differs("Target device ccid address {} does not match source {}", text(b.ccid), text(a.ccid));
            break;
        }
        case AddressType::isa: {
            const auto text = [](const IsaAddress& i) { return fmt::format("{}:{}", i.iobase.value_or(0), i.irq.value_or(0)); };
            if (text(a.isa) != text(b.isa)) differs("Target device isa address {} does not match source {}", text(b.isa), text(a.isa));
            break;
        }
        case AddressType::dimm:
            if (a.dimm.slot.value_or(0) != b.dimm.slot.value_or(0))
                differs("Target device dimm slot {} does not match source {}", b.dimm.slot.value_or(0), a.dimm.slot.value_or(0));
            if (a.dimm.base.value_or(0) != b.dimm.base.value_or(0))
                differs("Target device dimm base address '{:x}' does not match source '{:x}'", b.dimm.base.value_or(0), a.dimm.base.value_or(0));
            break;
        case AddressType::ccw: {
            const auto text = [](const CcwAddress& c) { return fmt::format("{:x}.{:x}.{:04x}", c.cssid, c.ssid, c.devno); };
            if (text(a.ccw) != text(b.ccw)) differs("Target device CCW address {} does not match source {}", text(b.ccw), text(a.ccw));
            break;
        }
        default: break;
    }
}

void info(const DeviceInfo& a, const DeviceInfo& b) {
    address(a.address, b.address);
    if (a.acpi_index.value_or(0) != b.acpi_index.value_or(0))
        differs("Target ACPI index '{}' does not match source '{}'", b.acpi_index.value_or(0), a.acpi_index.value_or(0));
}

// Documents with and without a <driver> differ even where neither says anything in it.
void virtio(bool driver_a, const VirtioOptions& a, bool driver_b, const VirtioOptions& b) {
    if (driver_a != driver_b) differs("Target device virtio options don't match the source");
    const auto same = [](const char* name, OnOff x, OnOff y) {
        if (x != y) differs("Target device {} option '{}' does not match source '{}'", name, named(y), named(x));
    };
    same("iommu", a.iommu, b.iommu);
    same("ats", a.ats, b.ats);
    same("packed", a.packed, b.packed);
    same("page_per_vq", a.page_per_vq, b.page_per_vq);
}
void virtio(const VirtioOptions& a, const VirtioOptions& b) { virtio(a != VirtioOptions{}, a, b != VirtioOptions{}, b); }

bool has_driver(const Disk& d) { return d.driver != DiskDriver{} || d.source.format != StorageFormat::none; }
bool has_driver(const Controller& c) {
    return c.queues || c.cmd_per_lun || c.max_sectors || c.ioeventfd != OnOff::absent || c.iothread || !c.iothreads.empty() || c.virtio != VirtioOptions{};
}
bool has_driver(const Filesystem& f) {
    return f.driver != FilesystemDriver::none || f.format != StorageFormat::none || !f.wrpolicy.empty() || f.queue_size || f.virtio != VirtioOptions{};
}
bool has_driver(const Interface& n) {
    return n.driver != NicDriver::none || n.hostdev_driver != HostdevDriver{} || n.txmode != TxMode::none || n.ioeventfd != OnOff::absent ||
           n.event_idx != OnOff::absent || n.rss != OnOff::absent || n.rss_hash_report != OnOff::absent || n.queues || n.rx_queue_size ||
           n.tx_queue_size || n.virtio != VirtioOptions{} || n.host_offload != NicOffload{} || n.guest_offload != NicOffload{};
}

void same(const Disk& a, const Disk& b) {
    if (a.device != b.device) differs("Target disk device {} does not match source {}", word(b.device), word(a.device));
    if (a.bus != b.bus) differs("Target disk bus {} does not match source {}", named(b.bus, "none"), named(a.bus, "none"));
    if (a.target_dev != b.target_dev) differs("Target disk {} does not match source {}", b.target_dev, a.target_dev);
    if (a.serial != b.serial) differs("Target disk serial {} does not match source {}", or_null(b.serial), or_null(a.serial));
    if (a.wwn != b.wwn) differs("Target disk wwn '{}' does not match source '{}'", or_null(b.wwn), or_null(a.wwn));
    if (a.readonly != b.readonly) differs("Target disk access mode does not match source");
    if (a.rotation_rate.value_or(0) != b.rotation_rate.value_or(0))
        differs("Target disk rotation rate {} RPM does not match source {} RPM", b.rotation_rate.value_or(0), a.rotation_rate.value_or(0));
    if (a.model != b.model) differs("Target disk model {} does not match source {}", named(b.model), named(a.model));
    if (a.driver.queues.value_or(0) != b.driver.queues.value_or(0))
        differs("Target disk queue count {} does not match source {}", b.driver.queues.value_or(0), a.driver.queues.value_or(0));
    virtio(has_driver(a), a.driver.virtio, has_driver(b), b.driver.virtio);
    info(a.info, b.info);
    if (a.blockio.logical_block_size != b.blockio.logical_block_size)
        differs("Target disk logical_block_size {} does not match source {}", b.blockio.logical_block_size, a.blockio.logical_block_size);
    if (a.blockio.physical_block_size != b.blockio.physical_block_size)
        differs("Target disk physical_block_size {} does not match source {}", b.blockio.physical_block_size, a.blockio.physical_block_size);
}

// Models are told as numbers that count from the first one; -1 is none.
int model_number(const Controller& c) {
    switch (c.type) {
        case ControllerType::ide: return int(c.ide_model) - 1;
        case ControllerType::scsi: return int(c.scsi_model) - 1;
        case ControllerType::usb: return int(c.usb_model) - 1;
        case ControllerType::pci: return int(c.pci_model) - 1;
        case ControllerType::virtio_serial: return int(c.virtio_serial_model) - 1;
        default: return -1;
    }
}

void same(const Controller& a, const Controller& b) {
    if (a.type != b.type) differs("Target controller type {} does not match source {}", word(b.type), word(a.type));
    if (a.index != b.index) differs("Target controller index {} does not match source {}", b.index.value_or(-1), a.index.value_or(-1));
    if (model_number(a) != model_number(b)) differs("Target controller model {} does not match source {}", model_number(b), model_number(a));
    if (a.type == ControllerType::virtio_serial || a.type == ControllerType::usb) {
        if (a.ports != b.ports) differs("Target controller ports {} does not match source {}", b.ports.value_or(-1), a.ports.value_or(-1));
        if (a.type == ControllerType::virtio_serial && a.vectors != b.vectors)
            differs("Target controller vectors {} does not match source {}", b.vectors.value_or(-1), a.vectors.value_or(-1));
    }
    virtio(has_driver(a), a.virtio, has_driver(b), b.virtio);
    info(a.info, b.info);
}

void same(const Filesystem& a, const Filesystem& b) {
    if (a.target != b.target) differs("Target filesystem guest target {} does not match source {}", b.target, a.target);
    if (a.readonly != b.readonly) differs("Target filesystem access mode does not match source");
    if (a.model != b.model) differs("Target filesystem model does not match source");
    virtio(has_driver(a), a.virtio, has_driver(b), b.virtio);
    info(a.info, b.info);
}

void same(const Interface& a, const Interface& b) {
    if (a.mac != b.mac) differs("Target network card mac {} does not match source {}", b.mac.text(), a.mac.text());
    const auto model = [](const Interface& n) { return n.model.empty() ? std::string_view("unknown") : n.model; };
    if (a.model != b.model) differs("Target network card model {} does not match source {}", model(b), model(a));
    if (a.mtu.value_or(0) != b.mtu.value_or(0)) differs("Target network card MTU {} does not match source {}", b.mtu.value_or(0), a.mtu.value_or(0));
    virtio(has_driver(a), a.virtio, has_driver(b), b.virtio);
    info(a.info, b.info);
}

void same(const Input& a, const Input& b) {
    if (a.type != b.type) differs("Target input device type {} does not match source {}", word(b.type), word(a.type));
    if (a.bus != b.bus) differs("Target input device bus {} does not match source {}", named(b.bus), named(a.bus));
    // The reference tells models by the words of buses; its clients know these texts.
    const auto model = [](VirtioModel m) { return named(InputBus(m)); };
    if (a.model != b.model) differs("Target input model {} does not match source {}", model(b.model), model(a.model));
    virtio(a.virtio, b.virtio);
    info(a.info, b.info);
}

void same(const Sound& a, const Sound& b) {
    if (a.model != b.model) differs("Target sound card model {} does not match source {}", word(b.model), word(a.model));
    if (a.multichannel != b.multichannel)
        differs("Target sound card multichannel setting '{}' does not match source '{}'", named(b.multichannel), named(a.multichannel));
    info(a.info, b.info);
}

void same(const Video& a, const Video& b) {
    if (a.type != b.type) differs("Target video card model {} does not match source {}", named(b.type), named(a.type));
    const auto number = [](const char* what, std::optional<unsigned> x, std::optional<unsigned> y) {
        if (x.value_or(0) != y.value_or(0)) differs("Target video card {} {} does not match source {}", what, y.value_or(0), x.value_or(0));
    };
    number("ram", a.ram, b.ram);
    number("vram", a.vram, b.vram);
    number("vram64", a.vram64, b.vram64);
    number("vgamem", a.vgamem, b.vgamem);
    number("heads", a.heads, b.heads);
    const auto accelerated = [](const Video& v) { return v.accel2d != YesNo::absent || v.accel3d != YesNo::absent; };
    if (accelerated(a) != accelerated(b)) differs("Target video card acceleration does not match source");
    if (a.accel2d != b.accel2d) differs("Target video card 2d accel {} does not match source {}", unsigned(b.accel2d), unsigned(a.accel2d));
    if (a.accel3d != b.accel3d) differs("Target video card 3d accel {} does not match source {}", unsigned(b.accel3d), unsigned(a.accel3d));
    virtio(a.virtio, b.virtio);
    info(a.info, b.info);
}

void same(const Hostdev& a, const Hostdev& b) {
    if (a.mode != b.mode) differs("Target host device mode {} does not match source {}", word(b.mode), word(a.mode));
    if (a.mode == HostdevMode::subsystem && a.type != b.type)
        differs("Target host device subsystem type {} is not compatible with source subsystem type {}", word(b.type), word(a.type));
    info(a.info, b.info);
}

void serial(const Chardev& a, const Chardev& b) {
    if (a.serial_target != b.serial_target)
        differs("Target serial type {} does not match source {}", named(b.serial_target, "none"), named(a.serial_target, "none"));
    if (a.serial_model != b.serial_model)
        differs("Target serial model {} does not match source {}", named(b.serial_model, "none"), named(a.serial_model, "none"));
    if (a.port != b.port) differs("Target serial port {} does not match source {}", b.port.value_or(-1), a.port.value_or(-1));
    info(a.info, b.info);
}
void parallel(const Chardev& a, const Chardev& b) {
    if (a.port != b.port) differs("Target parallel port {} does not match source {}", b.port.value_or(-1), a.port.value_or(-1));
    info(a.info, b.info);
}
void channel(const Chardev& a, const Chardev& b) {
    if (a.channel_target != b.channel_target)
        differs("Target channel type {} does not match source {}", named(b.channel_target, "none"), named(a.channel_target, "none"));
    if (a.channel_target == ChannelTarget::guestfwd) {
        const auto text = [](const Chardev& c) { return fmt::format("{}:{}", c.guestfwd_address, c.guestfwd_port); };
        if (text(a) != text(b)) differs("Target channel addr {} does not match source {}", text(b), text(a));
    } else if (a.name != b.name) {
        differs("Target channel name {} does not match source {}", or_null(b.name), or_null(a.name));
    }
    info(a.info, b.info);
}
void console(const Chardev& a, const Chardev& b) {
    if (a.console_target != b.console_target)
        differs("Target console type {} does not match source {}", named(b.console_target, "none"), named(a.console_target, "none"));
    info(a.info, b.info);
}

void same(const Redirdev& a, const Redirdev& b) {
    if (a.bus != b.bus) differs("Target redirected device bus {} does not match source {}", b.bus, a.bus);
    if (a.source.type != b.source.type)
        differs("Target redirected device source type {} does not match source device source type {}", word(b.source.type), word(a.source.type));
    info(a.info, b.info);
}

void same(const RedirFilterUsb& a, const RedirFilterUsb& b) {
    if (a.usb_class != b.usb_class) differs("Target USB Class code does not match source");
    if (a.vendor != b.vendor) differs("Target USB vendor ID does not match source");
    if (a.product != b.product) differs("Target USB product ID does not match source");
    if (a.version != b.version) differs("Target USB version does not match source");
    if (a.allow != b.allow) differs("Target USB allow '{}' does not match source '{}'", b.allow ? "yes" : "no", a.allow ? "yes" : "no");
}

void same(const Watchdog& a, const Watchdog& b) {
    if (a.model != b.model) differs("Target watchdog model {} does not match source {}", word(b.model), word(a.model));
    info(a.info, b.info);
}

void same(const Memballoon& a, const Memballoon& b) {
    if (a.model != b.model) differs("Target balloon model {} does not match source {}", word(b.model), word(a.model));
    if (a.autodeflate != b.autodeflate)
        differs("Target balloon autodeflate attribute value '{}' does not match source '{}'", named(b.autodeflate), named(a.autodeflate));
    if (a.free_page_reporting != b.free_page_reporting)
        differs("Target balloon freePageReporting attribute value '{}' does not match source '{}'", named(b.free_page_reporting), named(a.free_page_reporting));
    virtio(a.virtio, b.virtio);
    info(a.info, b.info);
}

void same(const Rng& a, const Rng& b) {
    if (a.model != b.model) differs("Target RNG model '{}' does not match source '{}'", named(b.model), named(a.model));
    virtio(a.virtio, b.virtio);
    info(a.info, b.info);
}

void same(const Panic& a, const Panic& b) {
    if (a.model != b.model) differs("Target panic model '{}' does not match source '{}'", named(b.model), named(a.model));
    info(a.info, b.info);
}

void same(const Shmem& a, const Shmem& b) {
    if (a.role != b.role) differs("Target shared memory role '{}' does not match source role '{}'", named(b.role), named(a.role));
    if (a.model != b.model) differs("Target shared memory model '{}' does not match source model '{}'", word(b.model), word(a.model));
    if (a.size.value_or(0) != b.size.value_or(0))
        differs("Target shared memory size '{}' does not match source size '{}'", b.size.value_or(0), a.size.value_or(0));
    if (a.has_server != b.has_server) differs("Target shared memory server usage doesn't match source");
    if (a.has_server && (a.msi != b.msi || a.msi_vectors.value_or(0) != b.msi_vectors.value_or(0) || a.msi_ioeventfd != b.msi_ioeventfd))
        differs("Target shared memory MSI configuration doesn't match source");
    info(a.info, b.info);
}

void same(const Tpm& a, const Tpm& b) {
    if (a.backend != b.backend) differs("Target TPM device type doesn't match source");
    if (a.model != b.model) differs("Target TPM device model doesn't match source");
    if (a.version != b.version) differs("Target TPM version doesn't match source");
    info(a.info, b.info);
}

void same(const MemoryDevice& a, const MemoryDevice& b) {
    if (a.model != b.model)
        differs("Target memory device model '{}' doesn't match source model '{}'", named(b.model, "none"), named(a.model, "none"));
    if (a.node.value_or(-1) != b.node.value_or(-1))
        differs("Target memory device targetNode '{}' doesn't match source targetNode '{}'", b.node.value_or(-1), a.node.value_or(-1));
    if (a.size.value_or(0) != b.size.value_or(0))
        differs("Target memory device size '{}' doesn't match source memory device size '{}'", b.size.value_or(0), a.size.value_or(0));
    if (a.model == MemoryModel::nvdimm) {
        // These two name the sides the other way round, as the reference does.
        if (a.label_size.value_or(0) != b.label_size.value_or(0))
            differs("Target NVDIMM label size '{}' doesn't match source NVDIMM label size '{}'", a.label_size.value_or(0), b.label_size.value_or(0));
        if (a.align_size.value_or(0) != b.align_size.value_or(0))
            differs("Target NVDIMM alignment '{}' doesn't match source NVDIMM alignment '{}'", a.align_size.value_or(0), b.align_size.value_or(0));
        if (a.pmem != b.pmem) differs("Target NVDIMM pmem flag doesn't match source NVDIMM pmem flag");
        if (a.readonly != b.readonly) differs("Target NVDIMM readonly flag doesn't match source NVDIMM readonly flag");
        if (a.uuid != b.uuid) differs("Target NVDIMM UUID doesn't match source NVDIMM");
    }
    if (a.model == MemoryModel::virtio_mem) {
        if (a.block_size.value_or(0) != b.block_size.value_or(0))
            differs("Target memory device block size '{}' doesn't match source memory device block size '{}'", b.block_size.value_or(0), a.block_size.value_or(0));
        if (a.requested_size.value_or(0) != b.requested_size.value_or(0))
            differs("Target memory device requested size '{}' doesn't match source memory device requested size '{}'", b.requested_size.value_or(0), a.requested_size.value_or(0));
    }
    if (a.address.value_or(0) != b.address.value_or(0))
        differs("Target memory device address '0x{:x}' doesn't match source memory device address '0x{:x}'", b.address.value_or(0), a.address.value_or(0));
    if (a.dynamic_memslots != b.dynamic_memslots) differs("Target memory device 'dynamicMemslots' property doesn't match source memory device");
    info(a.info, b.info);
}

void same(const Iommu& a, const Iommu& b) {
    if (a.model != b.model) differs("Target domain IOMMU device model '{}' does not match source '{}'", word(b.model), word(a.model));
    const auto part = [](const char* what, OnOff x, OnOff y) {
        if (x != y) differs("Target domain IOMMU device {} '{}' does not match source '{}'", what, named(y), named(x));
    };
    part("intremap value", a.intremap, b.intremap);
    part("caching mode", a.caching_mode, b.caching_mode);
    part("eim value", a.eim, b.eim);
    part("iotlb value", a.iotlb, b.iotlb);
    if (a.aw_bits.value_or(0) != b.aw_bits.value_or(0))
        differs("Target domain IOMMU device aw_bits value '{}' does not match source '{}'", b.aw_bits.value_or(0), a.aw_bits.value_or(0));
    part("dma translation", a.dma_translation, b.dma_translation);
    info(a.info, b.info);
}

void same(const Vsock& a, const Vsock& b) {
    if (a.model != b.model)
        differs("Target domain vsock device model '{}' does not match source '{}'", named(b.model), named(a.model));
    virtio(a.virtio, b.virtio);
    info(a.info, b.info);
}

void same(const Pstore& a, const Pstore& b) {
    if (a.size.value_or(0) != b.size.value_or(0)) differs("Target pstore size '{}' does not match source '{}'", b.size.value_or(0), a.size.value_or(0));
    info(a.info, b.info);
}

// Devices whose own part nobody compares.
void same(const Smartcard& a, const Smartcard& b) { info(a.info, b.info); }
void same(const Hub& a, const Hub& b) { info(a.info, b.info); }

template <class T, class F>
void each(const char* what, const std::vector<T>& from, const std::vector<T>& to, F compare) {
    if (from.size() != to.size()) differs("Target domain {} count {} does not match source {}", what, to.size(), from.size());
    for (std::size_t i = 0; i < from.size(); ++i) compare(from[i], to[i]);
}
template <class T>
void each(const char* what, const std::vector<T>& from, const std::vector<T>& to) {
    each(what, from, to, [](const T& a, const T& b) { same(a, b); });
}
template <class T>
void only(const char* what, const Box<T>& from, const Box<T>& to) {
    if (bool(from) != bool(to)) differs("Target domain {} device count does not match source", what);
    if (from) same(*from, *to);
}

void redir_filter(const Devices& from, const Devices& to) {
    if (from.redir_filter.has_value() != to.redir_filter.has_value())
        differs("Target domain USB redirection filter count {} does not match source {}", int(to.redir_filter.has_value()), int(from.redir_filter.has_value()));
    if (!from.redir_filter) return;
    const auto &a = *from.redir_filter, &b = *to.redir_filter;
    if (a.size() != b.size()) differs("Target USB redirection filter rule count {} does not match source {}", b.size(), a.size());
    for (std::size_t i = 0; i < a.size(); ++i) same(a[i], b[i]);
}

}  // namespace

void devices(const Devices& from, const Devices& to) {
    each("disk", from.disks, to.disks);
    each("controller", from.controllers, to.controllers);
    each("filesystem", from.filesystems, to.filesystems);
    each("net card", from.interfaces, to.interfaces);
    each("input device", from.inputs, to.inputs);
    each("sound card", from.sounds, to.sounds);
    each("video card", from.videos, to.videos);
    each("host device", from.hostdevs, to.hostdevs);
    each("smartcard", from.smartcards, to.smartcards);
    each("serial port", from.serials, to.serials, serial);
    each("parallel port", from.parallels, to.parallels, parallel);
    each("channel", from.channels, to.channels, channel);
    each("console", from.consoles, to.consoles, console);
    each("hub device", from.hubs, to.hubs);
    each("redirected devices", from.redirdevs, to.redirdevs);
    redir_filter(from, to);
    each("watchdog device", from.watchdogs, to.watchdogs);
    if (bool(from.memballoon) != bool(to.memballoon))
        differs("Target domain memory balloon count {} does not match source {}", int(bool(to.memballoon)), int(bool(from.memballoon)));
    if (from.memballoon) same(*from.memballoon, *to.memballoon);
    each("RNG device", from.rngs, to.rngs);
    each("panic device", from.panics, to.panics);
    each("shared memory device", from.shmems, to.shmems);
    each("TPM device", from.tpms, to.tpms);
    each("memory device", from.memories, to.memories);
    only("IOMMU", from.iommu, to.iommu);
    only("vsock", from.vsock, to.vsock);
    only("pstore", from.pstore, to.pstore);
}

}  // namespace vireo::model::abi
