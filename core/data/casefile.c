/*
 * How: libyaml turns the file into events and casetree.c turns those into values. libyaml's time
 * grows with the square of the nesting, and it resolves what a case has no use for (anchors, tags,
 * directives), so nothing is left to it: characters and directives are checked before it starts,
 * depth and the number of events at each event, and after the first document it is not asked again.
 */
#include "casefile.h"

#include <yaml.h>

#include "base/file.h"
#include "casetext.h"
#include "casetree.h"
#include "yamlfault.h"

static void count_event(evne_casetree *b, const yaml_event_t *event)
{
    evne_place place = {.file = b->file, .line = (uint32_t)event->start_mark.line + 1, .column = 1};

    if (++b->n_events <= EVNE_CASEFILE_EVENTS)
        return;
    evne_casetree_report(
        b, &place, "yaml.graense",
        evne_arena_printf(b->arena, "filen har mere end %d dele", EVNE_CASEFILE_EVENTS),
        "del sagen i flere filer");
    b->is_over = true;
}

/*
 * Feeds events to the builder until the first document ends at `*end`. Returns false when the file
 * cannot be followed that far.
 */
static bool take_document(evne_casetree *b, yaml_parser_t *parser, yaml_mark_t *end,
                          evne_status *status)
{
    yaml_event_t event;
    bool is_end = false;

    while (!is_end && !b->is_over) {
        if (!yaml_parser_parse(parser, &event)) {
            if (parser->error == YAML_MEMORY_ERROR)
                *status = EVNE_SYSTEM;
            else
                evne_yamlfault_report(b->arena, b->file, parser, b->problems);
            b->n_found++;
            return false;
        }
        count_event(b, &event);
        if (!b->is_over)
            evne_casetree_take(b, &event);
        is_end = event.type == YAML_DOCUMENT_END_EVENT || event.type == YAML_STREAM_END_EVENT;
        *end = event.start_mark;
        yaml_event_delete(&event);
    }
    return is_end;
}

/* A line as the rest of a file may hold: blank, a comment, or the mark `...`. */
static bool is_idle_line(evne_str line)
{
    line = evne_str_trim(line);
    return line.len == 0 || line.p[0] == '#' || evne_str_is(line, "...") ||
           evne_str_starts(line, "... ");
}

static evne_str take_line(evne_str *rest)
{
    size_t n = 0;
    evne_str line;

    while (n < rest->len && rest->p[n] != '\n' && rest->p[n] != '\r')
        n++;
    line = evne_str_slice(*rest, 0, n);
    n += n < rest->len && rest->p[n] == '\r' && n + 1 < rest->len && rest->p[n + 1] == '\n';
    *rest = evne_str_slice(*rest, n + 1, rest->len);
    return line;
}

/* Finds the first line of `rest`, which begins on line `number`, that is not idle. */
static bool find_busy_line(evne_str rest, uint32_t *number, evne_str *line)
{
    for (; rest.len; ++*number) {
        *line = take_line(&rest);
        if (!is_idle_line(*line))
            return true;
    }
    return false;
}

/* libyaml compares each directive with all before it, so none gets that far. */
static bool check_head(evne_casetree *b)
{
    evne_place place = {.file = b->file, .line = 1, .column = 1};
    evne_str line;

    if (!find_busy_line(b->yaml, &place.line, &line) || line.p[0] != '%')
        return true;
    evne_casetree_report(b, &place, "yaml.direktiv", "YAML-direktiver (%) kan ikke bruges",
                         "slet linjen");
    return false;
}

/* Says what stands after the end of the first document. */
static void check_tail(evne_casetree *b, const yaml_mark_t *end)
{
    evne_place place = {.file = b->file, .line = (uint32_t)end->line + 1, .column = 1};
    size_t from = evne_casetree_byte(b, end->index) - b->mark_len;
    evne_str line;

    if (!find_busy_line(evne_str_slice(b->yaml, from, b->yaml.len), &place.line, &line))
        return;
    if (evne_str_starts(line, "---"))
        evne_casetree_report(b, &place, "yaml.dokumenter", "filen indeholder mere end ét dokument",
                             "slet linjen '---', eller gem hvert dokument i sin egen fil");
    else
        evne_casetree_report(
            b, &place, "yaml.syntaks", "linjen hører ikke til det, der står over den",
            "ret indrykningen, så nøgler på samme niveau står lige under hinanden");
}

static evne_status build(evne_casetree *b, const evne_value **out)
{
    yaml_parser_t parser;
    evne_status status = EVNE_OK;
    yaml_mark_t end = {0, 0, 0};

    if (!yaml_parser_initialize(&parser))
        return EVNE_SYSTEM;
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)b->yaml.p, b->yaml.len);
    if (take_document(b, &parser, &end, &status)) {
        *out = b->root;
        check_tail(b, &end);
    }
    evne_casetree_abandon(b);
    yaml_parser_delete(&parser);
    return status;
}

/* Limits and characters: what must hold before libyaml starts. */
static bool check_before(evne_casetree *b)
{
    evne_place start = {.file = b->file, .line = 1, .column = 1};

    if (b->yaml.len > EVNE_CASEFILE_BYTES) {
        evne_casetree_report(b, &start, "yaml.graense",
                             evne_arena_printf(b->arena, "filen fylder mere end %d MiB",
                                               EVNE_CASEFILE_BYTES / 1024 / 1024),
                             "del sagen i flere filer");
        return false;
    }
    if (!evne_casetext_check(b->arena, b->file, b->yaml, b->problems)) {
        b->n_found++;
        return false;
    }
    return check_head(b);
}

static void check_root(evne_casetree *b, const evne_value **out)
{
    evne_place start = {.file = b->file, .line = 1, .column = 1};

    if (b->n_found || (*out && (*out)->kind != EVNE_NULL))
        return;
    *out = NULL;
    evne_casetree_report(b, &start, "yaml.tom", "filen er tom",
                         "begynd med 'evne new', som skriver et skelet");
}

evne_status evne_casefile_parse(evne_arena *arena, const char *file, evne_str yaml,
                                evne_problems *problems, const evne_value **out, evne_error *err)
{
    evne_casetree b = {.arena = arena, .problems = problems, .file = evne_arena_text(arena, file)};
    evne_status status = EVNE_OK;

    *out = NULL;
    b.yaml = evne_casetext_start(yaml);
    b.mark_len = yaml.len - b.yaml.len;
    if (check_before(&b))
        status = build(&b, out);
    if (status != EVNE_OK)
        return evne_fail(err, status, file, "no memory to read '%s'", file);
    check_root(&b, out);
    if (b.n_found)
        return evne_fail(err, EVNE_INPUT, file, "'%s' cannot be used as it is", file);
    return EVNE_OK;
}

evne_status evne_casefile_read(evne_arena *arena, const char *path, evne_problems *problems,
                               const evne_value **out, evne_error *err)
{
    evne_str yaml;

    *out = NULL;
    EVNE_TRY(evne_file_read(arena, path, EVNE_CASEFILE_BYTES, &yaml, err));
    return evne_casefile_parse(arena, path, yaml, problems, out, err);
}
