/*
 * How: a table says which keys a rule has and who reads each; a reader that finds a fault reports
 * it and the rule is left out, so that one run shows every fault of a pack.
 */
#include <string.h>

#include "ruleset.h"
#include "suggest.h"

enum { MOST_WORDS = 1000 };

/* One pack being read. */
typedef struct reading {
    evne_ruleset *set;
    evne_rulepack *pack;
    evne_problems *problems;
    const evne_value *root;
    evne_rule *rule;
    const char *path; /* of what is being read */
    bool is_broken;   /* the rule at hand has a fault */
} reading;

/* --- faults ---------------------------------------------------------------------------------- */

static void tell(reading *r, const evne_place *place, evne_severity severity, const char *code,
                 const char *message, const char *suggestion)
{
    evne_problem problem = {.file = place->file ? place->file : "",
                            .line = place->line,
                            .column = place->column,
                            .path = r->path,
                            .code = code,
                            .severity = severity,
                            .message = message,
                            .suggestion = suggestion};

    evne_problems_add(r->problems, &problem);
}

static void refuse(reading *r, const evne_place *place, const char *code, const char *message,
                   const char *suggestion)
{
    r->is_broken = true;
    tell(r, place, EVNE_SEVERE_ERROR, code, message, suggestion);
}

/* --- patterns -------------------------------------------------------------------------------- */

static evne_rule_pattern *keep(reading *r, const evne_value *written)
{
    evne_kept_pattern *k = evne_ruleset_keep(r->set, written->as.text, false);

    if (!k->path) {
        k->path = r->path;
        k->place = written->place;
    }
    return &k->pattern;
}

static void read_patterns(reading *r, const evne_value *value, evne_rule_role role)
{
    size_t n = value->kind == EVNE_LIST ? value->as.list.count : 1;
    evne_rule_pattern **items = evne_arena_array(r->set->arena, n + 1, sizeof(*items));

    for (size_t i = 0; i < n; i++) {
        const evne_value *item = value->kind == EVNE_LIST ? value->as.list.items[i] : value;
        if (evne_value_text(item).len == 0) {
            refuse(r, &item->place, "regel.moenster", "mønstret er tomt eller ikke en tekst",
                   "skriv et mønster, eller slet nøglen");
            continue;
        }
        items[i] = keep(r, item);
    }
    r->rule->patterns[role] = (evne_rule_patterns){items, n};
}

/* --- keys of a rule -------------------------------------------------------------------------- */

static void read_words(reading *r, const evne_value *value, evne_str *out)
{
    *out = evne_value_text(value);
    if (value->kind != EVNE_TEXT || out->len == 0)
        refuse(r, &value->place, "regel.vaerdi", "værdien er tom eller ikke en tekst",
               "skriv en tekst, eller slet nøglen");
}

static void read_id(reading *r, const evne_value *value)
{
    evne_str id = evne_value_text(value);
    bool is_fine = id.len > 0 && id.len <= 20;

    for (size_t i = 0; i < id.len; i++)
        is_fine = is_fine && ((id.p[i] >= 'A' && id.p[i] <= 'Z') ||
                              (i && id.p[i] >= '0' && id.p[i] <= '9') || (i && id.p[i] == '-'));
    r->rule->id = id;
    if (!is_fine)
        refuse(r, &value->place, "regel.id",
               "en regels id er store bogstaver A-Z, derefter også tal og bindestreg",
               "skriv for eksempel V01 eller KBH-3");
}

static void read_category(reading *r, const evne_value *value)
{
    read_words(r, value, &r->rule->category);
}

static void read_severity(reading *r, const evne_value *value)
{
    for (int i = EVNE_SEVERE_ERROR; i <= EVNE_INFO; i++)
        if (evne_str_is(evne_value_text(value), evne_severity_danish((evne_severity)i))) {
            r->rule->severity = (evne_severity)i;
            return;
        }
    refuse(r, &value->place, "regel.alvor", "alvoren kendes ikke",
           "skriv fejl, advarsel eller oplysning");
}

