// SPDX-License-Identifier: LGPL-2.1-or-later
// Documents in QEMU's own form: the command line that a start would use, without touching the host.
#include "drivers/qemu/accept.h"
#include "drivers/qemu/argv/build.h"
#include "drivers/qemu/connection.h"
#include "drivers/qemu/prepare/prepare.h"
#include "drivers/qemu/prepare/steps.h"
#include "drivers/qemu/rules/fill.h"
#include "hv/cpu/host.h"
#include "hv/flags.h"

namespace vireo::qemu {

using namespace api;

namespace {

// One line, as a shell would take it.
std::string shell_line(const argv::CommandLine& line) {
    std::string out;
    for (const auto& [name, value] : line.env) out += name + "=" + prepare::shell_quote(value) + " ";
    out += prepare::shell_quote(line.program);
    for (const auto& word : line.args) out += " " + prepare::shell_quote(word);
    return out;
}

// The reader of the line connects interfaces himself, by a tap device that his shell opened as this descriptor.
constexpr int tap_fd = 23;

void connect_by_hand(model::Interface& n, argv::Bindings& b) {
    n.type = model::InterfaceType::ethernet;
    n.network.clear();
    n.target_dev.clear();
    b.nics[n.info.alias].tap_fds = {tap_fd};
}

// Ports of the first guest of a host.
void choose_port(model::Graphics& g) {
    if (g.port.value_or(-1) < 0) g.port = 5900;
}

}  // namespace

ConnectDomainXmlToNativeRet QemuConnection::connect_domain_xml_to_native(Call&, const ConnectDomainXmlToNativeArgs& a) {
    hv::check_flags(a.flags, 0, "qemuConnectDomainXMLToNative", Domain::qemu);
    if (a.nativeFormat != "qemu-argv") fail(Code::invalid_arg, Domain::qemu, "unsupported config type {}", a.nativeFormat);
    auto d = accept_definition(*core_, a.domainXml);
    auto caps = core_->caps.get(d.devices.emulator);
    argv::Bindings b;
    prepare_settings(b, core_->config);
    b.lib_dir = core_->config.paths.lib;
    b.domain_dir = domain_dir(d, core_->config);
    b.monitor_path = b.domain_dir + "/monitor.sock";
    b.master_key_file = b.domain_dir + "/master-key.aes";
    rules::prepare_start(d, *caps, d.os.arch == hv::cpu::host_cpu().arch ? &hv::cpu::host_cpu() : nullptr);
    for (auto& n : d.devices.interfaces) connect_by_hand(n, b);
    for (auto& g : d.devices.graphics) choose_port(g);
    return {.nativeConfig = shell_line(argv::build(d, *caps, b))};
}

}  // namespace vireo::qemu
