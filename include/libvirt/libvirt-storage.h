/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libvirt-storage.h: part of the public C interface.
 * Made by gen/headers.py from facts; do not edit.
 */
#ifndef LIBVIRT_STORAGE_H
#define LIBVIRT_STORAGE_H

#include <libvirt/libvirt-common.h>
#include <libvirt/libvirt-host.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * virStoragePoolState:
 *
 * Since: 0.4.1
 */
typedef enum {
    VIR_STORAGE_POOL_INACTIVE = 0, /* (Since: 0.4.1) */
    VIR_STORAGE_POOL_BUILDING = 1, /* (Since: 0.4.1) */
    VIR_STORAGE_POOL_RUNNING = 2, /* (Since: 0.4.1) */
    VIR_STORAGE_POOL_DEGRADED = 3, /* (Since: 0.4.1) */
    VIR_STORAGE_POOL_INACCESSIBLE = 4 /* (Since: 0.8.2) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_STORAGE_POOL_STATE_LAST = 5 /* (Since: 0.9.10) */
#endif
} virStoragePoolState;

/**
 * virStoragePoolBuildFlags:
 *
 * Since: 0.4.1
 */
typedef enum {
    VIR_STORAGE_POOL_BUILD_NEW = 0, /* (Since: 0.4.1) */
    VIR_STORAGE_POOL_BUILD_REPAIR = (1 << 0), /* (Since: 0.4.1) */
    VIR_STORAGE_POOL_BUILD_RESIZE = (1 << 1), /* (Since: 0.4.1) */
    VIR_STORAGE_POOL_BUILD_NO_OVERWRITE = (1 << 2), /* (Since: 0.9.5) */
    VIR_STORAGE_POOL_BUILD_OVERWRITE = (1 << 3) /* (Since: 0.9.5) */
} virStoragePoolBuildFlags;

/**
 * virStoragePoolDeleteFlags:
 *
 * Since: 0.4.1
 */
typedef enum {
    VIR_STORAGE_POOL_DELETE_NORMAL = 0, /* (Since: 0.4.1) */
    VIR_STORAGE_POOL_DELETE_ZEROED = (1 << 0) /* (Since: 0.4.1) */
} virStoragePoolDeleteFlags;

/**
 * virStoragePoolCreateFlags:
 *
 * Since: 1.3.1
 */
typedef enum {
    VIR_STORAGE_POOL_CREATE_NORMAL = 0, /* (Since: 1.3.1) */
    VIR_STORAGE_POOL_CREATE_WITH_BUILD = (1 << 0), /* (Since: 1.3.1) */
    VIR_STORAGE_POOL_CREATE_WITH_BUILD_OVERWRITE = (1 << 1), /* (Since: 1.3.1) */
    VIR_STORAGE_POOL_CREATE_WITH_BUILD_NO_OVERWRITE = (1 << 2) /* (Since: 1.3.1) */
} virStoragePoolCreateFlags;

/**
 * virStorageVolType:
 *
 * Since: 0.4.1
 */
typedef enum {
    VIR_STORAGE_VOL_FILE = 0, /* (Since: 0.4.1) */
    VIR_STORAGE_VOL_BLOCK = 1, /* (Since: 0.4.1) */
    VIR_STORAGE_VOL_DIR = 2, /* (Since: 0.9.5) */
    VIR_STORAGE_VOL_NETWORK = 3, /* (Since: 0.9.13) */
    VIR_STORAGE_VOL_NETDIR = 4, /* (Since: 1.2.0) */
    VIR_STORAGE_VOL_PLOOP = 5 /* (Since: 1.3.4) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_STORAGE_VOL_LAST = 6 /* (Since: 0.9.10) */
#endif
} virStorageVolType;

/**
 * virStorageVolDeleteFlags:
 *
 * Since: 0.4.1
 */
typedef enum {
    VIR_STORAGE_VOL_DELETE_NORMAL = 0, /* (Since: 0.4.1) */
    VIR_STORAGE_VOL_DELETE_ZEROED = (1 << 0), /* (Since: 0.4.1) */
    VIR_STORAGE_VOL_DELETE_WITH_SNAPSHOTS = (1 << 1) /* (Since: 1.2.21) */
} virStorageVolDeleteFlags;

/**
 * virStorageVolWipeAlgorithm:
 *
 * Since: 0.9.10
 */
