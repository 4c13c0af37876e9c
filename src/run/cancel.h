// SPDX-License-Identifier: LGPL-2.1-or-later
// Asking work to end early: the client left, the daemon stops, the job is aborted. These are the standard library's stop
// types under the names that stories use; a default token never cancels and costs nothing.
#pragma once

#include <stop_token>

namespace vireo::run {

using CancelSource = std::stop_source;
using CancelToken = std::stop_token;
// Calls fn once when the token is cancelled (at once if it is already), on the canceller's thread; after its destructor
// fn does not run any more.
template <class F>
using CancelHook = std::stop_callback<F>;

// Throws operation_aborted if the token was cancelled.
void throw_if_cancelled(const CancelToken& token);

}  // namespace vireo::run
