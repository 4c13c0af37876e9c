// SPDX-License-Identifier: LGPL-2.1-or-later
// The question whether a caller may do what it asks. The daemon plugs in who answers; without one all is allowed.
#pragma once

#include <memory>

#include "api/call.h"
#include "api/procedure.h"

namespace vireo::rpc {

class AccessChecker {
  public:
    virtual ~AccessChecker() = default;
    // Throws Code::access_denied. May wait (for polkit), so with a checker no procedure runs on a loop's thread.
    virtual void require(const api::Identity& who, const api::Procedure& procedure, const void* in) = 0;
    // Is an object that an event is about visible to this caller?
    virtual bool sees(const api::Identity& who, const char* object, const void* ref) = 0;
};

// Lets a caller in where a service asks for polkit.
class Authenticator {
  public:
    virtual ~Authenticator() = default;
    // action: org.libvirt.unix.manage or .monitor. May wait.
    virtual bool authorize(const api::Identity& who, const char* action) = 0;
};

}  // namespace vireo::rpc
