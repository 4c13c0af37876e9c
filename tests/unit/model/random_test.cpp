// SPDX-License-Identifier: LGPL-2.1-or-later
// Documents made from the grammar: they must be valid, be read, be printed as valid documents, and be read again equal.
// VIREO_RANDOM_DOCUMENTS=10000 makes that many for each of three seeds; then every row must have had its turn with each.
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

#include "base/error.h"
#include "base/text.h"
#include "model/domain/domain.h"
#include "model/domain/domain_xml.h"
#include "model/schema/schema.h"
#include "random_document.h"
#include "round_trip.h"
#include "row_coverage.h"
#include "xml/parse.h"
#include "xml/relaxng.h"

namespace vireo::model {
namespace {

using test::RandomDocument;

ParseOptions options_for(bool live) {
    auto o = test::steady();
    if (live) o.flags &= ~static_cast<unsigned>(parse_inactive);
    return o;
}

// Rows that only one of grammar and reader knows: adapters of hosts look as those of storage pools do, but are read by
// name alone; filesystems on volumes are read and have never been part of the grammar.
bool beyond_reach(const std::string& place) {
    const std::string adapter = "/devices/hostdev/source/adapter/";
    if (place.starts_with("/devices/filesystem/source/@")) return place.ends_with("@pool") || place.ends_with("@volume");
    if (!place.starts_with(adapter)) return false;
    const std::string name = place.substr(adapter.size());
    return name == "@managed" || name.starts_with("@parent") || name.starts_with("@wwn") || name.starts_with("@wwp");
}

class Makers {
  public:
    explicit Makers(std::uint64_t seed)
        : text_(schema_text("domain")), grammar_(xml::parse(text_)), random_(grammar_.root(), seed), checker_(text_),
          parts_(random_.children("domain")), devices_(random_.children("devices")) {}

    // The next document: of a running guest, or a stored one.
    std::string make(bool live) {
        options_ = options_for(live);
        types_ = {"kvm", "qemu", "xen", "lxc", "test", "vmware", "bhyve", "hvf", "vz"};
        type_ = random_.chance(60) ? "kvm" : types_[random_.pick(types_.size())];
        rest_.clear();
        inner_.clear();
        singles_.clear();
        attributes_ = random_.chance(10) ? fmt::format(" id='{}'", random_.pick(100)) : "";
        for (const auto& [name, content] : {std::pair{"name", "<name>random</name>"}, {"uuid", "<uuid>c7a5fdbd-edaf-9455-926a-d65c16db1809</uuid>"},
                                            {"memory", "<memory>1048576</memory>"}, {"vcpu", "<vcpu>8</vcpu>"},
                                            {"os", "<os><type arch='x86_64' machine='pc'>hvm</type></os>"}})
            rest_.emplace_back(name, content);
        // Some elements lean on others.
        if (random_.chance(40)) rest_.emplace_back("iothreads", "<iothreads>20</iothreads>");
        if (random_.chance(20)) {  // what is there is not required
            rest_.erase(rest_.begin() + 3);
            rest_.erase(rest_.begin() + 1);
        } else if (random_.chance(40))
            rest_.emplace_back("cpu", "<cpu><numa><cell id='0' cpus='0-3' memory='524288'/><cell id='1' cpus='4-7' memory='524288'/></numa></cpu>");
        lean();
        if (!missing_.empty() && random_.chance(50)) hunt(missing_[random_.pick(missing_.size())]);
        for (std::size_t k = 2 + random_.pick(6); k > 0; --k) add();
        return document();
    }

    // Rows that no document has had yet: the next ones try for them.
    void ask_for(const std::set<std::string>& places) {
        missing_.assign(places.begin(), places.end());
        std::erase_if(missing_, beyond_reach);
    }

