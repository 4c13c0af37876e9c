// SPDX-License-Identifier: LGPL-2.1-or-later
// facet::Networks: networks that carry nothing.
#include "drivers/test/connection.h"
#include "drivers/test/networks.h"
#include "hv/flags.h"
#include "model/schema/validate.h"

namespace vireo::test {

void Networks::add(model::NetworkPtr network, bool active) {
    std::lock_guard lock(mutex_);
    for (const auto& r : records_) {
        if (r.ref.uuid == network->uuid && r.ref.name != network->name)
            fail(Code::operation_failed, Domain::network, "network '{}' is already defined with uuid {}", r.ref.name,
                 r.ref.uuid.text());
        if (r.ref.name == network->name)
            fail(Code::operation_failed, Domain::network, "network '{}' already exists with uuid {}", r.ref.name,
                 r.ref.uuid.text());
    }
    NetworkRecord record;
    record.ref = {network->name, network->uuid};
    record.active = active;
    record.persistent = true;
    record.now = std::move(network);
    records_.push_back(std::move(record));
}

model::NetworkPtr Networks::find(std::string_view name) {
    std::lock_guard lock(mutex_);
    for (const auto& r : records_)
        if (r.ref.name == name) return r.now;
    return nullptr;
}

namespace {

using Records = std::vector<NetworkRecord>;

// virNetworkEventLifecycleType
enum class Happened { defined = 0, undefined = 1, started = 2, stopped = 3 };

class NetworksFacet final : public api::facet::Networks, Part {
  public:
    using Part::Part;

    api::NetworkLookupByNameRet network_lookup_by_name(api::Call&, const api::NetworkLookupByNameArgs& in) override {
        return book().with([&](Records& all) { return api::NetworkLookupByNameRet{by_name(all, in.name).ref}; });
    }
    api::NetworkLookupByUuidRet network_lookup_by_uuid(api::Call&, const api::NetworkLookupByUuidArgs& in) override {
        return book().with([&](Records& all) { return api::NetworkLookupByUuidRet{by_uuid(all, in.uuid).ref}; });
    }

    api::NetworkDefineXmlRet network_define_xml(api::Call&, const api::NetworkDefineXmlArgs& in) override {
        return {define(in.xml)};
    }
    api::NetworkDefineXmlFlagsRet network_define_xml_flags(api::Call&, const api::NetworkDefineXmlFlagsArgs& in) override {
        hv::check_flags(in.flags, 1, "testNetworkDefineXMLFlags", Domain::test);
        if (in.flags & 1) model::validate("network", "network", in.xml, Domain::network);
        return {define(in.xml)};
    }
    api::NetworkCreateXmlRet network_create_xml(api::Call&, const api::NetworkCreateXmlArgs& in) override {
        return {create_xml(in.xml)};
    }
    api::NetworkCreateXmlFlagsRet network_create_xml_flags(api::Call&, const api::NetworkCreateXmlFlagsArgs& in) override {
        hv::check_flags(in.flags, 1, "testNetworkCreateXMLFlags", Domain::test);
        if (in.flags & 1) model::validate("network", "network", in.xml, Domain::network);
        return {create_xml(in.xml)};
    }

    void network_create(api::Call&, const api::NetworkCreateArgs& in) override {
        book().with([&](Records& all) {
            NetworkRecord& r = need(all, in.net);
            if (r.active) fail(Code::operation_invalid, Domain::test, "Network '{}' is already running", r.ref.name);
            r.active = true;
            announce(r.ref, Happened::started);
        });
    }
    void network_destroy(api::Call&, const api::NetworkDestroyArgs& in) override {
        book().with([&](Records& all) {
            NetworkRecord& r = need(all, in.net);
            r.active = false;
            if (r.next) r.now = std::move(r.next);
            r.next = nullptr;
            announce(r.ref, Happened::stopped);
            if (!r.persistent) remove(all, r.ref.uuid);
        });
    }
    void network_undefine(api::Call&, const api::NetworkUndefineArgs& in) override {
        book().with([&](Records& all) {
            NetworkRecord& r = need(all, in.net);
            if (r.active) fail(Code::operation_invalid, Domain::test, "Network '{}' is still running", r.ref.name);
            announce(r.ref, Happened::undefined);
            remove(all, r.ref.uuid);
        });
    }

    api::NetworkGetXmlDescRet network_get_xml_desc(api::Call&, const api::NetworkGetXmlDescArgs& in) override {
        hv::check_flags(in.flags, 0, "testNetworkGetXMLDesc", Domain::test);
        return {model::format_network(*book().with([&](Records& all) { return need(all, in.net).now; }))};
    }
    api::NetworkGetBridgeNameRet network_get_bridge_name(api::Call&, const api::NetworkGetBridgeNameArgs& in) override {
        auto n = book().with([&](Records& all) { return need(all, in.net).now; });
        if (n->bridge.name.empty())
            fail(Code::internal_error, Domain::test, "network '{}' does not have a bridge name.", n->name);
        return {n->bridge.name};
    }
    api::NetworkGetAutostartRet network_get_autostart(api::Call&, const api::NetworkGetAutostartArgs& in) override {
        return {book().with([&](Records& all) { return static_cast<int>(need(all, in.net).autostart); })};
    }
    void network_set_autostart(api::Call&, const api::NetworkSetAutostartArgs& in) override {
        book().with([&](Records& all) { need(all, in.net).autostart = in.autostart != 0; });
    }
    api::NetworkIsActiveRet network_is_active(api::Call&, const api::NetworkIsActiveArgs& in) override {
        return {book().with([&](Records& all) { return static_cast<int>(by_uuid(all, in.net.uuid).active); })};
    }
    api::NetworkIsPersistentRet network_is_persistent(api::Call&, const api::NetworkIsPersistentArgs& in) override {
        return {book().with([&](Records& all) { return static_cast<int>(by_uuid(all, in.net.uuid).persistent); })};
    }

