// SPDX-License-Identifier: LGPL-2.1-or-later
// The grammars behind schema.h, one function for each file.
#pragma once

#include <string>

namespace vireo::model::schema {

std::string domain_snapshot(), domain_checkpoint(), domain_backup();
std::string cpu(), cpu_test_data(), capability(), domain_caps();
std::string network(), network_port(), nwfilter_binding(), secret(), storage_pool_caps();
std::string storage_pool(), storage_volume();
std::string nwfilter(), nodedev(), host_interface();
std::string device();

}  // namespace vireo::model::schema
