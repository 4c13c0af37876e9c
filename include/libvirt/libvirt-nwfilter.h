/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libvirt-nwfilter.h: part of the public C interface.
 * Made by gen/headers.py from facts; do not edit.
 */
#ifndef LIBVIRT_NWFILTER_H
#define LIBVIRT_NWFILTER_H

#include <libvirt/libvirt-common.h>
#include <libvirt/libvirt-host.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * virNWFilterDefineFlags:
 *
 * Since: 7.7.0
 */
typedef enum {
    VIR_NWFILTER_DEFINE_VALIDATE = (1 << 0) /* (Since: 7.7.0) */
} virNWFilterDefineFlags;

/**
 * virNWFilterBindingCreateFlags:
 *
 * Since: 7.8.0
 */
typedef enum {
    VIR_NWFILTER_BINDING_CREATE_VALIDATE = (1 << 0) /* (Since: 7.8.0) */
} virNWFilterBindingCreateFlags;

/**
 * virNWFilter:
 *
 * Since: 0.8.0
 */
typedef struct _virNWFilter virNWFilter;

/**
 * virNWFilterBinding:
 *
 * Since: 4.5.0
 */
typedef struct _virNWFilterBinding virNWFilterBinding;

/**
 * virNWFilterPtr:
 *
 * Pointer to virNWFilter.
 *
 * Since: 0.8.0
 */
typedef virNWFilter *virNWFilterPtr;

/**
 * virNWFilterBindingPtr:
 *
 * Pointer to virNWFilterBinding.
 *
 * Since: 4.5.0
 */
typedef virNWFilterBinding *virNWFilterBindingPtr;

/**
 * virConnectListAllNWFilterBindings:
 * @conn: see above
 * @bindings: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 4.5.0
 */
int virConnectListAllNWFilterBindings(virConnectPtr conn,
                                      virNWFilterBindingPtr **bindings,
                                      unsigned int flags);

/**
 * virConnectListAllNWFilters:
 * @conn: see above
 * @filters: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 0.10.2
 */
int virConnectListAllNWFilters(virConnectPtr conn, virNWFilterPtr **filters, unsigned int flags);

/**
 * virConnectListNWFilters:
 * @conn: see above
 * @names: see above
 * @maxnames: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @maxnames is negative, or if @names is NULL while @maxnames is not
 * 0.
 *
 * Since: 0.8.0
 */
int virConnectListNWFilters(virConnectPtr conn, char **const names, int maxnames);

/**
 * virConnectNumOfNWFilters:
 * @conn: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 0.8.0
 */
int virConnectNumOfNWFilters(virConnectPtr conn);

/**
 * virNWFilterBindingCreateXML:
 * @conn: see above
 * @xml: see above
 * @flags: bits of virNWFilterBindingCreateFlags
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xml is NULL.
 *
 * Since: 4.5.0
 */
virNWFilterBindingPtr virNWFilterBindingCreateXML(virConnectPtr conn,
                                                  const char *xml,
                                                  unsigned int flags);

/**
 * virNWFilterBindingDelete:
 * @binding: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 4.5.0
 */
int virNWFilterBindingDelete(virNWFilterBindingPtr binding);

/**
 * virNWFilterBindingFree:
 * @binding: see above
 *
 * Returns the result.
 *
 * Since: 4.5.0
 */
int virNWFilterBindingFree(virNWFilterBindingPtr binding);

/**
 * virNWFilterBindingGetFilterName:
 * @binding: see above
 *
 * Returns the result.
 *
 * Since: 4.5.0
 */
const char *virNWFilterBindingGetFilterName(virNWFilterBindingPtr binding);

/**
 * virNWFilterBindingGetPortDev:
 * @binding: see above
 *
 * Returns the result.
 *
 * Since: 4.5.0
 */
const char *virNWFilterBindingGetPortDev(virNWFilterBindingPtr binding);

