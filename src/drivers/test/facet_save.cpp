// SPDX-License-Identifier: LGPL-2.1-or-later
// facet::SaveRestore: images that hold a definition and nothing else.
//
// Image: the letters "TestGuestMagic" and a zero byte, the length of the document as four bytes (little endian), the
// document. A "core" is the magic alone.
#include <fcntl.h>
#include <unistd.h>

#include "base/fd.h"
#include "drivers/test/connection.h"
#include "hv/flags.h"
#include "hv/impact.h"
#include "model/row/row.h"

namespace vireo::test {
namespace {

constexpr std::string_view magic{"TestGuestMagic\0", 15};
constexpr std::uint32_t longest_document = 16u << 20;
using Happened = hv::event::Lifecycle;

std::size_t read_fully(int fd, char* to, std::size_t size) {
    std::size_t done = 0;
    while (done < size) {
        ssize_t n = ::read(fd, to + done, size - done);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return static_cast<std::size_t>(-1);
        if (n == 0) break;
        done += static_cast<std::size_t>(n);
    }
    return done;
}

bool write_fully(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        ssize_t n = ::write(fd, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
}

Fd create_file(const std::string& path) {
    return Fd(::open(path.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, S_IRUSR | S_IWUSR));
}

// A short read is reported with errno as it is, zero included: clients know the text that ends in "Success".
[[noreturn]] void bad_image(const char* what, const std::string& path, std::size_t got) {
    int code = got == static_cast<std::size_t>(-1) ? errno : 0;
    fail_errno(Domain::test, code, "{} '{}'", what, path);
}

std::string read_image(const std::string& path) {
    Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd) fail_errno(Domain::test, errno, "cannot read domain image '{}'", path);
    char head[magic.size()];
    std::size_t n = read_fully(fd.get(), head, sizeof head);
    if (n != sizeof head) bad_image("incomplete save header in", path, n);
    if (std::string_view(head, sizeof head) != magic) fail(Code::internal_error, Domain::test, "mismatched header magic");
    unsigned char len[4];
    n = read_fully(fd.get(), reinterpret_cast<char*>(len), sizeof len);
    if (n != sizeof len) bad_image("failed to read metadata length in", path, n);
    std::uint32_t size = len[0] | len[1] << 8 | len[2] << 16 | static_cast<std::uint32_t>(len[3]) << 24;
    if (size < 1 || size > longest_document) fail(Code::internal_error, Domain::test, "length of metadata out of range");
    std::string xml(size, '\0');
    n = read_fully(fd.get(), xml.data(), size);
    if (n != size) bad_image("incomplete metadata in", path, n);
    return xml;
}

class SaveRestoreFacet final : public api::facet::SaveRestore, Part {
  public:
    using Part::Part;

    void domain_save(api::Call&, const api::DomainSaveArgs& in) override { save(in.dom, in.to); }
    void domain_save_flags(api::Call&, const api::DomainSaveFlagsArgs& in) override {
        hv::check_flags(in.flags, 0, "testDomainSaveFlags", Domain::test);
        if (in.dxml) fail(Code::argument_unsupported, Domain::test, "xml modification unsupported");
        save(in.dom, in.to);
    }

    void domain_restore(api::Call&, const api::DomainRestoreArgs& in) override { restore(in.from); }
    void domain_restore_flags(api::Call&, const api::DomainRestoreFlagsArgs& in) override {
        hv::check_flags(in.flags, 0, "testDomainRestoreFlags", Domain::test);
        if (in.dxml) fail(Code::argument_unsupported, Domain::test, "xml modification unsupported");
        restore(in.from);
    }

    api::DomainSaveImageGetXmlDescRet domain_save_image_get_xml_desc(api::Call&,
                                                                     const api::DomainSaveImageGetXmlDescArgs& in) override {
        constexpr std::uint32_t secure = 1;
        hv::check_flags(in.flags, secure, "testDomainSaveImageGetXMLDesc", Domain::test);
        auto d = World::parse(read_image(in.file), model::parse_inactive);
        return {model::format_domain(d, model::row::format_inactive | (in.flags & secure ? model::row::format_secure : 0u))};
    }

    void domain_save_image_define_xml(api::Call&, const api::DomainSaveImageDefineXmlArgs& in) override {
        constexpr std::uint32_t running = 2, paused = 4;
        hv::check_flags(in.flags, running | paused, "testDomainSaveImageDefineXML", Domain::test);
        read_image(in.file);
        auto d = World::parse(in.dxml, model::parse_inactive);
        write_image(in.file, d.name, model::format_domain(d, model::row::format_secure));
    }

