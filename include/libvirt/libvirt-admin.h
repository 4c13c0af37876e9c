/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libvirt-admin.h: part of the public C interface.
 * Made by gen/headers.py from facts; do not edit.
 */
#ifndef LIBVIRT_ADMIN_H
#define LIBVIRT_ADMIN_H

#include <libvirt/libvirt-common.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * VIR_THREADPOOL_WORKERS_MIN:
 *
 * Since: 2.0.0
 */
#define VIR_THREADPOOL_WORKERS_MIN "minWorkers"

/**
 * VIR_THREADPOOL_WORKERS_MAX:
 *
 * Since: 2.0.0
 */
#define VIR_THREADPOOL_WORKERS_MAX "maxWorkers"

/**
 * VIR_THREADPOOL_WORKERS_PRIORITY:
 *
 * Since: 2.0.0
 */
#define VIR_THREADPOOL_WORKERS_PRIORITY "prioWorkers"

/**
 * VIR_THREADPOOL_WORKERS_FREE:
 *
 * Since: 2.0.0
 */
#define VIR_THREADPOOL_WORKERS_FREE "freeWorkers"

/**
 * VIR_THREADPOOL_WORKERS_CURRENT:
 *
 * Since: 2.0.0
 */
#define VIR_THREADPOOL_WORKERS_CURRENT "nWorkers"

/**
 * VIR_THREADPOOL_JOB_QUEUE_DEPTH:
 *
 * Since: 2.0.0
 */
#define VIR_THREADPOOL_JOB_QUEUE_DEPTH "jobQueueDepth"

/**
 * VIR_CLIENT_INFO_READONLY:
 *
 * Since: 2.0.0
 */
#define VIR_CLIENT_INFO_READONLY "readonly"

/**
 * VIR_CLIENT_INFO_SOCKET_ADDR:
 *
 * Since: 2.0.0
 */
#define VIR_CLIENT_INFO_SOCKET_ADDR "sock_addr"

/**
 * VIR_CLIENT_INFO_SASL_USER_NAME:
 *
 * Since: 2.0.0
 */
#define VIR_CLIENT_INFO_SASL_USER_NAME "sasl_user_name"

/**
 * VIR_CLIENT_INFO_X509_DISTINGUISHED_NAME:
 *
 * Since: 2.0.0
 */
#define VIR_CLIENT_INFO_X509_DISTINGUISHED_NAME "tls_x509_dname"

/**
 * VIR_CLIENT_INFO_UNIX_USER_ID:
 *
 * Since: 2.0.0
 */
#define VIR_CLIENT_INFO_UNIX_USER_ID "unix_user_id"

/**
 * VIR_CLIENT_INFO_UNIX_USER_NAME:
 *
 * Since: 2.0.0
 */
#define VIR_CLIENT_INFO_UNIX_USER_NAME "unix_user_name"

/**
 * VIR_CLIENT_INFO_UNIX_GROUP_ID:
 *
 * Since: 2.0.0
 */
#define VIR_CLIENT_INFO_UNIX_GROUP_ID "unix_group_id"

/**
 * VIR_CLIENT_INFO_UNIX_GROUP_NAME:
 *
 * Since: 2.0.0
 */
#define VIR_CLIENT_INFO_UNIX_GROUP_NAME "unix_group_name"

/**
 * VIR_CLIENT_INFO_UNIX_PROCESS_ID:
 *
 * Since: 2.0.0
 */
#define VIR_CLIENT_INFO_UNIX_PROCESS_ID "unix_process_id"

/**
 * VIR_CLIENT_INFO_SELINUX_CONTEXT:
 *
 * Since: 2.0.0
 */
#define VIR_CLIENT_INFO_SELINUX_CONTEXT "selinux_context"

/**
 * VIR_SERVER_CLIENTS_MAX:
 *
 * Since: 2.0.0
 */
#define VIR_SERVER_CLIENTS_MAX "nclients_max"

/**
 * VIR_SERVER_CLIENTS_CURRENT:
 *
 * Since: 2.0.0
 */
#define VIR_SERVER_CLIENTS_CURRENT "nclients"

/**
 * VIR_SERVER_CLIENTS_UNAUTH_MAX:
 *
 * Since: 2.0.0
 */
#define VIR_SERVER_CLIENTS_UNAUTH_MAX "nclients_unauth_max"

/**
 * VIR_SERVER_CLIENTS_UNAUTH_CURRENT:
 *
 * Since: 2.0.0
 */
#define VIR_SERVER_CLIENTS_UNAUTH_CURRENT "nclients_unauth"

/**
 * virClientTransport:
 *
 * Since: 2.0.0
 */
typedef enum {
    VIR_CLIENT_TRANS_UNIX = 0, /* (Since: 2.0.0) */
    VIR_CLIENT_TRANS_TCP = 1, /* (Since: 2.0.0) */
    VIR_CLIENT_TRANS_TLS = 2 /* (Since: 2.0.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_CLIENT_TRANS_LAST = 3 /* (Since: 2.0.0) */
#endif
} virClientTransport;

