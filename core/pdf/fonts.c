/*
 * fonts.c - the word cache.
 *
 * Reports repeat their words, so a word is shaped once per weight and direction, in font units, and
 * its width computed once per size. Words stand in an arena of their own, beside any job's.
 */
#include "fonts.h"

#include "base/file.h"
#include "shape.h"

/* A word at one size; layout holds on to `word`. */
typedef struct sized {
    evne_word word;
    evne_len size;
    struct sized *next;
} sized;

typedef struct entry {
    uint32_t hash;
    evne_weight weight;
    evne_shaped shaped;
    sized *sizes;
} entry;

struct evne_fonts {
    evne_arena *arena, *words;
    const char *list_path;
    evne_file_stamp list_stamp;
    evne_font_list list;
    evne_shaper *shaper;
    evne_metrics metrics;
    entry **slots; /* open addressing, at most half full; in `words` */
    size_t n_slots, n_entries;
};

static uint32_t hash_of(evne_weight weight, evne_str text, bool is_rtl)
{
    uint32_t hash = 2166136261u ^ ((uint32_t)weight * 2 + is_rtl);
    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ (unsigned char)text.p[i]) * 16777619u;
    return hash ^ hash >> 15;
}

static entry **find(const evne_fonts *fonts, uint32_t hash, evne_weight weight, evne_str text,
                    bool is_rtl)
{
    size_t at = hash & (fonts->n_slots - 1);
    for (; fonts->slots[at] != NULL; at = (at + 1) & (fonts->n_slots - 1)) {
        const entry *e = fonts->slots[at];
        if (e->hash == hash && e->weight == weight && e->shaped.is_rtl == is_rtl &&
            evne_str_eq(e->shaped.text, text))
            break;
    }
    return &fonts->slots[at];
}

static void grow(evne_fonts *fonts)
{
    entry **old = fonts->slots;
    size_t n_old = fonts->n_slots;
    fonts->n_slots = n_old == 0 ? 4096 : n_old * 2;
    fonts->slots = evne_arena_array(fonts->words, fonts->n_slots, sizeof *fonts->slots);
    for (size_t i = 0; i < n_old; i++) {
        const entry *e = old[i];
        if (e != NULL)
            *find(fonts, e->hash, e->weight, e->shaped.text, e->shaped.is_rtl) = old[i];
    }
}

static const evne_word *word_at(evne_fonts *fonts, entry *e, evne_len size)
{
    for (const sized *s = e->sizes; s != NULL; s = s->next) {
        if (s->size == size)
            return &s->word;
    }
    sized *s = evne_arena_alloc(fonts->words, sizeof *s);
    s->word.text = e->shaped.text;
    s->word.is_rtl = e->shaped.is_rtl;
    s->word.glyphs = &e->shaped;
    for (size_t i = 0; i < e->shaped.n_segments; i++)
        s->word.width += evne_segment_width(&e->shaped.segments[i], size);
    s->size = size;
    s->next = e->sizes;
    e->sizes = s;
    return &s->word;
}

static evne_status shape(void *context, evne_weight weight, evne_len size, evne_str text,
                         bool is_rtl, const evne_word **out, evne_error *err)
{
    evne_fonts *fonts = context;
    if (fonts->n_entries * 2 >= fonts->n_slots)
        grow(fonts);
    uint32_t hash = hash_of(weight, text, is_rtl);
    entry **slot = find(fonts, hash, weight, text, is_rtl);
    if (*slot == NULL) {
        evne_shaped shaped;
        EVNE_TRY(
            evne_shaper_shape(fonts->shaper, fonts->words, weight, text, is_rtl, &shaped, err));
        *slot = evne_arena_alloc(fonts->words, sizeof **slot);
        **slot = (entry){hash, weight, shaped, NULL};
        fonts->n_entries++;
    }
    *out = word_at(fonts, *slot, size);
    return EVNE_OK;
}

evne_status evne_fonts_open(evne_arena *arena, const char *folder, evne_fonts **out,
                            evne_error *err)
{
    evne_fonts *fonts = evne_arena_alloc(arena, sizeof *fonts);
    fonts->list_path = evne_file_join(arena, folder, EVNE_FONT_LIST);
    fonts->list_stamp = evne_file_stamp_of(fonts->list_path);
    EVNE_TRY(evne_fontlist_read(arena, folder, &fonts->list, err));
    fonts->arena = arena;
    fonts->words = evne_arena_new(0, NULL, NULL);
    fonts->shaper = evne_shaper_new(arena, &fonts->list);
    fonts->metrics = (evne_metrics){.context = fonts, .shape = shape};
    *out = fonts;
    return EVNE_OK;
}

void evne_fonts_prepare(evne_fonts *fonts)
{
    for (int weight = 0; weight < EVNE_FONT_WEIGHTS; weight++) {
        const evne_word *blank;
        evne_error ignored;
        (void)shape(fonts, (evne_weight)weight, EVNE_PT(10), EVNE_STR(" "), false, &blank,
                    &ignored);
    }
}

bool evne_fonts_are_current(const evne_fonts *fonts)
{
    evne_file_stamp now = evne_file_stamp_of(fonts->list_path);

    if (!evne_file_stamp_eq(&now, &fonts->list_stamp))
        return false;
    for (size_t i = 0; i < evne_shaper_faces(fonts->shaper); i++) {
        const evne_face *face = evne_shaper_face(fonts->shaper, i);
        now = evne_file_stamp_of(face->path);
        if (!evne_file_stamp_eq(&now, &face->stamp))
            return false;
    }
    return true;
}

void evne_fonts_close(evne_fonts *fonts)
{
    if (fonts == NULL)
        return;
    evne_shaper_close(fonts->shaper);
    evne_arena_free(fonts->words);
}

const evne_metrics *evne_fonts_metrics(const evne_fonts *fonts)
{
    return &fonts->metrics;
}

bool evne_fonts_covers(evne_fonts *fonts, uint32_t code_point)
{
    return evne_shaper_covers(fonts->shaper, code_point);
}

evne_str evne_fonts_sha256(const evne_fonts *fonts)
{
    return evne_str_of(fonts->list.sha256);
}

void evne_fonts_trim(evne_fonts *fonts, size_t limit)
{
    if (evne_arena_used(fonts->words) <= limit)
        return;
    for (size_t i = 0; i < evne_shaper_faces(fonts->shaper); i++)
        evne_face_forget(evne_shaper_face(fonts->shaper, i));
    evne_arena_free(fonts->words);
    fonts->words = evne_arena_new(0, NULL, NULL);
    fonts->slots = NULL;
    fonts->n_slots = fonts->n_entries = 0;
}

evne_shaper *evne_fonts_shaper(const evne_fonts *fonts)
{
    return fonts->shaper;
}
