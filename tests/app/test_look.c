/*
 * The look, held against the pages of every sample and report as `evne show --stage pages` prints
 * them: grid, type, rhythm, columns, and what a page may end and start with. Numbers are those of
 * the look's specification, in thousandths of a point.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/job.h"
#include "layout/metrics.h"

#define PT(x) ((long)((x)*1000))

enum { MOST_PIECES = 4000 };

typedef struct piece {
    long x, y, width, size;
    char weight[12], kind[24], artifact[16];
    const char *text; /* with the blank that ends a broken line */
    size_t len;
} piece;

typedef struct page {
    size_t number, n;
    piece pieces[MOST_PIECES];
} page;

static evne_arena *arena;
static const char *sample; /* for messages */

static void make_arena(void)
{
    arena = evne_arena_new(0, NULL, NULL);
}

static void free_arena(void)
{
    evne_arena_free(arena);
}

/* --- reading what the stage printed --- */

static long thousandths(const char **at)
{
    char *end;
    long whole = strtol(*at, &end, 10), sign = **at == '-' || whole < 0 ? -1 : 1;
    long part = *end == '.' ? strtol(end + 1, &end, 10) : 0;

    *at = end + strspn(end, " ");
    return whole * 1000 + sign * part;
}

static void word(const char **at, char *out, size_t size)
{
    size_t len = strcspn(*at, " \n");

    snprintf(out, size, "%.*s", (int)len, *at);
    *at += len + strspn(*at + len, " ");
}

/* `text X Y WIDTH SIZE WEIGHT #COLOUR KIND "TEXT"`; KIND names the node or, as `~kind`, what else.
 */
static bool read_piece(const char *line, piece *out)
{
    const char *open = strchr(line, '"'), *end = strchr(line, '\n'), *close = end;
    char colour[12];

    if (strncmp(line, "text ", 5) != 0 || !open || !end || open > end)
        return false;
    line += 5;
    out->x = thousandths(&line);
    out->y = thousandths(&line);
    out->width = thousandths(&line);
    out->size = thousandths(&line);
    word(&line, out->weight, sizeof out->weight);
    word(&line, colour, sizeof colour);
    word(&line, out->kind, sizeof out->kind);
    word(&line, out->artifact, sizeof out->artifact);
    for (close = open + 1; *close != '"' || close[-1] == '\\'; close++)
        ck_assert(close < end);
    out->text = open + 1;
    out->len = (size_t)(close - out->text);
    return out->len > 0;
}

static const char *read_page(const char *at, page *out)
{
    out->number = (size_t)strtoul(at + strlen("page "), NULL, 10);
    out->n = 0;
    for (at = strchr(at, '\n') + 1; *at && strncmp(at, "page ", 5) != 0; at = strchr(at, '\n') + 1)
        if (read_piece(at, &out->pieces[out->n])) {
            out->n++;
            ck_assert_uint_lt(out->n, MOST_PIECES);
        }
    return at;
}

static const char *print_pages(const char *name, const char *report)
{
    evne_folders none = {0};
    evne_paths paths;
    evne_outcome shown;
    evne_job_request request = {.paths = &paths, .report = report, .stage = EVNE_STAGE_PAGES};
    evne_error err = {0};

    ck_assert_int_eq(evne_paths_find(arena, EVNE_ROOT, &none, &none, &paths, &err), EVNE_OK);
    request.case_path = evne_arena_printf(arena, EVNE_ROOT "/samples/%s.yaml", name);
    evne_outcome_init(&shown, arena);
    evne_job_show(&request, &shown);
    ck_assert_msg(shown.status == EVNE_OK, "%s: %s", shown.err.where, shown.err.text);
    return evne_arena_copy(arena, shown.bytes.p, shown.bytes.len);
}

