/*
 * How: sections of plain records that point into one pool of texts by number, so that a file can be
 * mapped and used; examples are left out. A header tells another machine, another PCRE2, another
 * program and a cut file apart; what is inside is not looked at again.
 */
#include "store.h"

#include <string.h>

#include "base/file.h"
#include "data/snapshot.h"
#include "ruleset.h"

static const char magic[16] = "evne-rules/2";

enum { ORDER = 0x01020304, ALIGNMENT = 8 };

typedef enum section {
    TAG,
    NOTE,
    PACKS,
    RULES,
    PATTERNS,
    REFS,
    TEXTS,
    CODES,
    SIEVE,
    LISTS
} section;

enum { N_SECTIONS = LISTS + 1 };

/* A part of a pool. */
typedef struct part {
    uint32_t at, len;
} part;

typedef struct place_in_file {
    uint64_t at, len;
} place_in_file;

typedef struct pack_record {
    part name, version, file;
    uint32_t n_rules, padding;
} pack_record;

typedef struct pattern_record {
    part source, code;
} pattern_record;

typedef struct rule_record {
    part id, category, message, why, suggestion, replacement, off_by;
    uint32_t severity, voices, least_words, pack, line, column;
    uint8_t in_quotations, only_extracts, exempts_own_names, has_replacement, is_off;
    part patterns[EVNE_RULE_ROLES], trials; /* of REFS */
} rule_record;

typedef struct header {
    char magic[16];
    uint32_t order, sizes;
    place_in_file sections[N_SECTIONS];
} header;

/* Another layout gives another number. */
static uint32_t sizes(void)
{
    return (uint32_t)(sizeof(header) + 3 * sizeof(rule_record) + 5 * sizeof(pattern_record) +
                      7 * sizeof(pack_record) + 11 * sizeof(void *));
}

/* --- writing --------------------------------------------------------------------------------- */

typedef struct writing {
    evne_arena *arena;
    const evne_ruleset *set;
    evne_buf records[N_SECTIONS];
} writing;

static part put_text(writing *w, evne_str text)
{
    evne_buf *texts = &w->records[TEXTS];
    part p = {(uint32_t)texts->len, (uint32_t)text.len};

    evne_buf_put_str(texts, text);
    evne_buf_put_char(texts, '\0');
    return p;
}

/* Every pattern that is kept has a number: its place in the list. */
static uint32_t number_of(const evne_ruleset *set, const evne_rule_pattern *pattern)
{
    uint32_t n = 0;

    for (const evne_kept_pattern *k = set->first_kept; k; k = k->next_kept, n++)
        if (&k->pattern == pattern)
            return n;
    return 0;
}

static part put_refs(writing *w, const evne_rule_patterns *patterns)
{
    evne_buf *refs = &w->records[REFS];
    part p = {(uint32_t)(refs->len / sizeof(uint32_t)), (uint32_t)patterns->count};

    for (size_t i = 0; i < patterns->count; i++) {
        uint32_t number = number_of(w->set, patterns->items[i]);
        evne_buf_put(refs, &number, sizeof number);
    }
    return p;
}

static uint32_t pack_of(const writing *w, const evne_rule *rule)
{
    uint32_t n = 0;

    while (n < w->set->n_packs && w->set->packs[n] != rule->pack)
        n++;
    return n;
}

static void mark_tried(const evne_rule_patterns *patterns)
{
    for (size_t i = 0; i < patterns->count; i++)
        patterns->items[i]->is_tried = true;
}

static void put_rule(writing *w, const evne_rule *rule)
{
    rule_record r = {.id = put_text(w, rule->id),
                     .category = put_text(w, rule->category),
                     .message = put_text(w, rule->message),
                     .why = put_text(w, rule->why),
                     .suggestion = put_text(w, rule->suggestion),
                     .replacement = put_text(w, rule->replacement),
                     .off_by = put_text(w, rule->off_by),
                     .severity = rule->severity,
                     .voices = rule->voices,
                     .least_words = (uint32_t)rule->least_words,
                     .pack = pack_of(w, rule),
                     .line = rule->place.line,
                     .column = rule->place.column,
                     .in_quotations = rule->in_quotations,
                     .only_extracts = rule->only_extracts,
                     .exempts_own_names = rule->exempts_own_names,
                     .has_replacement = rule->replacement.p != NULL,
                     .is_off = rule->is_off};

    for (int role = 0; role < EVNE_RULE_ROLES; role++) {
        r.patterns[role] = put_refs(w, &rule->patterns[role]);
        if (role != EVNE_RULE_HIT)
            mark_tried(&rule->patterns[role]);
    }
    mark_tried(&rule->trials);
    r.trials = put_refs(w, &rule->trials);
    evne_buf_put(&w->records[RULES], &r, sizeof r);
}

