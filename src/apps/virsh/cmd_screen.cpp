// SPDX-License-Identifier: LGPL-2.1-or-later
// Consoles, displays, keys and screenshots.
#include "apps/virsh/virsh.h"

#include "apps/virsh/words.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace vireo::sh {

void run_console(Virsh& sh, virDomainPtr dom, const char* device, unsigned flags);

COMMAND(ttyconsole)
{
    Dom dom = sh.domain(args);
    Node doc = sh.domain_doc(dom);
    const Node* console = doc.at("devices/console");
    std::string tty = console ? console->get("@tty") : "";
    sh.check(!tty.empty());
    sh.print("{}\n", tty);
}

COMMAND(vncdisplay)
{
    Dom dom = sh.domain(args);
    sh.check(virDomainIsActive(dom) == 1, "Domain is not running");
    Node doc = sh.domain_doc(dom);
    const Node* vnc = nullptr;
    for (const Node* g : doc.all("devices/graphics"))
        if (g->get("@type") == "vnc") {
            vnc = g;
            break;
        }
    auto port = vnc ? parse_signed(vnc->get("@port"), INT32_MIN, INT32_MAX) : std::nullopt;
    sh.check(port && *port >= 0, "Failed to get VNC port. Is this domain using VNC?");
    std::string listen = vnc->get("@listen");
    if (listen == "0.0.0.0" || listen == "::") listen.clear();
    if (listen.find(':') != std::string::npos) listen = "[" + listen + "]";
    sh.print("{}:{}\n", listen, *port - 5900);
}

COMMAND(domdisplay)
{
    Dom dom = sh.domain(args);
    sh.check(virDomainIsActive(dom) == 1, "Domain is not running");
    const char* type = args.str("type");
    bool all = args.has("all");
    bool secret = args.has("include-password");
    Node doc = sh.domain_doc(dom, secret ? VIR_DOMAIN_XML_SECURE : 0);
    static constexpr const char* schemes[] = {"vnc", "spice", "rdp", "dbus"};
    bool shown = false;
    for (const char* scheme : schemes) {
        if (type && std::strcmp(type, "default") != 0 && std::strcmp(type, scheme) != 0) continue;
        const Node* g = nullptr;
        for (const Node* n : doc.all("devices/graphics"))
            if (n->get("@type") == scheme) {
                g = n;
                break;
            }
        if (!g) continue;
        std::string out;
        if (std::strcmp(scheme, "dbus") == 0) {
            if (g->get("@p2p") == "yes") continue;
            std::string address = g->get("@address");
            if (address.empty()) continue;
            out = address;
        } else {
            auto number = [&](const char* k) { return static_cast<int>(parse_signed(g->get(k), INT32_MIN, INT32_MAX).value_or(0)); };
            int port = number("@port"), tls = std::strcmp(scheme, "spice") == 0 ? number("@tlsPort") : 0;
            if (port <= 0 && tls <= 0) {
                std::string socket = g->get("@socket");
                if (socket.empty())
                    for (const Node* l : g->all("listen"))
                        if (l->get("@type") == "socket") socket = l->get("@socket");
                if (socket.empty()) continue;
                std::string password = secret ? g->get("@passwd") : "";
                out = fmt::format("{}+unix://{}{}", scheme, password.empty() ? "" : ":" + password + "@", socket);
            } else {
                std::string listen = g->get("listen@address");
                if (listen.empty()) listen = g->get("@listen");
                if (!listen.empty()) {
                    // an address for all interfaces says nothing; the name of the host in the URI is better
                    if (listen == "0.0.0.0" || listen == "::") {
                        listen.clear();
                        Text uri = virConnectGetURI(sh.conn());
                        std::string u = uri.str();
                        size_t at = u.find("://");
                        if (at != std::string::npos) {
                            std::string server = u.substr(at + 3, u.find_first_of("/?", at + 3) - at - 3);
                            if (size_t user = server.rfind('@'); user != std::string::npos) server = server.substr(user + 1);
                            if (!server.empty() && server[0] != '[') server = server.substr(0, server.find(':'));
                            listen = server;
                        }
                    } else if (listen.find(':') != std::string::npos) {
                        listen = "[" + listen + "]";
                    }
                }
                std::string password;
                if (secret) password = g->get("@passwd");
                out = fmt::format("{}://", scheme);
                if (!password.empty() && std::strcmp(scheme, "spice") != 0) out += ":" + password + "@";
                out += listen.empty() ? "localhost" : listen;
                if (port > 0) out += fmt::format(":{}", std::strcmp(scheme, "vnc") == 0 ? port - 5900 : port);
                std::string params;
                if (tls > 0) params += fmt::format("{}tls-port={}", params.empty() ? "?" : "&", tls);
                if (!password.empty() && std::strcmp(scheme, "spice") == 0) params += fmt::format("{}password={}", params.empty() ? "?" : "&", password);
                out += params;
            }
        }
        if (shown) sh.print("\n");
        sh.print("{}", out);
        shown = true;
        if (!all) break;
    }
    if (!shown) {
        if (type) sh.fail("No graphical display with type '{}' found", type);
        sh.fail("No graphical display found");
    }
    sh.print("\n");
}

