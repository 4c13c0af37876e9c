// SPDX-License-Identifier: LGPL-2.1-or-later
// virConnectAuthPtrDefault: credentials asked for at the terminal.
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iterator>

#include "shim/public.h"

namespace {

// Turns the terminal's echo off while a secret is typed.
class Silence {
  public:
    explicit Silence(bool wanted) {
        if (!wanted || tcgetattr(STDIN_FILENO, &before_) < 0) return;
        termios now = before_;
        now.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        active_ = tcsetattr(STDIN_FILENO, TCSAFLUSH, &now) == 0;
    }
    ~Silence() {
        if (!active_) return;
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
        putchar('\n');
    }
    Silence(const Silence&) = delete;
    Silence& operator=(const Silence&) = delete;

  private:
    termios before_{};
    bool active_ = false;
};

// One line of standard input without its end; malloc'ed, null when there is none.
char* read_line() {
    char* line = nullptr;
    size_t room = 0;
    errno = 0;
    ssize_t n = getline(&line, &room, stdin);
    if (n < 0) {
        free(line);
        return nullptr;
    }
    if (n > 0 && line[n - 1] == '\n') line[n - 1] = 0;
    return line;
}

int ask_at_terminal(virConnectCredentialPtr cred, unsigned int ncred, void*) {
    for (unsigned i = 0; i < ncred; ++i) {
        bool secret = false;
        switch (cred[i].type) {
            case VIR_CRED_EXTERNAL:
                // An agent of the session does this one; nothing can be typed for it.
                if (!cred[i].challenge || strcmp(cred[i].challenge, "PolicyKit") != 0) return -1;
                continue;
            case VIR_CRED_PASSPHRASE:
            case VIR_CRED_NOECHOPROMPT: secret = true; break;
            case VIR_CRED_USERNAME:
            case VIR_CRED_AUTHNAME:
            case VIR_CRED_ECHOPROMPT:
            case VIR_CRED_REALM: break;
            default: return -1;
        }
        printf("%s: ", cred[i].prompt ? cred[i].prompt : "");
        if (fflush(stdout) != 0) return -1;
        char* line;
        {
            Silence quiet(secret);
            line = read_line();
        }
        if (!line || !*line) {
            free(line);
            line = strdup(cred[i].defresult ? cred[i].defresult : "");
            if (!line) return -1;
        }
        cred[i].result = line;
        cred[i].resultlen = static_cast<unsigned>(strlen(line));
    }
    return 0;
}

int default_types[] = {VIR_CRED_AUTHNAME, VIR_CRED_ECHOPROMPT,   VIR_CRED_REALM,
                       VIR_CRED_PASSPHRASE, VIR_CRED_NOECHOPROMPT, VIR_CRED_EXTERNAL};
virConnectAuth default_auth = {default_types, std::size(default_types), ask_at_terminal, nullptr};

}  // namespace

virConnectAuthPtr virConnectAuthPtrDefault = &default_auth;
