/*
 * How: an array of entries sorted by fingerprint, and beside it one flag per entry for what has
 * been met. Equal findings are entries of their own, so each can be met once.
 */
#include "baseline.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "fingerprint.h"

enum { LARGEST = 256 * 1024 * 1024, LONGEST_CODE = 40 };

typedef struct entry {
    char print[EVNE_FINGERPRINT], file[EVNE_FINGERPRINT];
    char code[LONGEST_CODE];
} entry;

typedef struct entries {
    evne_arena *arena;
    entry *list;
    size_t count, room;
} entries;

struct evne_known {
    const char *path;
    entries entries;
};

struct evne_meeting {
    evne_arena *arena;
    const evne_known *baseline;
    bool *is_met; /* of each entry */
};

struct evne_baseline_draft {
    entries entries;
};

/* --- entries -------------------------------------------------------------------------------- */

static int by_print(const void *a, const void *b)
{
    const entry *left = a, *right = b;
    int order = strcmp(left->print, right->print);

    return order ? order : strcmp(left->code, right->code);
}

static void copy_short(char *room, size_t size, const char *text)
{
    size_t len = text ? strlen(text) : 0;

    len = len < size ? len : size - 1;
    memcpy(room, text ? text : "", len);
    room[len] = '\0';
}

static void add(entries *e, const char *print, const char *file, const char *code)
{
    entry *slot;

    if (e->count == e->room) {
        size_t room = e->room ? 2 * e->room : 64;
        e->list =
            evne_arena_grow(e->arena, e->list, e->room * sizeof *e->list, room * sizeof *e->list);
        e->room = room;
    }
    slot = &e->list[e->count++];
    copy_short(slot->print, sizeof slot->print, print);
    copy_short(slot->file, sizeof slot->file, file);
    copy_short(slot->code, sizeof slot->code, code);
}

static void sort(entries *e)
{
    if (e->count)
        qsort(e->list, e->count, sizeof *e->list, by_print);
}

/* --- reading: a baseline, an answer in JSON, a SARIF log ------------------------------------- */

