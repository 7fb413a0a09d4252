/*
 * How: a finding is known by rule, path and sentence; one that is about no sentence (an observation
 * without a date) by its message instead, so that it too stands again when what it is about
 * changes. A place may name an item of a list by its id, which survives that others are put before
 * it.
 */
#include "setaside.h"

#include <string.h>

typedef struct entry {
    const evne_value *value; /* the whole entry */
    evne_str rule, path;     /* `path` with numbers for ids; empty when the place does not exist */
    const char *sentence, *why, *by, *on;
    bool is_seen, is_used;
} entry;

struct evne_setaside {
    evne_arena *arena;
    const evne_value *sag;
    entry *entries;
    size_t count;
};

/* One line with single blanks, CPR numbers masked: the form in which findings quote a sentence. */
static const char *plain(evne_arena *arena, evne_str text)
{
    char *copy = evne_arena_copy(arena, text.p, text.len);
    size_t len = 0;

    evne_cpr_mask(copy, text.len);
    for (size_t i = 0; i < text.len; i++) {
        bool is_blank = (unsigned char)copy[i] <= ' ';
        if (!is_blank)
            copy[len++] = copy[i];
        else if (len && copy[len - 1] != ' ')
            copy[len++] = ' ';
    }
    while (len && copy[len - 1] == ' ')
        len--;
    copy[len] = '\0';
    return copy;
}

/* --- places ---------------------------------------------------------------------------------- */

/* The number from 1 of the item of `list` whose `id` is `id`, or 0. */
static size_t item_with_id(const evne_value *list, evne_str id)
{
    for (size_t i = 0; i < evne_value_count(list); i++)
        if (evne_str_eq(evne_value_text(evne_value_get(evne_value_item(list, i), "id")), id))
            return i + 1;
    return 0;
}

static bool is_number(evne_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.p[i] < '0' || text.p[i] > '9')
            return false;
    return text.len > 0;
}

/* Puts "[3]" for "[O-07]" after the path so far. */
static void put_item(evne_buf *path, const evne_value *sag, evne_str inside)
{
    size_t number;

    if (is_number(inside) || (inside.len && inside.p[0] == '"')) {
        evne_buf_printf(path, "[%.*s]", EVNE_STR_ARGS(inside));
        return;
    }
    number = item_with_id(evne_value_find(sag, evne_buf_text(path)), inside);
    evne_buf_printf(path, "[%zu]", number);
}

static evne_str resolve(evne_arena *arena, const evne_value *sag, evne_str place)
{
    evne_buf path = {.arena = arena};

    for (size_t i = 0; i < place.len; i++) {
        const char *end = place.p[i] == '[' ? memchr(place.p + i, ']', place.len - i) : NULL;
        if (!end) {
            evne_buf_put_char(&path, place.p[i]);
            continue;
        }
        put_item(&path, sag, evne_str_slice(place, i + 1, (size_t)(end - place.p)));
        i = (size_t)(end - place.p);
    }
    (void)evne_buf_text(&path);
    return evne_buf_str(&path);
}

/* --- reading --------------------------------------------------------------------------------- */

static evne_problem about(const entry *e, const char *code, evne_severity severity)
{
    const evne_place *place = &e->value->place;

    return (evne_problem){.file = place->file ? place->file : "",
                          .line = place->line,
                          .column = place->column,
                          .path = "tilsidesaettelser",
                          .code = code,
                          .severity = severity};
}

/* Rules have capitals (V01, X09); what is wrong with the file itself cannot be set aside. */
static bool is_rule(evne_str code)
{
    return code.len > 0 && code.p[0] >= 'A' && code.p[0] <= 'Z';
}

static bool read_entry(const evne_setaside *all, const evne_value *value, entry *out,
                       evne_problems *problems)
{
    evne_arena *arena = all->arena;
    evne_str place = evne_value_text(evne_value_get(value, "sted"));

    *out = (entry){.value = value,
                   .rule = evne_value_text(evne_value_get(value, "regel")),
                   .path = resolve(arena, all->sag, place),
                   .sentence = plain(arena, evne_value_text(evne_value_get(value, "saetning"))),
                   .why = plain(arena, evne_value_text(evne_value_get(value, "begrundelse"))),
                   .by = plain(arena, evne_value_text(evne_value_get(value, "navn"))),
                   .on = plain(arena, evne_value_text(evne_value_get(value, "dato")))};
    if (out->rule.len && !is_rule(out->rule)) {
        evne_problem problem = about(out, "tilsidesaettelse.regel", EVNE_SEVERE_ERROR);
        problem.message = evne_arena_printf(arena, "'%.*s' er ingen regel, der kan tilsidesættes",
                                            EVNE_STR_ARGS(out->rule));
        problem.suggestion = "regler hedder for eksempel V01 eller X09; fejl i felter skal rettes";
        evne_problems_add(problems, &problem);
        return false;
    }
    return out->rule.len && place.len && out->sentence[0] && out->why[0] && out->by[0] &&
           out->on[0];
}

