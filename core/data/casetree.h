/*
 * casetree.h - libyaml's events to values.
 *
 * Layer: data, for casefile.c only. The tree reports and leaves out what a case may not use, and
 * stops at the limit of nesting.
 */
#ifndef EVNE_DATA_CASETREE_H
#define EVNE_DATA_CASETREE_H

#include <yaml.h>

#include "casefile.h"

enum { EVNE_CASETREE_KEYS = 256 };

/* A list or map that has begun and not ended. */
typedef struct evne_casetree_frame {
    evne_place place;
    size_t first; /* where its children begin on the stack */
    bool is_map;
    bool has_key;    /* a key was read and waits for its value */
    bool is_refused; /* ... and its value is dropped */
    evne_str key;
    evne_place key_place;
} evne_casetree_frame;

typedef struct evne_casetree {
    evne_arena *arena;
    evne_problems *problems;
    const char *file;
    evne_str yaml;        /* without the byte order mark */
    size_t mark_len;      /* length of the byte order mark */
    size_t index, offset; /* the same place in characters and in bytes: see evne_casetree_byte */
    size_t n_events, n_found; /* n_found: findings made here */
    evne_pair *children;
    size_t n_children, room;
    evne_casetree_frame frames[EVNE_CASEFILE_DEPTH];
    size_t depth;
    const evne_value *root;
    evne_str keys[EVNE_CASETREE_KEYS]; /* that stood before: a logbook has few names, many times */
    bool is_over;                      /* a limit was passed: stop */
} evne_casetree;

/* Adds a finding of the given code at `place`. */
void evne_casetree_report(evne_casetree *b, const evne_place *place, const char *code,
                          const char *message, const char *suggestion);

/* The byte of the file that libyaml calls character `index`. */
uint32_t evne_casetree_byte(evne_casetree *b, size_t index);

/* Takes the next event of the document. */
void evne_casetree_take(evne_casetree *b, const yaml_event_t *event);

/* Lists the duplicates in what is still open when the file cannot be followed any further. */
void evne_casetree_abandon(evne_casetree *b);

#endif
