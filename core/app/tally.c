/*
 * How: three answers are gathered at once, counts for people, a JSON array and a SARIF log; only
 * the one that is wanted is printed.
 */
#include "tally.h"

#include "base/file.h"
#include "baseline.h"
#include "command.h"
#include "fingerprint.h"
#include "rulework.h"
#include "sarif.h"
#include "worker.h"

struct evne_tally {
    evne_arena *arena;
    const evne_options *options;
    evne_meeting *meeting;      /* NULL: no baseline */
    evne_baseline_draft *draft; /* NULL: none is written */
    evne_sarif *sarif;          /* NULL: another format */
    evne_problems *set_aside_all;
    json_t *findings, *set_aside;
    json_t *unread; /* files that could not be checked, and why */
    size_t counts[3], n_known, n_set_aside;
    evne_status status; /* the worst */
};

/* Worse statuses win over findings, so that a script sees that a case could not be read. */
static evne_status worse(evne_status a, evne_status b)
{
    return evne_status_exit(a) >= evne_status_exit(b) ? a : b;
}

/* --- begin ---------------------------------------------------------------------------------- */

static evne_status begin_baseline(evne_tally *t, evne_error *err)
{
    const char *path = t->options->values[EVNE_OPTION_BASELINE];
    const evne_known *baseline;

    if (t->options->values[EVNE_OPTION_WRITE_BASELINE])
        t->draft = evne_baseline_draft_new(t->arena);
    if (!path)
        return EVNE_OK;
    EVNE_TRY(evne_baseline_read(t->arena, path, &baseline, err));
    t->meeting = evne_baseline_begin(t->arena, baseline);
    return EVNE_OK;
}

/* Packs that cannot be read are told by the check itself. */
static void begin_sarif(evne_tally *t, const evne_paths *paths)
{
    evne_rulework_request request = {.paths = paths};
    json_t *rules = NULL;
    evne_outcome outcome;

    evne_outcome_init(&outcome, t->arena);
    if (paths)
        evne_worker_run(evne_rulework_list, &request, &evne_worker_default, &outcome);
    if (outcome.json.len)
        rules = json_loadb(outcome.json.p, outcome.json.len, 0, NULL);
    t->sarif = evne_sarif_begin(json_object_get(rules, "rules"));
    if (t->meeting)
        evne_sarif_has_baseline(t->sarif);
    json_decref(rules);
}

evne_status evne_tally_begin(evne_arena *arena, const evne_options *options,
                             const evne_paths *paths, evne_tally **out, evne_error *err)
{
    evne_tally *t = evne_arena_alloc(arena, sizeof *t);

    *t = (evne_tally){.arena = arena, .options = options, .status = EVNE_OK};
    EVNE_TRY(begin_baseline(t, err));
    if (options->format == EVNE_FORMAT_SARIF)
        begin_sarif(t, paths);
    t->set_aside_all = evne_problems_new(arena);
    t->findings = json_array();
    t->set_aside = json_array();
    t->unread = json_array();
    *out = t;
    return EVNE_OK;
}

/* --- add ------------------------------------------------------------------------------------ */

static void count(evne_tally *t, const evne_problems *problems)
{
    for (size_t i = 0; i < evne_problems_count(problems); i++)
        t->counts[evne_problems_at(problems, i)->severity]++;
}

static void add_json(json_t *all, const evne_problems *problems)
{
    json_t *more = evne_report_json(problems);

    json_array_extend(all, more);
    json_decref(more);
}

static void add_unread(evne_tally *t, const char *path, const evne_error *fault)
{
    json_array_append_new(t->unread, json_pack("{s:s, s:s}", "file", path, "message", fault->text));
    if (t->sarif)
        evne_sarif_fail(t->sarif, path, fault->text);
}

static void add_set_aside(evne_tally *t, const evne_problems *set_aside)
{
    t->n_set_aside += evne_problems_count(set_aside);
    add_json(t->set_aside, set_aside);
    if (t->sarif)
        evne_sarif_add(t->sarif, set_aside);
    if (t->options->format == EVNE_FORMAT_TEXT)
        evne_report_set_aside(stderr, set_aside);
    for (size_t i = 0; i < evne_problems_count(set_aside); i++)
        evne_problems_add(t->set_aside_all, evne_problems_at(set_aside, i));
}

const evne_problems *evne_tally_set_aside(const evne_tally *tally)
{
    return tally->set_aside_all;
}

/* Leaves out what the baseline holds; errors that are left decide the status. */
static evne_outcome sift(evne_tally *t, const evne_outcome *outcome)
{
    evne_outcome sifted = *outcome;

    if (t->draft)
        evne_baseline_draft_add(t->draft, outcome->problems);
    if (!t->meeting)
        return sifted;
    sifted.problems = evne_baseline_sift(t->meeting, outcome->problems, &t->n_known);
    if (sifted.status == EVNE_FINDINGS && evne_problems_errors(sifted.problems) == 0)
        sifted.status = EVNE_OK;
    return sifted;
}

