#include "lsp_talk.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "app/lsp_rpc.h"

static evne_lsp_position cursor; /* of the text that was sent last */

static void run_here(evne_task *task, void *request, const evne_worker_limits *limits,
                     evne_outcome *outcome)
{
    (void)limits;
    task(request, outcome);
}

static void hear(void *context, evne_str frame)
{
    lsp_talk *talk = context;
    const char *body = strstr(frame.p, "\r\n\r\n") + 4;
    json_t *message = json_loadb(body, frame.len - (size_t)(body - frame.p), 0, NULL);

    ck_assert_msg(message != NULL, "what was sent is JSON");
    json_array_append_new(talk->told, message);
}

static void work(lsp_talk *talk)
{
    while (evne_lsp_server_step(&talk->server) || evne_lsp_server_check(&talk->server))
        ;
}

void lsp_talk_take(lsp_talk *talk, const char *body)
{
    evne_lsp_server_take(&talk->server, evne_str_of(body));
    work(talk);
}

static void send_json(lsp_talk *talk, json_t *message)
{
    char *text = json_dumps(message, JSON_COMPACT);

    lsp_talk_take(talk, text);
    free(text);
    json_decref(message);
}

void lsp_talk_notify(lsp_talk *talk, const char *method, json_t *params)
{
    send_json(talk, evne_rpc_notification(method, params));
}

json_t *lsp_talk_next(lsp_talk *talk)
{
    json_t *message = json_array_get(talk->told, 0);

    if (!message)
        return NULL;
    json_incref(message);
    json_array_remove(talk->told, 0);
    return message;
}

const json_t *lsp_talk_ask(lsp_talk *talk, const char *method, json_t *params)
{
    json_t *message = evne_rpc_notification(method, params);
    json_int_t id = ++talk->n_asked;

    json_object_set_new(message, "id", json_integer(id));
    send_json(talk, message);
    for (size_t i = json_array_size(talk->told); i-- > 0;) {
        const json_t *answer = json_array_get(talk->told, i);
        const json_t *result = json_object_get(answer, "result");
        if (json_integer_value(json_object_get(answer, "id")) == id)
            return result ? result : json_object_get(answer, "error");
    }
    ck_abort_msg("%s was not answered", method);
}

void lsp_talk_open(lsp_talk *talk, const char *capabilities)
{
    evne_error err;
    json_t *can = json_loads(capabilities, 0, NULL);

    *talk = (lsp_talk){.arena = evne_arena_new(0, NULL, NULL), .told = json_array()};
    ck_assert(can != NULL);
    ck_assert(evne_paths_find(talk->arena, EVNE_ROOT, NULL, NULL, &talk->paths, &err) == EVNE_OK);
    evne_lsp_server_open(&talk->server, &talk->paths, run_here, hear, talk);
    lsp_talk_ask(talk, "initialize", json_pack("{s:o}", "capabilities", can));
    lsp_talk_notify(talk, "initialized", json_object());
}

void lsp_talk_close(lsp_talk *talk)
{
    evne_lsp_server_close(&talk->server);
    json_decref(talk->told);
    evne_arena_free(talk->arena);
}

static evne_lsp_position position_of(evne_arena *arena, evne_str text, size_t offset)
{
    evne_lsp_text table;

    evne_lsp_text_init(arena, text, EVNE_LSP_UTF16, &table);
    return evne_lsp_text_position(&table, offset);
}

void lsp_talk_text(lsp_talk *talk, const char *marked)
{
    const char *bar = strchr(marked, '|');
    size_t at = bar ? (size_t)(bar - marked) : 0;
    const char *text =
        evne_arena_printf(talk->arena, "%.*s%s", (int)at, marked, bar ? bar + 1 : marked);

    cursor = position_of(talk->arena, evne_str_of(text), at);
    lsp_talk_notify(talk, "textDocument/didOpen",
                    json_pack("{s:{s:s, s:s, s:I, s:s}}", "textDocument", "uri", "file:///sag.yaml",
                              "languageId", "yaml", "version", ++talk->version, "text", text));
}

json_t *lsp_talk_cursor(const lsp_talk *talk)
{
    (void)talk;
    return json_pack("{s:{s:s}, s:{s:I, s:I}}", "textDocument", "uri", "file:///sag.yaml",
                     "position", "line", (json_int_t)cursor.line, "character",
                     (json_int_t)cursor.character);
}

static int number(const json_t *json, const char *end, const char *key)
{
    const json_t *position = json_object_get(json_object_get(json, "range"), end);

    return (int)json_integer_value(json_object_get(position, key));
}

const char *lsp_talk_findings(lsp_talk *talk, const char *uri)
{
    evne_buf out = {.arena = talk->arena};
    const json_t *list = NULL;

    for (size_t i = 0; i < json_array_size(talk->told); i++) {
        const json_t *params = json_object_get(json_array_get(talk->told, i), "params");
        const char *about = json_string_value(json_object_get(params, "uri"));
        if (about && strcmp(about, uri) == 0)
            list = json_object_get(params, "diagnostics");
    }
    if (!list)
        return "(nothing published)";
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *d = json_array_get(list, i);
        evne_buf_printf(&out, "%d:%d-%d:%d %s %s\n", number(d, "start", "line"),
                        number(d, "start", "character"), number(d, "end", "line"),
                        number(d, "end", "character"),
                        json_string_value(json_object_get(d, "code")),
                        json_string_value(json_object_get(d, "message")));
    }
    return evne_buf_text(&out);
}

const char *lsp_talk_print(lsp_talk *talk, const json_t *json)
{
    char *text = json_dumps(json, JSON_ENCODE_ANY | JSON_COMPACT);
    const char *kept = evne_arena_text(talk->arena, text ? text : "(none)");

    free(text);
    return kept;
}