static void put_pattern(writing *w, evne_rule_pattern *pattern)
{
    const evne_pattern *ready = pattern->is_tried ? evne_rule_pattern_ready(pattern, 0) : NULL;
    evne_buf *codes = &w->records[CODES];
    pattern_record r = {.source = put_text(w, pattern->source)};

    r.code.at = (uint32_t)codes->len;
    if (ready)
        evne_pattern_save(ready, codes);
    r.code.len = (uint32_t)codes->len - r.code.at;
    while (codes->len % ALIGNMENT)
        evne_buf_put_char(codes, '\0');
    evne_buf_put(&w->records[PATTERNS], &r, sizeof r);
}

static void put_pack(writing *w, const evne_rulepack *pack)
{
    pack_record r = {.name = put_text(w, pack->name),
                     .version = put_text(w, pack->version),
                     .file = put_text(w, evne_str_of(evne_file_name(pack->file))),
                     .n_rules = (uint32_t)pack->n_rules};

    evne_buf_put(&w->records[PACKS], &r, sizeof r);
}

static void put_sieve(writing *w)
{
    evne_sieve *sieve = evne_sieve_new(w->arena);

    for (size_t i = 0; i < w->set->n_rules; i++) {
        const evne_rule *rule = w->set->rules[i];
        for (size_t j = 0; j < rule->trials.count; j++)
            evne_sieve_add(sieve, rule->trials.items[j]->source, rule->in_quotations);
    }
    evne_sieve_write(sieve, &w->records[SIEVE]);
}

static void put_sections(writing *w, evne_buf *out)
{
    header h = {.order = ORDER, .sizes = sizes()};

    memcpy(h.magic, magic, sizeof magic);
    evne_buf_put(out, &h, sizeof h);
    for (int i = 0; i < N_SECTIONS; i++) {
        while (out->len % ALIGNMENT)
            evne_buf_put_char(out, '\0');
        h.sections[i] = (place_in_file){out->len, w->records[i].len};
        evne_buf_put_str(out, evne_buf_str(&w->records[i]));
    }
    memcpy(out->p, &h, sizeof h);
}

/* The tag, with what else the bytes depend on. */
static void put_tag(evne_buf *out, evne_str tag)
{
    evne_buf_printf(out, "%.*s, PCRE2 %.*s", EVNE_STR_ARGS(tag),
                    EVNE_STR_ARGS(evne_pattern_release(out->arena)));
}

void evne_store_write(evne_buf *out, const evne_ruleset *set, evne_str tag, evne_str note)
{
    writing w = {.arena = out->arena, .set = set};

    for (int i = 0; i < N_SECTIONS; i++)
        w.records[i].arena = out->arena;
    put_tag(&w.records[TAG], tag);
    evne_buf_put_str(&w.records[NOTE], note);
    for (size_t i = 0; i < set->n_packs; i++)
        put_pack(&w, set->packs[i]);
    for (size_t i = 0; i < set->n_rules; i++)
        put_rule(&w, set->rules[i]);
    for (evne_kept_pattern *k = set->first_kept; k; k = k->next_kept)
        put_pattern(&w, &k->pattern);
    put_sieve(&w);
    evne_snapshot_write(&w.records[LISTS], evne_wordlists_value(set->lists), NULL, 0);
    put_sections(&w, out);
}

/* --- reading --------------------------------------------------------------------------------- */

static evne_str section_of(evne_str bytes, section which)
{
    const header *h = (const void *)bytes.p;
    place_in_file place = h->sections[which];

    return evne_str_slice(bytes, place.at, place.at + place.len);
}

static bool is_whole(evne_str bytes)
{
    const header *h = (const void *)bytes.p;

    if (bytes.len < sizeof *h || memcmp(h->magic, magic, sizeof magic) != 0 || h->order != ORDER ||
        h->sizes != sizes())
        return false;
    for (int i = 0; i < N_SECTIONS; i++)
        if (h->sections[i].at > bytes.len || h->sections[i].len > bytes.len - h->sections[i].at)
            return false;
    return true;
}

evne_str evne_store_note(evne_arena *arena, evne_str bytes, evne_str tag)
{
    evne_buf wanted = {.arena = arena};

    put_tag(&wanted, tag);
    if (!is_whole(bytes) || !evne_str_eq(section_of(bytes, TAG), evne_buf_str(&wanted)))
        return (evne_str){0};
    return section_of(bytes, NOTE);
}

typedef struct reading {
    evne_ruleset *set;
    evne_str bytes, texts, codes;
    const uint32_t *refs;
    const char *folder;
} reading;

static evne_str text_of(const reading *r, part p)
{
    return evne_str_slice(r->texts, p.at, p.at + p.len);
}

