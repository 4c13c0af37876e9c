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
    static constexpr std::size_t limit = 64;
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

namespace {

// Where the document begins in a definition file as we write it.
constexpr std::string_view before_document = "-->\n\n";

std::string_view document_of(std::string_view file) {
    auto at = file.find(before_document);
    return at == file.npos ? std::string_view() : file.substr(at + before_document.size());
}

DefinitionFacts facts_of(const model::Domain& d) {
    DefinitionFacts f;
    f.memory = d.memory.value_or(0);
    f.current_memory = d.current_memory.value_or(f.memory);
    f.vcpus = d.vcpus;
    f.current_vcpus = d.current_vcpus();
    f.os_type = d.os.type;
    if (d.os.nvram) f.nvram = d.os.nvram->source.path;
    f.disks.reserve(d.devices.disks.size());
    for (const auto& disk : d.devices.disks) f.disks.push_back({disk.target_dev, disk.source.path, disk.source.type, disk.source.format});
    return f;
}

}  // namespace

model::DomainPtr share(model::Domain&& domain) {
    // Not make_shared: there the weak references of definitions would keep the memory.
    return model::DomainPtr(new model::Domain(std::move(domain)));
}

StoredDefinition::StoredDefinition(std::string file) : file_(std::move(file)) {}

StoredDefinition::StoredDefinition(std::string file, model::DomainPtr domain) : file_(std::move(file)), seen_(domain) {
    learn(*domain);
    RecentlyUsed::instance().keep(std::move(domain));
}

StoredDefinition::~StoredDefinition() = default;

void StoredDefinition::learn(const model::Domain& d) const {
    if (!facts_) facts_ = std::make_unique<const DefinitionFacts>(facts_of(d));
}

void StoredDefinition::remember(std::string_view text, bool secrets) const {
    hash_ = std::hash<std::string_view>{}(text);
    size_ = static_cast<std::uint32_t>(text.size());
    secrets_ = secrets;
}

model::DomainPtr StoredDefinition::get() const {
    std::lock_guard lock(mutex_);
    if (auto d = seen_.lock()) return d;
    auto text = run::read_file(file_, 32u << 20, Domain::qemu);
    if (!text) fail_errno(Domain::qemu, ENOENT, "Failed to open file '{}'", file_);
    auto d = share(parse_stored(*text, file_, false));
    seen_ = d;
    learn(*d);
    RecentlyUsed::instance().keep(d);
    return d;
}

const DefinitionFacts& StoredDefinition::facts() const {
    {
        std::lock_guard lock(mutex_);
        if (facts_) return *facts_;
    }
    get();
    std::lock_guard lock(mutex_);
    return *facts_;
}

std::string StoredDefinition::nvram() const {
    {
        std::lock_guard lock(mutex_);
        if (facts_) return facts_->nvram;
    }
    if (auto text = run::read_file(file_, 32u << 20, Domain::qemu); text && text->find("nvram") == text->npos) return {};
    return facts().nvram;
}

std::string StoredDefinition::file_text() const {
    auto d = get();
    bool secrets = false;
    auto text = definition_file_text(*d, &secrets);
    std::lock_guard lock(mutex_);
    remember(text, secrets);
    return text;
}

std::string StoredDefinition::document(bool with_secrets) const {
    std::uint64_t hash = 0;
    std::uint32_t size = 0;
    {
        std::lock_guard lock(mutex_);
        if (size_ && (with_secrets || !secrets_)) hash = hash_, size = size_;
    }
    if (size) {
        auto text = run::read_file(file_, 32u << 20, Domain::qemu);
        if (text && text->size() == size && std::hash<std::string_view>{}(*text) == hash) {
            text->erase(0, size - document_of(*text).size());
            return std::move(*text);
        }
    }
    auto d = get();
    bool secrets = false;
    auto text = model::format_domain(*d, model::row::format_secure | model::row::format_inactive, 0, &secrets);
    if (!size) {
        // Written by us as we would write it now? Then this was the last time.
        auto file = run::read_file(file_, 32u << 20, Domain::qemu);
        std::lock_guard lock(mutex_);
        if (file && document_of(*file) == text) remember(*file, secrets);
    }
    return with_secrets || !secrets ? text : model::format_domain(*d, model::row::format_inactive);
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

std::string definition_file_text(const model::Domain& d, bool* secrets) {
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
    out += model::format_domain(d, model::row::format_secure | model::row::format_inactive, 0, secrets);
    return out;
}

}  // namespace vireo::qemu
