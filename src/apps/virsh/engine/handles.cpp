// SPDX-License-Identifier: LGPL-2.1-or-later
// Values of typed parameters as both shells print them.
#include "apps/virsh/engine/handles.h"

#include <fmt/core.h>

namespace vireo::sh {

std::string param_text(const virTypedParameter& p)
{
    switch (p.type) {
    case VIR_TYPED_PARAM_INT: return fmt::format("{}", p.value.i);
    case VIR_TYPED_PARAM_UINT: return fmt::format("{}", p.value.ui);
    case VIR_TYPED_PARAM_LLONG: return fmt::format("{}", p.value.l);
    case VIR_TYPED_PARAM_ULLONG: return fmt::format("{}", p.value.ul);
    case VIR_TYPED_PARAM_DOUBLE: return fmt::format("{:f}", p.value.d);
    case VIR_TYPED_PARAM_BOOLEAN: return p.value.b ? "yes" : "no";
    case VIR_TYPED_PARAM_STRING: return p.value.s ? p.value.s : "";
    default: return "";
    }
}

}  // namespace vireo::sh
