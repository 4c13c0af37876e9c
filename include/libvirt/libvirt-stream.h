/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libvirt-stream.h: streams: bulk data over a connection.
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
 * How a stream behaves.
 *
 * Since: 0.7.2
 */
typedef enum {
    VIR_STREAM_NONBLOCK = (1 << 0) /* calls return -2 rather than wait (Since: 0.7.2) */
} virStreamFlags;

/**
 * virStreamRecvFlagsValues:
 *
 * How a stream is read.
 *
 * Since: 3.4.0
 */
typedef enum {
    VIR_STREAM_RECV_STOP_AT_HOLE = (1 << 0) /* stop at a hole (Since: 3.4.0) */
} virStreamRecvFlagsValues;

/**
 * virStreamEventType:
 *
 * What can hold of a stream.
 *
 * Since: 0.7.2
 */
typedef enum {
    VIR_STREAM_EVENT_READABLE = 1, /* reading will not block (Since: 0.7.2) */
    VIR_STREAM_EVENT_WRITABLE = 2, /* writing will not block (Since: 0.7.2) */
    VIR_STREAM_EVENT_ERROR = 4, /* it failed (Since: 0.7.2) */
    VIR_STREAM_EVENT_HANGUP = 8 /* it ended (Since: 0.7.2) */
} virStreamEventType;

/**
 * virStreamSourceFunc:
 * @st: handle of the stream
 * @data: memory to fill in
 * @nbytes: room in bytes
 * @opaque: pointer given when the callback was registered
 *
 * Gives data to be sent.
 *
 * Returns the number of bytes given, 0 at the end, -1 to abort.
 *
 * Since: 0.7.2
 */
typedef int (*virStreamSourceFunc)(virStreamPtr st, char *data, size_t nbytes, void *opaque);

/**
 * virStreamSourceHoleFunc:
 * @st: handle of the stream
 * @inData: where 1 is stored for data, 0 for a hole
 * @length: where the length in bytes of that section is stored; 0 at the end
 * @opaque: pointer given when the callback was registered
 *
 * Tells what comes next in the source.
 *
 * Returns 0, or -1 to abort.
 *
 * Since: 3.4.0
 */
typedef int (*virStreamSourceHoleFunc)(virStreamPtr st,
                                       int *inData,
                                       long long *length,
                                       void *opaque);

/**
 * virStreamSourceSkipFunc:
 * @st: handle of the stream
 * @length: number of bytes
 * @opaque: pointer given when the callback was registered
 *
 * Moves the source over a hole.
 *
 * Returns 0, or -1 to abort.
 *
 * Since: 3.4.0
 */
typedef int (*virStreamSourceSkipFunc)(virStreamPtr st, long long length, void *opaque);

/**
 * virStreamSinkFunc:
 * @st: handle of the stream
 * @data: the bytes
 * @nbytes: number of bytes
 * @opaque: pointer given when the callback was registered
 *
 * Takes data that were received.
 *
 * Returns the number of bytes taken, or -1 to abort.
 *
 * Since: 0.7.2
 */
typedef int (*virStreamSinkFunc)(virStreamPtr st, const char *data, size_t nbytes, void *opaque);

/**
 * virStreamSinkHoleFunc:
 * @st: handle of the stream
 * @length: number of bytes
 * @opaque: pointer given when the callback was registered
 *
 * Takes a hole that was received.
 *
 * Returns 0, or -1 to abort.
 *
 * Since: 3.4.0
 */
typedef int (*virStreamSinkHoleFunc)(virStreamPtr st, long long length, void *opaque);

/**
 * virStreamEventCallback:
 * @stream: handle of the stream
 * @events: bits of virStreamEventType that hold
 * @opaque: pointer given when the callback was registered
 *
 * Tells that a stream can be read or written, or is closed.
 *
 * Since: 0.7.2
 */
typedef void (*virStreamEventCallback)(virStreamPtr stream, int events, void *opaque);

/**
 * virStreamAbort:
 * @stream: handle of the stream
 *
 * Ends the stream before its time; the other side sees a failure.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Since: 0.7.2
 */
int virStreamAbort(virStreamPtr stream);

/**
 * virStreamEventAddCallback:
 * @stream: handle of the stream
 * @events: bits of virStreamEventType
 * @cb: function to call
 * @opaque: pointer handed to the callback unchanged
 * @ff: called once with @opaque when the callback is no longer needed; may be NULL
 *
 * Asks to be called when a non-blocking stream can be read or written, or is closed. Needs a
 * running event loop.
 *
 * Returns 0 on success, or -1 on failure.
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
 * @stream: handle of the stream
 *
 * Removes the callback of the stream.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Since: 0.7.2
 */
int virStreamEventRemoveCallback(virStreamPtr stream);

/**
 * virStreamEventUpdateCallback:
 * @stream: handle of the stream
 * @events: bits of virStreamEventType
 *
 * Changes which events the callback of the stream is called for.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Since: 0.7.2
 */
int virStreamEventUpdateCallback(virStreamPtr stream, int events);

/**
 * virStreamFinish:
 * @stream: handle of the stream
 *
 * Ends the stream in order, after all data were written or read; failures of the other side come
 * out here.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Since: 0.7.2
 */
int virStreamFinish(virStreamPtr stream);

/**
 * virStreamFree:
 * @stream: handle of the stream
 *
 * Gives back one reference to the stream. A stream that was neither finished nor aborted is
 * aborted.
 *
 * Returns 0, or -1 when the handle is invalid.
 *
 * Since: 0.7.2
 */
