// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/rules/cpu_features.h"

#include "base/text.h"

namespace vireo::qemu::rules {
namespace {

struct Pair {
    std::string_view libvirt, qemu;
};
// Only names that do not follow from exchanging '_' and '-'.
constexpr Pair pairs[] = {{"cmp_legacy", "cmp-legacy"}, {"ds_cpl", "ds-cpl"}, {"fxsr_opt", "fxsr-opt"}, {"kvm_pv_eoi", "kvm-pv-eoi"},
                          {"kvm_pv_unhalt", "kvm-pv-unhalt"}, {"lahf_lm", "lahf-lm"}, {"nodeid_msr", "nodeid-msr"},
                          {"pclmuldq", "pclmulqdq"}, {"perfctr_core", "perfctr-core"}, {"perfctr_nb", "perfctr-nb"},
                          {"tsc_adjust", "tsc-adjust"}, {"sse4.1", "sse4.1"}, {"sse4.2", "sse4.2"}};
// Hidden by QEMU itself, so saying anything about them is an error there.
constexpr std::string_view unsaid[] = {"cmt", "mbm_total", "mbm_local", "osxsave", "ospke", "invlpgb-never"};

}  // namespace

std::string qemu_cpu_feature(std::string_view name) {
    for (std::string_view u : unsaid)
        if (u == name) return {};
    for (const Pair& p : pairs)
        if (p.libvirt == name) return std::string(p.qemu);
    std::string out(name);
    for (char& c : out)
        if (c == '_') c = '-';
    return out;
}

std::string libvirt_cpu_feature(std::string_view property) {
    for (const Pair& p : pairs)
        if (p.qemu == property) return std::string(p.libvirt);
    return std::string(property);
}

}  // namespace vireo::qemu::rules