static void add_sifted(evne_tally *t, const char *what, const evne_outcome *outcome)
{
    evne_error fault;

    if (evne_status_exit(evne_command_report(t->options, outcome, &fault)) > 1) {
        evne_report_error(stderr, &fault);
        add_unread(t, what, &fault);
    }
    t->status = worse(t->status, outcome->status);
    count(t, outcome->problems);
    add_json(t->findings, outcome->problems);
    if (t->sarif)
        evne_sarif_add(t->sarif, outcome->problems);
    add_set_aside(t, outcome->set_aside);
}

void evne_tally_add(evne_tally *tally, const char *what, const evne_outcome *outcome)
{
    evne_outcome sifted = sift(tally, outcome);

    add_sifted(tally, what, &sifted);
}

/* --- end ------------------------------------------------------------------------------------ */

static void add_gone(evne_tally *t)
{
    evne_outcome gone;

    evne_outcome_init(&gone, t->arena);
    evne_baseline_gone(t->meeting, t->options->arguments, t->options->n_arguments, gone.problems);
    evne_outcome_settle(&gone, EVNE_OK);
    add_sifted(t, t->options->values[EVNE_OPTION_BASELINE], &gone);
}

static void print_json(const evne_tally *t)
{
    json_t *answer = json_pack(
        "{s:O, s:O, s:i, s:i, s:i, s:O}", "findings", t->findings, "setAside", t->set_aside,
        "errors", (int)t->counts[EVNE_SEVERE_ERROR], "warnings", (int)t->counts[EVNE_WARNING],
        "infos", (int)t->counts[EVNE_INFO], "unread", t->unread);

    if (t->meeting)
        json_object_set_new(answer, "known", json_integer((json_int_t)t->n_known));
    evne_command_print_json(answer);
}

static void print_count(size_t count, const char *one, const char *many, const char *after)
{
    printf("%zu %s%s", count, count == 1 ? one : many, after);
}

static void print_text(const evne_tally *t)
{
    size_t n = t->counts[EVNE_SEVERE_ERROR] + t->counts[EVNE_WARNING] + t->counts[EVNE_INFO];
    size_t n_unread = json_array_size(t->unread);

    if (n_unread)
        print_count(n_unread, "fil kunne ikke kontrolleres", "filer kunne ikke kontrolleres", "\n");
    if (n) {
        print_count(t->counts[EVNE_SEVERE_ERROR], "fejl", "fejl", ", ");
        print_count(t->counts[EVNE_WARNING], "advarsel", "advarsler", ", ");
        print_count(t->counts[EVNE_INFO], "oplysning", "oplysninger", "\n");
    } else if (n_unread == 0) {
        puts(t->n_known ? "ingen nye bemærkninger" : "ingen bemærkninger");
    }
    if (t->n_known)
        print_count(t->n_known, "kendt bemærkning vises ikke", "kendte bemærkninger vises ikke",
                    "\n");
    if (t->n_set_aside)
        print_count(t->n_set_aside, "tilsidesat bemærkning", "tilsidesatte bemærkninger", "\n");
}

static void print(evne_tally *t)
{
    switch (t->options->format) {
    case EVNE_FORMAT_TEXT:
        print_text(t);
        break;
    case EVNE_FORMAT_JSON:
        print_json(t);
        break;
    case EVNE_FORMAT_SARIF:
        evne_command_print_json(evne_sarif_end(t->sarif, evne_status_exit(t->status)));
        t->sarif = NULL;
        break;
    }
}

static evne_status write_baseline(const evne_tally *t, evne_error *err)
{
    const char *path = t->options->values[EVNE_OPTION_WRITE_BASELINE];

    if (json_array_size(t->unread))
        return evne_fail(err, EVNE_INPUT, NULL,
                         "no baseline written: not every file could be checked");
    return evne_file_write(t->arena, path, evne_baseline_draft_bytes(t->draft),
                           t->options->values[EVNE_OPTION_FORCE] != NULL, err);
}

evne_status evne_tally_end(evne_tally *t, evne_error *err)
{
    evne_status status = EVNE_OK;

    if (t->meeting)
        add_gone(t);
    print(t);
    if (t->draft)
        status = write_baseline(t, err);
    return worse(t->status, status);
}

void evne_tally_drop(evne_tally *tally)
{
    evne_sarif_drop(tally->sarif);
    json_decref(tally->findings);
    json_decref(tally->set_aside);
    json_decref(tally->unread);
}
