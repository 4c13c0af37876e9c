// SPDX-License-Identifier: LGPL-2.1-or-later
// The top of a domain document.
#include "model/domain/domain_xml.h"

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

void write_id(const void* self, FormatContext& cx) {
    const auto& d = *static_cast<const D*>(self);
    if (d.id && *d.id >= 0 && !(cx.flags & format_inactive)) cx.out.plain_attribute("id", std::to_string(*d.id));
}
void read_id(const xml::Node& node, void* self, ParseContext& cx) {
    if (cx.flags & parse_inactive) return;
    if (auto n = read_whole(node.value("id"))) static_cast<D*>(self)->id = static_cast<int>(*n);
}

void write_namespaces(const void* self, FormatContext& cx) {
    const auto& d = *static_cast<const D*>(self);
    if (d.qemu) cx.out.plain_attribute("xmlns:qemu", qemu_ns);
    if (d.lxc) cx.out.plain_attribute("xmlns:lxc", lxc_ns);
    if (!d.bhyve_args.empty()) cx.out.plain_attribute("xmlns:bhyve", bhyve_ns);
    if (!d.xen_args.empty()) cx.out.plain_attribute("xmlns:xen", xen_ns);
    if (d.vmware_datacenter_path) cx.out.plain_attribute("xmlns:vmware", vmware_ns);
}

void read_name(const xml::Node& node, void* self, ParseContext&) { static_cast<D*>(self)->name = node.text; }
void write_name(const void* self, FormatContext& cx) { cx.out.leaf("name", static_cast<const D*>(self)->name); }
void write_uuid(const void* self, FormatContext& cx) { cx.out.leaf("uuid", static_cast<const D*>(self)->uuid.text()); }
void read_uuid(const xml::Node& node, void* self, ParseContext&) {
    if (node.text.empty()) return;
    auto u = Uuid::parse(node.text);
    if (!u) fail(Code::internal_error, E::domain, "malformed uuid element");
    static_cast<D*>(self)->uuid = *u;
}

void read_genid(const xml::Node& node, void* self, ParseContext&) {
    auto& d = *static_cast<D*>(self);
    d.genid_given = true;
    if (node.text.empty()) return;
    d.genid = Uuid::parse(node.text);
    if (!d.genid) fail(Code::internal_error, E::domain, "malformed genid element");
}
void write_genid(const void* self, FormatContext& cx) {
    const auto& d = *static_cast<const D*>(self);
    if (!d.genid_given) return;
    d.genid ? cx.out.leaf("genid", d.genid->text()) : cx.out.empty("genid");
}

void read_title(const xml::Node& node, void* self, ParseContext&) {
    if (node.text.find('\n') != node.text.npos) fail(Code::xml_error, E::domain, "Domain title can't contain newlines");
    static_cast<D*>(self)->title = node.text;
}
void write_title(const void* self, FormatContext& cx) {
    const auto& d = *static_cast<const D*>(self);
    if (!d.title.empty()) cx.out.leaf("title", d.title);
}

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
    scaled(FIELD(D, memory)).guest(),
};
const Element memory_element{memory_rows};
constexpr Row max_memory_rows[] = {
    attr("slots", FIELD(D, max_memory_slots)).wrong(Code::xml_error, "Failed to parse memory slot count").guest(),
    scaled(FIELD(D, max_memory)).guest(),
};
const Element max_memory_element{max_memory_rows};

void read_vcpus(const xml::Node& node, void* self, ParseContext&) {
    auto& d = *static_cast<D*>(self);
    auto n = read_natural(node.text);
    if (!node.text.empty()) {
        if (!n || *n > 0xffffffffu) fail(Code::xml_error, E::domain, "maximum vcpus count must be an integer");
        d.vcpus = static_cast<unsigned>(*n);
    }
}
void write_vcpus(const void* self, FormatContext& cx) {
    cx.out.text(std::to_string(static_cast<const D*>(self)->vcpus));
}
constexpr Row vcpu_rows[] = {
    attr("placement", FIELD(D, vcpu_placement)),
    attr("cpuset", FIELD(D, vcpu_cpuset)).wrong(Code::invalid_arg, "Failed to parse bitmap '{}'"),
    attr("current", FIELD(D, vcpu_current)).show(WHEN(D, it.vcpu_current && *it.vcpu_current != it.vcpus)),
    custom("", nullptr, write_vcpus),
};
const Element vcpu_element{vcpu_rows, read_vcpus};

