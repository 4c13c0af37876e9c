// SPDX-License-Identifier: LGPL-2.1-or-later
// See relaxng.h. libxml2 does the work on a tree of its own; like parse.cpp it is loaded when somebody first needs it.
#include "xml/relaxng.h"

#include <dlfcn.h>
#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>

#include <cstdarg>
#include <cstdio>

#include "base/error.h"

namespace vireo::xml {
namespace {

constexpr std::size_t max_remarks = 64 * 1024;

// What is used of libxml2.
struct Library {
    decltype(&::xmlReadMemory) read_memory;
    decltype(&::xmlFreeDoc) free_doc;
    decltype(&::xmlRelaxNGNewDocParserCtxt) new_parser;
    decltype(&::xmlRelaxNGSetParserErrors) set_parser_errors;
    decltype(&::xmlRelaxNGParse) parse;
    decltype(&::xmlRelaxNGFreeParserCtxt) free_parser;
    decltype(&::xmlRelaxNGFree) free_grammar;
    decltype(&::xmlRelaxNGNewValidCtxt) new_run;
    decltype(&::xmlRelaxNGSetValidErrors) set_run_errors;
    decltype(&::xmlRelaxNGSetValidStructuredErrors) set_run_remarks;
    decltype(&::xmlRelaxNGValidateDoc) validate;
    decltype(&::xmlRelaxNGFreeValidCtxt) free_run;

    Library() {
        void* handle = dlopen("libxml2.so.2", RTLD_LAZY | RTLD_LOCAL);
        if (!handle) fail(Code::internal_error, Domain::xml, "cannot load libxml2: {}", dlerror());
        auto load = [&](auto& function, const char* name) {
            function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(dlsym(handle, name));
            if (!function) fail(Code::internal_error, Domain::xml, "libxml2 has no {}", name);
        };
        load(read_memory, "xmlReadMemory");
        load(free_doc, "xmlFreeDoc");
        load(new_parser, "xmlRelaxNGNewDocParserCtxt");
        load(set_parser_errors, "xmlRelaxNGSetParserErrors");
        load(parse, "xmlRelaxNGParse");
        load(free_parser, "xmlRelaxNGFreeParserCtxt");
        load(free_grammar, "xmlRelaxNGFree");
        load(new_run, "xmlRelaxNGNewValidCtxt");
        load(set_run_errors, "xmlRelaxNGSetValidErrors");
        load(set_run_remarks, "xmlRelaxNGSetValidStructuredErrors");
        load(validate, "xmlRelaxNGValidateDoc");
        load(free_run, "xmlRelaxNGFreeValidCtxt");
    }
};
const Library& library() {
    static const Library loaded;
    return loaded;
}

extern "C" void gather_remark(void* to, const char* format, ...) {
    char text[2048];
    va_list args;
    va_start(args, format);
    std::vsnprintf(text, sizeof text, format, args);
    va_end(args);
    auto& out = *static_cast<std::string*>(to);
    if (out.size() < max_remarks) out += text;
}
// libxml2 made the pointed-to error constant in a later version; both forms are taken.
template <class E>
void gather_place(void* to, E error) {
    auto& all = *static_cast<std::vector<RelaxNg::Remark>*>(to);
    if (!error || all.size() >= 1000) return;
    RelaxNg::Remark r;
    r.line = error->line;
    if (const auto* node = static_cast<xmlNodePtr>(error->node); node && node->name) r.element = reinterpret_cast<const char*>(node->name);
    if (!r.line && error->node) r.line = static_cast<xmlNodePtr>(error->node)->line;
    r.text = error->message ? error->message : "";
    while (r.text.ends_with('\n')) r.text.pop_back();
    all.push_back(std::move(r));
}
template <class>
struct Argument;
template <class E>
struct Argument<void (*)(void*, E)> {
    using type = E;
};

extern "C" void ignore_remark(void*, const char*, ...) {}

struct Freed {
    void operator()(xmlDocPtr d) const { library().free_doc(d); }
    void operator()(xmlRelaxNGParserCtxtPtr c) const { library().free_parser(c); }
    void operator()(xmlRelaxNGValidCtxtPtr c) const { library().free_run(c); }
    void operator()(xmlRelaxNGPtr s) const { library().free_grammar(s); }
};
template <class P>
using Held = std::unique_ptr<std::remove_pointer_t<P>, Freed>;

Held<xmlDocPtr> tree(std::string_view text) {
    return Held<xmlDocPtr>(library().read_memory(text.data(), static_cast<int>(text.size()), nullptr, nullptr,
                                                 XML_PARSE_NONET | XML_PARSE_NOWARNING | XML_PARSE_NOERROR));
}

}  // namespace

struct RelaxNg::Compiled {
    Held<xmlDocPtr> text;  // the grammar refers to it
    Held<xmlRelaxNGPtr> grammar;
};

RelaxNg::RelaxNg(std::string_view grammar) : compiled_(std::make_unique<Compiled>()) {
    std::string remarks;
    compiled_->text = tree(grammar);
    if (compiled_->text) {
        Held<xmlRelaxNGParserCtxtPtr> parser(library().new_parser(compiled_->text.get()));
        library().set_parser_errors(parser.get(), gather_remark, gather_remark, &remarks);
        compiled_->grammar.reset(library().parse(parser.get()));
    }
    if (!compiled_->grammar) fail(Code::internal_error, Domain::xml, "Unable to parse RNG: {}", remarks);
}

RelaxNg::~RelaxNg() = default;

std::string RelaxNg::check(std::string_view document) const {
    auto doc = tree(document);
    if (!doc) return "document is not well-formed\n";
    std::string remarks;
    std::lock_guard lock(busy_);
    Held<xmlRelaxNGValidCtxtPtr> run(library().new_run(compiled_->grammar.get()));
    library().set_run_errors(run.get(), gather_remark, ignore_remark, &remarks);
    if (library().validate(run.get(), doc.get()) == 0) return {};
    return remarks.empty() ? "document is not valid\n" : remarks;
}

std::vector<RelaxNg::Remark> RelaxNg::remarks(std::string_view document) const {
    std::vector<Remark> all;
    auto doc = tree(document);
    if (!doc) return {{0, {}, "document is not well-formed"}};
    std::lock_guard lock(busy_);
    Held<xmlRelaxNGValidCtxtPtr> run(library().new_run(compiled_->grammar.get()));
    library().set_run_remarks(run.get(), gather_place<Argument<xmlStructuredErrorFunc>::type>, &all);
    if (library().validate(run.get(), doc.get()) == 0) return {};
    if (all.empty()) all.push_back({0, {}, "document is not valid"});
    return all;
}

}  // namespace vireo::xml
