// SPDX-License-Identifier: LGPL-2.1-or-later
// The engine with a small struct of its own: reading, printing, visibility, messages, comparison, descriptions.
#include <gtest/gtest.h>

#include "model/row/grammar.h"
#include "model/row/row.h"
#include "xml/parse.h"

namespace vireo::model {
namespace {

using namespace row;

enum class Colour : std::uint8_t { none, red, blue };
VIREO_WORDS(Colour, "", "red", "blue")

struct Wheel {
    unsigned size = 0;
    OnOff spare = OnOff::absent;
    bool operator==(const Wheel&) const = default;
};
struct Car {
    std::string name;
    Colour colour = Colour::none;
    std::optional<unsigned> doors;
    std::optional<int> gear;
    std::optional<std::uint64_t> tank;
    bool open = false;
    std::string key;
    std::vector<Wheel> wheels;
    Box<Wheel> steering;
    Wheel front;
    std::string only_red;
    bool operator==(const Car&) const = default;
};

const Row wheel_rows[] = {
    attr("size", FIELD(Wheel, size)).req().nonzero().guest(),
    attr("spare", FIELD(Wheel, spare)),
};
const Element wheel_element{wheel_rows};
const Row loose_rows[] = {attr("size", FIELD(Wheel, size))};
const Element loose_element{loose_rows};
const Row engine_rows[] = {attr("gear", FIELD(Car, gear)).nonnegative()};
const Element engine_element{engine_rows};
const Row car_rows[] = {
    attr("colour", FIELD(Car, colour)).guest().from("1.0").says("what it looks like"),
    attr("doors", FIELD(Car, doors)).guest(),
    attr("key", FIELD(Car, key)).secure(),
    leaf("name", FIELD(Car, name)),
    leaf("red", FIELD(Car, only_red)).when(WHEN(Car, it.colour == Colour::red)),
    inside("engine", engine_element),
    scaled_leaf("tank", FIELD(Car, tank)),
    flag("open", FIELD(Car, open)),
    element("front", FIELD(Car, front), loose_element),
    maybe("steering", FIELD(Car, steering), wheel_element),
    list("wheel", FIELD(Car, wheels), wheel_element),
};
const Element car_element{car_rows};

Car read(std::string_view text) {
    auto d = xml::parse(text);
    Car c;
    ParseContext cx;
    parse(car_element, d.root(), &c, cx);
    return c;
}
std::string print(const Car& c, unsigned flags = format_default) {
    xml::Writer w;
    FormatContext cx{w, flags};
    w.open("car");
    format(car_element, &c, cx);
    w.close();
    return w.take();
}
std::string refusal(std::string_view text) {
    try {
        read(text);
    } catch (const Error& e) {
        return e.message;
    }
    return "accepted";
}

constexpr std::string_view full = R"(<car colour='red' doors='4'>
  <name>a&amp;b</name>
  <red>x</red>
  <engine gear='2'/>
  <tank unit='KiB'>2048</tank>
  <open/>
  <front size='3'/>
  <steering size='1'/>
  <wheel size='15'/>
  <wheel size='16' spare='on'/>
</car>
)";

TEST(Rows, ReadWhatTheyPrint) {
    Car c = read(full);
    EXPECT_EQ(c.name, "a&b");
    EXPECT_EQ(c.colour, Colour::red);
    EXPECT_EQ(c.doors, 4u);
    EXPECT_EQ(c.gear, 2);
    EXPECT_EQ(c.tank, 2048u);
    ASSERT_EQ(c.wheels.size(), 2u);
    EXPECT_EQ(c.wheels[1].spare, OnOff::on);
    EXPECT_EQ(print(c), full);
    EXPECT_EQ(read(print(c)), c);
}

TEST(Rows, PrintNothingForNothing) { EXPECT_EQ(print(Car{}), "<car/>\n"); }

TEST(Rows, OrderInTheDocumentDoesNotMatter) {
    EXPECT_EQ(print(read("<car doors='4' colour='blue'><wheel size='1'/><open/><name>n</name></car>")),
              "<car colour='blue' doors='4'>\n  <name>n</name>\n  <open/>\n  <wheel size='1'/>\n</car>\n");
}

TEST(Rows, TheFirstOfSingleElementsCounts) { EXPECT_EQ(read("<car><name>a</name><name>b</name></car>").name, "a"); }

TEST(Rows, GuardsChoose) { EXPECT_EQ(read("<car colour='blue'><red>x</red></car>").only_red, ""); }

TEST(Rows, SecretsNeedPermission) {
    Car c = read("<car key='k'/>");
    EXPECT_EQ(print(c), "<car/>\n");
    EXPECT_EQ(print(c, format_secure), "<car key='k'/>\n");
}

TEST(Rows, UnknownPartsAreIgnored) { EXPECT_EQ(print(read("<car foo='1'><bar><name>x</name></bar></car>")), "<car/>\n"); }

TEST(Rows, WordTheirRefusals) {
    EXPECT_EQ(refusal("<car colour='green'/>"), "XML error: Invalid value for attribute 'colour' in element 'car': 'green'.");
    EXPECT_EQ(refusal("<car doors='-5'/>"),
              "XML error: Invalid value for attribute 'doors' in element 'car': '-5'. Expected non-negative integer value");
    EXPECT_EQ(refusal("<car><engine gear='x'/></car>"),
              "XML error: Invalid value for attribute 'gear' in element 'engine': 'x'. Expected integer value");
    EXPECT_EQ(refusal("<car><engine gear='-1'/></car>"),
              "XML error: Invalid value for attribute 'gear' in element 'engine': '-1'. Expected non-negative value");
    EXPECT_EQ(refusal("<car><wheel size='0'/></car>"),
              "XML error: Invalid value for attribute 'size' in element 'wheel': Zero is not permitted");
    EXPECT_EQ(refusal("<car><wheel/></car>"), "XML error: Missing required attribute 'size' in element 'wheel'");
    EXPECT_EQ(refusal("<car><tank unit='z'>1</tank></car>"), "invalid argument: unknown suffix 'z'");
    EXPECT_EQ(refusal("<car><tank unit='EiB'>99</tank></car>"), "numerical overflow: value too large: 99EiB");
}

TEST(Rows, SizesKnowUnits) {
    auto tank = [](std::string_view unit, std::string_view n) {
        return *read(fmt::format("<car><tank unit='{}'>{}</tank></car>", unit, n)).tank;
    };
    EXPECT_EQ(tank("KiB", "5"), 5u);
    EXPECT_EQ(tank("b", "1025"), 2u) << "rounded up";
    EXPECT_EQ(tank("M", "1"), 1024u);
    EXPECT_EQ(tank("MB", "1"), 977u);
    EXPECT_EQ(tank("GiB", "2"), 2u << 20);
}

TEST(Rows, CompareWhatTheGuestSees) {
    Car a = read(full), b = a;
    EXPECT_TRUE(compare(car_element, &a, &b).empty());
    b.name = "other";
    b.wheels[1].spare = OnOff::off;
    EXPECT_TRUE(compare(car_element, &a, &b).empty()) << "not visible to the guest";
    b.wheels[1].size = 17;
    auto d = compare(car_element, &a, &b);
    ASSERT_EQ(d.size(), 1u);
    EXPECT_EQ(d[0].path, "/wheel[2]/@size");
    EXPECT_EQ(d[0].left, "16");
    EXPECT_EQ(d[0].right, "17");
    b.wheels.pop_back();
    EXPECT_EQ(compare(car_element, &a, &b)[0].path, "count(/wheel)");
}

TEST(Rows, DescribeThemselves) {
    Car shown;
    const Root roots[] = {{"car", &car_element, &shown}};
    auto lines = listing(roots);
    EXPECT_EQ(lines.substr(0, 7), "E\t/car\n") << lines;
    EXPECT_NE(lines.find("\tcolour\tred|blue\t"), std::string::npos) << lines;
    EXPECT_NE(lines.find("\t1.0\twhat it looks like\n"), std::string::npos) << lines;
    EXPECT_NE(lines.find("\tsize\t<natural number>\t"), std::string::npos) << lines;
    auto words = dictionary(car_element, "car");
    EXPECT_NE(words.find("\"wheel\"\n"), std::string::npos);
    EXPECT_NE(words.find("\"blue\"\n"), std::string::npos);
    // The grammar is XML and names every element once it is used.
    Car prototype;
    auto grammar = xml::parse(relax_ng(car_element, "car", &prototype));
    EXPECT_EQ(grammar.root().name, "grammar");
}

TEST(Types, MacAddresses) {
    EXPECT_EQ(Mac::parse("52:54:0:B2:49:cf")->text(), "52:54:00:b2:49:cf");
    EXPECT_FALSE(Mac::parse("52:54:00:b2:49"));
    EXPECT_FALSE(Mac::parse("52:54:00:b2:49:cf:"));
    EXPECT_FALSE(Mac::parse("52:54:00:b2:49:xx"));
    EXPECT_TRUE(Mac::parse("01:00:00:00:00:00")->is_multicast());
}

TEST(Types, Bitmaps) {
    auto text = [](std::string_view s) {
        auto b = Bitmap::parse(s);
        return b ? b->text() : "refused";
    };
    EXPECT_EQ(text("0-3,^2,8"), "0-1,3,8");
    EXPECT_EQ(text("1-4,8-20,525"), "1-4,8-20,525");
    EXPECT_EQ(text("5"), "5");
    EXPECT_EQ(text(""), "refused");
    EXPECT_EQ(text("3-1"), "refused");
    EXPECT_EQ(text("a"), "refused");
    EXPECT_EQ(text("1,"), "refused");
    EXPECT_EQ(text("0-99999999999"), "refused");
    auto b = *Bitmap::parse("0-63,64,130");
    EXPECT_EQ(b.count(), 66u);
    EXPECT_EQ(b.last(), 130);
    EXPECT_EQ(b.next(65), 130);
    b.clear(130);
    EXPECT_EQ(b, *Bitmap::parse("0-64"));
}

}  // namespace
}  // namespace vireo::model
