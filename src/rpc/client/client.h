// SPDX-License-Identifier: LGPL-2.1-or-later
// The client half of the wire. It has no thread: whoever waits for a reply reads for all who wait, and hands the reading
// on when its own answer has come; between calls the application's event loop reads. Likewise, whoever writes takes along
// what others have queued meanwhile. No thread sleeps or writes with the lock held, and one whose answer another thread
// read goes its way without taking the lock again.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <vector>

#include "api/call.h"
#include "api/procedure.h"
#include "api/stream.h"
#include "rpc/client/client_loop.h"
#include "rpc/codec/codec.h"
#include "rpc/packet/inbox.h"
#include "rpc/packet/outbox.h"
#include "run/park.h"
#include "run/patience.h"

namespace vireo::rpc {

class ClientStream;

// As virConnectCloseReason.
enum class CloseReason : int { error = 0, eof = 1, keepalive = 2, client = 3 };

class Client final : public std::enable_shared_from_this<Client> {
  public:
    // An event: header and payload. Called on the application's loop.
    using OnEvent = std::function<void(const Header&, std::span<const char>)>;

    // loop may be null: then there are neither events nor keepalive. explain adds to the text of an unexpected end of file
    // what the transport's program said; may be empty.
    static std::shared_ptr<Client> make(std::unique_ptr<Channel> channel, std::shared_ptr<ClientLoop> loop, std::function<std::string()> explain = {});
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    // Sends, waits, fills *out. Throws the server's error, or the reason why the connection is no more.
    void call(const api::Procedure& row, api::Call& call, const void* in, void* out);

    void on_event(OnEvent fn);
    void on_close(std::function<void(int reason)> fn);
    bool has_loop() const { return loop_ != nullptr; }
    bool alive() const;
    bool passes_fds() const { return channel_->passes_fds(); }
    // Pings after so many seconds of silence, so many times; 0 or less: never. Needs a loop.
    void set_keepalive(int interval_s, unsigned count);
    void close();

  private:
    friend class ClientStream;
    struct Waiter {
        std::uint32_t program = 0, serial = 0;
        std::int32_t procedure = 0;
        ClientStream* stream = nullptr;  // waits for this stream to move
        bool done = false;               // answered; then it is no longer in the list
        bool handed = false;             // by another thread, whose last touch is parker.finish()
        bool listed = false;
        Header header;
        std::span<const char> payload;
        Buffer copy;
        std::vector<Fd> fds;
        std::optional<Error> error;
        run::Parker parker;
        Waiter *next = nullptr, *previous = nullptr;  // in the list; next also among those to be woken
    };
    using Lock = std::unique_lock<std::mutex>;

    Client(std::unique_ptr<Channel> channel, std::shared_ptr<ClientLoop> loop, std::function<std::string()> explain);
    void watch();
    // All of these: with the lock held.
    void enlist(Waiter& w);
    void strike(Waiter& w);
    void require_open() const;
    // Queues and, unless another thread is writing, writes; with the lock given up meanwhile.
    void post(Lock& lock, Outgoing message);
    void write_out(Lock& lock);
    // For a pong: no lock may be given up in the middle of a batch of messages.
    void post_later(Outgoing message) { queue_.push(std::move(message)); }
    // Somebody has to wait until the channel takes more: the calling thread does.
    void wait_to_write(Lock& lock, Deadline until);
    // Returns when done() holds or the deadline is over. If it returns true, another thread has read the answer, and the lock
    // is not held. Else the lock is held; the reader's own payload is then still in the inbox, and leave() must follow
    // once it was used.
    template <class Done>
    bool wait(Lock& lock, Waiter& self, Deadline until, Done done);
    // Gives up the reading and whatever else `self` did for others. Returns a waiter to unpark while the lock is still held.
    Waiter* leave(Waiter* self);
    // Waiting or not, reads what is there; `self` gets its payload in place. False: nothing was there.
    bool read_once(Lock& lock, Waiter* self, bool sleep);
    long fill(bool sleep);
    void dispatch(Packet& packet, Waiter* self);
    void dispatch_stream(Packet& packet);
    void answered(Waiter& w);
    // Wakes those whose answers have come, without the lock.
    void wake_answered(Lock& lock);
    void dead(CloseReason reason, const Error& error);
    Error end_of_file() const;
    void arm();
    void ring();

    void on_loop_ready();
    void deliver_events();
    void tick();

    std::unique_ptr<Channel> channel_;
    std::shared_ptr<ClientLoop> loop_;
    std::function<std::string()> explain_;

    mutable std::mutex mutex_;
    Inbox inbox_;                     // belongs to the reader, as does the next
    run::Patience patience_;
    Outbox queue_;                    // what waits for the writer
    Outbox sending_;                  // belongs to the writer
    std::vector<std::move_only_function<void()>> sent_;  // the writer's; stays empty
    bool reading_ = false, writing_ = false, closed_ = false;
    bool want_write_ = false;         // the channel takes no more for now
    Waiter* reader_ = nullptr;        // null while the loop reads
    Waiter *first_ = nullptr, *last_ = nullptr;  // waiters without an answer, oldest first
    Waiter* woken_ = nullptr;         // those whose answers came in this batch
    std::vector<ClientStream*> streams_;
    std::set<std::uint32_t> abandoned_;
    std::uint32_t serial_ = 0;
    std::optional<Error> end_;  // why the connection is no more
    CloseReason reason_ = CloseReason::client;
    Fd gate_;  // an epoll descriptor around the socket, shown to the application's loop, shut while a waiter reads
    unsigned gate_events_ = 0;

    struct QueuedEvent {
        Header header;
        Buffer payload;
    };
    std::deque<QueuedEvent> events_;
    OnEvent on_event_;
    std::function<void(int)> on_close_;
    bool close_told_ = false, event_timer_set_ = false;
    int watch_ = -1, event_timer_ = -1, keepalive_timer_ = -1;
    int keepalive_interval_ = 0;
    unsigned keepalive_count_ = 0, pings_ = 0;
    bool heard_ = false;
};

}  // namespace vireo::rpc