    const xml::RelaxNg& checker() const { return checker_; }
    std::vector<std::string> never() const {
        std::vector<std::string> out;
        for (const auto* all : {&parts_, &devices_})
            for (const auto& p : *all)
                if (p.name != "devices" && !accepted_.contains(p.name)) out.push_back(p.name);
        return out;
    }
    std::size_t pieces() const { return pieces_; }
    std::size_t dropped() const { return dropped_; }

  private:
    // What chance hardly ever brings together, for a reader wants it to match something elsewhere in the document: names
    // of throttle groups, masters of USB companions, distances between cells that exist.
    void lean() {
        auto outer = [&](std::string name, std::string content) {
            auto before = rest_;
            std::erase_if(rest_, [&](const auto& r) { return r.first == name; });
            rest_.emplace_back(std::move(name), std::move(content));
            if (!accepted(document())) rest_ = std::move(before);
        };
        auto inner = [&](std::string content) {
            inner_.push_back(std::move(content));
            if (!accepted(document())) inner_.pop_back();
        };
        if (random_.chance(15))
            outer("throttlegroups", "<throttlegroups><throttlegroup><total_bytes_sec>9000</total_bytes_sec><group_name>some</group_name></throttlegroup>"
                                    "<throttlegroup><read_iops_sec>70</read_iops_sec><group_name>7</group_name></throttlegroup></throttlegroups>");
        if (std::any_of(rest_.begin(), rest_.end(), [](const auto& r) { return r.first == "throttlegroups"; }) && random_.chance(40))
            inner(fmt::format("<disk type='file' device='disk'><source file='/a'/><throttlefilters><throttlefilter group='{}'/>{}</throttlefilters>"
                              "<target dev='vdz' bus='virtio'/></disk>",
                              random_.chance(50) ? "some" : "7", random_.chance(20) ? "<throttlefilter group='some'/>" : ""));
        if (random_.chance(10)) {
            inner("<controller type='usb' index='0' model='ich9-ehci1'/>");
            if (random_.chance(50)) inner(fmt::format("<controller type='usb' index='0' model='ich9-uhci1'><master startport='{}'/></controller>", random_.pick(6)));
        }
        if (random_.chance(10))
            outer("cpu", fmt::format("<cpu><numa><cell id='0' cpus='0-3' memory='524288'><distances><sibling id='0' value='10'/><sibling id='1' value='{}'/>"
                                     "</distances></cell><cell id='1' cpus='4-7' memory='524288'/></numa></cpu>",
                                     10 + random_.pick(246)));
    }
    // What the grammar allows and a reader refuses is left out, as is what only fits alone.
    void add() {
        const bool device = random_.chance(60);
        const auto& kinds = device ? devices_ : parts_;
        const auto& kind = kinds[random_.pick(kinds.size())];
        if (kind.name == "devices" || (device && !kind.many && singles_.contains(kind.name))) return;
        for (int tries = 0; tries < (device ? 3 : 8) && !add(kind, device); ++tries) {}
    }
    void hunt(std::string_view place) {
        std::vector<std::string> names;
        for (auto& part : vireo::split(place.substr(1), '/')) names.emplace_back(part);
        const bool device = names[0] == "devices";
        if (device) names.erase(names.begin());
        const auto& kinds = device ? devices_ : parts_;
        auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const auto& k) { return !names.empty() && k.name == names[0]; });
        if (kind == kinds.end() || (device && !kind->many && singles_.contains(kind->name))) return;
        random_.wish({names.begin() + 1, names.end()});
        for (int tries = 0; tries < 8 && !add(*kind, device); ++tries) {}
        random_.wish({});
    }
    bool add(const RandomDocument::Piece& kind, bool device) {
        ++pieces_;
        const std::string piece = random_.element(kind);
        auto before = rest_;
        auto same = std::find_if(rest_.begin(), rest_.end(), [&](const auto& r) { return r.first == kind.name; });
        if (device) {
            inner_.push_back(piece);
        } else if (same != rest_.end() && !kind.many) {
            same->second = piece;
        } else {
            rest_.emplace_back(kind.name, piece);
        }
        const bool good = accepted(document());
        random_.judge(good);
        if (good) {
            accepted_.insert(kind.name);
            if (device && !kind.many) singles_.insert(kind.name);
            return true;
        }
        ++dropped_;
        if (device) inner_.pop_back();
        else rest_ = std::move(before);
        return false;
    }
    bool accepted(const std::string& whole) const {
        try {
            (void)parse_domain(whole, options_);
        } catch (const Error&) {
            return false;
        }
        return true;
    }
    std::string document() const {
        std::string out = "<domain type='" + type_ + "'" + attributes_ + ">";
        for (const auto& r : rest_) out += r.second;
        out += "<devices>";
        for (const auto& d : inner_) out += d;
        return out + "</devices></domain>";
    }

