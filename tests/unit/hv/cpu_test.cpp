// SPDX-License-Identifier: LGPL-2.1-or-later
// Questions about CPUs: answers, their texts, and documents that nobody should have written.
#include <gtest/gtest.h>

#include "base/error.h"
#include "hv/cpu/cpu.h"
#include "hv/cpu/qemu_model.h"
#include "hv/cpu/queries.h"

namespace vireo::hv::cpu {
namespace {

Definition host(const std::string& model, const std::string& vendor, const std::string& features = "") {
    std::string text = "<cpu><arch>x86_64</arch><model>" + model + "</model>" + (vendor.empty() ? "" : "<vendor>" + vendor + "</vendor>");
    for (std::size_t at = 0; at < features.size();) {
        auto end = std::min(features.find(' ', at), features.size());
        text += "<feature name='" + features.substr(at, end - at) + "'/>";
        at = end + 1;
    }
    return parse(text + "</cpu>", Form::host);
}

template <class F>
std::string failure(F&& f) {
    try {
        f();
    } catch (const Error& e) {
        return e.message;
    }
    return "no error";
}

TEST(Cpu, ComparisonSaysWhy) {
    const auto ours = host("Penryn", "Intel", "vmx");
    auto ask = [&](const std::string& xml) { return failure([&] { compare_document("x86_64", &ours, xml, true); }); };
    EXPECT_EQ(compare_document("x86_64", &ours, "<cpu match='exact'><model>Penryn</model></cpu>", false), 2);
    EXPECT_EQ(ask("<cpu><model>Nehalem</model></cpu>"), "the CPU is incompatible with host CPU: Host CPU does not provide required features: sse4.2, popcnt");
    EXPECT_EQ(ask("<cpu><model>Penryn</model><vendor>AMD</vendor></cpu>"), "the CPU is incompatible with host CPU: host CPU vendor does not match required CPU vendor AMD");
    EXPECT_EQ(ask("<cpu match='strict'><model>Penryn</model></cpu>"), "the CPU is incompatible with host CPU: Host CPU does not strictly match guest CPU: Extra features: vmx");
    EXPECT_EQ(ask("<cpu><model>Penryn</model><feature name='vmx' policy='forbid'/></cpu>"), "the CPU is incompatible with host CPU: Host CPU provides forbidden features: vmx");
    EXPECT_EQ(ask("<cpu><arch>ppc64</arch><model>POWER8</model></cpu>"), "the CPU is incompatible with host CPU: CPU arch ppc64 does not match host arch");
    EXPECT_EQ(ask("<cpu><model>nobody</model></cpu>"), "internal error: Unknown CPU model nobody");
}

TEST(Cpu, HostileDocumentsAreErrors) {
    EXPECT_EQ(failure([] { parse("<cpu><arch>x86_64</arch></cpu>", Form::host); }), "XML error: Missing CPU model name");
    EXPECT_EQ(failure([] { parse("<cpu/>", Form::host); }), "XML error: Missing CPU architecture");
    EXPECT_EQ(failure([] { parse("<cpu mode='host-model'/>", Form::host); }), "unsupported configuration: Attribute mode is only allowed for guest CPU");
    EXPECT_EQ(failure([] { parse("<cpu><arch>abacus</arch><model>x</model></cpu>", Form::any); }), "unsupported configuration: Unknown architecture abacus");
    std::string many = "<cpudata arch='x86'>";
    for (int i = 0; i < 10000; ++i) many += "<cpuid eax_in='0x1' eax='0xffffffff'/>";
    EXPECT_THROW(parse_cpudata(many + "</cpudata>"), Error);
    EXPECT_THROW(parse_cpudata("<cpudata arch='x86'><cpuid eax_in='0x123456789'/></cpudata>"), Error);
    EXPECT_THROW(parse_cpudata("<cpudata/>"), Error);
}

TEST(Cpu, DataSurvivesRegisters) {
    for (const X86Model& m : tables.models) {
        const X86Data data{m.features | m.added, m.vendor, join_signature({6, 85, 4})};
        EXPECT_TRUE(decode(encode(data)) == data) << m.name;
    }
}

TEST(Cpu, SignaturesSplitAndJoin) {
    for (Signature s : {Signature{6, 158, 9}, Signature{23, 49, 0}, Signature{21, 1, 2}, Signature{25, 17, 1}}) EXPECT_TRUE(split_signature(join_signature(s)) == s);
}

// A guest may have less than its model, a host's model is whole.
TEST(Cpu, DescribesWholeModelsForHosts) {
    X86Data data = x86_data(host("Haswell", "Intel"));
    EXPECT_EQ(describe(data, {.host = true}).model, "Haswell-v1");
    EXPECT_EQ(describe(data, {}).model, "Haswell");
    data.features.clear(static_cast<unsigned>(find_feature("rtm")));
    EXPECT_EQ(describe(data, {.host = true}).model, "Haswell-v2");
}

TEST(Cpu, UnusableModelsLoseTheirBlockers) {
    const X86Data data = x86_data(host("EPYC-Rome", "AMD"));
    const OfferedModel offered[] = {{"EPYC-Rome", false, {"xsaves"}, false}};
    const auto found = describe(data, {.offered = Offered(offered)});
    EXPECT_EQ(found.model, "EPYC-Rome");
    ASSERT_EQ(found.features.size(), 1u);
    EXPECT_EQ(found.features[0].name, "xsaves");
    EXPECT_EQ(found.features[0].policy, model::CpuPolicy::disable);
}

TEST(Cpu, CommonDenominators) {
    const std::vector<Definition> two{host("Penryn", "Intel", "aes vmx"), host("Penryn", "Intel", "vmx")};
    auto both = baseline("x86_64", two, {}, nullptr, false);
    EXPECT_EQ(format(both), "<cpu mode='custom' match='exact'>\n  <model fallback='forbid'>Penryn</model>\n  <vendor>Intel</vendor>\n  <feature policy='require' name='vmx'/>\n</cpu>\n");
    const std::vector<Definition> strangers{host("Penryn", "Intel"), host("Opteron_G3", "AMD")};
    EXPECT_EQ(failure([&] { baseline("x86_64", strangers, {}, nullptr, false); }), "operation failed: CPU vendors do not match");
    EXPECT_EQ(failure([&] { baseline("s390x", two, {}, nullptr, false); }), "this function is not supported by the connection driver: cannot compute baseline CPU of s390x architecture");
}

TEST(Cpu, RunningGuestsTellWhatTheyGot) {
    auto guest = parse("<cpu match='exact' check='full'><model>Penryn</model></cpu>", Form::guest);
    FeatureSet more, less;
    more.set(static_cast<unsigned>(find_feature("hypervisor")));
    less.set(static_cast<unsigned>(find_feature("ssse3")));
    EXPECT_EQ(failure([&] { update_live(guest, more, less); }), "operation failed: guest CPU doesn't match specification: extra features: hypervisor, missing features: ssse3");
    guest.check = model::CpuCheck::partial;
    update_live(guest, more, less);
    ASSERT_EQ(guest.features.size(), 2u);
    EXPECT_EQ(find(guest, "hypervisor")->policy, model::CpuPolicy::require);
    EXPECT_EQ(find(guest, "ssse3")->policy, model::CpuPolicy::disable);
}

}  // namespace
}  // namespace vireo::hv::cpu
