// SPDX-License-Identifier: LGPL-2.1-or-later
// Reads manifests, runs cases on some threads, prints a line for each failing one and the counts.
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <mutex>
#include <set>
#include <sstream>
#include <thread>

#include <sys/stat.h>

#include "golden.h"

namespace golden {
namespace {

std::vector<Family*>& families() {
    static std::vector<Family*> all;
    return all;
}

std::map<std::string, std::vector<std::string>> roles(const vireo::json::Json& j) {
    std::map<std::string, std::vector<std::string>> out;
    for (const auto& [role, value] : j.items()) {
        auto& list = out[role];
        if (value.is_string()) list.push_back(value.get<std::string>());
        if (value.is_array())
            for (const auto& v : value)
                if (v.is_string()) list.push_back(v.get<std::string>());
    }
    return out;
}

std::vector<Case> load(const std::string& corpus, const std::string& family) {
    std::vector<Case> cases;
    std::ifstream in(corpus + "/" + family + "/manifest.jsonl");
    for (std::string line; std::getline(in, line);) {
        if (line.empty()) continue;
        auto j = vireo::json::parse(line);
        Case c;
        c.id = j.value("id", "");
        c.result = j.value("result", "ok");
        c.inputs = roles(j["inputs"]);
        c.expected = roles(j["expected"]);
        if (j.contains("params")) c.params = j["params"];
        c.corpus = corpus;
        cases.push_back(std::move(c));
    }
    return cases;
}

void show_diff(const Outcome& o) {
    std::istringstream a(o.wanted), b(o.got);
    std::vector<std::string> w, g;
    for (std::string l; std::getline(a, l);) w.push_back(l);
    for (std::string l; std::getline(b, l);) g.push_back(l);
    // Longest common subsequence of what lies between the equal ends.
    while (!w.empty() && !g.empty() && w.back() == g.back()) w.pop_back(), g.pop_back();
    std::size_t same = 0;
    while (same < w.size() && same < g.size() && w[same] == g[same]) ++same;
    w.erase(w.begin(), w.begin() + static_cast<std::ptrdiff_t>(same));
    g.erase(g.begin(), g.begin() + static_cast<std::ptrdiff_t>(same));
    std::size_t n = w.size(), m = g.size();
    if (n * m > 4'000'000) return;
    std::vector<std::vector<unsigned>> t(n + 1, std::vector<unsigned>(m + 1));
    for (std::size_t i = n; i-- > 0;)
        for (std::size_t k = m; k-- > 0;) t[i][k] = w[i] == g[k] ? t[i + 1][k + 1] + 1 : std::max(t[i + 1][k], t[i][k + 1]);
    for (std::size_t i = 0, k = 0; i < n || k < m;) {
        if (i < n && k < m && w[i] == g[k]) {
            ++i, ++k;
        } else if (k == m || (i < n && t[i + 1][k] >= t[i][k + 1])) {
            std::printf("    - %s\n", w[i++].c_str());
        } else {
            std::printf("    + %s\n", g[k++].c_str());
        }
    }
}

struct Options {
    std::string corpus, family, part, wanted_case, source = ".";
    unsigned threads = 1;
    bool list = false, diff = false, pinned = false, update_pins = false;
};

int run_family(const Family& f, const Options& o, unsigned totals[3], std::vector<std::string>& passed) {
    auto cases = load(o.corpus, f.name);
    std::set<std::string> pins;
    std::string pin_file = o.source + "/tests/golden/pins/" + f.name + ".txt";
    if (o.pinned) {
        std::ifstream in(pin_file);
        for (std::string line; std::getline(in, line);)
            if (!line.empty() && line[0] != '#') pins.insert(line);
    }
    std::vector<Outcome> outcomes(cases.size());
    std::vector<char> ran(cases.size());
    std::atomic<std::size_t> next = 0;
    auto work = [&] {
        for (std::size_t i; (i = next++) < cases.size();) {
            if (!o.wanted_case.empty() && cases[i].id != o.wanted_case) continue;
            if (o.pinned && !pins.count(f.label(cases[i].id))) continue;
            ran[i] = true;
            try {
                outcomes[i] = f.run(cases[i]);
            } catch (const std::exception& e) {
                outcomes[i] = Outcome::fail(std::string("unexpected: ") + e.what());
            }
        }
    };
    {
        std::vector<std::jthread> pool;
        for (unsigned t = 1; t < o.threads; ++t) pool.emplace_back(work);
        work();
    }
    bool bad = false;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        if (!ran[i]) continue;
        const auto& r = outcomes[i];
        ++totals[r.kind];
        if (r.kind == Outcome::passed) passed.push_back(f.label(cases[i].id));
        if (r.kind == Outcome::failed) {
            bad = true;
            std::string first = r.why.substr(0, r.why.find('\n'));
            std::printf("FAIL %s:%s: %s\n", f.name.c_str(), f.label(cases[i].id).c_str(), first.c_str());
            if (o.diff) show_diff(r);
        }
        if (r.kind == Outcome::skipped && !o.wanted_case.empty()) std::printf("SKIP %s: %s\n", f.label(cases[i].id).c_str(), r.why.c_str());
    }
    return bad ? 1 : 0;
}

}  // namespace

