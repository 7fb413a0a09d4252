/*
 * How: fields come as a flat list with dotted paths. They grow into a tree of `node`, which can
 * take children at any time, and the finished tree is copied into the arrays of evne_field. An
 * option table says which option goes with which types and who reads it.
 */
#include "declare.h"

#include <math.h>
#include <string.h>

#include "rules/suggest.h"

enum { DEEPEST = 24, LONGEST_KEY = 200, MOST_LENGTH = 1000000000 };

typedef struct node node;

struct node {
    evne_field field;
    node *first, *last, *next; /* children and siblings, in order of first mention */
    bool is_explicit;          /* declared, not only passed through by a path */
};

static bool has_items(const node *n)
{
    return n->field.type == EVNE_FIELD_LIST || n->field.type == EVNE_FIELD_TABLE;
}

/* What is being read, for messages. */
typedef struct reading {
    evne_declaration *declaration;
    evne_str path; /* as written */
    const evne_value *entry;
    node *node;
} reading;

static const char *where_written(const reading *r)
{
    return evne_sources_find(r->declaration->sources, r->declaration->arena, r->path, false);
}

#define EVNE_REFUSE(r, err, ...) evne_fail(err, EVNE_PLUGIN, where_written(r), __VA_ARGS__)

/* "; nearest is 'x'", or nothing. */
static const char *meant(evne_arena *arena, const evne_nearest *nearest)
{
    if (nearest->word.len == 0)
        return "";
    return evne_arena_printf(arena, "; nearest is '%.*s'", EVNE_STR_ARGS(nearest->word));
}

/* The field whose values an option describes: the items', in a list or table of scalars. */
static evne_field *scalar_of(const reading *r)
{
    return has_items(r->node) ? &r->node->first->field : &r->node->field;
}

/* --- values of options ---------------------------------------------------------------------- */

/* Item `index` from 0 of a declaration's table, which is a list or a map with keys "1", "2" ... */
static const evne_value *item_of(const evne_value *table, size_t index)
{
    static const char *const keys[] = {"1", "2", "3", "4"};
    char key[24];
    evne_buf buf = {.p = key, .room = sizeof key};

    if (!table || table->kind == EVNE_LIST)
        return evne_value_item(table, index);
    if (index < sizeof keys / sizeof *keys)
        return evne_value_get(table, keys[index]);
    evne_buf_printf(&buf, "%zu", index + 1);
    return evne_value_get_str(table, evne_buf_str(&buf));
}

typedef evne_status read_option(const reading *r, const char *option, const evne_value *value,
                                evne_error *err);

static evne_status read_text(const reading *r, const char *option, const evne_value *value,
                             evne_str *out, evne_error *err)
{
    if (value->kind != EVNE_TEXT)
        return EVNE_REFUSE(r, err, "'%s' of '%.*s' must be a text", option, EVNE_STR_ARGS(r->path));
    *out = value->as.text;
    return EVNE_OK;
}

static evne_status read_flag(const reading *r, const char *option, const evne_value *value,
                             bool *out, evne_error *err)
{
    if (value->kind != EVNE_BOOL)
        return EVNE_REFUSE(r, err, "'%s' of '%.*s' must be true or false", option,
                           EVNE_STR_ARGS(r->path));
    *out = value->as.truth;
    return EVNE_OK;
}

/* `min` and `max` of a list count its items; those of a table are for its values. */
static evne_field *range_of(const reading *r)
{
    return r->node->field.type == EVNE_FIELD_TABLE ? scalar_of(r) : &r->node->field;
}

static bool is_number_type(evne_field_type type)
{
    return type == EVNE_FIELD_NUM || type == EVNE_FIELD_INT;
}

