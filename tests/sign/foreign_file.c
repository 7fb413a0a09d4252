/*
 * foreign_file IN OUT KEY.pem CERT.pem FIELD HOW [TSA] - signs a PDF as another program does. HOW
 * is "table", "stream", "deflated" or "packed", and behind a "+" any of i (form inside the
 * catalog), l (lists of their own), v (visible), e (evidence behind it).
 */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "foreign.h"

static foreign_xref kind_of(const char *how)
{
    static const char *const kinds[] = {"table", "stream", "deflated", "packed"};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strncmp(how, kinds[i], strlen(kinds[i])) == 0)
            return (foreign_xref)i;
    return FOREIGN_TABLE;
}

static evne_status run(evne_arena *arena, int count, char **args, evne_error *err)
{
    evne_str pdf = {0};
    evne_key *key = NULL;
    const char *flags = strchr(args[6], '+');
    foreign how = {.field = args[5], .xref = kind_of(args[6]), .tsa = count > 7 ? args[7] : NULL};

    EVNE_TRY(evne_file_read(arena, args[1], 1 << 28, &pdf, err));
    EVNE_TRY(evne_key_load(arena, args[3], args[4], NULL, &key, err));
    how.key = key;
    how.is_inside = flags && strchr(flags, 'i');
    how.has_lists = flags && strchr(flags, 'l');
    how.is_visible = flags && strchr(flags, 'v');
    pdf = foreign_sign(arena, pdf, &how);
    if (flags && strchr(flags, 'e'))
        pdf = foreign_evidence(arena, pdf, &how);
    evne_key_free(key);
    return evne_file_write(arena, args[2], pdf, true, err);
}

int main(int count, char **args)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    evne_error err = {0};
    evne_status status;

    if (count < 7) {
        fprintf(stderr, "usage: foreign_file IN OUT KEY.pem CERT.pem FIELD HOW [TSA]\n");
        return 2;
    }
    status = run(arena, count, args, &err);
    if (status != EVNE_OK)
        fprintf(stderr, "foreign_file: %s\n", err.text);
    evne_arena_free(arena);
    return status == EVNE_OK ? 0 : 1;
}
