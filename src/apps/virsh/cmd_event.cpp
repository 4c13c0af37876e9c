// SPDX-License-Identifier: LGPL-2.1-or-later
// event: the events of domains, one callback per kind.
#include "apps/virsh/event_wait.h"
#include "apps/virsh/words.h"

#include <cstring>
#include <list>

namespace vireo::sh {

namespace {

// What a callback gets: whose events they are, and where to show them.
struct Watch {
    EventWait* wait;
    const char* name;
    int id = -1;
};

void show(void* opaque, virDomainPtr dom, const std::string& rest)
{
    auto* w = static_cast<Watch*>(opaque);
    w->wait->show(fmt::format("event '{}' for domain '{}'{}", w->name, virDomainGetName(dom), rest));
}

const char* text(const char* s) { return s ? s : ""; }

void on_plain(virConnectPtr, virDomainPtr d, void* o) { show(o, d, "\n"); }

const char* detail_word(int event, int detail)
{
    static constexpr const char* defined[] = {"Added", "Updated", "Renamed", "Snapshot"};
    static constexpr const char* undefined[] = {"Removed", "Renamed"};
    static constexpr const char* started[] = {"Booted", "Migrated", "Restored", "Snapshot", "Event wakeup", "Recovered"};
    static constexpr const char* suspended[] = {"Paused", "Migrated", "I/O Error", "Watchdog", "Restored", "Snapshot", "API error", "Post-copy",
                                                "Post-copy Error"};
    static constexpr const char* resumed[] = {"Unpaused", "Migrated", "Snapshot", "Post-copy", "Post-copy Error"};
    static constexpr const char* stopped[] = {"Shutdown", "Destroyed", "Crashed", "Migrated", "Saved", "Failed", "Snapshot", "Daemon"};
    static constexpr const char* shutdown[] = {"Finished", "Finished after guest request", "Finished after host request"};
    static constexpr const char* pm[] = {"Memory", "Disk"};
    static constexpr const char* crashed[] = {"Panicked", "Crashloaded"};
    const Words all[] = {defined, undefined, started, suspended, resumed, stopped, shutdown, pm, crashed};
    return event >= 0 && event < 9 ? word_at(all[event], detail) : "unknown";
}

int on_lifecycle(virConnectPtr, virDomainPtr d, int event, int detail, void* o)
{
    static constexpr const char* words[] = {"Defined", "Undefined", "Started", "Suspended", "Resumed", "Stopped", "Shutdown", "PMSuspended", "Crashed"};
    show(o, d, fmt::format(": {} {}\n", word_at(words, event), detail_word(event, detail)));
    return 0;
}
void on_rtc(virConnectPtr, virDomainPtr d, long long offset, void* o) { show(o, d, fmt::format(": {}\n", offset)); }
void on_watchdog(virConnectPtr, virDomainPtr d, int action, void* o)
{
    static constexpr const char* words[] = {"none", "pause", "reset", "poweroff", "shutdown", "debug", "inject-nmi"};
    show(o, d, fmt::format(": {}\n", word_at(words, action)));
}
constexpr const char* io_actions[] = {"none", "pause", "report"};
void on_io(virConnectPtr, virDomainPtr d, const char* path, const char* alias, int action, void* o)
{
    show(o, d, fmt::format(": {} ({}) {}\n", text(path), text(alias), word_at(io_actions, action)));
}
void on_io_reason(virConnectPtr, virDomainPtr d, const char* path, const char* alias, int action, const char* reason, void* o)
{
    show(o, d, fmt::format(": {} ({}) {} due to {}\n", text(path), text(alias), word_at(io_actions, action), text(reason)));
}
void on_graphics(virConnectPtr, virDomainPtr d, int phase, const virDomainEventGraphicsAddress* local, const virDomainEventGraphicsAddress* remote,
                 const char* scheme, const virDomainEventGraphicsSubject* subject, void* o)
{
    static constexpr const char* phases[] = {"connect", "initialize", "disconnect"};
    static constexpr const char* families[] = {"IPv4", "IPv6", "unix"};
    std::string out = fmt::format(" {} local[{} {} {}] remote[{} {} {}] {}\n", word_at(phases, phase), word_at(families, local->family),
                                  text(local->node), text(local->service), word_at(families, remote->family), text(remote->node),
                                  text(remote->service), text(scheme));
    for (int i = 0; i < subject->nidentity; ++i)
        out += fmt::format("\t{}={}\n", text(subject->identities[i].type), text(subject->identities[i].name));
    show(o, d, ":" + out);
}
void on_block_job(virConnectPtr, virDomainPtr d, const char* disk, int type, int status, void* o)
{
    static constexpr const char* types[] = {"Unknown job", "Block Pull", "Block Copy", "Block Commit", "Active Block Commit", "Backup"};
    static constexpr const char* states[] = {"completed", "failed", "canceled", "ready"};
    show(o, d, fmt::format(": {} for {} {}\n", word_at(types, type, "Unknown job"), text(disk), word_at(states, status)));
}
void on_disk_change(virConnectPtr, virDomainPtr d, const char* from, const char* to, const char* alias, int reason, void* o)
{
    static constexpr const char* words[] = {"changed", "dropped"};
    show(o, d, fmt::format(" disk {}: {} -> {}: {}\n", text(alias), text(from), text(to), word_at(words, reason)));
}
void on_tray(virConnectPtr, virDomainPtr d, const char* alias, int reason, void* o)
{
    static constexpr const char* words[] = {"opened", "closed"};
    show(o, d, fmt::format(" disk {}: {}\n", text(alias), word_at(words, reason)));
}
void on_pm(virConnectPtr, virDomainPtr d, int, void* o) { show(o, d, "\n"); }
void on_balloon(virConnectPtr, virDomainPtr d, unsigned long long actual, void* o) { show(o, d, fmt::format(": {}KiB\n", actual)); }
void on_device(virConnectPtr, virDomainPtr d, const char* alias, void* o) { show(o, d, fmt::format(": {}\n", text(alias))); }
void on_tunable(virConnectPtr, virDomainPtr d, virTypedParameterPtr p, int n, void* o)
{
    std::string out = "\n";
    for (int i = 0; i < n; ++i) out += fmt::format("\t{}: {}\n", p[i].field, param_text(p[i]));
    show(o, d, ":" + out);
}
void on_agent(virConnectPtr, virDomainPtr d, int state, int reason, void* o)
{
    static constexpr const char* states[] = {"unknown", "connected", "disconnected"};
    static constexpr const char* reasons[] = {"unknown", "domain started", "channel event"};
    show(o, d, fmt::format(": state: '{}' reason: '{}'\n", word_at(states, state), word_at(reasons, reason)));
}
void on_iteration(virConnectPtr, virDomainPtr d, int n, void* o) { show(o, d, fmt::format(": iteration: '{}'\n", n)); }
void on_job_completed(virConnectPtr, virDomainPtr d, virTypedParameterPtr p, int n, void* o)
{
    std::string out = "\n";
    for (int i = 0; i < n; ++i) out += fmt::format("\t{}: {}\n", p[i].field, param_text(p[i]));
    show(o, d, ":" + out);
}
void on_metadata(virConnectPtr, virDomainPtr d, int type, const char* uri, void* o)
{
    static constexpr const char* words[] = {"description", "title", "element"};
    show(o, d, fmt::format(": type {}, uri {}\n", word_at(words, type), uri ? uri : "N/A"));
}
void on_threshold(virConnectPtr, virDomainPtr d, const char* dev, const char* path, unsigned long long threshold, unsigned long long excess, void* o)
{
    show(o, d, fmt::format(": dev: {}({}) {} {}\n", text(dev), text(path), threshold, excess));
}
void on_memory_failure(virConnectPtr, virDomainPtr d, int recipient, int action, unsigned flags, void* o)
{
    static constexpr const char* recipients[] = {"hypervisor", "guest"};
    static constexpr const char* actions[] = {"ignore", "inject", "fatal", "reset"};
    std::string bits;
    if (flags & VIR_DOMAIN_MEMORY_FAILURE_ACTION_REQUIRED) bits += " action required";
    if (flags & VIR_DOMAIN_MEMORY_FAILURE_RECURSIVE) bits += " recursive";
    show(o, d, fmt::format(":\nrecipient: {}\naction: {}\nflags:{}\n", word_at(recipients, recipient), word_at(actions, action), bits));
}
void on_memory_size(virConnectPtr, virDomainPtr d, const char* alias, unsigned long long size, void* o)
{
    show(o, d, fmt::format(":\nalias: {}\nsize: {}\n", text(alias), size));
}
void on_nic_mac(virConnectPtr, virDomainPtr d, const char* alias, const char* from, const char* to, void* o)
{
    show(o, d, fmt::format(":\nalias: {}\noldMAC: {}\nnewMAC: {}\n", text(alias), text(from), text(to)));
}

// One per event id, in the order of the ids. The API takes them all as one type and casts back by the id.
#pragma GCC diagnostic ignored "-Wcast-function-type"
const virConnectDomainEventGenericCallback callbacks[] = {
    VIR_DOMAIN_EVENT_CALLBACK(on_lifecycle), VIR_DOMAIN_EVENT_CALLBACK(on_plain), VIR_DOMAIN_EVENT_CALLBACK(on_rtc),
    VIR_DOMAIN_EVENT_CALLBACK(on_watchdog), VIR_DOMAIN_EVENT_CALLBACK(on_io), VIR_DOMAIN_EVENT_CALLBACK(on_graphics),
    VIR_DOMAIN_EVENT_CALLBACK(on_io_reason), VIR_DOMAIN_EVENT_CALLBACK(on_plain), VIR_DOMAIN_EVENT_CALLBACK(on_block_job),
    VIR_DOMAIN_EVENT_CALLBACK(on_disk_change), VIR_DOMAIN_EVENT_CALLBACK(on_tray), VIR_DOMAIN_EVENT_CALLBACK(on_pm),
    VIR_DOMAIN_EVENT_CALLBACK(on_pm), VIR_DOMAIN_EVENT_CALLBACK(on_balloon), VIR_DOMAIN_EVENT_CALLBACK(on_pm),
    VIR_DOMAIN_EVENT_CALLBACK(on_device), VIR_DOMAIN_EVENT_CALLBACK(on_block_job), VIR_DOMAIN_EVENT_CALLBACK(on_tunable),
    VIR_DOMAIN_EVENT_CALLBACK(on_agent), VIR_DOMAIN_EVENT_CALLBACK(on_device), VIR_DOMAIN_EVENT_CALLBACK(on_iteration),
    VIR_DOMAIN_EVENT_CALLBACK(on_job_completed), VIR_DOMAIN_EVENT_CALLBACK(on_device), VIR_DOMAIN_EVENT_CALLBACK(on_metadata),
    VIR_DOMAIN_EVENT_CALLBACK(on_threshold), VIR_DOMAIN_EVENT_CALLBACK(on_memory_failure), VIR_DOMAIN_EVENT_CALLBACK(on_memory_size),
    VIR_DOMAIN_EVENT_CALLBACK(on_nic_mac)};

}  // namespace

COMMAND(event)
{
    args.exclusive("all", "event");
    args.exclusive("list", "all");
    args.exclusive("list", "event");
    if (args.has("list")) {
        for (const char* name : event_names) sh.print("{}\n", name);
        return;
    }
    bool all = args.has("all");
    const char* event = args.str("event");
    sh.check(all || event, "one of --list, --all, or --event <type> is required");
    int only = -1;
    if (event) {
        only = word_index(event_names, event);
        sh.check(only >= 0, "unknown event type {}", event);
    }
    EventWait wait(sh, args);
    Dom dom;
    if (args.has("domain")) dom = sh.domain(args);
    std::list<Watch> watches;
    struct Cleanup {
        virConnectPtr conn;
        std::list<Watch>& watches;
        ~Cleanup()
        {
            for (Watch& w : watches)
                if (w.id >= 0) virConnectDomainEventDeregisterAny(conn, w.id);
        }
    } cleanup{sh.conn(), watches};
    for (int i = 0; i < static_cast<int>(event_names.size()); ++i) {
        if (only >= 0 && i != only) continue;
        // the newer form of the block job event says the same
        if (all && i == VIR_DOMAIN_EVENT_ID_BLOCK_JOB) continue;
        watches.push_back({&wait, event_names[static_cast<size_t>(i)]});
        Watch& w = watches.back();
        w.id = virConnectDomainEventRegisterAny(sh.conn(), dom, i, callbacks[i], &w, nullptr);
        if (w.id < 0) {
            if (!all) sh.fail();
            // one that this server does not know
            sh.forget_error();
        }
    }
    wait.run();
}

}  // namespace vireo::sh
