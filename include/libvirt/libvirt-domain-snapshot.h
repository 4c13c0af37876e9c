/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libvirt-domain-snapshot.h: snapshots: saved states to which a domain can return.
 * Made by gen/headers.py from facts; do not edit.
 */
#ifndef LIBVIRT_DOMAIN_SNAPSHOT_H
#define LIBVIRT_DOMAIN_SNAPSHOT_H

#include <libvirt/libvirt-common.h>
#include <libvirt/libvirt-host.h>
#include <libvirt/libvirt-domain.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * virDomainSnapshotCreateFlags:
 *
 * How a snapshot is made.
 *
 * Since: 0.9.5
 */
typedef enum {
    VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE = (1 << 0), /* record one that exists already (Since: 0.9.5) */
    VIR_DOMAIN_SNAPSHOT_CREATE_CURRENT = (1 << 1), /* and let it count as the current one (Since: 0.9.5) */
    VIR_DOMAIN_SNAPSHOT_CREATE_NO_METADATA = (1 << 2), /* do not record it (Since: 0.9.5) */
    VIR_DOMAIN_SNAPSHOT_CREATE_HALT = (1 << 3), /* stop the domain afterwards (Since: 0.9.5) */
    VIR_DOMAIN_SNAPSHOT_CREATE_DISK_ONLY = (1 << 4), /* disks without memory (Since: 0.9.5) */
    VIR_DOMAIN_SNAPSHOT_CREATE_REUSE_EXT = (1 << 5), /* the target files exist already (Since: 0.9.10) */
    /* freeze the guest's file systems through its agent (Since: 0.9.10) */
    VIR_DOMAIN_SNAPSHOT_CREATE_QUIESCE = (1 << 6),
    VIR_DOMAIN_SNAPSHOT_CREATE_ATOMIC = (1 << 7), /* all or nothing (Since: 0.9.11) */
    VIR_DOMAIN_SNAPSHOT_CREATE_LIVE = (1 << 8), /* let the domain run meanwhile (Since: 1.0.1) */
    VIR_DOMAIN_SNAPSHOT_CREATE_VALIDATE = (1 << 9) /* check the XML against its schema (Since: 5.6.0) */
} virDomainSnapshotCreateFlags;

/**
 * virDomainSnapshotXMLFlags:
 *
 * What the XML of a snapshot contains.
 *
 * Since: 5.1.0
 */
typedef enum {
    VIR_DOMAIN_SNAPSHOT_XML_SECURE = (1 << 0) /* secrets too (Since: 5.1.0) */
} virDomainSnapshotXMLFlags;

/**
 * virDomainSnapshotListFlags:
 *
 * Which snapshots are listed.
 *
 * Since: 0.9.5
 */
typedef enum {
    VIR_DOMAIN_SNAPSHOT_LIST_ROOTS = (1 << 0), /* those without a parent (for a domain) (Since: 0.9.5) */
    /* children of children too (for a snapshot); same bit as ROOTS (Since: 0.9.7) */
    VIR_DOMAIN_SNAPSHOT_LIST_DESCENDANTS = (1 << 0),
    VIR_DOMAIN_SNAPSHOT_LIST_LEAVES = (1 << 2), /* those without children (Since: 0.9.7) */
    VIR_DOMAIN_SNAPSHOT_LIST_NO_LEAVES = (1 << 3), /* those with children (Since: 0.9.13) */
    VIR_DOMAIN_SNAPSHOT_LIST_METADATA = (1 << 1), /* those the library keeps data about (Since: 0.9.5) */
    VIR_DOMAIN_SNAPSHOT_LIST_NO_METADATA = (1 << 4), /* those it does not (Since: 0.9.13) */
    VIR_DOMAIN_SNAPSHOT_LIST_INACTIVE = (1 << 5), /* made while the domain was off (Since: 1.0.1) */
    VIR_DOMAIN_SNAPSHOT_LIST_ACTIVE = (1 << 6), /* made while it ran, with memory (Since: 1.0.1) */
    VIR_DOMAIN_SNAPSHOT_LIST_DISK_ONLY = (1 << 7), /* made while it ran, without memory (Since: 1.0.1) */
    VIR_DOMAIN_SNAPSHOT_LIST_INTERNAL = (1 << 8), /* inside the disk images (Since: 1.0.1) */
    VIR_DOMAIN_SNAPSHOT_LIST_EXTERNAL = (1 << 9), /* in files of their own (Since: 1.0.1) */
    VIR_DOMAIN_SNAPSHOT_LIST_TOPOLOGICAL = (1 << 10) /* parents before children (Since: 5.2.0) */
} virDomainSnapshotListFlags;