std::optional<std::string> read_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return std::nullopt;
    std::ostringstream s;
    s << in.rdbuf();
    return s.str();
}

Family::Family(std::string n, Outcome (*r)(const Case&), std::string p) : name(std::move(n)), run(r), part(std::move(p)) {
    families().push_back(this);
}

std::string Case::input_path(const std::string& role) const {
    auto it = inputs.find(role);
    return it == inputs.end() || it->second.empty() ? "" : corpus + "/" + it->second[0];
}

std::optional<std::string> Case::input(const std::string& role) const {
    auto it = inputs.find(role);
    if (it == inputs.end() || it->second.empty()) return std::nullopt;
    return read_file(corpus + "/" + it->second[0]);
}
std::optional<std::string> Case::expect(const std::string& role) const {
    auto it = expected.find(role);
    if (it == expected.end() || it->second.empty()) return std::nullopt;
    return read_file(corpus + "/" + it->second[0]);
}
bool Case::flag(const char* param) const {
    return params.is_object() && params.contains(param) && params[param].is_boolean() && params[param].get<bool>();
}
std::string Case::word(const char* param) const {
    return params.is_object() && params.contains(param) && params[param].is_string() ? params[param].get<std::string>() : "";
}

Outcome Outcome::compare(std::string wanted, std::string got, std::string what) {
    if (wanted == got) return pass();
    Outcome o = fail(std::move(what));
    o.wanted = std::move(wanted);
    o.got = std::move(got);
    return o;
}

}  // namespace golden

int main(int argc, char** argv) {
    golden::Options o;
    auto usage = [] {
        std::fprintf(stderr, "golden [--corpus DIR] [--family F [--part P]] [--case ID] [-j N] [--list] [--diff] [--pinned] [--update-pins]\n");
        return 2;
    };
    for (int i = 1; i < argc; ++i) {
        std::string a = argv[i];
        auto value = [&]() -> std::string { return i + 1 < argc ? argv[++i] : ""; };
        if (a == "--corpus") o.corpus = value();
        else if (a == "--family") o.family = value();
        else if (a == "--part") o.part = value();
        else if (a == "--case") o.wanted_case = value();
        else if (a == "--source") o.source = value();
        else if (a == "-j") o.threads = static_cast<unsigned>(std::max(1, std::atoi(value().c_str())));
        else if (a == "--list") o.list = true;
        else if (a == "--diff") o.diff = true;
        else if (a == "--pinned") o.pinned = true;
        else if (a == "--update-pins") o.update_pins = true;
        else return usage();
    }
    if (o.corpus.empty()) {
        const char* env = std::getenv("VIREO_CORPUS");
        o.corpus = env ? env : o.source + "/../shared/corpus";
    }
    struct stat st;
    if (stat(o.corpus.c_str(), &st) != 0) {
        std::printf("skipped: no corpus at %s (set VIREO_CORPUS)\n", o.corpus.c_str());
        return 0;
    }
    unsigned totals[3] = {};
    int status = 0;
    bool known = false;
    std::map<std::string, std::vector<std::string>> passed;  // by family
    for (auto* f : golden::families()) {
        if (!o.family.empty() && f->name != o.family) continue;
        if (!o.part.empty() && f->part != o.part) continue;
        known = true;
        if (o.list) {
            for (const auto& c : golden::load(o.corpus, f->name)) std::printf("%s:%s\n", f->name.c_str(), f->label(c.id).c_str());
            continue;
        }
        status |= golden::run_family(*f, o, totals, passed[f->name]);
    }
    if (o.update_pins && o.wanted_case.empty() && o.part.empty() && !o.list)
        for (const auto& [family, ids] : passed) {
            std::ofstream out(o.source + "/tests/golden/pins/" + family + ".txt");
            for (const auto& id : ids) out << id << '\n';
        }
    if (!known) {
        std::fprintf(stderr, "no family of that name\n");
        return 2;
    }
    if (!o.list) std::printf("%u passed, %u failed, %u skipped\n", totals[0], totals[1], totals[2]);
    return status;
}
