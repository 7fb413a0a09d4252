/* The grid: where blocks stand, to the point. Each letter of the fake font is half its size wide.
 */
#include <string.h>

#include "fixture.h"

#define ROOT fix.doc->root

static void add_body(const char *text)
{
    build_paragraph(fix.arena, ROOT, EVNE_ROLE_BODY, text);
}

static const evne_piece *the(const char *start)
{
    size_t page;
    const evne_piece *piece = find_anywhere(start, &page);

    ck_assert_msg(piece != NULL, "'%s' is on no page", start);
    return piece;
}

#define assert_at(start, px, py)                                                                   \
    do {                                                                                           \
        ck_assert_int_eq(the(start)->as.text.x, PT(px));                                           \
        ck_assert_int_eq(the(start)->as.text.y, (evne_len)(py));                                   \
    } while (0)

/* A long report is limited by its memory: what measures and stacks is gone after the run. */
START_TEST(a_run_leaves_little_more_than_the_pieces_of_its_pages)
{
    evne_arena *of_pages = evne_arena_new(0, NULL, NULL);
    const evne_pages *pages;
    size_t n_pieces = 0;

    for (int i = 0; i < 400; i++)
        add_body("Et afsnit");
    ck_assert_int_eq(evne_layout_run(of_pages, fix.doc, &fix.metrics, &pages, &fix.err), EVNE_OK);
    for (size_t i = 0; i < pages->n_pages; i++)
        n_pieces += pages->pages[i].n_pieces;
    ck_assert_uint_ge(n_pieces, 400);
    ck_assert_uint_le(evne_arena_used(of_pages), n_pieces * (sizeof(evne_piece) + 120));
    evne_arena_free(of_pages);
}
END_TEST

START_TEST(section_at_the_top_of_a_page_has_no_rule_and_no_space)
{
    build_heading(fix.arena, ROOT, 1, 3, "Periode");
    add_body("Teksten");
    fixture_run();
    assert_at("3", 72, PT(36) + evne_baseline(PT(15), PT(21)));
    assert_at("Periode", 102, PT(36) + evne_baseline(PT(15), PT(21)));
    assert_at("Teksten", 186, PT(36 + 21 + 6) + evne_baseline(PT(10.5), PT(15)));
    ck_assert_ptr_null(find_rule(0, PT(36)));
}
END_TEST

START_TEST(later_section_has_a_rule_21_below_and_its_title_6_below_that)
{
    const evne_piece *rule;

    add_body("Teksten");
    build_heading(fix.arena, ROOT, 1, 3, "Periode");
    fixture_run();
    rule = find_rule(0, PT(36 + 15 + 21));
    ck_assert_ptr_nonnull(rule);
    ck_assert_int_eq(rule->as.shape.stroke_width, PT(1));
    ck_assert_int_eq(rule->as.shape.steps[1].x, PT(546));
    assert_at("Periode", 102, PT(72 + 6) + evne_baseline(PT(15), PT(21)));
}
END_TEST

START_TEST(paragraphs_are_6_apart_and_lines_15)
{
    add_body("Afsnit en");
    add_body("Afsnit to");
    fixture_run();
    ck_assert_int_eq(the("Afsnit to")->as.text.y - the("Afsnit en")->as.text.y, PT(21));
}
END_TEST

START_TEST(group_heading_has_its_remark_in_9_grey_after_it)
{
    evne_node *heading = build_heading(fix.arena, ROOT, 2, 0, "Evne");
    static const evne_span remark[] = {{.text = {"5 iagttagelser", 14}}};

    heading->as.heading.remark = remark;
    heading->as.heading.n_remark = 1;
    fixture_run();
    ck_assert_int_eq(the("Evne")->as.text.weight, EVNE_BOLD);
    ck_assert_int_eq(the("5 iagt")->as.text.size, PT(9));
    ck_assert_uint_eq(the("5 iagt")->colour, EVNE_GREY);
    ck_assert_int_eq(the("5 iagt")->as.text.y, the("Evne")->as.text.y);
    ck_assert_int_eq(the("5 iagt")->as.text.x, PT(72 + 24 + 9));
}
END_TEST

