// SPDX-License-Identifier: LGPL-2.1-or-later
// See digest.h.
#include "drivers/qemu/caps/digest.h"

#include <set>
#include <unordered_map>
#include <unordered_set>

#include "base/error.h"
#include "base/text.h"
#include "drivers/qemu/caps/flag_table.h"
#include "drivers/qemu/caps/schema.h"
#include "json/json.h"

namespace vireo::qemu {

using json::Json;

struct Answers::Store {
    std::map<std::string, Json> values;
};

Answers::Answers() : store_(std::make_unique<Store>()) {}
Answers::Answers(Answers&&) noexcept = default;
Answers::~Answers() = default;

std::string Answers::key(const std::string& command, const std::string& arguments) {
    return arguments.empty() ? command : command + " " + arguments;
}
void Answers::add(std::string key, Json value) { store_->values.emplace(std::move(key), std::move(value)); }
const Json* Answers::find(const std::string& key) const {
    auto at = store_->values.find(key);
    return at == store_->values.end() ? nullptr : &at->second;
}

namespace {

bool is_x86(std::string_view arch) { return arch == "x86_64" || arch == "i686"; }
bool is_arm(std::string_view arch) { return arch == "aarch64" || arch == "armv7l"; }
bool has_cpu_expansion(std::string_view arch) {
    return is_x86(arch) || is_arm(arch) || arch == "s390x" || arch == "loongarch64" || arch == "riscv64";
}

// "max-x86_64-cpu" exists on x86 only, and so on: rows of other architectures are not asked for.
bool asked_on(std::string_view type, std::string_view arch) {
    if (type == "max-x86_64-cpu" || type == "generic-pc-machine") return is_x86(arch);
    if (type == "max-arm-cpu") return arch == "aarch64" || arch == "armv7l";
    if (type.starts_with("virt-")) return arch == "aarch64" || arch == "armv7l" || arch == "riscv64";
    if (type.starts_with("spapr-")) return arch == "ppc64";
    if (type.ends_with("-ccw")) return arch == "s390x";
    return true;
}

bool is_object(std::string_view type) {
    return type.starts_with("memory-backend") || type.ends_with("-machine") || type.ends_with("-cpu");
}

qmp::Command list_properties(const std::string& type) {
    return {is_object(type) ? "qom-list-properties" : "device-list-properties", Json{{"typename", type}}};
}

// Arm's emulators do not know the static form.
const char* expansion_type(std::string_view arch) { return is_arm(arch) ? "full" : "static"; }

Json expansion(const char* type, const char* model, bool migratable) {
    Json m{{"name", model}};
    if (!migratable) m["props"] = Json{{"migratable", false}};
    return Json{{"type", type}, {"model", m}};
}

std::string text_of(const Json& object, const char* member) {
    const Json* v = json::find(object, member);
    return v && v->is_string() ? v->get<std::string>() : std::string();
}
bool flag_of(const Json& object, const char* member) {
    const Json* v = json::find(object, member);
    return v && v->is_boolean() && v->get<bool>();
}

std::uint64_t number_of(const Json& object, const char* member) {
    const Json* v = json::find(object, member);
    return v && v->is_number_unsigned() ? v->get<std::uint64_t>() : 0;
}

SgxCaps read_sgx(const Json& answer) {
    SgxCaps s{flag_of(answer, "flc"), flag_of(answer, "sgx1"), flag_of(answer, "sgx2"), 0, {}};
    std::uint64_t all = 0;
    if (const Json* sections = json::find(answer, "sections"); sections && sections->is_array())
        for (const Json& e : *sections) {
            const auto bytes = number_of(e, "size");
            s.sections.push_back({static_cast<unsigned>(number_of(e, "node")), bytes / 1024});
            all += bytes;
        }
    const auto told = number_of(answer, "section-size");
    s.section_size_kib = (told ? told : all) / 1024;
    return s;
}

void take_machines(AcceleratorCaps& caps, const Answers& answers, const std::string& arch) {
    const bool prefer_virt = arch == "aarch64" || arch == "armv7l" || arch == "riscv64" || arch == "loongarch64";
    const Json* list = answers.find("query-machines");
    if (!list || !list->is_array()) return;
    for (const Json& m : *list) {
        MachineType t;
        t.name = text_of(m, "name");
        if (t.name.empty() || t.name == "none") continue;
        t.alias = text_of(m, "alias");
        if (const Json* max = json::find(m, "cpu-max"); max && max->is_number()) t.max_cpus = max->get<unsigned>();
        t.hotplug_cpus = flag_of(m, "hotpluggable-cpus");
        t.is_default = flag_of(m, "is-default");
        t.default_cpu = text_of(m, "default-cpu-type");
        t.numa_mem = flag_of(m, "numa-mem-supported");
        t.default_ram_id = text_of(m, "default-ram-id");
        t.deprecated = flag_of(m, "deprecated");
        if (const Json* acpi = json::find(m, "acpi"); acpi && acpi->is_boolean()) t.acpi = acpi->get<bool>();
        // The default one comes first, whatever QEMU's order.
        if (t.is_default || (prefer_virt && (t.name == "virt" || t.alias == "virt")))
            caps.machines.insert(caps.machines.begin(), std::move(t));
        else
            caps.machines.push_back(std::move(t));
    }
}

void take_cpus(AcceleratorCaps& caps, const Answers& answers, const std::string& arch) {
    const Json* list = answers.find("query-cpu-definitions");
    if (!list || !list->is_array()) return;
    for (const Json& c : *list) {
        CpuModel m;
        m.name = text_of(c, "name");
        if (m.name.empty()) continue;
        m.type_name = text_of(c, "typename");
        // POWER models have lower case names in newer emulators; definitions know them in capitals.
        for (const char* known : {"power6", "power7", "power8", "power9", "power10"})
            if (arch == "ppc64" && m.name == known)
                for (char& letter : m.name) letter = to_upper(letter);
        if (const Json* missing = json::find(c, "unavailable-features"); missing && missing->is_array()) {
            m.usable = missing->empty();
            for (const Json& f : *missing)
                if (f.is_string()) m.blockers.push_back(f.get<std::string>());
        }
        m.deprecated = flag_of(c, "deprecated");
        m.alias_of = text_of(c, "alias-of");
        caps.cpus.push_back(std::move(m));
    }
}

const Json* reply_of(const Answers& answers, const Json& arguments) {
    return answers.find(Answers::key("query-cpu-model-expansion", json::compact(arguments)));
}
const Json* model_of(const Answers& answers, const Json& arguments) {
    const Json* reply = reply_of(answers, arguments);
    return reply ? json::find(*reply, "model") : nullptr;
}

void take_host_cpu(AcceleratorCaps& caps, const Answers& answers, const char* model, const std::string& arch) {
    const char* type = expansion_type(arch);
    const Json* migratable = model_of(answers, expansion(type, model, true));
    const Json* whole = model_of(answers, expansion(type, model, false));
    const Json* base = whole ? whole : migratable;
    if (!base) return;
    HostCpu cpu;
    cpu.model = text_of(*base, "name");
    cpu.migratability = whole && migratable;
    const Json* props = json::find(*base, "props");
    const Json* migratable_props = migratable ? json::find(*migratable, "props") : nullptr;
    if (props && props->is_object())
        for (const auto& [name, value] : props->items()) {
            HostCpu::Property p;
            p.name = name;
            if (value.is_boolean()) {
                p.value = value.get<bool>() ? "true" : "false";
                if (cpu.migratability && value.get<bool>())
                    p.migratable = migratable_props && flag_of(*migratable_props, name.c_str());
            } else if (value.is_number()) {
                p.kind = HostCpu::Property::Kind::number;
                p.value = json::compact(value);
            } else if (value.is_string()) {
                p.kind = HostCpu::Property::Kind::string;
                p.value = value.get<std::string>();
            } else {
                continue;
            }
            cpu.properties.push_back(std::move(p));
        }
    if (const Json* full = reply_of(answers, expansion("full", model, true)); full && arch == "s390x")
        if (const Json* list = json::find(*full, "deprecated-props"); list && list->is_array()) {
            cpu.deprecated.emplace();
            for (const Json& f : *list)
                if (f.is_string()) cpu.deprecated->push_back(f.get<std::string>());
        }
    caps.host_cpu = std::move(cpu);
}

// Hyper-V enlightenments: those that the host can give, by the names of the domain document.
struct HypervName {
    const char* property;
    const char* word;
};
constexpr HypervName hyperv_names[] = {
    {"hv-relaxed", "relaxed"}, {"hv-vapic", "vapic"}, {"hv-spinlocks", "spinlocks"}, {"hv-vpindex", "vpindex"},
    {"hv-runtime", "runtime"}, {"hv-synic", "synic"}, {"hv-stimer", "stimer"}, {"hv-reset", "reset"},
    {"hv-vendor-id", "vendor_id"}, {"hv-frequencies", "frequencies"}, {"hv-reenlightenment", "reenlightenment"},
    {"hv-tlbflush", "tlbflush"}, {"hv-ipi", "ipi"}, {"hv-evmcs", "evmcs"}, {"hv-avic", "avic"},
    {"hv-emsr-bitmap", "emsr_bitmap"}, {"hv-xmm-input", "xmm_input"}};

Json passthrough_expansion() {
    return Json{{"type", "full"}, {"model", Json{{"name", "host"}, {"props", Json{{"migratable", false}, {"hv-passthrough", true}}}}}};
}

void take_hyperv(AcceleratorCaps& caps, const Answers& answers) {
    const Json* model = model_of(answers, passthrough_expansion());
    const Json* props = model ? json::find(*model, "props") : nullptr;
    if (!props) return;
    for (const HypervName& h : hyperv_names) {
        const Json* v = json::find(*props, h.property);
        if (!v) continue;
        caps.hyperv_known = true;  // older emulators do not tell
        const bool on = v->is_boolean() ? v->get<bool>() : v->is_number() ? v->get<double>() != 0 : v->is_string();
        if (on) caps.hyperv.emplace_back(h.word);
    }
}

class Facts {
  public:
    explicit Facts(const Answers& a) : answers_(a) {
        if (const Json* s = a.find("query-qmp-schema")) schema_ = std::make_unique<Schema>(*s);
        fill_names(types, "qom-list-types", "name");
        fill_names(migration, "query-migrate-capabilities", "capability");
        fill_strings(tpm_models, "query-tpm-models");
        fill_strings(tpm_types, "query-tpm-types");
        if (const Json* groups = a.find("query-command-line-options"); groups && groups->is_array())
            for (const Json& g : *groups) {
                const std::string name = text_of(g, "option");
                options.insert(name);
                if (const Json* ps = json::find(g, "parameters"); ps && ps->is_array())
                    for (const Json& p : *ps) options.insert(name + "." + text_of(p, "name"));
            }
    }

