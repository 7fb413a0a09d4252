#include <check.h>
#include <string.h>

#include "app/lsp_answer.h"
#include "lsp_talk.h"

#define HEAD "skema: arbejdsevne-sag/1\nsag:\n  rapporttyper: [praktikplan]\n"
#define GOALS                                                                                      \
    "bestilling:\n  maal:\n    - {id: M1, tekst: Løfte}\n    - id: M2\n      tekst: >-\n"         \
    "        Gå langt\n"

static lsp_talk talk;

static void set_up(void)
{
    lsp_talk_open(&talk, "{\"textDocument\": {\"codeAction\": {\"codeActionLiteralSupport\": {}},"
                         "\"documentSymbol\": {\"hierarchicalDocumentSymbolSupport\": true}}}");
}

static void tear_down(void)
{
    lsp_talk_close(&talk);
}

/* --- completion ----------------------------------------------------------------------------- */

/* The labels offered at the "|", with a blank between and after them. */
static const char *labels(const char *marked)
{
    evne_buf out = {.arena = talk.arena};
    const json_t *items;

    lsp_talk_text(&talk, marked);
    items = json_object_get(lsp_talk_ask(&talk, "textDocument/completion", lsp_talk_cursor(&talk)),
                            "items");
    for (size_t i = 0; i < json_array_size(items); i++)
        evne_buf_printf(&out, "%s ",
                        json_string_value(json_object_get(json_array_get(items, i), "label")));
    return evne_buf_text(&out);
}

static void offers(const char *marked, const char *first)
{
    const char *all = labels(marked);

    ck_assert_msg(strncmp(all, first, strlen(first)) == 0, "'%s' does not begin with '%s'", all,
                  first);
}

/* The new text of the item `label` and the columns that it replaces: "4-6 tekst: ". */
static const char *edit(const char *label)
{
    const json_t *list = lsp_talk_ask(&talk, "textDocument/completion", lsp_talk_cursor(&talk));
    const json_t *items = json_object_get(list, "items");

    for (size_t i = 0; i < json_array_size(items); i++) {
        const json_t *item = json_array_get(items, i), *what = json_object_get(item, "textEdit");
        int from, to;
        if (strcmp(json_string_value(json_object_get(item, "label")), label) != 0)
            continue;
        ck_assert(json_unpack((json_t *)(uintptr_t)json_object_get(what, "range"),
                              "{s:{s:i}, s:{s:i}}", "start", "character", &from, "end", "character",
                              &to) == 0);
        return evne_arena_printf(talk.arena, "%d-%d %s", from, to,
                                 json_string_value(json_object_get(what, "newText")));
    }
    return "(none)";
}

START_TEST(keys_are_offered_where_they_belong_required_ones_first)
{
    offers("|", "skema sag borger myndighed ");
    offers(HEAD "borger:\n  |\n", "navn cpr tolk adresse ");
    offers(HEAD "borger:\n  cpr: x\n  |\n  tolk: x\n", "navn adresse ");
    offers(HEAD "bestilling:\n  maal:\n    - |", "id tekst ");
    offers(HEAD "bestilling:\n  maal:\n    - id: M1\n      |", "tekst ");
    offers(HEAD "bestilling:\n  maal:\n  - id: M1\n    t|", "tekst ");
    offers(HEAD "borger: {navn: x, |}\n", "cpr tolk ");
    offers(HEAD "borger: {navn: x, t|\nforloeb: x\n", "cpr tolk ");
    offers(HEAD "borger:\n  navn: {|\n", "fornavn mellemnavn efternavn ");
    offers(HEAD "praktikplan:\n  |", "");
}
END_TEST

START_TEST(nothing_is_offered_in_texts_comments_and_other_files)
{
    ck_assert_str_eq(labels(HEAD "# |"), "");
    ck_assert_str_eq(labels(HEAD "borger:\n  email: |"), "");
    ck_assert_str_eq(labels(HEAD "observationer:\n  - iagttaget: >-\n      et |\n"), "");
    ck_assert_str_eq(labels(HEAD "observationer:\n  - iagttaget: \"et |\n"), "");
    ck_assert_str_eq(labels("services:\n  |"), "");
}
END_TEST

