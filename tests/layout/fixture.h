/* fixture.h - one laid out document and questions about it, for the tests of layout. */
#ifndef EVNE_TESTS_LAYOUT_FIXTURE_H
#define EVNE_TESTS_LAYOUT_FIXTURE_H

#include <check.h>

#include "layout/layout.h"
#include "support/build_doc.h"
#include "support/fake_metrics.h"

typedef struct fixture {
    evne_arena *arena;
    fake_metrics fake;
    evne_metrics metrics;
    evne_doc *doc;
    const evne_pages *pages;
    evne_error err;
} fixture;

/* The fixture of the running test: set up and torn down around each. */
extern fixture fix;
void fixture_setup(void);
void fixture_teardown(void);

/* Lays `fix.doc` out; fails the test when that fails. Then checks what holds for every page: no
 * piece outside the sheet, no two texts on top of each other, nothing below the content's end. */
void fixture_run(void);

/* The text of a piece, blanks included. */
const char *piece_text(const evne_piece *piece);
/* All text of a page, pieces joined by "|"; artifacts only when `with_artifacts`. */
const char *page_text(size_t page, bool with_artifacts);
/* The first piece on `page` (from 0) whose text starts with `start`, or NULL. */
const evne_piece *find_text(size_t page, const char *start);
/* On any page; `*page` says which. */
const evne_piece *find_anywhere(const char *start, size_t *page);
size_t count_text(const char *start);
/* A stroked line at this height on the page, or NULL. */
const evne_piece *find_rule(size_t page, evne_len y);

#define PT(x) EVNE_PT(x)

#endif
