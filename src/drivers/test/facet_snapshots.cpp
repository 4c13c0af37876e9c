// SPDX-License-Identifier: LGPL-2.1-or-later
// facet::Snapshots: moments that are remembered, with nothing stored for them.
#include <time.h>

#include "drivers/test/connection.h"
#include "hv/flags.h"
#include "hv/impact.h"
#include "model/row/row.h"
#include "model/schema/validate.h"

namespace vireo::test {

const model::SnapshotPtr* SnapshotSet::find(std::string_view name) const {
    for (const auto& s : all)
        if (s->name == name) return &s;
    return nullptr;
}

std::vector<model::SnapshotPtr> SnapshotSet::children(std::string_view name) const {
    std::vector<model::SnapshotPtr> out;
    for (const auto& s : all)
        if (s->parent == name) out.push_back(s);
    return out;
}

std::vector<model::SnapshotPtr> SnapshotSet::descendants(std::string_view name) const {
    std::vector<model::SnapshotPtr> out = children(name);
    for (std::size_t i = 0; i < out.size() && out.size() <= all.size(); ++i) {
        auto more = children(out[i]->name);
        out.insert(out.end(), more.begin(), more.end());
    }
    return out;
}

namespace {

using model::MomentState;
using model::SnapshotPtr;
using Happened = hv::event::Lifecycle;

// virDomainSnapshotListFlags; the first bit means "roots" for a domain and "all below" for a snapshot.
constexpr std::uint32_t list_roots = 1, list_metadata = 2, list_leaves = 4, list_no_leaves = 8, list_no_metadata = 16,
                        list_inactive = 32, list_active = 64, list_disk_only = 128, list_internal = 256,
                        list_external = 512, list_all = 0x7ff;

const SnapshotSet& set_of(const DomainState& s) {
    static const SnapshotSet none;
    return s.snapshots ? *s.snapshots : none;
}

[[noreturn]] void no_snapshot(const std::string& name) {
    fail(Code::no_domain_snapshot, Domain::test, "no domain snapshot with matching name '{}'", name);
}

const SnapshotPtr& need(const SnapshotSet& set, const std::string& name) {
    if (const SnapshotPtr* s = set.find(name)) return *s;
    no_snapshot(name);
}

bool is_active_state(MomentState s) { return s != MomentState::shutoff && s != MomentState::disk_snapshot; }

bool listed(const SnapshotSet& set, const model::Snapshot& s, std::uint32_t flags) {
    auto group = [&](std::uint32_t mask, std::uint32_t mine) { return !(flags & mask) || (flags & mine); };
    const bool leaf = set.children(s.name).empty();
    const std::uint32_t kind = s.state == MomentState::disk_snapshot ? list_disk_only
                               : is_active_state(s.state)            ? list_active
                                                                     : list_inactive;
    return group(list_metadata | list_no_metadata, list_metadata) &&
           group(list_leaves | list_no_leaves, leaf ? list_leaves : list_no_leaves) &&
           group(list_inactive | list_active | list_disk_only, kind) &&
           group(list_internal | list_external, s.is_external() ? list_external : list_internal);
}

class SnapshotsFacet final : public api::facet::Snapshots, Part {
  public:
    using Part::Part;

    api::DomainSnapshotCreateXmlRet domain_snapshot_create_xml(api::Call&, const api::DomainSnapshotCreateXmlArgs& in) override {
        hv::check_flags(in.flags, create_redefine | create_current | create_halt | create_quiesce | create_atomic | create_live |
                                      create_validate,
                        "testDomainSnapshotCreateXML", Domain::test);
        if (in.flags & create_validate) model::validate("domainsnapshot", "domainsnapshot", in.xml_desc, Domain::domain_snapshot);
        api::DomainSnapshotRef out;
        world_.commit(in.dom, [&](DomainState& s, Events& events) {
            if (!s.persistent && (in.flags & create_halt))
                fail(Code::operation_invalid, Domain::test, "cannot halt after transient domain snapshot");
            model::SnapshotParse how;
            how.redefine = (in.flags & create_redefine) != 0;
            model::Snapshot snap = model::parse_snapshot(in.xml_desc, how);
            out.name = how.redefine ? redefine(s, std::move(snap), (in.flags & create_current) != 0) : take(s, std::move(snap));
            if (!how.redefine && (in.flags & create_halt) && s.active()) {
                World::stop(s, hv::why::shutoff::from_snapshot);
                events.push_back(hv::lifecycle_event(s.ref, Happened::stopped, hv::event::stopped::from_snapshot));
            }
            out.dom = s.ref;
        });
        return {std::move(out)};
    }

