// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/server/subscriptions.h"

#include <regex.h>

#include "base/text.h"
#include "rpc/codec/codec.h"
#include "rpc/server/session.h"

namespace vireo::rpc {
namespace {

const char* name_of(api::EventClass cls) {
    switch (cls) {
        case api::EventClass::domain: return "domain";
        case api::EventClass::network: return "network";
        case api::EventClass::storage_pool: return "storage pool";
        case api::EventClass::node_device: return "node device";
        case api::EventClass::secret: return "secret";
        case api::EventClass::qemu_monitor: return "qemu monitor";
    }
    return "";
}

// Which monitor events: all, one by name, or those that match a pattern (virConnectDomainQemuMonitorEventRegisterFlags).
class NameFilter {
  public:
    NameFilter(const std::optional<std::string>& pattern, std::uint32_t flags) : plain_(pattern), no_case_(flags & 2) {
        if (!pattern || !(flags & 1)) return;
        regex_ = std::shared_ptr<regex_t>(new regex_t, [](regex_t* r) {
            regfree(r);
            delete r;
        });
        if (regcomp(regex_.get(), pattern->c_str(), REG_EXTENDED | REG_NOSUB | (no_case_ ? REG_ICASE : 0))) {
            *regex_ = {};
            fail(Code::invalid_arg, Domain::rpc, "failed to compile regex {}", *pattern);
        }
    }
    bool operator()(const std::string& name) const {
        if (!plain_) return true;
        if (regex_) return regexec(regex_.get(), name.c_str(), 0, nullptr, 0) == 0;
        return no_case_ ? equal_ignoring_case(*plain_, name) : *plain_ == name;
    }

  private:
    std::optional<std::string> plain_;
    bool no_case_;
    std::shared_ptr<regex_t> regex_;
};

// The bytes of an event. It is written once however many are told, since they are told one after the other; the last one
// is kept for that.
std::span<const char> payload_of(const api::Event& event) {
    thread_local std::shared_ptr<const void> last;
    thread_local Buffer bytes;
    if (last != event.body) {
        bytes.clear();
        last.reset();
        encode(bytes, event.row->message->in, event.body.get());
        last = event.body;
    }
    return bytes.bytes();
}

}  // namespace

int Subscriptions::add(const std::shared_ptr<Session>& session, api::Call& call, const std::shared_ptr<api::Endpoint>& endpoint,
                       api::EventFilter filter, bool legacy) {
    const auto* row = api::find_event(filter.cls, filter.id);
    if (!row || (legacy && !row->legacy)) fail(Code::internal_error, Domain::rpc, "unsupported event ID {}", filter.id);
    if (legacy)
        for (const auto& [id, e] : entries_)
            if (e.legacy && e.event == filter.id) fail(Code::internal_error, Domain::rpc, "domain event {} already registered", filter.id);
    int id = next_++;
    Entry entry{endpoint, 0, filter.cls, filter.id, legacy};
    auto wanted = filter.cls == api::EventClass::qemu_monitor ? std::make_shared<NameFilter>(filter.name, filter.flags) : nullptr;
    auto sink = [weak = std::weak_ptr(session), wanted, id, legacy](const api::Event& event) {
        auto to = weak.lock();
        if (!to || (wanted && !(*wanted)(event.name))) return;
        try {
            const api::Procedure& form = legacy ? *event.row->legacy : *event.row->message;
            auto payload = payload_of(event);
            // The callback id comes first in the new form and is all that the old one lacks.
            Buffer out = make_packet({form.program, 1, form.number, PacketType::message, 1, Status::ok}, legacy ? payload.subspan(4) : payload);
            if (!legacy) put_be32(out.data() + header_size, static_cast<std::uint32_t>(id));
            to->send_event(std::move(out));
        } catch (const Error& e) {
            to->server().log(4, fmt::format("event {} cannot be sent: {}", event.row->message->name, e.message));
        }
    };
    entry.ticket = endpoint->subscribe(call, std::move(filter), std::move(sink));
    entries_.emplace(id, std::move(entry));
    return id;
}

void Subscriptions::remove(api::Call& call, api::EventClass cls, int callback_id) {
    auto it = entries_.find(callback_id);
    if (it == entries_.end() || it->second.cls != cls || it->second.legacy)
        fail(Code::internal_error, Domain::rpc, "{} event callback {} not registered", name_of(cls), callback_id);
    Entry entry = std::move(it->second);
    entries_.erase(it);
    entry.endpoint->unsubscribe(call, entry.ticket);
}

void Subscriptions::remove_legacy(api::Call& call, int event_id) {
    for (auto it = entries_.begin(); it != entries_.end(); ++it)
        if (it->second.legacy && it->second.event == event_id) {
            Entry entry = std::move(it->second);
            entries_.erase(it);
            return entry.endpoint->unsubscribe(call, entry.ticket);
        }
    if (!api::find_event(api::EventClass::domain, event_id)) fail(Code::internal_error, Domain::rpc, "unsupported event ID {}", event_id);
    fail(Code::internal_error, Domain::rpc, "domain event {} not registered", event_id);
}

void Subscriptions::clear() {
    api::Call call;
    for (auto& [id, e] : entries_) {
        try {
            e.endpoint->unsubscribe(call, e.ticket);
        } catch (const Error&) {
            // the driver forgot it first
        }
    }
    entries_.clear();
}

}  // namespace vireo::rpc
