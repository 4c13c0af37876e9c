// SPDX-License-Identifier: LGPL-2.1-or-later
// What the guest's firmware tables say about the machine, and fw_cfg entries.
#include <algorithm>

#include "base/error.h"
#include "drivers/qemu/argv/parts.h"

namespace vireo::qemu::argv {

using namespace model;

namespace {

void table(const Build& b, int type, const SysinfoBlock& block) {
    struct Name {
        const char* word;
        const char* option;
    };
    static constexpr Name bios[] = {{"vendor", "vendor"}, {"version", "version"}, {"date", "date"}, {"release", "release"}};
    static constexpr Name system[] = {{"manufacturer", "manufacturer"}, {"product", "product"}, {"version", "version"},
                                      {"serial", "serial"}, {"uuid", "uuid"}, {"sku", "sku"}, {"family", "family"}};
    static constexpr Name board[] = {{"manufacturer", "manufacturer"}, {"product", "product"}, {"version", "version"},
                                     {"serial", "serial"}, {"asset", "asset"}, {"location", "location"}};
    static constexpr Name chassis[] = {{"manufacturer", "manufacturer"}, {"version", "version"}, {"serial", "serial"},
                                       {"asset", "asset"}, {"sku", "sku"}};
    std::span<const Name> names = type == 0 ? std::span<const Name>(bios) : type == 1 ? std::span<const Name>(system)
                                  : type == 2 ? std::span<const Name>(board) : std::span<const Name>(chassis);
    Option o;
    o.set("type", static_cast<std::uint64_t>(type));
    for (const Name& n : names)
        for (const auto& e : block.entries)
            if (e.name == n.word) o.set(n.option, e.value);
    b.line.add("-smbios", o);
}

}  // namespace

void smbios(const Build& b) {
    if (b.d.os.smbios != SmbiosMode::sysinfo && b.d.os.smbios != SmbiosMode::host) return;
    const auto& all = b.d.sysinfos;
    if (b.d.os.smbios == SmbiosMode::sysinfo && std::none_of(all.begin(), all.end(), [](const Sysinfo& s) { return s.type == SysinfoType::smbios; }))
        fail(Code::xml_error, vireo::Domain::qemu, "Domain '{}' sysinfo are not available", b.d.name);
    for (const Sysinfo& s : all) {
        if (s.type != SysinfoType::smbios) continue;
        if (s.bios) table(b, 0, *s.bios);
        if (s.system) table(b, 1, *s.system);
        for (const auto& board : s.base_boards) table(b, 2, board);
        if (s.chassis) table(b, 3, *s.chassis);
        if (s.oem_strings) {
            Option o;
            o.set("type", 11);
            for (const auto& e : s.oem_strings->entries) o.set("value", e.value);
            b.line.add("-smbios", o);
        }
    }
}

void fw_cfg(const Build& b) {
    for (const Sysinfo& s : b.d.sysinfos)
        if (s.type == SysinfoType::fwcfg)
            for (const auto& e : s.entries) {
                Option o;
                o.set("name", e.name);
                if (!e.file.empty())
                    o.set("file", e.file);
                else
                    o.set("string", e.value);
                b.line.add("-fw_cfg", o);
            }
}

}  // namespace vireo::qemu::argv
