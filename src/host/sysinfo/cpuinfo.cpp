// SPDX-License-Identifier: LGPL-2.1-or-later
// Machines without SMBIOS: what /proc tells.
#include "base/text.h"
#include "host/sysinfo/sysinfo.h"

namespace vireo::host {
namespace {

constexpr std::size_t max_processors = 16384;

struct Line {
    std::string_view key, value;
};

// The next line of the form "key : value"; white space around both goes.
bool next_line(std::string_view& text, Line& line) {
    while (!text.empty()) {
        auto whole = take_until(text, '\n');
        auto colon = whole.find(':');
        if (colon == whole.npos) continue;
        line = {trim(whole.substr(0, colon)), trim(whole.substr(colon + 1))};
        return true;
    }
    return false;
}

void add(SysinfoFields& fields, const char* name, std::string_view value) {
    if (!value.empty()) fields.emplace_back(name, std::string(value));
}

std::string_view find(std::string_view text, std::string_view key) {
    for (Line l; next_line(text, l);)
        if (l.key == key) return l.value;
    return {};
}

}  // namespace

HostSysinfo read_arm_cpuinfo(std::string_view cpuinfo) {
    HostSysinfo s;
    const auto type = find(cpuinfo, "Processor");
    for (Line l; next_line(cpuinfo, l) && s.processors.size() < max_processors;) {
        if (l.key != "processor") continue;
        auto& p = s.processors.emplace_back();
        add(p, "socket_destination", l.value);
        add(p, "type", type);
    }
    return s;
}

HostSysinfo read_ppc_cpuinfo(std::string_view cpuinfo) {
    HostSysinfo s;
    add(s.system, "version", find(cpuinfo, "machine"));
    add(s.system, "serial", find(cpuinfo, "model"));
    add(s.system, "family", find(cpuinfo, "platform"));
    for (Line l; next_line(cpuinfo, l);) {
        if (l.key == "processor") {
            if (s.processors.size() == max_processors) break;
            add(s.processors.emplace_back(), "socket_destination", l.value);
        } else if (!s.processors.empty()) {
            if (l.key == "cpu") add(s.processors.back(), "type", l.value);
            if (l.key == "revision") add(s.processors.back(), "version", l.value);
        }
    }
    return s;
}

HostSysinfo read_s390_sysinfo(std::string_view sysinfo, std::string_view cpuinfo) {
    HostSysinfo s;
    add(s.system, "manufacturer", find(sysinfo, "Manufacturer"));
    add(s.system, "serial", find(sysinfo, "Sequence Code"));
    add(s.system, "family", find(sysinfo, "Type"));
    const auto vendor = find(cpuinfo, "vendor_id");
    // "processor 0: version = FF,  identification = 000123,  machine = 2817", and the whole list may stand there twice.
    std::vector<std::string_view> seen;
    for (Line l; next_line(cpuinfo, l) && seen.size() < max_processors;) {
        if (!l.key.starts_with("processor ") || l.value.find('=') == l.value.npos) continue;
        if (!seen.empty() && seen.front() == l.key) break;
        seen.push_back(l.key);
        std::string_view version, identification, machine;
        for (auto part : split(l.value, ',')) {
            auto name = trim(take_until(part, '='));
            auto value = trim(part);
            if (name == "version") version = value;
            if (name == "identification") identification = value;
            if (name == "machine") machine = value;
        }
        auto& p = s.processors.emplace_back();
        add(p, "family", machine);
        add(p, "manufacturer", vendor);
        add(p, "version", version);
        add(p, "serial_number", identification);
    }
    return s;
}

}  // namespace vireo::host
