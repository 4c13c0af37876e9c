// SPDX-License-Identifier: LGPL-2.1-or-later
// Helper programs, ends of processes, and guests started by vireo-launch.
#include "host/process/process.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <sched.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>

#include "base/text.h"
#include "host/process/launcher.h"
#include "run/store.h"

using namespace vireo;
using namespace vireo::host;
using namespace std::chrono_literals;
using testing::HasSubstr;

namespace {

template <class F>
Error error_of(F&& f) {
    try {
        f();
    } catch (const Error& e) {
        return e;
    }
    ADD_FAILURE() << "nothing was thrown";
    return Error(Code::ok, Domain::none, "");
}

Deadline soon() { return Deadline::in(20s); }

struct LaunchTest : testing::Test {
    std::string dir;
    void SetUp() override {
        setenv("VIREO_LAUNCH", VIREO_BINARY_DIR "/bin/vireo-launch", 1);
        char name[] = "/tmp/vireo-launch-XXXXXX";
        ASSERT_TRUE(mkdtemp(name));
        chmod(name, 0777);
        dir = name;
    }
    void TearDown() override {
        if (system(("rm -rf " + dir).c_str())) abort();
    }
    LaunchOrder shell(const std::string& script) {
        LaunchOrder o;
        o.program = "/bin/sh";
        o.args = {"sh", "-c", script};
        o.env = {"PATH=/usr/bin:/bin", "DIR=" + dir};
        return o;
    }
    // Runs the script as a guest to its end and returns what it wrote.
    std::string output(LaunchOrder o) {
        int fds[2];
        if (pipe2(fds, O_CLOEXEC)) abort();
        Fd read(fds[0]), write(fds[1]);
        o.fds.push_back({write.get(), 1});
        auto p = launch(o, soon());
        write.reset();
        std::string out;
        char buffer[4096];
        for (ssize_t n; (n = ::read(read.get(), buffer, sizeof buffer)) > 0;) out.append(buffer, static_cast<std::size_t>(n));
        EXPECT_TRUE(wait_for_end(p.pidfd.get(), soon()));
        return out;
    }
};

#define NEEDS_ROOT() \
    if (geteuid() != 0) GTEST_SKIP() << "needs root"

}  // namespace

TEST(RunCommand, TakesOutputAndStatus) {
    auto r = run_command({"sh", "-c", "echo out; echo err >&2; exit 3"});
    EXPECT_EQ(r.out, "out\n");
    EXPECT_EQ(r.err, "err\n");
    EXPECT_EQ(r.exit_code(), 3);
    EXPECT_FALSE(r.ok());
    EXPECT_EQ(status_text(r.status), "exit status 3");
    EXPECT_EQ(status_text(run_command({"sh", "-c", "kill -9 $$"}).status), "fatal signal 9");
}

TEST(RunCommand, FeedsInput) {
    std::string big(3 << 20, 'x');
    EXPECT_EQ(run_command({"cat"}, {.input = big}).out, big);
    EXPECT_TRUE(run_command({"true"}, {.input = big}).ok()) << "a program may ignore its input";
    EXPECT_EQ(run_command({"cat"}).out, "");
}

TEST(RunCommand, EnvironmentAndDirectory) {
    setenv("VIREO_TEST_SECRET", "x", 1);
    auto r = run_command({"sh", "-c", "echo $LC_ALL-$FOO-$VIREO_TEST_SECRET-$(pwd)"}, {.env = {"FOO=bar", "LC_ALL=de"}, .directory = "/usr"});
    EXPECT_EQ(r.out, "de-bar--/usr\n");
}

TEST(RunCommand, DeadlineKillsTheWholeGroup) {
    auto start = real_clock().now();
    auto e = error_of([] { run_command({"sh", "-c", "sleep 60 & sleep 60"}, {.until = Deadline::in(50ms)}); });
    EXPECT_EQ(e.code, Code::operation_timeout);
    EXPECT_LT(real_clock().now() - start, 5s);
}

