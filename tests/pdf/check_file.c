/* How: `check_file FILE...` holds files against check_pdf.h, for tests of the commands. */
#include <stdio.h>

#include "base/file.h"
#include "check_pdf.h"

int main(int count, char **args)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    int n_failed = 0;

    for (int i = 1; i < count; i++) {
        evne_error err = {0};
        evne_str bytes;
        const char *report = "cannot be read";

        if (evne_file_read(arena, args[i], 64 << 20, &bytes, &err) == EVNE_OK)
            report = check_pdf(arena, bytes);
        if (report[0])
            fprintf(stderr, "%s:\n%s\n", args[i], report);
        n_failed += report[0] != 0;
    }
    evne_arena_free(arena);
    return n_failed || count < 2 ? 1 : 0;
}
