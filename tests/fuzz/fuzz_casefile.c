/*
 * A case file: whatever the bytes, the parser returns; what it accepts is written, read back to the
 * same tree and written again as the same bytes.
 */
#include <stdlib.h>

#include "data/casefile.h"
#include "fuzz/fuzz.h"

static void must(bool holds)
{
    if (!holds)
        abort();
}

static evne_status parse(evne_arena *arena, evne_str yaml, const evne_value **out)
{
    evne_problems *problems = evne_problems_new(arena);
    evne_error err;
    evne_status status = evne_casefile_parse(arena, "fuzz.yaml", yaml, problems, out, &err);

    must((status == EVNE_OK) == (evne_problems_count(problems) == 0));
    must(status == EVNE_OK ? *out != NULL : status == EVNE_INPUT);
    evne_problems_sort(problems);
    return status;
}

/* Every scalar lies inside the file, and every text can be found again under its path. */
static void check_places(const evne_value *value, evne_str yaml)
{
    bool is_map = value->kind == EVNE_MAP;

    must(value->place.from <= value->place.to && value->place.to <= yaml.len);
    must(value->place.line > 0 && value->place.column > 0);
    for (size_t i = 0; i < evne_value_count(value); i++)
        check_places(is_map ? value->as.map.pairs[i].value : value->as.list.items[i], yaml);
}

static void check_round(evne_arena *arena, const evne_value *value)
{
    evne_buf once = {.arena = arena}, twice = {.arena = arena}, shown = {.arena = arena};
    const evne_value *again;

    evne_casefile_write(&once, value);
    must(parse(arena, evne_buf_str(&once), &again) == EVNE_OK);
    must(evne_value_eq(value, again));
    evne_casefile_write(&twice, again);
    must(evne_str_eq(evne_buf_str(&once), evne_buf_str(&twice)));
    evne_value_print(&shown, value);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    evne_str yaml = {(const char *)data, size};
    const evne_value *value;

    if (parse(arena, yaml, &value) == EVNE_OK) {
        check_places(value, yaml);
        check_round(arena, value);
    }
    evne_arena_free(arena);
    return 0;
}
