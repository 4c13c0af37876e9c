// SPDX-License-Identifier: LGPL-2.1-or-later
// The top of a domain document.
#include "model/domain/domain_xml.h"
#include "model/row/forms.h"

namespace vireo::model {
namespace {

using namespace row;
using D = Domain;
using E = vireo::Domain;

constexpr std::string_view qemu_ns = "http://libvirt.org/schemas/domain/qemu/1.0";
constexpr std::string_view lxc_ns = "http://libvirt.org/schemas/domain/lxc/1.0";
constexpr std::string_view bhyve_ns = "http://libvirt.org/schemas/domain/bhyve/1.0";
constexpr std::string_view xen_ns = "http://libvirt.org/schemas/domain/xen/1.0";
constexpr std::string_view vmware_ns = "http://libvirt.org/schemas/domain/vmware/1.0";

void write_namespaces(const void* self, FormatContext& cx) {
    const auto& d = *static_cast<const D*>(self);
    if (d.qemu) cx.out.plain_attribute("xmlns:qemu", qemu_ns);
    if (d.lxc) cx.out.plain_attribute("xmlns:lxc", lxc_ns);
    if (!d.bhyve_args.empty()) cx.out.plain_attribute("xmlns:bhyve", bhyve_ns);
    if (!d.xen_args.empty()) cx.out.plain_attribute("xmlns:xen", xen_ns);
    if (d.vmware_datacenter_path) cx.out.plain_attribute("xmlns:vmware", vmware_ns);
}

constexpr Row genid_rows[] = {content(FIELD(D, genid)).wrong(Code::internal_error, "malformed genid element").form("=empty\n[a-fA-F0-9]{32}\n[a-fA-F0-9]{8}-([a-fA-F0-9]{4}-){3}[a-fA-F0-9]{12}")};
const Element genid_element{genid_rows};
constexpr Row bootloader_rows[] = {content(FIELD(D, os.bootloader))};
const Element bootloader_element{bootloader_rows};

// Foreign elements: one of each namespace, none without.
void read_metadata(const xml::Node& node, void* self, ParseContext&) {
    auto& d = *static_cast<D*>(self);
    if (d.metadata) return;
    auto all = std::make_shared<std::vector<std::string>>();
    std::vector<std::string_view> seen;
    for (const auto& e : node.elements()) {
        if (e.ns.empty() || std::find(seen.begin(), seen.end(), e.ns) != seen.end()) continue;
        seen.push_back(e.ns);
        all->push_back(xml::dump(e, 2));
    }
    d.metadata = std::move(all);
}
void write_metadata(const void* self, FormatContext& cx) {
    const auto& d = *static_cast<const D*>(self);
    if (!d.metadata || d.metadata->empty()) return;
    cx.out.open("metadata");
    for (const auto& m : *d.metadata) cx.out.verbatim(m);
    cx.out.close();
}

constexpr Row memory_rows[] = {
    attr("dumpCore", FIELD(D, dump_core)),
    scaled(FIELD(D, memory)).called("./memory[1]").guest(),
};
const Element memory_element{memory_rows};
constexpr Row max_memory_rows[] = {
    attr("slots", FIELD(D, max_memory_slots)).wrong(Code::xml_error, "Failed to parse memory slot count").guest(),
    scaled(FIELD(D, max_memory)).called("./maxMemory[1]").guest(),
};
const Element max_memory_element{max_memory_rows};

constexpr Row vcpu_rows[] = {
    attr("placement", FIELD(D, vcpu_placement)),
    attr("cpuset", FIELD(D, vcpu_cpuset)).wrong(Code::invalid_arg, "Failed to parse bitmap '{}'"),
    attr("current", FIELD(D, vcpu_current)).show(WHEN(D, it.vcpu_current && *it.vcpu_current != it.vcpus)).form("=unsignedShort 1"),
    content(FIELD(D, vcpus)).req().spared().wrong(Code::xml_error, "maximum vcpus count must be an integer").form("=unsignedShort 1"),
};
const Element vcpu_element{vcpu_rows};

constexpr Row vcpu_entry_rows[] = {
    attr("id", FIELD(VcpuEntry, id)).even_zero().req(),
    attr("enabled", FIELD(VcpuEntry, enabled)).req(),
    attr("hotpluggable", FIELD(VcpuEntry, hotpluggable)),
    attr("order", FIELD(VcpuEntry, order)).nonzero().form(form::unsigned_int),
};
const Element vcpu_entry_element{vcpu_entry_rows};
constexpr Row vcpus_rows[] = {list("vcpu", FIELD(D, vcpu_entries), vcpu_entry_element)};
const Element vcpus_element{vcpus_rows};

constexpr Row poll_rows[] = {
    attr("max", FIELD(Iothread, poll_max)),
    attr("grow", FIELD(Iothread, poll_grow)),
    attr("shrink", FIELD(Iothread, poll_shrink)),
};
const Element poll_element{poll_rows};
constexpr Row iothread_rows[] = {
    attr("id", FIELD(Iothread, id)).req().nonzero().form(form::unsigned_int),
    attr("thread_pool_min", FIELD(Iothread, pool_min)).nonnegative(),
    attr("thread_pool_max", FIELD(Iothread, pool_max)).nonnegative(),
    inside("poll", poll_element),
};
const Element iothread_element{iothread_rows};

constexpr Row iothread_ids_rows[] = {list("iothread", FIELD(D, iothread_ids), iothread_element)};
const Element iothread_ids_element{iothread_ids_rows};
// The list is only worth printing when it says more than the count.
bool iothread_ids_shown(const void* p) {
    for (const auto& t : static_cast<const D*>(p)->iothread_ids)
        if (!t.auto_id || t.pool_min || t.pool_max || t.poll_max || t.poll_grow || t.poll_shrink) return true;
    return false;
}
constexpr Row default_iothread_rows[] = {
    attr("thread_pool_min", FIELD(D, default_iothread_pool_min)).nonnegative(),
    attr("thread_pool_max", FIELD(D, default_iothread_pool_max)).nonnegative(),
};
const Element default_iothread_element{default_iothread_rows};

constexpr Row throttle_rows[] = {embed(FIELD(ThrottleGroup, tune), throttle_tune_element)};
const Element throttle_element{throttle_rows};
constexpr Row throttles_rows[] = {list("throttlegroup", FIELD(D, throttle_groups), throttle_element)};
const Element throttles_element{throttles_rows};

constexpr Row appid_rows[] = {attr("appid", FIELD(D, appid)).needed().form("[ -~]{1,128}")};
const Element appid_element{appid_rows};
constexpr Row resource_rows[] = {
    leaf("partition", FIELD(D, partition)).form(form::absolute_file),
    inside("fibrechannel", appid_element),
};
const Element resource_element{resource_rows};

constexpr Row suspend_mem_rows[] = {attr("enabled", FIELD(D, suspend_to_mem))};
const Element suspend_mem_element{suspend_mem_rows};
constexpr Row suspend_disk_rows[] = {attr("enabled", FIELD(D, suspend_to_disk))};
const Element suspend_disk_element{suspend_disk_rows};
constexpr Row pm_rows[] = {
    inside("suspend-to-mem", suspend_mem_element),
    inside("suspend-to-disk", suspend_disk_element),
};
const Element pm_element{pm_rows};

constexpr std::string_view perf_words[] = {
    "cmt", "mbmt", "mbml", "cpu_cycles", "instructions", "cache_references", "cache_misses", "branch_instructions",
    "branch_misses", "bus_cycles", "stalled_cycles_frontend", "stalled_cycles_backend", "ref_cpu_cycles", "cpu_clock",
    "task_clock", "page_faults", "context_switches", "cpu_migrations", "page_faults_min", "page_faults_maj",
    "alignment_faults", "emulation_faults"};
constexpr Row perf_event_rows[] = {
    attr("name", FIELD(PerfEvent, name)).req().among(perf_words),
    attr("enabled", FIELD(PerfEvent, enabled)).req(),
};
const Element perf_event_element{perf_event_rows};
constexpr Row perf_rows[] = {list("event", FIELD(D, perf), perf_event_element).needed()};
const Element perf_element{perf_rows};

constexpr Row bare_argument_rows[] = {attr("value", Field<std::string>{0}).even_zero().needed()};
const Element bare_argument_element{bare_argument_rows};
constexpr Row bhyve_rows[] = {list("arg", FIELD(D, bhyve_args), bare_argument_element).in(bhyve_ns).as("bhyve:arg")};
const Element bhyve_element{bhyve_rows};
constexpr Row xen_rows[] = {list("arg", FIELD(D, xen_args), bare_argument_element).in(xen_ns).as("xen:arg")};
const Element xen_commandline_element{xen_rows};

// How the foreign parts look.
using Q = QemuNamespace;
constexpr Row qemu_argument_rows[] = {
    attr("value", Field<std::string>{0}).even_zero().req(Code::internal_error, "No qemu command-line argument specified").blames(E::qemu),
};
const Element qemu_argument_element{qemu_argument_rows};
constexpr Row environment_rows[] = {
    attr("name", FIELD(Q::Env, name)).req(Code::xml_error, "No qemu environment name specified").blames(E::qemu).form("[a-zA-Z0-9_]+"),
    attr("value", FIELD(Q::Env, value)),
};
const Element environment_element{environment_rows};
constexpr Row capability_rows[] = {attr("capability", Field<std::string>{0}).req().blames(E::qemu)};
const Element capability_element{capability_rows};
constexpr std::string_view behavior_words[] = {"none", "omit", "reject", "crash"};
constexpr std::string_view property_words[] = {"string", "signed", "unsigned", "bool", "remove"};
constexpr Row property_rows[] = {
    attr("name", FIELD(Q::Property, name)).needed(),
    attr("type", FIELD(Q::Property, type)).among(property_words).needed(),
    attr("value", FIELD(Q::Property, value)),
};
const Element property_element{property_rows};
constexpr Row frontend_rows[] = {list("property", FIELD(Q::Override, frontend), property_element).in(qemu_ns).as("qemu:property")};
const Element frontend_element{frontend_rows};
constexpr Row override_device_rows[] = {
    attr("alias", FIELD(Q::Override, alias)).needed(),
    inside("frontend", frontend_element).in(qemu_ns).as("qemu:frontend").always(),
};
const Element override_device_element{override_device_rows};
constexpr Row qemu_commandline_rows[] = {
    list("arg", FIELD(Q, args), qemu_argument_element).in(qemu_ns).as("qemu:arg"),
    list("env", FIELD(Q, env), environment_element).in(qemu_ns).as("qemu:env"),
};
const Element qemu_commandline_element{qemu_commandline_rows};
constexpr Row qemu_capabilities_rows[] = {
    list("add", FIELD(Q, capabilities_add), capability_element).in(qemu_ns).as("qemu:add"),
    list("del", FIELD(Q, capabilities_del), capability_element).in(qemu_ns).as("qemu:del"),
};
const Element qemu_capabilities_element{qemu_capabilities_rows};
constexpr Row qemu_deprecation_rows[] = {attr("behavior", FIELD(Q, deprecation_behavior)).among(behavior_words).needed()};
const Element qemu_deprecation_element{qemu_deprecation_rows};
constexpr Row qemu_override_rows[] = {list("device", FIELD(Q, overrides), override_device_element).in(qemu_ns).as("qemu:device")};
const Element qemu_override_element{qemu_override_rows};

constexpr Row qemu_rows[] = {
    inside("commandline", qemu_commandline_element).in(qemu_ns).as("qemu:commandline"),
    inside("capabilities", qemu_capabilities_element).in(qemu_ns).as("qemu:capabilities"),
    inside("override", qemu_override_element).in(qemu_ns).as("qemu:override"),
    inside("deprecation", qemu_deprecation_element).in(qemu_ns).as("qemu:deprecation"),
};
const Element qemu_element{qemu_rows};

using L = LxcNamespace;
constexpr std::string_view net_words[] = {"netns", "name", "pid"};
constexpr std::string_view share_words[] = {"name", "pid"};
constexpr Row share_net_rows[] = {
    attr("type", FIELD(L::Share, type)).among(net_words).needed(),
    attr("value", FIELD(L::Share, value)).needed(),
};
const Element share_net_element{share_net_rows};
constexpr Row share_rows[] = {
    attr("type", FIELD(L::Share, type)).among(share_words).needed(),
    attr("value", FIELD(L::Share, value)).needed(),
};
const Element share_element{share_rows};
constexpr Row lxc_rows[] = {
    element("sharenet", FIELD(L, net), share_net_element).in(lxc_ns).as("lxc:sharenet"),
    element("shareipc", FIELD(L, ipc), share_element).in(lxc_ns).as("lxc:shareipc"),
    element("shareuts", FIELD(L, uts), share_element).in(lxc_ns).as("lxc:shareuts"),
};
const Element lxc_element{lxc_rows};

// How the filter's entries look; it is read by hand.
struct UsbdevForm {
    std::string number;
    YesNo allow = YesNo::absent;
};
constexpr std::string_view usb_class_form = "(0x)?[0-9a-fA-F]{1,2}\n-1", usb_id_form = "(0x)?[0-9a-fA-F]{1,4}\n-1",
                           usb_version_form = "[0-9]{1,2}.[0-9]{1,2}\n-1";
constexpr Row usbdev_rows[] = {
    attr("class", FIELD(UsbdevForm, number)).form(usb_class_form),
    attr("vendor", FIELD(UsbdevForm, number)).form(usb_id_form),
    attr("product", FIELD(UsbdevForm, number)).form(usb_id_form),
    attr("version", FIELD(UsbdevForm, number)).form(usb_version_form),
    attr("allow", FIELD(UsbdevForm, allow)).needed(),
};
const Element usbdev_element{usbdev_rows};
constexpr Row redirfilter_rows[] = {inside("usbdev", usbdev_element).several()};
const Element redirfilter_element{redirfilter_rows};

void read_redirfilter(const xml::Node& node, void* self, ParseContext&) {
    if (static_cast<Devices*>(self)->redir_filter) fail(Code::internal_error, E::domain, "only one set of redirection filter rule is supported");
    auto& f = static_cast<Devices*>(self)->redir_filter.emplace();
    auto number = [](const xml::Node& e, const char* name, unsigned long limit) -> std::optional<int> {
        auto v = e.value(name);
        if (v.empty() || v == "-1") return std::nullopt;
        auto n = read_natural(v, 0);
        if (!n || *n > 0x7fffffff) fail(Code::xml_error, E::xml, "Invalid value for attribute '{}' in element 'usbdev': '{}'. Expected integer value", name, v);
        if (*n > limit) fail(Code::internal_error, E::domain, "Invalid USB Class code {}", v);
        return static_cast<int>(*n);
    };
    for (const auto& e : node.elements()) {
        if (!e.is("usbdev")) continue;
        RedirFilterUsb u;
        u.usb_class = number(e, "class", 255);
        u.vendor = number(e, "vendor", 0xffff);
        u.product = number(e, "product", 0xffff);
        if (auto v = e.value("version"); !v.empty() && v != "-1") {
            auto dot = v.find('.');
            if (dot == v.npos) fail(Code::xml_error, E::domain, "Cannot parse USB device version {}", v);
            auto major = read_natural(v.substr(0, dot)), minor = dot == v.npos ? std::optional<std::uint64_t>(0) : read_natural(v.substr(dot + 1));
            if (!major || !minor || *major > 99) fail(Code::xml_error, E::domain, "Cannot parse USB device version {}", v);
            auto bcd = [](std::uint64_t n) { return static_cast<unsigned>((n / 10 << 4) + n % 10); };
            auto m = *minor;
            if (dot != v.npos && v.size() - dot - 1 == 1) m *= 10;
            u.version = bcd(*major) << 8 | bcd(m);
        }
        auto allow = from_word<YesNo>(e.value("allow"));
        if (!e.has("allow")) fail(Code::xml_error, E::xml, "Missing required attribute 'allow' in element 'usbdev'");
        if (!allow) fail(Code::xml_error, E::xml, "Invalid value for attribute 'allow' in element 'usbdev': '{}'.", e.value("allow"));
        u.allow = *allow == YesNo::yes;
        f.push_back(u);
    }
}
void write_redirfilter(const void* self, FormatContext& cx) {
    const auto& d = *static_cast<const Devices*>(self);
    if (!d.redir_filter) return;
    auto& w = cx.out;
    w.open("redirfilter");
    for (const auto& u : *d.redir_filter) {
        w.open("usbdev");
        if (u.usb_class) w.plain_attribute("class", fmt::format("0x{:02X}", *u.usb_class));
        if (u.vendor) w.plain_attribute("vendor", fmt::format("0x{:04X}", *u.vendor));
        if (u.product) w.plain_attribute("product", fmt::format("0x{:04X}", *u.product));
        if (u.version) w.plain_attribute("version", fmt::format("{:x}.{:02x}", *u.version >> 8, *u.version & 0xff));
        w.plain_attribute("allow", u.allow ? "yes" : "no");
        w.close();
    }
    w.close();
}

// A console that repeats the first serial port is printed as a console of its own.
constexpr Row devices_rows[] = {
    leaf("emulator", FIELD(Devices, emulator)).form(form::absolute_file),
    list("disk", FIELD(Devices, disks), disk_element),
    list("controller", FIELD(Devices, controllers), controller_element),
    list("lease", FIELD(Devices, leases), lease_element),
    list("filesystem", FIELD(Devices, filesystems), filesystem_element),
    list("interface", FIELD(Devices, interfaces), interface_element),
    list("smartcard", FIELD(Devices, smartcards), smartcard_element),
    list("serial", FIELD(Devices, serials), serial_element),
    list("parallel", FIELD(Devices, parallels), parallel_element),
    list("console", FIELD(Devices, consoles), console_element),
    list("channel", FIELD(Devices, channels), channel_element),
    list("input", FIELD(Devices, inputs), input_element),
    list("tpm", FIELD(Devices, tpms), tpm_element),
    list("graphics", FIELD(Devices, graphics), graphics_element),
    list("sound", FIELD(Devices, sounds), sound_element),
    list("audio", FIELD(Devices, audios), audio_element),
    list("video", FIELD(Devices, videos), video_element),
    list("hostdev", FIELD(Devices, hostdevs), hostdev_element),
    list("redirdev", FIELD(Devices, redirdevs), redirdev_element),
    custom("redirfilter", read_redirfilter, write_redirfilter).several().looks_like<UsbdevForm>(redirfilter_element),
    list("hub", FIELD(Devices, hubs), hub_element),
    list("watchdog", FIELD(Devices, watchdogs), watchdog_element),
    maybe("memballoon", FIELD(Devices, memballoon), memballoon_element),
    list("rng", FIELD(Devices, rngs), rng_element),
    maybe("nvram", FIELD(Devices, nvram), nvram_element).wide(),
    list("panic", FIELD(Devices, panics), panic_element).droppable(),
    list("shmem", FIELD(Devices, shmems), shmem_element),
    list("memory", FIELD(Devices, memories), memory_device_element),
    list("crypto", FIELD(Devices, cryptos), crypto_element),
    maybe("iommu", FIELD(Devices, iommu), iommu_element),
    maybe("vsock", FIELD(Devices, vsock), vsock_element),
    maybe("pstore", FIELD(Devices, pstore), pstore_element),
};

void finish_domain(const xml::Node& node, void* self, ParseContext&) {
    auto& d = *static_cast<D*>(self);
    unsigned genids = 0, numa = 0, resources = 0;
    for (const auto& e : node.elements()) genids += e.is("genid"), numa += e.is("numatune"), resources += e.is("resource");
    if (genids > 1) fail(Code::xml_error, E::domain, "element 'genid' can only appear once");
    if (numa > 1) fail(Code::xml_error, E::domain, "only one numatune is supported");
    if (resources > 1) fail(Code::xml_error, E::domain, "only one resource element is supported");
    if (d.title.find('\n') != std::string::npos) fail(Code::xml_error, E::domain, "Domain title can't contain newlines");
    // Foreign elements that say nothing leave no trace.
    if (d.qemu && *d.qemu == QemuNamespace{}) d.qemu.reset();
}

constexpr Row domain_rows[] = {
    attr("type", FIELD(D, type)).wrong(Code::config_unsupported, "invalid domain type {}").guest().needed().fits(WHEN(D, it.type != VirtType::parallels)),
    attr("id", FIELD(D, id)).live().live_read().lenient().show(WHEN(D, it.id && *it.id >= 0)).form(form::unsigned_int),
    custom("@xmlns", nullptr, write_namespaces),
    leaf("name", FIELD(D, name)).even_zero().needed().form(form::name_with_slash),
    leaf("uuid", FIELD(D, uuid)).even_zero().wrong(Code::internal_error, "malformed uuid element"),
    inside("genid", genid_element).marks(FIELD(D, genid_given)),
    leaf("title", FIELD(D, title)).form(form::name_with_slash),
    leaf("description", FIELD(D, description)),
    custom("metadata", read_metadata, write_metadata),
    inside("maxMemory", max_memory_element),
    inside("memory", memory_element),
    scaled_leaf("currentMemory", FIELD(D, current_memory)).called("./currentMemory[1]"),
    element("blkiotune", FIELD(D, blkiotune), blkiotune_element),
    element("memtune", FIELD(D, memtune), memtune_element),
    element("memoryBacking", FIELD(D, memory_backing), memory_backing_element),
    inside("vcpu", vcpu_element).show(WHEN(D, it.vcpus > 0)),
    inside("vcpus", vcpus_element),
    leaf("iothreads", FIELD(D, iothreads)).range(0, 65535).wrong(Code::xml_error, "invalid iothreads count '{}'").form(form::unsigned_int),
    inside("iothreadids", iothread_ids_element).show(iothread_ids_shown),
    inside("defaultiothread", default_iothread_element),
    element("cputune", FIELD(D, cputune), cputune_element),
    maybe("numatune", FIELD(D, numatune), numatune_element),
    inside("throttlegroups", throttles_element),
    inside("resource", resource_element),
    list("sysinfo", FIELD(D, sysinfos), sysinfo_element),
    inside("bootloader", bootloader_element).always().show(WHEN(D, !it.os.bootloader.empty() || !it.os.bootloader_args.empty())),
    leaf("bootloader_args", FIELD(D, os.bootloader_args)),
    element("os", FIELD(D, os), os_element),
    maybe("idmap", FIELD(D, idmap), idmap_element),
    element("features", FIELD(D, features), features_element),
    maybe("cpu", FIELD(D, cpu), cpu_element).droppable(),
    element("clock", FIELD(D, clock), clock_element).always(),
    leaf("on_poweroff", FIELD(D, on_poweroff)).wrong(Code::config_unsupported, "unknown on_poweroff action: {}").form("destroy|restart|preserve|rename-restart"),
    leaf("on_reboot", FIELD(D, on_reboot)).wrong(Code::config_unsupported, "unknown on_reboot action: {}").form("destroy|restart|preserve|rename-restart"),
    leaf("on_crash", FIELD(D, on_crash)).wrong(Code::config_unsupported, "unknown on_crash action: {}"),
    leaf("on_lockfailure", FIELD(D, on_lockfailure)).wrong(Code::config_unsupported, "unknown on_lockfailure action: {}"),
    inside("pm", pm_element),
    inside("perf", perf_element),
    element("devices", FIELD(D, devices), devices_element).wide(),
    list("seclabel", FIELD(D, seclabels), seclabel_element).show([](const void*) { return true; }),
    maybe("keywrap", FIELD(D, keywrap), keywrap_element),
    maybe("launchSecurity", FIELD(D, launch_security), launch_security_element),
    through(FIELD(D, qemu), qemu_element),
    maybe("namespace", FIELD(D, lxc), lxc_element).in(lxc_ns).as("lxc:namespace"),
    inside("commandline", bhyve_element).in(bhyve_ns).as("bhyve:commandline"),
    inside("commandline", xen_commandline_element).in(xen_ns).as("xen:commandline"),
    leaf("datacenterpath", FIELD(D, vmware_datacenter_path)).in(vmware_ns).as("vmware:datacenterpath"),
};

}  // namespace

// Devices of which there can be one.
void check_single_devices(const xml::Node& node, void*, ParseContext&) {
    struct Single {
        std::string_view name;
        Code code;
        const char* what;
    };
    static constexpr Single singles[] = {{"memballoon", Code::internal_error, "memory balloon"},
                                         {"iommu", Code::xml_error, "IOMMU"},
                                         {"vsock", Code::xml_error, "vsock"},
                                         {"pstore", Code::xml_error, "pstore"}};
    for (const Single& single : singles) {
        unsigned n = 0;
        for (const xml::Node& child : node.elements()) n += child.is(single.name);
        if (n > 1) fail(single.code, E::domain, "only a single {} device is supported", single.what);
    }
}

const Element devices_element{devices_rows, check_single_devices};
const Element domain_element{domain_rows, finish_domain};

}  // namespace vireo::model
