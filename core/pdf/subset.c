/*
 * subset.c - font objects.
 *
 * A font is written as Type0 over CIDFontType2: six objects. Codes count the (glyph, text) pairs
 * from 1; a CIDToGIDMap leads to the glyphs of the subset, W holds the widths in one run, and
 * ToUnicode gives each code its own text, so that no two texts ever share a code. Glyph 0, the box
 * for what a font lacks, is never among them: shaping fails first.
 *
 * The subset's tag is a hash of its glyphs: same document, same bytes.
 */
#include "subset.h"

#include <hb-subset.h>

#include "syntax.h"

enum {
    MAX_CODES = 65535,
    MAX_TEXT = 200, /* UTF-16 units of one code's text; CMaps allow 256 */
    CMAP_BLOCK = 100
};

struct evne_subsets {
    evne_arena *arena;
    evne_haru *haru;
    evne_object *resources;
    evne_subset **by_face; /* by evne_face.index */
    size_t room_faces;
    evne_subset **used; /* in order of first use */
    size_t n_used, room_used;
    bool is_full;
};

evne_subsets *evne_subsets_new(evne_haru *haru, evne_arena *arena, evne_object *resources)
{
    evne_subsets *subsets = evne_arena_alloc(arena, sizeof *subsets);
    subsets->arena = arena;
    subsets->haru = haru;
    subsets->resources = resources;
    return subsets;
}

/* Room for `wanted` elements, at least doubling. */
static void *more(evne_arena *arena, void *old, size_t size, size_t wanted, size_t *room)
{
    size_t before = *room;
    *room = wanted > before * 2 ? wanted : before * 2;
    return evne_arena_grow(arena, old, before * size, *room * size);
}

evne_subset *evne_subsets_of(evne_subsets *subsets, const evne_face *face)
{
    if (face->index >= subsets->room_faces)
        subsets->by_face = more(subsets->arena, subsets->by_face, sizeof *subsets->by_face,
                                face->index + 16, &subsets->room_faces);
    evne_subset **slot = &subsets->by_face[face->index];
    if (*slot == NULL) {
        evne_subset *subset = evne_arena_alloc(subsets->arena, sizeof *subset);
        if (subsets->n_used == subsets->room_used)
            subsets->used = more(subsets->arena, subsets->used, sizeof *subsets->used,
                                 subsets->n_used + 8, &subsets->room_used);
        subsets->used[subsets->n_used++] = subset;
        subset->face = face;
        subset->name = evne_arena_printf(subsets->arena, "F%zu", subsets->n_used);
        subset->font = evne_haru_object(subsets->haru);
        evne_buf_printf(&subsets->resources->body, "/%s ", subset->name);
        evne_haru_ref(subsets->haru, &subsets->resources->body, subset->font->ref);
        *slot = subset;
    }
    return *slot;
}

unsigned evne_subset_code(evne_subsets *subsets, evne_subset *subset, uint32_t pair)
{
    if (pair >= subset->room_pairs)
        subset->code_of_pair =
            more(subsets->arena, subset->code_of_pair, sizeof *subset->code_of_pair,
                 (size_t)pair + 256, &subset->room_pairs);
    if (subset->code_of_pair[pair] != 0)
        return subset->code_of_pair[pair];
    if (subset->n_codes == MAX_CODES) {
        subsets->is_full = true;
        return 0;
    }
    if (subset->n_codes == subset->room_codes)
        subset->pair_of_code =
            more(subsets->arena, subset->pair_of_code, sizeof *subset->pair_of_code,
                 subset->n_codes + 256, &subset->room_codes);
    subset->pair_of_code[subset->n_codes++] = pair;
    return subset->code_of_pair[pair] = (uint16_t)subset->n_codes;
}

static const evne_glyph_pair *pair_at(const evne_subset *subset, size_t code)
{
    return &subset->face->pairs[subset->pair_of_code[code - 1]];
}

/* Six letters from the glyphs in order of code, as PDF wants before a subset's name. */
static const char *make_tag(evne_arena *arena, const evne_subset *subset)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t code = 1; code <= subset->n_codes; code++) {
        hash = (hash ^ pair_at(subset, code)->glyph) * 1099511628211u;
        hash ^= hash >> 29;
    }
    char *tag = evne_arena_alloc(arena, 7);
    for (int i = 0; i < 6; i++, hash /= 26)
        tag[i] = (char)('A' + hash % 26);
    return tag;
}

