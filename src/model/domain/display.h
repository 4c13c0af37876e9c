// SPDX-License-Identifier: LGPL-2.1-or-later
// <graphics>, <video>, <sound>, <audio>, <input>: what a person sees, hears and touches.
#pragma once

#include "model/domain/address.h"
#include "model/domain/chardev.h"

namespace vireo::model {

enum class GraphicsType : std::uint8_t { sdl, vnc, rdp, desktop, spice, egl_headless, dbus };
VIREO_WORDS(GraphicsType, "sdl", "vnc", "rdp", "desktop", "spice", "egl-headless", "dbus")
enum class ListenType : std::uint8_t { none, address, network, socket };
VIREO_WORDS(ListenType, "none", "address", "network", "socket")
enum class SpiceMode : std::uint8_t { any, secure, insecure };
VIREO_WORDS(SpiceMode, "any", "secure", "insecure")
enum class SharePolicy : std::uint8_t { none, allow_exclusive, force_shared, ignore };
VIREO_WORDS(SharePolicy, "", "allow-exclusive", "force-shared", "ignore")

struct GraphicsListen {
    ListenType type = ListenType::none;
    std::string address, network, socket;
    bool from_config = false;              // the daemon's default, not the document's
    bool auto_socket = false;
    bool operator==(const GraphicsListen&) const = default;
};

struct SpiceChannel {
    std::string name, mode;
    bool operator==(const SpiceChannel&) const = default;
};

struct Graphics {
    GraphicsType type = GraphicsType::sdl;
    std::optional<int> port, tls_port, websocket;  // -1: choose
    YesNo autoport = YesNo::absent;
    std::vector<GraphicsListen> listens;
    std::string listen_attribute;          // as given in the old place
    std::string username, passwd, passwd_valid_to, connected, keymap;
    SharePolicy share_policy = SharePolicy::none;
    YesNo power_control = YesNo::absent;
    std::string display, xauth;            // sdl, desktop
    YesNo fullscreen = YesNo::absent;
    YesNo replace_user = YesNo::absent, multi_user = YesNo::absent;  // rdp
    std::string dbus_address;
    YesNo p2p = YesNo::absent;             // dbus
    std::string default_mode;              // spice
    std::vector<SpiceChannel> channels;
    std::string image_compression, jpeg_compression, zlib_compression, streaming_mode;
    OnOff playback_compression = OnOff::absent;
    MouseMode mouse = MouseMode::none;
    YesNo clipboard = YesNo::absent, file_transfer = YesNo::absent;
    YesNo gl = YesNo::absent;
    std::string rendernode;
    std::optional<unsigned> audio_id;
    DeviceInfo info;
    bool operator==(const Graphics&) const = default;
};

enum class VideoType : std::uint8_t {
    default_, vga, cirrus, vmvga, xen, vbox, qxl, parallels, virtio, gop, none, bochs, ramfb
};
VIREO_WORDS(VideoType, "", "vga", "cirrus", "vmvga", "xen", "vbox", "qxl", "parallels", "virtio", "gop", "none", "bochs",
            "ramfb")
enum class VideoBackend : std::uint8_t { none, qemu, vhost_user };
VIREO_WORDS(VideoBackend, "", "qemu", "vhostuser")
enum class VgaConf : std::uint8_t { none, io, on, off };
VIREO_WORDS(VgaConf, "", "io", "on", "off")

struct Video {
    VideoType type = VideoType::default_;
    std::optional<unsigned> ram, vram, vram64, vgamem;  // KiB
    std::optional<unsigned> heads;
    YesNo primary = YesNo::absent;
    OnOff blob = OnOff::absent;
    YesNo accel3d = YesNo::absent, accel2d = YesNo::absent;
    std::string rendernode;
    std::optional<unsigned> width, height;
    VideoBackend backend = VideoBackend::none;
    VgaConf vgaconf = VgaConf::none;
    VirtioOptions virtio;
    DeviceInfo info;
    bool operator==(const Video&) const = default;
};

enum class SoundModel : std::uint8_t { sb16, es1370, pcspk, ac97, ich6, ich9, usb, ich7, virtio };
VIREO_WORDS(SoundModel, "sb16", "es1370", "pcspk", "ac97", "ich6", "ich9", "usb", "ich7", "virtio")
struct SoundCodec {
    std::string type;                      // "duplex", "micro", "output"
    bool operator==(const SoundCodec&) const = default;
};
struct Sound {
    SoundModel model = SoundModel::sb16;
    YesNo multichannel = YesNo::absent;    // usb
    std::optional<unsigned> streams;       // virtio
    std::vector<SoundCodec> codecs;
    std::optional<unsigned> audio_id;
    VirtioOptions virtio;
    DeviceInfo info;
    bool operator==(const Sound&) const = default;
};

enum class AudioType : std::uint8_t {
    none, alsa, coreaudio, jack, oss, pulseaudio, sdl, spice, file, dbus, pipewire
};
VIREO_WORDS(AudioType, "none", "alsa", "coreaudio", "jack", "oss", "pulseaudio", "sdl", "spice", "file", "dbus",
            "pipewire")
// One direction.
struct AudioIo {
    YesNo mixing_engine = YesNo::absent, fixed_settings = YesNo::absent;
    std::optional<unsigned> voices, buffer_length;
    std::string dev, name, stream_name, server_name, client_name, connect_ports;
    YesNo exact_name = YesNo::absent, try_poll = YesNo::absent;
    std::optional<unsigned> buffer_count, latency;
    std::optional<unsigned> frequency, channels;
    std::string format;
    bool operator==(const AudioIo&) const = default;
};
struct Audio {
    AudioType type = AudioType::none;
    unsigned id = 0;
    std::optional<unsigned> timer_period;
    std::string driver, server_name, path, runtime_dir;
    YesNo try_mmap = YesNo::absent, exclusive = YesNo::absent;
    std::optional<int> dsp_policy;
    AudioIo input, output;
    bool operator==(const Audio&) const = default;
};

enum class InputType : std::uint8_t { mouse, tablet, keyboard, passthrough, evdev };
VIREO_WORDS(InputType, "mouse", "tablet", "keyboard", "passthrough", "evdev")
enum class InputBus : std::uint8_t { default_, ps2, usb, xen, parallels, virtio, none };
VIREO_WORDS(InputBus, "", "ps2", "usb", "xen", "parallels", "virtio", "none")
struct Input {
    InputType type = InputType::mouse;
    InputBus bus = InputBus::default_;
    VirtioModel model = VirtioModel::none;
    std::string source;                    // evdev device
    std::string grab, grab_toggle;
    OnOff repeat = OnOff::absent;
    VirtioOptions virtio;
    DeviceInfo info;
    bool operator==(const Input&) const = default;
};

}  // namespace vireo::model
