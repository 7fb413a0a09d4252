#include <check.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "check_pdf.h"
#include "sample.h"

static evne_arena *arena;
static evne_fonts *fonts;

static void setup(void)
{
    arena = evne_arena_new(0, NULL, NULL);
    fonts = sample_fonts(arena);
}

static void teardown(void)
{
    evne_fonts_close(fonts);
    evne_arena_free(arena);
}

static bool holds(evne_str bytes, const char *part)
{
    size_t len = strlen(part);
    for (size_t i = 0; i + len <= bytes.len; i++) {
        if (memcmp(bytes.p + i, part, len) == 0)
            return true;
    }
    return false;
}

static size_t count(evne_str bytes, const char *part)
{
    size_t n = 0, len = strlen(part);
    for (size_t i = 0; i + len <= bytes.len; i++)
        n += memcmp(bytes.p + i, part, len) == 0;
    return n;
}

static evne_str write_full(evne_pdf_facts facts)
{
    return sample_write(sample_full(arena, fonts), &facts);
}

START_TEST(a_document_with_everything_keeps_every_rule)
{
    evne_str pdf = write_full(sample_facts());
    ck_assert_str_eq(check_pdf(arena, pdf), "");
    ck_assert(holds(pdf, "/AFRelationship/Data"));
    ck_assert(holds(pdf, "/Subtype/application#2Fyaml"));
}
END_TEST

START_TEST(the_checker_sees_what_is_broken)
{
    static const struct {
        const char *from, *to;
    } faults[] = {{"/Scope/Row", "/Scopf/Row"},
                  {"/StructParent ", "/StructParens "},
                  {"/Tabs /S", "/Tabs /R"},
                  {"/Alt<", "/Alu<"},
                  {"/S/TH/", "/S/TX/"},
                  {"/Marked true", "/Marked null"},
                  {"/ToUnicode ", "/ToUnicodx "},
                  {"<pdfuaid:part>1<", "<pdfuaid:part>2<"},
                  {"/CIDToGIDMap ", "/CIDToGIDMax "},
                  {"/Contents<FEFF", "/Contentz<FEFF"},
                  {"/S/H2/", "/S/H6/"},
                  {"/TU<FEFF", "/TV<FEFF"},
                  {"/S/LBody", "/S/LBodx"},
                  {"/AFRelationship", "/AGRelationship"},
                  {"/F 4", "/F 6"},
                  {"/FT/Sig", "/FT/Btn"},
                  {"/Flags 32", "/Flags 36"},
                  {"/DW 0/W[1[", "/DW 0/W[2["},
                  {"/Length1 ", "/Lengthl "},
                  {"/Ascent ", "/Azcent "},
                  {"/Encoding/Identity-H", "/Encoding/Identity-V"},
                  {"<dc:format>", "<dc:formal>"},
                  {"dc:identifier>", "dc:identified>"},
                  {"http://purl.org/dc/elements/1.1/", "http://purl.org/dc/elements/1.2/"},
                  {"/Lang(da", "/Lang(9a"},
                  {"/N 3", "/N 4"},
                  {"/S/GTS_PDFA1", "/S/GTS_PDFX1"},
                  {"/Subtype/application#2F", "/Subtype/application#2D"},
                  {"/Fields[", "/Fielts["},
                  {"/Title<FEFF", "/Titel<FEFF"},
                  {"%%EOF\n", "%%EOF "}};
    evne_str pdf = write_full(sample_facts());
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        char *copy = evne_arena_copy(arena, pdf.p, pdf.len);
        size_t len = strlen(faults[i].from);
        ck_assert_msg(holds(pdf, faults[i].from), "no %s in the file", faults[i].from);
        for (size_t at = 0; at + len <= pdf.len; at++) {
            if (memcmp(copy + at, faults[i].from, len) == 0)
                memcpy(copy + at, faults[i].to, len);
        }
        const char *report = check_pdf(arena, (evne_str){copy, pdf.len});
        ck_assert_msg(report[0] != '\0', "%s goes unseen", faults[i].to);
    }
}
END_TEST

START_TEST(two_writes_are_equal)
{
    evne_str first = write_full(sample_facts());
    evne_fonts *warm = fonts;
    sample_write(sample_full(arena, warm), &(evne_pdf_facts){.title = EVNE_STR("andet")});
    evne_str second = write_full(sample_facts());
    ck_assert(evne_str_eq(first, second));
    evne_fonts *cold = sample_fonts(arena);
    evne_pdf_facts facts = sample_facts();
    evne_str third = sample_write(sample_full(arena, cold), &facts);
    ck_assert(evne_str_eq(first, third));
    evne_fonts_close(cold);
}
END_TEST

