// SPDX-License-Identifier: LGPL-2.1-or-later
// How <features> looks.
#include "model/domain/domain_xml.h"

namespace vireo::model {
namespace {

using namespace row;
constexpr std::string_view mitigation_words[] = {"broken", "workaround", "fixed"};
constexpr std::string_view ibs_words[] = {"broken", "workaround", "fixed-ibs", "fixed-ccd", "fixed-na"};
constexpr std::string_view hpt_words[] = {"default", "enabled", "disabled", "required"};
constexpr std::string_view ioapic_words[] = {"qemu", "kvm"};
constexpr std::string_view msrs_words[] = {"ignore", "fault"};
constexpr std::string_view aia_words[] = {"none", "aplic", "aplic-imsic"};
constexpr std::string_view gic_words[] = {"2", "3", "host"};
constexpr std::string_view share_words[] = {"sync_pt", "share_pt"};
using E = vireo::Domain;
using F = Features;

// <x state='on|off'/>
#define STATE_ELEMENT(S, member)                                              \
    constexpr Row member##_rows_[] = {attr("state", FIELD(S, member)).req().guest()}; \
    const Element member##_element_{member##_rows_}
// The same where <x/> means on.
#define SWITCH_ELEMENT(S, member)                                                      \
    constexpr Row member##_rows_[] = {attr("state", FIELD(S, member)).guest()};             \
    const Element member##_element_{member##_rows_, [](const xml::Node&, void* p, ParseContext&) { \
        auto& s = *static_cast<S*>(p);                                                  \
        if (s.member == OnOff::absent) s.member = OnOff::on;                            \
    }}

using H = HypervFeatures;
STATE_ELEMENT(H, relaxed);
STATE_ELEMENT(H, vapic);
STATE_ELEMENT(H, vpindex);
STATE_ELEMENT(H, runtime);
STATE_ELEMENT(H, synic);
STATE_ELEMENT(H, reset);
STATE_ELEMENT(H, frequencies);
STATE_ELEMENT(H, reenlightenment);
STATE_ELEMENT(H, ipi);
STATE_ELEMENT(H, evmcs);
STATE_ELEMENT(H, avic);
STATE_ELEMENT(H, emsr_bitmap);
STATE_ELEMENT(H, xmm_input);
STATE_ELEMENT(H, stimer_direct);
STATE_ELEMENT(H, tlbflush_direct);
STATE_ELEMENT(H, tlbflush_extended);
constexpr Row spinlocks_rows[] = {
    attr("state", FIELD(H, spinlocks)).req().guest(),
    attr("retries", FIELD(H, spinlock_retries)).guest().form("=unsignedInt"),
};
void finish_spinlocks(const xml::Node&, void* self, ParseContext&) {
    auto& h = *static_cast<H*>(self);
    if (h.spinlocks != OnOff::on) h.spinlock_retries.reset();
    if (h.spinlocks == OnOff::on && !h.spinlock_retries)
        fail(Code::xml_error, E::xml, "Missing required attribute 'retries' in element 'spinlocks'");
    if (h.spinlock_retries && *h.spinlock_retries < 0xfff)
        fail(Code::xml_error, E::domain, "HyperV spinlock retry count must be at least 4095");
}
const Element spinlocks_element{spinlocks_rows, finish_spinlocks};
constexpr Row vendor_rows[] = {
    attr("state", FIELD(H, vendor_id)).req().guest(),
    attr("value", FIELD(H, vendor_id_value)).guest().form("[^,]{0,12}"),
};
void finish_vendor(const xml::Node&, void* self, ParseContext&) {
    auto& h = *static_cast<H*>(self);
    if (h.vendor_id != OnOff::on) {
        h.vendor_id_value.clear();
        return;
    }
    if (h.vendor_id_value.empty()) fail(Code::xml_error, E::domain, "missing 'value' attribute for HyperV feature 'vendor_id'");
    if (h.vendor_id_value.size() > 12) fail(Code::xml_error, E::domain, "HyperV vendor_id value must not be more than 12 characters.");
    if (h.vendor_id_value.find(',') != std::string::npos) fail(Code::xml_error, E::domain, "HyperV vendor_id value is invalid");
}
const Element vendor_element{vendor_rows, finish_vendor};
constexpr Row stimer_rows[] = {
    attr("state", FIELD(H, stimer)).req().spared().guest(),
    inside("direct", stimer_direct_element_).show(WHEN(H, it.stimer_direct == OnOff::on)),
};
const Element stimer_element{stimer_rows};
constexpr Row tlbflush_rows[] = {
    attr("state", FIELD(H, tlbflush)).req().spared().guest(),
    inside("direct", tlbflush_direct_element_).show(WHEN(H, it.tlbflush_direct == OnOff::on)),
    inside("extended", tlbflush_extended_element_).show(WHEN(H, it.tlbflush_extended == OnOff::on)),
};
const Element tlbflush_element{tlbflush_rows};
constexpr Row hyperv_rows[] = {
    attr("mode", FIELD(H, mode)).form("custom|passthrough"),
    inside("relaxed", relaxed_element_),
    inside("vapic", vapic_element_),
    inside("spinlocks", spinlocks_element),
    inside("vpindex", vpindex_element_),
    inside("runtime", runtime_element_),
    inside("synic", synic_element_),
    inside("stimer", stimer_element),
    inside("reset", reset_element_),
    inside("vendor_id", vendor_element),
    inside("frequencies", frequencies_element_),
    inside("reenlightenment", reenlightenment_element_),
    inside("tlbflush", tlbflush_element),
    inside("ipi", ipi_element_),
    inside("evmcs", evmcs_element_),
    inside("avic", avic_element_),
    inside("emsr_bitmap", emsr_bitmap_element_),
    inside("xmm_input", xmm_input_element_),
};
void unknown_hyperv(const xml::Node& child, void*, ParseContext&) {
    fail(Code::config_unsupported, E::domain, "unsupported Hyper-V Enlightenment feature: {}", child.name);
}
void finish_hyperv(const xml::Node& node, void* self, ParseContext&) {
    auto& h = *static_cast<H*>(self);
    if (!h.mode.empty() && h.mode != "custom" && h.mode != "passthrough")
        fail(Code::xml_error, E::xml, "Invalid value for attribute 'mode' in element 'hyperv': '{}'.", node.value("mode"));
    if (h.mode.empty()) h.mode = "custom";
}
const Element hyperv_element{hyperv_rows, finish_hyperv, unknown_hyperv, nullptr, true};

