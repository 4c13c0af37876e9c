/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libvirt-admin.h: administration of the daemons themselves.
 * Made by gen/headers.py from facts; do not edit.
 */
#ifndef LIBVIRT_ADMIN_H
#define LIBVIRT_ADMIN_H

#include <libvirt/libvirt-common.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Worker threads of a server; the last three cannot be set.
 */
#define VIR_THREADPOOL_WORKERS_MIN "minWorkers" /* workers at least (Since: 2.0.0) */
#define VIR_THREADPOOL_WORKERS_MAX "maxWorkers" /* workers at most (Since: 2.0.0) */
/* workers kept for calls that cannot block (Since: 2.0.0) */
#define VIR_THREADPOOL_WORKERS_PRIORITY "prioWorkers"
#define VIR_THREADPOOL_WORKERS_FREE "freeWorkers" /* workers without work (Since: 2.0.0) */
#define VIR_THREADPOOL_WORKERS_CURRENT "nWorkers" /* workers there are (Since: 2.0.0) */
#define VIR_THREADPOOL_JOB_QUEUE_DEPTH "jobQueueDepth" /* calls that wait (Since: 2.0.0) */

/*
 * Fields of virAdmClientGetInfo().
 */
#define VIR_CLIENT_INFO_READONLY "readonly" /* whether it may only look (Since: 2.0.0) */
#define VIR_CLIENT_INFO_SOCKET_ADDR "sock_addr" /* its address (Since: 2.0.0) */
#define VIR_CLIENT_INFO_SASL_USER_NAME "sasl_user_name" /* name proved by SASL (Since: 2.0.0) */
#define VIR_CLIENT_INFO_X509_DISTINGUISHED_NAME "tls_x509_dname" /* name in its certificate (Since: 2.0.0) */
#define VIR_CLIENT_INFO_UNIX_USER_ID "unix_user_id" /* number of the user (Since: 2.0.0) */
#define VIR_CLIENT_INFO_UNIX_USER_NAME "unix_user_name" /* name of the user (Since: 2.0.0) */
#define VIR_CLIENT_INFO_UNIX_GROUP_ID "unix_group_id" /* number of the group (Since: 2.0.0) */
#define VIR_CLIENT_INFO_UNIX_GROUP_NAME "unix_group_name" /* name of the group (Since: 2.0.0) */
#define VIR_CLIENT_INFO_UNIX_PROCESS_ID "unix_process_id" /* number of the process (Since: 2.0.0) */
#define VIR_CLIENT_INFO_SELINUX_CONTEXT "selinux_context" /* security label of the process (Since: 2.0.0) */

/*
 * Clients of a server; the current numbers cannot be set.
 */
#define VIR_SERVER_CLIENTS_MAX "nclients_max" /* clients at most (Since: 2.0.0) */
#define VIR_SERVER_CLIENTS_CURRENT "nclients" /* clients there are (Since: 2.0.0) */
/* clients at most that have not proved who they are (Since: 2.0.0) */
#define VIR_SERVER_CLIENTS_UNAUTH_MAX "nclients_unauth_max"
#define VIR_SERVER_CLIENTS_UNAUTH_CURRENT "nclients_unauth" /* such clients there are (Since: 2.0.0) */

/**
 * virClientTransport:
 *
 * How a client is connected.
 *
 * Since: 2.0.0
 */
typedef enum {
    VIR_CLIENT_TRANS_UNIX = 0, /* socket on the same host (Since: 2.0.0) */
    VIR_CLIENT_TRANS_TCP = 1, /* unencrypted (Since: 2.0.0) */
    VIR_CLIENT_TRANS_TLS = 2 /* encrypted (Since: 2.0.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_CLIENT_TRANS_LAST = 3 /* (Since: 2.0.0) */
#endif
} virClientTransport;

/**
 * virAdmConnectDaemonShutdownFlags:
 *
 * How a daemon stops.
 *
 * Since: 11.2.0
 */
typedef enum {
    /* keep its state for the next start, as when the host shuts down (Since: 11.2.0) */
    VIR_DAEMON_SHUTDOWN_PRESERVE = (1 << 0)
} virAdmConnectDaemonShutdownFlags;

