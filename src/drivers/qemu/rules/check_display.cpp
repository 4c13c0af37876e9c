// SPDX-License-Identifier: LGPL-2.1-or-later
// What QEMU cannot show or play: screens, video cards, sound.
#include <algorithm>
#include <bit>

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
template <class... A>
[[noreturn]] void malformed(fmt::format_string<A...> text, A&&... args) {
    fail(Code::xml_error, D::none, text, std::forward<A>(args)...);
}

bool shows(const model::Domain& d, GraphicsType type) {
    return std::any_of(d.devices.graphics.begin(), d.devices.graphics.end(), [&](const Graphics& g) { return g.type == type; });
}

const char* flag_of(GraphicsType type) {
    switch (type) {
        case GraphicsType::sdl: return "sdl";
        case GraphicsType::vnc: return "vnc";
        case GraphicsType::spice: return "spice";
        case GraphicsType::egl_headless: return "egl-headless";
        case GraphicsType::dbus:
        case GraphicsType::rdp: return "display-dbus";
        default: return nullptr;
    }
}

void screens(const Subject& s) {
    for (const Graphics& g : s.d.devices.graphics) {
        const char* flag = flag_of(g.type);
        if (!flag || !s.caps.has(flag)) unsupported("{} graphics are not supported with this QEMU", word(g.type));
        if (!s.spice_tls && g.type == GraphicsType::spice && g.autoport != YesNo::yes && g.tls_port.value_or(0) > 0)
            unsupported("spice TLS port set in XML configuration, but TLS is disabled in qemu.conf");
        if (g.type == GraphicsType::dbus && g.p2p == YesNo::yes && !g.dbus_address.empty()) malformed("D-Bus p2p with an address is not supported");
        constexpr std::size_t longest = 8;  // of the protocol
        if (g.type == GraphicsType::vnc && g.passwd.size() > longest)
            unsupported("VNC password is {} characters long, only {} permitted", g.passwd.size(), longest);
    }
}

bool known_audio(const Subject& s, std::optional<unsigned> id) {
    const auto& list = s.d.devices.audios;
    return !id || std::any_of(list.begin(), list.end(), [&](const Audio& a) { return a.id == *id; });
}