TEST(RunCommand, OutputIsBounded) {
    auto e = error_of([] { run_command({"sh", "-c", "cat /dev/zero"}, {.max_output = 100000}); });
    EXPECT_EQ(e.message, "internal error: program 'sh' wrote more than 100000 bytes");
}

TEST(RunCommand, ADaemonThatKeepsThePipeDoesNotHoldUs) {
    auto start = real_clock().now();
    EXPECT_EQ(run_command({"sh", "-c", "(setsid sleep 15 &) ; echo done"}).out, "done\n");
    EXPECT_LT(real_clock().now() - start, 10s);
}

TEST(RunCommand, OnlyNamedDescriptorsPass) {
    Fd a(open("/dev/null", O_RDONLY | O_CLOEXEC)), b(open("/dev/null", O_RDONLY));
    auto script = fmt::format("for n in {} {}; do test -e /proc/self/fd/$n && echo $n; done; true", a.get(), b.get());
    EXPECT_EQ(run_command({"sh", "-c", script}).out, "");
    EXPECT_THAT(run_command({"sh", "-c", script}, {.keep_fds = {a.get()}}).out, HasSubstr(fmt::format("{}\n", a.get())));
}

TEST(RunCommand, ErrorTexts) {
    EXPECT_EQ(error_of([] { run_command({"vireo-no-such-program"}); }).message,
              "Cannot find 'vireo-no-such-program' in path: No such file or directory");
    EXPECT_EQ(error_of([] { run_checked({"sh", "-c", "echo bad >&2; exit 2"}); }).message,
              "internal error: Child process (sh -c echo bad >&2; exit 2) unexpected exit status 2: bad\n");
    EXPECT_EQ(run_checked({"echo", "x"}), "x\n");
}

TEST(Process, StartTimeTellsSuccessorsApart) {
    auto mine = process_start_time(getpid());
    ASSERT_TRUE(mine);
    EXPECT_GT(*mine, 0u);
    EXPECT_EQ(process_start_time(getpid()), mine);
    EXPECT_TRUE(open_process(getpid(), mine));
    EXPECT_FALSE(open_process(getpid(), *mine + 1));
    pid_t child = fork();
    if (child == 0) _exit(0);
    waitpid(child, nullptr, 0);
    EXPECT_FALSE(process_start_time(child));
    EXPECT_FALSE(open_process(child));
}

TEST(Process, EndsAtOnceWithoutPolling) {
    pid_t child = fork();
    if (child == 0)
        for (;;) pause();
    auto fd = open_process(child);
    ASSERT_TRUE(fd);
    EXPECT_FALSE(wait_for_end(fd->get(), Deadline::in_ms(0)));
    EXPECT_FALSE(collect_child(fd->get()));
    auto start = real_clock().now();
    EXPECT_EQ(end_process(fd->get(), child, SIGTERM, soon(), soon()), Ending::by_first_signal);
    EXPECT_LT(real_clock().now() - start, 1s);
    EXPECT_EQ(end_process(fd->get(), child, SIGTERM, soon(), soon()), Ending::was_gone) << "a zombie has ended";
    auto status = collect_child(fd->get());
    ASSERT_TRUE(status);
    EXPECT_EQ(status_text(*status), "fatal signal 15");
    EXPECT_EQ(end_process(fd->get(), child, SIGTERM, soon(), soon()), Ending::was_gone);
}

TEST(Process, TheDeafAreKilled) {
    int fds[2];
    ASSERT_EQ(pipe(fds), 0);
    pid_t child = fork();
    if (child == 0) {
        signal(SIGTERM, SIG_IGN);
        (void)!write(fds[1], "x", 1);
        for (;;) pause();
    }
    char c;
    ASSERT_EQ(read(fds[0], &c, 1), 1);
    close(fds[0]);
    close(fds[1]);
    auto fd = open_process(child);
    EXPECT_EQ(end_process(fd->get(), child, SIGTERM, Deadline::in(5ms), soon()), Ending::by_kill);
    EXPECT_EQ(status_text(*collect_child(fd->get())), "fatal signal 9");
}

