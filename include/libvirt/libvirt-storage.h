/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libvirt-storage.h: storage pools and volumes.
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
 * States of a storage pool.
 *
 * Since: 0.4.1
 */
typedef enum {
    VIR_STORAGE_POOL_INACTIVE = 0, /* not active (Since: 0.4.1) */
    VIR_STORAGE_POOL_BUILDING = 1, /* is being prepared (Since: 0.4.1) */
    VIR_STORAGE_POOL_RUNNING = 2, /* usable (Since: 0.4.1) */
    VIR_STORAGE_POOL_DEGRADED = 3, /* usable with less redundancy (Since: 0.4.1) */
    VIR_STORAGE_POOL_INACCESSIBLE = 4 /* active, but cannot be reached (Since: 0.8.2) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_STORAGE_POOL_STATE_LAST = 5 /* (Since: 0.9.10) */
#endif
} virStoragePoolState;

/**
 * virStoragePoolBuildFlags:
 *
 * How storage is prepared.
 *
 * Since: 0.4.1
 */
typedef enum {
    VIR_STORAGE_POOL_BUILD_NEW = 0, /* from scratch (Since: 0.4.1) */
    VIR_STORAGE_POOL_BUILD_REPAIR = (1 << 0), /* mend what is there (Since: 0.4.1) */
    VIR_STORAGE_POOL_BUILD_RESIZE = (1 << 1), /* fit it to a new size (Since: 0.4.1) */
    VIR_STORAGE_POOL_BUILD_NO_OVERWRITE = (1 << 2), /* fail when there are data (Since: 0.9.5) */
    VIR_STORAGE_POOL_BUILD_OVERWRITE = (1 << 3) /* even if there are data (Since: 0.9.5) */
} virStoragePoolBuildFlags;

/**
 * virStoragePoolDeleteFlags:
 *
 * How storage is destroyed.
 *
 * Since: 0.4.1
 */
typedef enum {
    VIR_STORAGE_POOL_DELETE_NORMAL = 0, /* its administrative data only (Since: 0.4.1) */
    VIR_STORAGE_POOL_DELETE_ZEROED = (1 << 0) /* overwrite all with zeroes (Since: 0.4.1) */
} virStoragePoolDeleteFlags;

/**
 * virStoragePoolCreateFlags:
 *
 * How a pool is started.
 *
 * Since: 1.3.1
 */
typedef enum {
    VIR_STORAGE_POOL_CREATE_NORMAL = 0, /* as usual (Since: 1.3.1) */
    VIR_STORAGE_POOL_CREATE_WITH_BUILD = (1 << 0), /* prepare its storage first (Since: 1.3.1) */
    /* the same, even if there are data (Since: 1.3.1) */
    VIR_STORAGE_POOL_CREATE_WITH_BUILD_OVERWRITE = (1 << 1),
    /* the same, but fail when there are data (Since: 1.3.1) */
    VIR_STORAGE_POOL_CREATE_WITH_BUILD_NO_OVERWRITE = (1 << 2)
} virStoragePoolCreateFlags;

/**
 * virStorageVolType:
 *
 * Kinds of volumes.
 *
 * Since: 0.4.1
 */
typedef enum {
    VIR_STORAGE_VOL_FILE = 0, /* a file (Since: 0.4.1) */
    VIR_STORAGE_VOL_BLOCK = 1, /* a block device (Since: 0.4.1) */
    VIR_STORAGE_VOL_DIR = 2, /* a folder (Since: 0.9.5) */
    VIR_STORAGE_VOL_NETWORK = 3, /* a block device reached by network (Since: 0.9.13) */
    VIR_STORAGE_VOL_NETDIR = 4, /* a folder reached by network (Since: 1.2.0) */
    VIR_STORAGE_VOL_PLOOP = 5 /* a folder with a ploop image (Since: 1.3.4) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_STORAGE_VOL_LAST = 6 /* (Since: 0.9.10) */
#endif
} virStorageVolType;

/**
 * virStorageVolDeleteFlags:
 *
 * How a volume is removed.
 *
 * Since: 0.4.1
 */
typedef enum {
    VIR_STORAGE_VOL_DELETE_NORMAL = 0, /* its administrative data only (Since: 0.4.1) */
    VIR_STORAGE_VOL_DELETE_ZEROED = (1 << 0), /* overwrite all with zeroes (Since: 0.4.1) */
    VIR_STORAGE_VOL_DELETE_WITH_SNAPSHOTS = (1 << 1) /* with its snapshots (Since: 1.2.21) */
} virStorageVolDeleteFlags;

/**
 * virStorageVolWipeAlgorithm:
 *
 * Methods to overwrite a volume.
 *
 * Since: 0.9.10
 */
