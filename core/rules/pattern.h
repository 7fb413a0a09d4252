/*
 * pattern.h - compiled patterns with limits: the only regular expressions in the program.
 *
 * Layer: rules. PCRE2 with UTF and UCP, match limit 100,000, depth limit 1,000, \C refused
 * (design.md 13). A pattern that hits a limit is never reported as "no match". A compiled pattern
 * is read only: threads may share it.
 */
#ifndef EVNE_RULES_PATTERN_H
#define EVNE_RULES_PATTERN_H

#include "base/str.h"

typedef struct evne_pattern evne_pattern;

typedef enum evne_matching { EVNE_NO_MATCH, EVNE_MATCH, EVNE_MATCH_LIMIT } evne_matching;

/* Byte offsets of the match and its groups; group 0 is the whole, unset groups are {0, 0} NULL. */
typedef struct evne_match {
    size_t from, to;
    evne_str groups[10];
    size_t n_groups;
} evne_match;

/*
 * Compiles `source`. The pattern owns PCRE2 memory: it must be freed by evne_pattern_free.
 * Fails with EVNE_PLUGIN; `err` quotes the pattern and says where in it the fault is.
 */
evne_status evne_pattern_new(evne_str source, bool caseless, evne_pattern **out, evne_error *err);
void evne_pattern_free(evne_pattern *pattern);

/*
 * The compiled pattern as bytes, and back. They are good for the same machine and the same PCRE2;
 * restoring gives NULL for any other. Bytes are trusted: only what the program itself has written
 * and nobody else can change may be restored. Nothing is appended when it cannot be saved.
 */
void evne_pattern_save(const evne_pattern *pattern, evne_buf *out);
evne_pattern *evne_pattern_restore(evne_str bytes);

/* The release of PCRE2 that runs. */
evne_str evne_pattern_release(evne_arena *arena);

/* How many capture groups it has, those that a match may leave unset included; at most 9. */
size_t evne_pattern_groups(const evne_pattern *pattern);

/*
 * Translates the pattern to machine code where the system allows that. It costs about 40 us and
 * pays from some 3 KB of text on: for the rules of a rule pack, not for the pattern of a field.
 * Call it before threads share the pattern.
 */
void evne_pattern_speed_up(evne_pattern *pattern);

/*
 * Searches `subject` from byte `start`. `match` may be NULL; it is filled in only for EVNE_MATCH
 * and borrows from `subject`. Bytes that are not UTF-8 are no fault, but nothing matches them.
 */
evne_matching evne_pattern_match(const evne_pattern *pattern, evne_str subject, size_t start,
                                 evne_match *match);

/* Room that matches work in. Many matches in one room are cheaper than each in its own; a room is
 * used by one thread at a time. Never NULL but when the system has no memory. */
typedef struct evne_match_room evne_match_room;
evne_match_room *evne_match_room_new(void);
void evne_match_room_free(evne_match_room *room);

/* As evne_pattern_match, in `room`. */
evne_matching evne_pattern_match_in(const evne_pattern *pattern, evne_match_room *room,
                                    evne_str subject, size_t start, evne_match *match);

/* Whether the whole of `subject` matches, as if the pattern stood between \A and \z. */
evne_matching evne_pattern_match_whole(const evne_pattern *pattern, evne_str subject);

#endif
