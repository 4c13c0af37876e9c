// SPDX-License-Identifier: LGPL-2.1-or-later
#include "model/storage/gluster.h"

#include "base/error.h"
#include "xml/parse.h"
#include "xml/writer.h"

namespace vireo::model {

namespace {

const xml::Node* child(const xml::Node& node, std::string_view name) {
    for (const auto& c : node.elements())
        if (c.is(name)) return &c;
    return nullptr;
}

}  // namespace

std::vector<std::string> parse_gluster_volumes(std::string_view answer) {
    const auto document = xml::parse(answer);
    std::vector<std::string> out;
    const auto* info = document.root().is("cliOutput") ? child(document.root(), "volInfo") : nullptr;
    const auto* volumes = info ? child(*info, "volumes") : nullptr;
    if (!volumes) return out;
    for (const auto& v : volumes->elements()) {
        if (!v.is("volume")) continue;
        const auto* name = child(v, "name");
        if (!name || name->text.empty()) fail(Code::internal_error, vireo::Domain::storage, "failed to extract gluster volume name");
        out.emplace_back(name->text);
    }
    return out;
}

std::string format_gluster_sources(const std::vector<std::string>& volumes, std::string_view host, PoolType type) {
    xml::Writer w(256);
    w.open("sources");
    for (const auto& v : volumes) {
        w.open("source");
        w.open("host");
        w.attribute("name", host);
        w.close();
        w.open("dir");
        w.attribute("path", type == PoolType::gluster ? "/" : v);
        w.close();
        if (type == PoolType::gluster) {
            w.leaf("name", v);
        } else {
            w.open("format");
            w.plain_attribute("type", "glusterfs");
            w.close();
        }
        w.close();
    }
    w.close();
    return w.take();
}

}  // namespace vireo::model
