// SPDX-License-Identifier: LGPL-2.1-or-later
#include "hv/cpu/tables.h"

#include <algorithm>

namespace vireo::hv::cpu {
namespace {

namespace data {
#define VIREO_CPU_TABLES
#include "hv/cpu_tables.inc"
}  // namespace data

constexpr FeatureSet unmigratable() {
    FeatureSet s;
    for (unsigned i = 0; i < x86_feature_count; ++i)
        if (!data::x86_features[i].migratable) s.set(i);
    return s;
}

// Position of a name in a table that is seen through a list sorted by name; -1 if it is not there.
template <class Table, class Order>
int look_up(const Table& table, const Order& order, std::string_view name) {
    auto at = std::lower_bound(std::begin(order), std::end(order), name, [&](std::uint16_t i, std::string_view n) { return table[i].name < n; });
    return at != std::end(order) && table[*at].name == name ? *at : -1;
}

}  // namespace

constinit const Tables tables{data::x86_places, data::x86_features, data::x86_vendors, data::x86_models, data::x86_signatures, data::ppc64_models,
                              data::arm_models, data::ppc64_vendors, data::arm_vendors, data::arm_features, unmigratable()};

int find_feature(std::string_view name) { return look_up(data::x86_features, data::x86_features_by_name, name); }

const X86Model* find_model(std::string_view name) {
    int i = look_up(data::x86_models, data::x86_models_by_name, name);
    return i < 0 ? nullptr : &data::x86_models[i];
}

int find_vendor(std::string_view name) {
    for (unsigned i = 0; i < std::size(data::x86_vendors); ++i)
        if (data::x86_vendors[i].name == name) return static_cast<int>(i);
    return -1;
}

int find_qemu_feature(std::string_view property) {
    auto at = std::lower_bound(std::begin(data::x86_aliases), std::end(data::x86_aliases), property,
                               [](const X86Alias& a, std::string_view n) { return a.qemu < n; });
    if (at != std::end(data::x86_aliases) && at->qemu == property) return at->feature;
    return find_feature(property);
}

}  // namespace vireo::hv::cpu
