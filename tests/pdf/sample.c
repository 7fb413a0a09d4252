/*
 * sample.c - a typist without rules: lines of 15, words beside each other.
 */
#include "sample.h"

#include <check.h>
#include <string.h>

sample *sample_new(evne_arena *arena, evne_fonts *fonts)
{
    sample *s = evne_arena_alloc(arena, sizeof *s);
    s->arena = arena;
    s->fonts = fonts;
    s->doc.title = EVNE_STR("Prøve");
    s->doc.lang = EVNE_STR("da-DK");
    s->doc.root = evne_arena_alloc(arena, sizeof *s->doc.root);
    s->doc.root->kind = EVNE_NODE_DOC;
    s->pages = (evne_pages){.doc = &s->doc,
                            .width = EVNE_PT(595.28),
                            .height = EVNE_PT(841.89),
                            .pages = s->page,
                            .headings = s->headings,
                            .anchors = s->anchors,
                            .signatures = s->signatures,
                            .figures = s->figures};
    s->at = SIZE_MAX;
    sample_page(s);
    return s;
}

void sample_page(sample *s)
{
    s->at++;
    ck_assert_uint_lt(s->at, 64);
    s->pages.n_pages = s->at + 1;
    s->y = EVNE_PT(72);
}

evne_node *sample_node(sample *s, evne_node *parent, evne_node_kind kind)
{
    return evne_node_new(s->arena, parent, kind, 0);
}

evne_node *sample_paragraph(sample *s, evne_node *parent, evne_role role)
{
    evne_node *node = sample_node(s, parent, EVNE_NODE_PARAGRAPH);
    node->as.role = role;
    return node;
}

static evne_piece *add_piece(sample *s)
{
    size_t n = s->page[s->at].n_pieces;
    if (n == s->room[s->at]) {
        size_t room = n == 0 ? 64 : n * 2;
        s->pieces[s->at] = evne_arena_grow(s->arena, s->pieces[s->at], n * sizeof(evne_piece),
                                           room * sizeof(evne_piece));
        s->room[s->at] = room;
    }
    s->page[s->at] = (evne_page){s->pieces[s->at], n + 1};
    evne_piece *piece = &s->pieces[s->at][n];
    memset(piece, 0, sizeof *piece);
    return piece;
}

static size_t word_end(const char *text, size_t from)
{
    bool is_blank = text[from] == ' ';
    while (text[from] != '\0' && (text[from] == ' ') == is_blank)
        from++;
    return from;
}

evne_status sample_try(sample *s, const evne_node *node, const char *text, sample_look look)
{
    enum { MAX_WORDS = 64 };
    const evne_word **words = evne_arena_array(s->arena, MAX_WORDS, sizeof(evne_word *));
    evne_len *offsets = evne_arena_array(s->arena, MAX_WORDS, sizeof *offsets);
    evne_len size = look.size > 0 ? look.size : EVNE_PT(10.5), width = 0;
    size_t n_words = 0;
    const evne_metrics *metrics = evne_fonts_metrics(s->fonts);
    for (size_t at = 0; text[at] != '\0'; n_words++) {
        ck_assert_uint_lt(n_words, MAX_WORDS);
        size_t end = word_end(text, at);
        EVNE_TRY(metrics->shape(metrics->context, look.weight, size,
                                (evne_str){text + at, end - at}, look.is_rtl, &words[n_words],
                                &s->err));
        offsets[n_words] = width;
        width += words[n_words]->width;
        at = end;
    }
    for (size_t i = 0; look.is_rtl && i < n_words; i++)
        offsets[i] = width - offsets[i] - words[i]->width;
    evne_piece *piece = add_piece(s);
    piece->kind = EVNE_PIECE_TEXT;
    piece->node = node;
    piece->artifact = look.artifact;
    piece->is_label = look.is_label;
    piece->is_in_field = look.is_in_field;
    piece->colour = EVNE_INK;
    piece->as.text.x = look.x > 0 ? look.x : EVNE_PT(72);
    piece->as.text.y = s->y;
    piece->as.text.width = width;
    piece->as.text.size = size;
    piece->as.text.weight = look.weight;
    piece->as.text.words = words;
    piece->as.text.offsets = offsets;
    piece->as.text.n_words = n_words;
    piece->as.text.link = look.link;
    piece->as.text.lang = look.lang;
    s->last = piece;
    return EVNE_OK;
}