typedef enum {
    VIR_STORAGE_VOL_WIPE_ALG_ZERO = 0, /* (Since: 0.9.10) */
    VIR_STORAGE_VOL_WIPE_ALG_NNSA = 1, /* (Since: 0.9.10) */
    VIR_STORAGE_VOL_WIPE_ALG_DOD = 2, /* (Since: 0.9.10) */
    VIR_STORAGE_VOL_WIPE_ALG_BSI = 3, /* (Since: 0.9.10) */
    VIR_STORAGE_VOL_WIPE_ALG_GUTMANN = 4, /* (Since: 0.9.10) */
    VIR_STORAGE_VOL_WIPE_ALG_SCHNEIER = 5, /* (Since: 0.9.10) */
    VIR_STORAGE_VOL_WIPE_ALG_PFITZNER7 = 6, /* (Since: 0.9.10) */
    VIR_STORAGE_VOL_WIPE_ALG_PFITZNER33 = 7, /* (Since: 0.9.10) */
    VIR_STORAGE_VOL_WIPE_ALG_RANDOM = 8, /* (Since: 0.9.10) */
    VIR_STORAGE_VOL_WIPE_ALG_TRIM = 9 /* (Since: 1.3.2) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_STORAGE_VOL_WIPE_ALG_LAST = 10 /* (Since: 0.9.10) */
#endif
} virStorageVolWipeAlgorithm;

/**
 * virStorageVolInfoFlags:
 *
 * Since: 3.0.0
 */
typedef enum {
    VIR_STORAGE_VOL_USE_ALLOCATION = 0, /* (Since: 3.0.0) */
    VIR_STORAGE_VOL_GET_PHYSICAL = (1 << 0) /* (Since: 3.0.0) */
} virStorageVolInfoFlags;

/**
 * virStorageXMLFlags:
 *
 * Since: 0.9.13
 */
typedef enum {
    VIR_STORAGE_XML_INACTIVE = (1 << 0) /* (Since: 0.9.13) */
} virStorageXMLFlags;

/**
 * virConnectListAllStoragePoolsFlags:
 *
 * Since: 0.10.2
 */
typedef enum {
    VIR_CONNECT_LIST_STORAGE_POOLS_INACTIVE = (1 << 0), /* (Since: 0.10.2) */
    VIR_CONNECT_LIST_STORAGE_POOLS_ACTIVE = (1 << 1), /* (Since: 0.10.2) */
    VIR_CONNECT_LIST_STORAGE_POOLS_PERSISTENT = (1 << 2), /* (Since: 0.10.2) */
    VIR_CONNECT_LIST_STORAGE_POOLS_TRANSIENT = (1 << 3), /* (Since: 0.10.2) */
    VIR_CONNECT_LIST_STORAGE_POOLS_AUTOSTART = (1 << 4), /* (Since: 0.10.2) */
    VIR_CONNECT_LIST_STORAGE_POOLS_NO_AUTOSTART = (1 << 5), /* (Since: 0.10.2) */
    VIR_CONNECT_LIST_STORAGE_POOLS_DIR = (1 << 6), /* (Since: 0.10.2) */
    VIR_CONNECT_LIST_STORAGE_POOLS_FS = (1 << 7), /* (Since: 0.10.2) */
    VIR_CONNECT_LIST_STORAGE_POOLS_NETFS = (1 << 8), /* (Since: 0.10.2) */
    VIR_CONNECT_LIST_STORAGE_POOLS_LOGICAL = (1 << 9), /* (Since: 0.10.2) */
    VIR_CONNECT_LIST_STORAGE_POOLS_DISK = (1 << 10), /* (Since: 0.10.2) */
    VIR_CONNECT_LIST_STORAGE_POOLS_ISCSI = (1 << 11), /* (Since: 0.10.2) */
    VIR_CONNECT_LIST_STORAGE_POOLS_SCSI = (1 << 12), /* (Since: 0.10.2) */
    VIR_CONNECT_LIST_STORAGE_POOLS_MPATH = (1 << 13), /* (Since: 0.10.2) */
    VIR_CONNECT_LIST_STORAGE_POOLS_RBD = (1 << 14), /* (Since: 0.10.2) */
    VIR_CONNECT_LIST_STORAGE_POOLS_SHEEPDOG = (1 << 15), /* (Since: 0.10.2) */
    VIR_CONNECT_LIST_STORAGE_POOLS_GLUSTER = (1 << 16), /* (Since: 1.2.1) */
    VIR_CONNECT_LIST_STORAGE_POOLS_ZFS = (1 << 17), /* (Since: 1.2.8) */
    VIR_CONNECT_LIST_STORAGE_POOLS_VSTORAGE = (1 << 18), /* (Since: 3.1.0) */
    VIR_CONNECT_LIST_STORAGE_POOLS_ISCSI_DIRECT = (1 << 19) /* (Since: 5.6.0) */
} virConnectListAllStoragePoolsFlags;

