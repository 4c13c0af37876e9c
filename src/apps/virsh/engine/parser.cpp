// SPDX-License-Identifier: LGPL-2.1-or-later
// See parser.h. The whole line is parsed before its first command runs, so a mistake anywhere runs nothing.
#include "apps/virsh/engine/parser.h"

#include "apps/virsh/engine/shell.h"

#include <cstring>

namespace vireo::sh {

std::optional<std::vector<Word>> tokenize(std::string_view s, std::string& why)
{
    std::vector<Word> out;
    size_t i = 0;
    while (i < s.size()) {
        char c = s[i];
        if (c == ' ' || c == '\t') {
            ++i;
            continue;
        }
        if (c == ';' || c == '\n') {
            out.push_back({true, ""});
            ++i;
            continue;
        }
        if (c == '#') {
            while (i < s.size() && s[i] != '\n') ++i;
            continue;
        }
        if (c == '\\' && i + 1 < s.size() && s[i + 1] == '\n') {
            i += 2;
            continue;
        }
        std::string word;
        char quote = 0;
        for (; i < s.size(); ++i) {
            c = s[i];
            if (quote == '\'') {
                if (c == '\'') quote = 0;
                else word += c;
                continue;
            }
            if (c == '\\') {
                if (i + 1 >= s.size()) {
                    why = "dangling \\";
                    return std::nullopt;
                }
                ++i;
                if (s[i] != '\n') word += s[i];
                continue;
            }
            if (quote == '"') {
                if (c == '"') quote = 0;
                else word += c;
                continue;
            }
            if (c == '\'' || c == '"') {
                quote = c;
                continue;
            }
            if (c == ' ' || c == '\t' || c == ';' || c == '\n') break;
            word += c;
        }
        if (quote == '"') {
            why = "missing \"";
            return std::nullopt;
        }
        out.push_back({false, std::move(word)});
    }
    return out;
}

const Option* next_positional(const Args& args)
{
    for (const Option& o : args.command().options) {
        if (!o.has(Option::positional) && !o.has(Option::positional_legacy)) continue;
        if (o.kind == Kind::words || !args.has(o.name)) return &o;
    }
    return nullptr;
}

const Option* resolve_option(const Command& command, const std::string& name, std::optional<std::string>& fixed)
{
    const Option* o = find_option(command, name.c_str());
    if (!o || o->kind != Kind::alias) return o;
    std::string target = o->alias_of;
    if (size_t at = target.find('='); at != std::string::npos) {
        fixed = target.substr(at + 1);
        target.resize(at);
    }
    return find_option(command, target.c_str());
}

namespace {

const char* kind_word(const Option& o) { return o.kind == Kind::number ? "number" : "string"; }

// Words of one command, from `at` up to its separator.
bool parse_one(Shell& shell, const std::vector<Word>& words, size_t& at, std::vector<Args>& out, std::string& why)
{
    const std::string& name = words[at].text;
    if (!name.empty() && name[0] == '#') {   // an escaped or quoted hash still starts a comment here
        while (at < words.size() && !words[at].separator) ++at;
        return true;
    }
    const Command* command = shell.table().find(name.c_str());
    if (!command) {
        why = fmt::format("unknown command: '{}'", name);
        return false;
    }
    Args args(shell, *command);
    bool data_only = false, help = false;
    for (++at; at < words.size() && !words[at].separator; ++at) {
        const std::string& word = words[at].text;
        if (!data_only && word == "--") {
            data_only = true;
            continue;
        }
        if (!data_only && word.size() > 2 && word[0] == '-' && word[1] == '-') {
            size_t eq = word.find('=');
            std::string key = word.substr(2, eq == std::string::npos ? std::string::npos : eq - 2);
            std::optional<std::string> fixed;
            const Option* o = resolve_option(*command, key, fixed);
            if (!o && key == "help") {
                help = true;
                continue;
            }
            if (!o) {
                why = fmt::format("command '{}' doesn't support option --{}", command->name, key);
                return false;
            }
            if (o->kind != Kind::words && args.has(o->name)) {
                why = fmt::format("option --{} already seen", o->name);
                return false;
            }
            if (o->kind == Kind::flag || fixed) {
                if (eq != std::string::npos) {
                    why = fmt::format("invalid '=' after option --{}", key);
                    return false;
                }
                args.add(*o, fixed.value_or(""));
                continue;
            }
            if (eq != std::string::npos) {
                args.add(*o, word.substr(eq + 1));
                continue;
            }
            if (at + 1 >= words.size() || words[at + 1].separator) {
                why = fmt::format("expected syntax: --{} <{}>", o->name, kind_word(*o));
                return false;
            }
            args.add(*o, words[++at].text);
            continue;
        }
        const Option* o = next_positional(args);
        if (!o) {
            why = fmt::format("unexpected data '{}'", word);
            return false;
        }
        args.add(*o, word);
    }
    if (help) {
        const Command* helper = shell.table().find("help");
        Args asked(shell, *helper);
        asked.add(helper->options[0], command->name);
        out.push_back(std::move(asked));
        return true;
    }
    for (const Option& o : command->options) {
        if (!o.has(Option::required) || args.has(o.name)) continue;
        why = o.has(Option::positional) ? fmt::format("command '{}' requires <{}> option", command->name, o.name)
                                        : fmt::format("command '{}' requires --{} option", command->name, o.name);
        return false;
    }
    out.push_back(std::move(args));
    return true;
}

}  // namespace

std::optional<std::vector<Args>> parse(Shell& shell, const std::vector<Word>& words, std::string& why)
{
    std::vector<Args> out;
    for (size_t at = 0; at < words.size();) {
        if (words[at].separator) {
            ++at;
            continue;
        }
        if (!parse_one(shell, words, at, out, why)) return std::nullopt;
    }
    return out;
}

}  // namespace vireo::sh
