/*
 * Bytes from a client, as they come: the server returns, sends nothing but whole frames of JSON,
 * and is no wiser for how the bytes were cut.
 */
#include <stdlib.h>
#include <string.h>

#include "app/lsp_rpc.h"
#include "fuzz/fuzz.h"
#include "fuzz/fuzz_lsp.h"

static void hear(void *context, evne_str frame)
{
    evne_rpc_reader reader = {0};
    evne_str body;
    json_t *json;

    (void)context;
    evne_rpc_feed(&reader, frame.p, frame.len);
    if (evne_rpc_next(&reader, &body) != EVNE_RPC_FRAME)
        abort();
    json = json_loadb(body.p, body.len, 0, NULL);
    if (!json || reader.from != reader.len)
        abort();
    json_decref(json);
    evne_rpc_reader_free(&reader);
}

static void work(evne_lsp_server *server)
{
    while (evne_lsp_server_step(server) || evne_lsp_server_check(server))
        ;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    evne_paths paths = {0};
    evne_lsp_server server;
    evne_rpc_reader reader = {0};
    evne_rpc_frame frame = EVNE_RPC_MORE;
    size_t step = size ? data[0] % 64 + 1 : 1;
    evne_str body;

    evne_lsp_server_open(&server, &paths, fuzz_lsp_run, hear, NULL);
    for (size_t at = 0; at < size && frame != EVNE_RPC_BROKEN; at += step) {
        evne_rpc_feed(&reader, (const char *)data + at, size - at < step ? size - at : step);
        while ((frame = evne_rpc_next(&reader, &body)) == EVNE_RPC_FRAME)
            evne_lsp_server_take(&server, body);
        work(&server);
    }
    evne_lsp_server_close(&server);
    evne_rpc_reader_free(&reader);
    return 0;
}
