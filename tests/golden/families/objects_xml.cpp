// SPDX-License-Identifier: LGPL-2.1-or-later
// Documents of small objects: read, printed again.
#include "../golden.h"
#include "base/error.h"
#include "model/iface/iface.h"
#include "model/nodedev/nodedev.h"
#include "model/nwfilter/nwfilter.h"
#include "model/secret/secret.h"
#include "model/storage/pool_caps.h"
#include "model/storage/storage.h"

namespace {

using namespace golden;
namespace model = vireo::model;

// The document out of the document: F reads and prints.
template <class F>
Outcome same(const Case& c, F&& print) {
    auto in = c.input("xml");
    if (!in) return Outcome::fail("no input");
    try {
        std::string out = print(*in);
        if (c.result != "ok") return Outcome::fail("was not refused");
        auto wanted = c.expect("xml").value_or(*in);
        if (!wanted.empty() && wanted.back() != '\n') wanted += '\n';
        return Outcome::compare(std::move(wanted), std::move(out));
    } catch (const vireo::Error& e) {
        return c.result == "ok" ? Outcome::fail(e.message) : Outcome::pass();
    }
}

Outcome secret(const Case& c) {
    return same(c, [](const std::string& x) { return model::format_secret(model::parse_secret(x)); });
}
Outcome iface(const Case& c) {
    return same(c, [](const std::string& x) { return model::format_iface(model::parse_iface(x)); });
}

Outcome filter(const Case& c) {
    return same(c, [](const std::string& x) { return model::format_filter(model::parse_filter(x)); });
}
Outcome binding(const Case& c) {
    return same(c, [](const std::string& x) { return model::format_filter_binding(model::parse_filter_binding(x)); });
}

Outcome pool(const Case& c) {
    return same(c, [](const std::string& x) { return model::format_storage_pool(model::parse_storage_pool(x)); });
}
Outcome volume(const Case& c) {
    const auto in = model::parse_storage_pool(c.input("pool").value_or(""));
    model::VolumeParse how;
    how.pool = in.type;
    how.capacity_optional = c.word("capacity_optional_flag") == "no-capacity";
    auto text = c.input("volume") ? c.input("volume") : c.input("xml");
    if (!text) return Outcome::fail("no input");
    try {
        return Outcome::compare(c.expect("xml").value_or(""), model::format_storage_volume(model::parse_storage_volume(*text, how)));
    } catch (const vireo::Error& e) {
        return Outcome::fail(e.message);
    }
}

Outcome pool_capabilities(const Case& c) {
    const auto& wanted = c.params["supported_pools"];
    return Outcome::compare(c.expect("xml").value_or(""), model::format_pool_capabilities([&](model::PoolType t) {
                                if (!wanted.is_array()) return true;
                                for (const auto& w : wanted)
                                    if (w == std::string(model::word(t))) return true;
                                return false;
                            }));
}

// Media have blocks of a fixed size on the recorded host.
void set_blocks(model::NodeCap& cap) {
    if (cap.type == model::NodeCapType::storage && cap.size) cap.logical_block_size = 512, cap.num_blocks = *cap.size / 512;
    for (auto& c : cap.capabilities)
        if (c.type == model::NodeCapType::removable && c.media_size && *c.media_size)
            c.logical_block_size = 2048, c.num_blocks = *c.media_size / 2048;
}
Outcome node_device(const Case& c) {
    return same(c, [](const std::string& x) {
        auto d = model::parse_node_device(x);
        for (auto& cap : d.capabilities) set_blocks(cap);
        return model::format_node_device(d);
    });
}

Family secrets("secretxml2xml", secret);
Family ifaces("interfacexml2xml", iface);
Family filters("nwfilterxml2xml", filter);
Family bindings("nwfilterbinding", binding);
Family pool_capabilities_family("storagepoolcaps", pool_capabilities);
Family pools("storagepoolxml2xml", pool);
Family volumes("storagevolxml2xml", volume);
Family node_devices("nodedevxml2xml", node_device);

}  // namespace