/**
 * virDomainSnapshotRevertFlags:
 *
 * How a domain returns to a snapshot.
 *
 * Since: 0.9.5
 */
typedef enum {
    VIR_DOMAIN_SNAPSHOT_REVERT_RUNNING = (1 << 0), /* let it run afterwards (Since: 0.9.5) */
    VIR_DOMAIN_SNAPSHOT_REVERT_PAUSED = (1 << 1), /* leave it paused afterwards (Since: 0.9.5) */
    /* even if the hypervisor process must be replaced (Since: 0.9.7) */
    VIR_DOMAIN_SNAPSHOT_REVERT_FORCE = (1 << 2),
    VIR_DOMAIN_SNAPSHOT_REVERT_RESET_NVRAM = (1 << 3) /* begin with fresh firmware variables (Since: 8.1.0) */
} virDomainSnapshotRevertFlags;

/**
 * virDomainSnapshotDeleteFlags:
 *
 * What is removed.
 *
 * Since: 0.8.0
 */
typedef enum {
    VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN = (1 << 0), /* all that follow from it too (Since: 0.8.0) */
    /* only what the library knows about it (Since: 0.9.5) */
    VIR_DOMAIN_SNAPSHOT_DELETE_METADATA_ONLY = (1 << 1),
    /* all that follow from it, but not itself (Since: 0.9.5) */
    VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN_ONLY = (1 << 2)
} virDomainSnapshotDeleteFlags;

/**
 * virDomainSnapshot:
 *
 * A snapshot of a domain. Its contents are private.
 *
 * Since: 0.8.0
 */
typedef struct _virDomainSnapshot virDomainSnapshot;

/**
 * virDomainSnapshotPtr:
 *
 * Pointer to virDomainSnapshot.
 *
 * Since: 0.8.0
 */
typedef virDomainSnapshot *virDomainSnapshotPtr;

/**
 * virDomainHasCurrentSnapshot:
 * @domain: handle of the domain
 * @flags: none defined yet; pass 0
 *
 * Tells whether the domain has a snapshot that counts as the current one.
 *
 * Returns 1 when it is so, 0 when not, or -1 on failure.
 *
 * Since: 0.8.0
 */
int virDomainHasCurrentSnapshot(virDomainPtr domain, unsigned int flags);

/**
 * virDomainListAllSnapshots:
 * @domain: handle of the domain
 * @snaps: where a new NULL-terminated array of handles is stored (release each handle, then free()
 *     the array); NULL to only count
 * @flags: bits of virDomainSnapshotListFlags
 *
 * Lists the snapshots of the domain.
 *
 * Returns the number of objects found, or -1 on failure.
 *
 * Since: 0.9.13
 */
int virDomainListAllSnapshots(virDomainPtr domain,
                              virDomainSnapshotPtr **snaps,
                              unsigned int flags);

/**
 * virDomainRevertToSnapshot:
 * @snapshot: handle of the snapshot
 * @flags: bits of virDomainSnapshotRevertFlags
 *
 * Returns the domain to the state of a snapshot; what came later and was not saved is lost.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_DOMAIN_SNAPSHOT_REVERT_RUNNING
 * and VIR_DOMAIN_SNAPSHOT_REVERT_PAUSED exclude each other.
 *
 * Since: 0.8.0
 */
int virDomainRevertToSnapshot(virDomainSnapshotPtr snapshot, unsigned int flags);

/**
 * virDomainSnapshotCreateXML:
 * @domain: handle of the domain
 * @xmlDesc: description in XML
 * @flags: bits of virDomainSnapshotCreateFlags
 *
 * Makes a snapshot of disks, memory or both, or records one that exists already.
 *
 * Returns a new handle to be released with virDomainSnapshotFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xmlDesc is
 * NULL; VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE and VIR_DOMAIN_SNAPSHOT_CREATE_NO_METADATA exclude each
 * other; VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE and VIR_DOMAIN_SNAPSHOT_CREATE_HALT exclude each
 * other; VIR_DOMAIN_SNAPSHOT_CREATE_CURRENT requires VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE.
 *
 * Since: 0.8.0
 */
