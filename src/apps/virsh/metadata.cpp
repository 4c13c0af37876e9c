// SPDX-License-Identifier: LGPL-2.1-or-later
// See metadata.h.
#include "apps/virsh/metadata.h"

namespace vireo::sh {

void describe(Virsh& sh, const Args& args, const DescribedObject& o)
{
    bool title = args.has("title"), edit = args.has("edit");
    const char* what = title ? "title" : "description";
    const char* What = title ? "title" : "description";
    auto words = args.words("new-desc");
    if (!words.empty() || edit) {
        // What cannot be read is not written either.
        const std::string now = o.read(title);
        std::string text;
        for (const char* w : words) text += (text.empty() ? "" : " ") + std::string(w);
        if (edit) {
            if (words.empty()) text = now;
            auto edited = edit_text(sh, text);
            if (!edited && words.empty()) {
                sh.print("{} {} not changed\n", o.Kind, What);
                return;
            }
            if (edited) text = *edited;
            // editors end the last line; a title must be one line
            if (!text.empty() && text.back() == '\n') text.pop_back();
        }
        if (!o.store(title, text)) {
            if (title) sh.fail("Failed to set new {} title", o.kind);
            sh.fail("Failed to set new {} description", o.kind);
        }
        sh.extra("{} {} updated successfully", o.Kind, What);
        return;
    }
    std::string text = o.read(title);
    if (!text.empty()) sh.print("{}", text);
    else sh.extra("No {} for {}: {}", what, o.kind, o.name);
}

void change_metadata(Virsh& sh, const Args& args, const MetadataObject& o)
{
    const char* uri = args.str("uri");
    const char* key = args.str("key");
    const char* set = args.str("set");
    bool edit = args.has("edit"), remove = args.has("remove");
    if ((set || edit) && !key) sh.fail("namespace key is required when modifying metadata");
    if (set || remove) {
        sh.check(o.store(set, key, uri));
        sh.extra("{}\n", remove ? "Metadata removed" : "Metadata modified");
        return;
    }
    if (edit) {
        edit_document(
            sh,
            [&] {
                Text text = o.read(uri);
                if (!text) {
                    sh.forget_error();
                    return std::string("\n");
                }
                return text.str();
            },
            [&](const std::string& xml) { return o.store(xml.c_str(), key, uri); }, [&] { sh.extra("{}\n", "Metadata not changed"); },
            [&] { sh.extra("{}\n", "Metadata modified"); });
        return;
    }
    Text text = o.read(uri);
    if (!text) {
        virErrorPtr e = virGetLastError();
        sh.check(e && e->code == o.missing);
        sh.forget_error();
    }
    sh.print("{}\n", text.str());
}

}  // namespace vireo::sh
