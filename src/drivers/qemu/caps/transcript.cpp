// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/caps/transcript.h"

#include "base/error.h"
#include "drivers/qemu/qmp/framer.h"
#include "json/json.h"

namespace vireo::qemu {

std::vector<Answers> read_transcript(std::string_view text) {
    constexpr std::size_t max_conversations = 16, max_documents = 100'000;
    qmp::Framer framer;
    framer.feed(text);
    std::vector<Answers> out;
    std::string key;
    std::size_t count = 0;
    for (auto document = framer.next(); !document.empty(); document = framer.next()) {
        if (++count > max_documents) fail(Code::internal_error, Domain::qemu, "too long a recording of QMP");
        const json::Json doc = json::parse(document);
        if (const auto* command = json::find(doc, "execute"); command && command->is_string()) {
            const auto* arguments = json::find(doc, "arguments");
            key = Answers::key(command->get<std::string>(), arguments ? json::compact(*arguments) : "");
            if (key != "qmp_capabilities") continue;
            if (out.size() == max_conversations) fail(Code::internal_error, Domain::qemu, "too many conversations in a recording of QMP");
            out.emplace_back();
        } else if (const auto* value = json::find(doc, "return"); value && !out.empty()) {
            out.back().add(key, *value);
        }
    }
    if (*framer.why() || framer.pending()) fail(Code::internal_error, Domain::qemu, "a recording of QMP ends amidst a document");
    return out;
}

}  // namespace vireo::qemu
