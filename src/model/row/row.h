// SPDX-License-Identifier: LGPL-2.1-or-later
// Rows: the only description of how a struct looks as XML. One engine (engine.cpp) runs them in both directions, so a
// field is named once. Rows are constant data; an Element gathers those of one struct.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "model/row/box.h"
#include "model/row/codec.h"
#include "xml/node.h"
#include "xml/writer.h"

// Offsets of members are taken from structs whose members are not all of standard layout (std::optional); both
// compilers document that as working for structs without virtual bases, which values never have.
#pragma GCC diagnostic ignored "-Winvalid-offsetof"

namespace vireo::model::row {

struct Plan;

// What a caller wants to see printed.
enum FormatFlags : unsigned {
    format_default = 0,
    format_secure = 1,       // passwords and other secrets too
    format_inactive = 2,     // leave out what only a running guest has
    format_migratable = 4,   // leave out what an older peer would not understand
    format_status = 8,       // the daemon's own status file: everything, private parts too
};

// What a reader is told and may ask for while a document is read.
struct ParseContext {
    // Two bits have a meaning for rows; the others are the document's own (model::ParseFlags).
    static constexpr unsigned inactive = 1, status = 2;
    unsigned flags = 0;
    const void* options = nullptr; // the document's own options
};

struct FormatContext {
    xml::Writer& out;
    unsigned flags = 0;
    bool secrets = false;  // becomes true when something was printed (or might have been) that only format_secure shows
};

enum class Where : std::uint8_t {
    attribute,   // name='value'
    content,     // character data of the element
    scaled,      // character data: a size; attribute unit
    sized,       // name='12' unit='KiB': a size in attributes
    leaf,        // <name>value</name>
    scaled_leaf, // <name unit='KiB'>value</name>
    leaves,      // <name>value</name> for each string of a vector
    element,     // <name ...> of a struct held by value; not printed when empty
    inside,      // <name ...> whose fields belong to the same struct
    maybe,       // <name ...> of an optional or boxed struct
    list,        // <name ...> for each struct of a vector
    flag,        // <name/> for a bool
    embed,       // the rows of a struct held by value, in the same element
    through,     // the children of an optional or boxed struct, in the same element
    custom,      // a pair of functions
};

enum RowFlags : std::uint32_t {
    required_flag = 1,
    secure_flag = 2,       // only printed when secrets are asked for
    live_flag = 4,         // only printed for a running guest
    inactive_flag = 8,     // only printed for a stored definition
    not_migratable_flag = 16,
    status_flag = 32,      // only read from and printed to status files
    read_only_flag = 64,   // a spelling that is read but never printed
    always_flag = 128,     // element: printed even when empty
    guest_flag = 256,      // the guest can see it: part of the ABI
    write_only_flag = 512,
    lenient_flag = 8192,
    live_read_flag = 4096,       // not read from stored definitions
    droppable_flag = 2048,       // list, maybe: not printed when empty
    wide_flag = 1024,            // element: printed with a closing tag of its own even when empty
    needed_flag = 16384,         // the grammar insists on it; readers do without
    spared_flag = 32768,         // readers insist on it; the grammar does not
    unspoken_flag = 65536,       // not part of the grammar
    several_flag = 131072,       // the grammar takes it more than once
    neat_flag = 262144,          // sizes: printed in the largest unit that leaves a whole number
    fallback_flag = 524288,      // attribute: read as if `fallback` had been written when it is absent
    filled_flag = 4194304,       // an empty text counts as absent
    public_flag = 2097152,       // needed only in documents of others
    marks_flag = 1048576,        // inside: a bool says whether the element was there; printed if and only if it was
};

// Untyped access to vector<T>, optional<T>, Box<T>.
struct Holder {
    void* (*add)(void* field);
    std::size_t (*count)(const void* field);
    const void* (*at)(const void* field, std::size_t);
    // How to see that there is nothing without a call: two pointers that are equal, or one byte (-1: ask count).
    bool vector = false;
    int (*mark)() = nullptr;
};

template <class T>
struct HolderOf;
template <class T>
struct HolderOf<std::vector<T>> {
    using Item = T;
    static void* add(void* f) { return &static_cast<std::vector<T>*>(f)->emplace_back(); }
    static std::size_t count(const void* f) { return static_cast<const std::vector<T>*>(f)->size(); }
    static const void* at(const void* f, std::size_t i) { return &(*static_cast<const std::vector<T>*>(f))[i]; }
};
template <class T>
struct HolderOf<std::optional<T>> {
    using Item = T;
    static void* add(void* f) { return &static_cast<std::optional<T>*>(f)->emplace(); }
    static std::size_t count(const void* f) { return static_cast<const std::optional<T>*>(f)->has_value(); }
    static const void* at(const void* f, std::size_t) { return &**static_cast<const std::optional<T>*>(f); }
};
template <class T>
struct HolderOf<Box<T>> {
    using Item = T;
    static void* add(void* f) { return &static_cast<Box<T>*>(f)->emplace(); }
    static std::size_t count(const void* f) { return static_cast<bool>(*static_cast<const Box<T>*>(f)); }
    static const void* at(const void* f, std::size_t) { return static_cast<const Box<T>*>(f)->get(); }
};
template <class F>
inline constexpr bool holds_vector = false;
template <class T>
inline constexpr bool holds_vector<std::vector<T>> = true;

// Offset of the byte of an optional value that tells whether there is one: behind the value, wherever a look at two of
// them confirms that; -1 if not.
template <class T>
int mark_of() {
    using O = std::optional<T>;
    auto mark = [](const O& o) { return sizeof(O) > sizeof(T) ? reinterpret_cast<const unsigned char*>(&o)[sizeof(T)] : 255; };
    O some;
    const bool zero = mark(some) == 0;
    some.emplace();
    return zero && mark(some) == 1 ? static_cast<int>(sizeof(T)) : -1;
}
template <class F>
inline constexpr int (*mark_function)() = nullptr;
template <class T>
inline constexpr int (*mark_function<std::optional<T>>)() = mark_of<T>;

template <class F>
inline constexpr Holder holder{HolderOf<F>::add, HolderOf<F>::count, HolderOf<F>::at, holds_vector<F>, mark_function<F>};

template <class T>
struct Field {
    std::uint32_t offset;
};

struct Row;

struct Element {
    std::span<const Row> rows;
    // Runs after all rows of an element were read.
    void (*finish)(const xml::Node&, void* self, ParseContext&) = nullptr;
    // Asked about child elements without a row; null: they are ignored.
    void (*unknown)(const xml::Node& child, void* self, ParseContext&) = nullptr;
    // Looks at the element before any of its rows are read.
    void (*judge)(const xml::Node& node, ParseContext&) = nullptr;
    bool again = false;  // a child that comes once more is read once more; the last one wins
    mutable std::atomic<const Plan*> plan = nullptr;  // flattened rows, made at first use and kept

