// SPDX-License-Identifier: LGPL-2.1-or-later
// How many recorded definitions become the recorded documents and command lines. The counts may only grow: what is
// reached is the floor of the next change.
#include <gtest/gtest.h>

#include <fstream>

#include "base/error.h"
#include "corpus.h"
#include "drivers/qemu/argv/build.h"
#include "drivers/qemu/caps/cache_xml.h"
#include "drivers/qemu/rules/fill.h"
#include "hv/firmware/descriptor.h"
#include "json/json.h"
#include "model/row/row.h"

namespace vireo::qemu {
namespace {

QemuCaps caps_for(const test::CorpusCase& c) {
    static std::map<std::string, QemuCaps> loaded;
    auto [at, fresh] = loaded.try_emplace(c.caps_xml);
    if (fresh) at->second = read_caps(test::slurp(c.caps_xml), nullptr);
    QemuCaps caps = at->second;
    if (c.strip_aliases)
        for (auto* a : {&caps.kvm, &caps.tcg, &caps.hvf})
            if (*a)
                for (auto& m : (*a)->machines) m.alias.clear();
    for (const auto& f : c.caps_add) caps.set(f);
    for (const auto& f : c.caps_del) caps.clear(f);
    return caps;
}

const std::vector<hv::FirmwareDescriptor>& firmware() {
    static const auto known = [] {
        // Files by name; those of /etc take the place of those of /usr, and empty ones hide them.
        std::map<std::string, std::string> files;
        const json::Json tree = json::parse(test::slurp(test::corpus_root() + "/qemuxmlconf/host/firmware-descriptors.json"));
        for (const char* folder : {"usr/share/qemu/firmware/", "etc/qemu/firmware/", "home/user/.config/qemu/firmware/"})
            for (const auto& [path, entry] : tree.items()) {
                const auto at = path.find(folder);
                if (at != 0 && !(at == 1 && path[0] == '/')) continue;
                if (auto* text = json::find(entry, "text")) files[path.substr(path.rfind('/') + 1)] = text->get<std::string>();
            }
        std::vector<hv::FirmwareDescriptor> out;
        for (const auto& [name, text] : files)
            if (auto d = hv::parse_firmware(text)) out.push_back(std::move(*d));
        return out;
    }();
    return known;
}

argv::Bindings bindings(const model::Domain& d) {
    argv::Bindings b;
    const std::string name = d.name.substr(0, 20);
    b.domain_dir = "/var/lib/libvirt/qemu/domain--1-" + name;
    for (unsigned i = 0; i < 4; ++i) b.auto_nodes.set(i);
    b.render_node = "/dev/dri/foo";
    b.monitor_fd = 1729;
    b.master_key_file = b.domain_dir + "/master-key.aes";
    b.now = 1234567890;
    b.spice_password = "123456";
    b.memory_backing_dir = "/var/lib/libvirt/qemu/ram/-1-" + name;
    b.hugepage_paths[""] = b.hugepage_paths["2048"] = "/dev/hugepages2M/libvirt/qemu/-1-" + name;
    b.hugepage_paths["1048576"] = "/dev/hugepages1G/libvirt/qemu/-1-" + name;
    b.tpm_socket = "/dev/test";
    unsigned node = 0;  // host devices count on after the disks
    std::function<void(const model::StorageSource&)> count = [&](const model::StorageSource& s) {
        if (s.index) node = std::max(node, *s.index);
        if (s.backing) count(*s.backing);
    };
    for (const auto& x : d.devices.disks) count(x.source);
    for (const auto& h : d.devices.hostdevs)
        if (h.type == model::HostdevType::scsi) b.scsi[h.info.alias] = {"/dev/sg0", fmt::format("libvirt-{}-backend", ++node)};
    int tap = 3, bridge_tap = 102, vhost = 44;
    for (const auto& n : d.devices.interfaces) {
        argv::Bindings::Nic nic;
        const unsigned queues = std::max(1u, n.queues.value_or(1));
        const bool network = n.type == model::InterfaceType::network || n.type == model::InterfaceType::bridge;
        const bool vhosted = n.model.starts_with("virtio") && n.driver != model::NicDriver::qemu;
        for (unsigned i = 0; i < queues; ++i) {
            nic.tap_fds.push_back((network ? bridge_tap : tap) + static_cast<int>(i));
            if (vhosted) nic.vhost_fds.push_back(vhost + static_cast<int>(i));
        }
        b.nics[n.info.alias] = nic;
    }
    auto chardev = [&](const std::string& alias, const model::ChardevSource& s, unsigned& sets) {
        argv::Bindings::Chardev c;
        if (s.type == model::ChardevType::unix_ && s.listen) c.fd = 1729;
        if (s.type == model::ChardevType::file) c.file_fd = 1750, c.file_set = sets++;
        if (!s.log_file.empty()) c.log_fd = 1751, c.log_set = sets++;
        b.chardevs[alias] = c;
    };
    unsigned sets = 0;
    for (const auto& c : d.devices.serials) chardev(c.info.alias, c.source, sets);
    for (const auto& c : d.devices.parallels) chardev(c.info.alias, c.source, sets);
    for (const auto& c : d.devices.channels) chardev(c.info.alias, c.source, sets);
    for (const auto& c : d.devices.consoles) if (c.console_target != model::ConsoleTarget::serial) chardev(c.info.alias, c.source, sets);
    for (const auto& c : d.devices.smartcards) chardev(c.info.alias, c.source, sets);
    for (const auto& c : d.devices.redirdevs) chardev(c.info.alias, c.source, sets);
    for (const auto& c : d.devices.rngs) chardev(c.info.alias, c.egd, sets);
    return b;
}

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const auto& w : words) out += w + "\n";
    return out;
}

