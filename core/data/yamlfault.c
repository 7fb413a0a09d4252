/*
 * How: a table from libyaml's sentences to ours. libyaml gives two places: where it stopped, and
 * where the construct began that it was reading. For an unclosed quote or a key without a colon the
 * beginning is where the user has to look, for the rest the end.
 */
#include "yamlfault.h"

#include <string.h>

typedef enum look { LOOK_AT_STOP, LOOK_AT_START } look;

typedef struct fault {
    const char *yaml; /* the beginning of libyaml's sentence */
    const char *message, *suggestion;
    look look;
} fault;

#define QUOTE_IT "sæt hele teksten i anførselstegn"
#define ALIGN "ret indrykningen, så nøgler på samme niveau står lige under hinanden"

static const fault faults[] = {
    {"found character that cannot start any token", "et tegn, som en værdi ikke kan begynde med",
     "brug mellemrum i stedet for tabulator, og sæt tekst, der begynder med @, ` eller %, i "
     "anførselstegn",
     LOOK_AT_STOP},
    {"mapping values are not allowed", "et kolon efterfulgt af mellemrum inde i en tekst",
     QUOTE_IT ", eller ret indrykningen", LOOK_AT_STOP},
    {"could not find expected ':'", "der mangler et kolon efter nøglen",
     "skriv 'nøgle: værdi', eller ryk linjen ind under den tekst, den hører til", LOOK_AT_START},
    {"did not find expected key", "linjen passer ikke ind her", ALIGN, LOOK_AT_STOP},
    {"did not find expected '-' indicator", "linjen passer ikke ind i listen",
     "begynd hvert punkt med '- ' i samme indrykning", LOOK_AT_STOP},
    {"did not find expected ',' or ']'", "listen i [ ] er ikke afsluttet",
     "sæt komma mellem punkterne og ] efter det sidste", LOOK_AT_STOP},
    {"did not find expected ',' or '}'", "felterne i { } er ikke afsluttet",
     "sæt komma mellem felterne og } efter det sidste, og sæt tekst med komma i anførselstegn",
     LOOK_AT_STOP},
    {"found unexpected end of stream", "anførselstegnet bliver aldrig lukket",
     "sæt det afsluttende anførselstegn", LOOK_AT_START},
    {"found unexpected document indicator", "anførselstegnet er ikke lukket før '---' eller '...'",
     "sæt det afsluttende anførselstegn", LOOK_AT_START},
    {"found unknown escape character", "en ukendt kode efter \\ i en tekst i anførselstegn",
     "skriv \\\\ for en omvendt skråstreg, eller brug enkelte anførselstegn", LOOK_AT_STOP},
    {"did not find expected hexdecimal number", "koden efter \\ mangler cifre",
     "skriv \\\\ for en omvendt skråstreg, eller brug enkelte anførselstegn", LOOK_AT_STOP},
    {"found invalid Unicode character escape code", "koden efter \\ er ikke et tegn i Unicode",
     "skriv selve tegnet", LOOK_AT_STOP},
    {"block sequence entries are not allowed", "et listepunkt kan ikke stå her",
     "begynd listen på en ny linje under nøglen", LOOK_AT_STOP},
    {"mapping keys are not allowed", "en nøgle kan ikke stå her", ALIGN, LOOK_AT_STOP},
    {"found a tab character", "en tabulator i indrykningen", "brug mellemrum til indrykning",
     LOOK_AT_STOP},
    {"did not find expected comment or line break", "der står tekst efter | eller >",
     "begynd teksten på næste linje", LOOK_AT_STOP},
    {"found an indentation indicator equal to 0", "indrykningen efter | eller > kan ikke være 0",
     "slet tallet", LOOK_AT_STOP},
    {"did not find expected node content", "her mangler en værdi",
     "skriv værdien, eller sæt teksten i anførselstegn", LOOK_AT_STOP},
    {"found undefined tag handle", "YAML-mærker (!) kan ikke bruges",
     "slet ordet, der begynder med !", LOOK_AT_STOP},
    {"did not find expected alphabetic or numeric character",
     "en værdi kan ikke begynde med & eller *", QUOTE_IT, LOOK_AT_START},
    {"did not find expected whitespace or line break", "der mangler et mellemrum",
     "sæt mellemrum efter mærket", LOOK_AT_STOP},
};

static const fault *fault_for(const char *yaml)
{
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        if (strncmp(yaml, faults[i].yaml, strlen(faults[i].yaml)) == 0)
            return &faults[i];
    return NULL;
}

/* Says where the construct began when that is another line than where libyaml stopped. */
static const char *with_start(evne_arena *arena, const char *message, const yaml_parser_t *parser)
{
    if (!parser->context || parser->context_mark.line == parser->problem_mark.line)
        return message;
    return evne_arena_printf(arena, "%s (begyndt i linje %zu)", message,
                             parser->context_mark.line + 1);
}

void evne_yamlfault_report(evne_arena *arena, const char *file, const yaml_parser_t *parser,
                           evne_problems *problems)
{
    const char *yaml = parser->problem ? parser->problem : "unknown fault";
    const fault *known = fault_for(yaml);
    bool at_start = known && known->look == LOOK_AT_START && parser->context;
    yaml_mark_t mark = at_start ? parser->context_mark : parser->problem_mark;
    evne_problem problem = {.file = file,
                            .line = (uint32_t)mark.line + 1,
                            .column = (uint32_t)mark.column + 1,
                            .path = "",
                            .code = "yaml.syntaks"};

    problem.message =
        known ? known->message : evne_arena_printf(arena, "filen kan ikke læses herfra: %s", yaml);
    if (!at_start)
        problem.message = with_start(arena, problem.message, parser);
    problem.suggestion = known ? known->suggestion : "ret linjen, eller linjen før den";
    evne_problems_add(problems, &problem);
}
