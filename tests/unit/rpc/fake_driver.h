// SPDX-License-Identifier: LGPL-2.1-or-later
// The smallest driver that has everything the wire carries: answers, errors, a lane, events, streams, descriptors.
#pragma once

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <condition_variable>

#include "api/connection.h"
#include "api/gen/consoles.h"
#include "api/gen/events.h"
#include "api/gen/host.h"
#include "api/gen/lifecycle.h"
#include "api/gen/lookup.h"
#include "api/gen/storagevolumes.h"
#include "api/stream.h"
#include "run/lane.h"

namespace vireo::test {

using namespace api;

// A volume in memory, with one hole.
class MemorySource final : public StreamSource {
  public:
    MemorySource(std::string data, std::int64_t hole, std::shared_ptr<std::string> sink) : data_(std::move(data)), hole_(hole), sink_(std::move(sink)) {}
    int receive(std::span<char> into, bool stop_at_hole) override {
        if (hole_ && at_ == 0 && stop_at_hole) return at_hole;
        std::size_t n = std::min(into.size(), data_.size() - at_);
        std::memcpy(into.data(), data_.data() + at_, n);
        at_ += n;
        return static_cast<int>(n);
    }
    std::int64_t receive_hole() override { return std::exchange(hole_, 0); }
    int send(std::span<const char> from) override {
        if (from.front() == '!') fail(vireo::Code::internal_error, vireo::Domain::storage, "disk full");
        sink_->append(from.data(), from.size());
        return static_cast<int>(from.size());
    }
    void send_hole(std::int64_t n) override { sink_->append(static_cast<std::size_t>(n), '\0'); }
    void finish() override { sink_->append("<finished>"); }
    void abort() override { sink_->append("<aborted>"); }

  private:
    std::string data_;
    std::int64_t hole_;
    std::shared_ptr<std::string> sink_;
    std::size_t at_ = 0;
};

class FakeConnection final : public Connection, public facet::Host, public facet::Lookup, public facet::Lifecycle, public facet::Consoles, public facet::StorageVolumes {
  public:
    explicit FakeConnection(run::LaneHost& host) : lane_(std::make_shared<run::Lane>(host, run::LaneKind::modify)) {}
    void* facet(FacetId id) override {
        return pick_facet<facet::Host, facet::Lookup, facet::Lifecycle, facet::Consoles, facet::StorageVolumes>(this, id);
    }
    EventBus* events(EventClass) override { return &bus; }
    std::shared_ptr<run::Lane> lane(api::LaneKind, const DomainRef& d) override { return d.name == "stuck" ? lane_ : nullptr; }

    ConnectGetLibVersionRet connect_get_lib_version(Call&) override { return {11003000}; }
    ConnectGetHostnameRet connect_get_hostname(Call& c) override { return {c.who && c.who->uid ? std::to_string(*c.who->uid) : "nobody"}; }
    DomainLookupByNameRet domain_lookup_by_name(Call&, const DomainLookupByNameArgs& a) override {
        if (a.name == "none") fail(vireo::Code::no_domain, vireo::Domain::test, "no domain with matching name '{}'", a.name);
        return {{a.name, Uuid{}, 3}};
    }
    void domain_resume(Call&, const DomainResumeArgs&) override {
        std::unique_lock lock(mutex);
        ++waiting;
        changed.notify_all();
        changed.wait(lock, [this] { return released; });
    }
    void domain_suspend(Call&, const DomainSuspendArgs& a) override {
        DomainEventCallbackLifecycleMsg msg;
        msg.msg.dom = a.dom;
        msg.msg.event = 3;
        bus.publish(make_event(EventClass::domain, 0, a.dom.uuid, msg));
    }
    void domain_open_console(Call& c, const DomainOpenConsoleArgs&) override {
        int fds[2];
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds)) std::abort();
        guest = Fd(fds[1]);
        c.stream->attach(make_fd_source(fds[0]));
    }
    void domain_open_graphics_fd(Call& c, const DomainOpenGraphicsFdArgs&) override {
        int fds[2];
        if (pipe2(fds, O_CLOEXEC)) std::abort();
        Fd reader(fds[0]), writer(fds[1]);
        (void)!write(writer.get(), "pipe", 4);
        c.fds_out.push_back(std::move(reader));
    }
    void domain_open_graphics(Call& c, const DomainOpenGraphicsArgs&) override {
        if (c.fds_in.size() != 1) fail(vireo::Code::invalid_arg, vireo::Domain::test, "{} descriptors", c.fds_in.size());
        (void)!write(c.fds_in[0].get(), "graphics", 8);
    }
    void storage_vol_upload(Call& c, const StorageVolUploadArgs&) override { c.stream->attach(std::make_unique<MemorySource>("", 0, sink)); }
    void storage_vol_download(Call& c, const StorageVolDownloadArgs& a) override {
        if (a.length == 7) fail(vireo::Code::no_storage_vol, vireo::Domain::storage, "{}", "no volume");
        std::string data(a.length, 'd');
        for (std::size_t i = 0; i < data.size(); i += 4096) data[i] = static_cast<char>(i >> 12);
        c.stream->attach(std::make_unique<MemorySource>(std::move(data), a.offset ? 1 << 20 : 0, sink));
    }

    EventBus bus;
    std::mutex mutex;
    std::condition_variable changed;
    unsigned waiting = 0;
    bool released = false;
    Fd guest;
    std::shared_ptr<std::string> sink = std::make_shared<std::string>();

  private:
    std::shared_ptr<run::Lane> lane_;
};

}  // namespace vireo::test