/**
 * virNWFilterBindingGetXMLDesc:
 * @binding: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or NULL on failure.
 *
 * Since: 4.5.0
 */
char *virNWFilterBindingGetXMLDesc(virNWFilterBindingPtr binding, unsigned int flags);

/**
 * virNWFilterBindingLookupByPortDev:
 * @conn: see above
 * @portdev: see above
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @portdev is NULL.
 *
 * Since: 4.5.0
 */
virNWFilterBindingPtr virNWFilterBindingLookupByPortDev(virConnectPtr conn, const char *portdev);

/**
 * virNWFilterBindingRef:
 * @binding: see above
 *
 * Returns the result.
 *
 * Since: 4.5.0
 */
int virNWFilterBindingRef(virNWFilterBindingPtr binding);

/**
 * virNWFilterDefineXML:
 * @conn: see above
 * @xmlDesc: see above
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xmlDesc is
 * NULL.
 *
 * Since: 0.8.0
 */
virNWFilterPtr virNWFilterDefineXML(virConnectPtr conn, const char *xmlDesc);

/**
 * virNWFilterDefineXMLFlags:
 * @conn: see above
 * @xmlDesc: see above
 * @flags: bits of virNWFilterDefineFlags
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xmlDesc is
 * NULL.
 *
 * Since: 7.7.0
 */
virNWFilterPtr virNWFilterDefineXMLFlags(virConnectPtr conn,
                                         const char *xmlDesc,
                                         unsigned int flags);

/**
 * virNWFilterFree:
 * @nwfilter: see above
 *
 * Returns the result.
 *
 * Since: 0.8.0
 */
int virNWFilterFree(virNWFilterPtr nwfilter);

/**
 * virNWFilterGetName:
 * @nwfilter: see above
 *
 * Returns the result.
 *
 * Since: 0.8.0
 */
const char *virNWFilterGetName(virNWFilterPtr nwfilter);

/**
 * virNWFilterGetUUID:
 * @nwfilter: see above
 * @uuid: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @uuid is NULL.
 *
 * Since: 0.8.0
 */
int virNWFilterGetUUID(virNWFilterPtr nwfilter, unsigned char *uuid);

/**
 * virNWFilterGetUUIDString:
 * @nwfilter: see above
 * @buf: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @buf is NULL.
 *
 * Since: 0.8.0
 */
int virNWFilterGetUUIDString(virNWFilterPtr nwfilter, char *buf);

/**
 * virNWFilterGetXMLDesc:
 * @nwfilter: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or NULL on failure.
 *
 * Since: 0.8.0
 */
char *virNWFilterGetXMLDesc(virNWFilterPtr nwfilter, unsigned int flags);

/**
 * virNWFilterLookupByName:
 * @conn: see above
 * @name: see above
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @name is NULL.
 *
 * Since: 0.8.0
 */
virNWFilterPtr virNWFilterLookupByName(virConnectPtr conn, const char *name);

/**
 * virNWFilterLookupByUUID:
 * @conn: see above
 * @uuid: see above
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @uuid is NULL.
 *
 * Since: 0.8.0
 */
virNWFilterPtr virNWFilterLookupByUUID(virConnectPtr conn, const unsigned char *uuid);

/**
 * virNWFilterLookupByUUIDString:
 * @conn: see above
 * @uuid: see above
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @uuidstr is NULL.
 *
 * Since: 0.8.0
 */
virNWFilterPtr virNWFilterLookupByUUIDString(virConnectPtr conn, const char *uuid);

/**
 * virNWFilterRef:
 * @nwfilter: see above
 *
 * Returns the result.
 *
 * Since: 0.8.0
 */
int virNWFilterRef(virNWFilterPtr nwfilter);

/**
 * virNWFilterUndefine:
 * @nwfilter: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.8.0
 */
int virNWFilterUndefine(virNWFilterPtr nwfilter);

#ifdef __cplusplus
}
#endif

#endif /* LIBVIRT_NWFILTER_H */
