// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/monitor/jobs.h"

#include "base/error.h"
#include "json/json.h"

namespace vireo::qemu {

using json::Json;

std::vector<MonitorJob> read_jobs(const Json& answer) {
    if (!answer.is_array()) fail(Code::internal_error, Domain::qemu, "query-jobs reply was not an array");
    std::vector<MonitorJob> out;
    for (const Json& j : answer) {
        auto text = [&](const char* name) -> std::string_view {
            const Json* v = json::find(j, name);
            return v && v->is_string() ? std::string_view(v->get_ref<const std::string&>()) : std::string_view();
        };
        auto number = [&](const char* name) {
            const Json* v = json::find(j, name);
            return v && v->is_number_integer() ? v->get<std::int64_t>() : 0;
        };
        MonitorJob job;
        job.id = text("id");
        job.type = model::from_word<MonitorJobType>(text("type")).value_or(MonitorJobType::unknown);
        job.status = model::from_word<MonitorJobStatus>(text("status")).value_or(MonitorJobStatus::unknown);
        if (job.id.empty() || job.status == MonitorJobStatus::unknown)
            fail(Code::internal_error, Domain::qemu, "malformed job data of a block job in the reply of query-jobs");
        job.error = text("error");
        job.current = number("current-progress");
        job.total = number("total-progress");
        out.push_back(std::move(job));
    }
    return out;
}

}  // namespace vireo::qemu
