// SPDX-License-Identifier: LGPL-2.1-or-later
// What goes to the guest's agent or straight to the emulator.
#include "apps/virsh/event_wait.h"
#include "apps/virsh/words.h"

#include <libvirt/libvirt-lxc.h>
#include <libvirt/libvirt-qemu.h>

#include <cerrno>
#include <climits>
#include <cstring>
#include <sys/wait.h>
#include <unistd.h>

namespace vireo::sh {

namespace {

std::string joined(const Args& args, const char* option)
{
    std::string out;
    for (const char* w : args.words(option)) out += (out.empty() ? "" : " ") + std::string(w);
    return out;
}

// JSON with each member on a line of its own, two blanks a level. Text that is not JSON comes back as it is.
std::string pretty_json(std::string_view in)
{
    std::string out;
    int depth = 0;
    bool quoted = false;
    auto line = [&] {
        out += '\n';
        out.append(static_cast<size_t>(std::max(depth, 0)) * 2, ' ');
    };
    for (size_t i = 0; i < in.size(); ++i) {
        char c = in[i];
        if (quoted) {
            out += c;
            if (c == '\\' && i + 1 < in.size()) out += in[++i];
            else if (c == '"') quoted = false;
            continue;
        }
        if (std::strchr(" \t\r\n", c)) continue;
        if (c == '{' || c == '[') {
            char close = c == '{' ? '}' : ']';
            size_t next = in.find_first_not_of(" \t\r\n", i + 1);
            out += c;
            if (next != std::string_view::npos && in[next] == close) {
                out += close;
                i = next;
                continue;
            }
            if (++depth > 500) return std::string(in);
            line();
        } else if (c == '}' || c == ']') {
            --depth;
            line();
            out += c;
        } else {
            out += c;
            if (c == ',') line();
            else if (c == ':') out += ' ';
            else if (c == '"') quoted = true;
        }
    }
    return out;
}

}  // namespace

COMMAND(domfsfreeze)
{
    Dom dom = sh.domain(args);
    auto points = args.words("mountpoint");
    int n = virDomainFSFreeze(dom, points.empty() ? nullptr : points.data(), static_cast<unsigned>(points.size()), 0);
    sh.check(n >= 0, "Unable to freeze filesystems");
    sh.extra("Froze {} filesystem(s)\n", n);
}

COMMAND(domfsthaw)
{
    Dom dom = sh.domain(args);
    auto points = args.words("mountpoint");
    int n = virDomainFSThaw(dom, points.empty() ? nullptr : points.data(), static_cast<unsigned>(points.size()), 0);
    sh.check(n >= 0, "Unable to thaw filesystems");
    sh.extra("Thawed {} filesystem(s)\n", n);
}

COMMAND(domfstrim)
{
    Dom dom = sh.domain(args);
    auto minimum = args.ullong("minimum");
    sh.check(virDomainFSTrim(dom, args.str("mountpoint"), minimum.value_or(0), 0) >= 0, "Unable to invoke fstrim");
}

COMMAND(domfsinfo)
{
    Dom dom = sh.domain(args);
    virDomainFSInfoPtr* list = nullptr;
    int n = virDomainGetFSInfo(dom, &list, 0);
    sh.check(n >= 0, "Unable to get filesystem information");
    Table out({"Mountpoint", "Name", "Type", "Target"});
    for (int i = 0; i < n; ++i) {
        std::string targets;
        for (size_t k = 0; k < list[i]->ndevAlias; ++k) targets += (k ? "," : "") + std::string(list[i]->devAlias[k]);
        out.row({list[i]->mountpoint, list[i]->name, list[i]->fstype, targets});
        virDomainFSInfoFree(list[i]);
    }
    std::free(list);
    if (n == 0) sh.extra("No filesystems are mounted in the domain");
    else sh.print_table(out);
}

COMMAND(guestinfo)
{
    struct { const char* option; unsigned bit; } kinds[] = {{"user", VIR_DOMAIN_GUEST_INFO_USERS}, {"os", VIR_DOMAIN_GUEST_INFO_OS},
        {"timezone", VIR_DOMAIN_GUEST_INFO_TIMEZONE}, {"hostname", VIR_DOMAIN_GUEST_INFO_HOSTNAME}, {"filesystem", VIR_DOMAIN_GUEST_INFO_FILESYSTEM},
        {"disk", VIR_DOMAIN_GUEST_INFO_DISKS}, {"interface", VIR_DOMAIN_GUEST_INFO_INTERFACES}, {"load", VIR_DOMAIN_GUEST_INFO_LOAD}};
    unsigned types = 0;
    for (auto& k : kinds)
        if (args.has(k.option)) types |= k.bit;
    Dom dom = sh.domain(args);
    Params p;
    sh.check(virDomainGetGuestInfo(dom, types, &p.p, &p.n, 0) >= 0);
    for (auto& v : p) sh.print("{:<20}: {}\n", v.field, param_text(v));
}

COMMAND(set_user_password)
{
    Dom dom = sh.domain(args);
    const char* user = args.str("user");
    sh.check(virDomainSetUserPassword(dom, user, args.str("password"), args.has("encrypted") ? VIR_DOMAIN_PASSWORD_ENCRYPTED : 0) >= 0);
    sh.extra("Password set successfully for {} in {}", user, args.need("domain"));
}

COMMAND(get_user_sshkeys)
{
    Dom dom = sh.domain(args);
    char** keys = nullptr;
    int n = virDomainAuthorizedSSHKeysGet(dom, args.str("user"), &keys, 0);
    sh.check(n >= 0);
    for (int i = 0; i < n; ++i) {
        sh.print("{}", keys[i]);
        std::free(keys[i]);
    }
    std::free(keys);
    // one key per line, the last without its end as the frame adds one
    if (n > 0) sh.print("\n");
}

COMMAND(set_user_sshkeys)
{
    args.requires_option("remove", "file");
    unsigned flags = 0;
    const char* file = args.str("file");
    if (args.has("remove")) flags |= VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_REMOVE;
    else if (!args.has("reset")) flags |= VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_APPEND;
    if (!args.has("reset") && !file) sh.fail("Option --file is required");
    Dom dom = sh.domain(args);
    std::vector<std::string> lines;
    if (file)
        for (std::string& l : split(sh.read_file(file), '\n'))
            if (!l.empty()) lines.push_back(std::move(l));
    if (file && lines.empty()) sh.fail("File '{}' doesn't contain any keys", file);
    std::vector<const char*> keys;
    for (auto& l : lines) keys.push_back(l.c_str());
    sh.check(virDomainAuthorizedSSHKeysSet(dom, args.str("user"), keys.data(), static_cast<unsigned>(keys.size()), flags) >= 0);
}

COMMAND(guest_agent_timeout)
{
    Dom dom = sh.domain(args);
    int timeout = args.integer("timeout").value_or(VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_BLOCK);
    sh.check(virDomainAgentSetResponseTimeout(dom, timeout, 0) >= 0);
}

COMMAND(domdirtyrate_calc)
{
    Dom dom = sh.domain(args);
    int seconds = args.integer("seconds").value_or(1);
    unsigned flags = 0;
    if (const char* mode = args.str("mode")) {
        static constexpr const char* modes[] = {"page-sampling", "dirty-bitmap", "dirty-ring"};
        int at = word_index(modes, mode);
        sh.check(at >= 0, "Unknown calculation mode '{}'", mode);
        static constexpr unsigned bits[] = {VIR_DOMAIN_DIRTYRATE_MODE_PAGE_SAMPLING, VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_BITMAP, VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_RING};
        flags |= bits[at];
    }
    sh.check(virDomainStartDirtyRateCalc(dom, seconds, flags) >= 0);
    sh.extra("Start to calculate domain's memory dirty rate successfully.\n");
}

COMMAND(qemu_attach)
{
    auto pid = args.uint("pid");
    Dom dom(virDomainQemuAttach(sh.conn(), *pid, 0));
    sh.check(dom, "Failed to attach to pid {}", *pid);
    sh.extra("Domain '{}' attached to pid {}\n", name_of(dom), *pid);
}

COMMAND(qemu_monitor_command)
{
    args.exclusive("hmp", "pretty");
    args.exclusive("hmp", "return-value");
    Dom dom = sh.domain(args);
    std::string command = joined(args, "cmd");
    unsigned flags = args.has("hmp") ? VIR_DOMAIN_QEMU_MONITOR_COMMAND_HMP : 0;
    std::vector<int> fds;
    if (const char* list = args.str("pass-fds"))
        for (const std::string& f : split(list, ',')) {
            auto v = parse_signed(f, 0, INT_MAX);
            if (!v) sh.fail("Unable to parse FD number '{}'", f);
            fds.push_back(static_cast<int>(*v));
        }
    Text result;
    int rc = fds.empty() ? virDomainQemuMonitorCommand(dom, command.c_str(), result.out(), flags)
                         : virDomainQemuMonitorCommandWithFiles(dom, command.c_str(), static_cast<unsigned>(fds.size()), fds.data(), nullptr, nullptr,
                                                                result.out(), flags);
    sh.check(rc >= 0);
    std::string text = result.str();
    if (args.has("return-value")) {
        // only what stands in "return"
        size_t at = text.find("\"return\":");
        sh.check(at != std::string::npos, "'return' member missing");
        size_t begin = at + 9, i = begin;
        int depth = 0;
        bool quoted = false;
        for (; i < text.size(); ++i) {
            char c = text[i];
            if (quoted) {
                if (c == '\\') ++i;
                else if (c == '"') quoted = false;
                continue;
            }
            if (c == '"') quoted = true;
            else if (c == '{' || c == '[') ++depth;
            else if (c == '}' || c == ']') {
                if (depth-- == 0) break;
            } else if (c == ',' && depth == 0) break;
        }
        text = text.substr(begin, i - begin);
    }
    if (args.has("pretty")) text = pretty_json(text);
    sh.print("{}\n", text);
}

COMMAND(qemu_agent_command)
{
    if (args.has("timeout") + args.has("async") + args.has("block") > 1) sh.fail("timeout, async and block options are exclusive");
    Dom dom = sh.domain(args);
    std::string command = joined(args, "cmd");
    int timeout = VIR_DOMAIN_QEMU_AGENT_COMMAND_DEFAULT;
    if (auto t = args.integer("timeout")) {
        sh.check(*t >= 1, "timeout must be positive");
        timeout = *t;
    }
    if (args.has("async")) timeout = VIR_DOMAIN_QEMU_AGENT_COMMAND_NOWAIT;
    if (args.has("block")) timeout = VIR_DOMAIN_QEMU_AGENT_COMMAND_BLOCK;
    Text result = virDomainQemuAgentCommand(dom, command.c_str(), timeout, 0);
    sh.check(bool(result));
    sh.print("{}\n", args.has("pretty") ? pretty_json(result.c_str()) : result.str());
}

namespace {

struct MonitorWatch {
    EventWait* wait;
    bool pretty;
};

void on_monitor(virConnectPtr, virDomainPtr dom, const char* event, long long seconds, unsigned micros, const char* details, void* opaque)
{
    auto* w = static_cast<MonitorWatch*>(opaque);
    std::string more = details ? w->pretty ? pretty_json(details) : details : "<null>";
    w->wait->show(fmt::format("event {} at {}.{:06} for domain '{}': {}\n", event, seconds, micros, virDomainGetName(dom), more));
}

}  // namespace

COMMAND(qemu_monitor_event)
{
    unsigned flags = 0;
    if (args.has("regex")) flags |= VIR_CONNECT_DOMAIN_QEMU_MONITOR_EVENT_REGISTER_REGEX;
    if (args.has("no-case")) flags |= VIR_CONNECT_DOMAIN_QEMU_MONITOR_EVENT_REGISTER_NOCASE;
    EventWait wait(sh, args);
    MonitorWatch watch{&wait, args.has("pretty")};
    Dom dom;
    if (args.has("domain")) dom = sh.domain(args);
    int id = virConnectDomainQemuMonitorEventRegister(sh.conn(), dom, args.str("event"), on_monitor, &watch, nullptr, flags);
    sh.check(id >= 0);
    struct Remove {
        virConnectPtr conn;
        int id;
        ~Remove() { virConnectDomainQemuMonitorEventDeregister(conn, id); }
    } remove{sh.conn(), id};
    wait.run();
}

COMMAND(lxc_enter_namespace)
{
    Dom dom = sh.domain(args);
    auto words = args.words("cmd");
    bool label = !args.has("noseclabel");
    int* fds = nullptr;
    int n = virDomainLxcOpenNamespace(dom, &fds, 0);
    sh.check(n >= 0);
    virSecurityModel model;
    virSecurityLabel security;
    std::memset(&model, 0, sizeof model);
    std::memset(&security, 0, sizeof security);
    if (label) {
        sh.check(virNodeGetSecurityModel(sh.conn(), &model) >= 0);
        sh.check(virDomainGetSecurityLabel(dom, &security) >= 0);
    }
    sh.flush();
    // two forks: only a child of the one that entered is a member of the new process namespace
    pid_t pid = fork();
    if (pid == 0) {
        unsigned count = 0;
        if (label && virDomainLxcEnterSecurityLabel(&model, &security, nullptr, 0) < 0) _exit(EXIT_FAILURE);
        if (virDomainLxcEnterCGroup(dom, 0) < 0) _exit(EXIT_FAILURE);
        int* old = nullptr;
        if (virDomainLxcEnterNamespace(dom, static_cast<unsigned>(n), fds, &count, &old, 0) < 0) _exit(EXIT_FAILURE);
        pid_t inner = fork();
        if (inner == 0) {
            std::vector<char*> argv;
            for (const char* w : words) argv.push_back(const_cast<char*>(w));
            argv.push_back(nullptr);
            execv(argv[0], argv.data());
            _exit(errno == ENOENT ? 127 : 126);
        }
        int status = 0;
        while (inner > 0 && waitpid(inner, &status, 0) < 0 && errno == EINTR) {
        }
        _exit(inner > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : EXIT_FAILURE);
    }
    for (int i = 0; i < n; ++i) close(fds[i]);
    std::free(fds);
    int status = 0;
    while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    sh.check(pid > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

}  // namespace vireo::sh