/**
 * virAdmConnectDaemonShutdownFlags:
 *
 * Since: 11.2.0
 */
typedef enum {
    VIR_DAEMON_SHUTDOWN_PRESERVE = (1 << 0) /* (Since: 11.2.0) */
} virAdmConnectDaemonShutdownFlags;

/**
 * virAdmConnect:
 *
 * Since: 2.0.0
 */
typedef struct _virAdmConnect virAdmConnect;

/**
 * virAdmServer:
 *
 * Since: 2.0.0
 */
typedef struct _virAdmServer virAdmServer;

/**
 * virAdmClient:
 *
 * Since: 2.0.0
 */
typedef struct _virAdmClient virAdmClient;

/**
 * virAdmConnectPtr:
 *
 * Pointer to virAdmConnect.
 *
 * Since: 2.0.0
 */
typedef virAdmConnect *virAdmConnectPtr;

/**
 * virAdmServerPtr:
 *
 * Pointer to virAdmServer.
 *
 * Since: 2.0.0
 */
typedef virAdmServer *virAdmServerPtr;

/**
 * virAdmClientPtr:
 *
 * Pointer to virAdmClient.
 *
 * Since: 2.0.0
 */
typedef virAdmClient *virAdmClientPtr;

/**
 * virAdmConnectCloseFunc:
 * @conn: see above
 * @reason: see above
 * @opaque: see above
 *
 * Since: 2.0.0
 */
typedef void (*virAdmConnectCloseFunc)(virAdmConnectPtr conn, int reason, void *opaque);

/**
 * virAdmClientClose:
 * @client: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 2.0.0
 */
int virAdmClientClose(virAdmClientPtr client, unsigned int flags);

/**
 * virAdmClientFree:
 * @client: see above
 *
 * Returns the result.
 *
 * Since: 2.0.0
 */
int virAdmClientFree(virAdmClientPtr client);

/**
 * virAdmClientGetID:
 * @client: see above
 *
 * Returns the result.
 *
 * Since: 2.0.0
 */
unsigned long long virAdmClientGetID(virAdmClientPtr client);

/**
 * virAdmClientGetInfo:
 * @client: see above
 * @params: see above
 * @nparams: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @params is NULL.
 *
 * Since: 2.0.0
 */
int virAdmClientGetInfo(virAdmClientPtr client,
                        virTypedParameterPtr *params,
                        int *nparams,
                        unsigned int flags);

/**
 * virAdmClientGetTimestamp:
 * @client: see above
 *
 * Returns the result.
 *
 * Since: 2.0.0
 */
long long virAdmClientGetTimestamp(virAdmClientPtr client);

/**
 * virAdmClientGetTransport:
 * @client: see above
 *
 * Returns the result.
 *
 * Since: 2.0.0
 */
int virAdmClientGetTransport(virAdmClientPtr client);

/**
 * virAdmConnectClose:
 * @conn: see above
 *
 * Returns the result.
 *
 * Since: 2.0.0
 */
int virAdmConnectClose(virAdmConnectPtr conn);

/**
 * virAdmConnectDaemonShutdown:
 * @conn: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result.
 *
 * Since: 11.2.0
 */
int virAdmConnectDaemonShutdown(virAdmConnectPtr conn, unsigned int flags);

/**
 * virAdmConnectGetLibVersion:
 * @conn: see above
 * @libVer: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @libVer is NULL.
 *
 * Since: 2.0.0
 */
int virAdmConnectGetLibVersion(virAdmConnectPtr conn, unsigned long long *libVer);

/**
 * virAdmConnectGetLoggingFilters:
 * @conn: see above
 * @filters: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 3.0.0
 */
int virAdmConnectGetLoggingFilters(virAdmConnectPtr conn, char **filters, unsigned int flags);

/**
 * virAdmConnectGetLoggingOutputs:
 * @conn: see above
 * @outputs: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 3.0.0
 */
int virAdmConnectGetLoggingOutputs(virAdmConnectPtr conn, char **outputs, unsigned int flags);

/**
 * virAdmConnectGetURI:
 * @conn: see above
 *
 * Returns the result.
 *
 * Since: 2.0.0
 */
char *virAdmConnectGetURI(virAdmConnectPtr conn);

/**
 * virAdmConnectIsAlive:
 * @conn: see above
 *
 * Returns the result.
 *
 * Since: 2.0.0
 */
int virAdmConnectIsAlive(virAdmConnectPtr conn);

/**
 * virAdmConnectListServers:
 * @conn: see above
 * @servers: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 2.0.0
 */
int virAdmConnectListServers(virAdmConnectPtr conn, virAdmServerPtr **servers, unsigned int flags);

/**
 * virAdmConnectLookupServer:
 * @conn: see above
 * @name: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result.
 *
 * Errors: VIR_ERR_INVALID_ARG if @name is NULL.
 *
 * Since: 2.0.0
 */
