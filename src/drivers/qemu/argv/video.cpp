// SPDX-License-Identifier: LGPL-2.1-or-later
// Video cards.
#include "drivers/qemu/argv/parts.h"
#include "drivers/qemu/rules/machine.h"

namespace vireo::qemu::argv {

using namespace model;

void videos(const Build& b) {
    bool primary = true;
    for (const Video& v : b.dev().videos) {
        if (v.type == VideoType::none) return;
        const bool first = v.primary == YesNo::yes || (v.primary == YesNo::absent && primary);
        primary = false;
        Props p;
        const bool vhost = v.backend == VideoBackend::vhost_user;
        const bool gl = v.accel3d == YesNo::yes;
        std::string driver;
        switch (v.type) {
            case VideoType::vga: driver = "VGA"; break;
            case VideoType::cirrus: driver = "cirrus-vga"; break;
            case VideoType::vmvga: driver = "vmware-svga"; break;
            case VideoType::qxl: driver = first ? "qxl-vga" : "qxl"; break;
            case VideoType::bochs: driver = "bochs-display"; break;
            case VideoType::ramfb: driver = "ramfb"; break;
            case VideoType::virtio:
                if (vhost)
                    driver = first && b.is_x86() ? "vhost-user-vga" : "vhost-user-gpu-pci";
                else if (v.info.address.type == AddressType::ccw || v.info.address.type == AddressType::virtio_mmio)
                    driver = virtio_driver(gl && b.caps.has("virtio-gpu-gl-pci") ? "virtio-gpu-gl" : "virtio-gpu", VirtioModel::none, v.info);
                else if (first && !rules::is_arm(b.d) && b.caps.has("virtio-vga"))
                    driver = gl && b.caps.has("virtio-vga-gl") ? "virtio-vga-gl" : "virtio-vga";
                else
                    driver = gl && b.caps.has("virtio-gpu-gl-pci") ? "virtio-gpu-gl-pci" : "virtio-gpu-pci";
                break;
            default: continue;
        }
        if (vhost) {
            auto at = b.host.chardevs.find(v.info.alias);
            unix_chardev(b, "chr-vu-" + v.info.alias, {.fd = at == b.host.chardevs.end() ? -1 : at->second.fd});
        }
        p.set("driver", driver);
        // The primary display of another process takes none of them.
        if (v.type == VideoType::virtio && driver != "vhost-user-vga") add_virtio(p, v.virtio);
        p.set("id", v.info.alias);
        if (v.type == VideoType::virtio || v.type == VideoType::qxl) {
            if (v.type == VideoType::virtio && gl && !b.caps.has("virtio-gpu-gl-pci") && !vhost) p.set("virgl", true);
            if (v.heads) p.set("max_outputs", *v.heads);
        }
        if (v.type == VideoType::qxl) {
            p.set("ram_size", static_cast<std::uint64_t>(v.ram.value_or(0)) * 1024);
            p.set("vram_size", static_cast<std::uint64_t>(v.vram.value_or(0)) * 1024);
            p.set("vram64_size_mb", v.vram64.value_or(0) / 1024);
            p.set("vgamem_mb", v.vgamem.value_or(0) / 1024);
        }
        if (v.type == VideoType::virtio && v.blob != OnOff::absent) p.set("blob", on(v.blob));
        if (vhost) p.set("chardev", "chr-vu-" + v.info.alias);
        if (v.vram && (v.type == VideoType::vga || v.type == VideoType::vmvga)) p.set("vgamem_mb", *v.vram / 1024);
        if (v.vram && v.type == VideoType::bochs) p.set("vgamem", static_cast<std::uint64_t>(*v.vram) * 1024);
        if (v.width && v.height) p.set("xres", *v.width).set("yres", *v.height);
        if (v.type != VideoType::ramfb) add_address(b, p, v.info);
        b.device(std::move(p));
    }
}

}  // namespace vireo::qemu::argv