static evne_status read_number(const reading *r, const char *option, const evne_value *value,
                               double *out, evne_error *err)
{
    bool is_length = !is_number_type(range_of(r)->type);

    if (value->kind != EVNE_NUMBER)
        return EVNE_REFUSE(r, err, "'%s' of '%.*s' must be a number", option,
                           EVNE_STR_ARGS(r->path));
    if (is_length && (value->as.number < 0 || value->as.number > MOST_LENGTH ||
                      floor(value->as.number) != value->as.number))
        return EVNE_REFUSE(r, err, "'%s' of '%.*s' must be a whole number from 0", option,
                           EVNE_STR_ARGS(r->path));
    *out = value->as.number;
    return EVNE_OK;
}

static evne_status read_label(const reading *r, const char *option, const evne_value *value,
                              evne_error *err)
{
    return read_text(r, option, value, &r->node->field.label_da, err);
}

static evne_status read_en(const reading *r, const char *option, const evne_value *value,
                           evne_error *err)
{
    return read_text(r, option, value, &r->node->field.label_en, err);
}

static evne_status read_hint(const reading *r, const char *option, const evne_value *value,
                             evne_error *err)
{
    return read_text(r, option, value, &r->node->field.hint, err);
}

static evne_status read_unit(const reading *r, const char *option, const evne_value *value,
                             evne_error *err)
{
    return read_text(r, option, value, &r->node->field.unit, err);
}

static evne_status read_optional(const reading *r, const char *option, const evne_value *value,
                                 evne_error *err)
{
    return read_flag(r, option, value, &r->node->field.is_optional, err);
}

static evne_status read_min(const reading *r, const char *option, const evne_value *value,
                            evne_error *err)
{
    range_of(r)->has_min = true;
    return read_number(r, option, value, &range_of(r)->min, err);
}

static evne_status read_max(const reading *r, const char *option, const evne_value *value,
                            evne_error *err)
{
    range_of(r)->has_max = true;
    return read_number(r, option, value, &range_of(r)->max, err);
}

static evne_status read_lenient(const reading *r, const char *option, const evne_value *value,
                                evne_error *err)
{
    return read_flag(r, option, value, &r->node->field.is_lenient, err);
}

/* --- options of what a scalar holds; in a list or table of scalars they are its items' -------- */

static evne_status read_open(const reading *r, const char *option, const evne_value *value,
                             evne_error *err)
{
    return read_flag(r, option, value, &scalar_of(r)->is_open, err);
}

static evne_status read_mask(const reading *r, const char *option, const evne_value *value,
                             evne_error *err)
{
    if (value->kind == EVNE_TEXT && evne_str_is(value->as.text, "all")) {
        scalar_of(r)->is_hidden = true;
        return EVNE_OK;
    }
    return read_flag(r, option, value, &scalar_of(r)->is_masked, err);
}

static evne_status read_to(const reading *r, const char *option, const evne_value *value,
                           evne_error *err)
{
    return read_text(r, option, value, &scalar_of(r)->to, err);
}

static evne_status read_pattern_hint(const reading *r, const char *option, const evne_value *value,
                                     evne_error *err)
{
    return read_text(r, option, value, &scalar_of(r)->pattern_hint, err);
}

static evne_status read_pattern(const reading *r, const char *option, const evne_value *value,
                                evne_error *err)
{
    evne_declaration *declaration = r->declaration;
    evne_declared_pattern *held = evne_arena_alloc(declaration->arena, sizeof *held);
    evne_str source = {0};
    evne_error fault;

    EVNE_TRY(read_text(r, option, value, &source, err));
    if (evne_pattern_new(source, false, &held->pattern, &fault) != EVNE_OK)
        return EVNE_REFUSE(r, err, "%s", fault.text);
    held->next = declaration->patterns;
    declaration->patterns = held;
    scalar_of(r)->pattern = held->pattern;
    return EVNE_OK;
}

/* "value" or { "value", "label", en = "label" }. */
static bool read_one_choice(const evne_value *value, evne_choice *out)
{
    const evne_value *label = item_of(value, 1), *english = evne_value_get(value, "en");

    *out = (evne_choice){.value = evne_value_text(value)};
    if (value->kind == EVNE_TEXT)
        return true;
    out->value = evne_value_text(item_of(value, 0));
    out->label_da = evne_value_text(label);
    out->label_en = evne_value_text(english);
    return out->value.len > 0 && (!label || label->kind == EVNE_TEXT) &&
           (!english || english->kind == EVNE_TEXT);
}

