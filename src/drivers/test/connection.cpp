// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/connection.h"

namespace vireo::test {

TestConnection::TestConnection(std::shared_ptr<World> world, std::string uri) : world_(std::move(world)) {
    World& w = *world_;
    put(make_host(w, std::move(uri)));
    put(make_capabilities(w));
    put(make_node(w));
    put(make_lookup(w));
    put(make_lifecycle(w));
    put(make_definition(w));
    put(make_save_restore(w));
    put(make_tuning(w));
    put(make_stats(w));
    put(make_guest(w));
    put(make_consoles(w));
    put(make_security(w));
    put(make_snapshots(w));
    put(make_networks(w));
    put(make_pools(w));
    put(make_volumes(w));
    put(make_node_devices(w));
    put(make_interfaces(w));
}

api::EventBus* TestConnection::events(api::EventClass cls) {
    switch (cls) {
        case api::EventClass::domain: return &world_->events();
        case api::EventClass::network: return &world_->networks.events;
        case api::EventClass::storage_pool: return &world_->storage.events;
        default: return nullptr;
    }
}

}  // namespace vireo::test
