/* How: the verdict becomes a view; sheet.c does the rest. */
#include "control.h"

#include <string.h>

#include "base/file.h"
#include "base/sha256.h"
#include "sheet.h"
#include "sign/description.h"

enum { KEYS = 10, SHORT_HASH = 16 };

/* ---- the view ---- */

typedef evne_sheet view;

typedef struct map {
    const view *v;
    evne_pair pairs[KEYS];
    size_t n;
} map;

static void add(map *m, const char *key, const evne_value *value)
{
    m->pairs[m->n++] = (evne_pair){.key = evne_str_of(key), .value = value};
}

static const evne_value *text(const view *v, const char *words)
{
    return evne_sheet_text(v, evne_str_of(words));
}

static void add_text(map *m, const char *key, const char *words)
{
    add(m, key, text(m->v, words));
}

static const evne_value *close_map(map *m)
{
    return evne_value_new_map(m->v->arena, NULL, m->pairs, m->n);
}

/* { navn, vaerdi }: one line of a key-value list. */
static const evne_value *field(const view *v, const char *name, const char *value)
{
    map m = {.v = v};

    add_text(&m, "navn", name);
    add_text(&m, "vaerdi", value);
    return close_map(&m);
}

/* "12.03.2026 kl. 14.32" of an ISO 8601 moment; what is none stays as it is. */
static const char *time_text(const view *v, const char *iso)
{
    evne_moment when;

    return evne_moment_parse(evne_str_of(iso), &when) ? evne_sheet_moment(v->arena, when) : iso;
}

/* ---- one signature ---- */

static const char *who(const view *v, const evne_signature *s)
{
    evne_buf out = {.arena = v->arena};

    evne_buf_puts(&out, s->signer[0] ? s->signer : "ukendt");
    if (s->organisation[0])
        evne_buf_printf(&out, ", %s", s->organisation);
    if (s->issuer[0])
        evne_buf_printf(&out, "\n%s, certifikat %s", s->issuer, s->serial);
    return evne_buf_text(&out);
}

static const char *when(const view *v, const evne_signature *s)
{
    evne_buf out = {.arena = v->arena};

    if (s->proven_time[0])
        evne_buf_printf(&out, "%s, bevist\n", time_text(v, s->proven_time));
    if (s->claimed_time[0])
        evne_buf_printf(&out, "%s, eget ur", time_text(v, s->claimed_time));
    return out.len ? evne_buf_text(&out) : "ikke oplyst";
}

static const char *finding(const view *v, const evne_signature *s)
{
    const char *level = s->level[0] ? evne_arena_printf(v->arena, "\nPAdES %s", s->level) : "";

    return evne_arena_printf(v->arena, "%s%s\n%s", evne_verdict_danish(s->status), level,
                             s->algorithm);
}

static const evne_value *signature(const view *v, size_t number, const evne_signature *s)
{
    map m = {.v = v};
    evne_str role = evne_description_read(evne_str_of(s->description)).role;

    if (!role.len)
        role = evne_str_of(s->role[0] ? s->role : "uden felt");

    add(&m, "nr", evne_value_new_number(v->arena, NULL, (double)number));
    add(&m, "rolle", evne_sheet_text(v, role));
    add_text(&m, "hvem", who(v, s));
    add_text(&m, "tid", when(v, s));
    add_text(&m, "fund", finding(v, s));
    return close_map(&m);
}

static const evne_value *signatures(const view *v, const evne_verdict *verdict)
{
    const evne_value **items = evne_arena_array(v->arena, verdict->n_signatures + 1, sizeof *items);

    for (size_t i = 0; i < verdict->n_signatures; i++)
        items[i] = signature(v, i + 1, &verdict->signatures[i]);
    return evne_value_new_list(v->arena, NULL, items, verdict->n_signatures);
}

/* ---- remarks ---- */

/* A growing list of texts. */
typedef struct texts {
    const view *v;
    const evne_value **items;
    size_t n, room;
} texts;

