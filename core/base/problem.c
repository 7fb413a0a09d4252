/* How: an array that doubles inside the arena; sorting is stable through a running number. */
#include "problem.h"

#include <stdlib.h>
#include <string.h>

typedef struct entry {
    evne_problem problem;
    size_t number;
} entry;

struct evne_problems {
    evne_arena *arena;
    entry *entries;
    size_t count, room, errors;
};

evne_problems *evne_problems_new(evne_arena *arena)
{
    evne_problems *problems = evne_arena_alloc(arena, sizeof *problems);

    problems->arena = arena;
    return problems;
}

static const char *keep(evne_arena *arena, const char *text)
{
    return text ? evne_arena_text(arena, text) : "";
}

void evne_problems_add(evne_problems *problems, const evne_problem *problem)
{
    evne_arena *arena = problems->arena;
    entry *slot;

    if (problems->count == problems->room) {
        size_t room = problems->room ? problems->room * 2 : 16;
        problems->entries = evne_arena_grow(arena, problems->entries, problems->room * sizeof *slot,
                                            room * sizeof *slot);
        problems->room = room;
    }
    slot = &problems->entries[problems->count];
    slot->number = problems->count++;
    slot->problem = *problem;
    slot->problem.file = keep(arena, problem->file);
    slot->problem.path = keep(arena, problem->path);
    slot->problem.code = keep(arena, problem->code);
    slot->problem.message = keep(arena, problem->message);
    slot->problem.suggestion = keep(arena, problem->suggestion);
    slot->problem.sentence = keep(arena, problem->sentence);
    slot->problem.why = keep(arena, problem->why);
    slot->problem.rewrite = keep(arena, problem->rewrite);
    slot->problem.set_aside_by = keep(arena, problem->set_aside_by);
    slot->problem.set_aside_on = keep(arena, problem->set_aside_on);
    slot->problem.set_aside_why = keep(arena, problem->set_aside_why);
    problems->errors += problem->severity == EVNE_SEVERE_ERROR;
}

size_t evne_problems_count(const evne_problems *problems)
{
    return problems->count;
}

size_t evne_problems_errors(const evne_problems *problems)
{
    return problems->errors;
}

static int by_number(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static int by_place(const void *left, const void *right)
{
    const entry *a = left, *b = right;
    int order = strcmp(a->problem.file, b->problem.file);

    if (!order)
        order = by_number(a->problem.line, b->problem.line);
    if (!order)
        order = by_number(a->problem.column, b->problem.column);
    return order ? order : by_number(a->number, b->number);
}

static bool says_the_same(const evne_problem *a, const evne_problem *b)
{
    return a->line == b->line && a->column == b->column && a->severity == b->severity &&
           strcmp(a->file, b->file) == 0 && strcmp(a->code, b->code) == 0 &&
           strcmp(a->path, b->path) == 0 && strcmp(a->message, b->message) == 0;
}

static bool is_repeated(const evne_problems *problems, size_t n_kept, const entry *candidate)
{
    for (size_t i = n_kept; i > 0; i--) {
        const evne_problem *earlier = &problems->entries[i - 1].problem;
        if (earlier->line != candidate->problem.line)
            return false;
        if (says_the_same(earlier, &candidate->problem))
            return true;
    }
    return false;
}

void evne_problems_sort(evne_problems *problems)
{
    size_t n_kept = 0;

    if (problems->count == 0)
        return;
    qsort(problems->entries, problems->count, sizeof *problems->entries, by_place);
    problems->errors = 0;
    for (size_t i = 0; i < problems->count; i++) {
        entry *candidate = &problems->entries[i];
        if (is_repeated(problems, n_kept, candidate))
            continue;
        problems->errors += candidate->problem.severity == EVNE_SEVERE_ERROR;
        problems->entries[n_kept++] = *candidate;
    }
    problems->count = n_kept;
}

void evne_problems_move(evne_problems *from, evne_problems *to, evne_problem_test *is_wanted,
                        void *context)
{
    size_t n_kept = 0;

    from->errors = 0;
    for (size_t i = 0; i < from->count; i++) {
        entry *candidate = &from->entries[i];
        if (is_wanted(context, &candidate->problem)) {
            evne_problems_add(to, &candidate->problem);
            continue;
        }
        from->errors += candidate->problem.severity == EVNE_SEVERE_ERROR;
        from->entries[n_kept++] = *candidate;
    }
    from->count = n_kept;
}

const evne_problem *evne_problems_at(const evne_problems *problems, size_t index)
{
    return &problems->entries[index].problem;
}

const char *evne_severity_danish(evne_severity severity)
{
    static const char *const names[] = {"fejl", "advarsel", "oplysning"};

    return names[severity];
}

const char *evne_severity_name(evne_severity severity)
{
    static const char *const names[] = {"error", "warning", "info"};

    return names[severity];
}
