// SPDX-License-Identifier: LGPL-2.1-or-later
// The admin program: looking at and steering this very daemon.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "api/connection.h"
#include "api/gen/admin.h"
#include "rpc/server/server.h"
#include "rpc/server/session.h"

namespace vireo::daemon {

struct AdminServer {
    rpc::Server* server = nullptr;
    run::Pool* pool = nullptr;
    unsigned min_workers = 5, max_workers = 20, prio_workers = 5;
};

struct AdminHouse {
    std::mutex mutex;  // over the figures of `servers`; the list itself does not change
    std::vector<AdminServer> servers;
    std::function<void(unsigned seconds)> set_timeout;
    std::function<void(bool preserve)> shutdown;
};

class AdminConnection final : public api::Connection, public api::facet::Admin {
  public:
    explicit AdminConnection(AdminHouse& house) : house_(house) {}
    void* facet(api::FacetId id) override { return api::pick_facet<api::facet::Admin>(this, id); }

    void admin_connect_open(api::Call&, const api::AdminConnectOpenArgs&) override;
    void admin_connect_close(api::Call&) override {}
    api::AdminConnectGetLibVersionRet admin_connect_get_lib_version(api::Call&) override;
    api::AdminConnectListServersRet admin_connect_list_servers(api::Call&, const api::AdminConnectListServersArgs&) override;
    api::AdminConnectLookupServerRet admin_connect_lookup_server(api::Call&, const api::AdminConnectLookupServerArgs&) override;
    api::AdminServerGetThreadpoolParametersRet admin_server_get_threadpool_parameters(api::Call&, const api::AdminServerGetThreadpoolParametersArgs&) override;
    void admin_server_set_threadpool_parameters(api::Call&, const api::AdminServerSetThreadpoolParametersArgs&) override;
    api::AdminServerListClientsRet admin_server_list_clients(api::Call&, const api::AdminServerListClientsArgs&) override;
    api::AdminServerLookupClientRet admin_server_lookup_client(api::Call&, const api::AdminServerLookupClientArgs&) override;
    api::AdminClientGetInfoRet admin_client_get_info(api::Call&, const api::AdminClientGetInfoArgs&) override;
    void admin_client_close(api::Call&, const api::AdminClientCloseArgs&) override;
    api::AdminServerGetClientLimitsRet admin_server_get_client_limits(api::Call&, const api::AdminServerGetClientLimitsArgs&) override;
    void admin_server_set_client_limits(api::Call&, const api::AdminServerSetClientLimitsArgs&) override;
    void admin_server_update_tls_files(api::Call&, const api::AdminServerUpdateTlsFilesArgs&) override;
    api::AdminConnectGetLoggingOutputsRet admin_connect_get_logging_outputs(api::Call&, const api::AdminConnectGetLoggingOutputsArgs&) override;
    api::AdminConnectGetLoggingFiltersRet admin_connect_get_logging_filters(api::Call&, const api::AdminConnectGetLoggingFiltersArgs&) override;
    void admin_connect_set_logging_outputs(api::Call&, const api::AdminConnectSetLoggingOutputsArgs&) override;
    void admin_connect_set_logging_filters(api::Call&, const api::AdminConnectSetLoggingFiltersArgs&) override;
    void admin_connect_set_daemon_timeout(api::Call&, const api::AdminConnectSetDaemonTimeoutArgs&) override;
    void admin_connect_daemon_shutdown(api::Call&, const api::AdminConnectDaemonShutdownArgs&) override;

  private:
    AdminServer& find(const api::AdminServerRef& ref);
    std::shared_ptr<rpc::Session> find(const api::AdminClientRef& ref);
    AdminHouse& house_;
};

}  // namespace vireo::daemon
