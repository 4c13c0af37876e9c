// SPDX-License-Identifier: LGPL-2.1-or-later
// The help pages of commands and groups.
#include "apps/virsh/engine/shell.h"

namespace vireo::sh {

void Shell::print_help(const Command& c)
{
    std::string out = fmt::format("  NAME\n    {} - {}\n\n  SYNOPSIS\n    {}", c.name, c.help, c.name);
    for (const Option& o : c.options) {
        if (o.kind == Kind::alias) continue;
        std::string form;
        bool bare = o.has(Option::positional);
        if (o.kind == Kind::flag) form = fmt::format("[--{}]", o.name);
        else if (o.kind == Kind::words) form = bare ? fmt::format("<{}>", o.name) : fmt::format("--{} <string>", o.name);
        else if (bare) form = fmt::format("<{}>", o.name);
        else form = fmt::format("--{} <{}>", o.name, o.kind == Kind::number ? "number" : "string");
        if (o.kind != Kind::flag && !o.has(Option::required)) form = "[" + form + "]";
        if (o.kind == Kind::words) form += "...";
        out += ' ';
        out += form;
    }
    out += '\n';
    if (c.description) out += fmt::format("\n  DESCRIPTION\n    {}\n", c.description);
    if (!c.options.empty()) {
        out += "\n  OPTIONS\n";
        for (const Option& o : c.options) {
            if (o.kind == Kind::alias) continue;
            std::string form = o.has(Option::positional) ? fmt::format("[--{}]", o.name) : fmt::format("--{}", o.name);
            if (o.kind == Kind::number) form += " <number>";
            else if (o.kind == Kind::string) form += " <string>";
            else if (o.kind == Kind::words) form += " <string>...";
            out += fmt::format("    {:<15}  {}\n", form, o.help);
        }
    }
    write(out);
}

namespace {

void list_commands(Shell& sh, int group)
{
    for (const Command& c : sh.table().commands)
        if (c.group == group && !c.has(Command::hidden) && !c.alias_of) sh.print("    {:<30} {}\n", c.name, c.help);
}

}  // namespace

void Shell::print_help_group(const Group& g)
{
    print(" {} (help keyword '{}'):\n", g.title, g.keyword);
    list_commands(*this, static_cast<int>(&g - table_.groups.data()));
}

void Shell::print_help_all(bool usage)
{
    if (!usage) print("Grouped commands:\n\n");
    for (const Group& g : table_.groups) {
        print(" {} (help keyword '{}'){}\n", g.title, g.keyword, usage ? "" : ":");
        list_commands(*this, static_cast<int>(&g - table_.groups.data()));
        print("\n");
    }
}

}  // namespace vireo::sh