evne_piece *sample_put(sample *s, const evne_node *node, const char *text, sample_look look)
{
    evne_status status = sample_try(s, node, text, look);
    ck_assert_msg(status == EVNE_OK, "%s: %s", s->err.where, s->err.text);
    return s->last;
}

void sample_box(sample *s, const evne_node *node, evne_artifact artifact, bool is_in_field,
                evne_len x, evne_len y, evne_len width, evne_len height)
{
    evne_path_step *steps = evne_arena_array(s->arena, 5, sizeof *steps);
    steps[0] = (evne_path_step){.op = EVNE_MOVE, .x = x, .y = y};
    steps[1] = (evne_path_step){.op = EVNE_LINE, .x = x + width, .y = y};
    steps[2] = (evne_path_step){.op = EVNE_LINE, .x = x + width, .y = y + height};
    steps[3] = (evne_path_step){.op = EVNE_LINE, .x = x, .y = y + height};
    steps[4] = (evne_path_step){.op = EVNE_CLOSE};
    evne_piece *piece = add_piece(s);
    piece->kind = EVNE_PIECE_SHAPE;
    piece->node = node;
    piece->artifact = artifact;
    piece->is_in_field = is_in_field;
    piece->colour = EVNE_BAND;
    piece->as.shape.steps = steps;
    piece->as.shape.n_steps = 5;
    piece->as.shape.is_filled = !is_in_field;
    piece->as.shape.is_stroked = true;
    piece->as.shape.stroke = EVNE_BLUE;
    piece->as.shape.stroke_width = EVNE_PT(0.75);
    piece->as.shape.dash_on = artifact == EVNE_NO_ARTIFACT && !is_in_field ? EVNE_PT(3.6) : 0;
    piece->as.shape.dash_off = EVNE_PT(2.4);
}

void sample_anchor(sample *s, const evne_node *node)
{
    s->anchors[s->pages.n_anchors++] =
        (evne_spot){node, s->at, EVNE_PT(72), s->y - EVNE_PT(12), EVNE_PT(474), EVNE_PT(15)};
}

/* --- the full document
 * ---------------------------------------------------------------------------- */

static void line(sample *s)
{
    s->y += EVNE_PT(15);
}

static evne_node *heading(sample *s, evne_node *parent, int level, int number, const char *text)
{
    evne_node *node = sample_node(s, parent, level == 0 ? EVNE_NODE_TITLE : EVNE_NODE_HEADING);
    if (level > 0) {
        node->as.heading.level = level;
        node->as.heading.number = number;
    }
    evne_span *span = evne_arena_alloc(s->arena, sizeof *span);
    span->text = evne_str_of(text);
    node->spans = span;
    node->n_spans = 1;
    line(s);
    if (number > 0)
        sample_put(s, node, evne_arena_printf(s->arena, "%d", number),
                   (sample_look){.weight = EVNE_BOLD});
    sample_put(s, node, text,
               (sample_look){.x = EVNE_PT(102), .size = EVNE_PT(15), .weight = EVNE_BOLD});
    s->headings[s->pages.n_headings++] =
        (evne_spot){node, s->at, EVNE_PT(72), s->y - EVNE_PT(15), EVNE_PT(474), EVNE_PT(21)};
    line(s);
    return node;
}

static void text_block(sample *s, evne_node *parent, evne_role role, const char *text,
                       sample_look look)
{
    evne_node *node = sample_paragraph(s, parent, role);
    sample_put(s, node, text, look);
    line(s);
}

static void cell(sample *s, evne_node *parent, evne_node_kind kind, const char *text, evne_len x)
{
    evne_node *node = sample_node(s, parent, kind);
    if (text[0] != '\0')
        sample_put(s, sample_paragraph(s, node, EVNE_ROLE_BODY), text, (sample_look){.x = x});
}

