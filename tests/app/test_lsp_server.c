#include <check.h>
#include <string.h>

#include "app/lsp_rpc.h"
#include "lsp_talk.h"

#define SAG "file:///sag.yaml"
#define TYPES "rapporttyper: [praktikplan]"
#define HEAD "skema: arbejdsevne-sag/1\nsag:\n  rapporttyper: [praktikplan]\n"

static lsp_talk talk;

static void set_up(void)
{
    lsp_talk_open(&talk, "{}");
}

static void tear_down(void)
{
    lsp_talk_close(&talk);
}

static void finds(const char *text)
{
    const char *found = lsp_talk_findings(&talk, SAG);

    ck_assert_msg(strstr(found, text) != NULL, "'%s' is not among:\n%s", text, found);
}

static void finds_not(const char *text)
{
    const char *found = lsp_talk_findings(&talk, SAG);

    ck_assert_msg(strstr(found, text) == NULL, "'%s' is among:\n%s", text, found);
}

static json_t *whole(const char *text)
{
    return json_pack("[{s:s}]", "text", text);
}

static json_t *part(int line, int from, int to, const char *text)
{
    return json_pack("[{s:{s:{s:i, s:i}, s:{s:i, s:i}}, s:s}]", "range", "start", "line", line,
                     "character", from, "end", "line", line, "character", to, "text", text);
}

static void change(int version, json_t *changes)
{
    lsp_talk_notify(&talk, "textDocument/didChange",
                    json_pack("{s:{s:s, s:i}, s:o}", "textDocument", "uri", SAG, "version", version,
                              "contentChanges", changes));
}

START_TEST(findings_move_with_the_text)
{
    lsp_talk_text(&talk, HEAD "borgr: 1\n");
    finds("3:0-3:5 felt.ukendt 'borgr' er ikke et felt her\nmente du 'borger'?");
    change(2, part(0, 0, 0, "# en linje mere\n"));
    finds("4:0-4:5 felt.ukendt 'borgr'");
    change(3, part(4, 4, 4, "e"));
    finds_not("felt.ukendt");
    change(4, whole(HEAD "borrger: 1\n"));
    finds("3:0-3:7 felt.ukendt 'borrger'");
}
END_TEST

START_TEST(what_is_published_names_the_version_that_was_checked)
{
    json_t *message;

    lsp_talk_text(&talk, HEAD);
    json_array_clear(talk.told);
    change(7, part(0, 0, 0, "#\n"));
    message = lsp_talk_next(&talk);
    ck_assert_str_eq(json_string_value(json_object_get(message, "method")),
                     "textDocument/publishDiagnostics");
    ck_assert_int_eq(
        json_integer_value(json_object_get(json_object_get(message, "params"), "version")), 7);
    json_decref(message);
}
END_TEST

START_TEST(columns_after_an_emoji_are_utf_16_unless_something_else_is_agreed)
{
    static const char text[] = "skema: arbejdsevne-sag/1\nsag: {id: \"😀æ\", titl: x, " TYPES "}\n";

    lsp_talk_text(&talk, text);
    finds("1:17-1:21 felt.ukendt 'titl'");
    lsp_talk_close(&talk);
    lsp_talk_open(&talk, "{\"general\": {\"positionEncodings\": [\"utf-8\", \"utf-16\"]}}");
    lsp_talk_text(&talk, text);
    finds("1:20-1:24 felt.ukendt 'titl'");
    lsp_talk_close(&talk);
    lsp_talk_open(&talk, "{\"general\": {\"positionEncodings\": [\"utf-32\", 7]}}");
    lsp_talk_text(&talk, text);
    finds("1:16-1:20 felt.ukendt 'titl'");
}
END_TEST

START_TEST(an_edit_beside_an_emoji_goes_where_the_client_means)
{
    lsp_talk_text(&talk, "skema: arbejdsevne-sag/1\nsag: {id: \"😀æ\", titl: x, " TYPES "}\n");
    change(2, part(1, 20, 20, "e"));
    finds("felt.mangler");
    finds_not("felt.ukendt");
}
END_TEST

START_TEST(a_file_that_cannot_be_followed_has_its_fault_where_it_is)
{
    lsp_talk_text(&talk, HEAD "borger: [1\nforloeb: 2\n");
    finds("yaml.syntaks");
    change(2, whole(HEAD "borger: \"\\x00\"\n"));
    finds_not("evne.kontrol");
}
END_TEST

