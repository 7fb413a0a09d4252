/* How: one line per finding, in the form that editors jump from. */
#define _POSIX_C_SOURCE 200809L
#include "report.h"

#include <stdlib.h>
#include <unistd.h>

#include "excerpt.h"
#include "fingerprint.h"

static const char *colour_of(evne_severity severity, bool is_coloured)
{
    static const char *const colours[] = {"\033[1;31m", "\033[1;33m", "\033[1;36m"};

    return is_coloured ? colours[severity] : "";
}

static void print_place(FILE *out, const evne_problem *p)
{
    if (p->file[0] && p->line)
        fprintf(out, "%s:%u:%u: ", p->file, (unsigned)p->line, (unsigned)p->column);
    else if (p->file[0])
        fprintf(out, "%s: ", p->file);
}

/* What is dim on a terminal: the words before the advice itself. */
static void print_line(FILE *out, const char *label, const char *text, bool is_coloured)
{
    if (text[0])
        fprintf(out, "    %s%s:%s %s\n", is_coloured ? "\033[2m" : "", label,
                is_coloured ? "\033[0m" : "", text);
}

static void print_rewrite(FILE *out, const evne_problem *p, bool is_coloured)
{
    const char *before = is_coloured ? "\033[2m" : "", *after = is_coloured ? "\033[0m" : "";

    if (p->has_rewrite && p->rewrite[0])
        fprintf(out, "    %serstat med:%s %s\n", before, after, p->rewrite);
    else if (p->has_rewrite)
        fprintf(out, "    %sslet:%s »%.*s«\n", before, after, (int)p->hit_len,
                p->sentence + p->hit_at);
}

/* A finding about words shows them, says why, and how else; another says what to do. */
static void print_advice(FILE *out, const evne_problem *p, bool is_coloured)
{
    if (p->sentence[0]) {
        evne_excerpt_print(out, p, 6, is_coloured);
        print_line(out, "hvorfor", p->why, is_coloured);
        print_line(out, "omskriv", p->suggestion, is_coloured);
        print_rewrite(out, p, is_coloured);
    } else if (p->suggestion[0]) {
        fprintf(out, "    %s\n", p->suggestion);
    }
}

static void print_finding(FILE *out, const evne_problem *p, bool is_coloured)
{
    print_place(out, p);
    fprintf(out, "%s%s%s: ", colour_of(p->severity, is_coloured), evne_severity_danish(p->severity),
            is_coloured ? "\033[0m" : "");
    if (p->path[0])
        fprintf(out, "%s: ", p->path);
    fprintf(out, "%s [%s]\n", p->message, p->code);
    print_advice(out, p, is_coloured);
}

void evne_report_findings(FILE *out, const evne_problems *problems, bool is_coloured)
{
    for (size_t i = 0; i < evne_problems_count(problems); i++)
        print_finding(out, evne_problems_at(problems, i), is_coloured);
}

void evne_report_set_aside(FILE *out, const evne_problems *problems)
{
    for (size_t i = 0; i < evne_problems_count(problems); i++) {
        const evne_problem *p = evne_problems_at(problems, i);
        print_place(out, p);
        fprintf(out, "tilsidesat: %s%s%s [%s]\n", p->path, p->path[0] ? ": " : "", p->message,
                p->code);
        fprintf(out, "    %s, %s: %s\n", p->set_aside_by, p->set_aside_on, p->set_aside_why);
    }
}

void evne_report_error(FILE *out, const evne_error *err)
{
    if (err->where[0])
        fprintf(out, "evne: %s: %s\n", err->where, err->text);
    else
        fprintf(out, "evne: %s\n", err->text);
}

/* What only findings about words have. */
static void add_words(json_t *finding, const evne_problem *p)
{
    if (p->end_line) {
        json_object_set_new(finding, "end_line", json_integer(p->end_line));
        json_object_set_new(finding, "end_column", json_integer(p->end_column));
    }
    if (p->sentence[0]) {
        json_object_set_new(finding, "sentence", json_string(p->sentence));
        json_object_set_new(finding, "hit", json_stringn(p->sentence + p->hit_at, p->hit_len));
    }
    if (p->why[0])
        json_object_set_new(finding, "why", json_string(p->why));
    if (p->has_rewrite)
        json_object_set_new(finding, "rewrite", json_string(p->rewrite));
    if (p->set_aside_by[0])
        json_object_set_new(finding, "setAside",
                            json_pack("{s:s, s:s, s:s}", "by", p->set_aside_by, "date",
                                      p->set_aside_on, "reason", p->set_aside_why));
}

static json_t *finding_json(const evne_problem *p)
{
    char print[EVNE_FINGERPRINT];
    json_t *finding = json_pack("{s:s, s:i, s:i, s:s, s:s, s:s, s:s, s:s}", "file", p->file, "line",
                                (int)p->line, "column", (int)p->column, "path", p->path, "code",
                                p->code, "severity", evne_severity_name(p->severity), "message",
                                p->message, "suggestion", p->suggestion);

    evne_fingerprint(p, print);
    if (finding) {
        add_words(finding, p);
        json_object_set_new(finding, "fingerprint", json_string(print));
    }
    return finding;
}

json_t *evne_report_json(const evne_problems *problems)
{
    json_t *findings = json_array();

    for (size_t i = 0; i < evne_problems_count(problems); i++)
        json_array_append_new(findings, finding_json(evne_problems_at(problems, i)));
    return findings;
}

bool evne_report_may_colour(FILE *stream)
{
    const char *no_colour = getenv("NO_COLOR");

    return isatty(fileno(stream)) && !(no_colour && no_colour[0]);
}

json_t *evne_report_facts(const evne_outcome *outcome)
{
    json_t *facts = json_loadb(outcome->json.p ? outcome->json.p : "", outcome->json.len, 0, NULL);

    if (!json_is_object(facts)) {
        json_decref(facts);
        facts = json_object();
    }
    json_object_set_new(facts, "findings", evne_report_json(outcome->problems));
    if (evne_problems_count(outcome->set_aside))
        json_object_set_new(facts, "setAside", evne_report_json(outcome->set_aside));
    return facts;
}
