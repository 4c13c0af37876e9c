/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libvirt-qemu.h: calls that only the QEMU driver has; they bypass the model and are not supported for production.
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
 * Language of a monitor command.
 *
 * Since: 0.8.8
 */
typedef enum {
    VIR_DOMAIN_QEMU_MONITOR_COMMAND_DEFAULT = 0, /* JSON (Since: 0.8.8) */
    VIR_DOMAIN_QEMU_MONITOR_COMMAND_HMP = (1 << 0) /* the text that people type (Since: 0.8.8) */
} virDomainQemuMonitorCommandFlags;

/**
 * virDomainQemuAgentCommandTimeoutValues:
 *
 * Special times to wait for the guest agent.
 *
 * Since: 0.10.0
 */
typedef enum {
    VIR_DOMAIN_QEMU_AGENT_COMMAND_MIN = -2, /* lowest of these values (Since: 0.10.0) */
    VIR_DOMAIN_QEMU_AGENT_COMMAND_BLOCK = -2, /* for ever (Since: 0.10.0) */
    VIR_DOMAIN_QEMU_AGENT_COMMAND_DEFAULT = -1, /* the library's default (Since: 0.10.0) */
    VIR_DOMAIN_QEMU_AGENT_COMMAND_NOWAIT = 0, /* not at all (Since: 0.10.0) */
    /* what is waited for a shutdown, in seconds (Since: 1.2.15) */
    VIR_DOMAIN_QEMU_AGENT_COMMAND_SHUTDOWN = 60
} virDomainQemuAgentCommandTimeoutValues;

/**
 * virConnectDomainQemuMonitorEventRegisterFlags:
 *
 * How the name of an event is meant.
 *
 * Since: 1.2.3
 */
typedef enum {
    /* as a regular expression (Since: 1.2.3) */
    VIR_CONNECT_DOMAIN_QEMU_MONITOR_EVENT_REGISTER_REGEX = (1 << 0),
    /* without regard to case (Since: 1.2.3) */
    VIR_CONNECT_DOMAIN_QEMU_MONITOR_EVENT_REGISTER_NOCASE = (1 << 1)
} virConnectDomainQemuMonitorEventRegisterFlags;

/**
 * virConnectDomainQemuMonitorEventCallback:
 * @conn: the connection concerned; valid during the call, take a reference to keep it
 * @dom: the domain concerned; valid during the call, take a reference to keep it
 * @event: name of the event
 * @seconds: when, seconds since 1970
 * @micros: when, microseconds
 * @details: data of the event in JSON; may be NULL
 * @opaque: pointer given when the callback was registered
 *
 * Hands on an event of QEMU's monitor as it came.
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
 * @conn: handle of the connection
 * @callbackID: number that the registration returned
 *
 * Ends a registration for raw monitor events.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @callbackID is
 * negative.
 *
 * Since: 1.2.3
 */
int virConnectDomainQemuMonitorEventDeregister(virConnectPtr conn, int callbackID);

/**
 * virConnectDomainQemuMonitorEventRegister:
 * @conn: handle of the connection
 * @dom: the domain, or NULL for all
 * @event: name of the event, or a pattern by @flags; NULL for all
 * @cb: function to call
 * @opaque: pointer handed to the callback unchanged
 * @freecb: called once with @opaque when the callback is no longer needed; may be NULL
 * @flags: bits of virConnectDomainQemuMonitorEventRegisterFlags
 *
 * Adds a callback for raw events of QEMU's monitor.
 *
 * Returns a number of the registration (0 or more) to be used for deregistering, or -1 on failure.
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
 * @domain: handle of the domain
 * @cmd: the command in JSON
 * @timeout: seconds to wait, or a value of virDomainQemuAgentCommandTimeoutValues
 * @flags: none defined yet; pass 0
 *
 * Sends a raw command to the guest agent.
 *
 * Returns the answer in JSON, to be released with free(), or NULL on failure.
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
 * @conn: handle of the connection
 * @pid_value: number of the process
 * @flags: none defined yet; pass 0
 *
 * Adopts a QEMU process that was started by others.
 *
 * Drivers may answer that this is no longer supported.
 *
 * Returns a new handle to be released with virDomainFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @pid_value is
 * 0.
 *
 * Since: 0.9.4
 */
virDomainPtr virDomainQemuAttach(virConnectPtr conn, unsigned int pid_value, unsigned int flags);

/**
 * virDomainQemuMonitorCommand:
 * @domain: handle of the domain
 * @cmd: the command, in JSON or as text by @flags
 * @result: where the answer is stored, to be released with free()
 * @flags: bits of virDomainQemuMonitorCommandFlags
 *
 * Sends a raw command to QEMU's monitor. What the library knows about the domain may become wrong
 * by it.
 *
 * Returns 0 on success, or -1 on failure.
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
 * @domain: handle of the domain
 * @cmd: the command, in JSON or as text by @flags
 * @ninfiles: number of entries in the array
 * @infiles: file descriptors to send, which the caller still has to close
 * @noutfiles: where the number of received file descriptors is stored; may be NULL
 * @outfiles: where a new array of received file descriptors is stored (close each, free() the
 *     array); may be NULL
 * @result: where the answer is stored, to be released with free()
 * @flags: bits of virDomainQemuMonitorCommandFlags
 *
 * Sends a raw command with open files to QEMU's monitor, and takes open files back.
 *
 * Returns 0 on success, or -1 on failure.
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
