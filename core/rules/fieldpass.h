/*
 * fieldpass.h - what the parts of fields.c share during one pass over a case.
 *
 * Layer: rules, for fields.c and the files beside it only.
 */
#ifndef EVNE_RULES_FIELDPASS_H
#define EVNE_RULES_FIELDPASS_H

#include "fields.h"

enum {
    EVNE_FIELDS_FINDINGS = 1000, /* more are not shown */
    EVNE_FIELDS_LOOKUPS = 200    /* unknown words for which a nearest one is sought */
};

typedef struct evne_id_set evne_id_set;

typedef struct evne_fieldpass {
    evne_arena *arena;
    const evne_field *fields, *known; /* `known` may be NULL */
    const evne_value *sag;
    evne_problems *problems;
    evne_buf path; /* of the value at hand */
    size_t n_found, n_lookups;
    evne_pair *pairs; /* of the groups that are open, the innermost last */
    size_t n_pairs, room;
    evne_id_set *sets; /* ids of the lists that refs have named so far */
} evne_fieldpass;

/* One value under its field. `label` is what messages call it. */
typedef struct evne_subject {
    const evne_field *field;
    evne_str label;
    const evne_value *value;
} evne_subject;

/* Adds a finding at `place` with the path of the pass. `suggestion` may be NULL. */
void evne_fieldpass_report(evne_fieldpass *pass, const evne_place *place, evne_severity severity,
                           const char *code, const char *message, const char *suggestion);

/* The beginning of `text` for a message: one line, at most 60 characters, CPR numbers masked. */
evne_str evne_fieldpass_quote(evne_fieldpass *pass, evne_str text);

/* "a, b, c" with at most 12 words; the rest is counted. */
typedef evne_str evne_word_at(const void *words, size_t index);
const char *evne_fieldpass_words(evne_fieldpass *pass, const void *words, size_t count,
                                 evne_word_at *at);

/* A finding at the value of `subject`. `why` completes "'Startdato' er '31/2': ...". */
void evne_subject_report(evne_fieldpass *pass, const evne_subject *subject, const char *code,
                         const char *message, const char *suggestion);
void evne_subject_refuse(evne_fieldpass *pass, const evne_subject *subject, evne_str text,
                         const char *why, const char *suggestion);
/* The typed value `text` at the place of `subject`. */
const evne_value *evne_subject_text(evne_fieldpass *pass, const evne_subject *subject,
                                    evne_str text);

/* fields_types.c: the typed scalar, or NULL after a finding. */
const evne_value *evne_fields_scalar(evne_fieldpass *pass, const evne_subject *subject);

/* fields_dates.c: makes the value of a type from its text, or reports and gives NULL. */
const evne_value *evne_fields_date(evne_fieldpass *pass, const evne_subject *s, evne_str text);
const evne_value *evne_fields_year(evne_fieldpass *pass, const evne_subject *s, evne_str text);
const evne_value *evne_fields_time(evne_fieldpass *pass, const evne_subject *s, evne_str text);
const evne_value *evne_fields_week(evne_fieldpass *pass, const evne_subject *s, evne_str text);
const evne_value *evne_fields_moment(evne_fieldpass *pass, const evne_subject *s, evne_str text);

/* fields_refs.c */
void evne_fields_check_ref(evne_fieldpass *pass, const evne_subject *subject, evne_str id);
/* Reports ids that stand twice among the items of `list`; `whole` is the list's own subject. */
void evne_fields_check_ids(evne_fieldpass *pass, const evne_subject *whole, const evne_value *list);

/* fields_keys.c: reports every key of the case that neither schema knows. */
void evne_fields_check_keys(evne_fieldpass *pass);

#endif
