// SPDX-License-Identifier: LGPL-2.1-or-later
// How booting, clocks and SMBIOS data look.
#include "model/domain/domain_xml.h"
#include "model/domain/source_xml.h"
#include "model/row/forms.h"

namespace vireo::model {
namespace {

using namespace row;
constexpr std::string_view table_words[] = {"raw", "rawset", "slic", "msdm"};
constexpr std::string_view firmware_words[] = {"enrolled-keys", "secure-boot"};
using E = vireo::Domain;

constexpr Row type_rows[] = {
    attr("arch", FIELD(Os, arch)).guest().form(form::arch),
    attr("machine", FIELD(Os, machine)).guest().form("[a-zA-Z0-9_.\\-]+"),
    content(FIELD(Os, type)).guest().needed().form("hvm|exe|xen|linux|xenpvh"),
};
const Element type_element{type_rows};

constexpr Row firmware_feature_rows[] = {
    attr("enabled", FIELD(FirmwareFeature, enabled)).req(),
    attr("name", FIELD(FirmwareFeature, name)).req().among(firmware_words),
};
const Element firmware_feature_element{firmware_feature_rows};
constexpr Row firmware_rows[] = {list("feature", FIELD(Os, firmware_features), firmware_feature_element).needed()};
const Element firmware_element{firmware_rows};

constexpr Row loader_rows[] = {
    attr("readonly", FIELD(Loader, readonly)),
    attr("secure", FIELD(Loader, secure)),
    attr("type", FIELD(Loader, type)),
    attr("stateless", FIELD(Loader, stateless)),
    attr("format", FIELD(Loader, format)).form("raw|qcow2"),
    content(FIELD(Loader, path)).guest().form(form::absolute_file),
};
const Element loader_element{loader_rows};

// A path alone is that of a file, as soon as it has been read.
constexpr auto by_path = WHEN(NvramStore, it.source.type == StorageType::none || (!it.new_style && !it.source.path.empty()));
constexpr Row nvram_attributes[] = {
    attr("template", FIELD(NvramStore, template_path)).form(form::absolute_file),
    attr("templateFormat", FIELD(NvramStore, template_format)).form("raw|qcow2"),
    attr("type", FIELD(NvramStore, source.type)).show(WHEN(NvramStore, it.new_style)),
    attr("format", FIELD(NvramStore, source.format)).form("raw|qcow2"),
    element("source", FIELD(NvramStore, source), storage_source_element).show(WHEN(NvramStore, it.new_style)),
    content(FIELD(NvramStore, source.path)).show(WHEN(NvramStore, !it.new_style)).only(by_path).form(form::absolute_file),
};
void finish_nvram(const xml::Node& node, void* self, ParseContext&) {
    auto& n = *static_cast<NvramStore*>(self);
    n.new_style = node.has("type");
    if (n.new_style) return;
    n.source.type = StorageType::file;
    n.source.path = node.text;
}
const Element nvram_element_of_os{nvram_attributes, finish_nvram};

constexpr Row table_rows[] = {
    attr("type", FIELD(AcpiTable, type)).req().among(table_words),
    content(FIELD(AcpiTable, path)).needed().form(form::absolute_file),
};
const Element table_element{table_rows};
constexpr Row acpi_rows_of_os[] = {list("table", FIELD(Os, acpi_tables), table_element)};
const Element acpi_element{acpi_rows_of_os};

constexpr Row boot_rows_of_os[] = {attr("dev", FIELD(BootEntry, dev)).req()};
const Element boot_entry_element{boot_rows_of_os};
constexpr Row boot_menu_rows[] = {
    attr("enable", FIELD(Os, boot_menu)).needed(),
    attr("timeout", FIELD(Os, boot_menu_timeout)).form(form::unsigned_short).show(WHEN(Os, it.boot_menu == YesNo::yes)),
};
const Element boot_menu_element{boot_menu_rows};
constexpr Row smbios_rows[] = {attr("mode", FIELD(Os, smbios)).needed().wrong(Code::config_unsupported, "unknown smbios mode '{}'")};
const Element smbios_element{smbios_rows};
constexpr Row bios_rows[] = {
    attr("useserial", FIELD(Os, bios_useserial)).lenient(),
    attr("rebootTimeout", FIELD(Os, bios_reboot_timeout)).form("=short -1"),
};
const Element bios_element{bios_rows};
constexpr Row env_rows[] = {
    attr("name", FIELD(InitEnv, name)).req(Code::xml_error, "No name supplied for <initenv> element").form("[a-zA-Z_]+[a-zA-Z0-9_]*"),
    content(FIELD(InitEnv, value)),
};
const Element env_element{env_rows};

constexpr Row os_rows[] = {
    attr("firmware", FIELD(Os, firmware)).wrong(Code::xml_error, "unknown firmware value {}").show(WHEN(Os, it.firmware != FirmwareKind::none)),
    inside("type", type_element).needed(),
    inside("firmware", firmware_element),
    leaf("init", FIELD(Os, init)).form(form::absolute_file),
    leaves("initarg", FIELD(Os, init_args)),
    list("initenv", FIELD(Os, init_env), env_element),
    leaf("initdir", FIELD(Os, init_dir)).form(form::absolute_file),
    leaf("inituser", FIELD(Os, init_user)).form(form::word),
    leaf("initgroup", FIELD(Os, init_group)).form(form::word),
    maybe("loader", FIELD(Os, loader), loader_element),
    maybe("nvram", FIELD(Os, nvram), nvram_element_of_os),
    leaf("kernel", FIELD(Os, kernel)).form(form::absolute_file),
    leaf("initrd", FIELD(Os, initrd)).form(form::absolute_file),
    leaf("cmdline", FIELD(Os, cmdline)),
    leaf("dtb", FIELD(Os, dtb)).form(form::absolute_file),
    leaf("shim", FIELD(Os, shim)),
    leaf("root", FIELD(Os, root)).form(form::absolute_file),
    inside("acpi", acpi_element),
    list("boot", FIELD(Os, boot), boot_entry_element),
    inside("bootmenu", boot_menu_element),
    inside("bios", bios_element),
    inside("smbios", smbios_element),
};

constexpr Row catchup_rows[] = {
    attr("threshold", FIELD(Timer, catchup_threshold)).quiet_zero(),
    attr("slew", FIELD(Timer, catchup_slew)).quiet_zero(),
    attr("limit", FIELD(Timer, catchup_limit)).quiet_zero(),
};
const Element catchup_element{catchup_rows};
constexpr Row timer_rows[] = {
    attr("name", FIELD(Timer, name)).req().guest(),
    attr("present", FIELD(Timer, present)).guest(),
    attr("tickpolicy", FIELD(Timer, tickpolicy)).guest().only(WHEN(Timer, it.name != TimerName::kvmclock && it.name != TimerName::hypervclock)),
    attr("track", FIELD(Timer, track)).guest().only(WHEN(Timer, it.name == TimerName::platform || it.name == TimerName::rtc)),
    attr("frequency", FIELD(Timer, frequency)).guest().only(WHEN(Timer, it.name == TimerName::tsc)),
    attr("mode", FIELD(Timer, mode)).guest().only(WHEN(Timer, it.name == TimerName::tsc)),
    inside("catchup", catchup_element).only(WHEN(Timer, it.tickpolicy == TickPolicy::catchup)),
};
const Element timer_element{timer_rows};

void read_adjustment(const xml::Node& node, void* self, ParseContext&) {
    auto& c = *static_cast<Clock*>(self);
    auto text = node.value("adjustment");
    if (text.empty()) return;
    if (text == "reset" && (c.offset == ClockOffset::utc || c.offset == ClockOffset::localtime)) {
        c.adjustment_reset = true;
        return;
    }
    auto n = read_whole(text.starts_with('+') ? text.substr(1) : text);
    if (!n) fail(Code::xml_error, vireo::Domain::domain, "unknown clock adjustment '{}'", text);
    c.adjustment = *n;
    // A fixed distance to UTC or local time is a variable clock by another name.
    if (c.offset == ClockOffset::utc || c.offset == ClockOffset::localtime) {
        c.basis = c.offset == ClockOffset::utc ? ClockBasis::utc : ClockBasis::localtime;
        c.offset = ClockOffset::variable;
    }
}
void write_adjustment(const void* self, FormatContext& cx) {
    const auto& c = *static_cast<const Clock*>(self);
    if (c.offset == ClockOffset::variable)
        cx.out.plain_attribute("adjustment", std::to_string(c.adjustment.value_or(0)));
    else if (c.adjustment_reset)
        cx.out.plain_attribute("adjustment", "reset");
}
constexpr Row adjustment_rows[] = {
    attr("adjustment", FIELD(Clock, timezone)).only(WHEN(Clock, it.offset == ClockOffset::utc || it.offset == ClockOffset::localtime)).form("[\\-+]?[0-9]+|reset"),
    attr("adjustment", FIELD(Clock, timezone)).only(WHEN(Clock, it.offset == ClockOffset::variable)).form("[\\-+]?[0-9]+"),
};
const Element adjustment_form{adjustment_rows};
constexpr Row clock_rows[] = {
    attr("offset", FIELD(Clock, offset)).wrong(Code::config_unsupported, "unknown clock offset '{}'").needed(),
    custom("@adjustment", read_adjustment, write_adjustment).looks(adjustment_form),
    attr("basis", FIELD(Clock, basis)).wrong(Code::config_unsupported, "unknown clock basis '{}'").when(WHEN(Clock, it.offset == ClockOffset::variable)),
    attr("timezone", FIELD(Clock, timezone)).filled().when(WHEN(Clock, it.offset == ClockOffset::timezone)).req(Code::internal_error, "missing 'timezone' attribute for clock with offset='timezone'").spared().form("[a-zA-Z0-9_.+\\-/]+"),
    attr("start", FIELD(Clock, start)).when(WHEN(Clock, it.offset == ClockOffset::absolute)).req(Code::internal_error, "missing 'start' attribute for clock with offset='absolute'").wrong(Code::internal_error, "missing 'start' attribute for clock with offset='absolute'"),
    list("timer", FIELD(Clock, timers), timer_element),
};

constexpr Row entry_rows[] = {
    attr("name", FIELD(SysinfoEntry, name)).guest().needed(),
    attr("file", FIELD(SysinfoEntry, file)).guest(),
    content(FIELD(SysinfoEntry, value)).guest(),
};
// A file is given instead of a text.
void finish_entry(const xml::Node&, void* self, ParseContext&) {
    auto& e = *static_cast<SysinfoEntry*>(self);
    if (e.name.empty()) fail(Code::xml_error, vireo::Domain::domain, "Firmware entry is missing 'name' attribute");
    if (!e.file.empty()) e.value.clear();
}
const Element entry_element{entry_rows, finish_entry};

// The entries of a block have a fixed order, whatever the document's.
struct Order {
    std::string_view block;
    std::span<const std::string_view> names;
};
constexpr std::string_view bios_names[] = {"vendor", "version", "date", "release"};
constexpr std::string_view system_names[] = {"manufacturer", "product", "version", "serial", "uuid", "sku", "family"};
constexpr std::string_view board_names[] = {"manufacturer", "product", "version", "serial", "asset", "location"};
constexpr std::string_view chassis_names[] = {"manufacturer", "version", "serial", "asset", "sku"};

void finish_block(const xml::Node& node, void* self, ParseContext&) {
    auto& b = *static_cast<SysinfoBlock*>(self);
    std::span<const std::string_view> names;
    if (node.name == "bios") names = bios_names;
    if (node.name == "system") names = system_names;
    if (node.name == "baseBoard") names = board_names;
    if (node.name == "chassis") names = chassis_names;
    if (names.empty()) return;
    std::vector<SysinfoEntry> sorted;
    for (auto name : names)
        for (auto& e : b.entries)
            if (e.name == name && !e.value.empty()) {
                sorted.push_back(std::move(e));
                break;
            }
    b.entries = std::move(sorted);
    for (auto& e : b.entries) {
        if (node.name == "bios" && e.name == "date") {
            unsigned month = 0, day = 0, year = 0;
            char rest = 0;
            if (std::sscanf(e.value.c_str(), "%u/%u/%u%c", &month, &day, &year, &rest) != 3 || month < 1 || month > 12 ||
                day < 1 || day > 31 || !(year < 100 || (year >= 1900 && year < 10000)))
                fail(Code::xml_detail, E::domain, "Invalid BIOS 'date' format");
        }
        if (node.name == "system" && e.name == "uuid") {
            auto u = Uuid::parse(e.value);
            if (!u) fail(Code::xml_detail, E::domain, "malformed <sysinfo> uuid element");
            e.value = u->text();
        }
    }
}
// The names of entries belong to their block.
#define SYSINFO_BLOCK(block, words)                                                          \
    constexpr Row block##_entry_rows[] = {                                                       \
        attr("name", FIELD(SysinfoEntry, name)).guest().needed().form(words),                \
        attr("file", FIELD(SysinfoEntry, file)).guest().unspoken(),                          \
        content(FIELD(SysinfoEntry, value)).guest(),                                         \
    };                                                                                       \
    const Element block##_entry_element{block##_entry_rows};                                 \
    constexpr Row block##_rows[] = {list("entry", FIELD(SysinfoBlock, entries), block##_entry_element).needed()}; \
    const Element block##_element{block##_rows, finish_block}
SYSINFO_BLOCK(bios_block, "vendor|version|date|release");
SYSINFO_BLOCK(system, "manufacturer|product|version|serial|uuid|sku|family");
SYSINFO_BLOCK(board, "manufacturer|product|version|serial|asset|location");
SYSINFO_BLOCK(chassis, "manufacturer|version|serial|asset|sku");
constexpr Row oem_entry_rows[] = {
    attr("name", FIELD(SysinfoEntry, name)).guest().unspoken(),
    content(FIELD(SysinfoEntry, value)).guest(),
};
const Element oem_entry_element{oem_entry_rows};
constexpr Row oem_rows[] = {list("entry", FIELD(SysinfoBlock, entries), oem_entry_element).needed()};
const Element oem_element{oem_rows, finish_block};

constexpr auto smbios = WHEN(Sysinfo, it.type == SysinfoType::smbios);
constexpr Row sysinfo_rows[] = {
    attr("type", FIELD(Sysinfo, type)).req(),
    maybe("bios", FIELD(Sysinfo, bios), bios_block_element).when(smbios),
    maybe("system", FIELD(Sysinfo, system), system_element).when(smbios),
    list("baseBoard", FIELD(Sysinfo, base_boards), board_element).when(smbios),
    maybe("chassis", FIELD(Sysinfo, chassis), chassis_element).when(smbios),
    maybe("oemStrings", FIELD(Sysinfo, oem_strings), oem_element).when(smbios),
    list("entry", FIELD(Sysinfo, entries), entry_element).when(WHEN(Sysinfo, it.type == SysinfoType::fwcfg)),
};

}  // namespace

const Element os_element{os_rows};
const Element clock_element{clock_rows};
const Element sysinfo_element{sysinfo_rows};

}  // namespace vireo::model
