/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libvirt-secret.h: secrets: passphrases and keys kept by the host.
 * Made by gen/headers.py from facts; do not edit.
 */
#ifndef LIBVIRT_SECRET_H
#define LIBVIRT_SECRET_H

#include <libvirt/libvirt-common.h>
#include <libvirt/libvirt-host.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * virSecretUsageType:
 *
 * What a secret is for.
 *
 * Since: 0.7.1
 */
typedef enum {
    VIR_SECRET_USAGE_TYPE_NONE = 0, /* nothing in particular (Since: 0.7.1) */
    VIR_SECRET_USAGE_TYPE_VOLUME = 1, /* an encrypted volume (Since: 0.7.1) */
    VIR_SECRET_USAGE_TYPE_CEPH = 2, /* a Ceph server (Since: 0.9.7) */
    VIR_SECRET_USAGE_TYPE_ISCSI = 3, /* an iSCSI server (Since: 1.0.4) */
    VIR_SECRET_USAGE_TYPE_TLS = 4, /* a private TLS key (Since: 2.3.0) */
    VIR_SECRET_USAGE_TYPE_VTPM = 5 /* an encrypted virtual TPM (Since: 5.6.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_SECRET_USAGE_TYPE_LAST = 6 /* (Since: 0.9.7) */
#endif
} virSecretUsageType;

/**
 * virConnectListAllSecretsFlags:
 *
 * Which secrets are listed.
 *
 * Since: 0.10.2
 */
typedef enum {
    VIR_CONNECT_LIST_SECRETS_EPHEMERAL = (1 << 0), /* kept in memory only (Since: 0.10.2) */
    VIR_CONNECT_LIST_SECRETS_NO_EPHEMERAL = (1 << 1), /* kept on disk (Since: 0.10.2) */
    VIR_CONNECT_LIST_SECRETS_PRIVATE = (1 << 2), /* never given out (Since: 0.10.2) */
    VIR_CONNECT_LIST_SECRETS_NO_PRIVATE = (1 << 3) /* given out to those who may read them (Since: 0.10.2) */
} virConnectListAllSecretsFlags;

/**
 * virSecretDefineFlags:
 *
 * How a definition is read.
 *
 * Since: 7.7.0
 */
typedef enum {
    VIR_SECRET_DEFINE_VALIDATE = (1 << 0) /* check the XML against its schema (Since: 7.7.0) */
} virSecretDefineFlags;

/**
 * virSecretEventID:
 *
 * Kinds of secret events, each with the type of its callback.
 *
 * Since: 3.0.0
 */
typedef enum {
    VIR_SECRET_EVENT_ID_LIFECYCLE = 0, /* virConnectSecretEventLifecycleCallback (Since: 3.0.0) */
    VIR_SECRET_EVENT_ID_VALUE_CHANGED = 1 /* virConnectSecretEventGenericCallback (Since: 3.0.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_SECRET_EVENT_ID_LAST = 2 /* (Since: 3.0.0) */
#endif
} virSecretEventID;

/**
 * virSecretEventLifecycleType:
 *
 * What happened to a secret's life.
 *
 * Since: 3.0.0
 */
typedef enum {
    VIR_SECRET_EVENT_DEFINED = 0, /* it was made or changed (Since: 3.0.0) */
    VIR_SECRET_EVENT_UNDEFINED = 1 /* it was removed (Since: 3.0.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_SECRET_EVENT_LAST = 2 /* (Since: 3.0.0) */
#endif
} virSecretEventLifecycleType;

/**
 * VIR_SECRET_EVENT_CALLBACK:
 *
 * Casts the callback of any secret event for virConnectSecretEventRegisterAny().
 *
 * Since: 3.0.0
 */
#define VIR_SECRET_EVENT_CALLBACK(cb) \
    ((virConnectSecretEventGenericCallback)(void (*)(void))(cb))

/**
 * virSecret:
 *
 * A secret. Its contents are private.
 *
 * Since: 0.7.1
 */
typedef struct _virSecret virSecret;

/**
 * virSecretPtr:
 *
 * Pointer to virSecret.
 *
 * Since: 0.7.1
 */
typedef virSecret *virSecretPtr;

/**
 * virConnectSecretEventGenericCallback:
 * @conn: the connection concerned; valid during the call, take a reference to keep it
 * @secret: the secret concerned; valid during the call, take a reference to keep it
 * @opaque: pointer given when the callback was registered
 *
 * Stands for the callback of any secret event, and is that of a changed value.
 *
 * Since: 3.0.0
 */
