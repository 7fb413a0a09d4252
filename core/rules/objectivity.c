/*
 * How: two walks over the selected tree beside its schema. The first gathers names, since a name
 * may stand in a text before the field that says it is one; the second scans the texts.
 */
#include "objectivity.h"

#include <string.h>

#include "data/scalar.h"

enum { QUOTED_CHARACTERS = 60 };

typedef struct walk walk;

struct evne_objectivity {
    evne_arena *arena;
    evne_scanner *scanner;
    evne_str file;
    uint32_t *read; /* where texts begin that have been read: a table of `room` slots, 0 is free */
    size_t n_read, room;
    size_t n_found;
    bool is_for_extract;
};

typedef void visit(walk *w, const evne_field *field, const evne_value *text,
                   const evne_value *siblings);

struct walk {
    evne_objectivity *objectivity;
    evne_arena *arena;
    evne_problems *problems;
    visit *visit;
    evne_buf path; /* "observationer[2].iagttaget" */
};

/* --- the walk -------------------------------------------------------------------------------- */

static void go(walk *w, const evne_field *field, const evne_value *value,
               const evne_value *siblings);

static void go_items(walk *w, const evne_field *field, const evne_value *list,
                     const evne_value *siblings)
{
    size_t len = w->path.len;

    for (size_t i = 0; i < list->as.list.count; i++) {
        evne_path_put_item(&w->path, i + 1);
        go(w, field->children, list->as.list.items[i], siblings);
        w->path.len = len;
    }
}

static void go_pairs(walk *w, const evne_field *field, const evne_value *map)
{
    size_t len = w->path.len;

    for (size_t i = 0; i < map->as.map.count; i++) {
        const evne_pair *pair = &map->as.map.pairs[i];
        const evne_field *child =
            field->type == EVNE_FIELD_TABLE ? field->children : evne_field_get(field, pair->key);
        evne_path_put_key(&w->path, pair->key);
        if (child)
            go(w, child, pair->value, map);
        w->path.len = len;
    }
}

/* {fornavn, efternavn} */
static void go_name(walk *w, const evne_field *field, const evne_value *map)
{
    for (size_t i = 0; i < map->as.map.count; i++)
        if (map->as.map.pairs[i].value->kind == EVNE_TEXT)
            w->visit(w, field, map->as.map.pairs[i].value, map);
}

static void go(walk *w, const evne_field *field, const evne_value *value,
               const evne_value *siblings)
{
    if (value->kind == EVNE_MAP && field->type == EVNE_FIELD_NAME)
        go_name(w, field, value);
    else if (value->kind == EVNE_TEXT)
        w->visit(w, field, value, siblings);
    else if (value->kind == EVNE_LIST && field->n_children)
        go_items(w, field, value, siblings);
    else if (value->kind == EVNE_MAP)
        go_pairs(w, field, value);
}

/* --- whose words ----------------------------------------------------------------------------- */

static evne_voice voice_of(const evne_field *field, const evne_value *siblings)
{
    evne_str value = evne_value_text(evne_value_get_str(siblings, field->voice_key));

    for (size_t i = 0; i < field->n_voice_cases; i++)
        if (evne_str_eq(field->voice_cases[i].value, value))
            return field->voice_cases[i].voice;
    return field->voice;
}

/* A text that must have a certain form (a number, a date or "ja") is no prose. */
static bool is_free(const evne_field *field)
{
    return (field->type == EVNE_FIELD_TEXT || field->type == EVNE_FIELD_LONG) && !field->pattern;
}

/* What somebody could write anything into, except names. */
static bool is_open(const evne_field *field, evne_voice voice)
{
    bool is_text = field->type == EVNE_FIELD_TEXT || field->type == EVNE_FIELD_LONG;

    return voice != EVNE_VOICE_NAMES &&
           (is_text || (field->type == EVNE_FIELD_CHOICE && field->is_open));
}

static void know_name(walk *w, const evne_field *field, const evne_value *text,
                      const evne_value *siblings)
{
    if (field->type == EVNE_FIELD_NAME ||
        (is_free(field) && voice_of(field, siblings) == EVNE_VOICE_NAMES))
        evne_scanner_know(w->objectivity->scanner, text->as.text);
}

