// SPDX-License-Identifier: LGPL-2.1-or-later
// The grammar that the rows give: how much of a document rows describe, whether anything that the interface knows is
// missing, and documents made from the grammar that must be read, printed and read again.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>

#include "base/error.h"
#include "json/json.h"
#include "model/domain/domain.h"
#include "model/domain/domain_xml.h"
#include "model/row/plan.h"
#include "model/schema/schema.h"
#include "model/schema/validate.h"
#include "round_trip.h"
#include "xml/parse.h"
#include "xml/relaxng.h"

namespace vireo::model {
namespace {

using namespace row;

std::string read_file(const std::string& path) {
    std::ifstream in(path);
    std::stringstream all;
    all << in.rdbuf();
    return all.str();
}

std::string corpus() {
    const char* c = std::getenv("VIREO_CORPUS");
    return c ? c : "";
}

// --- counting ---

struct Count {
    std::set<const Row*> rows, attributes;
    std::set<std::pair<const void*, const void*>> custom;
    std::vector<std::string> twins;
};

void count(const Element& e, Count& c, std::set<const Element*>& seen, const std::string& path) {
    if (!seen.insert(&e).second) return;
    const Plan& plan = plan_of(e);
    for (const auto* rows : {&plan.attributes, &plan.contents, &plan.children})
        for (const PlanRow& p : *rows) {
            const Row& r = *p.row;
            if (r.where == Where::custom) {
                if (r.read || r.write)
                    c.custom.insert({reinterpret_cast<const void*>(r.read), reinterpret_cast<const void*>(r.write)});
                continue;
            }
            c.rows.insert(&r);
            if (r.where == Where::attribute || r.where == Where::sized) c.attributes.insert(&r);
            if (r.element) count(*r.element, c, seen, path + "/" + std::string(r.name));
        }
    // Two rows of one name must not apply at once.
    for (const PlanRow& p : plan.attributes)
        for (const PlanRow& q : plan.attributes)
            if (&p < &q && p.row->where == Where::attribute && p.row->name == q.row->name &&
                !((p.row->guard || p.row->only_if || p.outer) && (q.row->guard || q.row->only_if || q.outer)))
                c.twins.push_back(path + "/@" + std::string(p.row->name));
}

TEST(Grammar, EveryAttributeHasOneRow) {
    Count c;
    std::set<const Element*> seen;
    count(domain_element, c, seen, "/domain");
    const double share = 100.0 * static_cast<double>(c.custom.size()) / static_cast<double>(c.rows.size());
    std::cout << "rows " << c.rows.size() << ", attributes " << c.attributes.size() << ", parsed and printed by hand "
              << c.custom.size() << fmt::format(" ({:.2f} %)\n", share);
    EXPECT_GT(c.attributes.size(), 600u);
    EXPECT_LT(share, 3.0);
    for (const auto& t : c.twins) ADD_FAILURE() << t << " has two rows at once";
}

// --- what the interface knows ---

// Names below each chain of elements: children, and attributes with '@'. What may never appear is not counted.
using Known = std::map<std::string, std::set<std::string>>;

class Reader {
  public:
    explicit Reader(const std::string& file) { load(file); }
    Reader(const std::string&, const std::string& text) { take(text, ""); }
    Known known() {
        for (const auto* s : starts_) walk(*s, "");
        return std::move(known_);
    }

  private:
    void load(const std::string& file) { take(read_file(file), file.substr(0, file.rfind('/') + 1)); }
    void take(const std::string& text, const std::string& folder) {
        documents_.push_back(std::make_unique<xml::Document>(xml::parse(text)));
        for (const auto& n : documents_.back()->root().elements()) {
            if (n.name == "include") load(folder + std::string(n.value("href")));
            if (n.name == "define") definitions_[std::string(n.value("name"))].push_back(&n);
            if (n.name == "start") starts_.push_back(&n);
        }
    }
    static bool impossible(const xml::Node& n) { return n.first && n.first->name == "notAllowed"; }
    // Chains are cut to their last four names, which ends recursion.
    static std::string below(const std::string& path, std::string_view name) {
        std::string full = path + "/" + std::string(name);
        auto slashes = std::count(full.begin(), full.end(), '/');
        std::size_t at = 0;
        for (; slashes > 4; --slashes) at = full.find('/', at + 1);
        return full.substr(at);
    }
    void walk(const xml::Node& n, const std::string& path) {
        for (const auto& c : n.elements()) {
            const auto name = c.value("name");
            if (c.name == "ref") {
                if (visited_.insert({std::string(name), path}).second)
                    for (const auto* d : definitions_[std::string(name)]) walk(*d, path);
            } else if (c.name == "attribute") {
                if (!name.empty()) known_[path].insert("@" + std::string(name));
            } else if (c.name == "element") {
                if (name.empty() || impossible(c)) continue;
                known_[path].insert(std::string(name));
                auto inner = below(path, name);
                if (elements_.insert({&c, inner}).second) walk(c, inner);
            } else {
                walk(c, path);
            }
        }
    }