/* Tables that a PDF reader has no use for: the code maps say all that is needed. */
static void drop_tables(hb_subset_input_t *input)
{
    static const char names[][5] = {"GSUB", "GPOS", "GDEF", "cmap", "name", "post", "OS/2",
                                    "kern", "gasp", "GASP", "STAT", "meta", "DSIG", "BASE",
                                    "MATH", "FFTM", "vhea", "vmtx", "hdmx", "VDMX", "LTSH",
                                    "cvt ", "fpgm", "prep", "PCLT", "JSTF", "VORG", "avar"};
    hb_set_t *dropped = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        hb_set_add(dropped, hb_tag_from_string(names[i], 4));
}

/* The code to glyph map, two bytes a code; code 0 leads to glyph 0 and is never shown. */
static evne_str glyph_map(evne_arena *arena, const evne_subset *subset, const hb_map_t *renamed)
{
    evne_buf map = {.arena = arena};
    evne_buf_put(&map, "\0\0", 2);
    for (size_t code = 1; code <= subset->n_codes; code++) {
        unsigned glyph = hb_map_get(renamed, pair_at(subset, code)->glyph);
        char bytes[2] = {(char)(glyph >> 8 & 255), (char)(glyph & 255)};
        evne_buf_put(&map, bytes, 2);
    }
    return evne_buf_str(&map);
}

typedef struct cut_font {
    unsigned program; /* object number of the font program */
    evne_str glyph_map;
} cut_font;

static unsigned write_program(evne_subsets *subsets, hb_face_t *face)
{
    hb_blob_t *blob = hb_face_reference_blob(face);
    unsigned len = 0;
    const char *bytes = hb_blob_get_data(blob, &len);
    const char *dict = evne_arena_printf(subsets->arena, "/Length1 %u", len);
    unsigned ref = evne_haru_stream(subsets->haru, evne_str_of(dict), (evne_str){bytes, len}, true);
    hb_blob_destroy(blob);
    return ref;
}

static evne_status cut(evne_subsets *subsets, const evne_subset *subset, cut_font *out,
                       evne_error *err)
{
    hb_subset_plan_t *plan = NULL;
    hb_face_t *face = NULL;
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (input == NULL)
        goto done;
    hb_set_t *glyphs = hb_subset_input_glyph_set(input);
    for (size_t code = 1; code <= subset->n_codes; code++)
        hb_set_add(glyphs, pair_at(subset, code)->glyph);
    drop_tables(input);
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING);
    plan = hb_subset_plan_create_or_fail(subset->face->face, input);
    face = plan != NULL ? hb_subset_plan_execute_or_fail(plan) : NULL;
    if (face == NULL)
        goto done;
    out->glyph_map =
        glyph_map(subsets->arena, subset, hb_subset_plan_old_to_new_glyph_mapping(plan));
    out->program = write_program(subsets, face);
done:
    hb_subset_input_destroy(input);
    hb_subset_plan_destroy(plan);
    hb_face_destroy(face);
    if (out->program == 0)
        return evne_fail(err, EVNE_SYSTEM, subset->face->ps_name, "cannot cut the font");
    return EVNE_OK;
}

/* ToUnicode values that are not allowed (ISO 14289-1, 7.21.7) are left out. */
static void put_code_text(evne_buf *out, evne_str text)
{
    size_t before = out->len;
    for (size_t at = 0; at < text.len;) {
        size_t from = at;
        uint32_t code_point = evne_utf8_next(text, &at);
        if (code_point != 0 && code_point != 0xFEFF && code_point != 0xFFFE &&
            out->len - before < MAX_TEXT * 4)
            evne_syntax_utf16(out, evne_str_slice(text, from, at), 2);
    }
    if (out->len == before)
        evne_buf_puts(out, "200D");
}