    api::DomainSnapshotGetXmlDescRet domain_snapshot_get_xml_desc(api::Call&,
                                                                  const api::DomainSnapshotGetXmlDescArgs& in) override {
        constexpr std::uint32_t secure = 1;
        hv::check_flags(in.flags, secure, "testDomainSnapshotGetXMLDesc", Domain::test);
        auto s = world_.read(in.snap.dom);
        const SnapshotPtr& snap = need(set_of(*s), in.snap.name);
        return {model::format_snapshot(*snap, model::row::format_inactive | (in.flags & secure ? model::row::format_secure : 0u),
                                       false, s->ref.uuid)};
    }

    api::DomainSnapshotNumRet domain_snapshot_num(api::Call&, const api::DomainSnapshotNumArgs& in) override {
        hv::check_flags(in.flags, list_all, "testDomainSnapshotNum", Domain::test);
        return {static_cast<int>(of_domain(*world_.read(in.dom), in.flags).size())};
    }
    api::DomainSnapshotListNamesRet domain_snapshot_list_names(api::Call&, const api::DomainSnapshotListNamesArgs& in) override {
        hv::check_flags(in.flags, list_all, "testDomainSnapshotListNames", Domain::test);
        return {names(of_domain(*world_.read(in.dom), in.flags), in.maxnames)};
    }
    api::DomainListAllSnapshotsRet domain_list_all_snapshots(api::Call&, const api::DomainListAllSnapshotsArgs& in) override {
        hv::check_flags(in.flags, list_all, "testDomainListAllSnapshots", Domain::test);
        auto s = world_.read(in.dom);
        auto found = of_domain(*s, in.flags);
        api::DomainListAllSnapshotsRet out;
        if (in.need_results) out.snapshots = references(found, s->ref);
        out.ret = static_cast<int>(found.size());
        return out;
    }

    api::DomainSnapshotNumChildrenRet domain_snapshot_num_children(api::Call&,
                                                                   const api::DomainSnapshotNumChildrenArgs& in) override {
        hv::check_flags(in.flags, list_all, "testDomainSnapshotNumChildren", Domain::test);
        return {static_cast<int>(of_snapshot(*world_.read(in.snap.dom), in.snap.name, in.flags).size())};
    }
    api::DomainSnapshotListChildrenNamesRet domain_snapshot_list_children_names(
        api::Call&, const api::DomainSnapshotListChildrenNamesArgs& in) override {
        hv::check_flags(in.flags, list_all, "testDomainSnapshotListChildrenNames", Domain::test);
        return {names(of_snapshot(*world_.read(in.snap.dom), in.snap.name, in.flags), in.maxnames)};
    }
    api::DomainSnapshotListAllChildrenRet domain_snapshot_list_all_children(
        api::Call&, const api::DomainSnapshotListAllChildrenArgs& in) override {
        hv::check_flags(in.flags, list_all, "testDomainSnapshotListAllChildren", Domain::test);
        auto s = world_.read(in.snapshot.dom);
        auto found = of_snapshot(*s, in.snapshot.name, in.flags);
        api::DomainSnapshotListAllChildrenRet out;
        if (in.need_results) out.snapshots = references(found, s->ref);
        out.ret = static_cast<int>(found.size());
        return out;
    }

    api::DomainSnapshotLookupByNameRet domain_snapshot_lookup_by_name(api::Call&,
                                                                      const api::DomainSnapshotLookupByNameArgs& in) override {
        hv::check_flags(in.flags, 0, "testDomainSnapshotLookupByName", Domain::test);
        auto s = world_.read(in.dom);
        return {{need(set_of(*s), in.name)->name, s->ref}};
    }

    api::DomainHasCurrentSnapshotRet domain_has_current_snapshot(api::Call&,
                                                                 const api::DomainHasCurrentSnapshotArgs& in) override {
        hv::check_flags(in.flags, 0, "testDomainHasCurrentSnapshot", Domain::test);
        return {!set_of(*world_.read(in.dom)).current.empty()};
    }
    api::DomainSnapshotCurrentRet domain_snapshot_current(api::Call&, const api::DomainSnapshotCurrentArgs& in) override {
        hv::check_flags(in.flags, 0, "testDomainSnapshotCurrent", Domain::test);
        auto s = world_.read(in.dom);
        const std::string& current = set_of(*s).current;
        if (current.empty())
            fail(Code::no_domain_snapshot, Domain::test, "the domain does not have a current snapshot");
        return {{current, s->ref}};
    }
    api::DomainSnapshotIsCurrentRet domain_snapshot_is_current(api::Call&, const api::DomainSnapshotIsCurrentArgs& in) override {
        hv::check_flags(in.flags, 0, "testDomainSnapshotIsCurrent", Domain::test);
        auto s = world_.read(in.snap.dom);
        need(set_of(*s), in.snap.name);
        return {set_of(*s).current == in.snap.name};
    }
    api::DomainSnapshotHasMetadataRet domain_snapshot_has_metadata(api::Call&,
                                                                   const api::DomainSnapshotHasMetadataArgs& in) override {
        hv::check_flags(in.flags, 0, "testDomainSnapshotHasMetadata", Domain::test);
        need(set_of(*world_.read(in.snap.dom)), in.snap.name);
        return {1};
    }
    api::DomainSnapshotGetParentRet domain_snapshot_get_parent(api::Call&, const api::DomainSnapshotGetParentArgs& in) override {
        hv::check_flags(in.flags, 0, "testDomainSnapshotGetParent", Domain::test);
        auto s = world_.read(in.snap.dom);
        const SnapshotPtr& snap = need(set_of(*s), in.snap.name);
        if (snap->parent.empty())
            fail(Code::no_domain_snapshot, Domain::test, "snapshot '{}' does not have a parent", snap->name);
        return {{snap->parent, s->ref}};
    }