START_TEST(values_are_choices_ids_reports_and_profiles)
{
    offers(HEAD "borger:\n  tolk: {behov: |}\n", "ja nej ");
    offers(HEAD "forloeb: {status: |\n", "");
    offers(HEAD "borger:\n  koen: |", "k m x ");
    offers(HEAD "borger:\n  koen: \"|\"", "k m x ");
    offers("skema: |", "arbejdsevne-sag/1 ");
    offers("sag:\n  retsgrundlag: |", "dk-2025 dk-2026-02 ");
    offers(HEAD GOALS "observationer:\n  - maal: |", "M1 M2 ");
    offers(HEAD GOALS "observationer:\n  - maal: [M1, |]\n", "M2 ");
    offers(HEAD GOALS "observationer:\n  - maal:\n      - M|\n", "M1 M2 ");
    ck_assert_ptr_nonnull(
        strstr(labels("sag:\n  rapporttyper: [praktikplan, |]"), "rehab-dossier "));
    ck_assert_ptr_null(strstr(labels("sag:\n  rapporttyper: [praktikplan, |]"), "praktikplan "));
}
END_TEST

START_TEST(what_is_inserted_replaces_the_word_at_the_cursor)
{
    labels(HEAD "borger:\n  na|");
    ck_assert_str_eq(edit("navn"), "2-4 navn: ");
    ck_assert_str_eq(edit("adresse"), "2-4 adresse:");
    labels(HEAD "borger:\n  na|n: x");
    ck_assert_str_eq(edit("navn"), "2-5 navn");
    labels(HEAD "borger: {navn: \"æ😀\", c|}");
    ck_assert_str_eq(edit("cpr"), "22-23 cpr: ");
    labels(HEAD "borger:\n  koen: |");
    ck_assert_str_eq(edit("m"), "8-8 m");
}
END_TEST

START_TEST(snippets_are_sent_only_to_clients_that_take_them)
{
    lsp_talk_close(&talk);
    lsp_talk_open(&talk, "{\"textDocument\": {\"completion\": {\"completionItem\": "
                         "{\"snippetSupport\": true}}}}");
    labels(HEAD "borger:\n  |");
    ck_assert_str_eq(edit("cpr"), "2-2 cpr: \"$0\"");
    ck_assert_str_eq(edit("tolk"), "2-2 tolk:\n  $0");
    ck_assert_str_eq(edit("koen"), "2-2 koen: ${1|k,m,x|}");
    labels(HEAD "bestilling:\n  |");
    ck_assert_str_eq(edit("maal"), "2-2 maal:\n  - $0");
    labels(HEAD "placeringer:\n  - |");
    ck_assert_str_eq(edit("arbejdsgiver"), "4-4 arbejdsgiver:\n    $0"); /* below the key */
}
END_TEST

START_TEST(an_item_says_what_it_is)
{
    const char *list;

    labels(HEAD GOALS "observationer:\n  - maal: |");
    list = lsp_talk_print(&talk,
                          lsp_talk_ask(&talk, "textDocument/completion", lsp_talk_cursor(&talk)));
    ck_assert_ptr_nonnull(strstr(list, "\"detail\":\"Løfte\""));
    ck_assert_ptr_nonnull(strstr(list, "\"detail\":\"Gå langt\""));
    labels(HEAD "sag2: x\nbestilling:\n  |");
    list = lsp_talk_print(&talk,
                          lsp_talk_ask(&talk, "textDocument/completion", lsp_talk_cursor(&talk)));
    ck_assert_ptr_nonnull(strstr(list, "en liste, mindst 1 punkt\\nskal udfyldes"));
}
END_TEST

/* --- hover ---------------------------------------------------------------------------------- */

static void tells(const char *marked, const char *text)
{
    const char *hover;

    lsp_talk_text(&talk, marked);
    hover =
        lsp_talk_print(&talk, lsp_talk_ask(&talk, "textDocument/hover", lsp_talk_cursor(&talk)));
    ck_assert_msg(strstr(hover, text) != NULL, "'%s' is not in %s", text, hover);
}