START_TEST(a_locale_changes_nothing)
{
    evne_str first = write_full(sample_facts());
    setlocale(LC_ALL, "");
    setlocale(LC_NUMERIC, "da_DK.UTF-8");
    evne_str second = write_full(sample_facts());
    setlocale(LC_ALL, "C");
    ck_assert(evne_str_eq(first, second));
}
END_TEST

START_TEST(other_data_gives_another_identifier)
{
    evne_pdf_facts facts = sample_facts();
    evne_str first = write_full(facts);
    facts.data = EVNE_STR("format: arbejdsevne-sag/2\n");
    evne_str second = write_full(facts);
    const char *id = strstr(first.p + first.len - 400, "/ID");
    ck_assert_ptr_nonnull(id);
    ck_assert(!holds(second, evne_arena_copy(arena, id, 40)));
}
END_TEST

START_TEST(the_mitid_profile_has_no_form_and_no_attachment)
{
    evne_pdf_facts facts = sample_facts();
    facts.profile = EVNE_PROFILE_MITID;
    evne_str pdf = write_full(facts);
    ck_assert_str_eq(check_pdf(arena, pdf), "");
    static const char *const refused[] = {"/AcroForm", "/Widget",   "/EmbeddedFile", "/AF[",
                                          "/Names",    "/Filespec", "/URI",          "/RoleMap"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        ck_assert_msg(!holds(pdf, refused[i]), "%s", refused[i]);
    ck_assert(holds(pdf, "<pdfaid:part>2</pdfaid:part>"));
}
END_TEST

START_TEST(a_draft_has_its_data_but_no_fields)
{
    evne_pdf_facts facts = sample_facts();
    facts.is_draft = true;
    evne_str pdf = write_full(facts);
    ck_assert_str_eq(check_pdf(arena, pdf), "");
    ck_assert(!holds(pdf, "/FT/Sig"));
    ck_assert(holds(pdf, "/EmbeddedFile"));
}
END_TEST

START_TEST(two_signers_of_one_role_have_two_fields)
{
    evne_str pdf = write_full(sample_facts());
    ck_assert_uint_eq(count(pdf, "/FT/Sig"), 2);
    ck_assert(holds(pdf, "/T(arbejdsgiver)"));
    ck_assert(holds(pdf, "/T(arbejdsgiver-2)"));
    ck_assert(!holds(pdf, "/SigFlags"));
}
END_TEST

START_TEST(a_role_in_other_letters_is_a_plain_name)
{
    sample *s = sample_full(arena, fonts);
    evne_node *node = (evne_node *)(uintptr_t)(const void *)s->signatures[0].node;
    node->as.signer->role = EVNE_STR("sagsbehandler.ø)(");
    evne_pdf_facts facts = sample_facts();
    evne_str pdf = sample_write(s, &facts);
    ck_assert(holds(pdf, "/T(sagsbehandler____)"));
    ck_assert_str_eq(check_pdf(arena, pdf), "");
}
END_TEST

START_TEST(a_title_longer_than_a_string_is_cut_everywhere_alike)
{
    evne_buf title = {.arena = arena};
    for (int i = 0; i < 20000; i++)
        evne_buf_puts(&title, i % 2 ? "ø" : "\xF0\x9F\x98\x80");
    evne_pdf_facts facts = sample_facts();
    facts.title = evne_buf_str(&title);
    ck_assert_str_eq(check_pdf(arena, write_full(facts)), "");
}
END_TEST

START_TEST(empty_facts_still_make_a_valid_file)
{
    sample *s = sample_new(arena, fonts);
    s->doc.title = s->doc.lang = EVNE_STR("");
    evne_node *title = sample_node(s, s->doc.root, EVNE_NODE_TITLE);
    sample_put(s, title, "Kort", (sample_look){0});
    evne_pdf_facts facts = {.created = {{2026, 1, 1}, 0, 0}};
    ck_assert_str_eq(check_pdf(arena, sample_write(s, &facts)), "");
}
END_TEST

START_TEST(a_document_without_pages_is_refused)
{
    sample *s = sample_new(arena, fonts);
    s->pages.n_pages = 0;
    evne_pdf_facts facts = sample_facts();
    evne_str pdf;
    ck_assert_int_eq(evne_pdf_write(arena, &s->pages, fonts, &facts, &pdf, &s->err), EVNE_OUTPUT);
}
END_TEST

/* Many pages share their pieces: only the writer's own limits are tried. */
START_TEST(a_thousand_pages_of_links_are_written)
{
    enum { PAGES = 1000 };
    sample *s = sample_new(arena, fonts);
    evne_node *title = sample_node(s, s->doc.root, EVNE_NODE_TITLE);
    sample_put(s, title, "Mange sider", (sample_look){0});
    sample_anchor(s, title);
    evne_page *pages = evne_arena_array(arena, PAGES, sizeof *pages);
    pages[0] = s->page[0];
    for (size_t i = 1; i < PAGES; i++) {
        s->page[0].n_pieces = 0;
        s->room[0] = 0;
        evne_node *node = sample_paragraph(s, s->doc.root, EVNE_ROLE_BODY);
        for (int k = 0; k < 10; k++) {
            s->y = EVNE_PT(72 + 15 * k);
            sample_put(s, node, "se ", (sample_look){0});
            sample_put(s, node, "titlen", (sample_look){.x = EVNE_PT(100), .link = title});
        }
        pages[i] = s->page[0];
    }
    s->pages.pages = pages;
    s->pages.n_pages = PAGES;
    evne_pdf_facts facts = sample_facts();
    evne_str pdf = sample_write(s, &facts);
    ck_assert_uint_eq(count(pdf, "/Subtype/Link"), 9990);
    ck_assert_str_eq(check_pdf(arena, pdf), "");
}
END_TEST

START_TEST(a_link_that_leads_nowhere_is_plain_text)
{
    sample *s = sample_new(arena, fonts);
    evne_node *title = sample_node(s, s->doc.root, EVNE_NODE_TITLE);
    sample_put(s, title, "Titel", (sample_look){.link = s->doc.root});
    evne_pdf_facts facts = sample_facts();
    evne_str pdf = sample_write(s, &facts);
    ck_assert(!holds(pdf, "/S/Link"));
    ck_assert_str_eq(check_pdf(arena, pdf), "");
}
END_TEST

START_TEST(headings_never_skip_a_level)
{
    sample *s = sample_new(arena, fonts);
    static const int levels[] = {3, 1, 3, 2, 3, 1};
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        evne_node *node = sample_node(s, s->doc.root, EVNE_NODE_HEADING);
        node->as.heading.level = levels[i];
        sample_put(s, node, "Afsnit", (sample_look){0});
        s->y += EVNE_PT(15);
    }
    evne_pdf_facts facts = sample_facts();
    evne_str pdf = sample_write(s, &facts);
    ck_assert_str_eq(check_pdf(arena, pdf), "");
    ck_assert_uint_eq(count(pdf, "/S/H1/"), 1);
    ck_assert_uint_eq(count(pdf, "/S/H2/"), 2);
}
END_TEST

