// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/recover/status.h"

#include "base/error.h"
#include "base/log.h"
#include "base/text.h"
#include "drivers/qemu/caps/flag_table.h"
#include "drivers/qemu/recover/private_status.h"
#include "drivers/qemu/rules/fill_devices.h"
#include "drivers/qemu/rules/fill.h"
#include "model/row/row.h"
#include "xml/parse.h"
#include "xml/writer.h"

namespace vireo::qemu {
namespace {

constinit log::Source source{"qemu.status"};

constexpr std::string_view own_namespace = "http://vireo.org/schemas/domain/status/1.0";

constexpr std::string_view phase_words[] = {"nostate", "running", "blocked", "paused", "shutdown", "shutoff", "crashed", "pmsuspended"};
constexpr std::string_view running_words[] = {"unknown", "booted", "migrated", "restored", "from snapshot", "unpaused", "migration canceled", "save canceled", "wakeup", "crashed", "post-copy", "post-copy failed"};
constexpr std::string_view paused_words[] = {"unknown", "user", "migration", "save", "dump", "ioerror", "watchdog", "from snapshot", "shutdown", "snapshot", "panicked", "starting up", "post-copy", "post-copy failed", "api error"};
constexpr std::string_view shutdown_words[] = {"unknown", "user"};
constexpr std::string_view shutoff_words[] = {"unknown", "shutdown", "destroyed", "crashed", "migrated", "saved", "failed", "from snapshot", "daemon"};
constexpr std::string_view crashed_words[] = {"unknown", "panicked"};
constexpr std::string_view no_words[] = {"unknown"};

std::span<const std::string_view> reasons(hv::Phase p) {
    switch (p) {
        case hv::Phase::running: return running_words;
        case hv::Phase::paused: return paused_words;
        case hv::Phase::shutdown: return shutdown_words;
        case hv::Phase::shutoff: return shutoff_words;
        case hv::Phase::crashed: return crashed_words;
        default: return no_words;
    }
}

template <class Words>
int index_of(const Words& words, std::string_view word) {
    int i = 0;
    for (auto w : words) {
        if (w == word) return i;
        ++i;
    }
    return -1;
}

}  // namespace

std::string format_status(const GuestState& s) {
    xml::Writer w(16384);
    const Runtime none{};
    const Runtime& r = s.runtime ? *s.runtime : none;
    w.open("domstatus");
    w.attribute("state", phase_words[static_cast<unsigned>(s.state.phase)]);
    auto words = reasons(s.state.phase);
    w.attribute("reason", static_cast<std::size_t>(s.state.reason) < words.size() ? words[static_cast<std::size_t>(s.state.reason)] : "unknown");
    w.attribute("pid", fmt::format("{}", r.pid));
    for (const auto& t : r.taints) {
        w.open("taint");
        w.attribute("flag", t);
        w.close();
    }
    w.open("monitor");
    w.attribute("path", r.monitor_path);
    w.attribute("type", "unix");
    w.close();
    if (r.other && !r.other->namespaces.empty()) {
        w.open("namespaces");
        for (const auto& n : r.other->namespaces) w.empty(n);
        w.close();
    }
    if (!r.vcpu_threads.empty()) {
        w.open("vcpus");
        for (auto [id, pid] : r.vcpu_threads) {
            w.open("vcpu");
            w.attribute("id", fmt::format("{}", id));
            w.attribute("pid", fmt::format("{}", pid));
            w.close();
        }
        w.close();
    }
    auto flag = [&](std::string_view name) {
        w.open("flag");
        w.attribute("name", name);
        w.close();
    };
    if (r.caps) {
        w.open("qemuCaps");
        for (unsigned i = 0; i < flag_row_count; ++i)
            if (r.caps->has(flag_rows[i].flag)) flag(flag_rows[i].flag);
        w.close();
    } else if (r.other && !r.other->flags.empty()) {
        w.open("qemuCaps");
        for (const auto& f : r.other->flags) flag(f);
        w.close();
    }
    if (r.other) write_private_head(w, *r.other);
    w.open("libDir");
    w.attribute("path", r.lib_dir);
    w.close();
    w.open("channelTargetDir");
    w.attribute("path", r.channel_dir);
    w.close();
    if (r.other) write_private_tail(w, *r.other);
    if (s.life || r.process_start || !r.boot_id.empty() || r.autodestroy || s.persistent() || !s.intent.story.empty()) {
        w.open("vireo:guest");
        w.attribute("xmlns:vireo", own_namespace);
        w.attribute("life", fmt::format("{}", s.life));
        w.attribute("processStart", fmt::format("{}", r.process_start));
        w.attribute("bootId", r.boot_id);
        w.attribute("autodestroy", r.autodestroy ? "yes" : "no");
        w.attribute("persistent", s.persistent() ? "yes" : "no");
        if (!s.intent.story.empty()) w.attribute("intent", s.intent.story);
        w.close();
    }
    if (s.live) {
        const std::string domain = model::format_domain(*s.live, model::row::format_secure | model::row::format_status, 1);
        std::string_view body = domain;
        while (!body.empty() && body.back() == '\n') body.remove_suffix(1);
        while (body.starts_with(' ')) body.remove_prefix(1);
        w.verbatim(body);
    }
    w.close();
    return w.take();
}

GuestState parse_status(std::string_view text, const std::string& path, const std::string& memory_dir) {
    auto doc = xml::parse(text, {.origin = path, .domain = Domain::qemu});
    const auto& root = doc.root();
    if (!root.is("domstatus")) fail(Code::internal_error, Domain::qemu, "unexpected root element <{}> in status file '{}', expecting <domstatus>", root.name, path);
    GuestState s;
    auto phase = index_of(phase_words, root.value("state"));
    if (phase < 0) fail(Code::internal_error, Domain::qemu, "invalid domain state '{}' in status file '{}'", root.value("state"), path);
    s.state.phase = static_cast<hv::Phase>(phase);
    s.state.reason = std::max(0, index_of(reasons(s.state.phase), root.value("reason")));
    auto r = std::make_shared<Runtime>();
    r->pid = to_number<pid_t>(root.value("pid")).value_or(0);
    auto other = std::make_shared<PrivateStatus>();
    bool foreign = false;
    for (const auto& n : root.elements()) {
        foreign |= read_private_status(n, *other) && !n.is("qemuCaps");  // our own documents have those, too
        if (n.name == "taint") r->taints.emplace_back(n.value("flag"));
        if (n.name == "monitor") r->monitor_path = n.value("path");
        if (n.name == "libDir") r->lib_dir = n.value("path");
        if (n.name == "channelTargetDir") r->channel_dir = n.value("path");
        if (n.name == "vcpus")
            for (const auto& v : n.elements())
                if (v.is("vcpu")) r->vcpu_threads.emplace_back(to_number<unsigned>(v.value("id")).value_or(0), to_number<pid_t>(v.value("pid")).value_or(0));
        if (n.name == "guest" && n.ns == own_namespace) {
            s.life = to_number<std::uint64_t>(n.value("life")).value_or(0);
            r->process_start = to_number<std::uint64_t>(n.value("processStart")).value_or(0);
            r->boot_id = n.value("bootId");
            r->autodestroy = n.value("autodestroy") == "yes";
            s.intent.story = n.value("intent");
        }
        if (n.is("domain")) {
            model::ParseOptions o;
            o.origin = path;
            o.flags = model::parse_status | model::parse_skip_checks;
            try {
                auto d = std::make_shared<model::Domain>(model::parse_domain(n, o));
                if (foreign) rules::devices::audio(*d, {});  // daemons of long ago did not write it
                s.name = d->name;
                s.uuid = d->uuid;
                s.id = d->id.value_or(-1);
                s.live = std::move(d);
            } catch (const Error& e) {
                // Another version wrote it, or somebody's hand. The process is there all the same and must not be forgotten.
                const auto *name = n.child("name"), *uuid = n.child("uuid");
                auto id = to_number<int>(n.value("id"));
                auto parsed = uuid ? Uuid::parse(trim(uuid->text)) : std::nullopt;
                if (!name || name->text.empty() || !parsed || !id || *id < 0 || r->pid <= 0) throw;
                log::error(source, "cannot read the definition in status file '{}': {}", path, e.message);
                s.name = std::string(name->text);
                s.uuid = *parsed;
                s.id = *id;
            }
        }
    }
    if (s.name.empty()) fail(Code::internal_error, Domain::qemu, "no domain in status file '{}'", path);
    if (foreign) {
        if (other->memory_dir.empty() && !memory_dir.empty()) other->memory_dir = fmt::format("{}/{}-{}", memory_dir, s.id, s.name);
        r->other = std::move(other);
    }
    s.runtime = std::move(r);
    return s;
}

}  // namespace vireo::qemu
