// SPDX-License-Identifier: LGPL-2.1-or-later
// facet::StoragePools and facet::StorageVolumes.
#include "drivers/test/connection.h"
#include "drivers/test/storage.h"
#include "hv/flags.h"
#include "model/schema/validate.h"

namespace vireo::test {
namespace {

using Pools = std::vector<PoolRecord>;

// virStoragePoolEventLifecycleType
enum class Happened { defined = 0, undefined = 1, started = 2, stopped = 3, created = 4, deleted = 5 };

PoolRecord& by_name(Pools& all, const std::string& name) {
    for (auto& r : all)
        if (r.ref.name == name) return r;
    fail(Code::no_storage_pool, Domain::test, "no storage pool with matching name '{}'", name);
}
PoolRecord& by_uuid(Pools& all, const Uuid& uuid) {
    for (auto& r : all)
        if (r.ref.uuid == uuid) return r;
    fail(Code::no_storage_pool, Domain::test, "no storage pool with matching uuid '{}'", uuid.text());
}
PoolRecord& need(Pools& all, const api::StoragePoolRef& ref) { return by_name(all, ref.name); }
PoolRecord& need_active(Pools& all, const std::string& name) {
    PoolRecord& r = by_name(all, name);
    if (!r.active) fail(Code::operation_invalid, Domain::test, "storage pool '{}' is not active", name);
    return r;
}
PoolRecord& need_inactive(Pools& all, const api::StoragePoolRef& ref) {
    PoolRecord& r = need(all, ref);
    if (r.active) fail(Code::operation_invalid, Domain::test, "storage pool '{}' is active", r.ref.name);
    return r;
}

class PoolsFacet final : public api::facet::StoragePools, Part {
  public:
    using Part::Part;

    api::StoragePoolLookupByNameRet storage_pool_lookup_by_name(api::Call&, const api::StoragePoolLookupByNameArgs& in) override {
        return {store().with([&](Pools& all) { return by_name(all, in.name).ref; })};
    }
    api::StoragePoolLookupByUuidRet storage_pool_lookup_by_uuid(api::Call&, const api::StoragePoolLookupByUuidArgs& in) override {
        return {store().with([&](Pools& all) { return by_uuid(all, in.uuid).ref; })};
    }
    api::StoragePoolLookupByVolumeRet storage_pool_lookup_by_volume(api::Call&,
                                                                    const api::StoragePoolLookupByVolumeArgs& in) override {
        return {store().with([&](Pools& all) { return by_name(all, in.vol.pool).ref; })};
    }

    api::StoragePoolDefineXmlRet storage_pool_define_xml(api::Call&, const api::StoragePoolDefineXmlArgs& in) override {
        constexpr std::uint32_t validate = 1;
        hv::check_flags(in.flags, validate, "testStoragePoolDefineXML", Domain::test);
        if (in.flags & validate) model::validate("storagepool", "pool", in.xml, Domain::storage);
        return {put(in.xml, false)};
    }
    api::StoragePoolCreateXmlRet storage_pool_create_xml(api::Call&, const api::StoragePoolCreateXmlArgs& in) override {
        hv::check_flags(in.flags, 0, "testStoragePoolCreateXML", Domain::test);
        return {put(in.xml, true)};
    }