START_TEST(two_documents_have_their_own_findings)
{
    json_t *other = json_pack("{s:{s:s, s:i, s:s}}", "textDocument", "uri", "file:///b.yaml",
                              "version", 1, "text", HEAD "logbgo: 1\n");

    lsp_talk_text(&talk, HEAD "borgr: 1\n");
    lsp_talk_notify(&talk, "textDocument/didOpen", other);
    finds("'borgr'");
    finds_not("'logbgo'");
    ck_assert_ptr_nonnull(strstr(lsp_talk_findings(&talk, "file:///b.yaml"), "'logbgo'"));
    lsp_talk_notify(&talk, "textDocument/didClose",
                    json_pack("{s:{s:s}}", "textDocument", "uri", SAG));
    ck_assert_str_eq(lsp_talk_findings(&talk, SAG), "");
    ck_assert_ptr_nonnull(strstr(lsp_talk_findings(&talk, "file:///b.yaml"), "'logbgo'"));
}
END_TEST

START_TEST(other_yaml_is_left_alone)
{
    static const char *const others[] = {"services:\n  web: x\n", "skema: retsgrundlag/1\nsag: 1\n",
                                         "", "# kun en note\n"};
    static const char *const cases[] = {"skema: arbejdsevne-sag/2\n", "skema: arbejdsevnesag/1\n",
                                        "skema:\n", "borger:\n  navn: x\n"};

    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        lsp_talk_text(&talk, others[i]);
        ck_assert_str_eq(lsp_talk_findings(&talk, SAG), "");
    }
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lsp_talk_text(&talk, cases[i]);
        finds("sag.skema");
    }
}
END_TEST

static void die(evne_task *task, void *request, const evne_worker_limits *limits,
                evne_outcome *outcome)
{
    (void)task;
    (void)request;
    (void)limits;
    outcome->status = evne_fail(&outcome->err, EVNE_SYSTEM, NULL, "the job died of signal 11");
}

START_TEST(a_worker_that_dies_is_one_finding_and_one_failed_request)
{
    const json_t *answer;

    talk.server.run = die;
    lsp_talk_text(&talk, HEAD);
    ck_assert_str_eq(
        lsp_talk_findings(&talk, SAG),
        "0:0-0:0 evne.kontrol sagen kunne ikke kontrolleres: the job died of signal 11\n");
    answer = lsp_talk_ask(&talk, "textDocument/hover", lsp_talk_cursor(&talk));
    ck_assert_int_eq(json_integer_value(json_object_get(answer, "code")), EVNE_RPC_REQUEST_FAILED);
}
END_TEST

START_TEST(a_text_past_all_limits_is_one_finding_until_it_is_smaller)
{
    size_t size = EVNE_LSP_LARGEST_TEXT + 1;
    char *large = evne_arena_alloc(talk.arena, size + 1);

    memset(large, 'x', size);
    memcpy(large, "sag: ", 5);
    lsp_talk_text(&talk, large);
    finds("evne.kontrol filen er for stor");
    change(2, part(0, 0, 1, "y")); /* of a text that was not kept */
    finds("evne.kontrol filen er for stor");
    change(3, whole(HEAD));
    finds_not("evne.kontrol");
}
END_TEST

/* --- the protocol --------------------------------------------------------------------------- */

static void answers(const char *body, int code)
{
    json_t *answer;

    json_array_clear(talk.told);
    lsp_talk_take(&talk, body);
    answer = lsp_talk_next(&talk);
    ck_assert_msg((answer != NULL) == (code != 0), "%s", body);
    if (answer)
        ck_assert_int_eq(
            json_integer_value(json_object_get(json_object_get(answer, "error"), "code")), code);
    json_decref(answer);
}

#define RPC "{\"jsonrpc\":\"2.0\","

START_TEST(messages_that_are_none_have_the_errors_of_the_protocol)
{
    answers("{", EVNE_RPC_PARSE_ERROR);
    answers("", EVNE_RPC_PARSE_ERROR);
    answers("[]", EVNE_RPC_INVALID_REQUEST);
    answers("7", EVNE_RPC_PARSE_ERROR);
    answers("{\"id\":1,\"method\":\"shutdown\"}", EVNE_RPC_INVALID_REQUEST);
    answers(RPC "\"id\":1}", EVNE_RPC_INVALID_REQUEST);
    answers(RPC "\"id\":{},\"method\":\"shutdown\"}", EVNE_RPC_INVALID_REQUEST);
    answers(RPC "\"id\":1,\"method\":\"shutdown\",\"params\":3}", EVNE_RPC_INVALID_REQUEST);
    answers(RPC "\"id\":1,\"method\":\"evne/none\"}", EVNE_RPC_METHOD_NOT_FOUND);
    answers(RPC "\"id\":1,\"method\":\"initialize\"}", EVNE_RPC_INVALID_REQUEST);
    answers(RPC "\"id\":1,\"method\":\"textDocument/hover\"}", EVNE_RPC_INVALID_PARAMS);
    answers(RPC "\"id\":1,\"result\":null}", 0);
    answers(RPC "\"method\":\"evne/none\"}", 0);
    answers(RPC "\"method\":\"$/setTrace\",\"params\":{}}", 0);
    answers(RPC "\"method\":\"textDocument/didOpen\",\"params\":[]}", 0);
    answers(RPC "\"method\":\"textDocument/didChange\",\"params\":{\"textDocument\":7}}", 0);
}
END_TEST