using K = KvmFeatures;
STATE_ELEMENT(K, hidden);
STATE_ELEMENT(K, hint_dedicated);
STATE_ELEMENT(K, poll_control);
STATE_ELEMENT(K, pv_ipi);
constexpr Row dirty_ring_rows[] = {
    attr("state", FIELD(K, dirty_ring)).req(),
    attr("size", FIELD(K, dirty_ring_size)).when(WHEN(K, it.dirty_ring == OnOff::on)),
};
void finish_dirty_ring(const xml::Node&, void* self, ParseContext&) {
    auto& k = *static_cast<K*>(self);
    if (k.dirty_ring != OnOff::on) {
        k.dirty_ring_size.reset();
        return;
    }
    if (!k.dirty_ring_size) fail(Code::xml_error, E::xml, "Missing required attribute 'size' in element 'dirty-ring'");
    auto n = k.dirty_ring_size.value_or(0);
    if (!n || (n & (n - 1)) || n < 1024 || n > 65536)
        fail(Code::xml_error, E::domain, "dirty ring must be power of 2 and ranges [1024, 65536]");
}
const Element dirty_ring_element{dirty_ring_rows, finish_dirty_ring};
constexpr Row kvm_rows[] = {
    inside("hidden", hidden_element_),
    inside("hint-dedicated", hint_dedicated_element_),
    inside("poll-control", poll_control_element_),
    inside("pv-ipi", pv_ipi_element_),
    inside("dirty-ring", dirty_ring_element),
};
void unknown_kvm(const xml::Node& child, void*, ParseContext&) {
    fail(Code::config_unsupported, E::domain, "unsupported KVM feature: {}", child.name);
}
const Element kvm_element{kvm_rows, nullptr, unknown_kvm, nullptr, true};

using X = XenFeatures;
STATE_ELEMENT(X, e820_host);
constexpr Row passthrough_rows[] = {
    attr("state", FIELD(X, passthrough)).req(),
    attr("mode", FIELD(X, passthrough_mode)).among(share_words),
};
const Element passthrough_element{passthrough_rows};
constexpr Row xen_rows[] = {
    inside("e820_host", e820_host_element_),
    inside("passthrough", passthrough_element),
};
const Element xen_element{xen_rows};

STATE_ELEMENT(F, htm);
STATE_ELEMENT(F, nested_hv);
STATE_ELEMENT(F, ccf_assist);
STATE_ELEMENT(F, ras);
STATE_ELEMENT(F, ps2);
SWITCH_ELEMENT(F, vmcoreinfo);
SWITCH_ELEMENT(F, hap);
SWITCH_ELEMENT(F, pmu);
SWITCH_ELEMENT(F, vmport);
SWITCH_ELEMENT(F, pvspinlock);

