// SPDX-License-Identifier: LGPL-2.1-or-later
// CPUs that only the emulator can compare: what it is asked, and what its answers become.
#include "drivers/qemu/caps/emulator_cpu.h"

#include <gtest/gtest.h>

#include <map>

#include "base/error.h"
#include "fake_qemu.h"
#include "json/json.h"
#include "run/loop.h"

namespace vireo::qemu {
namespace {

using hv::cpu::Comparison;
using hv::cpu::Definition;
using model::CpuPolicy;
using test::FakeQemu;

Definition cpu(const std::string& model, std::vector<model::CpuFeature> features = {}) {
    Definition d;
    d.model = model;
    d.features = std::move(features);
    return d;
}

// An emulator with one answer for each command, and what it was asked.
struct House {
    run::LoopThread thread{"test-cpu"};
    std::map<std::string, std::string> answers;
    std::vector<std::string> asked;
    FakeQemu emulator{[this](const std::string& line) {
        const auto j = json::parse(line);
        const std::string command = j["execute"];
        if (command == "qmp_capabilities") return FakeQemu::reply(line, "{}");
        asked.push_back(command + " " + j["arguments"].dump());
        const auto at = answers.find(command);
        return at == answers.end() ? FakeQemu::error(line, "GenericError", "not now") : FakeQemu::reply(line, at->second);
    }};
    qmp::Client monitor{thread.loop(), emulator.client_end(), "fake", {}};
};

Deadline soon() { return Deadline::in(std::chrono::seconds(20)); }

template <class F>
std::string says(F&& f) {
    try {
        f();
    } catch (const Error& e) {
        return e.what();
    }
    return "accepted";
}

TEST(EmulatorCpu, OneIsExpanded) {
    House h;
    h.answers["query-cpu-model-expansion"] = R"({"model": {"name": "z13-base", "props": {"aen": true, "cmmnt": false, "b": true}}})";
    const auto wanted = cpu("z13-base", {{"aen", CpuPolicy::require}, {"vx", CpuPolicy::disable}, {"te", CpuPolicy::optional}});
    auto out = emulator_baseline(h.monitor, {wanted}, false, soon());
    EXPECT_EQ(hv::cpu::format(out), "<cpu>\n  <model>z13-base</model>\n  <feature name='aen'/>\n  <feature name='b'/>\n</cpu>\n");
    (void)emulator_baseline(h.monitor, {cpu("z13-base")}, true, soon());
    ASSERT_EQ(h.asked.size(), 2u);
    EXPECT_EQ(h.asked[0], R"(query-cpu-model-expansion {"type":"static","model":{"name":"z13-base","props":{"aen":true,"vx":false,"te":false}}})");
    EXPECT_EQ(h.asked[1], R"(query-cpu-model-expansion {"type":"full","model":{"name":"z13-base"}})");
}

TEST(EmulatorCpu, SeveralAreTakenOneAfterTheOther) {
    House h;
    h.answers["query-cpu-model-baseline"] = R"({"model": {"name": "z13-base", "props": {"aen": true, "cmmnt": false}}})";
    h.answers["query-cpu-model-expansion"] = R"({"model": {"name": "z13-base", "props": {"aen": true, "vx": true}}})";
    auto out = emulator_baseline(h.monitor, {cpu("z14-base", {{"aen", CpuPolicy::none}}), cpu("z13-base"), cpu("z13.2-base")}, true, soon());
    EXPECT_EQ(out.features.size(), 2u);
    ASSERT_EQ(h.asked.size(), 3u);
    EXPECT_EQ(h.asked[0], R"(query-cpu-model-baseline {"modela":{"name":"z14-base","props":{"aen":true}},"modelb":{"name":"z13-base"}})");
    EXPECT_EQ(h.asked[1], R"(query-cpu-model-baseline {"modela":{"name":"z13-base","props":{"aen":true}},"modelb":{"name":"z13.2-base"}})");
    EXPECT_EQ(h.asked[2], R"(query-cpu-model-expansion {"type":"full","model":{"name":"z13-base","props":{"aen":true}}})");
}

TEST(EmulatorCpu, FourAnswersMakeThree) {
    House h;
    const std::pair<const char*, Comparison> cases[] = {
        {"identical", Comparison::identical}, {"superset", Comparison::superset}, {"subset", Comparison::incompatible}, {"incompatible", Comparison::incompatible}};
    for (const auto& [word, wanted] : cases) {
        h.answers["query-cpu-model-comparison"] = fmt::format(R"({{"result": "{}", "responsible-properties": []}})", word);
        EXPECT_EQ(emulator_compare(h.monitor, cpu("z14"), cpu("z13"), soon()), wanted) << word;
    }
    EXPECT_EQ(h.asked[0], R"(query-cpu-model-comparison {"modela":{"name":"z14"},"modelb":{"name":"z13"}})");
}

TEST(EmulatorCpu, StrangeAnswersAreErrors) {
    House h;
    EXPECT_NE(says([&] { (void)emulator_baseline(h.monitor, {cpu("a")}, false, soon()); }).find("not now"), std::string::npos);
    h.answers["query-cpu-model-expansion"] = R"({"model": 3})";
    EXPECT_EQ(says([&] { (void)emulator_baseline(h.monitor, {cpu("a")}, false, soon()); }), "internal error: query-cpu-model-expansion reply data was missing 'model'");
    h.answers["query-cpu-model-comparison"] = R"([])";
    EXPECT_EQ(says([&] { (void)emulator_compare(h.monitor, cpu("a"), cpu("b"), soon()); }), "internal error: query-cpu-model-comparison reply data was missing 'result'");
}

TEST(EmulatorCpu, ModelsMustBeOffered) {
    const std::vector<hv::cpu::OfferedModel> offered = {{"z13-base", {}, {}, false}};
    EXPECT_EQ(says([&] { check_offered({cpu("z13-base")}, offered); }), "accepted");
    EXPECT_EQ(says([&] { check_offered({cpu("z13-base"), cpu("")}, offered); }), "invalid argument: no CPU model specified at index 1");
    EXPECT_EQ(says([&] { check_offered({cpu("qemu64")}, offered); }), "invalid argument: CPU model 'qemu64' not supported by hypervisor");
}

}  // namespace
}  // namespace vireo::qemu
