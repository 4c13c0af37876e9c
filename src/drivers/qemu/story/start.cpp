// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/story/start.h"

#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/log.h"
#include "base/text.h"
#include "drivers/qemu/argv/build.h"
#include "drivers/qemu/core.h"
#include "drivers/qemu/prepare/prepare.h"
#include "drivers/qemu/qmp/client.h"
#include "drivers/qemu/recover/recover.h"
#include "drivers/qemu/rules/fill.h"
#include "drivers/qemu/story/learn_cpu.h"
#include "drivers/qemu/story/live.h"
#include "drivers/qemu/story/monitor.h"
#include "drivers/qemu/story/vcpus.h"
#include "host/node/sysfs.h"
#include "host/process/launcher.h"
#include "host/process/process.h"
#include "hv/cpu/host.h"
#include "hv/events.h"
#include "json/json.h"
#include "run/fault.h"
#include "run/rollback.h"

namespace vireo::qemu {
namespace {

constinit log::Source source{"qemu.start"};

// An emulator reads its monitor when the guest's memory is in place; to fill a terabyte of it takes a while.
Duration time_to_come_up(const model::Domain& d) {
    const auto gib = std::min<std::uint64_t>(d.memory.value_or(0) >> 20, 3600);
    return std::chrono::seconds(30 + static_cast<int>(gib));
}

struct Start {
    Guest& guest;
    Core& core;
    const StartOptions& options;
    std::uint64_t life = 0;
    CapsPtr caps;
    model::Domain live;
    argv::Bindings bindings;
    PreparedHost prepared;
    std::shared_ptr<Runtime> runtime = std::make_shared<Runtime>();
    host::Process process;
    std::string cpu_options;
    std::vector<qmp::Future> chardevs, processors;  // on their way
    run::Rollback undo;  // the last member: what it undoes is still there when it runs