    std::vector<std::unique_ptr<xml::Document>> documents_;
    std::map<std::string, std::vector<const xml::Node*>> definitions_;
    std::vector<const xml::Node*> starts_;
    std::set<std::pair<std::string, std::string>> visited_;
    std::set<std::pair<const xml::Node*, std::string>> elements_;
    Known known_;
};

TEST(Grammar, NothingIsMissing) {
    const std::string reference = corpus() + "/schemas/src/conf/schemas/domain.rng";
    if (corpus().empty() || read_file(reference).empty()) GTEST_SKIP() << "no recorded cases";
    Known theirs = Reader(reference).known(), ours = Reader("", schema_text("domain")).known();
    std::size_t names = 0;
    for (const auto& [path, all] : theirs)
        for (const auto& name : all) {
            ++names;
            EXPECT_TRUE(ours[path].contains(name)) << path << " " << name;
        }
    std::cout << names << " names looked for\n";
    EXPECT_GT(names, 3000u);
}

// --- round trips ---

TEST(RoundTrip, RecordedDocumentsAreFixedPoints) {
    std::ifstream manifest(corpus() + "/schemas/manifest.jsonl");
    if (corpus().empty() || !manifest) GTEST_SKIP() << "no recorded cases";
    std::size_t read = 0, refused = 0;
    const auto options = test::steady();
    for (std::string line; std::getline(manifest, line);) {
        auto c = json::parse(line);
        if (!std::string(c["inputs"]["schema"].get<std::string>()).ends_with("/domain.rng")) continue;
        const std::string file = c["inputs"]["xml"].get<std::string>();
        auto [once, again] = test::twice(read_file(corpus() + "/" + file), options);
        once.empty() ? ++refused : ++read;
        if (test::settled(once, again, options)) continue;
        EXPECT_EQ(once, again) << file;
    }
    std::cout << read << " documents read, " << refused << " refused\n";
    EXPECT_GT(read, 1500u);
}

TEST(Validate, SaysWhatIsWrong) {
    const std::string good = "<domain type='test'><name>x</name><memory>1024</memory><os><type>hvm</type></os></domain>";
    EXPECT_NO_THROW(validate("domain", "domain", good, vireo::Domain::domain));
    auto message = [](const std::string& text) {
        try {
            validate("domain", "domain", text, vireo::Domain::domain);
        } catch (const Error& e) {
            EXPECT_EQ(e.code, Code::xml_invalid_schema);
            EXPECT_EQ(e.domain, vireo::Domain::xml);
            return e.message;
        }
        return std::string();
    };
    const std::string head = "XML document failed to validate against schema: Unable to validate doc against /usr/share/libvirt/schemas/domain.rng\n";
    EXPECT_EQ(message("<domain type='test'><name>x</name><memory>1024</memory><os><type>hvm</type></os><bogus/></domain>"),
              head + "Element domain has extra content: bogus\n");
    EXPECT_EQ(message("<domain type='test'><name>x</name><memory>1024</memory><os><type>hvm</type></os><devices><disk type='file' "
                      "foo='bar'><target dev='hda'/></disk></devices></domain>"),
              head + "Extra element devices in interleave\nElement domain failed to validate content\n");
}

TEST(Schemas, AllAreGrammars) {
    for (auto name : schema_names()) EXPECT_NO_THROW(xml::RelaxNg{schema_text(name)}) << name;
}

}  // namespace
}  // namespace vireo::model
