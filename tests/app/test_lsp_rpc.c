#include <check.h>
#include <string.h>

#include "app/lsp_rpc.h"

static evne_arena *arena;
static evne_rpc_reader reader;

static void set_up(void)
{
    arena = evne_arena_new(0, NULL, NULL);
    reader = (evne_rpc_reader){0};
}

static void tear_down(void)
{
    evne_rpc_reader_free(&reader);
    evne_arena_free(arena);
}

static void feed(const char *bytes)
{
    evne_rpc_feed(&reader, bytes, strlen(bytes));
}

static void gives(evne_rpc_frame frame, const char *body)
{
    evne_str got = {0};

    ck_assert_int_eq(evne_rpc_next(&reader, &got), frame);
    if (body)
        ck_assert(evne_str_is(got, body));
}

START_TEST(frames_are_found_however_the_bytes_come)
{
    const char *bytes =
        "Content-Length: 2\r\nContent-Type: x\r\n\r\n{}content-length:4\r\n\r\nnull";

    for (const char *at = bytes; *at; at++)
        evne_rpc_feed(&reader, at, 1);
    gives(EVNE_RPC_FRAME, "{}");
    gives(EVNE_RPC_FRAME, "null");
    gives(EVNE_RPC_MORE, NULL);
    feed("Content-Length: 3\r\n\r\n12");
    gives(EVNE_RPC_MORE, NULL);
    feed("3");
    gives(EVNE_RPC_FRAME, "123");
}
END_TEST

START_TEST(a_body_that_is_too_large_is_passed_over)
{
    static char chunk[1000000];

    memset(chunk, 'x', sizeof chunk);
    feed("Content-Length: 40000000\r\n\r\n");
    gives(EVNE_RPC_TOO_LARGE, NULL);
    for (int i = 0; i < 40; i++) {
        gives(EVNE_RPC_MORE, NULL);
        evne_rpc_feed(&reader, chunk, sizeof chunk);
    }
    ck_assert_uint_lt(reader.room, sizeof chunk); /* nothing of it was kept */
    feed("Content-Length: 2\r\n\r\n{}");
    gives(EVNE_RPC_FRAME, "{}");
}
END_TEST

static void breaks(const char *header)
{
    evne_rpc_reader_free(&reader);
    feed(header);
    gives(EVNE_RPC_BROKEN, NULL);
}

START_TEST(a_header_without_a_length_that_can_be_believed_ends_the_talk)
{
    breaks("\r\n\r\n");
    breaks("Content-Type: x\r\n\r\n{}");
    breaks("Content-Length: \r\n\r\n{}");
    breaks("Content-Length: -2\r\n\r\n{}");
    breaks("Content-Length: 2x\r\n\r\n{}");
    breaks("Content-Length: 99999999999999999999999999\r\n\r\n{}");
    breaks("Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} ");
}
END_TEST

START_TEST(a_header_without_an_end_ends_the_talk)
{
    for (int i = 0; i < EVNE_RPC_LARGEST_HEADER / 4; i++) {
        gives(EVNE_RPC_MORE, NULL);
        feed("abcd");
    }
    gives(EVNE_RPC_BROKEN, NULL);
}
END_TEST

static void parses(const char *body, const char *text)
{
    json_t *json = evne_rpc_parse(arena, evne_str_of(body));

    ck_assert_msg(json != NULL, "%s", body);
    ck_assert_str_eq(json_string_value(json_array_get(json, 0)), text);
    json_decref(json);
}

START_TEST(half_of_an_emoji_is_replaced_and_all_else_kept)
{
    parses("[\"a\\ud83d\"]", "a\xEF\xBF\xBD");
    parses("[\"\\uDE00b\"]", "\xEF\xBF\xBD"
                             "b");
    parses("[\"\\ud83d\\ud83d\\ude00\"]", "\xEF\xBF\xBD\xF0\x9F\x98\x80");
    parses("[\"\\\\ud83d\\ude00\"]", "\\ud83d\xEF\xBF\xBD");
    parses("[\"\\ud83d\\ude00\"]", "\xF0\x9F\x98\x80");
    ck_assert_ptr_null(evne_rpc_parse(arena, EVNE_STR("[\"\\ud8")));
    ck_assert_ptr_null(evne_rpc_parse(arena, EVNE_STR("")));
    ck_assert_ptr_null(evne_rpc_parse(arena, EVNE_STR("\xFF\xFE")));
}
END_TEST

START_TEST(a_frame_says_its_length_in_bytes)
{
    evne_buf out = {.arena = arena};
    json_t *json = json_pack("[s]", "æ");

    evne_rpc_write(&out, json);
    ck_assert_str_eq(evne_buf_text(&out), "Content-Length: 6\r\n\r\n[\"æ\"]");
    json_decref(json);
}
END_TEST

Suite *test_lsp_rpc(void)
{
    Suite *suite = suite_create("lsp_rpc");
    TCase *tcase = tcase_create("lsp_rpc");

    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, frames_are_found_however_the_bytes_come);
    tcase_add_test(tcase, a_body_that_is_too_large_is_passed_over);
    tcase_add_test(tcase, a_header_without_a_length_that_can_be_believed_ends_the_talk);
    tcase_add_test(tcase, a_header_without_an_end_ends_the_talk);
    tcase_add_test(tcase, half_of_an_emoji_is_replaced_and_all_else_kept);
    tcase_add_test(tcase, a_frame_says_its_length_in_bytes);
    suite_add_tcase(suite, tcase);
    return suite;
}