/**
 * virAdmConnect:
 *
 * An administrative connection to a daemon. Its contents are private.
 *
 * Since: 2.0.0
 */
typedef struct _virAdmConnect virAdmConnect;

/**
 * virAdmServer:
 *
 * A server inside a daemon. Its contents are private.
 *
 * Since: 2.0.0
 */
typedef struct _virAdmServer virAdmServer;

/**
 * virAdmClient:
 *
 * A client of a server. Its contents are private.
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
 * @conn: the administrative connection concerned; valid during the call, take a reference to keep
 *     it
 * @reason: why, a value of virConnectCloseReason
 * @opaque: pointer given when the callback was registered
 *
 * Tells that an administrative connection was lost.
 *
 * Since: 2.0.0
 */
typedef void (*virAdmConnectCloseFunc)(virAdmConnectPtr conn, int reason, void *opaque);

/**
 * virAdmClientClose:
 * @client: handle of the client
 * @flags: none defined yet; pass 0
 *
 * Cuts the client's connection to the daemon.
 *
 * Returns 0, or -1 when the handle is invalid.
 *
 * Since: 2.0.0
 */
int virAdmClientClose(virAdmClientPtr client, unsigned int flags);

/**
 * virAdmClientFree:
 * @client: handle of the client
 *
 * Gives back one reference to the client handle; the handle must not be used afterwards. What it
 * stands for is not touched.
 *
 * Returns 0, or -1 when the handle is invalid.
 *
 * Since: 2.0.0
 */
int virAdmClientFree(virAdmClientPtr client);

/**
 * virAdmClientGetID:
 * @client: handle of the client
 *
 * Tells the number of the client.
 *
 * Returns the number.
 *
 * Since: 2.0.0
 */
unsigned long long virAdmClientGetID(virAdmClientPtr client);

/**
 * virAdmClientGetInfo:
 * @client: handle of the client
 * @params: where the new array is stored; release it with virTypedParamsFree()
 * @nparams: room in @params on entry, number of values on return
 * @flags: none defined yet; pass 0
 *
 * Tells who the client is: addresses, identity, process.
 *
 * Returns 0 on success, or -1 on failure.
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
 * @client: handle of the client
 *
 * Tells when the client connected.
 *
 * Returns seconds since 1970.
 *
 * Since: 2.0.0
 */
long long virAdmClientGetTimestamp(virAdmClientPtr client);

/**
 * virAdmClientGetTransport:
 * @client: handle of the client
 *
 * Tells how the client is connected.
 *
 * Returns a value of virClientTransport, or -1 on failure.
 *
 * Since: 2.0.0
 */
int virAdmClientGetTransport(virAdmClientPtr client);

/**
 * virAdmConnectClose:
 * @conn: handle of the administrative connection
 *
 * Gives back one reference to the connection; the last one closes it.
 *
 * Returns the number of references that remain, 0 when the connection is closed, -1 on failure.
 *
 * Since: 2.0.0
 */
int virAdmConnectClose(virAdmConnectPtr conn);

/**
 * virAdmConnectDaemonShutdown:
 * @conn: handle of the administrative connection
 * @flags: bits of virAdmConnectDaemonShutdownFlags
 *
 * Asks the daemon to stop.
 *
 * Returns 0, or -1 on failure.
 *
 * Since: 11.2.0
 */
int virAdmConnectDaemonShutdown(virAdmConnectPtr conn, unsigned int flags);

/**
 * virAdmConnectGetLibVersion:
 * @conn: handle of the administrative connection
 * @libVer: where the version is stored as major * 1000000 + minor * 1000 + release
 *
 * Tells the version of the daemon.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @libVer is NULL.
 *
 * Since: 2.0.0
 */
int virAdmConnectGetLibVersion(virAdmConnectPtr conn, unsigned long long *libVer);

/**
 * virAdmConnectGetLoggingFilters:
 * @conn: handle of the administrative connection
 * @filters: where the text is stored, to be released with free()
 * @flags: none defined yet; pass 0
 *
 * Reads which messages the daemon logs.
 *
 * Returns the number of filters, or -1 on failure.
 *
 * Since: 3.0.0
 */
int virAdmConnectGetLoggingFilters(virAdmConnectPtr conn, char **filters, unsigned int flags);