typedef void (*virConnectSecretEventGenericCallback)(virConnectPtr conn,
                                                     virSecretPtr secret,
                                                     void *opaque);

/**
 * virConnectSecretEventLifecycleCallback:
 * @conn: the connection concerned; valid during the call, take a reference to keep it
 * @secret: the secret concerned; valid during the call, take a reference to keep it
 * @event: what happened, a value of virSecretEventLifecycleType
 * @detail: not used, 0
 * @opaque: pointer given when the callback was registered
 *
 * Tells that a secret was defined or undefined.
 *
 * Since: 3.0.0
 */
typedef void (*virConnectSecretEventLifecycleCallback)(virConnectPtr conn,
                                                       virSecretPtr secret,
                                                       int event,
                                                       int detail,
                                                       void *opaque);

/**
 * virConnectListAllSecrets:
 * @conn: handle of the connection
 * @secrets: where a new NULL-terminated array of handles is stored (release each handle, then
 *     free() the array); NULL to only count
 * @flags: bits of virConnectListAllSecretsFlags
 *
 * Lists secrets; their values are not part of it.
 *
 * Returns the number of objects found, or -1 on failure.
 *
 * Since: 0.10.2
 */
int virConnectListAllSecrets(virConnectPtr conn, virSecretPtr **secrets, unsigned int flags);

/**
 * virConnectListSecrets:
 * @conn: handle of the connection
 * @uuids: array that receives the UUIDs as text; release each with free()
 * @maxuuids: room in the array
 *
 * Lists the UUIDs of secrets.
 *
 * Returns the number of entries stored, at most the room given, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @maxuuids is negative, or if @uuids is NULL while @maxuuids is not
 * 0.
 *
 * Since: 0.7.1
 */
int virConnectListSecrets(virConnectPtr conn, char **uuids, int maxuuids);

/**
 * virConnectNumOfSecrets:
 * @conn: handle of the connection
 *
 * Counts the secrets.
 *
 * Returns the number, or -1 on failure.
 *
 * Since: 0.7.1
 */
int virConnectNumOfSecrets(virConnectPtr conn);

/**
 * virConnectSecretEventDeregisterAny:
 * @conn: handle of the connection
 * @callbackID: number that the registration returned
 *
 * Ends a registration; when the call returns no new event is delivered to it, and its free function
 * has run or runs soon.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @callbackID is negative.
 *
 * Since: 3.0.0
 */
int virConnectSecretEventDeregisterAny(virConnectPtr conn, int callbackID);

/**
 * virConnectSecretEventRegisterAny:
 * @conn: handle of the connection
 * @secret: the secret, or NULL for all
 * @eventID: a value of virSecretEventID
 * @cb: function to call for each event; its real type depends on @eventID, cast it with the
 *     VIR_SECRET_EVENT_CALLBACK() macro
 * @opaque: pointer handed to the callback unchanged
 * @freecb: called once with @opaque when the callback is no longer needed; may be NULL
 *
 * Adds a callback for one kind of event, of one secret or of all. Events need a running event loop.
 *
 * Returns a number of the registration (0 or more) to be used for deregistering, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @cb is NULL, or if @eventID is negative.
 *
 * Since: 3.0.0
 */
int virConnectSecretEventRegisterAny(virConnectPtr conn,
                                     virSecretPtr secret,
                                     int eventID,
                                     virConnectSecretEventGenericCallback cb,
                                     void *opaque,
                                     virFreeCallback freecb);

/**
 * virSecretDefineXML:
 * @conn: handle of the connection
 * @xml: description in XML
 * @flags: bits of virSecretDefineFlags
 *
 * Makes a secret, or changes what is said about it. The value is set by virSecretSetValue().
 *
 * Returns a new handle to be released with virSecretFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xml is NULL.
 *
 * Since: 0.7.1
 */
virSecretPtr virSecretDefineXML(virConnectPtr conn, const char *xml, unsigned int flags);

/**
 * virSecretFree:
 * @secret: handle of the secret
 *
 * Gives back one reference to the secret handle; the handle must not be used afterwards. What it
 * stands for is not touched.
 *
 * Returns 0, or -1 when the handle is invalid.
 *
 * Since: 0.7.1
 */
int virSecretFree(virSecretPtr secret);

/**
 * virSecretGetConnect:
 * @secret: handle of the secret
 *
 * Tells which connection the secret belongs to.
 *
 * Returns the connection without a new reference (do not close it), or NULL when the handle is
 * invalid.
 *
 * Since: 0.7.1
 */
virConnectPtr virSecretGetConnect(virSecretPtr secret);