static void make_front(sample *s)
{
    evne_node *root = s->doc.root;
    evne_node *letterhead = evne_arena_alloc(s->arena, sizeof *letterhead);
    letterhead->kind = EVNE_NODE_PARAGRAPH;
    letterhead->as.role = EVNE_ROLE_LETTERHEAD;
    sample_put(s, letterhead, "Leverandør · Å-vej 1", (sample_look){.size = EVNE_PT(8)});
    heading(s, root, 0, 0, "Prøve på en rapport");
    evne_node *halves = sample_node(s, root, EVNE_NODE_HALVES);
    for (int half = 0; half < 2; half++) {
        evne_node *fields =
            sample_node(s, sample_node(s, halves, EVNE_NODE_CONTENT), EVNE_NODE_FIELDS);
        for (int i = 0; i < 2; i++) {
            evne_node *field = sample_node(s, fields, EVNE_NODE_FIELD);
            cell(s, field, EVNE_NODE_LABEL, "Borger", 0);
            cell(s, field, EVNE_NODE_VALUE, "Ane Østergård", EVNE_PT(186));
            line(s);
        }
    }
    evne_node *summary = sample_node(s, root, EVNE_NODE_SUMMARY);
    for (int i = 0; i < 3; i++) {
        evne_node *answer = sample_node(s, summary, EVNE_NODE_ANSWER);
        cell(s, answer, EVNE_NODE_LABEL, "Hvor længe?", 0);
        cell(s, answer, EVNE_NODE_CONTENT, "Fire timer om dagen", EVNE_PT(186));
        if (i != 1)
            cell(s, answer, EVNE_NODE_REFERENCES, i == 0 ? "afsnit 2" : "", EVNE_PT(462));
        line(s);
    }
}

static void make_lists(sample *s, evne_node *parent)
{
    evne_node *list = sample_node(s, parent, EVNE_NODE_LIST);
    list->as.list.is_ordered = true;
    for (int i = 1; i <= 2; i++) {
        evne_node *item = sample_node(s, list, EVNE_NODE_ITEM);
        sample_put(s, item, i == 1 ? "1." : "2.", (sample_look){.is_label = true});
        sample_put(s, sample_paragraph(s, item, EVNE_ROLE_BODY), "At løfte og bære",
                   (sample_look){.x = EVNE_PT(84)});
        line(s);
    }
    evne_node *measures = sample_node(s, parent, EVNE_NODE_MEASURES);
    for (int i = 0; i < 2; i++)
        sample_put(s, sample_node(s, measures, EVNE_NODE_MEASURE), "puls 96 slag",
                   (sample_look){.x = EVNE_PT(72 + 120 * i)});
    line(s);
    evne_node *quote = sample_node(s, parent, EVNE_NODE_QUOTE);
    text_block(s, quote, EVNE_ROLE_SPEAKER, "Borgers ord", (sample_look){0});
    text_block(s, quote, EVNE_ROLE_BODY, "»Det går bedre om formiddagen«", (sample_look){0});
    evne_node *frame = sample_node(s, parent, EVNE_NODE_FRAME);
    sample_box(s, frame, EVNE_ARTIFACT_LAYOUT, false, EVNE_PT(66), s->y - EVNE_PT(12), EVNE_PT(480),
               EVNE_PT(36));
    text_block(s, frame, EVNE_ROLE_SPEAKER, "Faglig vurdering", (sample_look){0});
    text_block(s, frame, EVNE_ROLE_BODY, "Tempoet er jævnt.", (sample_look){0});
}

static void make_languages(sample *s, evne_node *parent)
{
    evne_node *node = sample_paragraph(s, parent, EVNE_ROLE_BODY);
    sample_put(s, node, "Hun skrev: ", (sample_look){0});
    sample_put(s, node, "تقرير عن جودة المياه في البلدية",
               (sample_look){.x = EVNE_PT(200), .is_rtl = true, .lang = "ar"});
    line(s);
    text_block(s, parent, EVNE_ROLE_BODY, "שלום עולם", (sample_look){.is_rtl = true, .lang = "he"});
    text_block(s, parent, EVNE_ROLE_BODY, "Αθήνα Ελλάδα · Київ · Việt Nam · fi ffl",
               (sample_look){.weight = EVNE_SEMIBOLD});
}

