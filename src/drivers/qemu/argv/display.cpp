// SPDX-License-Identifier: LGPL-2.1-or-later
// Audio back ends, graphical consoles, video and sound cards.
#include "drivers/qemu/argv/parts.h"

namespace vireo::qemu::argv {

using namespace model;

namespace {

Props audio_io(const AudioIo& io, AudioType type) {
    Props p;
    if (io.mixing_engine != YesNo::absent) p.set("mixing-engine", io.mixing_engine == YesNo::yes);
    if (io.fixed_settings != YesNo::absent) p.set("fixed-settings", io.fixed_settings == YesNo::yes);
    if (io.voices) p.set("voices", *io.voices);
    if (io.buffer_length) p.set("buffer-length", *io.buffer_length);
    if (io.fixed_settings == YesNo::yes) {
        if (io.frequency) p.set("frequency", *io.frequency);
        if (io.channels) p.set("channels", *io.channels);
        p.set_text("format", io.format);
    }
    switch (type) {
        case AudioType::alsa:
            p.set_text("dev", io.dev);
            break;
        case AudioType::coreaudio:
        case AudioType::sdl:
            if (io.buffer_count) p.set("buffer-count", *io.buffer_count);
            break;
        case AudioType::jack:
            p.set_text("server-name", io.server_name).set_text("client-name", io.client_name).set_text("connect-ports", io.connect_ports);
            if (io.exact_name != YesNo::absent) p.set("exact-name", io.exact_name == YesNo::yes);
            break;
        case AudioType::oss:
            p.set_text("dev", io.dev);
            if (io.buffer_count) p.set("buffer-count", *io.buffer_count);
            if (io.try_poll != YesNo::absent) p.set("try-poll", io.try_poll == YesNo::yes);
            break;
        case AudioType::pulseaudio:
        case AudioType::pipewire:
            p.set_text("name", io.name).set_text("stream-name", io.stream_name);
            if (io.latency) p.set("latency", *io.latency);
            break;
        default: break;
    }
    return p;
}

const char* audio_driver(AudioType t) {
    switch (t) {
        case AudioType::pulseaudio: return "pa";
        case AudioType::file: return "wav";
        default: return AudioType_words[static_cast<int>(t)].data();
    }
}

// The audio device that a sound card or VNC server uses.
std::string audio_id(const Build& b, const std::optional<unsigned>& wanted) {
    if (wanted) return fmt::format("audio{}", *wanted);
    if (!b.dev().audios.empty()) return fmt::format("audio{}", b.dev().audios.front().id);
    return {};
}

const GraphicsListen* first_listen(const Graphics& g) { return g.listens.empty() ? nullptr : &g.listens.front(); }

std::string bracketed(const std::string& address) { return address.find(':') != std::string::npos ? "[" + address + "]" : address; }

void vnc(const Build& b, const Graphics& g) {
    Option o;
    const GraphicsListen* l = first_listen(g);
    if (l && l->type == ListenType::socket) {
        o.set("vnc", "unix:" + l->socket);
    } else if (l && l->type == ListenType::none) {
        o.word("none");
    } else {
        const std::string address = l && !l->address.empty() ? l->address : b.host.vnc_listen;
        const int port = g.port.value_or(0) > 0 ? *g.port : 5900;
        o.word(fmt::format("{}:{}", bracketed(address), port - 5900));
        if (g.websocket) o.set("websocket", std::to_string(*g.websocket < 0 ? 5700 : *g.websocket));
    }
    if (g.share_policy != SharePolicy::none) o.set("share", word(g.share_policy));
    if (!g.passwd.empty() || !b.host.vnc_password.empty()) o.set("password", "on");
    if (b.host.vnc_tls) {
        Props creds{{"qom-type", "tls-creds-x509"}, {"id", "vnc-tls-creds0"}, {"dir", b.host.vnc_tls_dir}, {"endpoint", "server"}, {"verify-peer", b.host.vnc_tls_verify}};
        b.line.add("-object", creds);
        o.set("tls-creds", "vnc-tls-creds0");
    }
    if (b.host.vnc_sasl) o.set("sasl", "on");
    if (g.power_control != YesNo::absent) o.set("power-control", on_off(g.power_control == YesNo::yes));
    const std::string audio = audio_id(b, g.audio_id);
    if (!audio.empty()) o.set("audiodev", audio);
    b.line.add("-vnc", o);
    if (!g.keymap.empty()) b.line.add("-k", g.keymap);
}

void spice(const Build& b, const Graphics& g) {
    Option o;
    const GraphicsListen* l = first_listen(g);
    if (l && l->type == ListenType::socket) {
        o.set("unix", "on").set("addr", l->socket);
    } else if (l && l->type == ListenType::none) {
        o.set("port", "0");
    } else {
        bool any = false;
        const int port = g.port.value_or(0), tls = g.tls_port.value_or(0);
        if (port > 0 || tls <= 0) o.set("port", std::to_string(port > 0 ? port : 5901)), any = true;
        if (tls > 0) o.set("tls-port", std::to_string(tls)), any = true;
        (void)any;
        o.set("addr", l && !l->address.empty() ? l->address : b.host.spice_listen);
    }
    if (b.host.spice_sasl) o.set("sasl", "on");
    if (g.passwd.empty() && b.host.spice_password.empty()) {
        if (!(l && (l->type == ListenType::socket || l->type == ListenType::none))) o.set("disable-ticketing", "on");
    }
    if (b.host.spice_tls && g.tls_port.value_or(0) > 0) o.set("x509-dir", b.host.spice_tls_dir);
    if (g.default_mode == "secure") o.set("tls-channel", "default");
    if (g.default_mode == "insecure") o.set("plaintext-channel", "default");
    for (const SpiceChannel& c : g.channels) {
        if (c.mode == "secure") o.set("tls-channel", c.name);
        if (c.mode == "insecure") o.set("plaintext-channel", c.name);
    }
    if (!g.image_compression.empty()) o.set("image-compression", g.image_compression);
    if (!g.jpeg_compression.empty()) o.set("jpeg-wan-compression", g.jpeg_compression);
    if (!g.zlib_compression.empty()) o.set("zlib-glz-wan-compression", g.zlib_compression);
    if (g.playback_compression != OnOff::absent) o.set("playback-compression", on_off(on(g.playback_compression)));
    if (!g.streaming_mode.empty()) o.set("streaming-video", g.streaming_mode);
    if (g.mouse == MouseMode::server) o.set("agent-mouse", "off");
    if (g.mouse == MouseMode::client) o.set("agent-mouse", "on");
    if (g.clipboard == YesNo::no) o.set("disable-copy-paste", "on");
    if (g.file_transfer == YesNo::no) o.set("disable-agent-file-xfer", "on");
    if (g.gl == YesNo::yes) {
        o.set("gl", "on");
        const std::string& node = g.rendernode.empty() ? b.host.render_node : g.rendernode;
        if (!node.empty()) o.set("rendernode", node);
    }
    o.set("seamless-migration", "on");
    b.line.add("-spice", o);
    if (!g.keymap.empty()) b.line.add("-k", g.keymap);
}

void dbus(const Build& b, const Graphics& g) {
    Option o("dbus");
    if (g.p2p == YesNo::yes)
        o.set("p2p", "on");
    else
        o.set("addr", g.dbus_address);
    if (g.gl != YesNo::absent) o.set("gl", on_off(g.gl == YesNo::yes));
    if (!g.rendernode.empty()) o.set("rendernode", g.rendernode);
    if (g.audio_id) o.set("audiodev", fmt::format("audio{}", *g.audio_id));
    b.line.add("-display", o);
}

}  // namespace

void display_none(const Build& b) {
    // A window on the host's own display, or none at all.
    for (const Graphics& g : b.dev().graphics)
        if (g.type == GraphicsType::vnc || g.type == GraphicsType::spice || g.type == GraphicsType::sdl || g.type == GraphicsType::desktop ||
            g.type == GraphicsType::egl_headless || g.type == GraphicsType::dbus || g.type == GraphicsType::rdp)
            return;
    b.line.add("-display", "none");
}

void audio_backends(const Build& b) {
    for (const Audio& a : b.dev().audios) {
        Props p{{"id", fmt::format("audio{}", a.id)}, {"driver", audio_driver(a.type)}};
        if (a.timer_period) p.set("timer-period", *a.timer_period);
        if (a.type == AudioType::pulseaudio) p.set_text("server", a.server_name);
        if (a.type == AudioType::file) p.set_text("path", a.path);
        if (a.type == AudioType::oss) {
            if (a.try_mmap != YesNo::absent) p.set("try-mmap", a.try_mmap == YesNo::yes);
            if (a.exclusive != YesNo::absent) p.set("exclusive", a.exclusive == YesNo::yes);
            if (a.dsp_policy) p.set("dsp-policy", *a.dsp_policy);
        }
        if (Props in = audio_io(a.input, a.type); !in.empty()) p.set("in", in);
        if (Props out = audio_io(a.output, a.type); !out.empty()) p.set("out", out);
        b.line.add("-audiodev", p);
        if (a.type == AudioType::sdl && !a.driver.empty()) b.line.env.emplace_back("SDL_AUDIODRIVER", a.driver == "pulseaudio" ? "pulse" : a.driver);
        if (a.type == AudioType::pipewire && !a.runtime_dir.empty()) b.line.env.emplace_back("PIPEWIRE_RUNTIME_DIR", a.runtime_dir);
    }
}

void graphics(const Build& b) {
    for (const Graphics& g : b.dev().graphics) {
        switch (g.type) {
            case GraphicsType::sdl: {
                if (!g.xauth.empty()) b.line.env.emplace_back("XAUTHORITY", g.xauth);
                if (!g.display.empty()) b.line.env.emplace_back("DISPLAY", g.display);
                Option o("sdl");
                if (g.gl != YesNo::absent) o.set("gl", on_off(g.gl == YesNo::yes));
                b.line.add("-display", o);
                if (g.fullscreen == YesNo::yes) b.line.add("-full-screen");
                break;
            }
            case GraphicsType::vnc: vnc(b, g); break;
            case GraphicsType::spice: spice(b, g); break;
            case GraphicsType::egl_headless: {
                Option o("egl-headless");
                const std::string& node = g.rendernode.empty() ? b.host.render_node : g.rendernode;
                if (!node.empty()) o.set("rendernode", node);
                b.line.add("-display", o);
                break;
            }
            case GraphicsType::dbus:
            case GraphicsType::rdp: dbus(b, g); break;
            default: break;
        }
    }
}

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
                else if (first && b.is_x86() && b.caps.has("virtio-vga"))
                    driver = gl && b.caps.has("virtio-vga-gl") ? "virtio-vga-gl" : "virtio-vga";
                else
                    driver = gl && b.caps.has("virtio-gpu-gl-pci") ? "virtio-gpu-gl-pci" : "virtio-gpu-pci";
                break;
            default: continue;
        }
        p.set("driver", driver);
        if (v.type == VideoType::virtio) add_virtio(p, v.virtio);
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

