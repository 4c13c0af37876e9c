// SPDX-License-Identifier: LGPL-2.1-or-later
// See line_editor.h. Only the handful of readline entry points that are used are looked up by name; their types are
// those of readline 8.
#include "apps/virsh/line_editor.h"

#include "apps/virsh/engine/parser.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <sys/stat.h>
#include <unistd.h>

namespace vireo::sh {

struct LineEditor::Library {
    Complete complete;
    void* handle = nullptr;
    char* (*readline)(const char*) = nullptr;
    void (*add_history)(const char*) = nullptr;
    int (*read_history)(const char*) = nullptr;
    int (*write_history)(const char*) = nullptr;
    void (*stifle_history)(int) = nullptr;
    char** (*completion_matches)(const char*, char* (*)(const char*, int)) = nullptr;
    char** line_buffer = nullptr;
    const char** readline_name = nullptr;
    char** (**attempted_completion)(const char*, int, int) = nullptr;
    int* attempted_over = nullptr;
    const char** word_breaks = nullptr;
    const char** quote_characters = nullptr;
    std::string last;
    std::vector<std::string> found;
    size_t next = 0;
};

namespace {

LineEditor::Complete* completer;
std::vector<std::string>* found_words;
size_t next_word;
char** (*matches_of)(const char*, char* (*)(const char*, int));
char** current_line;
int* filename_fallback_off;

char* next_match(const char*, int state)
{
    if (state == 0) next_word = 0;
    return next_word < found_words->size() ? strdup((*found_words)[next_word++].c_str()) : nullptr;
}

char** attempt(const char* text, int start, int)
{
    *filename_fallback_off = 1;
    std::string why;
    auto words = tokenize(std::string_view(*current_line, static_cast<size_t>(start)), why);
    if (!words) return nullptr;
    std::vector<std::string> mine;
    for (const Word& w : *words) {
        if (w.separator) mine.clear();
        else mine.push_back(w.text);
    }
    mine.emplace_back(text);
    *found_words = (*completer)(mine);
    return matches_of(text, next_match);
}

bool make_folders(std::string path)
{
    for (size_t at = 1; (at = path.find('/', at)) != std::string::npos; ++at) {
        path[at] = 0;
        if (mkdir(path.c_str(), 0700) != 0 && access(path.c_str(), F_OK) != 0) return false;
        path[at] = '/';
    }
    return true;
}

}  // namespace

LineEditor::LineEditor(const char* program, const char* size_variable, Complete complete) : library_(new Library{std::move(complete)})
{
    Library& l = *library_;
    l.handle = dlopen("libreadline.so.8", RTLD_NOW | RTLD_GLOBAL);
    auto load = [&](auto& slot, const char* name) { slot = reinterpret_cast<std::decay_t<decltype(slot)>>(dlsym(l.handle, name)); return slot != nullptr; };
    if (!l.handle || !load(l.readline, "readline") || !load(l.add_history, "add_history") || !load(l.read_history, "read_history")
        || !load(l.write_history, "write_history") || !load(l.stifle_history, "stifle_history")
        || !load(l.completion_matches, "rl_completion_matches") || !load(l.line_buffer, "rl_line_buffer")
        || !load(l.readline_name, "rl_readline_name") || !load(l.attempted_completion, "rl_attempted_completion_function")
        || !load(l.attempted_over, "rl_attempted_completion_over") || !load(l.word_breaks, "rl_completer_word_break_characters")) {
        l.readline = nullptr;
        return;
    }
    *l.readline_name = program;
    *l.attempted_completion = attempt;
    *l.word_breaks = " \t\n\\`@$><=;|&{(";
    completer = &l.complete;
    found_words = &l.found;
    matches_of = l.completion_matches;
    current_line = l.line_buffer;
    filename_fallback_off = l.attempted_over;
    int size = 500;
    if (const char* asked = std::getenv(size_variable)) {
        char* end = nullptr;
        long n = std::strtol(asked, &end, 10);
        if (*end == 0 && n >= 0 && n <= 1000000) size = static_cast<int>(n);
    }
    l.stifle_history(size);
    const char* cache = std::getenv("XDG_CACHE_HOME");
    const char* home = std::getenv("HOME");
    if (cache && *cache) history_file_ = cache;
    else if (home && *home) history_file_ = std::string(home) + "/.cache";
    if (!history_file_.empty()) {
        history_file_ += std::string("/libvirt/") + program + "/history";
        l.read_history(history_file_.c_str());
    }
}

LineEditor::~LineEditor()
{
    if (library_->readline && !history_file_.empty() && make_folders(history_file_)) library_->write_history(history_file_.c_str());
    delete library_;
}

std::optional<std::string> LineEditor::read(const char* prompt)
{
    if (library_->readline) {
        char* line = library_->readline(prompt);
        if (!line) return std::nullopt;
        std::string out = line;
        std::free(line);
        return out;
    }
    std::fputs(prompt, stdout);
    std::fflush(stdout);
    char* buf = nullptr;
    size_t size = 0;
    ssize_t n = getline(&buf, &size, stdin);
    if (n < 0) {
        std::free(buf);
        return std::nullopt;
    }
    std::string out(buf, static_cast<size_t>(n));
    std::free(buf);
    if (!out.empty() && out.back() == '\n') out.pop_back();
    return out;
}

void LineEditor::remember(const std::string& line)
{
    if (!library_->readline || line == library_->last) return;
    library_->add_history(line.c_str());
    library_->last = line;
}

}  // namespace vireo::sh