typedef enum {
    VIR_STORAGE_VOL_WIPE_ALG_ZERO = 0, /* zeroes, once (Since: 0.9.10) */
    VIR_STORAGE_VOL_WIPE_ALG_NNSA = 1, /* 4 passes by NNSA NAP-14.1-C (Since: 0.9.10) */
    VIR_STORAGE_VOL_WIPE_ALG_DOD = 2, /* 4 passes by DoD 5220.22-M (Since: 0.9.10) */
    VIR_STORAGE_VOL_WIPE_ALG_BSI = 3, /* 9 passes by the German BSI (Since: 0.9.10) */
    VIR_STORAGE_VOL_WIPE_ALG_GUTMANN = 4, /* 35 passes by Gutmann (Since: 0.9.10) */
    VIR_STORAGE_VOL_WIPE_ALG_SCHNEIER = 5, /* 7 passes by Schneier (Since: 0.9.10) */
    VIR_STORAGE_VOL_WIPE_ALG_PFITZNER7 = 6, /* 7 passes by Pfitzner (Since: 0.9.10) */
    VIR_STORAGE_VOL_WIPE_ALG_PFITZNER33 = 7, /* 33 passes by Pfitzner (Since: 0.9.10) */
    VIR_STORAGE_VOL_WIPE_ALG_RANDOM = 8, /* random data, once (Since: 0.9.10) */
    VIR_STORAGE_VOL_WIPE_ALG_TRIM = 9 /* discard the blocks (Since: 1.3.2) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_STORAGE_VOL_WIPE_ALG_LAST = 10 /* (Since: 0.9.10) */
#endif
} virStorageVolWipeAlgorithm;

/**
 * virStorageVolInfoFlags:
 *
 * What counts as room taken.
 *
 * Since: 3.0.0
 */
typedef enum {
    VIR_STORAGE_VOL_USE_ALLOCATION = 0, /* what data take (Since: 3.0.0) */
    VIR_STORAGE_VOL_GET_PHYSICAL = (1 << 0) /* the size of the file or device (Since: 3.0.0) */
} virStorageVolInfoFlags;

/**
 * virStorageXMLFlags:
 *
 * What the XML of a pool contains.
 *
 * Since: 0.9.13
 */
typedef enum {
    VIR_STORAGE_XML_INACTIVE = (1 << 0) /* the stored form (Since: 0.9.13) */
} virStorageXMLFlags;

/**
 * virConnectListAllStoragePoolsFlags:
 *
 * Which pools are listed, by state and type.
 *
 * Since: 0.10.2
 */
typedef enum {
    VIR_CONNECT_LIST_STORAGE_POOLS_INACTIVE = (1 << 0), /* not active (Since: 0.10.2) */
    VIR_CONNECT_LIST_STORAGE_POOLS_ACTIVE = (1 << 1), /* active (Since: 0.10.2) */
    VIR_CONNECT_LIST_STORAGE_POOLS_PERSISTENT = (1 << 2), /* with a stored definition (Since: 0.10.2) */
    VIR_CONNECT_LIST_STORAGE_POOLS_TRANSIENT = (1 << 3), /* without one (Since: 0.10.2) */
    VIR_CONNECT_LIST_STORAGE_POOLS_AUTOSTART = (1 << 4), /* started with the host (Since: 0.10.2) */
    VIR_CONNECT_LIST_STORAGE_POOLS_NO_AUTOSTART = (1 << 5), /* not started with the host (Since: 0.10.2) */
    VIR_CONNECT_LIST_STORAGE_POOLS_DIR = (1 << 6), /* folders (Since: 0.10.2) */
    VIR_CONNECT_LIST_STORAGE_POOLS_FS = (1 << 7), /* file systems (Since: 0.10.2) */
    VIR_CONNECT_LIST_STORAGE_POOLS_NETFS = (1 << 8), /* network file systems (Since: 0.10.2) */
    VIR_CONNECT_LIST_STORAGE_POOLS_LOGICAL = (1 << 9), /* LVM volume groups (Since: 0.10.2) */
    VIR_CONNECT_LIST_STORAGE_POOLS_DISK = (1 << 10), /* partitioned disks (Since: 0.10.2) */
    VIR_CONNECT_LIST_STORAGE_POOLS_ISCSI = (1 << 11), /* iSCSI targets (Since: 0.10.2) */
    VIR_CONNECT_LIST_STORAGE_POOLS_SCSI = (1 << 12), /* SCSI hosts (Since: 0.10.2) */
    VIR_CONNECT_LIST_STORAGE_POOLS_MPATH = (1 << 13), /* multipath devices (Since: 0.10.2) */
    VIR_CONNECT_LIST_STORAGE_POOLS_RBD = (1 << 14), /* Ceph (Since: 0.10.2) */
    VIR_CONNECT_LIST_STORAGE_POOLS_SHEEPDOG = (1 << 15), /* Sheepdog (Since: 0.10.2) */
    VIR_CONNECT_LIST_STORAGE_POOLS_GLUSTER = (1 << 16), /* Gluster (Since: 1.2.1) */
    VIR_CONNECT_LIST_STORAGE_POOLS_ZFS = (1 << 17), /* ZFS (Since: 1.2.8) */
    VIR_CONNECT_LIST_STORAGE_POOLS_VSTORAGE = (1 << 18), /* Virtuozzo storage (Since: 3.1.0) */
    /* iSCSI targets without a host driver (Since: 5.6.0) */
    VIR_CONNECT_LIST_STORAGE_POOLS_ISCSI_DIRECT = (1 << 19)
} virConnectListAllStoragePoolsFlags;