virAdmServerPtr virAdmConnectLookupServer(virAdmConnectPtr conn,
                                          const char *name,
                                          unsigned int flags);

/**
 * virAdmConnectOpen:
 * @name: see above
 * @flags: bits of virConnectFlags
 *
 * Returns the result, or NULL on failure.
 *
 * Since: 2.0.0
 */
virAdmConnectPtr virAdmConnectOpen(const char *name, unsigned int flags);

/**
 * virAdmConnectRef:
 * @conn: see above
 *
 * Returns the result.
 *
 * Since: 2.0.0
 */
int virAdmConnectRef(virAdmConnectPtr conn);

/**
 * virAdmConnectRegisterCloseCallback:
 * @conn: see above
 * @cb: see above
 * @opaque: see above
 * @freecb: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @cb is NULL.
 *
 * Since: 2.0.0
 */
int virAdmConnectRegisterCloseCallback(virAdmConnectPtr conn,
                                       virAdmConnectCloseFunc cb,
                                       void *opaque,
                                       virFreeCallback freecb);

/**
 * virAdmConnectSetDaemonTimeout:
 * @conn: see above
 * @timeout: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result.
 *
 * Since: 8.6.0
 */
int virAdmConnectSetDaemonTimeout(virAdmConnectPtr conn, unsigned int timeout, unsigned int flags);

/**
 * virAdmConnectSetLoggingFilters:
 * @conn: see above
 * @filters: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 3.0.0
 */
int virAdmConnectSetLoggingFilters(virAdmConnectPtr conn, const char *filters, unsigned int flags);

/**
 * virAdmConnectSetLoggingOutputs:
 * @conn: see above
 * @outputs: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 3.0.0
 */
int virAdmConnectSetLoggingOutputs(virAdmConnectPtr conn, const char *outputs, unsigned int flags);

/**
 * virAdmConnectUnregisterCloseCallback:
 * @conn: see above
 * @cb: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @cb is NULL.
 *
 * Since: 2.0.0
 */
int virAdmConnectUnregisterCloseCallback(virAdmConnectPtr conn, virAdmConnectCloseFunc cb);

/**
 * virAdmGetVersion:
 * @libVer: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 2.0.0
 */
int virAdmGetVersion(unsigned long long *libVer);

/**
 * virAdmInitialize:
 *
 * Returns the result.
 *
 * Since: 2.0.0
 */
int virAdmInitialize(void);

/**
 * virAdmServerFree:
 * @srv: see above
 *
 * Returns the result.
 *
 * Since: 2.0.0
 */
int virAdmServerFree(virAdmServerPtr srv);

/**
 * virAdmServerGetClientLimits:
 * @srv: see above
 * @params: see above
 * @nparams: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 2.0.0
 */
int virAdmServerGetClientLimits(virAdmServerPtr srv,
                                virTypedParameterPtr *params,
                                int *nparams,
                                unsigned int flags);

/**
 * virAdmServerGetName:
 * @srv: see above
 *
 * Returns the result.
 *
 * Since: 2.0.0
 */
const char *virAdmServerGetName(virAdmServerPtr srv);

/**
 * virAdmServerGetThreadPoolParameters:
 * @srv: see above
 * @params: see above
 * @nparams: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @params is NULL.
 *
 * Since: 2.0.0
 */
int virAdmServerGetThreadPoolParameters(virAdmServerPtr srv,
                                        virTypedParameterPtr *params,
                                        int *nparams,
                                        unsigned int flags);

/**
 * virAdmServerListClients:
 * @srv: see above
 * @clients: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 2.0.0
 */
int virAdmServerListClients(virAdmServerPtr srv, virAdmClientPtr **clients, unsigned int flags);

/**
 * virAdmServerLookupClient:
 * @srv: see above
 * @id: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or NULL on failure.
 *
 * Since: 2.0.0
 */
virAdmClientPtr virAdmServerLookupClient(virAdmServerPtr srv,
                                         unsigned long long id,
                                         unsigned int flags);

/**
 * virAdmServerSetClientLimits:
 * @srv: see above
 * @params: see above
 * @nparams: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @params is NULL, or if @nparams is negative.
 *
 * Since: 2.0.0
 */
int virAdmServerSetClientLimits(virAdmServerPtr srv,
                                virTypedParameterPtr params,
                                int nparams,
                                unsigned int flags);

/**
 * virAdmServerSetThreadPoolParameters:
 * @srv: see above
 * @params: see above
 * @nparams: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @params is NULL, or if @nparams is negative.
 *
 * Since: 2.0.0
 */
int virAdmServerSetThreadPoolParameters(virAdmServerPtr srv,
                                        virTypedParameterPtr params,
                                        int nparams,
                                        unsigned int flags);

/**
 * virAdmServerUpdateTlsFiles:
 * @srv: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 2.0.0
 */
int virAdmServerUpdateTlsFiles(virAdmServerPtr srv, unsigned int flags);

#ifdef __cplusplus
}
#endif

#endif /* LIBVIRT_ADMIN_H */
