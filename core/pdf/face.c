/*
 * face.c - opens a font file with HarfBuzz.
 *
 * The file is mapped, hashed whole and only then parsed. Measures that HarfBuzz does not give
 * (bounding box, weight, slant) are read from the tables, which the pin vouches for; lengths are
 * checked all the same.
 */
#include "face.h"

#include <hb-ot.h>
#include <string.h>

#include "base/sha256.h"

static evne_status check_pin(hb_blob_t *blob, const evne_font_family *family,
                             const evne_font_file *file, evne_error *err)
{
    unsigned len = 0;
    const char *bytes = hb_blob_get_data(blob, &len);
    unsigned char hash[EVNE_SHA256_BYTES];
    evne_sha256((evne_str){bytes, len}, hash);
    if (memcmp(hash, file->sha256, sizeof file->sha256) != 0)
        return evne_fail(err, EVNE_SYSTEM, file->name,
                         "font file is not the one that fonts.yaml pins (package '%s')",
                         family->package);
    return EVNE_OK;
}

/* The signed 16-bit value at `at` of a table, 0 past its end. */
static int table_value(const evne_face *face, const char *tag, unsigned at)
{
    hb_blob_t *table = hb_face_reference_table(face->face, hb_tag_from_string(tag, 4));
    unsigned len = 0;
    const char *bytes = hb_blob_get_data(table, &len);
    int value = 0;
    if (at + 2 <= len) {
        unsigned raw = (unsigned)(unsigned char)bytes[at] << 8 | (unsigned char)bytes[at + 1];
        value = raw < 0x8000 ? (int)raw : (int)raw - 0x10000;
    }
    hb_blob_destroy(table);
    return value;
}

static int per_mille(const evne_face *face, int units)
{
    int half = units < 0 ? -face->units_per_em / 2 : face->units_per_em / 2;
    return (units * 1000 + half) / face->units_per_em;
}

static int measure(const evne_face *face, hb_ot_metrics_tag_t tag)
{
    hb_position_t value = 0;
    hb_ot_metrics_get_position_with_fallback(face->font, tag, &value);
    return per_mille(face, value);
}

static void read_measures(evne_face *face)
{
    for (unsigned i = 0; i < 4; i++)
        face->box[i] = per_mille(face, table_value(face, "head", 36 + 2 * i));
    face->ascent = measure(face, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER);
    face->descent = measure(face, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER);
    face->cap_height = measure(face, HB_OT_METRICS_TAG_CAP_HEIGHT);
    face->x_height = measure(face, HB_OT_METRICS_TAG_X_HEIGHT);
    face->italic_angle = table_value(face, "post", 4);
    /* Fonts do not say how thick their stems are; the usual guess from the weight class. */
    int weight = table_value(face, "OS/2", 4);
    face->stem = 50 + weight * weight / 4225;
}

/* The PostScript name, cut to the characters that a PDF name takes without escapes. */
static const char *read_name(evne_arena *arena, const evne_face *face, const char *file_name)
{
    char name[64] = "";
    unsigned size = sizeof name;
    hb_ot_name_get_utf8(face->face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size,
                        name);
    evne_buf out = {.arena = arena};
    for (const char *p = name[0] != '\0' ? name : file_name; *p != '\0' && *p != '.'; p++) {
        bool is_plain = (*p >= '0' && *p <= '9') || (*p >= 'A' && *p <= 'Z') ||
                        (*p >= 'a' && *p <= 'z') || *p == '-';
        if (is_plain)
            evne_buf_put_char(&out, *p);
    }
    return evne_buf_text(&out);
}

evne_status evne_face_open(evne_arena *arena, const char *path, const evne_font_family *family,
                           const evne_font_file *file, evne_face **out, evne_error *err)
{
    evne_file_stamp stamp = evne_file_stamp_of(path);
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(path);
    if (blob == NULL)
        return evne_fail(err, EVNE_SYSTEM, path, "cannot read the font file (package '%s')",
                         family->package);
    evne_status status = check_pin(blob, family, file, err);
    if (status != EVNE_OK) {
        hb_blob_destroy(blob);
        return status;
    }
    evne_face *face = evne_arena_alloc(arena, sizeof *face);
    face->path = path;
    face->stamp = stamp;
    face->face = hb_face_create(blob, 0);
    hb_blob_destroy(blob);
    face->units_per_em = (int)hb_face_get_upem(face->face);
    face->font = hb_font_create(face->face);
    hb_font_set_scale(face->font, face->units_per_em, face->units_per_em);
    hb_blob_t *outlines = hb_face_reference_table(face->face, HB_TAG('g', 'l', 'y', 'f'));
    bool is_truetype = hb_blob_get_length(outlines) > 0;
    hb_blob_destroy(outlines);
    if (!is_truetype) {
        evne_face_close(face);
        return evne_fail(err, EVNE_SYSTEM, path, "not a TrueType font");
    }
    read_measures(face);
    face->ps_name = read_name(arena, face, file->name);
    *out = face;
    return EVNE_OK;
}