    bool holds(const FlagRow& row) const {
        const std::string key = row.key;
        switch (row.probe) {
            case Probe::type: return types.contains(key);
            case Probe::property: return property(key, nullptr);
            case Probe::property_default: {
                const auto eq = key.find('=');
                const std::string want = key.substr(eq + 1);
                return property(key.substr(0, eq), &want);
            }
            case Probe::option: return options.contains(key);
            case Probe::command:
            case Probe::event: return schema_ && schema_->has(key);
            case Probe::migration: return migration.contains(key);
            case Probe::tpm_model: return tpm_models.contains(key);
            case Probe::tpm_type: return tpm_types.contains(key);
            case Probe::schema: return schema_ && schema_->has(key);
            case Probe::special: return false;
        }
        return false;
    }

  private:
    using Set = std::unordered_set<std::string>;
    void fill_names(Set& into, const char* command, const char* member) {
        if (const Json* list = answers_.find(command); list && list->is_array())
            for (const Json& v : *list) into.insert(text_of(v, member));
    }
    void fill_strings(Set& into, const char* command) {
        if (const Json* list = answers_.find(command); list && list->is_array())
            for (const Json& v : *list)
                if (v.is_string()) into.insert(v.get<std::string>());
    }
    bool property(const std::string& key, const std::string* want) const {
        const auto dot = key.rfind('.');
        std::string type = key.substr(0, dot);
        const std::string name = key.substr(dot + 1);
        if (type.find('*') != std::string::npos) {
            // The machine that carries the plain alias is the newest one.
            const Json* machines = answers_.find("query-machines");
            const std::string plain = type.substr(0, type.find("-*"));
            if (!machines || !machines->is_array()) return false;
            for (const Json& m : *machines)
                if (text_of(m, "alias") == plain || text_of(m, "name") == plain) type = text_of(m, "name") + "-machine";
        }
        const Json* list = answers_.find(Answers::key(is_object(type) ? "qom-list-properties" : "device-list-properties",
                                                      json::compact(Json{{"typename", type}})));
        if (!list || !list->is_array()) return false;
        for (const Json& p : *list)
            if (text_of(p, "name") == name) {
                if (!want) return true;
                const Json* d = json::find(p, "default-value");
                return d && json::compact(*d) == *want;
            }
        return false;
    }

