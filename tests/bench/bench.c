/*
 * evne_bench PROGRAM DATA SAMPLES FOLDER: what documents cost, as a table in Markdown.
 *
 * Each document is rendered and signed by the program (cold: a process each, as a user runs them)
 * and by the library in this process (warm: whatever can be kept is kept). Beside each figure
 * stands its ratio to the floor under that document, measured in the same run (floor.h). Files are
 * left in FOLDER.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "cases.h"
#include "evne.h"
#include "floor.h"
#include "keypair.h"
#include "measure.h"
#include "signatures.h"

enum { LARGEST = 256 * 1024 * 1024 };

static const char signing_time[] = "2026-09-01T12:00:00+02:00";

typedef struct document {
    const char *name, *sample, *report;
    const char *role; /* who signs first */
    const char *list; /* NULL: the sample as it is; else this list has `wanted` items */
    size_t wanted;
    int runs;
    const char *left_out; /* parts of the case, each followed by a blank; NULL: none */
} document;

#define EVNE_SHORT_DOSSIER                                                                         \
    "baggrund ressourceprofil helbred kompenserende_ordninger effektiv_arbejdsevne logbog "        \
    "maalinger opfoelgninger borgers_kommentar bilag "

static const document documents[] = {
    {.name = "plan",
     .sample = "02-praktikplan-plejecenter",
     .report = "praktikplan",
     .role = "arbejdsgiver",
     .runs = 40},
    {.name = "dossier",
     .sample = "06-dossier-hukommelse-traethed",
     .report = "rehab-dossier",
     .role = "konsulent",
     .left_out = EVNE_SHORT_DOSSIER,
     .runs = 40},
    {.name = "dossier",
     .sample = "06-dossier-hukommelse-traethed",
     .report = "rehab-dossier",
     .role = "konsulent",
     .runs = 40},
    {.name = "dossier",
     .sample = "01-dossier-butik-bogbinderi",
     .report = "rehab-dossier",
     .role = "konsulent",
     .runs = 40},
    {.name = "logbook, 1,000 rows",
     .sample = "03-logbog-13-uger",
     .report = "logbog-sammenfatning",
     .role = "borger",
     .list = "logbog",
     .wanted = 1000,
     .runs = 5},
    {.name = "dossier, 2,300 observations",
     .sample = "06-dossier-hukommelse-traethed",
     .report = "rehab-dossier",
     .role = "konsulent",
     .list = "observationer",
     .wanted = 2300,
     .runs = 3},
};

typedef struct bench {
    evne_arena *arena;
    const char *program, *data, *samples, *folder;
    const char *key, *certificate;
    EVP_PKEY *pair;
    evne_session *session;
} bench;

/* One document on its way: what the steps below need of each other. */
typedef struct run {
    bench *b;
    const document *d;
    const char *case_path, *pdf_path, *role;
    evne_str pdf;
    size_t signed_len;
    long pages;
    cost floor;
} run;

static void stop(const char *what, const char *why)
{
    fprintf(stderr, "evne_bench: %s: %s\n", what, why);
    exit(1);
}

/* --- the table ------------------------------------------------------------------------------ */

static void print_head(void)
{
    puts("| document | pages | step | CPU ms | per page | wall ms | peak MB | KB | x floor |\n"
         "|---|--:|---|--:|--:|--:|--:|--:|--:|");
}

static void print_row(const run *r, const char *step, cost c, size_t bytes)
{
    if (!c.is_known)
        stop(r->d->name, step);
    printf("| %s | %ld | %s | %.2f | %.2f | %.2f | ", r->d->name, r->pages, step, c.cpu_ms,
           c.cpu_ms / (double)r->pages, c.wall_ms);
    if (c.peak_mb > 0)
        printf("%.1f", c.peak_mb);
    printf(" | ");
    if (bytes)
        printf("%.0f", (double)bytes / 1024);
    printf(" | %.1f |\n", c.cpu_ms / r->floor.cpu_ms);
    fflush(stdout);
}

static cost sum(cost a, cost b)
{
    return (cost){.cpu_ms = a.cpu_ms + b.cpu_ms,
                  .wall_ms = a.wall_ms + b.wall_ms,
                  .peak_mb = a.peak_mb > b.peak_mb ? a.peak_mb : b.peak_mb,
                  .is_known = a.is_known && b.is_known};
}