    void storage_pool_create(api::Call&, const api::StoragePoolCreateArgs& in) override {
        hv::check_flags(in.flags, 0, "testStoragePoolCreate", Domain::test);
        store().with([&](Pools& all) {
            PoolRecord& r = need_inactive(all, in.pool);
            r.active = true;
            announce(r.ref, Happened::started);
        });
    }
    void storage_pool_build(api::Call&, const api::StoragePoolBuildArgs& in) override {
        hv::check_flags(in.flags, 0, "testStoragePoolBuild", Domain::test);
        store().with([&](Pools& all) { announce(need_inactive(all, in.pool).ref, Happened::created); });
    }
    void storage_pool_delete(api::Call&, const api::StoragePoolDeleteArgs& in) override {
        hv::check_flags(in.flags, 0, "testStoragePoolDelete", Domain::test);
        store().with([&](Pools& all) { announce(need_inactive(all, in.pool).ref, Happened::deleted); });
    }
    void storage_pool_destroy(api::Call&, const api::StoragePoolDestroyArgs& in) override {
        store().with([&](Pools& all) {
            PoolRecord& r = need_active(all, in.pool.name);
            r.active = false;
            announce(r.ref, Happened::stopped);
            if (!r.persistent) remove(all, r.ref.uuid);
        });
    }
    void storage_pool_undefine(api::Call&, const api::StoragePoolUndefineArgs& in) override {
        store().with([&](Pools& all) {
            PoolRecord& r = need_inactive(all, in.pool);
            announce(r.ref, Happened::undefined);
            remove(all, r.ref.uuid);
        });
    }
    void storage_pool_refresh(api::Call&, const api::StoragePoolRefreshArgs& in) override {
        hv::check_flags(in.flags, 0, "testStoragePoolRefresh", Domain::test);
        store().with([&](Pools& all) {
            const api::StoragePoolRef& ref = need_active(all, in.pool.name).ref;
            store().events.publish(api::make_event(api::EventClass::storage_pool, 1, ref.uuid, api::StoragePoolEventRefreshMsg{0, ref}));
        });
    }

    api::StoragePoolGetInfoRet storage_pool_get_info(api::Call&, const api::StoragePoolGetInfoArgs& in) override {
        return store().with([&](Pools& all) {
            const PoolRecord& r = need(all, in.pool);
            constexpr std::uint8_t inactive = 0, running = 2;
            return api::StoragePoolGetInfoRet{r.active ? running : inactive, r.pool->capacity.value_or(0),
                                              r.pool->allocation.value_or(0), r.pool->available.value_or(0)};
        });
    }
    api::StoragePoolGetXmlDescRet storage_pool_get_xml_desc(api::Call&, const api::StoragePoolGetXmlDescArgs& in) override {
        hv::check_flags(in.flags, 0, "testStoragePoolGetXMLDesc", Domain::test);
        return {model::format_storage_pool(*store().with([&](Pools& all) { return need(all, in.pool).pool; }))};
    }
    api::StoragePoolGetAutostartRet storage_pool_get_autostart(api::Call&, const api::StoragePoolGetAutostartArgs& in) override {
        return {store().with([&](Pools& all) { return static_cast<int>(need(all, in.pool).autostart); })};
    }
    void storage_pool_set_autostart(api::Call&, const api::StoragePoolSetAutostartArgs& in) override {
        store().with([&](Pools& all) { need(all, in.pool).autostart = in.autostart != 0; });
    }
    api::StoragePoolIsActiveRet storage_pool_is_active(api::Call&, const api::StoragePoolIsActiveArgs& in) override {
        return {store().with([&](Pools& all) { return static_cast<int>(by_uuid(all, in.pool.uuid).active); })};
    }
    api::StoragePoolIsPersistentRet storage_pool_is_persistent(api::Call&, const api::StoragePoolIsPersistentArgs& in) override {
        return {store().with([&](Pools& all) { return static_cast<int>(by_uuid(all, in.pool.uuid).persistent); })};
    }

