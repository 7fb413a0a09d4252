/*
 * How: spans are cut into atoms: words, blanks and forced breaks; words again where a line may end
 * inside them. Then the direction of every atom is found, the blanks at which no line ends are
 * marked, and every atom is shaped once. All later questions (how wide, how narrow, which lines)
 * are sums over the atoms.
 *
 * Soft hyphens and zero-width spaces are places for a break and are not shaped; joiners are left to
 * the shaper.
 */
#include "text.h"
#include "tongue.h"

#include <stdio.h>
#include <string.h>

#include "breaks.h"

evne_atom *evne_text_insert(evne_text *text, size_t at)
{
    if (text->n_atoms == text->room) {
        size_t room = text->room ? text->room * 2 : 2;

        text->atoms = evne_arena_grow(text->arena, text->atoms, text->room * sizeof *text->atoms,
                                      room * sizeof *text->atoms);
        text->room = room;
    }
    memmove(text->atoms + at + 1, text->atoms + at, (text->n_atoms - at) * sizeof *text->atoms);
    text->n_atoms++;
    return &text->atoms[at];
}

static evne_type type_of_span(evne_type type, unsigned flags)
{
    if (flags & EVNE_SPAN_REMARK) {
        if (type.size > EVNE_PT(9))
            type.size = EVNE_PT(9);
        type.weight = EVNE_REGULAR;
        type.colour = EVNE_GREY;
    }
    if (flags & EVNE_SPAN_FOOTNOTE)
        type.size = EVNE_PT(8);
    if (flags & EVNE_SPAN_STRONG) {
        if (type.weight == EVNE_REGULAR)
            type.weight = EVNE_SEMIBOLD;
        if (!(flags & EVNE_SPAN_REMARK) && type.size > EVNE_PT(8))
            type.colour = EVNE_INK;
    }
    return type;
}

static evne_atom *add_atom(evne_text *text, evne_atom_kind kind, const evne_span *span,
                           evne_type type)
{
    evne_atom *atom = evne_text_insert(text, text->n_atoms);

    *atom = (evne_atom){.kind = kind, .span = span, .type = type_of_span(type, span->flags)};
    return atom;
}

static bool is_soft_blank(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029;
}

/* Invisible code points that only say where a line may or may not end. */
static bool is_hint(uint32_t c)
{
    return c == 0xAD || c == 0x200B || c == 0x2060 || c == 0xFEFF;
}

/* A run of blanks is one blank; only hard ones keep their number. */
static size_t add_blank(evne_text *text, const evne_span *span, evne_type type, size_t at)
{
    evne_atom *atom = add_atom(text, EVNE_ATOM_BLANK, span, type);
    size_t from = at;
    bool is_hard = false, is_soft = false;

    while (at < span->text.len) {
        size_t next = at;
        uint32_t c = evne_utf8_next(span->text, &next);

        if (!is_soft_blank(c) && !evne_is_hard_blank(c))
            break;
        is_hard = is_hard || evne_is_hard_blank(c);
        is_soft = is_soft || is_soft_blank(c);
        at = next;
    }
    atom->may_end_line = !is_hard;
    atom->text = is_hard && !is_soft ? evne_str_slice(span->text, from, at) : EVNE_STR(" ");
    return at;
}

/* Neither a blank, a hint nor a place for a break: nearly every byte. */
static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* The end of the blank-delimited word that starts at `at`. */
static size_t word_end(evne_str text, size_t at)
{
    while (at < text.len) {
        size_t next = at;
        uint32_t c;

        if (is_plain(text.p[at])) {
            at++;
            continue;
        }
        c = evne_utf8_next(text, &next);

        if (is_soft_blank(c) || evne_is_hard_blank(c))
            break;
        at = next;
    }
    return at;
}

