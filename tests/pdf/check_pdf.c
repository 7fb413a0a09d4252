/*
 * check_pdf.c - catalog, metadata, forbidden keys.
 */
#include "check_pdf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void check_say(checker *c, const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    evne_buf_printf(&c->report, "%s\n", text);
}

qpdf_oh check_key(checker *c, qpdf_oh dict, const char *key)
{
    return qpdf_oh_get_key_if_dict(c->pdf, dict, key);
}

bool check_has(checker *c, qpdf_oh dict, const char *key)
{
    return !qpdf_oh_is_null(c->pdf, check_key(c, dict, key));
}

const char *check_name(checker *c, qpdf_oh oh)
{
    return qpdf_oh_is_name(c->pdf, oh) ? evne_arena_text(c->arena, qpdf_oh_get_name(c->pdf, oh))
                                       : "";
}

static evne_str stream_of(checker *c, qpdf_oh stream)
{
    unsigned char *bytes = NULL;
    size_t len = 0;
    QPDF_BOOL is_filtered = QPDF_FALSE;
    qpdf_oh_get_stream_data(c->pdf, stream, qpdf_dl_all, &is_filtered, &bytes, &len);
    evne_str copy = {evne_arena_copy(c->arena, (const char *)bytes, len), len};
    free(bytes);
    return copy;
}

static bool holds(evne_str text, const char *part)
{
    size_t len = strlen(part);
    for (size_t i = 0; i + len <= text.len; i++) {
        if (memcmp(text.p + i, part, len) == 0)
            return true;
    }
    return false;
}

static void check_xmp(checker *c, qpdf_oh catalog, bool has_data)
{
    qpdf_oh packet = check_key(c, catalog, "/Metadata");
    if (check_has(c, qpdf_oh_get_dict(c->pdf, packet), "/Filter"))
        check_say(c, "the XMP packet is compressed");
    evne_str xmp = stream_of(c, packet);
    if (!holds(xmp, "<pdfuaid:part>1</pdfuaid:part>") || !holds(xmp, "pdfaExtension:schemas"))
        check_say(c, "XMP does not say PDF/UA-1");
    bool is_3a = holds(xmp, "<pdfaid:part>3</pdfaid:part>");
    if (!is_3a && !holds(xmp, "<pdfaid:part>2</pdfaid:part>"))
        check_say(c, "XMP says neither PDF/A-2 nor PDF/A-3");
    if (has_data && !is_3a)
        check_say(c, "only PDF/A-3 may embed data");
    if (!holds(xmp, "<pdfaid:conformance>A</pdfaid:conformance>"))
        check_say(c, "XMP does not say level A");
    qpdf_oh info = check_key(c, qpdf_get_trailer(c->pdf), "/Info");
    const char *title = qpdf_oh_get_utf8_value(c->pdf, check_key(c, info, "/Title"));
    evne_buf escaped = {.arena = c->arena};
    evne_buf_puts(&escaped, "x-default\">");
    for (; *title != '\0'; title++)
        evne_buf_puts(&escaped, *title == '<'   ? "&lt;"
                                : *title == '>' ? "&gt;"
                                : *title == '&' ? "&amp;"
                                : *title == '"' ? "&quot;"
                                                : evne_arena_copy(c->arena, title, 1));
    if (!holds(xmp, evne_buf_text(&escaped)))
        check_say(c, "title differs between XMP and document information");
}

static bool is_true(checker *c, qpdf_oh oh)
{
    return qpdf_oh_is_bool(c->pdf, oh) && qpdf_oh_get_bool_value(c->pdf, oh);
}

