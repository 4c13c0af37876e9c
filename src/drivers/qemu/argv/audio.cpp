// SPDX-License-Identifier: LGPL-2.1-or-later
// Sound cards and the back ends that they play on.
#include "base/error.h"
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

// Where the sound server listens: the definition's word, else what the daemon itself was told.
void pipewire_folder(const Build& b, const Audio& a) {
    auto inherited = b.host.inherited_env.find("PIPEWIRE_RUNTIME_DIR");
    if (!a.runtime_dir.empty())
        b.line.env.emplace_back("PIPEWIRE_RUNTIME_DIR", a.runtime_dir);
    else if (inherited != b.host.inherited_env.end())
        b.line.env.emplace_back(*inherited);
}

}  // namespace

std::string audio_id(const Build& b, const std::optional<unsigned>& wanted) {
    if (wanted) return fmt::format("audio{}", *wanted);
    if (!b.dev().audios.empty()) return fmt::format("audio{}", b.dev().audios.front().id);
    return {};
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
        if (a.type == AudioType::sdl && !a.driver.empty()) b.line.env.emplace_back("SDL_AUDIODRIVER", a.driver);
        if (a.type == AudioType::pipewire) pipewire_folder(b, a);
    }
}

void sounds(const Build& b) {
    for (const Sound& s : b.dev().sounds) {
        if (s.model == SoundModel::pcspk) continue;
        static constexpr const char* drivers[] = {"sb16", "ES1370", "", "AC97", "intel-hda", "ich9-intel-hda", "usb-audio", "", "virtio-sound"};
        Props p;
        const std::string audio = audio_id(b, s.audio_id);
        if (audio.empty() && b.dev().audios.empty()) fail(Code::internal_error, vireo::Domain::qemu, "unable to find audio backend for sound device");
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