TEST_F(LaunchTest, RunsTheProgramAndNothingElse) {
    auto o = shell("pwd; umask; env | sort; ls /proc/self/fd | wc -l");
    auto out = output(o);
    EXPECT_THAT(out, HasSubstr("/\n0022\n"));
    EXPECT_THAT(out, HasSubstr("PATH=/usr/bin:/bin\n"));
    EXPECT_THAT(out, HasSubstr("\n4\n")) << "0, 1, 2 and what ls itself opened";
}

TEST_F(LaunchTest, TheGuestIsNoChildOfOursAndHasASession) {
    auto o = shell("sleep 60");
    auto p = launch(o, soon());
    EXPECT_EQ(process_start_time(p.pid), p.start_time);
    EXPECT_EQ(getsid(p.pid), p.pid);
    EXPECT_EQ(end_process(p.pidfd.get(), p.pid, SIGTERM, soon(), soon()), Ending::by_first_signal);
    EXPECT_FALSE(collect_child(p.pidfd.get()));
    EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1) << "no child of ours is left";
    o.daemonize = false;
    p = launch(o, soon());
    EXPECT_EQ(end_process(p.pidfd.get(), p.pid, SIGTERM, soon(), soon()), Ending::by_first_signal);
    EXPECT_EQ(status_text(*collect_child(p.pidfd.get())), "fatal signal 15");
}

TEST_F(LaunchTest, DescriptorsGetTheirNumbers) {
    Fd a(open("/proc/self/status", O_RDONLY | O_CLOEXEC)), b(open("/dev/zero", O_RDONLY | O_CLOEXEC));
    // Counted by the shell alone: for a pipeline it would hold more for a moment.
    auto o = shell("readlink /proc/self/fd/0 /proc/self/fd/7 /proc/self/fd/3; for f in /proc/$$/fd/*; do test -e $f && echo -n ${f##*/}' '; done");
    o.fds = {{a.get(), 3}, {b.get(), 7}};
    auto out = output(o);
    EXPECT_THAT(out, HasSubstr("/dev/null\n/dev/zero\n/proc/"));
    EXPECT_THAT(out, HasSubstr("0 1 2 3 7 "));
    // Numbers crosswise, and many of them.
    o = shell("readlink /proc/self/fd/600; n=0; for f in /proc/$$/fd/*; do test -e $f && n=$((n + 1)); done; echo $n");
    std::vector<Fd> many;
    for (int i = 0; i < 500; ++i) {
        many.push_back(Fd(open("/dev/zero", O_RDONLY | O_CLOEXEC)));
        o.fds.push_back({many.back().get(), 700 - i});
    }
    EXPECT_EQ(output(o), "/dev/zero\n503\n");
}

TEST_F(LaunchTest, ErrorsNameTheStep) {
    auto o = shell("true");
    o.program = "/nonexistent/qemu";
    auto e = error_of([&] { launch(o, soon()); });
    EXPECT_EQ(e.code, Code::system_error);
    EXPECT_EQ(e.message, "cannot execute binary /nonexistent/qemu: No such file or directory");
    EXPECT_EQ(e.int1, ENOENT);
    o = shell("true");
    o.directory = "/nonexistent";
    EXPECT_EQ(error_of([&] { launch(o, soon()); }).message, "Unable to change to /nonexistent: No such file or directory");
    o = shell("true");
    o.cgroups = {"/nonexistent"};
    EXPECT_EQ(error_of([&] { launch(o, soon()); }).message, "Unable to write to '/nonexistent/cgroup.procs': No such file or directory");
    o = shell("true");
    o.args.push_back(std::string("a\0b", 3));
    EXPECT_EQ(error_of([&] { launch(o, soon()); }).code, Code::invalid_arg);
    EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1);
}

TEST_F(LaunchTest, AnUnfinishedLaunchIsTakenBack) {
    Fd watch;
    {
        Launch l(shell("touch $DIR/ran"), soon());
        auto fd = open_process(l.process().pid, l.process().start_time);
        ASSERT_TRUE(fd);
        watch = std::move(*fd);
        EXPECT_FALSE(wait_for_end(watch.get(), Deadline::in(5ms))) << "it waits for us";
    }
    EXPECT_TRUE(wait_for_end(watch.get(), soon()));
    EXPECT_NE(access((dir + "/ran").c_str(), F_OK), 0);
}

