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

// What the rows of a document know, for the reference pages (see row::listing); empty for names that are not ours.
std::string schema_listing(std::string_view name);
// The words of domain documents that a fuzzer should know.
std::string domain_dictionary();
// The words of a grammar (names and values), one to a line in double quotes, sorted.
std::string schema_dictionary(std::string_view name);

}  // namespace vireo::model
