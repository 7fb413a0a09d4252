/*
 * How: greedy. A line takes atoms until one does not fit, then ends at the last place where it may.
 * When there is none, the line ends at a blank that otherwise holds its words together, and when
 * there is no blank either the word itself is divided (divide.c), so that nothing ever stands
 * outside its box. Each line then becomes pieces: one per stretch of one style and link, its words
 * in the order of reading with their places on the line.
 */
#include <string.h>

#include "breaks.h"
#include "text.h"

/* --- where things lie --- */

evne_layout evne_layout_of(evne_arena *arena, const evne_doc *doc, const evne_metrics *metrics)
{
    return (evne_layout){arena, arena, arena, doc, metrics, evne_words_of(doc->lang)};
}

evne_layout evne_layout_brief(const evne_layout *layout)
{
    evne_layout brief = *layout;

    brief.arena = layout->brief;
    return brief;
}

void evne_layout_forget(const evne_layout *layout)
{
    if (layout->brief != layout->arena)
        evne_arena_reset(layout->brief);
}

/* --- choosing the end of a line --- */

typedef struct span_of_atoms {
    size_t from, to; /* [from, to) stands on the line, its blank at the end not counted */
    size_t next;     /* where the next line starts */
} span_of_atoms;

/* A line ends behind atom `last`. */
static span_of_atoms end_after(const evne_text *text, size_t from, size_t last)
{
    span_of_atoms line = {from, last + 1, last + 1};

    while (line.to > from && text->atoms[line.to - 1].kind != EVNE_ATOM_WORD)
        line.to--;
    while (line.next < text->n_atoms && text->atoms[line.next].kind == EVNE_ATOM_BLANK)
        line.next++;
    return line;
}

/* The last blank in [from, to), or `to`. */
static size_t last_blank(const evne_text *text, size_t from, size_t to)
{
    for (size_t i = to; i > from + 1; i--)
        if (text->atoms[i - 1].kind == EVNE_ATOM_BLANK)
            return i - 1;
    return to;
}

/* Ends a line that atom `at` overflows and that has no place for a break. */
static evne_status end_by_force(const evne_layout *layout, evne_text *text, size_t from, size_t at,
                                evne_len before, evne_len width, span_of_atoms *line,
                                evne_error *err)
{
    size_t blank = last_blank(text, from, at);
    bool was_cut;

    if (blank < at) {
        *line = end_after(text, from, blank);
        return EVNE_OK;
    }
    EVNE_TRY(evne_text_divide(layout, text, at, width - before, at == from, &was_cut, err));
    *line = end_after(text, from, was_cut || at == from ? at : at - 1);
    return EVNE_OK;
}

/* The hyphen that shows when the line ends after `atom`. */
static evne_status soft_hyphen_width(const evne_layout *layout, const evne_atom *atom,
                                     evne_len *out, evne_error *err)
{
    evne_atom hyphen = *atom;

    *out = 0;
    if (!atom->has_soft_hyphen)
        return EVNE_OK;
    EVNE_TRY(evne_atom_set(layout, &hyphen, EVNE_STR(EVNE_SOFT_HYPHEN), false, err));
    *out = hyphen.width;
    return EVNE_OK;
}

/* The atoms after which a line may end, while it grows. */
typedef struct line_ends {
    size_t last, last_fine; /* SIZE_MAX: none; `last_fine` leaves out the poor ones */
    evne_len fine_width;
} line_ends;

/* A poor end is avoided when that leaves at least half a line. */
static size_t best_end(const evne_text *text, const line_ends *ends, evne_len width)
{
    bool is_poor = text->atoms[ends->last].is_poor_end;

    return is_poor && ends->last_fine != SIZE_MAX && ends->fine_width >= width / 2 ? ends->last_fine
                                                                                   : ends->last;
}

static void note_end(const evne_text *text, size_t at, evne_len used, line_ends *ends)
{
    ends->last = at;
    if (!text->atoms[at].is_poor_end) {
        ends->last_fine = at;
        ends->fine_width = used;
    }
}

static evne_status next_line(const evne_layout *layout, evne_text *text, size_t from,
                             evne_len width, span_of_atoms *line, evne_error *err)
{
    line_ends ends = {SIZE_MAX, SIZE_MAX, 0};
    evne_len used = 0;

    for (size_t i = from; i < text->n_atoms; i++) {
        const evne_atom *atom = &text->atoms[i];
        evne_len hyphen;

        if (atom->kind == EVNE_ATOM_BREAK) {
            *line = end_after(text, from, i);
            return EVNE_OK;
        }
        if (atom->kind == EVNE_ATOM_WORD && used + atom->width > width) {
            if (ends.last == SIZE_MAX)
                return end_by_force(layout, text, from, i, used, width, line, err);
            *line = end_after(text, from, best_end(text, &ends, width));
            return EVNE_OK;
        }
        used += atom->width;
        EVNE_TRY(soft_hyphen_width(layout, atom, &hyphen, err));
        if (atom->may_end_line && (hyphen == 0 || used + hyphen <= width))
            note_end(text, i, used, &ends);
    }
    *line = (span_of_atoms){from, text->n_atoms, text->n_atoms};
    return EVNE_OK;
}