/**
 * virSecretGetUUID:
 * @secret: handle of the secret
 * @uuid: array of VIR_UUID_BUFLEN bytes
 *
 * Gives the UUID of the secret as raw bytes.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @uuid is NULL.
 *
 * Since: 0.7.1
 */
int virSecretGetUUID(virSecretPtr secret, unsigned char *uuid);

/**
 * virSecretGetUUIDString:
 * @secret: handle of the secret
 * @buf: array of VIR_UUID_STRING_BUFLEN bytes that receives the UUID as text
 *
 * Gives the UUID of the secret as text.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @buf is NULL.
 *
 * Since: 0.7.1
 */
int virSecretGetUUIDString(virSecretPtr secret, char *buf);

/**
 * virSecretGetUsageID:
 * @secret: handle of the secret
 *
 * Tells for what object the secret is kept; the form depends on the usage type.
 *
 * Returns a string that lives as long as the handle; do not free it.
 *
 * Since: 0.7.1
 */
const char *virSecretGetUsageID(virSecretPtr secret);

/**
 * virSecretGetUsageType:
 * @secret: handle of the secret
 *
 * Tells for what kind of object the secret is kept.
 *
 * Returns a value of virSecretUsageType, or -1 on failure.
 *
 * Since: 0.7.1
 */
int virSecretGetUsageType(virSecretPtr secret);

/**
 * virSecretGetValue:
 * @secret: handle of the secret
 * @value_size: where the length of the value in bytes is stored
 * @flags: none defined yet; pass 0
 *
 * Reads the value of the secret. Private secrets are not given out.
 *
 * Returns a new buffer to be released with free(), or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @value_size is
 * NULL.
 *
 * Since: 0.7.1
 */
unsigned char *virSecretGetValue(virSecretPtr secret, size_t *value_size, unsigned int flags);

/**
 * virSecretGetXMLDesc:
 * @secret: handle of the secret
 * @flags: none defined yet; pass 0
 *
 * Describes the secret without its value.
 *
 * Returns XML to be released with free(), or NULL on failure.
 *
 * Since: 0.7.1
 */
char *virSecretGetXMLDesc(virSecretPtr secret, unsigned int flags);

/**
 * virSecretLookupByUUID:
 * @conn: handle of the connection
 * @uuid: raw UUID, VIR_UUID_BUFLEN bytes
 *
 * Finds the secret with the given raw UUID.
 *
 * Returns a new handle to be released with virSecretFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @uuid is NULL.
 *
 * Since: 0.7.1
 */
virSecretPtr virSecretLookupByUUID(virConnectPtr conn, const unsigned char *uuid);

/**
 * virSecretLookupByUUIDString:
 * @conn: handle of the connection
 * @uuidstr: UUID as text, with or without dashes
 *
 * Finds the secret whose UUID is given as text.
 *
 * Returns a new handle to be released with virSecretFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @uuidstr is NULL.
 *
 * Since: 0.7.1
 */
virSecretPtr virSecretLookupByUUIDString(virConnectPtr conn, const char *uuidstr);

/**
 * virSecretLookupByUsage:
 * @conn: handle of the connection
 * @usageType: kind of the object, a value of virSecretUsageType
 * @usageID: the object, in the form of its usage type
 *
 * Finds the secret that is kept for an object.
 *
 * Returns a new handle to be released with virSecretFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @usageID is NULL.
 *
 * Since: 0.7.1
 */
virSecretPtr virSecretLookupByUsage(virConnectPtr conn, int usageType, const char *usageID);

/**
 * virSecretRef:
 * @secret: handle of the secret
 *
 * Takes one more reference to the secret, so that several parts of a program can release it on
 * their own.
 *
 * Returns 0, or -1 when the handle is invalid.
 *
 * Since: 0.7.1
 */
int virSecretRef(virSecretPtr secret);

/**
 * virSecretSetValue:
 * @secret: handle of the secret
 * @value: the bytes
 * @value_size: number of bytes
 * @flags: none defined yet; pass 0
 *
 * Sets the value of the secret.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @value is
 * NULL.
 *
 * Since: 0.7.1
 */
int virSecretSetValue(virSecretPtr secret,
                      const unsigned char *value,
                      size_t value_size,
                      unsigned int flags);

/**
 * virSecretUndefine:
 * @secret: handle of the secret
 *
 * Removes the secret with its value.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.7.1
 */
int virSecretUndefine(virSecretPtr secret);

#ifdef __cplusplus
}
#endif

#endif /* LIBVIRT_SECRET_H */
