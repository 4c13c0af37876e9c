// SPDX-License-Identifier: LGPL-2.1-or-later
// One call on its way through the server: what a lane or the pool works on, and who is answered.
#pragma once

#include "rpc/server/session.h"
#include "run/lane.h"

namespace vireo::rpc {

struct Request final : run::LaneEntry {
    void run() override { session->run(*this); }
    void refuse(const Error& error) override { session->refuse(*this, error); }

    // On a thread of the pool: to the lane once access is granted, or on with it.
    static void on_pool(std::unique_ptr<Request> request);
    // To the lane: no thread waits for its turn.
    static void post(run::Lane& lane, std::unique_ptr<Request> request);

    std::shared_ptr<Session> session;
    const api::Procedure* row = nullptr;
    Header header;
    api::Call call;
    Value in;
    std::shared_ptr<api::Endpoint> endpoint;
    api::LocalEndpoint* local = nullptr;  // the same, if it is one
    std::shared_ptr<ServerStream> stream;
    bool counted = false;  // among the client's requests in flight
    bool checked = false;  // access was granted
};

}  // namespace vireo::rpc
