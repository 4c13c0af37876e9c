// SPDX-License-Identifier: LGPL-2.1-or-later
// The commands of virt-admin: servers of a daemon, their clients and threads, logging, life.
#include "apps/virsh/admin/admin.h"

#include <climits>
#include <cstring>
#include <thread>

namespace vireo::sh {

namespace {

void on_close(virAdmConnectPtr conn, int reason, void* opaque)
{
    auto* sh = static_cast<Admin*>(opaque);
    if (reason == VIR_CONNECT_CLOSE_REASON_CLIENT) return;
    Text uri = virAdmConnectGetURI(conn);
    const char* why = reason == VIR_CONNECT_CLOSE_REASON_ERROR ? "Disconnected from {} due to I/O error"
                      : reason == VIR_CONNECT_CLOSE_REASON_EOF ? "Disconnected from {} due to end of file"
                                                               : "Disconnected from {} due to keepalive timeout";
    sh->write_error(fmt::format(fmt::runtime(why), uri.str()));
    sh->lost = true;
}

constexpr const char* transports[] = {"unix", "tcp", "tls"};
const char* transport(int t) { return t >= 0 && t < 3 ? transports[t] : "unknown"; }

void show(Admin& sh, const Params& p)
{
    for (auto& v : p) sh.print("{:<15}: {}\n", v.field, param_text(v));
}

#define ADMIN(id)                                                                                 \
    void run_##id([[maybe_unused]] Admin& sh, [[maybe_unused]] const Args& args);                 \
    }                                                                                             \
    void cmd_##id(Shell& shell, const Args& args) { run_##id(static_cast<Admin&>(shell), args); } \
    namespace {                                                                                   \
    void run_##id([[maybe_unused]] Admin& sh, [[maybe_unused]] const Args& args)

ADMIN(uri)
{
    Text uri = virAdmConnectGetURI(sh.conn());
    sh.check(bool(uri), "failed to get URI");
    sh.print("{}\n", uri.c_str());
}

ADMIN(version)
{
    auto three = [](unsigned long long v) { return fmt::format("{}.{}.{}", v / 1000000, v / 1000 % 1000, v % 1000); };
    sh.print("Compiled against library: libvirt {}\n", three(LIBVIR_VERSION_NUMBER));
    unsigned long long lib = 0, daemon = 0;
    sh.check(virAdmGetVersion(&lib) >= 0, "failed to get the library version");
    sh.print("Using library: libvirt {}\n", three(lib));
    sh.check(virAdmConnectGetLibVersion(sh.conn(), &daemon) >= 0, "failed to get the daemon version");
    sh.print("Running against daemon: {}\n", three(daemon));
}

ADMIN(connect)
{
    const char* name = args.str("name");
    bool had = sh.conn() != nullptr;
    if (had) sh.close_connection();
    if (name) sh.uri = name;
    if (!sh.open_connection()) sh.fail();
    if (had) sh.extra("Reconnected to the admin server\n");
}

ADMIN(server_list)
{
    virAdmServerPtr* list = nullptr;
    int n = virAdmConnectListServers(sh.conn(), &list, 0);
    sh.check(n >= 0, "failed to obtain list of available servers");
    Table out({"Id", "Name"});
    for (int i = 0; i < n; ++i) {
        out.row({fmt::format("{}", i), virAdmServerGetName(list[i])});
        virAdmServerFree(list[i]);
    }
    std::free(list);
    sh.print_table(out);
}

ADMIN(server_threadpool_info)
{
    Server s = sh.server(args);
    Params p;
    sh.check(virAdmServerGetThreadPoolParameters(s, &p.p, &p.n, 0) >= 0, "Unable to get server workerpool parameters");
    show(sh, p);
}

ADMIN(server_threadpool_set)
{
    Params p;
    struct { const char* option; const char* field; } rows[] = {{"max-workers", VIR_THREADPOOL_WORKERS_MAX}, {"min-workers", VIR_THREADPOOL_WORKERS_MIN},
                                                               {"priority-workers", VIR_THREADPOOL_WORKERS_PRIORITY}};
    for (auto& r : rows)
        if (auto v = args.uint(r.option)) virTypedParamsAddUInt(&p.p, &p.n, &p.room, r.field, *v);
    sh.check(p.n > 0, "At least one of options --min-workers, --max-workers, --priority-workers is mandatory ");
    auto* max = virTypedParamsGet(p.p, p.n, VIR_THREADPOOL_WORKERS_MAX);
    auto* min = virTypedParamsGet(p.p, p.n, VIR_THREADPOOL_WORKERS_MIN);
    if (max && min && min->value.ui > max->value.ui) sh.fail("--min-workers must be less than or equal to --max-workers");
    Server s = sh.server(args);
    sh.check(virAdmServerSetThreadPoolParameters(s, p.p, p.n, 0) >= 0);
}

ADMIN(client_list)
{
    Server s = sh.server(args);
    virAdmClientPtr* list = nullptr;
    int n = virAdmServerListClients(s, &list, 0);
    sh.check(n >= 0, "failed to obtain list of connected clients from server '{}'", virAdmServerGetName(s));
    Table out({"Id", "Transport", "Connected since"});
    for (int i = 0; i < n; ++i) {
        std::string since = local_time(virAdmClientGetTimestamp(list[i]));
        // with the zone's sign attached
        if (size_t at = since.rfind(' '); at != std::string::npos) since.erase(at, 1);
        out.row({fmt::format("{}", virAdmClientGetID(list[i])), transport(virAdmClientGetTransport(list[i])), since});
        virAdmClientFree(list[i]);
    }
    std::free(list);
    sh.print_table(out);
}

ADMIN(client_info)
{
    Server s = sh.server(args);
    Client c = sh.client(args, s);
    Params p;
    sh.check(virAdmClientGetInfo(c, &p.p, &p.n, 0) >= 0, "failed to retrieve client identity information for client '{}' connected to server '{}'",
             virAdmClientGetID(c), virAdmServerGetName(s));
    std::string since = local_time(virAdmClientGetTimestamp(c));
    if (size_t at = since.rfind(' '); at != std::string::npos) since.erase(at, 1);
    sh.print("{:<15}: {}\n", "id", virAdmClientGetID(c));
    sh.print("{:<15}: {}\n", "connection_time", since);
    sh.print("{:<15}: {}\n", "transport", transport(virAdmClientGetTransport(c)));
    show(sh, p);
}

ADMIN(client_disconnect)
{
    Server s = sh.server(args);
    auto id = args.ullong("client");
    Client c(virAdmServerLookupClient(s, *id, 0));
    sh.check(c);
    sh.check(virAdmClientClose(c, 0) >= 0, "Failed to disconnect client '{}' from server {}", *id, virAdmServerGetName(s));
    sh.print("Client '{}' disconnected", *id);
}

ADMIN(server_clients_info)
{
    Server s = sh.server(args);
    Params p;
    sh.check(virAdmServerGetClientLimits(s, &p.p, &p.n, 0) >= 0, "Unable to retrieve client limits from server's configuration");
    for (auto& v : p) sh.print("{:<20}: {}\n", v.field, param_text(v));
}

ADMIN(server_clients_set)
{
    Params p;
    if (auto v = args.uint("max-clients")) virTypedParamsAddUInt(&p.p, &p.n, &p.room, VIR_SERVER_CLIENTS_MAX, *v);
    if (auto v = args.uint("max-unauth-clients")) virTypedParamsAddUInt(&p.p, &p.n, &p.room, VIR_SERVER_CLIENTS_UNAUTH_MAX, *v);
    sh.check(p.n > 0, "At least one of options --max-clients, --max-unauth-clients is mandatory");
    auto* max = virTypedParamsGet(p.p, p.n, VIR_SERVER_CLIENTS_MAX);
    auto* unauth = virTypedParamsGet(p.p, p.n, VIR_SERVER_CLIENTS_UNAUTH_MAX);
    if (max && unauth && unauth->value.ui > max->value.ui) sh.fail("--max-unauth-clients must be less than or equal to --max-clients");
    Server s = sh.server(args);
    sh.check(virAdmServerSetClientLimits(s, p.p, p.n, 0) >= 0, "Unable to change server's client-related configuration limits");
}

ADMIN(server_update_tls)
{
    Server s = sh.server(args);
    sh.check(virAdmServerUpdateTlsFiles(s, 0) >= 0, "Unable to update server's tls related files.");
    sh.extra("update tls related files succeed\n");
}

ADMIN(daemon_log_filters)
{
    if (args.has("filters")) {
        sh.check(virAdmConnectSetLoggingFilters(sh.conn(), args.str("filters"), 0) >= 0, "Unable to change daemon logging settings");
        return;
    }
    Text filters;
    sh.check(virAdmConnectGetLoggingFilters(sh.conn(), filters.out(), 0) >= 0, "Unable to get daemon logging filters information");
    sh.print(" {:<15} {}\n", "Logging filters:", filters.str());
}

ADMIN(daemon_log_outputs)
{
    if (args.has("outputs")) {
        sh.check(virAdmConnectSetLoggingOutputs(sh.conn(), args.str("outputs"), 0) >= 0, "Unable to change daemon logging settings");
        return;
    }
    Text outputs;
    sh.check(virAdmConnectGetLoggingOutputs(sh.conn(), outputs.out(), 0) >= 0, "Unable to get daemon logging outputs information");
    sh.print(" {:<15} {}\n", "Logging outputs:", outputs.str());
}

ADMIN(daemon_timeout)
{
    sh.check(virAdmConnectSetDaemonTimeout(sh.conn(), args.uint("timeout").value_or(0), 0) >= 0);
}

ADMIN(daemon_shutdown)
{
    unsigned flags = args.has("preserve") ? VIR_DAEMON_SHUTDOWN_PRESERVE : 0;
    sh.check(virAdmConnectDaemonShutdown(sh.conn(), flags) >= 0);
}

}  // namespace

Admin::Admin(CommandTable table) : Shell("virt-admin", table)
{
    tool_title = "virt-admin, the administrating virtualization interactive terminal.";
    history_variable = "VIRT_ADMIN_HISTSIZE";
}

Admin::~Admin()
{
    close_connection();
}

bool Admin::open_connection()
{
    static const bool events = [] {
        if (virEventRegisterDefaultImpl() < 0) return false;
        std::thread([] {
            while (virEventRunDefaultImpl() >= 0) {
            }
        }).detach();
        return true;
    }();
    (void)events;
    if (uri.empty() && !std::getenv("LIBVIRT_ADMIN_DEFAULT_URI"))
        extra("\nNOTE: Connecting to default daemon. Specify daemon using '-c' (e.g. virtqemud:///system)\n\n");
    conn_ = virAdmConnectOpen(uri.empty() ? nullptr : uri.c_str(), 0);
    if (!conn_) {
        error("{}", lost ? "Failed to reconnect to the admin server" : "Failed to connect to the admin server");
        return false;
    }
    virAdmConnectRegisterCloseCallback(conn_, on_close, this, nullptr);
    if (lost) error("Reconnected to the admin server");
    lost = false;
    return true;
}

void Admin::close_connection()
{
    if (!conn_) return;
    virAdmConnectUnregisterCloseCallback(conn_, on_close);
    virAdmConnectClose(conn_);
    conn_ = nullptr;
}

bool Admin::connected()
{
    if (conn_ && !lost) return true;
    close_connection();
    if (open_connection()) return true;
    if (!connect_first && !interactive) error("no valid connection");
    report_saved_error();
    return false;
}

Server Admin::server(const Args& args)
{
    Server s(virAdmConnectLookupServer(conn_, args.need("server").c_str(), 0));
    check(s);
    return s;
}

Client Admin::client(const Args& args, virAdmServerPtr server)
{
    auto id = args.ullong("client");
    Client c(virAdmServerLookupClient(server, *id, 0));
    check(c);
    return c;
}

std::vector<std::string> Admin::complete_value(const Command& command, const Option& option, const Args&, const std::string&)
{
    std::vector<std::string> out;
    if (std::strcmp(command.name, "help") == 0) {
        for (const Command& c : table().commands)
            if (!c.has(Command::hidden) && !c.alias_of) out.emplace_back(c.name);
        return out;
    }
    if (std::strcmp(option.name, "server") != 0 || !connected()) return out;
    virAdmServerPtr* list = nullptr;
    int n = virAdmConnectListServers(conn_, &list, 0);
    for (int i = 0; i < n; ++i) {
        out.emplace_back(virAdmServerGetName(list[i]));
        virAdmServerFree(list[i]);
    }
    std::free(list);
    return out;
}

}  // namespace vireo::sh
