// SPDX-License-Identifier: LGPL-2.1-or-later
#include "run/cancel.h"

#include "base/error.h"

namespace vireo::run {

void throw_if_cancelled(const CancelToken& token) {
    if (token.stop_requested()) fail(Code::operation_aborted, Domain::thread, "canceled by client");
}

}  // namespace vireo::run