    void domain_core_dump(api::Call&, const api::DomainCoreDumpArgs& in) override { core_dump(in.dom, in.to, 0, in.flags); }
    void domain_core_dump_with_format(api::Call&, const api::DomainCoreDumpWithFormatArgs& in) override {
        core_dump(in.dom, in.to, in.dumpformat, in.flags);
    }

    void domain_managed_save(api::Call&, const api::DomainManagedSaveArgs& in) override {
        constexpr std::uint32_t bypass_cache = 1, running = 2, paused = 4;
        hv::check_flags(in.flags, bypass_cache | running | paused, "testDomainManagedSave", Domain::test);
        world_.commit(in.dom, [](DomainState& s, Events& events) {
            hv::require_active(s.active());
            if (!s.persistent)
                fail(Code::operation_invalid, Domain::test, "cannot do managed save for transient domain");
            World::stop(s, hv::why::shutoff::saved);
            s.managed_save = true;
            events.push_back(hv::lifecycle_event(s.ref, Happened::stopped, hv::event::stopped::saved));
        });
    }

    api::DomainHasManagedSaveImageRet domain_has_managed_save_image(api::Call&,
                                                                    const api::DomainHasManagedSaveImageArgs& in) override {
        hv::check_flags(in.flags, 0, "testDomainHasManagedSaveImage", Domain::test);
        hv::ReadSection section;
        return {world_.peek(in.dom).managed_save};
    }

    void domain_managed_save_remove(api::Call&, const api::DomainManagedSaveRemoveArgs& in) override {
        hv::check_flags(in.flags, 0, "testDomainManagedSaveRemove", Domain::test);
        world_.commit(in.dom, [](DomainState& s, Events&) { s.managed_save = false; });
    }

  private:
    static void write_image(const std::string& path, const std::string& name, const std::string& xml) {
        auto failed = [&](const char* step) {
            fail_errno(Domain::test, errno, "saving domain '{}' to '{}': {}", name, path, step);
        };
        Fd fd = create_file(path);
        if (!fd) failed("open failed");
        const auto size = static_cast<std::uint32_t>(xml.size());
        const char len[4] = {static_cast<char>(size), static_cast<char>(size >> 8), static_cast<char>(size >> 16),
                             static_cast<char>(size >> 24)};
        if (!write_fully(fd.get(), magic)) failed("write failed");
        if (!write_fully(fd.get(), {len, sizeof len})) failed("write failed");
        if (!write_fully(fd.get(), xml)) failed("write failed");
        if (::close(fd.release()) != 0) failed("write failed");
    }

    void save(const api::DomainRef& dom, const std::string& path) {
        world_.commit(dom, [&](DomainState& s, Events& events) {
            hv::require_active(s.active());
            write_image(path, s.ref.name, s.xml(1));
            World::stop(s, hv::why::shutoff::saved);
            events.push_back(hv::lifecycle_event(s.ref, Happened::stopped, hv::event::stopped::saved));
        });
    }

    void restore(const std::string& path) {
        world_.create(World::parse(read_image(path), model::parse_inactive), World::Start::restored);
    }

    void core_dump(const api::DomainRef& dom, const std::string& path, std::uint32_t format, std::uint32_t flags) {
        constexpr std::uint32_t crash = 1, raw = 0;
        hv::check_flags(flags, crash, "testDomainCoreDumpWithFormat", Domain::test);
        world_.commit(dom, [&](DomainState& s, Events& events) {
            hv::require_active(s.active());
            Fd fd = create_file(path);
            if (!fd) fail_errno(Domain::test, errno, "domain '{}' coredump: failed to open {}", s.ref.name, path);
            if (!write_fully(fd.get(), magic))
                fail_errno(Domain::test, errno, "domain '{}' coredump: failed to write header to {}", s.ref.name, path);
            if (::close(fd.release()) != 0)
                fail_errno(Domain::test, errno, "domain '{}' coredump: write failed: {}", s.ref.name, path);
            // As libvirt's test driver has it: the file is there before the format is refused.
            if (format != raw)
                fail(Code::operation_unsupported, Domain::test, "{}", "kdump-compressed format is not supported here");
            if (!(flags & crash)) return;
            World::stop(s, hv::why::shutoff::crashed);
            events.push_back(hv::lifecycle_event(s.ref, Happened::stopped, hv::event::stopped::crashed));
        });
    }
};

}  // namespace

std::shared_ptr<api::facet::SaveRestore> make_save_restore(World& world) {
    return std::make_shared<SaveRestoreFacet>(world);
}

}  // namespace vireo::test
