// SPDX-License-Identifier: LGPL-2.1-or-later
// The domain capabilities document: which values of which elements this emulator, machine and host accept together.
#include <algorithm>
#include <set>

#include "base/error.h"
#include "drivers/qemu/caps/documents.h"
#include "drivers/qemu/caps/host_model.h"
#include "hv/caps/domain_caps_writer.h"

namespace vireo::qemu {

using namespace model;

namespace {

// Versions of x86 models have numbers; the name without one stands for one of them.
std::string_view version_of(std::string_view model) {
    const hv::cpu::X86Model* m = hv::cpu::find_model(model);
    if (!m) return {};
    for (const auto& other : hv::cpu::tables.models)
        if (other.like == m - hv::cpu::tables.models.data()) return other.name;
    return {};
}

class Document : hv::DomainCapsWriter {
  public:
    Document(const QemuCaps& caps, VirtType type, const MachineType& machine, const DomainCapsHost& host)
        : caps_(caps), type_(type), machine_(machine), host_(host),
          acc_(type == VirtType::kvm ? Accelerator::kvm : type == VirtType::hvf ? Accelerator::hvf : Accelerator::tcg) {}

    std::string write() {
        w_.open("domainCapabilities");
        w_.leaf("path", caps_.emulator);
        w_.leaf("domain", word(type_));
        w_.leaf("machine", machine_.name);
        w_.leaf("arch", caps_.arch);
        unsigned most = machine_.max_cpus;
        if (type_ == VirtType::kvm && host_.kvm_vcpus) most = std::min(most, host_.kvm_vcpus);
        if (most) vcpus(most);
        supported("iothreads", true, [] {});
        os();
        cpu();
        supported("memoryBacking", true, [&] {
            Words v{"file", "anonymous"};
            if (caps_.has("memory-backend-memfd")) v.push_back("memfd");
            values("sourceType", v);
        });
        w_.open("devices");
        devices();
        w_.close();
        features();
        w_.close();
        return finish();
    }

  private:
    bool has(const char* flag) const { return caps_.has(flag); }
    bool x86() const { return caps_.arch == "x86_64" || caps_.arch == "i686"; }
    bool q35() const { return machine_.name.starts_with("pc-q35") || machine_.name == "q35"; }
    bool pseries() const { return caps_.arch.starts_with("ppc64") && machine_.name.starts_with("pseries"); }
    // Boards with IDE sockets on them.
    bool has_ide() const {
        return i440fx() || machine_.name == "isapc" || machine_.name == "malta" || machine_.name == "sun4u" || machine_.name == "g3beige";
    }
    bool i440fx() const { return machine_.name.starts_with("pc-i440fx") || machine_.name == "pc"; }

    void os() {
        supported("os", true, [&] {
            Words firmware;
            if (host_.bios) firmware.push_back("bios");
            if (host_.efi) firmware.push_back("efi");
            values("firmware", firmware);
            supported("loader", true, [&] {
                for (const auto& l : host_.loaders) w_.leaf("value", l);
                values("type", {"rom", "pflash"});
                values("readonly", {"yes", "no"});
                values("secure", host_.secure_loader && q35() ? Words{"yes", "no"} : Words{"no"});
            });
        });
    }

    void mode(const char* name, bool yes, const std::function<void()>& inside) {
        w_.open("mode");
        w_.attribute("name", name);
        w_.attribute("supported", yes ? "yes" : "no");
        if (yes) inside();
        w_.close();
    }

