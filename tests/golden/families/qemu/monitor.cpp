// SPDX-License-Identifier: LGPL-2.1-or-later
// What emulators answered, as values.
#include <fmt/format.h>

#include "../../golden.h"
#include "base/error.h"
#include "drivers/qemu/caps/schema.h"
#include "drivers/qemu/caps/transcript.h"
#include "drivers/qemu/monitor/feature_words.h"
#include "drivers/qemu/monitor/jobs.h"
#include "drivers/qemu/monitor/vcpus.h"

namespace {

using namespace golden;
using namespace vireo::qemu;
namespace json = vireo::json;

json::Json answer(const Case& c, const std::string& role) {
    auto reply = json::parse(c.input(role).value_or(""));
    return reply.at("return");
}

std::string text_of(const std::vector<VcpuInfo>& vcpus) {
    std::string out;
    auto line = [&](const std::string& text) { out += "    " + text + "\n"; };
    for (std::size_t i = 0; i < vcpus.size(); ++i) {
        const auto& v = vcpus[i];
        out += fmt::format("[vcpu libvirt-id='{}']\n", i);
        line(fmt::format("online={}", v.online ? "yes" : "no"));
        line(fmt::format("hotpluggable={}", v.hotpluggable ? "yes" : "no"));
        if (v.thread) line(fmt::format("thread-id='{}'", *v.thread));
        if (v.enable_id) line(fmt::format("enable-id='{}'", *v.enable_id));
        if (v.qemu_id) line(fmt::format("query-cpus-id='{}'", *v.qemu_id));
        if (!v.type.empty()) line(fmt::format("type='{}'", v.type));
        if (!v.alias.empty()) line(fmt::format("alias='{}'", v.alias));
        if (!v.qom_path.empty()) line(fmt::format("qom_path='{}'", v.qom_path));
        if (v.vcpus) {
            std::string t = "topology:";
            auto part = [&](const char* name, const std::optional<int>& value) {
                if (value) t += fmt::format(" {}='{}'", name, *value);
            };
            part("socket", v.socket);
            part("die", v.die);
            part("cluster_id", v.cluster);
            part("core", v.core);
            part("thread", v.thread_id);
            part("node", v.node);
            line(t + fmt::format(" vcpus='{}'", v.vcpus));
        }
        if (v.halted) line("halted");
    }
    return out;
}

std::string text_of(const std::vector<MonitorJob>& jobs) {
    std::string out;
    for (const auto& j : jobs) {
        if (!out.empty()) out += "\n";
        out += fmt::format("[job]\nid={}\ntype={}\nstatus={}\nerror={}\n", j.id, vireo::model::word(j.type), vireo::model::word(j.status),
                           j.error.empty() ? "<null>" : j.error);
    }
    return out;
}

Outcome same(std::string wanted, std::string got) {
    auto trimmed = [](std::string s) {
        while (!s.empty() && s.back() == '\n') s.pop_back();
        return s;
    };
    return Outcome::compare(trimmed(std::move(wanted)), trimmed(std::move(got)));
}

// The description of the protocol out of a recording.
struct Protocol {
    std::vector<Answers> answers;
    std::optional<Schema> schema;
    explicit Protocol(const Case& c) : answers(read_transcript(c.input("caps_replies").value_or(""))) {
        if (!answers.empty())
            if (const auto* entries = answers[0].find("query-qmp-schema")) schema.emplace(*entries);
    }
};

Outcome monitor(const Case& c) {
    const std::string op = c.word("op");
    if (op == "x86-cpu-data") return same(c.expect("xml").value_or(""), format_cpu_data(read_feature_words(answer(c, "reply"))));
    if (op == "vcpu-info") {
        const auto slots = answer(c, "query-hotpluggable-cpus");
        return same(c.expect("text").value_or(""), text_of(read_vcpus(answer(c, "query-cpus-fast"), &slots, c.params["max_vcpus"].get<unsigned>())));
    }
    if (op == "query-jobs") return same(c.expect("text").value_or(""), text_of(read_jobs(answer(c, "reply"))));
    const Protocol p(c);
    if (!p.schema) return Outcome::fail("no schema in the recording");
    if (op == "qapi-path") {
        const int wanted = c.params["return"].get<int>();
        int got;
        bool object = false;
        try {
            auto hit = p.schema->look(c.word("path"));
            got = hit.found;
            object = hit.type != nullptr;
        } catch (const vireo::Error&) {
            got = -1;
        }
        if (got != wanted) return Outcome::fail(fmt::format("{} instead of {}", got, wanted));
        return object == c.flag("returns_object") ? Outcome::pass() : Outcome::fail("the wrong kind of thing was found");
    }
    if (op == "qapi-validate") {
        auto bad = p.schema->mismatch(json::parse(c.word("json")), c.word("root"));
        if (c.result == "ok") return bad ? Outcome::fail(*bad) : Outcome::pass();
        return bad ? Outcome::pass() : Outcome::fail("was accepted");
    }
    return Outcome::fail("unknown operation " + op);
}

Family family("qemumonitor", monitor);

}  // namespace
