// SPDX-License-Identifier: LGPL-2.1-or-later
// Domain capabilities of hypervisors whose abilities are a few facts: Xen (libxl) and bhyve.
#pragma once

#include <string>
#include <vector>

namespace vireo::hv {

struct DomainCapsSubject {
    std::string emulator, machine, arch, type;  // type: "xen", "bhyve", ...; machine may be empty
};

// Nothing is said but what it is about.
std::string format_empty_domain_caps(const DomainCapsSubject& s);

// Machine "xenpv" has no firmware of its own; `firmwares` are the images that exist.
std::string format_xen_domain_caps(const DomainCapsSubject& s, const std::vector<std::string>& firmwares);

struct BhyveAbilities {
    bool lpc_bootrom = false;  // starts from a firmware image
    bool fbuf = false;         // has a frame buffer (and VNC)
};
std::string format_bhyve_domain_caps(const DomainCapsSubject& s, const BhyveAbilities& can, const std::vector<std::string>& firmwares);

}  // namespace vireo::hv
