// SPDX-License-Identifier: LGPL-2.1-or-later
// The door to an open connection in another process: every procedure is forwarded by its row.
#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "api/endpoint.h"
#include "rpc/client/client.h"

namespace vireo::remote {

class RemoteEndpoint final : public api::Endpoint, public std::enable_shared_from_this<RemoteEndpoint> {
  public:
    RemoteEndpoint(std::shared_ptr<rpc::Client> client, bool secure, bool encrypted, bool admin);
    ~RemoteEndpoint() override;

    // After construction, once: asks for what later calls depend on and opens `name`.
    void authenticate(std::string_view wanted);
    void open(const std::string& name, bool has_name, std::uint32_t flags);

    void invoke(const api::Procedure& p, api::Call& call, const void* in, void* out) override;
    api::EventTicket subscribe(api::Call& call, api::EventFilter filter, api::EventSink sink) override;
    void unsubscribe(api::Call& call, api::EventTicket ticket) override;
    bool supports_feature(api::Call& call, int feature) override;
    bool is_alive() override { return client_->alive(); }
    bool is_encrypted() override { return encrypted_; }
    bool is_secure() override { return secure_; }
    int set_keepalive(int interval_s, unsigned count) override;
    void on_close(std::function<void(int reason)> fn) override;
    void close() override;

  private:
    struct Subscriber {
        const api::EventRow* row;
        int callback_id;  // -1: the old form, shared by all subscribers of that event
        api::EventSink sink;
    };
    void deliver(const rpc::Header& header, std::span<const char> payload);
    int register_at_server(api::Call& call, const api::EventFilter& filter);
    void deregister_at_server(api::Call& call, const Subscriber& s);

    std::shared_ptr<rpc::Client> client_;
    const bool secure_, encrypted_, admin_;
    bool keepalive_ = false, closed_ = false, close_registered_ = false;
    std::mutex mutex_;         // the following
    std::map<int, bool> features_;
    std::function<void(int)> on_close_;
    std::mutex subscribing_;   // held over a registration, so that no event overtakes it
    std::map<api::EventTicket, std::shared_ptr<const Subscriber>> subscribers_;
    api::EventTicket last_ticket_ = 0;
};

}  // namespace vireo::remote
