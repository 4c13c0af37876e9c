// SPDX-License-Identifier: LGPL-2.1-or-later
// Editing a document in the user's editor, with the question what to do when the result is refused.
#include "apps/virsh/virsh.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

namespace vireo::sh {

namespace {

const char* editor_name()
{
    for (const char* variable : {"VISUAL", "EDITOR"})
        if (const char* e = std::getenv(variable); e && *e) return e;
    return access("/usr/bin/sensible-editor", X_OK) == 0 ? "sensible-editor" : "vi";
}

// Removes the file when the edit is over, however it ends.
struct Scratch {
    std::string path;
    ~Scratch() { if (!path.empty()) unlink(path.c_str()); }
};

void run_editor(Shell& sh, const std::string& path)
{
    std::string editor = editor_name();
    // Words with anything special go through the shell, as the user would type them.
    bool plain = editor.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_.:@-+ ") == std::string::npos;
    std::vector<std::string> words;
    if (plain) {
        words = split(editor, ' ');
        std::erase_if(words, [](const std::string& w) { return w.empty(); });
        words.push_back(path);
    } else {
        words = {"sh", "-c", editor + " " + path};
    }
    std::vector<char*> argv;
    std::string shown;
    for (std::string& w : words) {
        argv.push_back(w.data());
        shown += (shown.empty() ? "" : " ") + w;
    }
    argv.push_back(nullptr);
    sh.flush();
    pid_t pid = fork();
    if (pid == 0) {
        execvp(argv[0], argv.data());
        _exit(errno == ENOENT ? 127 : 126);
    }
    int status = 0;
    while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    if (pid > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
    if (pid > 0 && WIFEXITED(status))
        sh.remember_error(fmt::format("internal error: Child process ({}) unexpected exit status {}", shown, WEXITSTATUS(status)));
    else
        sh.remember_error(fmt::format("internal error: Child process ({}) unexpected fatal signal {}", shown, WTERMSIG(status)));
    throw Failed{};
}

std::string read_all(const std::string& path)
{
    std::string out;
    if (FILE* f = fopen(path.c_str(), "re")) {
        char buf[8192];
        for (size_t n; (n = fread(buf, 1, sizeof buf, f)) > 0;) out.append(buf, n);
        fclose(f);
    }
    return out;
}

// One key from the terminal; 0 when there is none.
int ask(Shell& sh, bool can_relax)
{
    if (!isatty(STDIN_FILENO)) return 0;
    for (;;) {
        sh.print("{}{}", "Failed. Try again?", can_relax ? " [y,n,i,f,?]: " : " [y,n,f,?]: ");
        sh.flush();
        termios old, raw;
        tcgetattr(STDIN_FILENO, &old);
        raw = old;
        raw.c_lflag &= ~static_cast<tcflag_t>(ICANON);
        tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
        unsigned char key = 0;
        ssize_t n = read(STDIN_FILENO, &key, 1);
        tcsetattr(STDIN_FILENO, TCSADRAIN, &old);
        if (n != 1) return 0;
        if (key != '\n') sh.print("\n");
        int c = tolower(key);
        if (c == '?') {
            sh.print("y - yes, start editor again\n");
            sh.print("n - no, throw away my changes\n");
            if (can_relax) sh.print("i - turn off validation and try to redefine again\n");
            sh.print("f - force, try to redefine again\n");
            sh.print("? - print this help\n");
            continue;
        }
        if (c == 'y' || c == 'n' || c == 'f' || (can_relax && c == 'i')) return c;
    }
}

Scratch write_scratch(Shell& sh, const std::string& text)
{
    const char* dir = std::getenv("TMPDIR");
    Scratch s{std::string(dir && *dir ? dir : "/tmp") + "/virshXXXXXX.xml"};
    int fd = mkostemps(s.path.data(), 4, O_CLOEXEC);
    if (fd < 0) {
        std::string path = std::exchange(s.path, "");
        sh.fail("mkostemps: failed to create temporary file: {}", std::strerror(errno));
    }
    size_t done = 0;
    while (done < text.size()) {
        ssize_t n = write(fd, text.data() + done, text.size() - done);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) {
            close(fd);
            sh.fail("write: {}: failed to write to temporary file: {}", s.path, std::strerror(errno));
        }
        done += static_cast<size_t>(n);
    }
    close(fd);
    return s;
}

}  // namespace

std::optional<std::string> edit_text(Shell& sh, const std::string& text)
{
    Scratch scratch = write_scratch(sh, text);
    run_editor(sh, scratch.path);
    std::string now = read_all(scratch.path);
    if (now == text) return std::nullopt;
    return now;
}

void edit_document(Shell& sh, const std::function<std::string()>& fetch, const std::function<bool(const std::string&)>& store,
                   const std::function<void()>& unchanged, const std::function<void()>& stored, const std::function<bool()>& relax)
{
    std::string before = fetch();
    Scratch scratch = write_scratch(sh, before);
    bool can_relax = bool(relax);
    bool run = true;
    for (;;) {
        if (run) run_editor(sh, scratch.path);
        std::string now = read_all(scratch.path);
        if (now == before) {
            unchanged();
            return;
        }
        bool conflict = fetch() != before;
        if (conflict) sh.error("ERROR: the XML configuration was changed by another user.");
        sh.forget_error();
        if (!conflict && store(now)) {
            stored();
            return;
        }
        sh.report_saved_error();
        int answer = ask(sh, can_relax);
        if (answer == 0 || answer == 'n') throw Failed{};
        if (answer == 'i') can_relax = relax();
        if (conflict && answer != 'n') before = fetch();
        run = answer == 'y';
    }
}

}  // namespace vireo::sh