/**
 * virStoragePoolDefineFlags:
 *
 * How a definition is read.
 *
 * Since: 7.7.0
 */
typedef enum {
    VIR_STORAGE_POOL_DEFINE_VALIDATE = (1 << 0) /* check the XML against its schema (Since: 7.7.0) */
} virStoragePoolDefineFlags;

/**
 * virStorageVolCreateFlags:
 *
 * How a volume is made.
 *
 * Since: 1.0.1
 */
typedef enum {
    /* write the format's tables in advance (Since: 1.0.1) */
    VIR_STORAGE_VOL_CREATE_PREALLOC_METADATA = (1 << 0),
    /* share blocks with the volume that is copied (Since: 1.2.13) */
    VIR_STORAGE_VOL_CREATE_REFLINK = (1 << 1),
    VIR_STORAGE_VOL_CREATE_VALIDATE = (1 << 2) /* check the XML against its schema (Since: 8.10.0) */
} virStorageVolCreateFlags;

/**
 * virStorageVolDownloadFlags:
 *
 * How a volume is read.
 *
 * Since: 3.4.0
 */
typedef enum {
    VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM = (1 << 0) /* send holes as holes (Since: 3.4.0) */
} virStorageVolDownloadFlags;

/**
 * virStorageVolUploadFlags:
 *
 * How a volume is written.
 *
 * Since: 3.4.0
 */
typedef enum {
    VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM = (1 << 0) /* take holes as holes (Since: 3.4.0) */
} virStorageVolUploadFlags;

/**
 * virStorageVolResizeFlags:
 *
 * How a volume is resized.
 *
 * Since: 0.9.10
 */
typedef enum {
    VIR_STORAGE_VOL_RESIZE_ALLOCATE = (1 << 0), /* take the room at once (Since: 0.9.10) */
    VIR_STORAGE_VOL_RESIZE_DELTA = (1 << 1), /* the size is a change (Since: 0.9.10) */
    VIR_STORAGE_VOL_RESIZE_SHRINK = (1 << 2) /* it may become smaller (Since: 0.9.10) */
} virStorageVolResizeFlags;

/**
 * virStoragePoolEventID:
 *
 * Kinds of pool events, each with the type of its callback.
 *
 * Since: 2.0.0
 */
typedef enum {
    VIR_STORAGE_POOL_EVENT_ID_LIFECYCLE = 0, /* virConnectStoragePoolEventLifecycleCallback (Since: 2.0.0) */
    VIR_STORAGE_POOL_EVENT_ID_REFRESH = 1 /* virConnectStoragePoolEventGenericCallback (Since: 2.0.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_STORAGE_POOL_EVENT_ID_LAST = 2 /* (Since: 2.0.0) */
#endif
} virStoragePoolEventID;

/**
 * virStoragePoolEventLifecycleType:
 *
 * What happened to a pool's life.
 *
 * Since: 2.0.0
 */
typedef enum {
    VIR_STORAGE_POOL_EVENT_DEFINED = 0, /* its definition was stored (Since: 2.0.0) */
    VIR_STORAGE_POOL_EVENT_UNDEFINED = 1, /* its definition was removed (Since: 2.0.0) */
    VIR_STORAGE_POOL_EVENT_STARTED = 2, /* it started (Since: 2.0.0) */
    VIR_STORAGE_POOL_EVENT_STOPPED = 3, /* it stopped (Since: 2.0.0) */
    VIR_STORAGE_POOL_EVENT_CREATED = 4, /* its storage was prepared (Since: 3.8.0) */
    VIR_STORAGE_POOL_EVENT_DELETED = 5 /* its storage was destroyed (Since: 3.8.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_STORAGE_POOL_EVENT_LAST = 6 /* (Since: 2.0.0) */
#endif
} virStoragePoolEventLifecycleType;

