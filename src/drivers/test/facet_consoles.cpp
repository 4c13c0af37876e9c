// SPDX-License-Identifier: LGPL-2.1-or-later
// facet::Consoles: a picture of nothing, keys that nobody reads.
#include "api/stream.h"
#include "drivers/test/connection.h"
#include "hv/flags.h"
#include "hv/impact.h"

namespace vireo::test {
namespace {

void put_u32(std::string& out, std::uint32_t v) {
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(v >> shift);
}

// A PNG chunk: length, kind, data, CRC-32 of kind and data.
void put_chunk(std::string& out, std::string_view kind, std::string_view data) {
    put_u32(out, static_cast<std::uint32_t>(data.size()));
    const std::size_t begin = out.size();
    out += kind;
    out += data;
    std::uint32_t crc = 0xffffffffu;
    for (std::size_t i = begin; i < out.size(); ++i) {
        crc ^= static_cast<std::uint8_t>(out[i]);
        for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0u);
    }
    put_u32(out, ~crc);
}

// 64 x 48 grey levels from dark to light, in one stored (uncompressed) block.
std::string make_picture() {
    constexpr std::uint32_t width = 64, height = 48;
    std::string pixels;
    for (std::uint32_t y = 0; y < height; ++y) {
        pixels += '\0';  // no filter
        for (std::uint32_t x = 0; x < width; ++x) pixels += static_cast<char>((x * 2 + y * 2) & 255);
    }
    std::uint32_t a = 1, b = 0;  // Adler-32
    for (char c : pixels) {
        a = (a + static_cast<std::uint8_t>(c)) % 65521;
        b = (b + a) % 65521;
    }
    const auto size = static_cast<std::uint16_t>(pixels.size());
    std::string zlib = "\x78\x01\x01";
    for (std::uint16_t v : {size, static_cast<std::uint16_t>(~size)}) {
        zlib += static_cast<char>(v & 255);
        zlib += static_cast<char>(v >> 8);
    }
    zlib += pixels;
    put_u32(zlib, b << 16 | a);

    std::string header;
    put_u32(header, width);
    put_u32(header, height);
    header += std::string_view("\x08\x00\x00\x00\x00", 5);  // 8 bits, grey
    std::string out = "\x89PNG\r\n\x1a\n";
    put_chunk(out, "IHDR", header);
    put_chunk(out, "IDAT", zlib);
    put_chunk(out, "IEND", {});
    return out;
}

class TextSource final : public api::StreamSource {
  public:
    explicit TextSource(const std::string& text) : rest_(text) {}
    int receive(std::span<char> into, bool) override {
        const std::size_t n = std::min(into.size(), rest_.size());
        std::copy_n(rest_.begin(), n, into.begin());
        rest_.remove_prefix(n);
        return static_cast<int>(n);
    }
    int send(std::span<const char>) override { fail(Code::operation_invalid, Domain::streams, "stream is not writable"); }
    void finish() override {}
    void abort() override {}

  private:
    std::string_view rest_;  // of a text that lives for ever
};

class ConsolesFacet final : public api::facet::Consoles, Part {
  public:
    using Part::Part;

    api::DomainScreenshotRet domain_screenshot(api::Call& call, const api::DomainScreenshotArgs& in) override {
        static const std::string picture = make_picture();
        hv::check_flags(in.flags, 0, "testDomainScreenshot", Domain::test);
        if (call.stream) call.stream->attach(std::make_unique<TextSource>(picture));
        return {"image/png"};
    }

    void domain_inject_nmi(api::Call&, const api::DomainInjectNmiArgs& in) override {
        hv::check_flags(in.flags, 0, "testDomainInjectNMI", Domain::test);
        require_running(in.dom);
    }

    void domain_send_key(api::Call&, const api::DomainSendKeyArgs& in) override {
        hv::check_flags(in.flags, 0, "testDomainSendKey", Domain::test);
        require_running(in.dom);
        // virKeycodeSet, by name
        static constexpr const char* sets[] = {"linux", "xt", "atset1", "atset2", "atset3", "os_x", "xt_kbd", "usb", "win32", "qnum"};
        constexpr std::uint32_t highest = 0x1ff;
        for (auto code : in.keycodes)
            if (code > highest && in.codeset < std::size(sets))
                fail(Code::internal_error, Domain::test, "invalid keycode {} of {} codeset", code, sets[in.codeset]);
    }

  private:
    void require_running(const api::DomainRef& dom) const {
        hv::ReadSection section;
        hv::require_active(world_.peek(dom).active());
    }
};

}  // namespace

std::shared_ptr<api::facet::Consoles> make_consoles(World& world) { return std::make_shared<ConsolesFacet>(world); }

}  // namespace vireo::test
