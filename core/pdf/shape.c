/*
 * shape.c - text to glyphs.
 *
 * A word is cut into clusters (a base character with its marks and joiners), each cluster is given
 * to the first font of the list that has all of it, and neighbours of one font and one script are
 * shaped together, so that marks stay with their base and Arabic letters join. Nothing is taken
 * from the environment: HarfBuzz's own guess of the language would read the locale.
 *
 * Glyphs are kept in the order of reading, also right to left: that order is what text extraction
 * and screen readers follow (measured: the order of sight comes out reversed).
 */
#include "shape.h"

#include <hb-ot.h>
#include <string.h>

enum { MAX_FACES = 128 };

struct evne_shaper {
    evne_arena *arena;
    const evne_font_list *list;
    evne_face *(*by_family)[EVNE_FONT_WEIGHTS]; /* NULL until opened */
    evne_face *faces[MAX_FACES];
    size_t n_faces;
    hb_buffer_t *buffer;
    hb_unicode_funcs_t *unicode;
    hb_language_t language;
};

/* Part of a word that one font shows in one go. */
typedef struct run {
    size_t from, to;
    evne_face *face;
    hb_script_t script;
} run;

evne_shaper *evne_shaper_new(evne_arena *arena, const evne_font_list *list)
{
    evne_shaper *shaper = evne_arena_alloc(arena, sizeof *shaper);
    shaper->arena = arena;
    shaper->list = list;
    shaper->by_family = evne_arena_array(arena, list->n_families, sizeof *shaper->by_family);
    shaper->buffer = hb_buffer_create();
    shaper->unicode = hb_unicode_funcs_get_default();
    shaper->language = hb_language_from_string("da", -1);
    return shaper;
}

void evne_shaper_close(evne_shaper *shaper)
{
    for (size_t i = 0; i < shaper->n_faces; i++)
        evne_face_close(shaper->faces[i]);
    hb_buffer_destroy(shaper->buffer);
}

size_t evne_shaper_faces(const evne_shaper *shaper)
{
    return shaper->n_faces;
}

evne_face *evne_shaper_face(const evne_shaper *shaper, size_t index)
{
    return shaper->faces[index];
}

/* The weight that stands in for one that the family lacks: the heavier of what is left. */
static evne_weight nearest_weight(const evne_font_family *family, evne_weight weight)
{
    static const evne_weight order[EVNE_FONT_WEIGHTS][EVNE_FONT_WEIGHTS] = {
        {EVNE_REGULAR, EVNE_REGULAR, EVNE_REGULAR},
        {EVNE_SEMIBOLD, EVNE_BOLD, EVNE_REGULAR},
        {EVNE_BOLD, EVNE_SEMIBOLD, EVNE_REGULAR}};
    for (int i = 0; i < EVNE_FONT_WEIGHTS; i++) {
        if (family->files[order[weight][i]].name != NULL)
            return order[weight][i];
    }
    return EVNE_REGULAR;
}

static evne_status open_face(evne_shaper *shaper, size_t at, evne_weight weight, evne_face **out,
                             evne_error *err)
{
    const evne_font_family *family = &shaper->list->families[at];
    weight = nearest_weight(family, weight);
    evne_face **slot = &shaper->by_family[at][weight];
    if (*slot == NULL) {
        if (shaper->n_faces == MAX_FACES)
            return evne_fail(err, EVNE_SYSTEM, "fonts.yaml", "more than %d fonts in use",
                             MAX_FACES);
        const evne_font_file *file = &family->files[weight];
        const char *path = NULL;
        EVNE_TRY(evne_fontlist_find(shaper->arena, shaper->list, family, file, &path, err));
        EVNE_TRY(evne_face_open(shaper->arena, path, family, file, slot, err));
        (*slot)->index = shaper->n_faces;
        shaper->faces[shaper->n_faces++] = *slot;
    }
    *out = *slot;
    return EVNE_OK;
}

enum { SOFT_HYPHEN = 0xAD };

/*
 * Never shown: Unicode's Default_Ignorable_Code_Point, as far as text has them. Layout keeps a soft
 * hyphen only where a line ends with it: then it is shown.
 */
static bool is_ignorable(uint32_t c)
{
    return c == 0x34F || c == 0x61C || (c >= 0x17B4 && c <= 0x17B5) ||
           (c >= 0x180B && c <= 0x180F) || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
           (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0000 && c <= 0xE0FFF);
}

/* The character whose glyph is shown for `c`: a hyphen that divides a word looks like any other and
 * is read as what it is (ISO 32000-1, 14.8.2.2.3). */
static uint32_t shown_as(uint32_t c)
{
    return c == SOFT_HYPHEN ? '-' : c;
}

static bool joins_previous(const evne_shaper *shaper, uint32_t code_point)
{
    if (is_ignorable(code_point))
        return true;
    hb_unicode_general_category_t category =
        hb_unicode_general_category(shaper->unicode, code_point);
    return category == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK ||
           category == HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK ||
           category == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK;
}

