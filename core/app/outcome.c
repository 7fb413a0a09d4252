/*
 * How: every field is a length of eight bytes, least significant first, and that many bytes;
 * numbers are fields of their own. The decoder checks each length against what is left.
 */
#include "outcome.h"

#include <string.h>

enum { LENGTH_BYTES = 8, MOST_PROBLEMS = 1000000, HEAD_BYTES = 2048, PROBLEM_BYTES = 512 };

void evne_outcome_init(evne_outcome *outcome, evne_arena *arena)
{
    *outcome = (evne_outcome){.arena = arena,
                              .problems = evne_problems_new(arena),
                              .set_aside = evne_problems_new(arena)};
}

void evne_outcome_settle(evne_outcome *outcome, evne_status status)
{
    evne_problems_sort(outcome->problems);
    evne_problems_sort(outcome->set_aside);
    outcome->status = status;
    if (status == EVNE_OK && evne_problems_errors(outcome->problems))
        outcome->status = EVNE_FINDINGS;
}

static void put_number(evne_buf *out, uint64_t number)
{
    for (int i = 0; i < LENGTH_BYTES; i++)
        evne_buf_put_char(out, (char)(number >> (8 * i) & 0xFF));
}

static void put_str(evne_buf *out, evne_str s)
{
    put_number(out, s.len);
    evne_buf_put_str(out, s);
    evne_buf_put_char(out, '\0');
}

static void put_text(evne_buf *out, const char *text)
{
    put_str(out, evne_str_of(text));
}

static void put_problem(evne_buf *out, const evne_problem *p)
{
    put_number(out, p->line);
    put_number(out, p->column);
    put_number(out, p->severity);
    put_text(out, p->file);
    put_text(out, p->path);
    put_text(out, p->code);
    put_text(out, p->message);
    put_text(out, p->suggestion);
    put_number(out, p->end_line);
    put_number(out, p->end_column);
    put_text(out, p->sentence);
    put_number(out, p->hit_at);
    put_number(out, p->hit_len);
    put_text(out, p->why);
    put_text(out, p->rewrite);
    put_number(out, p->has_rewrite);
    put_text(out, p->set_aside_by);
    put_text(out, p->set_aside_on);
    put_text(out, p->set_aside_why);
}

static void put_problems(evne_buf *out, const evne_problems *problems)
{
    size_t count = evne_problems_count(problems);

    put_number(out, count);
    for (size_t i = 0; i < count; i++)
        put_problem(out, evne_problems_at(problems, i));
}

void evne_outcome_encode(evne_buf *out, const evne_outcome *outcome)
{
    size_t count = evne_problems_count(outcome->problems);

    evne_buf_reserve(out, HEAD_BYTES + count * PROBLEM_BYTES + outcome->bytes.len +
                              outcome->name.len + outcome->json.len + outcome->text.len);
    put_number(out, outcome->status);
    put_number(out, outcome->err.status);
    put_text(out, outcome->err.where);
    put_text(out, outcome->err.text);
    put_problems(out, outcome->problems);
    put_problems(out, outcome->set_aside);
    put_str(out, outcome->bytes);
    put_str(out, outcome->name);
    put_str(out, outcome->json);
    put_str(out, outcome->text);
}

/* What is still to be read; `is_broken` once a length did not fit. */
typedef struct reader {
    evne_str rest;
    bool is_broken;
} reader;

static uint64_t take_number(reader *r, uint64_t most)
{
    uint64_t number = 0;

    if (r->rest.len < LENGTH_BYTES) {
        r->is_broken = true;
        return 0;
    }
    for (int i = LENGTH_BYTES; i--;)
        number = number << 8 | (unsigned char)r->rest.p[i];
    r->rest = evne_str_slice(r->rest, LENGTH_BYTES, r->rest.len);
    r->is_broken = r->is_broken || number > most;
    return r->is_broken ? 0 : number;
}

/* A text where it lies; what ends it must be there. */
static evne_str take_str(reader *r)
{
    uint64_t len = take_number(r, UINT64_MAX);
    evne_str taken;

    if (len >= r->rest.len || r->rest.p[len] != '\0') {
        r->is_broken = true;
        return EVNE_STR("");
    }
    taken = evne_str_slice(r->rest, 0, (size_t)len);
    r->rest = evne_str_slice(r->rest, (size_t)len + 1, r->rest.len);
    return taken;
}

static void take_problem(reader *r, evne_problems *problems)
{
    evne_problem p = {0};
    evne_str sentence;

    p.line = (uint32_t)take_number(r, UINT32_MAX);
    p.column = (uint32_t)take_number(r, UINT32_MAX);
    p.severity = (evne_severity)take_number(r, EVNE_INFO);
    p.file = take_str(r).p;
    p.path = take_str(r).p;
    p.code = take_str(r).p;
    p.message = take_str(r).p;
    p.suggestion = take_str(r).p;
    p.end_line = (uint32_t)take_number(r, UINT32_MAX);
    p.end_column = (uint32_t)take_number(r, UINT32_MAX);
    sentence = take_str(r);
    p.sentence = sentence.p;
    p.hit_at = (uint32_t)take_number(r, sentence.len);
    p.hit_len = (uint32_t)take_number(r, sentence.len - p.hit_at);
    p.why = take_str(r).p;
    p.rewrite = take_str(r).p;
    p.has_rewrite = take_number(r, 1) != 0;
    p.set_aside_by = take_str(r).p;
    p.set_aside_on = take_str(r).p;
    p.set_aside_why = take_str(r).p;
    if (!r->is_broken)
        evne_problems_add(problems, &p);
}

static void take_problems(reader *r, evne_problems *problems)
{
    uint64_t count = take_number(r, MOST_PROBLEMS);

    for (uint64_t i = 0; i < count && !r->is_broken; i++)
        take_problem(r, problems);
}

static void take_text(reader *r, char *room, size_t size)
{
    evne_str text = take_str(r);
    size_t len = text.len < size ? text.len : size - 1;

    memcpy(room, text.p, len);
    room[len] = '\0';
}

evne_status evne_outcome_decode(evne_str bytes, evne_outcome *outcome, evne_error *err)
{
    reader r = {.rest = bytes};

    outcome->status = (evne_status)take_number(&r, EVNE_UNDETERMINED);
    outcome->err.status = (evne_status)take_number(&r, EVNE_UNDETERMINED);
    take_text(&r, outcome->err.where, sizeof outcome->err.where);
    take_text(&r, outcome->err.text, sizeof outcome->err.text);
    take_problems(&r, outcome->problems);
    take_problems(&r, outcome->set_aside);
    outcome->bytes = take_str(&r);
    outcome->name = take_str(&r);
    outcome->json = take_str(&r);
    outcome->text = take_str(&r);
    if (!r.is_broken && !r.rest.len)
        return EVNE_OK;
    evne_outcome_init(outcome, outcome->arena); /* nothing of it counts */
    return evne_fail(err, EVNE_SYSTEM, NULL, "the worker's answer is damaged");
}
