/*
 * fields.h - the schema of a report: which fields of a case it reads and what each must be.
 *
 * Layer: rules. A plugin declares its fields in Lua; plugin/ turns the declaration into this tree.
 * One pass over a case does three things: it reports every broken rule, it gives each scalar the
 * type that its field says, and it selects exactly what is declared. Nothing else of a case reaches
 * a report's view or the data embedded in its PDF (design.md 6).
 */
#ifndef EVNE_RULES_FIELDS_H
#define EVNE_RULES_FIELDS_H

#include "base/date.h"
#include "base/problem.h"
#include "data/value.h"
#include "pattern.h"
#include "voice.h"

/* name in Lua, what a case writes */
#define EVNE_FIELD_TYPE_MAP(X)                                                                     \
    X(GROUP, "group")   /* a map; made from dotted paths, seldom written */                        \
    X(LIST, "list")     /* a list; `each` declares its items */                                    \
    X(TABLE, "table")   /* a map with free keys (area: score); `each` declares one value */        \
    X(TEXT, "text")     /* one line */                                                             \
    X(LONG, "long")     /* one or more paragraphs */                                               \
    X(NAME, "navn")     /* text, or a map {fornavn, efternavn} that is joined to one text */       \
    X(DATE, "date")     /* 2026-03-02 */                                                           \
    X(YEAR, "year")     /* a year or a date */                                                     \
    X(TIME, "time")     /* 08:30 */                                                                \
    X(WEEK, "week")     /* 2026-W07 */                                                             \
    X(MOMENT, "moment") /* 2026-07-13T09:05:00+02:00 */                                            \
    X(NUM, "num")       /* comma or dot */                                                         \
    X(INT, "int")                                                                                  \
    X(BOOL, "bool")     /* true false ja nej */                                                    \
    X(CHOICE, "choice") /* one of `choice` */                                                      \
    X(ID, "id")         /* letters, digits, - and _; unique among its siblings */                  \
    X(REF, "ref")       /* the id of an item of the list `to`; "-" means none */                   \
    X(CPR, "cpr")                                                                                  \
    X(CVR, "cvr")                                                                                  \
    X(PNR, "pnr")                                                                                  \
    X(POSTAL_CODE, "postnr")                                                                       \
    X(PHONE, "telefon")                                                                            \
    X(EMAIL, "email")

typedef enum evne_field_type {
#define EVNE_FIELD_TYPE_ENUM(name, lua) EVNE_FIELD_##name,
    EVNE_FIELD_TYPE_MAP(EVNE_FIELD_TYPE_ENUM)
#undef EVNE_FIELD_TYPE_ENUM
} evne_field_type;

typedef struct evne_choice {
    evne_str value, label_da, label_en; /* labels may be empty */
} evne_choice;

/* One condition on an item of a list: the value at `path` in it is one of `values`. */
typedef struct evne_condition {
    evne_str path; /* "kilde.rolle" */
    const evne_str *values;
    size_t n_values;
} evne_condition;

typedef struct evne_field evne_field;