    api::StoragePoolNumOfVolumesRet storage_pool_num_of_volumes(api::Call&, const api::StoragePoolNumOfVolumesArgs& in) override {
        return {store().with([&](Pools& all) { return static_cast<int>(need_active(all, in.pool.name).volumes.size()); })};
    }
    api::StoragePoolListVolumesRet storage_pool_list_volumes(api::Call&, const api::StoragePoolListVolumesArgs& in) override {
        return store().with([&](Pools& all) {
            api::StoragePoolListVolumesRet out;
            for (const auto& v : need_active(all, in.pool.name).volumes)
                if (out.names.size() < static_cast<std::size_t>(std::max(in.maxnames, 0))) out.names.push_back(v->name);
            return out;
        });
    }
    api::StoragePoolListAllVolumesRet storage_pool_list_all_volumes(api::Call&,
                                                                    const api::StoragePoolListAllVolumesArgs& in) override {
        hv::check_flags(in.flags, 0, "testStoragePoolListAllVolumes", Domain::test);
        return store().with([&](Pools& all) {
            const PoolRecord& r = need(all, in.pool);
            if (!r.active) fail(Code::operation_invalid, Domain::test, "storage pool is not active");
            api::StoragePoolListAllVolumesRet out;
            out.ret = static_cast<std::uint32_t>(r.volumes.size());
            if (in.need_results)
                for (const auto& v : r.volumes) out.vols.push_back({r.ref.name, v->name, v->key});
            return out;
        });
    }

    api::ConnectNumOfStoragePoolsRet connect_num_of_storage_pools(api::Call&) override {
        return {static_cast<int>(names(true, 1 << 30).size())};
    }
    api::ConnectNumOfDefinedStoragePoolsRet connect_num_of_defined_storage_pools(api::Call&) override {
        return {static_cast<int>(names(false, 1 << 30).size())};
    }
    api::ConnectListStoragePoolsRet connect_list_storage_pools(api::Call&, const api::ConnectListStoragePoolsArgs& in) override {
        return {names(true, in.maxnames)};
    }
    api::ConnectListDefinedStoragePoolsRet connect_list_defined_storage_pools(
        api::Call&, const api::ConnectListDefinedStoragePoolsArgs& in) override {
        return {names(false, in.maxnames)};
    }
    api::ConnectListAllStoragePoolsRet connect_list_all_storage_pools(api::Call&,
                                                                      const api::ConnectListAllStoragePoolsArgs& in) override {
        constexpr std::uint32_t inactive = 1, active = 2, persistent = 4, transient = 8, autostart = 16, no_autostart = 32,
                                types = 0xfffc0;
        hv::check_flags(in.flags, 0xfffff, "testConnectListAllStoragePools", Domain::test);
        auto group = [&](std::uint32_t yes, std::uint32_t no, bool v) {
            return !(in.flags & (yes | no)) || (in.flags & (v ? yes : no));
        };
        // The bit of each type, in the order of model::PoolType.
        static constexpr std::uint32_t bits[] = {1u << 6,  1u << 7,  1u << 8,  1u << 9,  1u << 10, 1u << 11, 1u << 19,
                                                 1u << 12, 1u << 13, 1u << 14, 1u << 15, 1u << 16, 1u << 17, 1u << 18};
        api::ConnectListAllStoragePoolsRet out;
        store().with([&](Pools& all) {
            for (const auto& r : all)
                if (group(active, inactive, r.active) && group(persistent, transient, r.persistent) &&
                    group(autostart, no_autostart, r.autostart) &&
                    (!(in.flags & types) || (in.flags & bits[static_cast<std::size_t>(r.pool->type)]))) {
                    ++out.ret;
                    if (in.need_results) out.pools.push_back(r.ref);
                }
        });
        return out;
    }

    api::ConnectFindStoragePoolSourcesRet connect_find_storage_pool_sources(
        api::Call&, const api::ConnectFindStoragePoolSourcesArgs& in) override {
        hv::check_flags(in.flags, 0, "testConnectFindStoragePoolSources", Domain::test);
        if (in.type == "logical")
            return {"<sources>\n"
                    "  <source>\n    <device path='/dev/sda20'/>\n    <name>testvg1</name>\n    <format type='lvm2'/>\n  </source>\n"
                    "  <source>\n    <device path='/dev/sda21'/>\n    <name>testvg2</name>\n    <format type='lvm2'/>\n  </source>\n"
                    "</sources>\n"};
        if (in.type == "netfs") {
            // The host stands in the question: <source><host name='..'/></source>.
            const std::string spec = in.srcSpec.value_or("");
            auto p = spec.empty() ? model::StoragePool{}
                                  : model::parse_storage_pool("<pool type='dir'><name>x</name><target><path>/</path></target>" + spec + "</pool>");
            if (p.source.hosts.empty())
                fail(Code::invalid_arg, Domain::test, "hostname must be specified for netfs sources");
            return {fmt::format("<sources>\n  <source>\n    <host name='{}'/>\n    <dir path='/testshare'/>\n"
                                "    <format type='nfs'/>\n  </source>\n</sources>\n",
                                p.source.hosts.front().name)};
        }
        if (model::from_word<model::PoolType>(in.type))
            fail(Code::internal_error, Domain::test, "unknown storage pool type {}", in.type);
        fail(Code::no_support, Domain::test, "pool type '{}' does not support source discovery", in.type);
    }

