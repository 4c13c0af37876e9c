// SPDX-License-Identifier: LGPL-2.1-or-later
// Grammars of what hosts and hypervisors can do, and of processors by themselves.
#include "model/domain/domain_xml.h"
#include "model/schema/documents.h"
#include "model/schema/form.h"

namespace vireo::model::schema {
namespace {

// --- processors of hosts ---
constexpr Row cpu_features_rows[] = {mark("pae"), mark("nonpae"), mark("vmx"), mark("svm")};
const Element cpu_features{cpu_features_rows};
constexpr Row microcode_rows[] = {said("version", form::positive).needed()};
const Element microcode{microcode_rows};
constexpr Row signature_rows[] = {
    said("family", form::positive).needed(),
    said("model", form::unsigned_int).needed(),
    said("stepping", form::unsigned_int).needed(),
};
const Element signature{signature_rows};
constexpr Row counter_rows[] = {said("name").needed(), said("frequency", form::positive).needed(), yes_no("scaling").needed()};
const Element counter{counter_rows};
constexpr Row topology_rows[] = {
    said("sockets", form::positive).needed(), said("dies", form::positive), said("clusters", form::positive),
    said("cores", form::positive).needed(),   said("threads", form::positive).needed(),
};
const Element topology{topology_rows};
constexpr Row phys_rows[] = {said("mode", "emulate|passthrough").needed(), said("bits", form::unsigned_int), said("limit", form::unsigned_int)};
const Element phys{phys_rows};
constexpr Row host_feature_rows[] = {said("name", "[a-zA-Z0-9\\-_]+").needed()};
const Element host_feature{host_feature_rows};
constexpr Row pages_rows[] = {said("unit", form::unit), said("size", form::unsigned_int).needed()};
const Element pages{pages_rows};
constexpr Row host_cpu_rows[] = {
    line("arch", form::arch).needed(),
    inside("features", cpu_features),
    line("model"),
    line("vendor"),
    inside("microcode", microcode),
    inside("signature", signature),
    inside("counter", counter),
    inside("topology", topology),
    inside("maxphysaddr", phys),
    inside("feature", host_feature).several(),
    inside("pages", pages).several(),
};
const Element host_cpu{host_cpu_rows};

// --- test data of processors ---
constexpr Row test_rows[] = {
    inside("cpu", host_cpu).several().needed(),
    custom("cpu", nullptr, nullptr).several().needed().looks_like<Cpu>(cpu_element),
};
const Element cpu_test{test_rows};
constexpr Row cpuid_rows[] = {
    said("eax_in", form::hex_lower).needed(), said("ecx_in", form::hex_lower).needed(), said("eax", form::hex_lower).needed(),
    said("ebx", form::hex_lower).needed(),    said("ecx", form::hex_lower).needed(),    said("edx", form::hex_lower).needed(),
};
const Element cpuid{cpuid_rows};
constexpr Row msr_rows[] = {
    said("index", form::hex_lower).needed(),
    said("eax", form::hex_lower).needed(),
    said("edx", form::hex_lower).needed(),
};
const Element msr{msr_rows};
constexpr Row cpudata_rows[] = {
    said("arch", "x86").needed(),
    inside("cpuid", cpuid).several().needed(),
    inside("msr", msr).several(),
};
const Element cpudata{cpudata_rows};

// --- capabilities ---
constexpr Row baselabel_rows[] = {said("type").needed(), words()};
const Element baselabel{baselabel_rows};
constexpr Row secmodel_rows[] = {line("model").needed(), line("doi").needed(), inside("baselabel", baselabel).several()};
const Element secmodel{secmodel_rows};
constexpr Row power_rows[] = {mark("suspend_mem"), mark("suspend_disk"), mark("suspend_hybrid")};
const Element power{power_rows};
constexpr Row iommu_rows[] = {yes_no("support")};
const Element iommu{iommu_rows};
constexpr Row transports_rows[] = {line("uri_transport", "vpxmigr|tcp|rdma|vzmigr").several().needed()};
const Element transports{transports_rows};
constexpr Row migration_rows[] = {mark("live"), inside("uri_transports", transports)};
const Element migration{migration_rows};
constexpr Row memory_rows[] = {scaled(size_field)};
const Element memory{memory_rows};
constexpr Row numa_pages_rows[] = {
    said("unit", form::unit),
    said("size", form::unsigned_int).needed(),
    words(form::unsigned_int).needed(),
};
const Element numa_pages{numa_pages_rows};
constexpr Row sibling_rows[] = {said("id", form::unsigned_int).needed(), said("value", "=unsignedInt 10 255").needed()};
const Element sibling{sibling_rows};
constexpr Row distances_rows[] = {inside("sibling", sibling).several().needed()};
const Element distances{distances_rows};
constexpr Row measure_rows[] = {said("value", form::unsigned_int).needed(), said("unit", form::unit).needed()};
const Element measure{measure_rows};
constexpr Row numa_cache_rows[] = {
    said("level", form::unsigned_int).needed(),
    said("associativity", "none|direct|full").needed(),
    said("policy", "none|writeback|writethrough").needed(),
    inside("size", measure).needed(),
    inside("line", measure).needed(),
};
const Element numa_cache{numa_cache_rows};
constexpr Row cell_cpu_rows[] = {
    said("id", form::unsigned_int).needed(),
    said("socket_id", form::unsigned_int).together(1),
    said("die_id", form::unsigned_int).together(1),
    said("cluster_id", form::unsigned_int).together(1),
    said("core_id", form::unsigned_int).together(1),
    said("siblings", form::cpuset).together(1),
};
const Element cell_cpu{cell_cpu_rows};
constexpr Row cell_cpus_rows[] = {said("num", form::unsigned_int).needed(), inside("cpu", cell_cpu).several()};
const Element cell_cpus{cell_cpus_rows};
constexpr Row cell_rows[] = {
    said("id", form::unsigned_int).needed(),
    inside("memory", memory),
    inside("pages", numa_pages).several(),
    inside("distances", distances),
    inside("cache", numa_cache).several(),
    inside("cpus", cell_cpus),
};
const Element cell{cell_rows};
constexpr Row cells_rows[] = {said("num", form::unsigned_int).needed(), inside("cell", cell).several().needed()};
const Element cells{cells_rows};
constexpr Row latency_rows[] = {
    said("initiator", form::unsigned_int).needed(), said("target", form::unsigned_int).needed(),
    said("cache", form::unsigned_int),              said("type", "access|read|write").needed(),
    said("value", form::unsigned_int).needed(),
};
const Element latency{latency_rows};
constexpr Row bandwidth_rows[] = {
    said("initiator", form::unsigned_int).needed(), said("target", form::unsigned_int).needed(),
    said("cache", form::unsigned_int),              said("type", "access|read|write").needed(),
    said("value", form::unsigned_int).needed(),     said("unit", form::unit).needed(),
};
const Element bandwidth{bandwidth_rows};
constexpr Row interconnects_rows[] = {inside("latency", latency).several(), inside("bandwidth", bandwidth).several()};
const Element interconnects{interconnects_rows};
constexpr Row host_topology_rows[] = {inside("cells", cells).needed(), inside("interconnects", interconnects)};
const Element host_topology{host_topology_rows};
constexpr std::string_view cache_kinds = "both|code|data";
constexpr Row cache_control_rows[] = {
    said("granularity", form::unsigned_int).needed(), said("min", form::unsigned_int), said("unit", form::unit).needed(),
    said("type", cache_kinds).needed(),               said("maxAllocs", form::unsigned_int).needed(),
};
const Element cache_control{cache_control_rows};
constexpr Row bank_rows[] = {
    said("id", form::unsigned_int).needed(),   said("level", form::unsigned_int).needed(),
    said("type", cache_kinds).needed(),        said("size", form::unsigned_int).needed(),
    said("unit", form::unit).needed(),         said("cpus", form::cpuset).needed(),
    inside("control", cache_control).several(),
};
const Element bank{bank_rows};
constexpr Row monitor_feature_rows[] = {said("name", "(llc_|mbm_)[a-zA-Z0-9\\-_]+").needed()};
const Element monitor_feature{monitor_feature_rows};
constexpr Row monitor_rows[] = {
    said("level", form::unsigned_int).together(1),
    said("reuseThreshold", form::unsigned_int).together(1),
    said("maxMonitors", form::unsigned_int).needed(),
    inside("feature", monitor_feature).several().needed(),
};
const Element monitor{monitor_rows};
constexpr Row cache_rows[] = {inside("bank", bank).several().needed(), inside("monitor", monitor)};
const Element cache{cache_rows};
constexpr Row node_control_rows[] = {
    said("granularity", form::unsigned_int).needed(),
    said("min", form::unsigned_int),
    said("maxAllocs", form::unsigned_int).needed(),
};
const Element node_control{node_control_rows};
constexpr Row node_rows[] = {
    said("id", form::unsigned_int).needed(),
    said("cpus", form::cpuset).needed(),
    inside("control", node_control).several(),
};
const Element node{node_rows};
constexpr Row memory_bandwidth_rows[] = {inside("node", node).several().needed(), inside("monitor", monitor)};
const Element memory_bandwidth{memory_bandwidth_rows};
constexpr Row host_rows[] = {
    line("uuid", form::uuid),
    inside("cpu", host_cpu).needed(),
    inside("power_management", power),
    inside("iommu", iommu),
    inside("migration_features", migration),
    inside("topology", host_topology),
    inside("cache", cache),
    inside("memory_bandwidth", memory_bandwidth),
    inside("secmodel", secmodel).several(),
};
const Element host{host_rows};
constexpr Row machine_rows[] = {said("canonical"), said("maxCpus", form::unsigned_int), yes_no("deprecated"), words()};
const Element machine{machine_rows};
constexpr Row guest_domain_rows[] = {
    said("type", "qemu|kqemu|kvm|xen|uml|lxc|openvz|test|hvf").needed(),
    line("emulator", form::absolute_file),
    inside("machine", machine).several(),
};
const Element guest_domain{guest_domain_rows};
constexpr Row arch_rows[] = {
    said("name", form::arch).needed(),
    line("wordsize", "31|32|64").needed(),
    line("emulator", form::absolute_file),
    line("loader", form::absolute_file),
    inside("machine", machine).several(),
    inside("domain", guest_domain).several().needed(),
};
const Element arch{arch_rows};
constexpr Row toggle_rows[] = {yes_no("toggle").needed(), on_off("default").needed()};
const Element toggle{toggle_rows};
constexpr Row guest_features_rows[] = {
    mark("pae"),           mark("nonpae"),     mark("ia64_be"),  inside("acpi", toggle), inside("apic", toggle),
    mark("cpuselection"),  mark("deviceboot"), inside("disksnapshot", toggle),           inside("hap", toggle),
    mark("externalSnapshot"),
};
const Element guest_features{guest_features_rows};
constexpr Row guest_rows[] = {
    line("os_type", "xen|linux|hvm|exe|uml").needed(),
    inside("arch", arch).needed(),
    inside("features", guest_features),
};
const Element guest{guest_rows};
constexpr Row capabilities_rows[] = {inside("host", host).needed(), inside("guest", guest).several()};
const Element capabilities{capabilities_rows};

// --- domain capabilities ---
enum class Mode : std::uint8_t { none, passthrough, maximum, model, custom };
VIREO_WORDS(Mode, "", "host-passthrough", "maximum", "host-model", "custom")
struct CapsForm {
    Form form;
    Mode mode = Mode::none;
};
constexpr Row enum_rows[] = {said("name").needed(), line("value").several()};
const Element enum_element{enum_rows};
constexpr Row supported_rows[] = {yes_no("supported").needed()};
const Element supported{supported_rows};
constexpr Row choice_rows[] = {yes_no("supported").needed(), inside("enum", enum_element).several()};
const Element choices{choice_rows};
constexpr Row loader_rows[] = {yes_no("supported").needed(), line("value").several(), inside("enum", enum_element).several()};
const Element loader{loader_rows};
constexpr Row os_rows[] = {yes_no("supported").needed(), inside("enum", enum_element).several(), inside("loader", loader)};
const Element os{os_rows};
constexpr Row vcpu_rows[] = {said("max", form::unsigned_int).needed()};
const Element vcpu{vcpu_rows};
constexpr auto plain_mode = WHEN(CapsForm, it.mode == Mode::passthrough || it.mode == Mode::maximum);
constexpr auto host_model = WHEN(CapsForm, it.mode == Mode::model);
constexpr auto custom_mode = WHEN(CapsForm, it.mode == Mode::custom);
constexpr Row model_rows[] = {said("fallback", "allow|forbid"), said("vendor_id", "[^,]{12}"), words()};
const Element model{model_rows};
constexpr Row known_model_rows[] = {
    said("usable", "yes|no|unknown").needed(), yes_no("deprecated"), said("canonical"), said("vendor").needed(), words(),
};
const Element known_model{known_model_rows};
constexpr Row policy_feature_rows[] = {
    said("policy", "force|require|optional|disable|forbid").needed(),
    said("name", "[a-zA-Z0-9\\-_.]+").needed(),
};
const Element policy_feature{policy_feature_rows};
constexpr Row named_rows[] = {said("name").needed()};
const Element named{named_rows};
constexpr Row blockers_rows[] = {said("model").needed(), inside("feature", named).several().needed()};
const Element blockers{blockers_rows};
constexpr Row mode_rows[] = {
    attr("name", FIELD(CapsForm, mode)).needed(),
    yes_no("supported").needed(),
    inside("enum", enum_element).several().only(plain_mode),
    inside("model", model).only(host_model),
    line("vendor").only(host_model),
    inside("maxphysaddr", phys).only(host_model),
    inside("feature", policy_feature).several().only(host_model),
    inside("model", known_model).several().only(custom_mode),
    inside("blockers", blockers).several().only(custom_mode),
};
const Element mode{mode_rows};
constexpr Row modes_rows[] = {inside("mode", mode).several()};
const Element modes{modes_rows};
constexpr Row devices_rows[] = {
    inside("disk", choices),   inside("graphics", choices), inside("video", choices),   inside("hostdev", choices),
    inside("rng", choices),    inside("filesystem", choices), inside("tpm", choices),   inside("redirdev", choices),
    inside("channel", choices), inside("crypto", choices),  inside("interface", choices), inside("panic", choices),
};
const Element devices{devices_rows};
constexpr Row sev_rows[] = {
    yes_no("supported").needed(),
    line("cbitpos", form::unsigned_int).together(1),
    line("reducedPhysBits", form::unsigned_int).together(1),
    line("maxGuests", form::unsigned_int).together(1),
    line("maxESGuests", form::unsigned_int).together(1),
    line("cpu0Id", form::string),
};
const Element sev{sev_rows};
constexpr Row section_size_rows[] = {said("unit", "KiB").needed(), words(form::unsigned_long).needed()};
const Element section_size{section_size_rows};
constexpr Row section_rows[] = {said("node", form::unsigned_int).needed(), said("size", form::unsigned_long).needed(), said("unit", "KiB").needed()};
const Element section{section_rows};
constexpr Row sections_rows[] = {inside("section", section).several()};
const Element sections{sections_rows};
constexpr Row sgx_rows[] = {
    yes_no("supported").needed(), line("flc", "yes|no"),  line("sgx1", "yes|no"),
    line("sgx2", "yes|no"),       inside("section_size", section_size), inside("sections", sections),
};
const Element sgx{sgx_rows};
constexpr Row features_rows[] = {
    inside("gic", choices),          inside("vmcoreinfo", supported), inside("genid", supported),
    inside("backingStoreInput", supported), inside("backup", supported), inside("async-teardown", supported),
    inside("s390-pv", supported),    inside("ps2", supported),        inside("sev", sev),
    inside("sgx", sgx),              inside("hyperv", choices),       inside("launchSecurity", choices),
};
const Element features{features_rows};
constexpr Row domain_caps_rows[] = {
    line("path", form::absolute_file), line("domain").needed(), line("machine"), line("arch").needed(),
    inside("vcpu", vcpu),              inside("iothreads", supported),           inside("os", os),
    inside("cpu", modes),              inside("memoryBacking", choices),         inside("devices", devices),
    inside("features", features),
};
const Element domain_capabilities{domain_caps_rows};

}  // namespace

std::string cpu(Writer write) {
    Form f;
    Cpu c;
    Root roots[] = {{"cpu", &cpu_element, &c}, {"cpu", &host_cpu, &f}};
    return write(std::span<const Root>(roots), Audience::everybody);
}
std::string cpu_test_data(Writer write) {
    Form f;
    Cpu c;
    Root roots[] = {{"cpu", &cpu_element, &c}, {"cpu", &host_cpu, &f}, {"cpuTest", &cpu_test, &f}, {"cpudata", &cpudata, &f}};
    return write(std::span<const Root>(roots), Audience::everybody);
}
std::string capability(Writer write) {
    Form f;
    return alone(write, capabilities, "capabilities", &f);
}
std::string domain_caps(Writer write) {
    CapsForm f;
    return alone(write, domain_capabilities, "domainCapabilities", &f);
}

}  // namespace vireo::model::schema
