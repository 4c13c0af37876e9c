// SPDX-License-Identifier: LGPL-2.1-or-later
// Framing: bytes of a header, messages cut at every place, descriptors between messages, limits.
#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "rpc/packet/inbox.h"
#include "rpc/packet/outbox.h"

namespace vireo::rpc {
namespace {

struct Pair {
    Pair() {
        int fds[2];
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds)) std::abort();
        a = make_socket_channel(Fd(fds[0]));
        raw = Fd(fds[1]);
    }
    void write(std::span<const char> bytes) { ASSERT_EQ(::write(raw.get(), bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size())); }
    std::unique_ptr<Channel> a;
    Fd raw;
};

std::string text(std::span<const char> s) { return {s.data(), s.size()}; }

TEST(Packet, header_bytes) {
    Buffer b = make_packet({0x20008086, 1, 196, PacketType::call, 7, Status::ok}, std::string_view("abcd"));
    const unsigned char want[] = {0, 0, 0, 32, 0x20, 0, 0x80, 0x86, 0, 0, 0, 1, 0, 0, 0, 196, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 'a', 'b', 'c', 'd'};
    ASSERT_EQ(b.size(), sizeof want);
    EXPECT_EQ(std::memcmp(b.data(), want, sizeof want), 0);
    Header h = read_header(b.data());
    EXPECT_EQ(h.procedure, 196);
    EXPECT_EQ(h.serial, 7u);
}

TEST(Packet, messages_arrive_whole_wherever_they_are_cut) {
    Buffer all;
    for (unsigned i = 0; i < 3; ++i) {
        Buffer b = make_packet({1, 1, 2, PacketType::stream, i, Status::more}, std::string(i * 8, static_cast<char>('a' + i)));
        all.append(b.data(), b.size());
    }
    for (std::size_t cut = 0; cut <= all.size(); ++cut) {
        Pair pair;
        Inbox in;
        Packet p;
        unsigned seen = 0;
        auto drain = [&] {
            while (in.fill(*pair.a) > 0)
                while (in.next(p)) {
                    EXPECT_EQ(p.header.serial, seen);
                    EXPECT_EQ(text(p.payload), std::string(seen * 8, static_cast<char>('a' + seen)));
                    ++seen;
                }
        };
        pair.write(all.bytes().subspan(0, cut));
        drain();
        pair.write(all.bytes().subspan(cut));
        drain();
        EXPECT_EQ(seen, 3u) << "cut at " << cut;
    }
}

TEST(Packet, large_message_grows_the_buffer) {
    Pair pair;
    Buffer b = make_packet({1, 1, 2, PacketType::call, 0, Status::ok}, std::string(3'000'000, 'z'));
    std::size_t written = 0;
    Inbox in;
    Packet p;
    while (!in.next(p)) {
        ssize_t n = written < b.size() ? ::send(pair.raw.get(), b.data() + written, b.size() - written, MSG_DONTWAIT) : 0;
        if (n > 0) written += static_cast<std::size_t>(n);
        in.fill(*pair.a);
    }
    EXPECT_EQ(p.payload.size(), 3'000'000u);
    EXPECT_EQ(p.payload.back(), 'z');
}

void expect_refused(std::initializer_list<std::uint32_t> words) {
    Pair pair;
    Buffer b;
    for (auto w : words) b.u32(w);
    pair.write(b.bytes());
    Inbox in;
    Packet p;
    in.fill(*pair.a);
    EXPECT_THROW(in.next(p), Error);
}

TEST(Packet, lengths_out_of_range_end_it) {
    expect_refused({0});
    expect_refused({3});
    expect_refused({27, 0, 0, 0, 0, 0, 0});
    expect_refused({33554432 + 5});
    expect_refused({0xffffffff});
    expect_refused({28, 1, 1, 1, 4, 0, 0});          // no room for the count of descriptors
    expect_refused({32, 1, 1, 1, 4, 0, 0, 33});      // too many
}

TEST(Packet, descriptors_ride_between_messages) {
    int fds[2];
    ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), 0);
    auto from = make_socket_channel(Fd(fds[0])), to = make_socket_channel(Fd(fds[1]));
    Outbox out;
    int pipe_fds[2];
    ASSERT_EQ(pipe(pipe_fds), 0);
    Fd reader(pipe_fds[0]), writer(pipe_fds[1]);
    out.push(make_packet({1, 1, 1, PacketType::call, 0, Status::ok}));
    Outgoing with;
    with.bytes.u32(0);
    with.bytes.clear();
    with.bytes = make_packet({1, 1, 1, PacketType::call_with_fds, 1, Status::ok}, std::string_view("\0\0\0\2abcd", 8));
    with.fds.push_back(reader.duplicate());
    with.fds.push_back(writer.duplicate());
    bool sent = false;
    with.sent = [&] { sent = true; };
    out.push(std::move(with));
    out.push(make_packet({1, 1, 1, PacketType::call, 2, Status::ok}, std::string_view("tail")));
    std::vector<std::move_only_function<void()>> done;
    EXPECT_TRUE(out.flush(*from, done));
    ASSERT_EQ(done.size(), 1u);
    done[0]();
    EXPECT_TRUE(sent);

    Inbox in;
    Packet p;
    std::vector<Packet> got;
    std::string last;
    while (in.fill(*to) > 0)
        while (in.next(p)) {
            last = text(p.payload);
            got.push_back(std::move(p));
        }
    ASSERT_EQ(got.size(), 3u);
    EXPECT_EQ(last, "tail");
    ASSERT_EQ(got[1].fds.size(), 2u);
    struct stat a, b;
    ASSERT_EQ(fstat(got[1].fds[1].get(), &a), 0);
    ASSERT_EQ(fstat(writer.get(), &b), 0);
    EXPECT_EQ(a.st_ino, b.st_ino);
    EXPECT_EQ(fcntl(got[1].fds[0].get(), F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
}

TEST(Packet, outbox_survives_a_slow_reader) {
    int fds[2];
    ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), 0);
    auto from = make_socket_channel(Fd(fds[0])), to = make_socket_channel(Fd(fds[1]));
    Outbox out;
    for (unsigned i = 0; i < 400; ++i) out.push(make_packet({1, 1, 1, PacketType::call, i, Status::ok}, std::string(i * 37 % 20000, 'q')));
    std::vector<std::move_only_function<void()>> done;
    Inbox in;
    Packet p;
    unsigned seen = 0;
    while (seen < 400) {
        out.flush(*from, done);
        in.fill(*to);
        while (in.next(p)) {
            ASSERT_EQ(p.header.serial, seen);
            ASSERT_EQ(p.payload.size(), seen * 37 % 20000);
            ++seen;
        }
    }
    EXPECT_TRUE(out.empty());
}

}  // namespace
}  // namespace vireo::rpc
