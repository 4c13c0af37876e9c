// SPDX-License-Identifier: LGPL-2.1-or-later
// The codec against every struct of the protocol, and byte for byte where the form is odd.
#include <gtest/gtest.h>

#include "api/gen/procedures.h"
#include "random_value.h"
#include "rpc/codec/codec.h"

namespace vireo::rpc {
namespace {

std::vector<const api::Type*> all_types() {
    std::vector<const api::Type*> out;
    for (unsigned i = 0; i < api::procedure_count; ++i)
        for (auto* t : {api::procedures[i].in, api::procedures[i].out})
            if (t) out.push_back(t);
    return out;
}

const api::Type* type_of(std::uint32_t program, int number, bool out) {
    auto* p = api::find_procedure(program, number);
    return out ? p->out : p->in;
}

std::string hex(const Buffer& b) {
    std::string s;
    for (char c : b.bytes()) s += fmt::format("{:02x}", static_cast<unsigned char>(c));
    return s;
}

TEST(Codec, every_struct_survives_a_round_trip) {
    ASSERT_GT(all_types().size(), 600u);
    for (unsigned seed = 1; seed <= 3; ++seed) {
        test::RandomValue random(seed);
        for (auto* t : all_types()) {
            Value first(t), second(t);
            random.fill(*t, first.get());
            Buffer a, b;
            encode(a, t, first.get());
            EXPECT_EQ(a.size() % 4, 0u) << t->name;
            EXPECT_EQ(decode(a.bytes(), t, second.get()), a.size()) << t->name;
            encode(b, t, second.get());
            EXPECT_EQ(hex(a), hex(b)) << t->name;
        }
    }
}

TEST(Codec, truncation_is_an_error_everywhere) {
    test::RandomValue random(7);
    for (auto* t : all_types()) {
        Value v(t);
        random.fill(*t, v.get());
        Buffer a;
        encode(a, t, v.get());
        for (std::size_t cut = 0; cut + 4 <= a.size(); cut += 4) {
            Value back(t);
            EXPECT_THROW(decode(a.bytes().subspan(0, cut), t, back.get()), Error) << t->name << " cut at " << cut;
        }
    }
}

TEST(Codec, noise_never_does_harm) {
    std::mt19937 random(11);
    for (auto* t : all_types())
        for (int i = 0; i < 40; ++i) {
            std::string noise(random() % 200, '\0');
            for (char& c : noise) c = random() % 3 ? '\0' : static_cast<char>(random() % 5);
            Value v(t);
            try {
                decode(noise, t, v.get());
            } catch (const Error& e) {
                EXPECT_STREQ(e.what(), "Unable to decode message payload");
            }
        }
}

TEST(Codec, count_beyond_the_bytes_allocates_nothing) {
    // 16384 domains announced, none there
    Buffer a;
    a.u32(16384);
    Value v(type_of(0x20008086, 273, true));
    EXPECT_THROW(decode(a.bytes(), type_of(0x20008086, 273, true), v.get()), Error);
}

TEST(Codec, bytes_of_strings_options_and_unions) {
    api::ConnectOpenArgs open{"qemu:///system", 1};
    Buffer a;
    encode(a, type_of(0x20008086, 1, false), &open);
    EXPECT_EQ(hex(a), "00000001" "0000000e" "71656d753a2f2f2f73797374656d0000" "00000001");

    api::ConnectSetIdentityArgs identity;
    identity.params = {{"a", std::int32_t{-1}}, {"bcde", std::string("x")}, {"f", true}, {"g", std::uint64_t{5}}};
    Buffer b;
    encode(b, type_of(0x20008086, 419, false), &identity);
    EXPECT_EQ(hex(b), "00000004" "00000001" "61000000" "00000001" "ffffffff" "00000004" "62636465" "00000007" "00000001" "78000000"
                      "00000001" "66000000" "00000006" "00000001" "00000001" "67000000" "00000004" "0000000000000005" "00000000");
}

TEST(Codec, unknown_discriminant_is_an_error) {
    Buffer b;
    for (std::uint32_t w : {1u, 1u, 0x61000000u, 8u, 0u, 0u, 0u}) b.u32(w);
    api::ConnectSetIdentityArgs identity;
    EXPECT_THROW(decode(b.bytes(), type_of(0x20008086, 419, false), &identity), Error);
}

TEST(Codec, labels_end_with_a_nul_on_the_wire) {
    api::NodeGetSecurityModelRet model{"dac", ""};
    Buffer b;
    auto* t = type_of(0x20008086, api::procedures[api::proc::NodeGetSecurityModel::row].number, true);
    encode(b, t, &model);
    EXPECT_EQ(hex(b), "00000004" "00000064" "00000061" "00000063" "00000000" "00000001" "00000000");
    api::NodeGetSecurityModelRet back;
    decode(b.bytes(), t, &back);
    EXPECT_EQ(back, model);
}

TEST(Codec, limits_hold_when_writing) {
    api::ConnectOpenArgs open{std::string(string_max + 1, 'x'), 0};
    Buffer a;
    EXPECT_THROW(encode(a, type_of(0x20008086, 1, false), &open), Error);
}

TEST(Codec, errors_travel_whole) {
    Error e(Code::no_domain, Domain::qemu, "no domain with matching name 'x'");
    Buffer b;
    encode_error(b, e);
    Error back = decode_error(b.bytes());
    EXPECT_EQ(back.code, Code::no_domain);
    EXPECT_EQ(back.domain, Domain::qemu);
    EXPECT_EQ(back.message, e.message);
    EXPECT_EQ(back.str1, e.str1);
    EXPECT_EQ(back.str2, e.str2);
    EXPECT_EQ(back.int1, -1);
}

TEST(Codec, holes) {
    Buffer b;
    encode_hole(b, {0x100000000, 0});
    EXPECT_EQ(hex(b), "0000000100000000" "00000000");
    EXPECT_EQ(decode_hole(b.bytes()).length, 0x100000000);
}

}  // namespace
}  // namespace vireo::rpc