START_TEST(key_and_value_stand_on_one_baseline_3_apart_from_the_next)
{
    evne_node *fields = build_node(fix.arena, ROOT, EVNE_NODE_FIELDS, NULL);

    build_field(fix.arena, fields, "Dage", "Mødt hver dag");
    build_field(fix.arena, fields, "Timer", "Tolv timer");
    fixture_run();
    assert_at("Dage", 72, PT(36) + evne_baseline(PT(10.5), PT(15)));
    assert_at("Mødt", 186, PT(36) + evne_baseline(PT(10.5), PT(15)));
    ck_assert_int_eq(the("Dage")->as.text.weight, EVNE_SEMIBOLD);
    ck_assert_int_eq(the("Timer")->as.text.y - the("Dage")->as.text.y, PT(18));
}
END_TEST

START_TEST(list_hangs_its_labels_in_12)
{
    evne_node *list = build_node(fix.arena, ROOT, EVNE_NODE_LIST, NULL);

    for (int i = 0; i < 2; i++)
        build_paragraph(fix.arena, build_node(fix.arena, list, EVNE_NODE_ITEM, NULL),
                        EVNE_ROLE_BODY, i ? "Andet" : "Et");
    fixture_run();
    ck_assert(the("–")->is_label);
    ck_assert_int_eq(the("–")->node->kind, EVNE_NODE_ITEM);
    ck_assert_int_eq(the("–")->as.text.x, PT(186));
    ck_assert_int_eq(the("Et")->as.text.x, PT(198));
    ck_assert_int_eq(the("Andet")->as.text.y - the("Et")->as.text.y, PT(18));
}
END_TEST

START_TEST(numbers_of_a_long_list_get_room)
{
    evne_node *list = build_node(fix.arena, ROOT, EVNE_NODE_LIST, NULL);

    list->as.list.is_ordered = true;
    list->as.list.start = 998;
    for (int i = 0; i < 3; i++)
        build_paragraph(fix.arena, build_node(fix.arena, list, EVNE_NODE_ITEM, NULL),
                        EVNE_ROLE_BODY, "Ord");
    fixture_run();
    ck_assert_int_gt(the("Ord")->as.text.x, the("1000.")->as.text.x + the("1000.")->as.text.width);
}
END_TEST

START_TEST(entry_stands_in_two_cells_with_9_above_and_below)
{
    build_entry(fix.arena, ROOT, "O-02", "11. februar\nkl. 8.30", "*Opgave*", "Det blev set.");
    build_entry(fix.arena, ROOT, "O-06", "11. marts", "*Opgave to*", "Mere.");
    fixture_run();
    assert_at("O-02", 72, PT(36 + 9) + evne_baseline(PT(10.5), PT(15)));
    assert_at("Opgave", 186, PT(36 + 9) + evne_baseline(PT(10.5), PT(15)));
    ck_assert_int_eq(the("O-02")->as.text.weight, EVNE_BOLD);
    ck_assert_int_eq(the("Opgave")->as.text.weight, EVNE_SEMIBOLD);
    ck_assert_ptr_eq(the("O-02")->node, the("Opgave")->node);
    ck_assert_uint_eq(find_rule(0, PT(36))->as.shape.stroke, EVNE_INK); /* first of its group */
    ck_assert_uint_eq(find_rule(0, PT(36 + 9 + 15 + 24 + 9))->as.shape.stroke, EVNE_HAIR);
}
END_TEST

