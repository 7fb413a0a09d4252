/*
 * How: a stack of open lists and maps. Children wait on one shared stack of pairs until their list
 * or map ends and knows its size; then they are copied to the arena once. What is refused is
 * reported and replaced by null, so that one run shows everything.
 */
#include "casetree.h"

#include <stdlib.h>
#include <string.h>

#include "casetext.h"

enum { FEW_KEYS = 16 };

void evne_casetree_report(evne_casetree *b, const evne_place *place, const char *code,
                          const char *message, const char *suggestion)
{
    evne_problem problem = {.file = b->file,
                            .line = place->line,
                            .column = place->column,
                            .path = "",
                            .code = code,
                            .message = message,
                            .suggestion = suggestion};

    if (b->n_found == EVNE_CASEFILE_FINDINGS) {
        problem.code = "yaml.graense";
        problem.message = "filen har flere fejl, end der kan vises";
        problem.suggestion = "ret de første, og prøv igen";
    }
    if (b->n_found++ <= EVNE_CASEFILE_FINDINGS)
        evne_problems_add(b->problems, &problem);
}

static bool is_inner_byte(char c)
{
    return ((unsigned char)c & 0xC0u) == 0x80u;
}

/* libyaml counts characters. Events come in the order of the file, so the walk is short. */
uint32_t evne_casetree_byte(evne_casetree *b, size_t index)
{
    const char *p = b->yaml.p;

    for (; b->index < index && b->offset < b->yaml.len; b->index++)
        do
            b->offset++;
        while (b->offset < b->yaml.len && is_inner_byte(p[b->offset]));
    for (; b->index > index; b->index--)
        do
            b->offset--;
        while (b->offset && is_inner_byte(p[b->offset]));
    return (uint32_t)(b->offset + b->mark_len);
}

static evne_place place_of(evne_casetree *b, const yaml_event_t *event)
{
    evne_place place = {.file = b->file,
                        .line = (uint32_t)event->start_mark.line + 1,
                        .column = (uint32_t)event->start_mark.column + 1};

    if (event->type == YAML_SCALAR_EVENT) {
        place.from = evne_casetree_byte(b, event->start_mark.index);
        place.to = evne_casetree_byte(b, event->end_mark.index);
    }
    return place;
}

static void push_child(evne_casetree *b, const evne_pair *child)
{
    if (b->n_children == b->room) {
        size_t room = b->room ? b->room * 2 : 256;
        b->children =
            evne_arena_grow(b->arena, b->children, b->room * sizeof *child, room * sizeof *child);
        b->room = room;
    }
    b->children[b->n_children++] = *child;
}

/* Hands a finished value to the list or map that is open, whose key has been read. */
static void add_value(evne_casetree *b, const evne_value *value)
{
    evne_casetree_frame *top = b->depth ? &b->frames[b->depth - 1] : NULL;
    evne_pair child = {.value = value};

    if (!top) {
        b->root = value;
        return;
    }
    child.key = top->key;
    child.key_place = top->key_place;
    if (!top->is_refused)
        push_child(b, &child);
    top->has_key = false;
    top->is_refused = false;
}

static bool awaits_key(const evne_casetree *b)
{
    return b->depth && b->frames[b->depth - 1].is_map && !b->frames[b->depth - 1].has_key;
}

static void set_key(evne_casetree *b, evne_str key, const evne_place *place, bool is_refused)
{
    evne_casetree_frame *top = &b->frames[b->depth - 1];

    top->key = key;
    top->key_place = *place;
    top->has_key = true;
    top->is_refused = is_refused;
}

static int by_key(const void *left, const void *right)
{
    const evne_pair *const *a = left, *const *b = right;
    int order = evne_str_order((*a)->key, (*b)->key);

    return order ? order : (*a > *b) - (*a < *b);
}

static void report_duplicate(evne_casetree *b, const evne_pair *first, const evne_pair *again)
{
    const char *message = evne_arena_printf(b->arena, "nøglen '%.*s' står allerede i linje %u",
                                            EVNE_STR_ARGS(again->key), first->key_place.line);

    evne_casetree_report(b, &again->key_place, "yaml.dublet", message,
                         "slet den ene, eller gør dem til punkter i en liste");
}

/* Few keys, as nearly all maps have, are quicker compared with each other than sorted. */
static bool are_few_and_differ(const evne_pair *children, size_t count)
{
    if (count > FEW_KEYS)
        return false;
    for (size_t i = 1; i < count; i++)
        for (size_t k = 0; k < i; k++)
            if (evne_str_eq(children[i].key, children[k].key))
                return false;
    return true;
}