    void begin();
    void prepare();
    void launch();
    void connect();
    void ask();
    void learn();
    void run();
};

// Labels of a model that nothing here enforces would be a promise not kept.
void check_labels(const model::Domain& d, const Config& config) {
    for (const auto& l : d.seclabels) {
        if (l.model.empty() || l.model == "none" || (l.model == "dac" && config.privileged)) continue;
        fail(Code::config_unsupported, Domain::none, "Security driver model '{}' is not available", l.model);
    }
}

// Whatever happened to the record of an emulator: while it lives, its guest is not started a second time.
void refuse_second(const model::Domain& d, const Config& config) {
    auto text = host::read_text(pid_path(d, config));
    if (!text) return;
    const auto pid = to_number<pid_t>(trim(*text));
    if (!pid || *pid <= 0) return;
    auto process = host::open_process(*pid);
    if (!process || host::wait_for_end(process->get(), Deadline::in_ms(0))) return;
    // The number may be somebody else's by now.
    const auto words = host::read_text(fmt::format("/proc/{}/cmdline", *pid)).value_or("");
    const std::string_view all(words);
    const auto name = fmt::format("guest={}", d.name);
    const auto at = all.find(std::string(1, '\0') + name);
    if (at == all.npos) return;
    const char after = at + 1 + name.size() < all.size() ? all[at + 1 + name.size()] : '\0';
    if (after != ',' && after != '\0') return;
    fail(Code::operation_invalid, Domain::qemu, "domain is already running");
}

// Publishes that a start is on its way: from here on a crash of the daemon leaves a status file that says so.
void Start::begin() {
    auto before = guest.read();
    if (before->active()) fail(Code::operation_invalid, Domain::qemu, "domain is already running");
    live = options.definition ? *options.definition : *before->next();
    refuse_second(live, core.config);
    if (live.devices.emulator.empty()) live.devices.emulator = core.caps.emulator_for(live.os.arch);
    caps = core.caps.get(live.devices.emulator);
    check_labels(live, core.config);
    live.id = core.new_id();
    rules::prepare_start(live, *caps, live.os.arch == hv::cpu::host_cpu().arch ? &hv::cpu::host_cpu() : nullptr);
    rules::forget_boot(live);
    runtime->caps = caps;
    runtime->boot_id = boot_id();
    runtime->autodestroy = options.autodestroy;
    guest.end_reason = -1;
    guest.commit(before->life, [&](GuestState& n) {
        ++n.life;
        n.live = std::make_shared<const model::Domain>(live);
        n.id = *live.id;
        n.state = {hv::Phase::paused, hv::why::paused::starting_up};
        n.intent = {"start"};
        n.runtime = runtime;
    });
    life = guest.read()->life;
    undo.add("announce the start", [this] {
        guest.detach();
        guest.commit(run::any_life, [&](GuestState& n) {
            ++n.life;
            n.live.reset();
            n.runtime.reset();
            n.intent = {};
            n.id = -1;
            n.state = {hv::Phase::shutoff, hv::why::shutoff::failed};
        });
    });
}

void Start::prepare() {
    prepare_host(live, core.config, *caps, bindings, prepared, undo);
    runtime->monitor_path = bindings.monitor_path;
    runtime->lib_dir = bindings.domain_dir;
    runtime->channel_dir = prepared.channel_dir;
}

void Start::launch() {
    auto with_boot_order = live;
    rules::assign_boot(with_boot_order);
    // Its overlay is there already: the emulator takes the disk like any other.
    for (auto& disk : with_boot_order.devices.disks) disk.transient = false;
    auto line = argv::build(with_boot_order, *caps, bindings);
    prepared.log_start(line);
    cpu_options = qemu::cpu_options(line.args);
    host::LaunchOrder order;
    order.program = line.program;
    order.args.push_back(line.program);
    order.args.insert(order.args.end(), line.args.begin(), line.args.end());
    for (auto& [name, value] : line.env) order.env.push_back(name + "=" + value);
    order.fds = prepared.fds();
    order.pid_file = prepared.pid_file;
    order.uid = prepared.uid;
    order.gid = prepared.gid;
    if (prepared.groups) order.groups = std::vector<gid_t>(prepared.groups->begin(), prepared.groups->end());
    order.max_processes = prepared.max_processes;
    order.max_memlock = prepared.max_memlock;
    order.max_files = prepared.max_files;
    order.max_core = prepared.max_core;
    order.umask = 002;
    if (int e = run::fault("qemu.launch")) fail_errno(Domain::qemu, e, "cannot start {}", line.program);
    const Deadline until = Deadline::in_ms(30'000);
    host::Launch waiting(order, until);
    runtime->pid = waiting.process().pid;
    runtime->process_start = waiting.process().start_time;
    // The process is on record before it becomes the guest: a daemon that dies now finds it again, or it never was.
    guest.commit(life, [&](GuestState& n) { n.runtime = std::make_shared<Runtime>(*runtime); });
    for (const auto& event : live.perf)
        if (event.enabled == model::YesNo::yes) guest.perf.enable(event.name, runtime->pid);
    process = waiting.finish(until);
    prepared.close_passed();
    undo.add("end the emulator", [this] {
        if (process.pidfd) host::end_process(process.pidfd.get(), process.pid, SIGKILL, Deadline::in_ms(5'000), Deadline::in_ms(20'000));
    });
}

void Start::connect() {
    const Deadline until = Deadline::in(time_to_come_up(live));
    try {
        Fd socket = qmp::connect_unix(bindings.monitor_path, until, [&] { return !host::wait_for_end(process.pidfd.get(), Deadline::in_ms(0)); });
        guest.attach(make_monitor(guest, std::move(socket)), process.pidfd.duplicate());
        // What the emulator reads before it is ready it reads at once when it is.
        if (!plugs_vcpus(live)) ask();
        qmp::Command status("query-status");
        status.allowed = time_to_come_up(live);
        const qmp::Future ready = processors.empty() ? guest.monitor()->send(status) : processors.front();
        ready.check(until);
    } catch (const vireo::Error& e) {
        // An emulator that refuses its command line says why on its standard error, which is the end of its log.
        // It closes the connection before it has ended; one that dumps its memory takes a while.
        bool died = host::wait_for_end(process.pidfd.get(), Deadline::in_ms(e.code == Code::operation_timeout ? 0 : 3'000));
        auto said = prepared.emulator_output();
        if (died && !said.empty())
            throw Error(Code::internal_error, Domain::qemu, fmt::format("QEMU unexpectedly closed the monitor (vm='{}'): {}", live.name, said)).because(e);
        if (died) throw Error(Code::internal_error, Domain::qemu, fmt::format("QEMU unexpectedly closed the monitor (vm='{}')", live.name)).because(e);
        throw;
    }
}

// QEMU reads its monitor byte by byte: only what has an answer that counts.
void Start::ask() {
    std::vector<qmp::Command> asks;
    const bool devices = chardevs_tell(live);
    if (devices) asks.emplace_back("query-chardev");
    asks.emplace_back("query-cpus-fast");
    for (auto& c : asks) c.allowed = time_to_come_up(live);
    auto answers = guest.monitor()->send(asks);
    if (devices) chardevs = {answers.front()};
    processors = {answers.back()};
}

// What only the running emulator knows: terminals it opened, threads of its processors.
void Start::learn() {
    auto monitor = guest.monitor();
    if (processors.empty()) {
        plug_vcpus(live, *monitor);
        ask();
    }
    for (const auto& answer : chardevs) learn_chardevs(live, answer.get());
    const auto list = processors.front().get();
    runtime->vcpu_threads = vcpu_threads(list);
    check_spinlocks(live, *monitor, list);
    learn_cpu(live, *monitor, list, {core.guest_cpus, caps, cpu_options});
    auto settings = live_settings(live, bindings, *caps);
    if (settings.empty()) return;
    // The guest gives memory back when its driver is there: until then it has all of it.
    const bool balloon = std::any_of(settings.begin(), settings.end(), [](const auto& c) { return c.name == "balloon"; });
    if (balloon) settings.emplace_back("query-balloon");
    const auto answers = monitor->send(settings);
    for (const auto& done : answers) done.check();
    if (!balloon) return;
    const auto answer = answers.back().get();
    if (const auto* actual = json::find(answer, "actual"); actual && actual->is_number_unsigned()) live.current_memory = actual->get<std::uint64_t>() / 1024;
}

void Start::run() {
    if (!options.paused) guest.monitor()->call(qmp::Command("cont"));
    guest.commit(life, [&](GuestState& n) {
        n.live = std::make_shared<const model::Domain>(live);
        n.runtime = runtime;
        n.intent = {};
        n.state = options.paused ? hv::State{hv::Phase::paused, hv::why::paused::user} : hv::State{hv::Phase::running, options.reason};
        // The order that observers know: processors run, then the guest counts as started; a pause comes after it.
        auto started = hv::lifecycle_event(n.ref(), hv::event::Lifecycle::started, options.event_detail);
        if (options.paused)
            n.events = {std::move(started), hv::lifecycle_event(n.ref(), hv::event::Lifecycle::suspended, hv::event::suspended::paused)};
        else
            n.events = {hv::lifecycle_event(n.ref(), hv::event::Lifecycle::resumed, hv::event::resumed::unpaused), std::move(started)};
    });
    undo.keep();
    log::info(source, "domain '{}' started, process {}", live.name, process.pid);
}

}  // namespace

void start_guest(Guest& guest, const StartOptions& options) {
    Start s{.guest = guest, .core = guest.core(), .options = options};
    s.begin();
    s.prepare();
    s.launch();
    s.connect();
    s.learn();
    s.run();
}

}  // namespace vireo::qemu
