/*
 * How: every file is verified; an attack counts as refused when the verdict is not valid and names
 * one of the reasons that it must be refused for. The table goes to standard output.
 *
 * `attacks DIR` also writes the files to DIR, for other verifiers to be held against them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "attacks.h"
#include "base/file.h"

enum { LEAST_ATTACKS = 300, LEAST_HONEST = 60, CODES = 64 };

static const char *const class_names[ATTACK_CLASSES] = {"universal signature forgery",
                                                        "incremental saving",
                                                        "signature wrapping",
                                                        "shadow",
                                                        "evil annotation, sneaky sig.",
                                                        "cross-references, objects",
                                                        "ByteRange numbers",
                                                        "CMS surgery",
                                                        "time-stamps and chains",
                                                        "honest files"};

typedef struct tally {
    size_t files, good;
    const char *codes[CODES];
    size_t n_codes;
} tally;

static void note(tally *t, const char *code)
{
    size_t i = 0;

    while (i < t->n_codes && strcmp(t->codes[i], code) != 0)
        i++;
    if (i == t->n_codes && i < CODES)
        t->codes[t->n_codes++] = code;
}

/* Whether `code` is in a list such as "file.xref change.*". */
static bool matches(const char *list, const char *code)
{
    for (const char *p = list; *p; p += strspn(p, " ")) {
        size_t len = strcspn(p, " ");

        if (p[len - 1] == '*' ? strncmp(p, code, len - 1) == 0
                              : strlen(code) == len && strncmp(p, code, len) == 0)
            return true;
        p += len;
    }
    return false;
}

/* The first reason of `reasons` that the attack expects, or NULL. */
static const char *expected(const attack *a, const evne_reasons *reasons)
{
    for (size_t i = 0; i < reasons->n; i++)
        if (reasons->list[i].status != EVNE_VERDICT_VALID &&
            matches(a->reasons, reasons->list[i].code))
            return reasons->list[i].code;
    return NULL;
}

static const char *find_reason(const attack *a, const evne_verdict *verdict)
{
    const char *code = expected(a, &verdict->reasons);

    for (size_t i = 0; i < verdict->n_signatures && !code; i++)
        code = expected(a, &verdict->signatures[i].reasons);
    return code;
}

static void complain(const attack *a, const evne_verdict *verdict)
{
    fprintf(stderr, "%s: %s: %s, not '%s'\n", class_names[a->class], a->name,
            evne_verdict_name(verdict->status), a->reasons);
    for (size_t i = 0; i < verdict->reasons.n; i++)
        fprintf(stderr, "    file: %s\n", verdict->reasons.list[i].code);
    for (size_t i = 0; i < verdict->n_signatures; i++)
        for (size_t k = 0; k < verdict->signatures[i].reasons.n; k++)
            fprintf(stderr, "    %s: %s\n", verdict->signatures[i].role,
                    verdict->signatures[i].reasons.list[k].code);
}

static void judge(const attack *a, tally *t)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    const char *root = a->root ? fixture_key_path(arena, a->root) : NULL, *code;
    evne_verify_options options = {
        .roots = &root, .n_roots = a->root != NULL, .now = a->now, .original = a->original};
    const evne_verdict *verdict = NULL;
    evne_error err = {0};

    t->files++;
    if (evne_verify(arena, a->pdf, &options, &verdict, &err) != EVNE_OK) {
        if (strcmp(a->reasons, "no PDF") == 0 && err.status == EVNE_INPUT) {
            note(t, "no PDF");
            t->good++;
        } else
            fprintf(stderr, "%s: %s: %s\n", class_names[a->class], a->name, err.text);
    } else if (a->class == ATTACK_HONEST) {
        t->good += verdict->status == EVNE_VERDICT_VALID;
        if (verdict->status != EVNE_VERDICT_VALID)
            complain(a, verdict);
    } else {
        code = find_reason(a, verdict);
        if (verdict->status != EVNE_VERDICT_VALID && code) {
            note(t, code);
            t->good++;
        } else
            complain(a, verdict);
    }
    evne_arena_free(arena);
}

