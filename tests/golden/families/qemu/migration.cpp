// SPDX-License-Identifier: LGPL-2.1-or-later
// Parameters and cookies of migrations.
#include "../../golden.h"
#include "base/error.h"
#include "drivers/qemu/migrate/cookie.h"
#include "drivers/qemu/migrate/params.h"
#include "xml/parse.h"
#include "xml/writer.h"

namespace {

using namespace golden;
using namespace vireo::qemu;
namespace json = vireo::json;
namespace model = vireo::model;

std::string in_test(const MigrationParams& p) {
    vireo::xml::Writer w;
    w.open("test");
    p.write(w);
    w.close();
    return w.take();
}

Outcome params(const Case& c) {
    auto reply = json::parse(c.input("reply").value_or(""));
    const auto p = MigrationParams::read(reply.at("return"));
    const auto xml = c.expect("xml").value_or("");
    if (auto r = Outcome::compare(xml, in_test(p)); r.kind != Outcome::passed) return r;
    auto document = vireo::xml::parse(xml);
    const auto again = MigrationParams::read(*document.root().child("migParams"));
    if (auto r = Outcome::compare(xml, in_test(again), "reread document differs"); r.kind != Outcome::passed) return r;
    return Outcome::compare(c.expect("json").value_or(""), json::pretty(again.arguments()) + "\n", "arguments differ");
}

// The guest of a status document.
model::Domain guest(const Case& c) {
    auto document = vireo::xml::parse(c.input("status").value_or(""));
    const auto* d = document.root().child("domain");
    if (!d) throw std::runtime_error("no guest in the status document");
    model::ParseOptions o;
    o.flags = model::parse_status | model::parse_skip_checks;
    return model::parse_domain(*d, o);
}

Outcome cookie(const Case& c) {
    const MigrationHost here{"hostname", *vireo::Uuid::parse("4a802f00-4cba-5df6-9679-a08c4c5b577f")};
    const auto other = MigrationHost{"hostname2", *vireo::Uuid::parse("8b3f4dc4-6a8e-5f9b-94a5-4c35babd8d95")};
    const auto d = guest(c);
    if (c.word("op") == "format")
        return Outcome::compare(c.expect("xml").value_or(""),
                                format_cookie(make_cookie(d, other, migrate_graphics | migrate_memory_hotplug | migrate_cpu_hotplug | migrate_capabilities)));
    auto parsed = parse_cookie(c.input("cookie").value_or(""), d.name, d.uuid, here);
    auto r = Outcome::compare(c.expect("xml").value_or(""), format_cookie(parsed));
    if (r.kind != Outcome::passed || !c.expect("migparams")) return r;
    std::map<std::string, std::string> nodes;
    for (const auto& disk : d.devices.disks) {
        // The status document names the nodes in the disks' private parts.
        vireo::xml::Document part = vireo::xml::parse("<x>" + disk.source.private_data + "</x>");
        if (const auto* names = part.root().path("privateData/nodenames"))
            for (const auto& n : names->elements())
                if (n.value("type") == "format") nodes[disk.target_dev] = n.value("name");
    }
    for (auto& disk : parsed.bitmaps) disk.bitmaps.front().persistent = true;  // as recorded
    return Outcome::compare(*c.expect("migparams"), json::pretty(bitmap_mapping(parsed.bitmaps, nodes)) + "\n", "arguments differ");
}

Family params_family("qemumigparams", params);
Family cookie_family("qemumigrationcookie", cookie);

}  // namespace