    void cpu() {
        w_.open("cpu");
        mode("host-passthrough", type_ == VirtType::kvm || type_ == VirtType::hvf, [&] {
            values("hostPassthroughMigratable", has("cpu.migratable") ? Words{"on", "off"} : Words{"off"});
        });
        mode("maximum", has("cpu-max"), [&] { values("maximumMigratable", {"on", "off"}); });
        auto host = host_model_cpu(caps_, acc_, host_.cpu, HostModel::reported);
        if (const AcceleratorCaps* own = caps_.under(acc_); host && host_.without_deprecated_features && own && own->host_cpu && own->host_cpu->deprecated)
            for (const auto& name : *own->host_cpu->deprecated) hv::cpu::set(*host, name, CpuPolicy::disable);
        mode("host-model", host.has_value(), [&] {
            w_.open("model");
            w_.attribute("fallback", word(host->fallback));
            w_.text(host->model);
            w_.close();
            if (!host->vendor.empty()) w_.leaf("vendor", host->vendor);
            if (host_.phys_bits && type_ != VirtType::qemu) {
                w_.open("maxphysaddr");
                w_.attribute("mode", "passthrough");
                w_.attribute("limit", std::to_string(host_.phys_bits));
                w_.close();
            }
            for (const auto& f : host->features) {
                w_.open("feature");
                w_.attribute("policy", word(f.policy));
                w_.attribute("name", f.name);
                w_.close();
            }
        });
        const AcceleratorCaps* a = caps_.under(acc_);
        mode("custom", a && !a->cpus.empty(), [&] {
            std::vector<const CpuModel*> models;
            for (const auto& m : a->cpus)
                if (known_by_name(m.name)) models.push_back(&m);
            std::sort(models.begin(), models.end(), [](auto* l, auto* r) { return l->name < r->name; });
            for (const CpuModel* m : models) {
                w_.open("model");
                w_.attribute("usable", m->usable ? (*m->usable ? "yes" : "no") : "unknown");
                if (m->deprecated) w_.attribute("deprecated", "yes");
                std::string vendor = hv::cpu::vendor_of_model(caps_.arch, m->name);
                w_.attribute("vendor", vendor.empty() ? "unknown" : vendor);
                if (auto canonical = version_of(m->name); x86() && !canonical.empty()) w_.attribute("canonical", canonical);
                w_.text(m->name);
                w_.close();
                if (m->usable.value_or(true) || m->blockers.empty()) continue;
                std::set<std::string> names;
                for (const auto& b : m->blockers) {
                    int i = x86() ? hv::cpu::find_qemu_feature(b) : -1;
                    names.insert(i < 0 ? b : std::string(hv::cpu::tables.features[static_cast<unsigned>(i)].name));
                }
                w_.open("blockers");
                w_.attribute("model", m->name);
                for (const auto& b : names) {
                    w_.open("feature");
                    w_.attribute("name", b);
                    w_.close();
                }
                w_.close();
            }
        });
        w_.close();
    }

    // Where the database has all models, others are nobody's business.
    bool known_by_name(const std::string& model) const {
        switch (hv::cpu::family_of(caps_.arch)) {
            case hv::cpu::Family::x86: return hv::cpu::find_model(model) != nullptr;
            case hv::cpu::Family::ppc64: return !hv::cpu::vendor_of_model(caps_.arch, model).empty();
            default: return model != "host";
        }
    }

    Words with_virtio(Words list) const {
        list.push_back("virtio");
        if (has("virtio-pci-non-transitional")) {
            list.push_back("virtio-transitional");
            list.push_back("virtio-non-transitional");
        }
        return list;
    }