    api::ConnectNumOfNetworksRet connect_num_of_networks(api::Call&) override {
        return {static_cast<int>(names(true, most).size())};
    }
    api::ConnectNumOfDefinedNetworksRet connect_num_of_defined_networks(api::Call&) override {
        return {static_cast<int>(names(false, most).size())};
    }
    api::ConnectListNetworksRet connect_list_networks(api::Call&, const api::ConnectListNetworksArgs& in) override {
        return {names(true, in.maxnames)};
    }
    api::ConnectListDefinedNetworksRet connect_list_defined_networks(api::Call&,
                                                                     const api::ConnectListDefinedNetworksArgs& in) override {
        return {names(false, in.maxnames)};
    }
    api::ConnectListAllNetworksRet connect_list_all_networks(api::Call&, const api::ConnectListAllNetworksArgs& in) override {
        constexpr std::uint32_t inactive = 1, active = 2, persistent = 4, transient = 8, autostart = 16, no_autostart = 32;
        hv::check_flags(in.flags, 63, "testConnectListAllNetworks", Domain::test);
        auto group = [&](std::uint32_t yes, std::uint32_t no, bool v) {
            return !(in.flags & (yes | no)) || (in.flags & (v ? yes : no));
        };
        api::ConnectListAllNetworksRet out;
        book().with([&](Records& all) {
            for (const auto& r : all)
                if (group(active, inactive, r.active) && group(persistent, transient, r.persistent) &&
                    group(autostart, no_autostart, r.autostart)) {
                    ++out.ret;
                    if (in.need_results) out.nets.push_back(r.ref);
                }
        });
        return out;
    }

  private:
    static constexpr std::int32_t most = 1 << 30;
    test::Networks& book() { return world_.networks; }

    static NetworkRecord& by_name(Records& all, const std::string& name) {
        for (auto& r : all)
            if (r.ref.name == name) return r;
        fail(Code::no_network, Domain::test, "no network with matching name '{}'", name);
    }
    static NetworkRecord& by_uuid(Records& all, const Uuid& uuid) {
        for (auto& r : all)
            if (r.ref.uuid == uuid) return r;
        fail(Code::no_network, Domain::test, "no network with matching uuid '{}'", uuid.text());
    }
    // A handle that clients hold: found by its name, as libvirt's test driver does.
    static NetworkRecord& need(Records& all, const api::NetworkRef& ref) { return by_name(all, ref.name); }
    static void remove(Records& all, Uuid uuid) {
        std::erase_if(all, [&](const auto& r) { return r.ref.uuid == uuid; });
    }

    void announce(const api::NetworkRef& net, Happened what) {
        book().events.publish(api::make_event(api::EventClass::network, 0, net.uuid,
                                              api::NetworkEventLifecycleMsg{0, net, static_cast<int>(what), 0}));
    }

    // The record that a definition is about, or null; throws if name and UUID belong to two networks.
    static NetworkRecord* match(Records& all, const model::Network& n, bool refuse_active) {
        for (auto& r : all) {
            if (r.ref.uuid == n.uuid) {
                if (r.ref.name != n.name)
                    fail(Code::operation_failed, Domain::network, "network '{}' is already defined with uuid {}", r.ref.name,
                         n.uuid.text());
                if (refuse_active && r.active)
                    fail(Code::operation_invalid, Domain::network, "network is already active as '{}'", r.ref.name);
                return &r;
            }
        }
        for (auto& r : all)
            if (r.ref.name == n.name)
                fail(Code::operation_failed, Domain::network, "network '{}' already exists with uuid {}", n.name,
                     r.ref.uuid.text());
        return nullptr;
    }

    api::NetworkRef define(const std::string& xml) {
        auto n = std::make_shared<const model::Network>(model::parse_network(xml));
        return book().with([&](Records& all) {
            NetworkRecord* r = match(all, *n, false);
            if (!r) {
                r = &all.emplace_back();
                r->ref = {n->name, n->uuid};
            }
            (r->active ? r->next : r->now) = n;
            r->persistent = true;
            announce(r->ref, Happened::defined);
            return r->ref;
        });
    }
    api::NetworkRef create_xml(const std::string& xml) {
        auto n = std::make_shared<const model::Network>(model::parse_network(xml));
        return book().with([&](Records& all) {
            NetworkRecord* r = match(all, *n, true);
            if (!r) {
                r = &all.emplace_back();
                r->ref = {n->name, n->uuid};
            } else {
                r->next = r->now;
            }
            r->now = n;
            r->active = true;
            announce(r->ref, Happened::started);
            return r->ref;
        });
    }

    std::vector<std::string> names(bool active, std::int32_t room) {
        return book().with([&](Records& all) {
            std::vector<std::string> out;
            for (const auto& r : all)
                if (r.active == active && out.size() < static_cast<std::size_t>(std::max(room, 0))) out.push_back(r.ref.name);
            return out;
        });
    }
};

}  // namespace

std::shared_ptr<api::facet::Networks> make_networks(World& world) { return std::make_shared<NetworksFacet>(world); }

}  // namespace vireo::test