    void domain_snapshot_delete(api::Call&, const api::DomainSnapshotDeleteArgs& in) override {
        constexpr std::uint32_t children = 1, children_only = 4;
        hv::check_flags(in.flags, children | children_only, "testDomainSnapshotDelete", Domain::test);
        world_.commit(in.snap.dom, [&](DomainState& s, Events&) {
            auto next = std::make_shared<SnapshotSet>(set_of(s));
            const SnapshotPtr snap = need(*next, in.snap.name);
            auto remove = [&](const std::string& name) {
                std::erase_if(next->all, [&](const auto& x) { return x->name == name; });
            };
            if (in.flags & (children | children_only)) {
                for (const auto& below : next->descendants(snap->name)) {
                    remove(below->name);
                    if (below->name == next->current) next->current = snap->name;
                }
            } else {
                for (auto& x : next->all)
                    if (x->parent == snap->name) {
                        auto moved = std::make_shared<model::Snapshot>(*x);
                        moved->parent = snap->parent;
                        x = std::move(moved);
                    }
            }
            if (!(in.flags & children_only)) {
                remove(snap->name);
                if (next->current == snap->name) next->current = snap->parent;
            }
            s.snapshots = std::move(next);
        });
    }

    void domain_revert_to_snapshot(api::Call&, const api::DomainRevertToSnapshotArgs& in) override {
        hv::check_flags(in.flags, revert_running | revert_paused | revert_force, "testDomainRevertToSnapshot", Domain::test);
        world_.commit(in.snap.dom, [&](DomainState& s, Events& events) {
            const SnapshotPtr snap = need(set_of(s), in.snap.name);
            const bool to_active = is_active_state(snap->state);
            if (!s.persistent && !to_active && !(in.flags & (revert_running | revert_paused)))
                fail(Code::operation_invalid, Domain::test,
                     "transient domain needs to request run or pause to revert to inactive snapshot");
            auto happened = [&](Happened what, int detail) { events.push_back(hv::lifecycle_event(s.ref, what, detail)); };
            if (s.active()) {
                World::stop(s, hv::why::shutoff::from_snapshot);
                happened(Happened::stopped, hv::event::stopped::from_snapshot);
            }
            if (snap->domain) s.config = definition_of(*snap, s);
            if (to_active) world_.start(s, hv::why::running::from_snapshot);
            // Of an inactive snapshot the start is only announced; libvirt's test driver leaves it at that.
            if (to_active || (in.flags & (revert_running | revert_paused)))
                happened(Happened::started, hv::event::started::from_snapshot);
            const bool pause = (in.flags & revert_paused) ||
                               (to_active && snap->state == MomentState::paused && !(in.flags & revert_running));
            if (pause) {
                if (to_active) s.state = {hv::Phase::paused, hv::why::paused::from_snapshot};
                happened(Happened::suspended, hv::event::suspended::from_snapshot);
            }
            auto next = std::make_shared<SnapshotSet>(set_of(s));
            next->current = snap->name;
            s.snapshots = std::move(next);
        });
    }

  private:
    static constexpr std::uint32_t create_redefine = 1, create_current = 2, create_halt = 8, create_quiesce = 64,
                                   create_atomic = 128, create_live = 256, create_validate = 512;
    static constexpr std::uint32_t revert_running = 1, revert_paused = 2, revert_force = 4;

    // The snapshot's definition under the name that the domain has now.
    static model::DomainPtr definition_of(const model::Snapshot& snap, const DomainState& s) {
        auto d = std::make_shared<model::Domain>(*snap.domain);
        d->name = s.ref.name;
        d->id.reset();
        return d;
    }

