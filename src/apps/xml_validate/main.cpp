// SPDX-License-Identifier: LGPL-2.1-or-later
// virt-xml-validate: a document held against the grammar that its root element asks for. The grammars are our own rows',
// so nothing has to be installed for it.
#include <cstdio>
#include <fstream>
#include <iterator>
#include <sstream>

#include "base/error.h"
#include "model/schema/schema.h"
#include "model/schema/validate.h"
#include "xml/parse.h"
#include "xml/relaxng.h"

using namespace vireo;

namespace {

enum Exit { valid = 0, wrong_usage = 1, no_document = 2, invalid = 3, no_schema = 4 };

constexpr struct {
    std::string_view root, schema;
} kinds[] = {
    {"cpu", "cpu"},
    {"domain", "domain"},
    {"inactiveDomain", "inactiveDomain"},
    {"domainsnapshot", "domainsnapshot"},
    {"domaincheckpoint", "domaincheckpoint"},
    {"domainbackup", "domainbackup"},
    {"domainCapabilities", "domaincaps"},
    {"network", "network"},
    {"networkport", "networkport"},
    {"pool", "storagepool"},
    {"storagepoolCapabilities", "storagepoolcaps"},
    {"volume", "storagevol"},
    {"capabilities", "capability"},
    {"device", "nodedev"},
    {"interface", "interface"},
    {"filter", "nwfilter"},
    {"filterbinding", "nwfilterbinding"},
    {"secret", "secret"},
};

int usage(const char* self) {
    std::printf(
        "Usage:\n  %s XML-FILE [SCHEMA-NAME]\n  %s OPTION\n\nOptions:\n"
        "  -h | --help        Display program help\n  -V | --version     Display program version\n",
        self, self);
    return valid;
}

int run(const char* self, const std::string& file, std::string schema) {
    std::string text;
    if (file == "-") {
        char buffer[65536];
        for (std::size_t n; (n = std::fread(buffer, 1, sizeof buffer, stdin)) > 0;) text.append(buffer, n);
    } else {
        std::ifstream in(file, std::ios::binary);
        if (!in) {
            std::fprintf(stderr, "%s: document %s does not exist\n", self, file.c_str());
            return no_document;
        }
        std::stringstream all;
        all << in.rdbuf();
        text = std::move(all).str();
    }
    std::string root;
    try {
        auto document = xml::parse(text, {.origin = file});
        root = document.root().name;
    } catch (const Error& e) {
        std::fprintf(stderr, "%s\n", e.message.c_str());
        return wrong_usage;
    }
    if (schema.empty()) {
        for (const auto& k : kinds)
            if (k.root == root) schema = k.schema;
        if (schema.empty()) {
            std::fprintf(stderr, "%s: cannot determine schema type for %s\n", self, file.c_str());
            return invalid;
        }
    }
    const std::string grammar = model::schema_text(schema);
    if (grammar.empty()) {
        std::fprintf(stderr, "%s: schema %s/%s.rng does not exist\n", self, std::string(model::schema_folder).c_str(), schema.c_str());
        return no_schema;
    }
    const auto remarks = xml::RelaxNg(grammar).remarks(text);
    for (const auto& r : remarks) {
        if (r.line && !r.element.empty())
            std::fprintf(stderr, "%s:%d: element %s: ", file.c_str(), r.line, r.element.c_str());
        std::fprintf(stderr, "Relax-NG validity error : %s\n", r.text.c_str());
    }
    std::fprintf(stderr, remarks.empty() ? "%s validates\n" : "%s fails to validate\n", file.c_str());
    return remarks.empty() ? valid : invalid;
}

}  // namespace

int main(int argc, char** argv) try {
    const char* self = argc > 0 ? argv[0] : "virt-xml-validate";
    int first = 1;
    if (argc > 1) {
        const std::string_view option = argv[1];
        // Long options may be cut short.
        auto is = [&](std::string_view shown, std::string_view whole) {
            return option == shown || (option.size() > 2 && whole.starts_with(option));
        };
        if (is("-h", "--help")) return usage(self);
        if (is("-V", "--version")) {
            std::printf("%s (libvirt) 11.3.0\n", self);
            return valid;
        }
        if (option == "--")
            first = 2;
        else if (option.size() > 1 && option[0] == '-') {
            std::fprintf(stderr, "%s: unrecognized option '%s'\n", self, argv[1]);
            return wrong_usage;
        }
    }
    const std::string file = argc > first ? argv[first] : "", schema = argc > first + 1 ? argv[first + 1] : "";
    if (file.empty()) {
        std::fprintf(stderr, "syntax: %s XMLFILE [TYPE]\n", self);
        return wrong_usage;
    }
    return run(self, file, schema);
} catch (const Error& e) {
    std::fprintf(stderr, "%s\n", e.message.c_str());
    return wrong_usage;
}
