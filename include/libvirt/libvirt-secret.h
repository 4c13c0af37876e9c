/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libvirt-secret.h: part of the public C interface.
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
 * Since: 0.7.1
 */
typedef enum {
    VIR_SECRET_USAGE_TYPE_NONE = 0, /* (Since: 0.7.1) */
    VIR_SECRET_USAGE_TYPE_VOLUME = 1, /* (Since: 0.7.1) */
    VIR_SECRET_USAGE_TYPE_CEPH = 2, /* (Since: 0.9.7) */
    VIR_SECRET_USAGE_TYPE_ISCSI = 3, /* (Since: 1.0.4) */
    VIR_SECRET_USAGE_TYPE_TLS = 4, /* (Since: 2.3.0) */
    VIR_SECRET_USAGE_TYPE_VTPM = 5 /* (Since: 5.6.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_SECRET_USAGE_TYPE_LAST = 6 /* (Since: 0.9.7) */
#endif
} virSecretUsageType;

/**
 * virConnectListAllSecretsFlags:
 *
 * Since: 0.10.2
 */
typedef enum {
    VIR_CONNECT_LIST_SECRETS_EPHEMERAL = (1 << 0), /* (Since: 0.10.2) */
    VIR_CONNECT_LIST_SECRETS_NO_EPHEMERAL = (1 << 1), /* (Since: 0.10.2) */
    VIR_CONNECT_LIST_SECRETS_PRIVATE = (1 << 2), /* (Since: 0.10.2) */
    VIR_CONNECT_LIST_SECRETS_NO_PRIVATE = (1 << 3) /* (Since: 0.10.2) */
} virConnectListAllSecretsFlags;

/**
 * virSecretDefineFlags:
 *
 * Since: 7.7.0
 */
typedef enum {
    VIR_SECRET_DEFINE_VALIDATE = (1 << 0) /* (Since: 7.7.0) */
} virSecretDefineFlags;

/**
 * virSecretEventID:
 *
 * Since: 3.0.0
 */
typedef enum {
    VIR_SECRET_EVENT_ID_LIFECYCLE = 0, /* (Since: 3.0.0) */
    VIR_SECRET_EVENT_ID_VALUE_CHANGED = 1 /* (Since: 3.0.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_SECRET_EVENT_ID_LAST = 2 /* (Since: 3.0.0) */
#endif
} virSecretEventID;

/**
 * virSecretEventLifecycleType:
 *
 * Since: 3.0.0
 */
typedef enum {
    VIR_SECRET_EVENT_DEFINED = 0, /* (Since: 3.0.0) */
    VIR_SECRET_EVENT_UNDEFINED = 1 /* (Since: 3.0.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_SECRET_EVENT_LAST = 2 /* (Since: 3.0.0) */
#endif
} virSecretEventLifecycleType;

/**
 * VIR_SECRET_EVENT_CALLBACK:
 *
 * Cast to virConnectSecretEventGenericCallback.
 *
 * Since: 3.0.0
 */
#define VIR_SECRET_EVENT_CALLBACK(cb) \
    ((virConnectSecretEventGenericCallback)(cb))

/**
 * virSecret:
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
 * @conn: see above
 * @secret: see above
 * @opaque: see above
 *
 * Since: 3.0.0
 */
typedef void (*virConnectSecretEventGenericCallback)(virConnectPtr conn,
                                                     virSecretPtr secret,
                                                     void *opaque);

/**
 * virConnectSecretEventLifecycleCallback:
 * @conn: see above
 * @secret: see above
 * @event: see above
 * @detail: see above
 * @opaque: see above
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
 * @conn: see above
 * @secrets: see above
 * @flags: bits of virConnectListAllSecretsFlags
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 0.10.2
 */
int virConnectListAllSecrets(virConnectPtr conn, virSecretPtr **secrets, unsigned int flags);

/**
 * virConnectListSecrets:
 * @conn: see above
 * @uuids: see above
 * @maxuuids: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @maxuuids is negative, or if @uuids is NULL while @maxuuids is not
 * 0.
 *
 * Since: 0.7.1
 */