static unsigned write_code_texts(evne_subsets *subsets, const evne_subset *subset)
{
    evne_buf map = {.arena = subsets->arena};
    evne_buf_puts(&map, "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                        "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
                        "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
                        "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
    for (size_t code = 1; code <= subset->n_codes; code++) {
        size_t left = subset->n_codes - code + 1;
        if ((code - 1) % CMAP_BLOCK == 0)
            evne_buf_printf(&map, "%zu beginbfchar\n", left < CMAP_BLOCK ? left : CMAP_BLOCK);
        evne_buf_put_char(&map, '<');
        evne_syntax_hex16(&map, (unsigned)code);
        evne_buf_puts(&map, "><");
        put_code_text(&map, pair_at(subset, code)->text);
        evne_buf_puts(&map, ">\n");
        if (code % CMAP_BLOCK == 0 || left == 1)
            evne_buf_puts(&map, "endbfchar\n");
    }
    evne_buf_puts(&map, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
    return evne_haru_stream(subsets->haru, (evne_str){"", 0}, evne_buf_str(&map), true);
}

static unsigned write_descriptor(evne_subsets *subsets, const evne_face *face, const char *tag,
                                 unsigned program)
{
    evne_object *object = evne_haru_object(subsets->haru);
    evne_buf_printf(&object->body,
                    "/Type/FontDescriptor/FontName/%s+%s/Flags 32/FontBBox[%d %d %d %d]"
                    "/ItalicAngle %d/Ascent %d/Descent %d/CapHeight %d/XHeight %d/StemV %d"
                    "/FontFile2 ",
                    tag, face->ps_name, face->box[0], face->box[1], face->box[2], face->box[3],
                    face->italic_angle, face->ascent, face->descent, face->cap_height,
                    face->x_height, face->stem);
    evne_haru_ref(subsets->haru, &object->body, program);
    evne_buf_put_char(&object->body, '\n');
    return object->ref;
}

static unsigned write_descendant(evne_subsets *subsets, const evne_subset *subset, const char *tag,
                                 unsigned descriptor, evne_str map)
{
    unsigned map_ref = evne_haru_stream(subsets->haru, (evne_str){"", 0}, map, true);
    evne_object *object = evne_haru_object(subsets->haru);
    evne_buf *body = &object->body;
    evne_buf_printf(body,
                    "/Type/Font/Subtype/CIDFontType2/BaseFont/%s+%s"
                    "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
                    "/CIDToGIDMap ",
                    tag, subset->face->ps_name);
    evne_haru_ref(subsets->haru, body, map_ref);
    evne_buf_puts(body, "/FontDescriptor ");
    evne_haru_ref(subsets->haru, body, descriptor);
    evne_buf_puts(body, "/DW 0/W[1[");
    for (size_t code = 1; code <= subset->n_codes; code++) {
        if (code > 1)
            evne_buf_put_char(body, code % 20 == 1 ? '\n' : ' ');
        evne_syntax_milli(body, (int64_t)pair_at(subset, code)->advance * 10);
    }
    evne_buf_puts(body, "]]\n");
    return object->ref;
}

static evne_status write_font(evne_subsets *subsets, const evne_subset *subset, evne_error *err)
{
    const char *tag = make_tag(subsets->arena, subset);
    cut_font font = {0};
    EVNE_TRY(cut(subsets, subset, &font, err));
    unsigned descriptor = write_descriptor(subsets, subset->face, tag, font.program);
    unsigned descendant = write_descendant(subsets, subset, tag, descriptor, font.glyph_map);
    unsigned texts = write_code_texts(subsets, subset);
    evne_buf_printf(&subset->font->body,
                    "/Type/Font/Subtype/Type0/BaseFont/%s+%s/Encoding/Identity-H"
                    "/DescendantFonts[",
                    tag, subset->face->ps_name);
    evne_haru_ref(subsets->haru, &subset->font->body, descendant);
    evne_buf_puts(&subset->font->body, "]/ToUnicode ");
    evne_haru_ref(subsets->haru, &subset->font->body, texts);
    evne_buf_put_char(&subset->font->body, '\n');
    return EVNE_OK;
}

evne_status evne_subsets_write(evne_subsets *subsets, evne_error *err)
{
    if (subsets->is_full)
        return evne_fail(err, EVNE_OUTPUT, NULL, "more than %d different glyphs in one font",
                         MAX_CODES);
    /* In order of first use, not of opening: other documents may have opened faces before. */
    for (size_t i = 0; i < subsets->n_used; i++)
        EVNE_TRY(write_font(subsets, subsets->used[i], err));
    return EVNE_OK;
}