static void add_part(evne_text *text, const evne_span *span, evne_type type, evne_str part,
                     uint32_t hint)
{
    evne_atom *atom;

    if (part.len) {
        atom = add_atom(text, EVNE_ATOM_WORD, span, type);
        atom->text = part;
    } else if (text->n_atoms) {
        atom = &text->atoms[text->n_atoms - 1];
    } else {
        return;
    }
    if (hint == 0xAD || hint == 0x200B || hint == '-')
        atom->may_end_line = atom->kind == EVNE_ATOM_WORD || atom->may_end_line;
    atom->has_soft_hyphen = hint == 0xAD && atom->kind == EVNE_ATOM_WORD;
}

/* Cuts the word at [from, to) at hints and at places for a break. */
static void add_word(evne_text *text, const evne_span *span, evne_type type, size_t from, size_t to)
{
    evne_str word = evne_str_slice(span->text, from, to);
    size_t start = 0, at = 0;

    while (at < word.len) {
        size_t next = at;
        uint32_t c;

        if (is_plain(word.p[at])) {
            at++;
            continue;
        }
        c = evne_utf8_next(word, &next);
        if (is_hint(c)) {
            add_part(text, span, type, evne_str_slice(word, start, at), c);
            start = next;
        } else if (evne_break_inside(word, next)) {
            add_part(text, span, type, evne_str_slice(word, start, next), '-');
            start = next;
        }
        at = next;
    }
    if (start < word.len)
        add_part(text, span, type, evne_str_slice(word, start, word.len), 0);
}

static void add_span(evne_text *text, const evne_span *span, evne_type type)
{
    size_t at = 0;

    if (span->flags & (EVNE_SPAN_BREAK | EVNE_SPAN_GAP)) {
        bool is_gap = (span->flags & EVNE_SPAN_GAP) != 0;
        evne_atom *atom = add_atom(text, is_gap ? EVNE_ATOM_BLANK : EVNE_ATOM_BREAK, span, type);

        atom->text = is_gap ? EVNE_STR(" ") : (evne_str){0};
        atom->may_end_line = is_gap;
        return;
    }
    while (at < span->text.len) {
        size_t next = at;
        uint32_t c = evne_utf8_next(span->text, &next);

        if (is_soft_blank(c) || evne_is_hard_blank(c)) {
            at = add_blank(text, span, type, at);
        } else {
            next = word_end(span->text, at);
            add_word(text, span, type, at, next);
            at = next;
        }
    }
}

/* As the template says it, else by the script. */
static void set_langs(evne_text *text)
{
    const evne_span *span = NULL;
    unsigned signs = 0;

    for (size_t i = 0; i < text->n_atoms; i++) {
        evne_atom *atom = &text->atoms[i];
        if (atom->span != span)
            signs = evne_tongue_signs(atom->span->text);
        span = atom->span;
        atom->lang = span->lang ? span->lang : evne_tongue_of(atom->text, signs);
    }
}

/* --- blanks at which no line ends --- */

/* The word before or after the blank `at`, joined from its atoms. */
static evne_str neighbour(const evne_layout *layout, const evne_text *text, size_t at,
                          bool is_after, size_t *far)
{
    size_t from = is_after ? at + 1 : at, to = from;
    evne_buf buf = {.arena = layout->arena};

    if (is_after)
        while (to < text->n_atoms && text->atoms[to].kind == EVNE_ATOM_WORD)
            to++;
    else
        while (from > 0 && text->atoms[from - 1].kind == EVNE_ATOM_WORD)
            from--;
    if (far)
        *far = is_after ? to : from;
    if (to - from == 1)
        return text->atoms[from].text;
    for (size_t i = from; i < to; i++)
        evne_buf_put_str(&buf, text->atoms[i].text);
    return evne_buf_str(&buf);
}