START_TEST(frame_has_padding_6_and_9_and_quote_has_a_bar)
{
    evne_node *frame = build_node(fix.arena, ROOT, EVNE_NODE_FRAME, NULL);
    evne_node *quote = build_node(fix.arena, ROOT, EVNE_NODE_QUOTE, NULL);

    build_paragraph(fix.arena, frame, EVNE_ROLE_SPEAKER, "*Vurdering* · navn");
    build_paragraph(fix.arena, frame, EVNE_ROLE_BODY, "Det vurderes.");
    build_paragraph(fix.arena, quote, EVNE_ROLE_BODY, "»Ord.«");
    fixture_run();
    assert_at("Vurdering", 195, PT(36 + 6) + evne_baseline(PT(9), PT(12)));
    ck_assert_uint_eq(the(" · navn")->colour, EVNE_GREY);
    ck_assert_int_eq(the("»Ord")->as.text.x, PT(186 + 2.25 + 9));
    ck_assert_int_eq(the("»Ord")->as.text.y, PT(36 + 39 + 6) + evne_baseline(PT(10.5), PT(15)));
}
END_TEST

START_TEST(measures_wrap_between_pairs_only)
{
    evne_node *measures = build_node(fix.arena, ROOT, EVNE_NODE_MEASURES, NULL);

    for (int i = 0; i < 4; i++)
        build_node(fix.arena, measures, EVNE_NODE_MEASURE, "hyldemeter pr. time *37,5 m*");
    fixture_run();
    ck_assert_int_eq(the("Målt")->node->kind, EVNE_NODE_MEASURES);
    ck_assert_int_eq(the("hylde")->as.text.x, PT(186 + 18 + 15));
    ck_assert_uint_eq(count_text("hyldemeter pr. time "), 4);
}
END_TEST

START_TEST(signature_section_has_a_wider_label_column_and_a_box_of_300_by_66)
{
    build_heading(fix.arena, ROOT, 1, 12, "Underskrifter");
    add_body("Alle fem");
    build_signature(fix.arena, ROOT, 1, "Arbejdsgiver", "Jeg har læst planen.");
    fixture_run();
    ck_assert_int_eq(the("Alle fem")->as.text.x, PT(246));
    ck_assert_int_eq(the("Arbejdsgiver")->as.text.x, PT(87));
    ck_assert_int_eq(the("1")->as.text.y, the("Underskrifter")->as.text.y); /* "12" */
    ck_assert_uint_eq(fix.pages->n_signatures, 1);
    ck_assert_int_eq(fix.pages->signatures[0].x, PT(246));
    ck_assert_int_eq(fix.pages->signatures[0].y, PT(36 + 21 + 6 + 15 + 12 + 9 + 15 + 6));
    ck_assert_int_eq(fix.pages->signatures[0].width, PT(300));
    ck_assert_int_eq(fix.pages->signatures[0].height, PT(66));
    ck_assert(the("Afventer")->is_in_field);
    ck_assert(!the("Jeg har")->is_in_field);
    ck_assert_str_eq(piece_text(the("Underskrift med")), "Underskrift med MitID Erhverv");
    ck_assert_int_eq(the("Dato")->as.text.x, PT(246 + 9 + 213));
}
END_TEST

START_TEST(five_signatures_and_their_note_fit_one_page)
{
    evne_node *fields;

    build_heading(fix.arena, ROOT, 1, 12, "Underskrifter");
    add_body("Alle fem skriver under.");
    for (int i = 0; i < 5; i++)
        build_signature(fix.arena, ROOT, i + 1, "Rolle", "Jeg er hørt.");
    fields = build_node(fix.arena, ROOT, EVNE_NODE_FIELDS, NULL);
    build_field(fix.arena, fields, "Kontrol", "Feltet er et billede.");
    fixture_run();
    ck_assert_uint_eq(fix.pages->n_pages, 1);
    ck_assert_uint_eq(fix.pages->n_signatures, 5);
}
END_TEST