static const char *text_of(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

/* An entry of a baseline, or a finding as `evne check --format json` gives it. */
static void read_finding(entries *e, const json_t *finding, bool is_own)
{
    const char *print = text_of(finding, "fingerprint"), *file = text_of(finding, "file");
    char hash[EVNE_FINGERPRINT] = "";

    if (file && !is_own)
        evne_fingerprint_file(file, hash);
    if (print)
        add(e, print, is_own ? file : hash, text_of(finding, "code"));
}

static void read_result(entries *e, const json_t *result)
{
    const json_t *prints = json_object_get(result, "partialFingerprints");

    if (text_of(prints, "evneFinding/v1") && !json_object_get(result, "suppressions"))
        add(e, text_of(prints, "evneFinding/v1"), text_of(prints, "evneFile/v1"),
            text_of(result, "ruleId"));
}

static void read_runs(entries *e, const json_t *runs)
{
    for (size_t i = 0; i < json_array_size(runs); i++) {
        const json_t *results = json_object_get(json_array_get(runs, i), "results");
        for (size_t n = 0; n < json_array_size(results); n++)
            read_result(e, json_array_get(results, n));
    }
}

static bool read_root(entries *e, const json_t *root)
{
    const json_t *findings = json_object_get(root, "findings");
    const char *format = text_of(root, "format");
    bool is_own = format && strcmp(format, EVNE_BASELINE_FORMAT) == 0;

    if (json_is_array(json_object_get(root, "runs"))) {
        read_runs(e, json_object_get(root, "runs"));
        return true;
    }
    for (size_t i = 0; i < json_array_size(findings); i++)
        read_finding(e, json_array_get(findings, i), is_own);
    return json_is_array(findings) && (is_own || !format);
}

evne_status evne_baseline_read(evne_arena *arena, const char *path, const evne_known **out,
                               evne_error *err)
{
    evne_known *baseline = evne_arena_alloc(arena, sizeof *baseline);
    json_error_t fault;
    bool is_read;
    evne_str bytes;
    json_t *root;

    EVNE_TRY(evne_file_read(arena, path, LARGEST, &bytes, err));
    *baseline = (evne_known){.path = path, .entries = {.arena = arena}};
    root = json_loadb(bytes.p ? bytes.p : "", bytes.len, 0, &fault);
    if (!root)
        return evne_fail(err, EVNE_INPUT, path, "'%s' is no JSON: line %d: %s", path, fault.line,
                         fault.text);
    is_read = read_root(&baseline->entries, root);
    json_decref(root);
    if (!is_read)
        return evne_fail(err, EVNE_INPUT, path,
                         "'%s' is neither a baseline nor what 'evne check' answers with --format "
                         "json or sarif",
                         path);
    sort(&baseline->entries);
    *out = baseline;
    return EVNE_OK;
}

/* --- meeting -------------------------------------------------------------------------------- */

evne_meeting *evne_baseline_begin(evne_arena *arena, const evne_known *baseline)
{
    evne_meeting *m = evne_arena_alloc(arena, sizeof *m);

    *m = (evne_meeting){.arena = arena,
                        .baseline = baseline,
                        .is_met = evne_arena_array(arena, baseline->entries.count + 1, 1)};
    return m;
}

/* The first entry that is not less than `print`. */
static size_t first_of(const entries *e, const char *print)
{
    size_t from = 0, to = e->count;

    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (strcmp(e->list[middle].print, print) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

static bool meet(evne_meeting *m, const evne_problem *problem)
{
    const entries *e = &m->baseline->entries;
    char print[EVNE_FINGERPRINT];

    evne_fingerprint(problem, print);
    for (size_t i = first_of(e, print); i < e->count && strcmp(e->list[i].print, print) == 0; i++)
        if (!m->is_met[i])
            return m->is_met[i] = true;
    return false;
}

evne_problems *evne_baseline_sift(evne_meeting *meeting, const evne_problems *problems,
                                  size_t *n_known)
{
    evne_problems *left = evne_problems_new(meeting->arena);

    for (size_t i = 0; i < evne_problems_count(problems); i++) {
        const evne_problem *problem = evne_problems_at(problems, i);
        if (meet(meeting, problem))
            ++*n_known;
        else
            evne_problems_add(left, problem);
    }
    return left;
}

static bool is_among(const char *print, const char *const *files, size_t n_files)
{
    char own[EVNE_FINGERPRINT];

    for (size_t i = 0; i < n_files; i++) {
        evne_fingerprint_file(files[i], own);
        if (strcmp(own, print) == 0)
            return true;
    }
    return false;
}

/* Rules with entries that were not met, and how many of each. */
typedef struct gone {
    const char *code;
    size_t count;
} gone;

static int by_code(const void *a, const void *b)
{
    return strcmp(((const gone *)a)->code, ((const gone *)b)->code);
}

static size_t count_gone(const evne_meeting *m, const char *const *files, size_t n_files,
                         gone *list)
{
    const entries *e = &m->baseline->entries;
    size_t n = 0, n_codes = 0;

    for (size_t i = 0; i < e->count; i++)
        if (!m->is_met[i] && is_among(e->list[i].file, files, n_files))
            list[n++] = (gone){e->list[i].code, 1};
    if (n)
        qsort(list, n, sizeof *list, by_code);
    for (size_t i = 0; i < n; i++)
        if (n_codes && strcmp(list[n_codes - 1].code, list[i].code) == 0)
            list[n_codes - 1].count++;
        else
            list[n_codes++] = list[i];
    return n_codes;
}

void evne_baseline_gone(const evne_meeting *m, const char *const *files, size_t n_files,
                        evne_problems *problems)
{
    gone *list = evne_arena_array(m->arena, m->baseline->entries.count + 1, sizeof *list);
    size_t n = count_gone(m, files, n_files, list);

    for (size_t i = 0; i < n; i++) {
        evne_problem problem = {.file = m->baseline->path,
                                .code = "udgangspunkt.borte",
                                .severity = EVNE_INFO,
                                .message = evne_arena_printf(
                                    m->arena, "%zu bemærkning%s [%s] findes ikke mere",
                                    list[i].count, list[i].count == 1 ? "" : "er", list[i].code),
                                .suggestion = "skriv udgangspunktet igen med --write-baseline"};
        evne_problems_add(problems, &problem);
    }
}

/* --- writing -------------------------------------------------------------------------------- */

evne_baseline_draft *evne_baseline_draft_new(evne_arena *arena)
{
    evne_baseline_draft *draft = evne_arena_alloc(arena, sizeof *draft);

    draft->entries.arena = arena;
    return draft;
}

void evne_baseline_draft_add(evne_baseline_draft *draft, const evne_problems *problems)
{
    for (size_t i = 0; i < evne_problems_count(problems); i++) {
        const evne_problem *problem = evne_problems_at(problems, i);
        char print[EVNE_FINGERPRINT], file[EVNE_FINGERPRINT];
        evne_fingerprint(problem, print);
        evne_fingerprint_file(problem->file, file);
        add(&draft->entries, print, file, problem->code);
    }
}

size_t evne_baseline_draft_count(const evne_baseline_draft *draft)
{
    return draft->entries.count;
}

evne_str evne_baseline_draft_bytes(const evne_baseline_draft *draft)
{
    entries sorted = draft->entries;
    evne_buf out = {.arena = sorted.arena};

    sort(&sorted);
    evne_buf_puts(&out, "{\"format\": \"" EVNE_BASELINE_FORMAT "\", \"findings\": [");
    for (size_t i = 0; i < sorted.count; i++)
        evne_buf_printf(&out, "%s\n{\"fingerprint\": \"%s\", \"file\": \"%s\", \"code\": \"%s\"}",
                        i ? "," : "", sorted.list[i].print, sorted.list[i].file,
                        sorted.list[i].code);
    evne_buf_puts(&out, "\n]}\n");
    return evne_buf_str(&out);
}
