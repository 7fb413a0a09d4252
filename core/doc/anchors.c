/*
 * How: a hash table with open addressing; text is walked word by word, a word being letters, digits
 * and hyphens, so that "S-1" is not found in "S-1-2026". Only words in the form of an id and
 * "bilag 2" are looked up: an ordinary word never becomes a link.
 */
#include "anchors.h"

#include <string.h>

typedef struct slot {
    evne_str name;
    const evne_node *node;
} slot;

struct evne_anchors {
    evne_arena *arena;
    slot *slots;
    size_t n_slots, count; /* n_slots is a power of two */
};

enum { FIRST_SLOTS = 64, ID_LETTERS = 3 };

/* --- the table ------------------------------------------------------------------------------ */

evne_anchors *evne_anchors_new(evne_arena *arena)
{
    evne_anchors *anchors = evne_arena_alloc(arena, sizeof *anchors);

    anchors->arena = arena;
    anchors->n_slots = FIRST_SLOTS;
    anchors->slots = evne_arena_array(arena, FIRST_SLOTS, sizeof *anchors->slots);
    return anchors;
}

/* FNV-1a */
static uint64_t hash_of(evne_str name)
{
    uint64_t hash = 0xCBF29CE484222325u;

    for (size_t i = 0; i < name.len; i++)
        hash = (hash ^ (unsigned char)name.p[i]) * 0x100000001B3u;
    return hash ^ (hash >> 29);
}

static slot *find_slot(const evne_anchors *anchors, evne_str name)
{
    size_t i = (size_t)hash_of(name) & (anchors->n_slots - 1);

    while (anchors->slots[i].node && !evne_str_eq(anchors->slots[i].name, name))
        i = (i + 1) & (anchors->n_slots - 1);
    return &anchors->slots[i];
}

static void make_room(evne_anchors *anchors)
{
    slot *old = anchors->slots;
    size_t n_old = anchors->n_slots;

    if (anchors->count * 2 < n_old)
        return;
    anchors->n_slots = n_old * 2;
    anchors->slots = evne_arena_array(anchors->arena, anchors->n_slots, sizeof *anchors->slots);
    for (size_t i = 0; i < n_old; i++)
        if (old[i].node)
            *find_slot(anchors, old[i].name) = old[i];
}

bool evne_anchors_add(evne_anchors *anchors, evne_str name, const evne_node *node)
{
    slot *place;

    make_room(anchors);
    place = find_slot(anchors, name);
    if (place->node)
        return false;
    *place = (slot){name, node};
    anchors->count++;
    return true;
}

const evne_node *evne_anchors_find(const evne_anchors *anchors, evne_str name)
{
    return find_slot(anchors, name)->node;
}

const char *evne_anchors_names(const evne_anchors *anchors)
{
    evne_buf names = {.arena = anchors->arena};

    for (size_t i = 0; i < anchors->n_slots && names.len < 200; i++)
        if (anchors->slots[i].node) {
            evne_buf_puts(&names, names.len ? ", " : "");
            evne_buf_put_str(&names, anchors->slots[i].name);
        }
    return names.len ? evne_buf_text(&names) : "none";
}

/* --- ids in text ---------------------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Bytes of the capital at `at`: A to Z, or Æ, Ø, Å in UTF-8; 0 for anything else. */
static size_t capital(evne_str text, size_t at)
{
    if (at < text.len && text.p[at] >= 'A' && text.p[at] <= 'Z')
        return 1;
    if (at + 1 < text.len && text.p[at] == '\xC3' &&
        (text.p[at + 1] == '\x86' || text.p[at + 1] == '\x98' || text.p[at + 1] == '\x85'))
        return 2;
    return 0;
}

bool evne_anchors_is_id(evne_str text)
{
    size_t at = 0, n;
    int letters = 0;

    while ((n = capital(text, at)) > 0 && letters++ < ID_LETTERS)
        at += n;
    if (letters == 0 || letters > ID_LETTERS)
        return false;
    if (at < text.len && text.p[at] == '-')
        at++;
    if (at == text.len)
        return false;
    while (at < text.len && is_digit(text.p[at]))
        at++;
    return at == text.len;
}

static bool is_word_char(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_' || (c == '\xC3'); /* the letters of Latin-1: what follows is taken with it */
}

/* The end of the word that starts at `at`; `at` itself when none does. */
static size_t word_end(evne_str text, size_t at)
{
    while (at < text.len && is_word_char(text.p[at]))
        at += text.p[at] == '\xC3' && at + 1 < text.len ? 2 : 1;
    return at;
}

/* "bilag 2" from `at`, where the word "bilag" ends at `end`: the end of the number, or 0. */
static size_t enclosure_end(evne_str text, size_t at, size_t end)
{
    evne_str word = evne_str_slice(text, at, end);
    size_t from;

    if (!evne_str_is(word, "bilag") && !evne_str_is(word, "Bilag"))
        return 0;
    if (end < text.len && text.p[end] == ' ')
        from = end + 1;
    else if (end + 1 < text.len && text.p[end] == '\xC2' && text.p[end + 1] == '\xA0')
        from = end + 2;
    else
        return 0;
    end = word_end(text, from);
    for (size_t i = from; i < end; i++)
        if (!is_digit(text.p[i]))
            return 0;
    return end > from ? end : 0;
}

