// SPDX-License-Identifier: LGPL-2.1-or-later
// Hostile bytes into every struct of the protocol: the first two choose the struct, the rest is its wire form. What
// decodes must encode again, and to something that decodes to the same bytes.
#include <cstdio>
#include <cstdlib>

#include "api/procedure.h"
#include "rpc/codec/codec.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace vireo;
    if (size < 2) return 0;
    unsigned pick = data[0] | data[1] << 8;
    const auto& p = api::procedures[pick / 2 % api::procedure_count];
    const api::Type* type = pick % 2 ? p.out : p.in;
    if (!type) return 0;
    std::span<const char> wire{reinterpret_cast<const char*>(data) + 2, size - 2};
    rpc::Value value(type);
    try {
        rpc::decode(wire, type, value.get());
    } catch (const Error&) {
        return 0;
    }
    rpc::Buffer once, twice;
    rpc::encode(once, type, value.get());
    rpc::Value again(type);
    rpc::decode(once.bytes(), type, again.get());
    rpc::encode(twice, type, again.get());
    if (once.size() != twice.size() || (once.size() && std::memcmp(once.data(), twice.data(), once.size()) != 0)) {
        std::fprintf(stderr, "%s does not keep its value\n", type->name);
        std::abort();
    }
    return 0;
}