/**
 * virStoragePoolDefineFlags:
 *
 * Since: 7.7.0
 */
typedef enum {
    VIR_STORAGE_POOL_DEFINE_VALIDATE = (1 << 0) /* (Since: 7.7.0) */
} virStoragePoolDefineFlags;

/**
 * virStorageVolCreateFlags:
 *
 * Since: 1.0.1
 */
typedef enum {
    VIR_STORAGE_VOL_CREATE_PREALLOC_METADATA = (1 << 0), /* (Since: 1.0.1) */
    VIR_STORAGE_VOL_CREATE_REFLINK = (1 << 1), /* (Since: 1.2.13) */
    VIR_STORAGE_VOL_CREATE_VALIDATE = (1 << 2) /* (Since: 8.10.0) */
} virStorageVolCreateFlags;

/**
 * virStorageVolDownloadFlags:
 *
 * Since: 3.4.0
 */
typedef enum {
    VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM = (1 << 0) /* (Since: 3.4.0) */
} virStorageVolDownloadFlags;

/**
 * virStorageVolUploadFlags:
 *
 * Since: 3.4.0
 */
typedef enum {
    VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM = (1 << 0) /* (Since: 3.4.0) */
} virStorageVolUploadFlags;

/**
 * virStorageVolResizeFlags:
 *
 * Since: 0.9.10
 */
typedef enum {
    VIR_STORAGE_VOL_RESIZE_ALLOCATE = (1 << 0), /* (Since: 0.9.10) */
    VIR_STORAGE_VOL_RESIZE_DELTA = (1 << 1), /* (Since: 0.9.10) */
    VIR_STORAGE_VOL_RESIZE_SHRINK = (1 << 2) /* (Since: 0.9.10) */
} virStorageVolResizeFlags;

/**
 * virStoragePoolEventID:
 *
 * Since: 2.0.0
 */
typedef enum {
    VIR_STORAGE_POOL_EVENT_ID_LIFECYCLE = 0, /* (Since: 2.0.0) */
    VIR_STORAGE_POOL_EVENT_ID_REFRESH = 1 /* (Since: 2.0.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_STORAGE_POOL_EVENT_ID_LAST = 2 /* (Since: 2.0.0) */
#endif
} virStoragePoolEventID;

/**
 * virStoragePoolEventLifecycleType:
 *
 * Since: 2.0.0
 */
typedef enum {
    VIR_STORAGE_POOL_EVENT_DEFINED = 0, /* (Since: 2.0.0) */
    VIR_STORAGE_POOL_EVENT_UNDEFINED = 1, /* (Since: 2.0.0) */
    VIR_STORAGE_POOL_EVENT_STARTED = 2, /* (Since: 2.0.0) */
    VIR_STORAGE_POOL_EVENT_STOPPED = 3, /* (Since: 2.0.0) */
    VIR_STORAGE_POOL_EVENT_CREATED = 4, /* (Since: 3.8.0) */
    VIR_STORAGE_POOL_EVENT_DELETED = 5 /* (Since: 3.8.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_STORAGE_POOL_EVENT_LAST = 6 /* (Since: 2.0.0) */
#endif
} virStoragePoolEventLifecycleType;

/**
 * VIR_STORAGE_POOL_EVENT_CALLBACK:
 *
 * Cast to virConnectStoragePoolEventGenericCallback.
 *
 * Since: 2.0.0
 */
#define VIR_STORAGE_POOL_EVENT_CALLBACK(cb) \
    ((virConnectStoragePoolEventGenericCallback)(cb))

/**
 * virStoragePool:
 *
 * Since: 0.4.1
 */
typedef struct _virStoragePool virStoragePool;

/**
 * virStorageVol:
 *
 * Since: 0.4.1
 */
typedef struct _virStorageVol virStorageVol;

