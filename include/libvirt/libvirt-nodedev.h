/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libvirt-nodedev.h: part of the public C interface.
 * Made by gen/headers.py from facts; do not edit.
 */
#ifndef LIBVIRT_NODEDEV_H
#define LIBVIRT_NODEDEV_H

#include <libvirt/libvirt-common.h>
#include <libvirt/libvirt-host.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * virConnectListAllNodeDeviceFlags:
 *
 * Since: 0.10.2
 */
typedef enum {
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_SYSTEM = (1 << 0), /* (Since: 0.10.2) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_PCI_DEV = (1 << 1), /* (Since: 0.10.2) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_USB_DEV = (1 << 2), /* (Since: 0.10.2) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_USB_INTERFACE = (1 << 3), /* (Since: 0.10.2) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_NET = (1 << 4), /* (Since: 0.10.2) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_SCSI_HOST = (1 << 5), /* (Since: 0.10.2) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_SCSI_TARGET = (1 << 6), /* (Since: 0.10.2) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_SCSI = (1 << 7), /* (Since: 0.10.2) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_STORAGE = (1 << 8), /* (Since: 0.10.2) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_FC_HOST = (1 << 9), /* (Since: 1.0.4) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_VPORTS = (1 << 10), /* (Since: 1.0.4) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_SCSI_GENERIC = (1 << 11), /* (Since: 1.1.0) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_DRM = (1 << 12), /* (Since: 3.1.0) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_MDEV_TYPES = (1 << 13), /* (Since: 3.4.0) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_MDEV = (1 << 14), /* (Since: 3.4.0) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_CCW_DEV = (1 << 15), /* (Since: 3.4.0) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_CSS_DEV = (1 << 16), /* (Since: 6.8.0) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_VDPA = (1 << 17), /* (Since: 6.9.0) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_AP_CARD = (1 << 18), /* (Since: 7.0.0) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_AP_QUEUE = (1 << 19), /* (Since: 7.0.0) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_AP_MATRIX = (1 << 20), /* (Since: 7.0.0) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_VPD = (1 << 21), /* (Since: 7.9.0) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_CCWGROUP_DEV = (1 << 22), /* (Since: 11.1.0) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_CCWGROUP_MEMBER = (1 << 23), /* (Since: 11.1.0) */
    VIR_CONNECT_LIST_NODE_DEVICES_PERSISTENT = (1 << 28), /* (Since: 10.1.0) */
    VIR_CONNECT_LIST_NODE_DEVICES_TRANSIENT = (1 << 29), /* (Since: 10.1.0) */
    VIR_CONNECT_LIST_NODE_DEVICES_INACTIVE = (1 << 30), /* (Since: 7.3.0) */
    VIR_CONNECT_LIST_NODE_DEVICES_ACTIVE = (1U << 31) /* (Since: 7.3.0) */
} virConnectListAllNodeDeviceFlags;

/**
 * virNodeDeviceXMLFlags:
 *
 * Since: 10.1.0
 */
typedef enum {
    VIR_NODE_DEVICE_XML_INACTIVE = (1 << 0) /* (Since: 10.1.0) */
} virNodeDeviceXMLFlags;

/**
 * virNodeDeviceCreateXMLFlags:
 *
 * Since: 8.10.0
 */
typedef enum {
    VIR_NODE_DEVICE_CREATE_XML_VALIDATE = (1 << 0) /* (Since: 8.10.0) */
} virNodeDeviceCreateXMLFlags;

/**
 * virNodeDeviceDefineXMLFlags:
 *
 * Since: 8.10.0
 */
typedef enum {
    VIR_NODE_DEVICE_DEFINE_XML_VALIDATE = (1 << 0) /* (Since: 8.10.0) */
} virNodeDeviceDefineXMLFlags;

/**
 * virNodeDeviceUpdateFlags:
 *
 * Since: 10.1.0
 */
typedef enum {
    VIR_NODE_DEVICE_UPDATE_AFFECT_CURRENT = 0, /* (Since: 10.1.0) */
    VIR_NODE_DEVICE_UPDATE_AFFECT_LIVE = (1 << 0), /* (Since: 10.1.0) */
    VIR_NODE_DEVICE_UPDATE_AFFECT_CONFIG = (1 << 1) /* (Since: 10.1.0) */
} virNodeDeviceUpdateFlags;

/**
 * virNodeDeviceEventID:
 *
 * Since: 2.2.0
 */
typedef enum {
    VIR_NODE_DEVICE_EVENT_ID_LIFECYCLE = 0, /* (Since: 2.2.0) */
    VIR_NODE_DEVICE_EVENT_ID_UPDATE = 1 /* (Since: 2.2.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_NODE_DEVICE_EVENT_ID_LAST = 2 /* (Since: 2.2.0) */
#endif
} virNodeDeviceEventID;