/* MA-1 and MA-2 stand under section 12: the second is no part of the first. */
START_TEST(headings_of_one_kind_have_one_level)
{
    sample *s = sample_new(arena, fonts);
    static const int levels[] = {1, 3, 3, 3, 2, 3, 3};
    sample_put(s, sample_node(s, s->doc.root, EVNE_NODE_TITLE), "Titel", (sample_look){0});
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        evne_node *node = sample_node(s, s->doc.root, EVNE_NODE_HEADING);
        node->as.heading.level = levels[i];
        s->y += EVNE_PT(15);
        sample_put(s, node, "Afsnit", (sample_look){0});
    }
    evne_pdf_facts facts = sample_facts();
    evne_str pdf = sample_write(s, &facts);
    ck_assert_str_eq(check_pdf(arena, pdf), "");
    ck_assert_uint_eq(count(pdf, "/S/H2/"), 1);
    ck_assert_uint_eq(count(pdf, "/S/H3/"), 4);
    ck_assert_uint_eq(count(pdf, "/S/H4/"), 2);
}
END_TEST

START_TEST(text_on_nodes_that_hold_none_finds_a_place)
{
    sample *s = sample_new(arena, fonts);
    evne_node *list = sample_node(s, s->doc.root, EVNE_NODE_MEASURES);
    sample_put(s, list, "Målt", (sample_look){0});
    sample_put(s, sample_node(s, list, EVNE_NODE_MEASURE), "puls 96", (sample_look){0});
    evne_node *table = sample_node(s, s->doc.root, EVNE_NODE_TABLE);
    evne_node *row = sample_node(s, sample_node(s, table, EVNE_NODE_BODY), EVNE_NODE_ROW);
    sample_put(s, row, "uden celle", (sample_look){0});
    sample_put(s, table, "løs tekst", (sample_look){0});
    sample_put(s, s->doc.root, "i dokumentet", (sample_look){0});
    evne_pdf_facts facts = sample_facts();
    ck_assert_str_eq(check_pdf(arena, sample_write(s, &facts)), "");
}
END_TEST

