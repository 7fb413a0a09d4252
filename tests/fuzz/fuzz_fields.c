/*
 * A case under a schema with every type of field: the check returns, and what it selected passes
 * the same schema without an error when the case had none (a PDF's embedded data is checked again).
 */
#include <stdlib.h>

#include "data/casefile.h"
#include "fuzz/fuzz.h"
#include "rules/fields.h"

#define KEY(name, kind) .key = {name, sizeof name - 1}, .type = EVNE_FIELD_##kind
#define OPTIONAL(name, kind)                                                                       \
    {                                                                                              \
        KEY(name, kind), .is_optional = true                                                       \
    }
#define CHILDREN(array) .children = array, .n_children = sizeof array / sizeof *array

static const evne_choice colours[] = {{.value = {"roed", 4}}, {.value = {"groen", 5}}};
static const evne_str doctors[] = {{"laege", 5}};

static const evne_field number[] = {
    {.type = EVNE_FIELD_NUM, .has_min = true, .has_max = true, .max = 10}};

static const evne_field entry[] = {
    {KEY("id", ID)},
    {KEY("se", REF), .is_optional = true, .to = {"l t", 3}},
    OPTIONAL("x", TEXT),
};

static const evne_field item[] = {{.type = EVNE_FIELD_GROUP, CHILDREN(entry)}};

static const evne_field group[] = {
    OPTIONAL("date", DATE),
    OPTIONAL("year", YEAR),
    OPTIONAL("time", TIME),
    OPTIONAL("week", WEEK),
    OPTIONAL("mom", MOMENT),
    OPTIONAL("num", NUM),
    OPTIONAL("int", INT),
    OPTIONAL("bool", BOOL),
    OPTIONAL("cvr", CVR),
    OPTIONAL("pnr", PNR),
    OPTIONAL("post", POSTAL_CODE),
    OPTIONAL("tlf", PHONE),
    OPTIONAL("mail", EMAIL),
    OPTIONAL("navn", NAME),
    OPTIONAL("long", LONG),
    {KEY("cpr", CPR), .is_optional = true, .is_masked = true},
    {KEY("valg", CHOICE), .is_optional = true, .choices = colours, .n_choices = 2},
    {KEY("aaben", CHOICE), .is_optional = true, .is_open = true, .choices = colours,
     .n_choices = 2},
    {KEY("kilde", TEXT), .is_optional = true, .unless_key = {"aaben", 5}, .unless_values = doctors,
     .n_unless_values = 1},
};

static const evne_field top[] = {
    {KEY("g", GROUP), .is_optional = true, CHILDREN(group)},
    {KEY("l", LIST), .is_optional = true, .is_lenient = true, .has_min = true, .min = 1,
     CHILDREN(item)},
    {KEY("t", TABLE), .is_optional = true, CHILDREN(number)},
};

static const evne_field schema = {.type = EVNE_FIELD_GROUP, CHILDREN(top)};

static size_t apply(evne_arena *arena, const evne_value *sag, const evne_value **out)
{
    evne_problems *problems = evne_problems_new(arena);

    evne_fields_apply(arena, &schema, &schema, sag, problems, out);
    evne_problems_sort(problems);
    return evne_problems_errors(problems);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    evne_str yaml = {(const char *)data, size};
    const evne_value *value, *once, *twice;
    evne_error err;

    evne_casefile_parse(arena, "fuzz.yaml", yaml, evne_problems_new(arena), &value, &err);
    if (value && apply(arena, value, &once) == 0 &&
        (apply(arena, once, &twice) != 0 || !evne_value_eq(once, twice)))
        abort();
    evne_arena_free(arena);
    return 0;
}