/* Marks the blanks of a phone number that starts after atom `at`; returns the atom behind it. */
static size_t bind_phone(const evne_layout *layout, evne_text *text, size_t at)
{
    enum { MAX_GROUPS = 8 };
    evne_str words[MAX_GROUPS];
    size_t blanks[MAX_GROUPS], n_words = 0, end = at;

    while (n_words < MAX_GROUPS && end < text->n_atoms) {
        evne_str word = neighbour(layout, text, end - 1, true, &end);

        if (!evne_break_is_digits(word))
            break;
        words[n_words] = word;
        blanks[n_words++] = end;
        if (end >= text->n_atoms || text->atoms[end].kind != EVNE_ATOM_BLANK)
            break;
        end++;
    }
    if (n_words < 2 || !evne_break_is_phone(words, n_words))
        return at;
    for (size_t i = 0; i + 1 < n_words; i++)
        text->atoms[blanks[i]].may_end_line = false;
    return blanks[n_words - 1];
}

static void bind_phones(const evne_layout *layout, evne_text *text)
{
    for (size_t i = 1; i < text->n_atoms; i++) {
        const evne_atom *before = &text->atoms[i - 1];
        bool is_start = before->kind != EVNE_ATOM_WORD;
        char c = text->atoms[i].text.len ? text->atoms[i].text.p[0] : ' ';

        if (is_start && text->atoms[i].kind == EVNE_ATOM_WORD &&
            ((c >= '0' && c <= '9') || c == '+'))
            i = bind_phone(layout, text, i);
    }
}

static void bind_words(const evne_layout *layout, evne_text *text)
{
    for (size_t i = 1; i + 1 < text->n_atoms; i++) {
        evne_atom *atom = &text->atoms[i];
        evne_str before, after;

        if (atom->kind != EVNE_ATOM_BLANK || !atom->may_end_line ||
            atom->span->flags & EVNE_SPAN_GAP)
            continue;
        before = neighbour(layout, text, i, false, NULL);
        after = neighbour(layout, text, i, true, NULL);
        atom->may_end_line = evne_break_between(before, after);
        atom->is_poor_end = evne_break_is_poor(before, after);
    }
}

/* In headings and lead lines a number and its unit stay with what they measure: "samling 69 %". */
static void mark_poor_ends(evne_text *text)
{
    for (size_t i = 1; i + 3 < text->n_atoms; i++) {
        const evne_atom *number = &text->atoms[i + 1], *bound = &text->atoms[i + 2];
        bool starts = text->atoms[i].kind == EVNE_ATOM_BLANK && number->text.len &&
                      number->text.p[0] >= '0' && number->text.p[0] <= '9';

        if (starts && bound->kind == EVNE_ATOM_BLANK && !bound->may_end_line &&
            number->type.weight == EVNE_BOLD)
            text->atoms[i].is_poor_end = true;
    }
}

/* --- shaping --- */

evne_status evne_atom_shape(const evne_layout *layout, evne_atom *atom, evne_error *err)
{
    const evne_metrics *metrics = layout->metrics;
    evne_status status = metrics->shape(metrics->context, atom->type.weight, atom->type.size,
                                        atom->text, atom->level & 1, &atom->word, err);

    if (status != EVNE_OK) {
        const evne_place *origin = atom->span->origin;

        if (err && origin && origin->line)
            snprintf(err->where, sizeof err->where, "%s:%lu:%lu", origin->file ? origin->file : "",
                     (unsigned long)origin->line, (unsigned long)origin->column);
        return status;
    }
    atom->width = atom->span->flags & EVNE_SPAN_GAP ? EVNE_PT(9) : atom->word->width;
    return EVNE_OK;
}

static bool is_same_blank(const evne_atom *a, const evne_atom *b)
{
    unsigned gap = EVNE_SPAN_GAP;

    return evne_str_eq(a->text, b->text) && a->type.size == b->type.size &&
           a->type.weight == b->type.weight && (a->level & 1) == (b->level & 1) &&
           (a->span->flags & gap) == (b->span->flags & gap);
}

