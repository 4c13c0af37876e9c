// SPDX-License-Identifier: LGPL-2.1-or-later
// Capability documents against recorded ones. The CPU part is compared without the host's model and without names of
// canonical models, which recorded capabilities do not tell.
#include <gtest/gtest.h>

#include <fstream>

#include "corpus.h"
#include "drivers/qemu/caps/cache_xml.h"
#include "drivers/qemu/caps/documents.h"
#include "json/json.h"

namespace vireo::qemu {
namespace {

void cut(std::string& text, const std::string& from, const std::string& to) {
    for (std::size_t at; (at = text.find(from)) != std::string::npos;) {
        const std::size_t end = text.find(to, at + from.size());
        if (end == std::string::npos) return;
        text.erase(at, end + to.size() - at);
    }
}

std::string comparable(std::string text) {
    cut(text, "<mode name='host-model' supported='yes'>", "</mode>");
    cut(text, " canonical='", "'");
    return text;
}

TEST(DocumentsCorpus, DomainCapabilities) {
    const std::string root = test::corpus_root();
    if (root.empty()) GTEST_SKIP() << "VIREO_CORPUS is not set";
    std::ifstream in(root + "/domaincaps/manifest.jsonl");
    unsigned all = 0, same = 0;
    for (std::string line; std::getline(in, line);) {
        const json::Json row = json::parse(line);
        const json::Json& p = row["params"];
        if (p.value("driver", json::Json()) != "qemu" || p["arch"] != "x86_64") continue;
        const QemuCaps caps = read_caps(test::slurp(root + "/" + row["inputs"]["caps_xml"].get<std::string>()), nullptr);
        DomainCapsHost host;
        for (const auto& l : p["loader_paths_override"]) host.loaders.push_back(l);
        for (const auto& v : p["swtpm_versions"]) host.swtpm_versions.push_back(v);
        host.efi = host.secure_loader = host.vfio = host.rdp = true;
        const std::string virt = p["virt_type"];
        const auto type = virt == "kvm" ? model::VirtType::kvm : virt == "hvf" ? model::VirtType::hvf : model::VirtType::qemu;
        const std::string machine = p["machine"].is_string() ? p["machine"].get<std::string>() : caps.preferred_machine(caps.kvm ? Accelerator::kvm : caps.hvf ? Accelerator::hvf : Accelerator::tcg);
        const std::string got = comparable(format_domain_caps(caps, type, machine, host));
        const std::string want = comparable(test::slurp(root + "/" + row["expected"]["xml"].get<std::string>()));
        ++all;
        if (got == want || got == want + "\n")
            ++same;
        else if (const char* dump = std::getenv("VIREO_DUMP")) {
            std::ofstream(std::string(dump) + "/" + row["id"].get<std::string>() + ".got") << got;
            std::ofstream(std::string(dump) + "/" + row["id"].get<std::string>() + ".want") << want;
        }
    }
    printf("domain capabilities: %u of %u\n", same, all);
    EXPECT_GE(same, 20u);  // the rest needs what QEMU says about SEV and SGX, which is not kept yet
}

}  // namespace
}  // namespace vireo::qemu
