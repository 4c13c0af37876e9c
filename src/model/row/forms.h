// SPDX-License-Identifier: LGPL-2.1-or-later
// Forms of text that several rows share: XML Schema patterns, or the name of a built-in data type behind '='. Only the
// grammar looks at them; readers are more lenient or check by themselves.
#pragma once

#include <string_view>

namespace vireo::model::row::form {

// An empty text, nothing else.
inline constexpr std::string_view empty = "=empty";
inline constexpr std::string_view any = "=text";
// Elements and attributes of anybody.
inline constexpr std::string_view foreign = "=foreign";
inline constexpr std::string_view string = "=string";
inline constexpr std::string_view unsigned_int = "=unsignedInt";
inline constexpr std::string_view unsigned_long = "=unsignedLong";
inline constexpr std::string_view unsigned_short = "=unsignedShort";
inline constexpr std::string_view unsigned_byte = "=unsignedByte";
inline constexpr std::string_view positive = "=positiveInteger";
inline constexpr std::string_view integer = "=integer";
inline constexpr std::string_view int_ = "=int";
inline constexpr std::string_view long_ = "=long";

inline constexpr std::string_view hex = "(0x)?[0-9a-fA-F]+";
inline constexpr std::string_view uuid = R"([a-fA-F0-9]{32}|([a-fA-F0-9]{8}-([a-fA-F0-9]{4}-){3}[a-fA-F0-9]{12}))";
inline constexpr std::string_view mac = "[a-fA-F0-9]{2}(:[a-fA-F0-9]{2}){5}";
inline constexpr std::string_view cpuset = R"(([0-9]+(-[0-9]+)?|\^[0-9]+)(,([0-9]+(-[0-9]+)?|\^[0-9]+))*)";
inline constexpr std::string_view unit = "[bB]([yY][tT][eE][sS]?)?|[kKmMgGtTpPeE]([iI]?[bB])?";

inline constexpr std::string_view hex_lower = "(0x)?[0-9a-f]+";
inline constexpr std::string_view uint8 = "0x[0-9a-fA-F]{1,2}\n=int 0 255";
inline constexpr std::string_view uint16 = "(0x)?[0-9a-fA-F]{1,4}\n=int 0 65535";
inline constexpr std::string_view uint24 = "0x[0-9a-fA-F]{1,6}\n=int 0 16777215";
inline constexpr std::string_view uint32 = "(0x)?[0-9a-fA-F]{1,8}\n=unsignedInt 0 4294967295";
inline constexpr std::string_view pci_slot = "(0x)?[01]?[0-9a-fA-F]\n=int 0 31";
inline constexpr std::string_view pci_function = "(0x)?[0-7]\n=int 0 7";
inline constexpr std::string_view ccw_cssid = "0x[0-9a-eA-E][0-9a-fA-F]?\n0x[fF][0-9a-eA-E]?\n=int 0 254";
inline constexpr std::string_view ccw_ssid = "(0x)?[0-3]";
inline constexpr std::string_view ccw_devno = "0x[0-9a-fA-F]{1,4}\n=int 0 65535";
inline constexpr std::string_view wwn = "(0x)?[0-9a-fA-F]{16}";
inline constexpr std::string_view unicast_mac = "[a-fA-F0-9][02468aAcCeE](:[a-fA-F0-9]{2}){5}";
inline constexpr std::string_view date_time = "=dateTime";
inline constexpr std::string_view port = "=int -1 65535";
inline constexpr std::string_view octal_mode = "[0-7]+";

// Files: absolute (also in the form of other systems), absolute folders, anything.
inline constexpr std::string_view absolute_file = R"((/|[a-zA-Z]:\\).+)";
inline constexpr std::string_view absolute_folder = "/.*";
inline constexpr std::string_view file = ".+";
// Names: of objects (domains may have slashes), plain words, hosts, devices, volumes.
inline constexpr std::string_view name_with_slash = R"([^\n]+)";
inline constexpr std::string_view name = R"([^/\n]+)";
inline constexpr std::string_view word = R"([a-zA-Z0-9_+\-]+)";
inline constexpr std::string_view host = R"([a-zA-Z0-9.\-]+)";
inline constexpr std::string_view device = R"([a-zA-Z0-9_.\-\\:/]+)";
inline constexpr std::string_view volume = R"([^/.]|[^/][^/.]|[^/.][^/]|[^/]{3,})";
inline constexpr std::string_view alias = R"([a-zA-Z0-9_\-.]+)";
inline constexpr std::string_view zone = R"([a-zA-Z0-9_\-]+)";
// Addresses.
#define VIREO_BYTE "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
#define VIREO_QUAD "(" VIREO_BYTE "\\.){3}" VIREO_BYTE
#define VIREO_X "[0-9A-Fa-f]{1,4}"
#define VIREO_IPV6                                                                                      \
    "(" VIREO_X ":){7}" VIREO_X "|(" VIREO_X ":){6}:" VIREO_X "|(" VIREO_X ":){5}:(" VIREO_X ":)?" VIREO_X \
    "|(" VIREO_X ":){4}:(" VIREO_X ":){0,2}" VIREO_X "|(" VIREO_X ":){3}:(" VIREO_X ":){0,3}" VIREO_X     \
    "|(" VIREO_X ":){2}:(" VIREO_X ":){0,4}" VIREO_X "|(" VIREO_X ":){6}" VIREO_QUAD                      \
    "|(" VIREO_X ":){0,5}:" VIREO_QUAD "|::(" VIREO_X ":){0,5}" VIREO_QUAD                                \
    "|" VIREO_X "::(" VIREO_X ":){0,5}" VIREO_X "|::(" VIREO_X ":){0,6}" VIREO_X "|(" VIREO_X ":){1,7}:|::"
#define VIREO_HOST "[a-zA-Z0-9.\\-]+"
inline constexpr std::string_view ipv4 = VIREO_QUAD;
inline constexpr std::string_view ipv6 = VIREO_IPV6;
inline constexpr std::string_view ip = VIREO_QUAD "\n" VIREO_IPV6;
inline constexpr std::string_view ip_or_host = VIREO_QUAD "\n" VIREO_IPV6 "\n" VIREO_HOST;
inline constexpr std::string_view prefix = "=unsignedInt 0 128";
#define VIREO_OCTETS(n) "(:[a-fA-F0-9]{1,2}){" n "}"
// Identifiers of DHCPv6 clients: by link and time, by enterprise, by link, by UUID.
inline constexpr std::string_view duid =
    "0{1,2}:0?1:0{1,2}:0?[a-fA-F1-9]" VIREO_OCTETS("4") VIREO_OCTETS("6,8") "\n0{1,2}:0?2" VIREO_OCTETS("4") VIREO_OCTETS("1,124")
    "\n0{1,2}:0?3:0{1,2}:0?[a-fA-F1-9]" VIREO_OCTETS("6,8") "\n0{1,2}:0?4" VIREO_OCTETS("16");
#undef VIREO_OCTETS
#undef VIREO_BYTE
#undef VIREO_QUAD
#undef VIREO_X
#undef VIREO_IPV6
#undef VIREO_HOST

// Host USB devices and ports, places on drive controllers.
inline constexpr std::string_view usb_address = "(0x)?[0-9a-fA-F]{1,3}\n[0-9]{1,4}";
inline constexpr std::string_view usb_port = R"(((0x)?[0-9a-fA-F]{1,3}\.){0,3}(0x)?[0-9a-fA-F]{1,3})";
inline constexpr std::string_view usb_id = "(0x)?[0-9a-fA-F]{1,4}";
inline constexpr std::string_view two_digits = "[0-9]{1,2}";
inline constexpr std::string_view arch =
    "aarch64|alpha|armv6l|armv7l|cris|i686|ia64|lm32|loongarch64|m68k|microblaze|microblazeel|mips|mipsel|mips64|mips64el|"
    "openrisc|parisc|parisc64|ppc|ppc64|ppc64le|ppcemb|riscv32|riscv64|s390|s390x|sh4|sh4eb|sparc|sparc64|unicore32|x86_64|"
    "xtensa|xtensaeb";
inline constexpr std::string_view disk_format =
    "raw|dir|bochs|cloop|dmg|iso|vpc|vdi|fat|vhd|ploop|luks|cow|qcow|qcow2|qed|vmdk";

}  // namespace vireo::model::row::form
