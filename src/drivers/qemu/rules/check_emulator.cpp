// SPDX-License-Identifier: LGPL-2.1-or-later
// Devices that an emulator was built without: what one architecture's has is missing in another's.
#include "base/error.h"
#include "drivers/qemu/rules/checks.h"
#include "drivers/qemu/rules/machine.h"

namespace vireo::qemu::rules {

using namespace model;

namespace {

template <class... A>
[[noreturn]] void unsupported(fmt::format_string<A...> text, A&&... args) {
    fail(Code::config_unsupported, vireo::Domain::none, text, std::forward<A>(args)...);
}

void disks(const Subject& s) {
    for (const Disk& x : s.d.devices.disks) {
        if (x.source.type == StorageType::vhost_vdpa && !s.caps.has("virtio-blk-vhost-vdpa")) unsupported("vhostvdpa disk is not supported with this QEMU binary");
        const StorageType t = x.source.type;
        const bool block = t == StorageType::block || t == StorageType::volume || t == StorageType::none ||
                           (t == StorageType::network && x.source.protocol == StorageProtocol::iscsi);
        if (x.device == DiskDevice::lun && !block) unsupported("disk device='lun' is only valid for block type disk source");
    }
}

void controllers(const Subject& s) {
    struct Adapter {
        ScsiModel model;
        const char *flag, *name;
    };
    static constexpr Adapter adapters[] = {{ScsiModel::lsilogic, "lsi", "the LSI 53C895A SCSI"},
                                           {ScsiModel::lsisas1068, "mptsas1068", "the LSI SAS1068 (MPT Fusion)"},
                                           {ScsiModel::lsisas1078, "megasas", "the LSI SAS1078 (MegaRAID)"},
                                           {ScsiModel::vmpvscsi, "pvscsi", "the pvscsi (VMware paravirtual SCSI)"}};
    for (const Controller& c : s.d.devices.controllers) {
        if (c.type != ControllerType::scsi) continue;
        const AddressType at = c.info.address.type;
        if (c.scsi_model == ScsiModel::ncr53c90 && !has_builtin_esp(s.d)) unsupported("{} SCSI controller is not a built-in for this machine", word(c.scsi_model));
        for (const Adapter& a : adapters)
            if (a.model == c.scsi_model && !s.caps.has(a.flag)) unsupported("This QEMU doesn't support {} controller", a.name);
        if (c.scsi_model == ScsiModel::virtio_scsi && !s.caps.has("virtio-scsi-pci") && !s.caps.has("virtio-ccw")) unsupported("This QEMU doesn't support virtio scsi controller");
        if (c.iothread && at != AddressType::pci && at != AddressType::ccw) unsupported("virtio-scsi IOThreads only available for virtio pci and virtio ccw controllers");
    }
}

void sounds(const Subject& s) {
    for (const Sound& x : s.d.devices.sounds)
        if (x.model == SoundModel::ich9 && !s.caps.has("ich9-intel-hda")) unsupported("The ich9-intel-hda audio controller is not supported in this QEMU binary");
}

void inputs(const Subject& s) {
    for (const Input& i : s.d.devices.inputs) {
        if (i.bus != InputBus::virtio) continue;
        struct Driver {
            InputType type;
            const char *name, *pci, *ccw;
        };
        static constexpr Driver drivers[] = {{InputType::mouse, "virtio-mouse", "virtio-mouse", "virtio-mouse-ccw"},
                                             {InputType::tablet, "virtio-tablet", "virtio-tablet", "virtio-tablet-ccw"},
                                             {InputType::keyboard, "virtio-keyboard", "virtio-keyboard", "virtio-keyboard-ccw"},
                                             {InputType::passthrough, "virtio-input-host", "virtio-input-host", "virtio-input-host-ccw"}};
        for (const Driver& x : drivers)
            if (x.type == i.type && !s.caps.has(i.info.address.type == AddressType::ccw ? x.ccw : x.pci)) unsupported("{} is not supported by this QEMU binary", x.name);
    }
}

void hostdevs(const Subject& s) {
    for (const Hostdev& h : s.d.devices.hostdevs) {
        if (h.mode != HostdevMode::subsystem) continue;
        const AddressType at = h.info.address.type;
        if (h.type == HostdevType::scsi_host && at != AddressType::pci && at != AddressType::ccw) unsupported("SCSI_host host device must use 'pci' or 'ccw' address type");
        if (h.type != HostdevType::mdev) continue;
        if (h.mdev_model == MdevModel::vfio_ccw && !s.caps.has("vfio-ccw")) unsupported("VFIO CCW device assignment is not supported by this version of QEMU");
        if (h.mdev_model == MdevModel::vfio_ap && !s.caps.has("vfio-ap")) unsupported("VFIO AP device assignment is not supported by this version of QEMU");
    }
}

void shmems(const Subject& s) {
    for (const Shmem& m : s.d.devices.shmems) {
        const char* flag = m.model == ShmemModel::plain ? "ivshmem-plain" : m.model == ShmemModel::doorbell ? "ivshmem-doorbell" : nullptr;
        if (flag && !s.caps.has(flag)) unsupported("shmem model '{}' is not supported by this QEMU binary", word(m.model));
    }
}

void tpms(const Subject& s) {
    for (const Tpm& t : s.d.devices.tpms) {
        const char* made = t.backend == TpmBackend::passthrough ? "tpm-passthrough" : "tpm-emulator";
        if (!s.caps.has(made)) unsupported("The QEMU executable {} does not support TPM backend type {}", s.d.devices.emulator, word(t.backend));
        const char* flag = nullptr;
        switch (t.model) {
            case TpmModel::tis: flag = "tpm-tis"; break;
            case TpmModel::crb: flag = "tpm-crb"; break;
            case TpmModel::spapr: flag = "tpm-spapr"; break;
            case TpmModel::spapr_proxy: flag = "spapr-tpm-proxy"; break;
            default: break;
        }
        if (flag && !s.caps.has(flag)) unsupported("The QEMU executable {} does not support TPM model {}", s.d.devices.emulator, word(t.model));
    }
}

void cryptos(const Subject& s) {
    for (const Crypto& c : s.d.devices.cryptos)
        if (c.backend == CryptoBackend::lkcf && !s.caps.has("cryptodev-backend-lkcf")) unsupported("crypto backend {} is not supported", word(c.backend));
}

void channels(const Subject& s) {
    for (const Chardev& c : s.d.devices.channels)
        if (c.source.type == ChardevType::qemu_vdagent && !s.caps.has("chardev.qemu-vdagent")) unsupported("chardev '{}' not supported in this QEMU binary", word(c.source.type));
}

void smartcards(const Subject& s) {
    for (const Smartcard& c : s.d.devices.smartcards) {
        if (c.mode == SmartcardMode::passthrough ? s.caps.has("ccid-passthru") : s.caps.has("ccid-emulated")) continue;
        unsupported("this QEMU binary lacks smartcard {} mode support", c.mode == SmartcardMode::passthrough ? "passthrough" : "host");
    }
}

using K = DeviceKind;
constexpr KindCheck list[] = {{K::disk, disks},   {K::controller, controllers}, {K::sound, sounds},   {K::input, inputs},     {K::hostdev, hostdevs},    {K::shmem, shmems},
                              {K::tpm, tpms},     {K::crypto, cryptos},         {K::channel, channels}, {K::smartcard, smartcards}};

}  // namespace

std::span<const KindCheck> emulator_checks() { return list; }

}  // namespace vireo::qemu::rules
