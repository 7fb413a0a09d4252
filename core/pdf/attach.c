/*
 * attach.c - the embedded file.
 *
 * It is reached in two ways: by name, where any reader lists it, and through AF, which says what it
 * is to the document.
 */
#include "attach.h"

#include "syntax.h"

static evne_str or_default(evne_str text, evne_str otherwise)
{
    return text.len > 0 ? text : otherwise;
}

/* The name for readers that know no Unicode: other characters become an underscore. */
static void put_plain_name(evne_buf *out, evne_str name)
{
    evne_buf_put_char(out, '(');
    for (size_t at = 0; at < name.len;) {
        uint32_t c = evne_utf8_next(name, &at);
        bool is_plain = c > ' ' && c < 127 && c != '(' && c != ')' && c != '\\' && c != '/';
        evne_buf_put_char(out, is_plain ? (char)c : '_');
    }
    evne_buf_put_char(out, ')');
}

static unsigned write_stream(evne_haru *haru, evne_arena *arena, const evne_pdf_facts *facts)
{
    evne_buf dict = {.arena = arena};
    evne_buf_puts(&dict, "/Type/EmbeddedFile/Subtype");
    evne_syntax_name(&dict, or_default(facts->data_mime, EVNE_STR("application/yaml")));
    evne_buf_printf(&dict, "/Params<</Size %zu/ModDate(", facts->data.len);
    evne_syntax_date(&dict, facts->created);
    evne_buf_puts(&dict, ")>>");
    return evne_haru_stream(haru, evne_buf_str(&dict), facts->data, true);
}

void evne_attach(evne_haru *haru, evne_arena *arena, const evne_pdf_facts *facts)
{
    evne_str name = or_default(facts->data_name, EVNE_STR("sag.yaml"));
    unsigned stream = write_stream(haru, arena, facts);
    evne_object *file = evne_haru_object(haru);
    evne_buf *body = &file->body;
    evne_buf_puts(body, "/Type/Filespec/F");
    put_plain_name(body, name);
    evne_buf_puts(body, "/UF");
    evne_syntax_text(body, name);
    evne_buf_puts(body, "/Desc");
    evne_syntax_text(body, or_default(facts->data_description,
                                      EVNE_STR("De data, som dokumentet er dannet af")));
    evne_buf_printf(body, "/AFRelationship/Data/EF<</F %u 0 R/UF %u 0 R>>\n", stream, stream);
    evne_buf *catalog = evne_haru_catalog(haru);
    evne_buf_printf(catalog, "/AF[%u 0 R]/Names<</EmbeddedFiles<</Names[", file->ref);
    put_plain_name(catalog, name);
    evne_buf_printf(catalog, "%u 0 R]>>>>\n", file->ref);
}