#define HOLD(condition, p, of)                                                                     \
    ck_assert_msg(condition, "%s, page %zu: '%.*s' at %ld, %ld (%ld wide, %ld): %s", sample,       \
                  (p)->number, (int)(of)->len, (of)->text, (of)->x, (of)->y, (of)->width,          \
                  (of)->size, #condition)

static bool is(const piece *p, const char *kind)
{
    return strcmp(p->kind, kind) == 0;
}

/* Header and footer: outside the content's frame. */
static bool is_furniture(const piece *p)
{
    return is(p, "header") || is(p, "footer");
}

/* --- 1, 2: frame and type --- */

static void check_frame(const page *on, const piece *p)
{
    long top = is(p, "header") ? PT(30) : on->number == 1 ? PT(36) : PT(63);
    long bottom = is(p, "footer") ? PT(813) : PT(786);

    HOLD(p->x >= PT(72), on, p);
    HOLD(p->x + p->width <= PT(546), on, p);
    HOLD(p->y - p->size * 3 / 4 >= top, on, p);
    HOLD(p->y <= bottom, on, p);
    if (is(p, "header"))
        HOLD(p->y < PT(42), on, p);
}

/* Each row of the type table, by size; a `-` stands for a weight that the size does not have. */
static void check_type(const page *on, const piece *p)
{
    static const struct type {
        long size;
        const char *weights;
    } types[] = {{PT(8), "rs"},  {PT(9), "rsb"}, {PT(10.5), "rsb"},
                 {PT(12), "sb"}, {PT(15), "b"},  {PT(24), "b"}};
    bool is_known = false;

    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        is_known = is_known || (p->size == types[i].size && strchr(types[i].weights, p->weight[0]));
    HOLD(is_known, on, p);
}

/* --- 1: rhythm --- */

static long leading_of(long size)
{
    return size == PT(24)     ? PT(30)
           : size == PT(15)   ? PT(21)
           : size == PT(12)   ? PT(18)
           : size == PT(10.5) ? PT(15)
                              : PT(12);
}

/* Whether the line box of this size, standing on a multiple of 3, would have this baseline. */
static bool is_on_grid(const piece *p, long leading)
{
    return (p->y - evne_baseline((evne_len)p->size, (evne_len)leading)) % PT(3) == 0;
}

/*
 * The frame of the classification stands 1.5 from its text; a chart has a measure of its own, and
 * so have the heads (8) and the values (9 bold) of the table that is joined to it.
 */
static bool is_exempt(const page *on, const piece *p)
{
    bool is_joined = is(p, "cell") && (p->size == PT(8) || p->weight[0] == 'b');

    return is(p, "chart") || is_joined || (on->number == 1 && p->y < PT(54));
}

static bool shares_grid(const piece *p, long size)
{
    piece as = *p;

    as.size = size;
    return is_on_grid(&as, leading_of(size));
}

static bool keeps_rhythm(const page *on, const piece *p)
{
    if (is_on_grid(p, leading_of(p->size)) || (p->size == PT(9) && is_on_grid(p, PT(15))))
        return true;
    if (p->size == PT(9) && (shares_grid(p, PT(10.5)) || shares_grid(p, PT(12))))
        return true; /* a remark alone on its line keeps its paragraph's baseline */
    for (size_t i = 0; i < on->n; i++) {
        const piece *other = &on->pieces[i];

        /* first baselines of a row are aligned; the lines after them keep their leading */
        if (other->y == p->y && other->size > p->size && keeps_rhythm(on, other))
            return true;
        if (other->y == p->y - leading_of(p->size) && other->size == p->size &&
            keeps_rhythm(on, other))
            return true;
    }
    return false;
}

/* --- columns --- */

static long end_of(const piece *p)
{
    return p->x + p->width;
}

/* The piece that ends where `p` starts, on the same baseline, or NULL. */
static const piece *left_of(const page *on, const piece *p)
{
    for (size_t i = 0; i < on->n; i++) {
        const piece *other = &on->pieces[i];

        if (other->y == p->y && other != p && labs(end_of(other) - p->x) <= 2)
            return other;
    }
    return NULL;
}

static const piece *right_of(const page *on, const piece *p)
{
    for (size_t i = 0; i < on->n; i++)
        if (on->pieces[i].y == p->y && &on->pieces[i] != p &&
            labs(on->pieces[i].x - end_of(p)) <= 2)
            return &on->pieces[i];
    return NULL;
}

/* Texts of one baseline either touch, as parts of a line, or leave room between columns. */
static void check_neighbours(const page *on, const piece *p)
{
    for (size_t i = 0; i < on->n; i++) {
        const piece *other = &on->pieces[i];
        bool is_beside = other->y == p->y && other->x >= p->x && other != p;

        if (is_beside && other->x - end_of(p) > 2)
            HOLD(other->x - end_of(p) >= PT(2.5), on, p);
        if (is_beside)
            HOLD(other->x - end_of(p) >= -2, on, p);
    }
}

static bool overlap(const piece *a, const piece *b)
{
    return a->x < end_of(b) - 2 && b->x < end_of(a) - 2 && a->y - a->size * 7 / 10 < b->y &&
           b->y - b->size * 7 / 10 < a->y;
}

static void check_overlaps(const page *on, size_t i)
{
    for (size_t k = i + 1; k < on->n; k++)
        if (!is(&on->pieces[k], "chart"))
            HOLD(!overlap(&on->pieces[i], &on->pieces[k]), on, &on->pieces[i]);
}

/* Where lines of running text may start: the grid's columns, and what hangs inside them. */
static void check_start(const page *on, const piece *p)
{
    static const long starts[] = {
        PT(72),     /* label column, full width */
        PT(84),     /* note under a table: behind its letter */
        PT(87),     /* behind a signer's number */
        PT(102),    /* behind a section's number */
        PT(135),    /* values of the title block, left */
        PT(171),    /* answers of the summary */
        PT(182.25), /* quote in the summary */
        PT(186),    /* content column */
        PT(195),    /* assessment: frame and 9 */
        PT(197.25), /* quote: bar 2.25 and 9 */
        PT(198),    /* list item: 12 */
        PT(246),    /* content column beside signatures */
        PT(252),    /* value of a list inside an entry */
        PT(300),    /* title block, right: keys */
        PT(363),    /* and values */
        PT(462),    /* references of the summary */
    };

    if ((!is(p, "paragraph") && !is(p, "heading")) || is_exempt(on, p) || left_of(on, p))
        return;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (starts[i] == p->x)
            return;
    HOLD(!"a column starts here", on, p);
}

/* --- 10: what pages end and start with --- */

static bool is_content(const piece *p)
{
    return !is_furniture(p) && !is(p, "repeated") && !is(p, "layout");
}

static bool is_heading(const piece *p)
{
    return is(p, "heading") && p->size >= PT(12);
}

/* A heading has two lines below it at least, or is followed by a table whose rows say so. */
static void check_heading(const page *on, const piece *p)
{
    long last = p->y;
    size_t n_lines = 0;

    if (!is_heading(p))
        return;
    for (size_t i = 0; i < on->n; i++)
        if (is_content(&on->pieces[i]) && on->pieces[i].y > last) {
            last = on->pieces[i].y;
            n_lines++;
        }
    HOLD(n_lines > 0, on, p);
}

static bool is_line_start(const page *on, const piece *p)
{
    return is(p, "paragraph") && p->size == PT(10.5) && !left_of(on, p);
}

/* A line that was broken ends with a blank. */
static bool goes_on(const page *on, const piece *p)
{
    const piece *next = right_of(on, p);

    return next && next->x >= p->x ? goes_on(on, next) : p->text[p->len - 1] == ' ';
}

static const piece *line_at(const page *on, long x, long y)
{
    for (size_t i = 0; i < on->n; i++)
        if (on->pieces[i].x == x && on->pieces[i].y == y && is_line_start(on, &on->pieces[i]))
            return &on->pieces[i];
    return NULL;
}

static const piece *outermost_line(const page *on, long x, int way)
{
    const piece *found = NULL;

    for (size_t i = 0; i < on->n; i++) {
        const piece *p = &on->pieces[i];

        if (p->x == x && is_line_start(on, p) && (!found || way * p->y > way * found->y))
            found = p;
    }
    return found;
}

/* A paragraph that goes on over the page leaves two lines on each side. */
static void check_turn(const page *before, const page *after)
{
    static const long columns[] = {PT(186), PT(195), PT(197.25), PT(198), PT(246), PT(252)};

    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        const piece *last = outermost_line(before, columns[i], 1);
        const piece *first = outermost_line(after, columns[i], -1), *orphan;

        if (!last || !goes_on(before, last))
            continue;
        orphan = line_at(before, columns[i], last->y - PT(15));
        HOLD(orphan && goes_on(before, orphan), before, last);
        HOLD(first && goes_on(after, first), before, last);
    }
}