static evne_rule_patterns patterns_of(const reading *r, part refs)
{
    evne_rule_pattern **items = NULL;

    if (refs.len)
        items = evne_arena_array(r->set->arena, refs.len, sizeof(*items));
    for (uint32_t i = 0; i < refs.len; i++)
        items[i] = &r->set->stored[r->refs[refs.at + i]];
    return (evne_rule_patterns){items, refs.len};
}

static void take_patterns(reading *r)
{
    evne_str records = section_of(r->bytes, PATTERNS);
    const pattern_record *all = (const void *)records.p;
    evne_ruleset *set = r->set;

    set->n_stored = records.len / sizeof *all;
    set->stored = evne_arena_array(set->arena, set->n_stored + 1, sizeof *set->stored);
    for (size_t i = 0; i < set->n_stored; i++) {
        evne_rule_pattern *p = &set->stored[i];
        p->arena = set->arena;
        p->source = text_of(r, all[i].source);
        p->stored = evne_str_slice(r->codes, all[i].code.at, all[i].code.at + all[i].code.len);
    }
}

static void take_packs(reading *r)
{
    evne_str records = section_of(r->bytes, PACKS);
    const pack_record *all = (const void *)records.p;
    evne_ruleset *set = r->set;
    size_t n = records.len / sizeof *all;

    set->packs = evne_arena_array(set->arena, n + 1, sizeof(*set->packs));
    set->packs_room = n + 1;
    for (; set->n_packs < n; set->n_packs++) {
        const pack_record *record = &all[set->n_packs];
        evne_rulepack *pack = evne_arena_alloc(set->arena, sizeof *pack);
        pack->name = text_of(r, record->name);
        pack->version = text_of(r, record->version);
        pack->file = evne_file_join(set->arena, r->folder, text_of(r, record->file).p);
        pack->n_rules = record->n_rules;
        set->packs[set->n_packs] = pack;
    }
}

static evne_rule *take_rule(const reading *r, const rule_record *record)
{
    evne_rule *rule = evne_arena_alloc(r->set->arena, sizeof *rule);

    *rule = (evne_rule){.id = text_of(r, record->id),
                        .category = text_of(r, record->category),
                        .severity = (evne_severity)record->severity,
                        .voices = record->voices,
                        .in_quotations = record->in_quotations != 0,
                        .only_extracts = record->only_extracts != 0,
                        .exempts_own_names = record->exempts_own_names != 0,
                        .least_words = record->least_words,
                        .message = text_of(r, record->message),
                        .why = text_of(r, record->why),
                        .suggestion = text_of(r, record->suggestion),
                        .pack = r->set->packs[record->pack],
                        .is_stored = true,
                        .is_off = record->is_off != 0,
                        .off_by = text_of(r, record->off_by)};
    if (record->has_replacement)
        rule->replacement = text_of(r, record->replacement);
    rule->place =
        (evne_place){.file = rule->pack->file, .line = record->line, .column = record->column};
    for (int role = 0; role < EVNE_RULE_ROLES; role++)
        rule->patterns[role] = patterns_of(r, record->patterns[role]);
    rule->trials = patterns_of(r, record->trials);
    return rule;
}

static void take_rules(reading *r)
{
    evne_str records = section_of(r->bytes, RULES);
    const rule_record *all = (const void *)records.p;
    evne_ruleset *set = r->set;
    size_t n = records.len / sizeof *all;

    set->rules = evne_arena_array(set->arena, n + 1, sizeof(*set->rules));
    set->room = n + 1;
    set->stored_rules = evne_arena_array(set->arena, n + 1, sizeof(*set->stored_rules));
    for (; set->n_rules < n; set->n_rules++) {
        set->rules[set->n_rules] = take_rule(r, &all[set->n_rules]);
        set->stored_rules[set->n_rules] = set->rules[set->n_rules];
    }
    set->n_stored_rules = n;
}

void evne_store_read(evne_ruleset *set, evne_str bytes, const char *folder)
{
    reading r = {.set = set,
                 .bytes = bytes,
                 .texts = section_of(bytes, TEXTS),
                 .codes = section_of(bytes, CODES),
                 .refs = (const void *)section_of(bytes, REFS).p,
                 .folder = folder};

    take_packs(&r);
    take_patterns(&r);
    take_rules(&r);
    set->sieve = evne_sieve_read(set->arena, section_of(bytes, SIEVE));
    evne_wordlists_later(set->lists, section_of(bytes, LISTS));
}

bool evne_store_is_replaced(const evne_ruleset *set, const evne_value *lists)
{
    for (size_t i = 0; lists && lists->kind == EVNE_MAP && i < lists->as.map.count; i++)
        if (evne_wordlists_has(set->lists, lists->as.map.pairs[i].key))
            return true;
    return false;
}