/* --- findings -------------------------------------------------------------------------------- */

/* One line of `text`, CPR numbers masked; `most` characters, 0: all. */
static const char *shown(evne_arena *arena, evne_str text, size_t most)
{
    char *copy = evne_arena_copy(arena, text.p, text.len);
    size_t end = 0;

    evne_cpr_mask(copy, text.len);
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)copy[i] < 0x20)
            copy[i] = ' ';
    for (size_t n = 0; most && end < text.len && n < most; n++)
        evne_utf8_next(text, &end);
    if (!most || end == text.len)
        return copy;
    return evne_arena_printf(arena, "%.*s…", (int)end, copy);
}

static evne_str slice(evne_str text, evne_extent span)
{
    return evne_str_slice(text, span.from, span.to);
}

static const char *message_of(const walk *w, const evne_hit *hit, evne_str text)
{
    const evne_rule *rule = hit->rule;

    if (hit->unchecked)
        return evne_arena_printf(w->arena, "ikke kontrolleret: regel %.*s kunne ikke prøves: %s",
                                 EVNE_STR_ARGS(rule->id), hit->unchecked);
    return evne_arena_printf(
        w->arena, "»%s«: %.*s",
        shown(w->arena, evne_str_trim(slice(text, hit->place)), QUOTED_CHARACTERS),
        EVNE_STR_ARGS(rule->message));
}

static const char *kept(const walk *w, evne_str text)
{
    return evne_arena_copy(w->arena, text.p, text.len);
}

static void report_hit(walk *w, evne_scalar *scalar, const evne_hit *hit)
{
    evne_str text = scalar->text;
    evne_place from = evne_scalar_find(scalar, hit->place.from);
    evne_place to = evne_scalar_find(scalar, hit->place.to);
    evne_problem problem = {.file = from.file ? from.file : "",
                            .line = from.line,
                            .column = from.column,
                            .path = shown(w->arena, evne_buf_str(&w->path), 0),
                            .code = kept(w, hit->rule->id),
                            .severity = hit->rule->severity,
                            .message = message_of(w, hit, text),
                            .suggestion = kept(w, hit->rule->suggestion),
                            .end_line = to.line,
                            .end_column = to.column,
                            .sentence = shown(w->arena, slice(text, hit->sentence), 0),
                            .hit_at = (uint32_t)(hit->place.from - hit->sentence.from),
                            .hit_len = (uint32_t)(hit->place.to - hit->place.from),
                            .why = kept(w, hit->rule->why),
                            .rewrite = hit->rewrite.p ? kept(w, hit->rewrite) : "",
                            .has_rewrite = hit->rewrite.p != NULL};

    if (hit->unchecked)
        problem.suggestion = "ret mønstret i regelpakken, eller slå reglen fra med 'slaa_fra'";
    evne_problems_add(w->problems, &problem);
}

static void report_more(walk *w, const evne_place *place)
{
    evne_problem problem = {.file = place->file,
                            .line = place->line,
                            .column = place->column,
                            .code = "regel.flere",
                            .severity = EVNE_SEVERE_ERROR,
                            .message = "her er flere bemærkninger, end der kan vises; resten af "
                                       "sagen er ikke kontrolleret",
                            .suggestion = "ret de første og prøv igen"};

    evne_problems_add(w->problems, &problem);
}

/* Without the [3] of its lists. */
static evne_str plain_path(const walk *w)
{
    char *copy = evne_arena_alloc(w->arena, w->path.len + 1);
    size_t len = 0;
    bool is_item = false;

    for (size_t i = 0; i < w->path.len; i++) {
        char c = w->path.p[i];
        is_item = is_item || c == '[';
        if (!is_item)
            copy[len++] = c;
        is_item = is_item && c != ']';
    }
    return (evne_str){copy, len};
}

/* --- which texts have been read -------------------------------------------------------------- */

static size_t slot_of(const evne_objectivity *o, uint32_t from)
{
    size_t slot = from * 2654435761u & (o->room - 1);

    while (o->read[slot] && o->read[slot] != from)
        slot = (slot + 1) & (o->room - 1);
    return slot;
}

