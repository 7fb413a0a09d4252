/*
 * fixtures.h - what the signature tests share: files, keys, and short ways to sign and verify.
 */
#ifndef EVNE_TESTS_SIGN_FIXTURES_H
#define EVNE_TESTS_SIGN_FIXTURES_H

#include "sign/sign.h"
#include "sign/verify.h"

/* The five roles, in the order of the fields of form_pdf. */
extern const char *const fixture_roles[5];

/* tests/sign/fixtures/base.pdf: three tagged pages with the empty fields Sig1 and Sig2. */
evne_str fixture_base(evne_arena *arena);

/* One page with `n` (1 to 5) empty signature fields named after the roles, all required. */
evne_str fixture_form(evne_arena *arena, size_t n);

/*
 * One tagged page without a form that keeps places for the first `n` roles, as the mitid profile
 * does: each a P in a Div of its own, 200 by 50.
 */
evne_str fixture_places(evne_arena *arena, size_t n);

/* Any file: a trailer and objects that are written with their offsets; the form above uses it. */
evne_str fixture_pdf(evne_arena *arena, const char *const *bodies, size_t n);

/*
 * Appends an update with the raw objects `bodies`, numbered `numbers`, and a correct table and
 * trailer: what someone does who changes a file by the book. `extra` goes into the trailer.
 */
evne_str fixture_update(evne_arena *arena, evne_str pdf, size_t n, const int *numbers,
                        const char *const *bodies, const char *extra);

const char *fixture_key_path(evne_arena *arena, const char *file);

/* 2026-11-22 10:00:00 in Denmark. */
evne_moment fixture_now(void);

/* The key of that name (evne_key_free), which must load. */
evne_key *fixture_key(evne_arena *arena, const char *name);

/* Signs with the key of that name in the field `role`. */
evne_status fixture_try_sign(evne_arena *arena, evne_str pdf, const char *role, const char *name,
                             evne_str *out, evne_error *err);
evne_str fixture_sign(evne_arena *arena, evne_str pdf, const char *role, const char *name);
/* The same with a gap no larger than it must be. */
evne_str fixture_sign_small(evne_arena *arena, evne_str pdf, const char *role, const char *name);

/* Verifies at fixture_now() against the test root. */
const evne_verdict *fixture_verify(evne_arena *arena, evne_str pdf);

/* Whether a reason of that code is among them. */
bool fixture_has(const evne_reasons *reasons, const char *code);
/* The same for the file and all signatures. */
bool fixture_says(const evne_verdict *verdict, const char *code);

/* A copy with the first `from` (searched from the end) replaced by `to` of the same length. */
evne_str fixture_swap(evne_arena *arena, evne_str pdf, const char *from, const char *to);

#endif