/**
 * VIR_STORAGE_POOL_EVENT_CALLBACK:
 *
 * Casts the callback of any pool event for virConnectStoragePoolEventRegisterAny().
 *
 * Since: 2.0.0
 */
#define VIR_STORAGE_POOL_EVENT_CALLBACK(cb) \
    ((virConnectStoragePoolEventGenericCallback)(void (*)(void))(cb))

/**
 * virStoragePool:
 *
 * A storage pool. Its contents are private.
 *
 * Since: 0.4.1
 */
typedef struct _virStoragePool virStoragePool;

/**
 * virStorageVol:
 *
 * A volume in a storage pool. Its contents are private.
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
 * State and sizes of a pool, in bytes.
 *
 * Since: 0.4.1
 */
struct _virStoragePoolInfo {
    int state; /* of virStoragePoolState */
    unsigned long long capacity; /* size */
    unsigned long long allocation; /* room taken */
    unsigned long long available; /* room left */
};

/**
 * virStorageVolInfo:
 *
 * Kind and sizes of a volume, in bytes.
 *
 * Since: 0.4.1
 */
struct _virStorageVolInfo {
    int type; /* of virStorageVolType */
    unsigned long long capacity; /* size as its user sees it */
    unsigned long long allocation; /* room taken in the pool */
};

/**
 * virConnectStoragePoolEventGenericCallback:
 * @conn: the connection concerned; valid during the call, take a reference to keep it
 * @pool: the storage pool concerned; valid during the call, take a reference to keep it
 * @opaque: pointer given when the callback was registered
 *
 * Stands for the callback of any pool event, and is that of a refresh.
 *
 * Since: 2.0.0
 */
typedef void (*virConnectStoragePoolEventGenericCallback)(virConnectPtr conn,
                                                          virStoragePoolPtr pool,
                                                          void *opaque);

/**
 * virConnectStoragePoolEventLifecycleCallback:
 * @conn: the connection concerned; valid during the call, take a reference to keep it
 * @pool: the storage pool concerned; valid during the call, take a reference to keep it
 * @event: what happened, a value of virStoragePoolEventLifecycleType
 * @detail: not used, 0
 * @opaque: pointer given when the callback was registered
 *
 * Tells that a pool was defined, started, stopped, undefined, created or deleted.
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
 * @conn: handle of the connection
 * @type: type of the pool
 * @srcSpec: where to look, as a <source> element; may be NULL
 * @flags: none defined yet; pass 0
 *
 * Looks for storage from which pools of a type could be made.
 *
 * Returns XML with the sources found, to be released with free(), or NULL on failure.
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
 * @conn: handle of the connection
 * @flags: none defined yet; pass 0
 *
 * Describes which types of pools and volume formats are supported.
 *
 * Returns XML to be released with free(), or NULL on failure.
 *
 * Since: 5.2.0
 */
char *virConnectGetStoragePoolCapabilities(virConnectPtr conn, unsigned int flags);

/**
 * virConnectListAllStoragePools:
 * @conn: handle of the connection
 * @pools: where a new NULL-terminated array of handles is stored (release each handle, then free()
 *     the array); NULL to only count
 * @flags: bits of virConnectListAllStoragePoolsFlags
 *
 * Lists storage pools; filter bits of one group select any of their kinds, several groups must all
 * fit.
 *
 * Returns the number of objects found, or -1 on failure.
 *
 * Since: 0.10.2
 */
int virConnectListAllStoragePools(virConnectPtr conn,
                                  virStoragePoolPtr **pools,
                                  unsigned int flags);

/**
 * virConnectListDefinedStoragePools:
 * @conn: handle of the connection
 * @names: array that receives the names; release each with free()
 * @maxnames: room in the array
 *
 * Lists the names of pools that are defined but not active.
 *
 * Returns the number of entries stored, at most the room given, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @maxnames is negative, or if @names is NULL while @maxnames is not
 * 0.
 *
 * Since: 0.4.1
 */
int virConnectListDefinedStoragePools(virConnectPtr conn, char **const names, int maxnames);

/**
 * virConnectListStoragePools:
 * @conn: handle of the connection
 * @names: array that receives the names; release each with free()
 * @maxnames: room in the array
 *
 * Lists the names of active pools.
 *
 * Returns the number of entries stored, at most the room given, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @maxnames is negative, or if @names is NULL while @maxnames is not
 * 0.
 *
 * Since: 0.4.1
 */
int virConnectListStoragePools(virConnectPtr conn, char **const names, int maxnames);

/**
 * virConnectNumOfDefinedStoragePools:
 * @conn: handle of the connection
 *
 * Counts the pools that are defined but not active.
 *
 * Returns the number, or -1 on failure.
 *
 * Since: 0.4.1
 */
