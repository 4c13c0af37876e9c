// SPDX-License-Identifier: LGPL-2.1-or-later
// The grammar of the shells, their numbers, tables and small XML reader.
#include "apps/virsh/engine/numbers.h"
#include "apps/virsh/engine/parser.h"
#include "apps/virsh/engine/shell.h"
#include "apps/virsh/engine/table.h"
#include "apps/virsh/engine/xml.h"

#include <gtest/gtest.h>

#include <climits>

namespace vireo::sh {
namespace {

constexpr Option start_options[] = {{"domain", "name", Kind::string, Option::required | Option::positional, nullptr},
                                    {"paused", "flag", Kind::flag, 0, nullptr},
                                    {"count", "number", Kind::number, 0, nullptr},
                                    {"number", nullptr, Kind::alias, 0, "count"},
                                    {"five", nullptr, Kind::alias, 0, "count=5"},
                                    {"word", "rest", Kind::words, Option::positional, nullptr}};
constexpr Option help_options[] = {{"command", "which", Kind::string, Option::positional, nullptr}};
constexpr Group groups[] = {{"Group", "group"}};
const Command commands[] = {{"start", 0, "start it", "Starts.", start_options, nullptr, 0, nullptr},
                            {"help", 0, "help", nullptr, help_options, nullptr, Command::noconnect, nullptr},
                            {"begin", 0, nullptr, nullptr, {}, nullptr, 0, "start"}};

class TestShell : public Shell {
public:
    TestShell() : Shell("test", {groups, commands}) {}
    bool connected() override { return true; }
    const char* prompt() override { return "> "; }
    std::vector<std::string> complete_value(const Command&, const Option& o, const Args&, const std::string&) override
    {
        return std::string_view(o.name) == "domain" ? std::vector<std::string>{"alpha", "beta"} : std::vector<std::string>{};
    }
};

std::string words(std::string_view line)
{
    std::string why;
    auto w = tokenize(line, why);
    if (!w) return "!" + why;
    std::string out;
    for (const Word& x : *w) out += x.separator ? "|" : "[" + x.text + "]";
    return out;
}

TEST(Tokens, Quoting)
{
    EXPECT_EQ(words("echo a  b"), "[echo][a][b]");
    EXPECT_EQ(words("a;b\nc"), "[a]|[b]|[c]");
    EXPECT_EQ(words("'a b' \"c \\\" d\" e\\ f"), "[a b][c \" d][e f]");
    EXPECT_EQ(words("ec\\\nho"), "[echo]");
    EXPECT_EQ(words("'\\\n'"), "[\\\n]");
    EXPECT_EQ(words("a # b\\\nc"), "[a]|[c]");
    EXPECT_EQ(words("a#b"), "[a#b]");
    EXPECT_EQ(words("''"), "[]");
    EXPECT_EQ(words("\"a"), "!missing \"");
    EXPECT_EQ(words("a\\"), "!dangling \\");
}

std::string parsed(const std::string& line)
{
    TestShell sh;
    std::string why;
    auto w = tokenize(line, why);
    auto p = w ? parse(sh, *w, why) : std::nullopt;
    if (!p) return "!" + why;
    std::string out;
    for (const Args& a : *p) {
        out += std::string(out.empty() ? "" : " ; ") + a.command().name;
        for (auto& g : a.given()) out += fmt::format(" {}={}", g.option->name, g.value);
    }
    return out;
}

TEST(Parse, Options)
{
    EXPECT_EQ(parsed("start a"), "start domain=a");
    EXPECT_EQ(parsed("begin --domain a --paused"), "start domain=a paused=");
    EXPECT_EQ(parsed("start --count=3 a x y"), "start count=3 domain=a word=x word=y");
    EXPECT_EQ(parsed("start a --number 7"), "start domain=a count=7");
    EXPECT_EQ(parsed("start a --five"), "start domain=a count=5");
    EXPECT_EQ(parsed("start a -- --paused"), "start domain=a word=--paused");
    EXPECT_EQ(parsed("start a; start b"), "start domain=a ; start domain=b");
    EXPECT_EQ(parsed("start --help"), "help command=start");
    EXPECT_EQ(parsed("\\# no;start a"), "start domain=a");
}

TEST(Parse, Mistakes)
{
    EXPECT_EQ(parsed("nope"), "!unknown command: 'nope'");
    EXPECT_EQ(parsed("start"), "!command 'start' requires <domain> option");
    EXPECT_EQ(parsed("start a --x"), "!command 'start' doesn't support option --x");
    EXPECT_EQ(parsed("start a --paused=1"), "!invalid '=' after option --paused");
    EXPECT_EQ(parsed("start a --five=1"), "!invalid '=' after option --five");
    EXPECT_EQ(parsed("start a --count"), "!expected syntax: --count <number>");
    EXPECT_EQ(parsed("start a --paused --paused"), "!option --paused already seen");
    EXPECT_EQ(parsed("help a b"), "!unexpected data 'b'");
}

TEST(Complete, OptionsAndValues)
{
    TestShell sh;
    using V = std::vector<std::string>;
    EXPECT_EQ(sh.completions({"st"}), (V{"start"}));
    EXPECT_EQ(sh.completions({"start", "--c"}), (V{"--count"}));
    EXPECT_EQ(sh.completions({"start", "--domain", ""}), (V{"alpha", "beta"}));
    EXPECT_EQ(sh.completions({"start", "b"}), (V{"beta"}));
    EXPECT_EQ(sh.completions({"start", "a", "--paused", ""}), (V{"--count", "--word"}));
    EXPECT_EQ(sh.completions({"start", "--unknown", "--paused", ""}), (V{"--domain", "--paused", "--count", "--word"}));
    EXPECT_EQ(sh.completions({"nope", ""}), V{});
}

TEST(Numbers, Plain)
{
    EXPECT_EQ(parse_signed("-3", -5, 5), -3);
    EXPECT_EQ(parse_signed("6", -5, 5), std::nullopt);
    EXPECT_EQ(parse_signed("", -5, 5), std::nullopt);
    EXPECT_EQ(parse_signed("3x", -5, 5), std::nullopt);
    EXPECT_EQ(parse_unsigned("-1", 5), std::nullopt);
    EXPECT_EQ(parse_wrapping("-1", UINT_MAX), UINT_MAX);
    EXPECT_EQ(parse_wrapping("-1", ULLONG_MAX), ULLONG_MAX);
}

TEST(Numbers, Scaled)
{
    std::string why;
    EXPECT_EQ(parse_scaled("5", 1024, ULLONG_MAX, why), 5120u);
    EXPECT_EQ(parse_scaled("5b", 1024, ULLONG_MAX, why), 5u);
    EXPECT_EQ(parse_scaled("5k", 1, ULLONG_MAX, why), 5120u);
    EXPECT_EQ(parse_scaled("5KiB", 1, ULLONG_MAX, why), 5120u);
    EXPECT_EQ(parse_scaled("5kb", 1, ULLONG_MAX, why), 5000u);
    EXPECT_EQ(parse_scaled("2G", 1, ULLONG_MAX, why), 2147483648u);
    EXPECT_EQ(parse_scaled("-1", 1, ULLONG_MAX, why), std::nullopt);
    EXPECT_EQ(why, "");
    EXPECT_EQ(parse_scaled("5WB", 1, ULLONG_MAX, why), std::nullopt);
    EXPECT_EQ(why, "invalid argument: unknown suffix 'WB'");
    EXPECT_EQ(parse_scaled("99999999999T", 1, ULLONG_MAX, why), std::nullopt);
    EXPECT_EQ(why, "numerical overflow: value too large: 99999999999T");
}

TEST(Numbers, Text)
{
    EXPECT_EQ(xml_escape("<a&\"'>"), "&lt;a&amp;&quot;&apos;&gt;");
    EXPECT_EQ(shell_quote("a b"), "'a b'");
    EXPECT_EQ(shell_quote("it's"), "'it'\\''s'");
    EXPECT_EQ(shell_quote("x"), "x");
    EXPECT_EQ(split_escaped("a,b,,c"), (std::vector<std::string>{"a", "b,c"}));
    EXPECT_EQ(split_escaped(",,,a"), (std::vector<std::string>{",", "a"}));
    EXPECT_STREQ(pretty_size(10485760).unit, "MiB");
    EXPECT_DOUBLE_EQ(pretty_size(10485760).value, 10.0);
    setenv("TZ", "UTC", 1);
    tzset();
    EXPECT_EQ(local_time(0), "1970-01-01 00:00:00 +0000");
}

TEST(Table, Widths)
{
    Table t({"Id", "Name", "State"});
    t.row({"1", "test", "running"});
    EXPECT_EQ(t.text(true), " Id   Name   State\n----------------------\n 1    test   running\n");
    EXPECT_EQ(t.text(false), " 1   test   running\n");
    Table u({"A", "B"});
    u.row({"x\ny", "z"});
    EXPECT_EQ(u.text(false), " x\\x0ay   z\n");
}

TEST(Xml, ReadsAndWrites)
{
    auto d = parse_xml("<?xml version='1.0'?><!-- c --><a x='1 &lt; 2'><b>t</b><b y=\"q\"/><![CDATA[<raw>]]></a>");
    ASSERT_TRUE(d);
    EXPECT_EQ(d->get("@x"), "1 < 2");
    EXPECT_EQ(d->get("b"), "t");
    EXPECT_EQ(d->all("b").size(), 2u);
    EXPECT_EQ(d->all("b")[1]->get("@y"), "q");
    EXPECT_EQ(xml_text(*d), "<a x=\"1 &lt; 2\"><b>t</b><b y=\"q\"/>&lt;raw&gt;</a>");
    EXPECT_FALSE(parse_xml("<a><b></a>"));
    EXPECT_FALSE(parse_xml("<a"));
    std::string deep;
    for (int i = 0; i < 100000; ++i) deep += "<a>";
    EXPECT_FALSE(parse_xml(deep));
}

}  // namespace
}  // namespace vireo::sh
