// SPDX-License-Identifier: LGPL-2.1-or-later
// Memory: totals, NUMA nodes, huge pages, same-page merging. Sources: proc(5), Documentation/admin-guide/mm/{hugetlbpage,ksm,numaperf}.rst.
#include <fcntl.h>
#include <unistd.h>

#include "base/error.h"
#include "base/fd.h"
#include "base/text.h"
#include "host/node/node.h"
#include "host/node/sysfs.h"

namespace vireo::host {
namespace {

// "MemTotal:  123 kB" or "Node 0 MemTotal: 123 kB".
std::optional<std::uint64_t> meminfo(std::string_view text, std::string_view key) {
    while (!text.empty()) {
        auto words = split_words(take_until(text, '\n'));
        std::size_t at = words.size() > 2 && words[0] == "Node" ? 2 : 0;
        if (at + 1 < words.size() && words[at].ends_with(':') && words[at].substr(0, words[at].size() - 1) == key)
            return to_number<std::uint64_t>(words[at + 1]);
    }
    return std::nullopt;
}

unsigned own_page_kib() { return static_cast<unsigned>(sysconf(_SC_PAGESIZE)) / 1024; }

std::string meminfo_path(std::optional<unsigned> node, const NodeRoots& r) {
    return node ? fmt::format("{}/node/node{}/meminfo", r.system, *node) : r.proc + "/meminfo";
}

std::string hugepage_dir(unsigned size_kib, std::optional<unsigned> node, const NodeRoots& r) {
    return node ? fmt::format("{}/node/node{}/hugepages/hugepages-{}kB", r.system, *node, size_kib)
                : fmt::format("{}/hugepages/hugepages-{}kB", r.kernel_mm, size_kib);
}

void write_number(const std::string& path, std::uint64_t value) {
    Fd fd(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (!fd) fail_errno(Domain::none, errno, "failed to open {}", path);
    auto text = fmt::format("{}", value);
    if (::write(fd.get(), text.data(), text.size()) < 0) fail_errno(Domain::none, errno, "failed to write {}", path);
}

}  // namespace

NamedFigures read_memory_stats(std::optional<unsigned> node, const NodeRoots& r) {
    NamedFigures out;
    auto text = read_text(meminfo_path(node, r));
    if (!text) return out;
    static constexpr std::pair<const char*, const char*> names[] = {{"MemTotal", "total"}, {"MemFree", "free"}, {"Buffers", "buffers"}, {"Cached", "cached"}};
    for (auto [key, name] : names)
        if (auto v = meminfo(*text, key)) out.emplace_back(name, *v);
    return out;
}

std::uint64_t total_memory_kib(const NodeRoots& r) {
    std::uint64_t sum = 0;
    for (unsigned n : numbered_entries(r.system + "/node", "node"))
        if (auto text = read_text(meminfo_path(n, r))) sum += meminfo(*text, "MemTotal").value_or(0);
    if (sum) return sum;
    auto text = read_text(meminfo_path(std::nullopt, r));
    return text ? meminfo(*text, "MemTotal").value_or(0) : 0;
}

std::uint64_t free_memory_bytes(const NodeRoots& r) {
    std::uint64_t sum = 0;
    bool any = false;
    for (unsigned n : numbered_entries(r.system + "/node", "node"))
        if (auto v = free_memory_bytes_of(n, r)) sum += *v, any = true;
    if (any) return sum;
    auto text = read_text(meminfo_path(std::nullopt, r));
    return text ? meminfo(*text, "MemFree").value_or(0) * 1024 : 0;
}

std::optional<std::uint64_t> free_memory_bytes_of(unsigned node, const NodeRoots& r) {
    auto text = read_text(meminfo_path(node, r));
    auto kib = text ? meminfo(*text, "MemFree") : std::nullopt;
    return kib ? std::optional(*kib * 1024) : std::nullopt;
}

std::vector<unsigned> numa_nodes(const NodeRoots& r) {
    auto nodes = numbered_entries(r.system + "/node", "node");
    if (nodes.empty()) nodes.push_back(0);
    return nodes;
}

std::optional<std::uint64_t> read_ksm(const std::string& knob, const NodeRoots& r) { return read_number(r.kernel_mm + "/ksm/" + knob); }

void write_ksm(const std::string& knob, std::uint64_t value, const NodeRoots& r) { write_number(r.kernel_mm + "/ksm/" + knob, value); }

std::vector<unsigned> page_sizes_kib(const NodeRoots& r) {
    std::vector<unsigned> out{own_page_kib()};
    // entries are called hugepages-2048kB
    for (unsigned size : {64u, 512u, 1024u, 2048u, 4096u, 8192u, 16384u, 32768u, 262144u, 524288u, 1048576u, 2097152u, 4194304u, 16777216u})
        if (size != out[0] && exists(hugepage_dir(size, std::nullopt, r))) out.push_back(size);
    return out;
}

std::optional<Pages> read_pages(unsigned size_kib, std::optional<unsigned> node, const NodeRoots& r) {
    if (size_kib == own_page_kib()) {
        auto text = read_text(meminfo_path(node, r));
        if (!text && node) text = read_text(meminfo_path(std::nullopt, r));
        if (!text) return std::nullopt;
        // what huge pages hold is not to be had as small ones
        std::uint64_t huge = 0;
        for (unsigned size : page_sizes_kib(r))
            if (size != size_kib)
                if (auto p = read_pages(size, node, r)) huge += p->total * size;
        auto total = meminfo(*text, "MemTotal").value_or(0);
        return Pages{(total - std::min(total, huge)) / size_kib, meminfo(*text, "MemFree").value_or(0) / size_kib};
    }
    auto dir = hugepage_dir(size_kib, node, r);
    auto total = read_number(dir + "/nr_hugepages");
    auto free = read_number(dir + "/free_hugepages");
    if (!total || !free) return std::nullopt;
    return Pages{*total, *free};
}

void set_huge_pages(unsigned size_kib, std::uint64_t count, bool add, std::optional<unsigned> node, const NodeRoots& r) {
    auto path = hugepage_dir(size_kib, node, r) + "/nr_hugepages";
    auto now = read_number(path);
    if (!now) {
        if (node) fail(Code::operation_failed, Domain::none, "page size {} is not available on node {}", size_kib, *node);
        fail(Code::operation_failed, Domain::none, "page size {} is not available", size_kib);
    }
    auto wanted = add ? *now + count : count;
    write_number(path, wanted);
    if (auto after = read_number(path); after && *after != wanted)
        fail(Code::operation_failed, Domain::none, "Unable to allocate {} pages. Allocated only {}", add ? count : wanted, add ? *after - std::min(*after, *now) : *after);
}

}  // namespace vireo::host
