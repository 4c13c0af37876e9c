// SPDX-License-Identifier: LGPL-2.1-or-later
// The steps of a migration between two connections, in the plain and in the extensible form of the procedures.
#include "api/gen/migration.h"
#include "api/uri.h"
#include "shim/convert.h"
#include "shim/migrate.h"

namespace vireo::shim {

const std::string* MigrationRequest::text(std::string_view name) const {
    for (const auto& p : params)
        if (p.field == name) return std::get_if<std::string>(&p.value);
    return nullptr;
}

std::uint64_t MigrationRequest::number(std::string_view name) const {
    for (const auto& p : params)
        if (p.field == name)
            if (auto* n = std::get_if<std::uint64_t>(&p.value)) return *n;
    return 0;
}

void MigrationRequest::set(std::string_view name, std::string value) {
    for (auto& p : params)
        if (p.field == name) {
            p.value = std::move(value);
            return;
        }
    params.push_back({std::string(name), std::move(value)});
}

bool supports(virConnectPtr c, Feature f) {
    auto call = make_call(c);
    return c->endpoint->supports_feature(call, static_cast<int>(f));
}

namespace {

std::optional<std::string> optional(const std::string* s) { return s ? std::optional(*s) : std::nullopt; }

// One migration under way. Each side gives a cookie that only the other understands.
class Migration {
  public:
    Migration(virDomainPtr d, virConnectPtr dconn, MigrationRequest r) : domain_(d), dconn_(dconn), r_(std::move(r)) {
        // The destination must not be told twice what only the source can do.
        constexpr unsigned long of_source = VIR_MIGRATE_ABORT_ON_ERROR | VIR_MIGRATE_AUTO_CONVERGE;
        source_flags_ = r_.flags;
        if (supports(d->conn, Feature::change_protection)) source_flags_ |= VIR_MIGRATE_CHANGE_PROTECTION;
        target_flags_ = r_.flags & ~of_source;
    }

    virDomainPtr run() {
        begin();
        if (is_paused()) {
            source_flags_ |= VIR_MIGRATE_PAUSED;
            target_flags_ |= VIR_MIGRATE_PAUSED;
        }
        try {
            prepare();
        } catch (...) {
            if (source_flags_ & VIR_MIGRATE_CHANGE_PROTECTION) confirm_quietly(true);
            throw;
        }
        std::exception_ptr failure;
        try {
            if (!r_.text(VIR_MIGRATE_PARAM_URI)) fail(Code::internal_error, Domain::domain, "domainMigratePrepare3 did not set uri");
            if (!(r_.flags & VIR_MIGRATE_OFFLINE)) perform();
        } catch (...) {
            failure = std::current_exception();
        }
        virDomainPtr at_target = nullptr;
        try {
            at_target = finish(failure != nullptr);
        } catch (...) {
            if (!failure) failure = std::current_exception();
        }
        if (failure && at_target) {
            drop(at_target);
            at_target = nullptr;
        }
        // The guest runs on one side: where, the source is told last.
        confirm_quietly(!at_target);
        if (failure) std::rethrow_exception(failure);
        return at_target;
    }

  private:
    std::uint64_t bandwidth() const { return r_.number(VIR_MIGRATE_PARAM_BANDWIDTH); }
    std::optional<std::string> name() const { return optional(r_.text(VIR_MIGRATE_PARAM_DEST_NAME)); }
    std::optional<std::string> uri() const { return optional(r_.text(VIR_MIGRATE_PARAM_URI)); }

    bool is_paused() {
        try {
            return ask<api::proc::DomainGetState>(domain_->conn, {domain_->ref(), 0}).state == VIR_DOMAIN_PAUSED;
        } catch (const Error&) {
            return false;
        }
    }

    void begin() {
        if (r_.extensible) {
            auto out = ask<api::proc::DomainMigrateBegin3Params>(
                domain_->conn, {domain_->ref(), r_.params, static_cast<std::uint32_t>(source_flags_)});
            cookie_ = std::move(out.cookie_out);
            xml_ = std::move(out.xml);
        } else {
            auto out = ask<api::proc::DomainMigrateBegin3>(
                domain_->conn, {domain_->ref(), optional(r_.text(VIR_MIGRATE_PARAM_DEST_XML)), source_flags_, name(), bandwidth()});
            cookie_ = std::move(out.cookie_out);
            xml_ = std::move(out.xml);
        }
    }

