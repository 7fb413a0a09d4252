/*
 * score [--misses] [--all] [--no-floors] [FILE]...: precision and recall of the installed rules on
 * labelled sentences, for each group of rules and for all together. Without FILE: every *.tsv
 * beside this file.
 *
 * A line is LABELS<TAB>FIELDKIND<TAB>sentence. LABELS are the ids of the rules that shall hit,
 * divided by commas, or "-" when nothing must be said; FIELDKIND is a voice of rules/voice.h. Empty
 * lines and lines that begin with # are skipped.
 *
 * A sentence is positive when one of its labels is a rule of severity fejl or advarsel, predicted
 * positive when such a rule hits; of a group, the same with the rules of its letter. --all counts
 * oplysning as well. --misses lists what was said in vain (+) and what was missed (-). Exit code 1
 * when all together fall below the floors in floors.txt, 2 when a file cannot be read.
 */
#define _POSIX_C_SOURCE 200809L
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/rulebook.h"
#include "base/file.h"
#include "base/number.h"

enum { LARGEST = 64 * 1024 * 1024, MOST_FILES = 64, LETTERS = 26, ALL = LETTERS };

typedef struct counts {
    size_t n_right, n_vain, n_missed;
} counts;

typedef struct scoring {
    evne_arena *arena;
    evne_rulebook book;
    bool shows_misses, counts_infos, has_fault;
    counts groups[LETTERS + 1]; /* by letter; ALL together */
    size_t n_sentences;
    const char *file;
    size_t line;
} scoring;

/* What is said of a sentence: for each group whether a rule of it is among the ids. */
typedef struct verdict {
    bool groups[LETTERS + 1];
    evne_buf ids;
} verdict;

static void fault(scoring *s, const char *what, evne_str subject)
{
    fprintf(stderr, "%s:%zu: %s '%.*s'\n", s->file, s->line, what, EVNE_STR_ARGS(subject));
    s->has_fault = true;
}

static void add_rule(const scoring *s, verdict *v, const evne_rule *rule)
{
    evne_buf_printf(&v->ids, "%s%.*s", v->ids.len ? "," : "", EVNE_STR_ARGS(rule->id));
    if (rule->severity == EVNE_INFO && !s->counts_infos)
        return;
    v->groups[rule->id.p[0] - 'A'] = true;
    v->groups[ALL] = true;
}

static evne_str take(evne_str *rest, char end)
{
    const char *found = rest->len ? memchr(rest->p, end, rest->len) : NULL;
    size_t len = found ? (size_t)(found - rest->p) : rest->len;
    evne_str part = evne_str_slice(*rest, 0, len);

    *rest = evne_str_slice(*rest, found ? len + 1 : len, rest->len);
    return part;
}

static verdict read_labels(scoring *s, evne_str labels)
{
    verdict v = {.ids = {.arena = s->arena}};

    while (labels.len && !evne_str_is(labels, "-")) {
        evne_str id = evne_str_trim(take(&labels, ','));
        const evne_rule *rule = evne_ruleset_find(s->book.set, id);
        if (rule)
            add_rule(s, &v, rule);
        else
            fault(s, "no rule", id);
    }
    return v;
}

static bool was_said(const evne_hit *hits, size_t n, const evne_rule *rule)
{
    for (size_t i = 0; i < n; i++)
        if (hits[i].rule == rule)
            return true;
    return false;
}

static verdict try_rules(scoring *s, evne_voice voice, evne_str text)
{
    evne_prose_field field = {.text = text, .voice = voice, .path = EVNE_STR("")};
    verdict v = {.ids = {.arena = s->arena}};
    const evne_hit *hits;
    size_t n = evne_scanner_scan(s->book.scanner, s->arena, &field, &hits);

    for (size_t i = 0; i < n; i++)
        if (!was_said(hits, i, hits[i].rule))
            add_rule(s, &v, hits[i].rule);
    return v;
}

static void count(scoring *s, const verdict *labels, const verdict *said)
{
    for (int i = 0; i <= ALL; i++) {
        s->groups[i].n_right += labels->groups[i] && said->groups[i];
        s->groups[i].n_vain += !labels->groups[i] && said->groups[i];
        s->groups[i].n_missed += labels->groups[i] && !said->groups[i];
    }
}

/* A sentence counts as missed or said in vain for the group too: both are work for its author. */
static void show_misses(const scoring *s, verdict *labels, verdict *said, evne_str text)
{
    evne_str wanted = evne_buf_str(&labels->ids), got = evne_buf_str(&said->ids);

    for (int i = 0; i < LETTERS; i++) {
        if (labels->groups[i] == said->groups[i])
            continue;
        printf("%c %c %s:%zu: wanted %.*s, got %.*s: %.*s\n", said->groups[i] ? '+' : '-', 'A' + i,
               evne_file_name(s->file), s->line, EVNE_STR_ARGS(wanted.len ? wanted : EVNE_STR("-")),
               EVNE_STR_ARGS(got.len ? got : EVNE_STR("-")), EVNE_STR_ARGS(text));
    }
}