    static std::string take(DomainState& s, model::Snapshot snap) {
        auto next = std::make_shared<SnapshotSet>(set_of(s));
        snap.creation_time = static_cast<std::int64_t>(::time(nullptr));
        if (snap.name.empty()) snap.name = fmt::format("{}", *snap.creation_time);
        snap.state = static_cast<MomentState>(s.state.phase);
        const bool running = s.active();
        using model::DiskSnapshot;
        if (snap.memory.snapshot == DiskSnapshot::none || snap.memory.snapshot == DiskSnapshot::no)
            snap.memory.snapshot = running ? DiskSnapshot::internal : DiskSnapshot::no;
        const bool external = snap.memory.snapshot == DiskSnapshot::external;
        model::align_disks(snap, *s.now(), external ? DiskSnapshot::external : DiskSnapshot::internal, !external);
        snap.domain = s.now();
        if (next->find(snap.name))
            fail(Code::operation_failed, Domain::domain, "domain moment {} already exists", snap.name);
        snap.parent = next->current;
        next->current = snap.name;
        std::string name = snap.name;
        next->all.push_back(std::make_shared<const model::Snapshot>(std::move(snap)));
        s.snapshots = std::move(next);
        return name;
    }

    static std::string redefine(DomainState& s, model::Snapshot snap, bool make_current) {
        auto next = std::make_shared<SnapshotSet>(set_of(s));
        if (snap.parent == snap.name && !snap.parent.empty())
            fail(Code::invalid_arg, Domain::domain, "cannot set moment {} as its own parent", snap.name);
        if (!snap.parent.empty()) {
            if (!next->find(snap.parent))
                fail(Code::invalid_arg, Domain::domain, "parent {} for moment {} not found", snap.parent, snap.name);
            for (const auto& below : next->descendants(snap.name))
                if (below->name == snap.parent)
                    fail(Code::invalid_arg, Domain::domain, "parent {} would create cycle to {}", snap.parent, snap.name);
        }
        if (snap.domain && snap.domain->uuid != s.ref.uuid)
            fail(Code::invalid_arg, Domain::domain_snapshot, "definition for snapshot {} must use uuid {}", snap.name,
                 s.ref.uuid.text());
        const SnapshotPtr* old = next->find(snap.name);
        if (!snap.domain) {
            if (!old || !(*old)->domain)
                fail(Code::internal_error, Domain::domain_snapshot, "missing domain in snapshot");
            snap.domain = (*old)->domain;
        } else if (old && (*old)->domain) {
            model::check_abi(*(*old)->domain, *snap.domain);
        }
        using model::DiskSnapshot;
        const bool external = snap.state == MomentState::disk_snapshot || snap.is_external();
        model::align_disks(snap, *snap.domain, external ? DiskSnapshot::external : DiskSnapshot::internal, !external);
        std::string name = snap.name;
        auto made = std::make_shared<const model::Snapshot>(std::move(snap));
        if (old)
            next->all[static_cast<std::size_t>(old - next->all.data())] = std::move(made);
        else
            next->all.push_back(std::move(made));
        if (make_current) next->current = name;
        s.snapshots = std::move(next);
        return name;
    }

    static std::vector<SnapshotPtr> of_domain(const DomainState& s, std::uint32_t flags) {
        const SnapshotSet& set = set_of(s);
        std::vector<SnapshotPtr> out = flags & list_roots ? set.children("") : set.all;
        std::erase_if(out, [&](const auto& x) { return !listed(set, *x, flags); });
        return out;
    }
    static std::vector<SnapshotPtr> of_snapshot(const DomainState& s, const std::string& name, std::uint32_t flags) {
        const SnapshotSet& set = set_of(s);
        need(set, name);
        std::vector<SnapshotPtr> out = flags & list_roots ? set.descendants(name) : set.children(name);
        std::erase_if(out, [&](const auto& x) { return !listed(set, *x, flags); });
        return out;
    }
    static std::vector<std::string> names(const std::vector<SnapshotPtr>& found, std::int32_t room) {
        std::vector<std::string> out;
        for (const auto& s : found) {
            if (out.size() >= static_cast<std::size_t>(std::max(room, 0))) break;
            out.push_back(s->name);
        }
        return out;
    }
    static std::vector<api::DomainSnapshotRef> references(const std::vector<SnapshotPtr>& found, const api::DomainRef& dom) {
        std::vector<api::DomainSnapshotRef> out;
        for (const auto& s : found) out.push_back({s->name, dom});
        return out;
    }
};

}  // namespace

std::shared_ptr<api::facet::Snapshots> make_snapshots(World& world) { return std::make_shared<SnapshotsFacet>(world); }

}  // namespace vireo::test