/* --- visual order --- */

/* Reverses every run of levels from the highest down to 1 (UAX 9, L2). */
static void reorder(const evne_text *text, const span_of_atoms *line, size_t *order)
{
    size_t n = line->to - line->from;
    uint8_t highest = 0;

    for (size_t i = 0; i < n; i++) {
        uint8_t level = text->atoms[line->from + i].level;

        order[i] = line->from + i;
        highest = level > highest ? level : highest;
    }
    for (uint8_t level = highest; level > 0; level--)
        for (size_t i = 0; i < n; i++) {
            size_t end = i;

            while (end < n && text->atoms[order[end]].level >= level)
                end++;
            for (size_t a = i, b = end; a + 1 < b; a++) {
                size_t kept = order[a];

                order[a] = order[--b];
                order[b] = kept;
            }
            i = end > i ? end : i;
        }
}

/* The left end of each atom of the line; returns the line's width. */
static evne_len place_atoms(const evne_layout *layout, const evne_text *text,
                            const span_of_atoms *line, evne_len *x)
{
    size_t n = line->to - line->from;
    evne_len at = 0;
    size_t *order;

    if (!text->is_bidi) {
        for (size_t i = 0; i < n; at += text->atoms[line->from + i].width, i++)
            x[i] = at;
        return at;
    }
    order = evne_arena_array(layout->arena, n, sizeof *order);
    reorder(text, line, order);
    for (size_t i = 0; i < n; at += text->atoms[order[i]].width, i++)
        x[order[i] - line->from] = at;
    return at;
}

/* --- pieces --- */

static bool has_letter(evne_str text)
{
    for (size_t at = 0; at < text.len;)
        if (evne_is_letter(evne_utf8_next(text, &at)))
            return true;
    return false;
}

/* Blanks, digits and punctuation are in whatever language they follow. */
static bool is_same_lang(const evne_atom *a, const evne_atom *b)
{
    return a->lang == b->lang || (!b->lang && !has_letter(b->text));
}

/* `b` follows in the stretch that `a` begins. */
static bool is_same_stretch(const evne_atom *a, const evne_atom *b)
{
    return a->type.size == b->type.size && a->type.weight == b->type.weight &&
           a->type.colour == b->type.colour && a->span->target == b->span->target &&
           is_same_lang(a, b);
}

static evne_piece new_piece(const evne_atom *atom, const evne_node *node)
{
    evne_piece piece = {.kind = EVNE_PIECE_TEXT, .node = node, .colour = atom->type.colour};

    piece.as.text.size = atom->type.size;
    piece.as.text.weight = atom->type.weight;
    piece.as.text.link = atom->span->target;
    piece.as.text.lang = atom->lang;
    return piece;
}

/* A piece under construction: its arrays are still writable, x runs from `left` to `right`. */
typedef struct word_run {
    const evne_word **words;
    evne_len *offsets;
    size_t n;
    evne_len left, right;
} word_run;

static void put_word(word_run *stretch, const evne_word *word, evne_len x, evne_len width)
{
    stretch->words[stretch->n] = word;
    stretch->offsets[stretch->n++] = x;
    if (stretch->n == 1 || x < stretch->left)
        stretch->left = x;
    if (stretch->n == 1 || x + width > stretch->right)
        stretch->right = x + width;
}

static void close_stretch(word_run *stretch, evne_piece *piece)
{
    for (size_t i = 0; i < stretch->n; i++)
        stretch->offsets[i] -= stretch->left;
    piece->as.text.x = stretch->left;
    piece->as.text.width = stretch->right - stretch->left;
    piece->as.text.words = stretch->words;
    piece->as.text.offsets = stretch->offsets;
    piece->as.text.n_words = (uint32_t)stretch->n;
}

static void open_stretch(const evne_layout *layout, word_run *stretch, size_t most)
{
    *stretch = (word_run){0};
    stretch->words =
        evne_arena_array(layout->kept, most, sizeof *stretch->words + sizeof *stretch->offsets);
    stretch->offsets = (evne_len *)(stretch->words + most); /* behind them, in one piece */
}

/* Where the stretch that starts at atom `i` ends: at another style, or where a gap would open. */
static size_t stretch_end(const evne_text *text, const span_of_atoms *line, const evne_len *x,
                          size_t i)
{
    evne_len left = x[i], right = x[i] + text->atoms[line->from + i].width;
    size_t end = i + 1, n = line->to - line->from;

    for (; end < n; end++) {
        const evne_atom *atom = &text->atoms[line->from + end];

        if (!is_same_stretch(&text->atoms[line->from + i], atom))
            break;
        if (x[end] != right && x[end] + atom->width != left)
            break;
        left = x[end] < left ? x[end] : left;
        right = x[end] + atom->width > right ? x[end] + atom->width : right;
    }
    return end;
}

