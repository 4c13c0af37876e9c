// SPDX-License-Identifier: LGPL-2.1-or-later
// Changing what definitions say, and reading it: the common frame of the tuning calls.
#pragma once

#include "api/wire_values.h"
#include "drivers/qemu/guest.h"
#include "hv/impact.h"

namespace vireo::qemu {

// Both definitions that a call is about; `life` keeps a change of the running one from reaching a later guest.
struct Affected {
    std::shared_ptr<const GuestState> state;
    hv::Impact impact;
};
inline Affected affected(const Guest& g, std::uint32_t flags) {
    auto s = g.read();
    return {s, hv::resolve_impact(flags, s->active(), s->persistent())};
}

// Applies `change(definition, is_live)` to a copy of each affected definition and commits them at once.
template <class F>
void commit_change(Guest& g, const Affected& about, F&& change, Announcements events = {}) {
    g.commit(about.impact.live ? about.state->life : run::any_life, [&](GuestState& n) {
        if (about.impact.live) {
            auto d = *n.live;
            change(d, true);
            n.live = share(std::move(d));
        }
        if (about.impact.config && n.config) {
            auto d = *n.config->get();
            change(d, false);
            n.config = std::make_shared<const StoredDefinition>(n.config->file(), share(std::move(d)));
        }
        n.events = std::move(events);
    });
}

// Guests are not put into control groups of their own: what only those can do to a running one is refused.
inline void require_cgroup(bool needed, const char* text) {
    if (needed) fail(Code::operation_invalid, Domain::qemu, "{}", text);
}

// Processors of the host, on line or not.
unsigned host_cpus();

// The definition that a question is about.
inline model::DomainPtr asked_about(const GuestState& s, std::uint32_t flags) {
    return hv::reads_live(flags & 3, s.active(), s.persistent()) ? s.live : s.next();
}

}  // namespace vireo::qemu