void audio_ids(const Subject& s) {
    const auto& list = s.d.devices.audios;
    for (std::size_t i = 0; i < list.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (list[i].id == list[k].id) malformed("audio ID {} is used multiple times", list[i].id);
}

void screen_audio(const Subject& s) {
    for (const Graphics& g : s.d.devices.graphics)
        if (g.type == GraphicsType::vnc && !known_audio(s, g.audio_id)) malformed("no audio device with ID {}", *g.audio_id);
}

void sound_ids(const Subject& s) {
    for (const Sound& x : s.d.devices.sounds)
        if (!known_audio(s, x.audio_id)) malformed("no audio device with ID {}", *x.audio_id);
}

void audios(const Subject& s) {
    for (const Audio& a : s.d.devices.audios)
        if (a.type == AudioType::spice && !shows(s.d, GraphicsType::spice)) unsupported("Spice audio is not supported without spice graphics");
}

void sounds(const Subject& s) {
    for (const Sound& x : s.d.devices.sounds) {
        // Nothing of the kind is on a bus that this machine has.
        if (x.model == SoundModel::ich7)
            fail(Code::internal_error, D::none, "Cannot automatically add a new PCI bus for a device with connect flags {:02x}", 0);
        if (x.model == SoundModel::virtio && x.streams && !*x.streams)
            malformed("Invalid value for attribute 'streams' in element 'sound': Zero is not permitted");
        for (const SoundCodec& c : x.codecs)
            if (c.type != "duplex" && c.type != "micro" && c.type != "output") unsupported("unknown codec type '{}'", c.type);
    }
}

bool has_model(const Subject& s, VideoType type) {
    switch (type) {
        case VideoType::vga: return s.caps.has("VGA");
        case VideoType::cirrus: return s.caps.has("cirrus-vga");
        case VideoType::vmvga: return s.caps.has("vmware-svga");
        case VideoType::qxl: return s.caps.has("qxl");
        case VideoType::bochs: return s.caps.has("bochs-display");
        case VideoType::ramfb: return s.caps.has("ramfb");
        case VideoType::xen:
        case VideoType::vbox:
        case VideoType::parallels:
        case VideoType::gop: return false;
        default: return true;
    }
}

void video_kinds(const Subject& s) {
    bool first = true;
    for (const Video& v : s.d.devices.videos) {
        if (!has_model(s, v.type)) unsupported("domain configuration does not support video model '{}'", word(v.type));
        const bool vga = v.type == VideoType::vga || v.type == VideoType::cirrus || v.type == VideoType::vmvga || v.type == VideoType::ramfb;
        if (!first && vga) unsupported("video type '{}' is only valid as primary video device", word(v.type));
        first = false;
    }
}

void video_parts(const Subject& s) {
    constexpr unsigned least_kib = 1024;
    for (const Video& v : s.d.devices.videos) {
        const bool virtio = v.type == VideoType::virtio;
        if (v.backend == VideoBackend::vhost_user && !virtio) unsupported("'vhostuser' driver is only supported with 'virtio' device");
        if (v.heads.value_or(1) != 1 && !virtio && v.type != VideoType::qxl) unsupported("video type '{}' doesn't support multiple 'heads'", word(v.type));
        const bool memory = v.type == VideoType::vga || v.type == VideoType::vmvga;
        if (memory && v.vram && *v.vram < least_kib) unsupported("value for '{}' must be at least 1 MiB (1024 KiB)", "vram");
        if (v.type == VideoType::qxl && v.vgamem) {
            if (*v.vgamem && *v.vgamem < least_kib) unsupported("value for '{}' must be at least 1 MiB (1024 KiB)", "vgamem");
            if (!std::has_single_bit(*v.vgamem) && *v.vgamem) unsupported("value for '{}' must be power of two", "vgamem");
        }
        if (v.accel2d == YesNo::yes) unsupported("qemu does not support the accel2d setting");
        if (!v.rendernode.empty() && v.backend != VideoBackend::vhost_user) unsupported("unsupported rendernode accel attribute without 'vhostuser'");
        if (v.accel3d == YesNo::yes) {
            if (!virtio) unsupported("3d acceleration is supported only with 'virtio' video device");
            if (v.backend != VideoBackend::vhost_user && !s.caps.has("virtio-gpu.virgl") && !s.caps.has("virtio-gpu-gl-pci"))
                unsupported("3d acceleration is not supported by this QEMU binary");
        }
        if (v.blob == OnOff::on) {
            if (!virtio) unsupported("video type '{}' does not support blob resources", word(v.type));
            if (s.d.memory_backing.source != MemorySource::memfd) unsupported("'blob' support for virtio-gpu devices requires a memfd memory backend");
        }
        if (virtio) continue;
        const std::pair<OnOff, const char*> options[] = {{v.virtio.iommu, "iommu"}, {v.virtio.ats, "ats"}, {v.virtio.packed, "packed"},
                                                         {v.virtio.page_per_vq, "page_per_vq"}};
        for (const auto& [value, name] : options)
            if (value != OnOff::absent) unsupported("{} driver option is only supported for virtio devices", name);
    }
}

void resolutions(const Subject& s) {
    for (const Video& v : s.d.devices.videos) {
        if (!v.width && !v.height) continue;
        if (!v.width.value_or(0) || !v.height.value_or(0)) unsupported("video resolution values must be greater than 0");
        const bool settable = v.type == VideoType::vga || v.type == VideoType::qxl || v.type == VideoType::virtio || v.type == VideoType::bochs;
        if (!settable) malformed("model resolution is not supported");
    }
}

void one_of_each(const Subject& s) {
    unsigned seen[std::size(GraphicsType_words)] = {};
    for (const Graphics& g : s.d.devices.graphics)
        if (++seen[static_cast<unsigned>(g.type)] > 1)
            unsupported("only 1 graphics device of each type (sdl, vnc, spice, headless, dbus, rdp) is supported");
}

void vnc_ports(const Subject& s) {
    for (const Graphics& g : s.d.devices.graphics) {
        if (g.type != GraphicsType::vnc) continue;
        if (!g.listens.empty() && (g.listens.front().type == ListenType::socket || g.listens.front().type == ListenType::none)) continue;
        if (g.autoport == YesNo::yes) continue;
        const int port = g.port.value_or(0);
        // The protocol numbers screens from there.
        if (port < 5900 || port > 65535) unsupported("vnc port must be in range [5900,65535]");
    }
}

void listens(const Subject& s) {
    for (const Graphics& g : s.d.devices.graphics)
        if (g.listens.size() > 1) unsupported("QEMU does not support multiple listens for one graphics device.");
}

constexpr KindCheck define_list[] = {{K::sound, sound_ids},  {K::sound, sounds},       {K::video, video_kinds},    {K::video, video_parts},
                                     {K::video, resolutions}, {K::graphics, screens}, {K::graphics, screen_audio}, {K::audio, audio_ids}, {K::audio, audios}};
constexpr Check start_list[] = {one_of_each, vnc_ports, listens};

}  // namespace

std::span<const KindCheck> display_checks() { return define_list; }
std::span<const Check> display_start_checks() { return start_list; }

}  // namespace vireo::qemu::rules
