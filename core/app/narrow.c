/* How: the reader's own fields are a schema like the report's, so the same pass selects by them. */
#include "narrow.h"

#include <stdlib.h>
#include <string.h>

evne_reader_name evne_reader_name_of(evne_str wanted)
{
    const char *colon = wanted.len ? memchr(wanted.p, ':', wanted.len) : NULL;
    size_t at = colon ? (size_t)(colon - wanted.p) : wanted.len;

    return (evne_reader_name){evne_str_slice(wanted, 0, at),
                              evne_str_slice(wanted, colon ? at + 1 : at, wanted.len)};
}

/* A copy of the schema in which CPR numbers that are masked are not. */
static evne_field unmasked(evne_arena *arena, const evne_field *field)
{
    evne_field copy = *field;
    evne_field *children = evne_arena_array(arena, field->n_children + 1, sizeof *children);

    for (size_t i = 0; i < field->n_children; i++)
        children[i] = unmasked(arena, &field->children[i]);
    copy.children = children;
    copy.is_masked = false;
    return copy;
}

static bool is_whole_cpr(const evne_extract *extract, evne_reader_name reader,
                         const evne_value *profile)
{
    const evne_value *cpr = evne_value_get(profile, "cpr");

    return extract->is_cpr_by_profile &&
           evne_str_is(evne_value_text(evne_value_get_str(cpr, reader.role)), "fuldt");
}

void evne_narrow(evne_arena *arena, const evne_extract *extract, evne_reader_name reader,
                 const evne_field *known, const evne_value *sag, const evne_value *profile,
                 const evne_value **out)
{
    evne_field open = {0};
    const evne_field *fields = extract->fields;

    if (is_whole_cpr(extract, reader, profile)) {
        open = unmasked(arena, fields);
        fields = &open;
    }
    evne_fields_apply(arena, fields, known, sag, evne_problems_new(arena), out);
}

/* --- what must never reach the reader ------------------------------------------------------- */

/* A finding of no rule says that not every text was read: nobody knows what stands in the rest. */
static bool stops(const evne_extract *extract, const evne_rule *rule)
{
    if (!rule)
        return true;
    for (size_t i = 0; i < evne_value_count(extract->stops); i++)
        if (evne_str_eq(evne_value_text(evne_value_item(extract->stops, i)), rule->category))
            return true;
    return false;
}

static void stop(evne_arena *arena, const evne_extract *extract, const evne_problem *found,
                 evne_problems *problems)
{
    evne_problem problem = *found;

    problem.severity = EVNE_SEVERE_ERROR;
    problem.message = evne_arena_printf(arena, "må ikke stå i et uddrag til %.*s: %s",
                                        EVNE_STR_ARGS(extract->name), found->message);
    evne_problems_add(problems, &problem);
}

/* The list and the number of the item in it that a path begins with: "observationer[2].iagttaget".
 */
static bool split_path(const char *path, evne_str *list, size_t *number)
{
    const char *open = strchr(path, '[');

    if (!open)
        return false;
    *list = (evne_str){path, (size_t)(open - path)};
    *number = strtoul(open + 1, NULL, 10);
    return true;
}

static bool is_droppable(const evne_extract *extract, evne_str list)
{
    for (size_t i = 0; i < evne_value_count(extract->drops); i++)
        if (evne_str_eq(evne_value_text(evne_value_item(extract->drops, i)), list))
            return true;
    return false;
}

/* Does a finding of `stopping` stand in item `number` of `list`? */
static bool is_dropped(const evne_problems *stopping, evne_str list, size_t number)
{
    for (size_t i = 0; i < evne_problems_count(stopping); i++) {
        evne_str at_list;
        size_t at;
        if (split_path(evne_problems_at(stopping, i)->path, &at_list, &at) && at == number &&
            evne_str_eq(at_list, list))
            return true;
    }
    return false;
}

static const evne_value *without_dropped(evne_arena *arena, const evne_problems *stopping,
                                         evne_str key, const evne_value *list)
{
    const evne_value **kept = evne_arena_array(arena, evne_value_count(list) + 1, sizeof *kept);
    size_t n = 0;

    for (size_t i = 0; i < evne_value_count(list); i++)
        if (!is_dropped(stopping, key, i + 1))
            kept[n++] = evne_value_item(list, i);
    return evne_value_new_list(arena, &list->place, kept, n);
}

static const evne_value *drop_items(evne_arena *arena, const evne_extract *extract,
                                    const evne_problems *stopping, const evne_value *selected)
{
    size_t n = evne_value_count(selected);
    evne_pair *pairs = evne_arena_array(arena, n + 1, sizeof *pairs);

    for (size_t i = 0; i < n; i++) {
        pairs[i] = selected->as.map.pairs[i];
        if (pairs[i].value->kind == EVNE_LIST && is_droppable(extract, pairs[i].key))
            pairs[i].value = without_dropped(arena, stopping, pairs[i].key, pairs[i].value);
    }
    return evne_value_new_map(arena, &selected->place, pairs, n);
}

/* Findings in `selected` that this reader must not meet. */
static const evne_problems *find_stopping(evne_arena *arena, const evne_extract *extract,
                                          const evne_rulebook *rules, const evne_narrowing *of,
                                          const evne_value *selected)
{
    evne_objectivity *o = evne_objectivity_new(arena, rules->scanner, of->file);
    evne_problems *found = evne_problems_new(arena), *stopping = evne_problems_new(arena);

    evne_objectivity_for_extract(o);
    evne_objectivity_know(o, of->known, of->sag);
    evne_objectivity_check(o, extract->fields, selected, found);
    for (size_t i = 0; i < evne_problems_count(found); i++) {
        const evne_problem *problem = evne_problems_at(found, i);
        if (stops(extract, evne_ruleset_find(rules->set, evne_str_of(problem->code))))
            evne_problems_add(stopping, problem);
    }
    return stopping;
}

void evne_narrow_check(evne_arena *arena, const evne_extract *extract, const evne_rulebook *rules,
                       const evne_narrowing *of, const evne_value **selected,
                       evne_problems *problems)
{
    const evne_problems *stopping = find_stopping(arena, extract, rules, of, *selected);

    for (size_t i = 0; i < evne_problems_count(stopping); i++) {
        const evne_problem *problem = evne_problems_at(stopping, i);
        evne_str list;
        size_t number;
        if (!split_path(problem->path, &list, &number) || !is_droppable(extract, list))
            stop(arena, extract, problem, problems);
    }
    *selected = drop_items(arena, extract, stopping, *selected);
}
