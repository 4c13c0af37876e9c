// SPDX-License-Identifier: LGPL-2.1-or-later
// The documents behind schema.h: each function hands its roots to whoever writes something about them (a grammar, a
// reference page).
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "model/row/grammar.h"

namespace vireo::model::schema {

using Writer = std::string (*)(std::span<const row::Root>, row::Audience);

inline std::string alone(Writer write, const row::Element& element, std::string_view root, void* prototype) {
    const row::Root only[] = {{root, &element, prototype}};
    return write(std::span<const row::Root>(only), row::Audience::everybody);
}

std::string domain_snapshot(Writer), domain_checkpoint(Writer), domain_backup(Writer);
std::string cpu(Writer), cpu_test_data(Writer), capability(Writer), domain_caps(Writer);
std::string network(Writer), network_port(Writer), nwfilter_binding(Writer), secret(Writer), storage_pool_caps(Writer);
std::string storage_pool(Writer), storage_volume(Writer);
std::string nwfilter(Writer), nodedev(Writer), host_interface(Writer);
std::string device(Writer);

}  // namespace vireo::model::schema
