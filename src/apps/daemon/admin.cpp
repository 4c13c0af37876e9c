// SPDX-License-Identifier: LGPL-2.1-or-later
#include "apps/daemon/admin.h"

#include "base/log.h"
#include "base/text.h"
#include "base/version.h"

namespace vireo::daemon {
namespace {

void no_flags(std::uint32_t flags, const char* function) {
    if (flags) fail(Code::invalid_arg, Domain::admin, "unsupported flags (0x{:x}) in function {}", flags, function);
}

unsigned number_of(const api::TypedParam& p) {
    if (auto* n = std::get_if<std::uint32_t>(&p.value)) return *n;
    fail(Code::invalid_arg, Domain::admin, "invalid type for parameter '{}', expected 'uint'", p.field);
}

int count_words(std::string_view text) { return static_cast<int>(split_words(text).size()); }

}  // namespace

AdminServer& AdminConnection::find(const api::AdminServerRef& ref) {
    for (auto& s : house_.servers)
        if (s.server->name() == ref.name) return s;
    fail(Code::no_server, Domain::admin, "No server named '{}'", ref.name);
}

std::shared_ptr<rpc::Session> AdminConnection::find(const api::AdminClientRef& ref) {
    auto client = find(ref.srv).server->client(ref.id);
    if (!client) fail(Code::no_client, Domain::admin, "No client with matching ID '{}'", ref.id);
    return client;
}

void AdminConnection::admin_connect_open(api::Call&, const api::AdminConnectOpenArgs& a) { no_flags(a.flags, "adminConnectOpen"); }

api::AdminConnectGetLibVersionRet AdminConnection::admin_connect_get_lib_version(api::Call&) { return {version_number}; }

api::AdminConnectListServersRet AdminConnection::admin_connect_list_servers(api::Call&, const api::AdminConnectListServersArgs& a) {
    no_flags(a.flags, "adminConnectListServers");
    api::AdminConnectListServersRet r;
    r.ret = static_cast<std::uint32_t>(house_.servers.size());
    if (a.need_results)
        for (const auto& s : house_.servers) r.servers.push_back({s.server->name()});
    return r;
}

api::AdminConnectLookupServerRet AdminConnection::admin_connect_lookup_server(api::Call&, const api::AdminConnectLookupServerArgs& a) {
    no_flags(a.flags, "adminConnectLookupServer");
    return {{find(api::AdminServerRef{a.name}).server->name()}};
}

api::AdminServerGetThreadpoolParametersRet AdminConnection::admin_server_get_threadpool_parameters(api::Call&, const api::AdminServerGetThreadpoolParametersArgs& a) {
    no_flags(a.flags, "adminServerGetThreadPoolParameters");
    auto& s = find(a.srv);
    auto now = s.pool->figures();
    std::lock_guard lock(house_.mutex);
    return {{{"minWorkers", s.min_workers},
             {"maxWorkers", s.max_workers},
             {"nWorkers", now.threads},
             {"freeWorkers", now.idle},
             {"prioWorkers", s.prio_workers},
             {"jobQueueDepth", static_cast<std::uint32_t>(now.queued)}}};
}

void AdminConnection::admin_server_set_threadpool_parameters(api::Call&, const api::AdminServerSetThreadpoolParametersArgs& a) {
    no_flags(a.flags, "adminServerSetThreadPoolParameters");
    auto& s = find(a.srv);
    std::lock_guard lock(house_.mutex);
    unsigned least = s.min_workers, most = s.max_workers, priority = s.prio_workers;
    for (const auto& p : a.params) {
        if (p.field == "minWorkers") least = number_of(p);
        else if (p.field == "maxWorkers") most = number_of(p);
        else if (p.field == "prioWorkers") priority = number_of(p);
        else fail(Code::invalid_arg, Domain::admin, "parameter '{}' not supported", p.field);
    }
    if (most == 0) fail(Code::invalid_arg, Domain::admin, "{}", "maxWorkers must be greater than 0");
    if (least > most) fail(Code::invalid_arg, Domain::none, "{}", "minWorkers cannot be larger than maxWorkers");
    s.min_workers = least;
    s.max_workers = most;
    s.prio_workers = priority;
    s.pool->set_max_threads(most + priority);
}

api::AdminServerListClientsRet AdminConnection::admin_server_list_clients(api::Call&, const api::AdminServerListClientsArgs& a) {
    no_flags(a.flags, "adminServerListClients");
    auto& s = find(a.srv);
    api::AdminServerListClientsRet r;
    auto all = s.server->clients();
    r.ret = static_cast<std::uint32_t>(all.size());
    if (a.need_results)
        for (const auto& c : all)
            r.clients.push_back({{s.server->name()}, c->id(), static_cast<std::int64_t>(c->since()), static_cast<std::uint32_t>(c->transport())});
    return r;
}

api::AdminServerLookupClientRet AdminConnection::admin_server_lookup_client(api::Call&, const api::AdminServerLookupClientArgs& a) {
    no_flags(a.flags, "adminServerLookupClient");
    api::AdminClientRef ref{a.srv, a.id, 0, 0};
    auto c = find(ref);
    ref.timestamp = static_cast<std::int64_t>(c->since());
    ref.transport = static_cast<std::uint32_t>(c->transport());
    return {ref};
}

api::AdminClientGetInfoRet AdminConnection::admin_client_get_info(api::Call&, const api::AdminClientGetInfoArgs& a) {
    no_flags(a.flags, "adminClientGetInfo");
    auto c = find(a.clnt);
    auto who = c->who();
    api::TypedParams p;
    p.push_back({"readonly", c->read_only()});
    if (c->transport() != rpc::TransportKind::unix_) p.push_back({"sock_addr", c->address()});
    if (who->sasl_user) p.push_back({"sasl_user_name", *who->sasl_user});
    if (who->x509_name) p.push_back({"tls_x509_dname", *who->x509_name});
    if (c->transport() == rpc::TransportKind::unix_) {
        if (who->uid) p.push_back({"unix_user_id", static_cast<std::int32_t>(*who->uid)});
        if (who->user_name) p.push_back({"unix_user_name", *who->user_name});
        if (who->gid) p.push_back({"unix_group_id", static_cast<std::int32_t>(*who->gid)});
        if (who->group_name) p.push_back({"unix_group_name", *who->group_name});
        if (who->pid) p.push_back({"unix_process_id", static_cast<std::int32_t>(*who->pid)});
    }
    if (who->selinux_context) p.push_back({"selinux_context", *who->selinux_context});
    return {std::move(p)};
}

void AdminConnection::admin_client_close(api::Call&, const api::AdminClientCloseArgs& a) {
    no_flags(a.flags, "adminClientClose");
    find(a.clnt)->shut();
}

api::AdminServerGetClientLimitsRet AdminConnection::admin_server_get_client_limits(api::Call&, const api::AdminServerGetClientLimitsArgs& a) {
    no_flags(a.flags, "adminServerGetClientLimits");
    auto& s = find(a.srv);
    auto limits = s.server->limits();
    auto n = [](std::size_t v) { return static_cast<std::uint32_t>(v); };
    return {{{"nclients_max", n(limits.max_clients)},
             {"nclients", n(s.server->client_count())},
             {"nclients_unauth_max", n(limits.max_anonymous_clients)},
             {"nclients_unauth", n(s.server->anonymous_count())}}};
}

void AdminConnection::admin_server_set_client_limits(api::Call&, const api::AdminServerSetClientLimitsArgs& a) {
    no_flags(a.flags, "adminServerSetClientLimits");
    auto& s = find(a.srv);
    auto limits = s.server->limits();
    for (const auto& p : a.params) {
        if (p.field == "nclients_max") limits.max_clients = number_of(p);
        else if (p.field == "nclients_unauth_max") limits.max_anonymous_clients = number_of(p);
        else fail(Code::invalid_arg, Domain::admin, "parameter '{}' not supported", p.field);
    }
    if (limits.max_clients < limits.max_anonymous_clients)
        fail(Code::invalid_arg, Domain::none, "The overall maximum number of clients must be greater than the maximum number of clients waiting for authentication");
    s.server->set_limits(limits);
}

void AdminConnection::admin_server_update_tls_files(api::Call&, const api::AdminServerUpdateTlsFilesArgs& a) {
    no_flags(a.flags, "adminServerUpdateTlsFiles");
    find(a.srv);
    fail(Code::operation_unsupported, Domain::admin, "{}", "server has no TLS files");
}

api::AdminConnectGetLoggingOutputsRet AdminConnection::admin_connect_get_logging_outputs(api::Call&, const api::AdminConnectGetLoggingOutputsArgs& a) {
    no_flags(a.flags, "adminConnectGetLoggingOutputs");
    std::string text = log::outputs();
    auto n = static_cast<std::uint32_t>(count_words(text));
    return {std::move(text), n};
}

api::AdminConnectGetLoggingFiltersRet AdminConnection::admin_connect_get_logging_filters(api::Call&, const api::AdminConnectGetLoggingFiltersArgs& a) {
    no_flags(a.flags, "adminConnectGetLoggingFilters");
    std::string text = log::filters();
    auto n = static_cast<std::uint32_t>(count_words(text));
    return {text.empty() ? std::nullopt : std::optional(std::move(text)), n};
}

void AdminConnection::admin_connect_set_logging_outputs(api::Call&, const api::AdminConnectSetLoggingOutputsArgs& a) {
    no_flags(a.flags, "adminConnectSetLoggingOutputs");
    log::set_outputs(a.outputs.value_or(""));
}

void AdminConnection::admin_connect_set_logging_filters(api::Call&, const api::AdminConnectSetLoggingFiltersArgs& a) {
    no_flags(a.flags, "adminConnectSetLoggingFilters");
    log::set_filters(a.filters.value_or(""));
}

void AdminConnection::admin_connect_set_daemon_timeout(api::Call&, const api::AdminConnectSetDaemonTimeoutArgs& a) {
    no_flags(a.flags, "adminConnectSetDaemonTimeout");
    house_.set_timeout(a.timeout);
}

void AdminConnection::admin_connect_daemon_shutdown(api::Call&, const api::AdminConnectDaemonShutdownArgs& a) {
    if (a.flags & ~1u) no_flags(a.flags & ~1u, "adminConnectDaemonShutdown");
    house_.shutdown(a.flags & 1);
}

}  // namespace vireo::daemon
