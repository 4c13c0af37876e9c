// SPDX-License-Identifier: LGPL-2.1-or-later
// Weights and limits of disks, rates of network interfaces.
#include "base/text.h"
#include "drivers/test/tuning.h"
#include "hv/flags.h"
#include "hv/impact.h"
#include "hv/typed_params.h"

namespace vireo::test {
namespace {

using hv::ParamType;

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

const std::vector<hv::KnownParam>& known_limits() {
    static const std::vector<hv::KnownParam> known = [] {
        std::vector<hv::KnownParam> k;
        for (const auto& l : limits_before_group) k.push_back({l.name, ParamType::ullong});
        k.push_back({"group_name", ParamType::string});
        for (const auto& l : limits_after_group) k.push_back({l.name, ParamType::ullong});
        return k;
    }();
    return known;
}

void check_limits(const model::IoTune& t) {
    auto clash = [](std::uint64_t total, std::uint64_t read, std::uint64_t write, const char* what) {
        if (total && (read || write))
            fail(Code::invalid_arg, Domain::test, "total and read/write of {} cannot be set at the same time", what);
    };
    clash(t.total_bytes_sec, t.read_bytes_sec, t.write_bytes_sec, "bytes_sec");
    clash(t.total_iops_sec, t.read_iops_sec, t.write_iops_sec, "iops_sec");
    clash(t.total_bytes_sec_max, t.read_bytes_sec_max, t.write_bytes_sec_max, "bytes_sec_max");
    clash(t.total_iops_sec_max, t.read_iops_sec_max, t.write_iops_sec_max, "iops_sec_max");
    // Kept as libvirt's test driver has it: a rate without its burst is refused too.
    for (std::size_t i = 0; i < 6; ++i)
        if (t.*limits_before_group[i].field > t.*limits_before_group[i + 6].field)
            fail(Code::invalid_arg, Domain::test, "{} cannot be set higher than {}", limits_before_group[i].name,
                 limits_before_group[i + 6].name);
}

model::Disk* find_disk(model::Domain& d, std::string_view name) {
    for (auto& disk : d.devices.disks)
        if (disk.target_dev == name || (!disk.source.path.empty() && disk.source.path == name)) return &disk;
    return nullptr;
}

// ---- <bandwidth> --------------------------------------------------------------------------------------------------------

model::Interface& find_interface(model::Domain& d, const std::string& name) {
    auto mac = model::Mac::parse(name);
    for (auto& i : d.devices.interfaces)
        if (mac ? i.mac.bytes == mac->bytes : i.target_dev == name) return i;
    fail(Code::invalid_arg, Domain::domain, "'{}' is not a known interface", name);
}

}  // namespace

api::DomainGetBlkioParametersRet TuningFacet::domain_get_blkio_parameters(api::Call&,
                                                                          const api::DomainGetBlkioParametersArgs& in) {
    hv::check_flags(in.flags, affect_mask | string_okay, "testDomainGetBlkioParameters", Domain::test);
    auto s = world_.read(in.dom);
    const model::BlkioTune& tune = s->definition(in.flags).blkiotune;
    hv::Params p;
    p.u32("weight", tune.weight);
    for (std::size_t i = 0; i < std::size(device_params); ++i) p.text(std::string(device_params[i]), device_text(tune, i));
    return fill_params<api::DomainGetBlkioParametersRet>(std::move(p.list), in.nparams);
}

void TuningFacet::domain_set_blkio_parameters(api::Call&, const api::DomainSetBlkioParametersArgs& in) {
    static const std::vector<hv::KnownParam> known = [] {
        std::vector<hv::KnownParam> k{{"weight", ParamType::uint}};
        for (auto name : device_params) k.push_back({name, ParamType::string});
        return k;
    }();
    hv::check_flags(in.flags, affect_mask, "testDomainSetBlkioParameters", Domain::test);
    hv::check_params(in.params, known);
    world_.commit(in.dom, [&](DomainState& s, Events&) {
        change(s, in.flags, [&](model::Domain& d) {
            if (auto w = hv::param<std::uint32_t>(in.params, "weight")) d.blkiotune.weight = *w;
            for (std::size_t i = 0; i < std::size(device_params); ++i)
                if (auto text = hv::param<std::string>(in.params, device_params[i]))
                    apply(d.blkiotune, parse_settings(*text, i), i);
        });
    });
}

api::DomainGetBlockIoTuneRet TuningFacet::domain_get_block_io_tune(api::Call&, const api::DomainGetBlockIoTuneArgs& in) {
    hv::check_flags(in.flags, affect_mask | string_okay, "testDomainGetBlockIoTune", Domain::test);
    auto s = world_.read(in.dom);
    model::IoTune tune;
    const model::Domain& d = s->definition(in.flags);
    if (in.disk) {
        const model::Disk* disk = find_disk(const_cast<model::Domain&>(d), *in.disk);
        if (!disk) fail(Code::invalid_arg, Domain::test, "disk '{}' was not found in the domain config", *in.disk);
        if (disk->iotune) tune = *disk->iotune;
    }
    hv::Params p;
    for (const auto& l : limits_before_group) p.u64(l.name, tune.*l.field);
    p.text("group_name", tune.group_name);
    for (const auto& l : limits_after_group) p.u64(l.name, tune.*l.field);
    return fill_params<api::DomainGetBlockIoTuneRet>(std::move(p.list), in.nparams);
}

void TuningFacet::domain_set_block_io_tune(api::Call&, const api::DomainSetBlockIoTuneArgs& in) {
    hv::check_flags(in.flags, affect_mask, "testDomainSetBlockIoTune", Domain::test);
    hv::check_params(in.params, known_limits());
    world_.commit(in.dom, [&](DomainState& s, Events&) {
        change(s, in.flags, [&](model::Domain& d) {
            model::Disk* disk = find_disk(d, in.disk);
            if (!disk)
                fail(Code::invalid_arg, Domain::test, "missing persistent configuration for disk '{}'", in.disk);
            model::IoTune tune = disk->iotune ? *disk->iotune : model::IoTune{};
            for (const auto& p : in.params) {
                if (p.field == "group_name") {
                    tune.group_name = std::get<std::string>(p.value);
                    continue;
                }
                const std::uint64_t v = std::get<std::uint64_t>(p.value);
                if (v > highest_limit)
                    fail(Code::argument_unsupported, Domain::test, "block I/O throttle limit value must be no more than {}",
                         highest_limit);
                for (const auto& l : limits_before_group)
                    if (p.field == l.name) tune.*l.field = v;
                for (const auto& l : limits_after_group)
                    if (p.field == l.name) tune.*l.field = v;
            }
            check_limits(tune);
            if (tune == model::IoTune{})
                disk->iotune.reset();
            else
                disk->iotune = std::move(tune);
        });
    });
}

api::DomainGetInterfaceParametersRet TuningFacet::domain_get_interface_parameters(
    api::Call&, const api::DomainGetInterfaceParametersArgs& in) {
    hv::check_flags(in.flags, affect_mask | string_okay, "testDomainGetInterfaceParameters", Domain::test);
    auto s = world_.read(in.dom);
    const model::Interface& nic = find_interface(const_cast<model::Domain&>(s->definition(in.flags)), in.device);
    model::Bandwidth::Rate none;
    const auto& inbound = nic.bandwidth && nic.bandwidth->inbound ? *nic.bandwidth->inbound : none;
    const auto& outbound = nic.bandwidth && nic.bandwidth->outbound ? *nic.bandwidth->outbound : none;
    auto u32 = [](std::uint64_t v) { return static_cast<std::uint32_t>(v); };
    hv::Params p;
    p.u32("inbound.average", u32(inbound.average));
    p.u32("inbound.peak", u32(inbound.peak));
    p.u32("inbound.burst", u32(inbound.burst));
    p.u32("inbound.floor", u32(inbound.floor));
    p.u32("outbound.average", u32(outbound.average));
    p.u32("outbound.peak", u32(outbound.peak));
    p.u32("outbound.burst", u32(outbound.burst));
    return fill_params<api::DomainGetInterfaceParametersRet>(std::move(p.list), in.nparams);
}

void TuningFacet::domain_set_interface_parameters(api::Call&, const api::DomainSetInterfaceParametersArgs& in) {
    static constexpr hv::KnownParam known[] = {
        {"inbound.average", ParamType::uint},  {"inbound.peak", ParamType::uint},  {"inbound.burst", ParamType::uint},
        {"inbound.floor", ParamType::uint},    {"outbound.average", ParamType::uint}, {"outbound.peak", ParamType::uint},
        {"outbound.burst", ParamType::uint}};
    hv::check_flags(in.flags, affect_mask, "testDomainSetInterfaceParameters", Domain::test);
    hv::check_params(in.params, known);
    auto value = [&](const char* name) { return hv::param<std::uint32_t>(in.params, name).value_or(0); };
    const model::Bandwidth::Rate inbound{value("inbound.average"), value("inbound.peak"), value("inbound.floor"),
                                         value("inbound.burst")};
    const model::Bandwidth::Rate outbound{value("outbound.average"), value("outbound.peak"), 0, value("outbound.burst")};
    // A direction without an average (or, inbound, a floor) says nothing, unless the average is set to zero on purpose:
    // then the direction loses its limits.
    auto put = [&](model::Box<model::Bandwidth::Rate>& to, const model::Bandwidth::Rate& rate, const char* average) {
        if (rate.average || rate.floor)
            to = rate;
        else if (hv::find_param(in.params, average))
            to.reset();
    };
    world_.commit(in.dom, [&](DomainState& s, Events&) {
        change(s, in.flags, [&](model::Domain& d) {
            model::Interface& nic = find_interface(d, in.device);
            model::Bandwidth& b = nic.bandwidth.need();
            put(b.inbound, inbound, "inbound.average");
            put(b.outbound, outbound, "outbound.average");
            if (!b.inbound && !b.outbound && !b.class_id) nic.bandwidth.reset();
        });
    });
}

}  // namespace vireo::test
