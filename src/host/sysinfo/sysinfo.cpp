// SPDX-License-Identifier: LGPL-2.1-or-later
// Finding the source for this machine, and the document.
#include "host/sysinfo/sysinfo.h"

#include "host/node/node.h"
#include "host/node/sysfs.h"
#include "host/process/process.h"
#include "xml/writer.h"

namespace vireo::host {
namespace {

void block(xml::Writer& w, const char* name, const SysinfoFields& fields) {
    if (fields.empty()) return;
    w.open(name);
    for (const auto& [key, value] : fields) {
        w.open("entry");
        w.plain_attribute("name", key);
        w.text(value);
        w.close();
    }
    w.close();
}

std::optional<HostSysinfo> from_dmidecode() {
    auto program = find_program("dmidecode");
    if (!program) return std::nullopt;
    auto listing = run_command({*program, "-q", "-t", "0,1,2,3,4,11,17"});
    if (!listing.ok()) return std::nullopt;
    bool failed = false;
    auto info = read_dmi(listing.out, [&](unsigned n) {
        auto r = run_command({*program, "--dump", "--oem-string", std::to_string(n)});
        failed |= !r.ok();
        return std::move(r.out);
    });
    if (failed) return std::nullopt;
    return info;
}

}  // namespace

std::optional<HostSysinfo> read_host_sysinfo() {
    const std::string arch = machine_arch();
    auto cpuinfo = [] { return read_text("/proc/cpuinfo"); };
    if (arch == "x86_64" || arch == "i686") return from_dmidecode();
    if (arch.starts_with("ppc")) {
        if (auto text = cpuinfo()) return read_ppc_cpuinfo(*text);
    } else if (arch.starts_with("s390")) {
        auto sysinfo = read_text("/proc/sysinfo");
        auto text = cpuinfo();
        if (sysinfo && text) return read_s390_sysinfo(*sysinfo, *text);
    } else if (arch.starts_with("arm") || arch == "aarch64") {
        if (auto info = from_dmidecode()) return info;
        if (auto text = cpuinfo()) return read_arm_cpuinfo(*text);
    }
    return std::nullopt;
}

std::string format_sysinfo(const HostSysinfo& s) {
    xml::Writer w;
    w.open("sysinfo");
    w.plain_attribute("type", "smbios");
    block(w, "bios", s.bios);
    block(w, "system", s.system);
    for (const auto& b : s.boards) block(w, "baseBoard", b);
    block(w, "chassis", s.chassis);
    for (const auto& p : s.processors) block(w, "processor", p);
    for (const auto& m : s.memory_devices) block(w, "memory_device", m);
    if (!s.oem_strings.empty()) {
        w.open("oemStrings");
        for (const auto& text : s.oem_strings) w.leaf("entry", text);
        w.close();
    }
    w.close();
    return w.take();
}

}  // namespace vireo::host
