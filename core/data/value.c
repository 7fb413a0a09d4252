/*
 * How: nodes are plain structs in the arena; nothing here changes a node once it is made. A path is
 * read one step at a time, and both look-ups (find, nearest) are that step in a loop.
 */
#include "value.h"

#include <string.h>

#include "base/number.h"

enum { MOST_ITEMS = 100000000 }; /* far past any list, so that a number cannot overflow */

const evne_value *evne_value_get_str(const evne_value *map, evne_str key)
{
    if (!map || map->kind != EVNE_MAP)
        return NULL;
    for (size_t i = 0; i < map->as.map.count; i++)
        if (evne_str_eq(map->as.map.pairs[i].key, key))
            return map->as.map.pairs[i].value;
    return NULL;
}

const evne_value *evne_value_get(const evne_value *map, const char *key)
{
    return evne_value_get_str(map, evne_str_of(key));
}

size_t evne_value_count(const evne_value *value)
{
    if (value && value->kind == EVNE_LIST)
        return value->as.list.count;
    return value && value->kind == EVNE_MAP ? value->as.map.count : 0;
}

const evne_value *evne_value_item(const evne_value *list, size_t index)
{
    if (!list || list->kind != EVNE_LIST || index >= list->as.list.count)
        return NULL;
    return list->as.list.items[index];
}

bool evne_value_is_empty(const evne_value *value)
{
    return !value || value->kind == EVNE_NULL || (value->kind == EVNE_TEXT && !value->as.text.len);
}

evne_str evne_value_text(const evne_value *value)
{
    return value && value->kind == EVNE_TEXT ? value->as.text : EVNE_STR("");
}

static bool lists_eq(const evne_value *a, const evne_value *b)
{
    for (size_t i = 0; i < a->as.list.count; i++)
        if (!evne_value_eq(a->as.list.items[i], b->as.list.items[i]))
            return false;
    return true;
}

static bool maps_eq(const evne_value *a, const evne_value *b)
{
    for (size_t i = 0; i < a->as.map.count; i++) {
        const evne_pair *left = &a->as.map.pairs[i], *right = &b->as.map.pairs[i];
        if (!evne_str_eq(left->key, right->key) || !evne_value_eq(left->value, right->value))
            return false;
    }
    return true;
}

bool evne_value_eq(const evne_value *a, const evne_value *b)
{
    if (a->kind != b->kind || evne_value_count(a) != evne_value_count(b))
        return false;
    switch (a->kind) {
    case EVNE_NULL:
        return true;
    case EVNE_BOOL:
        return a->as.truth == b->as.truth;
    case EVNE_NUMBER:
        return a->as.number == b->as.number;
    case EVNE_TEXT:
        return evne_str_eq(a->as.text, b->as.text);
    case EVNE_LIST:
        return lists_eq(a, b);
    case EVNE_MAP:
        return maps_eq(a, b);
    }
    return false;
}

/* The item that the digits between two brackets name. */
static const evne_value *numbered_item(const evne_value *list, evne_str digits)
{
    size_t number = 0;

    for (size_t i = 0; i < digits.len; i++) {
        if (digits.p[i] < '0' || digits.p[i] > '9' || number > MOST_ITEMS)
            return NULL;
        number = number * 10 + (size_t)(digits.p[i] - '0');
    }
    return number ? evne_value_item(list, number - 1) : NULL;
}

/* Takes `["key"]` or `[3]` off the front of `path`; what follows an open bracket is all inside. */
static const evne_value *take_bracket(const evne_value *from, evne_str *path)
{
    bool is_key = evne_str_starts(*path, "[\"");
    const char *close = is_key ? "\"]" : "]";
    size_t open_len = strlen(close), end = open_len;
    evne_str inside;

    while (end < path->len && !evne_str_starts(evne_str_slice(*path, end, path->len), close))
        end++;
    inside = evne_str_slice(*path, open_len, end);
    *path = evne_str_slice(*path, end + open_len, path->len);
    return is_key ? evne_value_get_str(from, inside) : numbered_item(from, inside);
}

/* Takes one step off the front of `path`, which is not empty. */
static const evne_value *take_step(const evne_value *from, evne_str *path)
{
    size_t start = path->p[0] == '.', end = start;
    evne_str key;

    if (path->p[0] == '[')
        return take_bracket(from, path);
    while (end < path->len && path->p[end] != '.' && path->p[end] != '[')
        end++;
    key = evne_str_slice(*path, start, end);
    *path = evne_str_slice(*path, end, path->len);
    return evne_value_get_str(from, key);
}

const evne_value *evne_value_find(const evne_value *root, const char *path)
{
    evne_str rest = evne_str_of(path);

    while (root && rest.len)
        root = take_step(root, &rest);
    return root;
}

const evne_value *evne_value_nearest(const evne_value *root, const char *path)
{
    evne_str rest = evne_str_of(path);
    const evne_value *last = root;

    while (root && rest.len) {
        root = take_step(root, &rest);
        last = root ? root : last;
    }
    return last;
}

static bool is_plain_key(evne_str key)
{
    for (size_t i = 0; i < key.len; i++)
        if (strchr(".[] \t\n\"", key.p[i]))
            return false;
    return key.len > 0;
}