int virConnectNumOfDefinedStoragePools(virConnectPtr conn);

/**
 * virConnectNumOfStoragePools:
 * @conn: handle of the connection
 *
 * Counts the active pools.
 *
 * Returns the number, or -1 on failure.
 *
 * Since: 0.4.1
 */
int virConnectNumOfStoragePools(virConnectPtr conn);

/**
 * virConnectStoragePoolEventDeregisterAny:
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
 * Since: 2.0.0
 */
int virConnectStoragePoolEventDeregisterAny(virConnectPtr conn, int callbackID);

/**
 * virConnectStoragePoolEventRegisterAny:
 * @conn: handle of the connection
 * @pool: the pool, or NULL for all
 * @eventID: a value of virStoragePoolEventID
 * @cb: function to call for each event; its real type depends on @eventID, cast it with the
 *     VIR_STORAGE_POOL_EVENT_CALLBACK() macro
 * @opaque: pointer handed to the callback unchanged
 * @freecb: called once with @opaque when the callback is no longer needed; may be NULL
 *
 * Adds a callback for one kind of event, of one pool or of all. Events need a running event loop.
 *
 * Returns a number of the registration (0 or more) to be used for deregistering, or -1 on failure.
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
 * @pool: handle of the storage pool
 * @flags: bits of virStoragePoolBuildFlags
 *
 * Prepares the storage behind the pool: makes a folder, a file system, a volume group, ...
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.4.1
 */
int virStoragePoolBuild(virStoragePoolPtr pool, unsigned int flags);

/**
 * virStoragePoolCreate:
 * @pool: handle of the storage pool
 * @flags: bits of virStoragePoolCreateFlags
 *
 * Starts a defined pool, so that its volumes can be used.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.4.1
 */
int virStoragePoolCreate(virStoragePoolPtr pool, unsigned int flags);

/**
 * virStoragePoolCreateXML:
 * @conn: handle of the connection
 * @xmlDesc: description in XML
 * @flags: bits of virStoragePoolCreateFlags
 *
 * Starts a transient pool from XML: it vanishes when it stops.
 *
 * Returns a new handle to be released with virStoragePoolFree(), or NULL on failure.
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
 * @conn: handle of the connection
 * @xml: description in XML
 * @flags: bits of virStoragePoolDefineFlags
 *
 * Stores the definition of a pool, new or changed.
 *
 * Returns a new handle to be released with virStoragePoolFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xml is NULL.
 *
 * Since: 0.4.1
 */
virStoragePoolPtr virStoragePoolDefineXML(virConnectPtr conn, const char *xml, unsigned int flags);

/**
 * virStoragePoolDelete:
 * @pool: handle of the storage pool
 * @flags: bits of virStoragePoolDeleteFlags
 *
 * Destroys the storage behind an inactive pool. This cannot be undone.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.4.1
 */
int virStoragePoolDelete(virStoragePoolPtr pool, unsigned int flags);

/**
 * virStoragePoolDestroy:
 * @pool: handle of the storage pool
 *
 * Stops the pool. Data stay where they are; handles stay valid.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.4.1
 */
int virStoragePoolDestroy(virStoragePoolPtr pool);

/**
 * virStoragePoolFree:
 * @pool: handle of the storage pool
 *
 * Gives back one reference to the storage pool handle; the handle must not be used afterwards. What
 * it stands for is not touched.
 *
 * Returns 0, or -1 when the handle is invalid.
 *
 * Since: 0.4.1
 */
int virStoragePoolFree(virStoragePoolPtr pool);

/**
 * virStoragePoolGetAutostart:
 * @pool: handle of the storage pool
 * @autostart: where 1 is stored when autostart is on, else 0
 *
 * Tells whether the storage pool is started when the host boots.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @autostart is NULL.
 *
 * Since: 0.4.1
 */
int virStoragePoolGetAutostart(virStoragePoolPtr pool, int *autostart);

/**
 * virStoragePoolGetConnect:
 * @pool: handle of the storage pool
 *
 * Tells which connection the storage pool belongs to.
 *
 * Returns the connection without a new reference (do not close it), or NULL when the handle is
 * invalid.
 *
 * Since: 0.4.1
 */
virConnectPtr virStoragePoolGetConnect(virStoragePoolPtr pool);

/**
 * virStoragePoolGetInfo:
 * @pool: handle of the storage pool
 * @info: structure to fill in
 *
 * Tells state, size and free room of the pool.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @info is NULL.
 *
 * Since: 0.4.1
 */
int virStoragePoolGetInfo(virStoragePoolPtr pool, virStoragePoolInfoPtr info);

/**
 * virStoragePoolGetName:
 * @pool: handle of the storage pool
 *
 * Tells the name of the storage pool.
 *
 * Returns a string that lives as long as the handle; do not free it.
 *
 * Since: 0.4.1
 */
