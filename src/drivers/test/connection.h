// SPDX-License-Identifier: LGPL-2.1-or-later
// An open connection to a make-believe host: a bundle of facets over one World.
#pragma once

#include "api/connection.h"
#include "api/gen/capabilities.h"
#include "api/gen/consoles.h"
#include "api/gen/definition.h"
#include "api/gen/guest.h"
#include "api/gen/host.h"
#include "api/gen/interfaces.h"
#include "api/gen/lifecycle.h"
#include "api/gen/lookup.h"
#include "api/gen/networks.h"
#include "api/gen/node.h"
#include "api/gen/nodedevices.h"
#include "api/gen/saverestore.h"
#include "api/gen/security.h"
#include "api/gen/snapshots.h"
#include "api/gen/stats.h"
#include "api/gen/storagepools.h"
#include "api/gen/storagevolumes.h"
#include "api/gen/tuning.h"
#include "drivers/test/state.h"

namespace vireo::test {

// What every facet of this driver stands on.
class Part {
  public:
    explicit Part(World& world) : world_(world) {}

  protected:
    World& world_;
};

// The facets, each made by the file that implements it; they must not outlive the world.
std::shared_ptr<api::facet::Host> make_host(World& world, std::string uri);
std::shared_ptr<api::facet::Capabilities> make_capabilities(World& world);
std::shared_ptr<api::facet::Node> make_node(World& world);
std::shared_ptr<api::facet::Lookup> make_lookup(World& world);
std::shared_ptr<api::facet::Lifecycle> make_lifecycle(World& world);
std::shared_ptr<api::facet::Definition> make_definition(World& world);
std::shared_ptr<api::facet::SaveRestore> make_save_restore(World& world);
std::shared_ptr<api::facet::Tuning> make_tuning(World& world);
std::shared_ptr<api::facet::Stats> make_stats(World& world);
std::shared_ptr<api::facet::Guest> make_guest(World& world);
std::shared_ptr<api::facet::Consoles> make_consoles(World& world);
std::shared_ptr<api::facet::Security> make_security(World& world);
std::shared_ptr<api::facet::Snapshots> make_snapshots(World& world);
std::shared_ptr<api::facet::Networks> make_networks(World& world);
std::shared_ptr<api::facet::StoragePools> make_pools(World& world);
std::shared_ptr<api::facet::NodeDevices> make_node_devices(World& world);
std::shared_ptr<api::facet::Interfaces> make_interfaces(World& world);
std::shared_ptr<api::facet::StorageVolumes> make_volumes(World& world);

class TestConnection final : public api::Connection {
  public:
    TestConnection(std::shared_ptr<World> world, std::string uri);
    void* facet(api::FacetId id) override { return facets_[static_cast<unsigned>(id)].get(); }
    api::EventBus* events(api::EventClass cls) override;

  private:
    template <class F>
    void put(std::shared_ptr<F> facet) {
        facets_[static_cast<unsigned>(F::id)] = std::move(facet);
    }
    std::shared_ptr<World> world_;
    std::array<std::shared_ptr<void>, api::facet_count> facets_;
};

}  // namespace vireo::test