static void make_cells(sample *s, evne_node *body, evne_node_kind kind, bool is_head,
                       const char *const *texts, size_t n_texts)
{
    evne_node *row = sample_node(s, body, kind);
    for (size_t i = 0; i < n_texts; i++) {
        evne_node *c = sample_node(s, row, EVNE_NODE_CELL);
        c->as.cell.is_head = is_head || i == 0;
        if (texts[i][0] != '\0')
            sample_put(s, c, texts[i], (sample_look){.x = EVNE_PT(72 + 120 * (int)i)});
    }
    line(s);
}

static evne_node *make_table(sample *s, evne_node *parent)
{
    static const char *const head[] = {"Nr.", "Dag", "Timer"};
    static const char *const row[] = {"L-01", "mandag", ""};
    evne_node *table = sample_node(s, parent, EVNE_NODE_TABLE);
    table->as.table.n_columns = 3;
    table->as.table.number = 1;
    text_block(s, table, EVNE_ROLE_CAPTION, "Tabel 1. Fremmøde", (sample_look){0});
    make_cells(s, sample_node(s, table, EVNE_NODE_HEAD), EVNE_NODE_ROW, true, head, 3);
    for (int group = 0; group < 2; group++) {
        evne_node *body = sample_node(s, table, EVNE_NODE_BODY);
        evne_node *band = sample_node(s, body, EVNE_NODE_ROW);
        band->as.row.is_group = true;
        sample_put(s, sample_node(s, band, EVNE_NODE_CELL), "Uge 7", (sample_look){0});
        line(s);
        make_cells(s, body, EVNE_NODE_ROW, false, row, 3);
        if (group == 0) {
            sample_page(s);
            sample_put(s, table, "Tabel 1. (fortsat)",
                       (sample_look){.artifact = EVNE_ARTIFACT_REPEATED});
            line(s);
        }
        make_cells(s, body, EVNE_NODE_ROW, false, row, 2);
    }
    text_block(s, table, EVNE_ROLE_NOTE, "Netto uden pauser.", (sample_look){.size = EVNE_PT(8)});
    return table;
}

static void make_chart(sample *s, evne_node *parent)
{
    evne_node *chart = sample_node(s, parent, EVNE_NODE_CHART);
    chart->as.chart.number = 1;
    chart->as.chart.alt = EVNE_STR("Kurve: egen skala 0–10, 9 til 2. Tal i tabel 1.");
    text_block(s, chart, EVNE_ROLE_CAPTION, "Figur 1. Egen skala", (sample_look){0});
    evne_len top = s->y;
    sample_box(s, chart, EVNE_NO_ARTIFACT, false, EVNE_PT(72), top, EVNE_PT(200), EVNE_PT(60));
    s->y += EVNE_PT(30);
    sample_put(s, chart, "mål 3", (sample_look){.size = EVNE_PT(8), .weight = EVNE_SEMIBOLD});
    s->y += EVNE_PT(45);
    s->figures[s->pages.n_figures++] =
        (evne_spot){chart, s->at, EVNE_PT(72), top, EVNE_PT(200), EVNE_PT(60)};
}

static void make_signature(sample *s, evne_node *parent, const char *meaning)
{
    evne_node *node = sample_node(s, parent, EVNE_NODE_SIGNATURE);
    node->as.signer->role = EVNE_STR("arbejdsgiver");
    node->as.signer->role_label = EVNE_STR("Arbejdsgiver");
    node->as.signer->name = EVNE_STR("Bo Lind");
    node->as.signer->meaning = evne_str_of(meaning);
    cell(s, node, EVNE_NODE_LABEL, "1 Arbejdsgiver", 0);
    cell(s, node, EVNE_NODE_CONTENT, meaning, EVNE_PT(246));
    line(s);
    evne_spot box = {node, s->at, EVNE_PT(246), s->y, EVNE_PT(300), EVNE_PT(66)};
    s->signatures[s->pages.n_signatures++] = box;
    sample_box(s, node, EVNE_ARTIFACT_LAYOUT, true, box.x, box.y, box.width, box.height);
    s->y += EVNE_PT(18);
    sample_put(s, node, "Afventer", (sample_look){.x = EVNE_PT(256), .is_in_field = true});
    s->y += EVNE_PT(75);
}

