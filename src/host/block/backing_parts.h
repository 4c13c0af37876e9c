// SPDX-License-Identifier: LGPL-2.1-or-later
// Pieces that the textual and the JSON form of a backing string have in common.
#pragma once

#include <string_view>

#include "model/domain/source.h"

namespace vireo::host::backing {

void network(model::StorageSource& s, model::StorageProtocol p);
// Throws invalid_arg for what is no port.
unsigned port_number(std::string_view text);
// Throws invalid_arg for what is no protocol.
model::StorageProtocol protocol_of(std::string_view scheme);
// What follows "rbd:".
void read_rbd(std::string_view text, model::StorageSource& s);
// "name=value; name=value"
void read_cookies(std::string_view text, model::StorageSource& s);
// Fills from "scheme[+transport]://host:port/path?query"; false if it named credentials, which are dropped.
bool read_uri(std::string_view text, model::StorageSource& s);

}  // namespace vireo::host::backing