int virConnectListSecrets(virConnectPtr conn, char **uuids, int maxuuids);

/**
 * virConnectNumOfSecrets:
 * @conn: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 0.7.1
 */
int virConnectNumOfSecrets(virConnectPtr conn);

/**
 * virConnectSecretEventDeregisterAny:
 * @conn: see above
 * @callbackID: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @callbackID is negative.
 *
 * Since: 3.0.0
 */
int virConnectSecretEventDeregisterAny(virConnectPtr conn, int callbackID);

/**
 * virConnectSecretEventRegisterAny:
 * @conn: see above
 * @secret: see above
 * @eventID: see above
 * @cb: see above
 * @opaque: see above
 * @freecb: see above
 *
 * Returns the result, or -1 on failure.
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
 * @conn: see above
 * @xml: see above
 * @flags: bits of virSecretDefineFlags
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xml is NULL.
 *
 * Since: 0.7.1
 */
virSecretPtr virSecretDefineXML(virConnectPtr conn, const char *xml, unsigned int flags);

/**
 * virSecretFree:
 * @secret: see above
 *
 * Returns the result.
 *
 * Since: 0.7.1
 */
int virSecretFree(virSecretPtr secret);

/**
 * virSecretGetConnect:
 * @secret: see above
 *
 * Returns the result.
 *
 * Since: 0.7.1
 */
virConnectPtr virSecretGetConnect(virSecretPtr secret);

/**
 * virSecretGetUUID:
 * @secret: see above
 * @buf: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @uuid is NULL.
 *
 * Since: 0.7.1
 */
int virSecretGetUUID(virSecretPtr secret, unsigned char *buf);

/**
 * virSecretGetUUIDString:
 * @secret: see above
 * @buf: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @buf is NULL.
 *
 * Since: 0.7.1
 */
int virSecretGetUUIDString(virSecretPtr secret, char *buf);

/**
 * virSecretGetUsageID:
 * @secret: see above
 *
 * Returns the result.
 *
 * Since: 0.7.1
 */
const char *virSecretGetUsageID(virSecretPtr secret);

/**
 * virSecretGetUsageType:
 * @secret: see above
 *
 * Returns the result.
 *
 * Since: 0.7.1
 */
int virSecretGetUsageType(virSecretPtr secret);

/**
 * virSecretGetValue:
 * @secret: see above
 * @value_size: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @value_size is
 * NULL.
 *
 * Since: 0.7.1
 */
unsigned char *virSecretGetValue(virSecretPtr secret, size_t *value_size, unsigned int flags);

/**
 * virSecretGetXMLDesc:
 * @secret: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or NULL on failure.
 *
 * Since: 0.7.1
 */
char *virSecretGetXMLDesc(virSecretPtr secret, unsigned int flags);

/**
 * virSecretLookupByUUID:
 * @conn: see above
 * @uuid: see above
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @uuid is NULL.
 *
 * Since: 0.7.1
 */
virSecretPtr virSecretLookupByUUID(virConnectPtr conn, const unsigned char *uuid);

/**
 * virSecretLookupByUUIDString:
 * @conn: see above
 * @uuid: see above
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @uuidstr is NULL.
 *
 * Since: 0.7.1
 */
virSecretPtr virSecretLookupByUUIDString(virConnectPtr conn, const char *uuid);

/**
 * virSecretLookupByUsage:
 * @conn: see above
 * @usageType: see above
 * @usageID: see above
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @usageID is NULL.
 *
 * Since: 0.7.1
 */
virSecretPtr virSecretLookupByUsage(virConnectPtr conn, int usageType, const char *usageID);

/**
 * virSecretRef:
 * @secret: see above
 *
 * Returns the result.
 *
 * Since: 0.7.1
 */
int virSecretRef(virSecretPtr secret);

/**
 * virSecretSetValue:
 * @secret: see above
 * @value: see above
 * @value_size: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
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
 * @secret: see above
 *
 * Returns the result, or -1 on failure.
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