static bool has_choice(const evne_choice *choices, size_t n, evne_str value)
{
    for (size_t i = 0; i < n; i++)
        if (evne_str_eq(choices[i].value, value))
            return true;
    return false;
}

static evne_status read_choice(const reading *r, const char *option, const evne_value *value,
                               evne_error *err)
{
    size_t n = evne_value_count(value);
    evne_choice *choices = evne_arena_array(r->declaration->arena, n + 1, sizeof *choices);

    if (value->kind != EVNE_LIST || n == 0)
        return EVNE_REFUSE(r, err, "'%s' of '%.*s' must be a list of values", option,
                           EVNE_STR_ARGS(r->path));
    for (size_t i = 0; i < n; i++) {
        if (!read_one_choice(evne_value_item(value, i), &choices[i]))
            return EVNE_REFUSE(r, err,
                               "value %zu of '%s' of '%.*s' is neither a text nor a pair "
                               "{ value, label }",
                               i + 1, option, EVNE_STR_ARGS(r->path));
        if (has_choice(choices, i, choices[i].value))
            return EVNE_REFUSE(r, err, "'%s' of '%.*s' has '%.*s' twice", option,
                               EVNE_STR_ARGS(r->path), EVNE_STR_ARGS(choices[i].value));
    }
    scalar_of(r)->choices = choices;
    scalar_of(r)->n_choices = n;
    return EVNE_OK;
}

/* { key = "rolle", "laege", "psykolog" } */
static evne_status read_unless(const reading *r, const char *option, const evne_value *value,
                               evne_error *err)
{
    size_t n = evne_value_count(value), n_values = n ? n - 1 : 0;
    evne_str *values = evne_arena_array(r->declaration->arena, n + 1, sizeof *values);
    evne_field *field = &r->node->field;

    field->unless_key = evne_value_text(evne_value_get(value, "key"));
    for (size_t i = 0; i < n_values; i++) {
        values[i] = evne_value_text(item_of(value, i));
        if (values[i].len == 0)
            field->unless_key.len = 0;
    }
    if (field->unless_key.len == 0 || n_values == 0)
        return EVNE_REFUSE(r, err, "'%s' of '%.*s' must read { key = \"sibling\", \"value\", ... }",
                           option, EVNE_STR_ARGS(r->path));
    field->unless_values = values;
    field->n_unless_values = n_values;
    return EVNE_OK;
}

/* { key = "kilde.rolle", "arbejdsgiver", "leder" } */
static evne_status read_condition(const reading *r, const char *option, const evne_value *value,
                                  evne_condition *out, evne_error *err)
{
    size_t n = evne_value_count(value);
    evne_str *values = evne_arena_array(r->declaration->arena, n + 1, sizeof *values);
    evne_str path = evne_value_text(evne_value_get(value, "key"));

    *out = (evne_condition){
        .path = evne_str_of(evne_arena_copy(r->declaration->arena, path.p, path.len)),
        .values = values};
    for (size_t i = 0; n && i < n - 1; i++)
        values[out->n_values++] = evne_value_text(item_of(value, i));
    if (path.len && out->n_values)
        return EVNE_OK;
    return EVNE_REFUSE(r, err,
                       "'%s' of '%.*s' must read { key = \"path\", \"value\", ... } or a "
                       "list of such",
                       option, EVNE_STR_ARGS(r->path));
}

static evne_status read_only(const reading *r, const char *option, const evne_value *value,
                             evne_error *err)
{
    bool is_one = evne_value_get(value, "key") != NULL;
    size_t n = is_one ? 1 : evne_value_count(value);
    evne_condition *only = evne_arena_array(r->declaration->arena, n + 1, sizeof *only);

    for (size_t i = 0; i < n; i++)
        EVNE_TRY(
            read_condition(r, option, is_one ? value : evne_value_item(value, i), &only[i], err));
    r->node->field.only = only;
    r->node->field.n_only = n;
    return EVNE_OK;
}

