/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libvirt-qemu.h: part of the public C interface.
 * Made by gen/headers.py from facts; do not edit.
 */
#ifndef LIBVIRT_QEMU_H
#define LIBVIRT_QEMU_H

#include <libvirt/libvirt.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * virDomainQemuMonitorCommandFlags:
 *
 * Since: 0.8.8
 */
typedef enum {
    VIR_DOMAIN_QEMU_MONITOR_COMMAND_DEFAULT = 0, /* (Since: 0.8.8) */
    VIR_DOMAIN_QEMU_MONITOR_COMMAND_HMP = (1 << 0) /* (Since: 0.8.8) */
} virDomainQemuMonitorCommandFlags;

/**
 * virDomainQemuAgentCommandTimeoutValues:
 *
 * Since: 0.10.0
 */
typedef enum {
    VIR_DOMAIN_QEMU_AGENT_COMMAND_MIN = -2, /* (Since: 0.10.0) */
    VIR_DOMAIN_QEMU_AGENT_COMMAND_BLOCK = -2, /* (Since: 0.10.0) */
    VIR_DOMAIN_QEMU_AGENT_COMMAND_DEFAULT = -1, /* (Since: 0.10.0) */
    VIR_DOMAIN_QEMU_AGENT_COMMAND_NOWAIT = 0, /* (Since: 0.10.0) */
    VIR_DOMAIN_QEMU_AGENT_COMMAND_SHUTDOWN = 60 /* (Since: 1.2.15) */
} virDomainQemuAgentCommandTimeoutValues;

/**
 * virConnectDomainQemuMonitorEventRegisterFlags:
 *
 * Since: 1.2.3
 */
typedef enum {
    VIR_CONNECT_DOMAIN_QEMU_MONITOR_EVENT_REGISTER_REGEX = (1 << 0), /* (Since: 1.2.3) */
    VIR_CONNECT_DOMAIN_QEMU_MONITOR_EVENT_REGISTER_NOCASE = (1 << 1) /* (Since: 1.2.3) */
} virConnectDomainQemuMonitorEventRegisterFlags;

/**
 * virConnectDomainQemuMonitorEventCallback:
 * @conn: see above
 * @dom: see above
 * @event: see above
 * @seconds: see above
 * @micros: see above
 * @details: see above
 * @opaque: see above
 *
 * Since: 1.2.3
 */
typedef void (*virConnectDomainQemuMonitorEventCallback)(virConnectPtr conn,
                                                         virDomainPtr dom,
                                                         const char *event,
                                                         long long seconds,
                                                         unsigned int micros,
                                                         const char *details,
                                                         void *opaque);

/**
 * virConnectDomainQemuMonitorEventDeregister:
 * @conn: see above
 * @callbackID: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @callbackID is
 * negative.
 *
 * Since: 1.2.3
 */
int virConnectDomainQemuMonitorEventDeregister(virConnectPtr conn, int callbackID);

/**
 * virConnectDomainQemuMonitorEventRegister:
 * @conn: see above
 * @dom: see above
 * @event: see above
 * @cb: see above
 * @opaque: see above
 * @freecb: see above
 * @flags: bits of virConnectDomainQemuMonitorEventRegisterFlags
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @cb is NULL.
 *
 * Since: 1.2.3
 */
int virConnectDomainQemuMonitorEventRegister(virConnectPtr conn,
                                             virDomainPtr dom,
                                             const char *event,
                                             virConnectDomainQemuMonitorEventCallback cb,
                                             void *opaque,
                                             virFreeCallback freecb,
                                             unsigned int flags);

/**
 * virDomainQemuAgentCommand:
 * @domain: see above
 * @cmd: see above
 * @timeout: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.10.0
 */
char *virDomainQemuAgentCommand(virDomainPtr domain,
                                const char *cmd,
                                int timeout,
                                unsigned int flags);

/**
 * virDomainQemuAttach:
 * @domain: see above
 * @pid_value: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @pid_value is
 * 0.
 *
 * Since: 0.9.4
 */
virDomainPtr virDomainQemuAttach(virConnectPtr domain, unsigned int pid_value, unsigned int flags);

/**
 * virDomainQemuMonitorCommand:
 * @domain: see above
 * @cmd: see above
 * @result: see above
 * @flags: bits of virDomainQemuMonitorCommandFlags
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @result is
 * NULL.
 *
 * Since: 0.8.3
 */
int virDomainQemuMonitorCommand(virDomainPtr domain,
                                const char *cmd,
                                char **result,
                                unsigned int flags);

/**
 * virDomainQemuMonitorCommandWithFiles:
 * @domain: see above
 * @cmd: see above
 * @ninfiles: see above
 * @infiles: see above
 * @noutfiles: see above
 * @outfiles: see above
 * @result: see above
 * @flags: bits of virDomainQemuMonitorCommandFlags
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @cmd or
 * @result is NULL.
 *
 * Since: 8.2.0
 */
int virDomainQemuMonitorCommandWithFiles(virDomainPtr domain,
                                         const char *cmd,
                                         unsigned int ninfiles,
                                         int *infiles,
                                         unsigned int *noutfiles,
                                         int **outfiles,
                                         char **result,
                                         unsigned int flags);

#ifdef __cplusplus
}
#endif

#endif /* LIBVIRT_QEMU_H */
