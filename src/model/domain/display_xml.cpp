// SPDX-License-Identifier: LGPL-2.1-or-later
// How graphics, video, sound, audio back ends and input devices look.
#include "model/domain/address_xml.h"
#include "model/domain/domain_xml.h"
#include "model/row/forms.h"

namespace vireo::model {
namespace {

using namespace row;
constexpr std::string_view sdl_words[] = {"esd", "alsa", "arts", "pulseaudio"};
constexpr std::string_view mode_words[] = {"any", "secure", "insecure"};
constexpr std::string_view spice_channel_words[] = {"main", "display", "inputs", "cursor", "playback", "record", "smartcard", "usbredir"};
constexpr std::string_view image_words[] = {"auto_glz", "auto_lz", "quic", "glz", "lz", "off"};
constexpr std::string_view auto_words[] = {"auto", "never", "always"};
constexpr std::string_view streaming_words[] = {"filter", "all", "off"};
constexpr std::string_view sample_words[] = {"s8", "u8", "s16", "u16", "s32", "u32", "f32"};
constexpr std::string_view connected_words[] = {"fail", "disconnect", "keep"};
constexpr std::string_view toggle_words[] = {"ctrl-ctrl", "alt-alt", "shift-shift", "meta-meta", "scrolllock", "ctrl-scrolllock"};
constexpr std::string_view all_words[] = {"all"};
using G = Graphics;
using T = GraphicsType;
using E = vireo::Domain;

constexpr auto vnc = WHEN(G, it.type == T::vnc);
constexpr auto spice = WHEN(G, it.type == T::spice);
constexpr auto rdp = WHEN(G, it.type == T::rdp);
constexpr auto has_listens = WHEN(G, it.type == T::vnc || it.type == T::spice || it.type == T::rdp);
constexpr auto has_password = has_listens;
constexpr auto windowed = WHEN(G, it.type == T::sdl || it.type == T::desktop);

const GraphicsListen* first_listen(const G& g) { return g.listens.empty() ? nullptr : &g.listens[0]; }
bool on_socket(const G& g) { return first_listen(g) && first_listen(g)->type == ListenType::socket; }

int read_port(const xml::Node& node, const char* name, const char* message) {
    auto n = read_whole(node.value(name));
    if (!n || *n < INT32_MIN || *n > INT32_MAX) fail(Code::internal_error, E::domain, "{} {}", message, node.value(name));
    return static_cast<int>(*n);
}

int read_plain_port(const xml::Node& node, const char* name) {
    auto n = read_whole(node.value(name));
    if (!n || *n < INT32_MIN || *n > INT32_MAX)
        fail(Code::xml_error, E::xml, "Invalid value for attribute '{}' in element 'graphics': '{}'. Expected integer value", name, node.value(name));
    return static_cast<int>(*n);
}

// Ports, old listen attribute, sockets: the oldest part of the document format, with rules of its own.
void read_ports(const xml::Node& node, void* self, ParseContext& cx) {
    auto& g = *static_cast<G*>(self);
    if (g.type != T::vnc && g.type != T::spice && g.type != T::rdp) return;
    auto autoport = node.find("autoport");
    if (autoport) {
        auto w = from_word<YesNo>(autoport->value);
        if (!w) fail(Code::xml_error, E::xml, "Invalid value for attribute 'autoport' in element 'graphics': '{}'.", autoport->value);
        g.autoport = *w;
    }
    if (node.has("port")) g.port = read_port(node, "port", g.type == T::vnc ? "cannot parse vnc port" : g.type == T::spice ? "cannot parse spice port" : "cannot parse rdp port");
    if (g.type == T::spice && node.has("tlsPort")) g.tls_port = read_plain_port(node, "tlsPort");
    if (g.type == T::vnc && node.has("websocket")) g.websocket = read_plain_port(node, "websocket");
    // -1 is the old way to ask for a free port.
    if (g.type != T::spice && g.port && *g.port == -1) {
        if (g.type == T::vnc) g.autoport = YesNo::yes;
    }
    if (g.type == T::vnc && !g.port) {
        g.port = 0;
        if (g.autoport == YesNo::absent) g.autoport = YesNo::yes;
    }
    if (g.type == T::vnc && *g.port == -1) g.port = 0;
    if (g.type == T::rdp && g.port.value_or(-1) == -1) {
        g.port = 0;
        g.autoport = YesNo::yes;
    }
    if (g.type == T::spice && g.port.value_or(0) == -1 && g.tls_port.value_or(0) == -1) g.autoport = YesNo::yes;
    if (g.autoport == YesNo::yes && !(cx.flags & parse_status)) {
        if (g.type == T::spice) {
            if (g.tls_port && *g.tls_port > 0) g.tls_port = 0;
        }
        g.port = 0;
    }
    g.listen_attribute = node.value("listen");
}

void read_listens(const xml::Node& node, void* self, ParseContext& cx) {
    auto& g = *static_cast<G*>(self);
    if (g.type != T::vnc && g.type != T::spice && g.type != T::rdp) return;
    std::string socket(g.type == T::vnc ? node.value("socket") : std::string_view{});
    std::string listen = g.listen_attribute;
    for (const auto& e : node.elements()) {
        if (!e.is("listen")) continue;
        GraphicsListen l;
        auto type = e.value("type");
        if (type.empty()) fail(Code::xml_error, E::xml, "Missing required attribute 'type' in element 'listen'");
        auto t = from_word<ListenType>(type);
        if (!t) fail(Code::xml_error, E::xml, "Invalid value for attribute 'type' in element 'listen': '{}'.", type);
        l.type = *t;
        if (l.type == ListenType::address || (l.type == ListenType::network && !(cx.flags & parse_inactive))) l.address = e.value("address");
        if (l.type != ListenType::network && e.has("network"))
            fail(Code::xml_error, E::domain, "'network' attribute is valid only for listen type 'network'");
        if (l.type == ListenType::network) {
            l.network = e.value("network");
            if (l.network.empty()) fail(Code::xml_error, E::domain, "'network' attribute is required for listen type 'network'");
        }
        if (l.type == ListenType::socket) l.socket = e.value("socket");
        if (cx.flags & parse_status) {
            l.from_config = e.value("fromConfig") == "1";
            l.auto_socket = e.value("autoGenerated") == "yes";
        }
        g.listens.push_back(std::move(l));
    }
    if (!socket.empty() && !g.listens.empty()) {
        auto& f = g.listens[0];
        // The attribute is older and wins over a listen element of another type.
        if (f.type != ListenType::socket) f = {ListenType::socket, {}, {}, socket};
        if (!f.socket.empty() && f.socket != socket)
            fail(Code::config_unsupported, E::domain, "graphics 'socket' attribute '{}' must match 'socket' attribute of first listen element (found '{}')", socket, f.socket);
        if (f.socket.empty()) g.listens[0].socket = socket;
    }
    if (!listen.empty() && !g.listens.empty()) {
        auto& f = g.listens[0];
        if (f.type == ListenType::address && f.address.empty()) f.address = listen;
        if (f.type == ListenType::address && f.address != listen)
            fail(Code::config_unsupported, E::domain, "graphics 'listen' attribute '{}' must match 'address' attribute of first listen element (found '{}')", listen, f.address.empty() ? "none" : f.address);
        if (f.type != ListenType::address && f.type != ListenType::network)
            fail(Code::config_unsupported, E::domain, "graphics 'listen' attribute '{}' must match 'address' attribute of first listen element (found '{}')", listen, "none");
    }
    if (g.listens.empty()) {
        GraphicsListen l;
        if (!socket.empty()) {
            l.type = ListenType::socket;
            l.socket = socket;
        } else {
            l.type = ListenType::address;
            l.address = listen;
            // A spice server without any port does not listen.
            if (g.type == T::spice && listen.empty() && !g.port.value_or(0) && !g.tls_port.value_or(0) && g.autoport != YesNo::yes)
                l.type = ListenType::none;
        }
        g.listens.push_back(std::move(l));
    }
    if (on_socket(g) || g.listens[0].type == ListenType::none) {
        if (on_socket(g)) g.port.reset(), g.autoport = YesNo::absent, g.tls_port.reset();
    }
}

void write_ports(const void* self, FormatContext& cx) {
    const auto& g = *static_cast<const G*>(self);
    if (g.type != T::vnc && g.type != T::spice && g.type != T::rdp) return;
    auto& w = cx.out;
    bool inactive = cx.flags & format_inactive;
    bool is_auto = g.autoport == YesNo::yes;
    const auto* l = first_listen(g);
    bool listening = !l || (l->type != ListenType::socket && l->type != ListenType::none);
    auto number = [&](const char* name, int v) { w.plain_attribute(name, std::to_string(v)); };
    if (on_socket(g) && g.type == T::vnc) {
        if (!l->socket.empty() && !(l->auto_socket && inactive)) w.attribute("socket", l->socket);
    } else if (g.type == T::vnc || g.type == T::rdp) {
        if (listening) {
            if (g.type == T::rdp) {
                if (g.port) number("port", *g.port);
                if (is_auto) w.plain_attribute("autoport", "yes");
            } else {
                if (g.port.value_or(0) > 0 && (!is_auto || !inactive))
                    number("port", *g.port);
                else if (is_auto)
                    w.plain_attribute("port", "-1");
                w.plain_attribute("autoport", is_auto ? "yes" : "no");
            }
            if (g.type == T::vnc && g.websocket) number("websocket", *g.websocket);
        }
    } else if (listening) {
        if (g.port.value_or(0) && (!is_auto || !inactive)) number("port", *g.port);
        if (g.tls_port.value_or(0) && (!is_auto || !inactive || *g.tls_port < 0)) number("tlsPort", *g.tls_port);
        w.plain_attribute("autoport", is_auto ? "yes" : "no");
    }
    if (l && !l->address.empty() && (l->type == ListenType::address || l->type == ListenType::network) &&
        !(l->from_config && inactive) && !(l->type == ListenType::network && inactive))
        w.attribute("listen", l->address);
}

void write_listens(const void* self, FormatContext& cx) {
    const auto& g = *static_cast<const G*>(self);
    bool inactive = cx.flags & format_inactive;
    for (const auto& l : g.listens) {
        if (l.type == ListenType::none && (cx.flags & format_migratable)) continue;
        cx.out.open("listen");
        cx.out.plain_attribute("type", word(l.type));
        if (!l.address.empty() && (l.type == ListenType::address || (l.type == ListenType::network && !inactive)) &&
            !(l.from_config && inactive))
            cx.out.attribute("address", l.address);
        if (l.type == ListenType::network) cx.out.attribute("network", l.network);
        if (l.type == ListenType::socket && !l.socket.empty() && !(l.auto_socket && inactive)) cx.out.attribute("socket", l.socket);
        if ((cx.flags & format_status) && l.type == ListenType::address) {
            cx.out.plain_attribute("fromConfig", l.from_config ? "1" : "0");
            cx.out.plain_attribute("autoGenerated", l.auto_socket ? "yes" : "no");
        }
        cx.out.close();
    }
}

// How ports and listen elements look; they are read and printed by hand.
constexpr Row port_form_rows[] = {
    attr("port", FIELD(G, port)).when(has_listens).form(form::port),
    attr("tlsPort", FIELD(G, tls_port)).when(spice).form(form::port),
    attr("autoport", FIELD(G, autoport)).when(has_listens),
    attr("websocket", FIELD(G, websocket)).when(vnc).form(form::port),
    attr("socket", FIELD(G, listen_attribute)).when(vnc).form(form::absolute_file),
    attr("listen", FIELD(G, listen_attribute)).when(has_listens).form(form::ip_or_host),
};
const Element port_form{port_form_rows};
using Ln = GraphicsListen;
constexpr Row listen_rows[] = {
    attr("type", FIELD(Ln, type)).needed(),
    attr("address", FIELD(Ln, address)).only(WHEN(Ln, it.type == ListenType::address || it.type == ListenType::network)).form(form::ip_or_host),
    attr("network", FIELD(Ln, network)).only(WHEN(Ln, it.type == ListenType::network)).needed(),
    attr("socket", FIELD(Ln, socket)).only(WHEN(Ln, it.type == ListenType::socket)).form(form::absolute_file),
};
const Element listen_element{listen_rows};
constexpr Row listen_form_rows[] = {list("listen", FIELD(G, listens), listen_element).when(has_listens)};
const Element listen_form{listen_form_rows};
constexpr Row channel_rows[] = {
    attr("name", FIELD(SpiceChannel, name)).req().among(spice_channel_words),
    attr("mode", FIELD(SpiceChannel, mode)).req().among(mode_words),
};
const Element channel_element_of_spice{channel_rows};
constexpr Row image_rows[] = {attr("compression", FIELD(G, image_compression)).req().among(image_words)};
const Element image_element{image_rows};
constexpr Row jpeg_rows[] = {attr("compression", FIELD(G, jpeg_compression)).req().among(auto_words)};
const Element jpeg_element{jpeg_rows};
constexpr Row zlib_rows[] = {attr("compression", FIELD(G, zlib_compression)).req().among(auto_words)};
const Element zlib_element{zlib_rows};
constexpr Row playback_rows[] = {attr("compression", FIELD(G, playback_compression)).req()};
const Element playback_element{playback_rows};
constexpr Row streaming_rows[] = {attr("mode", FIELD(G, streaming_mode)).req().among(streaming_words)};
const Element streaming_element{streaming_rows};
constexpr Row mouse_rows[] = {attr("mode", FIELD(G, mouse)).req()};
const Element mouse_element{mouse_rows};
constexpr Row clipboard_rows[] = {attr("copypaste", FIELD(G, clipboard)).req()};
const Element clipboard_element{clipboard_rows};
constexpr Row file_transfer_rows[] = {attr("enable", FIELD(G, file_transfer)).req()};
const Element file_transfer_element{file_transfer_rows};
constexpr Row gl_rows[] = {
    attr("enable", FIELD(G, gl)).when(WHEN(G, it.type != T::egl_headless && it.type != T::vnc)).req(),
    attr("rendernode", FIELD(G, rendernode)).only(WHEN(G, it.type != T::sdl)).form(form::absolute_file),
};
const Element gl_element{gl_rows};
constexpr Row audio_id_rows[] = {attr("id", FIELD(G, audio_id)).nonzero().req().form(form::uint8)};
const Element audio_id_element{audio_id_rows};

constexpr auto not_rdp = WHEN(G, it.type != T::rdp);
constexpr auto has_gl = WHEN(G, it.type == T::sdl || it.type == T::spice || it.type == T::dbus || it.type == T::egl_headless);
constexpr Row graphics_rows[] = {
    attr("type", FIELD(G, type)).req(),
    attr("display", FIELD(G, display)).when(windowed),
    attr("xauth", FIELD(G, xauth)).when(windowed).only(WHEN(G, it.type == T::sdl)),
    attr("fullscreen", FIELD(G, fullscreen)).when(windowed),
    custom("@ports", read_ports, write_ports).looks(port_form),
    attr("replaceUser", FIELD(G, replace_user)).lenient().when(rdp),
    attr("multiUser", FIELD(G, multi_user)).lenient().when(rdp),
    attr("username", FIELD(G, username)).when(rdp),
    attr("keymap", FIELD(G, keymap)).when(WHEN(G, it.type == T::vnc || it.type == T::spice)),
    attr("sharePolicy", FIELD(G, share_policy)).when(vnc),
    attr("powerControl", FIELD(G, power_control)).when(vnc),
    attr("defaultMode", FIELD(G, default_mode)).among(mode_words).when(spice).show(WHEN(G, it.default_mode != "any")),
    attr("p2p", FIELD(G, p2p)).when(WHEN(G, it.type == T::dbus)),
    attr("address", FIELD(G, dbus_address)).when(WHEN(G, it.type == T::dbus)).form(form::file),
    attr("passwd", FIELD(G, passwd)).when(has_password).secure(),
    attr("passwdValidTo", FIELD(G, passwd_valid_to)).when(has_password).secure().only(not_rdp).form(form::date_time),
    attr("connected", FIELD(G, connected)).among(connected_words).wrong(Code::config_unsupported, "unknown connected value {}").when(has_password).only(not_rdp),
    custom("", read_listens, write_listens).looks(listen_form),
    list("channel", FIELD(G, channels), channel_element_of_spice).when(spice),
    inside("image", image_element).when(spice),
    inside("jpeg", jpeg_element).when(spice),
    inside("zlib", zlib_element).when(spice),
    inside("playback", playback_element).when(spice),
    inside("streaming", streaming_element).when(spice),
    inside("mouse", mouse_element).when(spice),
    inside("clipboard", clipboard_element).when(spice),
    inside("filetransfer", file_transfer_element).when(spice),
    inside("gl", gl_element).only(has_gl),
    inside("audio", audio_id_element).only(WHEN(G, it.type == T::vnc || it.type == T::dbus)),
    embed(FIELD(G, info), alias_rows),
};

constexpr Row acceleration_rows[] = {
    attr("accel3d", FIELD(Video, accel3d)),
    attr("accel2d", FIELD(Video, accel2d)),
    attr("rendernode", FIELD(Video, rendernode)).form(form::absolute_file),
};
const Element acceleration_element{acceleration_rows};
constexpr Row resolution_rows[] = {
    attr("x", FIELD(Video, width)).req(),
    attr("y", FIELD(Video, height)).req(),
};
const Element resolution_element{resolution_rows};
constexpr Row video_model_rows[] = {
    attr("type", FIELD(Video, type)).guest().needed(),
    attr("ram", FIELD(Video, ram)).guest().only(WHEN(Video, it.type == VideoType::qxl)),
    attr("vram", FIELD(Video, vram)).guest(),
    attr("vram64", FIELD(Video, vram64)).guest().only(WHEN(Video, it.type == VideoType::qxl)),
    attr("vgamem", FIELD(Video, vgamem)).guest().only(WHEN(Video, it.type == VideoType::qxl)),
    attr("heads", FIELD(Video, heads)).guest(),
    attr("primary", FIELD(Video, primary)).lenient().show(WHEN(Video, it.primary == YesNo::yes)),
    attr("blob", FIELD(Video, blob)).guest(),
    inside("acceleration", acceleration_element),
    inside("resolution", resolution_element),
};
const Element video_model_element{video_model_rows};
constexpr Row video_driver_rows[] = {
    embed(FIELD(Video, virtio), virtio_options_rows),
    attr("name", FIELD(Video, backend)),
    attr("vgaconf", FIELD(Video, vgaconf)),
};
const Element video_driver_element{video_driver_rows};
constexpr Row video_rows[] = {
    inside("driver", video_driver_element),
    inside("model", video_model_element).always(),
    embed(FIELD(Video, info), device_rows),
};

constexpr Row codec_rows[] = {attr("type", FIELD(SoundCodec, type)).needed().form("duplex|micro|output")};
const Element codec_element{codec_rows};
constexpr Row sound_audio_rows[] = {attr("id", FIELD(Sound, audio_id)).nonzero().req().form(form::uint8)};
const Element sound_audio_element{sound_audio_rows};
constexpr Row sound_driver_rows[] = {embed(FIELD(Sound, virtio), virtio_options_rows)};
const Element sound_driver_element{sound_driver_rows};
constexpr Row sound_rows[] = {
    attr("model", FIELD(Sound, model)).req().guest(),
    attr("multichannel", FIELD(Sound, multichannel)).when(WHEN(Sound, it.model == SoundModel::usb)).guest(),
    attr("streams", FIELD(Sound, streams)).when(WHEN(Sound, it.model == SoundModel::virtio)).guest().form(form::uint32),
    list("codec", FIELD(Sound, codecs), codec_element).when(WHEN(Sound, it.model == SoundModel::ich6 || it.model == SoundModel::ich7 || it.model == SoundModel::ich9)),
    inside("audio", sound_audio_element),
    embed(FIELD(Sound, info), device_rows),
    inside("driver", sound_driver_element),
};

constexpr Row settings_rows[] = {
    attr("frequency", FIELD(AudioIo, frequency)).nonzero().form(form::uint32),
    attr("channels", FIELD(AudioIo, channels)).nonzero().form(form::uint32),
    attr("format", FIELD(AudioIo, format)).among(sample_words),
};
const Element settings_element{settings_rows};
constexpr Row audio_io_rows[] = {
    attr("mixingEngine", FIELD(AudioIo, mixing_engine)),
    attr("fixedSettings", FIELD(AudioIo, fixed_settings)),
    attr("voices", FIELD(AudioIo, voices)).quiet_zero().form(form::uint32),
    attr("bufferLength", FIELD(AudioIo, buffer_length)).quiet_zero().form(form::uint32),
    attr("serverName", FIELD(AudioIo, server_name)),
    attr("clientName", FIELD(AudioIo, client_name)),
    attr("connectPorts", FIELD(AudioIo, connect_ports)),
    attr("exactName", FIELD(AudioIo, exact_name)),
    attr("name", FIELD(AudioIo, name)),
    attr("streamName", FIELD(AudioIo, stream_name)),
    attr("latency", FIELD(AudioIo, latency)).quiet_zero().form(form::uint32),
    attr("dev", FIELD(AudioIo, dev)).form(form::file),
    attr("bufferCount", FIELD(AudioIo, buffer_count)).quiet_zero().form(form::uint32),
    attr("tryPoll", FIELD(AudioIo, try_poll)),
    inside("settings", settings_element),
};
const Element audio_io_element{audio_io_rows};
using A = Audio;
constexpr Row audio_rows[] = {
    attr("id", FIELD(A, id)).req().nonzero().form(form::uint8),
    attr("type", FIELD(A, type)).req(),
    attr("timerPeriod", FIELD(A, timer_period)).nonzero().form(form::uint32),
    attr("driver", FIELD(A, driver)).among(sdl_words).when(WHEN(A, it.type == AudioType::sdl)),
    attr("path", FIELD(A, path)).form(form::file).when(WHEN(A, it.type == AudioType::file)),
    attr("serverName", FIELD(A, server_name)).when(WHEN(A, it.type == AudioType::pulseaudio)),
    attr("runtimeDir", FIELD(A, runtime_dir)).form(form::file).when(WHEN(A, it.type == AudioType::pipewire)),
    attr("tryMMap", FIELD(A, try_mmap)).when(WHEN(A, it.type == AudioType::oss)),
    attr("exclusive", FIELD(A, exclusive)).when(WHEN(A, it.type == AudioType::oss)),
    attr("dspPolicy", FIELD(A, dsp_policy)).when(WHEN(A, it.type == AudioType::oss)),
    element("input", FIELD(A, input), audio_io_element),
    element("output", FIELD(A, output), audio_io_element),
};

constexpr Row evdev_rows[] = {
    attr("evdev", FIELD(Input, source)).when(WHEN(Input, it.type == InputType::passthrough)).req(Code::xml_error, "Missing evdev path for input device").form(form::absolute_file),
    attr("dev", FIELD(Input, source)).when(WHEN(Input, it.type == InputType::evdev)).req(Code::xml_error, "Missing evdev path for input device").form(form::absolute_file),
    attr("grab", FIELD(Input, grab)).among(all_words).when(WHEN(Input, it.type == InputType::evdev)),
    attr("grabToggle", FIELD(Input, grab_toggle)).among(toggle_words).when(WHEN(Input, it.type == InputType::evdev)),
    attr("repeat", FIELD(Input, repeat)).when(WHEN(Input, it.type == InputType::evdev)),
};
const Element evdev_element{evdev_rows};
constexpr Row input_driver_rows[] = {embed(FIELD(Input, virtio), virtio_options_rows)};
const Element input_driver_element{input_driver_rows};
constexpr Row input_rows[] = {
    attr("type", FIELD(Input, type)).req(Code::internal_error, "missing input device type").wrong(Code::config_unsupported, "unknown input device type '{}'").guest(),
    attr("bus", FIELD(Input, bus)).wrong(Code::config_unsupported, "unknown input bus type '{}'").show(WHEN(Input, it.type != InputType::evdev)).guest()
        .only(WHEN(Input, it.type != InputType::evdev))
        .needed(WHEN(Input, it.type == InputType::passthrough))
        .fits(WHEN(Input, it.bus != InputBus::none && (it.type != InputType::passthrough || it.bus == InputBus::virtio))),
    attr("model", FIELD(Input, model)).wrong(Code::config_unsupported, "unknown input model '{}'").guest(),
    inside("driver", input_driver_element),
    inside("source", evdev_element).only(WHEN(Input, it.type == InputType::evdev || it.type == InputType::passthrough)).needed(),
    embed(FIELD(Input, info), device_rows),
};

}  // namespace

const Element graphics_element{graphics_rows};
const Element video_element{video_rows};
const Element sound_element{sound_rows};
// Settings that belong to another kind of back end are passed over.
void finish_audio(const xml::Node&, void* self, ParseContext&) {
    using K = AudioType;
    auto& a = *static_cast<Audio*>(self);
    auto is = [&](std::initializer_list<K> kinds) { return std::find(kinds.begin(), kinds.end(), a.type) != kinds.end(); };
    for (AudioIo* io : {&a.input, &a.output}) {
        if (!is({K::alsa, K::oss})) io->dev.clear();
        if (!is({K::pulseaudio, K::coreaudio, K::pipewire})) io->name.clear();
        if (!is({K::pulseaudio, K::pipewire})) io->stream_name.clear(), io->latency.reset();
        if (!is({K::jack})) io->server_name.clear(), io->client_name.clear(), io->connect_ports.clear(), io->exact_name = YesNo::absent;
        if (!is({K::oss})) io->try_poll = YesNo::absent;
        if (!is({K::coreaudio, K::oss, K::sdl})) io->buffer_count.reset();
    }
}
const Element audio_element{audio_rows, finish_audio};
const Element input_element{input_rows};

}  // namespace vireo::model
