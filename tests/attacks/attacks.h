/*
 * attacks.h - files that a verifier must refuse, made from our own signed files, and honest ones
 * that it must accept.
 *
 * Each class of attack has a file of its own, which adds its files to the list; main.c verifies
 * them all and prints the table. An attack names the reason for which it must be refused.
 */
#ifndef EVNE_TESTS_ATTACKS_H
#define EVNE_TESTS_ATTACKS_H

#include "sign/fixtures.h"
#include "sign/foreign.h"
#include "sign/form.h"
#include "sign/update.h"

typedef enum attack_class {
    ATTACK_FORGERY,   /* universal signature forgery: parts of the signature missing or empty */
    ATTACK_SAVING,    /* incremental saving: updates that sign nothing */
    ATTACK_WRAPPING,  /* signature wrapping: signed bytes moved, others put in their place */
    ATTACK_SHADOW,    /* shadow: prepared before signing, shown, replaced or both afterwards */
    ATTACK_CERTIFIED, /* evil annotation and sneaky signature on certified files */
    ATTACK_OBJECTS,   /* cross-references and objects that readers see differently */
    ATTACK_RANGES,    /* the numbers of ByteRange */
    ATTACK_CMS,       /* surgery on the signature's data */
    ATTACK_CHAINS,    /* chains of certificates and time-stamps */
    ATTACK_HONEST,    /* none: must be accepted */
    ATTACK_CLASSES
} attack_class;

typedef struct attack {
    attack_class class;
    const char *name;
    evne_str pdf;
    const char *reasons; /* codes of which one must be given, blanks between; a "*" ends a prefix */
    const char *root;    /* the file of trusted certificates, NULL for none */
    evne_moment now;
    evne_str original; /* what the file must begin with; empty: not checked */
} attack;

typedef struct attacks {
    evne_arena *arena;
    attack *list;
    size_t n, room;
} attacks;

/* Adds a file that is verified with the test root at fixture_now(). `name` is a printf format. */
attack *attacks_add(attacks *all, attack_class class, evne_str pdf, const char *reasons,
                    const char *name, ...) EVNE_PRINTF(5, 6);

/* The classes. */
void attacks_forgery(attacks *all);
void attacks_saving(attacks *all);
void attacks_wrapping(attacks *all);
void attacks_shadow(attacks *all);
void attacks_certified(attacks *all);
void attacks_objects(attacks *all);
void attacks_ranges(attacks *all);
void attacks_cms(attacks *all);
void attacks_chains(attacks *all);
void attacks_stamps(attacks *all);
void attacks_stamped(attacks *all);
void attacks_streams(attacks *all);
void attacks_places(attacks *all);
void attacks_tricks(attacks *all);
void attacks_certificates(attacks *all);
void attacks_honest(attacks *all);

/* ---- tools.c ---- */

/* The signed files that are attacked. */
enum {
    BASE_ONE,       /* one signature */
    BASE_TWO,       /* two */
    BASE_FIVE,      /* five, of all roles */
    BASE_TAGGED,    /* one, tagged pages */
    BASE_CERTIFIED, /* certified by the issuer */
    BASE_STAMPED,   /* two, brought to B-LTA twice, one in between */
    BASE_LASTING,   /* certified, brought to B-LTA */
    BASE_FOREIGN,   /* first by someone else, then in a place that the file kept */
    BASE_STREAMS,   /* the same with cross-reference and object streams, brought to B-LTA */
    BASES
};
extern const char *const attack_base_names[BASES];
evne_str attack_base(evne_arena *arena, size_t index);
/* Whether the newest signature is one of a person, and its revision ends with a table. */
bool attack_is_plain(size_t index);

/* Starts what the bases need, and ends it; before the first and after the last of them. */
void attack_open(void);
void attack_close(void);
/* Brings a file to B-LTA, or renews it. */
evne_str attack_extend(evne_arena *arena, evne_str pdf);
/* Signs as another program does. */
evne_str attack_foreign(evne_arena *arena, evne_str pdf, const char *key, foreign how);

/* Signs with that key; `certify` as the issuer. */
evne_str attack_sign(evne_arena *arena, evne_str pdf, const char *role, const char *key,
                     bool certify);

const evne_revisions *attack_read(evne_arena *arena, evne_str pdf);
/* The form of the newest revision. */
evne_form attack_form(evne_arena *arena, const evne_revisions *pdf);

/* Where the newest signature stands: offsets of /Contents and /ByteRange with their brackets. */
typedef struct attack_site {
    int number;
    size_t contents, contents_end, range, range_end;
} attack_site;
attack_site attack_find(evne_arena *arena, evne_str pdf);

/* A copy with bytes [from, to) replaced by `text`, filled up with blanks; `text` must fit. */
evne_str attack_over(evne_arena *arena, evne_str pdf, size_t from, size_t to, const char *text);
/* A copy with bytes [from, to) replaced by `bytes` of any length. */
evne_str attack_splice(evne_arena *arena, evne_str pdf, size_t from, size_t to, evne_str bytes);
/* The same at the last `from`, which must be there. */
evne_str attack_edit(evne_arena *arena, evne_str pdf, const char *from, const char *to);
/* Where `word` stands last; ends the program when it does not. */
size_t attack_last(evne_str pdf, const char *word);

/* A correct update with one or two objects; number 0 means the next free one. */
evne_str attack_update(evne_arena *arena, evne_str pdf, int number, const char *body);
evne_str attack_update2(evne_arena *arena, evne_str pdf, int number, const char *body, int other,
                        const char *other_body);
/* The dictionary of an object with one key set anew ("" removes it), as text. */
const char *attack_with(evne_arena *arena, const evne_object *dict, const char *key,
                        const char *value);
/* The first object in the newest revision with that /Type, else 0. */
int attack_typed(const evne_revisions *pdf, const char *type);
const evne_object *attack_object(const evne_revisions *pdf, int number);

/* The CMS of the newest signature, and a copy of the file with another in its place. */
evne_str attack_cms(evne_arena *arena, evne_str pdf);
evne_str attack_put_cms(evne_arena *arena, evne_str pdf, evne_str cms);

/* A stream with a true certificate, for a DSS; `more` goes into its dictionary. */
evne_str attack_certificate(evne_arena *arena, const char *more);

#endif
