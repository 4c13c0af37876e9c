/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libvirt-nodedev.h: devices of the host.
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
 * Which host devices are listed, by capability and state.
 *
 * Since: 0.10.2
 */
typedef enum {
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_SYSTEM = (1 << 0), /* the host as such (Since: 0.10.2) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_PCI_DEV = (1 << 1), /* PCI devices (Since: 0.10.2) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_USB_DEV = (1 << 2), /* USB devices (Since: 0.10.2) */
    /* interfaces of USB devices (Since: 0.10.2) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_USB_INTERFACE = (1 << 3),
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_NET = (1 << 4), /* network devices (Since: 0.10.2) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_SCSI_HOST = (1 << 5), /* SCSI hosts (Since: 0.10.2) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_SCSI_TARGET = (1 << 6), /* SCSI targets (Since: 0.10.2) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_SCSI = (1 << 7), /* SCSI devices (Since: 0.10.2) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_STORAGE = (1 << 8), /* storage devices (Since: 0.10.2) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_FC_HOST = (1 << 9), /* fibre channel hosts (Since: 1.0.4) */
    /* hosts that can have virtual ports (Since: 1.0.4) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_VPORTS = (1 << 10),
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_SCSI_GENERIC = (1 << 11), /* generic SCSI devices (Since: 1.1.0) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_DRM = (1 << 12), /* graphics devices (Since: 3.1.0) */
    /* devices that can have mediated devices (Since: 3.4.0) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_MDEV_TYPES = (1 << 13),
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_MDEV = (1 << 14), /* mediated devices (Since: 3.4.0) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_CCW_DEV = (1 << 15), /* channel devices of s390 (Since: 3.4.0) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_CSS_DEV = (1 << 16), /* subchannels of s390 (Since: 6.8.0) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_VDPA = (1 << 17), /* vDPA devices (Since: 6.9.0) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_AP_CARD = (1 << 18), /* crypto cards of s390 (Since: 7.0.0) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_AP_QUEUE = (1 << 19), /* crypto queues of s390 (Since: 7.0.0) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_AP_MATRIX = (1 << 20), /* crypto matrices of s390 (Since: 7.0.0) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_VPD = (1 << 21), /* devices with vital product data (Since: 7.9.0) */
    /* groups of channel devices (Since: 11.1.0) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_CCWGROUP_DEV = (1 << 22),
    /* members of such groups (Since: 11.1.0) */
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_CCWGROUP_MEMBER = (1 << 23),
    VIR_CONNECT_LIST_NODE_DEVICES_PERSISTENT = (1 << 28), /* with a stored definition (Since: 10.1.0) */
    VIR_CONNECT_LIST_NODE_DEVICES_TRANSIENT = (1 << 29), /* without one (Since: 10.1.0) */
    VIR_CONNECT_LIST_NODE_DEVICES_INACTIVE = (1 << 30), /* not present (Since: 7.3.0) */
    VIR_CONNECT_LIST_NODE_DEVICES_ACTIVE = (1U << 31) /* present (Since: 7.3.0) */
} virConnectListAllNodeDeviceFlags;

/**
 * virNodeDeviceXMLFlags:
 *
 * What the XML of a host device contains.
 *
 * Since: 10.1.0
 */
typedef enum {
    VIR_NODE_DEVICE_XML_INACTIVE = (1 << 0) /* the stored form (Since: 10.1.0) */
} virNodeDeviceXMLFlags;

/**
 * virNodeDeviceCreateXMLFlags:
 *
 * How a description is read.
 *
 * Since: 8.10.0
 */
typedef enum {
    VIR_NODE_DEVICE_CREATE_XML_VALIDATE = (1 << 0) /* check the XML against its schema (Since: 8.10.0) */
} virNodeDeviceCreateXMLFlags;

/**
 * virNodeDeviceDefineXMLFlags:
 *
 * How a definition is read.
 *
 * Since: 8.10.0
 */
typedef enum {
    VIR_NODE_DEVICE_DEFINE_XML_VALIDATE = (1 << 0) /* check the XML against its schema (Since: 8.10.0) */
} virNodeDeviceDefineXMLFlags;

/**
 * virNodeDeviceUpdateFlags:
 *
 * Which form of the host device a change concerns; LIVE and CONFIG may be joined.
 *
 * Since: 10.1.0
 */