START_TEST(hover_explains_keys_values_and_findings)
{
    tells(HEAD "borger:\n  c|pr: x\n", "CPR-nr. (borger.cpr)");
    tells(HEAD "borger:\n  c|pr: x\n", "et cpr-nummer");
    tells(HEAD "borger:\n  c|pr: x\n", "Aftale om virksomhedspraktik (skal udfyldes)");
    tells(HEAD "borger:\n  ko|en: x\n", "Vælg mellem: k, m, x");
    tells(HEAD "bo|rgr:\n", "fejl: 'borgr' er ikke et felt her [felt.ukendt]");
    tells(HEAD "bo|rgr:\n", "mente du 'borger'?");
    tells(HEAD GOALS "observationer:\n  - maal: [M|2]\n", "M2 Gå langt");
    tells(HEAD "observationer:\n  - kilde: {rolle: la|ege}\n", "Læge");
    tells(HEAD "borger:\n  email: x|@y.example\n", "null");
    tells("services:\n  w|eb: x\n", "null");
}
END_TEST

START_TEST(what_a_case_contains_is_no_markdown)
{
    lsp_talk_close(&talk);
    lsp_talk_open(&talk, "{\"textDocument\": {\"hover\": {\"contentFormat\": [\"markdown\"]}}}");
    tells(HEAD "\"|[x](http-y)\": 1\n", "\\\\[x\\\\](http-y)");
    tells(HEAD "borger:\n  c|pr: x\n", "**CPR-nr.**");
}
END_TEST

/* --- quick fixes ---------------------------------------------------------------------------- */

static evne_lsp_text text_of(evne_str bytes)
{
    evne_lsp_text text;

    evne_lsp_text_init(talk.arena, bytes, EVNE_LSP_UTF16, &text);
    return text;
}

static const json_t *actions_at_cursor(void)
{
    json_t *params = lsp_talk_cursor(&talk), *at = json_object_get(params, "position");

    json_object_set_new(params, "range", json_pack("{s:O, s:O}", "start", at, "end", at));
    json_object_set_new(params, "context", json_pack("{s:[]}", "diagnostics"));
    return lsp_talk_ask(&talk, "textDocument/codeAction", params);
}

/* The text after the fix of that title, which is offered at the "|". */
static void mends(const char *marked, const char *title, const char *expected)
{
    const json_t *list;

    lsp_talk_text(&talk, marked);
    list = actions_at_cursor();
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *action = json_array_get(list, i);
        const json_t *changes = json_object_get(json_object_get(action, "edit"), "changes");
        const json_t *edit = json_array_get(json_object_get(changes, "file:///sag.yaml"), 0);
        evne_str bytes = talk.server.documents.first->bytes;
        evne_lsp_text text = text_of(bytes);
        evne_lsp_range range;
        if (strcmp(json_string_value(json_object_get(action, "title")), title) != 0)
            continue;
        ck_assert(evne_lsp_range_read(&text, json_object_get(edit, "range"), &range));
        ck_assert_str_eq(evne_arena_printf(talk.arena, "%.*s%s%s", (int)range.from, bytes.p,
                                           json_string_value(json_object_get(edit, "newText")),
                                           bytes.p + range.to),
                         expected);
        return;
    }
    ck_abort_msg("'%s' is not offered: %s", title, lsp_talk_print(&talk, list));
}

START_TEST(a_misspelt_word_is_mended)
{
    mends(HEAD "|borgr:\n  navn: x\n", "Ret til 'borger'", HEAD "borger:\n  navn: x\n");
    mends(HEAD "borger:\n  koen: k\n  tolk: {|behvo: ja}\n", "Ret til 'behov'",
          HEAD "borger:\n  koen: k\n  tolk: {behov: ja}\n");
    mends("skema: arbejdsevne-sag/1\nsag:\n  rapporttyper: [|praktikpla]\n",
          "Ret til 'praktikplan'",
          "skema: arbejdsevne-sag/1\nsag:\n  rapporttyper: [praktikplan]\n");
    mends("skema: |arbejdsevne-sag/2\n", "Ret til 'arbejdsevne-sag/1'",
          "skema: arbejdsevne-sag/1\n");
    mends("|sag: x\n", "Tilføj 'skema'", "skema: arbejdsevne-sag/1\nsag: x\n");
}
END_TEST

