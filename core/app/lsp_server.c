/*
 * How: two tables name the methods, one of requests and one of notifications. A request's function
 * gives its result, or NULL and the error; a notification that makes no sense is dropped, as the
 * protocol wants it.
 */
#include "lsp_server.h"

#include <string.h>

#include "lsp_answer.h"
#include "lsp_client.h"
#include "lsp_rpc.h"

/* An editor waits for these: less patience than for a command. */
static const evne_worker_limits patience = {
    .memory_mib = 1024, .cpu_seconds = 10, .wall_seconds = 20};

typedef struct fault {
    int code;
    const char *message;
} fault;

/* --- sending -------------------------------------------------------------------------------- */

static void send_message(evne_lsp_server *server, json_t *message)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    evne_buf frame = {.arena = arena};

    evne_rpc_write(&frame, message);
    if (frame.len)
        server->send(server->context, evne_buf_str(&frame));
    evne_arena_free(arena);
    json_decref(message);
}

static void send_error(evne_lsp_server *server, json_t *id, int code, const char *message)
{
    send_message(server, evne_rpc_error(id, code, message));
}

void evne_lsp_server_refuse(evne_lsp_server *server)
{
    send_error(server, NULL, EVNE_RPC_INVALID_REQUEST, "the message is too large");
}

/* --- checking ------------------------------------------------------------------------------- */

static json_t *fault_diagnostic(const char *message)
{
    return json_pack("{s:{s:{s:i, s:i}, s:{s:i, s:i}}, s:i, s:s, s:s, s:s}", "range", "start",
                     "line", 0, "character", 0, "end", "line", 0, "character", 0, "severity", 1,
                     "code", "evne.kontrol", "source", "evne", "message", message);
}

/* True when the check came to an end: what is wrong, if anything, stands among the findings. */
static bool is_told(const evne_outcome *outcome)
{
    return outcome->status == EVNE_OK || outcome->status == EVNE_FINDINGS ||
           (outcome->status == EVNE_INPUT && evne_problems_count(outcome->problems));
}

/* The diagnostics of a check, with one more for what kept it from its end. */
static json_t *diagnostics_of(const evne_outcome *outcome)
{
    json_t *list = json_loadb(outcome->json.p ? outcome->json.p : "", outcome->json.len, 0, NULL);
    char message[640];

    if (!json_is_array(list)) {
        json_decref(list);
        list = json_array();
    }
    if (!is_told(outcome)) {
        snprintf(message, sizeof message, "sagen kunne ikke kontrolleres: %s", outcome->err.text);
        json_array_append_new(list, fault_diagnostic(message));
    }
    return list;
}

static evne_lsp_request request_of(const evne_lsp_server *server, const evne_lsp_document *document,
                                   evne_lsp_question question, const json_t *params)
{
    return (evne_lsp_request){.question = question,
                              .paths = server->paths,
                              .client = &server->client,
                              .uri = document->uri,
                              .bytes = document->bytes,
                              .problems = document->problems,
                              .params = params};
}

static void run_check(evne_lsp_server *server, evne_lsp_document *document)
{
    evne_lsp_request request = request_of(server, document, EVNE_LSP_CHECK, NULL);
    evne_problems *problems = evne_lsp_document_renew(document);
    evne_outcome outcome;

    evne_outcome_init(&outcome, document->findings);
    outcome.problems = problems;
    server->run(evne_lsp_answer, &request, &patience, &outcome);
    document->diagnostics = diagnostics_of(&outcome);
}

/* Brings the document's findings up to its text. */
static void check_document(evne_lsp_server *server, evne_lsp_document *document)
{
    json_decref(document->diagnostics);
    document->diagnostics = NULL;
    document->is_stale = false;
    if (document->is_too_large) {
        evne_lsp_document_renew(document);
        document->diagnostics = json_array();
        json_array_append_new(document->diagnostics,
                              fault_diagnostic("filen er for stor til at blive kontrolleret"));
    } else if (evne_lsp_document_kind(document) == EVNE_LSP_CASE) {
        run_check(server, document);
    } else {
        evne_lsp_document_renew(document);
        document->diagnostics = json_array();
    }
}