/* The node that "bilag 2" with the number `digits` leads to. */
static const evne_node *find_enclosure(const evne_anchors *anchors, evne_str digits, evne_str *name)
{
    char room[40];

    if (digits.len > 20)
        return NULL;
    memcpy(room, "bilag-", 6);
    memcpy(room + 6, digits.p, digits.len);
    *name = (evne_str){room, 6 + digits.len};
    *name = find_slot(anchors, *name)->name;
    return name->len ? evne_anchors_find(anchors, *name) : NULL;
}

typedef struct linker {
    evne_arena *arena;
    const evne_anchors *anchors;
    const evne_node *node;
    evne_span *spans;
    size_t count, room;
} linker;

static void put_span(linker *l, const evne_span *like, evne_str text, evne_str link,
                     const evne_node *target)
{
    if (l->count == l->room) {
        size_t room = l->room ? l->room + l->room / 2 + 1 : l->node->n_spans;
        l->spans = evne_arena_grow(l->arena, l->spans, l->room * sizeof *l->spans,
                                   room * sizeof *l->spans);
        l->room = room;
    }
    l->spans[l->count] = *like;
    l->spans[l->count].text = text;
    if (target) {
        l->spans[l->count].link = link;
        l->spans[l->count].target = target;
    }
    l->count++;
}

static bool is_own(const evne_node *node, const evne_node *target)
{
    for (; node; node = node->parent)
        if (node == target)
            return true;
    return false;
}

/* The word at `at` or, with "bilag", what follows it: its end and where it leads, if anywhere. */
static const evne_node *find_goal(const linker *l, evne_str text, size_t at, size_t *end,
                                  evne_str *name)
{
    size_t to = enclosure_end(text, at, *end), from = *end;
    const evne_node *target;

    if (to) {
        while (!is_digit(text.p[from]))
            from++;
        target = find_enclosure(l->anchors, evne_str_slice(text, from, to), name);
        *end = to;
    } else {
        *name = evne_str_slice(text, at, *end);
        target = evne_anchors_is_id(*name) ? evne_anchors_find(l->anchors, *name) : NULL;
    }
    return target && !is_own(l->node, target) ? target : NULL;
}

static void link_span(linker *l, const evne_span *span)
{
    evne_str text = span->text, name;
    size_t done = 0;

    for (size_t at = 0, end; at < text.len; at = end) {
        const evne_node *target;
        end = word_end(text, at);
        if (end == at) {
            end = at + 1;
            continue;
        }
        target = find_goal(l, text, at, &end, &name);
        if (!target)
            continue;
        if (at > done)
            put_span(l, span, evne_str_slice(text, done, at), name, NULL);
        put_span(l, span, evne_str_slice(text, at, end), name, target);
        done = end;
    }
    if (done < text.len || !text.len)
        put_span(l, span, evne_str_slice(text, done, text.len), name, NULL);
}

/* "bilag " at the end of the template's text before a value that is a number. */
static bool is_split_enclosure(const evne_span *before, const evne_span *span)
{
    evne_str end = before->text;

    if (!(span->flags & EVNE_SPAN_VALUE) || !span->text.len || before->link.len)
        return false;
    for (size_t i = 0; i < span->text.len; i++)
        if (!is_digit(span->text.p[i]))
            return false;
    if (end.len < 6)
        return false;
    if (end.len > 6 && is_word_char(end.p[end.len - 7]))
        return false;
    end = evne_str_slice(end, end.len - 6, end.len);
    return evne_str_is(end, "bilag ") || evne_str_is(end, "Bilag ");
}

static bool is_linkable(const evne_span *span)
{
    return !span->link.len &&
           !(span->flags & (EVNE_SPAN_BREAK | EVNE_SPAN_QUIET | EVNE_SPAN_SECTION));
}

static const evne_node *find_split(const linker *l, size_t i, evne_str *name)
{
    const evne_span *span = &l->node->spans[i];
    const evne_node *target = NULL;

    if (i && is_linkable(span) && is_split_enclosure(span - 1, span))
        target = find_enclosure(l->anchors, span->text, name);
    return target && !is_own(l->node, target) ? target : NULL;
}

/* Most text holds no id: nothing is copied then. */
static bool has_goal(const linker *l)
{
    evne_str name;

    for (size_t i = 0; i < l->node->n_spans; i++) {
        evne_str text = l->node->spans[i].text;
        if (!is_linkable(&l->node->spans[i]))
            continue;
        if (find_split(l, i, &name))
            return true;
        for (size_t at = 0, end; at < text.len; at = end) {
            end = word_end(text, at);
            if (end == at)
                end = at + 1;
            else if (find_goal(l, text, at, &end, &name))
                return true;
        }
    }
    return false;
}

void evne_anchors_link(evne_arena *arena, const evne_anchors *anchors, evne_node *node)
{
    linker l = {.arena = arena, .anchors = anchors, .node = node};

    if (!has_goal(&l))
        return;
    for (size_t i = 0; i < node->n_spans; i++) {
        const evne_span *span = &node->spans[i];
        evne_str name;
        const evne_node *target = find_split(&l, i, &name);
        if (target)
            put_span(&l, span, span->text, name, target);
        else if (is_linkable(span))
            link_span(&l, span);
        else
            put_span(&l, span, span->text, span->link, NULL);
    }
    node->spans = l.spans;
    node->n_spans = l.count;
}