static void score_line(scoring *s, evne_str line)
{
    evne_str rest = line, labels = take(&rest, '\t'), kind = take(&rest, '\t');
    verdict wanted, said;
    evne_voice voice;

    if (rest.len == 0 || !evne_voice_find(kind, &voice)) {
        fault(s, "not LABELS<TAB>FIELDKIND<TAB>sentence:", line);
        return;
    }
    s->n_sentences++;
    wanted = read_labels(s, labels);
    said = try_rules(s, voice, rest);
    count(s, &wanted, &said);
    if (s->shows_misses)
        show_misses(s, &wanted, &said, rest);
}

static void score_file(scoring *s, const char *file)
{
    evne_error err;
    evne_str rest;

    s->file = file;
    if (evne_file_read(s->arena, file, LARGEST, &rest, &err) != EVNE_OK) {
        fprintf(stderr, "%s\n", err.text);
        s->has_fault = true;
        return;
    }
    for (s->line = 1; rest.len; s->line++) {
        evne_str line = take(&rest, '\n');
        if (line.len && line.p[0] != '#')
            score_line(s, line);
    }
}

static double share(size_t part, size_t rest)
{
    return part + rest ? (double)part / (double)(part + rest) : 1;
}

static void print_row(const char *name, const counts *c)
{
    printf("%-6s %8zu %8zu %8zu   %9.3f %8.3f\n", name, c->n_right, c->n_vain, c->n_missed,
           share(c->n_right, c->n_vain), share(c->n_right, c->n_missed));
}

static void print_table(const scoring *s)
{
    printf("%zu sentences\n%-6s %8s %8s %8s   %9s %8s\n", s->n_sentences, "group", "right",
           "in vain", "missed", "precision", "recall");
    for (int i = 0; i < LETTERS; i++) {
        const counts *c = &s->groups[i];
        char name[2] = {(char)('A' + i), '\0'};
        if (c->n_right + c->n_vain + c->n_missed)
            print_row(name, c);
    }
    print_row("all", &s->groups[ALL]);
}

/* "precision 0.95" and "recall 0.70", each on a line. */
static bool is_above_floors(scoring *s, const char *file)
{
    const counts *c = &s->groups[ALL];
    bool is_above = true;
    evne_error err;
    evne_str rest;

    if (evne_file_read(s->arena, file, LARGEST, &rest, &err) != EVNE_OK)
        return false;
    while (rest.len) {
        evne_str line = take(&rest, '\n'), name = take(&line, ' ');
        double floor = 2, reached = evne_str_is(name, "precision") ? share(c->n_right, c->n_vain)
                                                                   : share(c->n_right, c->n_missed);
        if (name.len == 0 || name.p[0] == '#')
            continue;
        evne_number_parse(evne_str_trim(line), &floor);
        if (reached >= floor)
            continue;
        printf("%.*s %.3f is below its floor of %.3f\n", EVNE_STR_ARGS(name), reached, floor);
        is_above = false;
    }
    return is_above;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void score_folder(scoring *s, const char *folder)
{
    const char *files[MOST_FILES];
    struct dirent *entry;
    DIR *dir = opendir(folder);
    size_t n = 0;

    while (dir && n < MOST_FILES && (entry = readdir(dir)) != NULL) {
        size_t len = strlen(entry->d_name);
        if (len > 4 && strcmp(entry->d_name + len - 4, ".tsv") == 0)
            files[n++] = evne_file_join(s->arena, folder, entry->d_name);
    }
    if (dir)
        closedir(dir);
    qsort(files, n, sizeof *files, by_name);
    for (size_t i = 0; i < n; i++)
        score_file(s, files[i]);
}

static void open_rules(scoring *s)
{
    evne_problems *problems = evne_problems_new(s->arena);
    evne_paths paths = {0};
    evne_error err;

    evne_folders_add(&paths.rules, EVNE_ROOT "/plugins/rules");
    if (evne_rulebook_open(s->arena, &paths, true, problems, &s->book, &err) != EVNE_OK ||
        s->book.n_faults) {
        fprintf(stderr, "the rule packs have faults: run 'evne rules test'\n");
        exit(2);
    }
}

int main(int argc, char **argv)
{
    scoring s = {.arena = evne_arena_new(0, NULL, NULL)};
    bool has_floors = true, has_files = false, is_above;

    open_rules(&s);
    for (int i = 1; i < argc; i++) {
        s.shows_misses = s.shows_misses || strcmp(argv[i], "--misses") == 0;
        s.counts_infos = s.counts_infos || strcmp(argv[i], "--all") == 0;
        has_floors = has_floors && strcmp(argv[i], "--no-floors") != 0;
    }
    for (int i = 1; i < argc; i++)
        if (argv[i][0] != '-') {
            score_file(&s, argv[i]);
            has_files = true;
        }
    if (!has_files)
        score_folder(&s, EVNE_ROOT "/tests/objectivity");
    print_table(&s);
    is_above = !has_floors || is_above_floors(&s, EVNE_ROOT "/tests/objectivity/floors.txt");
    evne_rulebook_close(&s.book);
    evne_arena_free(s.arena);
    return s.has_fault ? 2 : !is_above;
}
