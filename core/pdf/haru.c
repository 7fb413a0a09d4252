/*
 * haru.c - libharu with raw bodies.
 *
 * A dictionary's `write_fn` is called between << and >>; ours writes the text of an evne_buf that
 * hangs on `attr`. That costs a quarter of the memory of libharu's own keys and values and none of
 * their time. Streams are deflated here (libdeflate) and handed over with filter NONE, since
 * libharu would write a Filter key of its own otherwise; ours stands in the raw body.
 *
 * The document is never freed: its memory is the arena's, and libharu holds nothing else.
 *
 * Loose objects need no document: they are numbered from 0 and refer to each other by "&0;", which
 * whoever writes the update replaces.
 */
#include "haru.h"

#include <hpdf.h>
#include <libdeflate.h>
#include <string.h>

struct evne_haru {
    evne_arena *arena, *outer; /* `outer` is the arena in use before */
    HPDF_Doc doc;              /* NULL while the objects are loose */
    evne_loose *loose;
    size_t n_loose, room_loose;
    HPDF_Dict shared; /* stands for all objects without a dictionary of their own */
    evne_object *first, *last;
    const evne_object *next; /* whose body is written next */
    struct libdeflate_compressor *compressor;
    evne_buf catalog, info;
    char *packed; /* room for what is being compressed, until libharu has copied it */
    size_t packed_room;
    HPDF_STATUS first_error, first_detail;
    const char *producer;
};

enum { ENTRIES = 4096 };
enum { DEFLATE_LEVEL = 1 }; /* files are 2 % larger than at 6, for two fifths of the time */

/* libharu's allocator takes no context, so the arena in use is told to it by thread. */
static _Thread_local evne_arena *current_arena;

static void *allocate(HPDF_UINT size)
{
    return evne_arena_alloc(current_arena, size);
}

static void release(void *memory)
{
    (void)memory;
}

static void on_error(HPDF_STATUS error, HPDF_STATUS detail, void *user)
{
    evne_haru *haru = user;
    if (haru->first_error == HPDF_OK) {
        haru->first_error = error;
        haru->first_detail = detail;
    }
}

static HPDF_STATUS write_body(HPDF_Dict dict, HPDF_Stream stream)
{
    const evne_buf *body = dict->attr;
    if (body->len == 0)
        return HPDF_OK;
    return HPDF_Stream_Write(stream, (const HPDF_BYTE *)body->p, (HPDF_UINT)body->len);
}

static HPDF_STATUS write_next(HPDF_Dict shared, HPDF_Stream stream)
{
    evne_haru *haru = shared->attr;
    const evne_buf *body = &haru->next->body;
    haru->next = haru->next->next;
    if (body->len == 0)
        return HPDF_OK;
    return HPDF_Stream_Write(stream, (const HPDF_BYTE *)body->p, (HPDF_UINT)body->len);
}

static void make_raw(HPDF_Dict dict, evne_buf *body)
{
    dict->attr = body;
    dict->write_fn = write_body;
}

static unsigned number_of(const void *object)
{
    return ((const HPDF_Obj_Header *)object)->obj_id & 0x00FFFFFF;
}

evne_status evne_haru_open(evne_arena *arena, evne_haru **out, evne_error *err)
{
    if (strcmp(HPDF_GetVersion(), HPDF_VERSION_TEXT) != 0)
        return evne_fail(err, EVNE_SYSTEM, "libharu", "version %s is installed, built for %s",
                         HPDF_GetVersion(), HPDF_VERSION_TEXT);
    evne_haru *haru = evne_arena_alloc(arena, sizeof *haru);
    haru->arena = arena;
    haru->outer = current_arena;
    haru->catalog.arena = haru->info.arena = arena;
    current_arena = arena;
    haru->compressor = libdeflate_alloc_compressor(DEFLATE_LEVEL);
    haru->doc = HPDF_NewEx(on_error, allocate, release, 0, haru);
    if (haru->compressor == NULL || haru->doc == NULL) {
        evne_haru_close(haru);
        return evne_fail(err, EVNE_SYSTEM, "libharu", "cannot open a document");
    }
    HPDF_SetCompressionMode(haru->doc, HPDF_COMP_NONE);
    haru->producer = evne_arena_printf(arena, "Haru Free PDF Library %s", HPDF_GetVersion());
    haru->shared = HPDF_Dict_New(haru->doc->mmgr);
    haru->shared->attr = haru;
    haru->shared->write_fn = write_next;
    haru->doc->xref->entries->items_per_block = ENTRIES; /* it grows by copying */
    make_raw(haru->doc->catalog, &haru->catalog);
    HPDF_Dict_RemoveElement(haru->doc->info, "Producer");
    make_raw(haru->doc->info, &haru->info);
    *out = haru;
    return EVNE_OK;
}

void evne_haru_close(evne_haru *haru)
{
    if (haru == NULL)
        return;
    if (haru->compressor != NULL)
        libdeflate_free_compressor(haru->compressor);
    current_arena = haru->outer;
}

const char *evne_haru_producer(const evne_haru *haru)
{
    return haru->producer;
}