/* { sygdom = "afbud" } */
static evne_status read_shown_as(const reading *r, const char *option, const evne_value *value,
                                 evne_error *err)
{
    size_t n = value->kind == EVNE_MAP ? value->as.map.count : 0;
    evne_str *pairs = evne_arena_array(r->declaration->arena, 2 * n + 1, sizeof *pairs);

    for (size_t i = 0; i < n; i++) {
        pairs[2 * i] = value->as.map.pairs[i].key;
        pairs[2 * i + 1] = evne_value_text(value->as.map.pairs[i].value);
        if (pairs[2 * i + 1].len == 0)
            n = 0;
    }
    if (n == 0)
        return EVNE_REFUSE(r, err, "'%s' of '%.*s' must read { value = \"wider value\" }", option,
                           EVNE_STR_ARGS(r->path));
    scalar_of(r)->shown_as = pairs;
    scalar_of(r)->n_shown_as = 2 * n;
    return EVNE_OK;
}

static evne_status read_voice_name(const reading *r, const char *option, const evne_value *value,
                                   evne_voice *out, evne_error *err)
{
    if (value->kind == EVNE_TEXT && evne_voice_find(value->as.text, out))
        return EVNE_OK;
    return EVNE_REFUSE(r, err,
                       "'%s' of '%.*s' must be one of konsulent, arbejdsgiver, observation, "
                       "vurdering, plan, kilde, borger, myndighed, navn and ingen",
                       option, EVNE_STR_ARGS(r->path));
}

/* { key = "kilde", borger = "borger", laege = "kilde" } */
static evne_status read_voice_cases(const reading *r, const char *option, const evne_value *value,
                                    evne_error *err)
{
    size_t n = 0, n_pairs = evne_value_count(value);
    evne_voice_case *cases = evne_arena_array(r->declaration->arena, n_pairs + 1, sizeof *cases);
    evne_field *field = scalar_of(r);

    field->voice_key = evne_value_text(evne_value_get(value, "key"));
    for (size_t i = 0; i < n_pairs; i++) {
        const evne_pair *pair = &value->as.map.pairs[i];
        if (evne_str_is(pair->key, "key"))
            continue;
        cases[n].value = pair->key;
        EVNE_TRY(read_voice_name(r, option, pair->value, &cases[n++].voice, err));
    }
    if (field->voice_key.len == 0 || n == 0)
        return EVNE_REFUSE(r, err, "'%s' of '%.*s' must read { key = \"sibling\", value = voice }",
                           option, EVNE_STR_ARGS(r->path));
    field->voice_cases = cases;
    field->n_voice_cases = n;
    return EVNE_OK;
}

static evne_status read_voice(const reading *r, const char *option, const evne_value *value,
                              evne_error *err)
{
    if (value->kind == EVNE_MAP)
        return read_voice_cases(r, option, value, err);
    return read_voice_name(r, option, value, &scalar_of(r)->voice, err);
}

/* --- which option goes with which type ------------------------------------------------------- */

enum {
    ANY = 0xFFFFFF,
#define EVNE_FIELD_BIT(name, lua) BIT_##name = 1 << EVNE_FIELD_##name,
    EVNE_FIELD_TYPE_MAP(EVNE_FIELD_BIT)
#undef EVNE_FIELD_BIT
        WORDS = BIT_TEXT | BIT_LONG,
    MANY = BIT_LIST | BIT_TABLE
};

typedef struct option {
    const char *name;
    unsigned types;
    bool is_of_scalar; /* a list or table of scalars passes it to its items */
    read_option *read;
} option;

