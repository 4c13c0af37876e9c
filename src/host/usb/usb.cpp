// SPDX-License-Identifier: LGPL-2.1-or-later
#include "host/usb/usb.h"

#include <dirent.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <tuple>

#include <fmt/core.h>

#include "base/error.h"
#include "base/text.h"
#include "host/node/sysfs.h"

namespace vireo::host {
namespace {

std::vector<std::string> names_in(const std::string& folder) {
    DIR* dir = ::opendir(folder.c_str());
    if (!dir) fail_errno(Domain::none, errno, "cannot open directory '{}'", folder);
    std::vector<std::string> out;
    while (const dirent* e = ::readdir(dir))
        if (e->d_name[0] != '.') out.emplace_back(e->d_name);
    ::closedir(dir);
    return out;
}

std::optional<unsigned> hex_in(const std::string& file) {
    const auto text = read_text(file);
    if (!text) return std::nullopt;
    return to_number<unsigned>(trim(*text), 16);
}

}  // namespace

std::vector<UsbDevice> list_usb_devices(const std::string& sys) {
    const auto folder = sys + "/bus/usb/devices";
    std::vector<UsbDevice> all;
    for (const auto& name : names_in(folder)) {
        if (name.find(':') != name.npos) continue;  // a function of a device
        const auto at = folder + "/" + name + "/";
        const auto vendor = hex_in(at + "idVendor"), product = hex_in(at + "idProduct");
        const auto bus = read_number(at + "busnum"), device = read_number(at + "devnum");
        if (vendor && product && bus && device) all.push_back({*vendor, *product, static_cast<unsigned>(*bus), static_cast<unsigned>(*device)});
    }
    std::sort(all.begin(), all.end(), [](const UsbDevice& a, const UsbDevice& b) { return std::tie(a.bus, a.device) < std::tie(b.bus, b.device); });
    return all;
}

std::string usb_node(unsigned bus, unsigned device) { return fmt::format("/dev/bus/usb/{:03}/{:03}", bus, device); }

std::string scsi_generic_node(unsigned adapter, unsigned bus, unsigned target, std::uint64_t unit, const std::string& sys) {
    const auto folder = fmt::format("{}/bus/scsi/devices/{}:{}:{}:{}/scsi_generic", sys, adapter, bus, target, unit);
    const auto names = names_in(folder);
    if (names.empty()) fail_errno(Domain::none, ENODEV, "cannot open directory '{}'", folder);
    return "/dev/" + names.front();
}

}  // namespace vireo::host