static void publish(evne_lsp_server *server, const char *uri, json_t *params)
{
    json_object_set_new(params, "uri", json_string(uri));
    send_message(server, evne_rpc_notification("textDocument/publishDiagnostics", params));
}

bool evne_lsp_server_check(evne_lsp_server *server)
{
    evne_lsp_document *document = server->documents.first;

    while (document && document->is_told)
        document = document->next;
    if (!document || server->client.pulls)
        return false;
    if (document->is_stale)
        check_document(server, document);
    publish(server, document->uri,
            json_pack("{s:I, s:O}", "version", document->version, "diagnostics",
                      document->diagnostics));
    document->is_told = document->was_told = true;
    return true;
}

/* --- requests ------------------------------------------------------------------------------- */

static evne_lsp_document *document_of(const evne_lsp_server *server, const json_t *params)
{
    const char *uri =
        json_string_value(json_object_get(json_object_get(params, "textDocument"), "uri"));

    return uri ? evne_lsp_documents_find(&server->documents, uri) : NULL;
}

static json_t *fail(fault *f, int code, const char *message)
{
    *f = (fault){code, message};
    return NULL;
}

static json_t *run_request(evne_lsp_server *server, evne_lsp_request *request, fault *f)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    json_t *result = NULL;
    evne_outcome outcome;

    evne_outcome_init(&outcome, arena);
    server->run(evne_lsp_answer, request, &patience, &outcome);
    if (outcome.status == EVNE_OK)
        result = json_loadb(outcome.json.p ? outcome.json.p : "", outcome.json.len, JSON_DECODE_ANY,
                            NULL);
    if (outcome.status == EVNE_USAGE)
        fail(f, EVNE_RPC_INVALID_PARAMS, "no place in the document");
    else if (!result)
        fail(f, EVNE_RPC_REQUEST_FAILED, "the document could not be worked on");
    evne_arena_free(arena);
    return result;
}

/* A file that is no case, or a text too large, has nothing to say. */
static json_t *ask(evne_lsp_server *server, const json_t *params, evne_lsp_question question,
                   fault *f)
{
    evne_lsp_document *document = document_of(server, params);
    evne_lsp_request request;

    if (!document)
        return fail(f, EVNE_RPC_INVALID_PARAMS, "the document is not open");
    if (evne_lsp_document_kind(document) == EVNE_LSP_OTHER || document->is_too_large)
        return json_null();
    if (document->is_stale && (question == EVNE_LSP_HOVER || question == EVNE_LSP_ACTIONS))
        check_document(server, document);
    request = request_of(server, document, question, params);
    return run_request(server, &request, f);
}

static json_t *complete(evne_lsp_server *server, const json_t *params, fault *f)
{
    return ask(server, params, EVNE_LSP_COMPLETION, f);
}

static json_t *hover(evne_lsp_server *server, const json_t *params, fault *f)
{
    return ask(server, params, EVNE_LSP_HOVER, f);
}

static json_t *actions(evne_lsp_server *server, const json_t *params, fault *f)
{
    return server->client.takes_actions ? ask(server, params, EVNE_LSP_ACTIONS, f) : json_null();
}

static json_t *symbols(evne_lsp_server *server, const json_t *params, fault *f)
{
    return ask(server, params, EVNE_LSP_SYMBOLS, f);
}

static json_t *definition(evne_lsp_server *server, const json_t *params, fault *f)
{
    return ask(server, params, EVNE_LSP_DEFINITION, f);
}

static json_t *references(evne_lsp_server *server, const json_t *params, fault *f)
{
    return ask(server, params, EVNE_LSP_REFERENCES, f);
}