    template <std::size_t N>
    constexpr Element(const Row (&r)[N]) : rows(r) {}
    template <std::size_t N>
    constexpr Element(const Row (&r)[N], void (*f)(const xml::Node&, void*, ParseContext&),
                      void (*u)(const xml::Node&, void*, ParseContext&) = nullptr, void (*j)(const xml::Node&, ParseContext&) = nullptr,
                      bool repeats = false)
        : rows(r), finish(f), unknown(u), judge(j), again(repeats) {}
    Element(const Element&) = delete;
};

struct Row {
    std::string_view name;
    Where where = Where::attribute;
    std::uint32_t flags = 0;
    std::uint32_t offset = 0;
    Codec codec;
    const Holder* hold = nullptr;
    const Element* element = nullptr;
    bool (*guard)(const void* self) = nullptr;
    bool (*shown)(const void* self) = nullptr;  // like guard, but only for printing
    void (*read)(const xml::Node& node, void* self, ParseContext&) = nullptr;
    void (*write)(const void* self, FormatContext&) = nullptr;
    std::string_view ns;           // namespace of the element; empty: none
    const char* error = nullptr;   // message for a bad value, with one {}
    Code error_code = Code::xml_error;
    vireo::Domain error_domain = vireo::Domain::domain;
    const char* missing = nullptr; // message when required and absent
    Code missing_code = Code::xml_error;
    std::string_view unit;         // scaled: the word printed for the unit
    std::string_view path;         // sizes: how a complaint names the place, if not by the row's name
    std::string_view unit_name;    // sized: the attribute that holds it
    std::string_view fallback;     // see fallback_flag
    std::uint32_t mark = 0;        // offset of the bool of marks_flag
    std::string_view printed;      // name with its prefix, where they differ
    std::string_view since, doc;
    // What only the grammar asks: the form of the text (forms.h), whether it knows the row, needs it, knows a word once
    // it was set.
    std::string_view shape;
    bool (*only_if)(const void* self) = nullptr;
    bool (*needed_if)(const void* self) = nullptr;
    bool (*fits_if)(const void* self) = nullptr;
    bool (*alone_if)(const void* self) = nullptr;
    std::uint8_t bond = 0, bond_number = 0;
    std::shared_ptr<void> (*apart)() = nullptr;  // makes the struct that `element` of a custom row is about