static void build_front(size_t n_answers, size_t n_sections)
{
    evne_node *summary;

    fix.doc->letterhead = EVNE_STR("Fjordvejen ApS · CVR 00205079");
    fix.doc->classification = EVNE_STR("Fortroligt");
    build_node(fix.arena, ROOT, EVNE_NODE_TITLE, "Dossier");
    build_heading(fix.arena, ROOT, 1, 0, "Resumé");
    summary = build_node(fix.arena, ROOT, EVNE_NODE_SUMMARY, NULL);
    for (size_t i = 0; i < n_answers; i++) {
        evne_node *answer = build_node(fix.arena, summary, EVNE_NODE_ANSWER, NULL);
        evne_node *cell = build_node(fix.arena, answer, EVNE_NODE_LABEL, NULL);

        build_paragraph(fix.arena, cell, EVNE_ROLE_SMALL, "Hvor længe?");
        cell = build_node(fix.arena, answer, EVNE_NODE_CONTENT, NULL);
        build_paragraph(fix.arena, cell, EVNE_ROLE_LEAD, "Tre timer");
        build_paragraph(fix.arena, cell, EVNE_ROLE_SMALL, "Uge 22–27.");
        cell = build_node(fix.arena, answer, EVNE_NODE_REFERENCES, NULL);
        build_paragraph(fix.arena, cell, EVNE_ROLE_FINE, "Afsnit 7");
    }
    build_heading(fix.arena, ROOT, 2, 0, "Indhold");
    build_node(fix.arena, ROOT, EVNE_NODE_CONTENTS, NULL);
    for (size_t i = 0; i < n_sections; i++) {
        build_heading(fix.arena, ROOT, 1, (int)i + 1,
                      evne_arena_printf(fix.arena, "Afsnit%zu", i + 1));
        add_body(build_words(fix.arena, 300));
    }
}

START_TEST(page_one_has_letterhead_classification_title_and_summary)
{
    build_front(3, 2);
    fixture_run();
    assert_at("Fjordvejen", 72, PT(36) + evne_baseline(PT(8), PT(12)));
    ck_assert_int_eq(the("Fortroligt")->as.text.x + the("Fortroligt")->as.text.width,
                     PT(546 - 7.5));
    assert_at("Dossier", 72, PT(36 + 15 + 9) + evne_baseline(PT(24), PT(30)));
    ck_assert_ptr_nonnull(find_rule(0, PT(90 + 12))); /* 12 before the summary */
    ck_assert_int_eq(the("Tre timer")->as.text.x, PT(171));
    ck_assert_int_eq(the("Afsnit 7")->as.text.x, PT(462));
    ck_assert_int_eq(the("Tre timer")->as.text.y, the("Hvor")->as.text.y);
    ck_assert_int_eq(the("Tre timer")->as.text.y,
                     PT(102 + 6 + 21 + 6) + evne_baseline(PT(10.5), PT(15)));
    ck_assert_ptr_null(find_text(0, "Dossier · Borger")); /* no header on page 1 */
}
END_TEST

START_TEST(contents_list_numbered_sections_with_their_pages_and_links)
{
    size_t page;
    const evne_piece *title, *number = NULL;

    build_front(2, 12);
    fixture_run();
    title = find_text(0, "Afsnit4");
    ck_assert_ptr_nonnull(title);
    find_anywhere("Afsnit4", &page);
    ck_assert_int_eq(title->node->kind, EVNE_NODE_CONTENTS);
    ck_assert_int_eq(title->as.text.link->as.heading.number, 4);
    for (size_t i = 0; i < fix.pages->pages[0].n_pieces; i++) {
        const evne_piece *piece = &fix.pages->pages[0].pieces[i];

        if (piece->kind == EVNE_PIECE_TEXT && piece->as.text.link == title->as.text.link)
            number = piece; /* the last piece of the line */
    }
    page = evne_pages_find(fix.pages, title->as.text.link)->page;
    ck_assert_uint_gt(page, 0);
    ck_assert_str_eq(piece_text(number), evne_arena_printf(fix.arena, "%zu", page + 1));
    ck_assert_int_eq((number->as.text.x + number->as.text.width - PT(72 + 150)) % PT(162), 0);
}
END_TEST

/* With contents seven pages are the fewest; their heading goes with them. */
START_TEST(a_document_of_six_pages_has_no_contents)
{
    build_front(2, 3);
    for (int i = 0; i < _i; i++) {
        build_node(fix.arena, ROOT, EVNE_NODE_PAGEBREAK, NULL);
        add_body("Slut");
    }
    fixture_run();
    ck_assert_uint_eq(fix.pages->n_pages, (size_t)_i + 3);
    ck_assert_int_eq(find_text(0, "Indhold") != NULL, _i + 3 > 6);
    ck_assert_uint_eq(count_text("Afsnit1"), _i + 3 > 6 ? 2 : 1);
}
END_TEST