/*
 * Reports every key that has stood before among the children of `top` and empties its value, so
 * that the caller can drop it. Sorted, since a hostile map can hold 100,000 keys.
 */
static void find_duplicates(evne_casetree *b, const evne_casetree_frame *top)
{
    size_t count = b->n_children - top->first;
    evne_pair *children, **sorted;

    if (!top->is_map || count < 2)
        return;
    children = b->children + top->first;
    if (are_few_and_differ(children, count))
        return;
    sorted = evne_arena_array(b->arena, count, sizeof *sorted);
    for (size_t i = 0; i < count; i++)
        sorted[i] = &children[i];
    qsort(sorted, count, sizeof *sorted, by_key);
    for (size_t i = 1, first = 0; i < count; i++) {
        if (!evne_str_eq(sorted[i]->key, sorted[first]->key)) {
            first = i;
            continue;
        }
        report_duplicate(b, sorted[first], sorted[i]);
        sorted[i]->value = NULL;
    }
}

static evne_value *make_map(evne_casetree *b, const evne_casetree_frame *top)
{
    size_t count = b->n_children - top->first, n = 0;
    evne_pair *pairs = evne_arena_array(b->arena, count, sizeof *pairs);

    for (size_t i = top->first; i < b->n_children; i++)
        if (b->children[i].value)
            pairs[n++] = b->children[i];
    return evne_value_own_map(b->arena, &top->place, pairs, n);
}

static evne_value *make_list(evne_casetree *b, const evne_casetree_frame *top)
{
    size_t count = b->n_children - top->first;
    const evne_value **items = evne_arena_array(b->arena, count, sizeof *items);

    for (size_t i = 0; i < count; i++)
        items[i] = b->children[top->first + i].value;
    return evne_value_own_list(b->arena, &top->place, items, count);
}

static void open_frame(evne_casetree *b, const evne_place *place, bool is_map)
{
    if (b->depth == EVNE_CASEFILE_DEPTH) {
        evne_casetree_report(b, place, "yaml.graense",
                             evne_arena_printf(b->arena, "mere end %d niveauer inde i hinanden",
                                               EVNE_CASEFILE_DEPTH),
                             "en sag har færre niveauer; mangler der en ] eller }?");
        b->is_over = true;
        return;
    }
    b->frames[b->depth++] =
        (evne_casetree_frame){.place = *place, .first = b->n_children, .is_map = is_map};
}

static void close_frame(evne_casetree *b)
{
    evne_casetree_frame top = b->frames[b->depth - 1];
    const evne_value *value;

    find_duplicates(b, &top);
    value = top.is_map ? make_map(b, &top) : make_list(b, &top);
    b->n_children = top.first;
    b->depth--;
    if (!awaits_key(b)) {
        add_value(b, value);
        return;
    }
    evne_casetree_report(b, &top.place, "yaml.noegle",
                         "en nøgle skal være et ord, ikke en liste eller en gruppe",
                         "sæt teksten i anførselstegn, hvis den begynder med [ eller {");
    set_key(b, EVNE_STR(""), &top.place, true);
}

static bool is_plain(const yaml_event_t *event)
{
    return event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
}

static bool is_null_word(evne_str s)
{
    return s.len == 0 || evne_str_is(s, "~") || evne_str_is(s, "null") || evne_str_is(s, "Null") ||
           evne_str_is(s, "NULL");
}

static bool has_break_or_tab(evne_str s)
{
    return s.len && (memchr(s.p, '\n', s.len) || memchr(s.p, '\t', s.len));
}

/* What is wrong with a key in Danish, or NULL. */
static const char *key_fault(evne_str key, bool plain)
{
    if (key.len == 0 || (plain && is_null_word(key)))
        return "nøglen mangler foran kolon";
    if (plain && evne_str_is(key, "<<"))
        return "sammenfletning (<<) kan ikke bruges";
    if (has_break_or_tab(key))
        return "en nøgle skal stå på én linje uden tabulator";
    return evne_utf8_count(key) > EVNE_CASEFILE_KEY ? "nøglen er for lang" : NULL;
}

static void take_key(evne_casetree *b, evne_str text, const evne_place *place, bool plain)
{
    const char *fault = key_fault(text, plain);
    bool is_merge = plain && evne_str_is(text, "<<");

    if (fault)
        evne_casetree_report(b, place, is_merge ? "yaml.fletning" : "yaml.noegle", fault,
                             is_merge ? "skriv felterne ud på hvert sted"
                                      : "skriv 'nøgle: værdi' med en kort nøgle");
    set_key(b, text, place, fault != NULL);
}