void sounds(const Build& b) {
    for (const Sound& s : b.dev().sounds) {
        if (s.model == SoundModel::pcspk) continue;
        static constexpr const char* drivers[] = {"sb16", "ES1370", "", "AC97", "intel-hda", "ich9-intel-hda", "usb-audio", "", "virtio-sound"};
        Props p;
        const std::string audio = audio_id(b, s.audio_id);
        const bool hda = s.model == SoundModel::ich6 || s.model == SoundModel::ich9;
        p.set("driver", s.model == SoundModel::virtio ? virtio_driver("virtio-sound", VirtioModel::none, s.info) : std::string(drivers[static_cast<int>(s.model)]));
        if (s.model == SoundModel::virtio) add_virtio(p, s.virtio);
        p.set("id", s.info.alias);
        if (s.model == SoundModel::usb && s.multichannel != YesNo::absent) p.set("multi", s.multichannel == YesNo::yes);
        if (!hda && !audio.empty()) p.set("audiodev", audio);
        if (s.model == SoundModel::virtio && s.streams) p.set("streams", *s.streams);
        add_address(b, p, s.info);
        b.device(std::move(p));
        if (!hda) continue;
        std::vector<SoundCodec> codecs = s.codecs;
        if (codecs.empty()) codecs.push_back({"duplex"});
        unsigned cad = 0;
        for (const SoundCodec& c : codecs) {
            const char* driver = c.type == "micro" ? "hda-micro" : c.type == "output" ? "hda-output" : "hda-duplex";
            Props q{{"driver", driver}, {"id", fmt::format("{}-codec{}", s.info.alias, cad)}, {"bus", s.info.alias + ".0"}, {"cad", cad}};
            if (!audio.empty()) q.set("audiodev", audio);
            b.device(std::move(q));
            ++cad;
        }
    }
}

}  // namespace vireo::qemu::argv