/**
 * virStoragePoolPtr:
 *
 * Pointer to virStoragePool.
 *
 * Since: 0.4.1
 */
typedef virStoragePool *virStoragePoolPtr;

/**
 * virStoragePoolInfo:
 *
 * Short name of struct _virStoragePoolInfo.
 *
 * Since: 0.4.1
 */
typedef struct _virStoragePoolInfo virStoragePoolInfo;

/**
 * virStoragePoolInfoPtr:
 *
 * Pointer to virStoragePoolInfo.
 *
 * Since: 0.4.1
 */
typedef virStoragePoolInfo *virStoragePoolInfoPtr;

/**
 * virStorageVolPtr:
 *
 * Pointer to virStorageVol.
 *
 * Since: 0.4.1
 */
typedef virStorageVol *virStorageVolPtr;

/**
 * virStorageVolInfo:
 *
 * Short name of struct _virStorageVolInfo.
 *
 * Since: 0.4.1
 */
typedef struct _virStorageVolInfo virStorageVolInfo;

/**
 * virStorageVolInfoPtr:
 *
 * Pointer to virStorageVolInfo.
 *
 * Since: 0.4.1
 */
typedef virStorageVolInfo *virStorageVolInfoPtr;

/**
 * virStoragePoolInfo:
 *
 * Since: 0.4.1
 */
struct _virStoragePoolInfo {
    int state;
    unsigned long long capacity;
    unsigned long long allocation;
    unsigned long long available;
};

/**
 * virStorageVolInfo:
 *
 * Since: 0.4.1
 */
struct _virStorageVolInfo {
    int type;
    unsigned long long capacity;
    unsigned long long allocation;
};

/**
 * virConnectStoragePoolEventGenericCallback:
 * @conn: see above
 * @pool: see above
 * @opaque: see above
 *
 * Since: 2.0.0
 */
typedef void (*virConnectStoragePoolEventGenericCallback)(virConnectPtr conn,
                                                          virStoragePoolPtr pool,
                                                          void *opaque);

/**
 * virConnectStoragePoolEventLifecycleCallback:
 * @conn: see above
 * @pool: see above
 * @event: see above
 * @detail: see above
 * @opaque: see above
 *
 * Since: 2.0.0
 */
typedef void (*virConnectStoragePoolEventLifecycleCallback)(virConnectPtr conn,
                                                            virStoragePoolPtr pool,
                                                            int event,
                                                            int detail,
                                                            void *opaque);

/**
 * virConnectFindStoragePoolSources:
 * @conn: see above
 * @type: see above
 * @srcSpec: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @type is NULL.
 *
 * Since: 0.4.5
 */
char *virConnectFindStoragePoolSources(virConnectPtr conn,
                                       const char *type,
                                       const char *srcSpec,
                                       unsigned int flags);

/**
 * virConnectGetStoragePoolCapabilities:
 * @conn: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or NULL on failure.
 *
 * Since: 5.2.0
 */
char *virConnectGetStoragePoolCapabilities(virConnectPtr conn, unsigned int flags);

/**
 * virConnectListAllStoragePools:
 * @conn: see above
 * @pools: see above
 * @flags: bits of virConnectListAllStoragePoolsFlags
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 0.10.2
 */
int virConnectListAllStoragePools(virConnectPtr conn,
                                  virStoragePoolPtr **pools,
                                  unsigned int flags);

/**
 * virConnectListDefinedStoragePools:
 * @conn: see above
 * @names: see above
 * @maxnames: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @maxnames is negative, or if @names is NULL while @maxnames is not
 * 0.
 *
 * Since: 0.4.1
 */
int virConnectListDefinedStoragePools(virConnectPtr conn, char **const names, int maxnames);

/**
 * virConnectListStoragePools:
 * @conn: see above
 * @names: see above
 * @maxnames: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @maxnames is negative, or if @names is NULL while @maxnames is not
 * 0.
 *
 * Since: 0.4.1
 */
int virConnectListStoragePools(virConnectPtr conn, char **const names, int maxnames);

/**
 * virConnectNumOfDefinedStoragePools:
 * @conn: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 0.4.1
 */
int virConnectNumOfDefinedStoragePools(virConnectPtr conn);

/**
 * virConnectNumOfStoragePools:
 * @conn: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 0.4.1
 */
int virConnectNumOfStoragePools(virConnectPtr conn);

