/*
 * How: the sieve names the patterns that could match in a sentence; each is tried there, and what
 * it finds must pass the conditions of its rule. Conditions on the sentence are asked once for each
 * rule and sentence, after a hit, since few sentences come that far; those on the hit for each hit.
 */
#include "scanner.h"

#include <stdlib.h>
#include <string.h>

#include "letters.h"

enum { MOST_HITS = 20, N_NAME_BUCKETS = 256 };

/* One piece of one rule's `moenster`. */
typedef struct trial {
    size_t rule; /* index in the set */
    evne_rule_pattern *pattern;
    bool is_gone; /* the rule was replaced or switched off */
} trial;

typedef struct name name;

struct name {
    evne_str word;
    name *next;
};

struct evne_scanner {
    evne_arena *arena, *case_arena;
    evne_ruleset *set;
    evne_sieve *stored,
        *own; /* of the first trials, which came from a store; of those after them */
    evne_match_room *room;
    trial *trials;
    size_t n_trials, n_stored;
    uint32_t *numbers; /* of the trials of the sentence at hand */
    bool *is_stopped;  /* for each rule: it could not be tried, and that was told */
    bool is_for_extract;
    name *names[N_NAME_BUCKETS];
};

/* One text being scanned. */
typedef struct scan {
    evne_scanner *scanner;
    evne_arena *arena;
    const evne_prose_field *text;
    evne_prose prose;
    evne_hit *hits;
    size_t n_hits, room;
} scan;

/* A rule in a sentence. */
typedef struct attempt {
    scan *scan;
    size_t rule_index, sentence_index;
    const evne_rule *rule;
    evne_extent sentence;
    bool is_asked, is_exempt; /* conditions on the sentence */
    size_t n_hits;
} attempt;

/* --- the scanner ----------------------------------------------------------------------------- */

static void put_trials(evne_scanner *scanner, const evne_rule *rule, size_t index, bool is_gone)
{
    for (size_t i = 0; i < rule->trials.count; i++)
        scanner->trials[scanner->n_trials++] = (trial){index, rule->trials.items[i], is_gone};
}

/* The trials of the store are numbered, whatever came of their rules since. */
static void add_stored(evne_scanner *scanner)
{
    evne_ruleset *set = scanner->set;

    scanner->stored = evne_ruleset_sieve(set);
    for (size_t i = 0; i < evne_ruleset_stored(set); i++) {
        const evne_rule *rule = evne_ruleset_stored_at(set, i);
        put_trials(scanner, rule, i, rule != evne_ruleset_at(set, i) || rule->is_off);
    }
    scanner->n_stored = scanner->n_trials;
}

static void add_own(evne_scanner *scanner)
{
    for (size_t i = 0; i < evne_ruleset_count(scanner->set); i++) {
        const evne_rule *rule = evne_ruleset_at(scanner->set, i);
        if (rule->is_stored || rule->is_off)
            continue;
        if (!scanner->own)
            scanner->own = evne_sieve_new(scanner->arena);
        put_trials(scanner, rule, i, false);
        for (size_t j = 0; j < rule->trials.count; j++)
            evne_sieve_add(scanner->own, rule->trials.items[j]->source, rule->in_quotations);
    }
}

static size_t count_trials(const evne_ruleset *set)
{
    size_t n = 0;

    for (size_t i = 0; i < evne_ruleset_stored(set); i++)
        n += evne_ruleset_stored_at(set, i)->trials.count;
    for (size_t i = 0; i < evne_ruleset_count(set); i++)
        n += evne_ruleset_at(set, i)->trials.count;
    return n;
}

