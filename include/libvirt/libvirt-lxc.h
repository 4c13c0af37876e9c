/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libvirt-lxc.h: part of the public C interface.
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
 * @domain: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 2.0.0
 */
int virDomainLxcEnterCGroup(virDomainPtr domain, unsigned int flags);

/**
 * virDomainLxcEnterNamespace:
 * @domain: see above
 * @nfdlist: see above
 * @fdlist: see above
 * @noldfdlist: see above
 * @oldfdlist: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
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
 * @model: see above
 * @label: see above
 * @oldlabel: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
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
 * @domain: see above
 * @fdlist: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
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
