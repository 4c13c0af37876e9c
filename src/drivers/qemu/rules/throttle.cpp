// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/rules/throttle.h"

#include "hv/tuning.h"
#include "json/json.h"

namespace vireo::qemu::rules {
namespace {

using T = model::IoTune;
struct Limit {
    const char* name;
    std::uint64_t T::*base;
    std::uint64_t T::*burst;
};
constexpr Limit limits[] = {{"total_bytes_sec", &T::total_bytes_sec, &T::total_bytes_sec_max}, {"read_bytes_sec", &T::read_bytes_sec, &T::read_bytes_sec_max},
                            {"write_bytes_sec", &T::write_bytes_sec, &T::write_bytes_sec_max}, {"total_iops_sec", &T::total_iops_sec, &T::total_iops_sec_max},
                            {"read_iops_sec", &T::read_iops_sec, &T::read_iops_sec_max},       {"write_iops_sec", &T::write_iops_sec, &T::write_iops_sec_max}};

bool ends_with(std::string_view text, std::string_view end) { return text.size() >= end.size() && text.substr(text.size() - end.size()) == end; }

void take(T& to, const T& from, std::uint64_t T::*a, std::uint64_t T::*b, std::uint64_t T::*c) {
    to.*a = from.*a;
    to.*b = from.*b;
    to.*c = from.*c;
}

}  // namespace

ThrottleChange read_throttle(const api::TypedParams& params) {
    ThrottleChange c;
    for (const auto& p : params) {
        if (p.field == "group_name") {
            c.tune.group_name = std::get<std::string>(p.value);
            c.group = true;
            continue;
        }
        const auto value = std::get<std::uint64_t>(p.value);
        hv::check_io_limit(value, Domain::qemu);
        if (auto* limit = hv::io_limit(c.tune, p.field)) *limit = value;
        const bool bytes = p.field.find("bytes_sec") != std::string::npos;
        if (p.field == "size_iops_sec")
            c.size = true;
        else if (ends_with(p.field, "_max_length"))
            (bytes ? c.bytes_length : c.iops_length) = true;
        else if (ends_with(p.field, "_max"))
            (bytes ? c.bytes_max : c.iops_max) = true;
        else
            (bytes ? c.bytes : c.iops) = true;
    }
    hv::check_io_totals(c.tune, Domain::qemu);
    return c;
}

model::IoTune merged_throttle(const ThrottleChange& c, const model::IoTune& old) {
    T out = c.tune;
    if (!c.bytes) take(out, old, &T::total_bytes_sec, &T::read_bytes_sec, &T::write_bytes_sec);
    if (!c.iops) take(out, old, &T::total_iops_sec, &T::read_iops_sec, &T::write_iops_sec);
    if (!c.bytes_max) take(out, old, &T::total_bytes_sec_max, &T::read_bytes_sec_max, &T::write_bytes_sec_max);
    if (!c.iops_max) take(out, old, &T::total_iops_sec_max, &T::read_iops_sec_max, &T::write_iops_sec_max);
    if (!c.bytes_length) take(out, old, &T::total_bytes_sec_max_length, &T::read_bytes_sec_max_length, &T::write_bytes_sec_max_length);
    if (!c.iops_length) take(out, old, &T::total_iops_sec_max_length, &T::read_iops_sec_max_length, &T::write_iops_sec_max_length);
    if (!c.size) out.size_iops_sec = old.size_iops_sec;
    if (!c.group) out.group_name = old.group_name;
    return out;
}

void check_live_throttle(const model::IoTune& t) {
    for (const auto& l : limits) {
        if (!(t.*l.burst)) continue;
        if (!(t.*l.base)) fail(Code::config_unsupported, Domain::qemu, "cannot reset '{}' when '{}_max' is set", l.name, l.name);
        if (t.*l.burst < t.*l.base) fail(Code::config_unsupported, Domain::qemu, "value '{}_max' cannot be smaller than '{}'", l.name, l.name);
    }
}

std::string throttle_id(const model::Disk& disk) {
    // A virtio disk is the proxy of the device that has the block backend; a USB disk holds a SCSI disk.
    const auto& alias = disk.info.alias;
    if (disk.bus == model::DiskBus::virtio) return fmt::format("/machine/peripheral/{}/virtio-backend", alias);
    if (disk.bus == model::DiskBus::usb) return fmt::format("/machine/peripheral/{}/{}.0/legacy[0]", alias, alias);
    return alias;
}

qmp::Command throttle_command(const model::Disk& disk, const model::IoTune& t) {
    json::Json args{{"id", throttle_id(disk)},
                    {"bps", t.total_bytes_sec},
                    {"bps_rd", t.read_bytes_sec},
                    {"bps_wr", t.write_bytes_sec},
                    {"iops", t.total_iops_sec},
                    {"iops_rd", t.read_iops_sec},
                    {"iops_wr", t.write_iops_sec},
                    {"bps_max", t.total_bytes_sec_max},
                    {"bps_rd_max", t.read_bytes_sec_max},
                    {"bps_wr_max", t.write_bytes_sec_max},
                    {"iops_max", t.total_iops_sec_max},
                    {"iops_rd_max", t.read_iops_sec_max},
                    {"iops_wr_max", t.write_iops_sec_max},
                    {"iops_size", t.size_iops_sec}};
    if (!t.group_name.empty()) args["group"] = t.group_name;
    const std::pair<const char*, std::uint64_t> lengths[] = {
        {"bps_max_length", t.total_bytes_sec_max_length},   {"bps_rd_max_length", t.read_bytes_sec_max_length},   {"bps_wr_max_length", t.write_bytes_sec_max_length},
        {"iops_max_length", t.total_iops_sec_max_length}, {"iops_rd_max_length", t.read_iops_sec_max_length}, {"iops_wr_max_length", t.write_iops_sec_max_length}};
    for (const auto& [name, value] : lengths)
        if (value) args[name] = value;
    return qmp::Command("block_set_io_throttle", args);
}

}  // namespace vireo::qemu::rules