virDomainSnapshotPtr virDomainSnapshotCreateXML(virDomainPtr domain,
                                                const char *xmlDesc,
                                                unsigned int flags);

/**
 * virDomainSnapshotCurrent:
 * @domain: handle of the domain
 * @flags: none defined yet; pass 0
 *
 * Gives the snapshot that counts as the current one.
 *
 * Returns a new handle to be released with virDomainSnapshotFree(), or NULL on failure.
 *
 * Since: 0.8.0
 */
virDomainSnapshotPtr virDomainSnapshotCurrent(virDomainPtr domain, unsigned int flags);

/**
 * virDomainSnapshotDelete:
 * @snapshot: handle of the snapshot
 * @flags: bits of virDomainSnapshotDeleteFlags
 *
 * Removes a snapshot; data that later states need is merged.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN
 * and VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN_ONLY exclude each other.
 *
 * Since: 0.8.0
 */
int virDomainSnapshotDelete(virDomainSnapshotPtr snapshot, unsigned int flags);

/**
 * virDomainSnapshotFree:
 * @snapshot: handle of the snapshot
 *
 * Gives back one reference to the snapshot handle; the handle must not be used afterwards. What it
 * stands for is not touched.
 *
 * Returns 0, or -1 when the handle is invalid.
 *
 * Since: 0.8.0
 */
int virDomainSnapshotFree(virDomainSnapshotPtr snapshot);

/**
 * virDomainSnapshotGetConnect:
 * @snapshot: handle of the snapshot
 *
 * Tells which connection the snapshot belongs to.
 *
 * Returns the connection without a new reference (do not close it), or NULL when the handle is
 * invalid.
 *
 * Since: 0.9.5
 */
virConnectPtr virDomainSnapshotGetConnect(virDomainSnapshotPtr snapshot);

/**
 * virDomainSnapshotGetDomain:
 * @snapshot: handle of the snapshot
 *
 * Tells which domain the snapshot belongs to.
 *
 * Returns the domain without a new reference, or NULL when the handle is invalid.
 *
 * Since: 0.9.5
 */
virDomainPtr virDomainSnapshotGetDomain(virDomainSnapshotPtr snapshot);

/**
 * virDomainSnapshotGetName:
 * @snapshot: handle of the snapshot
 *
 * Tells the name of the snapshot.
 *
 * Returns a string that lives as long as the handle; do not free it.
 *
 * Since: 0.9.5
 */
const char *virDomainSnapshotGetName(virDomainSnapshotPtr snapshot);

/**
 * virDomainSnapshotGetParent:
 * @snapshot: handle of the snapshot
 * @flags: none defined yet; pass 0
 *
 * Gives the snapshot before this one.
 *
 * Returns a new handle to be released with virDomainSnapshotFree(), or NULL on failure.
 *
 * Since: 0.9.7
 */
virDomainSnapshotPtr virDomainSnapshotGetParent(virDomainSnapshotPtr snapshot, unsigned int flags);

/**
 * virDomainSnapshotGetXMLDesc:
 * @snapshot: handle of the snapshot
 * @flags: bits of virDomainSnapshotXMLFlags
 *
 * Describes the snapshot.
 *
 * Returns XML to be released with free(), or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection when @flags has
 * VIR_DOMAIN_SNAPSHOT_XML_SECURE.
 *
 * Since: 0.8.0
 */
char *virDomainSnapshotGetXMLDesc(virDomainSnapshotPtr snapshot, unsigned int flags);

/**
 * virDomainSnapshotHasMetadata:
 * @snapshot: handle of the snapshot
 * @flags: none defined yet; pass 0
 *
 * Tells whether the library keeps data of its own about the snapshot.
 *
 * Returns 1 when it is so, 0 when not, or -1 on failure.
 *
 * Since: 0.9.13
 */
