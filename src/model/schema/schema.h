// SPDX-License-Identifier: LGPL-2.1-or-later
// The grammars of our documents by the file names under which they have always been installed.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace vireo::model {

// Names without their suffix: domain, domainsnapshot, network, ...
std::span<const std::string_view> schema_names();
// The text of a grammar; empty for names that are not ours.
std::string schema_text(std::string_view name);

// The reference page of domain documents (Markdown) and the words of theirs that a fuzzer should know.
std::string domain_reference();
std::string domain_dictionary();

}  // namespace vireo::model
