/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libvirt-stream.h: part of the public C interface.
 * Made by gen/headers.py from facts; do not edit.
 */
#ifndef LIBVIRT_STREAM_H
#define LIBVIRT_STREAM_H

#include <libvirt/libvirt-common.h>
#include <libvirt/libvirt-host.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * virStreamFlags:
 *
 * Since: 0.7.2
 */
typedef enum {
    VIR_STREAM_NONBLOCK = (1 << 0) /* (Since: 0.7.2) */
} virStreamFlags;

/**
 * virStreamRecvFlagsValues:
 *
 * Since: 3.4.0
 */
typedef enum {
    VIR_STREAM_RECV_STOP_AT_HOLE = (1 << 0) /* (Since: 3.4.0) */
} virStreamRecvFlagsValues;

/**
 * virStreamEventType:
 *
 * Since: 0.7.2
 */
typedef enum {
    VIR_STREAM_EVENT_READABLE = 1, /* (Since: 0.7.2) */
    VIR_STREAM_EVENT_WRITABLE = 2, /* (Since: 0.7.2) */
    VIR_STREAM_EVENT_ERROR = 4, /* (Since: 0.7.2) */
    VIR_STREAM_EVENT_HANGUP = 8 /* (Since: 0.7.2) */
} virStreamEventType;

/**
 * virStreamSourceFunc:
 * @st: see above
 * @data: see above
 * @nbytes: see above
 * @opaque: see above
 *
 * Since: 0.7.2
 */
typedef int (*virStreamSourceFunc)(virStreamPtr st, char *data, size_t nbytes, void *opaque);

/**
 * virStreamSourceHoleFunc:
 * @st: see above
 * @inData: see above
 * @length: see above
 * @opaque: see above
 *
 * Since: 3.4.0
 */
typedef int (*virStreamSourceHoleFunc)(virStreamPtr st,
                                       int *inData,
                                       long long *length,
                                       void *opaque);

/**
 * virStreamSourceSkipFunc:
 * @st: see above
 * @length: see above
 * @opaque: see above
 *
 * Since: 3.4.0
 */
typedef int (*virStreamSourceSkipFunc)(virStreamPtr st, long long length, void *opaque);

/**
 * virStreamSinkFunc:
 * @st: see above
 * @data: see above
 * @nbytes: see above
 * @opaque: see above
 *
 * Since: 0.7.2
 */
typedef int (*virStreamSinkFunc)(virStreamPtr st, const char *data, size_t nbytes, void *opaque);

/**
 * virStreamSinkHoleFunc:
 * @st: see above
 * @length: see above
 * @opaque: see above
 *
 * Since: 3.4.0
 */
typedef int (*virStreamSinkHoleFunc)(virStreamPtr st, long long length, void *opaque);

/**
 * virStreamEventCallback:
 * @stream: see above
 * @events: see above
 * @opaque: see above
 *
 * Since: 0.7.2
 */
typedef void (*virStreamEventCallback)(virStreamPtr stream, int events, void *opaque);

/**
 * virStreamAbort:
 * @st: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 0.7.2
 */
int virStreamAbort(virStreamPtr st);

/**
 * virStreamEventAddCallback:
 * @stream: see above
 * @events: see above
 * @cb: see above
 * @opaque: see above
 * @ff: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 0.7.2
 */
int virStreamEventAddCallback(virStreamPtr stream,
                              int events,
                              virStreamEventCallback cb,
                              void *opaque,
                              virFreeCallback ff);

/**
 * virStreamEventRemoveCallback:
 * @stream: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 0.7.2
 */
int virStreamEventRemoveCallback(virStreamPtr stream);

/**
 * virStreamEventUpdateCallback:
 * @stream: see above
 * @events: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 0.7.2
 */
int virStreamEventUpdateCallback(virStreamPtr stream, int events);

/**
 * virStreamFinish:
 * @st: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 0.7.2
 */
int virStreamFinish(virStreamPtr st);

/**
 * virStreamFree:
 * @st: see above
 *
 * Returns the result.
 *
 * Since: 0.7.2
 */
int virStreamFree(virStreamPtr st);

/**
 * virStreamNew:
 * @conn: see above
 * @flags: bits of virStreamFlags
 *
 * Returns the result.
 *
 * Since: 0.7.2
 */
virStreamPtr virStreamNew(virConnectPtr conn, unsigned int flags);

/**
 * virStreamRecv:
 * @st: see above
 * @data: see above
 * @nbytes: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @data is NULL.
 *
 * Since: 0.7.2
 */
int virStreamRecv(virStreamPtr st, char *data, size_t nbytes);

/**
 * virStreamRecvAll:
 * @st: see above
 * @handler: see above
 * @opaque: see above
 *
 * Returns the result.
 *
 * Errors: VIR_ERR_INVALID_ARG if @handler is NULL.
 *
 * Since: 0.7.2
 */
int virStreamRecvAll(virStreamPtr st, virStreamSinkFunc handler, void *opaque);

/**
 * virStreamRecvFlags:
 * @st: see above
 * @data: see above
 * @nbytes: see above
 * @flags: bits of virStreamRecvFlagsValues
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @data is NULL.
 *
 * Since: 3.4.0
 */
int virStreamRecvFlags(virStreamPtr st, char *data, size_t nbytes, unsigned int flags);

/**
 * virStreamRecvHole:
 * @stream: see above
 * @length: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @length is NULL.
 *
 * Since: 3.4.0
 */
int virStreamRecvHole(virStreamPtr stream, long long *length, unsigned int flags);

/**
 * virStreamRef:
 * @st: see above
 *
 * Returns the result.
 *
 * Since: 0.7.2
 */
int virStreamRef(virStreamPtr st);

/**
 * virStreamSend:
 * @st: see above
 * @data: see above
 * @nbytes: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @data is NULL.
 *
 * Since: 0.7.2
 */
int virStreamSend(virStreamPtr st, const char *data, size_t nbytes);

/**
 * virStreamSendAll:
 * @st: see above
 * @handler: see above
 * @opaque: see above
 *
 * Returns the result.
 *
 * Errors: VIR_ERR_INVALID_ARG if @handler is NULL.
 *
 * Since: 0.7.2
 */
int virStreamSendAll(virStreamPtr st, virStreamSourceFunc handler, void *opaque);

/**
 * virStreamSendHole:
 * @st: see above
 * @length: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 3.4.0
 */
int virStreamSendHole(virStreamPtr st, long long length, unsigned int flags);

/**
 * virStreamSparseRecvAll:
 * @stream: see above
 * @handler: see above
 * @holeHandler: see above
 * @opaque: see above
 *
 * Returns the result.
 *
 * Errors: VIR_ERR_INVALID_ARG if @handler or @holeHandler is NULL.
 *
 * Since: 3.4.0
 */
int virStreamSparseRecvAll(virStreamPtr stream,
                           virStreamSinkFunc handler,
                           virStreamSinkHoleFunc holeHandler,
                           void *opaque);

/**
 * virStreamSparseSendAll:
 * @st: see above
 * @handler: see above
 * @holeHandler: see above
 * @skipHandler: see above
 * @opaque: see above
 *
 * Returns the result.
 *
 * Errors: VIR_ERR_INVALID_ARG if @handler or @holeHandler or @skipHandler is NULL.
 *
 * Since: 3.4.0
 */
int virStreamSparseSendAll(virStreamPtr st,
                           virStreamSourceFunc handler,
                           virStreamSourceHoleFunc holeHandler,
                           virStreamSourceSkipFunc skipHandler,
                           void *opaque);

#ifdef __cplusplus
}
#endif

#endif /* LIBVIRT_STREAM_H */
