// SPDX-License-Identifier: LGPL-2.1-or-later
// The small devices, and the last words of a command line.
#include "drivers/qemu/argv/parts.h"
#include "drivers/qemu/rules/machine.h"

namespace vireo::qemu::argv {

using namespace model;

void iommu(const Build& b) {
    if (!b.dev().iommu) return;
    const Iommu& i = *b.dev().iommu;
    Props p;
    switch (i.model) {
        case IommuModel::intel:
            p.set("driver", "intel-iommu").set("id", i.info.alias);
            if (i.intremap != OnOff::absent) p.set("intremap", on_off(on(i.intremap)));
            if (i.caching_mode != OnOff::absent) p.set("caching-mode", on(i.caching_mode));
            if (i.eim != OnOff::absent) p.set("eim", on_off(on(i.eim)));
            if (i.iotlb != OnOff::absent) p.set("device-iotlb", on(i.iotlb));
            if (i.aw_bits) p.set("aw-bits", *i.aw_bits);
            if (i.dma_translation != OnOff::absent) p.set("dma-translation", on(i.dma_translation));
            break;
        case IommuModel::virtio:
            p.set("driver", "virtio-iommu").set("id", i.info.alias);
            add_address(b, p, i.info);
            break;
        case IommuModel::smmuv3: return;  // an option of the machine
    }
    b.device(std::move(p));
}

namespace {

// The host's own TPM: opened by us, with the file by which a long command is cancelled.
Option tpm_passthrough(const Build& b, const Tpm& t, const std::string& id) {
    Option o("passthrough");
    o.set("id", id);
    auto at = b.host.tpms.find(t.info.alias);
    if (at == b.host.tpms.end()) {
        o.set("path", t.device_path.empty() ? "/dev/tpm0" : t.device_path);
        return o;
    }
    const Bindings::Tpm& fds = at->second;
    add_fd(b, fds.device_set, fds.device_fd, t.info.alias + "-tpm");
    add_fd(b, fds.cancel_set, fds.cancel_fd, t.info.alias + "-cancel");
    o.set("path", fmt::format("/dev/fdset/{}", fds.device_set)).set("cancel-path", fmt::format("/dev/fdset/{}", fds.cancel_set));
    return o;
}

}  // namespace

void tpms(const Build& b) {
    for (const Tpm& t : b.dev().tpms) {
        const std::string id = "tpm-" + t.info.alias;
        if (t.model == TpmModel::spapr_proxy) {
            // Not a TPM of the guest: its requests go to the host's resource manager as they are.
            b.device(Props{{"driver", "spapr-tpm-proxy"}, {"id", t.info.alias}, {"host-path", t.device_path.empty() ? std::string("/dev/tpmrm0") : t.device_path}});
            continue;
        }
        Option o;
        if (t.backend == TpmBackend::passthrough) {
            o = tpm_passthrough(b, t, id);
        } else {
            unix_chardev(b, "chrtpm", {.path = t.backend == TpmBackend::external ? t.source_path : b.host.tpm_socket});
            o.word("emulator").set("id", id).set("chardev", "chrtpm");
        }
        b.line.add("-tpmdev", o);
        // Without an ISA bus the registers are somewhere in memory.
        std::string driver(word(t.model));
        if (t.model == TpmModel::tis && !b.is_x86()) driver += "-device";
        Props p{{"driver", driver}, {"tpmdev", id}, {"id", t.info.alias}};
        add_address(b, p, t.info);
        b.device(std::move(p));
    }
}

void watchdogs(const Build& b) {
    for (const Watchdog& w : b.dev().watchdogs) {
        if (w.model == WatchdogModel::itco) {
            b.line.add("-global", "ICH9-LPC.noreboot=off");
            continue;
        }
        Props p{{"driver", word(w.model)}, {"id", w.info.alias}};
        add_address(b, p, w.info);
        b.device(std::move(p));
    }
    if (!b.dev().watchdogs.empty()) {
        const WatchdogAction a = b.dev().watchdogs.front().action;
        // A dump is ours to make: QEMU only stops.
        b.line.add("-watchdog-action", std::string(a == WatchdogAction::dump ? "pause" : word(a)));
    }
}

void balloon(const Build& b) {
    if (!b.dev().memballoon) return;
    const Memballoon& m = *b.dev().memballoon;
    if (m.model == BalloonModel::none || m.model == BalloonModel::xen) return;
    const VirtioModel model = m.model == BalloonModel::virtio_transitional       ? VirtioModel::transitional
                              : m.model == BalloonModel::virtio_non_transitional ? VirtioModel::non_transitional
                                                                                 : VirtioModel::virtio;
    Props p{{"driver", virtio_driver("virtio-balloon", model, m.info)}};
    add_virtio(p, m.virtio);
    p.set("id", m.info.alias);
    if (m.autodeflate != OnOff::absent) p.set("deflate-on-oom", on(m.autodeflate));
    if (m.free_page_reporting != OnOff::absent) p.set("free-page-reporting", on(m.free_page_reporting));
    add_address(b, p, m.info);
    b.device(std::move(p));
}

void rngs(const Build& b) {
    for (const Rng& r : b.dev().rngs) {
        const std::string object = "obj" + r.info.alias;
        switch (r.backend) {
            case RngBackend::random: b.line.add("-object", Props{{"qom-type", "rng-random"}, {"id", object}, {"filename", r.device.empty() ? std::string("/dev/urandom") : r.device}}); break;
            case RngBackend::egd:
                chardev_backend(b, r.egd, r.info.alias, ChardevUser::rng);
                b.line.add("-object", Props{{"qom-type", "rng-egd"}, {"id", object}, {"chardev", "char" + r.info.alias}});
                break;
            case RngBackend::builtin: b.line.add("-object", Props{{"qom-type", "rng-builtin"}, {"id", object}}); break;
        }
        Props p{{"driver", virtio_driver("virtio-rng", r.model, r.info)}};
        add_virtio(p, r.virtio);
        p.set("rng", object).set("id", r.info.alias);
        if (r.rate_bytes) {
            p.set("max-bytes", r.rate_bytes);
            p.set("period", r.rate_period.value_or(1000));
        }
        add_address(b, p, r.info);
        b.device(std::move(p));
    }
}

void panics(const Build& b) {
    for (const Panic& x : b.dev().panics) {
        if (x.model == PanicModel::isa || (x.model == PanicModel::default_ && b.is_x86())) {
            Props p{{"driver", "pvpanic"}};
            if (x.info.address.type == AddressType::isa && x.info.address.isa.iobase) p.set("ioport", *x.info.address.isa.iobase);
            b.device(std::move(p));
        } else if (x.model == PanicModel::pvpanic) {
            Props p{{"driver", "pvpanic-pci"}};
            add_address(b, p, x.info);
            b.device(std::move(p));
        }
    }
}

void nvram(const Build& b) {
    if (!b.dev().nvram || !rules::is_pseries(b.d)) return;
    const Address& a = b.dev().nvram->info.address;
    if (a.type == AddressType::spapr_vio && a.spapr_vio_reg) b.line.add("-global", fmt::format("spapr-nvram.reg=0x{:x}", *a.spapr_vio_reg));
}

void shmems(const Build& b) {
    for (const Shmem& s : b.dev().shmems) {
        Props p;
        if (s.model == ShmemModel::plain) {
            b.line.add("-object", Props{{"qom-type", "memory-backend-file"}, {"id", "shmmem-" + s.info.alias}, {"mem-path", "/dev/shm/" + s.name},
                                        {"size", s.size.value_or(0)}, {"share", true}});
            p.set("driver", "ivshmem-plain").set("id", s.info.alias).set("memdev", "shmmem-" + s.info.alias);
            if (s.role != ShmemRole::none) p.set("master", on_off(s.role == ShmemRole::master));
        } else {
            p.set("driver", "ivshmem-doorbell").set("id", s.info.alias).set("chardev", "char" + s.info.alias);
            if (s.msi_vectors) p.set("vectors", *s.msi_vectors);
            if (s.msi_ioeventfd != OnOff::absent) p.set("ioeventfd", on(s.msi_ioeventfd));
        }
        add_address(b, p, s.info);
        b.device(std::move(p));
        // The emulator finds the server's socket by name, so it may come last.
        if (s.model == ShmemModel::doorbell)
            unix_chardev(b, "char" + s.info.alias, {.path = s.server_path.empty() ? "/var/lib/libvirt/shmem-" + s.name + "-sock" : s.server_path});
    }
}

void cryptos(const Build& b) {
    for (const Crypto& c : b.dev().cryptos) {
        const std::string object = "obj" + c.info.alias;
        Props o{{"qom-type", c.backend == CryptoBackend::lkcf ? "cryptodev-backend-lkcf" : "cryptodev-backend-builtin"}, {"id", object}};
        if (c.queues) o.set("queues", *c.queues);
        b.line.add("-object", o);
        Props p{{"driver", virtio_driver("virtio-crypto", VirtioModel::none, c.info)}};
        add_virtio(p, c.virtio);
        p.set("cryptodev", object).set("id", c.info.alias);
        add_address(b, p, c.info);
        b.device(std::move(p));
    }
}

void vsock(const Build& b) {
    if (!b.dev().vsock) return;
    const Vsock& v = *b.dev().vsock;
    Props p{{"driver", virtio_driver("vhost-vsock", v.model, v.info)}};
    add_virtio(p, v.virtio);
    p.set("id", v.info.alias).set("guest-cid", v.cid.value_or(3));
    if (auto at = b.host.vhost_fds.find(v.info.alias); at != b.host.vhost_fds.end()) p.set("vhostfd", std::to_string(at->second));
    add_address(b, p, v.info);
    b.device(std::move(p));
}

void pstore(const Build& b) {
    if (!b.dev().pstore) return;
    const Pstore& s = *b.dev().pstore;
    b.line.add("-object", Props{{"qom-type", "memory-backend-file"}, {"id", "mem" + s.info.alias}, {"mem-path", s.path}, {"size", s.size.value_or(0) * 1024}, {"share", true}});
    Props p{{"driver", "acpi-erst"}, {"id", s.info.alias}, {"memdev", "mem" + s.info.alias}};
    add_address(b, p, s.info);
    b.device(std::move(p));
}

void vmcoreinfo(const Build& b) {
    if (on(b.d.features.vmcoreinfo)) b.device(Props{{"driver", "vmcoreinfo"}});
}

void launch_security(const Build& b) {
    if (!b.d.launch_security) return;
    const LaunchSecurity& s = *b.d.launch_security;
    Props p;
    switch (s.type) {
        case LaunchSecurityType::sev:
            p.set("qom-type", "sev-guest").set("id", "lsec0").set("cbitpos", s.cbitpos.value_or(0)).set("reduced-phys-bits", s.reduced_phys_bits.value_or(0));
            p.set("policy", s.policy.value_or(0));
            if (!s.dh_cert.empty()) p.set("dh-cert-file", b.host.domain_dir + "/dh_cert.base64");
            if (!s.session.empty()) p.set("session-file", b.host.domain_dir + "/session.base64");
            if (s.kernel_hashes != YesNo::absent) p.set("kernel-hashes", s.kernel_hashes == YesNo::yes);
            break;
        case LaunchSecurityType::sev_snp:
            p.set("qom-type", "sev-snp-guest").set("id", "lsec0").set("cbitpos", s.cbitpos.value_or(0)).set("reduced-phys-bits", s.reduced_phys_bits.value_or(0));
            if (s.kernel_hashes != YesNo::absent) p.set("kernel-hashes", s.kernel_hashes == YesNo::yes);
            p.set("policy", s.policy.value_or(0));
            p.set_text("guest-visible-workarounds", s.guest_visible_workarounds).set_text("id-block", s.id_block);
            p.set_text("id-auth", s.id_auth).set_text("host-data", s.host_data);
            if (s.author_key != YesNo::absent) p.set("author-key-enabled", s.author_key == YesNo::yes);
            if (s.vcek != YesNo::absent) p.set("vcek-disabled", s.vcek == YesNo::no);
            break;
        default: p.set("qom-type", "s390-pv-guest").set("id", "lsec0"); break;
    }
    b.line.add("-object", p);
}

void sandbox(const Build& b) {
    const bool use = b.host.seccomp_sandbox > 0 || (b.host.seccomp_sandbox < 0 && b.caps.has("seccomp-sandbox"));
    if (b.host.seccomp_sandbox == 0)
        b.line.add("-sandbox", "off");
    else if (use)
        b.line.add("-sandbox", "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny");
}

}  // namespace vireo::qemu::argv