int virDomainSnapshotHasMetadata(virDomainSnapshotPtr snapshot, unsigned int flags);

/**
 * virDomainSnapshotIsCurrent:
 * @snapshot: handle of the snapshot
 * @flags: none defined yet; pass 0
 *
 * Tells whether the snapshot counts as the current one.
 *
 * Returns 1 when it is so, 0 when not, or -1 on failure.
 *
 * Since: 0.9.13
 */
int virDomainSnapshotIsCurrent(virDomainSnapshotPtr snapshot, unsigned int flags);

/**
 * virDomainSnapshotListAllChildren:
 * @snapshot: handle of the snapshot
 * @snaps: where a new NULL-terminated array of handles is stored (release each handle, then free()
 *     the array); NULL to only count
 * @flags: bits of virDomainSnapshotListFlags
 *
 * Lists the snapshots that follow from this one.
 *
 * Returns the number of objects found, or -1 on failure.
 *
 * Since: 0.9.13
 */
int virDomainSnapshotListAllChildren(virDomainSnapshotPtr snapshot,
                                     virDomainSnapshotPtr **snaps,
                                     unsigned int flags);

/**
 * virDomainSnapshotListChildrenNames:
 * @snapshot: handle of the snapshot
 * @names: array that receives the names; release each with free()
 * @nameslen: room in the array
 * @flags: bits of virDomainSnapshotListFlags
 *
 * Lists the names of snapshots that follow from this one. virDomainSnapshotListAllChildren() has no
 * race with the count.
 *
 * Returns the number of entries stored, at most the room given, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @nameslen is negative, or if @names is NULL while @nameslen is not
 * 0.
 *
 * Since: 0.9.7
 */
int virDomainSnapshotListChildrenNames(virDomainSnapshotPtr snapshot,
                                       char **names,
                                       int nameslen,
                                       unsigned int flags);

/**
 * virDomainSnapshotListNames:
 * @domain: handle of the domain
 * @names: array that receives the names; release each with free()
 * @nameslen: room in the array
 * @flags: bits of virDomainSnapshotListFlags
 *
 * Lists the names of the domain's snapshots. virDomainListAllSnapshots() has no race with the
 * count.
 *
 * Returns the number of entries stored, at most the room given, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @nameslen is negative, or if @names is NULL while @nameslen is not
 * 0.
 *
 * Since: 0.8.0
 */
int virDomainSnapshotListNames(virDomainPtr domain,
                               char **names,
                               int nameslen,
                               unsigned int flags);

/**
 * virDomainSnapshotLookupByName:
 * @domain: handle of the domain
 * @name: name of the snapshot
 * @flags: none defined yet; pass 0
 *
 * Finds a snapshot of the domain by name.
 *
 * Returns a new handle to be released with virDomainSnapshotFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @name is NULL.
 *
 * Since: 0.8.0
 */
virDomainSnapshotPtr virDomainSnapshotLookupByName(virDomainPtr domain,
                                                   const char *name,
                                                   unsigned int flags);

/**
 * virDomainSnapshotNum:
 * @domain: handle of the domain
 * @flags: bits of virDomainSnapshotListFlags
 *
 * Counts the domain's snapshots.
 *
 * Returns the number, or -1 on failure.
 *
 * Since: 0.8.0
 */
int virDomainSnapshotNum(virDomainPtr domain, unsigned int flags);

/**
 * virDomainSnapshotNumChildren:
 * @snapshot: handle of the snapshot
 * @flags: bits of virDomainSnapshotListFlags
 *
 * Counts the snapshots that follow from this one.
 *
 * Returns the number, or -1 on failure.
 *
 * Since: 0.9.7
 */
int virDomainSnapshotNumChildren(virDomainSnapshotPtr snapshot, unsigned int flags);

/**
 * virDomainSnapshotRef:
 * @snapshot: handle of the snapshot
 *
 * Takes one more reference to the snapshot, so that several parts of a program can release it on
 * their own.
 *
 * Returns 0, or -1 when the handle is invalid.
 *
 * Since: 0.9.13
 */
int virDomainSnapshotRef(virDomainSnapshotPtr snapshot);

#ifdef __cplusplus
}
#endif

#endif /* LIBVIRT_DOMAIN_SNAPSHOT_H */
