// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/packet/outbox.h"

#include <sys/uio.h>

namespace vireo::rpc {

void Outbox::push(Outgoing message) {
    bytes_ += message.bytes.size();
    // Small messages join the one before, so that a batch of replies is one piece for the kernel.
    if (!queue_.empty() && !message.sent && message.fds.empty()) {
        Outgoing& last = queue_.back();
        if (!last.sent && last.fds.empty() && last.event == message.event && !message.event && last.bytes.size() + message.bytes.size() <= 16384) {
            last.bytes.append(message.bytes.data(), message.bytes.size());
            return;
        }
    }
    events_ += message.event;
    queue_.push_back(std::move(message));
}

bool Outbox::flush(Channel& channel, std::vector<std::move_only_function<void()>>& done) {
    while (!queue_.empty()) {
        constexpr int most = 32;
        iovec parts[most];
        int count = 0;
        std::size_t total = 0;
        for (std::size_t i = 0; i < queue_.size() && count < most; ++i) {
            Buffer& b = queue_[i].bytes;
            std::size_t skip = i == 0 ? offset_ : 0;
            if (skip < b.size()) {
                parts[count++] = {b.data() + skip, b.size() - skip};
                total += b.size() - skip;
            }
            if (!queue_[i].fds.empty()) break;  // descriptors follow their message directly
        }
        std::size_t put = 0;
        if (total) {
            long n = channel.send(parts, count);
            if (n == Channel::would_block) return false;
            put = static_cast<std::size_t>(n);
        }
        bool all = put == total;
        while (!queue_.empty()) {
            Outgoing& m = queue_.front();
            std::size_t left = m.bytes.size() - offset_;
            if (put < left) {
                offset_ += put;
                break;
            }
            put -= left;
            offset_ = m.bytes.size();
            for (; fds_sent_ < m.fds.size(); ++fds_sent_)
                if (!channel.send_fd(m.fds[fds_sent_].get())) return false;
            bool had_fds = !m.fds.empty();
            if (m.sent) done.push_back(std::move(m.sent));
            events_ -= m.event;
            bytes_ -= m.bytes.size();
            queue_.pop_front();
            offset_ = fds_sent_ = 0;
            if (put == 0 && (had_fds || queue_.empty() || queue_.front().bytes.size())) break;
        }
        if (!all) return false;
    }
    return true;
}

}  // namespace vireo::rpc
