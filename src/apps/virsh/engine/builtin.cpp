// SPDX-License-Identifier: LGPL-2.1-or-later
// The commands that every shell has: cd, pwd, echo, help, quit, exit, complete, self-test.
#include "apps/virsh/engine/numbers.h"
#include "apps/virsh/engine/shell.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <pwd.h>
#include <unistd.h>

namespace vireo::sh {

#define BUILTIN(id) void cmd_##id([[maybe_unused]] Shell& sh, [[maybe_unused]] const Args& args)

BUILTIN(cd)
{
    const char* dir = args.str("dir");
    if (!dir) {
        const passwd* pw = getpwuid(geteuid());
        dir = pw && pw->pw_dir && *pw->pw_dir ? pw->pw_dir : "/";
    }
    if (chdir(dir) != 0) sh.fail("cd: {}: {}", std::strerror(errno), dir);
}

BUILTIN(pwd)
{
    char* dir = getcwd(nullptr, 0);
    if (!dir) sh.fail("pwd: cannot get current directory: {}", std::strerror(errno));
    sh.print("{}\n", dir);
    std::free(dir);
}

BUILTIN(echo)
{
    std::string out;
    bool shell = args.has("shell"), xml = args.has("xml"), cut = args.has("split");
    if (const char* prefix = args.raw("prefix")) out = std::string(prefix) + " ";
    bool first = true;
    for (const char* word : args.words("string")) {
        if (!first) out += ' ';
        first = false;
        if (cut) {
            for (const std::string& part : split_escaped(word)) out += part + "\n";
            continue;
        }
        std::string text = xml ? xml_escape(word) : word;
        out += shell ? shell_quote(text) : text;
    }
    if (args.has("err")) sh.write_error(out);
    else sh.write(out);
}

BUILTIN(quit)
{
    sh.leave();
}

BUILTIN(exit)
{
    sh.leave();
}

BUILTIN(help)
{
    const char* word = args.raw("command");
    if (!word) {
        sh.print_help_all(false);
        return;
    }
    if (const Command* c = sh.table().find(word)) {
        sh.print_help(*c);
    } else if (const Group* g = sh.table().find_group(word)) {
        sh.print_help_group(*g);
    } else {
        sh.fail("command or command group '{}' doesn't exist", word);
    }
}

BUILTIN(complete)
{
    std::vector<std::string> words;
    for (const char* w : args.words("string")) words.emplace_back(w);
    auto found = sh.completions(words);
    sh.forget_error();
    sh.check(!found.empty());
    for (const std::string& f : found) sh.print("{}\n", f);
}

BUILTIN(self_test)
{
    if (args.has("dump-help")) {
        for (const Command& c : sh.table().commands) {
            if (c.alias_of) continue;
            sh.print_help(c);
            sh.print("\n");
        }
    }
    for (const Command& c : sh.table().commands) {
        if (c.alias_of) continue;
        sh.check(c.run != nullptr, "command '{}' lacks its function", c.name);
        for (const Option& o : c.options)
            if (o.kind == Kind::alias) {
                std::string target = o.alias_of;
                target.resize(std::min(target.size(), target.find('=')));
                sh.check(find_option(c, target.c_str()) != nullptr, "alias '{}' of '{}' leads nowhere", o.name, c.name);
            }
    }
}

}  // namespace vireo::sh
