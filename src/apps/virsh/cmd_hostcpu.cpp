// SPDX-License-Identifier: LGPL-2.1-or-later
// Processor models: compare, find a common base, list.
#include "apps/virsh/virsh.h"

namespace vireo::sh {

namespace {

// The <cpu> elements of a document, whatever stands around them: a CPU alone, a domain, capabilities.
std::vector<std::string> cpus_in(Virsh& sh, const std::string& text, const std::string& file)
{
    auto doc = parse_xml("<container>" + text.substr(text.starts_with("<?xml") ? std::min(text.find("?>") + 2, text.size()) : 0) + "</container>");
    if (!doc) sh.fail("Failed to parse XML '{}'", file);
    std::vector<std::string> out;
    std::function<void(const Node&, int)> walk = [&](const Node& n, int depth) {
        for (const Node& k : n.kids) {
            if (k.name == "cpu" && (n.name == "container" || n.name == "domain" || n.name == "host" || n.name == "cpus")) out.push_back(xml_text(k));
            else if (k.name == "mode" && n.name == "cpu" && k.get("@name") == "host-model" && k.get("@supported") == "yes") {
                Node cpu = k;
                cpu.name = "cpu";
                cpu.attrs.clear();
                out.push_back(xml_text(cpu));
            } else if (!k.name.empty() && k.name != "topology" && depth < 100) walk(k, depth + 1);  // the processors of a topology are no models
        }
    };
    walk(*doc, 0);
    // capabilities of a domain: the host's model stands in mode host-model
    for (const Node* c : doc->all("domainCapabilities/cpu")) {
        out.clear();
        for (const Node* m : c->all("mode"))
            if (m->get("@name") == "host-model" && m->get("@supported") == "yes") {
                Node cpu = *m;
                cpu.name = "cpu";
                cpu.attrs.clear();
                out.push_back(xml_text(cpu));
            }
    }
    if (out.empty()) sh.fail("File '{}' does not contain any <cpu> element or valid domain XML, host capabilities XML, or domain capabilities XML", file);
    return out;
}

std::vector<const char*> pointers(const std::vector<std::string>& v)
{
    std::vector<const char*> p;
    for (auto& s : v) p.push_back(s.c_str());
    return p;
}

unsigned compare_flags(const Args& args)
{
    unsigned flags = 0;
    if (args.has("error")) flags |= VIR_CONNECT_COMPARE_CPU_FAIL_INCOMPATIBLE;
    if (args.has("validate")) flags |= VIR_CONNECT_COMPARE_CPU_VALIDATE_XML;
    return flags;
}

unsigned baseline_flags(const Args& args)
{
    unsigned flags = 0;
    if (args.has("features")) flags |= VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES;
    if (args.has("migratable")) flags |= VIR_CONNECT_BASELINE_CPU_MIGRATABLE;
    return flags;
}

void report(Virsh& sh, int result, const char* file, bool hypervisor)
{
    const char* what = hypervisor ? "the CPU provided by hypervisor on the host" : "host CPU";
    switch (result) {
    case VIR_CPU_COMPARE_INCOMPATIBLE:
        sh.print("CPU described in {} is incompatible with {}\n", file, what);
        sh.fail();
    case VIR_CPU_COMPARE_IDENTICAL: sh.print("CPU described in {} is identical to {}\n", file, what); return;
    case VIR_CPU_COMPARE_SUPERSET: sh.print("{} is a superset of CPU described in {}\n", hypervisor ? "The CPU provided by hypervisor on the host" : "Host CPU", file); return;
    default:
        if (hypervisor) sh.fail("Failed to compare hypervisor CPU with {}", file);
        sh.fail("Failed to compare host CPU with {}", file);
    }
}

}  // namespace

COMMAND(cpu_compare)
{
    const char* file = args.str("file");
    std::string text = sh.read_file(file);
    auto cpus = cpus_in(sh, text, file);
    report(sh, virConnectCompareCPU(sh.conn(), cpus[0].c_str(), compare_flags(args)), file, false);
}

COMMAND(cpu_baseline)
{
    const char* file = args.str("file");
    std::string text = sh.read_file(file);
    auto cpus = cpus_in(sh, text, file);
    auto p = pointers(cpus);
    Text result = virConnectBaselineCPU(sh.conn(), p.data(), static_cast<unsigned>(p.size()), baseline_flags(args));
    sh.check(bool(result));
    sh.print("{}", result.c_str());
}

COMMAND(hypervisor_cpu_compare)
{
    const char* file = args.str("file");
    std::string text = sh.read_file(file);
    auto cpus = cpus_in(sh, text, file);
    report(sh, virConnectCompareHypervisorCPU(sh.conn(), args.str("emulator"), args.str("arch"), args.str("machine"), args.str("virttype"),
                                              cpus[0].c_str(), compare_flags(args)), file, true);
}

COMMAND(hypervisor_cpu_baseline)
{
    std::vector<std::string> cpus;
    const char* file = args.str("file");
    const char* model = args.str("model");
    if (file) {
        cpus = cpus_in(sh, sh.read_file(file), file);
    } else if (model) {
        cpus.push_back(fmt::format("<cpu><model>{}</model></cpu>", xml_escape(model)));
    } else {
        sh.fail("Either --file or --model must be provided");
    }
    auto p = pointers(cpus);
    Text result = virConnectBaselineHypervisorCPU(sh.conn(), args.str("emulator"), args.str("arch"), args.str("machine"), args.str("virttype"),
                                                  p.data(), static_cast<unsigned>(p.size()), baseline_flags(args));
    sh.check(bool(result));
    sh.print("{}", result.c_str());
}

COMMAND(cpu_models)
{
    char** models = nullptr;
    int n = virConnectGetCPUModelNames(sh.conn(), args.str("arch"), &models, 0);
    sh.check(n >= 0, "failed to get CPU model names");
    if (n == 0) sh.print("all CPU models are accepted\n");
    for (int i = 0; i < n; ++i) {
        sh.print("{}\n", models[i]);
        std::free(models[i]);
    }
    std::free(models);
}

COMMAND(hypervisor_cpu_models)
{
    bool all = args.has("all");
    Text caps = virConnectGetDomainCapabilities(sh.conn(), args.str("emulator"), args.str("arch"), args.str("machine"), args.str("virttype"), 0);
    sh.check(bool(caps), "failed to get hypervisor CPU model names");
    auto doc = parse_xml(caps.c_str());
    sh.check(doc.has_value(), "failed to get hypervisor CPU model names");
    for (const Node* m : doc->all("cpu/mode")) {
        if (m->get("@name") != "custom") continue;
        for (const Node* k : m->all("model"))
            if (all || k->get("@usable") == "yes") sh.print("{}\n", k->content());
    }
}

}  // namespace vireo::sh