constexpr Row apic_rows[] = {attr("eoi", FIELD(F, apic_eoi)).guest()};
const Element apic_element{apic_rows};

void read_capabilities(const xml::Node& node, void* self, ParseContext&) {
    auto& f = *static_cast<F*>(self);
    f.capabilities_given = true;
    f.capabilities_policy = node.value("policy");
    if (f.capabilities_policy.empty()) f.capabilities_policy = "default";
    if (f.capabilities_policy != "default" && f.capabilities_policy != "allow" && f.capabilities_policy != "deny")
        fail(Code::xml_error, E::xml, "Invalid value for attribute 'policy' in element 'capabilities': '{}'.", f.capabilities_policy);
    for (const auto& e : node.elements()) {
        Capability c;
        c.name = e.name;
        if (const auto* s = e.find("state")) {
            auto v = from_word<OnOff>(s->value);
            if (!v) fail(Code::xml_error, E::xml, "Invalid value for attribute 'state' in element '{}': '{}'.", e.name, s->value);
            c.state = *v;
        } else {
            c.state = OnOff::on;
        }
        f.capabilities.push_back(std::move(c));
    }
}
constexpr std::string_view capability_names[] = {
    "audit_control", "audit_write", "block_suspend", "chown", "dac_override", "dac_read_search", "fowner", "fsetid",
    "ipc_lock", "ipc_owner", "kill", "lease", "linux_immutable", "mac_admin", "mac_override", "mknod", "net_admin",
    "net_bind_service", "net_broadcast", "net_raw", "setgid", "setfcap", "setpcap", "setuid", "sys_admin", "sys_boot",
    "sys_chroot", "sys_module", "sys_nice", "sys_pacct", "sys_ptrace", "sys_rawio", "sys_resource", "sys_time",
    "sys_tty_config", "syslog", "wake_alarm"};
void write_capabilities(const void* self, FormatContext& cx) {
    const auto& f = *static_cast<const F*>(self);
    if (!f.capabilities_given || (f.capabilities.empty() && f.capabilities_policy == "default")) return;
    cx.out.open("capabilities");
    cx.out.attribute("policy", f.capabilities_policy);
    for (auto name : capability_names)
        for (const auto& c : f.capabilities)
            if (c.name == name) {
                cx.out.open(name);
                cx.out.plain_attribute("state", word(c.state));
                cx.out.close();
            }
    cx.out.close();
}

// How capabilities look; they are read and printed by hand.
constexpr Row capability_state_rows[] = {attr("state", FIELD(Capability, state)).needed()};
const Element capability_state{capability_state_rows};
#define CAPABILITY(name) inside(name, capability_state)
constexpr Row capabilities_rows[] = {
    attr("policy", FIELD(Capability, name)).needed().form("default|allow|deny"),
    CAPABILITY("audit_control"), CAPABILITY("audit_write"), CAPABILITY("block_suspend"), CAPABILITY("chown"),
    CAPABILITY("dac_override"), CAPABILITY("dac_read_search"), CAPABILITY("fowner"), CAPABILITY("fsetid"),
    CAPABILITY("ipc_lock"), CAPABILITY("ipc_owner"), CAPABILITY("kill"), CAPABILITY("lease"),
    CAPABILITY("linux_immutable"), CAPABILITY("mac_admin"), CAPABILITY("mac_override"), CAPABILITY("mknod"),
    CAPABILITY("net_admin"), CAPABILITY("net_bind_service"), CAPABILITY("net_broadcast"), CAPABILITY("net_raw"),
    CAPABILITY("setgid"), CAPABILITY("setfcap"), CAPABILITY("setpcap"), CAPABILITY("setuid"),
    CAPABILITY("sys_admin"), CAPABILITY("sys_boot"), CAPABILITY("sys_chroot"), CAPABILITY("sys_module"),
    CAPABILITY("sys_nice"), CAPABILITY("sys_pacct"), CAPABILITY("sys_ptrace"), CAPABILITY("sys_rawio"),
    CAPABILITY("sys_resource"), CAPABILITY("sys_time"), CAPABILITY("sys_tty_config"), CAPABILITY("syslog"),
    CAPABILITY("wake_alarm"),
};
const Element capabilities_element{capabilities_rows};

constexpr Row gic_rows[] = {attr("version", FIELD(F, gic_version)).among(gic_words)};
const Element gic_element{gic_rows};

