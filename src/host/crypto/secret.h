// SPDX-License-Identifier: LGPL-2.1-or-later
// How secrets reach an emulator: encrypted with a key that only its process and we know, so they may stand on a command
// line. AES-256 in CBC mode with PKCS#7 padding.
#pragma once

#include <string>
#include <string_view>

namespace vireo::host {

inline constexpr std::size_t secret_key_bytes = 32, secret_iv_bytes = 16;

// `key` and `iv` have those lengths. Throws internal_error or system_error if the cryptographic library does not serve.
std::string encrypt_secret(std::string_view key, std::string_view iv, std::string_view secret);

std::string base64(std::string_view bytes);

}  // namespace vireo::host
