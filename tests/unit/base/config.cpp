// SPDX-License-Identifier: LGPL-2.1-or-later
// Configuration files: syntax with its messages, typed look-ups with theirs, writing back, known settings.
#include "base/config.h"

#include <gmock/gmock.h>

#include "base/error.h"

using namespace vireo;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

std::string refusal(std::string_view text) {
    try {
        ConfigFile::parse(text, "f");
    } catch (const Error& e) {
        EXPECT_EQ(e.code, Code::conf_syntax);
        EXPECT_EQ(e.domain, Domain::conf);
        return e.message.substr(std::string("configuration file syntax error: ").size());
    }
    return "";
}

template <class F>
std::string complaint(std::string_view text, F&& get) {
    try {
        get(ConfigFile::parse(text, "f"));
    } catch (const Error& e) {
        return e.message;
    }
    return "";
}

std::string again(std::string_view text) { return ConfigFile::parse(text).format(); }

}  // namespace

TEST(Config, WritesBackWithCommentsAndOrder) {
    EXPECT_EQ(again("a=1"), "a = 1\n");
    EXPECT_EQ(again("#top\n\n\n  b = 'x'   # why\r\na=[ 'p','q', ]\n#end"), "#top\nb = \"x\" # why\na = [ \"p\", \"q\" ]\n#end\n");
    EXPECT_EQ(again("t = [1,2,[ 3 , 4 ],5]"), "t = [ 1, 2, [ 3, 4 ], 5 ]\n");
    EXPECT_EQ(again("t = \"\"\"one\ntwo \"x\"\n\"\"\"\n"), "t = \"\"\"one\ntwo \"x\"\n\"\"\"\n");
    EXPECT_EQ(again("t = 'say \"x\"'"), "t = \"\"\"say \"x\"\"\"\"\n");
    EXPECT_EQ(again("a = -5; b = +7"), "a = -5\nb = 7\n");
    EXPECT_EQ(again(""), "");
}

TEST(Config, SyntaxMessages) {
    EXPECT_EQ(refusal("a = \n"), "f:1: expecting a value");
    EXPECT_EQ(refusal("a = \n\"b\"\n"), "f:1: expecting a value");
    EXPECT_EQ(refusal("a = @"), "f:1: expecting a value");
    EXPECT_EQ(refusal("a\n"), "f:1: expecting an assignment");
    EXPECT_EQ(refusal("a-b = 3"), "f:1: expecting an assignment");
    EXPECT_EQ(refusal("\n= 3"), "f:2: expecting a name");
    EXPECT_EQ(refusal("3x = 3"), "f:1: expecting a name");
    EXPECT_EQ(refusal("_a = 3"), "f:1: expecting a name");
    EXPECT_EQ(refusal("a = 3 4"), "f:1: expecting a separator");
    EXPECT_EQ(refusal("a = 0x10"), "f:1: expecting a separator");
    EXPECT_EQ(refusal("a = \"x\"y"), "f:1: expecting a separator");
    EXPECT_EQ(refusal("a = \"x\\\"y\""), "f:1: expecting a separator") << "no escapes";
    EXPECT_EQ(refusal("a = \"abc\n"), "f:1: unterminated string");
    EXPECT_EQ(refusal("a = 'abc"), "f:1: unterminated string");
    EXPECT_EQ(refusal("a = \"\"\"abc\n"), "f:1: unterminated string");
    EXPECT_EQ(refusal("a = [ \"a\" \"b\" ]"), "f:1: expecting a separator in list");
    EXPECT_EQ(refusal("a = [ \"a\" # d\n, \"b\" ]"), "f:1: expecting a separator in list");
    EXPECT_EQ(refusal("a = [ # c\n]"), "f:1: expecting a value");
    EXPECT_EQ(refusal("a = [ \"a\", \n"), "f:2: expecting a value");
    EXPECT_EQ(refusal("a = [ \"a\" \n"), "f:2: list is not closed with ]");
    EXPECT_EQ(refusal("a = -\n"), "f:1: unterminated number");
    EXPECT_EQ(refusal("a = \"\"\"x\ny\"\"\"\nb=@"), "f:3: expecting a value");
    EXPECT_EQ(refusal("a = " + std::string(100000, '[')), "f:1: list is nested too deeply");
}

