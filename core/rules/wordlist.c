/*
 * How: a list becomes the text of an alternative when it is first asked for, and is kept. A list
 * that is asked for while it is being made contains itself.
 */
#include "wordlist.h"

#include <string.h>

#include "data/snapshot.h"
#include "suggest.h"

enum { LARGEST = 14 * 1024 }; /* a pattern of 16 KiB is refused (pattern.c) */

typedef struct wordlist wordlist;

struct wordlist {
    evne_str name;
    evne_place place;
    const evne_value *entries;
    evne_str expanded;
    bool is_expanded, is_open;
    wordlist *next;
};

struct evne_wordlists {
    evne_arena *arena;
    wordlist *first;
    evne_str later; /* a snapshot that is still to be read */
};

/* Where what is being expanded was written, and who is told of faults. */
typedef struct expanding {
    evne_wordlists *lists;
    const evne_place *place;
    const char *path;
    evne_problems *problems;
    bool has_fault;
} expanding;

evne_wordlists *evne_wordlists_new(evne_arena *arena)
{
    evne_wordlists *lists = evne_arena_alloc(arena, sizeof *lists);

    lists->arena = arena;
    return lists;
}

static wordlist *put_new(evne_wordlists *lists, evne_str name)
{
    wordlist *list = evne_arena_alloc(lists->arena, sizeof *list);

    list->name = name;
    list->next = lists->first;
    lists->first = list;
    return list;
}

static void read_later(evne_wordlists *lists)
{
    const evne_value *map;

    if (!lists->later.len)
        return;
    map = evne_snapshot_read(lists->arena, "ordlister", lists->later);
    lists->later.len = 0;
    for (size_t i = 0; i < evne_value_count(map); i++) {
        const evne_pair *pair = &map->as.map.pairs[i];
        wordlist *list = put_new(lists, pair->key);
        list->place = pair->key_place;
        list->entries = pair->value;
    }
}

static wordlist *find(evne_wordlists *lists, evne_str name)
{
    read_later(lists);
    for (wordlist *l = lists->first; l; l = l->next)
        if (evne_str_eq(l->name, name))
            return l;
    return NULL;
}

static void report(const evne_place *place, const char *path, evne_severity severity,
                   const char *message, const char *suggestion, evne_problems *problems)
{
    evne_problem problem = {.file = place->file,
                            .line = place->line,
                            .column = place->column,
                            .path = path,
                            .code = "regel.ordliste",
                            .severity = severity,
                            .message = message,
                            .suggestion = suggestion};

    evne_problems_add(problems, &problem);
}

/* --- reading ------------------------------------------------------------------------------- */

static bool is_name(evne_str name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.p[i];
        bool is_letter = c >= 'a' && c <= 'z';
        if (!is_letter && (i == 0 || !(c == '_' || (c >= '0' && c <= '9'))))
            return false;
    }
    return name.len > 1 && name.len <= 40;
}

static const char *path_of(evne_arena *arena, evne_str name)
{
    return evne_arena_printf(arena, "ordlister.%.*s", EVNE_STR_ARGS(name));
}

static bool check_list(evne_wordlists *lists, const evne_pair *pair, evne_problems *problems)
{
    const char *path = path_of(lists->arena, pair->key);
    bool is_fine = true;

    if (!is_name(pair->key)) {
        report(&pair->key_place, path, EVNE_SEVERE_ERROR, "en ordlistes navn har små bogstaver a-z",
               "skriv for eksempel 'maaneder' eller 'ord_om_tid'", problems);
        return false;
    }
    if (pair->value->kind != EVNE_LIST || evne_value_count(pair->value) == 0) {
        report(&pair->key_place, path, EVNE_SEVERE_ERROR, "en ordliste er en liste af ord",
               "skriv for eksempel [mandag, tirsdag]", problems);
        return false;
    }
    for (size_t i = 0; i < evne_value_count(pair->value); i++) {
        const evne_value *entry = evne_value_item(pair->value, i);
        if (evne_value_text(entry).len)
            continue;
        report(&entry->place, path, EVNE_SEVERE_ERROR, "ordet i listen er tomt eller ikke en tekst",
               "slet det, eller skriv det på én linje", problems);
        is_fine = false;
    }
    return is_fine;
}

static void add_list(evne_wordlists *lists, const evne_pair *pair, evne_problems *problems)
{
    wordlist *list = find(lists, pair->key);

    if (!check_list(lists, pair, problems))
        return;
    if (list) {
        report(&pair->key_place, path_of(lists->arena, pair->key), EVNE_INFO,
               evne_arena_printf(lists->arena, "ordlisten erstatter den i %s:%u", list->place.file,
                                 (unsigned)list->place.line),
               "", problems);
    } else {
        list = put_new(lists, pair->key);
    }
    list->place = pair->key_place;
    list->entries = pair->value;
    list->is_expanded = false;
}

void evne_wordlists_add(evne_wordlists *lists, const evne_value *map, evne_problems *problems)
{
    if (!evne_value_is_empty(map) && map->kind != EVNE_MAP)
        report(&map->place, "ordlister", EVNE_SEVERE_ERROR,
               "'ordlister' er et sæt navne med lister",
               "skriv for eksempel 'dage: [mandag, tirsdag]'", problems);
    for (size_t i = 0; map && map->kind == EVNE_MAP && i < map->as.map.count; i++)
        add_list(lists, &map->as.map.pairs[i], problems);
}