    void prepare() {
        std::optional<std::string> chosen;
        if (r_.extensible) {
            r_.set(VIR_MIGRATE_PARAM_DEST_XML, xml_);
            auto out = ask<api::proc::DomainMigratePrepare3Params>(dconn_, {r_.params, cookie_, static_cast<std::uint32_t>(target_flags_)});
            cookie_ = std::move(out.cookie_out);
            chosen = std::move(out.uri_out);
        } else {
            auto out = ask<api::proc::DomainMigratePrepare3>(dconn_, {cookie_, uri(), target_flags_, name(), bandwidth(), xml_});
            cookie_ = std::move(out.cookie_out);
            chosen = std::move(out.uri_out);
        }
        if (chosen) r_.set(VIR_MIGRATE_PARAM_URI, *chosen);
        else if (r_.flags & VIR_MIGRATE_OFFLINE && !uri()) r_.set(VIR_MIGRATE_PARAM_URI, "");
    }

    void perform() {
        if (r_.extensible) {
            cookie_ = ask<api::proc::DomainMigratePerform3Params>(
                          domain_->conn, {domain_->ref(), std::nullopt, r_.params, cookie_, static_cast<std::uint32_t>(source_flags_)})
                          .cookie_out;
        } else {
            cookie_ = ask<api::proc::DomainMigratePerform3>(
                          domain_->conn, {domain_->ref(), std::nullopt, cookie_, std::nullopt, uri(), source_flags_, name(), bandwidth()})
                          .cookie_out;
        }
    }

    virDomainPtr finish(bool cancelled) {
        if (!name()) r_.set(VIR_MIGRATE_PARAM_DEST_NAME, domain_->name);
        if (r_.extensible) {
            auto out = ask<api::proc::DomainMigrateFinish3Params>(
                dconn_, {r_.params, cookie_, static_cast<std::uint32_t>(target_flags_), cancelled});
            cookie_ = std::move(out.cookie_out);
            return make_handle(dconn_, std::move(out.dom));
        }
        auto out = ask<api::proc::DomainMigrateFinish3>(dconn_, {*name(), cookie_, std::nullopt, uri(), target_flags_, cancelled});
        cookie_ = std::move(out.cookie_out);
        return make_handle(dconn_, std::move(out.dom));
    }

    // What became of the guest is decided by now; a source that cannot be told keeps its copy paused.
    void confirm_quietly(bool cancelled) noexcept {
        try {
            if (r_.extensible)
                ask<api::proc::DomainMigrateConfirm3Params>(
                    domain_->conn, {domain_->ref(), r_.params, cookie_, static_cast<std::uint32_t>(source_flags_), cancelled});
            else
                ask<api::proc::DomainMigrateConfirm3>(domain_->conn, {domain_->ref(), cookie_, source_flags_, cancelled});
        } catch (...) {
        }
    }

    virDomainPtr domain_;
    virConnectPtr dconn_;
    MigrationRequest r_;
    unsigned long source_flags_ = 0, target_flags_ = 0;
    api::Bytes cookie_;
    std::string xml_;
};

// A daemon that is sent to itself would wait for itself.
void refuse_same_host(const Where& w, const char* peer_uri) {
    api::Uri uri = api::Uri::parse(peer_uri);
    if (!uri.host || uri.host->starts_with("localhost"))
        throw Error::verbatim(Code::invalid_arg, w.domain, ErrorLevel::error,
                              fmt::format("Attempt to migrate guest to the same host {}", peer_uri), "virDomainMigrateCheckNotLocal",
                              "dconnuri", "", 0, 0);
}

}  // namespace

virDomainPtr migrate_managed(virDomainPtr domain, virConnectPtr dconn, MigrationRequest request) {
    return Migration(domain, dconn, std::move(request)).run();
}

void migrate_unmanaged(const Where& w, virDomainPtr domain, const char* peer_uri, MigrationRequest request) {
    if (request.flags & VIR_MIGRATE_PEER2PEER) refuse_same_host(w, peer_uri);
    else peer_uri = nullptr;
    virConnectPtr c = domain->conn;
    if (request.extensible) {
        ask<api::proc::DomainMigratePerform3Params>(
            c, {domain->ref(), optional_text(peer_uri), request.params, {}, static_cast<std::uint32_t>(request.flags)});
        return;
    }
    if (!supports(c, Feature::migration_v3)) api::unsupported(w.function, w.domain);
    ask<api::proc::DomainMigratePerform3>(
        c, {domain->ref(), optional(request.text(VIR_MIGRATE_PARAM_DEST_XML)), {}, optional_text(peer_uri),
            optional(request.text(VIR_MIGRATE_PARAM_URI)), request.flags, optional(request.text(VIR_MIGRATE_PARAM_DEST_NAME)),
            request.number(VIR_MIGRATE_PARAM_BANDWIDTH)});
}

}  // namespace vireo::shim
