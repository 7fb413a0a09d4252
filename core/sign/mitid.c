/*
 * How: every object number up to the trailer's /Size, then what the trailer leads to outside of
 * that, each object once. Inside one object the walk is recursive, since libqpdf reads no more than
 * 500 levels of direct values; from object to object it is a list, so a chain or a circle of
 * references costs no stack. libqpdf undoes #xx in names, so "/#41croForm" is found too.
 */
#include "mitid.h"

#include <string.h>

#include "qpdf.h"
#include "revisions.h"

enum { MOST_LEVELS = 1000, LONGEST_NAME = 127 };

#define OWN_PDF "dan dokumentet med 'evne render --profile mitid'"
#define UNSIGNED_PDF "send den udgave, der ikke er underskrevet, til MitID"

typedef struct rule {
    const char *name, *message, *suggestion;
} rule;

static const rule rules[] = {
    {"/AcroForm", "dokumentet har en formular", OWN_PDF},
    {"/Widget", "et felt i en formular", OWN_PDF},
    {"/SigFlags", "formularen er mærket som underskrevet", UNSIGNED_PDF},
    {"/EmbeddedFile", "en fil ligger inde i dokumentet", OWN_PDF},
    {"/EmbeddedFiles", "dokumentet har en liste over vedhæftede filer", OWN_PDF},
    {"/AF", "en fil er knyttet til dokumentet", OWN_PDF},
    {"/AFRelationship", "en fil er knyttet til dokumentet", OWN_PDF},
    {"/Filespec", "en henvisning til en fil", OWN_PDF},
    {"/UF", "en henvisning til en fil", OWN_PDF},
    {"/URI", "et link ud af dokumentet", "skriv adressen som almindelig tekst"},
    {"/OpenAction", "noget sker, når dokumentet åbnes", "fjern handlingen"},
    {"/AA", "noget sker af sig selv i dokumentet", "fjern handlingen"},
    {"/JavaScript", "dokumentet indeholder et program", "fjern programmet"},
    {"/JS", "dokumentet indeholder et program", "fjern programmet"},
    {"/DSS", "dokumentet har kontroldata til underskrifter", UNSIGNED_PDF},
    {"/VRI", "dokumentet har kontroldata til underskrifter", UNSIGNED_PDF},
    {"/DocTimeStamp", "dokumentet har et tidsstempel", UNSIGNED_PDF},
    {"/Namespaces", "strukturen bruger navnerum fra PDF 2.0", OWN_PDF},
};

enum { N_RULES = sizeof rules / sizeof *rules };

/* The structure types of ISO 32000-1, 14.8.4; any other is one of the document's own. */
static const char *const standard_types[] = {
    "/Document", "/Part",    "/Art",   "/Sect",      "/Div",     "/BlockQuote", "/Caption",
    "/TOC",      "/TOCI",    "/Index", "/NonStruct", "/Private", "/P",          "/H",
    "/H1",       "/H2",      "/H3",    "/H4",        "/H5",      "/H6",         "/L",
    "/LI",       "/Lbl",     "/LBody", "/Table",     "/TR",      "/TH",         "/TD",
    "/THead",    "/TBody",   "/TFoot", "/Span",      "/Quote",   "/Note",       "/Reference",
    "/BibEntry", "/Code",    "/Link",  "/Annot",     "/Ruby",    "/RB",         "/RT",
    "/RP",       "/Warichu", "/WT",    "/WP",        "/Figure",  "/Formula",    "/Form",
};

/* An object outside of 1 ... /Size, generation 0. */
typedef struct stray {
    int number, generation;
} stray;

typedef struct walk {
    evne_arena *arena;
    qpdf_data pdf;
    evne_mitid_findings *out;
    int number, generation; /* the object that is being looked at */
    bool is_seen[N_RULES];  /* names found in it */
    int n_numbers;          /* /Size */
    stray *strays;          /* a hash table of `room` places, a power of two; number 0 is empty */
    stray *queue;           /* the same in the order in which they came */
    size_t n_strays, room;
    bool is_too_deep, is_too_many;
} walk;

/* ---- findings ---- */

static void add(walk *w, const char *name, const char *code, const char *message,
                const char *suggestion)
{
    evne_mitid_findings *out = w->out;

    if (out->n == EVNE_MITID_FINDINGS) {
        out->is_cut = true;
        return;
    }
    out->list[out->n++] = (evne_mitid_finding){.number = w->number,
                                               .generation = w->generation,
                                               .name = name,
                                               .code = code,
                                               .message = message,
                                               .suggestion = suggestion};
}

