// SPDX-License-Identifier: LGPL-2.1-or-later
// The parts of a connection handle that most calls never look at.
#pragma once

#include <mutex>

#include "shim/close_callback.h"
#include "shim/events.h"
#include "shim/handles.h"

namespace vireo::shim {

struct ConnectionState {
    ~ConnectionState() { virResetError(&last_error); }

    std::mutex mutex;  // guards the members
    virError last_error{};
    virErrorFunc handler = nullptr;
    void* handler_data = nullptr;
    std::shared_ptr<EventQueue> events;
    std::shared_ptr<CloseCallback> close_callback;
    std::string type;   // answer of virConnectGetType, which hands out a pointer that lives as long as the connection
};

}  // namespace vireo::shim