constexpr Row smm_rows[] = {
    attr("state", FIELD(F, smm)).guest(),
    scaled_leaf("tseg", FIELD(F, tseg_size), 1, 1 << 20).neat().called("string(./features/smm/tseg)"),
};
const Element smm_element{smm_rows, [](const xml::Node&, void* p, ParseContext&) {
    auto& f = *static_cast<F*>(p);
    if (f.smm == OnOff::absent) f.smm = OnOff::on;
    if (f.smm != OnOff::on) f.tseg_size.reset();
}};

constexpr Row ioapic_rows[] = {attr("driver", FIELD(F, ioapic_driver)).among(ioapic_words).guest().needed()};
const Element ioapic_element{ioapic_rows};

constexpr Row hpt_rows[] = {
    attr("resizing", FIELD(F, hpt_resizing)).among(hpt_words).guest().form("enabled|disabled|required"),
    scaled_leaf("maxpagesize", FIELD(F, hpt_max_page_size)).guest(),
};
const Element hpt_element{hpt_rows, [](const xml::Node&, void* p, ParseContext&) {
    auto& f = *static_cast<F*>(p);
    f.hpt = true;
    if (f.hpt_resizing == "default") f.hpt_resizing.clear();
}};
constexpr Row msrs_rows[] = {attr("unknown", FIELD(F, msrs_unknown)).among(msrs_words).req()};
const Element msrs_element{msrs_rows};
constexpr Row cfpc_rows[] = {attr("value", FIELD(F, cfpc)).among(mitigation_words).guest().needed()};
const Element cfpc_element{cfpc_rows};
constexpr Row sbbc_rows[] = {attr("value", FIELD(F, sbbc)).among(mitigation_words).guest().needed()};
const Element sbbc_element{sbbc_rows};
constexpr Row ibs_rows[] = {attr("value", FIELD(F, ibs)).among(ibs_words).guest().needed()};
const Element ibs_element{ibs_rows};
constexpr Row aia_rows[] = {attr("value", FIELD(F, aia)).among(aia_words).req().guest()};
const Element aia_element{aia_rows};
constexpr Row tcg_rows[] = {scaled_leaf("tb-cache", FIELD(F, tb_cache))};
const Element tcg_element{tcg_rows, [](const xml::Node&, void* p, ParseContext&) { static_cast<F*>(p)->tcg = true; }};

constexpr Row async_rows[] = {attr("enabled", FIELD(F, async_teardown))};
const Element async_element{async_rows, [](const xml::Node&, void* p, ParseContext&) {
    auto& f = *static_cast<F*>(p);
    if (f.async_teardown == YesNo::absent) f.async_teardown = YesNo::yes;
}};

constexpr Row features_rows[] = {
    flag("acpi", FIELD(F, acpi)).guest(),
    inside("apic", apic_element).marks(FIELD(F, apic)).guest(),
    flag("pae", FIELD(F, pae)).guest(),
    inside("hap", hap_element_),
    flag("viridian", FIELD(F, viridian)).guest(),
    flag("privnet", FIELD(F, privnet)).guest(),
    maybe("hyperv", FIELD(F, hyperv), hyperv_element).wide(),
    maybe("kvm", FIELD(F, kvm), kvm_element),
    inside("pvspinlock", pvspinlock_element_),
    custom("capabilities", read_capabilities, write_capabilities).looks_like<Capability>(capabilities_element),
    inside("pmu", pmu_element_),
    inside("vmport", vmport_element_),
    inside("gic", gic_element).marks(FIELD(F, gic)),
    inside("smm", smm_element).show(WHEN(F, it.smm != OnOff::absent)),
    inside("ioapic", ioapic_element),
    inside("hpt", hpt_element),
    inside("vmcoreinfo", vmcoreinfo_element_),
    inside("htm", htm_element_),
    inside("nested-hv", nested_hv_element_),
    inside("msrs", msrs_element),
    inside("ccf-assist", ccf_assist_element_),
    maybe("xen", FIELD(F, xen), xen_element).wide(),
    inside("cfpc", cfpc_element),
    inside("sbbc", sbbc_element),
    inside("ibs", ibs_element),
    inside("tcg", tcg_element),
    inside("async-teardown", async_element).marks(FIELD(F, async_teardown_given)),
    inside("ras", ras_element_),
    inside("ps2", ps2_element_),
    inside("aia", aia_element),
};
void unknown_feature(const xml::Node& child, void*, ParseContext&) {
    fail(Code::config_unsupported, E::domain, "unexpected feature '{}'", child.name);
}

}  // namespace

const Element features_element{features_rows, nullptr, unknown_feature};

}  // namespace vireo::model
