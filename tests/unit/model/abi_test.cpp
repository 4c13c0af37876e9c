// SPDX-License-Identifier: LGPL-2.1-or-later
// Each way in which two definitions can differ, and what is told about it (abi_facts.tsv: seen on the reference).
#include <gtest/gtest.h>

#include <array>
#include <fstream>

#include "base/error.h"
#include "model/domain/domain.h"

namespace vireo::model {
namespace {

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    if (auto at = text.find(what); at != std::string::npos) text.replace(at, what.size(), by);
    return text;
}

std::string spelled_out(std::string text) {
    static const std::array<std::pair<std::string, std::string>, 7> tokens{{
        {"@H", "<domain type='test'><name>test</name><uuid>6695eb01-f6a4-8304-79aa-97f2502e193f</uuid>"},
        {"@M", "<memory unit='KiB'>524288</memory><currentMemory unit='KiB'>524288</currentMemory>"},
        {"@V", "<vcpu>2</vcpu>"},
        {"@O", "<os><type arch='x86_64'>hvm</type></os>"},
        {"@D", "<devices>"},
        {"@E", "</devices></domain>"},
        {"@P", "<address type='pci' domain='0x0000' bus='0x00' slot='0x05' function='0x0'/>"},
    }};
    for (const auto& [token, means] : tokens) text = replaced(std::move(text), token, means);
    return text;
}

TEST(Abi, TellsTheFirstDifferenceAsTheReferenceDoes) {
    std::ifstream in(ABI_FACTS);
    ASSERT_TRUE(in) << ABI_FACTS;
    std::string line, last;
    unsigned asked = 0;
    while (std::getline(in, line)) {
        if (line.empty() || line[0] == '#') continue;
        std::array<std::string, 6> f;
        std::size_t from = 0;
        for (auto& part : f) {
            auto to = std::min(line.find('\t', from), line.size());
            part = line.substr(from, to - from);
            from = std::min(to + 1, line.size());
        }
        const std::string a = f[1] == "\"" ? last : spelled_out(f[1]);
        last = a;
        const std::string b = replaced(a, f[2], f[3]);
        std::string said;
        int who = 0;
        ParseOptions lenient;  // some definitions would be refused as a whole; the question is asked before that
        lenient.flags |= parse_skip_checks;
        try {
            check_abi(parse_domain(a, lenient), parse_domain(b, lenient));
        } catch (const Error& e) {
            said = e.message;
            who = int(e.domain);
        }
        ++asked;
        if (f[4] == "ok") {
            EXPECT_EQ(said, "") << f[0];
        } else {
            EXPECT_EQ(said, "unsupported configuration: " + f[5]) << f[0];
            EXPECT_EQ(std::to_string(who), f[4]) << f[0];
        }
    }
    EXPECT_GT(asked, 500u);
}

}  // namespace
}  // namespace vireo::model