TEST(ArgvCorpus, CountsWhatAgrees) {
    if (test::corpus_root().empty()) GTEST_SKIP() << "VIREO_CORPUS is not set";
    const char* dump = std::getenv("VIREO_DUMP");
    unsigned xml_ok = 0, xml_all = 0, args_ok = 0, args_all = 0, refused = 0, refusals = 0;
    std::string failures;
    for (const auto& c : test::qemuxmlconf_cases()) {
        if (c.arch != "x86_64") continue;
        model::Domain d;
        std::string error;
        bool parsed = false, built = false;
        argv::CommandLine line;
        std::string formatted;
        try {
            const QemuCaps caps = caps_for(c);
            model::ParseOptions o;
            o.flags = model::parse_inactive | (c.abi_update ? model::parse_abi_update : 0u);
            d = model::parse_domain(test::slurp(c.input), o);
            rules::FillOptions f;
            f.abi_update = c.abi_update;
            rules::choose_arch(d, f);
            if (d.devices.emulator.empty()) d.devices.emulator = caps.emulator;
            f.firmware = &firmware();
            rules::fill_in(d, caps, f);
            model::check(d);
            rules::check(d, caps);
            parsed = true;
            formatted = model::format_domain(d, model::row::format_secure);
            rules::prepare_start(d, caps);
            line = argv::build(d, caps, bindings(d));
            built = true;
        } catch (const Error& e) {
            error = e.what();
        } catch (const std::exception& e) {
            ADD_FAILURE() << c.name << ": " << e.what();
        }
        if (c.result == "ok") {
            ++xml_all, ++args_all;
            const std::string want_xml = test::slurp(c.expected_xml);
            if (parsed && formatted == want_xml) ++xml_ok;
            else if (dump) std::ofstream(std::string(dump) + "/" + c.name + ".xml") << (parsed ? formatted : "ERROR " + error);
            std::vector<std::string> want = test::words_of_args(test::slurp(c.expected_args)), got{line.program};
            while (!want.empty() && want.front().find('/') != 0) want.erase(want.begin());
            got.insert(got.end(), line.args.begin(), line.args.end());
            if (built && got == want) ++args_ok;
            else if (dump) std::ofstream(std::string(dump) + "/" + c.name + ".args") << (built ? joined(got) : "ERROR " + error + "\n") << "=====\n" << joined(want);
        } else {
            ++refusals;
            std::string want = test::slurp(c.expected_error);
            if (!want.empty() && want.back() == '\n') want.pop_back();
            if (!built && error == want) ++refused;
            else if (dump) std::ofstream(std::string(dump) + "/" + c.name + ".err") << (built ? "ACCEPTED" : error) << "\n=====\n" << want << "\n";
        }
    }
    RecordProperty("xml", static_cast<int>(xml_ok));
    RecordProperty("args", static_cast<int>(args_ok));
    printf("documents %u of %u, command lines %u of %u, refusals %u of %u\n", xml_ok, xml_all, args_ok, args_all, refused, refusals);
    EXPECT_GE(xml_ok, 545u);
    EXPECT_GE(args_ok, 420u);
    EXPECT_GE(refused, 100u);
}

}  // namespace
}  // namespace vireo::qemu
