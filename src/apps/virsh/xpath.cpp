// SPDX-License-Identifier: LGPL-2.1-or-later
// --xpath: real XPath from libxml2, loaded when the option is used and never otherwise, since the library doubles the start-up
// time of the program. Only opaque pointers and plain functions of its stable ABI are used.
#include "apps/virsh/virsh.h"

#include <cstring>
#include <dlfcn.h>

namespace vireo::sh {

namespace {

// The leading members of libxml2's public structs that are read here.
struct NodeSet {
    int count;
    int room;
    void** nodes;
};
struct XPathObject {
    int type;   // 1 is a node set
    NodeSet* set;
};
struct Buffer {
    unsigned char* content;
};

}  // namespace

XPathAnswer evaluate_xpath(const char* xml, const char* expression, bool wrap)
{
    XPathAnswer out;
    void* lib = dlopen("libxml2.so.2", RTLD_LAZY | RTLD_LOCAL);
    if (!lib) return out;
    auto get = [&]<class F>(F*& slot, const char* name) { return (slot = reinterpret_cast<F*>(dlsym(lib, name))) != nullptr; };
    void* (*read_memory)(const char*, int, const char*, const char*, int);
    void (*free_doc)(void*);
    void* (*new_context)(void*);
    void (*free_context)(void*);
    XPathObject* (*eval)(const char*, void*);
    void (*free_object)(XPathObject*);
    Buffer* (*buffer_create)();
    void (*buffer_free)(Buffer*);
    int (*node_dump)(Buffer*, void*, void*, int, int);
    const char* (*buffer_content)(const Buffer*);
    void* (*new_node)(void*, const char*);
    void* (*copy_node)(void*, int);
    void* (*add_child)(void*, void*);
    void (*free_node)(void*);
    if (!get(read_memory, "xmlReadMemory") || !get(free_doc, "xmlFreeDoc") || !get(new_context, "xmlXPathNewContext")
        || !get(free_context, "xmlXPathFreeContext") || !get(eval, "xmlXPathEval") || !get(free_object, "xmlXPathFreeObject")
        || !get(buffer_create, "xmlBufferCreate") || !get(buffer_free, "xmlBufferFree") || !get(node_dump, "xmlNodeDump")
        || !get(buffer_content, "xmlBufferContent") || !get(new_node, "xmlNewNode") || !get(copy_node, "xmlCopyNode")
        || !get(add_child, "xmlAddChild") || !get(free_node, "xmlFreeNode"))
        return out;
    constexpr int no_network = 1 << 11, no_blanks = 1 << 8, quiet = 1 << 5 | 1 << 6;
    void* doc = read_memory(xml, static_cast<int>(std::strlen(xml)), "(definition)", nullptr, no_network | no_blanks | quiet);
    if (!doc) return out;
    void* context = new_context(doc);
    // a bad expression is reported by libxml2 itself, and then simply matches nothing
    XPathObject* found = context ? eval(expression, context) : nullptr;
    out.usable = !found || found->type == 1;
    auto dump = [&](void* node) {
        Buffer* b = buffer_create();
        node_dump(b, doc, node, 0, 1);
        out.text += buffer_content(b);
        buffer_free(b);
    };
    int count = found && found->type == 1 && found->set ? found->set->count : 0;
    if (found && found->type == 1 && wrap) {
        void* root = new_node(nullptr, "nodes");
        for (int i = 0; i < count; ++i) add_child(root, copy_node(found->set->nodes[i], 1));
        dump(root);
        free_node(root);
        out.text += '\n';
    } else {
        for (int i = 0; i < count; ++i) {
            dump(found->set->nodes[i]);
            out.text += '\n';
        }
    }
    if (found) free_object(found);
    if (context) free_context(context);
    free_doc(doc);
    return out;
}

}  // namespace vireo::sh