#define OBSERVED                                                                                   \
    "skema: arbejdsevne-sag/1\nsag: {rapporttyper: [rehab-dossier]}\n"                             \
    "observationer:\n  - iagttaget: >-\n      "

START_TEST(a_rule_that_knows_what_to_write_is_followed)
{
    lsp_talk_text(&talk, HEAD); /* makes sure that the pack is read for a text that comes later */
    evne_folders_add(&talk.paths.rule_files, EVNE_ROOT "/tests/app/fixtures/erstat.yaml");
    mends(OBSERVED "Borger nåede\n      kvart|timernes æ arbejde.\n", "Skriv 'de kvart timers'",
          OBSERVED "Borger nåede\n      de kvart timers æ arbejde.\n");
    mends(OBSERVED "Borger gik |ligesom hjem.\n", "Slet det markerede",
          OBSERVED "Borger gik hjem.\n");
    ck_assert_ptr_nonnull(strstr(lsp_talk_findings(&talk, "file:///sag.yaml"), "4:17-4:25 ZZ02"));
}
END_TEST

START_TEST(a_reference_and_a_choice_are_mended)
{
    static const char log[] = "skema: arbejdsevne-sag/1\nsag: {rapporttyper: "
                              "[logbog-sammenfatning]}\nplaceringer:\n  - id: P-11\n";

    mends(evne_arena_printf(talk.arena, "%slogbog:\n  - placering: |P-12\n", log), "Ret til 'P-11'",
          evne_arena_printf(talk.arena, "%slogbog:\n  - placering: P-11\n", log));
    mends(evne_arena_printf(talk.arena, "%slogbog:\n  - status: \"|moedtt\"\n", log),
          "Ret til 'moedt'",
          evne_arena_printf(talk.arena, "%slogbog:\n  - status: \"moedt\"\n", log));
}
END_TEST

START_TEST(a_missing_key_is_put_where_the_schema_has_it_without_a_value)
{
    mends(HEAD "borger:\n  |navn: x\n  tolk: {behov: ja}\n", "Tilføj 'cpr'",
          HEAD "borger:\n  navn: x\n  cpr: \n  tolk: {behov: ja}\n");
    mends(HEAD "borger:\n  |navn: x\n  cpr: y\n", "Tilføj 'tolk'",
          HEAD "borger:\n  navn: x\n  cpr: y\n  tolk:\n    behov: \n");
    mends(HEAD "bestilling:\n  maal:\n    - |tekst: x\n", "Tilføj 'id'",
          HEAD "bestilling:\n  maal:\n    - id: \n      tekst: x\n");
    mends(HEAD "bestilling:\n  maal:\n    - |{id: M1}\n", "Tilføj 'tekst'",
          HEAD "bestilling:\n  maal:\n    - {id: M1, tekst: }\n");
    mends(HEAD "bestilling:\n  |nr: x\n", "Tilføj 'maal'",
          HEAD "bestilling:\n  nr: x\n  maal:\n    - id: \n      tekst: \n");
}
END_TEST

START_TEST(a_missing_key_takes_the_line_ends_of_its_file)
{
    mends("skema: arbejdsevne-sag/1\r\nsag:\r\n  rapporttyper: [praktikplan]\r\nborger:\r\n"
          "  |navn: x\r\n",
          "Tilføj 'cpr'",
          "skema: arbejdsevne-sag/1\r\nsag:\r\n  rapporttyper: [praktikplan]\r\nborger:\r\n"
          "  navn: x\r\n  cpr: \r\n");
}
END_TEST

/* --- outline and references ----------------------------------------------------------------- */