static bool is_shown(uint32_t c)
{
    return c != EVNE_NO_CODE_POINT && c > ' ' && (c < 0x7F || c > 0x9F);
}

/* `name` fit to be printed: what is no visible character stands as #xx, as a PDF writes it. */
static const char *readable(evne_arena *arena, const char *name)
{
    evne_str whole = {name, strlen(name) < LONGEST_NAME ? strlen(name) : LONGEST_NAME};
    evne_buf out = {.arena = arena};

    for (size_t at = 0; at < whole.len;) {
        size_t from = at;
        if (is_shown(evne_utf8_next(whole, &at)))
            evne_buf_put_str(&out, evne_str_slice(whole, from, at));
        else
            for (; from < at; from++)
                evne_buf_printf(&out, "#%02X", (unsigned)(unsigned char)name[from]);
    }
    return evne_buf_text(&out);
}

static void meet_name(walk *w, const char *name)
{
    for (size_t i = 0; i < N_RULES; i++) {
        if (strcmp(rules[i].name, name) != 0 || w->is_seen[i])
            continue;
        w->is_seen[i] = true;
        add(w, rules[i].name, "mitid.navn", rules[i].message, rules[i].suggestion);
    }
}

static bool is_standard(const char *type)
{
    for (size_t i = 0; i < sizeof standard_types / sizeof *standard_types; i++)
        if (strcmp(standard_types[i], type) == 0)
            return true;
    return false;
}

static void meet_type(walk *w, const char *type, const char *message)
{
    if (!is_standard(type))
        add(w, readable(w->arena, type), "mitid.rolle", message, OWN_PDF);
}

/* ---- what a dictionary says as a whole ---- */

/* The name that `key` has in `dict`, or "". Valid as long as the file is open. */
static const char *name_at(walk *w, qpdf_oh dict, const char *key)
{
    qpdf_oh value = qpdf_oh_get_key(w->pdf, dict, key);
    const char *name = "";

    if (qpdf_oh_is_name(w->pdf, value))
        name = evne_arena_text(w->arena, qpdf_oh_get_name(w->pdf, value));
    qpdf_oh_release(w->pdf, value);
    return name;
}

static bool is_dictionary_at(walk *w, qpdf_oh dict, const char *key)
{
    qpdf_oh value = qpdf_oh_get_key(w->pdf, dict, key);
    bool is_it = qpdf_oh_is_dictionary(w->pdf, value);

    qpdf_oh_release(w->pdf, value);
    return is_it;
}

static bool is_embedded(walk *w, qpdf_oh font)
{
    static const char *const programs[] = {"/FontFile", "/FontFile2", "/FontFile3"};
    qpdf_oh descriptor = qpdf_oh_get_key(w->pdf, font, "/FontDescriptor");
    bool is_it = false;

    for (size_t i = 0; i < sizeof programs / sizeof *programs && !is_it; i++) {
        qpdf_oh program = qpdf_oh_is_dictionary(w->pdf, descriptor)
                              ? qpdf_oh_get_key(w->pdf, descriptor, programs[i])
                              : qpdf_oh_new_null(w->pdf);
        is_it = qpdf_oh_is_stream(w->pdf, program);
        qpdf_oh_release(w->pdf, program);
    }
    qpdf_oh_release(w->pdf, descriptor);
    return is_it;
}

/* A Type 0 font is embedded by its descendant, a Type 3 font is drawn by the file itself. */
static void check_font(walk *w, qpdf_oh dict)
{
    static const char *const kinds[] = {"/Type1", "/MMType1", "/TrueType", "/CIDFontType0",
                                        "/CIDFontType2"};
    const char *kind = name_at(w, dict, "/Subtype");

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i], kind) == 0 && !is_embedded(w, dict))
            add(w, readable(w->arena, name_at(w, dict, "/BaseFont")), "mitid.skrift",
                "skriften er ikke indlejret", "indlejr alle skrifter i dokumentet");
}

static bool is_element(walk *w, qpdf_oh dict)
{
    const char *type = name_at(w, dict, "/Type");

    return strcmp(type, "/StructElem") == 0 || (type[0] == '\0' && is_dictionary_at(w, dict, "/P"));
}

static void check_element(walk *w, qpdf_oh dict)
{
    const char *type = name_at(w, dict, "/S");

    if (type[0] && is_element(w, dict))
        meet_type(w, type, "strukturen bruger en type, der ikke er en af PDF's egne");
}