/* The names of voices in a text or a list, as bits; faults are told. */
static unsigned read_voices(reading *r, const evne_value *value)
{
    size_t n = value->kind == EVNE_LIST ? value->as.list.count : 1;
    unsigned bits = 0;

    for (size_t i = 0; i < n; i++) {
        const evne_value *item = value->kind == EVNE_LIST ? value->as.list.items[i] : value;
        unsigned more = evne_voice_bits(evne_value_text(item));
        bits |= more;
        if (!more)
            refuse(r, &item->place, "regel.felter", "feltets art kendes ikke",
                   "vælg blandt fritekst, alle, konsulent, arbejdsgiver, observation, vurdering, "
                   "plan, kilde, borger og myndighed");
    }
    return bits;
}

static void read_fields(reading *r, const evne_value *value)
{
    r->rule->voices = read_voices(r, value);
}

static void read_not_fields(reading *r, const evne_value *value)
{
    r->rule->voices &= ~read_voices(r, value);
}

static bool read_flag(reading *r, const evne_value *value)
{
    evne_str word = evne_value_text(value);

    if (evne_str_is(word, "true") || evne_str_is(word, "ja"))
        return true;
    if (!evne_str_is(word, "false") && !evne_str_is(word, "nej"))
        refuse(r, &value->place, "regel.vaerdi", "værdien er hverken ja eller nej",
               "skriv ja eller nej");
    return false;
}

static void read_in_quotations(reading *r, const evne_value *value)
{
    r->rule->in_quotations = read_flag(r, value);
}

static void read_only_extracts(reading *r, const evne_value *value)
{
    r->rule->only_extracts = read_flag(r, value);
}

static void read_own_names(reading *r, const evne_value *value)
{
    r->rule->exempts_own_names = read_flag(r, value);
}

static void read_least_words(reading *r, const evne_value *value)
{
    evne_str word = evne_value_text(value);
    size_t n = 0;

    for (size_t i = 0; i < word.len && n <= MOST_WORDS; i++)
        n = word.p[i] >= '0' && word.p[i] <= '9' ? n * 10 + (size_t)(word.p[i] - '0')
                                                 : MOST_WORDS + 1;
    if (n == 0 || n > MOST_WORDS)
        refuse(r, &value->place, "regel.vaerdi",
               "antallet af ord er ikke et helt tal fra 1 til 1000", "skriv for eksempel 41");
    r->rule->least_words = n;
}

static void read_message(reading *r, const evne_value *value)
{
    read_words(r, value, &r->rule->message);
}

static void read_why(reading *r, const evne_value *value)
{
    read_words(r, value, &r->rule->why);
}

static void read_suggestion(reading *r, const evne_value *value)
{
    read_words(r, value, &r->rule->suggestion);
}

static void read_replacement(reading *r, const evne_value *value)
{
    evne_str text = evne_value_text(value);

    r->rule->replacement = text.p ? text : EVNE_STR("");
    if (value->kind != EVNE_TEXT)
        refuse(r, &value->place, "regel.vaerdi", "erstatningen er ikke en tekst",
               "skriv den, eller slet nøglen");
}

/* --- examples -------------------------------------------------------------------------------- */

static void check_example_keys(reading *r, const evne_value *map)
{
    static const char *const known[] = {"tekst", "felt", "kilde", "navne"};

    for (size_t i = 0; i < evne_value_count(map); i++) {
        bool is_known = false;
        for (size_t j = 0; j < sizeof known / sizeof *known; j++)
            is_known = is_known || evne_str_is(map->as.map.pairs[i].key, known[j]);
        if (!is_known)
            refuse(r, &map->as.map.pairs[i].key_place, "regel.ukendt",
                   evne_arena_printf(r->set->arena, "et eksempel har ingen nøgle '%.*s'",
                                     EVNE_STR_ARGS(map->as.map.pairs[i].key)),
                   "et eksempel har tekst, felt, kilde og navne");
    }
}

static void read_example(reading *r, const evne_value *value, evne_example *out)
{
    const evne_value *field = evne_value_get(value, "felt");

    out->place = value->place;
    out->text =
        value->kind == EVNE_TEXT ? value->as.text : evne_value_text(evne_value_get(value, "tekst"));
    if (value->kind == EVNE_MAP)
        check_example_keys(r, value);
    if (out->text.len == 0)
        refuse(r, &value->place, "regel.eksempel", "eksemplet har ingen tekst",
               "skriv sætningen, eller {tekst: ..., felt: ...}");
    out->from = evne_value_text(evne_value_get(value, "kilde"));
    out->names = evne_value_get(value, "navne");
    if (field && !evne_voice_find(evne_value_text(field), &out->voice))
        refuse(r, &field->place, "regel.felter", "feltets art kendes ikke",
               "skriv for eksempel konsulent, observation, plan eller borger");
}

