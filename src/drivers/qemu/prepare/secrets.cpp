// SPDX-License-Identifier: LGPL-2.1-or-later
// Secrets of a guest that starts: looked up, encrypted with the guest's master key, never written anywhere.
#include "base/error.h"
#include "drivers/qemu/argv/parts.h"
#include "drivers/qemu/prepare/steps.h"
#include "host/crypto/secret.h"
#include "host/file/file.h"

namespace vireo::qemu {

argv::Bindings::SealedSecret sealed_secret(std::string_view value, std::string_view master_key) {
    const std::string iv = host::random_bytes(host::secret_iv_bytes);
    return {host::base64(host::encrypt_secret(master_key, iv, value)), host::base64(iv)};
}

namespace prepare {

void secrets(Preparation& p) {
    auto& all = p.bindings.secrets;
    for (const auto& s : argv::wanted_secrets(p.live, p.bindings)) {
        const auto reference = argv::secret_reference(s);
        if (all.contains(reference)) continue;
        if (!p.prepared.find_secret) fail(Code::no_secret, Domain::secret, "no secret with matching {} '{}'", s.uuid ? "uuid" : "usage", reference);
        all[reference] = sealed_secret(p.prepared.find_secret(s), p.prepared.master_key);
    }
    for (const auto& [id, text] : argv::wanted_cookies(p.live)) all[id] = sealed_secret(text, p.prepared.master_key);
}

}  // namespace prepare
}  // namespace vireo::qemu