/* Blanks at the start, at the end and beside forced breaks show nowhere. */
static void drop_outer_blanks(evne_text *text)
{
    size_t n = 0;

    for (size_t i = 0; i < text->n_atoms; i++) {
        evne_atom atom = text->atoms[i];
        bool at_start = n == 0 || text->atoms[n - 1].kind == EVNE_ATOM_BREAK;
        bool after_blank = n > 0 && text->atoms[n - 1].kind == EVNE_ATOM_BLANK;

        if (atom.kind == EVNE_ATOM_BLANK && (at_start || after_blank))
            continue;
        if (atom.kind == EVNE_ATOM_BREAK && after_blank)
            n--;
        text->atoms[n++] = atom;
    }
    while (n > 0 && text->atoms[n - 1].kind != EVNE_ATOM_WORD)
        n--;
    text->n_atoms = n;
}

/* Room for the atoms of the spans, a little too much: most texts then grow never. */
static void reserve(evne_text *text, const evne_span *spans, size_t n_spans)
{
    size_t n = 0;

    for (size_t i = 0; i < n_spans; i++) {
        const char *at = spans[i].text.p, *end = at ? at + spans[i].text.len : at;

        for (n++; at < end && (at = memchr(at, ' ', (size_t)(end - at))); at++)
            n += 2;
    }
    text->atoms = evne_arena_array(text->arena, n, sizeof *text->atoms);
    text->room = n;
}

/* Every second atom is a blank like the one before it, which needs no second look. */
static evne_status shape_all(const evne_layout *layout, evne_text *text, evne_error *err)
{
    const evne_atom *blank = NULL;

    for (size_t i = 0; i < text->n_atoms; i++) {
        evne_atom *atom = &text->atoms[i];

        if (atom->kind == EVNE_ATOM_BREAK)
            continue;
        if (atom->kind == EVNE_ATOM_BLANK && blank && is_same_blank(blank, atom)) {
            atom->word = blank->word;
            atom->width = blank->width;
            continue;
        }
        EVNE_TRY(evne_atom_shape(layout, atom, err));
        if (atom->kind == EVNE_ATOM_BLANK)
            blank = atom;
    }
    return EVNE_OK;
}

evne_status evne_text_make(const evne_layout *layout, const evne_span *spans, size_t n_spans,
                           evne_type type, evne_text **out, evne_error *err)
{
    evne_text *text = evne_arena_alloc(layout->arena, sizeof *text);

    *out = text;
    text->arena = layout->arena;
    reserve(text, spans, n_spans);
    for (size_t i = 0; i < n_spans; i++)
        add_span(text, &spans[i], type);
    drop_outer_blanks(text);
    evne_text_order(layout, text);
    set_langs(text);
    bind_words(layout, text);
    bind_phones(layout, text);
    mark_poor_ends(text);
    return shape_all(layout, text, err);
}

/* --- widths --- */

/* Sums stay far from overflow: nothing on a page is as wide as this. */
static evne_len add_width(evne_len width, evne_len more)
{
    return width < EVNE_PT(100000) ? width + more : width;
}

evne_len evne_text_widest(const evne_text *text)
{
    evne_len widest = 0, width = 0;

    for (size_t i = 0; i < text->n_atoms; i++) {
        width = text->atoms[i].kind == EVNE_ATOM_BREAK ? 0 : add_width(width, text->atoms[i].width);
        widest = width > widest ? width : widest;
    }
    return widest;
}

/* The widest stretch without a blank; `at_hyphens`: nor a place inside a word where a line may end.
 */
static evne_len widest_word(const evne_text *text, bool at_hyphens)
{
    evne_len widest = 0, width = 0;

    for (size_t i = 0; i < text->n_atoms; i++) {
        const evne_atom *atom = &text->atoms[i];

        if (atom->kind == EVNE_ATOM_BREAK ||
            (atom->kind == EVNE_ATOM_BLANK && atom->may_end_line)) {
            width = 0;
            continue;
        }
        width = add_width(width, atom->width);
        widest = width > widest ? width : widest;
        if (atom->may_end_line && at_hyphens)
            width = 0;
    }
    return widest;
}

evne_len evne_text_narrowest(const evne_text *text)
{
    return widest_word(text, true);
}

evne_len evne_text_unbroken(const evne_text *text)
{
    return widest_word(text, false);
}
