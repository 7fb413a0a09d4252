/*
 * How: a finding names one place. What stands there is a key (its name is marked), a scalar (all of
 * it that is on the line) or a place in a text (the word).
 */
#include "lsp_finding.h"

#include <string.h>

typedef struct line {
    evne_str bytes;
    size_t from, to; /* of the line's text */
} line;

static bool is_blank_at(const line *l, size_t at)
{
    return at >= l->to || l->bytes.p[at] == ' ' || l->bytes.p[at] == '\t';
}

/* The end of a word: of everything but ASCII blanks and marks. */
static size_t end_of_word(const line *l, size_t at)
{
    size_t end = at;

    while (end < l->to && !strchr(" \t,.;:!?()[]{}\"'", l->bytes.p[end]))
        end++;
    return end > at || at >= l->to ? end : at + 1;
}

static size_t end_of_quote(const line *l, size_t at)
{
    char quote = l->bytes.p[at];

    for (size_t i = at + 1; i < l->to; i++) {
        if (quote == '"' && l->bytes.p[i] == '\\')
            i++;
        else if (l->bytes.p[i] == quote)
            return i + 1;
    }
    return l->to;
}

/* The end of a plain key when a colon follows, else 0. */
static size_t end_of_key(const line *l, size_t at)
{
    for (size_t i = at; i < l->to && !strchr(",[]{}\"'#", l->bytes.p[i]); i++)
        if (l->bytes.p[i] == ':' && is_blank_at(l, i + 1))
            return i;
    return 0;
}

/* True when brackets are open before `at` on the line. */
static bool is_in_brackets(const line *l, size_t at)
{
    int depth = 0;

    for (size_t i = l->from; i < at; i++)
        depth += strchr("[{", l->bytes.p[i]) ? 1 : strchr("]}", l->bytes.p[i]) ? -1 : 0;
    return depth > 0;
}

/* True when a value begins at `at`: after a key's colon, a dash, or a comma between brackets. */
static bool begins_value(const line *l, size_t at)
{
    size_t before = at;

    while (before > l->from && is_blank_at(l, before - 1))
        before--;
    return before > l->from &&
           strchr(is_in_brackets(l, at) ? ":,[{" : ":-", l->bytes.p[before - 1]);
}

static size_t end_of_plain(const line *l, size_t at, bool is_flow)
{
    size_t end = at;

    for (size_t i = at; i < l->to; i++) {
        char c = l->bytes.p[i];
        if ((c == '#' && i > at && is_blank_at(l, i - 1)) || (is_flow && strchr(",]}", c)))
            break;
        if (!is_blank_at(l, i))
            end = i + 1;
    }
    return end;
}

static size_t end_of_thing(const line *l, size_t at)
{
    size_t key = end_of_key(l, at);
    char c = at < l->to ? l->bytes.p[at] : ' ';

    if (c == '"' || c == '\'')
        return end_of_quote(l, at);
    if (key)
        return key;
    if (strchr("[{", c) || !begins_value(l, at))
        return end_of_word(l, at);
    return end_of_plain(l, at, is_in_brackets(l, at));
}

/* Ends where a character begins, whatever the marks around it were. */
static size_t whole_character(evne_str bytes, size_t at)
{
    while (at < bytes.len && ((unsigned char)bytes.p[at] & 0xC0) == 0x80)
        at++;
    return at;
}

evne_lsp_range evne_lsp_finding_word(const evne_lsp_text *text, size_t offset)
{
    size_t number = evne_lsp_text_line(text, offset);
    line l = {text->bytes, evne_lsp_text_line_start(text, number),
              evne_lsp_text_line_end(text, number)};

    if (offset >= l.to)
        return (evne_lsp_range){l.to < offset ? l.to : offset, offset < l.to ? l.to : offset};
    return (evne_lsp_range){offset, whole_character(text->bytes, end_of_thing(&l, offset))};
}

static evne_lsp_range first_line(const evne_lsp_text *text)
{
    return (evne_lsp_range){0, evne_lsp_text_line_end(text, 0)};
}

evne_lsp_finding evne_lsp_finding_of(const evne_lsp_text *text, const char *uri,
                                     const evne_problem *problem)
{
    evne_lsp_finding finding = {.problem = problem, .why = ""};

    finding.is_elsewhere = strcmp(problem->file, uri) != 0;
    if (finding.is_elsewhere || problem->line == 0)
        finding.range = first_line(text);
    else
        finding.range =
            evne_lsp_finding_word(text, evne_lsp_text_place(text, problem->line, problem->column));
    if (!finding.is_elsewhere && problem->line && problem->end_line)
        finding.range =
            (evne_lsp_range){evne_lsp_text_place(text, problem->line, problem->column),
                             evne_lsp_text_place(text, problem->end_line, problem->end_column)};
    finding.why = problem->why ? problem->why : "";
    finding.replacement = problem->has_rewrite ? problem->rewrite : NULL;
    return finding;
}
