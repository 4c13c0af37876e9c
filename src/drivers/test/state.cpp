// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/state.h"

#include "hv/impact.h"
#include "hv/refusals.h"
#include "model/row/row.h"

namespace vireo::test {

TextCache::~TextCache() {
    for (auto& t : texts_) delete t.load();
}

const std::string& TextCache::keep(unsigned kind, std::string text) const {
    auto made = std::make_unique<const std::string>(std::move(text));
    const std::string* expected = nullptr;
    if (texts_[kind].compare_exchange_strong(expected, made.get())) return *made.release();
    return *expected;
}

hv::ListFacts list_facts(const DomainState& s) {
    return {.phase = s.state.phase,
            .active = s.active(),
            .persistent = s.persistent,
            .managed_save = s.managed_save,
            .autostart = s.autostart,
            .snapshots = s.snapshots && !s.snapshots->all.empty()};
}

const model::Domain& DomainState::definition(std::uint32_t flags) const {
    return hv::reads_live(flags, active(), persistent) ? *live : *config;
}

const std::string& DomainState::xml(std::uint32_t flags) const {
    // virDomainXMLFlags to row::FormatFlags
    constexpr std::uint32_t secure = 1, inactive = 2, migratable = 8;
    const bool as_inactive = (flags & inactive) || !active();
    const unsigned format = ((flags & secure) ? model::row::format_secure : 0u) |
                            (as_inactive ? model::row::format_inactive : 0u) |
                            ((flags & migratable) ? model::row::format_migratable : 0u);
    return texts.get(format & 7, [&] { return model::format_domain((flags & inactive) ? *next() : *now(), format); });
}

// ---- look-ups -------------------------------------------------------------------------------------------------------

std::shared_ptr<TestDomain> World::domain(const api::DomainRef& ref) const {
    if (auto d = by_uuid_.find(ref.uuid)) return d;
    hv::no_such_domain(Domain::test, ref);
}

const DomainState& World::peek(const api::DomainRef& ref) const {
    if (const DomainState* s = peek_uuid(ref.uuid)) return *s;
    hv::no_such_domain(Domain::test, ref);
}

const DomainState* World::peek_uuid(const Uuid& uuid) const {
    const TestDomain* d = by_uuid_.peek(uuid);
    return d ? d->state.peek() : nullptr;
}

const DomainState* World::peek_name(std::string_view name) const {
    const TestDomain* d = by_name_.peek(name);
    return d ? d->state.peek() : nullptr;
}

const DomainState* World::peek_id(int id) const {
    const TestDomain* d = by_id_.peek(id);
    return d ? d->state.peek() : nullptr;
}

std::vector<std::shared_ptr<const DomainState>> World::all() const {
    auto domains = by_uuid_.values();
    std::sort(domains.begin(), domains.end(), [](const auto& a, const auto& b) { return a->number < b->number; });
    std::vector<std::shared_ptr<const DomainState>> out;
    out.reserve(domains.size());
    for (const auto& d : domains) out.push_back(d->state.read());
    return out;
}

// ---- changes --------------------------------------------------------------------------------------------------------

void World::insert(const std::shared_ptr<TestDomain>& d, const DomainState& s) {
    by_uuid_.insert(s.ref.uuid, d);
    by_name_.insert(s.ref.name, d);
    if (s.active()) by_id_.insert(s.ref.id, d);
}

void World::reindex(const std::shared_ptr<TestDomain>& d, const DomainState& before, const DomainState* after) {
    if (before.active() && (!after || after->ref.id != before.ref.id)) by_id_.erase(before.ref.id);
    if (!after || after->ref.name != before.ref.name) by_name_.erase(before.ref.name);
    if (!after) {
        by_uuid_.erase(before.ref.uuid);
        return;
    }
    if (after->ref.name != before.ref.name) by_name_.insert(after->ref.name, d);
    if (after->active() && after->ref.id != before.ref.id) by_id_.insert(after->ref.id, d);
}

void World::announce(const Events& events) {
    for (const auto& e : events) events_.publish(e);
}

void World::commit(const api::DomainRef& ref, const std::function<void(DomainState&, Events&)>& change) {
    std::lock_guard lock(writer_);
    auto d = domain(ref);
    const std::shared_ptr<const DomainState> before = d->state.own();
    auto next = hv::make_near<DomainState>(*before);
    Events events;
    change(*next, events);
    const bool gone = !next->active() && !next->persistent;
    reindex(d, *before, gone ? nullptr : next.get());
    d->state.publish(std::move(next));
    announce(events);
}

void World::add(DomainState first) {
    std::lock_guard lock(writer_);
    match(*first.now(), false);
    auto state = hv::make_near<const DomainState>(std::move(first));
    insert(hv::make_near<TestDomain>(state, ++last_number_), *state);
}

std::shared_ptr<TestDomain> World::match(const model::Domain& definition, bool refuse_active) const {
    if (auto d = by_uuid_.find(definition.uuid)) {
        auto s = d->state.read();
        if (s->ref.name != definition.name) hv::uuid_taken(s->ref.name, definition.uuid);
        if (refuse_active && s->active()) hv::already_active(s->ref.name);
        return d;
    }
    if (auto d = by_name_.find(definition.name)) hv::name_taken(definition.name, d->state.read()->ref.uuid);
    return nullptr;
}

void World::start(DomainState& next, int reason) {
    auto live = std::make_shared<model::Domain>(*next.next());
    next.ref.id = next_id();
    live->id = next.ref.id;
    finish_definition(*live);
    next.live = std::move(live);
    if (!next.persistent) next.config = nullptr;
    next.state = {hv::Phase::running, reason};
    next.frozen = {};
}

void World::stop(DomainState& next, int shutoff_reason) {
    // Of a transient domain the last definition stays with its last state, for those who still look at it.
    if (!next.config) next.config = next.live;
    next.live = nullptr;
    next.ref.id = -1;
    next.state = {hv::Phase::shutoff, shutoff_reason};
}

api::DomainRef World::define(model::Domain definition) {
    std::lock_guard lock(writer_);
    auto d = match(definition, false);
    auto config = std::make_shared<const model::Domain>(std::move(definition));
    std::shared_ptr<DomainState> next;
    int detail = hv::event::defined::added;
    if (!d) {
        next = hv::make_near<DomainState>();
        next->ref = {config->name, config->uuid, -1};
        next->persistent = true;
        next->config = config;
        insert(hv::make_near<TestDomain>(next, ++last_number_), *next);
    } else {
        next = hv::make_near<DomainState>(*d->state.own());
        if (next->persistent) detail = hv::event::defined::updated;
        next->persistent = true;
        next->config = config;
        d->state.publish(next);
    }
    announce({hv::lifecycle_event(next->ref, hv::event::Lifecycle::defined, detail)});
    return next->ref;
}

api::DomainRef World::create(model::Domain definition, Start how) {
    std::lock_guard lock(writer_);
    auto d = match(definition, true);
    auto config = std::make_shared<const model::Domain>(std::move(definition));
    auto next = d ? hv::make_near<DomainState>(*d->state.own()) : hv::make_near<DomainState>();
    if (!d) next->ref = {config->name, config->uuid, -1};
    const std::shared_ptr<const DomainState> before = d ? d->state.own() : nullptr;
    const bool restored = how == Start::restored;
    // A persistent domain keeps its stored definition; what runs is the given one.
    auto stored = next->config;
    next->config = config;
    start(*next, restored ? hv::why::running::restored : hv::why::running::booted);
    next->config = next->persistent ? stored : nullptr;
    next->managed_save = false;
    if (d) {
        reindex(d, *before, next.get());
        d->state.publish(next);
    } else {
        insert(hv::make_near<TestDomain>(next, ++last_number_), *next);
    }
    announce({hv::lifecycle_event(next->ref, hv::event::Lifecycle::started,
                                  restored ? hv::event::started::restored : hv::event::started::booted)});
    return next->ref;
}

}  // namespace vireo::test
