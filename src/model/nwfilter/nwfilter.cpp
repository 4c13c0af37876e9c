// SPDX-License-Identifier: LGPL-2.1-or-later
#include "model/nwfilter/nwfilter.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "model/nwfilter/protocols.h"
#include "model/row/row.h"
#include "xml/parse.h"
#include "xml/writer.h"

namespace vireo::model {
namespace {

using namespace row;
constexpr auto from = vireo::Domain::nwfilter;
constexpr int lowest = -1000, highest = 1000;

constexpr Row rule_rows[] = {
    attr("action", FIELD(FilterRule, action)).req(),
    attr("direction", FIELD(FilterRule, direction)).req(),
    attr("priority", FIELD(FilterRule, priority)).even_zero(),
};
const Element rule_element{rule_rows};

struct Parameter {
    std::string name, value;
};

void read_parameters(const xml::Node& n, NwFilterParameters& into) {
    for (const auto& p : n.elements()) {
        if (!p.is("parameter")) continue;
        const auto name = p.value("name"), value = p.value("value");
        const bool good = !name.empty() && !value.empty() &&
                          std::all_of(name.begin(), name.end(), [](char c) { return is_alnum(c) || c == '_'; });
        if (!good) continue;
        into[std::string(name)].emplace_back(value);
    }
}

NwFilterReference read_reference(const xml::Node& n) {
    NwFilterReference r;
    if (!n.has("filter")) fail(Code::xml_error, vireo::Domain::xml, "Missing required attribute 'filter' in element 'filterref'");
    r.filter = n.value("filter");
    read_parameters(n, r.parameters);
    return r;
}

void write_reference(xml::Writer& w, const NwFilterReference& r) {
    w.open("filterref");
    w.attribute("filter", r.filter);
    for (const auto& [name, values] : r.parameters)
        for (const auto& value : values) {
            w.open("parameter");
            w.attribute("name", name);
            w.attribute("value", value);
            w.close();
        }
    w.close();
}

// Several elements of one protocol are one rule; a later value takes the place of an earlier one.
void read_matches(const xml::Node& n, std::span<const MatchRow> rows, std::vector<std::optional<FilterMatch>>& found) {
    const bool negated = n.value("match") == "no";
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (!n.has(rows[i].name)) continue;
        const auto text = n.value(rows[i].name);
        auto value = normalized(rows[i], text);
        if (!value) fail(Code::internal_error, from, "{} has illegal value {}", rows[i].name, text);
        found[i] = FilterMatch{static_cast<std::uint8_t>(i), std::move(*value), negated};
    }
}

std::size_t index_of(std::span<const MatchRow> rows, std::string_view name) {
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i].name == name) return i;
    return rows.size();
}

FilterRule read_rule(const xml::Node& n) {
    FilterRule r;
    ParseContext cx;
    row::parse(rule_element, n, &r, cx);
    const auto state = n.value("statematch");
    r.state_match = !(state == "0" || equal_ignoring_case(state, "false"));
    std::span<const MatchRow> rows;
    std::vector<std::optional<FilterMatch>> found;
    for (const auto& e : n.elements()) {
        if (r.protocol.empty()) {
            rows = match_rows(e.name);
            if (rows.empty()) continue;
            r.protocol = e.name;
            found.resize(rows.size());
        }
        if (e.is(r.protocol)) read_matches(e, rows, found);
    }
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (found[i] && rows[i].negated_with)
            if (auto other = index_of(rows, rows[i].negated_with); other < rows.size() && found[other]) found[i]->negated = found[other]->negated;
    // A set is looked up by source unless something else is said.
    if (auto set = index_of(rows, "ipset"); set < rows.size() && found[set] && !found[set + 1])
        found[set + 1] = FilterMatch{static_cast<std::uint8_t>(set + 1), "src", found[set]->negated};
    for (auto& m : found)
        if (m) r.matches.push_back(std::move(*m));
    if (r.protocol == "ip" || r.protocol == "ipv6") {
        const bool ports = r.find("srcportstart") || r.find("dstportstart") || r.find("srcportend") || r.find("dstportend");
        const std::string* p = r.find("protocol");
        if (ports && !(p && (*p == "tcp" || *p == "udp" || *p == "sctp" || *p == "33")))
            fail(Code::internal_error, from,
                 "{} rule with port specification requires protocol specification with protocol to be either one of tcp(6), udp(17), "
                 "dccp(33), or sctp(132)",
                 r.protocol == "ip" ? "IP" : "IPv6");
    }
    return r;
}

void write_matches(xml::Writer& w, const FilterRule& r, bool negated) {
    const auto rows = match_rows(r.protocol);
    w.open(r.protocol);
    if (negated) w.plain_attribute("match", "no");
    for (const auto& m : r.matches)
        if (m.negated == negated) w.attribute(rows[m.attribute].name, m.value);
    w.close();
}

void write_rule(xml::Writer& w, const FilterRule& r) {
    FormatContext cx{w, format_secure};
    w.open("rule");
    row::format(rule_element, &r, cx);
    if (!r.state_match) w.plain_attribute("statematch", "false");
    if (!r.protocol.empty()) {
        const bool negated = std::any_of(r.matches.begin(), r.matches.end(), [](const auto& m) { return m.negated; });
        const bool plain = std::any_of(r.matches.begin(), r.matches.end(), [](const auto& m) { return !m.negated; });
        if (plain || !negated) write_matches(w, r, false);
        if (negated) write_matches(w, r, true);
    }
    w.close();
}