/* ---- the walk ---- */

static void visit(walk *w, qpdf_oh value, int level);

/* The keys of `dict`: libqpdf's iterator cannot be used inside itself. */
static const char **keys_of(walk *w, qpdf_oh dict, size_t *n_keys)
{
    const char **keys = NULL;

    *n_keys = 0;
    qpdf_oh_begin_dict_key_iter(w->pdf, dict);
    while (qpdf_oh_dict_more_keys(w->pdf)) {
        size_t n = *n_keys;
        if ((n & (n - 1)) == 0)
            keys =
                evne_arena_grow(w->arena, keys, n * sizeof *keys, (n ? 2 * n : 1) * sizeof *keys);
        keys[(*n_keys)++] = evne_arena_text(w->arena, qpdf_oh_dict_next_key(w->pdf));
    }
    return keys;
}

static void visit_roles(walk *w, qpdf_oh roles)
{
    size_t n_keys;
    const char **keys = keys_of(w, roles, &n_keys);

    for (size_t i = 0; i < n_keys; i++)
        meet_type(w, keys[i], "RoleMap har en type, der ikke er en af PDF's egne");
}

static void visit_dictionary(walk *w, qpdf_oh dict, int level)
{
    size_t n_keys;
    const char **keys = keys_of(w, dict, &n_keys);

    for (size_t i = 0; i < n_keys; i++) {
        qpdf_oh value = qpdf_oh_get_key(w->pdf, dict, keys[i]);
        meet_name(w, keys[i]);
        if (strcmp(keys[i], "/RoleMap") == 0 && qpdf_oh_is_dictionary(w->pdf, value))
            visit_roles(w, value);
        visit(w, value, level + 1);
        qpdf_oh_release(w->pdf, value);
    }
    check_font(w, dict);
    check_element(w, dict);
}

static void visit_array(walk *w, qpdf_oh array, int level)
{
    int n = qpdf_oh_get_array_n_items(w->pdf, array);

    for (int i = 0; i < n; i++) {
        qpdf_oh value = qpdf_oh_get_array_item(w->pdf, array, i);
        visit(w, value, level + 1);
        qpdf_oh_release(w->pdf, value);
    }
}

static void visit_content(walk *w, qpdf_oh value, int level)
{
    if (qpdf_oh_is_name(w->pdf, value)) {
        meet_name(w, qpdf_oh_get_name(w->pdf, value));
    } else if (qpdf_oh_is_stream(w->pdf, value)) {
        qpdf_oh dict = qpdf_oh_get_dict(w->pdf, value);
        visit_dictionary(w, dict, level);
        qpdf_oh_release(w->pdf, dict);
    } else if (qpdf_oh_is_dictionary(w->pdf, value)) {
        visit_dictionary(w, value, level);
    } else if (qpdf_oh_is_array(w->pdf, value)) {
        visit_array(w, value, level);
    }
}

static size_t place_of(const walk *w, stray wanted)
{
    size_t at = ((size_t)wanted.number * 31 + (size_t)wanted.generation) & (w->room - 1);

    while (w->strays[at].number &&
           (w->strays[at].number != wanted.number || w->strays[at].generation != wanted.generation))
        at = (at + 1) & (w->room - 1);
    return at;
}

static void grow_strays(walk *w)
{
    size_t room = w->room ? 2 * w->room : 64;

    w->queue = evne_arena_grow(w->arena, w->queue, w->n_strays * sizeof *w->queue,
                               room * sizeof *w->queue);
    w->strays = evne_arena_array(w->arena, room, sizeof *w->strays);
    w->room = room;
    for (size_t i = 0; i < w->n_strays; i++)
        w->strays[place_of(w, w->queue[i])] = w->queue[i];
}

/* A reference: its object is looked at in its own turn. */
static void note(walk *w, int number, int generation)
{
    stray found = {number, generation};
    size_t at;

    if (generation == 0 && number < w->n_numbers)
        return;
    if (2 * w->n_strays >= w->room)
        grow_strays(w);
    at = place_of(w, found);
    if (w->strays[at].number)
        return;
    w->is_too_many = w->n_strays == EVNE_PDF_MAX_OBJECTS;
    if (w->is_too_many)
        return;
    w->strays[at] = found;
    w->queue[w->n_strays++] = found;
}

