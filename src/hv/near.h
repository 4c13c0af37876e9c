// SPDX-License-Identifier: LGPL-2.1-or-later
// Small objects that look-ups pass through, side by side in memory. A definition is some forty kilobytes of model; strewn
// among such, the few lines that a look-up touches are each on a page of their own, and finding the page costs more than
// all else about the look-up.
#pragma once

#include <memory>
#include <memory_resource>

namespace vireo::hv {

// Memory of which objects of one size follow each other. For all threads; lives as long as the program.
std::pmr::memory_resource& near_memory();

// As std::make_shared.
template <class T, class... A>
std::shared_ptr<T> make_near(A&&... arguments) {
    return std::allocate_shared<T>(std::pmr::polymorphic_allocator<std::remove_const_t<T>>(&near_memory()), std::forward<A>(arguments)...);
}

}  // namespace vireo::hv
