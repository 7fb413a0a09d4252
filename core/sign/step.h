/*
 * step.h - one step from a revision to the next, as changes.c and its parts look at it.
 *
 * Layer: sign. For changes.c, change_store.c and change_fields.c.
 */
#ifndef EVNE_SIGN_STEP_H
#define EVNE_SIGN_STEP_H

#include "placed.h"
#include "reason.h"

typedef struct evne_step {
    evne_arena *arena;
    const evne_revisions *pdf;
    size_t revision;
    evne_form before, after;
    evne_placed placed; /* a new field in a place that the document kept */
    bool is_certified;  /* then nobody may sign but in the fields that there are */
    evne_reasons *reasons;
    size_t n_signed;          /* fields filled in */
    size_t n_stores;          /* evidence added: a DSS */
    unsigned char *explained; /* by index in the revision's entries */
} evne_step;

/* Adds a reason that names the revision and, unless it is 0, the object. */
void evne_step_bad(const evne_step *s, const char *code, int number);

/* Both missing, or equal. */
bool evne_step_same_value(const evne_object *a, const evne_object *b);
bool evne_step_is_one_of(evne_str key, const char *const *keys);
/* Whether every key of `a` but those of `except` has the same value in `b`; the same both ways. */
bool evne_step_holds(const evne_object *a, const evne_object *b, const char *const *except);
bool evne_step_same_but(const evne_object *a, const evne_object *b, const char *const *except);
const evne_object *evne_step_resolve(const evne_step *s, size_t revision, const evne_object *dict,
                                     const char *key);

/* The index of `ref` among the objects that this revision is the first to define, or SIZE_MAX. */
size_t evne_step_new_index(const evne_step *s, const evne_object *ref);
/* Explains every new object that `from` leads to and that can be nothing else. */
void evne_step_explain(const evne_step *s, const evne_object *from);
/* Whether anything but `holder` refers to the object: then it may be read as something else. */
bool evne_step_is_used_elsewhere(const evne_step *s, int number, int holder);

/* ---- change_store.c: the document security store ---- */

bool evne_change_store(evne_step *s, const evne_object *old, const evne_object *new);
/* A list of the store, or its VRI, that is an object of its own and got longer. */
bool evne_change_store_part(evne_step *s, int number, const evne_object *old,
                            const evne_object *new);
/* /DSS of the catalog: absent before, or the same object, which then answers for itself. */
bool evne_change_store_ref(evne_step *s, const evne_object *old, const evne_object *new);

/* ---- change_fields.c: fields, and the form, catalog and pages that hold them ---- */

bool evne_change_field(evne_step *s, const evne_field *field, const evne_object *new);
bool evne_change_form(evne_step *s, const evne_object *old, const evne_object *new);
bool evne_change_catalog(evne_step *s, const evne_object *new);
bool evne_change_page(const evne_step *s, const evne_object *old, const evne_object *new);
/* A list that is an object of its own: the form's fields, or a page's annotations. */
bool evne_change_list(evne_step *s, int number, const evne_object *old, const evne_object *new);

#endif