evne_scanner *evne_scanner_new(evne_arena *arena, evne_ruleset *set)
{
    evne_scanner *scanner = evne_arena_alloc(arena, sizeof *scanner);

    scanner->arena = scanner->case_arena = arena;
    scanner->set = set;
    scanner->room = evne_match_room_new();
    scanner->trials = evne_arena_array(arena, count_trials(set) + 1, sizeof *scanner->trials);
    scanner->numbers = evne_arena_array(arena, count_trials(set) + 1, sizeof *scanner->numbers);
    scanner->is_stopped =
        evne_arena_array(arena, evne_ruleset_count(set) + 1, sizeof *scanner->is_stopped);
    add_stored(scanner);
    add_own(scanner);
    return scanner;
}

void evne_scanner_free(evne_scanner *scanner)
{
    if (scanner)
        evne_match_room_free(scanner->room);
}

/* --- names ----------------------------------------------------------------------------------- */

static size_t bucket_of(evne_str word)
{
    size_t h = 5381;

    for (size_t i = 0; i < word.len; i++)
        h = h * 33 + (unsigned char)word.p[i];
    return h % N_NAME_BUCKETS;
}

/* The next word of letters and digits in `text` from `*at` on; empty at the end. */
static evne_str next_word(evne_str text, size_t *at)
{
    size_t from = *at, end = *at;

    while (end < text.len) {
        size_t next = end;
        bool is_word = evne_letter_is_word(evne_utf8_next(text, &next));
        if (!is_word && end > from)
            break;
        if (!is_word)
            from = next;
        end = next;
    }
    *at = end;
    return evne_str_slice(text, from, end);
}

static bool is_capital(evne_str word)
{
    size_t at = 0;

    return word.len && evne_letter_is_upper(evne_utf8_next(word, &at));
}

static bool is_known(const evne_scanner *scanner, evne_str word)
{
    for (const name *n = scanner->names[bucket_of(word)]; n; n = n->next)
        if (evne_str_eq(n->word, word))
            return true;
    return false;
}

static void know_word(evne_scanner *scanner, evne_str word)
{
    name **bucket = &scanner->names[bucket_of(word)], *n;

    if (evne_utf8_count(word) < 2 || !is_capital(word) || is_known(scanner, word))
        return;
    n = evne_arena_alloc(scanner->case_arena, sizeof *n);
    n->word = (evne_str){evne_arena_copy(scanner->case_arena, word.p, word.len), word.len};
    n->next = *bucket;
    *bucket = n;
}

void evne_scanner_know(evne_scanner *scanner, evne_str text)
{
    evne_prose prose;
    evne_str word;

    evne_prose_read(scanner->case_arena, text, &prose);
    for (size_t at = 0; (word = next_word(prose.text, &at)).len;)
        know_word(scanner, word);
}

void evne_scanner_for_extract(evne_scanner *scanner)
{
    scanner->is_for_extract = true;
}

void evne_scanner_begin(evne_scanner *scanner, evne_arena *arena)
{
    scanner->case_arena = arena;
    scanner->is_for_extract = false;
    memset(scanner->names, 0, sizeof scanner->names);
    memset(scanner->is_stopped, 0, evne_ruleset_count(scanner->set) * sizeof *scanner->is_stopped);
}

/* A name, or its genitive. */
static bool is_name(const evne_scanner *scanner, evne_str word)
{
    if (!is_capital(word))
        return false;
    if (is_known(scanner, word))
        return true;
    return word.len > 2 && word.p[word.len - 1] == 's' &&
           is_known(scanner, evne_str_slice(word, 0, word.len - 1));
}

/* The hit with the whole of the words that it begins and ends in. */
static evne_str whole_words(evne_str text, evne_extent hit)
{
    size_t from = hit.from, to = hit.to;

    while (from > 0) {
        size_t before = from - 1, at;
        while (before > 0 && ((unsigned char)text.p[before] & 0xC0u) == 0x80u)
            before--;
        at = before;
        if (!evne_letter_is_word(evne_utf8_next(text, &at)))
            break;
        from = before;
    }
    while (to < text.len) {
        size_t at = to;
        if (!evne_letter_is_word(evne_utf8_next(text, &at)))
            break;
        to = at;
    }
    return evne_str_slice(text, from, to);
}