  private:
    Storage& store() { return world_.storage; }
    static void remove(Pools& all, Uuid uuid) {
        std::erase_if(all, [&](const auto& r) { return r.ref.uuid == uuid; });
    }
    void announce(const api::StoragePoolRef& pool, Happened what) {
        store().events.publish(api::make_event(api::EventClass::storage_pool, 0, pool.uuid,
                                               api::StoragePoolEventLifecycleMsg{0, pool, static_cast<int>(what), 0}));
    }

    api::StoragePoolRef put(const std::string& xml, bool start) {
        model::StoragePool p = model::parse_storage_pool(xml);
        p.capacity = p.available = Storage::pool_size;
        p.allocation = 0;
        return store().with([&](Pools& all) {
            PoolRecord* r = nullptr;
            for (auto& x : all) {
                if (x.ref.uuid == p.uuid) {
                    if (x.ref.name != p.name)
                        fail(Code::operation_failed, Domain::storage, "pool '{}' is already defined with uuid {}", x.ref.name,
                             p.uuid.text());
                    if (start && x.active)
                        fail(Code::operation_invalid, Domain::storage, "pool is already active as '{}'", x.ref.name);
                    r = &x;
                } else if (x.ref.name == p.name) {
                    fail(Code::operation_failed, Domain::storage, "pool '{}' already exists with uuid {}", p.name,
                         x.ref.uuid.text());
                }
            }
            for (const auto& x : all)
                if (&x != r && x.pool->type == p.type && p.type == model::PoolType::dir && x.pool->target_path == p.target_path)
                    fail(Code::operation_failed, Domain::storage, "Storage source conflict with pool: '{}'", x.ref.name);
            if (!r) {
                r = &all.emplace_back();
                r->ref = {p.name, p.uuid};
            }
            r->pool = std::make_shared<const model::StoragePool>(std::move(p));
            r->active = r->active || start;
            r->persistent = r->persistent || !start;
            announce(r->ref, start ? Happened::started : Happened::defined);
            return r->ref;
        });
    }

    std::vector<std::string> names(bool active, std::int32_t room) {
        return store().with([&](Pools& all) {
            std::vector<std::string> out;
            for (const auto& r : all)
                if (r.active == active && out.size() < static_cast<std::size_t>(std::max(room, 0))) out.push_back(r.ref.name);
            return out;
        });
    }
};

class VolumesFacet final : public api::facet::StorageVolumes, Part {
  public:
    using Part::Part;

    api::StorageVolLookupByNameRet storage_vol_lookup_by_name(api::Call&, const api::StorageVolLookupByNameArgs& in) override {
        return store().with([&](Pools& all) {
            PoolRecord& r = need_active(all, in.pool.name);
            const auto& v = need_volume(r, in.name);
            return api::StorageVolLookupByNameRet{{r.ref.name, v->name, v->key}};
        });
    }
    api::StorageVolLookupByKeyRet storage_vol_lookup_by_key(api::Call&, const api::StorageVolLookupByKeyArgs& in) override {
        return {find("key", in.key, [&](const model::StorageVolume& v) { return v.key == in.key; })};
    }
    api::StorageVolLookupByPathRet storage_vol_lookup_by_path(api::Call&, const api::StorageVolLookupByPathArgs& in) override {
        return {find("path", in.path, [&](const model::StorageVolume& v) { return v.target_path == in.path; })};
    }

