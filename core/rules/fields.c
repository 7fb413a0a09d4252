/*
 * How: the schema is walked, not the case, so the result holds what is declared, in that order, and
 * nothing else can slip through. Each level reports what it lacks and goes on. A second walk
 * (fields_keys.c) goes through the case and finds the keys that no schema knows.
 */
#include "fields.h"

#include <string.h>

#include "base/number.h"
#include "fieldpass.h"
#include "suggest.h"

const evne_field *evne_field_get(const evne_field *group, evne_str key)
{
    for (size_t i = 0; group && group->type == EVNE_FIELD_GROUP && i < group->n_children; i++)
        if (evne_str_eq(group->children[i].key, key))
            return &group->children[i];
    return NULL;
}

evne_str evne_field_label(const evne_field *field)
{
    return field->label_da.len ? field->label_da : field->key;
}

/* Empty, or a text of blanks only. */
static bool is_blank(const evne_value *value)
{
    return evne_value_is_empty(value) ||
           (value->kind == EVNE_TEXT && !evne_str_trim(value->as.text).len);
}

bool evne_field_is_required(const evne_field *field)
{
    if (field->is_optional)
        return false;
    if (field->type != EVNE_FIELD_GROUP)
        return true;
    for (size_t i = 0; i < field->n_children; i++)
        if (evne_field_is_required(&field->children[i]) && !field->children[i].unless_key.len)
            return true;
    return false;
}

/* True when the sibling that `unless` names has one of its values. */
static bool is_left_out(const evne_field *field, const evne_value *map)
{
    const evne_value *sibling = evne_value_get_str(map, field->unless_key);
    evne_str text = evne_str_trim(evne_value_text(sibling));

    for (size_t i = 0; field->unless_key.len && i < field->n_unless_values; i++)
        if (evne_suggest_same(text, field->unless_values[i]))
            return true;
    return false;
}

/* The paths below a missing group that must be given. */
static void put_required(evne_buf *out, const evne_field *group, evne_buf *path)
{
    for (size_t i = 0; i < group->n_children; i++) {
        const evne_field *child = &group->children[i];
        size_t len = path->len;

        if (!evne_field_is_required(child))
            continue;
        evne_path_put_key(path, child->key);
        if (child->type == EVNE_FIELD_GROUP)
            put_required(out, child, path);
        else
            evne_buf_printf(out, "%s%s", out->len ? ", " : "", evne_buf_text(path));
        path->len = len;
    }
}

static const char *suggest_missing(evne_fieldpass *pass, const evne_field *field)
{
    evne_buf out = {.arena = pass->arena}, path = {.arena = pass->arena};

    if (field->type == EVNE_FIELD_GROUP) {
        put_required(&out, field, &path);
        return evne_arena_printf(pass->arena, "tilføj '%.*s:' med %s", EVNE_STR_ARGS(field->key),
                                 evne_buf_text(&out));
    }
    if (field->type == EVNE_FIELD_LIST)
        evne_buf_printf(&out, "tilføj '%.*s:' med mindst ét punkt", EVNE_STR_ARGS(field->key));
    else
        evne_buf_printf(&out, "tilføj '%.*s: %s'", EVNE_STR_ARGS(field->key),
                        evne_field_type_example(field->type));
    if (field->hint.len)
        evne_buf_printf(&out, " (%.*s)", EVNE_STR_ARGS(field->hint));
    return evne_buf_text(&out);
}

static void report_missing(evne_fieldpass *pass, const evne_field *field, const evne_place *place)
{
    evne_fieldpass_report(
        pass, place, EVNE_SEVERE_ERROR, "felt.mangler",
        evne_arena_printf(pass->arena, "'%.*s' mangler", EVNE_STR_ARGS(evne_field_label(field))),
        suggest_missing(pass, field));
}

static const char *suggest_filling(evne_fieldpass *pass, const evne_field *field)
{
    const char *example = evne_field_type_example(field->type);
    evne_buf out = {.arena = pass->arena};

    evne_buf_puts(&out, strcmp(example, "...") == 0 ? "udfyld det" : "skriv for eksempel ");
    evne_buf_puts(&out, strcmp(example, "...") == 0 ? "" : example);
    if (field->hint.len)
        evne_buf_printf(&out, " (%.*s)", EVNE_STR_ARGS(field->hint));
    return evne_buf_text(&out);
}

/* The key is there with nothing after it, as in a skeleton. */
static void report_empty(evne_fieldpass *pass, const evne_field *field, const evne_place *place)
{
    bool holds_more = field->type == EVNE_FIELD_GROUP || field->type == EVNE_FIELD_LIST;

    evne_fieldpass_report(pass, place, EVNE_SEVERE_ERROR, "felt.mangler",
                          evne_arena_printf(pass->arena, "'%.*s' er ikke udfyldt",
                                            EVNE_STR_ARGS(evne_field_label(field))),
                          holds_more ? suggest_missing(pass, field) : suggest_filling(pass, field));
}

