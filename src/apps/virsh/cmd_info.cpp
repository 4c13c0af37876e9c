// SPDX-License-Identifier: LGPL-2.1-or-later
// What a domain is and how it does: names, state, block devices, interfaces.
#include "apps/virsh/virsh.h"

#include "apps/virsh/words.h"

#include <cstring>

namespace vireo::sh {

COMMAND(domid)
{
    Dom dom = sh.domain(args, by_name | by_uuid);
    unsigned id = virDomainGetID(dom);
    if (id == ~0u) sh.print("-\n");
    else sh.print("{}\n", id);
}

COMMAND(domname)
{
    Dom dom = sh.domain(args, by_id | by_uuid);
    sh.print("{}\n", name_of(dom));
}

COMMAND(domuuid)
{
    Dom dom = sh.domain(args, by_name | by_id);
    char uuid[VIR_UUID_STRING_BUFLEN];
    sh.check(virDomainGetUUIDString(dom, uuid) != -1, "failed to get domain UUID");
    sh.print("{}\n", uuid);
}

namespace {

const char* reason_word(int state, int reason)
{
    static constexpr const char* nostate[] = {"unknown"};
    static constexpr const char* running[] = {"unknown", "booted", "migrated", "restored", "from snapshot", "unpaused", "migration canceled",
                                              "save canceled", "event wakeup", "crashed", "post-copy", "post-copy failed"};
    static constexpr const char* blocked[] = {"unknown"};
    static constexpr const char* paused[] = {"unknown", "user", "migrating", "saving", "dumping", "I/O error", "watchdog", "from snapshot",
                                             "shutting down", "creating snapshot", "crashed", "starting up", "post-copy", "post-copy failed",
                                             "api error"};
    static constexpr const char* shutting[] = {"unknown", "user"};
    static constexpr const char* shutoff[] = {"unknown", "shutdown", "destroyed", "crashed", "migrated", "saved", "failed", "from snapshot",
                                              "daemon"};
    static constexpr const char* crashed[] = {"unknown", "panicked"};
    static constexpr const char* suspended[] = {"unknown", "disk"};
    const Words all[] = {nostate, running, blocked, paused, shutting, shutoff, crashed, suspended};
    return state >= 0 && state < 8 ? word_at(all[state], reason) : "unknown";
}

}  // namespace

COMMAND(domstate)
{
    Dom dom = sh.domain(args);
    int state = 0, reason = 0;
    sh.check(virDomainGetState(dom, &state, &reason, 0) == 0);
    if (args.has("reason")) sh.print("{} ({})\n", state_word(state), reason_word(state, reason));
    else sh.print("{}\n", state_word(state));
}

COMMAND(dominfo)
{
    Dom dom = sh.domain(args);
    unsigned id = virDomainGetID(dom);
    if (id == ~0u) sh.print("{:<15} {}\n", "Id:", "-");
    else sh.print("{:<15} {}\n", "Id:", id);
    sh.print("{:<15} {}\n", "Name:", name_of(dom));
    char uuid[VIR_UUID_STRING_BUFLEN];
    if (virDomainGetUUIDString(dom, uuid) == 0) sh.print("{:<15} {}\n", "UUID:", uuid);
    if (Text os = virDomainGetOSType(dom)) sh.print("{:<15} {}\n", "OS Type:", os.c_str());
    virDomainInfo info;
    sh.check(virDomainGetInfo(dom, &info) == 0);
    sh.print("{:<15} {}\n", "State:", state_word(info.state));
    sh.print("{:<15} {}\n", "CPU(s):", info.nrVirtCpu);
    if (info.cpuTime != 0) sh.print("{:<15} {:.1f}s\n", "CPU time:", static_cast<double>(info.cpuTime) / 1e9);
    if (info.maxMem != UINT32_MAX) sh.print("{:<15} {} KiB\n", "Max memory:", info.maxMem);
    else sh.print("{:<15} {}\n", "Max memory:", "no limit");
    sh.print("{:<15} {} KiB\n", "Used memory:", info.memory);
    int persistent = virDomainIsPersistent(dom);
    sh.print("{:<15} {}\n", "Persistent:", persistent < 0 ? "unknown" : persistent ? "yes" : "no");
    int autostart = 0;
    if (virDomainGetAutostart(dom, &autostart) == 0) sh.print("{:<15} {}\n", "Autostart:", autostart ? "enable" : "disable");
    int once = 0;
    bool has_once = virDomainGetAutostartOnce(dom, &once) == 0;
    if (has_once) sh.print("{:<15} {}\n", "Autostart Once:", once ? "enable" : "disable");
    else sh.forget_error();
    int saved = virDomainHasManagedSaveImage(dom, 0);
    if (saved < 0) sh.forget_error();
    sh.print("{:<15} {}\n", "Managed save:", saved < 0 ? "unknown" : saved ? "yes" : "no");

    virSecurityModel model;
    std::memset(&model, 0, sizeof model);
    if (virNodeGetSecurityModel(sh.conn(), &model) == -1) {
        virErrorPtr e = virGetLastError();
        if (e && e->code != VIR_ERR_NO_SUPPORT) sh.fail();
        sh.forget_error();
    } else if (model.model[0]) {
        sh.print("{:<15} {}\n", "Security model:", model.model);
        sh.print("{:<15} {}\n", "Security DOI:", model.doi);
        // without labels the domain has an empty one
        virSecurityLabel label;
        std::memset(&label, 0, sizeof label);
        sh.check(virDomainGetSecurityLabel(dom, &label) != -1);
        if (label.label[0]) sh.print("{:<15} {} ({})\n", "Security label:", label.label, label.enforcing ? "enforcing" : "permissive");
    }
    char** messages = nullptr;
    int n = virDomainGetMessages(dom, &messages, 0);
    if (n > 0) {
        sh.print("{:<15} ", "Messages:");
        for (int i = 0; i < n; ++i) {
            sh.print("{}{}\n", i ? fmt::format("{:<15} ", "") : "", messages[i]);
            std::free(messages[i]);
        }
    }
    std::free(messages);
    sh.forget_error();
}

COMMAND(domblklist)
{
    unsigned flags = args.has("inactive") ? VIR_DOMAIN_XML_INACTIVE : 0;
    bool details = args.has("details");
    Dom dom = sh.domain(args);
    Node doc = sh.domain_doc(dom, flags);
    Table out(details ? std::vector<std::string>{"Type", "Device", "Target", "Source"} : std::vector<std::string>{"Target", "Source"});
    for (const Node* d : doc.all("devices/disk")) {
        std::string type = d->get("@type"), device = d->get("@device"), target = d->get("target@dev");
        if (type.empty() || device.empty()) sh.fail("unable to query block list details");
        sh.check(!target.empty(), "unable to query block list");
        std::string source;
        if (type == "nvme") {
            if (const Node* a = d->at("source/address")) {
                auto hex = [&](const char* k) { return std::strtoul(a->get(k).c_str(), nullptr, 16); };
                source = fmt::format("{:04x}:{:02x}:{:02x}.{}", hex("@domain"), hex("@bus"), hex("@slot"), hex("@function"));
                if (std::string ns = d->get("source@namespace"); !ns.empty()) source = fmt::format("nvme://{}/{}", source, ns);
            }
        } else if (const Node* s = d->at("source")) {
            for (const char* k : {"file", "dev", "dir", "name", "volume"})
                if (const std::string* v = s->attr(k)) {
                    source = *v;
                    break;
                }
        }
        if (source.empty()) source = "-";
        if (details) out.row({type, device, target, source});
        else out.row({target, source});
    }
    sh.print_table(out);
}

COMMAND(domiflist)
{
    unsigned flags = args.has("inactive") ? VIR_DOMAIN_XML_INACTIVE : 0;
    Dom dom = sh.domain(args);
    Node doc = sh.domain_doc(dom, flags);
    Table out({"Interface", "Type", "Source", "Model", "MAC"});
    auto dash = [](std::string s) { return s.empty() ? std::string("-") : s; };
    for (const Node* i : doc.all("devices/interface")) {
        std::string source;
        if (const Node* s = i->at("source"))
            for (const char* k : {"bridge", "dev", "network", "path", "name", "portgroup"})
                if (const std::string* v = s->attr(k)) {
                    source = *v;
                    break;
                }
        out.row({dash(i->get("target@dev")), i->get("@type"), dash(source), dash(i->get("model@type")), dash(i->get("mac@address"))});
    }
    sh.print_table(out);
}

namespace {

std::string block_figure(unsigned long long v, bool human)
{
    if (!human) return fmt::format("{}", v);
    if (v == 0) return "-";
    Pretty p = pretty_size(v);
    return fmt::format("{:.3f} {}", p.value, p.unit);
}

}  // namespace

COMMAND(domblkinfo)
{
    args.exclusive("all", "device");
    bool all = args.has("all"), human = args.has("human");
    const char* device = args.str("device");
    if (!all && !device) sh.fail("command 'domblkinfo' requires <device> option");
    Dom dom = sh.domain(args);
    virDomainBlockInfo info;
    if (all) {
        Node doc = sh.domain_doc(dom);
        bool active = virDomainIsActive(dom) == 1;
        Table out({"Target", "Capacity", "Allocation", "Physical"});
        for (const Node* d : doc.all("devices/disk")) {
            std::string target = d->get("target@dev");
            if (!d->has("source")) {
                out.row({target, "-", "-", "-"});
                continue;
            }
            if (virDomainGetBlockInfo(dom, target.c_str(), &info, 0) != 0) {
                // a network disk of a domain that is off cannot be asked
                virErrorPtr e = virGetLastError();
                if (e && e->code == VIR_ERR_INTERNAL_ERROR && !active && d->get("@type") == "network") {
                    sh.forget_error();
                    out.row({target, "-", "-", "-"});
                    continue;
                }
                sh.fail();
            }
            out.row({target, block_figure(info.capacity, human), block_figure(info.allocation, human), block_figure(info.physical, human)});
        }
        sh.print_table(out);
        return;
    }
    sh.check(virDomainGetBlockInfo(dom, device, &info, 0) == 0);
    sh.print("{:<15} {}\n", "Capacity:", block_figure(info.capacity, human));
    sh.print("{:<15} {}\n", "Allocation:", block_figure(info.allocation, human));
    sh.print("{:<15} {}\n", "Physical:", block_figure(info.physical, human));
}

COMMAND(domblkstat)
{
    Dom dom = sh.domain(args);
    const char* given = args.str("device");
    std::string device = given ? given : "";
    bool human = args.has("human");
    // Operations have shorter names here than in the interface.
    struct { const char* field; const char* name; const char* text; } known[] = {
        {VIR_DOMAIN_BLOCK_STATS_READ_REQ, "rd_req", "number of read operations:"},
        {VIR_DOMAIN_BLOCK_STATS_READ_BYTES, VIR_DOMAIN_BLOCK_STATS_READ_BYTES, "number of bytes read:"},
        {VIR_DOMAIN_BLOCK_STATS_WRITE_REQ, "wr_req", "number of write operations:"},
        {VIR_DOMAIN_BLOCK_STATS_WRITE_BYTES, VIR_DOMAIN_BLOCK_STATS_WRITE_BYTES, "number of bytes written:"},
        {VIR_DOMAIN_BLOCK_STATS_ERRS, VIR_DOMAIN_BLOCK_STATS_ERRS, "error count:"},
        {VIR_DOMAIN_BLOCK_STATS_FLUSH_REQ, VIR_DOMAIN_BLOCK_STATS_FLUSH_REQ, "number of flush operations:"},
        {VIR_DOMAIN_BLOCK_STATS_READ_TOTAL_TIMES, VIR_DOMAIN_BLOCK_STATS_READ_TOTAL_TIMES, "total duration of reads (ns):"},
        {VIR_DOMAIN_BLOCK_STATS_WRITE_TOTAL_TIMES, VIR_DOMAIN_BLOCK_STATS_WRITE_TOTAL_TIMES, "total duration of writes (ns):"},
        {VIR_DOMAIN_BLOCK_STATS_FLUSH_TOTAL_TIMES, VIR_DOMAIN_BLOCK_STATS_FLUSH_TOTAL_TIMES, "total duration of flushes (ns):"},
    };
    if (human) sh.print("Device: {}\n", device);
    int n = 0;
    if (virDomainBlockStatsFlags(dom, device.c_str(), nullptr, &n, 0) < 0) {
        virErrorPtr e = virGetLastError();
        if (!e || e->code != VIR_ERR_NO_SUPPORT) sh.fail();
        sh.forget_error();
        virDomainBlockStatsStruct s;
        sh.check(virDomainBlockStats(dom, device.c_str(), &s, sizeof s) != -1, "Failed to get block stats {} {}", args.need("domain"), device);
        auto show = [&](size_t i, const char* field, long long v) {
            if (v < 0) return;
            if (human) sh.print(" {:<31} {}\n", known[i].text, v);
            else sh.print("{} {} {}\n", device, field, v);
        };
        show(0, "rd_req", s.rd_req);
        show(1, "rd_bytes", s.rd_bytes);
        show(2, "wr_req", s.wr_req);
        show(3, "wr_bytes", s.wr_bytes);
        show(4, "errs", s.errs);
        return;
    }
    std::vector<virTypedParameter> p(static_cast<size_t>(n));
    sh.check(virDomainBlockStatsFlags(dom, device.c_str(), p.data(), &n, 0) >= 0, "Failed to get block stats for domain '{}' device '{}'",
             args.need("domain"), device);
    std::vector<bool> shown(static_cast<size_t>(n));
    for (auto& k : known)
        for (int i = 0; i < n; ++i) {
            auto& v = p[static_cast<size_t>(i)];
            if (shown[static_cast<size_t>(i)] || std::strcmp(v.field, k.field) != 0) continue;
            shown[static_cast<size_t>(i)] = true;
            if (human) sh.print(" {:<31} {}\n", k.text, param_text(v));
            else sh.print("{} {} {}\n", device, k.name, param_text(v));
        }
    for (int i = 0; i < n; ++i)
        if (!shown[static_cast<size_t>(i)]) {
            auto& v = p[static_cast<size_t>(i)];
            if (human) sh.print(" {:<31} {}\n", v.field, param_text(v));
            else sh.print("{} {} {}\n", device, v.field, param_text(v));
        }
}

COMMAND(domifstat)
{
    Dom dom = sh.domain(args);
    std::string device = args.need("interface");
    virDomainInterfaceStatsStruct s;
    sh.check(virDomainInterfaceStats(dom, device.c_str(), &s, sizeof s) != -1, "Failed to get interface stats {} {}", args.need("domain"), device);
    struct { const char* name; long long value; } rows[] = {{"rx_bytes", s.rx_bytes}, {"rx_packets", s.rx_packets}, {"rx_errs", s.rx_errs},
        {"rx_drop", s.rx_drop}, {"tx_bytes", s.tx_bytes}, {"tx_packets", s.tx_packets}, {"tx_errs", s.tx_errs}, {"tx_drop", s.tx_drop}};
    for (auto& r : rows)
        if (r.value >= 0) sh.print("{} {} {}\n", device, r.name, r.value);
}

COMMAND(domblkerror)
{
    Dom dom = sh.domain(args);
    int n = virDomainGetDiskErrors(dom, nullptr, 0, 0);
    sh.check(n >= 0);
    std::vector<virDomainDiskError> e(static_cast<size_t>(n));
    int count = n > 0 ? virDomainGetDiskErrors(dom, e.data(), static_cast<unsigned>(n), 0) : 0;
    sh.check(count != -1);
    if (count == 0) sh.print("No errors found\n");
    static constexpr const char* words[] = {"no error", "unspecified error", "no space"};
    for (int i = 0; i < count; ++i) {
        auto& d = e[static_cast<size_t>(i)];
        sh.print("{}: {}\n", d.disk, word_at(words, d.error, "unknown error"));
        std::free(d.disk);
    }
}

COMMAND(dommemstat)
{
    unsigned flags = sh.affect(args);
    Dom dom = sh.domain(args);
    if (args.has("period")) {
        auto period = args.integer("period");
        sh.check(*period >= 0, "Invalid collection period value '{}'", *period);
        sh.check(virDomainSetMemoryStatsPeriod(dom, *period, flags) >= 0, "Unable to change balloon collection period.");
        return;
    }
    virDomainMemoryStatStruct s[VIR_DOMAIN_MEMORY_STAT_NR];
    int n = virDomainMemoryStats(dom, s, VIR_DOMAIN_MEMORY_STAT_NR, 0);
    sh.check(n != -1, "Failed to get memory statistics for domain {}", args.need("domain"));
    static constexpr const char* words[] = {"swap_in", "swap_out", "major_fault", "minor_fault", "unused", "available", "actual", "rss", "usable",
                                            "last_update", "disk_caches", "hugetlb_pgalloc", "hugetlb_pgfail"};
    for (int i = 0; i < n; ++i)
        if (const char* w = word_at(words, s[i].tag, nullptr)) sh.print("{} {}\n", w, static_cast<unsigned long long>(s[i].val));
}

COMMAND(domcontrol)
{
    static constexpr const char* states[] = {"ok", "background job", "occupied", "error"};
    static constexpr const char* details[] = {"", "unknown", "monitor failure", "internal (locking) error"};
    Dom dom = sh.domain(args);
    virDomainControlInfo i;
    sh.check(virDomainGetControlInfo(dom, &i, 0) >= 0);
    const char* word = word_at(states, static_cast<int>(i.state));
    if (i.state != VIR_DOMAIN_CONTROL_OK && i.state != VIR_DOMAIN_CONTROL_ERROR) {
        sh.print("{} ({:.3f}s)\n", word, static_cast<double>(i.stateTime) / 1000.0);
    } else if (i.state == VIR_DOMAIN_CONTROL_ERROR && i.details > 0) {
        sh.print("{}: {}\n", word, word_at(details, static_cast<int>(i.details)));
    } else {
        sh.print("{}\n", word);
    }
}

COMMAND(domif_getlink)
{
    Dom dom = sh.domain(args);
    std::string iface = args.need("interface");
    Node doc = sh.domain_doc(dom, args.has("config") ? VIR_DOMAIN_XML_INACTIVE : 0);
    bool mac = iface.size() == 17 && std::count(iface.begin(), iface.end(), ':') == 5;
    const Node* found = nullptr;
    for (const Node* i : doc.all("devices/interface")) {
        std::string have = mac ? i->get("mac@address") : i->get("target@dev");
        if (have != iface && !(mac && strcasecmp(have.c_str(), iface.c_str()) == 0)) continue;
        sh.check(!found, "multiple matching interfaces found");
        found = i;
    }
    if (!found) {
        if (mac) sh.fail("Interface (mac: {}) not found.", iface);
        sh.fail("Interface (dev: {}) not found.", iface);
    }
    std::string state = found->get("link@state");
    sh.print("{} {}", iface, state.empty() ? "up" : state);
}

COMMAND(domifaddr)
{
    const char* iface = args.str("interface");
    const char* source = args.str("source");
    bool full = args.has("full");
    int from = VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_LEASE;
    if (source) {
        static constexpr const char* words[] = {"lease", "agent", "arp"};
        from = word_index(words, source);
        sh.check(from >= 0, "Unknown data source '{}'", source);
    }
    Dom dom = sh.domain(args);
    virDomainInterfacePtr* list = nullptr;
    int n = virDomainInterfaceAddresses(dom, &list, static_cast<unsigned>(from), 0);
    if (n < 0) sh.fail("Failed to query for interfaces addresses");
    sh.extra(" {:<10} {:<20} {:<8}     {}\n{}\n", "Name", "MAC address", "Protocol", "Address",
             "-------------------------------------------------------------------------------");
    for (int i = 0; i < n; ++i) {
        virDomainInterfacePtr f = list[i];
        if (!iface || std::strcmp(iface, f->name) == 0) {
            if (!f->naddrs) sh.print(" {:<10} {:<17}    {:<12} {}\n", f->name, f->hwaddr ? f->hwaddr : "N/A", "N/A", "N/A");
            for (unsigned a = 0; a < f->naddrs; ++a) {
                const char* kind = f->addrs[a].type == VIR_IP_ADDR_TYPE_IPV4 ? "ipv4" : f->addrs[a].type == VIR_IP_ADDR_TYPE_IPV6 ? "ipv6" : "";
                std::string address = fmt::format("{}/{}", f->addrs[a].addr, f->addrs[a].prefix);
                if (full || a == 0) sh.print(" {:<10} {:<17}    {:<12} {}\n", f->name, f->hwaddr ? f->hwaddr : "", kind, address);
                else sh.print(" {:<10} {:<17}    {:<12} {}\n", "-", "-", kind, address);
            }
        }
        virDomainInterfaceFree(f);
    }
    std::free(list);
}

COMMAND(domtime)
{
    args.exclusive("time", "now");
    args.exclusive("time", "sync");
    args.exclusive("now", "sync");
    bool now = args.has("now"), sync = args.has("sync"), pretty = args.has("pretty");
    auto given = args.llong("time");
    Dom dom = sh.domain(args);
    if (given || now || sync) {
        long long seconds = now ? static_cast<long long>(time(nullptr)) : given.value_or(0);
        sh.check(virDomainSetTime(dom, seconds, 0, sync ? VIR_DOMAIN_TIME_SYNC : 0) >= 0);
        return;
    }
    long long seconds = 0;
    unsigned nanos = 0;
    sh.check(virDomainGetTime(dom, &seconds, &nanos, 0) >= 0);
    if (!pretty) {
        sh.print("Time: {}", seconds);
        return;
    }
    time_t t = static_cast<time_t>(seconds);
    struct tm tm;
    gmtime_r(&t, &tm);
    char text[64];
    strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &tm);
    sh.print("Time: {}", text);
}