    constexpr Row with(std::uint32_t more) const {
        Row r = *this;
        r.flags |= more;
        return r;
    }
    constexpr Row req() const { return with(required_flag); }
    constexpr Row req(Code code, const char* text) const {
        Row r = with(required_flag);
        r.missing_code = code;
        r.missing = text;
        return r;
    }
    constexpr Row secure() const { return with(secure_flag); }
    constexpr Row live() const { return with(live_flag); }
    constexpr Row live_read() const { return with(live_read_flag); }
    constexpr Row inactive() const { return with(inactive_flag); }
    constexpr Row no_migrate() const { return with(not_migratable_flag); }
    constexpr Row status() const { return with(status_flag); }
    constexpr Row read_only() const { return with(read_only_flag); }
    constexpr Row write_only() const { return with(write_only_flag); }
    constexpr Row always() const { return with(always_flag); }
    constexpr Row guest() const { return with(guest_flag); }
    // Read and printed only if the predicate holds; see WHEN.
    constexpr Row when(bool (*p)(const void*)) const {
        Row r = *this;
        r.guard = p;
        return r;
    }
    constexpr Row show(bool (*p)(const void*)) const {
        Row r = *this;
        r.shown = p;
        return r;
    }
    constexpr Row wrong(Code code, const char* text) const {
        Row r = *this;
        r.error = text;
        r.error_code = code;
        return r;
    }
    // Texts that are one of a list but kept as they are.
    template <std::size_t N>
    constexpr Row among(const std::string_view (&list)[N]) const {
        Row r = *this;
        r.codec.words = {list, N};
        r.codec.shape = Shape::word;
        r.codec.listed = true;
        return r;
    }
    // Who complains; the domain code by default.
    constexpr Row blames(vireo::Domain who) const {
        Row r = *this;
        r.error_domain = who;
        return r;
    }
    // --- for the grammar alone ---
    constexpr Row form(std::string_view text) const {
        Row r = *this;
        r.shape = text;
        return r;
    }
    constexpr Row only(bool (*p)(const void*)) const {
        Row r = *this;
        r.only_if = p;
        return r;
    }
    constexpr Row needed() const { return with(needed_flag); }
    constexpr Row needed(bool (*p)(const void*)) const {
        Row r = *this;
        r.needed_if = p;
        return r;
    }
    // An empty text is as good as none.
    constexpr Row filled() const { return with(filled_flag); }
    constexpr Row spared() const { return with(spared_flag); }
    constexpr Row public_only() const { return with(public_flag); }
    constexpr Row unspoken() const { return with(unspoken_flag); }
    constexpr Row several() const { return with(several_flag); }
    // A list of which the grammar takes one.
    constexpr Row alone(bool (*p)(const void*)) const {
        Row r = *this;
        r.alone_if = p;
        return r;
    }
    // A word is known only if this holds once the field has it.
    constexpr Row fits(bool (*p)(const void*)) const {
        Row r = *this;
        r.fits_if = p;
        return r;
    }
    // Rows of one number belong to each other: all or none of them, exactly one, one at most, at least
    // one of any.
    constexpr Row together(std::uint8_t number) const { return bound(1, number); }
    constexpr Row one_of(std::uint8_t number) const { return bound(2, number); }
    constexpr Row at_most_one_of(std::uint8_t number) const { return bound(3, number); }
    constexpr Row some_of(std::uint8_t number) const { return bound(4, number); }
    constexpr Row bound(std::uint8_t how, std::uint8_t number) const {
        Row r = *this;
        r.bond = how;
        r.bond_number = number;
        return r;
    }
    // How a custom row looks: rows over the same struct. Without a name (or with one that begins with '@') they stand in
    // the element itself, else in a child of that name.
    constexpr Row looks(const Element& like) const {
        Row r = *this;
        r.element = &like;
        return r;
    }
    // The same for rows over another struct.
    template <class T>
    constexpr Row looks_like(const Element& like) const {
        Row r = looks(like);
        r.apart = []() -> std::shared_ptr<void> { return std::make_shared<T>(); };
        return r;
    }