static size_t count_stretches(const evne_text *text, const span_of_atoms *line, const evne_len *x)
{
    size_t count = 0;

    for (size_t i = 0; i < line->to - line->from; i = stretch_end(text, line, x, i))
        count++;
    return count;
}

/* The blank that ends a broken line, in the style of its last word; it takes no width. */
static evne_status add_last_blank(const evne_layout *layout, const evne_atom *last,
                                  word_run *stretch, evne_error *err)
{
    evne_atom blank = *last;
    evne_len end = last->level & 1 ? stretch->left : stretch->right;

    blank.level = 0;
    EVNE_TRY(evne_atom_set(layout, &blank, EVNE_STR(" "), false, err));
    stretch->words[stretch->n] = blank.word;
    stretch->offsets[stretch->n++] = end;
    return EVNE_OK;
}

static evne_status add_last_hyphen(const evne_layout *layout, const evne_atom *last,
                                   word_run *stretch, evne_len *width, evne_error *err)
{
    evne_atom hyphen = *last;
    evne_len old = *width;

    hyphen.level = 0;
    EVNE_TRY(evne_atom_set(layout, &hyphen, EVNE_STR(EVNE_SOFT_HYPHEN), false, err));
    put_word(stretch, hyphen.word, last->level & 1 ? -hyphen.width : old, hyphen.width);
    *width += hyphen.width;
    return EVNE_OK;
}

/* Whether the words around the end of the line are two: it ends at a blank or a forced break. */
static bool is_between_words(const evne_text *text, const span_of_atoms *line)
{
    return line->next < text->n_atoms && line->to < line->next;
}

/* Words that the text itself does not have: a hyphen or a blank at the end of a broken line. */
static size_t count_added(const evne_text *text, const span_of_atoms *line)
{
    bool is_broken = line->next < text->n_atoms;

    return (is_broken && text->atoms[line->to - 1].has_soft_hyphen) + is_between_words(text, line);
}

static evne_status set_line(const evne_layout *layout, const evne_text *text,
                            const span_of_atoms *line, const evne_node *node, evne_line *out,
                            evne_error *err)
{
    size_t n = line->to - line->from, end;
    evne_len *x = evne_arena_array(layout->arena, n, sizeof *x);

    *out = (evne_line){.width = place_atoms(layout, text, line, x)};
    out->is_rtl = n && text->atoms[line->from].is_rtl;
    out->is_quoted = n && text->atoms[line->from].is_quoted;
    out->pieces =
        evne_arena_array(layout->arena, count_stretches(text, line, x), sizeof *out->pieces);
    for (size_t i = 0; i < n; i = end) {
        const evne_atom *atoms = text->atoms + line->from;
        evne_piece *piece = &out->pieces[out->n_pieces++];
        word_run stretch;

        end = stretch_end(text, line, x, i);
        *piece = new_piece(&atoms[i], node);
        open_stretch(layout, &stretch, end - i + (end == n ? count_added(text, line) : 0));
        for (size_t k = i; k < end; k++)
            put_word(&stretch, atoms[k].word, x[k], atoms[k].width);
        if (end == n && line->next < text->n_atoms && atoms[n - 1].has_soft_hyphen)
            EVNE_TRY(add_last_hyphen(layout, &atoms[n - 1], &stretch, &out->width, err));
        if (end == n && is_between_words(text, line))
            EVNE_TRY(add_last_blank(layout, &atoms[n - 1], &stretch, err));
        close_stretch(&stretch, piece);
    }
    return EVNE_OK;
}

evne_status evne_text_lines(const evne_layout *layout, evne_text *text, evne_len width,
                            const evne_node *node, evne_lines *out, evne_error *err)
{
    size_t room = 0;

    *out = (evne_lines){0};
    for (size_t from = 0; from < text->n_atoms;) {
        span_of_atoms line;

        EVNE_TRY(next_line(layout, text, from, width, &line, err));
        if (out->n_lines == room) {
            size_t more = room ? room * 2 : 2;

            out->lines = evne_arena_grow(layout->arena, out->lines, room * sizeof *out->lines,
                                         more * sizeof *out->lines);
            room = more;
        }
        EVNE_TRY(set_line(layout, text, &line, node, &out->lines[out->n_lines++], err));
        from = line.next;
    }
    return EVNE_OK;
}

evne_status evne_line_of(const evne_layout *layout, evne_str text, evne_type type,
                         const evne_node *node, evne_piece *out, evne_error *err)
{
    evne_layout brief = evne_layout_brief(layout);
    evne_span span = {.text = text};
    evne_text *made;
    evne_lines lines;

    EVNE_TRY(evne_text_make(&brief, &span, 1, type, &made, err));
    EVNE_TRY(evne_text_lines(&brief, made, INT32_MAX, node, &lines, err));
    if (lines.n_lines == 1 && lines.lines[0].n_pieces == 1)
        *out = lines.lines[0].pieces[0];
    else
        *out = (evne_piece){.kind = EVNE_PIECE_TEXT, .node = node, .as.text.size = type.size};
    evne_layout_forget(layout);
    return EVNE_OK;
}