TEST(Config, TypedLookUps) {
    auto f = ConfigFile::parse("s = 'x'\ns = 'second'\nl = [ 'a', 'b' ]\ne = []\nb = 1\ni = -7\nu = 3000000000\n");
    EXPECT_EQ(f.get_string("s"), "x") << "the first one rules";
    EXPECT_EQ(f.get_string("none"), std::nullopt);
    EXPECT_THAT(*f.get_string_list("l"), ElementsAre("a", "b"));
    EXPECT_THAT(*f.get_string_list("e"), IsEmpty());
    EXPECT_THAT(*f.get_string_list("s", true), ElementsAre("x"));
    EXPECT_EQ(f.get_bool("b"), true);
    EXPECT_EQ(f.get_int("i"), -7);
    EXPECT_EQ(f.get_uint("u"), 3000000000u);
    EXPECT_EQ(ConfigFile::parse("x = -2147483648").get_int("x"), INT32_MIN);
    EXPECT_EQ(ConfigFile::parse("x = 18446744073709551615").get_uint64("x"), UINT64_MAX);
}

TEST(Config, TypeMessages) {
    auto text = [](const ConfigFile& f) { f.get_string("a"); };
    auto list = [](const ConfigFile& f) { f.get_string_list("a"); };
    auto either = [](const ConfigFile& f) { f.get_string_list("a", true); };
    auto boolean = [](const ConfigFile& f) { f.get_bool("a"); };
    auto integer = [](const ConfigFile& f) { f.get_int("a"); };
    auto natural = [](const ConfigFile& f) { f.get_uint("a"); };
    EXPECT_EQ(complaint("a = 4", text), "internal error: f: expected a string for 'a' parameter");
    EXPECT_EQ(complaint("a = 3", list), "internal error: f: expected a string list for 'a' parameter");
    EXPECT_EQ(complaint("a = 'x'", list), "internal error: f: expected a string list for 'a' parameter");
    EXPECT_EQ(complaint("a = 3", either), "internal error: f: expected a string or string list for 'a' parameter");
    EXPECT_EQ(complaint("a = [ 'a', 3 ]", list), "configuration file syntax error: f: expected a string list for 'a' parameter");
    EXPECT_EQ(complaint("a = 2", boolean), "internal error: f: value for 'a' parameter must be 0 or 1");
    EXPECT_EQ(complaint("a = '1'", boolean), "internal error: f: expected a bool for 'a' parameter");
    EXPECT_EQ(complaint("a = -0", boolean), "internal error: f: expected a bool for 'a' parameter");
    EXPECT_EQ(complaint("a = 'x'", integer), "internal error: f: expected a signed integer for 'a' parameter");
    EXPECT_EQ(complaint("a = -5000000000", integer),
              "internal error: f: value for 'a' parameter must be in range -2147483648:2147483647");
    EXPECT_EQ(complaint("a = -3", natural), "internal error: f: expected an unsigned integer for 'a' parameter");
    EXPECT_EQ(complaint("a = 99999999999999999999999", natural),
              "internal error: f: value for 'a' parameter must be in range 0:4294967295");
}

TEST(Config, Files) {
    EXPECT_EQ(complaint("", [](const ConfigFile&) { ConfigFile::read("/nonexistent.conf"); }),
              "Failed to open file '/nonexistent.conf': No such file or directory");
    EXPECT_EQ(complaint("", [](const ConfigFile&) { ConfigFile::read("/tmp"); }), "Failed to read file '/tmp': Is a directory");
}

TEST(Config, Cousins) {
    auto lxc = ConfigFile::parse("# x\nlxc.net.0.type = veth\nlxc.cap.drop = a b # c\n", "f", ConfigFile::Dialect::lxc);
    EXPECT_EQ(lxc.get_string("lxc.net.0.type"), "veth");
    EXPECT_EQ(lxc.get_string("lxc.cap.drop"), "a b # c");
    auto vmx = ConfigFile::parse("scsi0:0.fileName = \"a.vmdk\"\n", "f", ConfigFile::Dialect::vmx);
    EXPECT_EQ(vmx.get_string("scsi0:0.fileName"), "a.vmdk");
}

TEST(Config, SetReplacesOrAdds) {
    auto f = ConfigFile::parse("a = 1 # why\n");
    f.set("a", ConfigValue::number(2));
    f.set("b", ConfigValue::List{"x", ConfigValue::number(-3)});
    EXPECT_EQ(f.format(), "a = 2 # why\nb = [ \"x\", -3 ]\n");
}

TEST(Config, KnownSettings) {
    EXPECT_EQ(config_keys("qemu").size(), 107u);
    EXPECT_TRUE(config_keys("nosuch").empty());
    auto f = ConfigFile::parse("vnc_listen = 3\nnosuch = 1\nvnc_tls = 1\nvnc_tls = 2\nhugetlbfs_mount = '/x'\nmax_core = 'unlimited'\n", "q");
    EXPECT_THAT(config_findings(f, "qemu"),
                ElementsAre("q:1: setting 'vnc_listen' has a value of the wrong type", "q:2: unknown setting 'nosuch'",
                            "q:4: setting 'vnc_tls' has a value of the wrong type"));
}
