// SPDX-License-Identifier: LGPL-2.1-or-later
// What may stand where the cursor is: command names, options not given yet, or values of the option at hand.
#include "apps/virsh/engine/parser.h"
#include "apps/virsh/engine/shell.h"

namespace vireo::sh {

namespace {

struct State {
    Args args;
    const Option* pending = nullptr;
    bool data_only = false;
    bool stopped = false;   // an unknown option: what follows it is not understood
};

void feed(State& s, const std::string& word)
{
    if (s.stopped) return;
    if (s.pending) {
        s.args.add(*s.pending, word);
        s.pending = nullptr;
        return;
    }
    if (!s.data_only && word == "--") {
        s.data_only = true;
        return;
    }
    if (!s.data_only && word.size() > 2 && word.starts_with("--")) {
        size_t eq = word.find('=');
        std::optional<std::string> fixed;
        const Option* o = resolve_option(s.args.command(), word.substr(2, eq == std::string::npos ? eq : eq - 2), fixed);
        if (!o || (o->kind != Kind::words && s.args.has(o->name))) s.stopped = true;
        else if (o->kind == Kind::flag || fixed) s.args.add(*o, fixed.value_or(""));
        else if (eq != std::string::npos) s.args.add(*o, word.substr(eq + 1));
        else s.pending = o;
        return;
    }
    if (const Option* o = next_positional(s.args)) s.args.add(*o, word);
    else s.stopped = true;
}

}  // namespace

std::vector<std::string> Shell::completions(const std::vector<std::string>& words)
{
    std::vector<std::string> out;
    const std::string last = words.empty() ? "" : words.back();
    if (words.size() <= 1) {
        for (const Command& c : table_.commands)
            if (!c.has(Command::hidden) && !c.alias_of && std::string_view(c.name).starts_with(last)) out.emplace_back(c.name);
        return out;
    }
    const Command* command = table_.find(words[0].c_str());
    if (!command) return out;
    State s{Args(*this, *command)};
    for (size_t i = 1; i + 1 < words.size(); ++i) feed(s, words[i]);
    auto values = [&](const Option& o) {
        bool known = false;
        for (std::string& v : complete_value(*command, o, s.args, last)) {
            known = true;
            if (v.starts_with(last)) out.push_back(std::move(v));
        }
        return known;
    };
    if (s.pending) {
        if (values(*s.pending) || !last.empty()) return out;
        if (s.pending->kind != Kind::words) s.args.add(*s.pending, "");
    } else if (!last.empty() && last[0] != '-') {
        if (const Option* o = next_positional(s.args)) values(*o);
        return out;
    } else if (!s.stopped && last.size() > 2) {
        std::optional<std::string> fixed;
        const Option* o = resolve_option(*command, last.substr(2), fixed);
        if (o && o->kind != Kind::words && !s.args.has(o->name)) s.args.add(*o, "");
    }
    for (const Option& o : command->options) {
        if (o.kind == Kind::alias || (o.kind != Kind::words && s.args.has(o.name))) continue;
        std::string spelled = fmt::format("--{}", o.name);
        if (spelled.starts_with(last)) out.push_back(std::move(spelled));
    }
    return out;
}

}  // namespace vireo::sh