const evne_value *evne_wordlists_value(const evne_wordlists *lists)
{
    evne_pair *pairs;
    size_t n = 0;

    for (const wordlist *l = lists->first; l; l = l->next)
        n++;
    pairs = evne_arena_array(lists->arena, n + 1, sizeof *pairs);
    n = 0;
    for (const wordlist *l = lists->first; l; l = l->next)
        pairs[n++] = (evne_pair){.key = l->name, .key_place = l->place, .value = l->entries};
    return evne_value_new_map(lists->arena, NULL, pairs, n);
}

void evne_wordlists_later(evne_wordlists *lists, evne_str snapshot)
{
    lists->later = snapshot;
}

bool evne_wordlists_has(evne_wordlists *lists, evne_str name)
{
    return find(lists, name) != NULL;
}

/* --- expanding ----------------------------------------------------------------------------- */

static void refuse_name(expanding *e, evne_str name, const char *what)
{
    evne_nearest nearest = {.wanted = name};
    evne_arena *arena = e->lists->arena;

    for (const wordlist *l = e->lists->first; l; l = l->next)
        evne_suggest_consider(&nearest, l->name);
    report(e->place, e->path, EVNE_SEVERE_ERROR,
           evne_arena_printf(arena, "ordlisten {%.*s} %s", EVNE_STR_ARGS(name), what),
           nearest.word.len && !evne_str_eq(nearest.word, name)
               ? evne_arena_printf(arena, "mente du {%.*s}?", EVNE_STR_ARGS(nearest.word))
               : "skriv listen under 'ordlister', eller \\{ for en klamme som tegn",
           e->problems);
    e->has_fault = true;
}

/* The name in {name} at `at`, or an empty text: {2,5} and \p{L} are the pattern's own. */
static evne_str name_at(evne_str s, size_t at)
{
    const char *end = memchr(s.p + at, '}', s.len - at);
    evne_str name;

    if (s.p[at] != '{' || !end)
        return (evne_str){0};
    name = evne_str_slice(s, at + 1, (size_t)(end - s.p));
    return is_name(name) ? name : (evne_str){0};
}

static void put_list(expanding *e, evne_buf *out, evne_str name);

/* Endings in brackets: what stands in them may follow, and is literal but for the bars. */
static void put_entry(expanding *e, evne_buf *out, evne_str entry)
{
    for (size_t i = 0; i < entry.len; i++) {
        char c = entry.p[i];
        evne_str name = name_at(entry, i);
        if (name.len) {
            put_list(e, out, name);
            i += name.len + 1;
        } else if (c == '(') {
            evne_buf_puts(out, "(?:");
        } else if (c == ')') {
            evne_buf_puts(out, ")?");
        } else if (c == '*') {
            evne_buf_puts(out, "\\w*");
        } else if (c == ' ') {
            evne_buf_puts(out, "\\s+");
        } else {
            if (strchr(".^$+?[]{}\\/", c) && c != '/')
                evne_buf_put_char(out, '\\');
            evne_buf_put_char(out, c);
        }
    }
}

static evne_str expand_list(expanding *e, wordlist *list)
{
    evne_buf out = {.arena = e->lists->arena};

    if (list->is_expanded)
        return list->expanded;
    list->is_open = true;
    evne_buf_puts(&out, "(?:");
    for (size_t i = 0; i < evne_value_count(list->entries); i++) {
        if (i)
            evne_buf_put_char(&out, '|');
        put_entry(e, &out, evne_value_text(evne_value_item(list->entries, i)));
    }
    evne_buf_put_char(&out, ')');
    list->is_open = false;
    list->is_expanded = !e->has_fault;
    list->expanded = evne_buf_str(&out);
    return list->expanded;
}

static void put_list(expanding *e, evne_buf *out, evne_str name)
{
    wordlist *list = find(e->lists, name);

    if (!list)
        refuse_name(e, name, "findes ikke");
    else if (list->is_open)
        refuse_name(e, name, "indeholder sig selv");
    else if (out->len > LARGEST)
        refuse_name(e, name, "gør mønstret for langt");
    else
        evne_buf_put_str(out, expand_list(e, list));
}

/* Length of the escape at `at`, with the braces of \p{L}, \x{e6} and their like. */
static size_t escape_len(evne_str s, size_t at)
{
    const char *end;

    if (at + 2 >= s.len || !strchr("pPxNkgo", s.p[at + 1]) || s.p[at + 2] != '{')
        return 2;
    end = memchr(s.p + at, '}', s.len - at);
    return end ? (size_t)(end - s.p) + 1 - at : 2;
}

/* Length of the class at `at`: braces in it are letters. */
static size_t class_len(evne_str s, size_t at)
{
    size_t i = at + 1;

    i += i < s.len && s.p[i] == '^';
    i += i < s.len && s.p[i] == ']';
    while (i < s.len && s.p[i] != ']')
        i += s.p[i] == '\\' ? escape_len(s, i) : 1;
    return i + 1 - at;
}

evne_str evne_wordlists_expand(evne_wordlists *lists, evne_str pattern, const evne_place *place,
                               const char *path, evne_problems *problems)
{
    expanding e = {lists, place, path, problems, false};
    evne_buf out = {.arena = lists->arena};

    if (!pattern.len || !memchr(pattern.p, '{', pattern.len))
        return pattern;
    for (size_t i = 0; i < pattern.len;) {
        evne_str name = name_at(pattern, i);
        size_t len = 1;
        if (name.len) {
            put_list(&e, &out, name);
            i += name.len + 2;
            continue;
        }
        if (pattern.p[i] == '\\')
            len = escape_len(pattern, i);
        else if (pattern.p[i] == '[')
            len = class_len(pattern, i);
        len = len > pattern.len - i ? pattern.len - i : len;
        evne_buf_put(&out, pattern.p + i, len);
        i += len;
    }
    return e.has_fault ? (evne_str){0} : evne_buf_str(&out);
}