void evne_face_close(evne_face *face)
{
    hb_font_destroy(face->font);
    hb_face_destroy(face->face);
}

static bool has_glyph(const evne_face *face, uint32_t code_point)
{
    hb_codepoint_t glyph = 0;
    return hb_font_get_nominal_glyph(face->font, code_point, &glyph) != 0 && glyph != 0;
}

/* Spaces that HarfBuzz makes from the plain one when a font lacks them. */
static bool is_space(uint32_t code_point)
{
    return code_point == 0xA0 || (code_point >= 0x2000 && code_point <= 0x200A) ||
           code_point == 0x202F || code_point == 0x205F || code_point == 0x3000;
}

bool evne_face_covers(const evne_face *face, uint32_t code_point)
{
    if (has_glyph(face, code_point))
        return true;
    if (is_space(code_point))
        return has_glyph(face, ' ');
    if (code_point == 0x2011) /* the no-break hyphen, shaped as U+2010 */
        return has_glyph(face, 0x2010);
    hb_codepoint_t first = 0, second = 0;
    hb_unicode_funcs_t *unicode = hb_unicode_funcs_get_default();
    if (hb_unicode_decompose(unicode, code_point, &first, &second) == 0)
        return false;
    return evne_face_covers(face, first) && (second == 0 || evne_face_covers(face, second));
}

static size_t pair_hash(uint32_t glyph, evne_str text)
{
    uint32_t hash = 2166136261u ^ glyph * 2654435761u;
    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ (unsigned char)text.p[i]) * 16777619u;
    return hash ^ hash >> 15;
}

static uint32_t *find_pair(const evne_face *face, uint32_t glyph, evne_str text)
{
    size_t at = pair_hash(glyph, text) & (face->n_pair_slots - 1);
    while (face->pair_slots[at] != 0) {
        const evne_glyph_pair *pair = &face->pairs[face->pair_slots[at] - 1];
        if (pair->glyph == glyph && evne_str_eq(pair->text, text))
            break;
        at = (at + 1) & (face->n_pair_slots - 1);
    }
    return &face->pair_slots[at];
}

static void grow_pairs(evne_face *face, evne_arena *arena)
{
    face->n_pair_slots = face->n_pair_slots == 0 ? 512 : face->n_pair_slots * 2;
    face->pair_slots = evne_arena_array(arena, face->n_pair_slots, sizeof *face->pair_slots);
    for (size_t i = 0; i < face->n_pairs; i++)
        *find_pair(face, face->pairs[i].glyph, face->pairs[i].text) = (uint32_t)i + 1;
    size_t room = face->n_pair_slots / 2;
    face->pairs = evne_arena_grow(arena, face->pairs, face->room_pairs * sizeof *face->pairs,
                                  room * sizeof *face->pairs);
    face->room_pairs = room;
}

static int32_t advance_of(const evne_face *face, uint32_t glyph)
{
    int64_t units = hb_font_get_glyph_h_advance(face->font, glyph);
    return (int32_t)((units * 100000 + face->units_per_em / 2) / face->units_per_em);
}

uint32_t evne_face_pair(evne_face *face, evne_arena *arena, uint32_t glyph, evne_str text)
{
    if (face->n_pairs == face->room_pairs)
        grow_pairs(face, arena);
    uint32_t *slot = find_pair(face, glyph, text);
    if (*slot == 0) {
        face->pairs[face->n_pairs++] = (evne_glyph_pair){glyph, advance_of(face, glyph), text};
        *slot = (uint32_t)face->n_pairs;
    }
    return *slot - 1;
}

void evne_face_forget(evne_face *face)
{
    face->pairs = NULL;
    face->pair_slots = NULL;
    face->n_pairs = face->room_pairs = face->n_pair_slots = 0;
}
