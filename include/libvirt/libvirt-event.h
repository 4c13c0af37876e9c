/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libvirt-event.h: part of the public C interface.
 * Made by gen/headers.py from facts; do not edit.
 */
#ifndef LIBVIRT_EVENT_H
#define LIBVIRT_EVENT_H

#include <libvirt/libvirt-common.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * virEventHandleType:
 *
 * Since: 0.5.0
 */
typedef enum {
    VIR_EVENT_HANDLE_READABLE = 1, /* (Since: 0.5.0) */
    VIR_EVENT_HANDLE_WRITABLE = 2, /* (Since: 0.5.0) */
    VIR_EVENT_HANDLE_ERROR = 4, /* (Since: 0.5.0) */
    VIR_EVENT_HANDLE_HANGUP = 8 /* (Since: 0.5.0) */
} virEventHandleType;

/**
 * virEventHandleCallback:
 * @watch: see above
 * @fd: see above
 * @events: see above
 * @opaque: see above
 *
 * Since: 0.5.0
 */
typedef void (*virEventHandleCallback)(int watch, int fd, int events, void *opaque);

/**
 * virEventAddHandleFunc:
 * @fd: see above
 * @event: see above
 * @cb: see above
 * @opaque: see above
 * @ff: see above
 *
 * Since: 0.5.0
 */
typedef int (*virEventAddHandleFunc)(int fd,
                                     int event,
                                     virEventHandleCallback cb,
                                     void *opaque,
                                     virFreeCallback ff);

/**
 * virEventUpdateHandleFunc:
 * @watch: see above
 * @event: see above
 *
 * Since: 0.5.0
 */
typedef void (*virEventUpdateHandleFunc)(int watch, int event);

/**
 * virEventRemoveHandleFunc:
 * @watch: see above
 *
 * Since: 0.5.0
 */
typedef int (*virEventRemoveHandleFunc)(int watch);

/**
 * virEventTimeoutCallback:
 * @timer: see above
 * @opaque: see above
 *
 * Since: 0.5.0
 */
typedef void (*virEventTimeoutCallback)(int timer, void *opaque);

/**
 * virEventAddTimeoutFunc:
 * @timeout: see above
 * @cb: see above
 * @opaque: see above
 * @ff: see above
 *
 * Since: 0.5.0
 */
typedef int (*virEventAddTimeoutFunc)(int timeout,
                                      virEventTimeoutCallback cb,
                                      void *opaque,
                                      virFreeCallback ff);

/**
 * virEventUpdateTimeoutFunc:
 * @timer: see above
 * @timeout: see above
 *
 * Since: 0.5.0
 */
typedef void (*virEventUpdateTimeoutFunc)(int timer, int timeout);

/**
 * virEventRemoveTimeoutFunc:
 * @timer: see above
 *
 * Since: 0.5.0
 */
typedef int (*virEventRemoveTimeoutFunc)(int timer);

/**
 * virEventAddHandle:
 * @fd: see above
 * @events: a value of virEventHandleType
 * @cb: see above
 * @opaque: see above
 * @ff: see above
 *
 * Returns the result.
 *
 * Since: 0.9.3
 */
int virEventAddHandle(int fd,
                      int events,
                      virEventHandleCallback cb,
                      void *opaque,
                      virFreeCallback ff);

/**
 * virEventAddTimeout:
 * @frequency: see above
 * @cb: see above
 * @opaque: see above
 * @ff: see above
 *
 * Returns the result.
 *
 * Since: 0.9.3
 */
int virEventAddTimeout(int frequency,
                       virEventTimeoutCallback cb,
                       void *opaque,
                       virFreeCallback ff);

/**
 * virEventRegisterDefaultImpl:
 *
 * Returns the result.
 *
 * Since: 0.9.0
 */
int virEventRegisterDefaultImpl(void);

/**
 * virEventRegisterImpl:
 * @addHandle: see above
 * @updateHandle: see above
 * @removeHandle: see above
 * @addTimeout: see above
 * @updateTimeout: see above
 * @removeTimeout: see above
 *
 * Since: 0.5.0
 */
void virEventRegisterImpl(virEventAddHandleFunc addHandle,
                          virEventUpdateHandleFunc updateHandle,
                          virEventRemoveHandleFunc removeHandle,
                          virEventAddTimeoutFunc addTimeout,
                          virEventUpdateTimeoutFunc updateTimeout,
                          virEventRemoveTimeoutFunc removeTimeout);

/**
 * virEventRemoveHandle:
 * @watch: see above
 *
 * Returns the result.
 *
 * Since: 0.9.3
 */
int virEventRemoveHandle(int watch);

/**
 * virEventRemoveTimeout:
 * @timer: see above
 *
 * Returns the result.
 *
 * Since: 0.9.3
 */
int virEventRemoveTimeout(int timer);

/**
 * virEventRunDefaultImpl:
 *
 * Returns the result.
 *
 * Since: 0.9.0
 */
int virEventRunDefaultImpl(void);

/**
 * virEventUpdateHandle:
 * @watch: see above
 * @events: a value of virEventHandleType
 *
 * Since: 0.9.3
 */
void virEventUpdateHandle(int watch, int events);

/**
 * virEventUpdateTimeout:
 * @timer: see above
 * @frequency: see above
 *
 * Since: 0.9.3
 */
void virEventUpdateTimeout(int timer, int frequency);

#ifdef __cplusplus
}
#endif

#endif /* LIBVIRT_EVENT_H */
