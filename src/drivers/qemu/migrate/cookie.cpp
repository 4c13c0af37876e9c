// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/migrate/cookie.h"

#include <algorithm>

#include "base/error.h"
#include "json/json.h"
#include "model/domain/domain_xml.h"
#include "model/row/row.h"
#include "xml/parse.h"
#include "xml/writer.h"

namespace vireo::qemu {
namespace {

using namespace model;
using namespace model::row;

constexpr Row port_rows[] = {
    attr("index", FIELD(MigrationPort, index)).req(Code::internal_error, "missing index attribute in migration data").even_zero(),
    attr("vporttype", FIELD(MigrationPort, type)).req(Code::internal_error, "missing vporttype attribute in migration data"),
    leaf("portdata", FIELD(MigrationPort, data)),
};
const Element port_element{port_rows};
constexpr Row network_rows[] = {list("interface", FIELD(MigrationCookie, network), port_element)};
const Element network_element{network_rows};

constexpr Row nbd_disk_rows[] = {
    attr("target", FIELD(MigrationNbd::Disk, target)).req(Code::internal_error, "Malformed disk target"),
    attr("capacity", FIELD(MigrationNbd::Disk, capacity)).req(Code::internal_error, "Malformed disk capacity").even_zero(),
};
const Element nbd_disk_element{nbd_disk_rows};
constexpr Row nbd_rows[] = {
    attr("port", FIELD(MigrationNbd, port)).wrong(Code::internal_error, "Malformed nbd port '{}'"),
    list("disk", FIELD(MigrationNbd, disks), nbd_disk_element),
};
const Element nbd_element{nbd_rows};

#define FIGURE(name) leaf(#name, FIELD(MigrationStatistics, name))
constexpr Row statistics_rows[] = {
    FIGURE(started), FIGURE(stopped), FIGURE(sent), FIGURE(delta), FIGURE(time_elapsed), FIGURE(time_remaining), FIGURE(downtime),
    FIGURE(setup_time), FIGURE(memory_total), FIGURE(memory_processed), FIGURE(memory_remaining), FIGURE(memory_bps),
    FIGURE(memory_constant), FIGURE(memory_normal), FIGURE(memory_normal_bytes), FIGURE(memory_dirty_rate), FIGURE(memory_iteration),
    FIGURE(memory_postcopy_requests), FIGURE(memory_page_size), FIGURE(disk_total), FIGURE(disk_processed), FIGURE(disk_remaining),
    FIGURE(disk_bps), FIGURE(compression_cache), FIGURE(compression_bytes), FIGURE(compression_pages), FIGURE(compression_cache_misses),
    FIGURE(compression_overflow), FIGURE(auto_converge_throttle),
};
#undef FIGURE
const Element statistics_element{statistics_rows};

constexpr Row capability_rows[] = {
    attr("name", FIELD(MigrationCapability, name)).req(Code::internal_error, "missing migration capability name"),
    attr("auto", FIELD(MigrationCapability, automatic)).req(Code::internal_error, "missing auto attribute for migration capability"),
};
const Element capability_element{capability_rows};

constexpr Row bitmap_rows[] = {
    attr("name", FIELD(MigrationBitmap, name)).req(Code::internal_error, "malformed bitmap name"),
    attr("alias", FIELD(MigrationBitmap, alias)).req(Code::internal_error, "malformed bitmap alias"),
};
const Element bitmap_element{bitmap_rows};
constexpr Row bitmap_disk_rows[] = {
    attr("target", FIELD(MigrationBitmapDisk, target)).req(Code::internal_error, "malformed disk target"),
    list("bitmap", FIELD(MigrationBitmapDisk, bitmaps), bitmap_element),
};
const Element bitmap_disk_element{bitmap_disk_rows};
constexpr Row bitmaps_rows[] = {list("disk", FIELD(MigrationCookie, bitmaps), bitmap_disk_element)};
const Element bitmaps_element{bitmaps_rows};

constexpr Row tail_rows[] = {
    inside("network", network_element),
    maybe("nbd", FIELD(MigrationCookie, nbd), nbd_element),
    maybe("statistics", FIELD(MigrationCookie, statistics), statistics_element),
    maybe("cpu", FIELD(MigrationCookie, cpu), cpu_element),
};
const Element tail_element{tail_rows};
constexpr Row last_rows[] = {inside("blockDirtyBitmaps", bitmaps_element)};
const Element last_element{last_rows};

constexpr std::string_view known_features[] = {"graphics", "lockstate", "persistent", "network", "nbd", "statistics", "memory-hotplug",
                                               "cpu-hotplug", "cpu", "allowReboot", "capabilities", "blockDirtyBitmaps"};

std::string text_in(const xml::Node& n, const char* child) {
    const xml::Node* c = n.child(child);
    return c ? std::string(c->text) : std::string();
}

int port_of(const xml::Node& n, const char* attribute) {
    auto v = read_whole(n.value(attribute), 10);
    if (!v || *v < -1 || *v > 65535) fail(Code::internal_error, vireo::Domain::qemu, "missing {} attribute in migration data", attribute);
    return static_cast<int>(*v);
}

MigrationGraphics read_graphics(const xml::Node& n) {
    MigrationGraphics g;
    auto type = from_word<GraphicsType>(n.value("type"));
    if (!type) fail(Code::internal_error, vireo::Domain::qemu, "unknown graphics type {}", n.value("type"));
    g.type = *type;
    g.port = port_of(n, "port");
    if (g.type == GraphicsType::spice) g.tls_port = port_of(n, "tlsPort");
    if (!n.has("listen")) fail(Code::internal_error, vireo::Domain::qemu, "missing listen attribute in migration data");
    g.listen = n.value("listen");
    for (const auto& c : n.elements())
        if (c.is("cert") && c.value("info") == "subject") g.tls_subject = c.value("value");
    return g;
}

void write_graphics(xml::Writer& w, const MigrationGraphics& g) {
    w.open("graphics");
    w.plain_attribute("type", word(g.type));
    w.plain_attribute("port", std::to_string(g.port));
    w.attribute("listen", g.listen);
    if (g.type == GraphicsType::spice) w.plain_attribute("tlsPort", std::to_string(g.tls_port));
    if (!g.tls_subject.empty()) {
        w.open("cert");
        w.plain_attribute("info", "subject");
        w.attribute("value", g.tls_subject);
        w.close();
    }
    w.close();
}

}  // namespace

MigrationCookie make_cookie(const model::Domain& guest, MigrationHost local, unsigned parts) {
    MigrationCookie c;
    c.name = guest.name;
    c.uuid = guest.uuid;
    c.local = std::move(local);
    if (parts & migrate_memory_hotplug) c.features.emplace_back("memory-hotplug");
    if (parts & migrate_cpu_hotplug) c.features.emplace_back("cpu-hotplug");
    if (parts & migrate_graphics)
        // Only SPICE's clients can be told to move over.
        for (const auto& g : guest.devices.graphics) {
            if (g.type != GraphicsType::spice) continue;
            const auto& listen = g.listens.empty() ? GraphicsListen{} : g.listens.front();
            c.graphics = MigrationGraphics{g.type, listen.address, g.port.value_or(-1), g.tls_port.value_or(-1), ""};
            break;
        }
    if (parts & migrate_capabilities) c.capabilities.emplace();
    return c;
}

MigrationCookie parse_cookie(std::string_view text, const std::string& name, const Uuid& uuid, MigrationHost local,
                             const model::ParseOptions& options) {
    auto document = xml::parse(text, {.domain = vireo::Domain::qemu});
    xml::expect_root(document, "qemu-migration");
    const xml::Node& root = document.root();
    MigrationCookie c;
    c.local = std::move(local);
    c.name = text_in(root, "name");
    if (c.name.empty()) fail(Code::internal_error, vireo::Domain::qemu, "missing name element in migration data");
    if (c.name != name) fail(Code::internal_error, vireo::Domain::qemu, "Incoming cookie data had unexpected name {} vs {}", c.name, name);
    const auto own = Uuid::parse(text_in(root, "uuid"));
    if (!own) fail(Code::internal_error, vireo::Domain::qemu, "missing uuid element in migration data");
    if (!(*own == uuid))
        fail(Code::internal_error, vireo::Domain::qemu, "Incoming cookie data had unexpected UUID {} vs {}", own->text(), uuid.text());
    c.uuid = *own;
    MigrationHost remote;
    remote.name = text_in(root, "hostname");
    if (remote.name.empty()) fail(Code::internal_error, vireo::Domain::qemu, "missing hostname element in migration data");
    const auto host = Uuid::parse(text_in(root, "hostuuid"));
    if (!host) fail(Code::internal_error, vireo::Domain::qemu, "missing hostuuid element in migration data");
    if (*host == c.local.uuid) fail(Code::internal_error, vireo::Domain::qemu, "Attempt to migrate guest to the same host {}", host->text());
    remote.uuid = *host;
    c.remote = std::move(remote);
    for (const auto& n : root.elements()) {
        if (n.is("feature")) {
            const auto feature = n.value("name");
            if (std::find(std::begin(known_features), std::end(known_features), feature) == std::end(known_features))
                fail(Code::internal_error, vireo::Domain::qemu, "Unknown migration cookie feature {}", feature);
        } else if (n.is("graphics")) {
            c.graphics = read_graphics(n);
        } else if (n.is("lockstate")) {
            c.lock_driver = n.value("driver");
            if (c.lock_driver.empty()) fail(Code::internal_error, vireo::Domain::qemu, "Missing lock driver name in migration cookie");
            c.lock_state = text_in(n, "leases");
        } else if (n.is("domain")) {
            model::ParseOptions o = options;
            o.flags |= parse_inactive | parse_skip_checks;
            c.persistent = std::make_shared<const model::Domain>(parse_domain(n, o));
        } else if (n.is("allowReboot")) {
            c.remote_allow_reboot = from_word<YesNo>(n.value("value")).value_or(YesNo::absent);
        } else if (n.is("capabilities")) {
            c.capabilities.emplace();
            ParseContext cx;
            for (const auto& e : n.elements())
                if (e.is("cap")) row::parse(capability_element, e, &c.capabilities->emplace_back(), cx);
        }
    }
    ParseContext cx{parse_inactive, &options};
    row::parse(tail_element, root, &c, cx);
    row::parse(last_element, root, &c, cx);
    // What a side can do is always told.
    if (!c.capabilities) c.capabilities.emplace();
    return c;
}

std::string format_cookie(const MigrationCookie& c) {
    xml::Writer w;
    FormatContext cx{w, format_secure};
    w.open("qemu-migration");
    w.leaf("name", c.name);
    w.leaf("uuid", c.uuid.text());
    w.leaf("hostname", c.local.name);
    w.leaf("hostuuid", c.local.uuid.text());
    for (const auto& f : c.features) {
        w.open("feature");
        w.plain_attribute("name", f);
        w.close();
    }
    if (c.graphics) write_graphics(w, *c.graphics);
    if (!c.lock_state.empty()) {
        w.open("lockstate");
        w.attribute("driver", c.lock_driver);
        w.leaf("leases", c.lock_state);
        w.close();
    }
    if (c.persistent) {
        std::string text = format_domain(*c.persistent, format_secure | format_inactive | format_migratable, 1);
        std::string_view body = text;
        while (!body.empty() && body.back() == '\n') body.remove_suffix(1);
        while (body.starts_with(' ')) body.remove_prefix(1);
        w.verbatim(body);
    }
    row::format(tail_element, &c, cx);
    if (c.allow_reboot != YesNo::absent) {
        w.open("allowReboot");
        w.plain_attribute("value", word(c.allow_reboot));
        w.close();
    }
    if (c.capabilities) {
        w.open("capabilities");
        w.begin_content();
        for (const auto& e : *c.capabilities) {
            w.open("cap");
            row::format(capability_element, &e, cx);
            w.close();
        }
        w.close();
    }
    row::format(last_element, &c, cx);
    w.close();
    return w.take();
}

json::Json bitmap_mapping(const std::vector<MigrationBitmapDisk>& disks, const std::map<std::string, std::string>& nodes) {
    using json::Json;
    Json list = Json::array();
    for (const auto& d : disks) {
        auto node = nodes.find(d.target);
        if (node == nodes.end()) continue;
        Json bitmaps = Json::array();
        for (const auto& b : d.bitmaps) {
            Json one{{"name", b.name}, {"alias", b.alias}};
            if (b.persistent) one["transform"] = Json{{"persistent", true}};
            bitmaps.push_back(std::move(one));
        }
        list.push_back(Json{{"node-name", node->second}, {"alias", d.target}, {"bitmaps", std::move(bitmaps)}});
    }
    return Json{{"block-bitmap-mapping", std::move(list)}};
}

}  // namespace vireo::qemu
