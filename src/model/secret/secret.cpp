// SPDX-License-Identifier: LGPL-2.1-or-later
#include "model/secret/secret.h"

#include "base/error.h"
#include "model/row/row.h"
#include "xml/parse.h"
#include "xml/writer.h"

namespace vireo::model {
namespace {

using namespace row;
constexpr auto from = vireo::Domain::secret;

constexpr auto is_volume = WHEN(Secret, it.usage == SecretUsage::volume);
constexpr auto is_iscsi = WHEN(Secret, it.usage == SecretUsage::iscsi);
constexpr auto is_named = WHEN(Secret, it.usage == SecretUsage::ceph || it.usage == SecretUsage::tls || it.usage == SecretUsage::vtpm);

void finish_usage(const xml::Node&, void* self, ParseContext&) {
    const auto& s = *static_cast<const Secret*>(self);
    static constexpr const char* missing[] = {nullptr,
                                              "volume usage specified, but volume path is missing",
                                              "Ceph usage specified, but name is missing",
                                              "iSCSI usage specified, but target is missing",
                                              "TLS usage specified, but name is missing",
                                              "vTPM usage specified, but name is missing"};
    if (const char* text = missing[static_cast<int>(s.usage)]; text && s.usage_id.empty()) fail(Code::internal_error, from, "{}", text);
}
constexpr Row usage_rows[] = {
    attr("type", FIELD(Secret, usage)).req().quiet_zero(),
    leaf("volume", FIELD(Secret, usage_id)).when(is_volume),
    leaf("name", FIELD(Secret, usage_id)).when(is_named),
    leaf("target", FIELD(Secret, usage_id)).when(is_iscsi),
};
const Element usage_element{usage_rows, finish_usage};

constexpr Row secret_rows[] = {
    attr("ephemeral", FIELD(Secret, ephemeral)).wrong(Code::xml_error, "invalid value of 'ephemeral'").blames(from),
    attr("private", FIELD(Secret, private_value)).wrong(Code::xml_error, "invalid value of 'private'").blames(from),
    leaf("uuid", FIELD(Secret, uuid)).wrong(Code::internal_error, "malformed uuid element").blames(from),
    leaf("description", FIELD(Secret, description)),
    inside("usage", usage_element),
};
const Element secret_element{secret_rows};

}  // namespace

Secret parse_secret(std::string_view text) {
    auto document = xml::parse(text, {.domain = from});
    xml::expect_root(document, "secret");
    Secret s;
    ParseContext cx;
    row::parse(secret_element, document.root(), &s, cx);
    if (!document.root().child("uuid")) {
        s.uuid = Uuid::random();
        s.uuid_generated = true;
    }
    return s;
}

std::string format_secret(const Secret& s) {
    xml::Writer w(512);
    FormatContext cx{w, format_secure};
    w.open("secret");
    row::format(secret_element, &s, cx);
    w.close();
    return w.take();
}

}  // namespace vireo::model
