// SPDX-License-Identifier: LGPL-2.1-or-later
// The shells' readers under hostile input: command lines, completion, sizes, XML documents. Nothing is run.
#include "apps/virsh/engine/numbers.h"
#include "apps/virsh/engine/parser.h"
#include "apps/virsh/engine/shell.h"
#include "apps/virsh/engine/table.h"
#include "apps/virsh/engine/xml.h"

#include <climits>
#include <cstdint>

namespace {

using namespace vireo::sh;

constexpr Option options[] = {{"domain", "", Kind::string, Option::required | Option::positional, nullptr},
                              {"all", "", Kind::flag, 0, nullptr},
                              {"size", "", Kind::number, Option::positional_legacy, nullptr},
                              {"kilobytes", nullptr, Kind::alias, 0, "size"},
                              {"hi", nullptr, Kind::alias, 0, "string=hello"},
                              {"string", "", Kind::words, Option::positional, nullptr}};
constexpr Option help_options[] = {{"command", "", Kind::string, Option::positional, nullptr}};
constexpr Group groups[] = {{"G", "g"}};
const Command commands[] = {{"list", 0, "", nullptr, options, nullptr, 0, nullptr},
                            {"echo", 0, "", nullptr, options, nullptr, 0, nullptr},
                            {"help", 0, "", nullptr, help_options, nullptr, 0, nullptr}};

class Mute : public Shell {
public:
    Mute() : Shell("fuzz", {groups, commands}) {}
    bool connected() override { return false; }
    const char* prompt() override { return ""; }
    std::vector<std::string> complete_value(const Command&, const Option&, const Args&, const std::string&) override { return {"a", "b"}; }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static Mute shell;
    std::string text(reinterpret_cast<const char*>(data), size);
    std::string why;
    if (auto words = tokenize(text, why)) {
        parse(shell, *words, why);
        std::vector<std::string> plain;
        for (const Word& w : *words) plain.push_back(w.text);
        shell.completions(plain);
    }
    parse_scaled(text, 1024, ULLONG_MAX, why);
    split_escaped(text);
    Table table({"a", "b"});
    table.row({text, "x"});
    table.text(true);
    if (auto doc = parse_xml(text)) {
        doc->get("a/b@c");
        xml_text(*doc);
    }
    return 0;
}