START_TEST(contents_that_do_not_fit_move_to_page_two_and_the_summary_stays_whole)
{
    build_front(16, 30);
    fixture_run();
    ck_assert_uint_eq(count_text("Hvor længe?"), 16);
    ck_assert_ptr_null(find_text(0, "Indhold"));
    ck_assert_ptr_nonnull(find_text(1, "Indhold"));
    ck_assert_ptr_nonnull(find_text(1, "Afsnit30"));
}
END_TEST

START_TEST(header_names_the_section_at_the_top_and_footer_counts)
{
    build_heading(fix.arena, ROOT, 1, 1, "Forløb");
    for (int i = 0; i < 4; i++)
        add_body(build_words(fix.arena, 300));
    build_heading(fix.arena, ROOT, 1, 2, "Mål");
    add_body(build_words(fix.arena, 30));
    fixture_run();
    ck_assert_uint_eq(fix.pages->n_pages, 3);
    ck_assert_ptr_nonnull(find_text(1, "Dossier · Borger"));
    ck_assert_int_eq(find_text(1, "Dossier · Borger")->as.text.y,
                     PT(30) + evne_baseline(PT(8), PT(12)));
    ck_assert_str_eq(piece_text(find_text(2, "1 Forløb")), "1 Forløb");
    ck_assert_int_eq(find_text(2, "1 Forløb")->artifact, EVNE_ARTIFACT_HEADER);
    ck_assert_str_eq(piece_text(find_text(2, "Side")), "Side 3 af 3");
    ck_assert_int_eq(find_text(0, "Side")->as.text.y, PT(801) + evne_baseline(PT(8), PT(12)));
    ck_assert_ptr_nonnull(find_rule(0, PT(798)));
}
END_TEST

START_TEST(header_that_is_too_long_ends_with_an_ellipsis)
{
    fix.doc->header = evne_str_of(build_words(fix.arena, 60));
    add_body("Første");
    build_node(fix.arena, ROOT, EVNE_NODE_PAGEBREAK, NULL);
    add_body("Anden");
    fixture_run();
    ck_assert_ptr_nonnull(find_text(1, "…"));
}
END_TEST

/* Whose document it is, is read on every page: of one long word as much as fits. */
START_TEST(header_keeps_as_much_of_a_long_name_as_fits)
{
    const evne_piece *header;

    fix.doc->header = EVNE_STR("Dossier · Abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz"
                               "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz"
                               "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz");
    add_body("Første");
    build_node(fix.arena, ROOT, EVNE_NODE_PAGEBREAK, NULL);
    add_body("Anden");
    fixture_run();
    header = find_text(1, "Dossier · Abcdefghijklm");
    ck_assert_ptr_nonnull(header);
    ck_assert_int_gt(header->as.text.width, PT(440));
    ck_assert_ptr_nonnull(find_text(1, "…"));
}
END_TEST

START_TEST(draft_is_marked_at_the_top_and_foot_of_every_page)
{
    fix.doc->draft = EVNE_STR("KLADDE");
    add_body("Første");
    build_node(fix.arena, ROOT, EVNE_NODE_PAGEBREAK, NULL);
    add_body("Anden");
    fixture_run();
    for (size_t page = 0; page < 2; page++) {
        ck_assert_int_eq(find_text(page, "KLADDE")->as.text.weight, EVNE_BOLD);
        ck_assert_int_eq(find_text(page, "KLADDE")->artifact,
                         page ? EVNE_ARTIFACT_HEADER : EVNE_NO_ARTIFACT);
    }
    ck_assert_uint_eq(count_text("KLADDE"), 1); /* read once, before all else */
    ck_assert_str_eq(page_text(0, false), "KLADDE|Første|");
    ck_assert_int_lt(find_text(0, "KLADDE")->as.text.y, find_text(0, "Første")->as.text.y);
    ck_assert_int_eq(find_text(0, "KLADDE")->as.text.y, find_text(1, "KLADDE")->as.text.y);
    ck_assert_int_eq(find_text(0, "KLADDE")->as.text.x, find_text(1, "KLADDE")->as.text.x);
}
END_TEST

