/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libvirt-domain-checkpoint.h: checkpoints: points in time from which changed disk blocks are tracked.
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
 * How a checkpoint is made.
 *
 * Since: 5.6.0
 */
typedef enum {
    VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE = (1 << 0), /* record one that exists already (Since: 5.6.0) */
    /* freeze the guest's file systems through its agent (Since: 5.6.0) */
    VIR_DOMAIN_CHECKPOINT_CREATE_QUIESCE = (1 << 1),
    /* check that the disks really have it (Since: 6.10.0) */
    VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE_VALIDATE = (1 << 2)
} virDomainCheckpointCreateFlags;

/**
 * virDomainCheckpointXMLFlags:
 *
 * What the XML of a checkpoint contains.
 *
 * Since: 5.6.0
 */
typedef enum {
    VIR_DOMAIN_CHECKPOINT_XML_SECURE = (1 << 0), /* secrets too (Since: 5.6.0) */
    VIR_DOMAIN_CHECKPOINT_XML_NO_DOMAIN = (1 << 1), /* not the domain (Since: 5.6.0) */
    VIR_DOMAIN_CHECKPOINT_XML_SIZE = (1 << 2) /* an estimate of what changed since (Since: 5.6.0) */
} virDomainCheckpointXMLFlags;

/**
 * virDomainCheckpointListFlags:
 *
 * Which checkpoints are listed.
 *
 * Since: 5.6.0
 */
typedef enum {
    VIR_DOMAIN_CHECKPOINT_LIST_ROOTS = (1 << 0), /* those without a parent (for a domain) (Since: 5.6.0) */
    /* children of children too (for a checkpoint); same bit as ROOTS (Since: 5.6.0) */
    VIR_DOMAIN_CHECKPOINT_LIST_DESCENDANTS = (1 << 0),
    VIR_DOMAIN_CHECKPOINT_LIST_TOPOLOGICAL = (1 << 1), /* parents before children (Since: 5.6.0) */
    VIR_DOMAIN_CHECKPOINT_LIST_LEAVES = (1 << 2), /* those without children (Since: 5.6.0) */
    VIR_DOMAIN_CHECKPOINT_LIST_NO_LEAVES = (1 << 3) /* those with children (Since: 5.6.0) */
} virDomainCheckpointListFlags;

/**
 * virDomainCheckpointDeleteFlags:
 *
 * What is removed.
 *
 * Since: 5.6.0
 */
typedef enum {
    VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN = (1 << 0), /* all that follow from it too (Since: 5.6.0) */
    /* only what the library knows about it (Since: 5.6.0) */
    VIR_DOMAIN_CHECKPOINT_DELETE_METADATA_ONLY = (1 << 1),
    /* all that follow from it, but not itself (Since: 5.6.0) */
    VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN_ONLY = (1 << 2)
} virDomainCheckpointDeleteFlags;

/**
 * virDomainCheckpoint:
 *
 * A checkpoint of a domain. Its contents are private.
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
 * @domain: handle of the domain
 * @xmlDesc: description in XML
 * @flags: bits of virDomainCheckpointCreateFlags
 *
 * Makes a checkpoint, or records one that exists already in the disk images.
 *
 * Returns a new handle to be released with virDomainCheckpointFree(), or NULL on failure.
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
 * @checkpoint: handle of the checkpoint
 * @flags: bits of virDomainCheckpointDeleteFlags
 *
 * Removes a checkpoint; blocks that it tracked are then tracked by its parent.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN
 * and VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN_ONLY exclude each other.
 *
 * Since: 5.6.0
 */
int virDomainCheckpointDelete(virDomainCheckpointPtr checkpoint, unsigned int flags);

/**
 * virDomainCheckpointFree:
 * @checkpoint: handle of the checkpoint
 *
 * Gives back one reference to the checkpoint handle; the handle must not be used afterwards. What
 * it stands for is not touched.
 *
 * Returns 0, or -1 when the handle is invalid.
 *
 * Since: 5.6.0
 */
