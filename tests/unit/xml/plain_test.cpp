// SPDX-License-Identifier: LGPL-2.1-or-later
// The fast reader must give the tree that the library gives, or none: held against it document by document.
#include "xml/plain.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "xml/parse.h"

namespace vireo::xml {
namespace {

bool same(const Node& a, const Node& b) {
    auto attribute = [](const Attribute& x, const Attribute& y) { return x.name == y.name && x.prefix == y.prefix && x.ns == y.ns && x.value == y.value; };
    auto declaration = [](const NamespaceDeclaration& x, const NamespaceDeclaration& y) { return x.prefix == y.prefix && x.uri == y.uri; };
    if (a.kind != b.kind || (a.kind == NodeKind::element && a.line != b.line) || a.name != b.name || a.prefix != b.prefix || a.ns != b.ns || a.text != b.text) return false;
    if (!std::ranges::equal(a.attributes, b.attributes, attribute) || !std::ranges::equal(a.declarations, b.declarations, declaration)) return false;
    const Node *x = a.first, *y = b.first;
    for (; x && y; x = x->next, y = y->next)
        if (x->parent != &a || y->parent != &b || !same(*x, *y)) return false;
    return !x && !y;
}

enum class Verdict { left_alone, same, differs };

Verdict compare(std::string_view text) {
    Arena arena(4096);
    const Node* root = read_plain(text, 256, arena);
    if (!root) return Verdict::left_alone;
    try {
        auto document = parse(text, {.plain_first = false});
        return same(*root, document.root()) ? Verdict::same : Verdict::differs;
    } catch (const Error&) {
        return Verdict::differs;
    }
}

constexpr std::string_view rich =
    "<!--\nWARNING: written by a program\n  virsh edit a\n-->\n\n"
    "<domain type='kvm' xmlns:qemu=\"http://libvirt.org/schemas/domain/qemu/1.0\">\n"
    "  <name>a &amp; b&lt;&gt;&apos;&quot; ]x]</name>\n"
    "  <metadata>\n    <l:os xmlns:l='http://example.org/l/1.0' l:id=\"http://e.org/12\" plain='&quot;q&quot; &lt;'>\n      <l:x/>text<y> </y>more\n    </l:os>\n  </metadata>\n"
    "  <empty/><blank>  \n </blank><both>  <a/> </both>\n"
    "  <wide\n     a = 'one\" two'\n     b='>'\n  />\n"
    "  <!-- in - between --><desc>two\n\tlines</desc>\n"
    "  <scope xmlns='http://example.org/d'><inner/><l:q xmlns:l='http://example.org/other' l:a='1' b='2'/></scope>\n"
    "  <qemu:commandline>\n    <qemu:arg value='-x'/>\n  </qemu:commandline>\n"
    "</domain>\n<!-- the end -->\n";

TEST(Plain, ReadsWhatIsPlain) {
    EXPECT_EQ(compare(rich), Verdict::same);
    for (auto text : {"<a/>", "<a></a>", "<a> </a>", " \n<a>x<b/>y<!---->z</a>  ", "<a b='1' c=\"'\" />", "<a-b.c_9>t</a-b.c_9 >"}) EXPECT_EQ(compare(text), Verdict::same) << text;
}

TEST(Plain, LeavesTheRestToTheLibrary) {
    for (auto text :
         {"", " ", "x", "<", "<a", "<a>", "<a></b>", "<a></a", "<a/><b/>", "<a/>x", "<a b=c/>", "<a b='1'c='2'/>", "<a b='1' b='2'/>", "<a b='<'/>", "<a>]]></a>", "<a>&x;</a>",
          "<a>&#65;</a>", "<a b='&#65;'/>", "<a b='1\n2'/>", "<a b='1\t2'/>", "<a>\r\n</a>", "<a>\xc3\xa4</a>", "<a><![CDATA[x]]></a>", "<?xml version='1.0'?><a/>", "<!DOCTYPE a><a/>",
          "<a><?p q?></a>", "<p:a/>", "<a p:b='1'/>", "<a xml:lang='de'/>", "<a xmlns=''/>", "<a xmlns:xml='http://e.org/'/>", "<a xmlns:b='urn:x'/>", "<a><!-- -- --></a>", "<a><!-- </a>",
          "<a:b:c/>", "<1/>", "<a >< /a>", "<a>\x01</a>", "<a>&amp</a>"})
        EXPECT_EQ(compare(text), Verdict::left_alone) << text;
    std::string deep;
    for (int i = 0; i < 240; ++i) deep += "<a>";
    EXPECT_EQ(compare(deep), Verdict::left_alone);
    EXPECT_EQ(compare(std::string("<a/>\0", 5)), Verdict::left_alone);
    EXPECT_EQ(compare(std::string("<a>\0</a>", 8)), Verdict::left_alone);
}

TEST(Plain, NoMutationTellsItFromTheLibrary) {
    std::mt19937 random(11);
    constexpr std::string_view pieces[] = {"<", ">", "/", "'", "\"", "&", ";", "&amp;", "=", " ", "\n", "a", ":", "-", "--", "]]>", "<a>", "</a>", "<!--", "-->", "xmlns", "\t", "]", "<b c='d'/>"};
    unsigned same_count = 0;
    for (int i = 0; i < 20'000; ++i) {
        std::string text(rich);
        for (unsigned k = 0, n = 1 + random() % 3; k < n; ++k) {
            const auto at = random() % text.size();
            switch (random() % 4) {
                case 0: text.erase(at, 1 + random() % 6); break;
                case 1: text.insert(at, pieces[random() % std::size(pieces)]); break;
                case 2: text[at] = static_cast<char>(random() % 128); break;
                default: text.insert(at, text.substr(random() % text.size(), 1 + random() % 40)); break;
            }
            if (text.empty()) text = "<a/>";
        }
        const auto verdict = compare(text);
        ASSERT_NE(verdict, Verdict::differs) << text;
        same_count += verdict == Verdict::same;
    }
    EXPECT_GT(same_count, 2'000u);
}

TEST(Plain, RecordedDocuments) {
    const char* corpus = std::getenv("VIREO_CORPUS");
    if (!corpus || !std::filesystem::is_directory(corpus)) GTEST_SKIP() << "no corpus (VIREO_CORPUS)";
    unsigned all = 0, plain = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(corpus)) {
        if (!entry.is_regular_file() || entry.path().extension() != ".xml") continue;
        std::ifstream in(entry.path());
        std::ostringstream text;
        text << in.rdbuf();
        const auto verdict = compare(text.str());
        EXPECT_NE(verdict, Verdict::differs) << entry.path();
        ++all;
        plain += verdict == Verdict::same;
    }
    EXPECT_GT(plain * 10, all * 9) << plain << " of " << all;
}

}  // namespace
}  // namespace vireo::xml