/* --- in this process ------------------------------------------------------------------------ */

static evne_result *render(const run *r)
{
    return evne_session_render(r->b->session, r->case_path, r->d->report, 0);
}

static bool finish(evne_result *result)
{
    bool is_done = evne_result_code(result) <= 1 && evne_result_error(result)[0] == '\0';

    evne_result_free(result);
    return is_done;
}

static bool check_once(void *context)
{
    const run *r = context;

    return finish(evne_session_check(r->b->session, r->case_path, r->d->report));
}

static bool render_and_sign(void *context)
{
    run *r = context;
    evne_signature_options options = {.key_uri = r->b->key,
                                      .certificate_path = r->b->certificate,
                                      .role = r->role,
                                      .time = signing_time};
    evne_result *result =
        evne_session_render_signed(r->b->session, r->case_path, r->d->report, &options);

    return evne_result_bytes(result, &r->signed_len) ? finish(result) : finish(result) && false;
}

/* --- preparing ------------------------------------------------------------------------------ */

static evne_str read_file(const bench *b, const char *path)
{
    evne_error err;
    evne_str text;

    if (evne_file_read(b->arena, path, LARGEST, &text, &err) != EVNE_OK)
        stop(path, err.text);
    return text;
}

static void write_file(const bench *b, const char *path, evne_str bytes)
{
    evne_error err;

    if (evne_file_write(b->arena, path, bytes, true, &err) != EVNE_OK)
        stop(path, err.text);
}

static const char *in_folder(const bench *b, const char *name, const char *ending)
{
    return evne_file_join(b->arena, b->folder, evne_arena_printf(b->arena, "%s%s", name, ending));
}

static const char *make_case(const bench *b, const document *d)
{
    const char *sample =
        evne_file_join(b->arena, b->samples, evne_arena_printf(b->arena, "%s.yaml", d->sample));
    const char *path = in_folder(b, d->sample, d->list ? "-large.yaml" : "-small.yaml");
    evne_str yaml;

    if (!d->list && !d->left_out)
        return sample;
    yaml = d->list ? cases_repeat(b->arena, read_file(b, sample), d->list, d->wanted)
                   : cases_leave_out(b->arena, read_file(b, sample), d->left_out);
    if (yaml.len == 0)
        stop(sample, "has no such list");
    write_file(b, path, yaml);
    return path;
}

/* The number after `"pages":` in the facts about a rendering. */
static long pages_of(const char *json)
{
    const char *at = strstr(json, "\"pages\":");

    return at ? strtol(at + strlen("\"pages\":"), NULL, 10) : 0;
}

static void make_pdf(run *r)
{
    evne_result *result = render(r);
    size_t len;
    const void *bytes = evne_result_bytes(result, &len);

    r->pages = pages_of(evne_result_json(result));
    if (!bytes || r->pages == 0)
        stop(r->case_path, evne_result_error(result));
    r->pdf = (evne_str){evne_arena_copy(r->b->arena, bytes, len), len};
    write_file(r->b, r->pdf_path, r->pdf);
    evne_result_free(result);
}

/* --- one document --------------------------------------------------------------------------- */

static cost cold_check(const run *r)
{
    const char *argv[] = {r->b->program, "check",      r->case_path, "--report",
                          r->d->report,  "--data-dir", r->b->data,   NULL};

    return measure_process(argv, r->d->runs);
}

static cost cold_render(const run *r)
{
    const char *argv[] = {r->b->program, "render",     r->case_path, r->d->report, "--output",
                          r->pdf_path,   "--data-dir", r->b->data,   "--force",    NULL};

    return measure_process(argv, r->d->runs);
}

static cost cold_sign(const run *r)
{
    const char *signed_path = in_folder(r->b, r->d->report, "-signed.pdf");
    const char *argv[] = {
        r->b->program,     "sign",    r->pdf_path, "--key",  r->b->key,    "--cert",
        r->b->certificate, "--role",  r->role,     "--time", signing_time, "--output",
        signed_path,       "--force", NULL};

    return measure_process(argv, r->d->runs);
}

/* As a user does both: one process. */
static cost cold_render_and_sign(const run *r)
{
    const char *signed_path = in_folder(r->b, r->d->report, "-signed.pdf");
    const char *argv[] = {
        r->b->program, "render",          r->case_path, r->d->report, "--key",   r->b->key,
        "--cert",      r->b->certificate, "--role",     r->role,      "--time",  signing_time,
        "--output",    signed_path,       "--data-dir", r->b->data,   "--force", NULL};

    return measure_process(argv, r->d->runs);
}

