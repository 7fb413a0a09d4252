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

evne_str check_stream(checker *c, qpdf_oh stream)
{
    if (!qpdf_oh_is_stream(c->pdf, stream))
        return (evne_str){"", 0};
    unsigned char *bytes = NULL;
    size_t len = 0;
    QPDF_BOOL is_filtered = QPDF_FALSE;
    qpdf_oh_get_stream_data(c->pdf, stream, qpdf_dl_specialized, &is_filtered, &bytes, &len);
    evne_str copy = {evne_arena_copy(c->arena, (const char *)bytes, len), len};
    free(bytes);
    return copy;
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
    qpdf_oh marking = check_key(c, catalog, "/MarkInfo");
    if (!is_true(c, check_key(c, marking, "/Marked")) ||
        is_true(c, check_key(c, marking, "/Suspects")))
        check_say(c, "7.1: not marked, or suspect");
    if (!is_true(c, check_key(c, check_key(c, catalog, "/ViewerPreferences"), "/DisplayDocTitle")))
        check_say(c, "the title is not displayed");
    bool has_data = check_has(c, catalog, "/AF");
    if (has_data != check_has(c, check_key(c, catalog, "/Names"), "/EmbeddedFiles"))
        check_say(c, "AF and EmbeddedFiles disagree");
    check_xmp(c, catalog, has_data);
    check_intent(c, catalog);
    qpdf_oh trailer = qpdf_get_trailer(c->pdf);
    if (qpdf_oh_get_array_n_items(c->pdf, check_key(c, trailer, "/ID")) != 2)
        check_say(c, "6.1.3: no file identifier");
    if (check_has(c, trailer, "/Encrypt"))
        check_say(c, "6.1.3: encrypted");
    if (check_has(c, catalog, "/Requirements") ||
        check_has(c, check_key(c, catalog, "/Names"), "/AlternatePresentations") ||
        check_has(c, check_key(c, catalog, "/Names"), "/JavaScript"))
        check_say(c, "6.10, 6.11: the catalog has what PDF/A forbids");
}

/* Letters, then letters and digits, in parts of at most eight (RFC 3066; 6.7.4, 7.2). */
static bool is_language(const char *text)
{
    size_t len = strcspn(text, "-");
    bool is_first = true;
    for (;; text += len + 1, len = strcspn(text, "-"), is_first = false) {
        if (len < 1 || len > 8)
            return false;
        for (size_t i = 0; i < len; i++) {
            bool is_letter =
                (text[i] >= 'a' && text[i] <= 'z') || (text[i] >= 'A' && text[i] <= 'Z');
            if (!is_letter && (is_first || text[i] < '0' || text[i] > '9'))
                return false;
        }
        if (text[len] == '\0')
            return true;
    }
}

static void check_language(checker *c, int id, qpdf_oh dict)
{
    qpdf_oh lang = check_key(c, dict, "/Lang");
    if (qpdf_oh_is_string(c->pdf, lang) &&
        !is_language(evne_arena_text(c->arena, qpdf_oh_get_utf8_value(c->pdf, lang))))
        check_say(c, "6.7.4: object %d is in no language", id);
}

static bool is_typed(checker *c, qpdf_oh dict, const char *type)
{
    return strcmp(check_name(c, check_key(c, dict, "/Type")), type) == 0;
}

static void check_attached(checker *c, int id, qpdf_oh dict)
{
    if (is_typed(c, dict, "/Filespec") &&
        (!check_has(c, dict, "/F") || !check_has(c, dict, "/UF") || !check_has(c, dict, "/Desc") ||
         !check_has(c, dict, "/AFRelationship")))
        check_say(c, "6.8: object %d is an incomplete file specification", id);
    if (!is_typed(c, dict, "/EmbeddedFile"))
        return;
    const char *kind = check_name(c, check_key(c, dict, "/Subtype"));
    if (kind[0] == '\0' || strrchr(kind, '/') == kind)
        check_say(c, "6.8: object %d is an embedded file without a type", id);
    if (!check_has(c, check_key(c, dict, "/Params"), "/ModDate"))
        check_say(c, "6.8: object %d is an embedded file without a date", id);
}

