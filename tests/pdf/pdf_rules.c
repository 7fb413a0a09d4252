/*
 * How: `pdf_rules FILE...` holds finished files, signed ones too, against the rules of check_pdf.h
 * and prints every breach; exit code 1 when there is one. tests/cli/test_rules.sh runs it over
 * every sample.
 */
#include <stdio.h>

#include "base/file.h"
#include "check_pdf.h"

enum { LARGEST = 256 * 1024 * 1024 };

static bool holds(const char *path)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    evne_error err = {0};
    evne_str pdf = {0};
    const char *report;

    if (evne_file_read(arena, path, LARGEST, &pdf, &err) == EVNE_OK)
        report = check_pdf(arena, pdf);
    else
        report = "unreadable\n";
    if (report[0])
        printf("%s:\n%s", path, report);
    bool is_clean = report[0] == '\0';
    evne_arena_free(arena);
    return is_clean;
}

int main(int n_words, char **words)
{
    bool is_clean = n_words > 1;

    for (int i = 1; i < n_words; i++)
        is_clean = holds(words[i]) && is_clean;
    return is_clean ? 0 : 1;
}
