/*
 * haru.h - a libharu document whose objects we write ourselves.
 *
 * Layer: pdf. libharu numbers the objects and writes pages, cross references and trailer; the
 * bodies of nearly all dictionaries are text put together here, because its public interface knows
 * no structure tree, no fonts by glyph and no PDF/A-3. Only this module sees libharu's types.
 *
 * Everything lives in the arena. libharu keeps an error once it has met one and refuses further
 * work, so calls need no check each: evne_haru_save reports the first.
 */
#ifndef EVNE_PDF_HARU_H
#define EVNE_PDF_HARU_H

#include "base/str.h"
#include "base/units.h"

typedef struct evne_haru evne_haru;

/* An indirect dictionary; `body` is what stands between << and >>, filled in at any time before
 * saving. `ref` is its object number. */
typedef struct evne_object evne_object;
struct evne_object {
    unsigned ref;
    evne_buf body;
    void *dict;        /* libharu's own; NULL for most: see evne_haru_object */
    evne_object *next; /* of those without */
};

/*
 * Opens an empty document. One document at a time per thread (libharu's allocator has no user
 * pointer). Fails with EVNE_SYSTEM when the library in use is not the one compiled against: its
 * structs differ between versions.
 */
evne_status evne_haru_open(evne_arena *arena, evne_haru **out, evne_error *err);
void evne_haru_close(evne_haru *haru);

/* "Haru Free PDF Library 2.3.0" */
const char *evne_haru_producer(const evne_haru *haru);

/*
 * Opens a set of loose objects instead: what evne_haru_object and evne_haru_stream make is kept, to
 * go into an update of a finished file. Nothing else may be called but evne_haru_loose and _close.
 */
evne_status evne_haru_open_loose(evne_arena *arena, evne_haru **out, evne_error *err);

/* One loose object: `dict` stands between << and >>, without /Length. */
typedef struct evne_loose {
    evne_object *object;
    bool has_stream;
    evne_str stream;
} evne_loose;

/* The loose objects by number, from 0. */
const evne_loose *evne_haru_loose(const evne_haru *haru, size_t *n);

/* Writes a reference to object `ref`: "12 0 R", or "&12;" for a loose one. */
void evne_haru_ref(const evne_haru *haru, evne_buf *out, unsigned ref);

/* Deflates `bytes` into the arena; `dict` receives the /Filter, unless they cannot be packed. */
evne_str evne_haru_deflate(evne_haru *haru, evne_str bytes, evne_buf *dict);

/*
 * Adds an object. libharu sees all of them as one dictionary, which writes the body of the next
 * each time: a structure tree has thousands. One that is to be handed back here, as fonts, resource
 * or annotation, has a dictionary of its own.
 */
evne_object *evne_haru_object(evne_haru *haru);
evne_object *evne_haru_own_object(evne_haru *haru);

/*
 * Adds a stream and returns its number; `dict` is written into its dictionary, to which libharu
 * adds the length. `bytes` are copied, deflated if `compress`.
 */
unsigned evne_haru_stream(evne_haru *haru, evne_str dict, evne_str bytes, bool compress);

/* Adds a page; its fonts are the resource dictionary `fonts`, shared by all pages. */
evne_object *evne_haru_page(evne_haru *haru, evne_len width, evne_len height, evne_object *fonts,
                            size_t struct_parents);
/* Adds `value` to the page's resources as `category`, such as "XObject". */
void evne_haru_resource(evne_haru *haru, evne_object *page, const char *category,
                        evne_object *value);
/* Gives the page its content, once, and its annotations, in the order of the tab key. */
void evne_haru_content(evne_haru *haru, evne_object *page, evne_str bytes);
void evne_haru_annotation(evne_haru *haru, evne_object *page, evne_object *annotation);

/* What is added to the catalog and to the document information dictionary. */
evne_buf *evne_haru_catalog(evne_haru *haru);
evne_buf *evne_haru_info(evne_haru *haru);

/* Sets the file identifier, 16 bytes, both halves alike. */
void evne_haru_id(evne_haru *haru, const unsigned char id[16]);

/* Appends the finished file to `out`. Fails with EVNE_OUTPUT, naming libharu's first error. */
evne_status evne_haru_save(evne_haru *haru, evne_buf *out, evne_error *err);

#endif