void evne_path_put_key(evne_buf *path, evne_str key)
{
    if (!is_plain_key(key)) {
        evne_buf_puts(path, "[\"");
        evne_buf_put_str(path, key);
        evne_buf_puts(path, "\"]");
        return;
    }
    if (path->len)
        evne_buf_put_char(path, '.');
    evne_buf_put_str(path, key);
}

void evne_path_put_item(evne_buf *path, size_t number)
{
    evne_buf_printf(path, "[%zu]", number);
}

static evne_value *new_value(evne_arena *arena, const evne_place *place, evne_kind kind)
{
    evne_value *value = evne_arena_alloc(arena, sizeof *value);

    value->kind = kind;
    if (place)
        value->place = *place;
    return value;
}

evne_value *evne_value_new_null(evne_arena *arena, const evne_place *place)
{
    return new_value(arena, place, EVNE_NULL);
}

evne_value *evne_value_new_bool(evne_arena *arena, const evne_place *place, bool truth)
{
    evne_value *value = new_value(arena, place, EVNE_BOOL);

    value->as.truth = truth;
    return value;
}

evne_value *evne_value_new_number(evne_arena *arena, const evne_place *place, double number)
{
    evne_value *value = new_value(arena, place, EVNE_NUMBER);

    value->as.number = number;
    return value;
}

evne_value *evne_value_new_text(evne_arena *arena, const evne_place *place, evne_str text)
{
    evne_value *value = new_value(arena, place, EVNE_TEXT);

    value->as.text = (evne_str){evne_arena_copy(arena, text.p, text.len), text.len};
    return value;
}

evne_value *evne_value_own_list(evne_arena *arena, const evne_place *place,
                                const evne_value *const *items, size_t count)
{
    evne_value *value = new_value(arena, place, EVNE_LIST);

    value->as.list.items = items;
    value->as.list.count = count;
    return value;
}

evne_value *evne_value_new_list(evne_arena *arena, const evne_place *place,
                                const evne_value *const *items, size_t count)
{
    const evne_value **copy = evne_arena_array(arena, count, sizeof *copy);

    for (size_t i = 0; i < count; i++)
        copy[i] = items[i];
    return evne_value_own_list(arena, place, copy, count);
}

evne_value *evne_value_own_map(evne_arena *arena, const evne_place *place, const evne_pair *pairs,
                               size_t count)
{
    evne_value *value = new_value(arena, place, EVNE_MAP);

    value->as.map.pairs = pairs;
    value->as.map.count = count;
    return value;
}

evne_value *evne_value_new_map(evne_arena *arena, const evne_place *place, const evne_pair *pairs,
                               size_t count)
{
    evne_pair *copy = evne_arena_array(arena, count, sizeof *copy);

    if (count)
        memcpy(copy, pairs, count * sizeof *copy);
    for (size_t i = 0; i < count; i++)
        copy[i].key.p = evne_arena_copy(arena, pairs[i].key.p, pairs[i].key.len);
    return evne_value_own_map(arena, place, copy, count);
}

static void print_text(evne_buf *out, evne_str text)
{
    evne_buf_put_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c == '"' || c == '\\')
            evne_buf_printf(out, "\\%c", c);
        else if (c == '\n')
            evne_buf_puts(out, "\\n");
        else if (c < 0x20 || c == 0x7F)
            evne_buf_printf(out, "\\x%02X", c);
        else
            evne_buf_put_char(out, (char)c);
    }
    evne_buf_put_char(out, '"');
}

static void print_node(evne_buf *out, const evne_value *value)
{
    switch (value->kind) {
    case EVNE_NULL:
        evne_buf_puts(out, "null");
        break;
    case EVNE_BOOL:
        evne_buf_puts(out, value->as.truth ? "true" : "false");
        break;
    case EVNE_NUMBER:
        evne_number_plain(out, value->as.number);
        break;
    case EVNE_TEXT:
        print_text(out, value->as.text);
        break;
    case EVNE_LIST:
        evne_buf_printf(out, "list of %zu", value->as.list.count);
        break;
    case EVNE_MAP:
        evne_buf_printf(out, "map of %zu", value->as.map.count);
        break;
    }
}

/* Prints `value`, whose path is what `path` holds, and all below it. */
static void print_tree(evne_buf *out, const evne_value *value, evne_buf *path)
{
    size_t len = path->len;

    if (value->place.line)
        evne_buf_printf(out, "%u:%u", value->place.line, value->place.column);
    else
        evne_buf_put_char(out, '-');
    evne_buf_printf(out, "  %s  ", len ? evne_buf_text(path) : "(root)");
    print_node(out, value);
    evne_buf_put_char(out, '\n');
    for (size_t i = 0; i < evne_value_count(value); i++) {
        const evne_pair *pair = value->kind == EVNE_MAP ? &value->as.map.pairs[i] : NULL;
        if (pair)
            evne_path_put_key(path, pair->key);
        else
            evne_path_put_item(path, i + 1);
        print_tree(out, pair ? pair->value : value->as.list.items[i], path);
        path->len = len;
    }
}

void evne_value_print(evne_buf *out, const evne_value *value)
{
    evne_buf path = {.arena = out->arena};

    print_tree(out, value, &path);
}
