// SPDX-License-Identifier: LGPL-2.1-or-later
// Whatever an emulator says about itself, capabilities follow from it that can be kept and read again.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/error.h"
#include "drivers/qemu/caps/cache_xml.h"
#include "drivers/qemu/caps/schema.h"
#include "drivers/qemu/caps/transcript.h"
#include "drivers/qemu/monitor/feature_words.h"
#include "drivers/qemu/monitor/jobs.h"
#include "drivers/qemu/monitor/vcpus.h"
#include "drivers/qemu/migrate/params.h"
#include "json/json.h"
#include "xml/node.h"

using namespace vireo::qemu;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    try {
        for (const Answers& a : read_transcript(text)) {
            const auto caps = digest("/usr/bin/emulator", &a, &a);
            const auto once = write_caps(caps, {});
            if (write_caps(read_caps(once, nullptr), {}) != once) std::abort();
            if (const auto* s = a.find("query-qmp-schema")) Schema(*s).has("blockdev-add/arg/+file/filename");
        }
    } catch (const vireo::Error&) {
    }
    vireo::json::Json value;
    try {
        value = vireo::json::parse(text);
    } catch (const vireo::Error&) {
        return 0;
    }
    auto attempt = [](auto&& read) {
        try {
            read();
        } catch (const vireo::Error&) {
        }
    };
    attempt([&] { read_vcpus(value, &value, 16); });
    attempt([&] { read_vcpus(value, nullptr, 16); });
    attempt([&] { read_jobs(value); });
    attempt([&] { format_cpu_data(read_feature_words(value)); });
    attempt([&] { MigrationParams::read(value).arguments(); });
    attempt([&] { vireo::json::deflatten(value); });
    attempt([&] { Schema(value).mismatch(value, "a/arg-type"); });
    return 0;
}