    void devices() {
        supported("disk", true, [&] {
            values("diskDevice", pseries() ? Words{"disk", "cdrom", "lun"} : Words{"disk", "cdrom", "floppy", "lun"});
            Words bus;
            if (has_ide()) bus.push_back("ide");
            if (!pseries()) bus.push_back("fdc");
            bus.push_back("scsi");
            bus.push_back("virtio");
            if (has("usb-storage")) bus.push_back("usb");
            if (has("ich9-ahci")) bus.push_back("sata");
            values("bus", bus);
            values("model", with_virtio({}));
        });
        supported("graphics", true, [&] {
            Words t;
            if (has("sdl")) t.push_back("sdl");
            if (has("vnc")) t.push_back("vnc");
            if (host_.rdp && has("display-dbus")) t.push_back("rdp");
            if (has("spice")) t.push_back("spice");
            if (has("egl-headless")) t.push_back("egl-headless");
            if (has("display-dbus")) t.push_back("dbus");
            values("type", t);
        });
        supported("video", true, [&] {
            Words t;
            if (has("VGA")) t.push_back("vga");
            if (has("cirrus-vga")) t.push_back("cirrus");
            if (has("vmware-svga")) t.push_back("vmvga");
            if (has("qxl")) t.push_back("qxl");
            if (has("virtio-gpu")) t.push_back("virtio");
            t.push_back("none");
            if (has("bochs-display")) t.push_back("bochs");
            if (has("ramfb")) t.push_back("ramfb");
            values("modelType", t);
        });
        supported("hostdev", true, [&] {
            values("mode", {"subsystem"});
            values("startupPolicy", {"default", "mandatory", "requisite", "optional"});
            const bool usb = has("piix3-usb-uhci") || has("piix4-usb-uhci") || has("usb-ehci") || has("ich9-usb-ehci1") || has("vt82c686b-usb-uhci") ||
                             has("pci-ohci") || has("nec-usb-xhci") || has("qemu-xhci");
            values("subsysType", usb ? Words{"usb", "pci", "scsi"} : Words{"pci", "scsi"});
            values("capsType", {});
            values("pciBackend", host_.vfio && (has("vfio-pci") || host_.vfio_anyway) ? Words{"default", "vfio"} : Words{});
        });
        supported("rng", true, [&] {
            values("model", has("virtio-rng") ? with_virtio({}) : Words{});
            Words b;
            if (has("rng-random")) b.push_back("random");
            if (has("rng-egd")) b.push_back("egd");
            if (has("rng-builtin")) b.push_back("builtin");
            values("backendModel", b);
        });
        supported("filesystem", true, [&] {
            Words d{"path", "handle"};
            if (has("vhost-user-fs")) d.push_back("virtiofs");
            values("driverType", d);
        });
        Words tpm, back;
        if (has("tpm-tis")) tpm.push_back("tpm-tis");
        if (has("tpm-crb")) tpm.push_back("tpm-crb");
        if (has("tpm-spapr")) tpm.push_back("tpm-spapr");
        if (has("spapr-tpm-proxy")) tpm.push_back("spapr-tpm-proxy");
        if (has("tpm-passthrough")) back.push_back("passthrough");
        if (has("tpm-emulator") && !host_.swtpm_versions.empty()) back.push_back("emulator");
        if (has("tpm-emulator") && !host_.swtpm_versions.empty()) back.push_back("external");
        supported("tpm", !tpm.empty() && !back.empty(), [&] {
            values("model", tpm);
            values("backendModel", back);
            if (!host_.swtpm_versions.empty()) values("backendVersion", host_.swtpm_versions);
        });
        supported("redirdev", has("usb-redir"), [&] { values("bus", {"usb"}); });
        supported("channel", true, [&] {
            Words t{"pty", "unix"};
            if (has("spice")) t.push_back("spicevmc");
            if (has("chardev.qemu-vdagent") && false) t.push_back("qemu-vdagent");
            values("type", t);
        });
        supported("crypto", true, [&] {
            values("model", has("virtio-crypto") ? Words{"virtio"} : Words{});
            values("type", {"qemu"});
            values("backendModel", has("cryptodev-backend-lkcf") ? Words{"builtin", "lkcf"} : Words{"builtin"});
        });
        supported("interface", true, [&] { values("backendType", has("netdev.stream") ? Words{"default", "passt"} : Words{"default"}); });
        Words panic;
        if (x86() && has("pvpanic")) panic.push_back("isa");
        if (x86()) panic.push_back("hyperv");
        if (pseries()) panic.push_back("pseries");
        if (s390()) panic.push_back("s390");
        if (has("pvpanic-pci")) panic.push_back("pvpanic");
        supported("panic", !panic.empty(), [&] { values("model", panic); });
    }