/* Where an example says nothing, the first voice that the rule reads is meant. */
static evne_voice usual_voice(const evne_rule *rule)
{
    int voice = 0;

    while (voice < EVNE_VOICE_NAMES && !(rule->voices & 1u << voice))
        voice++;
    return (evne_voice)voice;
}

static void read_examples(reading *r, const evne_value *value, bool must_hit)
{
    evne_rule *rule = r->rule;
    size_t n = value->kind == EVNE_LIST ? value->as.list.count : 1, old = rule->n_examples;
    evne_example *all = evne_arena_array(r->set->arena, old + n, sizeof *all);

    if (old)
        memcpy(all, rule->examples, old * sizeof *all);
    for (size_t i = 0; i < n; i++) {
        all[old + i].must_hit = must_hit;
        all[old + i].voice = EVNE_VOICE_COUNT;
        read_example(r, value->kind == EVNE_LIST ? value->as.list.items[i] : value, &all[old + i]);
    }
    rule->examples = all;
    rule->n_examples = old + n;
}

static void settle_examples(reading *r)
{
    evne_rule *rule = r->rule;
    evne_example *all = evne_arena_array(r->set->arena, rule->n_examples + 1, sizeof *all);

    for (size_t i = 0; i < rule->n_examples; i++) {
        all[i] = rule->examples[i];
        if (all[i].voice == EVNE_VOICE_COUNT)
            all[i].voice = usual_voice(rule);
    }
    rule->examples = all;
}

static void read_hits(reading *r, const evne_value *value)
{
    read_examples(r, value, true);
}

static void read_misses(reading *r, const evne_value *value)
{
    read_examples(r, value, false);
}

/* --- a rule ---------------------------------------------------------------------------------- */

/* MAYBE_EMPTY: the empty text says something else than no key. */
typedef enum presence { OPTIONAL, REQUIRED, MAYBE_EMPTY } presence;

typedef struct rule_key {
    const char *name;
    void (*read)(reading *r, const evne_value *value); /* NULL: the patterns of `role` */
    evne_rule_role role;
    presence presence;
} rule_key;

