/* How: a plan whose list of signers is made longer; every step is a process, as a user runs it. */
#include "signatures.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "measure.h"

enum { MOST = 50, RUNS = 5, LARGEST = 64 * 1024 * 1024 };

static const char signing_time[] = "2026-09-01T12:00:00+02:00";
static const char signer[] =
    "  - {rolle: konsulent, navn: Ditte Munk Hansen, kraevet: false, metode: MitID Erhverv}\n";
static const char heading[] = "underskrifter:\n";

/* Who the plan of the samples has. */
static const char *const own[] = {"arbejdsgiver", "medarbejderrepraesentant", "borger", "konsulent",
                                  "jobcenter"};
enum { N_OWN = sizeof own / sizeof *own };

typedef struct run {
    const signatures_bench *b;
    const char *case_path, *pdf, *signed_pdf;
    size_t n;
} run;

static bool fail(const char *what, const char *why)
{
    fprintf(stderr, "evne_bench: %s: %s\n", what, why);
    return false;
}

static const char *in_folder(const run *r, const char *name)
{
    return evne_file_join(r->b->arena, r->b->folder, name);
}

/* The plan with as many signers more as make MOST. */
static bool write_case(run *r)
{
    evne_str plan = r->b->plan;
    evne_buf out = {.arena = r->b->arena};
    size_t at = 0, end;
    evne_error err = {0};

    while (at < plan.len && !evne_str_starts(evne_str_slice(plan, at, plan.len), heading))
        at++;
    if (at == plan.len)
        return fail("the plan", "has no signers");
    for (end = at + strlen(heading); end < plan.len && plan.p[end] == ' '; end++)
        while (end < plan.len && plan.p[end] != '\n')
            end++;
    evne_buf_put_str(&out, evne_str_slice(plan, 0, end));
    for (size_t i = N_OWN; i < MOST; i++)
        evne_buf_puts(&out, signer);
    evne_buf_put_str(&out, evne_str_slice(plan, end, plan.len));
    r->case_path = in_folder(r, "signers.yaml");
    r->pdf = in_folder(r, "signers.pdf");
    r->signed_pdf = in_folder(r, "signers-signed.pdf");
    return evne_file_write(r->b->arena, r->case_path, evne_buf_str(&out), true, &err) == EVNE_OK ||
           fail(r->case_path, err.text);
}

static cost render(const run *r)
{
    const char *argv[] = {r->b->program, "render",     r->case_path, "praktikplan", "--output",
                          r->pdf,        "--data-dir", r->b->data,   "--force",     NULL};

    return measure_process(argv, 1);
}

/* Those who were added are konsulent-2 and on. */
static const char *role_of(const run *r, size_t number)
{
    return number <= N_OWN ? own[number - 1]
                           : evne_arena_printf(r->b->arena, "konsulent-%zu", number - N_OWN + 1);
}

static cost sign(const run *r, size_t number, const char *to)
{
    const char *role = role_of(r, number);
    const char *argv[] = {
        r->b->program,     "sign",   r->pdf,    "--key",  r->b->key,    "--cert",
        r->b->certificate, "--role", role,      "--time", signing_time, "--any-order",
        "--output",        to,       "--force", NULL};

    return measure_process(argv, to == r->pdf ? 1 : RUNS);
}

/* Its own certificate is the one that is trusted. */
static cost verify(const run *r)
{
    const char *argv[] = {r->b->program,     "verify", r->signed_pdf, "--trust",
                          r->b->certificate, "--time", signing_time,  NULL};

    return measure_process(argv, RUNS);
}

static size_t size_of(const run *r, const char *path)
{
    evne_str bytes = {0};
    evne_error err = {0};

    return evne_file_read(r->b->arena, path, LARGEST, &bytes, &err) == EVNE_OK ? bytes.len : 0;
}

static bool print_row(const run *r, size_t n, cost signing, cost verifying)
{
    if (!signing.is_known || !verifying.is_known)
        return fail("signatures", signing.is_known ? "cannot be verified" : "cannot be made");
    printf("| %zu | %zu | %.1f | %.2f | %.1f | %.1f | %.2f | %.1f |\n", n,
           size_of(r, r->signed_pdf) / 1024, signing.cpu_ms, signing.cpu_ms / (double)n,
           signing.peak_mb, verifying.cpu_ms, verifying.cpu_ms / (double)n, verifying.peak_mb);
    fflush(stdout);
    return true;
}

bool signatures_measure(const signatures_bench *bench)
{
    run r = {.b = bench};

    if (!write_case(&r))
        return false;
    if (!render(&r).is_known)
        return fail(r.case_path, "cannot be rendered");
    puts("\n| signatures | KB | the last: sign, CPU ms | for each | peak MB | verify, CPU ms | for "
         "each | peak MB |\n|--:|--:|--:|--:|--:|--:|--:|--:|");
    for (size_t n = 1; n <= MOST; n++) {
        if (n == 1 || n == 5 || n == MOST) {
            cost signing = sign(&r, n, r.signed_pdf);

            if (!print_row(&r, n, signing, verify(&r)))
                return false;
        }
        if (!sign(&r, n, r.pdf).is_known)
            return fail(r.pdf, "cannot be signed");
    }
    return true;
}