/**
 * virAdmConnectGetLoggingOutputs:
 * @conn: handle of the administrative connection
 * @outputs: where the text is stored, to be released with free()
 * @flags: none defined yet; pass 0
 *
 * Reads where the daemon logs to.
 *
 * Returns the number of outputs, or -1 on failure.
 *
 * Since: 3.0.0
 */
int virAdmConnectGetLoggingOutputs(virAdmConnectPtr conn, char **outputs, unsigned int flags);

/**
 * virAdmConnectGetURI:
 * @conn: handle of the administrative connection
 *
 * Tells the URI of the connection as it was resolved.
 *
 * Returns a new string to be released with free(), or NULL on failure.
 *
 * Since: 2.0.0
 */
char *virAdmConnectGetURI(virAdmConnectPtr conn);

/**
 * virAdmConnectIsAlive:
 * @conn: handle of the administrative connection
 *
 * Tells whether the connection still works.
 *
 * Returns 1 when it does, 0 when it does not, -1 on failure.
 *
 * Since: 2.0.0
 */
int virAdmConnectIsAlive(virAdmConnectPtr conn);

/**
 * virAdmConnectListServers:
 * @conn: handle of the administrative connection
 * @servers: where a new NULL-terminated array of handles is stored (release each handle, then
 *     free() the array); NULL to only count
 * @flags: none defined yet; pass 0
 *
 * Lists the servers inside the daemon.
 *
 * Returns the number of objects found, or -1 on failure.
 *
 * Since: 2.0.0
 */
int virAdmConnectListServers(virAdmConnectPtr conn, virAdmServerPtr **servers, unsigned int flags);

/**
 * virAdmConnectLookupServer:
 * @conn: handle of the administrative connection
 * @name: name of the server
 * @flags: none defined yet; pass 0
 *
 * Finds a server of the daemon by name.
 *
 * Returns a new handle to be released with virAdmServerFree(), or NULL on failure.
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
 * @name: URI, such as libvirtd:///system; NULL for the default
 * @flags: bits of virConnectFlags
 *
 * Opens an administrative connection to a daemon.
 *
 * Returns a new connection to be released with virAdmConnectClose(), or NULL on failure.
 *
 * Since: 2.0.0
 */
virAdmConnectPtr virAdmConnectOpen(const char *name, unsigned int flags);

/**
 * virAdmConnectRef:
 * @conn: handle of the administrative connection
 *
 * Takes one more reference to the administrative connection, so that several parts of a program can
 * release it on their own.
 *
 * Returns 0, or -1 when the handle is invalid.
 *
 * Since: 2.0.0
 */
int virAdmConnectRef(virAdmConnectPtr conn);

/**
 * virAdmConnectRegisterCloseCallback:
 * @conn: handle of the administrative connection
 * @cb: function to call
 * @opaque: pointer handed to the callback unchanged
 * @freecb: called once with @opaque when the callback is no longer needed; may be NULL
 *
 * Asks to be called once when the connection is lost. One callback per connection is possible.
 *
 * Returns 0 on success, or -1 on failure.
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
 * @conn: handle of the administrative connection
 * @timeout: seconds, 0 for never
 * @flags: none defined yet; pass 0
 *
 * Says after how many seconds without work the daemon stops by itself.
 *
 * Returns 0, or -1 on failure.
 *
 * Since: 8.6.0
 */
int virAdmConnectSetDaemonTimeout(virAdmConnectPtr conn, unsigned int timeout, unsigned int flags);

/**
 * virAdmConnectSetLoggingFilters:
 * @conn: handle of the administrative connection
 * @filters: new filters; empty or NULL for none
 * @flags: none defined yet; pass 0
 *
 * Changes which messages the daemon logs, until it restarts.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Since: 3.0.0
 */
int virAdmConnectSetLoggingFilters(virAdmConnectPtr conn, const char *filters, unsigned int flags);

/**
 * virAdmConnectSetLoggingOutputs:
 * @conn: handle of the administrative connection
 * @outputs: new outputs; empty or NULL for the default
 * @flags: none defined yet; pass 0
 *
 * Changes where the daemon logs to, until it restarts.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Since: 3.0.0
 */
int virAdmConnectSetLoggingOutputs(virAdmConnectPtr conn, const char *outputs, unsigned int flags);