evne_setaside *evne_setaside_read(evne_arena *arena, const evne_field *known, const evne_value *sag,
                                  evne_problems *problems)
{
    evne_setaside *all = evne_arena_alloc(arena, sizeof *all);
    const evne_field *field = evne_field_get(known, EVNE_STR("tilsidesaettelser"));
    evne_field top = {.type = EVNE_FIELD_GROUP, .children = field, .n_children = 1};
    const evne_value *list = evne_value_get(sag, "tilsidesaettelser"), *selected;
    evne_pair only = {.key = EVNE_STR("tilsidesaettelser"), .value = list};

    all->arena = arena;
    all->sag = sag;
    if (!field || evne_value_is_empty(list))
        return all;
    evne_fields_apply(arena, &top, NULL, evne_value_new_map(arena, &sag->place, &only, 1), problems,
                      &selected);
    list = evne_value_get(selected, "tilsidesaettelser");
    all->entries = evne_arena_array(arena, evne_value_count(list) + 1, sizeof *all->entries);
    for (size_t i = 0; i < evne_value_count(list); i++)
        if (read_entry(all, evne_value_item(list, i), &all->entries[all->count], problems))
            all->count++;
    return all;
}

void evne_setaside_see(evne_setaside *all, const evne_value *selected)
{
    for (size_t i = 0; i < all->count; i++) {
        entry *e = &all->entries[i];
        const evne_value *there = evne_value_find(all->sag, e->path.p);
        e->is_seen = e->is_seen || !there || evne_value_find(selected, e->path.p);
    }
}

/* --- applying -------------------------------------------------------------------------------- */

static bool is_same(const entry *e, const evne_problem *problem, const char *subject)
{
    return evne_str_is(e->rule, problem->code) && evne_str_is(e->path, problem->path) &&
           strcmp(e->sentence, subject) == 0;
}

static bool is_set_aside(void *context, evne_problem *problem)
{
    evne_setaside *all = context;
    const char *subject = problem->sentence[0] ? problem->sentence : problem->message;

    subject = plain(all->arena, evne_str_of(subject));
    for (size_t i = 0; i < all->count; i++) {
        entry *e = &all->entries[i];
        if (!is_same(e, problem, subject))
            continue;
        e->is_used = true;
        problem->set_aside_by = e->by;
        problem->set_aside_on = e->on;
        problem->set_aside_why = e->why;
        return true;
    }
    return false;
}

static void tell_lapsed(const evne_setaside *all, const entry *e, evne_problems *problems)
{
    evne_problem problem = about(e, "tilsidesaettelse.udloebet", EVNE_WARNING);
    bool is_there = evne_value_find(all->sag, e->path.p) != NULL;

    problem.message =
        is_there ? evne_arena_printf(all->arena,
                                     "tilsidesættelsen af %.*s gælder ikke længere: sætningen er "
                                     "ændret, eller reglen siger intet om den",
                                     EVNE_STR_ARGS(e->rule))
                 : evne_arena_printf(all->arena,
                                     "tilsidesættelsen af %.*s gælder et sted, der ikke findes",
                                     EVNE_STR_ARGS(e->rule));
    problem.suggestion = "slet den, eller begrund den på ny med sætningen, som den står nu";
    evne_problems_add(problems, &problem);
}

void evne_setaside_apply(evne_setaside *all, evne_problems *problems, evne_problems *out)
{
    if (all->count == 0)
        return;
    evne_problems_move(problems, out, is_set_aside, all);
    for (size_t i = 0; i < all->count; i++)
        if (all->entries[i].is_seen && !all->entries[i].is_used)
            tell_lapsed(all, &all->entries[i], problems);
}