static void visit(walk *w, qpdf_oh value, int level)
{
    int number = level > 0 ? qpdf_oh_get_object_id(w->pdf, value) : 0;

    if (number > 0)
        note(w, number, qpdf_oh_get_generation(w->pdf, value));
    else if (level < MOST_LEVELS)
        visit_content(w, value, level);
    else
        w->is_too_deep = true;
}

static void visit_object(walk *w, int number, int generation)
{
    qpdf_oh object =
        number ? qpdf_get_object_by_id(w->pdf, number, generation) : qpdf_get_trailer(w->pdf);

    w->number = number;
    w->generation = generation;
    memset(w->is_seen, 0, sizeof w->is_seen);
    visit(w, object, 0);
    qpdf_oh_release(w->pdf, object);
}

static evne_status visit_all(walk *w, const char *file, evne_error *err)
{
    qpdf_oh trailer = qpdf_get_trailer(w->pdf);
    qpdf_oh size = qpdf_oh_get_key_if_dict(w->pdf, trailer, "/Size");

    w->n_numbers =
        qpdf_oh_is_integer(w->pdf, size) ? qpdf_oh_get_int_value_as_int(w->pdf, size) : 0;
    if (w->n_numbers > EVNE_PDF_MAX_OBJECTS)
        return evne_fail(err, EVNE_INPUT, file, "'%s' has more than %d objects", file,
                         EVNE_PDF_MAX_OBJECTS);
    for (int number = 0; number < w->n_numbers; number++)
        visit_object(w, number, 0);
    for (size_t i = 0; i < w->n_strays; i++)
        visit_object(w, w->queue[i].number, w->queue[i].generation);
    if (w->is_too_deep || w->is_too_many)
        return evne_fail(err, EVNE_INPUT, file, "'%s' has values too deep or too many to check",
                         file);
    return EVNE_OK;
}

/* ---- the file ---- */

static void say_of_file(walk *w, const char *code, const char *message, const char *suggestion)
{
    w->number = w->generation = 0;
    add(w, "", code, message, suggestion);
}

static void say_encrypted(walk *w)
{
    say_of_file(w, "mitid.kryptering", "dokumentet er krypteret",
                "gem dokumentet uden adgangskode og uden begrænsninger");
}

static evne_status refuse(walk *w, const char *file, evne_error *err)
{
    bool needs_password = qpdf_has_error(w->pdf) &&
                          qpdf_get_error_code(w->pdf, qpdf_get_error(w->pdf)) == qpdf_e_password;

    if (!needs_password)
        return evne_fail(err, EVNE_INPUT, file, "'%s' is not a readable PDF", file);
    say_encrypted(w);
    return EVNE_OK;
}

static evne_status check(walk *w, const char *file, evne_str pdf, evne_error *err)
{
    qpdf_silence_errors(w->pdf);
    qpdf_set_suppress_warnings(w->pdf, QPDF_TRUE);
    qpdf_set_attempt_recovery(w->pdf, QPDF_FALSE);
    if (qpdf_read_memory(w->pdf, file, pdf.p, pdf.len, NULL) & QPDF_ERRORS)
        return refuse(w, file, err);
    if (qpdf_is_encrypted(w->pdf))
        say_encrypted(w);
    EVNE_TRY(visit_all(w, file, err));
    if (qpdf_has_error(w->pdf) || qpdf_more_warnings(w->pdf))
        say_of_file(w, "mitid.fil", "filen er skrevet, så læseprogrammer må gætte",
                    "gem dokumentet igen fra det program, der lavede det");
    return EVNE_OK;
}

evne_status evne_mitid_check(evne_arena *arena, const char *file, evne_str pdf,
                             evne_mitid_findings *out, evne_error *err)
{
    walk w = {.arena = arena, .out = out};
    evne_status status;

    if (pdf.len > EVNE_PDF_MAX_BYTES)
        return evne_fail(err, EVNE_INPUT, file, "'%s' is larger than %d MiB", file,
                         EVNE_PDF_MAX_BYTES / (1024 * 1024));
    *out = (evne_mitid_findings){0};
    out->list = evne_arena_array(arena, EVNE_MITID_FINDINGS, sizeof *out->list);
    EVNE_TRY(evne_qpdf_load(err));
    w.pdf = qpdf_init();
    status = check(&w, file, pdf, err);
    if (qpdf_has_error(w.pdf))
        qpdf_get_error(w.pdf); /* an error that nobody fetched is printed by the library */
    qpdf_cleanup(&w.pdf);
    return status;
}
