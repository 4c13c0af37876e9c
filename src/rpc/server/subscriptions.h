// SPDX-License-Identifier: LGPL-2.1-or-later
// What one client wants to be told: its callback ids, and the sinks that turn an event into its messages.
#pragma once

#include <map>
#include <memory>

#include "api/endpoint.h"

namespace vireo::rpc {

class Session;

// Not locked: the session runs one event procedure at a time.
class Subscriptions {
  public:
    // legacy: the old form, one per event and client, messages without a callback id. Returns the callback id.
    int add(const std::shared_ptr<Session>& session, api::Call& call, const std::shared_ptr<api::Endpoint>& endpoint, api::EventFilter filter, bool legacy);
    void remove(api::Call& call, api::EventClass cls, int callback_id);
    void remove_legacy(api::Call& call, int event_id);
    void clear();

  private:
    struct Entry {
        std::shared_ptr<api::Endpoint> endpoint;
        api::EventTicket ticket = 0;
        api::EventClass cls{};
        int event = 0;
        bool legacy = false;
    };
    std::map<int, Entry> entries_;
    int next_ = 0;
};

}  // namespace vireo::rpc