static json_t *pull(evne_lsp_server *server, const json_t *params, fault *f)
{
    evne_lsp_document *document = document_of(server, params);

    if (!document)
        return fail(f, EVNE_RPC_INVALID_PARAMS, "the document is not open");
    if (document->is_stale || !document->diagnostics)
        check_document(server, document);
    return json_pack("{s:s, s:O}", "kind", "full", "items", document->diagnostics);
}

static json_t *initialize(evne_lsp_server *server, const json_t *params, fault *f)
{
    if (server->is_initialized)
        return fail(f, EVNE_RPC_INVALID_REQUEST, "initialized already");
    server->is_initialized = true;
    server->client = evne_lsp_client_read(json_object_get(params, "capabilities"));
    return evne_lsp_client_answer(&server->client);
}

static json_t *shut_down(evne_lsp_server *server, const json_t *params, fault *f)
{
    (void)params;
    (void)f;
    server->is_shut_down = true;
    return json_null();
}

/* --- notifications -------------------------------------------------------------------------- */

static void did_open(evne_lsp_server *server, const json_t *params)
{
    const json_t *opened = json_object_get(params, "textDocument");
    const json_t *text = json_object_get(opened, "text");
    const char *uri = json_string_value(json_object_get(opened, "uri"));

    if (uri && json_is_string(text))
        (void)evne_lsp_documents_open(
            &server->documents, uri, json_integer_value(json_object_get(opened, "version")),
            (evne_str){json_string_value(text), json_string_length(text)});
}

static void did_change(evne_lsp_server *server, const json_t *params)
{
    evne_lsp_document *document = document_of(server, params);
    const json_t *version = json_object_get(json_object_get(params, "textDocument"), "version");

    if (document)
        (void)evne_lsp_document_change(document, server->client.encoding,
                                       json_integer_value(version),
                                       json_object_get(params, "contentChanges"));
}

/* A report or a profile may have been changed since the last check. */
static void did_save(evne_lsp_server *server, const json_t *params)
{
    evne_lsp_document *document = document_of(server, params);

    if (!document)
        return;
    document->is_stale = true;
    document->is_told = false;
}

static void did_close(evne_lsp_server *server, const json_t *params)
{
    evne_lsp_document *document = document_of(server, params);

    if (!document)
        return;
    if (document->was_told)
        publish(server, document->uri, json_pack("{s:[]}", "diagnostics"));
    evne_lsp_documents_close(&server->documents, document->uri);
}

/* --- dispatch ------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    json_t *(*run)(evne_lsp_server *server, const json_t *params, fault *f);
} requests[] = {
    {"initialize", initialize},
    {"shutdown", shut_down},
    {"textDocument/completion", complete},
    {"textDocument/hover", hover},
    {"textDocument/codeAction", actions},
    {"textDocument/documentSymbol", symbols},
    {"textDocument/definition", definition},
    {"textDocument/references", references},
    {"textDocument/diagnostic", pull},
};

static const struct {
    const char *name;
    void (*run)(evne_lsp_server *server, const json_t *params);
} notifications[] = {
    {"textDocument/didOpen", did_open},
    {"textDocument/didChange", did_change},
    {"textDocument/didSave", did_save},
    {"textDocument/didClose", did_close},
};

static json_t *run_method(evne_lsp_server *server, const char *method, const json_t *params,
                          fault *f)
{
    if (!server->is_initialized && strcmp(method, "initialize") != 0)
        return fail(f, EVNE_RPC_NOT_INITIALIZED, "not initialized");
    if (server->is_shut_down)
        return fail(f, EVNE_RPC_INVALID_REQUEST, "shut down");
    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++)
        if (strcmp(requests[i].name, method) == 0)
            return requests[i].run(server, params, f);
    return fail(f, EVNE_RPC_METHOD_NOT_FOUND, "no such method");
}

static void take_request(evne_lsp_server *server, const char *method, json_t *id,
                         const json_t *params)
{
    fault f = {EVNE_RPC_INTERNAL_ERROR, "no answer"};
    json_t *result = run_method(server, method, params, &f);

    if (result)
        send_message(server, evne_rpc_result(id, result));
    else
        send_error(server, id, f.code, f.message);
}

static void take_notification(evne_lsp_server *server, const char *method, const json_t *params)
{
    if (strcmp(method, "exit") == 0)
        server->is_over = true;
    for (size_t i = 0; server->is_initialized && !server->is_shut_down &&
                       i < sizeof notifications / sizeof *notifications;
         i++)
        if (strcmp(notifications[i].name, method) == 0)
            notifications[i].run(server, params);
}

bool evne_lsp_server_step(evne_lsp_server *server)
{
    json_t *message = json_array_get(server->queue, 0), *id;
    const char *method;

    if (!message || server->is_over)
        return false;
    json_incref(message);
    json_array_remove(server->queue, 0);
    id = json_object_get(message, "id");
    method = json_string_value(json_object_get(message, "method"));
    if (id)
        take_request(server, method, id, json_object_get(message, "params"));
    else
        take_notification(server, method, json_object_get(message, "params"));
    json_decref(message);
    return true;
}

/* --- taking messages in --------------------------------------------------------------------- */