    ParseOptions options_;
    std::string text_;
    xml::Document grammar_;
    RandomDocument random_;
    xml::RelaxNg checker_;
    std::vector<RandomDocument::Piece> parts_, devices_;
    std::vector<std::string> types_;
    std::string type_, attributes_;
    std::vector<std::pair<std::string, std::string>> rest_;
    std::vector<std::string> inner_;
    std::set<std::string> accepted_, singles_;
    std::vector<std::string> missing_;
    std::size_t pieces_ = 0, dropped_ = 0;
};

void one(const Makers& makers, const std::string& whole, bool live) {
    ASSERT_EQ(makers.checker().check(whole), "") << whole;
    std::pair<std::string, std::string> out;
    const auto options = options_for(live);
    const unsigned flags = live ? row::format_secure : test::stored;
    try {
        out = test::twice(whole, options, flags);
    } catch (const Error& e) {
        ADD_FAILURE() << "what was printed is refused: " << e.message << "\n" << whole;
        return;
    }
    EXPECT_FALSE(out.first.empty()) << whole;
    if (!test::settled(out.first, out.second, options, flags)) {
        EXPECT_EQ(out.first, out.second) << whole;
    }
    EXPECT_EQ(makers.checker().check(out.first), "") << "printed but not valid:\n" << whole << "\n" << out.first;
}

TEST(RoundTrip, RandomDocuments) {
    const char* wanted = std::getenv("VIREO_RANDOM_DOCUMENTS");
    const char* seed = std::getenv("VIREO_RANDOM_SEED");
    const std::size_t documents = wanted ? static_cast<std::size_t>(std::atol(wanted)) : 300;
    std::vector<std::uint64_t> seeds = {20261122};
    if (documents >= 10000) seeds = {20261122, 7, 1234567891};
    if (seed) seeds = {static_cast<std::uint64_t>(std::atoll(seed))};
    for (auto s : seeds) {
        Makers makers(s);
        test::RowCoverage coverage(domain_element);
        for (std::size_t n = 0; n < documents; ++n) {
            const bool live = n % 3 == 0;
            const auto whole = makers.make(live);
            one(makers, whole, live);
            if (::testing::Test::HasFatalFailure()) return;
            auto tree = xml::parse(whole);
            Domain fresh;
            const auto options = options_for(live);
            row::ParseContext cx{.flags = options.flags, .options = &options};
            coverage.add(tree.root(), &fresh, cx);
            if (n % 100 == 99) makers.ask_for(coverage.missing());
        }
        const auto never = makers.never();
        std::cout << "seed " << s << ": " << documents << " documents of " << makers.pieces() << " pieces, " << makers.dropped()
                  << " pieces dropped; " << coverage.covered() << " of " << coverage.rows() << " rows\n";
        for (const auto& name : never) std::cout << "no document has " << name << "\n";
        EXPECT_LT(makers.dropped(), makers.pieces());
        if (documents < 10000) continue;
        EXPECT_TRUE(never.empty());
        for (const auto& place : coverage.missing())
            if (!beyond_reach(place)) ADD_FAILURE() << "no document of seed " << s << " has " << place;
    }
}

}  // namespace
}  // namespace vireo::model
