// SPDX-License-Identifier: LGPL-2.1-or-later
// Our own reader of plain XML against the library: what it accepts the library accepts too, and both give the same tree.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "xml/parse.h"

using namespace vireo::xml;

namespace {

bool equal(const Node& a, const Node& b) {
    auto same_attribute = [](const Attribute& x, const Attribute& y) { return x.name == y.name && x.prefix == y.prefix && x.ns == y.ns && x.value == y.value; };
    auto same_space = [](const NamespaceDeclaration& x, const NamespaceDeclaration& y) { return x.prefix == y.prefix && x.uri == y.uri; };
    if (a.kind != b.kind || a.line != b.line || a.name != b.name || a.prefix != b.prefix || a.ns != b.ns || a.text != b.text ||
        !std::equal(a.attributes.begin(), a.attributes.end(), b.attributes.begin(), b.attributes.end(), same_attribute) ||
        !std::equal(a.declarations.begin(), a.declarations.end(), b.declarations.begin(), b.declarations.end(), same_space)) {
        std::fprintf(stderr, "%.*s differs\n", static_cast<int>(a.name.size()), a.name.data());
        return false;
    }
    const Node *x = a.first, *y = b.first;
    for (; x && y; x = x->next, y = y->next)
        if (!equal(*x, *y)) return false;
    return !x && !y;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    ParseOptions library;
    library.plain_first = false;
    try {
        const auto ours = parse(text);
        try {
            const auto theirs = parse(text, library);
            if (!equal(ours.root(), theirs.root())) std::abort();
        } catch (const vireo::Error& e) {
            std::fprintf(stderr, "accepted, but: %s\n", e.message.c_str());
            std::abort();
        }
    } catch (const vireo::Error&) {
    }
    return 0;
}