START_TEST(positions_that_are_none_are_refused)
{
    lsp_talk_text(&talk, HEAD);
    answers(RPC "\"id\":1,\"method\":\"textDocument/hover\",\"params\":{\"textDocument\":{\"uri\":"
                "\"" SAG "\"},\"position\":{\"line\":-1,\"character\":0}}}",
            EVNE_RPC_INVALID_PARAMS);
    answers(RPC "\"id\":1,\"method\":\"textDocument/hover\",\"params\":{\"textDocument\":{\"uri\":"
                "\"" SAG "\"},\"position\":{\"line\":0,\"character\":99999999999}}}",
            EVNE_RPC_INVALID_PARAMS);
    answers(RPC "\"id\":1,\"method\":\"textDocument/completion\",\"params\":{\"textDocument\":"
                "{\"uri\":\"" SAG "\"}}}",
            EVNE_RPC_INVALID_PARAMS);
}
END_TEST

START_TEST(nothing_is_answered_before_initialize_and_after_shutdown)
{
    evne_lsp_server_close(&talk.server);
    evne_lsp_server_open(&talk.server, &talk.paths, talk.server.run, talk.server.send, &talk);
    answers(RPC "\"id\":1,\"method\":\"shutdown\"}", EVNE_RPC_NOT_INITIALIZED);
    lsp_talk_ask(&talk, "initialize", json_object());
    lsp_talk_ask(&talk, "shutdown", json_null());
    answers(RPC "\"id\":1,\"method\":\"textDocument/hover\"}", EVNE_RPC_INVALID_REQUEST);
    lsp_talk_notify(&talk, "exit", json_null());
    ck_assert(talk.server.is_over && talk.server.is_shut_down);
}
END_TEST

START_TEST(a_request_that_waits_can_be_cancelled)
{
    evne_lsp_server_take(&talk.server,
                         EVNE_STR(RPC "\"id\":\"a\",\"method\":\"textDocument/hover\"}"));
    evne_lsp_server_take(&talk.server, EVNE_STR(RPC "\"id\":5,\"method\":\"textDocument/hover\"}"));
    answers(RPC "\"method\":\"$/cancelRequest\",\"params\":{\"id\":5}}",
            EVNE_RPC_REQUEST_CANCELLED);
    answers(RPC "\"method\":\"$/cancelRequest\",\"params\":{\"id\":5}}", 0);
    answers(RPC "\"method\":\"$/cancelRequest\",\"params\":{}}", 0);
}
END_TEST

START_TEST(findings_can_be_pulled_by_a_client_that_takes_none_pushed)
{
    const json_t *report;

    lsp_talk_close(&talk);
    lsp_talk_open(&talk, "{\"textDocument\": {\"diagnostic\": {}}}");
    lsp_talk_text(&talk, HEAD "borgr: 1\n");
    ck_assert_str_eq(lsp_talk_findings(&talk, SAG), "(nothing published)");
    report = lsp_talk_ask(&talk, "textDocument/diagnostic",
                          json_pack("{s:{s:s}}", "textDocument", "uri", SAG));
    ck_assert_str_eq(json_string_value(json_object_get(report, "kind")), "full");
    ck_assert_ptr_nonnull(strstr(lsp_talk_print(&talk, report), "'borgr'"));
}
END_TEST

Suite *test_lsp_server(void)
{
    Suite *suite = suite_create("lsp_server");
    TCase *tcase = tcase_create("lsp_server");

    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, findings_move_with_the_text);
    tcase_add_test(tcase, what_is_published_names_the_version_that_was_checked);
    tcase_add_test(tcase, columns_after_an_emoji_are_utf_16_unless_something_else_is_agreed);
    tcase_add_test(tcase, an_edit_beside_an_emoji_goes_where_the_client_means);
    tcase_add_test(tcase, a_file_that_cannot_be_followed_has_its_fault_where_it_is);
    tcase_add_test(tcase, two_documents_have_their_own_findings);
    tcase_add_test(tcase, other_yaml_is_left_alone);
    tcase_add_test(tcase, a_worker_that_dies_is_one_finding_and_one_failed_request);
    tcase_add_test(tcase, a_text_past_all_limits_is_one_finding_until_it_is_smaller);
    tcase_add_test(tcase, messages_that_are_none_have_the_errors_of_the_protocol);
    tcase_add_test(tcase, positions_that_are_none_are_refused);
    tcase_add_test(tcase, nothing_is_answered_before_initialize_and_after_shutdown);
    tcase_add_test(tcase, a_request_that_waits_can_be_cancelled);
    tcase_add_test(tcase, findings_can_be_pulled_by_a_client_that_takes_none_pushed);
    suite_add_tcase(suite, tcase);
    return suite;
}
