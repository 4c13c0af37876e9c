// SPDX-License-Identifier: LGPL-2.1-or-later
// Recorded definitions with the documents and command lines that belong to them. Not part of the tree: VIREO_CORPUS
// names the folder.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace vireo::qemu::test {

struct CorpusCase {
    std::string name, result, arch, caps_version;
    std::string input, caps_xml, expected_xml, expected_args, expected_error;  // paths, "" if absent
    std::vector<std::string> caps_add, caps_del;
    bool strip_aliases = false, abi_update = false;
};

// "" if VIREO_CORPUS is not set.
std::string corpus_root();
std::vector<CorpusCase> qemuxmlconf_cases();
std::string slurp(const std::string& path);
// The words of a recorded command: environment (NAME=value) first, then program and arguments.
std::vector<std::string> words_of_args(const std::string& text);

}  // namespace vireo::qemu::test
