// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/core.h"

#include <thread>

#include "base/log.h"
#include "base/text.h"
#include "drivers/qemu/recover/recover.h"
#include "drivers/qemu/recover/status.h"
#include "drivers/qemu/story/start.h"
#include "hv/refusals.h"
#include "run/store.h"

namespace vireo::qemu {
namespace {
constinit log::Source source{"qemu.driver"};
// Of the link that starts a guest at the next boot only.
constexpr const char* once_suffix = ".once";
}

Core::Core(Config c) : ActorHouse(lane_host, run::Rank::domain, Domain::qemu),
      config(std::move(c)),
      store({.journal = config.paths.journal, .domain = Domain::qemu}),
      caps(loop.loop(), config.paths.cache) {}

Core::~Core() {
    // From here on QEMU's reports are left alone: whoever adopts the guests next learns the same from them.
    closing = true;
    close();
}

void Core::close() {
    for (const auto& g : guests.all()) g->detach();
    loop.call([] {});
    store.close();
}

std::string Core::definition_path(std::string_view name) const { return fmt::format("{}/{}.xml", config.paths.config, name); }
std::string Core::autostart_path(std::string_view name) const { return fmt::format("{}/{}.xml", config.paths.autostart, name); }
std::string Core::status_path(std::string_view name) const { return fmt::format("{}/{}.xml", config.paths.state, name); }

void Core::seen_id(int id) {
    int now = last_id_.load();
    while (id > now && !last_id_.compare_exchange_weak(now, id)) {
    }
}

// What a state means on disk: definition, autostart link, status file. Only what changed is written.
void Core::save(const GuestState& before, const GuestState& after) {
    std::vector<run::Change> changes;
    const run::SaveOptions options{.mode = 0600, .domain = Domain::qemu};
    auto remove = [&](std::string path) { changes.push_back({run::Change::Kind::remove, std::move(path), {}, options}); };
    auto unlink = [&](std::string path) { changes.push_back({run::Change::Kind::unlink, std::move(path), {}, options}); };
    if (after.config && after.config != before.config) {
        const auto& file = after.config->file();
        changes.push_back({run::Change::Kind::save, file, after.config->file_text(), options});
        if (before.config && before.config->file() != file) remove(before.config->file());
    }
    const bool undefined = !after.config && before.config;
    auto link = [&](bool had, bool has, const char* suffix) {
        has = has && !undefined;
        if (had == has && (!has || after.name == before.name)) return;
        if (had) unlink(autostart_path(before.name) + suffix);
        if (!has) return;
        run::make_directory(config.paths.autostart, 0700, Domain::qemu);
        changes.push_back({run::Change::Kind::link, autostart_path(after.name) + suffix, after.config->file(), options});
    };
    link(before.autostart, after.autostart, "");
    link(before.autostart_once, after.autostart_once, once_suffix);
    if (undefined) remove(before.config->file());
    if (!changes.empty()) store.apply(changes);
    if (after.active() || !after.intent.story.empty())
        run::save_file(status_path(after.name), format_status(after), {.mode = 0600, .durable = false, .domain = Domain::qemu});
    else if (before.active() || !before.intent.story.empty())
        run::remove_file(status_path(before.name), false, Domain::qemu);
}

void Core::announce(const std::shared_ptr<const GuestState>& before, const std::shared_ptr<const GuestState>& after) {
    if (before->id != after->id) {
        if (before->id >= 0) ids.erase(before->id);
        if (after->id >= 0)
            if (auto g = guests.find(after->uuid)) ids.insert(after->id, g);
    }
    for (const auto& e : after->events) events.publish(e);
}

Error Core::stale(const GuestState& now) const {
    if (!now.active()) return Error(Code::operation_invalid, Domain::qemu, "domain is not running");
    return Error(Code::operation_failed, Domain::qemu, "domain was stopped and started while the operation was waiting");
}

GuestPtr Core::find(const api::DomainRef& ref) const {
    if (auto g = guests.find(ref.uuid)) return g;
    hv::no_such_domain(Domain::qemu, ref);
}

void Core::drop(const GuestPtr& guest) {
    auto s = guest->read();
    if (s->active() || s->persistent()) return;
    guests.erase(s->name, s->uuid, guest.get());
}

void Core::load() {
    // First, so that folders above all of them are open to emulators.
    make_directories(config);
    for (const auto* dir : {&config.paths.config, &config.paths.state, &config.paths.lib, &config.paths.log, &config.paths.cache})
        if (!dir->empty()) run::make_directory(*dir, dir == &config.paths.config ? 0700 : 0755, Domain::qemu);
    store.open();
    run::clean_leftovers(config.paths.config, Domain::qemu);
    run::clean_leftovers(config.paths.state, Domain::qemu);
    load_definitions();
    load_status();
}

void Core::load_definitions() {
    const auto names = run::list_directory(config.paths.config, ".xml", Domain::qemu);
    std::unordered_map<std::string, bool> autostarts;
    for (auto& n : run::list_directory(config.paths.autostart, ".xml", Domain::qemu)) autostarts[n] = true;
    for (auto& n : run::list_directory(config.paths.autostart, ".xml.once", Domain::qemu)) autostarts[n] = true;

    struct Found {
        std::string name;
        Uuid uuid;
        bool good = false;
    };
    std::vector<Found> found(names.size());
    std::atomic<std::size_t> next{0};
    auto read_some = [&] {
        for (std::size_t i; (i = next.fetch_add(16)) < names.size();)
            for (std::size_t k = i; k < std::min(i + 16, names.size()); ++k) {
                auto path = config.paths.config + "/" + names[k];
                try {
                    auto text = run::read_file(path, 32u << 20, Domain::qemu);
                    if (!text) continue;
                    Found f;
                    if (!peek_definition(*text, f.name, f.uuid) || f.name + ".xml" != names[k]) {
                        auto d = parse_stored(*text, path, false);
                        f.name = d.name;
                        f.uuid = d.uuid;
                    }
                    f.good = f.name + ".xml" == names[k];
                    if (!f.good) log::error(source, "definition {} names the domain '{}'; it is left out", path, f.name);
                    found[k] = std::move(f);
                } catch (const Error& e) {
                    log::error(source, "cannot read definition {}: {}", path, e.message);
                }
            }
    };
    std::vector<std::thread> readers;
    for (unsigned n = names.size() > 64 ? std::min(8u, std::max(1u, std::thread::hardware_concurrency())) : 0; n > 1; --n) readers.emplace_back(read_some);
    read_some();
    for (auto& t : readers) t.join();

    for (std::size_t i = 0; i < names.size(); ++i) {
        auto& f = found[i];
        if (!f.good) continue;
        GuestState s;
        s.name = f.name;
        s.uuid = f.uuid;
        s.config = std::make_shared<const StoredDefinition>(config.paths.config + "/" + names[i]);
        s.autostart = autostarts.contains(names[i]);
        s.autostart_once = autostarts.contains(names[i] + once_suffix);
        auto guest = std::make_shared<Guest>(*this, std::move(s));
        if (guests.insert(f.name, f.uuid, guest) != run::Index<Guest>::Clash::none)
            log::error(source, "definition {} has the name or UUID of another domain; it is left out", names[i]);
    }
}

void Core::load_status() {
    std::vector<std::thread> adopters;
    for (const auto& file : run::list_directory(config.paths.state, ".xml", Domain::qemu)) {
        auto path = config.paths.state + "/" + file;
        try {
            auto text = run::read_file(path, 32u << 20, Domain::qemu);
            if (!text) continue;
            recover_guest(*this, parse_status(*text, path, config.paths.ram));
        } catch (const Error& e) {
            log::error(source, "cannot recover the guest of {}: {}", path, e.message);
        }
    }
}

void Core::autostart() {
    for (const auto& g : guests.all()) {
        auto s = g->read();
        if ((!s->autostart && !s->autostart_once) || s->active()) continue;
        pool.post([g] {
            try {
                g->lane(run::LaneKind::modify)->run_sync("autostart", Deadline::in_ms(30'000), [&] {
                    if (g->read()->autostart_once) g->commit(run::any_life, [](GuestState& n) { n.autostart_once = false; });
                    if (!g->read()->active()) start_guest(*g, {});
                });
            } catch (const Error& e) {
                log::error(source, "cannot start domain '{}' at boot: {}", g->read()->name, e.message);
            }
        });
    }
}

}  // namespace vireo::qemu
