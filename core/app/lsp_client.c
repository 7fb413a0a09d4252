/* How: capabilities are looked up by their path in the protocol; what is not there is not taken. */
#include "lsp_client.h"

#include <string.h>

static json_t *at(const json_t *json, const char *path)
{
    const char *dot = strchr(path, '.');
    json_t *next = json_object_getn(json, path, dot ? (size_t)(dot - path) : strlen(path));

    return dot && next ? at(next, dot + 1) : next;
}

static bool has(const json_t *capabilities, const char *path)
{
    return json_is_true(at(capabilities, path));
}

static bool lists(const json_t *list, const char *word)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *text = json_string_value(json_array_get(list, i));
        if (text && strcmp(text, word) == 0)
            return true;
    }
    return false;
}

static evne_lsp_encoding choose_encoding(const json_t *offered)
{
    evne_lsp_encoding encoding = EVNE_LSP_UTF16;

    for (size_t i = 0; i < json_array_size(offered); i++)
        if (evne_lsp_encoding_parse(json_string_value(json_array_get(offered, i)), &encoding))
            break;
    return encoding;
}

/* InsertTextMode 2 is adjustIndentation. */
static bool adjusts(const json_t *modes)
{
    for (size_t i = 0; i < json_array_size(modes); i++)
        if (json_integer_value(json_array_get(modes, i)) == 2)
            return true;
    return false;
}

evne_lsp_client evne_lsp_client_read(const json_t *capabilities)
{
    static const char item[] = "textDocument.completion.completionItem";
    const json_t *completion = at(capabilities, item);
    const json_t *document = at(capabilities, "textDocument");

    return (evne_lsp_client){
        .encoding = choose_encoding(at(capabilities, "general.positionEncodings")),
        .takes_snippets = has(completion, "snippetSupport"),
        .adjusts_indent = adjusts(at(completion, "insertTextModeSupport.valueSet")),
        .takes_markdown = lists(at(document, "hover.contentFormat"), "markdown"),
        .takes_outline = has(document, "documentSymbol.hierarchicalDocumentSymbolSupport"),
        .takes_actions = at(document, "codeAction.codeActionLiteralSupport") != NULL,
        .pulls = at(document, "diagnostic") && !at(document, "publishDiagnostics"),
    };
}

static json_t *sync_options(void)
{
    return json_pack("{s:b, s:i, s:{s:b}}", "openClose", 1, "change", 2, "save", "includeText", 0);
}

json_t *evne_lsp_client_answer(const evne_lsp_client *client)
{
    json_t *offer = json_pack(
        "{s:s, s:o, s:{s:[s,s,s,s], s:b}, s:b, s:{s:[s]}, s:b, s:b, s:b}", "positionEncoding",
        evne_lsp_encoding_name(client->encoding), "textDocumentSync", sync_options(),
        "completionProvider", "triggerCharacters", " ", "[", "{", ",", "resolveProvider", 0,
        "hoverProvider", 1, "codeActionProvider", "codeActionKinds", "quickfix",
        "documentSymbolProvider", 1, "definitionProvider", 1, "referencesProvider", 1);

    if (client->pulls)
        json_object_set_new(offer, "diagnosticProvider",
                            json_pack("{s:s, s:b, s:b}", "identifier", "evne",
                                      "interFileDependencies", 0, "workspaceDiagnostics", 0));
    return json_pack("{s:o, s:{s:s, s:s}}", "capabilities", offer, "serverInfo", "name", "evne",
                     "version", EVNE_VERSION);
}