typedef enum {
    /* what there is: the present one if it is present, else the stored one (Since: 10.1.0) */
    VIR_NODE_DEVICE_UPDATE_AFFECT_CURRENT = 0,
    VIR_NODE_DEVICE_UPDATE_AFFECT_LIVE = (1 << 0), /* the present one (Since: 10.1.0) */
    VIR_NODE_DEVICE_UPDATE_AFFECT_CONFIG = (1 << 1) /* the stored one (Since: 10.1.0) */
} virNodeDeviceUpdateFlags;

/**
 * virNodeDeviceEventID:
 *
 * Kinds of device events, each with the type of its callback.
 *
 * Since: 2.2.0
 */
typedef enum {
    VIR_NODE_DEVICE_EVENT_ID_LIFECYCLE = 0, /* virConnectNodeDeviceEventLifecycleCallback (Since: 2.2.0) */
    VIR_NODE_DEVICE_EVENT_ID_UPDATE = 1 /* virConnectNodeDeviceEventGenericCallback (Since: 2.2.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_NODE_DEVICE_EVENT_ID_LAST = 2 /* (Since: 2.2.0) */
#endif
} virNodeDeviceEventID;

/**
 * virNodeDeviceEventLifecycleType:
 *
 * What happened to a host device's life.
 *
 * Since: 2.2.0
 */
typedef enum {
    VIR_NODE_DEVICE_EVENT_CREATED = 0, /* it appeared (Since: 2.2.0) */
    VIR_NODE_DEVICE_EVENT_DELETED = 1, /* it is gone (Since: 2.2.0) */
    VIR_NODE_DEVICE_EVENT_DEFINED = 2, /* its definition was stored (Since: 7.3.0) */
    VIR_NODE_DEVICE_EVENT_UNDEFINED = 3 /* its definition was removed (Since: 7.3.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_NODE_DEVICE_EVENT_LAST = 4 /* (Since: 2.2.0) */
#endif
} virNodeDeviceEventLifecycleType;

/**
 * VIR_NODE_DEVICE_EVENT_CALLBACK:
 *
 * Casts the callback of any device event for virConnectNodeDeviceEventRegisterAny().
 *
 * Since: 2.2.0
 */
#define VIR_NODE_DEVICE_EVENT_CALLBACK(cb) \
    ((virConnectNodeDeviceEventGenericCallback)(void (*)(void))(cb))

/**
 * virNodeDevice:
 *
 * A device of the host. Its contents are private.
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
 * @conn: the connection concerned; valid during the call, take a reference to keep it
 * @dev: the host device concerned; valid during the call, take a reference to keep it
 * @opaque: pointer given when the callback was registered
 *
 * Stands for the callback of any device event, and is that of changes of a device.
 *
 * Since: 2.2.0
 */
typedef void (*virConnectNodeDeviceEventGenericCallback)(virConnectPtr conn,
                                                         virNodeDevicePtr dev,
                                                         void *opaque);

/**
 * virConnectNodeDeviceEventLifecycleCallback:
 * @conn: the connection concerned; valid during the call, take a reference to keep it
 * @dev: the host device concerned; valid during the call, take a reference to keep it
 * @event: what happened, a value of virNodeDeviceEventLifecycleType
 * @detail: not used, 0
 * @opaque: pointer given when the callback was registered
 *
 * Tells that a host device came, went, was defined or undefined.
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
 * @conn: handle of the connection
 * @devices: where a new NULL-terminated array of handles is stored (release each handle, then
 *     free() the array); NULL to only count
 * @flags: bits of virConnectListAllNodeDeviceFlags
 *
 * Lists devices of the host, possibly only those with certain capabilities.
 *
 * Returns the number of objects found, or -1 on failure.
 *
 * Since: 0.10.2
 */
int virConnectListAllNodeDevices(virConnectPtr conn,
                                 virNodeDevicePtr **devices,
                                 unsigned int flags);

/**
 * virConnectNodeDeviceEventDeregisterAny:
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
 * Since: 2.2.0
 */
int virConnectNodeDeviceEventDeregisterAny(virConnectPtr conn, int callbackID);