evne_status evne_haru_open_loose(evne_arena *arena, evne_haru **out, evne_error *err)
{
    evne_haru *haru = evne_arena_alloc(arena, sizeof *haru);
    haru->arena = arena;
    haru->outer = current_arena;
    haru->compressor = libdeflate_alloc_compressor(DEFLATE_LEVEL);
    if (haru->compressor == NULL)
        return evne_fail(err, EVNE_SYSTEM, "libdeflate", "no memory");
    *out = haru;
    return EVNE_OK;
}

const evne_loose *evne_haru_loose(const evne_haru *haru, size_t *n)
{
    *n = haru->n_loose;
    return haru->loose;
}

void evne_haru_ref(const evne_haru *haru, evne_buf *out, unsigned ref)
{
    evne_buf_printf(out, haru->doc != NULL ? "%u 0 R" : "&%u;", ref);
}

static evne_loose *add_loose(evne_haru *haru)
{
    if (haru->n_loose == haru->room_loose) {
        size_t room = haru->room_loose == 0 ? 16 : haru->room_loose * 2;
        haru->loose =
            evne_arena_grow(haru->arena, haru->loose, haru->room_loose * sizeof *haru->loose,
                            room * sizeof *haru->loose);
        haru->room_loose = room;
    }
    evne_object *object = evne_arena_alloc(haru->arena, sizeof *object);
    object->body.arena = haru->arena;
    object->ref = (unsigned)haru->n_loose;
    haru->loose[haru->n_loose] = (evne_loose){.object = object};
    return &haru->loose[haru->n_loose++];
}

static evne_object *object_of(evne_haru *haru, HPDF_Dict dict)
{
    evne_object *object = evne_arena_alloc(haru->arena, sizeof *object);
    object->body.arena = haru->arena;
    object->dict = dict;
    object->ref = dict != NULL ? number_of(dict) : 0;
    return object;
}

/* A dictionary that could not be made leaves an error behind, which evne_haru_save reports. */
evne_object *evne_haru_object(evne_haru *haru)
{
    if (haru->doc == NULL)
        return add_loose(haru)->object;
    haru->shared->header.obj_id = 0; /* libharu takes no object that has a number */
    HPDF_Xref_Add(haru->doc->xref, haru->shared);
    evne_object *object = object_of(haru, NULL);
    object->ref = number_of(haru->shared);
    if (haru->last != NULL)
        haru->last->next = object;
    else
        haru->first = object;
    haru->last = object;
    return object;
}

evne_object *evne_haru_own_object(evne_haru *haru)
{
    if (haru->doc == NULL)
        return add_loose(haru)->object;
    HPDF_Dict dict = HPDF_Dict_New(haru->doc->mmgr);
    HPDF_Xref_Add(haru->doc->xref, dict);
    evne_object *object = object_of(haru, dict);
    make_raw(dict, &object->body);
    return object;
}

/* Deflates `bytes` and says so in `dict`; the result lasts until the next stream. */
evne_str evne_haru_deflate(evne_haru *haru, evne_str bytes, evne_buf *dict)
{
    size_t room = libdeflate_zlib_compress_bound(haru->compressor, bytes.len);
    if (room > haru->packed_room || !haru->doc) { /* loose objects keep what they are given */
        haru->packed = evne_arena_alloc(haru->arena, room);
        haru->packed_room = room;
    }
    size_t len = libdeflate_zlib_compress(haru->compressor, bytes.p, bytes.len, haru->packed, room);
    if (len == 0)
        return bytes;
    evne_buf_puts(dict, "/Filter/FlateDecode");
    return (evne_str){haru->packed, len};
}

static void put_stream(evne_haru *haru, HPDF_Dict dict, evne_buf *body, evne_str bytes,
                       bool compress)
{
    if (compress)
        bytes = evne_haru_deflate(haru, bytes, body);
    evne_buf_put_char(body, '\n');
    make_raw(dict, body);
    dict->filter = HPDF_STREAM_FILTER_NONE;
    if (bytes.len > 0)
        HPDF_Stream_Write(dict->stream, (const HPDF_BYTE *)bytes.p, (HPDF_UINT)bytes.len);
}

static unsigned loose_stream(evne_haru *haru, evne_str dict, evne_str bytes, bool compress)
{
    evne_loose *loose = add_loose(haru);
    evne_buf_put_str(&loose->object->body, dict);
    loose->has_stream = true;
    loose->stream = compress
                        ? evne_haru_deflate(haru, bytes, &loose->object->body)
                        : (evne_str){evne_arena_copy(haru->arena, bytes.p, bytes.len), bytes.len};
    return loose->object->ref;
}

unsigned evne_haru_stream(evne_haru *haru, evne_str dict, evne_str bytes, bool compress)
{
    if (haru->doc == NULL)
        return loose_stream(haru, dict, bytes, compress);
    HPDF_Dict stream = HPDF_DictStream_New(haru->doc->mmgr, haru->doc->xref);
    evne_object *object = object_of(haru, stream);
    evne_buf_put_str(&object->body, dict);
    put_stream(haru, stream, &object->body, bytes, compress);
    return object->ref;
}

