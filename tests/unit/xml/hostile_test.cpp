// SPDX-License-Identifier: LGPL-2.1-or-later
// Documents that want too much: each is refused or read within bounds of time and memory that follow from its size.
#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <fstream>

#include "xml/parse.h"

namespace vireo::xml {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif
#else
constexpr bool sanitized = false;
#endif

// Bytes that the process had at most since reset().
struct Peak {
    static std::size_t field(const char* name) {
        std::ifstream in("/proc/self/status");
        for (std::string line; std::getline(in, line);)
            if (line.starts_with(name)) return std::stoul(line.substr(line.find(':') + 1)) << 10;
        return 0;
    }
    Peak() {
        std::ofstream("/proc/self/clear_refs") << 5;
        before = field("VmRSS");
    }
    std::size_t grown() const {
        const auto now = field("VmHWM");
        return now > before ? now - before : 0;
    }
    std::size_t before;
};

struct Outcome {
    std::string message;  // empty: accepted
    double seconds = 0;
    std::size_t bytes = 0;
};

Outcome outcome(const std::string& text, const ParseOptions& options = {}) {
    Outcome o;
    Peak peak;
    const auto begin = std::chrono::steady_clock::now();
    try {
        parse(text, options);
    } catch (const Error& e) {
        EXPECT_EQ(e.code, Code::xml_detail);
        EXPECT_EQ(e.domain, Domain::xml);
        o.message = e.message;
    }
    o.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    o.bytes = peak.grown();
    return o;
}

// Generous: machines are loaded and sanitizers slow. What is not bounded takes minutes or all memory.
void expect_bounded(const Outcome& o, std::size_t bytes) {
    EXPECT_LT(o.seconds, sanitized ? 60 : 20);
    if (!sanitized) {
        EXPECT_LT(o.bytes, bytes);
    }
}

std::string repeated(std::string_view what, std::size_t times) {
    std::string out;
    out.reserve(what.size() * times);
    while (times--) out += what;
    return out;
}

constexpr std::size_t MiB = 1u << 20;

TEST(Hostile, Depth) {
    const auto deep = outcome(repeated("<a>", 100000) + repeated("</a>", 100000));
    EXPECT_TRUE(deep.message.starts_with("at line 1: Excessive depth in document: 256 use XML_PARSE_HUGE option\n<a><a><a>")) << deep.message.substr(0, 200);
    EXPECT_LT(deep.message.size(), 2 * 700000u);  // the line in question is part of it
    expect_bounded(deep, 64 * MiB);
    EXPECT_EQ(outcome(repeated("<a>", 257) + repeated("</a>", 257)).message, "");
    EXPECT_NE(outcome(repeated("<a>", 258) + repeated("</a>", 258)).message, "");
}

TEST(Hostile, LongAttributesTextsAndNames) {
    const std::string eleven(11 * MiB, 'y');
    auto o = outcome("<a x='" + eleven + "'/>");
    EXPECT_TRUE(o.message.starts_with("at line 1: AttValue length too long\n")) << o.message.substr(0, 100);
    expect_bounded(o, 400 * MiB);
    o = outcome("<a>" + eleven + "</a>");
    EXPECT_EQ(o.message, "");
    expect_bounded(o, 400 * MiB);
    o = outcome("<" + std::string(60000, 'y') + "/>");
    EXPECT_TRUE(o.message.starts_with("at line 1: Name too long: NCName\n")) << o.message.substr(0, 100);
    expect_bounded(o, 16 * MiB);
    // Nobody looks at more than that.
    ParseOptions named;
    named.origin = "big.xml";
    const std::string big = "<a x='" + std::string(200 * MiB, 'y') + "'/>";
    o = outcome(big, named);
    EXPECT_EQ(o.message, "big.xml: document of 209715209 bytes is too large");
    expect_bounded(o, MiB);
}

TEST(Hostile, Entities) {
    std::string bomb = "<!DOCTYPE a [<!ENTITY a0 'xxxxxxxxxx'>";
    for (int i = 1; i < 20; ++i) bomb += "<!ENTITY a" + std::to_string(i) + " '" + repeated("&a" + std::to_string(i - 1) + ";", 10) + "'>";
    auto o = outcome(bomb + "]><a>&a19;</a>");
    EXPECT_TRUE(o.message.starts_with("at line 1: Entity 'a0' not defined\n")) << o.message;
    expect_bounded(o, 16 * MiB);
    o = outcome(bomb + "]><a x='&a19;'/>");
    EXPECT_TRUE(o.message.starts_with("at line 1: Entity 'a0' not defined\n")) << o.message;
    expect_bounded(o, 16 * MiB);
    // Quadratic: one long entity, often.
    o = outcome("<!DOCTYPE a [<!ENTITY l '" + std::string(MiB, 'x') + "'>]><a>" + repeated("&l;", 100000) + "</a>");
    EXPECT_NE(o.message, "");
    expect_bounded(o, 64 * MiB);
    // Parameter entities.
    o = outcome("<!DOCTYPE a [<!ENTITY % p '" + std::string(1000, 'x') + "'><!ENTITY % q '%p;%p;'>%q;]><a/>");
    expect_bounded(o, 16 * MiB);
}

TEST(Hostile, NothingIsFetched) {
    char folder[] = "/tmp/vireo-xml-XXXXXX";
    ASSERT_TRUE(mkdtemp(folder));
    const std::string fifo = std::string(folder) + "/fifo";
    // Opening it for reading would wait for a writer for ever.
    ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
    EXPECT_TRUE(outcome("<!DOCTYPE a [<!ENTITY x SYSTEM 'file://" + fifo + "'>]><a>&x;</a>").message.starts_with("at line 1: Entity 'x' not defined\n"));
    EXPECT_EQ(outcome("<!DOCTYPE a SYSTEM 'file://" + fifo + "'><a/>").message, "");
    outcome("<!DOCTYPE a [<!ENTITY % p SYSTEM 'file://" + fifo + "'>%p;]><a/>");
    EXPECT_EQ(outcome("<a xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='file://" + fifo + "'/></a>").message, "");
    unlink(fifo.c_str());
    rmdir(folder);
}

TEST(Hostile, ManyAttributes) {
    std::string many = "<a><!-- = --><b";
    for (int i = 0; i < 1000000; ++i) many += " a" + std::to_string(i) + "='1'";
    auto o = outcome(many + "/></a>");
    EXPECT_EQ(o.message, ": more than 10000 attributes in one element");
    expect_bounded(o, 16 * MiB);
    // Equals signs elsewhere do not count.
    EXPECT_EQ(outcome("<a b='" + std::string(100000, '=') + "'>" + std::string(100000, '=') + "<!--" + std::string(100000, '=') + "--><![CDATA[" +
                      std::string(100000, '=') + "]]><?x " + std::string(100000, '=') + "?></a>").message, "");
    // One that a document type adds to every element.
    o = outcome("<!DOCTYPE a [<!ATTLIST b x CDATA '" + std::string(MiB, 'x') + "'>]><a>" + repeated("<b/>", 100000) + "</a>");
    EXPECT_TRUE(o.message.starts_with("at line 1: attributes with default values are not supported\n")) << o.message.substr(0, 100);
    expect_bounded(o, 64 * MiB);
}

TEST(Hostile, ManySiblings) {
    const auto text = "<a>" + repeated("<b/>", 1000000) + "</a>";
    auto o = outcome(text);
    EXPECT_EQ(o.message, "");
    expect_bounded(o, 100 * text.size());
    // Text between elements is joined once.
    const auto pieces = "<a>" + repeated("x<b/>", 1000000) + "</a>";
    o = outcome(pieces);
    EXPECT_EQ(o.message, "");
    expect_bounded(o, 100 * pieces.size());
    const auto sections = "<a>" + repeated("<![CDATA[x]]>", 500000) + "</a>";
    o = outcome(sections);
    EXPECT_EQ(o.message, "");
    expect_bounded(o, 100 * sections.size());
    EXPECT_EQ(parse("<a>x<b>y<c/>z</b>u<![CDATA[v]]><!--n-->w</a>").root().text, "xuvw");
    EXPECT_EQ(parse("<a>x<b>y<c/>z</b>u</a>").root().child("b")->text, "yz");
}

TEST(Hostile, Bytes) {
    auto o = outcome("<a>\xff\xfe</a>");
    EXPECT_TRUE(o.message.starts_with("at line 1: Input is not proper UTF-8, indicate encoding !\nBytes: 0xFF 0xFE 0x3C 0x2F\n")) << o.message;
    EXPECT_NE(outcome(std::string("<a\0/>", 5)).message, "");
    EXPECT_NE(outcome(std::string("<a>x\0y</a>", 10)).message, "");
    EXPECT_NE(outcome("<a>&#0;</a>").message, "");
    EXPECT_NE(outcome("<a>\x01</a>").message, "");
    // A text that is not what it claims says so to its caller, not to whoever reads the process's messages.
    testing::internal::CaptureStderr();
    EXPECT_NE(outcome(std::string("<?xml version='1.0' encoding='UTF-32'?><a>\0\0\0\0</a>", 50)).message, "");
    EXPECT_NE(outcome("<?xml version='1.0' encoding='nothing-like-it'?><a/>").message, "");
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace vireo::xml
