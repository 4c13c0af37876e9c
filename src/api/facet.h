// SPDX-License-Identifier: LGPL-2.1-or-later
// What every generated facet class leans on.
#pragma once

#include <type_traits>

#include "api/call.h"
#include "api/gen/facets.h"
#include "base/error.h"

namespace vireo::api {

// Default body of each slot: VIR_ERR_NO_SUPPORT with the public name of the function.
[[noreturn]] void unsupported(const char* function, Domain domain);

// Does driver class D fill the slot itself? A slot that is only inherited has the type of its base.
template <class D, class Base, class R, class... A>
consteval bool overrides(R (D::*)(A...), R (Base::*)(A...)) {
    return !std::is_same_v<D, Base>;
}

struct SlotUse {
    const char* slot;
    bool filled;
};

}  // namespace vireo::api
