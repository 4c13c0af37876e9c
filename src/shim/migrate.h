// SPDX-License-Identifier: LGPL-2.1-or-later
// Moving a domain to another host: the part that the client plays.
#pragma once

#include "api/wire_values.h"
#include "shim/wall.h"

namespace vireo::shim {

// What a migration is asked to do, in the extensible form; the plain form of the procedures is made from it.
struct MigrationRequest {
    api::TypedParams params;  // VIR_MIGRATE_PARAM_*
    unsigned long flags = 0;  // virDomainMigrateFlags
    bool extensible = false;  // speak the procedures that take parameters

    const std::string* text(std::string_view name) const;
    std::uint64_t number(std::string_view name) const;  // 0 if absent
    void set(std::string_view name, std::string value);
};

// Numbers of the protocol's feature call that matter here.
enum class Feature : int { migration_p2p = 4, migration_direct = 5, migration_v3 = 6, change_protection = 7, offline = 12, params = 13 };
bool supports(virConnectPtr c, Feature f);

// Client, source and destination in five steps: begin, prepare, perform, finish, confirm. Returns the domain at the
// destination; throws the error of the step that failed after the others were told.
virDomainPtr migrate_managed(virDomainPtr domain, virConnectPtr dconn, MigrationRequest request);

// The source does it alone: with the daemon at peer_uri (VIR_MIGRATE_PEER2PEER), or straight to a hypervisor.
void migrate_unmanaged(const Where& w, virDomainPtr domain, const char* peer_uri, MigrationRequest request);

}  // namespace vireo::shim
