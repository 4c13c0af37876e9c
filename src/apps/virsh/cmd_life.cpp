// SPDX-License-Identifier: LGPL-2.1-or-later
// The life of a domain: define, create, start, stop, pause, forget.
#include "apps/virsh/virsh.h"

#include "apps/virsh/words.h"

namespace vireo::sh {

void run_console(Virsh& sh, virDomainPtr dom, const char* device, unsigned flags);

namespace {

std::vector<int> passed_fds(Virsh& sh, const Args& args)
{
    std::vector<int> fds;
    const char* text = args.str("pass-fds");
    if (!text) return fds;
    for (const std::string& part : split(text, ',')) {
        auto fd = parse_signed(part, INT32_MIN, INT32_MAX);
        if (!fd) sh.fail("Unable to parse FD number '{}'", part);
        fds.push_back(static_cast<int>(*fd));
    }
    return fds;
}

}  // namespace

COMMAND(define)
{
    const char* file = args.str("file");
    unsigned flags = args.has("validate") ? VIR_DOMAIN_DEFINE_VALIDATE : 0;
    std::string xml = sh.read_file(file);
    Dom dom = flags ? virDomainDefineXMLFlags(sh.conn(), xml.c_str(), flags) : virDomainDefineXML(sh.conn(), xml.c_str());
    sh.check(dom, "Failed to define domain from {}", file);
    sh.extra("Domain '{}' defined from {}\n", name_of(dom), file);
}

COMMAND(create)
{
    const char* file = args.str("file");
    std::string xml = sh.read_file(file);
    std::vector<int> fds = passed_fds(sh, args);
    unsigned flags = 0;
    if (args.has("paused")) flags |= VIR_DOMAIN_START_PAUSED;
    if (args.has("autodestroy")) flags |= VIR_DOMAIN_START_AUTODESTROY;
    if (args.has("validate")) flags |= VIR_DOMAIN_START_VALIDATE;
    if (args.has("reset-nvram")) flags |= VIR_DOMAIN_START_RESET_NVRAM;
    Dom dom = fds.empty() ? virDomainCreateXML(sh.conn(), xml.c_str(), flags)
                          : virDomainCreateXMLWithFiles(sh.conn(), xml.c_str(), static_cast<unsigned>(fds.size()), fds.data(), flags);
    sh.check(dom, "Failed to create domain from {}", file);
    sh.extra("Domain '{}' created from {}\n", name_of(dom), file);
    if (args.has("console")) run_console(sh, dom, nullptr, 0);
}

COMMAND(start)
{
    Dom dom = sh.domain(args, by_name | by_uuid);
    sh.check(virDomainGetID(dom) == ~0u, "Domain is already active");
    sh.forget_error();
    std::vector<int> fds = passed_fds(sh, args);
    unsigned flags = 0;
    if (args.has("paused")) flags |= VIR_DOMAIN_START_PAUSED;
    if (args.has("autodestroy")) flags |= VIR_DOMAIN_START_AUTODESTROY;
    if (args.has("bypass-cache")) flags |= VIR_DOMAIN_START_BYPASS_CACHE;
    bool force = args.has("force-boot");
    if (force) flags |= VIR_DOMAIN_START_FORCE_BOOT;
    if (args.has("reset-nvram")) flags |= VIR_DOMAIN_START_RESET_NVRAM;
    int rc;
    if (!fds.empty()) rc = virDomainCreateWithFiles(dom, static_cast<unsigned>(fds.size()), fds.data(), flags);
    else rc = flags ? virDomainCreateWithFlags(dom, flags) : virDomainCreate(dom);
    if (rc < 0 && force && fds.empty()) {
        // an old driver that does not know the flag: drop the saved state by hand
        virErrorPtr e = virGetLastError();
        if (e && (e->code == VIR_ERR_NO_SUPPORT || e->code == VIR_ERR_INVALID_ARG)) {
            sh.forget_error();
            int saved = virDomainHasManagedSaveImage(dom, 0);
            if (saved >= 0 && (saved == 0 || virDomainManagedSaveRemove(dom, 0) >= 0)) {
                flags &= ~unsigned(VIR_DOMAIN_START_FORCE_BOOT);
                rc = flags ? virDomainCreateWithFlags(dom, flags) : virDomainCreate(dom);
            }
        }
    }
    sh.check(rc >= 0, "Failed to start domain '{}'", name_of(dom));
    sh.extra("Domain '{}' started\n", name_of(dom));
    if (args.has("console")) run_console(sh, dom, nullptr, 0);
}

namespace {

unsigned mode_flags(Virsh& sh, const Args& args)
{
    unsigned flags = 0;
    const char* mode = args.str("mode");
    if (!mode) return flags;
    for (const std::string& m : split(mode, ',')) {
        int at = word_index(shutdown_modes, m);
        if (at < 0) sh.fail("Unknown mode {} value, expecting 'acpi', 'agent', 'initctl', 'signal', or 'paravirt'", m);
        flags |= 1u << at;   // the bits of both flag enums stand in this order
    }
    return flags;
}

}  // namespace

COMMAND(shutdown)
{
    static_assert(VIR_DOMAIN_SHUTDOWN_PARAVIRT == 16 && VIR_DOMAIN_SHUTDOWN_SIGNAL == 8);
    unsigned flags = mode_flags(sh, args);
    Dom dom = sh.domain(args);
    int rc = flags ? virDomainShutdownFlags(dom, flags) : virDomainShutdown(dom);
    sh.check(rc == 0, "Failed to shutdown domain '{}'", args.need("domain"));
    sh.extra("Domain '{}' is being shutdown\n", args.need("domain"));
}

COMMAND(reboot)
{
    static_assert(VIR_DOMAIN_REBOOT_PARAVIRT == 16 && VIR_DOMAIN_REBOOT_SIGNAL == 8);
    unsigned flags = mode_flags(sh, args);
    Dom dom = sh.domain(args);
    sh.check(virDomainReboot(dom, flags) == 0, "Failed to reboot domain '{}'", args.need("domain"));
    sh.extra("Domain '{}' is being rebooted\n", args.need("domain"));
}

COMMAND(reset)
{
    Dom dom = sh.domain(args);
    sh.check(virDomainReset(dom, 0) == 0, "Failed to reset domain '{}'", args.need("domain"));
    sh.extra("Domain '{}' was reset\n", args.need("domain"));
}

COMMAND(suspend)
{
    Dom dom = sh.domain(args);
    sh.check(virDomainSuspend(dom) == 0, "Failed to suspend domain '{}'", args.need("domain"));
    sh.extra("Domain '{}' suspended\n", args.need("domain"));
}

COMMAND(resume)
{
    Dom dom = sh.domain(args);
    sh.check(virDomainResume(dom) == 0, "Failed to resume domain '{}'", args.need("domain"));
    sh.extra("Domain '{}' resumed\n", args.need("domain"));
}

COMMAND(destroy)
{
    Dom dom = sh.domain(args);
    unsigned flags = 0;
    if (args.has("graceful")) flags |= VIR_DOMAIN_DESTROY_GRACEFUL;
    if (args.has("remove-logs")) flags |= VIR_DOMAIN_DESTROY_REMOVE_LOGS;
    int rc = flags ? virDomainDestroyFlags(dom, flags) : virDomainDestroy(dom);
    sh.check(rc >= 0, "Failed to destroy domain '{}'", args.need("domain"));
    sh.extra("Domain '{}' destroyed\n", args.need("domain"));
}

COMMAND(autostart)
{
    Dom dom = sh.domain(args);
    int on = !args.has("disable");
    std::string name = args.need("domain");
    if (args.has("once")) {
        sh.check(virDomainSetAutostartOnce(dom, on) >= 0, "{}", on ? fmt::format("Failed to mark domain '{}' as autostarted on next boot", name)
                                                                   : fmt::format("Failed to unmark domain '{}' as autostarted on next boot", name));
        if (on) sh.extra("Domain '{}' marked as autostarted on next boot\n", name);
        else sh.extra("Domain '{}' unmarked as autostarted on next boot\n", name);
        return;
    }
    if (virDomainSetAutostart(dom, on) < 0) {
        if (on) sh.fail("Failed to mark domain '{}' as autostarted", name);
        sh.fail("Failed to unmark domain '{}' as autostarted", name);
    }
    if (on) sh.extra("Domain '{}' marked as autostarted\n", name);
    else sh.extra("Domain '{}' unmarked as autostarted\n", name);
}

COMMAND(domrename)
{
    Dom dom = sh.domain(args);
    const char* fresh = args.str("new-name");
    sh.check(virDomainRename(dom, fresh, 0) == 0);
    sh.extra("Domain successfully renamed\n");
}

COMMAND(inject_nmi)
{
    Dom dom = sh.domain(args);
    sh.check(virDomainInjectNMI(dom, 0) >= 0);
}

COMMAND(dompmsuspend)
{
    Dom dom = sh.domain(args);
    std::string name = name_of(dom);
    auto duration = args.ullong("duration");
    std::string target = args.need("target");
    int kind = word_index(suspend_targets, target);
    sh.check(kind >= 0, "Invalid target");
    sh.check(virDomainPMSuspendForDuration(dom, static_cast<unsigned>(kind), duration.value_or(0), 0) >= 0, "Domain '{}' could not be suspended",
             name);
    sh.extra("Domain '{}' successfully suspended", name);
}

COMMAND(dompmwakeup)
{
    Dom dom = sh.domain(args);
    sh.check(virDomainPMWakeup(dom, 0) >= 0, "Domain '{}' could not be woken up", name_of(dom));
    sh.extra("Domain '{}' successfully woken up", name_of(dom));
}

COMMAND(set_lifecycle_action)
{
    unsigned flags = sh.affect(args);
    std::string type = args.need("type"), action = args.need("action");
    int t = word_index(lifecycle_types, type);
    sh.check(t >= 0, "Invalid lifecycle type '{}'.", type);
    int a = word_index(lifecycle_actions, action);
    sh.check(a >= 0, "Invalid lifecycle action '{}'.", action);
    Dom dom = sh.domain(args);
    sh.check(virDomainSetLifecycleAction(dom, static_cast<unsigned>(t), static_cast<unsigned>(a), flags) >= 0,
             "Unable to change lifecycle action.");
}

COMMAND(domdisplay_reload)
{
    Dom dom = sh.domain(args);
    unsigned type = args.uint("type").value_or(VIR_DOMAIN_GRAPHICS_RELOAD_TYPE_ANY);
    sh.check(virDomainGraphicsReload(dom, type, 0) >= 0);
}

COMMAND(dom_fd_associate)
{
    Dom dom = sh.domain(args);
    const char* name = args.str("name");
    std::vector<int> fds = passed_fds(sh, args);
    unsigned flags = 0;
    if (args.has("seclabel-writable")) flags |= VIR_DOMAIN_FD_ASSOCIATE_SECLABEL_WRITABLE;
    if (args.has("seclabel-restore")) flags |= VIR_DOMAIN_FD_ASSOCIATE_SECLABEL_RESTORE;
    sh.check(virDomainFDAssociate(dom, name, static_cast<unsigned>(fds.size()), fds.data(), flags) >= 0);
}

}  // namespace vireo::sh