static void put(texts *list, const char *words)
{
    if (list->n == list->room) {
        size_t room = list->room ? 2 * list->room : 16;

        list->items = evne_arena_grow(list->v->arena, list->items, list->room * sizeof *list->items,
                                      room * sizeof *list->items);
        list->room = room;
    }
    list->items[list->n++] = text(list->v, words);
}

static void put_reasons(texts *list, const char *whom, const evne_reasons *reasons)
{
    for (size_t i = 0; i < reasons->n; i++)
        put(list, evne_arena_printf(list->v->arena, "%s: %s (%s)", whom, reasons->list[i].text,
                                    reasons->list[i].code));
}

static void put_certification(texts *list, const char *whom, int certifies)
{
    if (certifies)
        put(list, evne_arena_printf(
                      list->v->arena, "%s: certificerer dokumentet; derefter må %s", whom,
                      certifies == 1 ? "intet tilføjes" : "der kun udfyldes og underskrives"));
}

static const evne_value *remarks(const view *v, const evne_verdict *verdict)
{
    texts list = {.v = v};

    put_reasons(&list, "Filen", &verdict->reasons);
    for (size_t i = 0; i < verdict->n_signatures; i++) {
        const evne_signature *s = &verdict->signatures[i];
        const char *whom = evne_arena_printf(v->arena, "Nr. %zu", i + 1);

        put_certification(&list, whom, s->certifies);
        put_reasons(&list, whom, &s->reasons);
    }
    return evne_value_new_list(v->arena, NULL, list.items, list.n);
}

/* ---- the whole file ---- */

static const evne_value *result(const view *v, const evne_control *control, const char *hash)
{
    const evne_verdict *verdict = control->verdict;
    const evne_value *items[KEYS];
    size_t n = 0;

    items[n++] = field(v, "Resultat", evne_verdict_danish(verdict->status));
    items[n++] = field(v, "Fil", evne_file_name(control->file));
    items[n++] = field(v, "Størrelse",
                       evne_arena_printf(v->arena, "%zu byte, %zu %s", control->pdf.len,
                                         verdict->n_revisions,
                                         verdict->n_revisions == 1 ? "revision" : "revisioner"));
    items[n++] = field(v, "SHA-256", hash);
    items[n++] = field(v, "Kontrolleret", evne_sheet_moment(v->arena, control->now));
    if (verdict->has_original)
        items[n++] = field(v, "Original",
                           verdict->begins_with_original ? "filen begynder byte for byte med den"
                                                         : "filen begynder ikke med den");
    return evne_value_new_list(v->arena, NULL, items, n);
}

static const evne_value *open_roles(const view *v, const evne_verdict *verdict)
{
    const evne_value **items = evne_arena_array(v->arena, verdict->n_open + 1, sizeof *items);

    for (size_t i = 0; i < verdict->n_open; i++)
        items[i] = text(v, verdict->open_roles[i]);
    return evne_value_new_list(v->arena, NULL, items, verdict->n_open);
}

static const evne_value *make_view(const view *v, const evne_control *control)
{
    map whole = {.v = v}, file = {.v = v};
    char hash[EVNE_SHA256_HEX];

    evne_sha256_hex(control->pdf, hash);
    add_text(&file, "navn", evne_file_name(control->file));
    add_text(&file, "tid", evne_sheet_moment(v->arena, control->now));
    add_text(&file, "kort", evne_arena_printf(v->arena, "%.*s", SHORT_HASH, hash));
    add(&whole, "fil", close_map(&file));
    add(&whole, "resultat", result(v, control, hash));
    add(&whole, "bemaerkninger", remarks(v, control->verdict));
    add(&whole, "underskrifter", signatures(v, control->verdict));
    add(&whole, "mangler", open_roles(v, control->verdict));
    return close_map(&whole);
}

/* ---- from view to PDF ---- */

evne_status evne_control_make(evne_arena *arena, const evne_control *control, evne_str *out,
                              evne_error *err)
{
    evne_sheet sheet;
    evne_status status = evne_sheet_open(arena, control->paths, &sheet, err);

    *out = (evne_str){0};
    if (status == EVNE_OK)
        status =
            evne_sheet_make(&sheet, "kontrol", make_view(&sheet, control), control->now, out, err);
    evne_sheet_close(&sheet);
    return status;
}