/* --- a batch -------------------------------------------------------------------------------- */

enum { SAMPLES = 3, ROUNDS = 20 };

/* One process, documents of several reports in turn, as a batch has them. */
static bool make_round(void *context)
{
    run *runs = context;
    bool is_done = true;

    for (size_t i = 0; i < SAMPLES; i++)
        is_done = render_and_sign(&runs[i]) && is_done;
    return is_done;
}

static cost divide(cost c, double n)
{
    c.cpu_ms /= n;
    c.wall_ms /= n;
    return c;
}

static void measure_batch(bench *b)
{
    run runs[SAMPLES], all = {.b = b, .d = &(document){.name = "samples in turn, each"}};
    cost floor = {.is_known = true};

    for (size_t i = 0; i < SAMPLES; i++) {
        const document *d = &documents[i];
        runs[i] = (run){.b = b, .d = d, .role = d->role, .case_path = make_case(b, d)};
        runs[i].pdf_path = in_folder(b, d->report, ".pdf");
        make_pdf(&runs[i]);
        floor = sum(floor, floor_measure(b->arena, runs[i].pdf, b->pair,
                                         in_folder(b, "floor", ".pdf"), d->runs));
        all.pages += runs[i].pages;
    }
    all.pages /= SAMPLES;
    all.floor = divide(floor, SAMPLES);
    print_row(&all, "floor", all.floor, 0);
    print_row(&all, "warm: check, render, sign",
              divide(measure_calls(make_round, runs, ROUNDS), SAMPLES), 0);
}

/* -------------------------------------------------------------------------------------------- */

static void measure(bench *b, const document *d)
{
    run r = {.b = b, .d = d, .role = d->role, .case_path = make_case(b, d)};
    cost warm;

    r.pdf_path = in_folder(b, d->report, ".pdf");
    make_pdf(&r);
    r.floor = floor_measure(b->arena, r.pdf, b->pair, in_folder(b, "floor", ".pdf"), d->runs);
    print_row(&r, "floor", r.floor, r.pdf.len);
    print_row(&r, "cold: check", cold_check(&r), 0);
    print_row(&r, "cold: check and render", cold_render(&r), r.pdf.len);
    print_row(&r, "cold: sign a file", cold_sign(&r), 0);
    print_row(&r, "cold: check, render, sign", cold_render_and_sign(&r), 0);
    print_row(&r, "warm: check", measure_calls(check_once, &r, d->runs), 0);
    warm = measure_calls(render_and_sign, &r, d->runs);
    print_row(&r, "warm: check, render, sign", warm, r.signed_len);
}

static void measure_signatures(const bench *b)
{
    const char *plan = evne_file_join(b->arena, b->samples, "02-praktikplan-plejecenter.yaml");
    signatures_bench s = {.arena = b->arena,
                          .program = b->program,
                          .data = b->data,
                          .folder = b->folder,
                          .key = b->key,
                          .certificate = b->certificate,
                          .plan = read_file(b, plan)};

    if (!signatures_measure(&s))
        stop("signatures", "not measured");
}

int main(int argc, char **argv)
{
    bench b = {.arena = evne_arena_new(0, NULL, NULL)};
    evne_session_options options = {.in_process = 1};

    if (argc != 5) {
        fputs("usage: evne_bench PROGRAM DATA SAMPLES FOLDER\n", stderr);
        return 2;
    }
    if (!measure_begin())
        stop(argv[1], "cannot be started");
    b.program = argv[1], b.data = argv[2], b.samples = argv[3], b.folder = argv[4];
    b.key = in_folder(&b, "bench", ".key.pem");
    b.certificate = in_folder(&b, "bench", ".pem");
    b.pair = keypair_make(b.key, b.certificate);
    if (!b.pair)
        stop(b.key, "cannot make a key");
    options.data_dir = b.data;
    b.session = evne_session_open(&options);
    print_head();
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++)
        measure(&b, &documents[i]);
    measure_batch(&b);
    measure_signatures(&b);
    evne_session_close(b.session);
    measure_end();
    EVP_PKEY_free(b.pair);
    evne_arena_free(b.arena);
    return 0;
}