static const option options[] = {
    {"label", ANY, false, read_label},
    {"en", ANY, false, read_en},
    {"hint", ANY, false, read_hint},
    {"unit", ANY, false, read_unit},
    {"optional", ANY, false, read_optional},
    {"unless", ANY, false, read_unless},
    {"only", BIT_LIST, false, read_only},
    {"min", WORDS | BIT_NUM | BIT_INT | BIT_LIST, true, read_min},
    {"max", WORDS | BIT_NUM | BIT_INT | BIT_LIST, true, read_max},
    {"each", MANY, false, NULL}, /* read before the others */
    {"lenient", BIT_LIST, false, read_lenient},
    {"choice", BIT_CHOICE, true, read_choice},
    {"open", BIT_CHOICE, true, read_open},
    {"shown_as", BIT_CHOICE, true, read_shown_as},
    {"pattern", WORDS, true, read_pattern},
    {"pattern_hint", WORDS, true, read_pattern_hint},
    {"to", BIT_REF | BIT_TEXT, true, read_to},
    {"mask", BIT_CPR, true, read_mask},
    {"stemme", WORDS, true, read_voice},
};

enum { N_OPTIONS = sizeof options / sizeof *options };

static const char *const type_names[] = {
#define EVNE_FIELD_NAME(name, lua) lua,
    EVNE_FIELD_TYPE_MAP(EVNE_FIELD_NAME)
#undef EVNE_FIELD_NAME
};

enum { N_TYPES = sizeof type_names / sizeof *type_names };

static const option *find_option(evne_str name)
{
    for (size_t i = 0; i < N_OPTIONS; i++)
        if (evne_str_is(name, options[i].name))
            return &options[i];
    return NULL;
}

static evne_status refuse_option(const reading *r, evne_str name, evne_error *err)
{
    evne_nearest nearest = {.wanted = name};

    for (size_t i = 0; i < N_OPTIONS; i++)
        evne_suggest_consider(&nearest, evne_str_of(options[i].name));
    return EVNE_REFUSE(r, err, "'%.*s' has an unknown option '%.*s'%s", EVNE_STR_ARGS(r->path),
                       EVNE_STR_ARGS(name), meant(r->declaration->arena, &nearest));
}

static bool fits(const reading *r, const option *o)
{
    const node *n = r->node;

    if (o->types & 1u << n->field.type)
        return true;
    return o->is_of_scalar && has_items(n) && (o->types & 1u << n->first->field.type);
}

static evne_status read_named_option(const reading *r, const evne_pair *pair, evne_error *err)
{
    const option *o = find_option(pair->key);

    if (!o)
        return refuse_option(r, pair->key, err);
    if (!fits(r, o))
        return EVNE_REFUSE(r, err, "option '%s' of '%.*s' does not fit type '%s'", o->name,
                           EVNE_STR_ARGS(r->path), type_names[r->node->field.type]);
    return o->read ? o->read(r, o->name, pair->value, err) : EVNE_OK;
}

static evne_status refuse_type(const reading *r, evne_str name, evne_error *err)
{
    evne_nearest nearest = {.wanted = name};

    for (size_t i = 0; i < N_TYPES; i++)
        evne_suggest_consider(&nearest, evne_str_of(type_names[i]));
    return EVNE_REFUSE(r, err, "'%.*s' has an unknown type '%.*s'%s", EVNE_STR_ARGS(r->path),
                       EVNE_STR_ARGS(name), meant(r->declaration->arena, &nearest));
}

static evne_status find_type(const reading *r, const evne_value *value, evne_field_type *out,
                             evne_error *err)
{
    evne_str name = evne_value_text(value);

    if (!value || value->kind != EVNE_TEXT)
        return EVNE_REFUSE(r, err, "'%.*s' has no type", EVNE_STR_ARGS(r->path));
    for (size_t i = 0; i < N_TYPES; i++) {
        if (evne_str_is(name, type_names[i])) {
            *out = (evne_field_type)i;
            return EVNE_OK;
        }
    }
    return refuse_type(r, name, err);
}

/* --- the tree ------------------------------------------------------------------------------- */

static node *find_child(const node *parent, evne_str key)
{
    for (node *n = parent->first; n; n = n->next)
        if (evne_str_eq(n->field.key, key))
            return n;
    return NULL;
}

