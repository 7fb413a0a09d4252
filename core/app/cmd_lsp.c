/*
 * evne lsp: a language server on standard input and output, for editors.
 *
 * How: read what there is, answer one message, look again; with nothing left to answer, check one
 * changed document, look again; then wait. So requests come before checks, and a check of a text
 * that has been typed over is never begun.
 */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "lsp_rpc.h"
#include "lsp_server.h"

enum { CHUNK = 64 * 1024 };

static const evne_option_id options_of_lsp[] = {EVNE_OPTION_RULES, EVNE_OPTION_RULES_DIR,
                                                EVNE_OPTION_PLUGIN_DIR, EVNE_OPTION_DATA_DIR};

/* The talk with the client. */
typedef struct talk {
    evne_lsp_server server;
    evne_rpc_reader reader;
    int in, out;
    bool is_ended;  /* the client has closed its end */
    bool is_broken; /* no frame can be found, or nobody reads */
} talk;

static void send_frame(void *context, evne_str frame)
{
    talk *t = context;

    while (frame.len && !t->is_broken) {
        ssize_t n = write(t->out, frame.p, frame.len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            t->is_broken = true;
        else
            frame = evne_str_slice(frame, (size_t)n, frame.len);
    }
}

/* Hands every whole frame to the server. */
static void take_frames(talk *t)
{
    evne_rpc_frame frame;
    evne_str body;

    while ((frame = evne_rpc_next(&t->reader, &body)) != EVNE_RPC_MORE) {
        if (frame == EVNE_RPC_FRAME)
            evne_lsp_server_take(&t->server, body);
        else
            evne_lsp_server_refuse(&t->server);
        t->is_broken = t->is_broken || frame == EVNE_RPC_BROKEN;
        if (t->is_broken)
            return;
    }
}

/* True when something can be read within `wait` milliseconds; -1 waits for it. */
static bool can_read(const talk *t, int wait)
{
    struct pollfd input = {.fd = t->in, .events = POLLIN};

    return !t->is_ended && poll(&input, 1, wait) > 0;
}

static void read_some(talk *t)
{
    char chunk[CHUNK];
    ssize_t n = read(t->in, chunk, sizeof chunk);

    if (n > 0) {
        evne_rpc_feed(&t->reader, chunk, (size_t)n);
        take_frames(t);
    } else if (n == 0 || errno != EINTR) {
        t->is_ended = true;
    }
}

static void read_waiting(talk *t)
{
    while (!t->is_broken && evne_lsp_server_waiting(&t->server) < EVNE_LSP_MOST_WAITING &&
           can_read(t, 0))
        read_some(t);
}

static void converse(talk *t)
{
    while (!t->is_broken && !t->server.is_over) {
        read_waiting(t);
        if (evne_lsp_server_step(&t->server))
            continue;
        if (t->is_ended || t->server.is_over)
            return;
        if (!evne_lsp_server_check(&t->server) && can_read(t, -1))
            read_some(t);
    }
}

/*
 * The protocol has standard output to itself: what anything else prints there goes to standard
 * error.
 */
static evne_status take_output(talk *t, evne_error *err)
{
    fflush(stdout);
    t->in = STDIN_FILENO;
    t->out = dup(STDOUT_FILENO);
    if (t->out < 0 || dup2(STDERR_FILENO, STDOUT_FILENO) < 0)
        return evne_fail(err, EVNE_SYSTEM, NULL, "cannot take standard output: %s",
                         strerror(errno));
    signal(SIGPIPE, SIG_IGN);
    return EVNE_OK;
}

/* 0 after shutdown and exit, 1 after exit alone or when the client just went away. */
static evne_status end_of(const talk *t, evne_error *err)
{
    if (t->is_broken)
        return evne_fail(err, EVNE_INPUT, NULL, "the client's messages cannot be followed");
    return t->server.is_over && t->server.is_shut_down ? EVNE_OK : EVNE_FINDINGS;
}

static evne_status run(evne_arena *arena, const evne_options *options, evne_error *err)
{
    evne_status status;
    evne_paths paths;
    talk t = {0};

    EVNE_TRY(evne_command_paths(arena, options, &paths, err));
    EVNE_TRY(take_output(&t, err));
    evne_lsp_server_open(&t.server, &paths, evne_worker_run, send_frame, &t);
    converse(&t);
    status = end_of(&t, err);
    evne_lsp_server_close(&t.server);
    evne_rpc_reader_free(&t.reader);
    close(t.out);
    return status;
}

const evne_command evne_command_lsp = {
    .name = "lsp",
    .arguments = "",
    .least_arguments = 0,
    .most_arguments = 0,
    .summary = "a language server for editors, on standard input and output",
    .about =
        "Speaks the Language Server Protocol (3.17), so that an editor shows, while a case is\n"
        "written, what 'evne check' finds; it completes keys, choices and ids, explains a key or\n"
        "a finding under the cursor, mends what can be mended without judgement, and shows the\n"
        "case as an outline. Started by the editor, not by hand; the README says how. YAML files\n"
        "that are no cases are left alone. Exit code 0 after 'shutdown' and 'exit', else 1; 3\n"
        "when the messages cannot be followed.",
    .options = options_of_lsp,
    .n_options = sizeof options_of_lsp / sizeof *options_of_lsp,
    .run = run,
};