int virDomainCheckpointFree(virDomainCheckpointPtr checkpoint);

/**
 * virDomainCheckpointGetConnect:
 * @checkpoint: handle of the checkpoint
 *
 * Tells which connection the checkpoint belongs to.
 *
 * Returns the connection without a new reference (do not close it), or NULL when the handle is
 * invalid.
 *
 * Since: 5.6.0
 */
virConnectPtr virDomainCheckpointGetConnect(virDomainCheckpointPtr checkpoint);

/**
 * virDomainCheckpointGetDomain:
 * @checkpoint: handle of the checkpoint
 *
 * Tells which domain the checkpoint belongs to.
 *
 * Returns the domain without a new reference, or NULL when the handle is invalid.
 *
 * Since: 5.6.0
 */
virDomainPtr virDomainCheckpointGetDomain(virDomainCheckpointPtr checkpoint);

/**
 * virDomainCheckpointGetName:
 * @checkpoint: handle of the checkpoint
 *
 * Tells the name of the checkpoint.
 *
 * Returns a string that lives as long as the handle; do not free it.
 *
 * Since: 5.6.0
 */
const char *virDomainCheckpointGetName(virDomainCheckpointPtr checkpoint);

/**
 * virDomainCheckpointGetParent:
 * @checkpoint: handle of the checkpoint
 * @flags: none defined yet; pass 0
 *
 * Gives the checkpoint before this one.
 *
 * Returns a new handle to be released with virDomainCheckpointFree(), or NULL on failure.
 *
 * Since: 5.6.0
 */
virDomainCheckpointPtr virDomainCheckpointGetParent(virDomainCheckpointPtr checkpoint,
                                                    unsigned int flags);

/**
 * virDomainCheckpointGetXMLDesc:
 * @checkpoint: handle of the checkpoint
 * @flags: bits of virDomainCheckpointXMLFlags
 *
 * Describes the checkpoint.
 *
 * Returns XML to be released with free(), or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection when @flags has
 * VIR_DOMAIN_CHECKPOINT_XML_SECURE.
 *
 * Since: 5.6.0
 */
char *virDomainCheckpointGetXMLDesc(virDomainCheckpointPtr checkpoint, unsigned int flags);

/**
 * virDomainCheckpointListAllChildren:
 * @checkpoint: handle of the checkpoint
 * @children: where a new NULL-terminated array of handles is stored (release each handle, then
 *     free() the array); NULL to only count
 * @flags: bits of virDomainCheckpointListFlags
 *
 * Lists the checkpoints that follow from this one.
 *
 * Returns the number of objects found, or -1 on failure.
 *
 * Since: 5.6.0
 */
int virDomainCheckpointListAllChildren(virDomainCheckpointPtr checkpoint,
                                       virDomainCheckpointPtr **children,
                                       unsigned int flags);

/**
 * virDomainCheckpointLookupByName:
 * @domain: handle of the domain
 * @name: name of the checkpoint
 * @flags: none defined yet; pass 0
 *
 * Finds a checkpoint of the domain by name.
 *
 * Returns a new handle to be released with virDomainCheckpointFree(), or NULL on failure.
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
 * @checkpoint: handle of the checkpoint
 *
 * Takes one more reference to the checkpoint, so that several parts of a program can release it on
 * their own.
 *
 * Returns 0, or -1 when the handle is invalid.
 *
 * Since: 5.6.0
 */
int virDomainCheckpointRef(virDomainCheckpointPtr checkpoint);

/**
 * virDomainListAllCheckpoints:
 * @domain: handle of the domain
 * @checkpoints: where a new NULL-terminated array of handles is stored (release each handle, then
 *     free() the array); NULL to only count
 * @flags: bits of virDomainCheckpointListFlags
 *
 * Lists the checkpoints of the domain.
 *
 * Returns the number of objects found, or -1 on failure.
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