/**
 * virConnectStoragePoolEventDeregisterAny:
 * @conn: see above
 * @callbackID: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @callbackID is negative.
 *
 * Since: 2.0.0
 */
int virConnectStoragePoolEventDeregisterAny(virConnectPtr conn, int callbackID);

/**
 * virConnectStoragePoolEventRegisterAny:
 * @conn: see above
 * @pool: see above
 * @eventID: see above
 * @cb: see above
 * @opaque: see above
 * @freecb: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @cb is NULL, or if @eventID is negative.
 *
 * Since: 2.0.0
 */
int virConnectStoragePoolEventRegisterAny(virConnectPtr conn,
                                          virStoragePoolPtr pool,
                                          int eventID,
                                          virConnectStoragePoolEventGenericCallback cb,
                                          void *opaque,
                                          virFreeCallback freecb);

/**
 * virStoragePoolBuild:
 * @pool: see above
 * @flags: bits of virStoragePoolBuildFlags
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.4.1
 */
int virStoragePoolBuild(virStoragePoolPtr pool, unsigned int flags);

/**
 * virStoragePoolCreate:
 * @pool: see above
 * @flags: bits of virStoragePoolCreateFlags
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.4.1
 */
int virStoragePoolCreate(virStoragePoolPtr pool, unsigned int flags);

/**
 * virStoragePoolCreateXML:
 * @conn: see above
 * @xmlDesc: see above
 * @flags: bits of virStoragePoolCreateFlags
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xmlDesc is
 * NULL.
 *
 * Since: 0.4.1
 */
virStoragePoolPtr virStoragePoolCreateXML(virConnectPtr conn,
                                          const char *xmlDesc,
                                          unsigned int flags);

/**
 * virStoragePoolDefineXML:
 * @conn: see above
 * @xmlDesc: see above
 * @flags: bits of virStoragePoolDefineFlags
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xml is NULL.
 *
 * Since: 0.4.1
 */
virStoragePoolPtr virStoragePoolDefineXML(virConnectPtr conn,
                                          const char *xmlDesc,
                                          unsigned int flags);

/**
 * virStoragePoolDelete:
 * @pool: see above
 * @flags: bits of virStoragePoolDeleteFlags
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.4.1
 */
int virStoragePoolDelete(virStoragePoolPtr pool, unsigned int flags);

/**
 * virStoragePoolDestroy:
 * @pool: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.4.1
 */
int virStoragePoolDestroy(virStoragePoolPtr pool);

/**
 * virStoragePoolFree:
 * @pool: see above
 *
 * Returns the result.
 *
 * Since: 0.4.1
 */
int virStoragePoolFree(virStoragePoolPtr pool);

/**
 * virStoragePoolGetAutostart:
 * @pool: see above
 * @autostart: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @autostart is NULL.
 *
 * Since: 0.4.1
 */
int virStoragePoolGetAutostart(virStoragePoolPtr pool, int *autostart);

/**
 * virStoragePoolGetConnect:
 * @pool: see above
 *
 * Returns the result.
 *
 * Since: 0.4.1
 */
virConnectPtr virStoragePoolGetConnect(virStoragePoolPtr pool);

/**
 * virStoragePoolGetInfo:
 * @vol: see above
 * @info: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @info is NULL.
 *
 * Since: 0.4.1
 */
int virStoragePoolGetInfo(virStoragePoolPtr vol, virStoragePoolInfoPtr info);

/**
 * virStoragePoolGetName:
 * @pool: see above
 *
 * Returns the result.
 *
 * Since: 0.4.1
 */
const char *virStoragePoolGetName(virStoragePoolPtr pool);

/**
 * virStoragePoolGetUUID:
 * @pool: see above
 * @uuid: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @uuid is NULL.
 *
 * Since: 0.4.1
 */
int virStoragePoolGetUUID(virStoragePoolPtr pool, unsigned char *uuid);

/**
 * virStoragePoolGetUUIDString:
 * @pool: see above
 * @buf: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @buf is NULL.
 *
 * Since: 0.4.1
 */
int virStoragePoolGetUUIDString(virStoragePoolPtr pool, char *buf);

/**
 * virStoragePoolGetXMLDesc:
 * @pool: see above
 * @flags: bits of virStorageXMLFlags
 *
 * Returns the result, or NULL on failure.
 *
 * Since: 0.4.1
 */
char *virStoragePoolGetXMLDesc(virStoragePoolPtr pool, unsigned int flags);

