/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libvirt-interface.h: network interfaces of the host.
 * Made by gen/headers.py from facts; do not edit.
 */
#ifndef LIBVIRT_INTERFACE_H
#define LIBVIRT_INTERFACE_H

#include <libvirt/libvirt-common.h>
#include <libvirt/libvirt-host.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * virConnectListAllInterfacesFlags:
 *
 * Which interfaces are listed.
 *
 * Since: 0.10.2
 */
typedef enum {
    VIR_CONNECT_LIST_INTERFACES_INACTIVE = (1 << 0), /* down (Since: 0.10.2) */
    VIR_CONNECT_LIST_INTERFACES_ACTIVE = (1 << 1) /* up (Since: 0.10.2) */
} virConnectListAllInterfacesFlags;

/**
 * virInterfaceXMLFlags:
 *
 * What the XML of an interface contains.
 *
 * Since: 0.7.3
 */
typedef enum {
    VIR_INTERFACE_XML_INACTIVE = (1 << 0) /* the stored form (Since: 0.7.3) */
} virInterfaceXMLFlags;

/**
 * virInterfaceDefineFlags:
 *
 * How a definition is read.
 *
 * Since: 7.7.0
 */
typedef enum {
    VIR_INTERFACE_DEFINE_VALIDATE = (1 << 0) /* check the XML against its schema (Since: 7.7.0) */
} virInterfaceDefineFlags;

/**
 * virInterface:
 *
 * A network interface of the host. Its contents are private.
 *
 * Since: 0.6.4
 */
typedef struct _virInterface virInterface;

/**
 * virInterfacePtr:
 *
 * Pointer to virInterface.
 *
 * Since: 0.6.4
 */
typedef virInterface *virInterfacePtr;

/**
 * virConnectListAllInterfaces:
 * @conn: handle of the connection
 * @ifaces: where a new NULL-terminated array of handles is stored (release each handle, then free()
 *     the array); NULL to only count
 * @flags: bits of virConnectListAllInterfacesFlags
 *
 * Lists interfaces of the host.
 *
 * Returns the number of objects found, or -1 on failure.
 *
 * Since: 0.10.2
 */
int virConnectListAllInterfaces(virConnectPtr conn, virInterfacePtr **ifaces, unsigned int flags);

/**
 * virConnectListDefinedInterfaces:
 * @conn: handle of the connection
 * @names: array that receives the names; release each with free()
 * @maxnames: room in the array
 *
 * Lists the names of interfaces that are defined but down.
 *
 * Returns the number of entries stored, at most the room given, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @maxnames is negative, or if @names is NULL while @maxnames is not
 * 0.
 *
 * Since: 0.7.0
 */
int virConnectListDefinedInterfaces(virConnectPtr conn, char **const names, int maxnames);

/**
 * virConnectListInterfaces:
 * @conn: handle of the connection
 * @names: array that receives the names; release each with free()
 * @maxnames: room in the array
 *
 * Lists the names of interfaces that are up.
 *
 * Returns the number of entries stored, at most the room given, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @maxnames is negative, or if @names is NULL while @maxnames is not
 * 0.
 *
 * Since: 0.6.4
 */
int virConnectListInterfaces(virConnectPtr conn, char **const names, int maxnames);

/**
 * virConnectNumOfDefinedInterfaces:
 * @conn: handle of the connection
 *
 * Counts the interfaces that are defined but down.
 *
 * Returns the number, or -1 on failure.
 *
 * Since: 0.7.0
 */
int virConnectNumOfDefinedInterfaces(virConnectPtr conn);

/**
 * virConnectNumOfInterfaces:
 * @conn: handle of the connection
 *
 * Counts the interfaces that are up.
 *
 * Returns the number, or -1 on failure.
 *
 * Since: 0.6.4
 */
int virConnectNumOfInterfaces(virConnectPtr conn);

/**
 * virInterfaceChangeBegin:
 * @conn: handle of the connection
 * @flags: none defined yet; pass 0
 *
 * Remembers the network configuration of the host, so that changes can be taken back.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.9.2
 */
int virInterfaceChangeBegin(virConnectPtr conn, unsigned int flags);

/**
 * virInterfaceChangeCommit:
 * @conn: handle of the connection
 * @flags: none defined yet; pass 0
 *
 * Keeps the changes since virInterfaceChangeBegin().
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.9.2
 */
int virInterfaceChangeCommit(virConnectPtr conn, unsigned int flags);

/**
 * virInterfaceChangeRollback:
 * @conn: handle of the connection
 * @flags: none defined yet; pass 0
 *
 * Takes back the changes since virInterfaceChangeBegin().
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.9.2
 */