const char *virStoragePoolGetName(virStoragePoolPtr pool);

/**
 * virStoragePoolGetUUID:
 * @pool: handle of the storage pool
 * @uuid: array of VIR_UUID_BUFLEN bytes that receives the raw UUID
 *
 * Gives the UUID of the storage pool as raw bytes.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @uuid is NULL.
 *
 * Since: 0.4.1
 */
int virStoragePoolGetUUID(virStoragePoolPtr pool, unsigned char *uuid);

/**
 * virStoragePoolGetUUIDString:
 * @pool: handle of the storage pool
 * @buf: array of VIR_UUID_STRING_BUFLEN bytes that receives the UUID as text
 *
 * Gives the UUID of the storage pool as text.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @buf is NULL.
 *
 * Since: 0.4.1
 */
int virStoragePoolGetUUIDString(virStoragePoolPtr pool, char *buf);

/**
 * virStoragePoolGetXMLDesc:
 * @pool: handle of the storage pool
 * @flags: bits of virStorageXMLFlags
 *
 * Describes the pool.
 *
 * Returns XML to be released with free(), or NULL on failure.
 *
 * Since: 0.4.1
 */
char *virStoragePoolGetXMLDesc(virStoragePoolPtr pool, unsigned int flags);

/**
 * virStoragePoolIsActive:
 * @pool: handle of the storage pool
 *
 * Tells whether the storage pool is running or in use.
 *
 * Returns 1 when it is so, 0 when not, or -1 on failure.
 *
 * Since: 0.7.3
 */
int virStoragePoolIsActive(virStoragePoolPtr pool);

/**
 * virStoragePoolIsPersistent:
 * @pool: handle of the storage pool
 *
 * Tells whether the storage pool has a stored definition that outlives its running state.
 *
 * Returns 1 when it is so, 0 when not, or -1 on failure.
 *
 * Since: 0.7.3
 */
int virStoragePoolIsPersistent(virStoragePoolPtr pool);

/**
 * virStoragePoolListAllVolumes:
 * @pool: handle of the storage pool
 * @vols: where a new NULL-terminated array of handles is stored (release each handle, then free()
 *     the array); NULL to only count
 * @flags: none defined yet; pass 0
 *
 * Lists the volumes of the pool.
 *
 * Returns the number of objects found, or -1 on failure.
 *
 * Since: 0.10.2
 */
int virStoragePoolListAllVolumes(virStoragePoolPtr pool,
                                 virStorageVolPtr **vols,
                                 unsigned int flags);

/**
 * virStoragePoolListVolumes:
 * @pool: handle of the storage pool
 * @names: array that receives the names; release each with free()
 * @maxnames: room in the array
 *
 * Lists the names of the pool's volumes.
 *
 * Returns the number of entries stored, at most the room given, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @maxnames is negative, or if @names is NULL while @maxnames is not
 * 0.
 *
 * Since: 0.4.1
 */
int virStoragePoolListVolumes(virStoragePoolPtr pool, char **const names, int maxnames);

/**
 * virStoragePoolLookupByName:
 * @conn: handle of the connection
 * @name: name of the object
 *
 * Finds the storage pool with the given name.
 *
 * Returns a new handle to be released with virStoragePoolFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @name is NULL.
 *
 * Since: 0.4.1
 */
virStoragePoolPtr virStoragePoolLookupByName(virConnectPtr conn, const char *name);

/**
 * virStoragePoolLookupByTargetPath:
 * @conn: handle of the connection
 * @path: absolute path
 *
 * Finds the pool that makes its volumes appear at a path.
 *
 * Returns a new handle to be released with virStoragePoolFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @path is NULL.
 *
 * Since: 4.1.0
 */
virStoragePoolPtr virStoragePoolLookupByTargetPath(virConnectPtr conn, const char *path);

/**
 * virStoragePoolLookupByUUID:
 * @conn: handle of the connection
 * @uuid: raw UUID, VIR_UUID_BUFLEN bytes
 *
 * Finds the storage pool with the given raw UUID.
 *
 * Returns a new handle to be released with virStoragePoolFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @uuid is NULL.
 *
 * Since: 0.4.1
 */
virStoragePoolPtr virStoragePoolLookupByUUID(virConnectPtr conn, const unsigned char *uuid);

/**
 * virStoragePoolLookupByUUIDString:
 * @conn: handle of the connection
 * @uuidstr: UUID as text, with or without dashes
 *
 * Finds the storage pool whose UUID is given as text.
 *
 * Returns a new handle to be released with virStoragePoolFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @uuidstr is NULL.
 *
 * Since: 0.4.1
 */