    const Answers& answers_;
    std::unique_ptr<Schema> schema_;
    Set types, options, migration, tpm_models, tpm_types;
};

AcceleratorCaps take_accelerator(const Answers& answers, const std::string& arch, bool emulated) {
    AcceleratorCaps caps;
    take_machines(caps, answers, arch);
    take_cpus(caps, answers, arch);
    if (has_cpu_expansion(arch)) take_host_cpu(caps, answers, emulated ? "max" : "host", arch);
    if (!emulated) take_hyperv(caps, answers);
    return caps;
}

}  // namespace

std::vector<qmp::Command> probe_commands(const std::string& arch, bool only_accelerator) {
    std::vector<qmp::Command> out;
    auto plain = [&](const char* name) { out.emplace_back(name); };
    plain("query-version");
    plain("query-target");
    plain("query-kvm");
    plain("query-machines");
    plain("query-cpu-definitions");
    if (has_cpu_expansion(arch))
        for (const char* model : {"host", "max"})
            for (bool migratable : {true, false})
                if (migratable || is_x86(arch))
                    out.emplace_back("query-cpu-model-expansion", expansion(expansion_type(arch), model, migratable));
    if (arch == "s390x")
        for (const char* model : {"host", "max"}) out.emplace_back("query-cpu-model-expansion", expansion("full", model, true));
    if (is_arm(arch)) plain("query-gic-capabilities");
    if (is_x86(arch)) out.emplace_back("query-cpu-model-expansion", passthrough_expansion());
    if (only_accelerator) return out;
    for (const char* name : {"query-qmp-schema", "qom-list-types", "query-command-line-options", "query-migrate-capabilities",
                             "query-tpm-models", "query-tpm-types", "query-sev-capabilities", "query-sgx-capabilities"})
        plain(name);
    std::set<std::string> types;
    for (unsigned i = 0; i < flag_row_count; ++i) {
        if (flag_rows[i].probe != Probe::property && flag_rows[i].probe != Probe::property_default) continue;
        const std::string key = flag_rows[i].key;
        std::string type = key.substr(0, key.rfind('.', key.find('=')));
        if (asked_on(type, arch) && type.find('*') == std::string::npos && types.insert(type).second) out.push_back(list_properties(type));
    }
    return out;
}

QemuCaps digest(const std::string& emulator, const Answers* accelerated, const Answers* emulated, Accelerator accelerator) {
    const Answers* main = accelerated ? accelerated : emulated;
    if (!main) fail(Code::internal_error, Domain::qemu, "no answers of {} to read", emulator);
    QemuCaps caps;
    caps.emulator = emulator;
    if (const Json* v = main->find("query-version")) {
        if (const Json* q = json::find(*v, "qemu")) {
            auto part = [&](const char* name) {
                const Json* n = json::find(*q, name);
                return n && n->is_number() ? n->get<unsigned>() : 0u;
            };
            caps.version = part("major") * 1000000 + part("minor") * 1000 + part("micro");
        }
        caps.package = text_of(*v, "package");
    }
    if (const Json* t = main->find("query-target")) caps.arch = text_of(*t, "arch");
    if (caps.arch == "i386") caps.arch = "i686";
    if (caps.arch == "arm") caps.arch = "armv7l";

    const bool hvf = accelerated && accelerator == Accelerator::hvf;
    if (accelerated) (hvf ? caps.hvf : caps.kvm) = take_accelerator(*accelerated, caps.arch, false);
    if (emulated) caps.tcg = take_accelerator(*emulated, caps.arch, true);

    const Facts facts(*main);
    for (unsigned i = 0; i < flag_row_count; ++i)
        if (facts.holds(flag_rows[i])) caps.set(flag_rows[i].flag);
    if (accelerated) caps.set(hvf ? "hvf" : "kvm");
    if (emulated) caps.set("tcg");
    const AcceleratorCaps& first = caps.kvm ? *caps.kvm : caps.hvf ? *caps.hvf : *caps.tcg;
    for (const CpuModel& m : first.cpus)
        if (m.name == "max") caps.set("cpu-max");
    if (const Json* sev = main->find("query-sev-capabilities")) {
        if (sev->is_object()) {
            caps.set("sev-guest");
            auto number = [&](const char* name) {
                const Json* n = json::find(*sev, name);
                return n && n->is_number_unsigned() ? n->get<unsigned>() : 0u;
            };
            caps.sev = {number("cbitpos"), number("reduced-phys-bits"), text_of(*sev, "pdh"), text_of(*sev, "cert-chain"), text_of(*sev, "cpu0-id")};
        }
        if (sev->is_object() && caps.version >= 9001000) caps.set("sev-snp-guest");
    }
    if (const Json* sgx = main->find("query-sgx-capabilities"); sgx && flag_of(*sgx, "sgx")) {
        caps.set("sgx-epc");
        caps.sgx = read_sgx(*sgx);
    }
    if (is_arm(caps.arch)) {
        if (const Json* gic = main->find("query-gic-capabilities"); gic && gic->is_array())
            for (const Json& g : *gic)
                caps.gic.push_back({static_cast<unsigned>(number_of(g, "version")), flag_of(g, "kernel"), flag_of(g, "emulated")});
    }
    return caps;
}

}  // namespace vireo::qemu
