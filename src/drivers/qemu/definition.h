// SPDX-License-Identifier: LGPL-2.1-or-later
// A stored definition. What nobody asks for stays on disk: start-up and memory grow with what is used, not with what is
// defined. What was read is kept while it is among the last used.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "model/domain/domain.h"

namespace vireo::qemu {

class StoredDefinition {
  public:
    // On disk only, so far.
    explicit StoredDefinition(std::string file);
    // Just accepted; about to be written to `file`.
    StoredDefinition(std::string file, model::DomainPtr domain);
    ~StoredDefinition();

    // The definition, read from its file if need be. Throws what reading and parsing throw.
    model::DomainPtr get() const;
    const std::string& file() const { return file_; }

  private:
    friend struct RecentlyUsed;
    std::string file_;
    mutable std::mutex mutex_;
    mutable std::weak_ptr<const model::Domain> seen_;
};

using StoredDefinitionPtr = std::shared_ptr<const StoredDefinition>;

// Name and UUID at the head of a definition file, without reading the rest; false if they are not where a daemon writes
// them, then the file has to be parsed whole.
bool peek_definition(std::string_view text, std::string& name, Uuid& uuid);

// Options with which this driver reads definitions and live documents.
model::Domain parse_stored(std::string_view xml, const std::string& origin, bool live);

// The file content for a definition: libvirt's warning comment, then the document.
std::string definition_file_text(const model::Domain& domain);

}  // namespace vireo::qemu