START_TEST(halves_have_narrow_grey_keys)
{
    evne_node *halves = build_node(fix.arena, ROOT, EVNE_NODE_HALVES, NULL);

    for (int i = 0; i < 2; i++) {
        evne_node *cell = build_node(fix.arena, halves, EVNE_NODE_CONTENT, NULL);
        evne_node *fields = build_node(fix.arena, cell, EVNE_NODE_FIELDS, NULL);

        build_field(fix.arena, fields, i ? "Dok." : "Borger", i ? "Version" : "Birthe\nCPR");
    }
    fixture_run();
    assert_at("Borger", 72, PT(36) + evne_baseline(PT(9), PT(12)));
    assert_at("Birthe", 135, PT(36) + evne_baseline(PT(9), PT(12)));
    assert_at("Dok.", 300, PT(36) + evne_baseline(PT(9), PT(12)));
    ck_assert_uint_eq(the("Borger")->colour, EVNE_GREY);
}
END_TEST

START_TEST(every_heading_and_anchor_has_a_spot)
{
    evne_node *heading = build_heading(fix.arena, ROOT, 1, 1, "Mål"), *entry, *empty;

    add_body("Teksten");
    entry = build_entry(fix.arena, ROOT, "O-02", "dato", "*Opgave*", "Set.");
    empty = build_node(fix.arena, ROOT, EVNE_NODE_LIST, NULL);
    empty->anchor = EVNE_STR("tom");
    fixture_run();
    ck_assert_uint_eq(fix.pages->n_headings, 2);
    ck_assert_ptr_eq(fix.pages->headings[0].node, heading);
    ck_assert_int_eq(evne_pages_find(fix.pages, entry)->x, PT(72));
    ck_assert_ptr_nonnull(evne_pages_find(fix.pages, empty));
    ck_assert_ptr_null(evne_pages_find(fix.pages, ROOT));
}
END_TEST

START_TEST(document_without_blocks_is_one_page)
{
    fixture_run();
    ck_assert_uint_eq(fix.pages->n_pages, 1);
}
END_TEST

START_TEST(english_documents_get_english_words)
{
    fix.doc->lang = EVNE_STR("en-GB");
    add_body("Text");
    fixture_run();
    ck_assert_str_eq(piece_text(find_text(0, "Page")), "Page 1 of 1");
}
END_TEST

START_TEST(text_that_runs_right_to_left_ends_at_the_right_and_a_name_does_not)
{
    evne_buf words = {.arena = fix.arena};
    const evne_piece *piece = NULL;

    build_field(fix.arena, build_node(fix.arena, ROOT, EVNE_NODE_FIELDS, NULL), "Borger", "عائشة");
    for (int i = 0; i < 40; i++)
        evne_buf_puts(&words, "كتاب ");
    build_paragraph(fix.arena, ROOT, EVNE_ROLE_BODY, evne_buf_text(&words));
    fixture_run();
    ck_assert_int_eq(find_text(0, "عائشة")->as.text.x, PT(186));
    piece = find_text(0, "كتاب");
    ck_assert_int_eq(piece->as.text.x + piece->as.text.width, PT(546));
    ck_assert_int_gt(piece->as.text.x, PT(186));
}
END_TEST