static node *add_child(evne_arena *arena, node *parent, evne_str key)
{
    node *n = evne_arena_alloc(arena, sizeof *n);

    n->field.key = key;
    n->field.type = EVNE_FIELD_GROUP;
    if (parent->last)
        parent->last->next = n;
    else
        parent->first = n;
    parent->last = n;
    return n;
}

static bool is_key(evne_str key)
{
    for (size_t i = 0; i < key.len; i++)
        if (strchr("[]\"' \t\n", key.p[i]) || (unsigned char)key.p[i] < ' ')
            return false;
    return key.len > 0 && key.len <= LONGEST_KEY;
}

/* Takes the part before the next dot from `rest`. */
static evne_str take_key(evne_str *rest)
{
    const char *dot = rest->len ? memchr(rest->p, '.', rest->len) : NULL;
    size_t len = dot ? (size_t)(dot - rest->p) : rest->len;
    evne_str key = evne_str_slice(*rest, 0, len);

    *rest = evne_str_slice(*rest, dot ? len + 1 : len, rest->len);
    return key;
}

static bool ends_with_dot(evne_str path)
{
    return path.len && path.p[path.len - 1] == '.';
}

/* Follows the path below `group`, making groups on the way, to the node that it names. */
static evne_status find_place(reading *r, node *group, evne_error *err)
{
    evne_str rest = r->path;
    node *n = group;
    int depth = 0;

    while (rest.len) {
        evne_str key = take_key(&rest);
        if (!is_key(key) || ends_with_dot(r->path) || ++depth > DEEPEST)
            return EVNE_REFUSE(r, err, "'%.*s' is no path of keys with dots between them",
                               EVNE_STR_ARGS(r->path));
        if (n->field.type != EVNE_FIELD_GROUP)
            return EVNE_REFUSE(r, err, "'%.*s' lies below '%.*s', which is a %s and no group",
                               EVNE_STR_ARGS(r->path), EVNE_STR_ARGS(n->field.key),
                               type_names[n->field.type]);
        group = n;
        n = find_child(group, key);
        if (!n)
            n = add_child(r->declaration->arena, group, key);
    }
    r->node = n;
    return EVNE_OK;
}

static evne_status read_entries(evne_declaration *declaration, const char *name,
                                const evne_value *list, node *group, int depth, evne_error *err);

/* Gives a list or table its one child: what each of its items is. */
static evne_status read_each(const reading *r, int depth, evne_error *err)
{
    const evne_value *each = evne_value_get(r->entry, "each");
    node *item;

    if (!each)
        return EVNE_REFUSE(r, err, "'%.*s' does not say what each item is: each = ...",
                           EVNE_STR_ARGS(r->path));
    item = add_child(r->declaration->arena, r->node, EVNE_STR(""));
    if (each->kind == EVNE_LIST)
        return read_entries(r->declaration, "each", each, item, depth + 1, err);
    EVNE_TRY(find_type(r, each, &item->field.type, err));
    if (1u << item->field.type & (unsigned)(MANY | BIT_GROUP))
        return EVNE_REFUSE(r, err, "'each' of '%.*s' is a scalar type or a list of fields",
                           EVNE_STR_ARGS(r->path));
    return EVNE_OK;
}

/* The options beside the path and the type. */
static evne_status read_options(const reading *r, evne_error *err)
{
    const evne_value *entry = r->entry;

    for (size_t i = 0; entry->kind == EVNE_MAP && i < entry->as.map.count; i++) {
        const evne_pair *pair = &entry->as.map.pairs[i];
        if (!evne_str_is(pair->key, "1") && !evne_str_is(pair->key, "2"))
            EVNE_TRY(read_named_option(r, pair, err));
    }
    if (entry->kind == EVNE_LIST && entry->as.list.count > 2)
        return refuse_option(r, EVNE_STR("3"), err);
    return EVNE_OK;
}