constexpr Row vcpu_entry_rows[] = {
    attr("id", FIELD(VcpuEntry, id)).even_zero().req(),
    attr("enabled", FIELD(VcpuEntry, enabled)).req(),
    attr("hotpluggable", FIELD(VcpuEntry, hotpluggable)),
    attr("order", FIELD(VcpuEntry, order)).nonzero(),
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
    attr("id", FIELD(Iothread, id)).req().nonzero(),
    attr("thread_pool_min", FIELD(Iothread, pool_min)).nonnegative(),
    attr("thread_pool_max", FIELD(Iothread, pool_max)).nonnegative(),
    inside("poll", poll_element),
};
const Element iothread_element{iothread_rows};

void read_iothread_ids(const xml::Node& node, void* self, ParseContext& cx) {
    auto& d = *static_cast<D*>(self);
    for (const auto& e : node.elements())
        if (e.is("iothread")) row::parse(iothread_element, e, &d.iothread_ids.emplace_back(), cx);
}
// The list is only worth printing when it says more than the count.
void write_iothread_ids(const void* self, FormatContext& cx) {
    const auto& d = *static_cast<const D*>(self);
    bool plain = true;
    for (const auto& t : d.iothread_ids)
        if (!t.auto_id || t.pool_min || t.pool_max || t.poll_max || t.poll_grow || t.poll_shrink) plain = false;
    if (plain) return;
    cx.out.open("iothreadids");
    for (const auto& t : d.iothread_ids) {
        cx.out.open("iothread");
        row::format(iothread_element, &t, cx);
        cx.out.close();
    }
    cx.out.close();
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

constexpr Row appid_rows[] = {attr("appid", FIELD(D, appid))};
const Element appid_element{appid_rows};
constexpr Row resource_rows[] = {
    leaf("partition", FIELD(D, partition)),
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
constexpr Row perf_rows[] = {list("event", FIELD(D, perf), perf_event_element)};
const Element perf_element{perf_rows};

void read_features(const xml::Node& node, void* self, ParseContext& cx) {
    auto& d = *static_cast<D*>(self);
    row::parse(features_element, node, &d.features, cx);
}
void write_features(const void* self, FormatContext& cx) {
    const auto& d = *static_cast<const D*>(self);
    cx.out.open("features");
    row::format(features_element, &d.features, cx);
    cx.out.close_or_drop();
}

void read_bootloader(const xml::Node& node, void* self, ParseContext&) {
    static_cast<D*>(self)->os.bootloader = node.text;
}
void write_bootloader(const void* self, FormatContext& cx) {
    const auto& os = static_cast<const D*>(self)->os;
    if (os.bootloader.empty() && os.bootloader_args.empty()) return;
    os.bootloader.empty() ? cx.out.empty("bootloader") : cx.out.leaf("bootloader", os.bootloader);
    if (!os.bootloader_args.empty()) cx.out.leaf("bootloader_args", os.bootloader_args);
}

void read_qemu(const xml::Node& node, void* self, ParseContext&) {
    auto& q = static_cast<D*>(self)->qemu.need();
    if (node.name == "commandline") {
        for (const auto& e : node.elements()) {
            if (e.ns != qemu_ns) continue;
            if (e.name == "arg") {
                const auto* v = e.find("value");
                if (!v) fail(Code::internal_error, E::qemu, "No qemu command-line argument specified");
                q.args.emplace_back(v->value);
            } else if (e.name == "env") {
                auto name = e.value("name");
                if (name.empty()) {
                    fail(Code::xml_error, E::qemu, "No qemu environment name specified");
                }
                auto& env = q.env.emplace_back();
                env.name = name;
                if (const auto* v = e.find("value")) env.value = std::string(v->value);
            }
        }
    } else if (node.name == "capabilities") {
        for (const auto& e : node.elements()) {
            if (e.ns != qemu_ns) continue;
            auto name = e.value("capability");
            if (name.empty()) fail(Code::xml_error, E::qemu, "Missing required attribute 'capability' in element '{}'", e.name);
            (e.name == "add" ? q.capabilities_add : q.capabilities_del).emplace_back(name);
        }
    } else if (node.name == "deprecation") {
        q.deprecation_behavior = node.value("behavior");
    } else if (node.name == "override") {
        for (const auto& e : node.elements()) {
            if (e.name != "device") continue;
            auto& o = q.overrides.emplace_back();
            o.alias = e.value("alias");
            for (const auto& f : e.elements())
                for (const auto& p : f.elements())
                    o.frontend.push_back({std::string(p.value("name")), std::string(p.value("type")),
                                          std::string(p.value("value"))});
        }
    }
}
void write_qemu(const void* self, FormatContext& cx) {
    const auto& d = *static_cast<const D*>(self);
    if (!d.qemu) return;
    auto& w = cx.out;
    const auto& q = *d.qemu;
    if (!q.args.empty() || !q.env.empty()) {
        w.open("qemu:commandline");
        for (const auto& a : q.args) {
            w.open("qemu:arg");
            w.attribute("value", a);
            w.close();
        }
        for (const auto& e : q.env) {
            w.open("qemu:env");
            w.attribute("name", e.name);
            if (e.value) w.attribute("value", *e.value);
            w.close();
        }
        w.close();
    }
    if (!q.capabilities_add.empty() || !q.capabilities_del.empty()) {
        w.open("qemu:capabilities");
        for (const auto& [tag, names] : {std::pair{"qemu:add", &q.capabilities_add}, {"qemu:del", &q.capabilities_del}})
            for (const auto& n : *names) {
                w.open(tag);
                w.attribute("capability", n);
                w.close();
            }
        w.close();
    }
    if (!q.overrides.empty()) {
        w.open("qemu:override");
        for (const auto& o : q.overrides) {
            w.open("qemu:device");
            w.attribute("alias", o.alias);
            w.open("qemu:frontend");
            for (const auto& p : o.frontend) {
                w.open("qemu:property");
                w.attribute("name", p.name);
                w.attribute("type", p.type);
                if (!p.value.empty()) w.attribute("value", p.value);
                w.close();
            }
            w.close();
            w.close();
        }
        w.close();
    }
    if (!q.deprecation_behavior.empty()) {
        w.open("qemu:deprecation");
        w.attribute("behavior", q.deprecation_behavior);
        w.close();
    }
}

void read_lxc(const xml::Node& node, void* self, ParseContext&) {
    auto& l = static_cast<D*>(self)->lxc.need();
    for (const auto& e : node.elements()) {
        auto* share = e.name == "sharenet" ? &l.net : e.name == "shareipc" ? &l.ipc : e.name == "shareuts" ? &l.uts : nullptr;
        if (share) *share = {std::string(e.value("type")), std::string(e.value("value"))};
    }
}
void write_lxc(const void* self, FormatContext& cx) {
    const auto& d = *static_cast<const D*>(self);
    if (!d.lxc) return;
    cx.out.open("lxc:namespace");
    for (const auto& [tag, s] : {std::pair{"lxc:sharenet", &d.lxc->net}, {"lxc:shareipc", &d.lxc->ipc}, {"lxc:shareuts", &d.lxc->uts}}) {
        if (s->type.empty()) continue;
        cx.out.open(tag);
        cx.out.attribute("type", s->type);
        cx.out.attribute("value", s->value);
        cx.out.close();
    }
    cx.out.close();
}

template <std::vector<std::string> D::*Args>
void read_args(const xml::Node& node, void* self, ParseContext&) {
    for (const auto& e : node.elements())
        if (e.name == "arg") (static_cast<D*>(self)->*Args).emplace_back(e.value("value"));
}
void write_args(xml::Writer& w, std::string_view outer, std::string_view inner, const std::vector<std::string>& args) {
    if (args.empty()) return;
    w.open(outer);
    for (const auto& a : args) {
        w.open(inner);
        w.attribute("value", a);
        w.close();
    }
    w.close();
}
void write_bhyve(const void* self, FormatContext& cx) {
    write_args(cx.out, "bhyve:commandline", "bhyve:arg", static_cast<const D*>(self)->bhyve_args);
}
void write_xen(const void* self, FormatContext& cx) {
    write_args(cx.out, "xen:commandline", "xen:arg", static_cast<const D*>(self)->xen_args);
}
void read_datacenter(const xml::Node& node, void* self, ParseContext&) {
    static_cast<D*>(self)->vmware_datacenter_path = std::string(node.text);
}
void write_datacenter(const void* self, FormatContext& cx) {
    const auto& d = *static_cast<const D*>(self);
    if (d.vmware_datacenter_path) cx.out.leaf("vmware:datacenterpath", *d.vmware_datacenter_path);
}

void read_redirfilter(const xml::Node& node, void* self, ParseContext&) {
    auto& f = static_cast<Devices*>(self)->redir_filter.emplace();
    auto number = [](const xml::Node& e, const char* name, unsigned long limit) -> std::optional<int> {
        auto v = e.value(name);
        if (v.empty() || v == "-1") return std::nullopt;
        auto n = read_natural(v, 0);
        if (!n) fail(Code::xml_error, E::xml, "Invalid value for attribute '{}' in element 'usbdev': '{}'. Expected integer value", name, v);
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
    leaf("emulator", FIELD(Devices, emulator)),
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
    custom("redirfilter", read_redirfilter, write_redirfilter),
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

constexpr Row domain_rows[] = {
    attr("type", FIELD(D, type)).wrong(Code::config_unsupported, "invalid domain type {}").guest(),
    custom("@id", read_id, write_id),
    custom("@xmlns", nullptr, write_namespaces),
    custom("name", read_name, write_name),
    custom("uuid", read_uuid, write_uuid),
    custom("genid", read_genid, write_genid),
    custom("title", read_title, write_title),
    leaf("description", FIELD(D, description)),
    custom("metadata", read_metadata, write_metadata),
    inside("maxMemory", max_memory_element),
    inside("memory", memory_element),
    scaled_leaf("currentMemory", FIELD(D, current_memory)),
    element("blkiotune", FIELD(D, blkiotune), blkiotune_element),
    element("memtune", FIELD(D, memtune), memtune_element),
    element("memoryBacking", FIELD(D, memory_backing), memory_backing_element),
    inside("vcpu", vcpu_element).show(WHEN(D, it.vcpus > 0)),
    inside("vcpus", vcpus_element),
    leaf("iothreads", FIELD(D, iothreads)).range(0, 65535).wrong(Code::xml_error, "invalid iothreads count '{}'"),
    custom("iothreadids", read_iothread_ids, write_iothread_ids),
    inside("defaultiothread", default_iothread_element),
    element("cputune", FIELD(D, cputune), cputune_element),
    maybe("numatune", FIELD(D, numatune), numatune_element),
    inside("throttlegroups", throttles_element),
    inside("resource", resource_element),
    list("sysinfo", FIELD(D, sysinfos), sysinfo_element),
    custom("bootloader", read_bootloader, write_bootloader),
    leaf("bootloader_args", FIELD(D, os.bootloader_args)).read_only(),
    element("os", FIELD(D, os), os_element),
    maybe("idmap", FIELD(D, idmap), idmap_element),
    custom("features", read_features, write_features),
    maybe("cpu", FIELD(D, cpu), cpu_element).droppable(),
    element("clock", FIELD(D, clock), clock_element).always(),
    leaf("on_poweroff", FIELD(D, on_poweroff)).wrong(Code::config_unsupported, "unknown on_poweroff action: {}"),
    leaf("on_reboot", FIELD(D, on_reboot)).wrong(Code::config_unsupported, "unknown on_reboot action: {}"),
    leaf("on_crash", FIELD(D, on_crash)).wrong(Code::config_unsupported, "unknown on_crash action: {}"),
    leaf("on_lockfailure", FIELD(D, on_lockfailure)).wrong(Code::config_unsupported, "unknown on_lockfailure action: {}"),
    inside("pm", pm_element),
    inside("perf", perf_element),
    element("devices", FIELD(D, devices), devices_element).wide(),
    list("seclabel", FIELD(D, seclabels), seclabel_element).show([](const void*) { return true; }),
    maybe("keywrap", FIELD(D, keywrap), keywrap_element),
    maybe("launchSecurity", FIELD(D, launch_security), launch_security_element),
    custom("commandline", read_qemu, write_qemu).in(qemu_ns),
    custom("capabilities", read_qemu, nullptr).in(qemu_ns),
    custom("deprecation", read_qemu, nullptr).in(qemu_ns),
    custom("override", read_qemu, nullptr).in(qemu_ns),
    custom("namespace", read_lxc, write_lxc).in(lxc_ns),
    custom("commandline", read_args<&D::bhyve_args>, write_bhyve).in(bhyve_ns),
    custom("commandline", read_args<&D::xen_args>, write_xen).in(xen_ns),
    custom("datacenterpath", read_datacenter, write_datacenter).in(vmware_ns),
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
                                         {"vsock", Code::xml_error, "vsock"}};
    for (const Single& single : singles) {
        unsigned n = 0;
        for (const xml::Node& child : node.elements()) n += child.is(single.name);
        if (n > 1) fail(single.code, E::domain, "only a single {} device is supported", single.what);
    }
}

const Element devices_element{devices_rows, check_single_devices};
const Element domain_element{domain_rows};

}  // namespace vireo::model