START_TEST(paragraphs_of_a_value_stand_no_further_apart_than_keys)
{
    evne_node *fields = build_node(fix.arena, ROOT, EVNE_NODE_FIELDS, NULL);
    evne_node *field = build_field(fix.arena, fields, "Instruktion", "Hygiejne");

    build_paragraph(fix.arena, field->last, EVNE_ROLE_BODY, "Brand");
    build_field(fix.arena, fields, "Udstyr", "Sko");
    fixture_run();
    ck_assert_int_eq(find_text(0, "Brand")->as.text.y - find_text(0, "Hygiejne")->as.text.y,
                     PT(15 + 3));
    ck_assert_int_eq(find_text(0, "Sko")->as.text.y - find_text(0, "Brand")->as.text.y, PT(15 + 3));
    ck_assert_int_eq(find_text(0, "Udstyr")->as.text.y, find_text(0, "Sko")->as.text.y);
}
END_TEST

START_TEST(fields_inside_an_entry_have_a_narrow_key_column)
{
    evne_node *entry = build_entry(fix.arena, ROOT, "M2", "14. april", "Mål", "Tekst");
    evne_node *fields = build_node(fix.arena, entry->last, EVNE_NODE_FIELDS, NULL);

    build_field(fix.arena, fields, "Fra", "Aftalt");
    fixture_run();
    ck_assert_int_eq(find_text(0, "Fra")->as.text.x, PT(186));
    ck_assert_int_eq(find_text(0, "Aftalt")->as.text.x, PT(186 + 60 + 6));
}
END_TEST

Suite *test_layout(void);
Suite *test_layout(void)
{
    Suite *suite = suite_create("layout");
    TCase *tcase = tcase_create("layout");

    tcase_add_checked_fixture(tcase, fixture_setup, fixture_teardown);
    tcase_add_test(tcase, section_at_the_top_of_a_page_has_no_rule_and_no_space);
    tcase_add_test(tcase, later_section_has_a_rule_21_below_and_its_title_6_below_that);
    tcase_add_test(tcase, paragraphs_are_6_apart_and_lines_15);
    tcase_add_test(tcase, group_heading_has_its_remark_in_9_grey_after_it);
    tcase_add_test(tcase, key_and_value_stand_on_one_baseline_3_apart_from_the_next);
    tcase_add_test(tcase, list_hangs_its_labels_in_12);
    tcase_add_test(tcase, a_run_leaves_little_more_than_the_pieces_of_its_pages);
    tcase_add_test(tcase, numbers_of_a_long_list_get_room);
    tcase_add_test(tcase, entry_stands_in_two_cells_with_9_above_and_below);
    tcase_add_test(tcase, frame_has_padding_6_and_9_and_quote_has_a_bar);
    tcase_add_test(tcase, measures_wrap_between_pairs_only);
    tcase_add_test(tcase, signature_section_has_a_wider_label_column_and_a_box_of_300_by_66);
    tcase_add_test(tcase, five_signatures_and_their_note_fit_one_page);
    tcase_add_test(tcase, page_one_has_letterhead_classification_title_and_summary);
    tcase_add_test(tcase, contents_list_numbered_sections_with_their_pages_and_links);
    tcase_add_loop_test(tcase, a_document_of_six_pages_has_no_contents, 2, 5);
    tcase_add_test(tcase, contents_that_do_not_fit_move_to_page_two_and_the_summary_stays_whole);
    tcase_add_test(tcase, header_names_the_section_at_the_top_and_footer_counts);
    tcase_add_test(tcase, header_that_is_too_long_ends_with_an_ellipsis);
    tcase_add_test(tcase, header_keeps_as_much_of_a_long_name_as_fits);
    tcase_add_test(tcase, draft_is_marked_at_the_top_and_foot_of_every_page);
    tcase_add_test(tcase, halves_have_narrow_grey_keys);
    tcase_add_test(tcase, every_heading_and_anchor_has_a_spot);
    tcase_add_test(tcase, document_without_blocks_is_one_page);
    tcase_add_test(tcase, english_documents_get_english_words);
    tcase_add_test(tcase, text_that_runs_right_to_left_ends_at_the_right_and_a_name_does_not);
    tcase_add_test(tcase, paragraphs_of_a_value_stand_no_further_apart_than_keys);
    tcase_add_test(tcase, fields_inside_an_entry_have_a_narrow_key_column);
    suite_add_tcase(suite, tcase);
    return suite;
}
