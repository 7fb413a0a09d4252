/*
 * How: catalog /AF, the entry that says /AFRelationship /Data, its /EF /F stream. libqpdf checks
 * types and returns null objects where something is missing, so the walk needs no checks of its own
 * until the end.
 */
#include "attached.h"

#include <stdlib.h>
#include <string.h>

#include "qpdf.h"
#include "shown.h"

static qpdf_oh find_data(qpdf_data qpdf)
{
    qpdf_oh files = qpdf_oh_get_key(qpdf, qpdf_get_root(qpdf), "/AF");
    int count = qpdf_oh_is_array(qpdf, files) ? qpdf_oh_get_array_n_items(qpdf, files) : 0;

    for (int i = 0; i < count; i++) {
        qpdf_oh file = qpdf_oh_get_array_item(qpdf, files, i);
        qpdf_oh relation = qpdf_oh_is_dictionary(qpdf, file)
                               ? qpdf_oh_get_key(qpdf, file, "/AFRelationship")
                               : qpdf_oh_new_null(qpdf);
        if (qpdf_oh_is_name(qpdf, relation) &&
            strcmp(qpdf_oh_get_name(qpdf, relation), "/Data") == 0)
            return file;
    }
    return qpdf_oh_new_null(qpdf);
}

static void take_name(evne_arena *arena, qpdf_data qpdf, qpdf_oh file, evne_str *name)
{
    qpdf_oh text = qpdf_oh_get_key(qpdf, file, "/UF");

    *name = EVNE_STR("data.yaml");
    if (qpdf_oh_is_string(qpdf, text))
        *name = evne_str_of(evne_shown(arena, evne_str_of(qpdf_oh_get_utf8_value(qpdf, text))));
}

static evne_status take_stream(evne_arena *arena, const char *file, qpdf_data qpdf, qpdf_oh stream,
                               evne_str *bytes, evne_error *err)
{
    unsigned char *data = NULL;
    size_t len = 0;
    QPDF_BOOL is_filtered = QPDF_FALSE;
    QPDF_ERROR_CODE code =
        qpdf_oh_get_stream_data(qpdf, stream, qpdf_dl_generalized, &is_filtered, &data, &len);

    if (!(code & QPDF_ERRORS) && is_filtered && len <= EVNE_ATTACHED_BYTES)
        *bytes = (evne_str){evne_arena_copy(arena, (const char *)data, len), len};
    else
        evne_fail(err, EVNE_INPUT, file, "the data inside '%s' cannot be read", file);
    free(data);
    return bytes->p ? EVNE_OK : EVNE_INPUT;
}

static evne_status read_attached(evne_arena *arena, const char *file, qpdf_data qpdf, evne_str pdf,
                                 evne_str *name, evne_str *bytes, evne_error *err)
{
    qpdf_oh data, stream;

    qpdf_silence_errors(qpdf);
    qpdf_set_suppress_warnings(qpdf, QPDF_TRUE);
    qpdf_set_attempt_recovery(qpdf, QPDF_FALSE);
    if (qpdf_read_memory(qpdf, file, pdf.p, pdf.len, NULL) & QPDF_ERRORS)
        return evne_fail(err, EVNE_INPUT, file, "'%s' is not a readable PDF", file);
    data = find_data(qpdf);
    if (!qpdf_oh_is_dictionary(qpdf, data))
        return evne_fail(err, EVNE_INPUT, file, "'%s' has no data inside", file);
    take_name(arena, qpdf, data, name);
    stream = qpdf_oh_get_key(qpdf, qpdf_oh_get_key(qpdf, data, "/EF"), "/F");
    if (!qpdf_oh_is_stream(qpdf, stream))
        return evne_fail(err, EVNE_INPUT, file, "'%s' has no data inside", file);
    return take_stream(arena, file, qpdf, stream, bytes, err);
}

evne_status evne_attached_read(evne_arena *arena, const char *file, evne_str pdf, evne_str *name,
                               evne_str *bytes, evne_error *err)
{
    evne_status status;
    qpdf_data qpdf;

    *name = *bytes = (evne_str){NULL, 0};
    EVNE_TRY(evne_qpdf_load(err));
    qpdf = qpdf_init();
    status = read_attached(arena, file, qpdf, pdf, name, bytes, err);
    if (qpdf_has_error(qpdf))
        qpdf_get_error(qpdf); /* an error that nobody asked for is printed by qpdf_cleanup */
    qpdf_cleanup(&qpdf);
    return status;
}