static void print_table(const tally tallies[ATTACK_CLASSES])
{
    printf("%-28s %6s %8s  %s\n", "class", "files", "refused", "reasons");
    for (size_t i = 0; i < ATTACK_CLASSES; i++) {
        const tally *t = &tallies[i];

        if (i == ATTACK_HONEST)
            printf("%-28s %6s %8s\n", "", "files", "accepted");
        printf("%-28s %6zu %8zu  ", class_names[i], t->files, t->good);
        for (size_t k = 0; k < t->n_codes; k++)
            printf("%s%s", k ? ", " : "", t->codes[k]);
        printf("\n");
    }
}

static void write_file(const char *folder, size_t number, const attack *a)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    const char *name = evne_arena_printf(arena, "%s/%03zu-%s.pdf", folder, number,
                                         a->class == ATTACK_HONEST ? "honest" : "attack");
    evne_error err = {0};

    if (evne_file_write(arena, name, a->pdf, true, &err) != EVNE_OK)
        fprintf(stderr, "%s\n", err.text);
    evne_arena_free(arena);
}

static bool is_enough(const tally tallies[ATTACK_CLASSES])
{
    size_t files = 0;
    bool ok = tallies[ATTACK_HONEST].files >= LEAST_HONEST;

    for (size_t i = 0; i < ATTACK_CLASSES; i++) {
        ok = ok && tallies[i].good == tallies[i].files;
        files += i == ATTACK_HONEST ? 0 : tallies[i].files;
    }
    printf("%zu attacks, %zu honest files\n", files, tallies[ATTACK_HONEST].files);
    return ok && files >= LEAST_ATTACKS;
}

/*
 * One bit changed in every `step`th byte of a file: nobody may call that valid. Every
 * second byte of another file is tried in tests/sign.
 */
static bool flip_bytes(evne_arena *arena, size_t base, size_t step)
{
    evne_str pdf = attack_base(arena, base);
    char *copy = evne_arena_copy(arena, pdf.p, pdf.len);
    size_t n = 0, n_accepted = 0;

    for (size_t at = 0; at < pdf.len; at += step, n++) {
        evne_arena *own = evne_arena_new(0, NULL, NULL);
        const char *root = fixture_key_path(own, "root.pem");
        evne_verify_options options = {.roots = &root, .n_roots = 1, .now = fixture_now()};
        const evne_verdict *verdict = NULL;
        evne_error err = {0};

        copy[at] ^= (char)(1 << n % 8);
        if (evne_verify(own, (evne_str){copy, pdf.len}, &options, &verdict, &err) == EVNE_OK &&
            verdict->status == EVNE_VERDICT_VALID) {
            fprintf(stderr, "byte %zu flipped and accepted\n", at);
            n_accepted++;
        }
        copy[at] = pdf.p[at];
        evne_arena_free(own);
    }
    printf("%s: %zu flipped bytes, %zu accepted\n", attack_base_names[base], n, n_accepted);
    return n_accepted == 0;
}

int main(int count, char **args)
{
    static void (*const classes[])(attacks *) = {
        attacks_forgery,   attacks_saving,  attacks_wrapping,     attacks_shadow,
        attacks_certified, attacks_objects, attacks_ranges,       attacks_cms,
        attacks_chains,    attacks_stamps,  attacks_stamped,      attacks_streams,
        attacks_places,    attacks_tricks,  attacks_certificates, attacks_honest};
    attacks all = {.arena = evne_arena_new(0, NULL, NULL)};
    tally tallies[ATTACK_CLASSES] = {{0}};
    bool ok;

    attack_open();
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        classes[i](&all);
    for (size_t i = 0; i < all.n; i++) {
        judge(&all.list[i], &tallies[all.list[i].class]);
        if (count == 2)
            write_file(args[1], i, &all.list[i]);
    }
    print_table(tallies);
    ok = is_enough(tallies);
    ok = flip_bytes(all.arena, BASE_CERTIFIED, 7) && ok;
    ok = flip_bytes(all.arena, BASE_STREAMS, 499) && ok;
    ok = flip_bytes(all.arena, BASE_STAMPED, 499) && ok;
    attack_close();
    evne_arena_free(all.arena);
    return ok ? 0 : 1;
}