struct Chain {
    std::string_view prefix;
    int priority;
};
constexpr Chain chains[] = {{"mac", -800}, {"vlan", -750}, {"stp", 0}, {"arp", -500}, {"rarp", -400}, {"ipv4", -700}, {"ipv6", -600}};

const Chain* chain_of(std::string_view name) {
    for (const auto& c : chains)
        if (name == c.prefix || (name.starts_with(c.prefix) && name[c.prefix.size()] == '-')) return &c;
    return nullptr;
}

Uuid read_uuid(const xml::Node& root, bool& generated) {
    const xml::Node* n = root.child("uuid");
    generated = !n;
    if (!n) return Uuid::random();
    auto uuid = Uuid::parse(trim(n->text));
    if (!uuid) fail(Code::xml_error, from, "malformed uuid element");
    return *uuid;
}

}  // namespace

const std::string* FilterRule::find(std::string_view attribute) const {
    const auto rows = match_rows(protocol);
    for (const auto& m : matches)
        if (rows[m.attribute].name == attribute) return &m.value;
    return nullptr;
}

Filter parse_filter(std::string_view text) {
    auto document = xml::parse(text, {.domain = from});
    xml::expect_root(document, "filter");
    const xml::Node& root = document.root();
    Filter f;
    f.name = root.value("name");
    if (f.name.empty()) fail(Code::internal_error, from, "filter has no name");
    if (root.has("priority")) {
        auto n = read_whole(root.value("priority"), 10);
        if (!n) fail(Code::invalid_arg, from, "Could not parse chain priority '{}'", root.value("priority"));
        if (*n < lowest || *n > highest)
            fail(Code::invalid_arg, from, "Priority '{}' is outside valid range of [{},{}]", *n, lowest, highest);
        f.priority = static_cast<int>(*n);
    }
    if (root.has("chain")) f.chain = root.value("chain");
    if (f.chain != "root") {
        const Chain* c = chain_of(f.chain);
        if (!c)
            fail(Code::invalid_arg, from,
                 "Invalid chain name '{}'. Please use a chain name called 'root' or any of the following prefixes: mac, vlan, stp, arp, "
                 "rarp, ipv4, ipv6",
                 f.chain);
        if (!f.priority) f.priority = c->priority;
    }
    f.uuid = read_uuid(root, f.uuid_generated);
    for (const auto& e : root.elements()) {
        if (e.is("rule")) f.entries.emplace_back(read_rule(e));
        if (e.is("filterref")) f.entries.emplace_back(read_reference(e));
    }
    return f;
}

std::string format_filter(const Filter& f) {
    xml::Writer w(2048);
    w.open("filter");
    w.attribute("name", f.name);
    w.attribute("chain", f.chain);
    if (f.priority.value_or(0)) w.plain_attribute("priority", std::to_string(*f.priority));
    w.leaf("uuid", f.uuid.text());
    for (const auto& e : f.entries) {
        if (auto* rule = std::get_if<FilterRule>(&e)) write_rule(w, *rule);
        if (auto* reference = std::get_if<NwFilterReference>(&e)) write_reference(w, *reference);
    }
    w.close();
    return w.take();
}

FilterBinding parse_filter_binding(std::string_view text) {
    auto document = xml::parse(text, {.domain = from});
    xml::expect_root(document, "filterbinding");
    const xml::Node& root = document.root();
    FilterBinding b;
    auto wrong = [](const char* message) { fail(Code::internal_error, from, "{}", message); };
    const xml::Node* port = root.child("portdev");
    if (!port || port->value("name").empty()) wrong("filter binding has no port dev name");
    b.port_device = port->value("name");
    if (const xml::Node* link = root.child("linkdev")) {
        if (link->value("name").empty()) wrong("filter binding has no link dev name");
        b.link_device = link->value("name");
    }
    const xml::Node* mac = root.child("mac");
    if (!mac || !mac->has("address")) wrong("filter binding has no MAC address");
    auto parsed = Mac::parse(mac->value("address"));
    if (!parsed) fail(Code::internal_error, from, "malformed MAC address '{}'", mac->value("address"));
    b.mac = *parsed;
    const xml::Node* name = root.path("owner/name");
    if (!name || name->text.empty()) wrong("filter binding has no owner name");
    b.owner_name = name->text;
    const xml::Node* uuid = root.path("owner/uuid");
    if (!uuid) wrong("filter binding has no owner UUID");
    auto owner = Uuid::parse(trim(uuid->text));
    if (!owner) fail(Code::internal_error, from, "malformed owner UUID '{}'", uuid->text);
    b.owner_uuid = *owner;
    const xml::Node* filter = root.child("filterref");
    if (!filter) wrong("filter binding has no filter reference");
    b.filter = read_reference(*filter);
    return b;
}

std::string format_filter_binding(const FilterBinding& b) {
    xml::Writer w(512);
    w.open("filterbinding");
    w.open("owner");
    w.leaf("name", b.owner_name);
    w.leaf("uuid", b.owner_uuid.text());
    w.close();
    auto device = [&](const char* element, const std::string& name) {
        w.open(element);
        w.attribute("name", name);
        w.close();
    };
    device("portdev", b.port_device);
    if (!b.link_device.empty()) device("linkdev", b.link_device);
    w.open("mac");
    w.plain_attribute("address", b.mac.text());
    w.close();
    write_reference(w, b.filter);
    w.close();
    return w.take();
}

}  // namespace vireo::model
