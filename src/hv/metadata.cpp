// SPDX-License-Identifier: LGPL-2.1-or-later
#include "hv/metadata.h"

#include "base/error.h"
#include "base/text.h"
#include "xml/parse.h"

namespace vireo::hv {
namespace {

constexpr int stored_level = 2;  // depth of an element inside <domain><metadata>

// Prints a tree the way libxml2 does, moving elements from one namespace to another while it goes.
struct Printer {
    std::string_view from;    // elements of this namespace URI ...
    std::string_view prefix;  // ... get this prefix (empty: none)
    std::string_view drop;    // declarations of this URI are left out
    std::string_view declare; // URI that the root declares for `prefix`
    std::string out;

    void name(const xml::Node& n) {
        std::string_view p = n.ns == from ? prefix : n.prefix;
        if (!p.empty()) {
            out += p;
            out += ':';
        }
        out += n.name;
    }

    void declaration(std::string_view p, std::string_view uri) {
        out += p.empty() ? " xmlns" : " xmlns:";
        out += p;
        out += "=\"";
        xml::escape_as_libxml(out, uri, true);
        out += '"';
    }

    void element(const xml::Node& n, int level, bool format, bool root) {
        out += '<';
        name(n);
        for (const auto& d : n.declarations)
            if (drop.empty() || d.uri != drop) declaration(d.prefix, d.uri);
        if (root && !declare.empty()) declaration(prefix, declare);
        for (const auto& a : n.attributes) {
            out += ' ';
            if (!a.prefix.empty()) {
                out += a.prefix;
                out += ':';
            }
            out += a.name;
            out += "=\"";
            xml::escape_as_libxml(out, a.value, true);
            out += '"';
        }
        if (!n.first) {
            out += "/>";
            return;
        }
        out += '>';
        for (const xml::Node* c = n.first; c && format; c = c->next)
            if (c->kind == xml::NodeKind::text || c->kind == xml::NodeKind::cdata) format = false;
        for (const xml::Node* c = n.first; c; c = c->next) {
            if (format) indent(level + 1);
            child(*c, level + 1, format);
        }
        if (format) indent(level);
        out += "</";
        name(n);
        out += '>';
    }

    void child(const xml::Node& n, int level, bool format) {
        switch (n.kind) {
            case xml::NodeKind::element: element(n, level, format, false); break;
            case xml::NodeKind::text: xml::escape_as_libxml(out, n.text, false); break;
            case xml::NodeKind::cdata: out += fmt::format("<![CDATA[{}]]>", n.text); break;
            case xml::NodeKind::comment: out += fmt::format("<!--{}-->", n.text); break;
            case xml::NodeKind::instruction: out += fmt::format("<?{} {}?>", n.name, n.text); break;
        }
    }

    void indent(int level) {
        out += '\n';
        out.append(static_cast<std::size_t>(level) * 2, ' ');
    }
};

bool is_name(std::string_view s) {
    if (s.empty() || (!is_alpha(s[0]) && s[0] != '_' && !(s[0] & 0x80))) return false;
    return std::all_of(s.begin(), s.end(), [](char c) { return is_alnum(c) || c == '_' || c == '-' || c == '.' || (c & 0x80); });
}

// Stored elements are dumps of single elements, so they parse; they are few.
bool belongs(const std::string& stored, std::string_view uri) { return xml::parse(stored).root().ns == uri; }

[[noreturn]] void absent() {
    fail(Code::no_domain_metadata, Domain::domain, "Requested metadata element is not present");
}

}  // namespace

MetadataType metadata_type(int type) {
    if (type < 0 || type > 2) fail(Code::invalid_arg, Domain::domain, "unknown metadata type '{}'", type);
    return static_cast<MetadataType>(type);
}

std::string get_metadata(const model::Domain& domain, MetadataType type, const std::optional<std::string>& uri) {
    if (type != MetadataType::element) {
        const std::string& text = type == MetadataType::title ? domain.title : domain.description;
        if (text.empty()) absent();
        return text;
    }
    if (domain.metadata && uri)
        for (const auto& stored : *domain.metadata) {
            auto document = xml::parse(stored);
            if (document.root().ns != *uri || uri->empty()) continue;
            Printer p{.from = *uri, .prefix = {}, .drop = *uri, .declare = {}, .out = {}};
            p.element(document.root(), 0, true, true);
            return std::move(p.out);
        }
    absent();
}

void set_metadata(model::Domain& domain, MetadataType type, const std::optional<std::string>& value,
                  const std::optional<std::string>& key, const std::optional<std::string>& uri) {
    if (type == MetadataType::title) {
        domain.title = value.value_or("");
        return;
    }
    if (type == MetadataType::description) {
        domain.description = value.value_or("");
        return;
    }
    const std::string ns = uri.value_or("");
    std::string element;
    if (value) {
        auto document = xml::parse(*value, {.domain = Domain::domain});
        if (!is_name(key.value_or("")))
            fail(Code::internal_error, Domain::xml, "failed to validate prefix for a new XML namespace");
        Printer p{.from = {}, .prefix = *key, .drop = {}, .declare = ns, .out = {}};
        p.element(document.root(), stored_level, true, true);
        element = std::move(p.out);
    }
    auto all = domain.metadata ? std::make_shared<std::vector<std::string>>(*domain.metadata)
                               : std::make_shared<std::vector<std::string>>();
    std::erase_if(*all, [&](const std::string& stored) { return belongs(stored, ns); });
    if (!element.empty()) all->push_back(std::move(element));
    domain.metadata = all->empty() ? nullptr : std::move(all);
}

}  // namespace vireo::hv