/**
 * virStoragePoolIsActive:
 * @pool: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 0.7.3
 */
int virStoragePoolIsActive(virStoragePoolPtr pool);

/**
 * virStoragePoolIsPersistent:
 * @pool: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 0.7.3
 */
int virStoragePoolIsPersistent(virStoragePoolPtr pool);

/**
 * virStoragePoolListAllVolumes:
 * @pool: see above
 * @vols: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 0.10.2
 */
int virStoragePoolListAllVolumes(virStoragePoolPtr pool,
                                 virStorageVolPtr **vols,
                                 unsigned int flags);

/**
 * virStoragePoolListVolumes:
 * @pool: see above
 * @names: see above
 * @maxnames: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @maxnames is negative, or if @names is NULL while @maxnames is not
 * 0.
 *
 * Since: 0.4.1
 */
int virStoragePoolListVolumes(virStoragePoolPtr pool, char **const names, int maxnames);

/**
 * virStoragePoolLookupByName:
 * @conn: see above
 * @name: see above
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @name is NULL.
 *
 * Since: 0.4.1
 */
virStoragePoolPtr virStoragePoolLookupByName(virConnectPtr conn, const char *name);

/**
 * virStoragePoolLookupByTargetPath:
 * @conn: see above
 * @path: see above
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @path is NULL.
 *
 * Since: 4.1.0
 */
virStoragePoolPtr virStoragePoolLookupByTargetPath(virConnectPtr conn, const char *path);

/**
 * virStoragePoolLookupByUUID:
 * @conn: see above
 * @uuid: see above
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @uuid is NULL.
 *
 * Since: 0.4.1
 */
virStoragePoolPtr virStoragePoolLookupByUUID(virConnectPtr conn, const unsigned char *uuid);

/**
 * virStoragePoolLookupByUUIDString:
 * @conn: see above
 * @uuid: see above
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @uuidstr is NULL.
 *
 * Since: 0.4.1
 */
virStoragePoolPtr virStoragePoolLookupByUUIDString(virConnectPtr conn, const char *uuid);

/**
 * virStoragePoolLookupByVolume:
 * @vol: see above
 *
 * Returns the result, or NULL on failure.
 *
 * Since: 0.4.1
 */
virStoragePoolPtr virStoragePoolLookupByVolume(virStorageVolPtr vol);

/**
 * virStoragePoolNumOfVolumes:
 * @pool: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 0.4.1
 */
int virStoragePoolNumOfVolumes(virStoragePoolPtr pool);

/**
 * virStoragePoolRef:
 * @pool: see above
 *
 * Returns the result.
 *
 * Since: 0.6.0
 */
int virStoragePoolRef(virStoragePoolPtr pool);

/**
 * virStoragePoolRefresh:
 * @pool: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.4.1
 */
int virStoragePoolRefresh(virStoragePoolPtr pool, unsigned int flags);

/**
 * virStoragePoolSetAutostart:
 * @pool: see above
 * @autostart: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.4.1
 */
int virStoragePoolSetAutostart(virStoragePoolPtr pool, int autostart);

/**
 * virStoragePoolUndefine:
 * @pool: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.4.1
 */
int virStoragePoolUndefine(virStoragePoolPtr pool);

/**
 * virStorageVolCreateXML:
 * @pool: see above
 * @xmldesc: see above
 * @flags: bits of virStorageVolCreateFlags
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xmlDesc is
 * NULL.
 *
 * Since: 0.4.1
 */
virStorageVolPtr virStorageVolCreateXML(virStoragePoolPtr pool,
                                        const char *xmldesc,
                                        unsigned int flags);

/**
 * virStorageVolCreateXMLFrom:
 * @pool: see above
 * @xmldesc: see above
 * @clonevol: see above
 * @flags: bits of virStorageVolCreateFlags
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xmlDesc is
 * NULL.
 *
 * Since: 0.6.4
 */
virStorageVolPtr virStorageVolCreateXMLFrom(virStoragePoolPtr pool,
                                            const char *xmldesc,
                                            virStorageVolPtr clonevol,
                                            unsigned int flags);

/**
 * virStorageVolDelete:
 * @vol: see above
 * @flags: bits of virStorageVolDeleteFlags
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.4.1
 */
int virStorageVolDelete(virStorageVolPtr vol, unsigned int flags);

