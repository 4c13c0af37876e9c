// SPDX-License-Identifier: LGPL-2.1-or-later
// The parts of a connection handle that most calls never look at.
#pragma once

#include <mutex>

#include "shim/handles.h"

namespace vireo::shim {

struct ConnectionState {
    ~ConnectionState() { virResetError(&last_error); }

    std::mutex mutex;  // guards the members
    virError last_error{};
    virErrorFunc handler = nullptr;
    void* handler_data = nullptr;
    std::string type;   // answer of virConnectGetType, which hands out a pointer that lives as long as the connection
};

}  // namespace vireo::shim