static bool is_neutral(hb_script_t script)
{
    return script == HB_SCRIPT_COMMON || script == HB_SCRIPT_INHERITED ||
           script == HB_SCRIPT_UNKNOWN;
}

static bool family_is_for(const evne_font_family *family, hb_script_t script)
{
    if (family->n_scripts == 0 || is_neutral(script))
        return true;
    for (size_t i = 0; i < family->n_scripts; i++) {
        if (hb_script_from_string(family->scripts[i], 4) == script)
            return true;
    }
    return false;
}

static bool covers_all(const evne_face *face, evne_str cluster)
{
    for (size_t at = 0; at < cluster.len;) {
        uint32_t code_point = evne_utf8_next(cluster, &at);
        if (!is_ignorable(code_point) && !evne_face_covers(face, shown_as(code_point)))
            return false;
    }
    return true;
}

/* Sets `*out` to the first face that has all of `cluster`, or to NULL. */
static evne_status find_face(evne_shaper *shaper, evne_weight weight, evne_str cluster,
                             hb_script_t script, evne_face **out, evne_error *err)
{
    *out = NULL;
    for (size_t i = 0; i < shaper->list->n_families; i++) {
        if (!family_is_for(&shaper->list->families[i], script))
            continue;
        evne_face *face = NULL;
        EVNE_TRY(open_face(shaper, i, weight, &face, err));
        if (covers_all(face, cluster)) {
            *out = face;
            return EVNE_OK;
        }
    }
    return EVNE_OK;
}

static evne_status missing(evne_str character, uint32_t code_point, evne_error *err)
{
    return evne_fail(err, EVNE_INPUT, NULL, "no font has U+%04X '%.*s'", (unsigned)code_point,
                     EVNE_STR_ARGS(character));
}

/* The end of the cluster that starts at `from`. */
static size_t cluster_end(const evne_shaper *shaper, evne_str text, size_t from)
{
    size_t end = from;
    evne_utf8_next(text, &end);
    for (size_t at = end; at < text.len; end = at) {
        if (!joins_previous(shaper, evne_utf8_next(text, &at)))
            break;
    }
    return end;
}

static hb_script_t cluster_script(const evne_shaper *shaper, evne_str cluster)
{
    hb_script_t script = HB_SCRIPT_COMMON;
    for (size_t at = 0; at < cluster.len && is_neutral(script);)
        script = hb_unicode_script(shaper->unicode, evne_utf8_next(cluster, &at));
    return script;
}

/* Adds text[from, to) to the last run when font and script allow, else as a run of its own. */
static void add_run(run *runs, size_t *n_runs, run next)
{
    run *last = *n_runs > 0 ? &runs[*n_runs - 1] : NULL;
    bool is_same =
        last != NULL && last->face == next.face &&
        (last->script == next.script || is_neutral(last->script) || is_neutral(next.script));
    if (!is_same) {
        runs[(*n_runs)++] = next;
        return;
    }
    last->to = next.to;
    if (is_neutral(last->script))
        last->script = next.script;
}

/* A cluster that no single font has is given out character by character. */
static evne_status split_cluster(evne_shaper *shaper, evne_weight weight, evne_str text,
                                 size_t from, size_t to, run *runs, size_t *n_runs, evne_error *err)
{
    for (size_t at = from; at < to;) {
        size_t start = at;
        uint32_t code_point = evne_utf8_next(text, &at);
        evne_str character = evne_str_slice(text, start, at);
        hb_script_t script = hb_unicode_script(shaper->unicode, code_point);
        evne_face *face = NULL;
        EVNE_TRY(find_face(shaper, weight, character, script, &face, err));
        if (face == NULL)
            return missing(character, code_point, err);
        add_run(runs, n_runs, (run){start, at, face, script});
    }
    return EVNE_OK;
}

static evne_status find_runs(evne_shaper *shaper, evne_weight weight, evne_str text, run *runs,
                             size_t *n_runs, evne_error *err)
{
    for (size_t at = 0; at < text.len;) {
        size_t end = cluster_end(shaper, text, at);
        evne_str cluster = evne_str_slice(text, at, end);
        hb_script_t script = cluster_script(shaper, cluster);
        evne_face *face = NULL;
        EVNE_TRY(find_face(shaper, weight, cluster, script, &face, err));
        if (face != NULL)
            add_run(runs, n_runs, (run){at, end, face, script});
        else
            EVNE_TRY(split_cluster(shaper, weight, text, at, end, runs, n_runs, err));
        at = end;
    }
    return EVNE_OK;
}

static void show_hyphens(hb_buffer_t *buffer)
{
    unsigned n;
    hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &n);

    for (unsigned i = 0; i < n; i++)
        infos[i].codepoint = shown_as(infos[i].codepoint);
}

