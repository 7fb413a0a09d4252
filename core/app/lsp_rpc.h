/*
 * lsp_rpc.h - the language server's wire: frames of JSON with a length before each (JSON-RPC 2.0).
 *
 * Layer: app. A frame is "Content-Length: N", a blank line, N bytes. What the other side sends is
 * not trusted: header and body have limits, and a length that cannot be believed ends the talk,
 * because nothing after it can be found again.
 */
#ifndef EVNE_APP_LSP_RPC_H
#define EVNE_APP_LSP_RPC_H

#include <jansson.h>

#include "base/str.h"

enum {
    EVNE_RPC_LARGEST_HEADER = 4096,
    EVNE_RPC_LARGEST_BODY = 32 * 1024 * 1024, /* a case of 8 MiB, escaped */

    EVNE_RPC_PARSE_ERROR = -32700,
    EVNE_RPC_INVALID_REQUEST = -32600,
    EVNE_RPC_METHOD_NOT_FOUND = -32601,
    EVNE_RPC_INVALID_PARAMS = -32602,
    EVNE_RPC_INTERNAL_ERROR = -32603,
    EVNE_RPC_NOT_INITIALIZED = -32002,
    EVNE_RPC_REQUEST_FAILED = -32803,
    EVNE_RPC_REQUEST_CANCELLED = -32800
};

/* Bytes that came and were not used yet. Start with {0}, end with evne_rpc_reader_free. */
typedef struct evne_rpc_reader {
    char *bytes;
    size_t len, room, from; /* what is left begins at `from` */
    size_t to_skip;         /* of a body that is too large */
} evne_rpc_reader;

typedef enum evne_rpc_frame {
    EVNE_RPC_MORE,      /* no whole frame yet */
    EVNE_RPC_FRAME,     /* a body */
    EVNE_RPC_TOO_LARGE, /* a body past the limit: it is skipped, the next frame is found */
    EVNE_RPC_BROKEN     /* no frame can be found from here */
} evne_rpc_frame;

/* Takes `len` bytes that came. */
void evne_rpc_feed(evne_rpc_reader *reader, const char *bytes, size_t len);
/* The next frame; `*body` is valid until the next call. */
evne_rpc_frame evne_rpc_next(evne_rpc_reader *reader, evne_str *body);
void evne_rpc_reader_free(evne_rpc_reader *reader);

/* `object` as a frame at the end of `out`. */
void evne_rpc_write(evne_buf *out, const json_t *object);

/*
 * The JSON of `body`, or NULL. Halves of a character that stand alone ("\ud83d", as when an editor
 * deletes half of an emoji) become U+FFFD, which takes as many UTF-16 units.
 */
json_t *evne_rpc_parse(evne_arena *arena, evne_str body);

/* Whole answers; `id` is borrowed, NULL gives null, `result` is taken over. The caller owns them.
 */
json_t *evne_rpc_result(json_t *id, json_t *result);
json_t *evne_rpc_error(json_t *id, int code, const char *message);
json_t *evne_rpc_notification(const char *method, json_t *params);

#endif
