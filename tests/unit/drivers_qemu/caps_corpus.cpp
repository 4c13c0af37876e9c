// SPDX-License-Identifier: LGPL-2.1-or-later
// Recorded conversations with many emulators against their capability documents. The recordings are not part of the
// tree: VIREO_CORPUS names the folder that holds them, without it the test is skipped.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "drivers/qemu/caps/cache_xml.h"
#include "drivers/qemu/caps/digest.h"
#include "json/json.h"

namespace vireo::qemu {
namespace {

std::string slurp(const std::filesystem::path& p) {
    std::ifstream in(p);
    std::stringstream s;
    s << in.rdbuf();
    return s.str();
}

// The two conversations of a recording; the second may be empty.
std::vector<Answers> replay(const std::string& text) {
    std::vector<Answers> out;
    std::string key;
    std::size_t at = 0;
    while ((at = text.find('{', at)) != std::string::npos) {
        std::size_t end = text.find("\n}\n", at);
        end = end == std::string::npos ? text.size() : end + 2;
        json::Json doc = json::Json::parse(text.substr(at, end - at), nullptr, false);
        at = end;
        if (doc.is_discarded()) ADD_FAILURE() << "bad recording";
        if (auto* command = json::find(doc, "execute")) {
            auto* arguments = json::find(doc, "arguments");
            key = Answers::key(command->get<std::string>(), arguments ? json::compact(*arguments) : "");
            if (key == "qmp_capabilities") out.emplace_back();
        } else if (auto* value = json::find(doc, "return"); value && !out.empty()) {
            out.back().add(key, *value);
        }
    }
    return out;
}

TEST(CapsCorpus, RecordedAnswersGiveTheRecordedCapabilities) {
    const char* root = std::getenv("VIREO_CORPUS");
    if (!root) GTEST_SKIP() << "VIREO_CORPUS is not set";
    unsigned seen = 0;
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(root) / "qemucapabilities/qemucapabilitiesdata")) {
        if (entry.path().extension() != ".replies") continue;
        const std::string name = entry.path().stem();
        auto conversations = replay(slurp(entry.path()));
        ASSERT_FALSE(conversations.empty());
        auto want_path = entry.path();
        want_path.replace_extension(".xml");
        const QemuCaps want = read_caps(slurp(want_path), nullptr);
        const bool hvf = want.hvf.has_value();
        const bool accelerated = want.kvm.has_value() || hvf;
        QemuCaps got = digest(want.emulator, accelerated ? &conversations[0] : nullptr,
                              accelerated ? (conversations.size() > 1 ? &conversations[1] : nullptr) : &conversations[0]);
        // The recorded documents do not say which model is another name for which.
        for (auto* a : {&got.kvm, &got.tcg})
            if (*a)
                for (auto& m : (*a)->cpus) m.alias_of.clear();
        EXPECT_EQ(got.version, want.version) << name;
        EXPECT_EQ(got.arch, want.arch) << name;
        std::set<std::string> a(got.flags().begin(), got.flags().end()), b(want.flags().begin(), want.flags().end());
        if (hvf) b.erase("hvf"), a.erase("kvm");
        std::string missing, extra;
        for (const auto& f : b)
            if (!a.contains(f)) missing += f + " ";
        for (const auto& f : a)
            if (!b.contains(f)) extra += f + " ";
        EXPECT_EQ(missing, "") << name;
        EXPECT_EQ(extra, "") << name;
        if (want.kvm && want.arch == "x86_64") {
            EXPECT_TRUE(got.kvm->machines == want.kvm->machines) << name;
            EXPECT_TRUE(got.kvm->cpus == want.kvm->cpus) << name;
            EXPECT_TRUE(got.kvm->host_cpu == want.kvm->host_cpu) << name;
            if (want.kvm->hyperv_known) { EXPECT_EQ(got.kvm->hyperv, want.kvm->hyperv) << name; }
        }
        if (want.tcg && got.tcg && want.arch == "x86_64") {
            EXPECT_TRUE(got.tcg->machines == want.tcg->machines) << name;
            EXPECT_TRUE(got.tcg->cpus == want.tcg->cpus) << name;
            EXPECT_TRUE(got.tcg->host_cpu == want.tcg->host_cpu) << name;
        }
        const std::string once = write_caps(got, {});
        if (const char* dump = std::getenv("VIREO_DUMP")) std::ofstream(std::filesystem::path(dump) / name) << once;
        EXPECT_TRUE(read_caps(once, nullptr) == got) << name;
        ++seen;
    }
    EXPECT_GT(seen, 20u);
}

}  // namespace
}  // namespace vireo::qemu