static void report_type(evne_fieldpass *pass, const evne_subject *s)
{
    bool wants_list = s->field->type == EVNE_FIELD_LIST;
    const char *is = s->value->kind == EVNE_LIST  ? "en liste"
                     : s->value->kind == EVNE_MAP ? "en gruppe af felter"
                                                  : "en enkelt værdi";

    evne_subject_report(pass, s, "felt.type",
                        evne_arena_printf(pass->arena, "'%.*s' skal være %s, ikke %s",
                                          EVNE_STR_ARGS(s->label),
                                          evne_field_type_danish(s->field->type), is),
                        wants_list ? "begynd hvert punkt på en ny linje med '- '" : NULL);
}

static const evne_value *apply(evne_fieldpass *pass, const evne_subject *subject);

static const evne_pair *find_pair(const evne_value *map, evne_str key)
{
    for (size_t i = 0; i < map->as.map.count; i++)
        if (evne_str_eq(map->as.map.pairs[i].key, key))
            return &map->as.map.pairs[i];
    return NULL;
}

/* The typed value of one child of `map`, or NULL when there is none or it is wrong. */
static const evne_value *apply_child(evne_fieldpass *pass, const evne_field *child,
                                     const evne_value *map, const evne_pair *pair)
{
    evne_subject subject = {child, evne_field_label(child), pair ? pair->value : NULL};

    if (is_left_out(child, map))
        return NULL;
    if (!is_blank(subject.value))
        return apply(pass, &subject);
    if (evne_field_is_required(child))
        (pair ? report_empty : report_missing)(pass, child, pair ? &pair->key_place : &map->place);
    if (child->type == EVNE_FIELD_LIST)
        return evne_value_new_list(pass->arena, subject.value ? &subject.value->place : NULL, NULL,
                                   0);
    return NULL;
}

static void put_pair(evne_fieldpass *pass, evne_pair pair)
{
    if (pass->n_pairs == pass->room) {
        size_t room = pass->room ? pass->room * 2 : 64;
        pass->pairs =
            evne_arena_grow(pass->arena, pass->pairs, pass->room * sizeof pair, room * sizeof pair);
        pass->room = room;
    }
    pass->pairs[pass->n_pairs++] = pair;
}

/* The map of the pairs from `first` on, which leave the stack. */
static const evne_value *take_pairs(evne_fieldpass *pass, size_t first, const evne_place *place)
{
    size_t n = pass->n_pairs - first;
    evne_pair *pairs = evne_arena_array(pass->arena, n, sizeof *pairs);

    if (n)
        memcpy(pairs, pass->pairs + first, n * sizeof *pairs);
    pass->n_pairs = first;
    return evne_value_own_map(pass->arena, place, pairs, n);
}

/* The key as the case has it, else a copy: what declares it may be gone before the values are. */
static evne_pair new_pair(evne_fieldpass *pass, evne_str key, const evne_pair *in_case)
{
    if (in_case)
        return *in_case;
    return (evne_pair){.key = {evne_arena_copy(pass->arena, key.p, key.len), key.len}};
}

static const evne_value *apply_group(evne_fieldpass *pass, const evne_field *group,
                                     const evne_value *map)
{
    size_t first = pass->n_pairs;

    for (size_t i = 0; i < group->n_children; i++) {
        const evne_field *child = &group->children[i];
        const evne_pair *pair = find_pair(map, child->key);
        size_t len = pass->path.len;
        const evne_value *typed;
        evne_pair made;

        evne_path_put_key(&pass->path, child->key);
        typed = apply_child(pass, child, map, pair);
        pass->path.len = len;
        if (!typed)
            continue;
        made = new_pair(pass, child->key, pair);
        made.value = typed;
        put_pair(pass, made);
    }
    return take_pairs(pass, first, &map->place);
}

/* One value of a list or table; it goes by its own label, else by that of what it is in. */
static const evne_value *apply_item(evne_fieldpass *pass, const evne_subject *whole,
                                    const evne_value *value)
{
    const evne_field *item = whole->field->children;
    evne_str label = evne_field_label(item);
    evne_subject subject = {item, label.len ? label : whole->label, value};

    if (!is_blank(value))
        return apply(pass, &subject);
    evne_fieldpass_report(
        pass, &value->place, EVNE_SEVERE_ERROR, "felt.mangler",
        evne_arena_printf(pass->arena, "et punkt i '%.*s' er tomt", EVNE_STR_ARGS(whole->label)),
        "skriv en værdi, eller slet punktet");
    return NULL;
}

static void check_count(evne_fieldpass *pass, const evne_subject *s, size_t count)
{
    const evne_field *f = s->field;
    bool is_few = f->has_min && (double)count < f->min && (count || !f->is_optional);
    evne_buf limit = {.arena = pass->arena};

    if (!is_few && !(f->has_max && (double)count > f->max))
        return;
    evne_number_plain(&limit, is_few ? f->min : f->max);
    evne_subject_report(pass, s, "felt.antal",
                        evne_arena_printf(pass->arena,
                                          "'%.*s' har %zu punkter, men skal have %s %s",
                                          EVNE_STR_ARGS(s->label), count,
                                          is_few ? "mindst" : "højst", evne_buf_text(&limit)),
                        NULL);
}

