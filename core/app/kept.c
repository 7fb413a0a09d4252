/*
 * How: an arena for the fonts and one for the dictionary, each replaced when it is of another
 * folder. Jobs borrow; nothing of a job's own is ever put here but the words of its texts.
 */
#include "kept.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_WORDS = 8 * 1024 * 1024 }; /* bytes: the words of some thousand pages */

typedef struct part {
    evne_arena *arena;
    const char *folder;
} part;

struct evne_kept {
    part of_fonts, of_hyphens;
    evne_fonts *fonts;
    evne_hyphens *hyphens;
};

evne_kept *evne_kept_new(void)
{
    return calloc(1, sizeof(evne_kept));
}

static void drop_fonts(evne_kept *kept)
{
    evne_fonts_close(kept->fonts);
    evne_arena_free(kept->of_fonts.arena);
    kept->fonts = NULL;
    kept->of_fonts = (part){0};
}

static void drop_hyphens(evne_kept *kept)
{
    evne_hyphens_close(kept->hyphens);
    evne_arena_free(kept->of_hyphens.arena);
    kept->hyphens = NULL;
    kept->of_hyphens = (part){0};
}

void evne_kept_free(evne_kept *kept)
{
    if (!kept)
        return;
    drop_fonts(kept);
    drop_hyphens(kept);
    free(kept);
}

static bool is_of(const part *p, const char *folder)
{
    return p->arena && strcmp(p->folder, folder) == 0;
}

static void begin(part *p, const char *folder)
{
    p->arena = evne_arena_new(0, NULL, NULL);
    p->folder = evne_arena_text(p->arena, folder);
}

static void open_fonts(evne_kept *kept, const char *folder)
{
    evne_error ignored;

    begin(&kept->of_fonts, folder);
    if (evne_fonts_open(kept->of_fonts.arena, kept->of_fonts.folder, &kept->fonts, &ignored) !=
        EVNE_OK) {
        kept->fonts = NULL;
        drop_fonts(kept);
        return;
    }
    evne_fonts_prepare(kept->fonts);
}

evne_fonts *evne_kept_fonts(evne_kept *kept, const evne_paths *paths)
{
    if (!kept)
        return NULL;
    if (kept->fonts &&
        (!is_of(&kept->of_fonts, paths->fonts) || !evne_fonts_are_current(kept->fonts)))
        drop_fonts(kept);
    if (!kept->fonts)
        open_fonts(kept, paths->fonts);
    else
        evne_fonts_trim(kept->fonts, MOST_WORDS);
    return kept->fonts;
}

evne_hyphens *evne_kept_hyphens(evne_kept *kept, const evne_paths *paths)
{
    if (!kept)
        return NULL;
    if (kept->hyphens && !is_of(&kept->of_hyphens, paths->hyphenation))
        drop_hyphens(kept);
    if (!kept->hyphens) {
        begin(&kept->of_hyphens, paths->hyphenation);
        kept->hyphens = evne_hyphens_open(kept->of_hyphens.arena, kept->of_hyphens.folder);
    }
    return kept->hyphens;
}
