/*
 * How: a list, since few are open. Each text has an arena of its own that is let go with the next
 * change, so that a server that runs for weeks does not grow.
 */
#include "lsp_documents.h"

#include <string.h>

#include "remarks.h"
#include "rules/suggest.h"

enum { MOST_MISTAKES = 5 }; /* in the format's name */

evne_lsp_document *evne_lsp_documents_find(const evne_lsp_documents *documents, const char *uri)
{
    evne_lsp_document *document = documents->first;

    while (document && strcmp(document->uri, uri) != 0)
        document = document->next;
    return document;
}

evne_problems *evne_lsp_document_renew(evne_lsp_document *document)
{
    evne_arena_free(document->findings);
    document->findings = evne_arena_new(0, NULL, NULL);
    document->problems = evne_problems_new(document->findings);
    return document->problems;
}

/* `bytes`, which live in `arena`, become the text. */
static void set_text(evne_lsp_document *document, evne_arena *arena, evne_str bytes)
{
    evne_arena_free(document->text);
    document->text = arena;
    document->is_too_large = bytes.len > EVNE_LSP_LARGEST_TEXT;
    document->bytes = document->is_too_large ? EVNE_STR("") : bytes;
    document->is_stale = true;
    document->is_told = false;
}

static void set_whole_text(evne_lsp_document *document, evne_str text)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);

    set_text(document, arena, (evne_str){evne_arena_copy(arena, text.p, text.len), text.len});
}

static evne_lsp_document *new_document(evne_lsp_documents *documents, const char *uri)
{
    evne_arena *own = evne_arena_new(0, NULL, NULL);
    evne_lsp_document *document = evne_arena_alloc(own, sizeof *document);

    document->own = own;
    document->uri = evne_arena_text(own, uri);
    document->next = documents->first;
    evne_lsp_document_renew(document);
    documents->first = document;
    documents->count++;
    return document;
}

evne_lsp_document *evne_lsp_documents_open(evne_lsp_documents *documents, const char *uri,
                                           json_int_t version, evne_str text)
{
    evne_lsp_document *document = evne_lsp_documents_find(documents, uri);

    if (!document && documents->count >= EVNE_LSP_MOST_DOCUMENTS)
        return NULL;
    if (!document)
        document = new_document(documents, uri);
    document->version = version;
    set_whole_text(document, text);
    return document;
}

static void free_document(evne_lsp_document *document)
{
    evne_arena_free(document->text);
    evne_arena_free(document->findings);
    json_decref(document->diagnostics);
    evne_arena_free(document->own); /* the document itself lies in it */
}

void evne_lsp_documents_close(evne_lsp_documents *documents, const char *uri)
{
    evne_lsp_document **link = &documents->first, *document;

    while (*link && strcmp((*link)->uri, uri) != 0)
        link = &(*link)->next;
    document = *link;
    if (!document)
        return;
    *link = document->next;
    documents->count--;
    free_document(document);
}

void evne_lsp_documents_free(evne_lsp_documents *documents)
{
    while (documents->first) {
        evne_lsp_document *document = documents->first;
        documents->first = document->next;
        free_document(document);
    }
    documents->count = 0;
}

static void splice(evne_lsp_document *document, evne_lsp_range range, evne_str text)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    evne_buf out = {.arena = arena};

    evne_buf_put_str(&out, evne_str_slice(document->bytes, 0, range.from));
    evne_buf_put_str(&out, text);
    evne_buf_put_str(&out, evne_str_slice(document->bytes, range.to, document->bytes.len));
    set_text(document, arena, evne_str_of(""));
    document->is_too_large = out.len > EVNE_LSP_LARGEST_TEXT;
    if (!document->is_too_large)
        document->bytes = (evne_str){evne_buf_text(&out), out.len};
}

/* Replaces a range; one in a text that was too large to keep means nothing. */
static bool change_range(evne_lsp_document *document, evne_lsp_encoding encoding,
                         const json_t *where, evne_str text)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    evne_lsp_range range;
    evne_lsp_text now;
    bool is_range;

    evne_lsp_text_init(arena, document->bytes, encoding, &now);
    is_range = evne_lsp_range_read(&now, where, &range);
    if (is_range && !document->is_too_large)
        splice(document, range, text);
    evne_arena_free(arena);
    return is_range;
}

bool evne_lsp_document_change(evne_lsp_document *document, evne_lsp_encoding encoding,
                              json_int_t version, const json_t *changes)
{
    bool is_good = json_is_array(changes);

    document->version = version;
    for (size_t i = 0; is_good && i < json_array_size(changes); i++) {
        const json_t *change = json_array_get(changes, i);
        const json_t *text = json_object_get(change, "text");
        const json_t *range = json_object_get(change, "range");
        evne_str bytes = {json_string_value(text), json_string_length(text)};

        is_good = json_is_string(text);
        if (is_good && range && !json_is_null(range))
            is_good = change_range(document, encoding, range, bytes);
        else if (is_good)
            set_whole_text(document, bytes);
    }
    return is_good;
}

/* --- what a document is --------------------------------------------------------------------- */

static bool names_format(evne_str value)
{
    evne_str format = EVNE_STR(EVNE_CASE_FORMAT);
    const char *comment = value.len ? memchr(value.p, '#', value.len) : NULL;

    value = evne_str_slice(value, 0, comment ? (size_t)(comment - value.p) : value.len);
    value = evne_str_trim(value);
    return !value.len || evne_str_starts(value, "arbejdsevne") ||
           evne_suggest_distance(value, format, MOST_MISTAKES) <= MOST_MISTAKES;
}

/* What a line says about its file; a line that says nothing leaves `kind` alone. */
static evne_lsp_kind kind_after(evne_str line, evne_lsp_kind kind, bool *is_sure)
{
    const char *colon = line.len ? memchr(line.p, ':', line.len) : NULL;
    evne_str key = evne_str_slice(line, 0, colon ? (size_t)(colon - line.p) : 0);

    if (!key.len || strchr(" #\t-\r", key.p[0]))
        return kind;
    if (evne_str_is(key, "skema")) {
        *is_sure = true;
        return names_format(evne_str_slice(line, key.len + 1, line.len)) ? EVNE_LSP_CASE
                                                                         : EVNE_LSP_OTHER;
    }
    if (evne_str_is(key, "sag") || evne_str_is(key, "borger"))
        return EVNE_LSP_CASE;
    return kind == EVNE_LSP_BLANK ? EVNE_LSP_OTHER : kind;
}

evne_lsp_kind evne_lsp_document_kind(const evne_lsp_document *document)
{
    evne_lsp_kind kind = EVNE_LSP_BLANK;
    evne_str rest = document->bytes;
    bool is_sure = false;

    if (evne_str_starts(rest, "\xEF\xBB\xBF"))
        rest = evne_str_slice(rest, 3, rest.len);
    while (rest.len && !is_sure) {
        const char *end = memchr(rest.p, '\n', rest.len);
        size_t len = end ? (size_t)(end - rest.p) : rest.len;
        kind = kind_after(evne_str_slice(rest, 0, len), kind, &is_sure);
        rest = evne_str_slice(rest, len + 1, rest.len);
    }
    return kind;
}
