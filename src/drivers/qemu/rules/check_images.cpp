// SPDX-License-Identifier: LGPL-2.1-or-later
// Images and options of disks that QEMU, or the bus of the disk, does not have.
#include <algorithm>

#include "base/error.h"
#include "drivers/qemu/rules/checks.h"

namespace vireo::qemu::rules {

using namespace model;

namespace {

using D = vireo::Domain;
using K = DeviceKind;

template <class... A>
[[noreturn]] void unsupported(fmt::format_string<A...> text, A&&... args) {
    fail(Code::config_unsupported, D::none, text, std::forward<A>(args)...);
}

bool is_qcow2(const StorageSource& s) { return s.format == StorageFormat::qcow2; }

void encryption(const StorageSource& s, const Encryption& e) {
    if (e.format == EncryptionFormat::default_ || e.format == EncryptionFormat::qcow) unsupported("old qcow/qcow2 encryption is not supported");
    if (e.engine == EncryptionEngine::librbd) {
        if (s.type != StorageType::network || s.protocol != StorageProtocol::rbd) unsupported("librbd encryption is supported only with RBD backed disks");
        return;
    }
    if (e.format == EncryptionFormat::luks2 || e.format == EncryptionFormat::luks_any)
        unsupported("'{}' is currently not supported by the qemu encryption engine", word(e.format));
    if (e.secrets.size() > 1) unsupported("qemu encryption engine expects only a single secret");
}

void images(const Subject& s) {
    for (const Disk& x : s.d.devices.disks) {
        for (const StorageSource* i = &x.source; i; i = i->backing.get()) {
            if (i != &x.source && (i->format == StorageFormat::cow || i->format == StorageFormat::vhd))
                unsupported("'{}' storage format is not supported", word(i->format));
            if (i->type == StorageType::dir && i->format != StorageFormat::fat && i->format != StorageFormat::none)
                unsupported("storage type 'dir' requires use of storage format 'fat'");
            if (i->data_store && !is_qcow2(*i)) unsupported("<dataStore> feature available only with qcow2 images");
            if (i->format == StorageFormat::dir) unsupported("'directory' storage format is not directly supported by QEMU, use 'dir' disk type instead");
            if (i->format == StorageFormat::fat && i->type != StorageType::dir && i->type != StorageType::volume)
                unsupported("storage format 'fat' is supported only with 'dir' storage type");
            if (const Encryption* e = i == &x.source ? x.any_encryption() : i->encryption.get()) encryption(*i, *e);
            if (i->data_store && i->data_store->format != StorageFormat::raw) unsupported("only 'raw' images supported as <dataStore>");
        }
        if (x.source.metadata_cache_max_size && !is_qcow2(x.source)) unsupported("metadata cache max size control is supported only with qcow2 images");
        if (x.driver.discard_no_unref != OnOff::absent && !is_qcow2(x.source)) unsupported("'discard_no_unref' only works with qcow2 disk format");
        if (x.source.reservations && x.device != DiskDevice::lun) unsupported("<reservations/> allowed only for lun devices");
        if (x.device == DiskDevice::lun && x.source.format != StorageFormat::raw && x.source.format != StorageFormat::none)
            unsupported("disk device 'lun' must use 'raw' format");
    }
}

void options(const Subject& s) {
    for (const Disk& x : s.d.devices.disks) {
        if (!x.driver.name.empty() && x.driver.name != "qemu") unsupported("unsupported driver name '{}' for disk '{}'", x.driver.name, x.target_dev);
        if (x.model != VirtioModel::none && x.bus != DiskBus::virtio) unsupported("disk model '{}' not supported for bus '{}'", word(x.model), word(x.bus));
        if (x.driver.ioeventfd != OnOff::absent && x.bus != DiskBus::virtio) unsupported("disk ioeventfd mode supported only for virtio bus");
        const bool virtio = x.bus == DiskBus::virtio;
        const bool removable = x.device == DiskDevice::cdrom || x.device == DiskDevice::floppy;
        if (x.driver.event_idx != OnOff::absent && !virtio) unsupported("disk event_idx mode supported only for virtio bus");
        if (!virtio) {
            if (x.driver.queue_size) unsupported("queue_size attribute in disk driver is only supported for virtio bus");
            const std::pair<OnOff, const char*> options[] = {{x.driver.virtio.iommu, "iommu"}, {x.driver.virtio.ats, "ats"}, {x.driver.virtio.packed, "packed"},
                                                             {x.driver.virtio.page_per_vq, "page_per_vq"}};
            for (const auto& [value, name] : options)
                if (value != OnOff::absent) unsupported("{} driver option is only supported for virtio devices", name);
        }
        if (x.driver.copy_on_read == OnOff::on && removable) unsupported("copy_on_read is not supported with removable disk '{}'", x.target_dev);
        if (!x.vendor.empty() && x.bus != DiskBus::scsi) unsupported("Only scsi disk supports 'vendor'");
        if (!x.product.empty() && x.bus != DiskBus::scsi && x.bus != DiskBus::ide && x.bus != DiskBus::sata) unsupported("Only ide, sata and scsi disk supports 'product'");
        if (x.rotation_rate.value_or(0) && removable) fail(Code::internal_error, D::none, "rotation rate is only valid for disk device");
        const bool spins = x.bus == DiskBus::scsi || x.bus == DiskBus::ide || x.bus == DiskBus::sata;
        if (x.rotation_rate.value_or(0) && !spins) fail(Code::internal_error, D::none, "rotation rate is only valid for SCSI/IDE/SATA bus");
        if (x.bus == DiskBus::sd && (x.geometry.cyls || x.geometry.heads || x.geometry.secs)) unsupported("CHS geometry can not be set for '{}' bus", word(x.bus));
        if (!x.iotune) continue;
        static constexpr std::uint64_t most = 1'000'000'000'000'000;
        const IoTune& t = *x.iotune;
        for (std::uint64_t value : {t.total_bytes_sec, t.read_bytes_sec, t.write_bytes_sec, t.total_iops_sec, t.read_iops_sec, t.write_iops_sec, t.total_bytes_sec_max,
                                    t.read_bytes_sec_max, t.write_bytes_sec_max, t.total_iops_sec_max, t.read_iops_sec_max, t.write_iops_sec_max, t.size_iops_sec})
            if (value > most) fail(Code::argument_unsupported, D::none, "block I/O throttle limit must be no more than {} using QEMU", most);
    }
}

// Each queue of a disk has one thread.
void queue_maps(const Subject& s) {
    for (const Disk& x : s.d.devices.disks) {
        const auto& maps = x.driver.iothreads;
        std::vector<unsigned> served;
        for (std::size_t i = 0; i < maps.size(); ++i) {
            for (std::size_t k = 0; k < i; ++k)
                if (maps[k].id == maps[i].id) unsupported("duplicate mapping for iothread '{}'", maps[i].id);
            for (const auto& q : maps[i].queues) {
                if (std::find(served.begin(), served.end(), q.id) != served.end()) unsupported("iothread queue '{}' is already assigned", q.id);
                served.push_back(q.id);
            }
        }
        if (served.empty() || !x.driver.queues) continue;
        for (unsigned q = 0; q < *x.driver.queues && q < 65536; ++q)
            if (std::find(served.begin(), served.end(), q) == served.end()) unsupported("missing iothread mapping for queue '{}'", q);
    }
}

constexpr KindCheck list[] = {{K::disk, images}, {K::disk, options}, {K::disk, queue_maps}};

}  // namespace

std::span<const KindCheck> image_checks() { return list; }

}  // namespace vireo::qemu::rules
