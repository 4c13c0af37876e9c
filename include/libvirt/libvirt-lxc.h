/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libvirt-lxc.h: calls that only the LXC driver has.
 * Made by gen/headers.py from facts; do not edit.
 */
#ifndef LIBVIRT_LXC_H
#define LIBVIRT_LXC_H

#include <libvirt/libvirt.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * virDomainLxcEnterCGroup:
 * @domain: handle of the domain
 * @flags: none defined yet; pass 0
 *
 * Moves the calling process into the control groups of the container.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 2.0.0
 */
int virDomainLxcEnterCGroup(virDomainPtr domain, unsigned int flags);

/**
 * virDomainLxcEnterNamespace:
 * @domain: handle of the domain
 * @nfdlist: number of entries in the array
 * @fdlist: the file descriptors
 * @noldfdlist: where the number of former namespaces is stored; may be NULL
 * @oldfdlist: where a new array with file descriptors of the former namespaces is stored; may be
 *     NULL
 * @flags: none defined yet; pass 0
 *
 * Moves the calling process into namespaces that virDomainLxcOpenNamespace() opened. Fork
 * afterwards to have all of them in force.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Since: 1.0.2
 */
int virDomainLxcEnterNamespace(virDomainPtr domain,
                               unsigned int nfdlist,
                               int *fdlist,
                               unsigned int *noldfdlist,
                               int **oldfdlist,
                               unsigned int flags);

/**
 * virDomainLxcEnterSecurityLabel:
 * @model: security model in use
 * @label: label to take
 * @oldlabel: where the former label is stored; may be NULL
 * @flags: none defined yet; pass 0
 *
 * Gives the calling process the security label of the container.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @model or @label is NULL.
 *
 * Since: 1.0.4
 */
int virDomainLxcEnterSecurityLabel(virSecurityModelPtr model,
                                   virSecurityLabelPtr label,
                                   virSecurityLabelPtr oldlabel,
                                   unsigned int flags);

/**
 * virDomainLxcOpenNamespace:
 * @domain: handle of the domain
 * @fdlist: where a new array of file descriptors is stored (close each, free() the array)
 * @flags: none defined yet; pass 0
 *
 * Opens the namespaces of a running container.
 *
 * Returns the number of file descriptors, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @fdlist is
 * NULL.
 *
 * Since: 1.0.2
 */
int virDomainLxcOpenNamespace(virDomainPtr domain, int **fdlist, unsigned int flags);

#ifdef __cplusplus
}
#endif

#endif /* LIBVIRT_LXC_H */
