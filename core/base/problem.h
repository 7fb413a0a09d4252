/*
 * problem.h - findings about the user's own files.
 *
 * Layer: base. Every finding of a run is collected, sorted by place and shown together; a finding
 * never stops the stage that makes it. Texts are Danish, for those who write the cases.
 */
#ifndef EVNE_BASE_PROBLEM_H
#define EVNE_BASE_PROBLEM_H

#include <stdint.h>

#include "arena.h"

typedef enum evne_severity { EVNE_SEVERE_ERROR, EVNE_WARNING, EVNE_INFO } evne_severity;

/* One finding. Lines and columns count from 1, columns in code points; 0 means unknown. */
typedef struct evne_problem {
    const char *file; /* as the user named it */
    uint32_t line, column;
    const char *path; /* field path such as "observationer[2].dato"; may be "" */
    const char *code; /* stable and machine readable, such as "felt.mangler" */
    evne_severity severity;
    const char *message;    /* what is wrong, quoting the subject; lower case, no full stop */
    const char *suggestion; /* what to do; may be "" */

    /* What a finding about words has besides; 0 and "" for others (NULL is read as ""). */
    uint32_t end_line, end_column; /* just past what is wrong */
    const char *sentence;          /* that it stands in */
    uint32_t hit_at, hit_len;      /* what is wrong, in bytes of `sentence` */
    const char *why;               /* the reason for the rule */
    const char *rewrite;           /* what could stand there instead, when that is mechanical */
    bool has_rewrite;              /* so that an empty one means: delete it */

    /* A finding that was set aside: who did it, when (an ISO date) and why; "" for others. */
    const char *set_aside_by, *set_aside_on, *set_aside_why;
} evne_problem;

typedef struct evne_problems evne_problems;

/* The list and the copies it takes of every text live in `arena`. */
evne_problems *evne_problems_new(evne_arena *arena);
void evne_problems_add(evne_problems *problems, const evne_problem *problem);
size_t evne_problems_count(const evne_problems *problems);
size_t evne_problems_errors(const evne_problems *problems);

/*
 * Sorts by file, line, column, then by the order in which they came, and drops a finding that says
 * the same of the same place.
 */
void evne_problems_sort(evne_problems *problems);
/* Moves the findings that `is_wanted` from one list to the end of another; it may fill in the
 * finding that it is shown. */
typedef bool evne_problem_test(void *context, evne_problem *problem);
void evne_problems_move(evne_problems *from, evne_problems *to, evne_problem_test *is_wanted,
                        void *context);

const evne_problem *evne_problems_at(const evne_problems *problems, size_t index);

/* "fejl", "advarsel", "oplysning"; and "error", "warning", "info" for machines. */
const char *evne_severity_danish(evne_severity severity);
const char *evne_severity_name(evne_severity severity);

#endif