static void make_contents(sample *s, evne_node *contents)
{
    for (size_t i = 0; i < s->pages.n_headings; i++) {
        const evne_node *node = s->headings[i].node;
        if (node->kind != EVNE_NODE_HEADING || node->as.heading.level != 1)
            continue;
        sample_put(s, contents, evne_arena_printf(s->arena, "%d", node->as.heading.number),
                   (sample_look){.link = node});
        sample_put(s, contents, "Afsnit", (sample_look){.x = EVNE_PT(90), .link = node});
        line(s);
    }
}

sample *sample_full(evne_arena *arena, evne_fonts *fonts)
{
    sample *s = sample_new(arena, fonts);
    evne_node *root = s->doc.root;
    make_front(s);
    evne_node *contents = sample_node(s, root, EVNE_NODE_CONTENTS);
    evne_len contents_y = s->y;
    s->y += EVNE_PT(60);
    heading(s, root, 1, 1, "Iagttagelser");
    evne_node *entry = sample_node(s, root, EVNE_NODE_ENTRY);
    evne_node *first = heading(s, entry, 3, 0, "O-07 Løft af kasser");
    sample_anchor(s, first);
    cell(s, entry, EVNE_NODE_LABEL, "2. marts 2026", 0);
    evne_node *content = sample_node(s, entry, EVNE_NODE_CONTENT);
    text_block(s, content, EVNE_ROLE_BODY, "Han løftede 12 kasser på 9 kg & holdt pause.",
               (sample_look){.x = EVNE_PT(186)});
    make_lists(s, content);
    heading(s, root, 2, 0, "Sprog");
    make_languages(s, root);
    evne_node *see = sample_paragraph(s, root, EVNE_ROLE_BODY);
    sample_put(s, see, "Se også ", (sample_look){0});
    sample_put(s, see, "O-07",
               (sample_look){.x = s->last->as.text.x + s->last->as.text.width, .link = first});
    line(s);
    evne_node *broken = sample_paragraph(s, root, EVNE_ROLE_BODY);
    sample_put(s, broken, "Et afsnit, der begynder her ", (sample_look){0});
    sample_page(s);
    sample_put(s, root, "Prøve",
               (sample_look){.artifact = EVNE_ARTIFACT_HEADER, .size = EVNE_PT(8)});
    line(s);
    sample_put(s, broken, "og slutter på næste side.", (sample_look){0});
    line(s);
    heading(s, root, 1, 2, "Fremmøde");
    make_table(s, root);
    make_chart(s, root);
    make_signature(s, root, "Jeg har læst planen.");
    make_signature(s, root, "Jeg godkender planen.");
    s->at = 0;
    s->y = contents_y;
    make_contents(s, contents);
    s->at = s->pages.n_pages - 1;
    return s;
}

evne_pdf_facts sample_facts(void)
{
    evne_pdf_facts facts = {
        .title = EVNE_STR("Prøve <1> & \"2\""),
        .subject = EVNE_STR("Emne"),
        .author = EVNE_STR("Leverandør"),
        .keywords = EVNE_STR("prøve"),
        .document_id = EVNE_STR("S-2026-0112-RD-1"),
        .created = {{2026, 3, 2}, 9 * 3600 + 5 * 60, 60},
        .program = EVNE_STR("Evne 0.1.0"),
        .data = EVNE_STR("format: arbejdsevne-sag/1\n"),
        .data_name = EVNE_STR("sag på ø.yaml"),
    };
    return facts;
}

evne_str sample_write(sample *s, const evne_pdf_facts *facts)
{
    evne_str pdf = {NULL, 0};
    evne_status status = evne_pdf_write(s->arena, &s->pages, s->fonts, facts, &pdf, &s->err);
    ck_assert_msg(status == EVNE_OK, "%s: %s", s->err.where, s->err.text);
    return pdf;
}

evne_fonts *sample_fonts(evne_arena *arena)
{
    evne_fonts *fonts = NULL;
    evne_error err;
    evne_status status = evne_fonts_open(arena, EVNE_ROOT "/fonts", &fonts, &err);
    ck_assert_msg(status == EVNE_OK, "%s: %s", err.where, err.text);
    return fonts;
}