    // An attribute that is absent is read as this text.
    constexpr Row otherwise(std::string_view text) const {
        Row r = with(fallback_flag);
        r.fallback = text;
        return r;
    }
    // The element's presence is itself a fact.
    constexpr Row marks(Field<bool> f) const {
        Row r = with(marks_flag);
        r.mark = f.offset;
        return r;
    }
    constexpr Row neat() const { return with(neat_flag); }
    // The name as it is printed, with a prefix.
    constexpr Row as(std::string_view name_printed) const {
        Row r = *this;
        r.printed = name_printed;
        return r;
    }

    // A word that is not known is passed over.
    constexpr Row lenient() const { return with(lenient_flag); }
    constexpr Row range(std::int64_t low, std::uint64_t high) const {
        Row r = *this;
        r.codec.low = low;
        r.codec.high = high;
        return r;
    }
    constexpr Row nonzero() const {
        Row r = *this;
        r.codec.no_zero = true;
        return r;
    }
    // Whole numbers that must not be negative ("Expected non-negative value").
    constexpr Row nonnegative() const {
        Row r = *this;
        r.codec.low = 0;
        return r;
    }
    // A plain number is printed even when it is zero.
    constexpr Row even_zero() const {
        Row r = *this;
        r.codec.present = [](const Codec&, const void*) { return true; };
        return r;
    }
    constexpr Row droppable() const { return with(droppable_flag); }
    constexpr Row wide() const { return with(wide_flag | always_flag); }
    // The first word, or a number that is zero, is read but not printed.
    constexpr Row quiet_zero() const {
        Row r = *this;
        r.codec.zero_is_absent = true;
        return r;
    }
    constexpr Row in(std::string_view uri) const {
        Row r = *this;
        r.ns = uri;
        return r;
    }
    constexpr Row called(std::string_view place) const {
        Row r = *this;
        r.path = place;
        return r;
    }
    constexpr Row printed_in(std::string_view word) const {
        Row r = *this;
        r.unit = word;
        return r;
    }
    constexpr Row from(std::string_view version) const {
        Row r = *this;
        r.since = version;
        return r;
    }
    constexpr Row says(std::string_view text) const {
        Row r = *this;
        r.doc = text;
        return r;
    }
};

// A member of a struct, also of a nested one: FIELD(Disk, driver.queues).
#define FIELD(S, m) \
    (::vireo::model::row::Field<decltype(static_cast<S*>(nullptr)->m)>{static_cast<std::uint32_t>(offsetof(S, m))})
// A predicate over the struct, called `it`.
#define WHEN(S, condition) \
    [](const void* self_) -> bool { \
        const auto& it = *static_cast<const S*>(self_); \
        return (condition); \
    }

template <class T>
constexpr Row make(std::string_view name, Where where, Field<T> f) {
    Row r;
    r.name = name;
    r.where = where;
    r.offset = f.offset;
    return r;
}
template <class T>
constexpr Row attr(std::string_view name, Field<T> f) {
    Row r = make(name, Where::attribute, f);
    r.codec = default_codec<T>();
    return r;
}
template <class T>
constexpr Row attr(std::string_view name, Field<T> f, const Codec& codec) {
    Row r = make(name, Where::attribute, f);
    r.codec = codec;
    return r;
}
template <class T>
constexpr Row hex(std::string_view name, Field<T> f, std::uint8_t width = 0) {
    return attr(name, f, hex_codec<T>(width));
}
template <class T>
constexpr Row content(Field<T> f) {
    Row r = make({}, Where::content, f);
    r.codec = default_codec<T>();
    return r;
}
template <class T>
constexpr Row leaf(std::string_view name, Field<T> f) {
    Row r = make(name, Where::leaf, f);
    r.codec = default_codec<T>();
    return r;
}
inline constexpr Row leaves(std::string_view name, Field<std::vector<std::string>> f) {
    Row r = make(name, Where::leaves, f);
    return r;
}
// Sizes. `unit` is what the field counts (1024: KiB), `fallback` what a text without a unit means; printed in `unit`.
inline constexpr Row scaled(Field<std::optional<std::uint64_t>> f, std::uint64_t unit = 1024, std::uint64_t fallback = 1024) {
    Row r = make({}, Where::scaled, f);
    r.codec = default_codec<std::optional<std::uint64_t>>();
    r.codec.low = static_cast<std::int64_t>(unit);
    r.codec.high = fallback;
    r.unit = unit == 1 ? "bytes" : unit == 1024 ? "KiB" : "MiB";
    return r;
}
inline constexpr Row scaled_leaf(std::string_view name, Field<std::optional<std::uint64_t>> f, std::uint64_t unit = 1024,
                                 std::uint64_t fallback = 1024) {
    Row r = scaled(f, unit, fallback);
    r.name = name;
    r.where = Where::scaled_leaf;
    return r;
}
// A size in attributes; `unit_name` holds the unit. lenient(): the unit has never been looked at.
inline constexpr Row sized(std::string_view name, std::string_view unit_name, Field<std::optional<std::uint64_t>> f,
                           std::uint64_t unit = 1024, std::uint64_t fallback = 1024) {
    Row r = scaled(f, unit, fallback);
    r.name = name;
    r.where = Where::sized;
    r.unit_name = unit_name;
    return r;
}
template <class T>
constexpr Row element(std::string_view name, Field<T> f, const Element& e) {
    Row r = make(name, Where::element, f);
    r.element = &e;
    return r;
}
inline constexpr Row inside(std::string_view name, const Element& e) {
    Row r;
    r.name = name;
    r.where = Where::inside;
    r.element = &e;
    return r;
}
template <class T>
constexpr Row maybe(std::string_view name, Field<T> f, const Element& e) {
    Row r = make(name, Where::maybe, f);
    r.element = &e;
    r.hold = &holder<T>;
    return r;
}
template <class T>
constexpr Row list(std::string_view name, Field<std::vector<T>> f, const Element& e) {
    Row r = make(name, Where::list, f);
    r.element = &e;
    r.hold = &holder<std::vector<T>>;
    return r;
}
inline constexpr Row flag(std::string_view name, Field<bool> f) { return make(name, Where::flag, f); }
template <class T>
constexpr Row embed(Field<T> f, const Element& e) {
    Row r = make({}, Where::embed, f);
    r.element = &e;
    return r;
}
template <class T>
constexpr Row through(Field<T> f, const Element& e) {
    Row r = make({}, Where::through, f);
    r.element = &e;
    r.hold = &holder<T>;
    return r;
}
inline constexpr Row custom(std::string_view name, void (*read)(const xml::Node&, void*, ParseContext&),
                            void (*write)(const void*, FormatContext&)) {
    Row r;
    r.name = name;
    r.where = Where::custom;
    r.read = read;
    r.write = write;
    return r;
}

// The engine.
void parse(const Element& element, const xml::Node& node, void* self, ParseContext& context);
// Prints attributes and content into the element that is open.
void format(const Element& element, const void* self, FormatContext& context);

// Reads a size in units: 12, 12 KiB, 12 GB, ... into multiples of `unit`, rounded up.
std::uint64_t read_scaled(std::string_view text, std::string_view suffix, std::uint64_t unit, std::uint64_t fallback,
                          std::string_view where);

// A difference that the guest would notice.
struct Difference {
    std::string path;  // "/devices/disk[2]/driver/@queues"
    std::string left, right;
};
// Walks both values by rows marked guest().
std::vector<Difference> compare(const Element& element, const void* left, const void* right);

// The words that rows know, for fuzzing.
std::string dictionary(const Element& element, std::string_view root);

}  // namespace vireo::model::row