/**
 * virConnectNodeDeviceEventRegisterAny:
 * @conn: handle of the connection
 * @dev: the device, or NULL for all
 * @eventID: a value of virNodeDeviceEventID
 * @cb: function to call for each event; its real type depends on @eventID, cast it with the
 *     VIR_NODE_DEVICE_EVENT_CALLBACK() macro
 * @opaque: pointer handed to the callback unchanged
 * @freecb: called once with @opaque when the callback is no longer needed; may be NULL
 *
 * Adds a callback for one kind of event, of one host device or of all. Events need a running event
 * loop.
 *
 * Returns a number of the registration (0 or more) to be used for deregistering, or -1 on failure.
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
 * @dev: handle of the host device
 * @flags: none defined yet; pass 0
 *
 * Starts a defined device, such as a mediated device.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 7.3.0
 */
int virNodeDeviceCreate(virNodeDevicePtr dev, unsigned int flags);

/**
 * virNodeDeviceCreateXML:
 * @conn: handle of the connection
 * @xmlDesc: description in XML
 * @flags: bits of virNodeDeviceCreateXMLFlags
 *
 * Creates a transient device, such as a virtual host bus adapter or a mediated device.
 *
 * Returns a new handle to be released with virNodeDeviceFree(), or NULL on failure.
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
 * @conn: handle of the connection
 * @xmlDesc: description in XML
 * @flags: bits of virNodeDeviceDefineXMLFlags
 *
 * Stores the definition of a device that can be created on demand.
 *
 * Returns a new handle to be released with virNodeDeviceFree(), or NULL on failure.
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
 * @dev: handle of the host device
 *
 * Removes a device that was created.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.6.3
 */
int virNodeDeviceDestroy(virNodeDevicePtr dev);

/**
 * virNodeDeviceDetachFlags:
 * @dev: handle of the host device
 * @driverName: name of the driver ("vfio"), or NULL for the default
 * @flags: none defined yet; pass 0
 *
 * Takes a device from its host driver and binds it to one for assignment to guests.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 1.0.5
 */
int virNodeDeviceDetachFlags(virNodeDevicePtr dev, const char *driverName, unsigned int flags);

/**
 * virNodeDeviceDettach:
 * @dev: handle of the host device
 *
 * Takes a device from its host driver, so that it can be assigned to a guest.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.6.1
 */
int virNodeDeviceDettach(virNodeDevicePtr dev);

/**
 * virNodeDeviceFree:
 * @dev: handle of the host device
 *
 * Gives back one reference to the host device handle; the handle must not be used afterwards. What
 * it stands for is not touched.
 *
 * Returns 0, or -1 when the handle is invalid.
 *
 * Since: 0.5.0
 */
int virNodeDeviceFree(virNodeDevicePtr dev);

/**
 * virNodeDeviceGetAutostart:
 * @dev: handle of the host device
 * @autostart: where 1 is stored when autostart is on, else 0
 *
 * Tells whether the host device is started when the host boots.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Since: 7.8.0
 */
int virNodeDeviceGetAutostart(virNodeDevicePtr dev, int *autostart);

/**
 * virNodeDeviceGetName:
 * @dev: handle of the host device
 *
 * Tells the name of the host device.
 *
 * Returns a string that lives as long as the handle; do not free it.
 *
 * Since: 0.5.0
 */
const char *virNodeDeviceGetName(virNodeDevicePtr dev);

/**
 * virNodeDeviceGetParent:
 * @dev: handle of the host device
 *
 * Tells the name of the device to which this one is attached.
 *
 * Returns a string that lives as long as the handle (do not free it), or NULL when there is no
 * parent.
 *
 * Since: 0.5.0
 */
const char *virNodeDeviceGetParent(virNodeDevicePtr dev);

/**
 * virNodeDeviceGetXMLDesc:
 * @dev: handle of the host device
 * @flags: bits of virNodeDeviceXMLFlags
 *
 * Describes the device.
 *
 * Returns XML to be released with free(), or NULL on failure.
 *
 * Since: 0.5.0
 */
char *virNodeDeviceGetXMLDesc(virNodeDevicePtr dev, unsigned int flags);

/**
 * virNodeDeviceIsActive:
 * @dev: handle of the host device
 *
 * Tells whether the host device is running or in use.
 *
 * Returns 1 when it is so, 0 when not, or -1 on failure.
 *
 * Since: 7.8.0
 */
int virNodeDeviceIsActive(virNodeDevicePtr dev);

/**
 * virNodeDeviceIsPersistent:
 * @dev: handle of the host device
 *
 * Tells whether the host device has a stored definition that outlives its running state.
 *
 * Returns 1 when it is so, 0 when not, or -1 on failure.
 *
 * Since: 7.8.0
 */
