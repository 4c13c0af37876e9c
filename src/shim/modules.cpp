// SPDX-License-Identifier: LGPL-2.1-or-later
#include "shim/modules.h"

#include <dlfcn.h>
#include <unistd.h>

#include <cstdlib>
#include <set>

#include "api/connection.h"
#include "base/error.h"
#include "shim/public.h"

namespace vireo::shim {
namespace {

std::mutex mutex;
std::set<std::string, std::less<>> loaded;

std::vector<std::string> places() {
    std::vector<std::string> out;
    for (const char* variable : {"VIREO_DRIVER_DIR", "LIBVIRT_DRIVER_DIR"})
        if (const char* dir = std::getenv(variable); dir && *dir) out.push_back(dir);
    Dl_info here;
    if (dladdr(reinterpret_cast<void*>(&virInitialize), &here) && here.dli_fname) {
        std::string_view file = here.dli_fname;
        std::string dir(file.substr(0, file.rfind('/') == file.npos ? 0 : file.rfind('/')));
        if (dir.empty()) dir = ".";
        out.push_back(dir + "/libvirt/connection-driver");
        out.push_back(dir + "/connection-driver");
    }
#ifdef VIREO_MODULE_DIR
    out.push_back(VIREO_MODULE_DIR);
#endif
    return out;
}

}  // namespace

bool load_driver_module(std::string_view name, api::Registry& registry) {
    // The name comes from a URI's scheme: it must not lead out of the folder.
    for (char c : name)
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) return false;
    if (name.empty()) return false;
    std::lock_guard lock(mutex);
    if (loaded.contains(name)) return true;
    for (const auto& dir : places()) {
        std::string path = fmt::format("{}/libvirt_driver_{}.so", dir, name);
        if (access(path.c_str(), R_OK) != 0) continue;
        // Never closed: threads and objects of the driver may outlive every connection.
        void* module = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
        if (!module) {
            const char* why = dlerror();
            fail(Code::internal_error, Domain::none, "Failed to load module '{}': {}", path, why ? why : "unknown reason");
        }
        auto entry = reinterpret_cast<ModuleEntry>(dlsym(module, module_entry_name));
        if (!entry) fail(Code::internal_error, Domain::none, "Failed to find symbol '{}' in module '{}'", module_entry_name, path);
        entry(registry);
        loaded.emplace(name);
        return true;
    }
    return false;
}

}  // namespace vireo::shim