/**
 * virStorageVolDownload:
 * @vol: see above
 * @stream: see above
 * @offset: see above
 * @length: see above
 * @flags: bits of virStorageVolDownloadFlags
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.9.0
 */
int virStorageVolDownload(virStorageVolPtr vol,
                          virStreamPtr stream,
                          unsigned long long offset,
                          unsigned long long length,
                          unsigned int flags);

/**
 * virStorageVolFree:
 * @vol: see above
 *
 * Returns the result.
 *
 * Since: 0.4.1
 */
int virStorageVolFree(virStorageVolPtr vol);

/**
 * virStorageVolGetConnect:
 * @vol: see above
 *
 * Returns the result.
 *
 * Since: 0.4.1
 */
virConnectPtr virStorageVolGetConnect(virStorageVolPtr vol);

/**
 * virStorageVolGetInfo:
 * @vol: see above
 * @info: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @info is NULL.
 *
 * Since: 0.4.1
 */
int virStorageVolGetInfo(virStorageVolPtr vol, virStorageVolInfoPtr info);

/**
 * virStorageVolGetInfoFlags:
 * @vol: see above
 * @info: see above
 * @flags: bits of virStorageVolInfoFlags
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @info is NULL.
 *
 * Since: 3.0.0
 */
int virStorageVolGetInfoFlags(virStorageVolPtr vol, virStorageVolInfoPtr info, unsigned int flags);

/**
 * virStorageVolGetKey:
 * @vol: see above
 *
 * Returns the result.
 *
 * Since: 0.4.1
 */
const char *virStorageVolGetKey(virStorageVolPtr vol);

/**
 * virStorageVolGetName:
 * @vol: see above
 *
 * Returns the result.
 *
 * Since: 0.4.1
 */
const char *virStorageVolGetName(virStorageVolPtr vol);

/**
 * virStorageVolGetPath:
 * @vol: see above
 *
 * Returns the result, or NULL on failure.
 *
 * Since: 0.4.1
 */
char *virStorageVolGetPath(virStorageVolPtr vol);

/**
 * virStorageVolGetXMLDesc:
 * @pool: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or NULL on failure.
 *
 * Since: 0.4.1
 */
char *virStorageVolGetXMLDesc(virStorageVolPtr pool, unsigned int flags);

/**
 * virStorageVolLookupByKey:
 * @conn: see above
 * @key: see above
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @key is NULL.
 *
 * Since: 0.4.1
 */
virStorageVolPtr virStorageVolLookupByKey(virConnectPtr conn, const char *key);

/**
 * virStorageVolLookupByName:
 * @pool: see above
 * @name: see above
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @name is NULL.
 *
 * Since: 0.4.1
 */
virStorageVolPtr virStorageVolLookupByName(virStoragePoolPtr pool, const char *name);

/**
 * virStorageVolLookupByPath:
 * @conn: see above
 * @path: see above
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @path is NULL.
 *
 * Since: 0.4.1
 */
virStorageVolPtr virStorageVolLookupByPath(virConnectPtr conn, const char *path);

/**
 * virStorageVolRef:
 * @vol: see above
 *
 * Returns the result.
 *
 * Since: 0.6.0
 */
int virStorageVolRef(virStorageVolPtr vol);

/**
 * virStorageVolResize:
 * @vol: see above
 * @capacity: see above
 * @flags: bits of virStorageVolResizeFlags
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.9.10
 */
int virStorageVolResize(virStorageVolPtr vol, unsigned long long capacity, unsigned int flags);

/**
 * virStorageVolUpload:
 * @vol: see above
 * @stream: see above
 * @offset: see above
 * @length: see above
 * @flags: bits of virStorageVolUploadFlags
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.9.0
 */
int virStorageVolUpload(virStorageVolPtr vol,
                        virStreamPtr stream,
                        unsigned long long offset,
                        unsigned long long length,
                        unsigned int flags);

/**
 * virStorageVolWipe:
 * @vol: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.8.0
 */
int virStorageVolWipe(virStorageVolPtr vol, unsigned int flags);

/**
 * virStorageVolWipePattern:
 * @vol: see above
 * @algorithm: a value of virStorageVolWipeAlgorithm
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.9.10
 */
int virStorageVolWipePattern(virStorageVolPtr vol, unsigned int algorithm, unsigned int flags);

#ifdef __cplusplus
}
#endif

#endif /* LIBVIRT_STORAGE_H */
