/* How: each task loads every pack, then asks it something; the answer is made twice, as text and as
 * JSON. */
#define _XOPEN_SOURCE 700
#include "rulework.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "rulebook.h"

typedef struct work {
    const evne_rulework_request *request;
    evne_outcome *outcome;
    evne_arena *arena;
    evne_problems *problems;
    evne_paths paths;
    evne_rulebook book;
    evne_buf text;
    json_t *json;
} work;

typedef evne_status answer(work *w, evne_error *err);

static json_t *string_of(evne_str s)
{
    return json_stringn(s.p ? s.p : "", s.len);
}

/* --- packs that an argument names ------------------------------------------------------------ */

static bool is_same_file(const char *a, const char *b)
{
    char *real_a = realpath(a, NULL), *real_b = realpath(b, NULL);
    bool is_same = real_a && real_b && strcmp(real_a, real_b) == 0;

    free(real_a);
    free(real_b);
    return is_same;
}

static bool is_in_folders(work *w, const evne_folders *folders, const char *file)
{
    for (size_t i = 0; i < folders->count; i++)
        if (is_same_file(evne_file_join(w->arena, folders->paths[i], evne_file_name(file)), file))
            return true;
    return false;
}

/* A pack that is not among the installed ones comes after them, as with --rules. */
static void add_named_packs(work *w)
{
    for (size_t i = 0; i < w->request->n_arguments; i++) {
        const char *file = w->request->arguments[i];
        if (!is_in_folders(w, &w->paths.rules, file) &&
            !is_in_folders(w, &w->paths.rule_dirs, file))
            evne_folders_add(&w->paths.rule_files, file);
    }
}

static evne_status compile(work *w, evne_error *err);

static void only_shipped(evne_paths *paths)
{
    evne_folders none = {0};

    paths->rule_dirs = paths->rule_files = paths->rules = none;
    if (paths->shipped_rules)
        evne_folders_add(&paths->rules, paths->shipped_rules);
}

static void run(void *request, evne_outcome *outcome, bool names_packs, answer *task)
{
    work w = {.request = request,
              .outcome = outcome,
              .arena = outcome->arena,
              .problems = outcome->problems,
              .text = {.arena = outcome->arena},
              .json = json_object()};
    evne_status status;
    char *json;

    w.paths = *w.request->paths;
    if (task == compile)
        only_shipped(&w.paths);
    if (names_packs)
        add_named_packs(&w);
    status = evne_rulebook_open(w.arena, &w.paths, true, w.problems, &w.book, &outcome->err);
    if (status == EVNE_OK)
        status = task(&w, &outcome->err);
    evne_rulebook_close(&w.book);
    json = json_dumps(w.json, JSON_COMPACT | JSON_PRESERVE_ORDER);
    outcome->json = evne_str_of(evne_arena_text(w.arena, json ? json : "{}"));
    outcome->text = evne_buf_str(&w.text);
    free(json);
    json_decref(w.json);
    evne_outcome_settle(outcome, status);
}

/* --- list ------------------------------------------------------------------------------------ */

static json_t *rule_json(const evne_rule *rule)
{
    return json_pack("{s:o, s:o, s:s, s:o, s:o, s:o, s:s, s:i, s:b}", "id", string_of(rule->id),
                     "category", string_of(rule->category), "severity",
                     evne_severity_name(rule->severity), "message", string_of(rule->message), "why",
                     string_of(rule->why), "suggestion", string_of(rule->suggestion), "file",
                     rule->pack->file, "line", (int)rule->place.line, "off", rule->is_off);
}

static void list_rule(work *w, json_t *rules, const evne_rule *rule)
{
    evne_buf_printf(&w->text, "%-6.*s %-15.*s %-10s %.*s%s\n", EVNE_STR_ARGS(rule->id),
                    EVNE_STR_ARGS(rule->category), evne_severity_danish(rule->severity),
                    EVNE_STR_ARGS(rule->message), rule->is_off ? " (slået fra)" : "");
    json_array_append_new(rules, rule_json(rule));
}

static void list_pack(work *w, json_t *packs, const evne_rulepack *pack)
{
    evne_buf_printf(&w->text, "%.*s %.*s: %zu regler, %s\n", EVNE_STR_ARGS(pack->name),
                    EVNE_STR_ARGS(pack->version), pack->n_rules, pack->file);
    json_array_append_new(packs, json_pack("{s:o, s:o, s:s, s:i}", "name", string_of(pack->name),
                                           "version", string_of(pack->version), "file", pack->file,
                                           "rules", (int)pack->n_rules));
}