/**
 * virAdmConnectUnregisterCloseCallback:
 * @conn: handle of the administrative connection
 * @cb: the function that was registered
 *
 * Removes the close callback and runs its free function.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @cb is NULL.
 *
 * Since: 2.0.0
 */
int virAdmConnectUnregisterCloseCallback(virAdmConnectPtr conn, virAdmConnectCloseFunc cb);

/**
 * virAdmGetVersion:
 * @libVer: where the version is stored as major * 1000000 + minor * 1000 + release
 *
 * Tells the version of this library.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Since: 2.0.0
 */
int virAdmGetVersion(unsigned long long *libVer);

/**
 * virAdmInitialize:
 *
 * Prepares the library. It may be called more than once; virAdmConnectOpen() does it when needed.
 *
 * Returns 0, or -1 on failure.
 *
 * Since: 2.0.0
 */
int virAdmInitialize(void);

/**
 * virAdmServerFree:
 * @srv: handle of the server
 *
 * Gives back one reference to the server handle; the handle must not be used afterwards. What it
 * stands for is not touched.
 *
 * Returns 0, or -1 when the handle is invalid.
 *
 * Since: 2.0.0
 */
int virAdmServerFree(virAdmServerPtr srv);

/**
 * virAdmServerGetClientLimits:
 * @srv: handle of the server
 * @params: where the new array is stored; release it with virTypedParamsFree()
 * @nparams: room in @params on entry, number of values on return
 * @flags: none defined yet; pass 0
 *
 * Tells how many clients the server may have and has.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Since: 2.0.0
 */
int virAdmServerGetClientLimits(virAdmServerPtr srv,
                                virTypedParameterPtr *params,
                                int *nparams,
                                unsigned int flags);

/**
 * virAdmServerGetName:
 * @srv: handle of the server
 *
 * Tells the name of the server.
 *
 * Returns a string that lives as long as the handle; do not free it.
 *
 * Since: 2.0.0
 */
const char *virAdmServerGetName(virAdmServerPtr srv);

/**
 * virAdmServerGetThreadPoolParameters:
 * @srv: handle of the server
 * @params: where the new array is stored; release it with virTypedParamsFree()
 * @nparams: room in @params on entry, number of values on return
 * @flags: none defined yet; pass 0
 *
 * Tells how many worker threads the server may have and has.
 *
 * Returns 0 on success, or -1 on failure.
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
 * @srv: handle of the server
 * @clients: where a new NULL-terminated array of handles is stored (release each handle, then
 *     free() the array); NULL to only count
 * @flags: none defined yet; pass 0
 *
 * Lists the clients of the server.
 *
 * Returns the number of objects found, or -1 on failure.
 *
 * Since: 2.0.0
 */
int virAdmServerListClients(virAdmServerPtr srv, virAdmClientPtr **clients, unsigned int flags);

/**
 * virAdmServerLookupClient:
 * @srv: handle of the server
 * @id: number of the client
 * @flags: none defined yet; pass 0
 *
 * Finds a client of the server by number.
 *
 * Returns a new handle to be released with virAdmClientFree(), or NULL on failure.
 *
 * Since: 2.0.0
 */
virAdmClientPtr virAdmServerLookupClient(virAdmServerPtr srv,
                                         unsigned long long id,
                                         unsigned int flags);

/**
 * virAdmServerSetClientLimits:
 * @srv: handle of the server
 * @params: array of the values
 * @nparams: number of values in @params
 * @flags: none defined yet; pass 0
 *
 * Changes how many clients the server may have.
 *
 * Returns 0 on success, or -1 on failure.
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
 * @srv: handle of the server
 * @params: array of the values
 * @nparams: number of values in @params
 * @flags: none defined yet; pass 0
 *
 * Changes how many worker threads the server may have.
 *
 * Returns 0 on success, or -1 on failure.
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
 * @srv: handle of the server
 * @flags: none defined yet; pass 0
 *
 * Makes the server read its TLS certificates and keys again.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Since: 2.0.0
 */
int virAdmServerUpdateTlsFiles(virAdmServerPtr srv, unsigned int flags);

#ifdef __cplusplus
}
#endif

#endif /* LIBVIRT_ADMIN_H */
