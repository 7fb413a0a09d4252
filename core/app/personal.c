/*
 * How: ten digits that begin with a date that exists, however people write them. Telephone and case
 * numbers do not have that form; P-numbers have a field type of their own, which is not looked at.
 */
#include "personal.h"

#include <string.h>

#include "base/file.h"
#include "data/scalar.h"

typedef struct search {
    evne_arena *arena;
    evne_str bytes; /* of the case's file */
    evne_problems *problems;
} search;

static void check_text(const search *s, const evne_value *text)
{
    size_t at, len = evne_cpr_find(text->as.text, &at);
    evne_scalar scalar;
    evne_place from, to;

    if (!len)
        return;
    evne_scalar_open(&scalar, s->bytes, &text->place, text->as.text);
    from = evne_scalar_find(&scalar, at);
    to = evne_scalar_find(&scalar, at + len);
    evne_problems_add(
        s->problems,
        &(evne_problem){.file = from.file,
                        .line = from.line,
                        .column = from.column,
                        .end_line = to.line,
                        .end_column = to.column,
                        .code = "X16",
                        .severity = EVNE_SEVERE_ERROR,
                        .message = "teksten indeholder et cpr-nummer",
                        .suggestion = "slet det: nummeret hører kun hjemme i borger.cpr"});
}

/* Whatever a writer can put words or digits of his own into. */
static bool is_free(const evne_field *field)
{
    switch (field->type) {
    case EVNE_FIELD_TEXT:
    case EVNE_FIELD_LONG:
    case EVNE_FIELD_NAME:
    case EVNE_FIELD_ID:
    case EVNE_FIELD_REF:
    case EVNE_FIELD_EMAIL:
        return true;
    case EVNE_FIELD_CHOICE:
        return field->is_open;
    default:
        return false;
    }
}

static void check_value(const search *s, const evne_field *field, const evne_value *value)
{
    if (value->kind == EVNE_TEXT && is_free(field))
        check_text(s, value);
    for (size_t i = 0; value->kind == EVNE_LIST && field->n_children && i < value->as.list.count;
         i++)
        check_value(s, field->children, value->as.list.items[i]);
    for (size_t i = 0; value->kind == EVNE_MAP && i < value->as.map.count; i++) {
        const evne_pair *pair = &value->as.map.pairs[i];
        const evne_field *child =
            field->type == EVNE_FIELD_TABLE ? field->children : evne_field_get(field, pair->key);
        if (child)
            check_value(s, child, pair->value);
    }
}

/* The name would stand in messages, logs and folders that hold no case. */
static void check_file_name(const search *s, const char *file)
{
    evne_problem problem = {.file = file,
                            .code = "X16",
                            .severity = EVNE_SEVERE_ERROR,
                            .message = "filens navn indeholder et cpr-nummer",
                            .suggestion = "kald den efter sagens nummer"};
    char *shown = evne_arena_text(s->arena, file);
    size_t at;

    if (!evne_cpr_find(evne_str_of(evne_file_name(file)), &at))
        return;
    evne_cpr_mask(shown, strlen(shown));
    problem.file = shown;
    evne_problems_add(s->problems, &problem);
}

void evne_personal_check(evne_arena *arena, const char *file, evne_str bytes,
                         const evne_field *fields, const evne_value *selected,
                         evne_problems *problems)
{
    search s = {arena, bytes, problems};

    check_file_name(&s, file);
    check_value(&s, fields, selected);
}