static evne_status list(work *w, evne_error *err)
{
    json_t *rules = json_array(), *packs = json_array();

    (void)err;
    for (size_t i = 0; i < evne_ruleset_count(w->book.set); i++)
        list_rule(w, rules, evne_ruleset_at(w->book.set, i));
    evne_buf_puts(&w->text, "\n");
    for (size_t i = 0; i < evne_ruleset_packs(w->book.set); i++)
        list_pack(w, packs, evne_ruleset_pack(w->book.set, i));
    json_object_set_new(w->json, "rules", rules);
    json_object_set_new(w->json, "packs", packs);
    return EVNE_OK;
}

void evne_rulework_list(void *request, evne_outcome *outcome)
{
    run(request, outcome, false, list);
}

/* --- test ------------------------------------------------------------------------------------ */

/* What the examples did. */
typedef struct score {
    size_t n_rules, n_examples, n_wrong;
} score;

static void know_names(work *w, const evne_value *names)
{
    evne_scanner_begin(w->book.scanner, w->arena);
    evne_scanner_for_extract(w->book.scanner);
    if (names && names->kind == EVNE_TEXT)
        evne_scanner_know(w->book.scanner, names->as.text);
    for (size_t i = 0; names && names->kind == EVNE_LIST && i < names->as.list.count; i++)
        evne_scanner_know(w->book.scanner, evne_value_text(names->as.list.items[i]));
}

/* NULL: the rule says nothing about the example. */
static const evne_hit *hit_of(work *w, const evne_rule *rule, const evne_example *example)
{
    evne_prose_field text = {.text = example->text, .voice = example->voice, .path = EVNE_STR("")};
    const evne_hit *hits;
    size_t n;

    know_names(w, example->names);
    n = evne_scanner_scan(w->book.scanner, w->arena, &text, &hits);
    for (size_t i = 0; i < n; i++)
        if (hits[i].rule == rule)
            return &hits[i];
    return NULL;
}

static void report_example(work *w, const evne_rule *rule, const evne_example *example,
                           const evne_hit *hit)
{
    evne_problem problem = {.file = example->place.file ? example->place.file : "",
                            .line = example->place.line,
                            .column = example->place.column,
                            .path = evne_arena_copy(w->arena, rule->id.p, rule->id.len),
                            .code = "regel.eksempel",
                            .severity = EVNE_SEVERE_ERROR};
    evne_str shown =
        hit ? evne_str_slice(example->text, hit->place.from, hit->place.to) : example->text;

    if (hit && hit->unchecked)
        problem.message =
            evne_arena_printf(w->arena, "reglen kunne ikke prøves: %s", hit->unchecked);
    else
        problem.message =
            evne_arena_printf(w->arena,
                              hit ? "eksemplet må ikke udløse reglen, men gør det: »%.*s«"
                                  : "eksemplet skal udløse reglen, men gør det ikke: »%.*s«",
                              EVNE_STR_ARGS(shown));
    evne_problems_add(w->problems, &problem);
}

static void test_rule(work *w, const evne_rule *rule, score *s)
{
    s->n_rules++;
    for (size_t i = 0; i < rule->n_examples; i++) {
        const evne_example *example = &rule->examples[i];
        const evne_hit *hit = hit_of(w, rule, example);
        s->n_examples++;
        if ((hit != NULL) == example->must_hit && !(hit && hit->unchecked))
            continue;
        s->n_wrong++;
        report_example(w, rule, example, hit);
    }
}

static bool is_wanted(const work *w, const evne_rule *rule)
{
    for (size_t i = 0; i < w->request->n_arguments; i++)
        if (is_same_file(w->request->arguments[i], rule->pack->file))
            return true;
    return w->request->n_arguments == 0;
}