/* A list of the one thing that stands where a list belongs. */
static const evne_value *lone_item(evne_fieldpass *pass, const evne_value *value)
{
    return evne_value_new_list(pass->arena, &value->place, &value, 1);
}

static bool meets(const evne_condition *condition, const evne_value *item)
{
    const char *path = condition->path.p;
    evne_str text = evne_str_trim(evne_value_text(evne_value_find(item, path)));

    for (size_t i = 0; i < condition->n_values; i++)
        if (evne_suggest_same(text, condition->values[i]))
            return true;
    return false;
}

/* True when the list says which items it takes and this is none of them. */
static bool is_passed_over(const evne_field *list, const evne_value *item)
{
    for (size_t i = 0; i < list->n_only; i++)
        if (!meets(&list->only[i], item))
            return true;
    return false;
}

static const evne_value *apply_list(evne_fieldpass *pass, const evne_subject *s)
{
    const evne_value *list = s->value->kind == EVNE_LIST ? s->value : lone_item(pass, s->value);
    size_t count = evne_value_count(list), n = 0;
    const evne_value **items = evne_arena_array(pass->arena, count, sizeof *items);

    check_count(pass, s, count);
    for (size_t i = 0; i < count && s->field->n_children; i++) {
        size_t len = pass->path.len;
        if (is_passed_over(s->field, evne_value_item(list, i)))
            continue;
        evne_path_put_item(&pass->path, i + 1);
        items[n] = apply_item(pass, s, evne_value_item(list, i));
        n += items[n] != NULL;
        pass->path.len = len;
    }
    if (s->field->n_children)
        evne_fields_check_ids(pass, s, list);
    return evne_value_own_list(pass->arena, &s->value->place, items, n);
}

static const evne_value *apply_table(evne_fieldpass *pass, const evne_subject *s)
{
    size_t count = evne_value_count(s->value), n = 0;
    evne_pair *pairs = evne_arena_array(pass->arena, count, sizeof *pairs);

    for (size_t i = 0; i < count && s->field->n_children; i++) {
        const evne_pair *pair = &s->value->as.map.pairs[i];
        size_t len = pass->path.len;

        evne_path_put_key(&pass->path, pair->key);
        pairs[n] = *pair;
        pairs[n].value = apply_item(pass, s, pair->value);
        n += pairs[n].value != NULL;
        pass->path.len = len;
    }
    return evne_value_own_map(pass->arena, &s->value->place, pairs, n);
}

/* {fornavn, mellemnavn, efternavn} as one text at the place of the map. */
static const evne_value *apply_name(evne_fieldpass *pass, const evne_subject *s)
{
    static const char *const parts[] = {"fornavn", "mellemnavn", "efternavn"};
    evne_buf name = {.arena = pass->arena};
    evne_subject joined = *s;

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        evne_str part = evne_str_trim(evne_value_text(evne_value_get(s->value, parts[i])));
        if (part.len && name.len)
            evne_buf_put_char(&name, ' ');
        evne_buf_put_str(&name, part);
    }
    if (name.len == 0) {
        evne_subject_report(
            pass, s, "felt.mangler",
            evne_arena_printf(pass->arena, "'%.*s' er tomt", EVNE_STR_ARGS(s->label)),
            "skriv fornavn og efternavn");
        return NULL;
    }
    joined.value = evne_value_new_text(pass->arena, &s->value->place, evne_buf_str(&name));
    return evne_fields_scalar(pass, &joined);
}

static const evne_value *apply(evne_fieldpass *pass, const evne_subject *s)
{
    bool is_map = s->value->kind == EVNE_MAP, is_list = s->value->kind == EVNE_LIST;

    switch (s->field->type) {
    case EVNE_FIELD_GROUP:
        if (is_map)
            return apply_group(pass, s->field, s->value);
        break;
    case EVNE_FIELD_TABLE:
        if (is_map)
            return apply_table(pass, s);
        break;
    case EVNE_FIELD_LIST:
        if (is_list || s->field->is_lenient)
            return apply_list(pass, s);
        break;
    case EVNE_FIELD_NAME:
        if (is_map)
            return apply_name(pass, s);
        if (!is_list)
            return evne_fields_scalar(pass, s);
        break;
    default:
        if (!is_map && !is_list)
            return evne_fields_scalar(pass, s);
        break;
    }
    report_type(pass, s);
    return NULL;
}

void evne_fields_apply(evne_arena *arena, const evne_field *fields, const evne_field *known,
                       const evne_value *sag, evne_problems *problems, const evne_value **out)
{
    evne_fieldpass pass = {.arena = arena,
                           .fields = fields,
                           .known = known,
                           .sag = sag,
                           .problems = problems,
                           .path = {.arena = arena}};

    if (sag->kind != EVNE_MAP) {
        evne_fieldpass_report(&pass, &sag->place, EVNE_SEVERE_ERROR, "felt.type",
                              "en sag skal begynde med felter som 'sag:' og 'borger:'", NULL);
        *out = evne_value_new_map(arena, &sag->place, NULL, 0);
        return;
    }
    *out = apply_group(&pass, fields, sag);
    evne_fields_check_keys(&pass);
}