    api::StorageVolCreateXmlRet storage_vol_create_xml(api::Call&, const api::StorageVolCreateXmlArgs& in) override {
        hv::check_flags(in.flags, 0, "testStorageVolCreateXML", Domain::test);
        return {create(in.pool, in.xml, nullptr)};
    }
    api::StorageVolCreateXmlFromRet storage_vol_create_xml_from(api::Call&, const api::StorageVolCreateXmlFromArgs& in) override {
        hv::check_flags(in.flags, 0, "testStorageVolCreateXMLFrom", Domain::test);
        return {create(in.pool, in.xml, &in.clonevol)};
    }

    void storage_vol_delete(api::Call&, const api::StorageVolDeleteArgs& in) override {
        hv::check_flags(in.flags, 0, "testStorageVolDelete", Domain::test);
        store().with([&](Pools& all) {
            PoolRecord& r = need_active(all, in.vol.pool);
            const model::StorageVolumePtr v = need_volume(r, in.vol.name);
            auto pool = std::make_shared<model::StoragePool>(*r.pool);
            pool->allocation = pool->allocation.value_or(0) - v->allocation.value_or(0);
            pool->available = pool->capacity.value_or(0) - *pool->allocation;
            r.pool = std::move(pool);
            std::erase(r.volumes, v);
        });
    }
    api::StorageVolGetInfoRet storage_vol_get_info(api::Call&, const api::StorageVolGetInfoArgs& in) override {
        auto v = volume(in.vol);
        return {static_cast<std::int8_t>(v->type == "block" ? 1 : 0), v->capacity.value_or(0), v->allocation.value_or(0)};
    }
    api::StorageVolGetXmlDescRet storage_vol_get_xml_desc(api::Call&, const api::StorageVolGetXmlDescArgs& in) override {
        hv::check_flags(in.flags, 0, "testStorageVolGetXMLDesc", Domain::test);
        return {model::format_storage_volume(*volume(in.vol))};
    }
    api::StorageVolGetPathRet storage_vol_get_path(api::Call&, const api::StorageVolGetPathArgs& in) override {
        return {volume(in.vol)->target_path};
    }

  private:
    Storage& store() { return world_.storage; }

    static const model::StorageVolumePtr& need_volume(const PoolRecord& r, const std::string& name) {
        for (const auto& v : r.volumes)
            if (v->name == name) return v;
        fail(Code::no_storage_vol, Domain::test, "no storage vol with matching name '{}'", name);
    }
    model::StorageVolumePtr volume(const api::StorageVolRef& ref) {
        return store().with([&](Pools& all) { return need_volume(need_active(all, ref.pool), ref.name); });
    }
    template <class F>
    api::StorageVolRef find(const char* what, const std::string& value, F matches) {
        return store().with([&](Pools& all) -> api::StorageVolRef {
            for (const auto& r : all)
                for (const auto& v : r.volumes)
                    if (r.active && matches(*v)) return {r.ref.name, v->name, v->key};
            fail(Code::no_storage_vol, Domain::test, "no storage vol with matching {} '{}'", what, value);
        });
    }
    api::StorageVolRef create(const api::StoragePoolRef& pool, const std::string& xml, const api::StorageVolRef* origin) {
        return store().with([&](Pools& all) {
            PoolRecord& r = need_active(all, pool.name);
            auto v = model::parse_storage_volume(xml, r.pool->type);
            if (origin) need_volume(r, origin->name);
            return put_volume(r, std::move(v));
        });
    }
};

}  // namespace

std::shared_ptr<api::facet::StoragePools> make_pools(World& world) { return std::make_shared<PoolsFacet>(world); }
std::shared_ptr<api::facet::StorageVolumes> make_volumes(World& world) { return std::make_shared<VolumesFacet>(world); }

}  // namespace vireo::test