static void run_harfbuzz(evne_shaper *shaper, evne_str text, const run *part, bool is_rtl)
{
    static const hb_feature_t features[] = {
        {HB_TAG('t', 'n', 'u', 'm'), 1, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END}};
    hb_buffer_t *buffer = shaper->buffer;
    hb_buffer_reset(buffer);
    hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
    hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
    hb_buffer_add_utf8(buffer, text.p, (int)text.len, (unsigned)part->from,
                       (int)(part->to - part->from));
    show_hyphens(buffer);
    hb_buffer_set_direction(buffer, is_rtl ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, is_neutral(part->script) ? HB_SCRIPT_LATIN : part->script);
    hb_buffer_set_language(buffer, shaper->language);
    hb_shape(part->face->font, buffer, features, 1);
}

/*
 * Where the characters of the cluster at `from` end: at the next higher cluster in use. Glyphs
 * stand in order of sight, so clusters rise or, right to left, fall.
 */
static size_t text_end(const hb_glyph_info_t *infos, size_t n, size_t i, bool is_rtl, size_t end)
{
    if (is_rtl) {
        for (size_t k = i; k-- > 0;) {
            if (infos[k].cluster != infos[i].cluster)
                return infos[k].cluster;
        }
        return end;
    }
    for (size_t k = i + 1; k < n; k++) {
        if (infos[k].cluster != infos[i].cluster)
            return infos[k].cluster;
    }
    return end;
}

/* True for the glyph of a cluster that is read first. */
static bool is_first(const hb_glyph_info_t *infos, size_t n, size_t i, bool is_rtl)
{
    if (is_rtl)
        return i + 1 == n || infos[i + 1].cluster != infos[i].cluster;
    return i == 0 || infos[i - 1].cluster != infos[i].cluster;
}

/* In 1/100,000 em, rounded to the nearest. */
static int32_t in_ems(const evne_face *face, int64_t units)
{
    int64_t by = face->units_per_em, scaled = units * 100000;
    return (int32_t)((scaled + (scaled < 0 ? -by : by) / 2) / by);
}

/* Copies HarfBuzz's result into the order of reading. */
static evne_status take_glyphs(evne_shaper *shaper, evne_arena *arena, evne_str text,
                               const run *part, bool is_rtl, evne_segment *out, evne_error *err)
{
    unsigned n = 0;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(shaper->buffer, &n);
    const hb_glyph_position_t *places = hb_buffer_get_glyph_positions(shaper->buffer, &n);
    evne_glyph *glyphs = evne_arena_array(arena, n, sizeof *glyphs);
    int32_t pen = 0;
    for (size_t i = 0; i < n; i++) {
        evne_str shown = EVNE_STR("\xE2\x80\x8D");
        size_t at = infos[i].cluster;
        if (is_first(infos, n, i, is_rtl))
            shown = evne_str_slice(text, at, text_end(infos, n, i, is_rtl, part->to));
        if (infos[i].codepoint == 0) {
            size_t next = at;
            uint32_t code_point = evne_utf8_next(text, &next);
            return missing(evne_str_slice(text, at, next), code_point, err);
        }
        glyphs[is_rtl ? n - 1 - i : i] =
            (evne_glyph){evne_face_pair(part->face, arena, infos[i].codepoint, shown),
                         in_ems(part->face, pen + places[i].x_offset), places[i].y_offset};
        pen += places[i].x_advance;
    }
    *out = (evne_segment){part->face, glyphs, n, pen};
    return EVNE_OK;
}

evne_status evne_shaper_shape(evne_shaper *shaper, evne_arena *arena, evne_weight weight,
                              evne_str text, bool is_rtl, evne_shaped *out, evne_error *err)
{
    text = (evne_str){evne_arena_copy(arena, text.p, text.len), text.len};
    run few[32], *runs = few;
    size_t n_runs = 0;
    if (text.len > sizeof few / sizeof *few)
        runs = evne_arena_array(arena, text.len, sizeof *runs);
    EVNE_TRY(find_runs(shaper, weight, text, runs, &n_runs, err));
    evne_segment *segments = evne_arena_array(arena, n_runs, sizeof *segments);
    for (size_t i = 0; i < n_runs; i++) {
        run_harfbuzz(shaper, text, &runs[i], is_rtl);
        EVNE_TRY(take_glyphs(shaper, arena, text, &runs[i], is_rtl, &segments[i], err));
    }
    *out = (evne_shaped){text, is_rtl, segments, n_runs};
    return EVNE_OK;
}

bool evne_shaper_covers(evne_shaper *shaper, uint32_t code_point)
{
    if (is_ignorable(code_point))
        return true;
    char bytes[8];
    evne_buf buf = {.arena = shaper->arena, .p = bytes, .room = sizeof bytes};
    evne_utf8_put(&buf, code_point);
    evne_face *face = NULL;
    evne_error ignored;
    hb_script_t script = hb_unicode_script(shaper->unicode, code_point);
    return find_face(shaper, EVNE_REGULAR, evne_buf_str(&buf), script, &face, &ignored) ==
               EVNE_OK &&
           face != NULL;
}

evne_len evne_segment_width(const evne_segment *segment, evne_len size)
{
    int64_t units = segment->face->units_per_em;
    int64_t scaled = (int64_t)segment->advance * size;
    return (evne_len)((scaled + (scaled < 0 ? -units : units) / 2) / units);
}