START_TEST(the_outline_has_items_with_id_and_title)
{
    const json_t *outline, *goals;

    lsp_talk_text(&talk, HEAD GOALS);
    outline = lsp_talk_ask(&talk, "textDocument/documentSymbol", lsp_talk_cursor(&talk));
    ck_assert_uint_eq(json_array_size(outline), 2);
    goals = json_array_get(json_object_get(json_array_get(outline, 1), "children"), 0);
    ck_assert_str_eq(json_string_value(json_object_get(goals, "name")), "maal");
    goals = json_array_get(json_object_get(goals, "children"), 1);
    ck_assert_str_eq(json_string_value(json_object_get(goals, "name")), "M2");
    ck_assert_str_eq(json_string_value(json_object_get(goals, "detail")), "Gå langt");
}
END_TEST

static int line_of(const json_t *location)
{
    const json_t *start = json_object_get(json_object_get(location, "range"), "start");

    return (int)json_integer_value(json_object_get(start, "line"));
}

START_TEST(a_reference_leads_to_its_item_and_back)
{
    const json_t *found;
    json_t *params;

    lsp_talk_text(&talk, HEAD GOALS "observationer:\n  - maal: [M1, M|2]\n  - maal: M2\n");
    found = lsp_talk_ask(&talk, "textDocument/definition", lsp_talk_cursor(&talk));
    ck_assert_int_eq(line_of(found), 6);
    params = lsp_talk_cursor(&talk);
    json_object_set_new(params, "context", json_pack("{s:b}", "includeDeclaration", 1));
    found = lsp_talk_ask(&talk, "textDocument/references", params);
    ck_assert_uint_eq(json_array_size(found), 3);
    ck_assert_int_eq(line_of(json_array_get(found, 0)), 6);
    ck_assert_int_eq(line_of(json_array_get(found, 2)), 11);
}
END_TEST

#define SEEN                                                                                       \
    "skema: arbejdsevne-sag/1\nsag:\n  rapporttyper: [rehab-dossier]\n"                            \
    "observationer:\n  - id: O-01\n    dato: 2026-02-09\n    iagttaget: Gik langt\n  - id: O-02\n"

START_TEST(what_a_conclusion_rests_on_is_offered_and_explained)
{
    const json_t *found;

    offers(SEEN "besvarelse:\n  - grundlag: [O-02, |]\n", "O-01 ");
    tells(SEEN "besvarelse:\n  - grundlag: [O|-01]\n", "O-01 2026-02-09, Gik langt");
    lsp_talk_text(&talk, SEEN "besvarelse:\n  - grundlag: [O|-02]\n");
    found = lsp_talk_ask(&talk, "textDocument/definition", lsp_talk_cursor(&talk));
    ck_assert_int_eq(line_of(found), 7);
}
END_TEST

Suite *test_lsp_answers(void)
{
    Suite *suite = suite_create("lsp_answers");
    TCase *tcase = tcase_create("lsp_answers");

    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, keys_are_offered_where_they_belong_required_ones_first);
    tcase_add_test(tcase, nothing_is_offered_in_texts_comments_and_other_files);
    tcase_add_test(tcase, values_are_choices_ids_reports_and_profiles);
    tcase_add_test(tcase, what_is_inserted_replaces_the_word_at_the_cursor);
    tcase_add_test(tcase, snippets_are_sent_only_to_clients_that_take_them);
    tcase_add_test(tcase, an_item_says_what_it_is);
    tcase_add_test(tcase, hover_explains_keys_values_and_findings);
    tcase_add_test(tcase, what_a_case_contains_is_no_markdown);
    tcase_add_test(tcase, a_misspelt_word_is_mended);
    tcase_add_test(tcase, a_rule_that_knows_what_to_write_is_followed);
    tcase_add_test(tcase, a_reference_and_a_choice_are_mended);
    tcase_add_test(tcase, a_missing_key_is_put_where_the_schema_has_it_without_a_value);
    tcase_add_test(tcase, a_missing_key_takes_the_line_ends_of_its_file);
    tcase_add_test(tcase, the_outline_has_items_with_id_and_title);
    tcase_add_test(tcase, a_reference_leads_to_its_item_and_back);
    tcase_add_test(tcase, what_a_conclusion_rests_on_is_offered_and_explained);
    suite_add_tcase(suite, tcase);
    return suite;
}
