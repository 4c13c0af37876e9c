// SPDX-License-Identifier: LGPL-2.1-or-later
// Network and snapshot documents: read, printed again.
#include "base/error.h"
#include "../golden.h"
#include "model/network/network.h"
#include "model/network/update.h"
#include "model/row/row.h"
#include "model/snapshot/snapshot.h"

namespace {

using golden::Case;
using golden::Outcome;

Outcome network(const Case& c) {
    auto in = c.input("xml");
    if (!in) return Outcome::skip("no input");
    try {
        std::string out = vireo::model::format_network(vireo::model::parse_network(*in));
        if (c.result != "ok") return Outcome::fail("was not refused");
        return Outcome::compare(c.expect("xml").value_or(*in), std::move(out));
    } catch (const vireo::Error& e) {
        return c.result == "ok" ? Outcome::fail(e.message) : Outcome::pass();
    }
}

Outcome snapshot(const Case& c) {
    auto in = c.input("xml");
    if (!in) return Outcome::skip("no input");
    try {
        vireo::model::SnapshotParse how;
        how.redefine = c.flag("redefine");
        how.internal = c.flag("internal");
        auto s = vireo::model::parse_snapshot(*in, how);
        if (!s.creation_time && c.params.contains("creation_time") && c.params["creation_time"].is_number())
            s.creation_time = c.params["creation_time"].get<std::int64_t>();
        if (s.name.empty() && s.creation_time) s.name = std::to_string(*s.creation_time);
        if (c.flag("set_running_after_parse")) s.state = vireo::model::MomentState::running;
        std::optional<vireo::Uuid> uuid;
        if (auto text = c.word("domain_uuid"); !text.empty()) uuid = vireo::Uuid::parse(text);
        std::string out = vireo::model::format_snapshot(s, vireo::model::row::format_secure, how.internal, uuid);
        if (c.result != "ok") return Outcome::fail("was not refused");
        return Outcome::compare(c.expect("xml").value_or(*in), std::move(out));
    } catch (const vireo::Error& e) {
        return c.result == "ok" ? Outcome::fail(e.message) : Outcome::pass();
    }
}

Outcome update(const Case& c) {
    using namespace vireo::model;
    Network n = parse_network(c.input("network").value_or(""));
    try {
        update_network(n, from_word<NetworkCommand>(c.word("command")).value(), from_word<NetworkSection>(c.word("section")).value(),
                       c.params["effective_parent_index"].get<int>(), c.input("update").value_or(""));
    } catch (const vireo::Error& e) {
        return c.result == "ok" ? Outcome::fail(e.message) : Outcome::pass();
    }
    if (c.result != "ok") return Outcome::fail("was not refused");
    return Outcome::compare(c.expect("xml").value_or(c.expect("network").value_or("")), format_network(n));
}

golden::Family updates("networkxml2xmlupdate", update);
golden::Family networks("networkxml2xml", network);
golden::Family snapshots("snapshotxml2xml", snapshot);

}  // namespace
