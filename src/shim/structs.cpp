// SPDX-License-Identifier: LGPL-2.1-or-later
// Structures that the library allocates for its callers: their release. It mostly leaves the last error alone, for callers
// clean up before they look at it.
#include <cstdlib>

#include "shim/public.h"
#include "shim/wall.h"

using vireo::shim::drop;
using vireo::shim::reset_last_error;

void virDomainFSInfoFree(virDomainFSInfoPtr info) {
    if (!info) return;
    free(info->mountpoint);
    free(info->name);
    free(info->fstype);
    for (size_t i = 0; i < info->ndevAlias; ++i) free(info->devAlias[i]);
    free(info->devAlias);
    free(info);
}

void virDomainInterfaceFree(virDomainInterfacePtr iface) {
    if (!iface) return;
    free(iface->name);
    free(iface->hwaddr);
    for (unsigned i = 0; i < iface->naddrs; ++i) free(iface->addrs[i].addr);
    free(iface->addrs);
    free(iface);
}

void virDomainIOThreadInfoFree(virDomainIOThreadInfoPtr info) {
    if (!info) return;
    free(info->cpumap);
    free(info);
}

void virNetworkDHCPLeaseFree(virNetworkDHCPLeasePtr lease) {
    if (!lease) return;
    free(lease->iface);
    free(lease->mac);
    free(lease->iaid);
    free(lease->ipaddr);
    free(lease->hostname);
    free(lease->clientid);
    free(lease);
}

void virDomainStatsRecordListFree(virDomainStatsRecordPtr* stats) {
    if (!stats) return;
    if (*stats) reset_last_error();  // as giving a domain back does; none of the others touches it
    for (auto* record = stats; *record; ++record) {
        virTypedParamsFree((*record)->params, (*record)->nparams);
        drop((*record)->dom);
        free(*record);
    }
    free(stats);
}