evne_object *evne_haru_page(evne_haru *haru, evne_len width, evne_len height, evne_object *fonts,
                            size_t struct_parents)
{
    HPDF_Page page = HPDF_AddPage(haru->doc);
    evne_object *object = evne_arena_alloc(haru->arena, sizeof *object);
    object->body.arena = haru->arena;
    object->dict = page;
    if (page == NULL)
        return object;
    object->ref = number_of(page);
    HPDF_Page_SetWidth(page, (HPDF_REAL)width / 1000);
    HPDF_Page_SetHeight(page, (HPDF_REAL)height / 1000);
    HPDF_Dict_AddNumber(page, "StructParents", (HPDF_INT32)struct_parents);
    HPDF_Dict_AddName(page, "Tabs", "S");
    HPDF_Dict resources = HPDF_Dict_GetItem(page, "Resources", HPDF_OCLASS_DICT);
    HPDF_Dict_RemoveElement(resources, "ProcSet"); /* obsolete since PDF 1.4 */
    HPDF_Dict_Add(resources, "Font", fonts->dict);
    return object;
}

void evne_haru_resource(evne_haru *haru, evne_object *page, const char *category,
                        evne_object *value)
{
    (void)haru;
    if (page->dict == NULL)
        return;
    HPDF_Dict_Add(HPDF_Dict_GetItem(page->dict, "Resources", HPDF_OCLASS_DICT), category,
                  value->dict);
}

void evne_haru_content(evne_haru *haru, evne_object *page, evne_str bytes)
{
    if (page->dict == NULL)
        return;
    HPDF_PageAttr attributes = ((HPDF_Page)page->dict)->attr;
    put_stream(haru, attributes->contents, &page->body, bytes, true);
}

void evne_haru_annotation(evne_haru *haru, evne_object *page, evne_object *annotation)
{
    if (page->dict == NULL)
        return;
    HPDF_Array list = HPDF_Dict_GetItem(page->dict, "Annots", HPDF_OCLASS_ARRAY);
    if (list == NULL) {
        list = HPDF_Array_New(haru->doc->mmgr);
        HPDF_Dict_Add(page->dict, "Annots", list);
    }
    HPDF_Array_Add(list, annotation->dict);
}

evne_buf *evne_haru_catalog(evne_haru *haru)
{
    return &haru->catalog;
}

evne_buf *evne_haru_info(evne_haru *haru)
{
    return &haru->info;
}

void evne_haru_id(evne_haru *haru, const unsigned char id[16])
{
    HPDF_Array pair = HPDF_Array_New(haru->doc->mmgr);
    for (int i = 0; i < 2; i++) {
        HPDF_BYTE copy[16];
        memcpy(copy, id, sizeof copy);
        HPDF_Array_Add(pair, HPDF_Binary_New(haru->doc->mmgr, copy, sizeof copy));
    }
    HPDF_Dict_Add(haru->doc->trailer, "ID", pair);
}

static HPDF_STATUS collect(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT len)
{
    evne_buf_put(stream->attr, bytes, len);
    return HPDF_OK;
}

/*
 * How many bytes the file will have, or a few more: a buffer that grows by doubling would leave as
 * much behind as it holds.
 */
static size_t expect_bytes(const evne_haru *haru)
{
    HPDF_Doc doc = haru->doc;
    enum { EACH = 80, OF_PAGE = 300 }; /* head, end and cross-reference; a page's own entries */
    size_t n = 1024;
    for (const evne_object *object = haru->first; object != NULL; object = object->next)
        n += object->body.len;
    for (HPDF_UINT i = 0; i < doc->xref->entries->count; i++) {
        const HPDF_XrefEntry entry = HPDF_List_ItemAt(doc->xref->entries, i);
        const HPDF_Obj_Header *head = entry->obj;
        n += EACH;
        if (head == NULL || (head->obj_class & HPDF_OCLASS_ANY) != HPDF_OCLASS_DICT)
            continue;
        HPDF_Dict dict = entry->obj;
        if (dict == haru->shared)
            continue;
        if (dict->write_fn == write_body)
            n += ((const evne_buf *)dict->attr)->len;
        else
            n += OF_PAGE;
        if (dict->stream != NULL)
            n += dict->stream->size;
    }
    return n;
}

evne_status evne_haru_save(evne_haru *haru, evne_buf *out, evne_error *err)
{
    HPDF_Doc doc = haru->doc;
    HPDF_STATUS error = HPDF_GetError(doc);
    if (error == HPDF_OK) {
        evne_buf_reserve(out, expect_bytes(haru));
        haru->next = haru->first;
        doc->pdf_version = HPDF_VER_17; /* last: other calls lower it */
        doc->stream = HPDF_CallbackWriter_New(doc->mmgr, collect, out);
        error = HPDF_SaveToStream(doc);
    }
    if (error == HPDF_OK)
        return EVNE_OK;
    if (haru->first_error == HPDF_OK)
        haru->first_error = error;
    return evne_fail(err, EVNE_OUTPUT, "libharu", "error 0x%04lX, detail %lu",
                     (unsigned long)haru->first_error, (unsigned long)haru->first_detail);
}
