// SPDX-License-Identifier: LGPL-2.1-or-later
// Recorded conversations with emulators, and what follows from them for the documents that tell what they can do.
#include <climits>

#include "../../golden.h"
#include "base/error.h"
#include "drivers/qemu/caps/cache_xml.h"
#include "drivers/qemu/caps/digest.h"
#include "drivers/qemu/caps/documents.h"
#include "drivers/qemu/caps/transcript.h"
#include "hv/caps/host_caps.h"

namespace {

using namespace golden;
using namespace vireo::qemu;
namespace json = vireo::json;

// Which accelerator the first conversation ran with.
bool kvm_enabled(const Answers& a) {
    const auto* kvm = a.find("query-kvm");
    const auto* enabled = kvm ? json::find(*kvm, "enabled") : nullptr;
    return enabled && enabled->is_boolean() && enabled->get<bool>();
}

Outcome capabilities(const Case& c) {
    auto conversations = read_transcript(c.input("replies").value_or(""));
    if (conversations.empty()) return Outcome::fail("no conversation");
    const bool kvm = kvm_enabled(conversations[0]), hvf = !kvm && c.flag("hvf_present");
    const Answers* second = conversations.size() > 1 ? &conversations[1] : nullptr;
    QemuCaps caps = kvm || hvf ? digest(c.word("binary"), &conversations[0], second, hvf ? Accelerator::hvf : Accelerator::kvm)
                               : digest(c.word("binary"), nullptr, &conversations[0]);
    if ((kvm || hvf) && second) caps.microcode = c.params["fake_microcode_version_if_accel_and_tcg"].get<unsigned>();
    return Outcome::compare(c.expect("xml").value_or(""), write_caps(caps, {}));
}

Outcome reloaded(const Case& c) {
    const auto text = c.expect("xml").value_or("");
    return Outcome::compare(text, write_caps(read_caps(text, nullptr), {}));
}

Outcome guests(const Case& c) {
    const QemuCaps whole = read_caps(c.input("caps_xml").value_or(""), nullptr);
    auto bare = std::make_shared<QemuCaps>();  // only flags count
    for (const auto& f : whole.flags()) bare->set(f);
    bare->arch = c.word("arch");
    bare->emulator = c.word("binary");
    vireo::hv::HostCaps host;
    host.arch = bare->arch;
    host.power_management.emplace();
    const std::shared_ptr<const QemuCaps> list[] = {bare};
    return Outcome::compare(c.expect("xml").value_or(""),
                            "<capabilities>\n\n" + vireo::hv::format_host_caps(host) + "\n" + format_guest_caps(list) + "</capabilities>\n");
}

Family capabilities_family("qemucapabilities", capabilities);
Family reloaded_family("qemucapabilities", reloaded, "reloaded");
Family guests_family("qemucaps2xml", guests);

}  // namespace