TEST_F(LaunchTest, LimitsAndPlaces) {
    auto o = shell("ulimit -c; ulimit -n; cat /proc/self/oom_score_adj; nice; grep Cpus_allowed_list /proc/self/status; umask; pwd");
    o.max_core = 0;
    o.max_files = 200;
    o.oom_score_adj = 500;
    o.nice = 5;
    o.cpus = "0";
    o.umask = 002;
    o.directory = "/usr";
    o.pid_file = dir + "/pid";
    EXPECT_EQ(output(o), "0\n200\n500\n5\nCpus_allowed_list:\t0\n0002\n/usr\n");
    EXPECT_THAT(run::read_file(dir + "/pid")->c_str(), testing::MatchesRegex("[0-9]+\n"));
    o = shell("ulimit -c");
    o.max_core = unlimited;
    if (geteuid() == 0) {
        EXPECT_EQ(output(o), "unlimited\n");
    }
}

TEST_F(LaunchTest, RightsAreDropped) {
    NEEDS_ROOT();
    auto o = shell("id -u; id -g; id -G; grep -E 'CapEff|CapBnd|NoNewPrivs' /proc/self/status");
    o.uid = 65534;
    o.gid = 65533;
    o.groups = {65533, 12, 13};
    o.capabilities = 0;
    o.no_new_privileges = true;
    EXPECT_EQ(output(o),
              "65534\n65533\n65533 12 13\nCapEff:\t0000000000000000\nCapBnd:\t0000000000000000\nNoNewPrivs:\t1\n");
    o.capabilities = 1ull << 12 | 1ull << 10;  // net_admin, net_bind_service
    o.no_new_privileges = false;
    EXPECT_THAT(output(o), HasSubstr("CapEff:\t0000000000001400\nCapBnd:\t0000000000001400\n")) << "as ambient ones";
    o = shell("id -u; grep CapEff /proc/self/status");
    o.capabilities = 0;
    EXPECT_EQ(output(o), "0\nCapEff:\t0000000000000000\n") << "a root without rights";
}

TEST_F(LaunchTest, MountNamespace) {
    NEEDS_ROOT();
    using Kind = NamespaceStep::Kind;
    auto o = shell("ls $DIR/dev; stat -c '%F %a %u %t:%T' $DIR/dev/null; readlink $DIR/dev/l; ls $DIR/etc | grep -c .");
    auto dev = dir + "/dev";
    run::make_directory(dev);
    o.namespaces = {{Kind::unshare_mount, ""},
                    {Kind::slave, "/"},
                    {.kind = Kind::tmpfs, .path = dev, .extra = "mode=755,size=65536"},
                    {.kind = Kind::node, .path = dev + "/null", .mode = S_IFCHR | 0640, .device = makedev(1, 3), .uid = 12, .gid = 13},
                    {.kind = Kind::directory, .path = dev + "/pts", .mode = 0755},
                    {.kind = Kind::symlink, .path = dev + "/l", .extra = "null"},
                    {.kind = Kind::directory, .path = dir + "/etc", .mode = 0755},
                    {.kind = Kind::bind, .path = dir + "/etc", .extra = "/proc/self"}};
    auto out = output(o);
    if (out.empty()) GTEST_SKIP() << "no mount namespaces here";
    EXPECT_THAT(out, HasSubstr("l\nnull\npts\ncharacter special file 640 12 1:3\nnull\n"));
    EXPECT_EQ(run::list_directory(dev).size(), 0u) << "seen by the guest only";
}

TEST_F(LaunchTest, ManyAtOnceFromManyThreads) {
    std::vector<std::thread> threads;
    std::atomic<int> good{0};
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < 10; ++i)
                if (output(shell("echo ok")) == "ok\n") ++good;
        });
    for (auto& t : threads) t.join();
    EXPECT_EQ(good, 40);
}
