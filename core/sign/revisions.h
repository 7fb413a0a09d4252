/*
 * revisions.h - the revisions of a PDF, with every byte of it accounted for.
 *
 * Layer: sign. A PDF grows by incremental updates; each revision is the prefix of the file that
 * ends with its own %%EOF. Nothing is repaired and nothing searched for: the file is refused when
 * it holds a byte that is neither header, object, cross-reference table nor trailer, when two
 * objects overlap, or when a table points anywhere else than at the objects of its own revision.
 *
 * Read are cross-reference tables and streams, and objects in object streams, of which each must be
 * named by the revision that brings it. Hybrid files, encryption and linearised files are refused,
 * each with its own code.
 */
#ifndef EVNE_SIGN_REVISIONS_H
#define EVNE_SIGN_REVISIONS_H

#include "object.h"

enum {
    EVNE_PDF_MAX_BYTES = 100 * 1024 * 1024,
    EVNE_PDF_MAX_REVISIONS = 200,
    EVNE_PDF_MAX_OBJECTS = 2000000
};

/* One line of a cross-reference section: an object as one revision defined or freed it. */
typedef struct evne_entry evne_entry;
struct evne_entry {
    const evne_entry *older;   /* the same number in an earlier revision, or NULL */
    const evne_object *object; /* once evne_revisions_object has read it */
    int number, generation;
    size_t revision, index_here; /* which one it is of that revision's */
    size_t start,
        end;         /* the bytes "12 0 obj ... endobj"; equal when the revision freed the object */
    int container;   /* the object stream that holds it, or 0; then `start` and `end` say nothing */
    size_t index;    /* in the object stream */
    evne_str packed; /* the object's text in there */
    bool is_free;
    bool has_stream;
    bool is_xref;       /* the revision's own cross-reference stream */
    bool is_container;  /* an object stream of which this revision uses every object */
    const char *active; /* what in it may show something else (active.h), or NULL */
    bool is_signature;  /* a dictionary with /ByteRange, or of type Sig or DocTimeStamp */
};

typedef struct evne_revision {
    size_t start, end; /* its part of the file; `end` is past the line end after %%EOF */
    size_t eof;        /* past "%%EOF" itself */
    size_t xref_at;
    int xref_number;     /* of the cross-reference stream; 0 for a table */
    size_t xref_end;     /* past the stream's "endobj" */
    evne_object trailer; /* for a stream its dictionary */
    evne_entry *entries; /* sorted by number; objects 1 and up */
    size_t n_entries;
    bool is_confirmed; /* by evne_revisions_second_opinion */
} evne_revision;

typedef struct evne_revisions {
    evne_arena *arena; /* that it lives in */
    evne_str bytes;
    evne_revision *list; /* oldest first */
    size_t n;
    const evne_entry **newest; /* by object number, NULL for none */
    int n_numbers;
    size_t unpacked;      /* bytes of object streams */
    unsigned char *asked; /* by object number: the first revision, from 1, that refers to it */
    int highest_asked;    /* object number that anything refers to */
} evne_revisions;

/*
 * Reads `bytes`; `*out` lives in `arena` and borrows `bytes`. Fails with EVNE_INPUT: `err->where`
 * is then a reason code of reason.h, `err->text` the place, in Danish.
 */
evne_status evne_revisions_read(evne_arena *arena, evne_str bytes, const evne_revisions **out,
                                evne_error *err);

/*
 * Reads only where the objects of `bytes` are, for a file that this program has just made: nothing
 * in it is checked, no byte accounted for, and an object is read when it is asked for, at most to
 * where the next begins. Of such a file nothing is said of signatures, streams and active content.
 */
evne_status evne_revisions_open_own(evne_arena *arena, evne_str bytes, const evne_revisions **out,
                                    evne_error *err);

/* The entry of an object as it stands in `revision`, or NULL when it is unknown or freed there. */
const evne_entry *evne_revisions_find(const evne_revisions *pdf, size_t revision, int64_t number);

/*
 * Reads the object of `entry`, without its stream; what was read once is kept and lives as long as
 * `pdf`. Never fails for an entry of evne_revisions_read, which has read it before.
 */
const evne_object *evne_revisions_object(const evne_revisions *pdf, const evne_entry *entry);

/* Whether a revision before `revision` refers to the object, defined or not. */
bool evne_revisions_asked(const evne_revisions *pdf, size_t revision, int number);

/* The bytes from "12 0 obj" to "endobj"; of a packed object its text alone. */
evne_str evne_revisions_text(const evne_revisions *pdf, const evne_entry *entry);

/*
 * Follows a reference (at most 32 in a row) as of `revision`. A direct object is returned as it is,
 * a reference to nothing gives NULL.
 */
const evne_object *evne_revisions_resolve(const evne_revisions *pdf, size_t revision,
                                          const evne_object *object);

/* A dictionary's value, resolved, when it has the kind; else NULL. */
const evne_object *evne_revisions_get(const evne_revisions *pdf, size_t revision,
                                      const evne_object *dict, const char *key,
                                      evne_object_kind kind);

/* Where `object` lies in the file. */
size_t evne_revisions_offset(const evne_revisions *pdf, const evne_object *object);

/*
 * A second reader's opinion: libqpdf, recovery off, must read the prefix that ends at `end` without
 * an error or a warning and find the same trailer. Fails like evne_revisions_read. A revision that
 * it has confirmed is not read again.
 */
evne_status evne_revisions_second_opinion(const evne_revisions *pdf, size_t revision,
                                          evne_error *err);

#endif