/* Is the hit nothing but names of the case, or, where the rule asks for it, does it hold one? */
static bool names_only(const attempt *a, evne_extent hit)
{
    const evne_scanner *scanner = a->scan->scanner;
    evne_str words = whole_words(a->scan->prose.text, hit), word;
    size_t n_names = 0, n_words = 0;

    for (size_t at = 0; (word = next_word(words, &at)).len; n_words++)
        n_names += is_name(scanner, word);
    return n_names && (n_names == n_words || a->rule->exempts_own_names);
}

/* --- matching -------------------------------------------------------------------------------- */

/* Without blanks at the end that the prose has not. */
static evne_extent original_span(const scan *s, evne_extent span)
{
    evne_str original = s->prose.original;
    evne_extent out = {evne_prose_origin(&s->prose, span.from),
                       evne_prose_origin(&s->prose, span.to)};

    if (span.to > span.from && s->prose.text.p[span.to - 1] == ' ')
        return out;
    while (out.to > out.from && (unsigned char)original.p[out.to - 1] <= ' ')
        out.to--;
    return out;
}

static evne_hit *add_hit(attempt *a, evne_extent place)
{
    scan *s = a->scan;

    if (s->n_hits == s->room) {
        size_t room = s->room ? 2 * s->room : 8;
        s->hits =
            evne_arena_grow(s->arena, s->hits, s->room * sizeof *s->hits, room * sizeof *s->hits);
        s->room = room;
    }
    s->hits[s->n_hits] = (evne_hit){.rule = a->rule,
                                    .place = original_span(s, place),
                                    .sentence = original_span(s, a->sentence)};
    a->n_hits++;
    return &s->hits[s->n_hits++];
}

/* The rule cannot be tried: told once, at the sentence where it showed. */
static void stop(attempt *a, const char *why)
{
    bool *is_stopped = &a->scan->scanner->is_stopped[a->rule_index];

    if (*is_stopped)
        return;
    *is_stopped = true;
    add_hit(a, a->sentence)->unchecked = why;
}

static evne_matching match(attempt *a, evne_rule_pattern *pattern, evne_str subject, size_t start,
                           evne_match *found)
{
    const evne_pattern *ready = evne_rule_pattern_ready(pattern, subject.len - start);
    evne_matching matching;

    if (!ready) {
        stop(a, pattern->fault);
        return EVNE_MATCH_LIMIT;
    }
    matching = evne_pattern_match_in(ready, a->scan->scanner->room, subject, start, found);
    if (matching == EVNE_MATCH_LIMIT)
        stop(a, "mønstret nåede sin grænse");
    return matching;
}

/* --- conditions ------------------------------------------------------------------------------ */

/* Does one of the patterns match? A limit counts as a match: the rule has been stopped by then. */
static bool any_matches(attempt *a, evne_rule_role role, evne_str subject)
{
    const evne_rule_patterns *patterns = &a->rule->patterns[role];

    for (size_t i = 0; i < patterns->count; i++)
        if (match(a, patterns->items[i], subject, 0, NULL) != EVNE_NO_MATCH)
            return true;
    return false;
}

static bool all_match(attempt *a, evne_rule_role role, evne_str subject)
{
    const evne_rule_patterns *patterns = &a->rule->patterns[role];

    for (size_t i = 0; i < patterns->count; i++)
        if (match(a, patterns->items[i], subject, 0, NULL) != EVNE_MATCH)
            return false;
    return true;
}

static evne_str slice(evne_str text, evne_extent span)
{
    return evne_str_slice(text, span.from, span.to);
}

static evne_str paragraph_of(const scan *s, size_t at)
{
    for (size_t i = 0; i < s->prose.n_paragraphs; i++)
        if (at < s->prose.paragraphs[i].to)
            return slice(s->prose.text, s->prose.paragraphs[i]);
    return s->prose.text;
}

