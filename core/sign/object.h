/*
 * object.h - reads PDF objects strictly (ISO 32000-1, 7.3), keeping the bytes each came from.
 *
 * Layer: sign. Two readers of one file must not see two documents, so everything that readers are
 * known to treat differently is refused: comments between tokens, duplicate keys, numbers with two
 * signs, strings that do not end, unbalanced brackets, more than 64 levels.
 */
#ifndef EVNE_SIGN_OBJECT_H
#define EVNE_SIGN_OBJECT_H

#include "base/str.h"

enum { EVNE_OBJECT_MAX_DEPTH = 64 };

typedef enum evne_object_kind {
    EVNE_OBJECT_NULL,
    EVNE_OBJECT_BOOL,
    EVNE_OBJECT_INT,
    EVNE_OBJECT_REAL,
    EVNE_OBJECT_STRING,
    EVNE_OBJECT_NAME,
    EVNE_OBJECT_ARRAY,
    EVNE_OBJECT_DICT,
    EVNE_OBJECT_REF
} evne_object_kind;

typedef struct evne_object evne_object;
typedef struct evne_pair evne_pair;

/* A direct object. Lives in the arena it was read into and borrows the file's bytes. */
struct evne_object {
    evne_object_kind kind;
    bool is_hex;        /* of a string: written <...> */
    int generation;     /* of a reference */
    int64_t number;     /* INT: its value; BOOL: 0 or 1; REF: the object's number */
    evne_str raw;       /* the bytes of the file that hold it, brackets included */
    evne_str text;      /* STRING, NAME: its bytes, escapes resolved */
    size_t n;           /* items of an array, pairs of a dictionary */
    evne_object *items; /* ARRAY */
    evne_pair *pairs;   /* DICT, in the order of the file, no key twice */
};

struct evne_pair {
    evne_object key; /* a NAME */
    evne_object value;
};

/* A place in the file. `fault` is NULL, or says in Danish what stopped the reader at `at`. */
typedef struct evne_reader {
    evne_arena *arena;
    evne_str bytes;
    size_t at;
    int depth;
    const char *fault;
} evne_reader;

/* Each returns false with `fault` set and `at` at the fault when what it looks for is not there. */
bool evne_object_read(evne_reader *reader, evne_object *out);
bool evne_reader_word(evne_reader *reader, const char *keyword); /* a whole token */
bool evne_reader_count(evne_reader *reader, int64_t *out);       /* digits only, at most 18 */
bool evne_reader_line_end(evne_reader *reader);                  /* CR LF, LF or CR */
void evne_reader_space(evne_reader *reader);                    /* skips white space, no comments */
bool evne_reader_fault(evne_reader *reader, const char *fault); /* always false */

/* A dictionary's value, or NULL. `dict` may be NULL or anything else than a dictionary. */
const evne_object *evne_object_get(const evne_object *dict, const char *key);
/* The same when it has the kind, else NULL. */
const evne_object *evne_object_get_kind(const evne_object *dict, const char *key,
                                        evne_object_kind kind);
bool evne_object_is_name(const evne_object *object, const char *name);

/* True when both mean the same: numbers as written, strings and names by their bytes. */
bool evne_object_equal(const evne_object *a, const evne_object *b);

/* A text string (ISO 32000-1, 7.9.2) as UTF-8, fit to be shown (shown.h). */
const char *evne_object_utf8(evne_arena *arena, const evne_object *string);

#endif