int virNodeDeviceIsPersistent(virNodeDevicePtr dev);

/**
 * virNodeDeviceListCaps:
 * @dev: handle of the host device
 * @names: array that receives the names; release each with free()
 * @maxnames: room in the array
 *
 * Lists the capabilities of the device.
 *
 * Returns the number of entries stored, at most the room given, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @maxnames is negative, or if @names is NULL while @maxnames is not
 * 0.
 *
 * Since: 0.5.0
 */
int virNodeDeviceListCaps(virNodeDevicePtr dev, char **const names, int maxnames);

/**
 * virNodeDeviceLookupByName:
 * @conn: handle of the connection
 * @name: name of the object
 *
 * Finds the host device with the given name.
 *
 * Returns a new handle to be released with virNodeDeviceFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @name is NULL.
 *
 * Since: 0.5.0
 */
virNodeDevicePtr virNodeDeviceLookupByName(virConnectPtr conn, const char *name);

/**
 * virNodeDeviceLookupSCSIHostByWWN:
 * @conn: handle of the connection
 * @wwnn: name of the node
 * @wwpn: name of the port
 * @flags: none defined yet; pass 0
 *
 * Finds the SCSI host with the given world wide names.
 *
 * Returns a new handle to be released with virNodeDeviceFree(), or NULL on failure.
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
 * @dev: handle of the host device
 *
 * Counts the capabilities of the device.
 *
 * Returns the number, or -1 on failure.
 *
 * Since: 0.5.0
 */
int virNodeDeviceNumOfCaps(virNodeDevicePtr dev);

/**
 * virNodeDeviceReAttach:
 * @dev: handle of the host device
 *
 * Gives a device back to its host driver.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.6.1
 */
int virNodeDeviceReAttach(virNodeDevicePtr dev);

/**
 * virNodeDeviceRef:
 * @dev: handle of the host device
 *
 * Takes one more reference to the host device, so that several parts of a program can release it on
 * their own.
 *
 * Returns 0, or -1 when the handle is invalid.
 *
 * Since: 0.6.0
 */
int virNodeDeviceRef(virNodeDevicePtr dev);

/**
 * virNodeDeviceReset:
 * @dev: handle of the host device
 *
 * Resets the device, so that nothing of its former user remains.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.6.1
 */
int virNodeDeviceReset(virNodeDevicePtr dev);

/**
 * virNodeDeviceSetAutostart:
 * @dev: handle of the host device
 * @autostart: 1 to switch autostart on, 0 to switch it off
 *
 * Says whether the host device is started when the host boots; it must be persistent.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 7.8.0
 */
int virNodeDeviceSetAutostart(virNodeDevicePtr dev, int autostart);

/**
 * virNodeDeviceUndefine:
 * @dev: handle of the host device
 * @flags: none defined yet; pass 0
 *
 * Removes the stored definition of the device.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 7.3.0
 */
int virNodeDeviceUndefine(virNodeDevicePtr dev, unsigned int flags);

/**
 * virNodeDeviceUpdate:
 * @dev: handle of the host device
 * @xmlDesc: description in XML
 * @flags: bits of virNodeDeviceUpdateFlags
 *
 * Changes a device, live, in its stored definition, or both.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xmlDesc is
 * NULL.
 *
 * Since: 10.1.0
 */
int virNodeDeviceUpdate(virNodeDevicePtr dev, const char *xmlDesc, unsigned int flags);

/**
 * virNodeListDevices:
 * @conn: handle of the connection
 * @cap: only those with this capability; NULL for all
 * @names: array that receives the names; release each with free()
 * @maxnames: room in the array
 * @flags: none defined yet; pass 0
 *
 * Lists the names of host devices.
 *
 * Returns the number of entries stored, at most the room given, or -1 on failure.
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
 * @conn: handle of the connection
 * @cap: only those with this capability; NULL for all
 * @flags: none defined yet; pass 0
 *
 * Counts the host devices.
 *
 * Returns the number, or -1 on failure.
 *
 * Since: 0.5.0
 */
int virNodeNumOfDevices(virConnectPtr conn, const char *cap, unsigned int flags);

#ifdef __cplusplus
}
#endif

#endif /* LIBVIRT_NODEDEV_H */
