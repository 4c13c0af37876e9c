// SPDX-License-Identifier: LGPL-2.1-or-later
#include "shim/application_loop.h"

#include <cxxabi.h>

#include "shim/public.h"

namespace vireo::shim {
namespace {

// Goes to the loop through the public functions, so that whatever the application registered is what runs.
class ApplicationLoop final : public rpc::ClientLoop {
  public:
    int add_fd(int fd, int events, std::function<void(int)> fn) override {
        auto* opaque = new std::function<void(int)>(std::move(fn));
        int watch = virEventAddHandle(
            fd, events, [](int, int, int ready, void* p) { guarded([&] { (*static_cast<std::function<void(int)>*>(p))(ready); }); },
            opaque, [](void* p) { delete static_cast<std::function<void(int)>*>(p); });
        if (watch < 0) delete opaque;
        return watch;
    }
    void update_fd(int watch, int events) override { virEventUpdateHandle(watch, events); }
    void remove_fd(int watch) override { virEventRemoveHandle(watch); }

    int add_timer(int interval_ms, std::function<void()> fn) override {
        auto* opaque = new std::function<void()>(std::move(fn));
        int timer = virEventAddTimeout(
            interval_ms, [](int, void* p) { guarded([&] { (*static_cast<std::function<void()>*>(p))(); }); }, opaque,
            [](void* p) { delete static_cast<std::function<void()>*>(p); });
        if (timer < 0) delete opaque;
        return timer;
    }
    void update_timer(int timer, int interval_ms) override { virEventUpdateTimeout(timer, interval_ms); }
    void remove_timer(int timer) override { virEventRemoveTimeout(timer); }

  private:
    // The loop is the application's, perhaps written in C: nothing may be thrown through it.
    template <class F>
    static void guarded(F&& f) {
        try {
            f();
        } catch (abi::__forced_unwind&) {
            throw;
        } catch (...) {
            // A session that broke tells those who wait on it.
        }
    }
};

}  // namespace

std::shared_ptr<rpc::ClientLoop> application_loop() {
    if (!has_application_loop()) return nullptr;
    static const auto loop = std::make_shared<ApplicationLoop>();
    return loop;
}

}  // namespace vireo::shim