static void check_catalog(checker *c)
{
    qpdf_oh catalog = qpdf_get_root(c->pdf);
    static const char *const wanted[] = {"/Lang", "/Metadata", "/StructTreeRoot", "/OutputIntents"};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        if (!check_has(c, catalog, wanted[i]))
            check_say(c, "catalog without %s", wanted[i]);
    }
    if (!is_true(c, check_key(c, check_key(c, catalog, "/MarkInfo"), "/Marked")))
        check_say(c, "not marked");
    if (!is_true(c, check_key(c, check_key(c, catalog, "/ViewerPreferences"), "/DisplayDocTitle")))
        check_say(c, "the title is not displayed");
    bool has_data = check_has(c, catalog, "/AF");
    if (has_data != check_has(c, check_key(c, catalog, "/Names"), "/EmbeddedFiles"))
        check_say(c, "AF and EmbeddedFiles disagree");
    check_xmp(c, catalog, has_data);
    if (qpdf_oh_get_array_n_items(c->pdf, check_key(c, qpdf_get_trailer(c->pdf), "/ID")) != 2)
        check_say(c, "no file identifier");
}

/* Keys that PDF/A forbids, or that pdf/ must never write. */
static void check_dict(checker *c, int id, qpdf_oh dict, bool is_stream)
{
    static const char *const forbidden[] = {
        "/JS",         "/AA",         "/OpenAction",   "/SMask", "/XFA", "/BM",  "/NeedAppearances",
        "/URI",        "/UR3",        "/OCProperties", "/TR",    "/HTP", "/OPI", "/RoleMap",
        "/Namespaces", "/DigestValue"};
    for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++) {
        if (check_has(c, dict, forbidden[i]))
            check_say(c, "object %d has %s", id, forbidden[i]);
    }
    if (is_stream && check_has(c, dict, "/F"))
        check_say(c, "object %d is an external stream", id);
    if (is_stream && strcmp(check_name(c, check_key(c, dict, "/Filter")), "/LZWDecode") == 0)
        check_say(c, "object %d is compressed by LZW", id);
    if (strcmp(check_name(c, check_key(c, dict, "/Type")), "/Filespec") == 0 &&
        (!check_has(c, dict, "/F") || !check_has(c, dict, "/UF") ||
         !check_has(c, dict, "/AFRelationship")))
        check_say(c, "object %d is an incomplete file specification", id);
    if (strcmp(check_name(c, check_key(c, dict, "/Type")), "/EmbeddedFile") == 0 &&
        !check_has(c, dict, "/Subtype"))
        check_say(c, "object %d is an embedded file without a type", id);
}

static void check_objects(checker *c)
{
    qpdf_oh size = check_key(c, qpdf_get_trailer(c->pdf), "/Size");
    int n_objects = qpdf_oh_get_int_value_as_int(c->pdf, size);
    for (int id = 1; id < n_objects; id++) {
        qpdf_oh object = qpdf_get_object_by_id(c->pdf, id, 0);
        bool is_stream = qpdf_oh_is_stream(c->pdf, object);
        if (is_stream)
            check_dict(c, id, qpdf_oh_get_dict(c->pdf, object), true);
        else if (qpdf_oh_is_dictionary(c->pdf, object))
            check_dict(c, id, object, false);
        qpdf_oh_release(c->pdf, object);
    }
}

const char *check_pdf(evne_arena *arena, evne_str bytes)
{
    checker *c = evne_arena_alloc(arena, sizeof *c);
    c->arena = arena;
    c->report.arena = arena;
    c->pdf = qpdf_init();
    qpdf_set_suppress_warnings(c->pdf, QPDF_TRUE);
    qpdf_set_attempt_recovery(c->pdf, QPDF_FALSE);
    qpdf_silence_errors(c->pdf);
    if (qpdf_read_memory(c->pdf, "test", bytes.p, bytes.len, NULL) & QPDF_ERRORS) {
        check_say(c, "unreadable");
    } else {
        if (!evne_str_starts(bytes, "%PDF-1.7\n%") || (unsigned char)bytes.p[10] < 128)
            check_say(c, "no binary header of PDF 1.7");
        check_catalog(c);
        check_objects(c);
        check_tree(c);
        check_pages(c);
        if (qpdf_has_error(c->pdf) || qpdf_more_warnings(c->pdf))
            check_say(c, "qpdf complains");
    }
    qpdf_cleanup(&c->pdf);
    return evne_buf_text(&c->report);
}