/* What a type cannot do without, and options that contradict each other. */
static evne_status check_options(const reading *r, evne_error *err)
{
    const evne_field *range = range_of(r), *scalar = scalar_of(r);

    if (range->has_min && range->has_max && range->min > range->max)
        return EVNE_REFUSE(r, err, "'min' of '%.*s' is larger than 'max'", EVNE_STR_ARGS(r->path));
    if (scalar->type == EVNE_FIELD_CHOICE && scalar->n_choices == 0)
        return EVNE_REFUSE(r, err, "'%.*s' has no 'choice'", EVNE_STR_ARGS(r->path));
    if (scalar->type == EVNE_FIELD_REF && scalar->to.len == 0)
        return EVNE_REFUSE(r, err, "'%.*s' does not say what it refers to: to = ...",
                           EVNE_STR_ARGS(r->path));
    return EVNE_OK;
}

static evne_status read_field(reading *r, node *group, int depth, evne_error *err)
{
    evne_field_type type = EVNE_FIELD_GROUP;

    EVNE_TRY(find_type(r, item_of(r->entry, 1), &type, err));
    EVNE_TRY(find_place(r, group, err));
    if (r->node->is_explicit)
        return EVNE_REFUSE(r, err, "'%.*s' is declared twice", EVNE_STR_ARGS(r->path));
    if (r->node->first && type != EVNE_FIELD_GROUP)
        return EVNE_REFUSE(r, err, "'%.*s' has fields below it, so it cannot be a %s",
                           EVNE_STR_ARGS(r->path), type_names[type]);
    r->node->is_explicit = true;
    r->node->field.type = type;
    if (1u << type & (unsigned)MANY)
        EVNE_TRY(read_each(r, depth, err));
    EVNE_TRY(read_options(r, err));
    return type == EVNE_FIELD_GROUP ? EVNE_OK : check_options(r, err);
}

static evne_status read_entries(evne_declaration *declaration, const char *name,
                                const evne_value *list, node *group, int depth, evne_error *err)
{
    const char *file = declaration->sources->files[0].path;

    if (depth > DEEPEST)
        return evne_fail(err, EVNE_PLUGIN, file, "'%s' is too deep", name);
    if (!list || list->kind != EVNE_LIST)
        return evne_fail(err, EVNE_PLUGIN, file, "'%s' must be a list of fields", name);
    for (size_t i = 0; i < evne_value_count(list); i++) {
        reading r = {.declaration = declaration, .entry = evne_value_item(list, i)};
        r.path = evne_value_text(item_of(r.entry, 0));
        if (r.path.len == 0)
            return evne_fail(err, EVNE_PLUGIN, file, "field %zu of '%s' does not begin with a path",
                             i + 1, name);
        EVNE_TRY(read_field(&r, group, depth, err));
    }
    return EVNE_OK;
}

/* --- to evne_field -------------------------------------------------------------------------- */

static void settle(evne_arena *arena, const node *from, evne_field *to)
{
    size_t n = 0, i = 0;
    evne_field *children;

    *to = from->field;
    for (const node *child = from->first; child; child = child->next)
        n++;
    children = evne_arena_array(arena, n + 1, sizeof *children);
    for (const node *child = from->first; child; child = child->next)
        settle(arena, child, &children[i++]);
    to->children = children;
    to->n_children = n;
}

evne_status evne_declare(evne_declaration *declaration, const char *name, const evne_value *list,
                         const evne_field **out, evne_error *err)
{
    evne_field *fields = evne_arena_alloc(declaration->arena, sizeof *fields);
    node root = {.field = {.type = EVNE_FIELD_GROUP}};

    EVNE_TRY(read_entries(declaration, name, list, &root, 0, err));
    settle(declaration->arena, &root, fields);
    *out = fields;
    return EVNE_OK;
}

void evne_declaration_free(evne_declaration *declaration)
{
    for (evne_declared_pattern *held = declaration->patterns; held; held = held->next)
        evne_pattern_free(held->pattern);
    declaration->patterns = NULL;
}