/* Look 11: the plot belongs to the cell before it; no reader meets an empty cell. */
START_TEST(a_plot_is_no_cell_of_its_own)
{
    sample *s = sample_new(arena, fonts);
    evne_column columns[] = {{.kind = EVNE_COLUMN_TEXT},
                             {.kind = EVNE_COLUMN_NUMBER},
                             {.kind = EVNE_COLUMN_PLOT},
                             {.kind = EVNE_COLUMN_TEXT}};
    static const char *const texts[] = {"Nr.", "3", NULL, "ord"};
    evne_node *table = sample_node(s, s->doc.root, EVNE_NODE_TABLE);
    table->as.table.columns = columns;
    table->as.table.n_columns = 4;
    evne_node *head = sample_node(s, sample_node(s, table, EVNE_NODE_HEAD), EVNE_NODE_ROW);
    evne_node *body = sample_node(s, table, EVNE_NODE_BODY);
    evne_node *group = sample_node(s, body, EVNE_NODE_ROW);
    group->as.row.is_group = true;
    sample_put(s, sample_node(s, group, EVNE_NODE_CELL), "Uge 7", (sample_look){0});
    evne_node *row = sample_node(s, body, EVNE_NODE_ROW);
    for (size_t i = 0; i < 8; i++) {
        evne_node *cell = sample_node(s, i < 4 ? head : row, EVNE_NODE_CELL);
        cell->as.cell.is_head = i < 5;
        s->y += EVNE_PT(15);
        if (texts[i % 4] != NULL)
            sample_put(s, cell, texts[i % 4], (sample_look){0});
    }
    evne_pdf_facts facts = sample_facts();
    evne_str pdf = sample_write(s, &facts);
    ck_assert_str_eq(check_pdf(arena, pdf), "");
    ck_assert_uint_eq(count(pdf, "/S/TH/"), 3 + 1 + 1); /* head, group, first of the row */
    ck_assert_uint_eq(count(pdf, "/S/TD/"), 2);
    ck_assert(holds(pdf, "/ColSpan 3/"));
}
END_TEST

START_TEST(a_table_of_empty_cells_is_left_out)
{
    sample *s = sample_new(arena, fonts);
    sample_put(s, sample_node(s, s->doc.root, EVNE_NODE_TITLE), "Titel", (sample_look){0});
    evne_node *table = sample_node(s, s->doc.root, EVNE_NODE_TABLE);
    evne_node *row = sample_node(s, sample_node(s, table, EVNE_NODE_BODY), EVNE_NODE_ROW);
    sample_node(s, row, EVNE_NODE_CELL);
    evne_pdf_facts facts = sample_facts();
    evne_str pdf = sample_write(s, &facts);
    ck_assert_str_eq(check_pdf(arena, pdf), "");
    ck_assert(!holds(pdf, "/S/Table"));
}
END_TEST

Suite *test_write(void)
{
    Suite *suite = suite_create("write");
    TCase *tc = tcase_create("write");
    tcase_set_timeout(tc, 60);
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, a_document_with_everything_keeps_every_rule);
    tcase_add_test(tc, the_checker_sees_what_is_broken);
    tcase_add_test(tc, two_writes_are_equal);
    tcase_add_test(tc, a_locale_changes_nothing);
    tcase_add_test(tc, other_data_gives_another_identifier);
    tcase_add_test(tc, the_mitid_profile_has_no_form_and_no_attachment);
    tcase_add_test(tc, a_draft_has_its_data_but_no_fields);
    tcase_add_test(tc, two_signers_of_one_role_have_two_fields);
    tcase_add_test(tc, a_role_in_other_letters_is_a_plain_name);
    tcase_add_test(tc, a_title_longer_than_a_string_is_cut_everywhere_alike);
    tcase_add_test(tc, empty_facts_still_make_a_valid_file);
    tcase_add_test(tc, a_document_without_pages_is_refused);
    tcase_add_test(tc, a_thousand_pages_of_links_are_written);
    tcase_add_test(tc, a_link_that_leads_nowhere_is_plain_text);
    tcase_add_test(tc, headings_never_skip_a_level);
    tcase_add_test(tc, headings_of_one_kind_have_one_level);
    tcase_add_test(tc, a_plot_is_no_cell_of_its_own);
    tcase_add_test(tc, text_on_nodes_that_hold_none_finds_a_place);
    tcase_add_test(tc, a_table_of_empty_cells_is_left_out);
    suite_add_tcase(suite, tc);
    return suite;
}