/**
 * virNodeDeviceEventLifecycleType:
 *
 * Since: 2.2.0
 */
typedef enum {
    VIR_NODE_DEVICE_EVENT_CREATED = 0, /* (Since: 2.2.0) */
    VIR_NODE_DEVICE_EVENT_DELETED = 1, /* (Since: 2.2.0) */
    VIR_NODE_DEVICE_EVENT_DEFINED = 2, /* (Since: 7.3.0) */
    VIR_NODE_DEVICE_EVENT_UNDEFINED = 3 /* (Since: 7.3.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_NODE_DEVICE_EVENT_LAST = 4 /* (Since: 2.2.0) */
#endif
} virNodeDeviceEventLifecycleType;

/**
 * VIR_NODE_DEVICE_EVENT_CALLBACK:
 *
 * Cast to virConnectNodeDeviceEventGenericCallback.
 *
 * Since: 2.2.0
 */
#define VIR_NODE_DEVICE_EVENT_CALLBACK(cb) \
    ((virConnectNodeDeviceEventGenericCallback)(cb))

/**
 * virNodeDevice:
 *
 * Since: 0.5.0
 */
typedef struct _virNodeDevice virNodeDevice;

/**
 * virNodeDevicePtr:
 *
 * Pointer to virNodeDevice.
 *
 * Since: 0.5.0
 */
typedef virNodeDevice *virNodeDevicePtr;

/**
 * virConnectNodeDeviceEventGenericCallback:
 * @conn: see above
 * @dev: see above
 * @opaque: see above
 *
 * Since: 2.2.0
 */
typedef void (*virConnectNodeDeviceEventGenericCallback)(virConnectPtr conn,
                                                         virNodeDevicePtr dev,
                                                         void *opaque);

/**
 * virConnectNodeDeviceEventLifecycleCallback:
 * @conn: see above
 * @dev: see above
 * @event: see above
 * @detail: see above
 * @opaque: see above
 *
 * Since: 2.2.0
 */
typedef void (*virConnectNodeDeviceEventLifecycleCallback)(virConnectPtr conn,
                                                           virNodeDevicePtr dev,
                                                           int event,
                                                           int detail,
                                                           void *opaque);

/**
 * virConnectListAllNodeDevices:
 * @conn: see above
 * @devices: see above
 * @flags: bits of virConnectListAllNodeDeviceFlags
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 0.10.2
 */
int virConnectListAllNodeDevices(virConnectPtr conn,
                                 virNodeDevicePtr **devices,
                                 unsigned int flags);

/**
 * virConnectNodeDeviceEventDeregisterAny:
 * @conn: see above
 * @callbackID: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @callbackID is negative.
 *
 * Since: 2.2.0
 */
int virConnectNodeDeviceEventDeregisterAny(virConnectPtr conn, int callbackID);

/**
 * virConnectNodeDeviceEventRegisterAny:
 * @conn: see above
 * @dev: see above
 * @eventID: see above
 * @cb: see above
 * @opaque: see above
 * @freecb: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @cb is NULL, or if @eventID is negative.
 *
 * Since: 2.2.0
 */
int virConnectNodeDeviceEventRegisterAny(virConnectPtr conn,
                                         virNodeDevicePtr dev,
                                         int eventID,
                                         virConnectNodeDeviceEventGenericCallback cb,
                                         void *opaque,
                                         virFreeCallback freecb);

/**
 * virNodeDeviceCreate:
 * @dev: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 7.3.0
 */
int virNodeDeviceCreate(virNodeDevicePtr dev, unsigned int flags);

/**
 * virNodeDeviceCreateXML:
 * @conn: see above
 * @xmlDesc: see above
 * @flags: bits of virNodeDeviceCreateXMLFlags
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xmlDesc is
 * NULL.
 *
 * Since: 0.6.3
 */
virNodeDevicePtr virNodeDeviceCreateXML(virConnectPtr conn,
                                        const char *xmlDesc,
                                        unsigned int flags);

/**
 * virNodeDeviceDefineXML:
 * @conn: see above
 * @xmlDesc: see above
 * @flags: bits of virNodeDeviceDefineXMLFlags
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xmlDesc is
 * NULL.
 *
 * Since: 7.3.0
 */
virNodeDevicePtr virNodeDeviceDefineXML(virConnectPtr conn,
                                        const char *xmlDesc,
                                        unsigned int flags);

/**
 * virNodeDeviceDestroy:
 * @dev: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.6.3
 */
int virNodeDeviceDestroy(virNodeDevicePtr dev);

/**
 * virNodeDeviceDetachFlags:
 * @dev: see above
 * @driverName: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 1.0.5
 */
int virNodeDeviceDetachFlags(virNodeDevicePtr dev, const char *driverName, unsigned int flags);

/**
 * virNodeDeviceDettach:
 * @dev: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.6.1
 */