static evne_status test(work *w, evne_error *err)
{
    score s = {0};

    (void)err;
    for (size_t i = 0; i < evne_ruleset_count(w->book.set); i++) {
        const evne_rule *rule = evne_ruleset_at(w->book.set, i);
        if (is_wanted(w, rule) && !rule->is_off)
            test_rule(w, rule, &s);
    }
    evne_buf_printf(&w->text, "%zu regler, %zu eksempler, %zu gør ikke, som reglen siger\n",
                    s.n_rules, s.n_examples, s.n_wrong);
    json_object_set_new(w->json, "rules", json_integer((json_int_t)s.n_rules));
    json_object_set_new(w->json, "examples", json_integer((json_int_t)s.n_examples));
    json_object_set_new(w->json, "wrong", json_integer((json_int_t)s.n_wrong));
    return EVNE_OK;
}

void evne_rulework_test(void *request, evne_outcome *outcome)
{
    run(request, outcome, true, test);
}

/* --- compile --------------------------------------------------------------------------------- */

static evne_status compile(work *w, evne_error *err)
{
    evne_buf out = {.arena = w->arena};

    if (w->book.n_faults)
        return evne_fail(err, EVNE_PLUGIN, NULL, "faults in the rule packs: %zu", w->book.n_faults);
    evne_rulebook_store(&w->book, &out);
    w->outcome->bytes = evne_buf_str(&out);
    return EVNE_OK;
}

void evne_rulework_compile(void *request, evne_outcome *outcome)
{
    run(request, outcome, false, compile);
}

/* --- explain --------------------------------------------------------------------------------- */

static void put_line(work *w, const char *label, evne_str text)
{
    if (text.len)
        evne_buf_printf(&w->text, "  %-14s %.*s\n", label, EVNE_STR_ARGS(text));
}

static evne_str voices_of(work *w, const evne_rule *rule)
{
    evne_buf out = {.arena = w->arena};

    for (int i = 0; i < EVNE_VOICE_COUNT; i++)
        if (rule->voices & 1u << i)
            evne_buf_printf(&out, "%s%s", out.len ? ", " : "", evne_voice_name((evne_voice)i));
    return evne_buf_str(&out);
}

static json_t *explain_patterns(work *w, const evne_rule *rule)
{
    static const char *const names[] = {
#define EVNE_RULE_ROLE_NAME(role, danish) danish,
        EVNE_RULE_ROLE_MAP(EVNE_RULE_ROLE_NAME)
#undef EVNE_RULE_ROLE_NAME
    };
    json_t *all = json_object();

    for (int role = 0; role < EVNE_RULE_ROLES; role++) {
        const evne_rule_patterns *patterns = &rule->patterns[role];
        json_t *list = json_array();
        for (size_t i = 0; i < patterns->count; i++) {
            put_line(w, names[role], patterns->items[i]->source);
            json_array_append_new(list, string_of(patterns->items[i]->source));
        }
        if (patterns->count)
            json_object_set(all, names[role], list);
        json_decref(list);
    }
    return all;
}

static json_t *explain_examples(work *w, const evne_rule *rule)
{
    json_t *all = json_array();

    for (size_t i = 0; i < rule->n_examples; i++) {
        const evne_example *e = &rule->examples[i];
        put_line(w, e->must_hit ? "udløser" : "udløser ikke", e->text);
        json_array_append_new(all, json_pack("{s:o, s:s, s:b}", "text", string_of(e->text), "voice",
                                             evne_voice_name(e->voice), "hits", e->must_hit));
    }
    return all;
}

static void explain_rule(work *w, json_t *rules, const evne_rule *rule)
{
    json_t *json = rule_json(rule);

    evne_buf_printf(&w->text, "%s%.*s (%.*s, %s)%s%.*s\n", w->text.len ? "\n" : "",
                    EVNE_STR_ARGS(rule->id), EVNE_STR_ARGS(rule->category),
                    evne_severity_danish(rule->severity), rule->is_off ? " slået fra af " : "",
                    EVNE_STR_ARGS(rule->off_by));
    put_line(w, "besked", rule->message);
    put_line(w, "hvorfor", rule->why);
    put_line(w, "omskriv", rule->suggestion);
    put_line(w, "læser", voices_of(w, rule));
    json_object_set_new(json, "patterns", explain_patterns(w, rule));
    json_object_set_new(json, "examples", explain_examples(w, rule));
    evne_buf_printf(&w->text, "  %-14s %s:%u\n", "står i", rule->pack->file,
                    (unsigned)rule->place.line);
    json_array_append_new(rules, json);
}

