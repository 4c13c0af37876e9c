// SPDX-License-Identifier: LGPL-2.1-or-later
// The conversation with the agent inside a guest, over the socket that is the host's end of its channel. Everything that
// comes from there was written by the guest: it is bounded, and what does not fit the question is thrown away. Used by
// one thread at a time (the agent lane).
#pragma once

#include <functional>
#include <string>

#include "base/clock.h"
#include "base/fd.h"
#include "drivers/qemu/qmp/command.h"
#include "drivers/qemu/qmp/framer.h"
#include "json/fwd.h"

namespace vireo::qemu::agent {

// How long a guest has to answer a command; the numbers are those of virDomainQemuAgentCommandTimeoutValues.
enum Timeout : int { block = -2, default_ = -1, nowait = 0 };

class Client {
  public:
    // `path` is the socket; it is connected at the first command and again after a failure.
    explicit Client(std::string path) : path_(std::move(path)) {}

    // Sends the command and gives its "return". seconds: a Timeout or a number of seconds; `until` bounds it as well.
    // Errors: agent_unresponsive (not connected, no answer in time), internal_error (the agent refused).
    json::Json call(const qmp::Command& command, int seconds = default_, Deadline until = Deadline::never());
    // The same for text that came from a client of ours; gives the agent's whole answer as text.
    std::string call_text(const std::string& command, int seconds, Deadline until = Deadline::never());

    // A command after which no answer is expected if it works: shutdown, suspend. Waits until the guest is told or the
    // answer says why not; `gone` tells that the guest has left meanwhile.
    void tell(const qmp::Command& command, const std::function<bool()>& gone, Deadline until = Deadline::never());

    void disconnect();

  private:
    void connect(Deadline until);
    void synchronize(Deadline until);
    void send(std::string_view text, Deadline until);
    // The next document; "" at the deadline.
    std::string receive(Deadline until);
    std::string ask(const std::string& text, const std::string& name, int seconds, Deadline until);

    std::string path_;
    Fd socket_;
    qmp::Framer framer_;
    std::uint64_t last_sync_ = 0;
};

}  // namespace vireo::qemu::agent