int virNodeDeviceDettach(virNodeDevicePtr dev);

/**
 * virNodeDeviceFree:
 * @dev: see above
 *
 * Returns the result.
 *
 * Since: 0.5.0
 */
int virNodeDeviceFree(virNodeDevicePtr dev);

/**
 * virNodeDeviceGetAutostart:
 * @dev: see above
 * @autostart: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 7.8.0
 */
int virNodeDeviceGetAutostart(virNodeDevicePtr dev, int *autostart);

/**
 * virNodeDeviceGetName:
 * @dev: see above
 *
 * Returns the result.
 *
 * Since: 0.5.0
 */
const char *virNodeDeviceGetName(virNodeDevicePtr dev);

/**
 * virNodeDeviceGetParent:
 * @dev: see above
 *
 * Returns the result.
 *
 * Since: 0.5.0
 */
const char *virNodeDeviceGetParent(virNodeDevicePtr dev);

/**
 * virNodeDeviceGetXMLDesc:
 * @dev: see above
 * @flags: bits of virNodeDeviceXMLFlags
 *
 * Returns the result, or NULL on failure.
 *
 * Since: 0.5.0
 */
char *virNodeDeviceGetXMLDesc(virNodeDevicePtr dev, unsigned int flags);

/**
 * virNodeDeviceIsActive:
 * @dev: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 7.8.0
 */
int virNodeDeviceIsActive(virNodeDevicePtr dev);

/**
 * virNodeDeviceIsPersistent:
 * @dev: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 7.8.0
 */
int virNodeDeviceIsPersistent(virNodeDevicePtr dev);

/**
 * virNodeDeviceListCaps:
 * @dev: see above
 * @names: see above
 * @maxnames: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @maxnames is negative, or if @names is NULL while @maxnames is not
 * 0.
 *
 * Since: 0.5.0
 */
int virNodeDeviceListCaps(virNodeDevicePtr dev, char **const names, int maxnames);

/**
 * virNodeDeviceLookupByName:
 * @conn: see above
 * @name: see above
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @name is NULL.
 *
 * Since: 0.5.0
 */
virNodeDevicePtr virNodeDeviceLookupByName(virConnectPtr conn, const char *name);

/**
 * virNodeDeviceLookupSCSIHostByWWN:
 * @conn: see above
 * @wwnn: see above
 * @wwpn: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @wwnn or @wwpn is NULL.
 *
 * Since: 1.0.3
 */
virNodeDevicePtr virNodeDeviceLookupSCSIHostByWWN(virConnectPtr conn,
                                                  const char *wwnn,
                                                  const char *wwpn,
                                                  unsigned int flags);

/**
 * virNodeDeviceNumOfCaps:
 * @dev: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 0.5.0
 */
int virNodeDeviceNumOfCaps(virNodeDevicePtr dev);

/**
 * virNodeDeviceReAttach:
 * @dev: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.6.1
 */
int virNodeDeviceReAttach(virNodeDevicePtr dev);

/**
 * virNodeDeviceRef:
 * @dev: see above
 *
 * Returns the result.
 *
 * Since: 0.6.0
 */
int virNodeDeviceRef(virNodeDevicePtr dev);

/**
 * virNodeDeviceReset:
 * @dev: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.6.1
 */
int virNodeDeviceReset(virNodeDevicePtr dev);

/**
 * virNodeDeviceSetAutostart:
 * @dev: see above
 * @autostart: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 7.8.0
 */
int virNodeDeviceSetAutostart(virNodeDevicePtr dev, int autostart);

/**
 * virNodeDeviceUndefine:
 * @dev: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 7.3.0
 */
int virNodeDeviceUndefine(virNodeDevicePtr dev, unsigned int flags);

/**
 * virNodeDeviceUpdate:
 * @dev: see above
 * @xmlDesc: see above
 * @flags: bits of virNodeDeviceUpdateFlags
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xmlDesc is
 * NULL.
 *
 * Since: 10.1.0
 */
int virNodeDeviceUpdate(virNodeDevicePtr dev, const char *xmlDesc, unsigned int flags);

/**
 * virNodeListDevices:
 * @conn: see above
 * @cap: see above
 * @names: see above
 * @maxnames: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @maxnames is negative, or if @names is NULL while @maxnames is not
 * 0.
 *
 * Since: 0.5.0
 */
int virNodeListDevices(virConnectPtr conn,
                       const char *cap,
                       char **const names,
                       int maxnames,
                       unsigned int flags);

/**
 * virNodeNumOfDevices:
 * @conn: see above
 * @cap: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 0.5.0
 */
int virNodeNumOfDevices(virConnectPtr conn, const char *cap, unsigned int flags);

#ifdef __cplusplus
}
#endif

#endif /* LIBVIRT_NODEDEV_H */
