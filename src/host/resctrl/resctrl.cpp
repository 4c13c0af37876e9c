// SPDX-License-Identifier: LGPL-2.1-or-later
#include "host/resctrl/resctrl.h"

#include <dirent.h>

#include <algorithm>
#include <memory>

#include "base/error.h"
#include "base/text.h"
#include "host/node/sysfs.h"

namespace vireo::host {
namespace {

constexpr unsigned max_width = 1024;      // bits of a cache mask; hardware has some twenty
constexpr std::size_t max_groups = 4096;  // hardware has some dozens

std::optional<CacheKind> kind_of(std::string_view name) {
    if (!name.starts_with('L') || name.size() < 2 || !is_digit(name[1])) return std::nullopt;
    CacheKind k{static_cast<unsigned>(name[1] - '0'), CacheShare::both};
    auto rest = name.substr(2);
    if (rest == "CODE")
        k.share = CacheShare::code;
    else if (rest == "DATA")
        k.share = CacheShare::data;
    else if (!rest.empty())
        return std::nullopt;
    return k;
}

std::vector<std::string> folders_in(const std::string& path) {
    std::vector<std::string> out;
    std::unique_ptr<DIR, int (*)(DIR*)> dir(opendir(path.c_str()), closedir);
    if (!dir) return out;
    while (auto* e = readdir(dir.get())) {
        if (e->d_name[0] == '.') continue;
        if (out.size() < max_groups) out.emplace_back(e->d_name);
    }
    std::sort(out.begin(), out.end());
    return out;
}

unsigned number_in(const std::string& path) { return static_cast<unsigned>(read_number(path).value_or(0)); }

// How many bits a mask of these hexadecimal digits has.
unsigned mask_width(std::string_view text) {
    auto digits = trim(text);
    while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
    auto first = digits.empty() ? std::nullopt : to_number<unsigned>(digits.substr(0, 1), 16);
    if (!first || *first == 0 || digits.size() > max_width / 4) return 0;
    return static_cast<unsigned>(digits.size() - 1) * 4 + (32 - static_cast<unsigned>(__builtin_clz(*first)));
}

}  // namespace

std::optional<CacheMask> CacheMask::parse(std::string_view text, unsigned width) {
    CacheMask m(width);
    unsigned at = 0;
    if (text.empty()) return std::nullopt;
    for (auto c = text.rbegin(); c != text.rend(); ++c, at += 4) {
        auto digit = to_number<unsigned>(std::string_view(&*c, 1), 16);
        if (!digit) return std::nullopt;
        for (unsigned b = 0; b < 4; ++b)
            if (*digit >> b & 1) {
                if (at + b >= width) return std::nullopt;
                m.bits_[at + b] = true;
            }
    }
    return m;
}

CacheMask CacheMask::full(unsigned width) {
    CacheMask m(width);
    m.bits_.assign(width, true);
    return m;
}

void CacheMask::take_away(const CacheMask& other) {
    for (unsigned i = 0; i < width_ && i < other.width_; ++i)
        if (other.bits_[i]) bits_[i] = false;
}

std::optional<unsigned> CacheMask::find_run(unsigned length) const {
    unsigned run = 0;
    for (unsigned i = 0; i < width_; ++i) {
        run = bits_[i] ? run + 1 : 0;
        if (length && run == length) return i + 1 - length;
    }
    return std::nullopt;
}

std::string CacheMask::text() const {
    static constexpr char digits[] = "0123456789abcdef";
    std::string out;
    for (unsigned group = (width_ + 3) / 4; group-- > 0;) {
        unsigned value = 0;
        for (unsigned b = 0; b < 4; ++b) value |= static_cast<unsigned>(test(group * 4 + b)) << b;
        out += digits[value];
    }
    return out;
}

std::string CacheKind::name() const {
    static constexpr const char* suffixes[] = {"", "CODE", "DATA"};
    return fmt::format("L{}{}", level, suffixes[static_cast<int>(share)]);
}

std::string ResourceAllocation::text() const {
    std::string out;
    for (const auto& [kind, masks] : caches) {
        std::vector<std::string> parts;
        for (const auto& [id, mask] : masks) parts.push_back(fmt::format("{}={}", id, mask.text()));
        out += kind.name() + ":" + join(parts, ";") + "\n";
    }
    if (!bandwidth.empty()) {
        std::vector<std::string> parts;
        for (const auto& [id, share] : bandwidth) parts.push_back(fmt::format("{}={}", id, share));
        out += "MB:" + join(parts, ";") + "\n";
    }
    return out;
}

ResourceInfo read_resource_info(const std::string& root) {
    ResourceInfo info;
    for (const auto& name : folders_in(root + "/info")) {
        const std::string path = root + "/info/" + name;
        if (auto kind = kind_of(name)) {
            auto mask = read_text(path + "/cbm_mask");
            const unsigned width = mask ? mask_width(*mask) : 0;
            if (width) info.caches[*kind] = {width, number_in(path + "/min_cbm_bits"), number_in(path + "/num_closids")};
        } else if (name == "MB") {
            info.bandwidth = {number_in(path + "/bandwidth_gran"), number_in(path + "/min_bandwidth"), number_in(path + "/num_closids")};
        }
    }
    return info;
}

ResourceAllocation parse_schemata(std::string_view text, const ResourceInfo& info) {
    ResourceAllocation out;
    while (!text.empty()) {
        auto line = trim(take_until(text, '\n'));
        const auto name = take_until(line, ':');
        const auto kind = kind_of(name);
        const auto cache = kind ? info.caches.find(*kind) : info.caches.end();
        const bool bandwidth = name == "MB" && info.bandwidth;
        if (cache == info.caches.end() && !bandwidth) continue;
        while (!line.empty()) {
            auto part = trim(take_until(line, ';'));
            auto id = to_number<unsigned>(trim(take_until(part, '=')));
            auto value = trim(part);
            if (!id) fail(Code::internal_error, Domain::resctrl, "Malformed schemata line '{}'", name);
            if (bandwidth) {
                auto share = to_number<std::uint64_t>(value);
                if (!share) fail(Code::internal_error, Domain::resctrl, "Invalid bandwidth {}", value);
                out.bandwidth[*id] = *share;
                continue;
            }
            auto mask = CacheMask::parse(value, cache->second.width);
            if (!mask) fail(Code::internal_error, Domain::resctrl, "Invalid cache mask {}", value);
            out.caches[*kind][*id] = std::move(*mask);
        }
    }
    return out;
}

ResourceAllocation read_unused(const std::string& root) {
    const auto info = read_resource_info(root);
    const auto whole = parse_schemata(read_text(root + "/schemata").value_or(""), info);
    ResourceAllocation unused;
    // The default group's processes may use its parts, too, so those are taken; its bandwidth is the limit for everybody.
    for (const auto& [kind, masks] : whole.caches)
        for (const auto& [id, mask] : masks) {
            auto& left = unused.caches[kind].emplace(id, CacheMask::full(mask.width())).first->second;
            left.take_away(mask);
        }
    unused.bandwidth = whole.bandwidth;
    for (const auto& group : folders_in(root)) {
        if (group == "info" || group == "mon_data" || group == "mon_groups") continue;
        auto schemata = read_text(root + "/" + group + "/schemata");
        if (!schemata) continue;
        const auto taken = parse_schemata(*schemata, info);
        for (const auto& [kind, masks] : taken.caches)
            for (const auto& [id, mask] : masks)
                if (auto at = unused.caches[kind].find(id); at != unused.caches[kind].end()) at->second.take_away(mask);
        for (const auto& [id, share] : taken.bandwidth)
            if (auto at = unused.bandwidth.find(id); at != unused.bandwidth.end()) at->second -= std::min(at->second, share);
    }
    return unused;
}

}  // namespace vireo::host
