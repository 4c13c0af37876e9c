// SPDX-License-Identifier: LGPL-2.1-or-later
// The interactive console: the terminal in raw mode on one side, a stream on the other, until the escape key or the end.
#include "apps/virsh/virsh.h"

#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <csignal>
#include <cstring>
#include <mutex>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

namespace vireo::sh {

namespace {

// Both directions are pumped from the event thread by stream and terminal callbacks; the command only waits.
class Console {
public:
    Console(virStreamPtr stream, char escape) : stream_(stream), escape_(escape) {}

    bool start()
    {
        stdin_watch_ = virEventAddHandle(STDIN_FILENO, VIR_EVENT_HANDLE_READABLE, on_stdin, this, nullptr);
        stdout_watch_ = virEventAddHandle(STDOUT_FILENO, 0, on_stdout, this, nullptr);
        return stdin_watch_ >= 0 && stdout_watch_ >= 0
            && virStreamEventAddCallback(stream_, VIR_STREAM_EVENT_READABLE, on_stream, this, nullptr) == 0;
    }
    void wait()
    {
        std::unique_lock lock(mutex_);
        done_.wait(lock, [&] { return quit_.load(); });
    }
    void stop()
    {
        if (stdin_watch_ >= 0) virEventRemoveHandle(stdin_watch_);
        if (stdout_watch_ >= 0) virEventRemoveHandle(stdout_watch_);
        virStreamEventRemoveCallback(stream_);
    }
    bool failed() const { return failed_; }

private:
    void finish(bool bad)
    {
        std::lock_guard lock(mutex_);
        quit_ = true;
        failed_ |= bad;
        done_.notify_all();
    }
    void follow_stream()
    {
        virStreamEventUpdateCallback(stream_, (to_screen_.size() < limit ? VIR_STREAM_EVENT_READABLE : 0)
                                                  | (to_guest_.empty() ? 0 : VIR_STREAM_EVENT_WRITABLE));
    }
    static void on_stream(virStreamPtr st, int events, void* opaque)
    {
        auto* c = static_cast<Console*>(opaque);
        if (c->quit_) return;
        if (events & VIR_STREAM_EVENT_READABLE) {
            char buf[4096];
            int n = virStreamRecv(st, buf, sizeof buf);
            if (n == -2) return;
            if (n <= 0) return c->finish(n < 0);
            c->to_screen_.append(buf, static_cast<size_t>(n));
            virEventUpdateHandle(c->stdout_watch_, VIR_EVENT_HANDLE_WRITABLE);
        }
        if (events & VIR_STREAM_EVENT_WRITABLE && !c->to_guest_.empty()) {
            int n = virStreamSend(st, c->to_guest_.data(), c->to_guest_.size());
            if (n == -2) return;
            if (n < 0) return c->finish(true);
            c->to_guest_.erase(0, static_cast<size_t>(n));
        }
        if (events & (VIR_STREAM_EVENT_ERROR | VIR_STREAM_EVENT_HANGUP)) return c->finish(false);
        c->follow_stream();
    }
    static void on_stdin(int, int fd, int events, void* opaque)
    {
        auto* c = static_cast<Console*>(opaque);
        if (c->quit_) return;
        if (events & VIR_EVENT_HANDLE_READABLE) {
            char buf[1024];
            ssize_t n = read(fd, buf, sizeof buf);
            if (n < 0) {
                if (errno != EAGAIN && errno != EINTR) c->finish(true);
                return;
            }
            if (n == 0) return c->finish(false);
            if (buf[0] == c->escape_) return c->finish(false);
            c->to_guest_.append(buf, static_cast<size_t>(n));
            c->follow_stream();
        }
        if (events & (VIR_EVENT_HANDLE_ERROR | VIR_EVENT_HANDLE_HANGUP)) c->finish(false);
    }
    static void on_stdout(int, int fd, int events, void* opaque)
    {
        auto* c = static_cast<Console*>(opaque);
        if (c->quit_) return;
        if (events & VIR_EVENT_HANDLE_WRITABLE && !c->to_screen_.empty()) {
            ssize_t n = write(fd, c->to_screen_.data(), c->to_screen_.size());
            if (n < 0) {
                if (errno != EAGAIN && errno != EINTR) c->finish(true);
                return;
            }
            c->to_screen_.erase(0, static_cast<size_t>(n));
        }
        if (c->to_screen_.empty()) virEventUpdateHandle(c->stdout_watch_, 0);
        c->follow_stream();
        if (events & (VIR_EVENT_HANDLE_ERROR | VIR_EVENT_HANDLE_HANGUP)) c->finish(false);
    }

    static constexpr size_t limit = 65536;
    virStreamPtr stream_;
    char escape_;
    int stdin_watch_ = -1, stdout_watch_ = -1;
    std::string to_screen_, to_guest_;
    std::mutex mutex_;
    std::condition_variable done_;
    std::atomic<bool> quit_{false};
    bool failed_ = false;
};

char escape_char(const char* text)
{
    if (text[0] == '^' && text[1]) return static_cast<char>((text[1] & 0xdf) ^ 0x40);
    return text[0];
}

}  // namespace

void run_console(Virsh& sh, virDomainPtr dom, const char* device, unsigned flags)
{
    bool resume = flags & 1u << 31;
    flags &= ~(1u << 31);
    virDomainInfo info;
    sh.check(virDomainGetInfo(dom, &info) == 0, "Unable to get domain status");
    sh.check(info.state != VIR_DOMAIN_SHUTOFF, "The domain is not running");
    sh.check(isatty(STDIN_FILENO), "Cannot run interactive console without a controlling TTY");
    sh.print("Connected to domain '{}'\n", name_of(dom));
    sh.print("Escape character is {} (Ctrl + {})", sh.escape, sh.escape[0] == '^' ? sh.escape + 1 : sh.escape);
    sh.print("\n");
    sh.flush();
    Stream st(virStreamNew(sh.conn(), VIR_STREAM_NONBLOCK));
    sh.check(st);
    sh.check(virDomainOpenConsole(dom, device, st, flags) >= 0);

    termios before, raw;
    sh.check(tcgetattr(STDIN_FILENO, &before) == 0, "unable to get tty attributes: {}", std::strerror(errno));
    raw = before;
    cfmakeraw(&raw);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &raw);
    Console console(st, escape_char(sh.escape));
    bool good = console.start() && (!resume || virDomainResume(dom) == 0);
    if (good) console.wait();
    console.stop();
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    if (good && !console.failed()) virStreamFinish(st);
    else virStreamAbort(st);
    sh.check(good);
    sh.forget_error();
}

}  // namespace vireo::sh