virStoragePoolPtr virStoragePoolLookupByUUIDString(virConnectPtr conn, const char *uuidstr);

/**
 * virStoragePoolLookupByVolume:
 * @vol: handle of the storage volume
 *
 * Finds the pool in which a volume lies.
 *
 * Returns a new handle to be released with virStoragePoolFree(), or NULL on failure.
 *
 * Since: 0.4.1
 */
virStoragePoolPtr virStoragePoolLookupByVolume(virStorageVolPtr vol);

/**
 * virStoragePoolNumOfVolumes:
 * @pool: handle of the storage pool
 *
 * Counts the volumes of the pool.
 *
 * Returns the number, or -1 on failure.
 *
 * Since: 0.4.1
 */
int virStoragePoolNumOfVolumes(virStoragePoolPtr pool);

/**
 * virStoragePoolRef:
 * @pool: handle of the storage pool
 *
 * Takes one more reference to the storage pool, so that several parts of a program can release it
 * on their own.
 *
 * Returns 0, or -1 when the handle is invalid.
 *
 * Since: 0.6.0
 */
int virStoragePoolRef(virStoragePoolPtr pool);

/**
 * virStoragePoolRefresh:
 * @pool: handle of the storage pool
 * @flags: none defined yet; pass 0
 *
 * Looks again which volumes the pool has.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.4.1
 */
int virStoragePoolRefresh(virStoragePoolPtr pool, unsigned int flags);

/**
 * virStoragePoolSetAutostart:
 * @pool: handle of the storage pool
 * @autostart: 1 to switch autostart on, 0 to switch it off
 *
 * Says whether the storage pool is started when the host boots; it must be persistent.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.4.1
 */
int virStoragePoolSetAutostart(virStoragePoolPtr pool, int autostart);

/**
 * virStoragePoolUndefine:
 * @pool: handle of the storage pool
 *
 * Removes the stored definition of an inactive pool.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.4.1
 */
int virStoragePoolUndefine(virStoragePoolPtr pool);

/**
 * virStorageVolCreateXML:
 * @pool: handle of the storage pool
 * @xmlDesc: description in XML
 * @flags: bits of virStorageVolCreateFlags
 *
 * Makes a volume.
 *
 * Returns a new handle to be released with virStorageVolFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xmlDesc is
 * NULL.
 *
 * Since: 0.4.1
 */
virStorageVolPtr virStorageVolCreateXML(virStoragePoolPtr pool,
                                        const char *xmlDesc,
                                        unsigned int flags);

/**
 * virStorageVolCreateXMLFrom:
 * @pool: handle of the storage pool
 * @xmlDesc: description in XML
 * @clonevol: volume to copy, possibly in another pool of the same connection
 * @flags: bits of virStorageVolCreateFlags
 *
 * Makes a volume with the content of another one, converting its format when needed.
 *
 * Returns a new handle to be released with virStorageVolFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xmlDesc is
 * NULL.
 *
 * Since: 0.6.4
 */
virStorageVolPtr virStorageVolCreateXMLFrom(virStoragePoolPtr pool,
                                            const char *xmlDesc,
                                            virStorageVolPtr clonevol,
                                            unsigned int flags);

/**
 * virStorageVolDelete:
 * @vol: handle of the storage volume
 * @flags: bits of virStorageVolDeleteFlags
 *
 * Removes the volume from the pool, with its data.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.4.1
 */
int virStorageVolDelete(virStorageVolPtr vol, unsigned int flags);

/**
 * virStorageVolDownload:
 * @vol: handle of the storage volume
 * @stream: stream from which the caller will read
 * @offset: position of the first byte
 * @length: number of bytes, 0 for all
 * @flags: bits of virStorageVolDownloadFlags
 *
 * Sends the content of the volume into a stream.
 *
 * Returns 0 on success, or -1 on failure.
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
 * @vol: handle of the storage volume
 *
 * Gives back one reference to the storage volume handle; the handle must not be used afterwards.
 * What it stands for is not touched.
 *
 * Returns 0, or -1 when the handle is invalid.
 *
 * Since: 0.4.1
 */
int virStorageVolFree(virStorageVolPtr vol);

/**
 * virStorageVolGetConnect:
 * @vol: handle of the storage volume
 *
 * Tells which connection the storage volume belongs to.
 *
 * Returns the connection without a new reference (do not close it), or NULL when the handle is
 * invalid.
 *
 * Since: 0.4.1
 */
virConnectPtr virStorageVolGetConnect(virStorageVolPtr vol);

/**
 * virStorageVolGetInfo:
 * @vol: handle of the storage volume
 * @info: structure to fill in
 *
 * Tells type, size and room taken of the volume.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @info is NULL.
 *
 * Since: 0.4.1
 */
