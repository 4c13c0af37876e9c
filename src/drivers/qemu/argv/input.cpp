// SPDX-License-Identifier: LGPL-2.1-or-later
// Keyboards, pointers, hubs and shared folders.
#include "drivers/qemu/argv/parts.h"

namespace vireo::qemu::argv {

using namespace model;

void hubs(const Build& b) {
    for (const Hub& h : b.dev().hubs) {
        Props p{{"driver", "usb-hub"}, {"id", h.info.alias}};
        add_address(b, p, h.info);
        b.device(std::move(p));
    }
}

void inputs(const Build& b) {
    for (const Input& i : b.dev().inputs) {
        Props p;
        if (i.type == InputType::evdev) {
            p.set("qom-type", "input-linux").set("id", i.info.alias).set("evdev", i.source);
            if (i.repeat != OnOff::absent) p.set("repeat", on(i.repeat));
            if (i.grab == "all") p.set("grab_all", true);
            p.set_text("grab-toggle", i.grab_toggle);
            b.line.add("-object", p);
            continue;
        }
        if (i.bus == InputBus::usb) {
            static constexpr const char* usb[] = {"usb-mouse", "usb-tablet", "usb-kbd"};
            p.set("driver", usb[static_cast<int>(i.type)]).set("id", i.info.alias);
        } else if (i.bus == InputBus::virtio) {
            static constexpr const char* names[] = {"virtio-mouse", "virtio-tablet", "virtio-keyboard", "virtio-input-host"};
            p.set("driver", virtio_driver(names[static_cast<int>(i.type)], i.model, i.info));
            add_virtio(p, i.virtio);
            p.set("id", i.info.alias);
            if (i.type == InputType::passthrough) p.set("evdev", i.source);
        } else {
            continue;  // the machine's own
        }
        add_address(b, p, i.info);
        b.device(std::move(p));
    }
}

void filesystems(const Build& b) {
    for (const Filesystem& f : b.dev().filesystems) {
        if (f.driver == FilesystemDriver::mtp) {
            Props p{{"driver", "usb-mtp"}, {"id", f.info.alias}, {"rootdir", f.source}, {"desc", f.target}, {"readonly", f.readonly}};
            add_address(b, p, f.info);
            b.device(std::move(p));
            continue;
        }
        if (f.driver == FilesystemDriver::virtiofs) {
            Option c("socket");
            c.set("id", "chr-vu-" + f.info.alias);
            c.set("path", !f.socket.empty() ? f.socket : fmt::format("{}/{}-fs.sock", b.host.domain_dir, f.info.alias));
            b.line.add("-chardev", c);
            Props p{{"driver", virtio_driver("vhost-user-fs", VirtioModel::none, f.info)}, {"id", f.info.alias}, {"chardev", "chr-vu-" + f.info.alias}};
            if (f.queue_size) p.set("queue-size", *f.queue_size);
            p.set("tag", f.target);
            add_boot_index(p, f.info);
            add_address(b, p, f.info);
            b.device(std::move(p));
            continue;
        }
        const bool handle = f.driver == FilesystemDriver::handle;
        Option o(handle ? "handle" : "local");
        if (f.accessmode == AccessMode::mapped) o.set("security_model", "mapped");
        if (!handle && (f.accessmode == AccessMode::passthrough || f.accessmode == AccessMode::none)) o.set("security_model", "passthrough");
        if (f.accessmode == AccessMode::squash) o.set("security_model", "none");
        if (f.multidevs != Multidevs::none) o.set("multidevs", word(f.multidevs));
        if (!f.fmode.empty()) o.set("fmode", f.fmode);
        if (!f.dmode.empty()) o.set("dmode", f.dmode);
        if (!f.wrpolicy.empty()) o.set("writeout", f.wrpolicy);
        o.set("id", "fsdev-" + f.info.alias).set("path", f.source);
        if (f.readonly) o.word("readonly");
        b.line.add("-fsdev", o);
        Props p{{"driver", virtio_driver("virtio-9p", f.model, f.info)}};
        add_virtio(p, f.virtio);
        p.set("id", f.info.alias).set("fsdev", "fsdev-" + f.info.alias).set("mount_tag", f.target);
        add_address(b, p, f.info);
        b.device(std::move(p));
    }
}

}  // namespace vireo::qemu::argv
