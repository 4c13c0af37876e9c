// SPDX-License-Identifier: LGPL-2.1-or-later
// See validate.h.
#include "model/schema/validate.h"

#include <map>
#include <memory>
#include <mutex>

#include "model/schema/schema.h"
#include "xml/parse.h"
#include "xml/relaxng.h"

namespace vireo::model {
namespace {

const xml::RelaxNg& compiled(std::string_view name) {
    static std::mutex lock;
    static std::map<std::string, std::unique_ptr<xml::RelaxNg>, std::less<>> all;
    std::lock_guard guard(lock);
    auto it = all.find(name);
    if (it == all.end()) it = all.emplace(std::string(name), std::make_unique<xml::RelaxNg>(schema_text(name))).first;
    return *it->second;
}

}  // namespace

void validate(std::string_view schema, std::string_view root, std::string_view text, vireo::Domain who) {
    {
        auto document = xml::parse(text, {.domain = who});
        xml::expect_root(document, root);
    }
    auto remarks = compiled(schema).check(text);
    if (!remarks.empty())
        fail(Code::xml_invalid_schema, vireo::Domain::xml, "Unable to validate doc against {}/{}.rng\n{}", schema_folder, schema, remarks);
}

}  // namespace vireo::model
