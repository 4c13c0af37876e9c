/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libvirt-domain-checkpoint.h: part of the public C interface.
 * Made by gen/headers.py from facts; do not edit.
 */
#ifndef LIBVIRT_DOMAIN_CHECKPOINT_H
#define LIBVIRT_DOMAIN_CHECKPOINT_H

#include <libvirt/libvirt-common.h>
#include <libvirt/libvirt-host.h>
#include <libvirt/libvirt-domain.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * virDomainCheckpointCreateFlags:
 *
 * Since: 5.6.0
 */
typedef enum {
    VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE = (1 << 0), /* (Since: 5.6.0) */
    VIR_DOMAIN_CHECKPOINT_CREATE_QUIESCE = (1 << 1), /* (Since: 5.6.0) */
    VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE_VALIDATE = (1 << 2) /* (Since: 6.10.0) */
} virDomainCheckpointCreateFlags;

/**
 * virDomainCheckpointXMLFlags:
 *
 * Since: 5.6.0
 */
typedef enum {
    VIR_DOMAIN_CHECKPOINT_XML_SECURE = (1 << 0), /* (Since: 5.6.0) */
    VIR_DOMAIN_CHECKPOINT_XML_NO_DOMAIN = (1 << 1), /* (Since: 5.6.0) */
    VIR_DOMAIN_CHECKPOINT_XML_SIZE = (1 << 2) /* (Since: 5.6.0) */
} virDomainCheckpointXMLFlags;

/**
 * virDomainCheckpointListFlags:
 *
 * Since: 5.6.0
 */
typedef enum {
    VIR_DOMAIN_CHECKPOINT_LIST_ROOTS = (1 << 0), /* (Since: 5.6.0) */
    VIR_DOMAIN_CHECKPOINT_LIST_DESCENDANTS = (1 << 0), /* (Since: 5.6.0) */
    VIR_DOMAIN_CHECKPOINT_LIST_TOPOLOGICAL = (1 << 1), /* (Since: 5.6.0) */
    VIR_DOMAIN_CHECKPOINT_LIST_LEAVES = (1 << 2), /* (Since: 5.6.0) */
    VIR_DOMAIN_CHECKPOINT_LIST_NO_LEAVES = (1 << 3) /* (Since: 5.6.0) */
} virDomainCheckpointListFlags;

/**
 * virDomainCheckpointDeleteFlags:
 *
 * Since: 5.6.0
 */
typedef enum {
    VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN = (1 << 0), /* (Since: 5.6.0) */
    VIR_DOMAIN_CHECKPOINT_DELETE_METADATA_ONLY = (1 << 1), /* (Since: 5.6.0) */
    VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN_ONLY = (1 << 2) /* (Since: 5.6.0) */
} virDomainCheckpointDeleteFlags;

/**
 * virDomainCheckpoint:
 *
 * Since: 5.2.0
 */
typedef struct _virDomainCheckpoint virDomainCheckpoint;

/**
 * virDomainCheckpointPtr:
 *
 * Pointer to virDomainCheckpoint.
 *
 * Since: 5.2.0
 */
typedef virDomainCheckpoint *virDomainCheckpointPtr;

/**
 * virDomainCheckpointCreateXML:
 * @domain: see above
 * @xmlDesc: see above
 * @flags: bits of virDomainCheckpointCreateFlags
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xmlDesc is
 * NULL; VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE and VIR_DOMAIN_CHECKPOINT_CREATE_QUIESCE exclude each
 * other; VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE_VALIDATE requires
 * VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE.
 *
 * Since: 5.6.0
 */
virDomainCheckpointPtr virDomainCheckpointCreateXML(virDomainPtr domain,
                                                    const char *xmlDesc,
                                                    unsigned int flags);

/**
 * virDomainCheckpointDelete:
 * @checkpoint: see above
 * @flags: bits of virDomainCheckpointDeleteFlags
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN
 * and VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN_ONLY exclude each other.
 *
 * Since: 5.6.0
 */
int virDomainCheckpointDelete(virDomainCheckpointPtr checkpoint, unsigned int flags);

/**
 * virDomainCheckpointFree:
 * @checkpoint: see above
 *
 * Returns the result.
 *
 * Since: 5.6.0
 */
int virDomainCheckpointFree(virDomainCheckpointPtr checkpoint);

/**
 * virDomainCheckpointGetConnect:
 * @checkpoint: see above
 *
 * Returns the result.
 *
 * Since: 5.6.0
 */
virConnectPtr virDomainCheckpointGetConnect(virDomainCheckpointPtr checkpoint);

/**
 * virDomainCheckpointGetDomain:
 * @checkpoint: see above
 *
 * Returns the result.
 *
 * Since: 5.6.0
 */
virDomainPtr virDomainCheckpointGetDomain(virDomainCheckpointPtr checkpoint);

/**
 * virDomainCheckpointGetName:
 * @checkpoint: see above
 *
 * Returns the result.
 *
 * Since: 5.6.0
 */
const char *virDomainCheckpointGetName(virDomainCheckpointPtr checkpoint);

/**
 * virDomainCheckpointGetParent:
 * @checkpoint: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or NULL on failure.
 *
 * Since: 5.6.0
 */
virDomainCheckpointPtr virDomainCheckpointGetParent(virDomainCheckpointPtr checkpoint,
                                                    unsigned int flags);

/**
 * virDomainCheckpointGetXMLDesc:
 * @checkpoint: see above
 * @flags: bits of virDomainCheckpointXMLFlags
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection when @flags has
 * VIR_DOMAIN_CHECKPOINT_XML_SECURE.
 *
 * Since: 5.6.0
 */
char *virDomainCheckpointGetXMLDesc(virDomainCheckpointPtr checkpoint, unsigned int flags);

/**
 * virDomainCheckpointListAllChildren:
 * @checkpoint: see above
 * @children: see above
 * @flags: bits of virDomainCheckpointListFlags
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 5.6.0
 */
int virDomainCheckpointListAllChildren(virDomainCheckpointPtr checkpoint,
                                       virDomainCheckpointPtr **children,
                                       unsigned int flags);

/**
 * virDomainCheckpointLookupByName:
 * @domain: see above
 * @name: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @name is NULL.
 *
 * Since: 5.6.0
 */
virDomainCheckpointPtr virDomainCheckpointLookupByName(virDomainPtr domain,
                                                       const char *name,
                                                       unsigned int flags);

/**
 * virDomainCheckpointRef:
 * @checkpoint: see above
 *
 * Returns the result.
 *
 * Since: 5.6.0
 */
int virDomainCheckpointRef(virDomainCheckpointPtr checkpoint);

/**
 * virDomainListAllCheckpoints:
 * @domain: see above
 * @checkpoints: see above
 * @flags: bits of virDomainCheckpointListFlags
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 5.6.0
 */
int virDomainListAllCheckpoints(virDomainPtr domain,
                                virDomainCheckpointPtr **checkpoints,
                                unsigned int flags);

#ifdef __cplusplus
}
#endif

#endif /* LIBVIRT_DOMAIN_CHECKPOINT_H */