namespace {

struct KeyName {
    const char* name;
    int code;
};
#include "virsh/keymaps.inc"

int key_code(unsigned set, const char* text)
{
    std::span<const KeyName> names;
    if (set == VIR_KEYCODE_SET_LINUX) names = linux_keys;
    else if (set == VIR_KEYCODE_SET_OSX) names = os_x_keys;
    else if (set == VIR_KEYCODE_SET_WIN32) names = win32_keys;
    for (const KeyName& k : names)
        if (std::strcmp(k.name, text) == 0) return k.code;
    char* end = nullptr;
    errno = 0;
    unsigned long v = std::strtoul(text, &end, 0);
    if (errno || end == text || *end || v > 0xffff || v == 0) return -1;
    return static_cast<int>(v);
}

}  // namespace

COMMAND(send_key)
{
    Dom dom = sh.domain(args);
    const char* set_name = args.str("codeset");
    int set = set_name ? word_index(codeset_names, set_name) : VIR_KEYCODE_SET_LINUX;
    auto hold = args.uint("holdtime");
    sh.check(set >= 0, "unknown codeset: '{}'", set_name ? set_name : "");
    if (set == 10) set = VIR_KEYCODE_SET_QNUM;
    unsigned codes[VIR_DOMAIN_SEND_KEY_MAX_KEYS];
    int n = 0;
    for (const char* word : args.words("keycode")) {
        sh.check(n < VIR_DOMAIN_SEND_KEY_MAX_KEYS, "too many keycodes");
        int code = key_code(static_cast<unsigned>(set), word);
        sh.check(code > 0, "invalid keycode: '{}'", word);
        codes[n++] = static_cast<unsigned>(code);
    }
    sh.check(virDomainSendKey(dom, static_cast<unsigned>(set), hold.value_or(0), codes, n, 0) >= 0);
}

COMMAND(send_process_signal)
{
    Dom dom = sh.domain(args);
    auto pid = args.llong("pid");
    const char* name = args.str("signame");
    int number;
    if (auto v = parse_signed(name, INT32_MIN, INT32_MAX)) {
        number = static_cast<int>(*v);
    } else {
        std::string lower;
        for (const char* c = name; *c; ++c) lower += static_cast<char>(*c >= 'A' && *c <= 'Z' ? *c | 0x20 : *c);
        std::string_view plain = lower;
        if (plain.starts_with("sig_")) plain.remove_prefix(4);
        else if (plain.starts_with("sig")) plain.remove_prefix(3);
        number = word_index(process_signals, plain);
    }
    sh.check(number >= 0, "malformed signal name: {}", name);
    sh.check(virDomainSendProcessSignal(dom, *pid, static_cast<unsigned>(number), 0) >= 0);
}

namespace {

// A file name for a picture that the user did not name.
std::string picture_name(const std::string& domain, const std::string& mime)
{
    const char* ext = "";
    if (mime == "image/x-portable-pixmap") ext = ".ppm";
    else if (mime == "image/png") ext = ".png";
    time_t now = time(nullptr);
    struct tm tm;
    gmtime_r(&now, &tm);
    char stamp[64];
    strftime(stamp, sizeof stamp, "%Y-%m-%d-%H:%M:%S", &tm);
    return fmt::format("{}-{}{}", domain, stamp, ext);
}

}  // namespace

COMMAND(screenshot)
{
    Dom dom = sh.domain(args);
    const char* file = args.str("file");
    auto screen = args.uint("screen");
    Stream st(virStreamNew(sh.conn(), 0));
    sh.check(st);
    Text mime = virDomainScreenshot(dom, st, screen.value_or(0), 0);
    sh.check(bool(mime), "could not take a screenshot of {}", name_of(dom));
    std::string path = file ? file : picture_name(name_of(dom), mime.str());
    bool created = false;
    int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd >= 0) {
        created = true;
    } else if (errno != EEXIST || (fd = open(path.c_str(), O_WRONLY | O_TRUNC | O_CLOEXEC, 0666)) < 0) {
        sh.fail("cannot create file {}", path);
    }
    struct Undo {
        std::string path;
        int fd;
        bool remove;
        ~Undo()
        {
            if (fd >= 0) close(fd);
            if (remove) unlink(path.c_str());
        }
    } undo{path, fd, created};
    auto sink = [](virStreamPtr, const char* bytes, size_t n, void* opaque) -> int {
        size_t done = 0;
        while (done < n) {
            ssize_t w = write(*static_cast<int*>(opaque), bytes + done, n - done);
            if (w < 0 && errno == EINTR) continue;
            if (w < 0) return -1;
            done += static_cast<size_t>(w);
        }
        return static_cast<int>(n);
    };
    sh.check(virStreamRecvAll(st, sink, &undo.fd) >= 0, "could not receive data from domain '{}'", name_of(dom));
    int closed = close(undo.fd);
    undo.fd = -1;
    sh.check(closed == 0, "cannot close file {}", path);
    sh.check(virStreamFinish(st) >= 0, "cannot close stream on domain '{}'", name_of(dom));
    undo.remove = false;
    sh.extra("Screenshot saved to {}, with type of {}", path, mime.c_str());
}

COMMAND(console)
{
    unsigned flags = 0;
    if (args.has("force")) flags |= VIR_DOMAIN_CONSOLE_FORCE;
    if (args.has("safe")) flags |= VIR_DOMAIN_CONSOLE_SAFE;
    const char* device = args.str("devname");
    Dom dom = sh.domain(args);
    if (args.has("resume")) {
        // attach first, so that nothing of the guest's first output is missed
        virDomainInfo info;
        sh.check(virDomainGetInfo(dom, &info) == 0, "Unable to get domain status");
    }
    run_console(sh, dom, device, flags | (args.has("resume") ? 1u << 31 : 0));
}

}  // namespace vireo::sh
