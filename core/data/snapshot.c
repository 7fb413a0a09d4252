/*
 * How: each node is its kind, line and column, and what it holds; numbers are in base 128, the
 * lowest digits first. Texts end with NUL, so that the tree can point into the bytes. Only null,
 * text, list and map occur: that is what YAML is read to.
 */
#include "snapshot.h"

#include <string.h>

static const char magic[] = "evne-snapshot/1\n";

enum { DEEPEST = 40 };

/* --- writing --------------------------------------------------------------------------------- */

typedef struct writing {
    evne_buf *out;
    const char *const *left_out;
    size_t n_left_out;
} writing;

static void put_number(const writing *w, size_t n)
{
    for (; n >= 0x80; n >>= 7)
        evne_buf_put_char(w->out, (char)(n | 0x80));
    evne_buf_put_char(w->out, (char)n);
}

static void put_place(const writing *w, const evne_place *place)
{
    put_number(w, place->line);
    put_number(w, place->column);
}

static void put_text(const writing *w, evne_str text)
{
    put_number(w, text.len);
    evne_buf_put_str(w->out, text);
    evne_buf_put_char(w->out, '\0');
}

static bool is_left_out(const writing *w, evne_str key)
{
    for (size_t i = 0; i < w->n_left_out; i++)
        if (evne_str_is(key, w->left_out[i]))
            return true;
    return false;
}

static void put_value(const writing *w, const evne_value *value);

static void put_pairs(const writing *w, const evne_value *map)
{
    size_t n = 0;

    for (size_t i = 0; i < map->as.map.count; i++)
        n += !is_left_out(w, map->as.map.pairs[i].key);
    put_number(w, n);
    for (size_t i = 0; i < map->as.map.count; i++) {
        const evne_pair *pair = &map->as.map.pairs[i];
        if (is_left_out(w, pair->key))
            continue;
        put_place(w, &pair->key_place);
        put_text(w, pair->key);
        put_value(w, pair->value);
    }
}

static void put_value(const writing *w, const evne_value *value)
{
    evne_kind kind = value->kind;

    if (kind == EVNE_BOOL || kind == EVNE_NUMBER)
        kind = EVNE_NULL;
    put_number(w, kind);
    put_place(w, &value->place);
    if (kind == EVNE_TEXT)
        put_text(w, value->as.text);
    if (kind == EVNE_MAP)
        put_pairs(w, value);
    if (kind == EVNE_LIST) {
        put_number(w, value->as.list.count);
        for (size_t i = 0; i < value->as.list.count; i++)
            put_value(w, value->as.list.items[i]);
    }
}

void evne_snapshot_write(evne_buf *out, const evne_value *value, const char *const *left_out,
                         size_t n_left_out)
{
    writing w = {out, left_out, n_left_out};

    evne_buf_puts(out, magic);
    put_value(&w, value);
}

/* --- reading --------------------------------------------------------------------------------- */

typedef struct reading {
    evne_arena *arena;
    const char *file;
    const unsigned char *at, *end;
    int depth;
    bool is_damaged;
} reading;

static size_t take_number(reading *r)
{
    size_t n = 0;

    for (unsigned shift = 0; r->at < r->end && shift < 35; shift += 7) {
        unsigned char byte = *r->at++;
        n |= (size_t)(byte & 0x7F) << shift;
        if (byte < 0x80)
            return n;
    }
    r->is_damaged = true;
    return 0;
}

static evne_place take_place(reading *r)
{
    evne_place place = {.file = r->file};

    place.line = (uint32_t)take_number(r);
    place.column = (uint32_t)take_number(r);
    return place;
}

static evne_str take_text(reading *r)
{
    size_t len = take_number(r);
    evne_str text = {(const char *)r->at, len};

    if (r->is_damaged || len >= (size_t)(r->end - r->at) || r->at[len] != '\0') {
        r->is_damaged = true;
        return EVNE_STR("");
    }
    r->at += len + 1;
    return text;
}

/* Of items that each take at least `least` bytes. */
static size_t take_count(reading *r, size_t least)
{
    size_t count = take_number(r);

    if (count <= (size_t)(r->end - r->at) / least)
        return count;
    r->is_damaged = true;
    return 0;
}

static const evne_value *take_value(reading *r);

static void take_list(reading *r, evne_value *out)
{
    size_t count = take_count(r, 3);
    const evne_value **items = evne_arena_array(r->arena, count + 1, sizeof(*items));

    for (size_t i = 0; i < count && !r->is_damaged; i++)
        items[i] = take_value(r);
    out->as.list.items = items;
    out->as.list.count = count;
}

static void take_map(reading *r, evne_value *out)
{
    size_t count = take_count(r, 7);
    evne_pair *pairs = evne_arena_array(r->arena, count + 1, sizeof *pairs);

    for (size_t i = 0; i < count && !r->is_damaged; i++) {
        pairs[i].key_place = take_place(r);
        pairs[i].key = take_text(r);
        pairs[i].value = take_value(r);
    }
    out->as.map.pairs = pairs;
    out->as.map.count = count;
}

static const evne_value *take_value(reading *r)
{
    evne_value *value = evne_arena_alloc(r->arena, sizeof *value);

    value->kind = (evne_kind)take_number(r);
    value->place = take_place(r);
    if (r->is_damaged || ++r->depth > DEEPEST)
        r->is_damaged = true;
    else if (value->kind == EVNE_TEXT)
        value->as.text = take_text(r);
    else if (value->kind == EVNE_LIST)
        take_list(r, value);
    else if (value->kind == EVNE_MAP)
        take_map(r, value);
    else if (value->kind != EVNE_NULL)
        r->is_damaged = true;
    r->depth--;
    return value;
}

const evne_value *evne_snapshot_read(evne_arena *arena, const char *file, evne_str bytes)
{
    size_t head = strlen(magic);
    reading r = {.arena = arena, .file = file};
    const evne_value *value;

    if (!evne_str_starts(bytes, magic))
        return NULL;
    r.at = (const unsigned char *)bytes.p + head;
    r.end = (const unsigned char *)bytes.p + bytes.len;
    value = take_value(&r);
    return r.is_damaged || r.at != r.end ? NULL : value;
}