int virStorageVolGetInfo(virStorageVolPtr vol, virStorageVolInfoPtr info);

/**
 * virStorageVolGetInfoFlags:
 * @vol: handle of the storage volume
 * @info: structure to fill in
 * @flags: bits of virStorageVolInfoFlags
 *
 * Tells type, size and room taken of the volume, with a choice of what counts as taken.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @info is NULL.
 *
 * Since: 3.0.0
 */
int virStorageVolGetInfoFlags(virStorageVolPtr vol, virStorageVolInfoPtr info, unsigned int flags);

/**
 * virStorageVolGetKey:
 * @vol: handle of the storage volume
 *
 * Tells a key of the volume that is unique in the world.
 *
 * Returns a string that lives as long as the handle; do not free it.
 *
 * Since: 0.4.1
 */
const char *virStorageVolGetKey(virStorageVolPtr vol);

/**
 * virStorageVolGetName:
 * @vol: handle of the storage volume
 *
 * Tells the name of the storage volume.
 *
 * Returns a string that lives as long as the handle; do not free it.
 *
 * Since: 0.4.1
 */
const char *virStorageVolGetName(virStorageVolPtr vol);

/**
 * virStorageVolGetPath:
 * @vol: handle of the storage volume
 *
 * Tells the path of the volume, as guests' XML can use it.
 *
 * Returns a new string to be released with free(), or NULL on failure.
 *
 * Since: 0.4.1
 */
char *virStorageVolGetPath(virStorageVolPtr vol);

/**
 * virStorageVolGetXMLDesc:
 * @vol: handle of the storage volume
 * @flags: none defined yet; pass 0
 *
 * Describes the volume.
 *
 * Returns XML to be released with free(), or NULL on failure.
 *
 * Since: 0.4.1
 */
char *virStorageVolGetXMLDesc(virStorageVolPtr vol, unsigned int flags);

/**
 * virStorageVolLookupByKey:
 * @conn: handle of the connection
 * @key: key of the volume
 *
 * Finds the volume with the given key.
 *
 * Returns a new handle to be released with virStorageVolFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @key is NULL.
 *
 * Since: 0.4.1
 */
virStorageVolPtr virStorageVolLookupByKey(virConnectPtr conn, const char *key);

/**
 * virStorageVolLookupByName:
 * @pool: handle of the storage pool
 * @name: name of the object
 *
 * Finds the volume of the pool with the given name.
 *
 * Returns a new handle to be released with virStorageVolFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @name is NULL.
 *
 * Since: 0.4.1
 */
virStorageVolPtr virStorageVolLookupByName(virStoragePoolPtr pool, const char *name);

/**
 * virStorageVolLookupByPath:
 * @conn: handle of the connection
 * @path: absolute path
 *
 * Finds the volume at the given path.
 *
 * Returns a new handle to be released with virStorageVolFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @path is NULL.
 *
 * Since: 0.4.1
 */
virStorageVolPtr virStorageVolLookupByPath(virConnectPtr conn, const char *path);

/**
 * virStorageVolRef:
 * @vol: handle of the storage volume
 *
 * Takes one more reference to the storage volume, so that several parts of a program can release it
 * on their own.
 *
 * Returns 0, or -1 when the handle is invalid.
 *
 * Since: 0.6.0
 */
int virStorageVolRef(virStorageVolPtr vol);

/**
 * virStorageVolResize:
 * @vol: handle of the storage volume
 * @capacity: new size in bytes, or the change with VIR_STORAGE_VOL_RESIZE_DELTA
 * @flags: bits of virStorageVolResizeFlags
 *
 * Changes the size of the volume.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.9.10
 */
int virStorageVolResize(virStorageVolPtr vol, unsigned long long capacity, unsigned int flags);

/**
 * virStorageVolUpload:
 * @vol: handle of the storage volume
 * @stream: stream into which the caller will write
 * @offset: position of the first byte
 * @length: number of bytes at most, 0 for no limit
 * @flags: bits of virStorageVolUploadFlags
 *
 * Overwrites content of the volume from a stream.
 *
 * Returns 0 on success, or -1 on failure.
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
 * @vol: handle of the storage volume
 * @flags: none defined yet; pass 0
 *
 * Overwrites the content of the volume with zeroes, so that it cannot be read again.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.8.0
 */
int virStorageVolWipe(virStorageVolPtr vol, unsigned int flags);

/**
 * virStorageVolWipePattern:
 * @vol: handle of the storage volume
 * @algorithm: which method; a value of virStorageVolWipeAlgorithm
 * @flags: none defined yet; pass 0
 *
 * Overwrites the content of the volume by a chosen method.
 *
 * Returns 0 on success, or -1 on failure.
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
