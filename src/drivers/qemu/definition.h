// SPDX-License-Identifier: LGPL-2.1-or-later
// A stored definition. What nobody asks for stays on disk: start-up and memory grow with what is used, not with what is
// defined. What was read is kept while it is among the last used.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "model/domain/domain.h"

namespace vireo::qemu {

// What is asked of domains that do not run, of all of them at once and again and again; small enough to be kept of each.
struct DefinitionFacts {
    std::uint64_t memory = 0, current_memory = 0;  // KiB
    unsigned vcpus = 0, current_vcpus = 0;
    std::string os_type, nvram;  // nvram: path of the variable store; empty: none
    struct Disk {
        std::string target, path;
        model::StorageType type{};
        model::StorageFormat format{};
    };
    std::vector<Disk> disks;
};

class StoredDefinition {
  public:
    // On disk only, so far.
    explicit StoredDefinition(std::string file);
    // Just accepted; about to be written to `file`.
    StoredDefinition(std::string file, model::DomainPtr domain);
    ~StoredDefinition();

    // The definition, read from its file if need be. Throws what reading and parsing throw.
    model::DomainPtr get() const;
    // Known from the first reading on; lives as long as this.
    const DefinitionFacts& facts() const;
    // Path of the guest's own copy of the firmware's variables; empty: it has none. Reads the file if nothing is known yet,
    // but parses it only if it tells of such a thing at all.
    std::string nvram() const;
    // The document of the inactive domain, with secrets or without. That is mostly what its file holds.
    std::string document(bool secrets) const;
    // What belongs into the file. Whoever asks for it is about to write it.
    std::string file_text() const;
    const std::string& file() const { return file_; }

  private:
    friend struct RecentlyUsed;
    void learn(const model::Domain& domain) const;
    void remember(std::string_view text, bool secrets) const;

    std::string file_;
    mutable std::mutex mutex_;
    mutable std::weak_ptr<const model::Domain> seen_;
    mutable std::unique_ptr<const DefinitionFacts> facts_;  // set once
    // Of the file as we print it, so that one that somebody edited is not taken for it; size 0: not known.
    mutable std::uint64_t hash_ = 0;
    mutable std::uint32_t size_ = 0;
    mutable bool secrets_ = false;  // its document without secrets differs
};

using StoredDefinitionPtr = std::shared_ptr<const StoredDefinition>;

// Name and UUID at the head of a definition file, without reading the rest; false if they are not where a daemon writes
// them, then the file has to be parsed whole.
bool peek_definition(std::string_view text, std::string& name, Uuid& uuid);

// Options with which this driver reads definitions and live documents.
model::Domain parse_stored(std::string_view xml, const std::string& origin, bool live);

// To be held by definitions. Its memory goes with its last user, though the definition goes on knowing about it.
model::DomainPtr share(model::Domain&& domain);

// The file content for a definition: libvirt's warning comment, then the document.
std::string definition_file_text(const model::Domain& domain, bool* secrets = nullptr);

}  // namespace vireo::qemu