/* The file's characters were checked before; others come only from \x, \u and \U. */
static bool may_escape(const yaml_event_t *event)
{
    return event->data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
}

/* Where a key is remembered; another one that falls on the same place is forgotten. */
static evne_str *place_of_key(evne_casetree *b, evne_str key)
{
    const unsigned char *p = (const unsigned char *)key.p;
    size_t hash = key.len ? key.len + p[0] * 3u + p[key.len / 2] * 31u + p[key.len - 1] * 7u : 0;

    return &b->keys[hash % EVNE_CASETREE_KEYS];
}

/* The text in the arena; keys of the same name share theirs. */
static evne_str kept_text(evne_casetree *b, evne_str text)
{
    evne_str *key = place_of_key(b, text);

    if (!awaits_key(b))
        return (evne_str){evne_arena_copy(b->arena, text.p, text.len), text.len};
    if (!key->p || !evne_str_eq(*key, text))
        *key = (evne_str){evne_arena_copy(b->arena, text.p, text.len), text.len};
    return *key;
}

static void take_scalar(evne_casetree *b, const yaml_event_t *event)
{
    evne_place place = place_of(b, event);
    evne_str text =
        kept_text(b, (evne_str){(const char *)event->data.scalar.value, event->data.scalar.length});
    const char *refused = may_escape(event) ? evne_casetext_refused(b->arena, text) : NULL;
    bool is_null = is_plain(event) && is_null_word(text);
    evne_value *value;

    if (refused)
        evne_casetree_report(b, &place, "yaml.tegn",
                             evne_arena_printf(b->arena, "teksten indeholder %s", refused),
                             "slet koden efter \\");
    if (awaits_key(b)) {
        take_key(b, refused ? EVNE_STR("?") : text, &place, is_plain(event));
        return;
    }
    value = evne_value_new_null(b->arena, &place);
    if (!refused && !is_null) {
        value->kind = EVNE_TEXT;
        value->as.text = text;
    }
    add_value(b, value);
}

static void take_alias(evne_casetree *b, const yaml_event_t *event)
{
    evne_place place = place_of(b, event);

    evne_casetree_report(b, &place, "yaml.alias",
                         "henvisninger (*) til andre steder i filen kan ikke bruges",
                         "skriv værdien ud, eller sæt tekst, der begynder med *, i anførselstegn");
    if (awaits_key(b))
        set_key(b, EVNE_STR(""), &place, true);
    else
        add_value(b, evne_value_new_null(b->arena, &place));
}

static void refuse_anchor(evne_casetree *b, const yaml_event_t *event, const yaml_char_t *anchor,
                          const yaml_char_t *tag)
{
    evne_place place = {.file = b->file,
                        .line = (uint32_t)event->start_mark.line + 1,
                        .column = (uint32_t)event->start_mark.column + 1};

    if (anchor)
        evne_casetree_report(b, &place, "yaml.anker", "ankre (&) kan ikke bruges",
                             "slet ankeret, eller sæt tekst, der begynder med &, i anførselstegn");
    if (tag)
        evne_casetree_report(b, &place, "yaml.tag", "YAML-mærker (!) kan ikke bruges",
                             "slet mærket, eller sæt tekst, der begynder med !, i anførselstegn");
}

void evne_casetree_take(evne_casetree *b, const yaml_event_t *event)
{
    evne_place place;

    switch (event->type) {
    case YAML_SCALAR_EVENT:
        refuse_anchor(b, event, event->data.scalar.anchor, event->data.scalar.tag);
        take_scalar(b, event);
        break;
    case YAML_ALIAS_EVENT:
        take_alias(b, event);
        break;
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT:
        place = place_of(b, event);
        if (event->type == YAML_SEQUENCE_START_EVENT)
            refuse_anchor(b, event, event->data.sequence_start.anchor,
                          event->data.sequence_start.tag);
        else
            refuse_anchor(b, event, event->data.mapping_start.anchor,
                          event->data.mapping_start.tag);
        open_frame(b, &place, event->type == YAML_MAPPING_START_EVENT);
        break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        close_frame(b);
        break;
    default:
        break;
    }
}

/* Duplicates in what was open when the file could no longer be followed. */
void evne_casetree_abandon(evne_casetree *b)
{
    while (b->depth) {
        const evne_casetree_frame *top = &b->frames[--b->depth];
        find_duplicates(b, top);
        b->n_children = top->first;
    }
}
