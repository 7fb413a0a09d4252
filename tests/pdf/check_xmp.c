/*
 * check_xmp.c - metadata: a well-formed packet, no property without a schema, nothing that differs
 * from the document information (ISO 19005-3, 6.6.2 and 6.6.3; ISO 14289-1, 5).
 */
#include <string.h>

#include "check_pdf.h"

enum { DEEPEST = 32 };

/* Properties of the schemas that PDF/A knows and pdf/ uses; pdfuaid is described in the packet. */
static const char known[] =
    " pdfaid:part pdfaid:conformance dc:format dc:title dc:description dc:creator dc:language "
    "dc:identifier xmp:CreateDate xmp:ModifyDate xmp:MetadataDate xmp:CreatorTool pdf:Producer "
    "pdf:Keywords pdfaExtension:schemas pdfuaid:part ";

static const struct {
    const char *prefix, *uri;
} namespaces[] = {
    {"pdfaid", "http://www.aiim.org/pdfa/ns/id/"},
    {"pdfuaid", "http://www.aiim.org/pdfua/ns/id/"},
    {"dc", "http://purl.org/dc/elements/1.1/"},
    {"xmp", "http://ns.adobe.com/xap/1.0/"},
    {"pdf", "http://ns.adobe.com/pdf/1.3/"},
    {"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
    {"x", "adobe:ns:meta/"},
    {"pdfaExtension", "http://www.aiim.org/pdfa/ns/extension/"},
    {"pdfaSchema", "http://www.aiim.org/pdfa/ns/schema#"},
    {"pdfaProperty", "http://www.aiim.org/pdfa/ns/property#"},
};

typedef struct packet {
    checker *c;
    const char *at;
    const char *open[DEEPEST];
    int depth;
} packet;

static bool holds(const char *text, const char *part)
{
    return strstr(text, part) != NULL;
}

static void check_namespace(packet *p, const char *name)
{
    size_t len = strcspn(name, ":");
    for (size_t i = 0; i < sizeof namespaces / sizeof *namespaces; i++) {
        if (strlen(namespaces[i].prefix) == len && strncmp(namespaces[i].prefix, name, len) == 0)
            return;
    }
    check_say(p->c, "6.6.2.3: XMP: no schema for %s", name);
}

/* Declarations bind the prefixes to the schemas' own names. */
static void check_declaration(packet *p, const char *name, const char *value, size_t len)
{
    for (size_t i = 0; i < sizeof namespaces / sizeof *namespaces; i++) {
        if (strcmp(namespaces[i].prefix, name + 6) != 0)
            continue;
        if (strlen(namespaces[i].uri) != len || strncmp(namespaces[i].uri, value, len) != 0)
            check_say(p->c, "6.6.2.3: XMP: %s is another schema", name + 6);
        return;
    }
    check_say(p->c, "6.6.2.3: XMP: unknown schema %s", name + 6);
}

static void read_attributes(packet *p, const char *end)
{
    for (;;) {
        p->at += strspn(p->at, " \n\r\t");
        if (p->at >= end || *p->at == '/')
            return;
        size_t len = strcspn(p->at, "= >");
        const char *name = evne_arena_copy(p->c->arena, p->at, len);
        p->at += len;
        size_t value = p->at[0] == '=' && p->at[1] == '"' ? strcspn(p->at + 2, "\"<") : 0;
        if (p->at[0] != '=' || p->at[1] != '"' || p->at[2 + value] != '"') {
            check_say(p->c, "6.6.2.1: XMP: a badly written attribute '%s'", name);
            p->at = end;
            return;
        }
        if (strncmp(name, "xmlns:", 6) == 0)
            check_declaration(p, name, p->at + 2, value);
        else if (strncmp(name, "xml:", 4) != 0)
            check_namespace(p, name);
        p->at += value + 3;
    }
}

/* What stands directly in a Description is a property. */
static void check_property(packet *p, const char *name)
{
    bool is_property = p->depth > 0 && strcmp(p->open[p->depth - 1], "rdf:Description") == 0;
    if (is_property && !holds(known, evne_arena_printf(p->c->arena, " %s ", name)))
        check_say(p->c, "6.6.2.3: XMP: unknown property %s", name);
    check_namespace(p, name);
}

static void read_tag(packet *p, const char *end)
{
    size_t len = strcspn(p->at, " \n\r\t/>");
    const char *name = evne_arena_copy(p->c->arena, p->at, len);
    p->at += len;
    check_property(p, name);
    read_attributes(p, end);
    if (end[-1] == '/')
        return;
    if (p->depth < DEEPEST)
        p->open[p->depth++] = name;
}

static void close_tag(packet *p, const char *end)
{
    size_t len = (size_t)(end - p->at);
    const char *name = p->depth > 0 ? p->open[--p->depth] : "";
    if (strlen(name) != len || strncmp(name, p->at, len) != 0)
        check_say(p->c, "6.6.2.1: XMP: </%.*s> closes <%s>", (int)len, p->at, name);
}

static void check_characters(packet *p, const char *end)
{
    static const char *const entities[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"};
    for (; p->at < end; p->at++) {
        bool is_known = *p->at != '&';
        for (size_t i = 0; i < sizeof entities / sizeof *entities && !is_known; i++)
            is_known = strncmp(p->at, entities[i], strlen(entities[i])) == 0;
        bool is_control = (unsigned char)*p->at < ' ' && !strchr("\t\n\r", *p->at);
        if (!is_known || is_control)
            check_say(p->c, "6.6.2.1: XMP: a character that is not escaped");
    }
}

static void read_packet(checker *c, const char *text)
{
    packet p = {.c = c, .at = text};
    while (*p.at != '\0') {
        const char *open = p.at + strcspn(p.at, "<");
        check_characters(&p, open);
        const char *end = strchr(open, '>');
        if (*open == '\0' || end == NULL)
            break;
        p.at = open + 1;
        if (*p.at == '/') {
            p.at++;
            close_tag(&p, end);
        } else if (*p.at != '?') {
            read_tag(&p, end);
        }
        p.at = end + 1;
    }
    if (p.depth != 0 || *p.at != '\0')
        check_say(c, "6.6.2.1: XMP is not well-formed");
}

static const char *escaped(checker *c, const char *text)
{
    evne_buf out = {.arena = c->arena};
    for (; *text != '\0'; text++)
        evne_buf_puts(&out, *text == '<'   ? "&lt;"
                            : *text == '>' ? "&gt;"
                            : *text == '&' ? "&amp;"
                            : *text == '"' ? "&quot;"
                                           : evne_arena_copy(c->arena, text, 1));
    return evne_buf_text(&out);
}

static void check_same(checker *c, const char *xmp, qpdf_oh info, const char *key,
                       const char *before, const char *after)
{
    qpdf_oh value = check_key(c, info, key);
    if (!qpdf_oh_is_string(c->pdf, value))
        return;
    const char *text = evne_arena_text(c->arena, qpdf_oh_get_utf8_value(c->pdf, value));
    const char *wanted = evne_arena_printf(c->arena, "%s%s%s", before, escaped(c, text), after);
    if (!holds(xmp, wanted))
        check_say(c, "6.6.3: %s differs between XMP and document information", key);
}

/* "D:20260310000000+00'00'" is "2026-03-10T00:00:00+00:00", or ends in Z. */
static void check_same_date(checker *c, const char *xmp, qpdf_oh info, const char *key,
                            const char *tag)
{
    qpdf_oh value = check_key(c, info, key);
    if (!qpdf_oh_is_string(c->pdf, value))
        return;
    const char *d = evne_arena_text(c->arena, qpdf_oh_get_utf8_value(c->pdf, value));
    if (strlen(d) < 16 || strncmp(d, "D:", 2) != 0) {
        check_say(c, "%s is badly written", key);
        return;
    }
    const char *wanted = evne_arena_printf(c->arena, "<%s>%.4s-%.2s-%.2sT%.2s:%.2s:%.2s", tag,
                                           d + 2, d + 6, d + 8, d + 10, d + 12, d + 14);
    if (!holds(xmp, wanted))
        check_say(c, "6.6.3: %s differs between XMP and document information", key);
}

static void check_information(checker *c, const char *xmp)
{
    qpdf_oh info = check_key(c, qpdf_get_trailer(c->pdf), "/Info");
    check_same(c, xmp, info, "/Title", "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", "<");
    check_same(c, xmp, info, "/Subject", "x-default\">", "</rdf:li></rdf:Alt></dc:description>");
    check_same(c, xmp, info, "/Author", "<dc:creator><rdf:Seq><rdf:li>", "</rdf:li></rdf:Seq>");
    check_same(c, xmp, info, "/Keywords", "<pdf:Keywords>", "</pdf:Keywords>");
    check_same(c, xmp, info, "/Creator", "<xmp:CreatorTool>", "</xmp:CreatorTool>");
    check_same(c, xmp, info, "/Producer", "<pdf:Producer>", "</pdf:Producer>");
    check_same_date(c, xmp, info, "/CreationDate", "xmp:CreateDate");
    check_same_date(c, xmp, info, "/ModDate", "xmp:ModifyDate");
}

void check_xmp(checker *c, qpdf_oh catalog, bool has_data)
{
    qpdf_oh stream = check_key(c, catalog, "/Metadata");
    qpdf_oh dict = qpdf_oh_get_dict(c->pdf, stream);
    if (check_has(c, dict, "/Filter"))
        check_say(c, "6.6.2.1: the XMP packet is compressed");
    if (strcmp(check_name(c, check_key(c, dict, "/Type")), "/Metadata") != 0 ||
        strcmp(check_name(c, check_key(c, dict, "/Subtype")), "/XML") != 0)
        check_say(c, "6.6.2.1: the XMP packet is not called one");
    evne_str bytes = check_stream(c, stream);
    const char *xmp = evne_arena_copy(c->arena, bytes.p, bytes.len);
    if (strlen(xmp) != bytes.len || evne_utf8_check(bytes) != bytes.len)
        check_say(c, "6.6.2.1: XMP is not UTF-8");
    if (strncmp(xmp, "<?xpacket begin=\"\xEF\xBB\xBF\" id=", 23) != 0 ||
        !holds(xmp, "<?xpacket end="))
        check_say(c, "6.6.2.1: XMP is no packet");
    read_packet(c, xmp);
    bool is_3a = holds(xmp, "<pdfaid:part>3</pdfaid:part>");
    if (!is_3a && !holds(xmp, "<pdfaid:part>2</pdfaid:part>"))
        check_say(c, "6.6.4: XMP says neither PDF/A-2 nor PDF/A-3");
    if (has_data && !is_3a)
        check_say(c, "6.8: only PDF/A-3 may embed data");
    if (!holds(xmp, "<pdfaid:conformance>A</pdfaid:conformance>"))
        check_say(c, "6.6.4: XMP does not say level A");
    if (!holds(xmp, "<pdfuaid:part>1</pdfuaid:part>") || !holds(xmp, "<pdfaExtension:schemas>") ||
        !holds(xmp, "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"))
        check_say(c, "5: XMP does not say PDF/UA-1");
    if (!holds(xmp, "<dc:title>"))
        check_say(c, "7.1: XMP has no title");
    check_information(c, xmp);
}