static void make_room(evne_objectivity *o)
{
    evne_objectivity old = *o;

    if (o->n_read * 2 < o->room)
        return;
    o->room = old.room ? 2 * old.room : 512;
    o->read = evne_arena_array(o->arena, o->room, sizeof *o->read);
    for (size_t i = 0; i < old.room; i++)
        if (old.read[i])
            o->read[slot_of(o, old.read[i])] = old.read[i];
}

/* True when the text at `place` was read before; notes it when not. */
static bool was_read(evne_objectivity *o, const evne_place *place)
{
    uint32_t *slot;

    if (place->to == 0)
        return false;
    make_room(o);
    slot = &o->read[slot_of(o, place->from + 1)];
    if (*slot)
        return true;
    *slot = place->from + 1;
    o->n_read++;
    return false;
}

/* --- texts ----------------------------------------------------------------------------------- */

static void report_hits(walk *w, const evne_value *text, const evne_hit *hits, size_t n)
{
    evne_objectivity *o = w->objectivity;
    evne_scalar scalar;

    evne_scalar_open(&scalar, o->file, &text->place, text->as.text);
    for (size_t i = 0; i < n && o->n_found <= EVNE_OBJECTIVITY_FINDINGS; i++)
        if (o->n_found++ < EVNE_OBJECTIVITY_FINDINGS)
            report_hit(w, &scalar, &hits[i]);
        else
            report_more(w, &text->place);
}

/* Those of `n` hits whose rules are asked of extracts only, in their order. */
static size_t of_extracts(evne_arena *arena, const evne_hit **hits, size_t n)
{
    evne_hit *kept = evne_arena_array(arena, n + 1, sizeof *kept);
    size_t n_kept = 0;

    for (size_t i = 0; i < n; i++)
        if ((*hits)[i].rule->only_extracts)
            kept[n_kept++] = (*hits)[i];
    *hits = kept;
    return n_kept;
}

static void scan_text(walk *w, const evne_field *field, const evne_value *text,
                      const evne_value *siblings)
{
    evne_objectivity *o = w->objectivity;
    evne_prose_field one = {.text = text->as.text, .voice = voice_of(field, siblings)};
    bool is_prose = is_free(field) && one.voice < EVNE_VOICE_NAMES;
    const evne_hit *hits;
    size_t n;

    if (!is_prose && !(o->is_for_extract && is_open(field, one.voice)))
        return;
    if (o->n_found > EVNE_OBJECTIVITY_FINDINGS || was_read(o, &text->place))
        return;
    one.path = plain_path(w);
    if (!is_prose)
        one.voice = EVNE_VOICE_CONSULTANT;
    n = evne_scanner_scan(o->scanner, w->arena, &one, &hits);
    if (!is_prose)
        n = of_extracts(w->arena, &hits, n);
    if (n)
        report_hits(w, text, hits, n);
}

/* --- the case --------------------------------------------------------------------------------- */

evne_objectivity *evne_objectivity_new(evne_arena *arena, evne_scanner *scanner, evne_str file)
{
    evne_objectivity *o = evne_arena_alloc(arena, sizeof *o);

    evne_scanner_begin(scanner, arena);
    *o = (evne_objectivity){.arena = arena, .scanner = scanner, .file = file};
    return o;
}

void evne_objectivity_for_extract(evne_objectivity *o)
{
    o->is_for_extract = true;
    evne_scanner_for_extract(o->scanner);
}

static void run(evne_objectivity *o, visit *task, const evne_field *fields, const evne_value *value,
                evne_problems *problems)
{
    walk w = {.objectivity = o,
              .arena = o->arena,
              .problems = problems,
              .visit = task,
              .path = {.arena = o->arena}};

    if (fields && value)
        go(&w, fields, value, NULL);
}

void evne_objectivity_know(evne_objectivity *o, const evne_field *fields, const evne_value *sag)
{
    run(o, know_name, fields, sag, NULL);
}

void evne_objectivity_check(evne_objectivity *o, const evne_field *fields,
                            const evne_value *selected, evne_problems *problems)
{
    run(o, scan_text, fields, selected, problems);
}
