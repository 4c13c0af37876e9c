// SPDX-License-Identifier: LGPL-2.1-or-later
// Golden cases: data from the corpus (or any folder of that form) run through ours. A family says what a case means;
// it knows no case by name.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json/json.h"

namespace golden {

// One line of a manifest.
struct Case {
    std::string id;
    std::map<std::string, std::vector<std::string>> inputs, expected;  // role -> paths below the corpus
    std::string result;  // ok, parse-error, failure, error, invalid
    vireo::json::Json params;
    std::string corpus;  // folder of the corpus

    // Content of the first file of a role; nothing if the role is absent.
    std::optional<std::string> input(const std::string& role) const;
    std::optional<std::string> expect(const std::string& role) const;
    // Path of the first file of a role; empty if the role is absent.
    std::string input_path(const std::string& role) const;
    bool flag(const char* param) const;
    std::string word(const char* param) const;
};

struct Outcome {
    enum Kind { passed, failed, skipped } kind = passed;
    std::string why;                     // of a failure or skip
    std::string wanted, got;             // shown with --diff
    static Outcome pass() { return {}; }
    static Outcome fail(std::string why) { return {failed, std::move(why), {}, {}}; }
    static Outcome skip(std::string why) { return {skipped, std::move(why), {}, {}}; }
    // Equal texts pass.
    static Outcome compare(std::string wanted, std::string got, std::string what = "text differs");
};

// A family registers itself: static golden::Family f("name", run); A family whose cases have several results registers
// once for each: Family xml("name", run, "xml"). Results count one by one, and are pinned as ID:PART.
struct Family {
    Family(std::string name, Outcome (*run)(const Case&), std::string part = "");
    std::string name;
    Outcome (*run)(const Case&);
    std::string part;
    std::string label(const std::string& id) const { return part.empty() ? id : id + ":" + part; }
};

std::optional<std::string> read_file(const std::string& path);

}  // namespace golden
