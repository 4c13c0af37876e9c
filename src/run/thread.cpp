// SPDX-License-Identifier: LGPL-2.1-or-later
#include "run/thread.h"

#include <pthread.h>
#include <signal.h>

#include <cstring>
#include <system_error>

#include "base/error.h"

namespace vireo::run {

std::thread start_thread(const char* name, std::move_only_function<void()> body) {
    char label[16] = {};
    std::strncpy(label, name, sizeof label - 1);
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    struct Restore {
        sigset_t& mask;
        ~Restore() { pthread_sigmask(SIG_SETMASK, &mask, nullptr); }
    } restore{before};
    try {
        std::thread t(std::move(body));
        pthread_setname_np(t.native_handle(), label);
        return t;
    } catch (const std::system_error& e) {
        fail_errno(Domain::thread, e.code().value(), "Unable to create thread");
    }
}

}  // namespace vireo::run
