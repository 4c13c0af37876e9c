/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libvirt-event.h: the event loop that delivers events and keeps connections alive.
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
 * What can hold of a watched file descriptor.
 *
 * Since: 0.5.0
 */
typedef enum {
    VIR_EVENT_HANDLE_READABLE = 1, /* reading will not block (Since: 0.5.0) */
    VIR_EVENT_HANDLE_WRITABLE = 2, /* writing will not block (Since: 0.5.0) */
    VIR_EVENT_HANDLE_ERROR = 4, /* it failed (Since: 0.5.0) */
    VIR_EVENT_HANDLE_HANGUP = 8 /* the other side is gone (Since: 0.5.0) */
} virEventHandleType;

/**
 * virEventHandleCallback:
 * @watch: number that the registration returned
 * @fd: file descriptor
 * @events: bits of virEventHandleType that hold
 * @opaque: pointer given when the callback was registered
 *
 * Tells that a watched file descriptor is ready.
 *
 * Since: 0.5.0
 */
typedef void (*virEventHandleCallback)(int watch, int fd, int events, void *opaque);

/**
 * virEventAddHandleFunc:
 * @fd: file descriptor
 * @event: bits of virEventHandleType
 * @cb: called as soon as an event holds
 * @opaque: pointer given when the callback was registered
 * @ff: called once with @opaque when the callback is no longer needed; may be NULL
 *
 * Adds a watch to a program's event loop.
 *
 * Returns a number for the watch, or -1 on failure.
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
 * @watch: number that the registration returned
 * @event: bits of virEventHandleType
 *
 * Changes the events of a watch; 0 pauses it.
 *
 * Since: 0.5.0
 */
typedef void (*virEventUpdateHandleFunc)(int watch, int event);

/**
 * virEventRemoveHandleFunc:
 * @watch: number that the registration returned
 *
 * Removes a watch; its free function is to run later, not inside this call.
 *
 * Returns 0, or -1 when there is no such watch.
 *
 * Since: 0.5.0
 */
typedef int (*virEventRemoveHandleFunc)(int watch);

/**
 * virEventTimeoutCallback:
 * @timer: number that the registration returned
 * @opaque: pointer given when the callback was registered
 *
 * Tells that a timer fired.
 *
 * Since: 0.5.0
 */
typedef void (*virEventTimeoutCallback)(int timer, void *opaque);

/**
 * virEventAddTimeoutFunc:
 * @timeout: milliseconds between two calls; 0 for every round of the loop, -1 to pause
 * @cb: called each time the timer fires
 * @opaque: pointer given when the callback was registered
 * @ff: called once with @opaque when the callback is no longer needed; may be NULL
 *
 * Adds a timer to a program's event loop.
 *
 * Returns a number for the timer, or -1 on failure.
 *
 * Since: 0.5.0
 */
typedef int (*virEventAddTimeoutFunc)(int timeout,
                                      virEventTimeoutCallback cb,
                                      void *opaque,
                                      virFreeCallback ff);

/**
 * virEventUpdateTimeoutFunc:
 * @timer: number that the registration returned
 * @timeout: milliseconds between two calls; 0 for every round of the loop, -1 to pause
 *
 * Changes how often a timer fires.
 *
 * Since: 0.5.0
 */
typedef void (*virEventUpdateTimeoutFunc)(int timer, int timeout);

/**
 * virEventRemoveTimeoutFunc:
 * @timer: number that the registration returned
 *
 * Removes a timer; its free function is to run later, not inside this call.
 *
 * Returns 0, or -1 when there is no such timer.
 *
 * Since: 0.5.0
 */
typedef int (*virEventRemoveTimeoutFunc)(int timer);

/**
 * virEventAddHandle:
 * @fd: file descriptor
 * @events: bits of virEventHandleType
 * @cb: function to call
 * @opaque: pointer handed to the callback unchanged
 * @ff: called once with @opaque when the watch is gone; may be NULL
 *
 * Watches a file descriptor with the registered event loop.
 *
 * Returns the number of the watch, or -1 on failure.
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
 * @timeout: milliseconds between two calls; 0 for every round of the loop, -1 to pause
 * @cb: function to call
 * @opaque: pointer handed to the callback unchanged
 * @ff: called once with @opaque when the timer is gone; may be NULL
 *
 * Adds a timer to the registered event loop.
 *
 * Returns the number of the timer, or -1 on failure.
 *
 * Since: 0.9.3
 */
int virEventAddTimeout(int timeout, virEventTimeoutCallback cb, void *opaque, virFreeCallback ff);

/**
 * virEventRegisterDefaultImpl:
 *
 * Registers the library's own event loop, based on poll(). To be called before a connection is
 * opened; the program then calls virEventRunDefaultImpl() again and again.
 *
 * Returns 0, or -1 on failure.
 *
 * Since: 0.9.0
 */
int virEventRegisterDefaultImpl(void);

/**
 * virEventRegisterImpl:
 * @addHandle: adds a watch
 * @updateHandle: changes the events of a watch
 * @removeHandle: removes a watch; its free function must run later, not inside this call
 * @addTimeout: adds a timer
 * @updateTimeout: changes a timer
 * @removeTimeout: removes a timer; its free function must run later, not inside this call
 *
 * Registers an event loop of the program. To be called once, before a connection is opened.
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
 * @watch: number that the registration returned
 *
 * Stops watching a file descriptor.
 *
 * Returns 0, or -1 when there is no such watch.
 *
 * Since: 0.9.3
 */
int virEventRemoveHandle(int watch);

/**
 * virEventRemoveTimeout:
 * @timer: number that the registration returned
 *
 * Removes a timer.
 *
 * Returns 0, or -1 when there is no such timer.
 *
 * Since: 0.9.3
 */
int virEventRemoveTimeout(int timer);

/**
 * virEventRunDefaultImpl:
 *
 * Runs one round of the library's event loop: waits for the next event and handles it.
 *
 * Returns 0, or -1 on failure.
 *
 * Since: 0.9.0
 */
int virEventRunDefaultImpl(void);

/**
 * virEventUpdateHandle:
 * @watch: number that the registration returned
 * @events: bits of virEventHandleType
 *
 * Changes for which events a file descriptor is watched.
 *
 * Since: 0.9.3
 */
void virEventUpdateHandle(int watch, int events);

/**
 * virEventUpdateTimeout:
 * @timer: number that the registration returned
 * @timeout: milliseconds between two calls; 0 for every round of the loop, -1 to pause
 *
 * Changes how often a timer fires.
 *
 * Since: 0.9.3
 */
void virEventUpdateTimeout(int timer, int timeout);

#ifdef __cplusplus
}
#endif

#endif /* LIBVIRT_EVENT_H */