static evne_status explain(work *w, evne_error *err)
{
    json_t *rules = json_array();

    json_object_set_new(w->json, "rules", rules);
    for (size_t i = 0; i < w->request->n_arguments; i++) {
        const char *id = w->request->arguments[i];
        const evne_rule *rule = evne_ruleset_find(w->book.set, evne_str_of(id));
        if (!rule)
            return evne_fail(err, EVNE_USAGE, NULL, "no rule '%s'; 'evne rules' lists them", id);
        explain_rule(w, rules, rule);
    }
    return EVNE_OK;
}

void evne_rulework_explain(void *request, evne_outcome *outcome)
{
    run(request, outcome, false, explain);
}

/* --- try ------------------------------------------------------------------------------------- */

static evne_str take_line(evne_str *rest)
{
    const char *end = rest->len ? memchr(rest->p, '\n', rest->len) : NULL;
    size_t len = end ? (size_t)(end - rest->p) : rest->len;
    evne_str line = evne_str_slice(*rest, 0, len);

    *rest = evne_str_slice(*rest, end ? len + 1 : len, rest->len);
    return line.len && line.p[line.len - 1] == '\r' ? evne_str_slice(line, 0, line.len - 1) : line;
}

static bool has_id(const evne_hit *hits, size_t n, const evne_hit *hit)
{
    for (size_t i = 0; i < n; i++)
        if (hits[i].rule == hit->rule)
            return true;
    return false;
}

static json_t *hit_json(const evne_hit *hit, evne_str text)
{
    return json_pack("{s:o, s:s, s:o, s:i, s:i}", "id", string_of(hit->rule->id), "severity",
                     evne_severity_name(hit->rule->severity), "hit",
                     string_of(evne_str_slice(text, hit->place.from, hit->place.to)), "from",
                     (int)hit->place.from, "to", (int)hit->place.to);
}

static json_t *put_hits(work *w, const evne_hit *hits, size_t n, evne_str text)
{
    json_t *list = json_array();

    for (size_t i = 0; i < n; i++) {
        json_array_append_new(list, hit_json(&hits[i], text));
        if (!has_id(hits, i, &hits[i]))
            evne_buf_printf(&w->text, "%s%.*s", i ? "," : "", EVNE_STR_ARGS(hits[i].rule->id));
    }
    if (n == 0)
        evne_buf_puts(&w->text, "-");
    return list;
}

static evne_status try_line(work *w, json_t *lines, evne_str line, size_t number, evne_error *err)
{
    const char *tab = memchr(line.p, '\t', line.len);
    evne_str kind = tab ? evne_str_slice(line, 0, (size_t)(tab - line.p)) : EVNE_STR("konsulent");
    evne_prose_field text = {.text = tab ? evne_str_slice(line, kind.len + 1, line.len) : line,
                             .path = EVNE_STR("")};
    const evne_hit *hits;
    json_t *list;
    size_t n;

    if (!evne_voice_find(kind, &text.voice))
        return evne_fail(err, EVNE_INPUT, NULL, "line %zu: no kind of field '%.*s'", number,
                         EVNE_STR_ARGS(kind));
    n = evne_scanner_scan(w->book.scanner, w->arena, &text, &hits);
    list = put_hits(w, hits, n, text.text);
    evne_buf_printf(&w->text, "\t%.*s\t%.*s\n", EVNE_STR_ARGS(kind), EVNE_STR_ARGS(text.text));
    json_array_append_new(lines,
                          json_pack("{s:i, s:o, s:o, s:o}", "line", (int)number, "kind",
                                    string_of(kind), "text", string_of(text.text), "hits", list));
    return EVNE_OK;
}

static evne_status try_lines(work *w, evne_error *err)
{
    evne_str rest = w->request->sentences;
    json_t *lines = json_array();

    json_object_set_new(w->json, "lines", lines);
    for (size_t number = 1; rest.len; number++) {
        evne_str line = take_line(&rest);
        if (evne_utf8_check(line) != line.len)
            return evne_fail(err, EVNE_INPUT, NULL, "line %zu is not UTF-8", number);
        if (line.len && line.p[0] != '#')
            EVNE_TRY(try_line(w, lines, line, number, err));
        else
            evne_buf_printf(&w->text, "%.*s\n", EVNE_STR_ARGS(line));
    }
    return EVNE_OK;
}

void evne_rulework_try(void *request, evne_outcome *outcome)
{
    run(request, outcome, false, try_lines);
}
