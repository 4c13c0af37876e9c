// SPDX-License-Identifier: LGPL-2.1-or-later
// What it costs to accept a definition and to make a command of it: argv_bench CAPABILITIES DOCUMENT [ROUNDS], the first
// being what the driver keeps about an emulator (.../cache/libvirt/qemu/capabilities/*.xml).
#include <cstdlib>

#include "drivers/qemu/argv/build.h"
#include "drivers/qemu/caps/cache_xml.h"
#include "drivers/qemu/rules/fill.h"
#include "measure.h"
#include "model/row/row.h"

int main(int argc, char** argv) {
    if (argc < 3) {
        std::fprintf(stderr, "argv_bench CAPABILITIES DOCUMENT [ROUNDS]\n");
        return 2;
    }
    using namespace vireo;
    using namespace vireo::qemu;
    try {
        const auto caps_text = bench::content(argv[1]), text = bench::content(argv[2]);
        const int rounds = argc > 3 ? std::atoi(argv[3]) : 1000;
        bench::measure("read capabilities", 20, [&] { read_caps(caps_text, nullptr); });
        const auto caps = read_caps(caps_text, nullptr);
        model::ParseOptions o;
        o.flags = model::parse_inactive | model::parse_abi_update;
        rules::FillOptions f;
        f.abi_update = true;
        f.host_arch = caps.arch;
        const auto accept = [&](model::Domain& d) {
            rules::choose_arch(d, f);
            if (d.devices.emulator.empty()) d.devices.emulator = caps.emulator;
            rules::fill_in(d, caps, f);
            rules::check(d, caps);
        };
        std::printf("%zu bytes\n", text.size());
        bench::measure("parse", rounds, [&] { model::parse_domain(text, o); });
        const auto parsed = model::parse_domain(text, o);
        bench::measure("copy, fill in, check", rounds, [&] {
            auto d = parsed;
            accept(d);
        });
        auto accepted = parsed;
        accept(accepted);
        bench::measure("format", rounds, [&] { model::format_domain(accepted, model::row::format_inactive); });
        bench::measure("copy, prepare to start", rounds, [&] {
            auto d = accepted;
            rules::prepare_start(d, caps);
        });
        rules::prepare_start(accepted, caps);
        argv::Bindings host;
        int fd = 3;
        for (const auto& n : accepted.devices.interfaces) host.nics[n.info.alias] = {.tap_fds = {fd++}, .vhost_fds = {fd++}};
        std::size_t words = 0;
        bench::measure("build the command", rounds, [&] { words = argv::build(accepted, caps, host).args.size(); });
        std::printf("%zu words\n", words);
    } catch (const Error& e) {
        std::fprintf(stderr, "%s\n", e.message.c_str());
        return 1;
    }
}
