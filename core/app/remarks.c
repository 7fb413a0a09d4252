/* How: one function for each remark; nothing is decided here but the words. */
#include "remarks.h"

#include "rules/suggest.h"

static evne_problem at_place(const evne_place *place, const char *path, const char *code)
{
    return (evne_problem){.file = place->file,
                          .line = place->line,
                          .column = place->column,
                          .path = path,
                          .code = code};
}

evne_status evne_remark_format(evne_problems *problems, const char *file, const evne_value *format,
                               evne_error *err)
{
    evne_place top = {.file = file, .line = 1, .column = 1};
    evne_problem problem = at_place(format ? &format->place : &top, "skema", "sag.skema");

    problem.severity = EVNE_SEVERE_ERROR;
    problem.message = "filen er ikke en sag i det format, som programmet læser";
    problem.suggestion = "skriv 'skema: " EVNE_CASE_FORMAT "' øverst i sagen";
    evne_problems_add(problems, &problem);
    return evne_fail(err, EVNE_INPUT, file, "no case of format '%s'", EVNE_CASE_FORMAT);
}

/* "mente du 'praktikplan'? " or nothing. */
static const char *guess_report(evne_arena *arena, const evne_catalog *catalog, evne_str wanted)
{
    evne_nearest nearest = {.wanted = wanted};

    for (size_t i = 0; i < evne_catalog_count(catalog); i++)
        evne_suggest_consider(&nearest, evne_catalog_at(catalog, i)->id);
    return nearest.word.len
               ? evne_arena_printf(arena, "mente du '%.*s'? ", EVNE_STR_ARGS(nearest.word))
               : "";
}

void evne_remark_report(evne_arena *arena, evne_problems *problems, const evne_catalog *catalog,
                        const evne_value *report)
{
    const char *guess = guess_report(arena, catalog, evne_value_text(report));
    evne_problem problem = at_place(&report->place, "sag.rapporttyper", "sag.rapporttype");

    problem.severity = guess[0] ? EVNE_WARNING : EVNE_INFO;
    problem.message = evne_arena_printf(arena, "rapporttypen '%.*s' er ikke installeret her",
                                        EVNE_STR_ARGS(evne_value_text(report)));
    problem.suggestion = evne_arena_printf(arena, "%s'evne reports' viser dem, der er", guess);
    evne_problems_add(problems, &problem);
}

void evne_remark_nothing_checked(evne_problems *problems, const evne_value *sag)
{
    const evne_value *reports = evne_value_find(sag, "sag.rapporttyper");
    const evne_value *head = evne_value_get(sag, "sag");
    const evne_value *nearest = reports ? reports : head ? head : sag;
    evne_problem problem = at_place(&nearest->place, "sag.rapporttyper", "sag.rapporttype");

    problem.severity = evne_value_count(reports) ? EVNE_WARNING : EVNE_SEVERE_ERROR;
    problem.message =
        "sagen nævner ingen rapporttype, der er installeret, så intet er kontrolleret";
    problem.suggestion = "skriv for eksempel 'rapporttyper: [rehab-dossier]', eller brug --report";
    evne_problems_add(problems, &problem);
}

void evne_remark_no_rules(evne_problems *problems, const char *file)
{
    evne_problem problem = {.file = file,
                            .path = "",
                            .code = "regel.ingen",
                            .severity = EVNE_WARNING,
                            .message = "ingen objektivitetsregler er installeret, så teksterne er "
                                       "ikke kontrolleret",
                            .suggestion = "se 'evne rules'"};

    evne_problems_add(problems, &problem);
}

void evne_remark_folders(evne_arena *arena, evne_problems *problems, const evne_paths *paths,
                         const evne_template *source)
{
    for (size_t i = 0; i < paths->n_named_templates; i++) {
        evne_problem problem = {.file = paths->templates.paths[i],
                                .code = "skabelon.ubrugt",
                                .severity = EVNE_INFO,
                                .message = "rapporten bruger ingen skabelon fra denne mappe",
                                .suggestion = evne_arena_printf(
                                    arena,
                                    "rapportens egen hedder '%s'; de andre er dem, den henter ind",
                                    evne_template_file(source))};

        if (!evne_template_uses(source, problem.file))
            evne_problems_add(problems, &problem);
    }
}