    void features() {
        w_.open("features");
        // Interrupt controllers that KVM, or QEMU itself, can play.
        Words gic;
        for (const auto& g : caps_.gic)
            if (type_ == VirtType::kvm ? g.kernel : type_ == VirtType::qemu && g.emulated) gic.push_back(std::to_string(g.version));
        supported("gic", !gic.empty(), [&] { values("version", gic); });
        flag("vmcoreinfo", has("vmcoreinfo"));
        flag("genid", has("vmgenid"));
        flag("backingStoreInput", true);
        flag("backup", true);
        flag("async-teardown", has("run-with.async-teardown"));
        if (s390()) flag("s390-pv", secure_guests());
        flag("ps2", x86() && (has("machine-i8042-opt") || has("i8042")));
        supported("sev", caps_.sev.has_value(), [&] {
            w_.leaf("cbitpos", std::to_string(caps_.sev->cbitpos));
            w_.leaf("reducedPhysBits", std::to_string(caps_.sev->reduced_phys_bits));
            w_.leaf("maxGuests", std::to_string(host_.sev_guests));
            w_.leaf("maxESGuests", std::to_string(host_.sev_es_guests));
            if (!caps_.sev->cpu0_id.empty()) w_.leaf("cpu0Id", caps_.sev->cpu0_id);
        });
        supported("sgx", caps_.sgx.has_value(), [&] { sgx(*caps_.sgx); });
        if (caps_.kvm && caps_.kvm->hyperv_known)
            supported("hyperv", !caps_.kvm->hyperv.empty(), [&] { values("features", caps_.kvm->hyperv); });
        Words kinds;
        if (caps_.sev && has("sev-guest")) kinds.push_back("sev");
        if (caps_.sev && has("sev-snp-guest")) kinds.push_back("sev-snp");
        if (s390() && secure_guests()) kinds.push_back("s390-pv");
        supported("launchSecurity", !kinds.empty(), [&] { values("sectype", kinds); });
        w_.close();
    }

    void sgx(const SgxCaps& x) {
        w_.leaf("flc", x.flc ? "yes" : "no");
        w_.leaf("sgx1", x.sgx1 ? "yes" : "no");
        w_.leaf("sgx2", x.sgx2 ? "yes" : "no");
        w_.open("section_size");
        w_.attribute("unit", "KiB");
        w_.text(std::to_string(x.section_size_kib));
        w_.close();
        if (x.sections.empty()) return;
        w_.open("sections");
        for (const auto& s : x.sections) {
            w_.open("section");
            w_.attribute("node", std::to_string(s.node));
            w_.attribute("size", std::to_string(s.size_kib));
            w_.attribute("unit", "KiB");
            w_.close();
        }
        w_.close();
    }
    bool s390() const { return caps_.arch == "s390x" || caps_.arch == "s390"; }
    bool secure_guests() const { return host_.secure_s390 && has("confidential-guest-support") && has("s390-pv-guest"); }

    const QemuCaps& caps_;
    VirtType type_;
    const MachineType& machine_;
    const DomainCapsHost& host_;
    Accelerator acc_;
};

}  // namespace

void add_firmware(DomainCapsHost& host, const QemuCaps& caps, const std::string& machine, std::span<const hv::FirmwareDescriptor> known) {
    host.efi = host.bios = host.secure_loader = false;
    for (const hv::FirmwareDescriptor& f : known) {
        if (!f.fits(caps.arch, machine)) continue;
        host.efi |= f.uefi;
        host.bios |= f.bios;
        host.secure_loader |= f.has("secure-boot") || f.has("requires-smm");
        if (std::find(host.loaders.begin(), host.loaders.end(), f.path) == host.loaders.end()) host.loaders.push_back(f.path);
    }
}

std::string format_domain_caps(const QemuCaps& caps, VirtType type, const std::string& machine, const DomainCapsHost& host) {
    const Accelerator a = type == VirtType::kvm ? Accelerator::kvm : type == VirtType::hvf ? Accelerator::hvf : Accelerator::tcg;
    const MachineType* m = caps.machine(a, machine);
    const MachineType named{.name = machine};
    if (!m && !caps.under(a)) m = &named;  // nothing is known under that accelerator, also not which machines there are
    if (!m)
        fail(Code::invalid_arg, vireo::Domain::qemu, "the machine '{}' is not supported by emulator '{}'", machine, caps.emulator);
    return Document(caps, type, *m, host).write();
}

}  // namespace vireo::qemu