COMMAND(domhostname)
{
    Dom dom = sh.domain(args);
    unsigned flags = 0;
    if (const char* source = args.str("source")) {
        static constexpr const char* words[] = {"lease", "agent"};
        int at = word_index(words, source);
        sh.check(at >= 0, "Unknown data source '{}'", source);
        flags = 1u << at;
    }
    Text name = virDomainGetHostname(dom, flags);
    sh.check(bool(name), "failed to get hostname");
    sh.print("{}\n", name.c_str());
}

COMMAND(domstats)
{
    struct { const char* option; unsigned bit; } kinds[] = {
        {"state", VIR_DOMAIN_STATS_STATE}, {"cpu-total", VIR_DOMAIN_STATS_CPU_TOTAL}, {"balloon", VIR_DOMAIN_STATS_BALLOON},
        {"vcpu", VIR_DOMAIN_STATS_VCPU}, {"interface", VIR_DOMAIN_STATS_INTERFACE}, {"block", VIR_DOMAIN_STATS_BLOCK},
        {"perf", VIR_DOMAIN_STATS_PERF}, {"iothread", VIR_DOMAIN_STATS_IOTHREAD}, {"memory", VIR_DOMAIN_STATS_MEMORY},
        {"dirtyrate", VIR_DOMAIN_STATS_DIRTYRATE}, {"vm", VIR_DOMAIN_STATS_VM}};
    struct { const char* option; unsigned bit; } filters[] = {
        {"list-active", VIR_CONNECT_GET_ALL_DOMAINS_STATS_ACTIVE}, {"list-inactive", VIR_CONNECT_GET_ALL_DOMAINS_STATS_INACTIVE},
        {"list-persistent", VIR_CONNECT_GET_ALL_DOMAINS_STATS_PERSISTENT}, {"list-transient", VIR_CONNECT_GET_ALL_DOMAINS_STATS_TRANSIENT},
        {"list-running", VIR_CONNECT_GET_ALL_DOMAINS_STATS_RUNNING}, {"list-paused", VIR_CONNECT_GET_ALL_DOMAINS_STATS_PAUSED},
        {"list-shutoff", VIR_CONNECT_GET_ALL_DOMAINS_STATS_SHUTOFF}, {"list-other", VIR_CONNECT_GET_ALL_DOMAINS_STATS_OTHER},
        {"enforce", VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS}, {"backing", VIR_CONNECT_GET_ALL_DOMAINS_STATS_BACKING},
        {"nowait", VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT}};
    unsigned stats = 0, flags = 0;
    for (auto& k : kinds)
        if (args.has(k.option)) stats |= k.bit;
    for (auto& f : filters)
        if (args.has(f.option)) flags |= f.bit;
    bool raw = args.has("raw");
    virDomainStatsRecordPtr* records = nullptr;
    auto names = args.words("domain");
    if (!names.empty()) {
        std::vector<Dom> doms;
        std::vector<virDomainPtr> list;
        for (const char* n : names) {
            doms.push_back(sh.domain_named(n));
            list.push_back(doms.back());
        }
        list.push_back(nullptr);
        sh.check(virDomainListGetStats(list.data(), stats, &records, flags) >= 0);
    } else {
        sh.check(virConnectGetAllDomainStats(sh.conn(), stats, &records, flags) >= 0);
    }
    for (auto* r = records; *r; ++r) {
        sh.print("Domain: '{}'\n", name_of((*r)->dom));
        for (int i = 0; i < (*r)->nparams; ++i) {
            auto& p = (*r)->params[i];
            std::string_view f = p.field;
            if (!raw && p.type == VIR_TYPED_PARAM_INT && f.starts_with("dirtyrate.calc_status")) {
                static constexpr const char* words[] = {"unstarted", "measuring", "measured"};
                sh.print("  {}={}\n", p.field, word_at(words, p.value.i));
            } else {
                sh.print("  {}={}\n", p.field, param_text(p));
            }
        }
        if (r[1]) sh.print("\n");
    }
    virDomainStatsRecordListFree(records);
}

}  // namespace vireo::sh