static bool is_request_id(const json_t *id)
{
    return json_is_string(id) || json_is_integer(id);
}

/* The answer to something that the server asked; it asks nothing. */
static bool is_response(const json_t *message)
{
    return !json_object_get(message, "method") &&
           (json_object_get(message, "result") || json_object_get(message, "error"));
}

static bool is_message(const json_t *message)
{
    const json_t *id = json_object_get(message, "id"), *params = json_object_get(message, "params");
    const char *version = json_string_value(json_object_get(message, "jsonrpc"));

    return version && strcmp(version, "2.0") == 0 &&
           json_is_string(json_object_get(message, "method")) && (!id || is_request_id(id)) &&
           (!params || json_is_object(params) || json_is_array(params) || json_is_null(params));
}

static void cancel(evne_lsp_server *server, const json_t *id)
{
    for (size_t i = 0; is_request_id(id) && i < json_array_size(server->queue); i++) {
        json_t *waiting = json_object_get(json_array_get(server->queue, i), "id");
        if (!waiting || !json_equal(waiting, id))
            continue;
        send_error(server, waiting, EVNE_RPC_REQUEST_CANCELLED, "cancelled");
        json_array_remove(server->queue, i);
        return;
    }
}

static void take_message(evne_lsp_server *server, json_t *message)
{
    const char *method = json_string_value(json_object_get(message, "method"));
    json_t *id = json_object_get(message, "id");

    if (is_response(message))
        return;
    if (!is_message(message))
        send_error(server, is_request_id(id) ? id : NULL, EVNE_RPC_INVALID_REQUEST,
                   "no request and no notification");
    else if (strcmp(method, "$/cancelRequest") == 0)
        cancel(server, json_object_get(json_object_get(message, "params"), "id"));
    else
        json_array_append(server->queue, message);
}

void evne_lsp_server_take(evne_lsp_server *server, evne_str body)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    json_t *message = evne_rpc_parse(arena, body);

    if (message)
        take_message(server, message);
    else
        send_error(server, NULL, EVNE_RPC_PARSE_ERROR, "no JSON");
    json_decref(message);
    evne_arena_free(arena);
}

size_t evne_lsp_server_waiting(const evne_lsp_server *server)
{
    return json_array_size(server->queue);
}

void evne_lsp_server_open(evne_lsp_server *server, const evne_paths *paths, evne_lsp_run *run,
                          evne_lsp_send *send, void *context)
{
    *server = (evne_lsp_server){
        .paths = paths, .run = run, .send = send, .context = context, .queue = json_array()};
}

void evne_lsp_server_close(evne_lsp_server *server)
{
    evne_lsp_documents_free(&server->documents);
    json_decref(server->queue);
}