struct evne_field {
    evne_str key; /* one key; dotted paths become groups */
    evne_field_type type;
    evne_str label_da, label_en, hint, unit;
    bool is_optional;
    bool is_open;   /* CHOICE: a value outside the list is a warning, not an error */
    bool is_masked; /* CPR: only the date part goes on, as 631171-xxxx (domain.md 6.1) */
    bool is_hidden; /* CPR: nothing of it goes on, xxxxxx-xxxx: an employer\'s copy */
    bool has_min, has_max;
    double min, max; /* of a number; of characters of a text; of items of a list */
    const evne_pattern *pattern;
    evne_str pattern_hint;
    const evne_choice *choices;
    size_t n_choices;
    /* REF: path of the list whose items have the id; several divided by blanks. A TEXT may have it
     * for what it names among other things, such as "bilag 2". */
    evne_str to;
    /* Left out, as if absent, when the sibling `unless_key` has one of these values: the document
     * behind a consideration must not reach an employer when the source is a doctor. */
    evne_str unless_key;
    const evne_str *unless_values;
    size_t n_unless_values;
    /* LIST: only the items that meet all of these are taken; the others are as if absent. What one
     * reader may see of observations that several people made. */
    const evne_condition *only;
    size_t n_only;
    /* CHOICE: pairs of a value and the one that is taken instead of it, the wider of the two. */
    const evne_str *shown_as;
    size_t n_shown_as;
    /* Whose words a TEXT or LONG holds; a sibling `voice_key` that has one of the values decides
     * otherwise. */
    evne_voice voice;
    evne_str voice_key;
    const evne_voice_case *voice_cases;
    size_t n_voice_cases;
    const evne_field *children; /* GROUP: its keys; LIST, TABLE: n_children 1, what each item is */
    size_t n_children;
    /* LIST: items may be a single map or scalar instead of a list (`note:` of a log entry). */
    bool is_lenient;
};

/*
 * Checks `sag` against `fields` (a GROUP), reports into `problems`, and gives the selected, typed
 * tree in schema order. `known` is a second GROUP with every key of the case format: a key that is
 * in neither is a finding with the nearest known key as suggestion. `out` is complete only when no
 * error was added; it is never NULL.
 *
 * In `out`: dates, weeks, times and moments are texts in their normal form ("2026-03-02",
 * "2026-W07", "08:30"), ids and numbers-as-names stay texts with leading zeros, NUM and INT are
 * EVNE_NUMBER, BOOL is EVNE_BOOL. An empty optional value is absent; a LIST that is absent from its
 * map is an empty list. Texts lose the blanks at their end. Places are those of the case.
 *
 * Codes: felt.mangler felt.type felt.vaerdi felt.laengde felt.antal felt.moenster felt.id
 * felt.reference felt.ukendt felt.cpr. CPR numbers are masked in every message.
 */
void evne_fields_apply(evne_arena *arena, const evne_field *fields, const evne_field *known,
                       const evne_value *sag, evne_problems *problems, const evne_value **out);

/*
 * Completes `selected`, which evne_fields_apply gave, so that a plugin can read a case that lacks
 * something: required groups and lists that are missing become empty ones, and required texts
 * become `text`, unless that is NULL. Dates and numbers stay absent: nothing stands in for them
 * that could be taken for a fact.
 */
const evne_value *evne_fields_complete(evne_arena *arena, const evne_field *fields,
                                       const evne_value *selected, const char *text);

/* True when a case must have the field: a group only when something in it is required. */
bool evne_field_is_required(const evne_field *field);

/* The child of a GROUP with that key, or NULL. */
const evne_field *evne_field_get(const evne_field *group, evne_str key);

/* "Slutdato" or, where no label is declared, the key. */
evne_str evne_field_label(const evne_field *field);

/* "en dato": what a value of the type is called, and an example to write. */
const char *evne_field_type_danish(evne_field_type type);
const char *evne_field_type_example(evne_field_type type);

/*
 * CPR and CVR rules of domain.md 6.1 and 6.2. A CPR number has ten digits, with or without a dash
 * or blank after the sixth, and begins with a date; replacement numbers (day + 60) count, modulus
 * 11 does not. Blanks between the digits of a CVR number are allowed.
 */
bool evne_cpr_is_valid(evne_str text);
bool evne_cpr_date(evne_str text, evne_date *born);
bool evne_cpr_is_replacement(evne_str text);
bool evne_cpr_has_modulus_11(evne_str text);
bool evne_cvr_is_valid(evne_str text);

/* Puts x for the last four digits of each CPR number in `bytes`: dddddd-xxxx. */
void evne_cpr_mask(char *bytes, size_t len);

/* The first CPR number in `text`, however it is written: its length, and where it begins; 0 when
 * there is none. */
size_t evne_cpr_find(evne_str text, size_t *at);

#endif
