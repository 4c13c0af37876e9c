// SPDX-License-Identifier: LGPL-2.1-or-later
// The order of a command line, as a list of contents.
#include "drivers/qemu/argv/build.h"

#include "drivers/qemu/argv/parts.h"

namespace vireo::qemu::argv {

using namespace model;

namespace {

void environment(const Build& b) {
    auto put = [&](const char* name, std::string value) { b.line.env.emplace_back(name, std::move(value)); };
    auto inherit = [&](const char* name) {
        if (auto at = b.host.inherited_env.find(name); at != b.host.inherited_env.end()) put(name, at->second);
    };
    put("LC_ALL", "C");
    for (const char* name : {"LD_PRELOAD", "LD_LIBRARY_PATH", "PATH"}) inherit(name);
    put("HOME", b.host.domain_dir);
    for (const char* name : {"USER", "LOGNAME", "TMPDIR"}) inherit(name);
    put("XDG_DATA_HOME", b.host.domain_dir + "/.local/share");
    put("XDG_CACHE_HOME", b.host.domain_dir + "/.cache");
    put("XDG_CONFIG_HOME", b.host.domain_dir + "/.config");
}

void name(const Build& b) {
    Option o;
    o.set("guest", b.d.name).set("debug-threads", "on");
    b.line.add("-name", o);
}

// Processors that may leave come when the guest is there, one by one.
unsigned boot_vcpus(const model::Domain& d) {
    if (d.vcpu_entries.empty()) return d.current_vcpus();
    unsigned n = 0;
    for (const auto& v : d.vcpu_entries) n += v.enabled != YesNo::no && v.hotpluggable != YesNo::yes;
    return n;
}

void smp(const Build& b) {
    Option o;
    const unsigned current = boot_vcpus(b.d);
    o.word(std::to_string(current));
    if (b.d.vcpus != current) o.set("maxcpus", b.d.vcpus);
    if (b.d.cpu && b.d.cpu->topology.sockets) {
        const CpuTopology& t = b.d.cpu->topology;
        o.set("sockets", t.sockets);
        if (b.caps.has("smp-dies")) o.set("dies", t.dies);
        if (b.caps.has("smp-clusters")) o.set("clusters", t.clusters);
        o.set("cores", t.cores).set("threads", t.threads);
    } else {
        o.set("sockets", b.d.vcpus).set("cores", "1").set("threads", "1");
    }
    b.line.add("-smp", o);
}

void iothreads(const Build& b) {
    for (const Iothread& t : b.d.iothread_ids) {
        Props p{{"qom-type", "iothread"}, {"id", fmt::format("iothread{}", t.id)}};
        if (t.pool_min) p.set("thread-pool-min", *t.pool_min);
        if (t.pool_max) p.set("thread-pool-max", *t.pool_max);
        if (t.poll_max) p.set("poll-max-ns", *t.poll_max);
        if (t.poll_grow) p.set("poll-grow", *t.poll_grow);
        if (t.poll_shrink) p.set("poll-shrink", *t.poll_shrink);
        b.line.add("-object", p);
    }
    if (!b.d.default_iothread_pool_min && !b.d.default_iothread_pool_max) return;
    Props p{{"qom-type", "main-loop"}, {"id", "main-loop"}};
    if (b.d.default_iothread_pool_min) p.set("thread-pool-min", *b.d.default_iothread_pool_min);
    if (b.d.default_iothread_pool_max) p.set("thread-pool-max", *b.d.default_iothread_pool_max);
    b.line.add("-object", p);
}

void monitor(const Build& b) {
    unix_chardev(b, "charmonitor", {.path = b.host.monitor_path, .fd = b.host.monitor_fd, .listen = true});
    b.line.add("-mon", "chardev=charmonitor,id=monitor,mode=control");
}

}  // namespace

CommandLine build(const model::Domain& domain, const QemuCaps& caps, const Bindings& host) {
    CommandLine line;
    line.json_devices = caps.has("device.json+hotplug");
    const Build b{domain, caps, host, line};
    line.program = domain.devices.emulator;
    environment(b);
    name(b);
    line.add("-S");
    if (!host.master_key_file.empty())
        line.add("-object", Props{{"qom-type", "secret"}, {"id", "masterKey0"}, {"format", "raw"}, {"file", host.master_key_file}});
    managed_reservations(b);
    firmware_blockdevs(b);
    machine(b);
    accelerator(b);
    cpu(b);
    if (domain.os.loader && domain.os.loader->type != LoaderType::pflash && !domain.os.loader->path.empty()) line.add("-bios", domain.os.loader->path);
    if (domain.os.loader && domain.os.loader->type == LoaderType::pflash && domain.os.loader->secure == YesNo::yes)
        line.add("-global", "driver=cfi.pflash01,property=secure,value=on");
    memory_size(b);
    memory_backing(b);
    line.add("-overcommit", domain.memory_backing.locked ? "mem-lock=on" : "mem-lock=off");
    smp(b);
    iothreads(b);
    throttle_groups(b);
    numa(b);
    line.add("-uuid", domain.uuid.text());
    if (domain.genid) b.device(Props{{"driver", "vmgenid"}, {"guid", domain.genid->text()}, {"id", "vmgenid0"}});
    smbios(b);
    fw_cfg(b);
    display_none(b);
    line.add("-no-user-config");
    line.add("-nodefaults");
    monitor(b);
    clock(b);
    power(b);
    boot(b);
    iommu(b);
    globals(b);
    controllers(b);
    memory_devices(b);
    usb_hubs(b);
    disks(b);
    filesystems(b);
    nics(b);
    smartcards(b);
    serials(b);
    channels(b);
    tpms(b);
    inputs(b);
    audio_backends(b);
    graphics(b);
    videos(b);
    sounds(b);
    watchdogs(b);
    redirdevs(b);
    hostdevs(b);
    if (!host.incoming.empty()) line.add("-incoming", host.incoming);
    balloon(b);
    rngs(b);
    nvram(b);
    vmcoreinfo(b);
    launch_security(b);
    if (domain.qemu)
        for (const std::string& a : domain.qemu->args) line.add(a);
    sandbox(b);
    panics(b);
    shmems(b);
    vsock(b);
    cryptos(b);
    pstore(b);
    if (domain.features.async_teardown_given && domain.features.async_teardown != YesNo::absent && caps.has("run-with.async-teardown"))
        line.add("-run-with", fmt::format("async-teardown={}", on_off(domain.features.async_teardown == YesNo::yes)));
    if (domain.clock.offset == ClockOffset::timezone && !domain.clock.timezone.empty()) line.env.emplace_back("TZ", domain.clock.timezone);
    if (host.log_timestamp) line.add("-msg", "timestamp=on");
    if (domain.qemu)
        for (const auto& e : domain.qemu->env) line.env.emplace_back(e.name, e.value.value_or(""));
    return line;
}

}  // namespace vireo::qemu::argv