static const rule_key rule_keys[] = {
    {"id", read_id, 0, REQUIRED},
    {"kategori", read_category, 0, REQUIRED},
    {"alvor", read_severity, 0, REQUIRED},
    {"felter", read_fields, 0, OPTIONAL},
    {"ikke_felter", read_not_fields, 0, OPTIONAL},
#define EVNE_RULE_ROLE_KEY(role, danish)                                                           \
    {danish, NULL, EVNE_RULE_##role, EVNE_RULE_##role == EVNE_RULE_HIT ? REQUIRED : OPTIONAL},
    EVNE_RULE_ROLE_MAP(EVNE_RULE_ROLE_KEY)
#undef EVNE_RULE_ROLE_KEY
        {"mindst_ord", read_least_words, 0, OPTIONAL},
    {"i_citat", read_in_quotations, 0, OPTIONAL},
    {"undtagen_egne_navne", read_own_names, 0, OPTIONAL},
    {"kun_uddrag", read_only_extracts, 0, OPTIONAL},
    {"besked", read_message, 0, REQUIRED},
    {"hvorfor", read_why, 0, REQUIRED},
    {"omskriv", read_suggestion, 0, REQUIRED},
    {"erstat", read_replacement, 0, MAYBE_EMPTY},
    {"udloeser", read_hits, 0, OPTIONAL},
    {"udloeser_ikke", read_misses, 0, OPTIONAL},
};

enum { N_RULE_KEYS = sizeof rule_keys / sizeof *rule_keys };

static bool is_rule_key(evne_str name)
{
    for (size_t i = 0; i < N_RULE_KEYS; i++)
        if (evne_str_is(name, rule_keys[i].name))
            return true;
    return false;
}

static void refuse_rule_key(reading *r, const evne_pair *pair)
{
    evne_nearest nearest = {.wanted = pair->key};
    evne_arena *arena = r->set->arena;

    for (size_t i = 0; i < N_RULE_KEYS; i++)
        evne_suggest_consider(&nearest, evne_str_of(rule_keys[i].name));
    refuse(r, &pair->key_place, "regel.ukendt",
           evne_arena_printf(arena, "en regel har ingen nøgle '%.*s'", EVNE_STR_ARGS(pair->key)),
           nearest.word.len
               ? evne_arena_printf(arena, "mente du '%.*s'?", EVNE_STR_ARGS(nearest.word))
               : "slet den");
}

static void read_rule_key(reading *r, const evne_value *map, const rule_key *key)
{
    const evne_value *value = evne_value_get(map, key->name);
    bool is_text = value && value->kind == EVNE_TEXT;
    bool is_empty = evne_value_is_empty(value) && !(key->presence == MAYBE_EMPTY && is_text);
    const char *outer = r->path;

    if (is_empty && key->presence == REQUIRED)
        refuse(r, &map->place, "regel.mangler",
               evne_arena_printf(r->set->arena, "reglen mangler '%s'", key->name),
               "skriv den i reglen");
    if (is_empty)
        return;
    r->path = evne_arena_printf(r->set->arena, "%s.%s", outer, key->name);
    if (key->read)
        key->read(r, value);
    else
        read_patterns(r, value, key->role);
    r->path = outer;
}

static evne_rule *read_rule(reading *r, const evne_value *map)
{
    evne_rule *rule = evne_arena_alloc(r->set->arena, sizeof *rule);

    *rule = (evne_rule){.pack = r->pack, .place = map->place};
    rule->voices = evne_voice_bits(EVNE_STR("fritekst"));
    r->rule = rule;
    r->is_broken = false;
    if (map->kind != EVNE_MAP) {
        refuse(r, &map->place, "regel.type", "en regel er et sæt nøgler", "begynd med '- id:'");
        return NULL;
    }
    for (size_t i = 0; i < map->as.map.count; i++)
        if (!is_rule_key(map->as.map.pairs[i].key))
            refuse_rule_key(r, &map->as.map.pairs[i]);
    for (size_t i = 0; i < N_RULE_KEYS; i++)
        read_rule_key(r, map, &rule_keys[i]);
    settle_examples(r);
    return r->is_broken ? NULL : rule;
}

/* --- a pack ---------------------------------------------------------------------------------- */

static void replace(reading *r, evne_rule **old, evne_rule *rule)
{
    evne_arena *arena = r->set->arena;

    if ((*old)->pack == rule->pack) {
        refuse(r, &rule->place, "regel.dobbelt",
               evne_arena_printf(arena, "reglen %.*s står også i linje %u", EVNE_STR_ARGS(rule->id),
                                 (unsigned)(*old)->place.line),
               "giv den ene et andet id");
        return;
    }
    tell(r, &rule->place, EVNE_INFO, "regel.erstatter",
         evne_arena_printf(arena, "reglen %.*s erstatter den i %s", EVNE_STR_ARGS(rule->id),
                           (*old)->pack->file),
         "");
    *old = rule;
}

static void add_rule(reading *r, evne_rule *rule)
{
    evne_ruleset *set = r->set;
    evne_rule **old = evne_ruleset_slot(set, rule->id);

    r->pack->n_rules++;
    if (old) {
        replace(r, old, rule);
        return;
    }
    if (set->n_rules == set->room) {
        size_t room = set->room ? 2 * set->room : 128;
        set->rules = evne_arena_grow(set->arena, set->rules, set->room * sizeof *set->rules,
                                     room * sizeof *set->rules);
        set->room = room;
    }
    set->rules[set->n_rules++] = rule;
}

static void read_rules(reading *r, const evne_value *rules)
{
    if (!evne_value_is_empty(rules) && rules->kind != EVNE_LIST)
        refuse(r, &rules->place, "regel.type", "'regler' er en liste", "begynd hver med '- id:'");
    for (size_t i = 0; rules && rules->kind == EVNE_LIST && i < rules->as.list.count; i++) {
        evne_rule *rule;
        r->path = evne_arena_printf(r->set->arena, "regler[%zu]", i + 1);
        rule = read_rule(r, evne_value_item(rules, i));
        if (rule)
            add_rule(r, rule);
    }
}

static void switch_off(reading *r, const evne_value *ids)
{
    size_t n = evne_value_is_empty(ids) ? 0 : ids->kind == EVNE_LIST ? ids->as.list.count : 1;

    r->path = "slaa_fra";
    for (size_t i = 0; i < n; i++) {
        const evne_value *id = ids->kind == EVNE_LIST ? ids->as.list.items[i] : ids;
        evne_rule **rule = evne_ruleset_slot(r->set, evne_value_text(id));
        if (!rule) {
            tell(r, &id->place, EVNE_WARNING, "regel.slaa_fra",
                 evne_arena_printf(r->set->arena, "reglen '%.*s' findes ikke i pakkerne før denne",
                                   EVNE_STR_ARGS(evne_value_text(id))),
                 "'evne rules' viser dem, der er");
            continue;
        }
        (*rule)->is_off = true;
        (*rule)->off_by = r->pack->name;
        tell(r, &id->place, EVNE_INFO, "regel.slaa_fra",
             evne_arena_printf(r->set->arena, "reglen %.*s er slået fra",
                               EVNE_STR_ARGS((*rule)->id)),
             "");
    }
}

static void read_head(reading *r)
{
    static const char *const known[] = {"skema",     "navn",   "version",
                                        "ordlister", "regler", "slaa_fra"};
    const evne_value *name = evne_value_get(r->root, "navn");
    const evne_value *version = evne_value_get(r->root, "version");

    r->path = "navn";
    if (evne_value_text(name).len == 0)
        refuse(r, name ? &name->place : &r->root->place, "regel.mangler", "pakken har intet navn",
               "skriv for eksempel 'navn: vaerdiord'");
    r->path = "version";
    if (evne_value_text(version).len == 0)
        refuse(r, version ? &version->place : &r->root->place, "regel.mangler",
               "pakken har ingen version", "skriv for eksempel 'version: 1.0.0'");
    r->pack->name = evne_value_text(name);
    r->pack->version = evne_value_text(version);
    for (size_t i = 0; i < evne_value_count(r->root); i++) {
        const evne_pair *pair = &r->root->as.map.pairs[i];
        bool is_known = false;
        for (size_t j = 0; j < sizeof known / sizeof *known; j++)
            is_known = is_known || evne_str_is(pair->key, known[j]);
        r->path = "";
        if (!is_known)
            refuse(r, &pair->key_place, "regel.ukendt",
                   evne_arena_printf(r->set->arena, "en regelpakke har ingen nøgle '%.*s'",
                                     EVNE_STR_ARGS(pair->key)),
                   "den har skema, navn, version, ordlister, regler og slaa_fra");
    }
}

static evne_rulepack *add_pack(evne_ruleset *set, const evne_value *root)
{
    evne_rulepack *pack = evne_arena_alloc(set->arena, sizeof *pack);

    pack->file = root->place.file ? root->place.file : "";
    if (set->n_packs == set->packs_room) {
        size_t room = set->packs_room ? 2 * set->packs_room : 16;
        set->packs = evne_arena_grow(set->arena, set->packs, set->packs_room * sizeof *set->packs,
                                     room * sizeof *set->packs);
        set->packs_room = room;
    }
    set->packs[set->n_packs++] = pack;
    return pack;
}

void evne_ruleset_add(evne_ruleset *set, const evne_value *root, evne_problems *problems)
{
    reading r = {.set = set, .root = root, .problems = problems, .path = "skema"};

    if (!evne_str_is(evne_value_text(evne_value_get(root, "skema")), EVNE_RULEPACK_FORMAT)) {
        refuse(&r, &root->place, "regel.skema",
               "filen er ikke en regelpakke i det format, som programmet læser",
               "skriv 'skema: " EVNE_RULEPACK_FORMAT "' øverst");
        return;
    }
    r.pack = add_pack(set, root);
    read_head(&r);
    evne_wordlists_add(set->lists, evne_value_get(root, "ordlister"), problems);
    read_rules(&r, evne_value_get(root, "regler"));
    switch_off(&r, evne_value_get(root, "slaa_fra"));
}
