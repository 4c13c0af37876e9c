// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/rules/fill_devices.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "drivers/qemu/rules/machine.h"

namespace vireo::qemu::rules::devices {

using namespace model;

namespace {

// QEMU's old words for its audio drivers.
std::optional<AudioType> audio_type(const std::string& driver) {
    if (driver == "pa") return AudioType::pulseaudio;
    if (driver == "wav") return AudioType::file;
    for (unsigned i = 0; i < std::size(AudioType_words); ++i)
        if (driver == AudioType_words[i]) return static_cast<AudioType>(i);
    return std::nullopt;
}

// What the daemon's environment asks for.
std::optional<Audio> host_audio(const FillOptions& o) {
    const auto type = audio_type(o.audio_driver);
    if (!type) return std::nullopt;
    Audio a;
    a.type = *type;
    if (*type == AudioType::sdl) a.driver = o.sdl_audio_driver;
    return a;
}

std::optional<Audio> silent() {
    Audio a;
    a.type = AudioType::none;
    return a;
}

std::optional<Audio> default_audio(const model::Domain& d, const FillOptions& o) {
    const auto& screens = d.devices.graphics;
    if (screens.empty()) return o.nographics_host_audio ? host_audio(o) : silent();
    // The last screen decides; one without a picture of its own and the bus say nothing of sound.
    const auto last = std::find_if(screens.rbegin(), screens.rend(), [](const Graphics& g) { return g.type != GraphicsType::egl_headless && g.type != GraphicsType::dbus; });
    if (last == screens.rend()) return std::nullopt;
    switch (last->type) {
        case GraphicsType::spice: {
            Audio a;
            a.type = AudioType::spice;
            return a;
        }
        case GraphicsType::sdl: return host_audio(o);
        case GraphicsType::vnc: return o.allow_host_audio ? host_audio(o) : silent();
        default: return silent();
    }
}

}  // namespace

void audio(model::Domain& d, const FillOptions& o) {
    auto& list = d.devices.audios;
    unsigned highest = 0;
    for (const auto& a : list) highest = std::max(highest, a.id);
    for (auto& a : list)
        if (!a.id) a.id = ++highest;
    if (!list.empty()) return;
    auto a = default_audio(d, o);
    if (!a) return;
    a->id = 1;
    list.push_back(std::move(*a));
}

void iommu(model::Domain& d, bool abi_update) {
    constexpr unsigned most_without = 255;  // processors that the old interrupt format can name
    if (!is_q35(d)) return;
    if (abi_update && d.vcpus > most_without && !d.devices.iommu) d.devices.iommu.emplace().model = IommuModel::intel;
    if (!d.devices.iommu || d.devices.iommu->model != IommuModel::intel) return;
    // Extended interrupt mode needs remapping, and that a split interrupt controller.
    Iommu& i = *d.devices.iommu;
    if (d.vcpus > most_without && i.eim == OnOff::absent) i.eim = OnOff::on;
    if (i.eim == OnOff::on && i.intremap == OnOff::absent) i.intremap = OnOff::on;
    if (i.intremap == OnOff::on && d.features.ioapic_driver.empty()) {
        d.features_given = true;
        d.features.ioapic_driver = "qemu";
    }
}

void shmems(model::Domain& d) {
    constexpr std::uint64_t usual_size = 4u << 20;
    for (auto& s : d.devices.shmems) {
        if (s.model == ShmemModel::plain && !s.size) s.size = usual_size;
        if (s.model != ShmemModel::doorbell) continue;
        s.msi = true;
        if (s.msi_ioeventfd == OnOff::absent) s.msi_ioeventfd = OnOff::on;
    }
}

void tpms(model::Domain& d, const FillOptions& o) {
    for (auto& t : d.devices.tpms) {
        if (t.backend == TpmBackend::none) t.backend = TpmBackend::emulator;
        if (t.model == TpmModel::none) t.model = TpmModel::tis;
        // The old interface of PCs had the old version behind it.
        if (t.backend == TpmBackend::emulator && t.version == TpmVersion::none)
            t.version = t.model == TpmModel::tis && is_x86(d) ? TpmVersion::v1_2 : TpmVersion::v2_0;
        const std::string version(word(t.version));
        if (t.backend == TpmBackend::emulator && o.tpm_versions && std::find(o.tpm_versions->begin(), o.tpm_versions->end(), version) == o.tpm_versions->end())
            fail(Code::config_unsupported, vireo::Domain::none, "TPM version '{}' is not supported", version);
    }
}

void memory_slots(model::Domain& d) {
    auto taken = [&](unsigned slot) {
        for (const auto& m : d.devices.memories)
            if (m.info.address.type == AddressType::dimm && m.info.address.dimm.slot == slot) return true;
        return false;
    };
    for (auto& m : d.devices.memories) {
        if (m.model != MemoryModel::dimm && m.model != MemoryModel::nvdimm) continue;
        if (m.info.address.type == AddressType::dimm && m.info.address.dimm.slot) continue;
        unsigned slot = 0;
        while (taken(slot)) ++slot;
        m.info.address.type = AddressType::dimm;
        m.info.address.dimm.slot = slot;
    }
}

void mediated(model::Domain& d) {
    for (auto& h : d.devices.hostdevs)
        if (h.type == HostdevType::mdev && h.mdev_model == MdevModel::vfio_pci && h.display == OnOff::absent) h.display = OnOff::off;
}

namespace {

bool digits(std::string_view s) { return !s.empty() && std::all_of(s.begin(), s.end(), is_digit); }

// Is it DIR/[target/]FOLDER/NAME with a guest's folder, or DIR/[target/]GUEST.NAME?
bool generated(std::string_view path, std::string_view dir, std::string_view name) {
    if (!path.starts_with(dir) || name.empty() || !path.ends_with(name)) return false;
    path.remove_prefix(dir.size());
    if (path.size() <= name.size() || path.front() != '/') return false;
    path.remove_prefix(1);
    path.remove_suffix(name.size());
    if (path.starts_with("target/")) path.remove_prefix(7);
    if (path.size() < 2) return false;
    const std::string_view folder = path.substr(0, path.size() - 1);
    if (folder.find('/') != folder.npos) return false;
    if (path.back() == '.') return true;
    if (path.back() != '/') return false;
    if (folder.starts_with("domain-")) return true;
    const auto dash = folder.find('-');
    return dash != folder.npos && dash + 1 < folder.size() && digits(folder.substr(0, dash));
}

}  // namespace

void stale_sockets(model::Domain& d, const FillOptions& o) {
    for (auto& c : d.devices.channels) {
        auto& s = c.source;
        if (s.type != ChardevType::unix_ || c.channel_target != ChannelTarget::virtio || s.path.empty()) continue;
        if (generated(s.path, o.channel_dir, c.name) || generated(s.path, o.lib_dir + "/channel", c.name)) s.path.clear();
    }
    for (auto& g : d.devices.graphics) {
        if (g.type != GraphicsType::vnc) continue;
        for (auto& l : g.listens)
            if (l.type == ListenType::socket && l.socket.starts_with(o.lib_dir + "/")) {
                l = {.type = ListenType::address};
                if (!g.port) g.port = -1;
                g.autoport = YesNo::yes;
            }
    }
}

void live_state(model::Domain& d) {
    for (auto& c : d.devices.channels) c.state = ChannelState::none;
    auto forget = [](std::vector<DeviceSeclabel>& labels) {
        std::erase_if(labels, [](const DeviceSeclabel& l) { return l.labelskip == YesNo::yes; });
    };
    for (auto& x : d.devices.disks) forget(x.source.seclabels);
    for (auto* list : {&d.devices.serials, &d.devices.parallels, &d.devices.consoles, &d.devices.channels})
        for (auto& c : *list) forget(c.source.seclabels);
}

void seclabels(model::Domain& d, const FillOptions& o) {
    for (auto& s : d.seclabels)
        if (s.model.empty() && s.type == SeclabelType::none) s.model = o.security_model;
}

void numa(model::Domain& d, bool abi_update) {
    // Memory is plugged into cells, so that a new guest that may grow gets one.
    const bool grows = d.max_memory.value_or(0) || d.max_memory_slots.value_or(0);
    if (abi_update && grows && is_x86(d) && (!d.cpu || d.cpu->cells.empty())) {
        std::uint64_t modules = 0;
        for (const auto& m : d.devices.memories) modules += m.size.value_or(0);
        NumaCell cell;
        cell.id = 0;
        cell.memory = d.memory.value_or(0) - std::min(d.memory.value_or(0), modules);
        d.cpu.need().cells.push_back(std::move(cell));
    }
    if (!d.cpu || d.cpu->cells.empty()) return;
    Bitmap named;
    for (const auto& c : d.cpu->cells)
        for (int i = c.cpus.next(0); i >= 0; i = c.cpus.next(static_cast<unsigned>(i) + 1)) named.set(static_cast<unsigned>(i));
    for (unsigned i = 0; i < d.vcpus && i < Bitmap::max_bit; ++i)
        if (!named.test(i)) d.cpu->cells.front().cpus.set(i);
}

}  // namespace vireo::qemu::rules::devices
