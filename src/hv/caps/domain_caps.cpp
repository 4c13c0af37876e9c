// SPDX-License-Identifier: LGPL-2.1-or-later
#include "hv/caps/domain_caps.h"

#include "hv/caps/domain_caps_writer.h"

namespace vireo::hv {
namespace {

class Document : public DomainCapsWriter {
  public:
    using Words = DomainCapsWriter::Words;
    using DomainCapsWriter::supported, DomainCapsWriter::values, DomainCapsWriter::vcpus;

    explicit Document(const DomainCapsSubject& s) {
        w_.open("domainCapabilities");
        w_.leaf("path", s.emulator);
        w_.leaf("domain", s.type);
        if (!s.machine.empty()) w_.leaf("machine", s.machine);
        w_.leaf("arch", s.arch);
    }
    void unsupported(const char* name) {
        flag(name, false);
    }
    void os(const Words& images, const Words& kinds) {
        unsupported("iothreads");
        supported("os", true, [&] {
            supported("loader", !kinds.empty(), [&] {
                for (const auto& i : images) w_.leaf("value", i);
                values("type", kinds);
                values("readonly", {"yes"});
            });
        });
    }
    void cpu() {
        w_.open("cpu");
        for (const char* name : {"host-passthrough", "maximum", "host-model", "custom"}) {
            w_.open("mode");
            w_.attribute("name", name);
            w_.attribute("supported", "no");
            w_.close();
        }
        w_.close();
    }
    template <class F>
    void devices(F&& inside) {
        w_.open("devices");
        w_.begin_content();
        inside();
        w_.close();
    }
    void disk(const Words& devices, const Words& buses) {
        supported("disk", true, [&] {
            values("diskDevice", devices);
            values("bus", buses);
            values("model", {});
        });
    }
    std::string end(std::initializer_list<const char*> features) {
        w_.open("features");
        for (const char* f : features) unsupported(f);
        w_.close();
        w_.close();
        return finish();
    }
};

using Words = Document::Words;

}  // namespace

std::string format_empty_domain_caps(const DomainCapsSubject& s) {
    Document d(s);
    d.cpu();
    d.devices([] {});
    return d.end({"sev", "sgx"});
}

std::string format_xen_domain_caps(const DomainCapsSubject& s, const std::vector<std::string>& firmwares) {
    const bool para = s.machine == "xenpv";
    Document d(s);
    d.vcpus(para ? 512 : 128);
    d.os(para ? Words{} : firmwares, para ? Words{} : Words{"rom", "pflash"});
    d.cpu();
    d.devices([&] {
        d.disk({"disk", "cdrom"}, {"ide", "scsi", "xen"});
        d.supported("graphics", true, [&] { d.values("type", {"sdl", "vnc", "spice"}); });
        d.supported("video", true, [&] { d.values("modelType", {"vga", "cirrus", "xen"}); });
        d.supported("hostdev", true, [&] {
            d.values("mode", {"subsystem"});
            d.values("startupPolicy", {"default", "mandatory", "requisite", "optional"});
            d.values("subsysType", {"usb", "pci"});
            d.values("capsType", {});
            d.values("pciBackend", {"xen"});
        });
    });
    return d.end({"gic", "vmcoreinfo", "genid", "sev", "sgx"});
}

std::string format_bhyve_domain_caps(const DomainCapsSubject& s, const BhyveAbilities& can, const std::vector<std::string>& firmwares) {
    Document d(s);
    d.os(firmwares, can.lpc_bootrom && !firmwares.empty() ? Words{"pflash"} : Words{});
    d.cpu();
    d.devices([&] {
        d.disk({"disk", "cdrom"}, {"virtio", "sata"});
        d.supported("graphics", can.fbuf, [&] { d.values("type", {"vnc"}); });
        d.supported("video", can.fbuf, [&] { d.values("modelType", {"gop"}); });
        d.unsupported("hostdev");
    });
    return d.end({"gic", "vmcoreinfo", "genid", "sev", "sgx"});
}

}  // namespace vireo::hv
