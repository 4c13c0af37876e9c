/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libvirt-interface.h: part of the public C interface.
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
 * Since: 0.10.2
 */
typedef enum {
    VIR_CONNECT_LIST_INTERFACES_INACTIVE = (1 << 0), /* (Since: 0.10.2) */
    VIR_CONNECT_LIST_INTERFACES_ACTIVE = (1 << 1) /* (Since: 0.10.2) */
} virConnectListAllInterfacesFlags;

/**
 * virInterfaceXMLFlags:
 *
 * Since: 0.7.3
 */
typedef enum {
    VIR_INTERFACE_XML_INACTIVE = (1 << 0) /* (Since: 0.7.3) */
} virInterfaceXMLFlags;

/**
 * virInterfaceDefineFlags:
 *
 * Since: 7.7.0
 */
typedef enum {
    VIR_INTERFACE_DEFINE_VALIDATE = (1 << 0) /* (Since: 7.7.0) */
} virInterfaceDefineFlags;

/**
 * virInterface:
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
 * @conn: see above
 * @ifaces: see above
 * @flags: bits of virConnectListAllInterfacesFlags
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 0.10.2
 */
int virConnectListAllInterfaces(virConnectPtr conn, virInterfacePtr **ifaces, unsigned int flags);

/**
 * virConnectListDefinedInterfaces:
 * @conn: see above
 * @names: see above
 * @maxnames: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @maxnames is negative, or if @names is NULL while @maxnames is not
 * 0.
 *
 * Since: 0.7.0
 */
int virConnectListDefinedInterfaces(virConnectPtr conn, char **const names, int maxnames);

/**
 * virConnectListInterfaces:
 * @conn: see above
 * @names: see above
 * @maxnames: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @maxnames is negative, or if @names is NULL while @maxnames is not
 * 0.
 *
 * Since: 0.6.4
 */
int virConnectListInterfaces(virConnectPtr conn, char **const names, int maxnames);

/**
 * virConnectNumOfDefinedInterfaces:
 * @conn: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 0.7.0
 */
int virConnectNumOfDefinedInterfaces(virConnectPtr conn);

/**
 * virConnectNumOfInterfaces:
 * @conn: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 0.6.4
 */
int virConnectNumOfInterfaces(virConnectPtr conn);

/**
 * virInterfaceChangeBegin:
 * @conn: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.9.2
 */
int virInterfaceChangeBegin(virConnectPtr conn, unsigned int flags);

/**
 * virInterfaceChangeCommit:
 * @conn: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.9.2
 */
int virInterfaceChangeCommit(virConnectPtr conn, unsigned int flags);

/**
 * virInterfaceChangeRollback:
 * @conn: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.9.2
 */
int virInterfaceChangeRollback(virConnectPtr conn, unsigned int flags);

/**
 * virInterfaceCreate:
 * @iface: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.6.4
 */
int virInterfaceCreate(virInterfacePtr iface, unsigned int flags);

/**
 * virInterfaceDefineXML:
 * @conn: see above
 * @xmlDesc: see above
 * @flags: bits of virInterfaceDefineFlags
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xml is NULL.
 *
 * Since: 0.6.4
 */
virInterfacePtr virInterfaceDefineXML(virConnectPtr conn, const char *xmlDesc, unsigned int flags);

/**
 * virInterfaceDestroy:
 * @iface: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.6.4
 */
int virInterfaceDestroy(virInterfacePtr iface, unsigned int flags);

/**
 * virInterfaceFree:
 * @iface: see above
 *
 * Returns the result.
 *
 * Since: 0.6.4
 */
int virInterfaceFree(virInterfacePtr iface);

/**
 * virInterfaceGetConnect:
 * @iface: see above
 *
 * Returns the result.
 *
 * Since: 0.6.4
 */
virConnectPtr virInterfaceGetConnect(virInterfacePtr iface);

/**
 * virInterfaceGetMACString:
 * @iface: see above
 *
 * Returns the result.
 *
 * Since: 0.6.4
 */
const char *virInterfaceGetMACString(virInterfacePtr iface);

/**
 * virInterfaceGetName:
 * @iface: see above
 *
 * Returns the result.
 *
 * Since: 0.6.4
 */
const char *virInterfaceGetName(virInterfacePtr iface);

/**
 * virInterfaceGetXMLDesc:
 * @iface: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or NULL on failure.
 *
 * Since: 0.6.4
 */
char *virInterfaceGetXMLDesc(virInterfacePtr iface, unsigned int flags);

/**
 * virInterfaceIsActive:
 * @iface: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 0.7.3
 */
int virInterfaceIsActive(virInterfacePtr iface);

/**
 * virInterfaceLookupByMACString:
 * @conn: see above
 * @mac: see above
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @macstr is NULL.
 *
 * Since: 0.6.4
 */
virInterfacePtr virInterfaceLookupByMACString(virConnectPtr conn, const char *mac);

/**
 * virInterfaceLookupByName:
 * @conn: see above
 * @name: see above
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @name is NULL.
 *
 * Since: 0.6.4
 */
virInterfacePtr virInterfaceLookupByName(virConnectPtr conn, const char *name);

/**
 * virInterfaceRef:
 * @iface: see above
 *
 * Returns the result.
 *
 * Since: 0.6.4
 */
int virInterfaceRef(virInterfacePtr iface);

/**
 * virInterfaceUndefine:
 * @iface: see above
 *
 * Returns the result, or -1 on failure.
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