static size_t count_words(evne_str text)
{
    size_t n = 0;

    for (size_t i = 0; i < text.len; i++)
        n += text.p[i] != ' ' && (i == 0 || text.p[i - 1] == ' ');
    return n;
}

static evne_str subject_of(const attempt *a)
{
    const evne_prose *prose = &a->scan->prose;

    return slice(a->rule->in_quotations ? prose->text : prose->quiet, a->sentence);
}

/* Asked before the patterns are tried: such rules have patterns that match anything. */
static bool is_too_short(const attempt *a)
{
    return a->rule->least_words && count_words(subject_of(a)) < a->rule->least_words;
}

static bool is_exempt_by_neighbours(attempt *a)
{
    const evne_prose *prose = &a->scan->prose;
    size_t i = a->sentence_index;

    if (i > 0 &&
        any_matches(a, EVNE_RULE_EXEMPT_BEFORE, slice(prose->text, prose->sentences[i - 1])))
        return true;
    return i + 1 < prose->n_sentences &&
           any_matches(a, EVNE_RULE_EXEMPT_AFTER, slice(prose->text, prose->sentences[i + 1]));
}

static bool is_exempt_sentence(attempt *a)
{
    const scan *s = a->scan;

    return any_matches(a, EVNE_RULE_EXEMPT, slice(s->prose.text, a->sentence)) ||
           !all_match(a, EVNE_RULE_NEEDS, subject_of(a)) || is_exempt_by_neighbours(a) ||
           any_matches(a, EVNE_RULE_EXEMPT_NEAR, paragraph_of(s, a->sentence.from)) ||
           any_matches(a, EVNE_RULE_EXEMPT_PATH, s->text->path);
}

/* Does a match of an `undtagen_ved` overlap the hit? */
static bool is_exempt_place(attempt *a, evne_extent hit)
{
    const evne_rule_patterns *patterns = &a->rule->patterns[EVNE_RULE_EXEMPT_AT];
    evne_str subject = slice(a->scan->prose.text, a->sentence);
    size_t base = a->sentence.from;
    evne_match found;

    for (size_t i = 0; i < patterns->count; i++)
        for (size_t at = 0; match(a, patterns->items[i], subject, at, &found) == EVNE_MATCH;) {
            if (base + found.from < hit.to && base + found.to > hit.from)
                return true;
            if (base + found.from >= hit.to)
                break;
            at = found.to > found.from ? found.to : found.to + 1;
        }
    return false;
}

static bool is_exempt(attempt *a, evne_extent hit)
{
    if (!a->is_asked)
        a->is_exempt = is_exempt_sentence(a);
    a->is_asked = true;
    return a->is_exempt || names_only(a, hit) || is_exempt_place(a, hit);
}

/* --- hits ------------------------------------------------------------------------------------ */

/* `erstat` with $0 to $9 filled in. */
static evne_str rewrite(const attempt *a, const evne_match *found)
{
    evne_str by = a->rule->replacement;
    evne_buf out = {.arena = a->scan->arena};

    if (!by.p)
        return by;
    for (size_t i = 0; i < by.len; i++) {
        size_t group = i + 1 < by.len ? (size_t)(by.p[i + 1] - '0') : 10;
        if (by.p[i] == '$' && group < 10) {
            if (group < found->n_groups)
                evne_buf_put_str(&out, found->groups[group]);
            i++;
        } else {
            evne_buf_put_char(&out, by.p[i]);
        }
    }
    (void)evne_buf_text(&out);
    return evne_buf_str(&out);
}

/* Another pattern of the rule has hit there already. */
static bool is_hit_before(const attempt *a, evne_extent place)
{
    const scan *s = a->scan;
    evne_extent original = original_span(s, place);

    for (size_t i = s->n_hits; i-- > 0;) {
        const evne_hit *h = &s->hits[i];
        if (h->rule == a->rule && h->place.from < original.to && h->place.to > original.from)
            return true;
    }
    return false;
}