/* --- every sample --- */

static void check_page(const page *on)
{
    for (size_t i = 0; i < on->n; i++) {
        const piece *p = &on->pieces[i];

        check_frame(on, p);
        check_type(on, p);
        check_heading(on, p);
        if (is(p, "chart"))
            continue;
        if (!is_exempt(on, p) && strcmp(p->artifact, "field") != 0 && !is(p, "layout"))
            HOLD(keeps_rhythm(on, p), on, p);
        check_neighbours(on, p);
        check_overlaps(on, i);
        check_start(on, p);
    }
}

static void hold_against_look(const char *name, const char *report)
{
    const char *at;
    page *pages = evne_arena_array(arena, 2, sizeof *pages);

    sample = evne_arena_printf(arena, "%s %s", name, report);
    for (at = print_pages(name, report); *at;) {
        page *on = &pages[1];

        at = read_page(at, on);
        check_page(on);
        if (on->number > 1)
            check_turn(&pages[0], on);
        pages[0] = *on;
    }
}

START_TEST(dossiers_keep_the_look)
{
    hold_against_look("01-dossier-butik-bogbinderi", "rehab-dossier");
    hold_against_look("06-dossier-hukommelse-traethed", "rehab-dossier");
}
END_TEST

START_TEST(plans_keep_the_look)
{
    hold_against_look("02-praktikplan-plejecenter", "praktikplan");
}
END_TEST

START_TEST(logbooks_keep_the_look)
{
    hold_against_look("01-dossier-butik-bogbinderi", "logbog-sammenfatning");
    hold_against_look("03-logbog-13-uger", "logbog-sammenfatning");
    hold_against_look("06-dossier-hukommelse-traethed", "logbog-sammenfatning");
}
END_TEST

Suite *test_look(void);

Suite *test_look(void)
{
    Suite *suite = suite_create("look");
    TCase *tcase = tcase_create("look");

    tcase_add_checked_fixture(tcase, make_arena, free_arena);
    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, dossiers_keep_the_look);
    tcase_add_test(tcase, plans_keep_the_look);
    tcase_add_test(tcase, logbooks_keep_the_look);
    suite_add_tcase(suite, tcase);
    return suite;
}