int virStreamFree(virStreamPtr stream);

/**
 * virStreamNew:
 * @conn: handle of the connection
 * @flags: bits of virStreamFlags
 *
 * Makes a stream, to be handed to a call that moves data.
 *
 * Returns a new handle to be released with virStreamFree(), or NULL on failure.
 *
 * Since: 0.7.2
 */
virStreamPtr virStreamNew(virConnectPtr conn, unsigned int flags);

/**
 * virStreamRecv:
 * @stream: handle of the stream
 * @data: memory for @nbytes bytes
 * @nbytes: number of bytes
 *
 * Reads from the stream; it may give less than asked for.
 *
 * Returns the number of bytes read, 0 at the end, -1 on failure, -2 when a non-blocking stream has
 * nothing yet.
 *
 * Errors: VIR_ERR_INVALID_ARG if @data is NULL.
 *
 * Since: 0.7.2
 */
int virStreamRecv(virStreamPtr stream, char *data, size_t nbytes);

/**
 * virStreamRecvAll:
 * @stream: handle of the stream
 * @handler: function that takes the data
 * @opaque: pointer handed to the callback unchanged
 *
 * Reads a blocking stream to its end and hands all data to a function.
 *
 * Returns 0, or -1 on failure (the stream is then aborted).
 *
 * Errors: VIR_ERR_INVALID_ARG if @handler is NULL.
 *
 * Since: 0.7.2
 */
int virStreamRecvAll(virStreamPtr stream, virStreamSinkFunc handler, void *opaque);

/**
 * virStreamRecvFlags:
 * @stream: handle of the stream
 * @data: memory for @nbytes bytes
 * @nbytes: number of bytes
 * @flags: bits of virStreamRecvFlagsValues
 *
 * Reads from the stream; with VIR_STREAM_RECV_STOP_AT_HOLE it stops at a hole.
 *
 * Returns the number of bytes read, 0 at the end, -1 on failure, -2 when a non-blocking stream has
 * nothing yet, -3 at a hole.
 *
 * Errors: VIR_ERR_INVALID_ARG if @data is NULL.
 *
 * Since: 3.4.0
 */
int virStreamRecvFlags(virStreamPtr stream, char *data, size_t nbytes, unsigned int flags);

/**
 * virStreamRecvHole:
 * @stream: handle of the stream
 * @length: where the length in bytes is stored
 * @flags: none defined yet; pass 0
 *
 * Tells the length of the hole at which a read stopped, and passes it.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @length is NULL.
 *
 * Since: 3.4.0
 */
int virStreamRecvHole(virStreamPtr stream, long long *length, unsigned int flags);

/**
 * virStreamRef:
 * @stream: handle of the stream
 *
 * Takes one more reference to the stream, so that several parts of a program can release it on
 * their own.
 *
 * Returns 0, or -1 when the handle is invalid.
 *
 * Since: 0.7.2
 */
int virStreamRef(virStreamPtr stream);

/**
 * virStreamSend:
 * @stream: handle of the stream
 * @data: the bytes
 * @nbytes: number of bytes
 *
 * Writes to the stream; it may take less than offered.
 *
 * Returns the number of bytes taken, -1 on failure, -2 when a non-blocking stream can take nothing
 * yet.
 *
 * Errors: VIR_ERR_INVALID_ARG if @data is NULL.
 *
 * Since: 0.7.2
 */
int virStreamSend(virStreamPtr stream, const char *data, size_t nbytes);

/**
 * virStreamSendAll:
 * @stream: handle of the stream
 * @handler: function that gives the data, 0 bytes at the end
 * @opaque: pointer handed to the callback unchanged
 *
 * Writes all data that a function gives to a blocking stream.
 *
 * Returns 0, or -1 on failure (the stream is then aborted).
 *
 * Errors: VIR_ERR_INVALID_ARG if @handler is NULL.
 *
 * Since: 0.7.2
 */
int virStreamSendAll(virStreamPtr stream, virStreamSourceFunc handler, void *opaque);

/**
 * virStreamSendHole:
 * @stream: handle of the stream
 * @length: number of bytes
 * @flags: none defined yet; pass 0
 *
 * Sends a hole: a range that reads as zeroes and takes no room.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Since: 3.4.0
 */
int virStreamSendHole(virStreamPtr stream, long long length, unsigned int flags);

/**
 * virStreamSparseRecvAll:
 * @stream: handle of the stream
 * @handler: function that takes the data
 * @holeHandler: function that takes the holes
 * @opaque: pointer handed to the callback unchanged
 *
 * Reads a blocking stream to its end, data and holes apart.
 *
 * Returns 0, or -1 on failure (the stream is then aborted).
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
 * @stream: handle of the stream
 * @handler: function that gives the data
 * @holeHandler: function that tells whether data or a hole comes next, and how much
 * @skipHandler: function that moves the source over a hole
 * @opaque: pointer handed to the callback unchanged
 *
 * Writes a source with holes to a blocking stream, without sending the zeroes.
 *
 * Returns 0, or -1 on failure (the stream is then aborted).
 *
 * Errors: VIR_ERR_INVALID_ARG if @handler or @holeHandler or @skipHandler is NULL.
 *
 * Since: 3.4.0
 */
int virStreamSparseSendAll(virStreamPtr stream,
                           virStreamSourceFunc handler,
                           virStreamSourceHoleFunc holeHandler,
                           virStreamSourceSkipFunc skipHandler,
                           void *opaque);

#ifdef __cplusplus
}
#endif

#endif /* LIBVIRT_STREAM_H */
