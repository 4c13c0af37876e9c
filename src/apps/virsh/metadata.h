// SPDX-License-Identifier: LGPL-2.1-or-later
// desc and metadata exist for domains and for networks; the story is the same, the calls differ.
#pragma once

#include "apps/virsh/virsh.h"

namespace vireo::sh {

struct DescribedObject {
    std::function<std::string(bool title)> read;
    std::function<bool(bool title, const std::string& text)> store;
    const char* kind;
    const char* Kind;
    std::string name;
};
void describe(Virsh& sh, const Args& args, const DescribedObject& object);

struct MetadataObject {
    std::function<char*(const char* uri)> read;
    std::function<bool(const char* xml, const char* key, const char* uri)> store;
    int missing;   // error code that means: no such metadata
};
void change_metadata(Virsh& sh, const Args& args, const MetadataObject& object);

}  // namespace vireo::sh