/* The filters that pdf/ uses, one per stream; PDF/A forbids LZW and Crypt (6.1.7.2). */
static void check_stream_keys(checker *c, int id, qpdf_oh dict)
{
    static const char allowed[] = " /FlateDecode /DCTDecode ";
    const char *filter = check_name(c, check_key(c, dict, "/Filter"));
    if (check_has(c, dict, "/F") || check_has(c, dict, "/FFilter") ||
        check_has(c, dict, "/FDecodeParms"))
        check_say(c, "6.1.7.1: object %d is an external stream", id);
    if (check_has(c, dict, "/Filter") &&
        (filter[0] == '\0' || !strstr(allowed, evne_arena_printf(c->arena, " %s ", filter))))
        check_say(c, "6.1.7.2: object %d is compressed by %s", id, filter);
}

/* Keys that PDF/A forbids, or that pdf/ must never write. */
static void check_dict(checker *c, int id, qpdf_oh dict, bool is_stream)
{
    static const char *const forbidden[] = {"/JS",
                                            "/AA",
                                            "/OpenAction",
                                            "/SMask",
                                            "/XFA",
                                            "/BM",
                                            "/NeedAppearances",
                                            "/URI",
                                            "/UR3",
                                            "/OCProperties",
                                            "/TR",
                                            "/HTP",
                                            "/OPI",
                                            "/RoleMap",
                                            "/Namespaces",
                                            "/TR2",
                                            "/HTO",
                                            "/Alternates",
                                            "/PS",
                                            "/Ref",
                                            "/PresSteps",
                                            "/Requirements",
                                            "/NeedsRendering",
                                            "/Collection",
                                            "/XRefStm"};
    for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++) {
        if (check_has(c, dict, forbidden[i]))
            check_say(c, "object %d has %s", id, forbidden[i]);
    }
    if (is_stream)
        check_stream_keys(c, id, dict);
    check_language(c, id, dict);
    check_attached(c, id, dict);
}

static void check_objects(checker *c)
{
    qpdf_oh size = check_key(c, qpdf_get_trailer(c->pdf), "/Size");
    int n_objects = qpdf_oh_get_int_value_as_int(c->pdf, size);
    for (int id = 1; id < n_objects; id++) {
        qpdf_oh object = qpdf_get_object_by_id(c->pdf, id, 0);
        bool is_stream = qpdf_oh_is_stream(c->pdf, object);
        if (is_stream) {
            qpdf_oh dict = qpdf_oh_get_dict(c->pdf, object);
            check_dict(c, id, dict, true);
            if (strcmp(check_name(c, check_key(c, dict, "/Subtype")), "/Image") == 0)
                check_image(c, id, object);
        } else if (qpdf_oh_is_dictionary(c->pdf, object))
            check_dict(c, id, object, false);
        qpdf_oh_release(c->pdf, object);
    }
}

const char *check_pdf(evne_arena *arena, evne_str bytes)
{
    checker *c = evne_arena_alloc(arena, sizeof *c);
    c->arena = arena;
    c->report.arena = arena;
    c->bytes = bytes;
    c->pdf = qpdf_init();
    qpdf_set_suppress_warnings(c->pdf, QPDF_TRUE);
    qpdf_set_attempt_recovery(c->pdf, QPDF_FALSE);
    qpdf_silence_errors(c->pdf);
    if (qpdf_read_memory(c->pdf, "test", bytes.p, bytes.len, NULL) & QPDF_ERRORS) {
        check_say(c, "unreadable");
    } else {
        check_catalog(c);
        check_objects(c);
        check_tree(c);
        check_pages(c);
        check_annotations(c);
        check_file(c, bytes);
        if (qpdf_has_error(c->pdf) || qpdf_more_warnings(c->pdf))
            check_say(c, "qpdf complains");
    }
    if (qpdf_has_error(c->pdf))
        qpdf_get_error(c->pdf); /* an error that nobody fetched is printed by the library */
    qpdf_cleanup(&c->pdf);
    return evne_buf_text(&c->report);
}