int virInterfaceChangeRollback(virConnectPtr conn, unsigned int flags);

/**
 * virInterfaceCreate:
 * @iface: handle of the host interface
 * @flags: none defined yet; pass 0
 *
 * Brings the interface up.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.6.4
 */
int virInterfaceCreate(virInterfacePtr iface, unsigned int flags);

/**
 * virInterfaceDefineXML:
 * @conn: handle of the connection
 * @xml: description in XML
 * @flags: bits of virInterfaceDefineFlags
 *
 * Stores the definition of an interface, new or changed.
 *
 * Returns a new handle to be released with virInterfaceFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xml is NULL.
 *
 * Since: 0.6.4
 */
virInterfacePtr virInterfaceDefineXML(virConnectPtr conn, const char *xml, unsigned int flags);

/**
 * virInterfaceDestroy:
 * @iface: handle of the host interface
 * @flags: none defined yet; pass 0
 *
 * Brings the interface down. It stays defined.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.6.4
 */
int virInterfaceDestroy(virInterfacePtr iface, unsigned int flags);

/**
 * virInterfaceFree:
 * @iface: handle of the host interface
 *
 * Gives back one reference to the host interface handle; the handle must not be used afterwards.
 * What it stands for is not touched.
 *
 * Returns 0, or -1 when the handle is invalid.
 *
 * Since: 0.6.4
 */
int virInterfaceFree(virInterfacePtr iface);

/**
 * virInterfaceGetConnect:
 * @iface: handle of the host interface
 *
 * Tells which connection the host interface belongs to.
 *
 * Returns the connection without a new reference (do not close it), or NULL when the handle is
 * invalid.
 *
 * Since: 0.6.4
 */
virConnectPtr virInterfaceGetConnect(virInterfacePtr iface);

/**
 * virInterfaceGetMACString:
 * @iface: handle of the host interface
 *
 * Tells the MAC address of the interface as text.
 *
 * Returns a string that lives as long as the handle; do not free it.
 *
 * Since: 0.6.4
 */
const char *virInterfaceGetMACString(virInterfacePtr iface);

/**
 * virInterfaceGetName:
 * @iface: handle of the host interface
 *
 * Tells the name of the host interface.
 *
 * Returns a string that lives as long as the handle; do not free it.
 *
 * Since: 0.6.4
 */
const char *virInterfaceGetName(virInterfacePtr iface);

/**
 * virInterfaceGetXMLDesc:
 * @iface: handle of the host interface
 * @flags: bits of virInterfaceXMLFlags
 *
 * Describes the interface as it is, or with VIR_INTERFACE_XML_INACTIVE as it is stored.
 *
 * Returns XML to be released with free(), or NULL on failure.
 *
 * Since: 0.6.4
 */
char *virInterfaceGetXMLDesc(virInterfacePtr iface, unsigned int flags);

/**
 * virInterfaceIsActive:
 * @iface: handle of the host interface
 *
 * Tells whether the host interface is running or in use.
 *
 * Returns 1 when it is so, 0 when not, or -1 on failure.
 *
 * Since: 0.7.3
 */
int virInterfaceIsActive(virInterfacePtr iface);

/**
 * virInterfaceLookupByMACString:
 * @conn: handle of the connection
 * @macstr: MAC address as text
 *
 * Finds the interface with the given MAC address; it is an error when several have it.
 *
 * Returns a new handle to be released with virInterfaceFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @macstr is NULL.
 *
 * Since: 0.6.4
 */
virInterfacePtr virInterfaceLookupByMACString(virConnectPtr conn, const char *macstr);

/**
 * virInterfaceLookupByName:
 * @conn: handle of the connection
 * @name: name of the object
 *
 * Finds the host interface with the given name.
 *
 * Returns a new handle to be released with virInterfaceFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @name is NULL.
 *
 * Since: 0.6.4
 */
virInterfacePtr virInterfaceLookupByName(virConnectPtr conn, const char *name);

/**
 * virInterfaceRef:
 * @iface: handle of the host interface
 *
 * Takes one more reference to the host interface, so that several parts of a program can release it
 * on their own.
 *
 * Returns 0, or -1 when the handle is invalid.
 *
 * Since: 0.6.4
 */
int virInterfaceRef(virInterfacePtr iface);

/**
 * virInterfaceUndefine:
 * @iface: handle of the host interface
 *
 * Removes the stored definition of the interface.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.6.4
 */
int virInterfaceUndefine(virInterfacePtr iface);

#ifdef __cplusplus
}
#endif

#endif /* LIBVIRT_INTERFACE_H */
