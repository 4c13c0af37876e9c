// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/migrate/params.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "json/json.h"
#include "xml/node.h"
#include "xml/writer.h"

namespace vireo::qemu {
namespace {

enum class Kind : std::uint8_t { number, boolean, text };

struct ParamRow {
    const char* name;
    Kind kind;
};

constexpr ParamRow rows[] = {
    {"compress-level", Kind::number},
    {"compress-threads", Kind::number},
    {"decompress-threads", Kind::number},
    {"cpu-throttle-initial", Kind::number},
    {"cpu-throttle-increment", Kind::number},
    {"tls-creds", Kind::text},
    {"tls-hostname", Kind::text},
    {"max-bandwidth", Kind::number},
    {"downtime-limit", Kind::number},
    {"block-incremental", Kind::boolean},
    {"xbzrle-cache-size", Kind::number},
    {"max-postcopy-bandwidth", Kind::number},
    {"multifd-channels", Kind::number},
    {"multifd-compression", Kind::text},
    {"multifd-zlib-level", Kind::number},
    {"multifd-zstd-level", Kind::number},
    {"avail-switchover-bandwidth", Kind::number},
};

}  // namespace

MigrationParams MigrationParams::read(const json::Json& answer) {
    MigrationParams out;
    for (const auto& r : rows) {
        const json::Json* v = json::find(answer, r.name);
        if (!v) continue;
        if (r.kind == Kind::number && v->is_number_unsigned()) out.entries.push_back({r.name, v->get<std::uint64_t>()});
        if (r.kind == Kind::boolean && v->is_boolean()) out.entries.push_back({r.name, v->get<bool>()});
        if (r.kind == Kind::text && v->is_string()) out.entries.push_back({r.name, v->get<std::string>()});
    }
    return out;
}

MigrationParams MigrationParams::read(const xml::Node& node) {
    MigrationParams out;
    std::vector<std::optional<MigrationValue>> given(std::size(rows));
    for (const auto& p : node.elements()) {
        if (!p.is("param")) continue;
        const auto name = p.value("name"), value = p.value("value");
        auto r = std::find_if(std::begin(rows), std::end(rows), [&](const ParamRow& row) { return name == row.name; });
        if (r == std::end(rows)) fail(Code::xml_error, Domain::qemu, "unknown migration parameter '{}'", name);
        if (!p.has("value")) fail(Code::xml_error, Domain::qemu, "missing value for migration parameter '{}'", name);
        MigrationValue v;
        bool good = true;
        if (r->kind == Kind::text) {
            v = std::string(value);
        } else if (r->kind == Kind::boolean) {
            good = value == "yes" || value == "no";
            v = value == "yes";
        } else {
            auto n = to_number<std::uint64_t>(value);
            good = n.has_value();
            v = n.value_or(0);
        }
        if (!good) fail(Code::xml_error, Domain::qemu, "invalid value '{}' for migration parameter '{}'", value, name);
        given[static_cast<std::size_t>(r - rows)] = std::move(v);
    }
    for (std::size_t i = 0; i < given.size(); ++i)
        if (given[i]) out.entries.push_back({rows[i].name, std::move(*given[i])});
    return out;
}

void MigrationParams::write(xml::Writer& w) const {
    w.open("migParams");
    w.begin_content();
    for (const auto& e : entries) {
        w.open("param");
        w.plain_attribute("name", e.name);
        if (auto* n = std::get_if<std::uint64_t>(&e.value)) w.plain_attribute("value", std::to_string(*n));
        if (auto* b = std::get_if<bool>(&e.value)) w.plain_attribute("value", *b ? "yes" : "no");
        if (auto* s = std::get_if<std::string>(&e.value)) w.attribute("value", *s);
        w.close();
    }
    w.close();
}

json::Json MigrationParams::arguments() const {
    json::Json out = json::Json::object();
    for (const auto& e : entries)
        std::visit([&](const auto& value) { out[e.name] = value; }, e.value);
    return out;
}

}  // namespace vireo::qemu
