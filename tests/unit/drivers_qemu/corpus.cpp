// SPDX-License-Identifier: LGPL-2.1-or-later
#include "corpus.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "json/json.h"

namespace vireo::qemu::test {

std::string corpus_root() {
    const char* root = std::getenv("VIREO_CORPUS");
    return root ? root : "";
}

std::string slurp(const std::string& path) {
    std::ifstream in(path);
    std::stringstream s;
    s << in.rdbuf();
    return s.str();
}

std::vector<CorpusCase> qemuxmlconf_cases() {
    std::vector<CorpusCase> out;
    const std::string root = corpus_root();
    std::ifstream in(root + "/qemuxmlconf/manifest.jsonl");
    for (std::string line; std::getline(in, line);) {
        const json::Json row = json::parse(line);
        CorpusCase c;
        auto text = [](const json::Json& o, const char* key) {
            const json::Json* v = json::find(o, key);
            return v && v->is_string() ? v->get<std::string>() : std::string();
        };
        auto path = [&](const json::Json& o, const char* key) {
            std::string p = text(o, key);
            return p.empty() ? p : root + "/" + p;
        };
        c.name = text(row, "id");
        c.result = text(row, "result");
        c.input = path(row["inputs"], "xml");
        c.caps_xml = path(row["inputs"], "caps_xml");
        if (const json::Json* e = json::find(row, "expected")) {
            c.expected_xml = path(*e, "xml");
            c.expected_args = path(*e, "args");
            c.expected_error = path(*e, "err");
        }
        const json::Json& p = row["params"];
        c.arch = text(p, "arch");
        c.caps_version = text(p, "caps_version");
        c.strip_aliases = p.value("strip_machine_aliases", false);
        if (const json::Json* flags = json::find(p, "parse_flags")) c.abi_update = json::compact(*flags).find("abi_update") != std::string::npos;
        for (const auto& f : p["caps_add"]) c.caps_add.push_back(f.get<std::string>());
        for (const auto& f : p["caps_del"]) c.caps_del.push_back(f.get<std::string>());
        out.push_back(std::move(c));
    }
    return out;
}

std::vector<std::string> words_of_args(const std::string& text) {
    std::vector<std::string> out;
    std::string word;
    bool open = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\'') {
            open = true;
            for (++i; i < text.size() && text[i] != '\''; ++i) word += text[i];
        } else if (c == '\\') {
            if (i + 1 < text.size() && text[i + 1] != '\n') word += text[i + 1], open = true;
            ++i;
        } else if (c == ' ' || c == '\n') {
            if (open) out.push_back(word);
            word.clear();
            open = false;
        } else {
            word += c;
            open = true;
        }
    }
    if (open) out.push_back(word);
    return out;
}

}  // namespace vireo::qemu::test
