/*
 * write.c - the order in which a file is made.
 *
 * Pages first, since writing text decides which glyphs the fonts must hold and which marks the
 * structure tree leads to; then annotations, structure, fonts and metadata; the file identifier
 * last, from a hash of everything that makes this document different from another.
 */
#include "write.h"

#include "attach.h"
#include "base/sha256.h"
#include "content.h"
#include "field.h"
#include "haru.h"
#include "image.h"
#include "links.h"
#include "map.h"
#include "metadata.h"
#include "outline.h"
#include "syntax.h"

typedef struct writer {
    evne_arena *arena;
    const evne_pages *pages;
    const evne_pdf_facts *facts;
    evne_haru *haru;
    evne_object *resources; /* the font dictionary of all pages */
    evne_object **page_objects;
    unsigned *page_refs;
    bool has_fields;
    evne_content content;
} writer;

/* What links may lead to. */
static evne_map *map_spots(evne_arena *arena, const evne_pages *pages)
{
    evne_map *spots = evne_map_new(arena);
    for (size_t i = 0; i < pages->n_anchors; i++)
        evne_map_add(spots, pages->anchors[i].node, &pages->anchors[i]);
    for (size_t i = 0; i < pages->n_headings; i++)
        evne_map_add(spots, pages->headings[i].node, &pages->headings[i]);
    return spots;
}

static void prepare(writer *w, evne_fonts *fonts)
{
    const evne_pages *pages = w->pages;
    w->has_fields = w->facts->profile == EVNE_PROFILE_ARCHIVE && !w->facts->is_draft;
    w->resources = evne_haru_own_object(w->haru);
    w->page_objects = evne_arena_array(w->arena, pages->n_pages, sizeof(evne_object *));
    w->page_refs = evne_arena_array(w->arena, pages->n_pages, sizeof *w->page_refs);
    for (size_t i = 0; i < pages->n_pages; i++) {
        w->page_objects[i] = evne_haru_page(w->haru, pages->width, pages->height, w->resources, i);
        w->page_refs[i] = w->page_objects[i]->ref;
    }
    w->content = (evne_content){
        .arena = w->arena,
        .fonts = fonts,
        .subsets = evne_subsets_new(w->haru, w->arena, w->resources),
        .tags = evne_tags_new(w->arena, pages, w->has_fields),
        .spots = map_spots(w->arena, pages),
    };
}

static evne_status write_pages(writer *w, evne_sha256_stream *hash, evne_error *err)
{
    evne_buf bytes = {.arena = w->arena};
    for (size_t i = 0; i < w->pages->n_pages; i++) {
        bytes.len = 0; /* the page before has been compressed */
        EVNE_TRY(evne_content_page(&w->content, w->pages, i, w->has_fields, &bytes, err));
        evne_sha256_add(hash, evne_buf_str(&bytes));
        evne_haru_content(w->haru, w->page_objects[i], evne_buf_str(&bytes));
        evne_links_write(w->haru, &w->content, w->pages, i, w->page_objects[i], w->page_refs);
    }
    return EVNE_OK;
}

static void write_colour(writer *w)
{
    unsigned profile = evne_haru_stream(w->haru, EVNE_STR("/N 3"), evne_icc_srgb(w->arena), true);
    evne_buf_printf(evne_haru_catalog(w->haru),
                    "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1"
                    "/OutputConditionIdentifier(sRGB)/Info(sRGB)/DestOutputProfile %u 0 R>>]\n",
                    profile);
}

static void write_metadata(writer *w, evne_sha256_stream *hash)
{
    evne_metadata metadata = evne_metadata_of(w->facts, w->pages->doc, evne_haru_producer(w->haru));
    evne_str xmp = evne_metadata_xmp(w->arena, &metadata);
    evne_sha256_add(hash, xmp);
    unsigned packet = evne_haru_stream(w->haru, EVNE_STR("/Type/Metadata/Subtype/XML"), xmp, false);
    evne_metadata_info(evne_haru_info(w->haru), &metadata);
    evne_buf *catalog = evne_haru_catalog(w->haru);
    evne_buf_printf(catalog, "/Metadata %u 0 R/Lang", packet);
    evne_syntax_lang(catalog, metadata.lang);
    evne_buf_puts(catalog,
                  "/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>\n");
}

/* The logo, if there is one, on page 1. */
static void write_logo(writer *w, evne_sha256_stream *hash)
{
    const evne_image *image = w->pages->doc->logo.image;
    if (image == NULL)
        return;
    evne_object *names = evne_haru_own_object(w->haru);
    evne_buf_printf(&names->body, "/" EVNE_CONTENT_PICTURE " %u 0 R\n",
                    evne_image_write(w->haru, w->arena, image));
    evne_haru_resource(w->haru, w->page_objects[0], "XObject", names);
    evne_sha256_add(hash, image->bytes);
}

static evne_status write_objects(writer *w, evne_sha256_stream *hash, evne_error *err)
{
    EVNE_TRY(write_pages(w, hash, err));
    if (w->has_fields)
        EVNE_TRY(
            evne_field_write(w->haru, &w->content, w->pages, w->page_objects, w->resources, err));
    else if (!w->facts->is_draft)
        evne_field_reserve(&w->content, w->pages);
    write_logo(w, hash);
    evne_outline_write(w->haru, w->arena, w->pages, w->page_refs);
    unsigned tree = evne_tags_write(w->content.tags, w->haru, w->page_refs);
    evne_buf_printf(evne_haru_catalog(w->haru), "/StructTreeRoot %u 0 R\n", tree);
    EVNE_TRY(evne_subsets_write(w->content.subsets, err));
    write_colour(w);
    write_metadata(w, hash);
    if (w->facts->profile == EVNE_PROFILE_ARCHIVE && w->facts->data.len > 0) {
        evne_sha256_add(hash, w->facts->data);
        evne_attach(w->haru, w->arena, w->facts);
    }
    return EVNE_OK;
}

evne_status evne_pdf_write(evne_arena *arena, const evne_pages *pages, evne_fonts *fonts,
                           const evne_pdf_facts *facts, evne_str *out, evne_error *err)
{
    if (pages->n_pages == 0)
        return evne_fail(err, EVNE_OUTPUT, NULL, "a document without pages");
    writer w = {.arena = arena, .pages = pages, .facts = facts};
    EVNE_TRY(evne_haru_open(arena, &w.haru, err));
    evne_sha256_stream *hash = evne_sha256_new();
    unsigned char digest[EVNE_SHA256_BYTES];
    prepare(&w, fonts);
    evne_status status = write_objects(&w, hash, err);
    evne_sha256_finish(hash, digest);
    evne_buf file = {.arena = arena};
    if (status == EVNE_OK) {
        evne_haru_id(w.haru, digest);
        status = evne_haru_save(w.haru, &file, err);
    }
    evne_haru_close(w.haru);
    *out = evne_buf_str(&file);
    return status;
}