static void try_pattern(attempt *a, evne_rule_pattern *pattern)
{
    evne_str subject = subject_of(a);
    evne_match found;
    size_t at = 0;

    while (a->n_hits < MOST_HITS && match(a, pattern, subject, at, &found) == EVNE_MATCH) {
        evne_extent place = {a->sentence.from + found.from, a->sentence.from + found.to};
        if (!is_hit_before(a, place) && !is_exempt(a, place))
            add_hit(a, place)->rewrite = rewrite(a, &found);
        if (a->is_exempt || a->scan->scanner->is_stopped[a->rule_index])
            return;
        at = found.to > found.from ? found.to : found.to + 1;
    }
}

/* The patterns of a rule stand together, so that its conditions are asked once. */
static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

static bool takes_part(const scan *s, const trial *t)
{
    const evne_rule *rule = evne_ruleset_at(s->scanner->set, t->rule);

    if (rule->only_extracts && !s->scanner->is_for_extract)
        return false;
    return !t->is_gone && (rule->voices & 1u << s->text->voice) && !s->scanner->is_stopped[t->rule];
}

/* Tries the patterns of `numbers`, those of a rule one after the other. */
static void try_patterns(attempt *a, const uint32_t *numbers, size_t n)
{
    evne_scanner *scanner = a->scan->scanner;

    for (size_t i = 0; i < n; i++) {
        const trial *t = &scanner->trials[numbers[i]];
        if (!takes_part(a->scan, t))
            continue;
        if (!a->rule || a->rule_index != t->rule) {
            a->rule = evne_ruleset_at(scanner->set, t->rule);
            a->rule_index = t->rule;
            a->is_asked = a->is_exempt = false;
            a->n_hits = 0;
        }
        if (!a->is_exempt && !is_too_short(a))
            try_pattern(a, t->pattern);
    }
}

/* Adds what a sieve lets through to `numbers`, of which there are `n`; `first` is its first trial.
 */
static size_t sift(const scan *s, evne_sieve *sieve, size_t index, size_t first, uint32_t *numbers,
                   size_t n)
{
    const uint32_t *passed;
    size_t n_passed = sieve ? evne_sieve_pass(sieve, &s->prose, index, &passed) : 0;

    for (size_t i = 0; i < n_passed; i++)
        numbers[n++] = (uint32_t)(first + passed[i]);
    return n;
}

static void scan_sentence(scan *s, size_t index)
{
    attempt a = {.scan = s, .sentence_index = index, .sentence = s->prose.sentences[index]};
    const evne_scanner *scanner = s->scanner;
    size_t n = sift(s, scanner->stored, index, 0, scanner->numbers, 0);

    n = sift(s, scanner->own, index, scanner->n_stored, scanner->numbers, n);
    if (n > 1)
        qsort(scanner->numbers, n, sizeof *scanner->numbers, by_number);
    try_patterns(&a, scanner->numbers, n);
}

static int by_place(const void *left, const void *right)
{
    const evne_hit *a = left, *b = right;

    if (a->place.from != b->place.from)
        return a->place.from < b->place.from ? -1 : 1;
    return evne_str_order(a->rule->id, b->rule->id);
}

size_t evne_scanner_scan(evne_scanner *scanner, evne_arena *arena, const evne_prose_field *text,
                         const evne_hit **out)
{
    scan s = {.scanner = scanner, .arena = arena, .text = text};

    evne_prose_read(arena, text->text, &s.prose);
    for (size_t i = 0; i < s.prose.n_sentences; i++)
        scan_sentence(&s, i);
    if (s.n_hits)
        qsort(s.hits, s.n_hits, sizeof *s.hits, by_place);
    *out = s.hits;
    return s.n_hits;
}
