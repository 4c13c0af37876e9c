// SPDX-License-Identifier: LGPL-2.1-or-later
#include "hv/tuning.h"

#include <algorithm>

#include "base/text.h"

namespace vireo::hv {

model::Bitmap bitmap_of(const api::Bytes& map) {
    model::Bitmap out;
    for (std::size_t i = 0; i < map.size() && i * 8 < model::Bitmap::max_bit; ++i)
        for (unsigned bit = 0; bit < 8; ++bit)
            if (map[i] >> bit & 1) out.set(static_cast<unsigned>(i) * 8 + bit);
    return out;
}

void append_map(api::Bytes& out, const model::Bitmap& map, std::size_t length) {
    for (std::size_t i = 0; i < length; ++i) {
        std::uint8_t byte = 0;
        for (unsigned bit = 0; bit < 8; ++bit)
            if (map.test(static_cast<unsigned>(i) * 8 + bit)) byte |= static_cast<std::uint8_t>(1u << bit);
        out.push_back(byte);
    }
}

model::Bitmap first_bits(unsigned count) {
    model::Bitmap b;
    for (unsigned i = 0; i < count; ++i) b.set(i);
    return b;
}

const model::Pin* find_pin(const std::vector<model::Pin>& pins, unsigned id) {
    for (const auto& p : pins)
        if (p.id == id) return &p;
    return nullptr;
}

void set_pin(std::vector<model::Pin>& pins, unsigned id, model::Bitmap cpus) {
    for (auto& p : pins)
        if (p.id == id) {
            p.cpus = std::move(cpus);
            return;
        }
    auto at = std::find_if(pins.begin(), pins.end(), [&](const auto& p) { return p.id > id; });
    pins.insert(at, {id, std::move(cpus)});
}

bool vcpu_on_line(const model::Domain& d, unsigned vcpu) {
    for (const auto& e : d.vcpu_entries)
        if (e.id == vcpu) return e.enabled == model::YesNo::yes;
    return vcpu < d.current_vcpus();
}

model::Iothread* find_iothread(model::Domain& d, unsigned id) {
    for (auto& t : d.iothread_ids)
        if (t.id == id) return &t;
    return nullptr;
}

namespace {

// ---- <blkiotune> ----------------------------------------------------------------------------------------------------

constexpr std::string_view device_params[] = {"device_weight", "device_read_iops_sec", "device_write_iops_sec",
                                              "device_read_bytes_sec", "device_write_bytes_sec"};

std::uint64_t device_value(const model::BlkioDevice& d, std::size_t which) {
    const std::uint64_t values[] = {d.weight, d.read_iops_sec, d.write_iops_sec, d.read_bytes_sec, d.write_bytes_sec};
    return values[which];
}

void set_device_value(model::BlkioDevice& d, std::size_t which, std::uint64_t v) {
    switch (which) {
        case 0: d.weight = static_cast<unsigned>(v); break;
        case 1: d.read_iops_sec = static_cast<unsigned>(v); break;
        case 2: d.write_iops_sec = static_cast<unsigned>(v); break;
        case 3: d.read_bytes_sec = v; break;
        default: d.write_bytes_sec = v; break;
    }
}

std::string device_text(const model::BlkioTune& tune, std::size_t which) {
    std::string out;
    for (const auto& d : tune.devices)
        if (auto v = device_value(d, which)) out += fmt::format("{}{},{}", out.empty() ? "" : ",", d.path, v);
    return out;
}

struct DeviceSetting {
    std::string path;
    std::uint64_t value;
};

// "path,value,path,value ..."
std::vector<DeviceSetting> parse_settings(const std::string& text, std::size_t which) {
    std::vector<DeviceSetting> out;
    if (text.empty()) return out;
    auto parts = split(text, ',');
    if (parts.size() % 2)
        fail(Code::invalid_arg, Domain::domain, "unable to parse blkio device '{}' '{}'", device_params[which], text);
    for (std::size_t i = 0; i < parts.size(); i += 2) {
        const bool wide = which >= 3;
        auto value = to_number<std::uint64_t>(parts[i + 1]);
        if (!value || (!wide && *value > 0xffffffffu))
            fail(Code::invalid_arg, Domain::domain, "invalid value '{}' for parameter '{}' of device '{}'", parts[i + 1],
                 device_params[which], parts[i]);
        out.push_back({std::string(parts[i]), *value});
    }
    return out;
}

void apply(model::BlkioTune& tune, const std::vector<DeviceSetting>& settings, std::size_t which) {
    for (const auto& s : settings) {
        auto at = std::find_if(tune.devices.begin(), tune.devices.end(), [&](const auto& d) { return d.path == s.path; });
        if (at == tune.devices.end()) {
            tune.devices.emplace_back();
            at = tune.devices.end() - 1;
            at->path = s.path;
        }
        set_device_value(*at, which, s.value);
    }
    std::erase_if(tune.devices, [](const auto& d) {
        return !d.weight && !d.read_iops_sec && !d.write_iops_sec && !d.read_bytes_sec && !d.write_bytes_sec;
    });
}

// ---- <iotune> ---------------------------------------------------------------------------------------------------------

using Limit = std::uint64_t model::IoTune::*;
struct LimitName {
    const char* name;
    Limit field;
};
constexpr LimitName limits_before_group[] = {{"total_bytes_sec", &model::IoTune::total_bytes_sec},
                                             {"read_bytes_sec", &model::IoTune::read_bytes_sec},
                                             {"write_bytes_sec", &model::IoTune::write_bytes_sec},
                                             {"total_iops_sec", &model::IoTune::total_iops_sec},
                                             {"read_iops_sec", &model::IoTune::read_iops_sec},
                                             {"write_iops_sec", &model::IoTune::write_iops_sec},
                                             {"total_bytes_sec_max", &model::IoTune::total_bytes_sec_max},
                                             {"read_bytes_sec_max", &model::IoTune::read_bytes_sec_max},
                                             {"write_bytes_sec_max", &model::IoTune::write_bytes_sec_max},
                                             {"total_iops_sec_max", &model::IoTune::total_iops_sec_max},
                                             {"read_iops_sec_max", &model::IoTune::read_iops_sec_max},
                                             {"write_iops_sec_max", &model::IoTune::write_iops_sec_max},
                                             {"size_iops_sec", &model::IoTune::size_iops_sec}};
constexpr LimitName limits_after_group[] = {{"total_bytes_sec_max_length", &model::IoTune::total_bytes_sec_max_length},
                                            {"read_bytes_sec_max_length", &model::IoTune::read_bytes_sec_max_length},
                                            {"write_bytes_sec_max_length", &model::IoTune::write_bytes_sec_max_length},
                                            {"total_iops_sec_max_length", &model::IoTune::total_iops_sec_max_length},
                                            {"read_iops_sec_max_length", &model::IoTune::read_iops_sec_max_length},
                                            {"write_iops_sec_max_length", &model::IoTune::write_iops_sec_max_length}};
constexpr std::uint64_t highest_limit = 1000000000000000u;

}  // namespace

std::span<const KnownParam> known_blkio_params() {
    static const std::vector<KnownParam> known = [] {
        std::vector<KnownParam> k{{"weight", ParamType::uint}};
        for (auto name : device_params) k.push_back({name, ParamType::string});
        return k;
    }();
    return known;
}

api::TypedParams blkio_params(const model::BlkioTune& tune) {
    Params p;
    p.u32("weight", tune.weight);
    for (std::size_t i = 0; i < std::size(device_params); ++i) p.text(std::string(device_params[i]), device_text(tune, i));
    return std::move(p.list);
}

void set_blkio_params(model::BlkioTune& tune, const api::TypedParams& params) {
    if (auto w = param<std::uint32_t>(params, "weight")) tune.weight = *w;
    for (std::size_t i = 0; i < std::size(device_params); ++i)
        if (auto text = param<std::string>(params, device_params[i])) apply(tune, parse_settings(*text, i), i);
}

std::span<const KnownParam> known_io_limits() {
    static const std::vector<KnownParam> known = [] {
        std::vector<KnownParam> k;
        for (const auto& l : limits_before_group) k.push_back({l.name, ParamType::ullong});
        k.push_back({"group_name", ParamType::string});
        for (const auto& l : limits_after_group) k.push_back({l.name, ParamType::ullong});
        return k;
    }();
    return known;
}

api::TypedParams io_limit_params(const model::IoTune& tune) {
    Params p;
    for (const auto& l : limits_before_group) p.u64(l.name, tune.*l.field);
    p.text("group_name", tune.group_name);
    for (const auto& l : limits_after_group) p.u64(l.name, tune.*l.field);
    return std::move(p.list);
}

std::uint64_t* io_limit(model::IoTune& tune, std::string_view name) {
    for (const auto& l : limits_before_group)
        if (name == l.name) return &(tune.*l.field);
    for (const auto& l : limits_after_group)
        if (name == l.name) return &(tune.*l.field);
    return nullptr;
}

void check_io_limit(std::uint64_t value, Domain who) {
    if (value > highest_limit)
        fail(Code::argument_unsupported, who, "block I/O throttle limit value must be no more than {}", highest_limit);
}

void check_io_totals(const model::IoTune& t, Domain who) {
    auto clash = [&](std::uint64_t total, std::uint64_t read, std::uint64_t write, const char* what) {
        if (total && (read || write)) fail(Code::invalid_arg, who, "total and read/write of {} cannot be set at the same time", what);
    };
    clash(t.total_bytes_sec, t.read_bytes_sec, t.write_bytes_sec, "bytes_sec");
    clash(t.total_iops_sec, t.read_iops_sec, t.write_iops_sec, "iops_sec");
    clash(t.total_bytes_sec_max, t.read_bytes_sec_max, t.write_bytes_sec_max, "bytes_sec_max");
    clash(t.total_iops_sec_max, t.read_iops_sec_max, t.write_iops_sec_max, "iops_sec_max");
}

model::Disk* find_disk(model::Domain& d, std::string_view name) {
    for (auto& disk : d.devices.disks)
        if (disk.target_dev == name || (!disk.source.path.empty() && disk.source.path == name)) return &disk;
    return nullptr;
}
const model::Disk* find_disk(const model::Domain& d, std::string_view name) { return find_disk(const_cast<model::Domain&>(d), name); }

model::Interface& find_interface(model::Domain& d, const std::string& name) {
    auto mac = model::Mac::parse(name);
    for (auto& i : d.devices.interfaces)
        if (mac ? i.mac.bytes == mac->bytes : i.target_dev == name) return i;
    fail(Code::invalid_arg, Domain::domain, "'{}' is not a known interface", name);
}

std::span<const KnownParam> known_bandwidth_params() {
    static constexpr KnownParam known[] = {{"inbound.average", ParamType::uint},  {"inbound.peak", ParamType::uint},
                                           {"inbound.burst", ParamType::uint},    {"inbound.floor", ParamType::uint},
                                           {"outbound.average", ParamType::uint}, {"outbound.peak", ParamType::uint},
                                           {"outbound.burst", ParamType::uint}};
    return known;
}

api::TypedParams bandwidth_params(const model::Interface& nic) {
    const model::Bandwidth::Rate none;
    const auto& inbound = nic.bandwidth && nic.bandwidth->inbound ? *nic.bandwidth->inbound : none;
    const auto& outbound = nic.bandwidth && nic.bandwidth->outbound ? *nic.bandwidth->outbound : none;
    auto u32 = [](std::uint64_t v) { return static_cast<std::uint32_t>(v); };
    Params p;
    p.u32("inbound.average", u32(inbound.average));
    p.u32("inbound.peak", u32(inbound.peak));
    p.u32("inbound.burst", u32(inbound.burst));
    p.u32("inbound.floor", u32(inbound.floor));
    p.u32("outbound.average", u32(outbound.average));
    p.u32("outbound.peak", u32(outbound.peak));
    p.u32("outbound.burst", u32(outbound.burst));
    return std::move(p.list);
}

void set_bandwidth(model::Interface& nic, const api::TypedParams& params) {
    auto value = [&](const char* name) { return param<std::uint32_t>(params, name).value_or(0); };
    const model::Bandwidth::Rate inbound{value("inbound.average"), value("inbound.peak"), value("inbound.floor"), value("inbound.burst")};
    const model::Bandwidth::Rate outbound{value("outbound.average"), value("outbound.peak"), 0, value("outbound.burst")};
    // A direction without an average (or, inbound, a floor) says nothing, unless the average is set to zero on purpose:
    // then the direction loses its limits.
    auto put = [&](model::Box<model::Bandwidth::Rate>& to, const model::Bandwidth::Rate& rate, const char* average) {
        if (rate.average || rate.floor)
            to = rate;
        else if (find_param(params, average))
            to.reset();
    };
    model::Bandwidth& b = nic.bandwidth.need();
    put(b.inbound, inbound, "inbound.average");
    put(b.outbound, outbound, "outbound.average");
    if (!b.inbound && !b.outbound && !b.class_id) nic.bandwidth.reset();
}

}  // namespace vireo::hv
