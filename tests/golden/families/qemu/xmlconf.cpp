// SPDX-License-Identifier: LGPL-2.1-or-later
// qemuxmlconf: a definition becomes a complete document (part "xml"), that document stays what it is (part "again"), a
// guest's command (part "args"), or a refusal with its text (part "err").
#include <mutex>

#include "base/error.h"
#include "drivers/qemu/argv/build.h"
#include "environment.h"
#include "model/row/row.h"

namespace {

using namespace golden;
using namespace vireo;
using namespace vireo::qemu;

std::string with_newline(std::string s) {
    if (s.empty() || s.back() != '\n') s += '\n';
    return s;
}

model::Domain define(const Case& c, const std::string& text, const QemuCaps& caps) {
    const auto f = golden::qemu::fill_options(c);
    model::ParseOptions o;
    o.flags = model::parse_inactive | model::parse_checks_later | (f.abi_update ? model::parse_abi_update : 0u);
    const std::string origin = c.input_path("xml");
    o.origin = origin;
    o.make_uuid = [] {
        Uuid u;
        for (unsigned i = 0; i < 16; ++i) u.bytes[i] = static_cast<std::uint8_t>(i);
        // Of version 4, as RFC 4122 wants it.
        u.bytes[6] = 0x40 | (u.bytes[6] & 0x0f);
        u.bytes[8] = 0x80 | (u.bytes[8] & 0x3f);
        return u;
    };
    o.random_bytes = [](std::uint8_t* out, std::size_t n) {
        for (std::size_t i = 0; i < n; ++i) out[i] = static_cast<std::uint8_t>(i);
    };
    model::Domain d = model::parse_domain(text, o);
    rules::choose_arch(d, f);
    if (d.devices.emulator.empty()) d.devices.emulator = caps.emulator;
    rules::fill_in(d, caps, f);
    rules::check(d, caps, golden::qemu::config_of(c).settings.spice_tls.enabled);
    return d;
}

argv::CommandLine command(const Case& c, model::Domain& d, const QemuCaps& caps) {
    rules::place_volumes(d, [&](const std::string& pool, const std::string& volume) { return golden::qemu::volume(c, pool, volume); }, golden::qemu::arrives(c));
    const auto host = golden::qemu::host_cpu(c);
    rules::prepare_start(d, caps, host ? &*host : nullptr, golden::qemu::arrives(c));
    const auto bindings = golden::qemu::bindings(c, d);
    return argv::build(d, caps, bindings);
}

std::string text_of(const model::Domain& d) { return with_newline(model::format_domain(d, model::row::format_secure)); }

std::string lines(const std::vector<std::string>& words) {
    std::string out;
    for (const auto& w : words) out += w + "\n";
    return out;
}

Outcome document(const Case& c) {
    auto want = c.expect("xml");
    if (!want) return Outcome::skip("has no document");
    try {
        return Outcome::compare(*want, text_of(define(c, c.input("xml").value_or(""), golden::qemu::caps_of(c))), "document differs");
    } catch (const Error& e) {
        return Outcome::fail("refused: " + e.message);
    }
}

Outcome again(const Case& c) {
    auto want = c.expect("xml");
    if (!want) return Outcome::skip("has no document");
    try {
        const auto d = define(c, *want, golden::qemu::caps_of(c));
        return Outcome::compare(*want, text_of(d), "a complete document changes");
    } catch (const Error& e) {
        return Outcome::fail("refused: " + e.message);
    }
}

Outcome arguments(const Case& c) {
    auto text = c.expect("args");
    if (!text) return Outcome::skip("has no command");
    try {
        const QemuCaps caps = golden::qemu::caps_of(c);
        auto d = define(c, c.input("xml").value_or(""), caps);
        const auto line = command(c, d, caps);
        std::vector<std::string> got;
        for (const auto& [name, value] : line.env) got.push_back(name + "=" + value);
        got.push_back(line.program);
        got.insert(got.end(), line.args.begin(), line.args.end());
        return Outcome::compare(lines(golden::qemu::words_of_command(*text)), lines(got), "command differs");
    } catch (const Error& e) {
        return Outcome::fail("refused: " + e.message);
    }
}

Outcome refusal(const Case& c) {
    auto text = c.expect("err");
    if (!text) return Outcome::skip("is not refused");
    const std::string folder = c.corpus + "/qemuxmlconf/";
    std::string want = *text;
    for (std::size_t at; (at = want.find("ABS_SRCDIR/")) != want.npos;) want.replace(at, 11, folder);
    try {
        const QemuCaps caps = golden::qemu::caps_of(c);
        auto source = c.input("xml");
        if (!source) return Outcome::skip("the input is missing on purpose: reading files is the client's part");
        auto d = define(c, *source, caps);
        if (c.result == "parse-error") return Outcome::fail("was accepted");
        command(c, d, caps);
    } catch (const Error& e) {
        return Outcome::compare(want, e.message + "\n", "message differs");
    }
    return Outcome::fail("was accepted");
}

Family xml_part("qemuxmlconf", document, "xml");
Family again_part("qemuxmlconf", again, "again");
Family args_part("qemuxmlconf", arguments, "args");
Family err_part("qemuxmlconf", refusal, "err");

}  // namespace
