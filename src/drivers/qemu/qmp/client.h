// SPDX-License-Identifier: LGPL-2.1-or-later
// The conversation with one QEMU. Any thread may send; the loop's thread reads, hands events out and completes replies,
// whose text is read (parsed) by whoever waits for it. QEMU is not trusted: what it sends is bounded, and one that does
// not answer costs its own callers their deadline once, everybody else nothing.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/fd.h"
#include "drivers/qemu/qmp/command.h"
#include "json/fwd.h"

namespace vireo::run {
class Loop;
}

namespace vireo::qemu::qmp {

class Core;

// The answer to one command.
struct Reply {
    bool ok = false;
    std::uint64_t serial = 0;  // the command was sent with the id "libvirt-SERIAL"
    std::string value;        // JSON text of "return"
    std::string error_class;  // of a refusal, e.g. "CommandNotFound", "DeviceNotFound", "GenericError"
    std::string error_text;
};

// Counts answers that are still out, of several monitors if need be, so that who waits for many is woken once.
class Gathering {
  public:
    // How many are out still; returns at the deadline, or sooner when none are.
    std::size_t wait(Deadline until);
    // How many there are to be, those that came among them.
    std::size_t expected() const { return expected_; }

  private:
    friend class Core;
    void expect(std::size_t count);
    void arrived();
    std::mutex mutex_;
    std::condition_variable all_;
    std::atomic<std::size_t> out_{0}, expected_{0};
};

// A place where one answer will appear. Copies share it.
class Future {
  public:
    Future() = default;

    // Waits until the answer is there, or until the deadline: then it is null and the monitor counts as unresponsive
    // until the late answer comes. Throws operation_failed if the connection ended first.
    const Reply* wait(Deadline until) const;
    // The same without marking the monitor: for readers that can do without an answer.
    const Reply* peek(Deadline until) const;
    // wait() with the time that the command's pace allows, or less; throws operation_timeout instead of giving null, and
    // internal_error "unable to execute QEMU command" for a refusal.
    json::Json get(Deadline until = Deadline::never()) const;
    // As get() for whom the value does not matter.
    void check(Deadline until = Deadline::never()) const;

  private:
    friend class Core;
    friend class Client;
    struct State;
    std::shared_ptr<State> state_;
};

// What the client tells its owner, on the loop's thread; must not wait.
struct Listener {
    // An event: its name, the text of its data ("" if none) and its time in microseconds since the epoch.
    std::function<void(std::string_view name, std::string_view data, std::int64_t micros)> on_event;
    // Once, when the connection ends from the other side or becomes unusable.
    std::function<void(const std::string& why)> on_close;
    // The monitor went silent (true) or came back (false); may come from a waiting thread.
    std::function<void(bool)> on_unresponsive;
};

class Client {
  public:
    // Takes a connected stream socket. The negotiation is queued at once, so commands may follow without waiting.
    // `peer` names the guest in messages. The loop must outlive the client.
    Client(run::Loop& loop, Fd socket, std::string peer, Listener listener);
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    // Queues one command. Throws operation_failed if the connection has ended and operation_timeout if the monitor is
    // unresponsive.
    Future send(const Command& command);
    // Queues several, written in one go; QEMU runs them in this order.
    std::vector<Future> send(std::span<const Command> commands, const std::shared_ptr<Gathering>& gathering = nullptr);

    // Sends and waits, see Future::get.
    json::Json call(const Command& command, Deadline until = Deadline::never());

    bool unresponsive() const;
    bool closed() const;
    // Ends the conversation: waiters fail, the listener is not called any more once this has returned on the loop's
    // thread (elsewhere one call may still be running).
    void close();

  private:
    std::shared_ptr<Core> core_;
};

// A socket connected to a unix address, non-blocking. Tries again until the deadline while nobody listens there yet,
// giving up early when alive() says no.
Fd connect_unix(const std::string& path, Deadline until, const std::function<bool()>& alive);

}  // namespace vireo::qemu::qmp
