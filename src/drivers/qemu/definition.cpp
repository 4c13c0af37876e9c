// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/definition.h"

#include <list>

#include "base/error.h"
#include "base/text.h"
#include "model/row/row.h"
#include "run/store.h"

namespace vireo::qemu {

// Strong references to the definitions used last; the oldest makes room.
struct RecentlyUsed {
    static constexpr std::size_t limit = 256;
    std::mutex mutex;
    std::array<model::DomainPtr, limit> ring;
    std::size_t next = 0;

    static RecentlyUsed& instance() {
        static RecentlyUsed used;
        return used;
    }
    void keep(model::DomainPtr d) {
        std::lock_guard lock(mutex);
        ring[next].swap(d);
        next = (next + 1) % limit;
    }
};

StoredDefinition::StoredDefinition(std::string file) : file_(std::move(file)) {}

StoredDefinition::StoredDefinition(std::string file, model::DomainPtr domain) : file_(std::move(file)), seen_(domain) {
    RecentlyUsed::instance().keep(std::move(domain));
}

StoredDefinition::~StoredDefinition() = default;

model::DomainPtr StoredDefinition::get() const {
    std::lock_guard lock(mutex_);
    if (auto d = seen_.lock()) return d;
    auto text = run::read_file(file_, 32u << 20, Domain::qemu);
    if (!text) fail_errno(Domain::qemu, ENOENT, "Failed to open file '{}'", file_);
    auto d = std::make_shared<const model::Domain>(parse_stored(*text, file_, false));
    seen_ = d;
    RecentlyUsed::instance().keep(d);
    return d;
}

bool peek_definition(std::string_view text, std::string& name, Uuid& uuid) {
    auto at = text.find("<domain");
    if (at == text.npos || at > 4096) return false;
    text = text.substr(at, 4096);
    if (auto end = text.find('>'); end != text.npos) text.remove_prefix(end + 1);
    // Only the two elements that a daemon writes first count; anything else in between means: parse it.
    auto take = [&](std::string_view open, std::string_view close) -> std::optional<std::string_view> {
        text = trim(text);
        if (!text.starts_with(open)) return std::nullopt;
        auto end = text.find(close, open.size());
        if (end == text.npos) return std::nullopt;
        auto value = text.substr(open.size(), end - open.size());
        text.remove_prefix(end + close.size());
        return value;
    };
    auto n = take("<name>", "</name>");
    auto u = n ? take("<uuid>", "</uuid>") : std::nullopt;
    if (!u || n->empty() || n->find_first_of("&<") != n->npos) return false;
    auto parsed = Uuid::parse(*u);
    if (!parsed) return false;
    name = *n;
    uuid = *parsed;
    return true;
}

model::Domain parse_stored(std::string_view xml, const std::string& origin, bool live) {
    model::ParseOptions o;
    o.origin = origin;
    o.flags = live ? 0u : static_cast<unsigned>(model::parse_inactive);
    return model::parse_domain(xml, o);
}

std::string definition_file_text(const model::Domain& d) {
    std::string out =
        "<!--\n"
        "WARNING: THIS IS AN AUTO-GENERATED FILE. CHANGES TO IT ARE LIKELY TO BE\n"
        "OVERWRITTEN AND LOST. Changes to this xml configuration should be made using:\n"
        "  virsh edit ";
    out += d.name;
    out +=
        "\n"
        "or other application using the libvirt API.\n"
        "-->\n\n";
    out += model::format_domain(d, model::row::format_secure | model::row::format_inactive);
    return out;
}

}  // namespace vireo::qemu
