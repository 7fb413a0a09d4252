/*
 * How: `sign_file IN OUT FIELD KEY [pss]` signs with a test key, `sign_file form OUT` writes the
 * form of five fields, `sign_file verify IN` prints the verdict. The commands of the program belong
 * to app/; this lets others.sh hold our signatures against other people's verifiers.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "fixtures.h"

static int fail(const evne_error *err)
{
    fprintf(stderr, "%s: %s\n", err->where, err->text);
    return evne_status_exit(err->status);
}

static void print_reasons(const evne_reasons *reasons)
{
    for (size_t i = 0; i < reasons->n; i++)
        printf("    %s: %s\n", reasons->list[i].code, reasons->list[i].text);
}

static int verify(evne_arena *arena, evne_str pdf)
{
    const evne_verdict *verdict = fixture_verify(arena, pdf);

    printf("%s, %zu revisions\n", evne_verdict_danish(verdict->status), verdict->n_revisions);
    print_reasons(&verdict->reasons);
    for (size_t i = 0; i < verdict->n_signatures; i++) {
        const evne_signature *s = &verdict->signatures[i];

        printf("  %s: %s, %s, %s, %s %s, %s, later %zu\n", s->role, evne_verdict_danish(s->status),
               s->signer, s->issuer, s->level, s->algorithm, s->claimed_time, s->n_later);
        print_reasons(&s->reasons);
    }
    return evne_status_exit(evne_verdict_exit(verdict->status));
}

static int sign(evne_arena *arena, evne_str pdf, char **args, bool pss)
{
    evne_key *key = fixture_key(arena, args[4]);
    evne_sign_options options = {.role = args[3], .key = key, .when = fixture_now(), .pss = pss};
    evne_error err = {0};
    evne_str out = {0};
    evne_status status = evne_sign(arena, pdf, &options, &out, &err);

    evne_key_free(key);
    if (status == EVNE_OK)
        status = evne_file_write(arena, args[2], out, true, &err);
    return status == EVNE_OK ? 0 : fail(&err);
}

int main(int count, char **args)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    evne_error err = {0};
    evne_str pdf = {0};
    int result;

    if (count == 3 && strcmp(args[1], "form") == 0)
        result =
            evne_status_exit(evne_file_write(arena, args[2], fixture_form(arena, 5), true, &err));
    else if (count >= 3 && evne_file_read(arena, strcmp(args[1], "verify") == 0 ? args[2] : args[1],
                                          100 << 20, &pdf, &err) != EVNE_OK)
        result = fail(&err);
    else if (count == 3)
        result = verify(arena, pdf);
    else
        result = count < 5 ? 2 : sign(arena, pdf, args, count > 5);
    evne_arena_free(arena);
    return result;
}
