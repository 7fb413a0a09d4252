#include "fixture.h"

#include <string.h>

fixture fix;

void fixture_setup(void)
{
    memset(&fix, 0, sizeof fix);
    fix.arena = evne_arena_new(0, NULL, NULL);
    fix.metrics = fake_metrics_of(&fix.fake, fix.arena);
    fix.doc = build_doc(fix.arena);
}

void fixture_teardown(void)
{
    evne_arena_free(fix.arena);
}

const char *piece_text(const evne_piece *piece)
{
    evne_buf buf = {.arena = fix.arena};

    for (size_t i = 0; i < piece->as.text.n_words; i++)
        evne_buf_put_str(&buf, piece->as.text.words[i]->text);
    return evne_buf_text(&buf);
}

const char *page_text(size_t page, bool with_artifacts)
{
    evne_buf buf = {.arena = fix.arena};

    for (size_t i = 0; i < fix.pages->pages[page].n_pieces; i++) {
        const evne_piece *piece = &fix.pages->pages[page].pieces[i];

        if (piece->kind != EVNE_PIECE_TEXT || (piece->artifact && !with_artifacts))
            continue;
        evne_buf_puts(&buf, piece_text(piece));
        evne_buf_put_char(&buf, '|');
    }
    return evne_buf_text(&buf);
}

const evne_piece *find_text(size_t page, const char *start)
{
    for (size_t i = 0; i < fix.pages->pages[page].n_pieces; i++) {
        const evne_piece *piece = &fix.pages->pages[page].pieces[i];

        if (piece->kind == EVNE_PIECE_TEXT && strncmp(piece_text(piece), start, strlen(start)) == 0)
            return piece;
    }
    return NULL;
}

const evne_piece *find_anywhere(const char *start, size_t *page)
{
    for (size_t i = 0; i < fix.pages->n_pages; i++) {
        const evne_piece *piece = find_text(i, start);

        if (piece) {
            *page = i;
            return piece;
        }
    }
    return NULL;
}

size_t count_text(const char *start)
{
    size_t n = 0;

    for (size_t i = 0; i < fix.pages->n_pages; i++)
        for (size_t k = 0; k < fix.pages->pages[i].n_pieces; k++) {
            const evne_piece *piece = &fix.pages->pages[i].pieces[k];

            n += piece->kind == EVNE_PIECE_TEXT && !piece->artifact &&
                 strncmp(piece_text(piece), start, strlen(start)) == 0;
        }
    return n;
}

const evne_piece *find_rule(size_t page, evne_len y)
{
    for (size_t i = 0; i < fix.pages->pages[page].n_pieces; i++) {
        const evne_piece *piece = &fix.pages->pages[page].pieces[i];

        if (piece->kind == EVNE_PIECE_SHAPE && piece->as.shape.n_steps == 2 &&
            piece->as.shape.steps[0].y == y && piece->as.shape.steps[1].y == y)
            return piece;
    }
    return NULL;
}

static void check_on_sheet(size_t page, const evne_piece *piece)
{
    evne_len end = piece->as.text.x + piece->as.text.width;

    ck_assert_msg(piece->as.text.x >= EVNE_PT(72), "page %zu: '%s' starts at %d", page + 1,
                  piece_text(piece), piece->as.text.x);
    ck_assert_msg(end <= EVNE_PT(546), "page %zu: '%s' ends at %d", page + 1, piece_text(piece),
                  end);
    if (piece->artifact != EVNE_ARTIFACT_FOOTER)
        ck_assert_msg(piece->as.text.y <= EVNE_PT(786), "page %zu: '%s' stands at %d", page + 1,
                      piece_text(piece), piece->as.text.y);
}

/* Two texts whose boxes meet by more than a hair would be read as one blot. */
static bool overlap(const evne_piece *a, const evne_piece *b)
{
    evne_len top_a = a->as.text.y - a->as.text.size * 7 / 10;
    evne_len top_b = b->as.text.y - b->as.text.size * 7 / 10;

    return a->as.text.x < b->as.text.x + b->as.text.width &&
           b->as.text.x < a->as.text.x + a->as.text.width && top_a < b->as.text.y &&
           top_b < a->as.text.y;
}

static void check_page(size_t page)
{
    const evne_page *of = &fix.pages->pages[page];

    for (size_t i = 0; i < of->n_pieces; i++) {
        const evne_piece *a = &of->pieces[i];

        if (a->kind != EVNE_PIECE_TEXT)
            continue;
        ck_assert(a->node || a->artifact);
        check_on_sheet(page, a);
        for (size_t k = i + 1; k < of->n_pieces; k++) {
            const evne_piece *b = &of->pieces[k];

            if (b->kind == EVNE_PIECE_TEXT)
                ck_assert_msg(!overlap(a, b), "page %zu: '%s' and '%s' overlap", page + 1,
                              piece_text(a), piece_text(b));
        }
    }
}

void fixture_run(void)
{
    evne_status status = evne_layout_run(fix.arena, fix.doc, &fix.metrics, &fix.pages, &fix.err);

    ck_assert_msg(status == EVNE_OK, "%s: %s", fix.err.where, fix.err.text);
    for (size_t i = 0; i < fix.pages->n_pages; i++)
        check_page(i);
}
