// SPDX-License-Identifier: LGPL-2.1-or-later
// How memory backing, tuning, labels and launch security look.
#include "model/domain/domain_xml.h"
#include "model/row/forms.h"

namespace vireo::model {
namespace {

using namespace row;
using E = vireo::Domain;


constexpr Row page_rows[] = {
    sized("size", "unit", FIELD(HugePage, size)).needed(),
    attr("nodeset", FIELD(HugePage, nodes)).wrong(Code::invalid_arg, "Failed to parse bitmap '{}'"),
};
void finish_page(const xml::Node&, void* self, ParseContext&) {
    const auto& p = *static_cast<const HugePage*>(self);
    if (p.size && !*p.size) fail(Code::xml_detail, E::domain, "hugepage size can't be zero");
}
const Element page_element{page_rows, finish_page};
constexpr Row hugepages_rows[] = {list("page", FIELD(MemoryBacking, pages), page_element)};
const Element hugepages_element{hugepages_rows};

constexpr Row source_rows[] = {attr("type", FIELD(MemoryBacking, source)).needed().wrong(Code::config_unsupported, "unknown memoryBacking/source/type '{}'")};
const Element source_element{source_rows};
constexpr Row access_rows[] = {attr("mode", FIELD(MemoryBacking, access)).needed().wrong(Code::config_unsupported, "unknown memoryBacking/access/mode '{}'")};
const Element access_element{access_rows};
constexpr Row allocation_rows[] = {
    attr("mode", FIELD(MemoryBacking, allocation)).wrong(Code::config_unsupported, "unknown memoryBacking/allocation/mode '{}'"),
    attr("threads", FIELD(MemoryBacking, allocation_threads)).nonzero().form(form::unsigned_int).wrong(Code::xml_error, "Failed to parse memory allocation threads"),
};
const Element allocation_element{allocation_rows};
constexpr Row backing_rows[] = {
    inside("hugepages", hugepages_element).marks(FIELD(MemoryBacking, hugepages)),
    flag("nosharepages", FIELD(MemoryBacking, nosharepages)),
    flag("locked", FIELD(MemoryBacking, locked)),
    inside("source", source_element),
    inside("access", access_element),
    inside("allocation", allocation_element),
    flag("discard", FIELD(MemoryBacking, discard)),
};

constexpr Row memtune_rows[] = {
    scaled_leaf("hard_limit", FIELD(MemTune, hard_limit)).called("./memtune/hard_limit[1]"),
    scaled_leaf("soft_limit", FIELD(MemTune, soft_limit)).called("./memtune/soft_limit[1]"),
    scaled_leaf("min_guarantee", FIELD(MemTune, min_guarantee)).called("./memtune/min_guarantee[1]"),
    scaled_leaf("swap_hard_limit", FIELD(MemTune, swap_hard_limit)).called("./memtune/swap_hard_limit[1]"),
};

constexpr Row blkio_device_rows[] = {
    leaf("path", FIELD(BlkioDevice, path)).needed().form(form::absolute_file),
    leaf("weight", FIELD(BlkioDevice, weight)).form("=unsignedInt 100 1000"),
    leaf("read_iops_sec", FIELD(BlkioDevice, read_iops_sec)),
    leaf("write_iops_sec", FIELD(BlkioDevice, write_iops_sec)),
    leaf("read_bytes_sec", FIELD(BlkioDevice, read_bytes_sec)),
    leaf("write_bytes_sec", FIELD(BlkioDevice, write_bytes_sec)),
};
const Element blkio_device_element{blkio_device_rows};
constexpr Row blkio_rows[] = {
    leaf("weight", FIELD(BlkioTune, weight)).form("=unsignedInt 100 1000"),
    list("device", FIELD(BlkioTune, devices), blkio_device_element),
};

constexpr Row vcpupin_rows[] = {
    attr("vcpu", FIELD(Pin, id)).even_zero().req().form(form::unsigned_short),
    attr("cpuset", FIELD(Pin, cpus)).req(Code::internal_error, "missing cpuset for vcpupin").wrong(Code::invalid_arg, "Failed to parse bitmap '{}'"),
};
const Element vcpupin_element{vcpupin_rows};
constexpr Row iothreadpin_rows[] = {
    attr("iothread", FIELD(Pin, id)).even_zero().req().nonzero().form(form::unsigned_int),
    attr("cpuset", FIELD(Pin, cpus)).req(Code::internal_error, "missing cpuset for iothreadpin").wrong(Code::invalid_arg, "Failed to parse bitmap '{}'"),
};
const Element iothreadpin_element{iothreadpin_rows};
constexpr Row emulatorpin_rows[] = {attr("cpuset", FIELD(CpuTune, emulator_pin)).req(Code::internal_error, "missing cpuset for emulatorpin").wrong(Code::invalid_arg, "Failed to parse bitmap '{}'")};
const Element emulatorpin_element{emulatorpin_rows};
void finish_sched(const xml::Node& node, void* self, ParseContext&) {
    const auto& s = *static_cast<const Sched*>(self);
    if ((s.scheduler == Scheduler::fifo || s.scheduler == Scheduler::rr) && !s.priority)
        fail(Code::xml_error, E::xml, "Missing required attribute 'priority' in element '{}'", node.name);
}
constexpr auto realtime = WHEN(Sched, it.scheduler == Scheduler::fifo || it.scheduler == Scheduler::rr);
constexpr Row vcpusched_rows[] = {
    attr("vcpus", FIELD(Sched, ids)).req(Code::xml_error, "Missing attribute 'vcpus' in element 'vcpusched'").spared().wrong(Code::invalid_arg, "Failed to parse bitmap '{}'"),
    attr("scheduler", FIELD(Sched, scheduler)).req(),
    attr("priority", FIELD(Sched, priority)).only(realtime).needed().form(form::unsigned_short),
};
const Element vcpusched_element{vcpusched_rows, finish_sched};
constexpr Row iothreadsched_rows[] = {
    attr("iothreads", FIELD(Sched, ids)).req(Code::xml_error, "Missing attribute 'iothreads' in element 'iothreadsched'").spared().wrong(Code::invalid_arg, "Failed to parse bitmap '{}'"),
    attr("scheduler", FIELD(Sched, scheduler)).req(),
    attr("priority", FIELD(Sched, priority)).only(realtime).needed().form(form::unsigned_short),
};
const Element iothreadsched_element{iothreadsched_rows, finish_sched};
constexpr Row emulatorsched_rows[] = {
    attr("scheduler", FIELD(Sched, scheduler)).req(),
    attr("priority", FIELD(Sched, priority)).only(realtime).needed().form(form::unsigned_short),
};
const Element emulatorsched_element{emulatorsched_rows, finish_sched};

constexpr Row cache_rows[] = {
    attr("id", FIELD(CacheAllocation, id)).even_zero().req(),
    attr("level", FIELD(CacheAllocation, level)).even_zero().req().nonzero().form(form::unsigned_int),
    attr("type", FIELD(CacheAllocation, type)).req().form("both|code|data"),
    sized("size", "unit", FIELD(CacheAllocation, size)).neat().needed(),
};
const Element cache_element{cache_rows};
constexpr Row monitor_rows[] = {
    attr("level", FIELD(ResctrlMonitor, level)).needed(),
    attr("vcpus", FIELD(ResctrlMonitor, vcpus)).req(Code::xml_error, "Missing monitor attribute 'vcpus'").wrong(Code::xml_error, "Invalid monitor attribute 'vcpus' value '{}'"),
};
const Element monitor_element{monitor_rows};
constexpr Row cachetune_rows[] = {
    attr("vcpus", FIELD(CacheTune, vcpus)).req(Code::xml_error, "Missing cachetune attribute 'vcpus'").wrong(Code::xml_error, "Invalid cachetune attribute 'vcpus' value '{}'"),
    attr("id", FIELD(CacheTune, id)).live(),
    list("cache", FIELD(CacheTune, caches), cache_element).some_of(1),
    list("monitor", FIELD(CacheTune, monitors), monitor_element).some_of(1),
};
const Element cachetune_element{cachetune_rows};
constexpr Row memory_node_rows[] = {
    attr("id", FIELD(MemoryTuneNode, id)).even_zero().req(),
    attr("bandwidth", FIELD(MemoryTuneNode, bandwidth)).even_zero().req(),
};
const Element memory_node_element{memory_node_rows};
constexpr Row memory_monitor_rows[] = {attr("vcpus", FIELD(ResctrlMonitor, vcpus)).req(Code::xml_error, "Missing monitor attribute 'vcpus'").wrong(Code::xml_error, "Invalid monitor attribute 'vcpus' value '{}'")};
const Element memory_monitor_element{memory_monitor_rows};
constexpr Row memorytune_rows[] = {
    attr("vcpus", FIELD(MemoryTune, vcpus)).req(Code::xml_error, "Missing memorytune attribute 'vcpus'").wrong(Code::xml_error, "Invalid memorytune attribute 'vcpus' value '{}'"),
    attr("id", FIELD(MemoryTune, id)).live().unspoken(),
    list("node", FIELD(MemoryTune, nodes), memory_node_element).some_of(1),
    list("monitor", FIELD(MemoryTune, monitors), memory_monitor_element).some_of(1),
};
const Element memorytune_element{memorytune_rows};

// `said`: the name with a blank.
#define CPUTUNE(tag, said, member) leaf(tag, FIELD(CpuTune, member)).wrong(Code::xml_error, "can't parse cputune " said " value")
#define PERIOD(tag, said, member) CPUTUNE(tag, said, member).form("=unsignedLong 1000 1000000")
#define QUOTA(tag, said, member) CPUTUNE(tag, said, member).form("=long -1 17592186044415")
constexpr Row cputune_rows[] = {
    CPUTUNE("shares", "shares", shares).form(form::unsigned_int), PERIOD("period", "period", period), QUOTA("quota", "quota", quota),
    PERIOD("global_period", "global period", global_period), QUOTA("global_quota", "global quota", global_quota),
    PERIOD("emulator_period", "emulator period", emulator_period), QUOTA("emulator_quota", "emulator quota", emulator_quota),
    PERIOD("iothread_period", "iothread period", iothread_period), QUOTA("iothread_quota", "iothread quota", iothread_quota),
    list("vcpupin", FIELD(CpuTune, vcpu_pins), vcpupin_element),
    inside("emulatorpin", emulatorpin_element),
    list("iothreadpin", FIELD(CpuTune, iothread_pins), iothreadpin_element),
    maybe("emulatorsched", FIELD(CpuTune, emulator_sched), emulatorsched_element),
    list("vcpusched", FIELD(CpuTune, vcpu_scheds), vcpusched_element),
    list("iothreadsched", FIELD(CpuTune, iothread_scheds), iothreadsched_element),
    list("cachetune", FIELD(CpuTune, cache_tunes), cachetune_element),
    list("memorytune", FIELD(CpuTune, memory_tunes), memorytune_element),
};

constexpr Row memnode_rows[] = {
    attr("cellid", FIELD(NumaMemNode, cell)).even_zero().req(),
    attr("mode", FIELD(NumaMemNode, mode)).needed(),
    attr("nodeset", FIELD(NumaMemNode, nodes)).req().wrong(Code::invalid_arg, "Failed to parse bitmap '{}'"),
};
const Element memnode_element{memnode_rows};
constexpr Row numa_memory_rows[] = {
    attr("mode", FIELD(NumaTune, mode)).wrong(Code::config_unsupported, "Unsupported NUMA memory tuning mode '{}'"),
    attr("nodeset", FIELD(NumaTune, nodes)).only(WHEN(NumaTune, it.placement != NumaPlacement::auto_)).wrong(Code::invalid_arg, "Failed to parse bitmap '{}'"),
    attr("placement", FIELD(NumaTune, placement))
        .wrong(Code::config_unsupported, "Unsupported NUMA memory placement mode '{}'")
        .show(WHEN(NumaTune, it.placement == NumaPlacement::auto_)),
};
void finish_numa_memory(const xml::Node&, void* self, ParseContext&) {
    auto& n = *static_cast<NumaTune*>(self);
    n.memory_given = true;
    if (n.placement == NumaPlacement::none && !n.nodes.empty()) n.placement = NumaPlacement::static_;
    if (n.placement == NumaPlacement::auto_) n.nodes = {};
    if (n.placement == NumaPlacement::static_ && n.nodes.empty())
        fail(Code::config_unsupported, E::domain, "nodeset for NUMA memory tuning must be set if 'placement' is 'static'");
}
const Element numa_memory_element{numa_memory_rows, finish_numa_memory};
constexpr Row numatune_rows[] = {
    inside("memory", numa_memory_element).show(WHEN(NumaTune, it.memory_given)),
    list("memnode", FIELD(NumaTune, mem_nodes), memnode_element),
};

void read_label(const xml::Node& node, void* self, ParseContext&) { static_cast<Seclabel*>(self)->label = node.text; }
void read_imagelabel(const xml::Node& node, void* self, ParseContext&) {
    static_cast<Seclabel*>(self)->imagelabel = node.text;
}
// A dynamic label is chosen at each start; a static one belongs to the definition with what was derived from it.
void write_labels(const void* self, FormatContext& cx) {
    const auto& s = *static_cast<const Seclabel*>(self);
    if (s.type == SeclabelType::dynamic && (cx.flags & format_inactive)) return;
    if (!s.label.empty()) cx.out.leaf("label", s.label);
    if (!s.imagelabel.empty() && s.relabel != YesNo::no) cx.out.leaf("imagelabel", s.imagelabel);
}
constexpr auto not_none = WHEN(Seclabel, it.type != SeclabelType::none);
constexpr auto fits_label = WHEN(Seclabel, it.type == SeclabelType::static_ ||
                                               (it.type == SeclabelType::none ? it.relabel == YesNo::no : it.relabel == YesNo::yes));
constexpr Row label_text_rows[] = {content(FIELD(Seclabel, label))};
const Element label_element{label_text_rows};
constexpr Row image_label_rows[] = {content(FIELD(Seclabel, imagelabel))};
const Element image_label_element{image_label_rows};
constexpr Row label_rows[] = {
    attr("type", FIELD(Seclabel, type)).nonzero(),
    attr("model", FIELD(Seclabel, model)),
    attr("relabel", FIELD(Seclabel, relabel)).show(WHEN(Seclabel, it.type != SeclabelType::none)).fits(fits_label),
    custom("label", read_label, write_labels).only(not_none).needed(WHEN(Seclabel, it.type == SeclabelType::static_)).looks(label_element),
    custom("imagelabel", read_imagelabel, nullptr).live_read().only(not_none).looks(image_label_element),
    leaf("baselabel", FIELD(Seclabel, baselabel)).show(WHEN(Seclabel, it.type == SeclabelType::dynamic)).only(WHEN(Seclabel, it.type == SeclabelType::dynamic || it.type == SeclabelType::default_)),
};
void finish_seclabel(const xml::Node&, void* self, ParseContext& cx) {
    auto& s = *static_cast<Seclabel*>(self);
    if (s.type == SeclabelType::default_) s.type = SeclabelType::dynamic;
    if (s.relabel == YesNo::absent) s.relabel = s.type == SeclabelType::dynamic ? YesNo::yes : YesNo::no;
    if (s.type == SeclabelType::dynamic && s.relabel == YesNo::no)
        fail(Code::xml_error, E::domain, "dynamic label type must use resource relabeling");
    if (s.type == SeclabelType::none && s.relabel == YesNo::yes)
        fail(Code::xml_error, E::domain, "resource relabeling is not compatible with 'none' label type");
    if (s.type == SeclabelType::static_ && s.label.empty()) fail(Code::xml_error, E::domain, "security label is missing");
    if (s.type == SeclabelType::dynamic && (cx.flags & parse_inactive)) s.label.clear(), s.imagelabel.clear();
}

using L = LaunchSecurity;
constexpr auto any_sev = WHEN(L, it.type == LaunchSecurityType::sev || it.type == LaunchSecurityType::sev_snp);
constexpr auto sev = WHEN(L, it.type == LaunchSecurityType::sev);
constexpr auto snp = WHEN(L, it.type == LaunchSecurityType::sev_snp);
constexpr Row launch_rows[] = {
    attr("type", FIELD(L, type)).req().guest(),
    attr("kernelHashes", FIELD(L, kernel_hashes)).when(any_sev),
    attr("authorKey", FIELD(L, author_key)).when(snp),
    attr("vcek", FIELD(L, vcek)).when(snp),
    leaf("cbitpos", FIELD(L, cbitpos)).when(any_sev).wrong(Code::xml_error, "Invalid format for launch security cbitpos").guest(),
    leaf("reducedPhysBits", FIELD(L, reduced_phys_bits)).when(any_sev).wrong(Code::xml_error, "Invalid format for launch security reduced-phys-bits").guest(),
    [] {
        Row r = leaf("policy", FIELD(L, policy));
        r.codec = hex_codec<std::optional<std::uint64_t>>(4);
        return r;
    }().when(sev).range(0, 0xffffffff).req(Code::xml_error, "failed to get launch security policy").wrong(Code::xml_error, "failed to get launch security policy").guest().form(form::hex_lower),
    [] {
        Row r = leaf("policy", FIELD(L, policy));
        r.codec = hex_codec<std::optional<std::uint64_t>>(8);
        return r;
    }().when(snp).req(Code::xml_error, "failed to get launch security policy").wrong(Code::xml_error, "failed to get launch security policy").guest().form(form::hex_lower),
    leaf("handle", FIELD(L, handle)).when(sev).read_only(),
    leaf("dhCert", FIELD(L, dh_cert)).when(sev).guest(),
    leaf("session", FIELD(L, session)).when(sev).guest(),
    leaf("guestVisibleWorkarounds", FIELD(L, guest_visible_workarounds)).when(snp).guest(),
    leaf("idBlock", FIELD(L, id_block)).when(snp).guest(),
    leaf("idAuth", FIELD(L, id_auth)).when(snp).guest(),
    leaf("hostData", FIELD(L, host_data)).when(snp).guest(),
};

void read_cipher(const xml::Node& node, void* self, ParseContext&) {
    auto& k = *static_cast<KeyWrap*>(self);
    auto name = node.value("name");
    for (const char* a : {"name", "state"})
        if (!node.has(a)) fail(Code::xml_error, E::xml, "Missing required attribute '{}' in element 'cipher'", a);
    auto state = from_word<OnOff>(node.value("state"));
    if (!state) fail(Code::xml_error, E::xml, "Invalid value for attribute 'state' in element 'cipher': '{}'.", node.value("state"));
    OnOff* field = name == "aes" ? &k.aes : name == "dea" ? &k.dea : nullptr;
    if (!field) fail(Code::xml_error, E::xml, "Invalid value for attribute 'name' in element 'cipher': '{}'.", name);
    if (*field != OnOff::absent)
        fail(Code::invalid_arg, E::domain, "A domain definition can have no more than one cipher node with name {}", name);
    *field = *state;
}
void write_cipher(const void* self, FormatContext& cx) {
    const auto& k = *static_cast<const KeyWrap*>(self);
    for (auto [name, state] : {std::pair{"aes", k.aes}, {"dea", k.dea}}) {
        if (state == OnOff::absent) continue;
        cx.out.open("cipher");
        cx.out.plain_attribute("name", name);
        cx.out.plain_attribute("state", word(state));
        cx.out.close();
    }
}
struct CipherForm {
    OnOff state = OnOff::absent;
    std::string name;
};
constexpr Row cipher_rows[] = {
    attr("name", FIELD(CipherForm, name)).needed().form("aes|dea"),
    attr("state", FIELD(CipherForm, state)).needed(),
};
const Element cipher_element{cipher_rows};
constexpr Row keywrap_rows[] = {custom("cipher", read_cipher, write_cipher).several().needed().looks_like<CipherForm>(cipher_element)};

constexpr const char* id_message = "invalid idmap start/target/count settings";
constexpr Row id_entry_rows[] = {
    attr("start", FIELD(IdMapEntry, start)).even_zero().req(Code::xml_error, id_message).wrong(Code::xml_error, id_message),
    attr("target", FIELD(IdMapEntry, target)).even_zero().req(Code::xml_error, id_message).wrong(Code::xml_error, id_message),
    attr("count", FIELD(IdMapEntry, count)).even_zero().req(Code::xml_error, id_message).wrong(Code::xml_error, id_message),
};
const Element id_entry_element{id_entry_rows};
constexpr Row idmap_rows[] = {
    list("uid", FIELD(IdMap, uids), id_entry_element),
    list("gid", FIELD(IdMap, gids), id_entry_element),
};

}  // namespace

const Element memory_backing_element{backing_rows};
const Element memtune_element{memtune_rows};
const Element blkiotune_element{blkio_rows};
const Element cputune_element{cputune_rows};
const Element numatune_element{numatune_rows};
const Element seclabel_element{label_rows, finish_seclabel};
const Element launch_security_element{launch_rows};
const Element keywrap_element{keywrap_rows};
const Element idmap_element{idmap_rows};

}  // namespace vireo::model
