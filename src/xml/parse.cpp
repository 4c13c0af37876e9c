// SPDX-License-Identifier: LGPL-2.1-or-later
// Plain documents are read by xml/plain.h. All others, and all that are faulty, by libxml2, whose answers are those that users
// know. It checks well-formedness and calls us back; no tree of its own is built. Names come from libxml2's dictionary,
// which the Document keeps alive, all other text is copied into the arena once. The library is loaded by the first parse:
// with what it needs it would be a fifth of the start of a client that only asks a daemon something.
#include "xml/parse.h"

#include <dlfcn.h>
#include <libxml/SAX2.h>
#include <libxml/dict.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

#include <cstring>
#include <utility>

#include "xml/arena.h"
#include "xml/plain.h"
#include "xml/tree_builder.h"

namespace vireo::xml {
namespace {

// What is used of libxml2.
#define VIREO_LIBXML(X) \
    X(__xmlStructuredError) X(xmlCreateMemoryParserCtxt) X(xmlCtxtGetLastError) X(xmlCtxtUseOptions) X(xmlDictFree) X(xmlDictReference) \
    X(xmlFreeDoc) X(xmlFreeParserCtxt) X(xmlGetPredefinedEntity) X(xmlInitParser) X(xmlParseDocument) \
    X(xmlSAX2GetLineNumber) X(xmlStopParser)

struct Library {
#define VIREO_MEMBER(name) decltype(&::name) name = nullptr;
    VIREO_LIBXML(VIREO_MEMBER)
#undef VIREO_MEMBER
    Library() {
        // Never closed: documents hold its dictionaries.
        void* handle = dlopen("libxml2.so.2", RTLD_LAZY | RTLD_LOCAL);
        if (!handle) fail(Code::system_error, Domain::xml, "Unable to load XML library: {}", dlerror());
#define VIREO_LOOK_UP(name)                                        \
    name = reinterpret_cast<decltype(name)>(dlsym(handle, #name)); \
    if (!name) fail(Code::system_error, Domain::xml, "XML library lacks {}", #name);
        VIREO_LIBXML(VIREO_LOOK_UP)
#undef VIREO_LOOK_UP
        this->xmlInitParser();
    }
};

const Library& libxml() {
    static const Library library;
    return library;
}

}  // namespace

struct Document::Storage {
    explicit Storage(std::size_t first) : arena(first) {}
    ~Storage() {
        if (dict) libxml().xmlDictFree(dict);
    }
    Storage(const Storage&) = delete;
    Storage& operator=(const Storage&) = delete;
    Arena arena;
    xmlDictPtr dict = nullptr;
};

namespace {

std::string_view view(const xmlChar* s) {
    return s ? std::string_view(reinterpret_cast<const char*>(s)) : std::string_view{};
}

// The state of one parse; libxml2 hands it back as `_private` of its context.
struct Builder : TreeBuilder {
    Document::Storage& storage;
    const ParseOptions& options;
    std::string_view input;
    xmlParserCtxtPtr parser = nullptr;
    unsigned depth = 0;
    std::string pending;   // character data since the last tag
    bool failed = false;
    std::string failure;   // message of the first error, complete with context

    Builder(Document::Storage& s, const ParseOptions& o, std::string_view text) : TreeBuilder(s.arena), storage(s), options(o), input(text) {}

    void flush_text(bool closing) {
        if (pending.empty()) return;
        if (counts(pending, closing)) add_text(arena.copy(pending));
        pending.clear();
    }

    void stop(std::string text) {
        if (!failed) {
            failed = true;
            failure = std::move(text);
        }
        if (parser) libxml().xmlStopParser(parser);
    }

    // "origin:line: text" ("at line N: text" without an origin) and two lines that show the place.
    std::string position(std::string_view text, int line) const {
        while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.remove_suffix(1);
        std::string out = options.origin.empty() ? fmt::format("at line {}: {}\n", line, text)
                                                 : fmt::format("{}:{}: {}\n", options.origin, line, text);
        const xmlParserInput* in = parser ? parser->input : nullptr;
        if (input.empty() || !in || !in->base || !in->cur) return out + "(null)\n^";
        const char* base = reinterpret_cast<const char*>(in->base);
        const char* end = reinterpret_cast<const char*>(in->end);
        const char* cur = reinterpret_cast<const char*>(in->cur);
        while (cur > base && (cur == end || *cur == '\n' || *cur == '\r' || *cur == 0)) --cur;
        const char* begin = cur;
        while (begin > base && begin[-1] != '\n' && begin[-1] != '\r') --begin;
        const char* stop = begin;
        while (stop < end && *stop != '\n' && *stop != '\r' && *stop) ++stop;
        const char* mark = reinterpret_cast<const char*>(in->cur);
        if (mark > stop) mark = stop;
        out.append(begin, stop);
        out += '\n';
        for (const char* p = begin; p < mark; ++p) out += *p == '\t' ? '\t' : '-';
        return out + '^';
    }
};

Builder& builder(void* ctx) { return *static_cast<Builder*>(static_cast<xmlParserCtxtPtr>(ctx)->_private); }

void start_element(void* ctx, const xmlChar* local, const xmlChar* prefix, const xmlChar* uri, int nb_namespaces,
                   const xmlChar** namespaces, int nb_attributes, int nb_defaulted, const xmlChar** attributes) {
    Builder& b = builder(ctx);
    if (b.failed) return;
    b.flush_text(false);
    // In libxml2's words, and as it counts: what is inside of the root.
    if (b.depth++ > b.options.max_depth) {
        b.stop(b.position(fmt::format("Excessive depth in document: {} use XML_PARSE_HUGE option", b.options.max_depth),
                          libxml().xmlSAX2GetLineNumber(ctx)));
        return;
    }
    // A short document could give each of its elements long attributes that way.
    if (nb_defaulted > 0) {
        b.stop(b.position("attributes with default values are not supported", libxml().xmlSAX2GetLineNumber(ctx)));
        return;
    }
    Arena& arena = b.storage.arena;
    auto* n = arena.make<Node>();
    n->line = static_cast<std::uint32_t>(libxml().xmlSAX2GetLineNumber(ctx));
    n->name = view(local);
    if (prefix) n->prefix = view(prefix);
    if (uri) n->ns = view(uri);
    if (nb_namespaces > 0) {
        auto* d = arena.array<NamespaceDeclaration>(static_cast<std::size_t>(nb_namespaces));
        for (int i = 0; i < nb_namespaces; ++i) d[i] = {view(namespaces[2 * i]), view(namespaces[2 * i + 1])};
        n->declarations = {d, static_cast<std::size_t>(nb_namespaces)};
    }
    if (nb_attributes > 0) {
        auto* a = arena.array<Attribute>(static_cast<std::size_t>(nb_attributes));
        for (int i = 0; i < nb_attributes; ++i, attributes += 5) {
            auto* from = reinterpret_cast<const char*>(attributes[3]);
            auto* to = reinterpret_cast<const char*>(attributes[4]);
            a[i] = {view(attributes[0]), view(attributes[1]), view(attributes[2]),
                    arena.copy({from, static_cast<std::size_t>(to - from)})};
        }
        n->attributes = {a, static_cast<std::size_t>(nb_attributes)};
    }
    b.begin(n);
}

void end_element(void* ctx, const xmlChar*, const xmlChar*, const xmlChar*) {
    Builder& b = builder(ctx);
    if (b.failed || !b.current) return;
    b.flush_text(true);
    --b.depth;
    b.end();
}

void characters(void* ctx, const xmlChar* text, int size) {
    Builder& b = builder(ctx);
    if (!b.failed) b.pending.append(reinterpret_cast<const char*>(text), static_cast<std::size_t>(size));
}

std::string_view add_leaf(Builder& b, NodeKind kind, std::string_view name, std::string_view text) {
    if (b.failed || !b.current) return {};
    auto* n = b.storage.arena.make<Node>();
    n->kind = kind;
    n->name = b.storage.arena.copy(name);
    n->text = b.storage.arena.copy(text);
    b.append(n);
    return n->text;
}

void cdata(void* ctx, const xmlChar* text, int size) {
    Builder& b = builder(ctx);
    if (b.failed || !b.current) return;
    b.flush_text(false);
    std::string_view data{reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)};
    const auto copy = add_leaf(b, NodeKind::cdata, {}, data);
    if (!copy.empty()) b.note_text(copy);
}

void comment(void* ctx, const xmlChar* text) {
    Builder& b = builder(ctx);
    b.flush_text(false);
    add_leaf(b, NodeKind::comment, {}, view(text));
}

void instruction(void* ctx, const xmlChar* target, const xmlChar* data) {
    Builder& b = builder(ctx);
    b.flush_text(false);
    add_leaf(b, NodeKind::instruction, view(target), view(data));
}

void on_error(void* ctx, xmlErrorPtr error) {
    if (!ctx || !error || error->level < XML_ERR_ERROR) return;
    Builder& b = builder(ctx);
    if (b.failed) return;
    b.stop(b.position(error->message ? error->message : "unknown error", error->line));
}

// Only the five predefined entities exist. libxml2 would let others pass where a document type might declare them.
xmlEntityPtr get_entity(void* ctx, const xmlChar* name) {
    if (xmlEntityPtr known = libxml().xmlGetPredefinedEntity(name)) return known;
    Builder& b = builder(ctx);
    if (!b.failed) b.stop(b.position(fmt::format("Entity '{}' not defined", view(name)), libxml().xmlSAX2GetLineNumber(ctx)));
    return nullptr;
}

const xmlSAXHandler& handler() {
    static const xmlSAXHandler h = [] {
        xmlSAXHandler s;
        std::memset(&s, 0, sizeof s);
        s.initialized = XML_SAX2_MAGIC;
        s.startElementNs = start_element;
        s.endElementNs = end_element;
        s.characters = characters;
        s.ignorableWhitespace = characters;
        s.getEntity = get_entity;
        s.cdataBlock = cdata;
        s.comment = comment;
        s.processingInstruction = instruction;
        s.serror = on_error;
        return s;
    }();
    return h;
}

struct ParserDeleter {
    void operator()(xmlParserCtxtPtr p) const {
        // Entities declared by the document have no tree to live in, so libxml2 keeps no document of its own here.
        if (p->myDoc) libxml().xmlFreeDoc(p->myDoc);
        p->myDoc = nullptr;
        libxml().xmlFreeParserCtxt(p);
    }
};

// libxml2 compares each attribute of an element with all others. Short documents cannot hold enough of them to matter.
constexpr std::size_t max_attributes = 10000;
bool too_many_attributes(std::string_view text) {
    if (text.size() < (64u << 10)) return false;
    auto skip = [&](std::size_t at, std::string_view end) {
        const auto found = text.find(end, at);
        return found == text.npos ? text.size() : found + end.size();
    };
    for (std::size_t at = text.find('<'); at < text.size(); at = text.find('<', at)) {
        const auto rest = text.substr(at);
        if (rest.starts_with("<!--")) at = skip(at + 4, "-->");
        else if (rest.starts_with("<![CDATA[")) at = skip(at + 9, "]]>");
        else if (rest.starts_with("<?")) at = skip(at + 2, "?>");
        else {
            std::size_t count = 0;
            char quote = 0;
            for (++at; at < text.size(); ++at) {
                const char c = text[at];
                if (quote) {
                    if (c == quote) quote = 0;
                } else if (c == '"' || c == '\'') {
                    quote = c;
                } else if (c == '=') {
                    if (++count > max_attributes) return true;
                } else if (c == '>' || c == '<') {
                    break;
                }
            }
        }
    }
    return false;
}

// What has no parser to go to, such as a text that is not in the encoding it claims, would be written to stderr. The
// handler is the thread's, and whoever else uses the library on it gets theirs back.
class Silence {
  public:
    Silence() : before_(std::exchange(*libxml().__xmlStructuredError(), [](void*, xmlErrorPtr) {})) {}
    ~Silence() { *libxml().__xmlStructuredError() = before_; }
    Silence(const Silence&) = delete;
    Silence& operator=(const Silence&) = delete;

  private:
    xmlStructuredErrorFunc before_;
};

}  // namespace

Document parse(std::string_view text, const ParseOptions& options) {
    if (text.size() > options.max_size)
        fail(Code::xml_detail, options.domain, "{}: document of {} bytes is too large", options.origin, text.size());
    auto storage = std::make_shared<Document::Storage>(text.size() * 6 + 4096);
    if (options.plain_first)
        if (auto* root = read_plain(text, options.max_depth, storage->arena)) return Document(std::move(storage), root);
    if (too_many_attributes(text))
        fail(Code::xml_detail, options.domain, "{}: more than {} attributes in one element", options.origin, max_attributes);
    const Silence silence;  // loads the library, before anything is at stake
    Builder b(*storage, options, text);
    std::unique_ptr<xmlParserCtxt, ParserDeleter> parser(
        text.empty() ? nullptr : libxml().xmlCreateMemoryParserCtxt(text.data(), static_cast<int>(text.size())));
    if (!parser) {
        if (!text.empty()) throw std::bad_alloc();
        throw Error(Code::xml_detail, options.domain, b.position("Document is empty", 1));
    }
    b.parser = parser.get();
    parser->_private = &b;
    *parser->sax = handler();
    // NOENT only concerns the five predefined entities here: nobody records other declarations.
    libxml().xmlCtxtUseOptions(parser.get(), XML_PARSE_NONET | XML_PARSE_NOWARNING | XML_PARSE_COMPACT | XML_PARSE_NOENT);
    parser->linenumbers = 1;
    libxml().xmlParseDocument(parser.get());
    storage->dict = parser->dict;
    libxml().xmlDictReference(storage->dict);
    if (!b.failed && (!parser->wellFormed || !b.root)) {
        const xmlError* e = libxml().xmlCtxtGetLastError(parser.get());
        b.stop(b.position(e && e->message ? e->message : "Document is empty", e && e->line > 0 ? e->line : 1));
    }
    if (b.failed) throw Error(Code::xml_detail, options.domain, std::move(b.failure));
    return Document(std::move(storage), b.root);
}

void expect_root(const Document& document, std::string_view name) {
    if (document.root().name != name)
        fail(Code::xml_error, Domain::xml, "expecting root element of '{}', not '{}'", name, document.root().name);
}

}  // namespace vireo::xml
