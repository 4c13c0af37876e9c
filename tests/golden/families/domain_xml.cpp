// SPDX-License-Identifier: LGPL-2.1-or-later
// Families about domain documents without a hypervisor.
#include "../golden.h"
#include "base/error.h"
#include "model/domain/domain.h"
#include "model/row/row.h"

namespace {

using namespace golden;
namespace model = vireo::model;

std::string with_newline(std::string s) {
    if (s.empty() || s.back() != '\n') s += '\n';
    return s;
}

Outcome generic(const Case& c) {
    auto text = c.input("xml");
    if (!text) return Outcome::fail("input is missing");
    model::ParseOptions o;
    o.flags = model::parse_inactive;
    o.random_bytes = [](std::uint8_t* p, std::size_t n) {
        std::fill_n(p, n, 0);
    };
    std::string got;
    bool live = c.flag("live");
    if (live) o.flags = 0;
    try {
        auto d = model::parse_domain(*text, o);
        got = model::format_domain(d, vireo::model::row::format_secure | (live ? 0u : +vireo::model::row::format_inactive));
    } catch (const vireo::Error& e) {
        if (c.result != "parse-error") return Outcome::fail(e.message);
        if (auto err = c.expect("err")) return Outcome::compare(*err, e.message + "\n", "message differs");
        return Outcome::pass();
    }
    if (c.result == "parse-error") return Outcome::fail("was accepted");
    return Outcome::compare(c.expect("xml").value_or(""), with_newline(got));
}

Outcome lookups(const Case& c) {
    model::ParseOptions o;
    auto d = model::parse_domain(c.input("xml").value_or(""), o);
    bool found = model::find_filesystem(d, c.word("target")) != nullptr;
    return found == c.flag("expect_found") ? Outcome::pass() : Outcome::fail(found ? "found" : "not found");
}

// The documents that a driver printed must read back and print to themselves: rows alone, nothing filled in.
Outcome rows_only(const Case& c) {
    auto text = c.expect("xml");
    if (!text) return Outcome::skip("no expected document");
    model::ParseOptions o;
    o.flags = model::parse_skip_fill | model::parse_skip_checks;
    auto d = model::parse_domain(*text, o);
    return Outcome::compare(*text, with_newline(model::format_domain(d, vireo::model::row::format_secure)));
}

Outcome round_trip(const Case& c) {
    if (c.result == "parse-error") return Outcome::skip("another part's");
    auto text = c.expect("xml");
    if (!text) return Outcome::skip("no expected document");
    model::ParseOptions o;
    o.flags = model::parse_inactive | model::parse_skip_fill | model::parse_skip_checks;
    auto d = model::parse_domain(*text, o);
    auto plain = Outcome::compare(*text, with_newline(model::format_domain(d, vireo::model::row::format_secure)));
    if (plain.kind != Outcome::passed) return plain;
    // Filling in what is complete already must not change anything.
    o.flags = model::parse_inactive;
    d = model::parse_domain(*text, o);
    return Outcome::compare(*text, with_newline(model::format_domain(d, vireo::model::row::format_secure)), "fill-ins change a complete document");
}

// A running guest's document prints to itself, and to its stored form without what only a running guest has.
Outcome active(const Case& c) {
    auto live = c.expect("active"), stored = c.expect("inactive");
    if (!live) return Outcome::skip("no live document");
    model::ParseOptions o;
    o.flags = model::parse_skip_fill | model::parse_skip_checks;
    auto d = model::parse_domain(*live, o);
    auto r = Outcome::compare(*live, with_newline(model::format_domain(d, vireo::model::row::format_secure)), "live form differs");
    if (r.kind != Outcome::passed || !stored) return r;
    return Outcome::compare(*stored,
                            with_newline(model::format_domain(d, vireo::model::row::format_secure | vireo::model::row::format_inactive)),
                            "stored form differs");
}

Family active_family("qemuxmlactive", active);
Family generic_family("genericxml2xml", generic);
Family conf_family("domainconf", lookups);
Family qemu_family("qemuxmlconf", round_trip, "fixed-point");
Family lxc_family("lxcxml2xml", round_trip);
Family bhyve_family("bhyvexml2xml", round_trip);
Family ch_family("chxml2xml", rows_only);
Family vmx_family("vmx2xml", rows_only);

}  // namespace
