/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libvirt-nwfilter.h: network filters and their bindings to interfaces.
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
 * How a definition is read.
 *
 * Since: 7.7.0
 */
typedef enum {
    VIR_NWFILTER_DEFINE_VALIDATE = (1 << 0) /* check the XML against its schema (Since: 7.7.0) */
} virNWFilterDefineFlags;

/**
 * virNWFilterBindingCreateFlags:
 *
 * How a description is read.
 *
 * Since: 7.8.0
 */
typedef enum {
    VIR_NWFILTER_BINDING_CREATE_VALIDATE = (1 << 0) /* check the XML against its schema (Since: 7.8.0) */
} virNWFilterBindingCreateFlags;

/**
 * virNWFilter:
 *
 * A network filter. Its contents are private.
 *
 * Since: 0.8.0
 */
typedef struct _virNWFilter virNWFilter;

/**
 * virNWFilterBinding:
 *
 * A filter applied to an interface. Its contents are private.
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
 * @conn: handle of the connection
 * @bindings: where a new NULL-terminated array of handles is stored (release each handle, then
 *     free() the array); NULL to only count
 * @flags: none defined yet; pass 0
 *
 * Lists the bindings between filters and interfaces.
 *
 * Returns the number of objects found, or -1 on failure.
 *
 * Since: 4.5.0
 */
int virConnectListAllNWFilterBindings(virConnectPtr conn,
                                      virNWFilterBindingPtr **bindings,
                                      unsigned int flags);

/**
 * virConnectListAllNWFilters:
 * @conn: handle of the connection
 * @filters: where a new NULL-terminated array of handles is stored (release each handle, then
 *     free() the array); NULL to only count
 * @flags: none defined yet; pass 0
 *
 * Lists the network filters.
 *
 * Returns the number of objects found, or -1 on failure.
 *
 * Since: 0.10.2
 */
int virConnectListAllNWFilters(virConnectPtr conn, virNWFilterPtr **filters, unsigned int flags);

/**
 * virConnectListNWFilters:
 * @conn: handle of the connection
 * @names: array that receives the names; release each with free()
 * @maxnames: room in the array
 *
 * Lists the names of the network filters.
 *
 * Returns the number of entries stored, at most the room given, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @maxnames is negative, or if @names is NULL while @maxnames is not
 * 0.
 *
 * Since: 0.8.0
 */
int virConnectListNWFilters(virConnectPtr conn, char **const names, int maxnames);

/**
 * virConnectNumOfNWFilters:
 * @conn: handle of the connection
 *
 * Counts the network filters.
 *
 * Returns the number, or -1 on failure.
 *
 * Since: 0.8.0
 */
int virConnectNumOfNWFilters(virConnectPtr conn);

/**
 * virNWFilterBindingCreateXML:
 * @conn: handle of the connection
 * @xml: description in XML
 * @flags: bits of virNWFilterBindingCreateFlags
 *
 * Applies a filter to an interface.
 *
 * Returns a new handle to be released with virNWFilterBindingFree(), or NULL on failure.
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
 * @binding: handle of the filter binding
 *
 * Takes the filter off the interface.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 4.5.0
 */
int virNWFilterBindingDelete(virNWFilterBindingPtr binding);

/**
 * virNWFilterBindingFree:
 * @binding: handle of the filter binding
 *
 * Gives back one reference to the filter binding handle; the handle must not be used afterwards.
 * What it stands for is not touched.
 *
 * Returns 0, or -1 when the handle is invalid.
 *
 * Since: 4.5.0
 */
int virNWFilterBindingFree(virNWFilterBindingPtr binding);

/**
 * virNWFilterBindingGetFilterName:
 * @binding: handle of the filter binding
 *
 * Tells the name of the filter that is applied.
 *
 * Returns a string that lives as long as the handle; do not free it.
 *
 * Since: 4.5.0
 */
const char *virNWFilterBindingGetFilterName(virNWFilterBindingPtr binding);

/**
 * virNWFilterBindingGetPortDev:
 * @binding: handle of the filter binding
 *
 * Tells the name of the interface that is filtered.
 *
 * Returns a string that lives as long as the handle; do not free it.
 *
 * Since: 4.5.0
 */
const char *virNWFilterBindingGetPortDev(virNWFilterBindingPtr binding);

/**
 * virNWFilterBindingGetXMLDesc:
 * @binding: handle of the filter binding
 * @flags: none defined yet; pass 0
 *
 * Describes the binding.
 *
 * Returns XML to be released with free(), or NULL on failure.
 *
 * Since: 4.5.0
 */
char *virNWFilterBindingGetXMLDesc(virNWFilterBindingPtr binding, unsigned int flags);

/**
 * virNWFilterBindingLookupByPortDev:
 * @conn: handle of the connection
 * @portdev: name of the interface
 *
 * Finds the binding of an interface.
 *
 * Returns a new handle to be released with virNWFilterBindingFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @portdev is NULL.
 *
 * Since: 4.5.0
 */
