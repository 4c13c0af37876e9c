// SPDX-License-Identifier: LGPL-2.1-or-later
// dmidecode's listing. Its records are found by their titles and a field by its label, from the record on: where firmware
// left a field out, the next record's answers, which is what users of this document know.
#include <algorithm>

#include "base/text.h"
#include "host/sysinfo/sysinfo.h"

namespace vireo::host {
namespace {

constexpr std::size_t max_records = 4096;  // more than any machine has; bounds what a broken listing can cost

struct Label {
    const char* label;
    const char* name;
};

constexpr Label bios_labels[] = {{"Vendor: ", "vendor"}, {"Version: ", "version"}, {"Release Date: ", "date"}, {"BIOS Revision: ", "release"}};
constexpr Label system_labels[] = {{"Manufacturer: ", "manufacturer"}, {"Product Name: ", "product"}, {"Version: ", "version"},
                                   {"Serial Number: ", "serial"},      {"UUID: ", "uuid"},            {"SKU Number: ", "sku"},
                                   {"Family: ", "family"}};
constexpr Label board_labels[] = {{"Manufacturer: ", "manufacturer"}, {"Product Name: ", "product"}, {"Version: ", "version"},
                                  {"Serial Number: ", "serial"},      {"Asset Tag: ", "asset"},      {"Location In Chassis: ", "location"}};
constexpr Label chassis_labels[] = {{"Manufacturer: ", "manufacturer"}, {"Version: ", "version"}, {"Serial Number: ", "serial"},
                                    {"Asset Tag: ", "asset"},           {"SKU Number: ", "sku"}};
constexpr Label processor_labels[] = {
    {"Socket Designation: ", "socket_destination"}, {"Type: ", "type"},           {"Family: ", "family"},
    {"Manufacturer: ", "manufacturer"},             {"Signature: ", "signature"}, {"Version: ", "version"},
    {"External Clock: ", "external_clock"},         {"Max Speed: ", "max_speed"}, {"Status: ", "status"},
    {"Serial Number: ", "serial_number"},           {"Part Number: ", "part_number"}};
constexpr Label memory_labels[] = {
    {"Size: ", "size"},   {"Form Factor: ", "form_factor"}, {"Locator: ", "locator"}, {"Bank Locator: ", "bank_locator"},
    {"Type: ", "type"},   {"Type Detail: ", "type_detail"}, {"Speed: ", "speed"},     {"Manufacturer: ", "manufacturer"},
    {"Serial Number: ", "serial_number"},                   {"Part Number: ", "part_number"}};

// The value behind the first such label, without white space at its end; nothing if there is none or it is blank.
std::optional<std::string> value_of(std::string_view text, std::string_view label) {
    auto at = text.find(label);
    if (at == text.npos) return std::nullopt;
    auto value = text.substr(at + label.size());
    value = value.substr(0, value.find('\n'));
    while (!value.empty() && is_space(value.back())) value.remove_suffix(1);
    if (value.empty()) return std::nullopt;
    return std::string(value);
}

template <std::size_t N>
SysinfoFields fields_of(std::string_view text, const Label (&labels)[N]) {
    SysinfoFields out;
    for (const auto& l : labels)
        if (auto value = value_of(text, l.label)) out.emplace_back(l.name, std::move(*value));
    return out;
}

template <std::size_t N>
SysinfoFields first_record(std::string_view listing, std::string_view title, const Label (&labels)[N]) {
    auto at = listing.find(title);
    return at == listing.npos ? SysinfoFields{} : fields_of(listing.substr(at), labels);
}

template <std::size_t N, class Keep>
std::vector<SysinfoFields> records(std::string_view listing, std::string_view title, const Label (&labels)[N], Keep keep) {
    std::vector<SysinfoFields> out;
    for (std::size_t at = 0; out.size() < max_records && (at = listing.find(title, at)) != listing.npos; at += title.size())
        if (auto fields = fields_of(listing.substr(at), labels); !fields.empty() && keep(fields)) out.push_back(std::move(fields));
    return out;
}

std::vector<std::string> read_oem_strings(std::string_view listing, const OemString& ask) {
    std::vector<std::string> out;
    auto at = listing.find("OEM Strings");
    if (at == listing.npos) return out;
    while (out.size() < max_records && (at = listing.find("String ", at)) != listing.npos) {
        at += 7;
        auto line = listing.substr(at, listing.find('\n', at) - at);
        auto colon = line.find(": ");
        auto number = colon == line.npos ? std::nullopt : to_number<unsigned>(line.substr(0, colon));
        if (!number) continue;
        auto value = line.substr(colon + 2);
        while (!value.empty() && is_space(value.back())) value.remove_suffix(1);
        if (value.empty()) continue;
        out.push_back(value.find('.') == value.npos ? std::string(value) : ask(*number));
    }
    return out;
}

}  // namespace

HostSysinfo read_dmi(std::string_view listing, const OemString& oem_string) {
    auto any = [](const SysinfoFields&) { return true; };
    HostSysinfo s;
    s.bios = first_record(listing, "BIOS Information", bios_labels);
    s.system = first_record(listing, "System Information", system_labels);
    s.boards = records(listing, "Base Board Information", board_labels, any);
    s.chassis = first_record(listing, "Chassis Information", chassis_labels);
    s.processors = records(listing, "Processor Information", processor_labels, any);
    // Sockets without a module are left out.
    s.memory_devices = records(listing, "Memory Device", memory_labels, [](const SysinfoFields& f) {
        return std::none_of(f.begin(), f.end(), [](const auto& e) { return std::string_view(e.first) == "size" && e.second == "No Module Installed"; });
    });
    s.oem_strings = read_oem_strings(listing, oem_string);
    return s;
}

}  // namespace vireo::host