virNWFilterBindingPtr virNWFilterBindingLookupByPortDev(virConnectPtr conn, const char *portdev);

/**
 * virNWFilterBindingRef:
 * @binding: handle of the filter binding
 *
 * Takes one more reference to the filter binding, so that several parts of a program can release it
 * on their own.
 *
 * Returns 0, or -1 when the handle is invalid.
 *
 * Since: 4.5.0
 */
int virNWFilterBindingRef(virNWFilterBindingPtr binding);

/**
 * virNWFilterDefineXML:
 * @conn: handle of the connection
 * @xmlDesc: description in XML
 *
 * Stores a network filter, new or changed; a change reaches running guests at once.
 *
 * Returns a new handle to be released with virNWFilterFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xmlDesc is
 * NULL.
 *
 * Since: 0.8.0
 */
virNWFilterPtr virNWFilterDefineXML(virConnectPtr conn, const char *xmlDesc);

/**
 * virNWFilterDefineXMLFlags:
 * @conn: handle of the connection
 * @xmlDesc: description in XML
 * @flags: bits of virNWFilterDefineFlags
 *
 * Stores a network filter, new or changed, with optional validation.
 *
 * Returns a new handle to be released with virNWFilterFree(), or NULL on failure.
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
 * @nwfilter: handle of the network filter
 *
 * Gives back one reference to the network filter handle; the handle must not be used afterwards.
 * What it stands for is not touched.
 *
 * Returns 0, or -1 when the handle is invalid.
 *
 * Since: 0.8.0
 */
int virNWFilterFree(virNWFilterPtr nwfilter);

/**
 * virNWFilterGetName:
 * @nwfilter: handle of the network filter
 *
 * Tells the name of the network filter.
 *
 * Returns a string that lives as long as the handle; do not free it.
 *
 * Since: 0.8.0
 */
const char *virNWFilterGetName(virNWFilterPtr nwfilter);

/**
 * virNWFilterGetUUID:
 * @nwfilter: handle of the network filter
 * @uuid: array of VIR_UUID_BUFLEN bytes that receives the raw UUID
 *
 * Gives the UUID of the network filter as raw bytes.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @uuid is NULL.
 *
 * Since: 0.8.0
 */
int virNWFilterGetUUID(virNWFilterPtr nwfilter, unsigned char *uuid);

/**
 * virNWFilterGetUUIDString:
 * @nwfilter: handle of the network filter
 * @buf: array of VIR_UUID_STRING_BUFLEN bytes that receives the UUID as text
 *
 * Gives the UUID of the network filter as text.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @buf is NULL.
 *
 * Since: 0.8.0
 */
int virNWFilterGetUUIDString(virNWFilterPtr nwfilter, char *buf);

/**
 * virNWFilterGetXMLDesc:
 * @nwfilter: handle of the network filter
 * @flags: none defined yet; pass 0
 *
 * Describes the network filter.
 *
 * Returns XML to be released with free(), or NULL on failure.
 *
 * Since: 0.8.0
 */
char *virNWFilterGetXMLDesc(virNWFilterPtr nwfilter, unsigned int flags);

/**
 * virNWFilterLookupByName:
 * @conn: handle of the connection
 * @name: name of the object
 *
 * Finds the network filter with the given name.
 *
 * Returns a new handle to be released with virNWFilterFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @name is NULL.
 *
 * Since: 0.8.0
 */
virNWFilterPtr virNWFilterLookupByName(virConnectPtr conn, const char *name);

/**
 * virNWFilterLookupByUUID:
 * @conn: handle of the connection
 * @uuid: raw UUID, VIR_UUID_BUFLEN bytes
 *
 * Finds the network filter with the given raw UUID.
 *
 * Returns a new handle to be released with virNWFilterFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @uuid is NULL.
 *
 * Since: 0.8.0
 */
virNWFilterPtr virNWFilterLookupByUUID(virConnectPtr conn, const unsigned char *uuid);

/**
 * virNWFilterLookupByUUIDString:
 * @conn: handle of the connection
 * @uuidstr: UUID as text, with or without dashes
 *
 * Finds the network filter whose UUID is given as text.
 *
 * Returns a new handle to be released with virNWFilterFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @uuidstr is NULL.
 *
 * Since: 0.8.0
 */
virNWFilterPtr virNWFilterLookupByUUIDString(virConnectPtr conn, const char *uuidstr);

/**
 * virNWFilterRef:
 * @nwfilter: handle of the network filter
 *
 * Takes one more reference to the network filter, so that several parts of a program can release it
 * on their own.
 *
 * Returns 0, or -1 when the handle is invalid.
 *
 * Since: 0.8.0
 */
int virNWFilterRef(virNWFilterPtr nwfilter);

/**
 * virNWFilterUndefine:
 * @nwfilter: handle of the network filter
 *
 * Removes a network filter that no guest uses.
 *
 * Returns 0 on success, or -1 on failure.
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
