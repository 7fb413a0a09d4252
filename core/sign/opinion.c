/*
 * How: libqpdf's C interface on the prefix that a revision is, recovery off and warnings kept. It
 * must read the file, walk the page tree and name the same catalog, without one warning. Our own
 * reader is the stricter of the two; this one was written by others, so that one mistake is not
 * enough to be fooled.
 */

#include "qpdf.h"
#include "revisions.h"

static evne_status disagree(evne_error *err, const char *what)
{
    return evne_fail(err, EVNE_INPUT, "file.second_opinion", "%s", what);
}

static evne_status compare(qpdf_data qpdf, const evne_revision *rev, evne_error *err)
{
    const evne_object *root = evne_object_get(&rev->trailer, "Root");

    if (qpdf_is_encrypted(qpdf))
        return disagree(err, "libqpdf ser kryptering");
    if (qpdf_oh_get_object_id(qpdf, qpdf_get_root(qpdf)) != (int)root->number)
        return disagree(err, "libqpdf ser et andet katalog");
    if (qpdf_get_num_pages(qpdf) < 1)
        return disagree(err, "libqpdf finder ingen sider");
    if (qpdf_has_error(qpdf) || qpdf_more_warnings(qpdf))
        return disagree(err, "libqpdf advarer om sidetræet");
    return EVNE_OK;
}

evne_status evne_revisions_second_opinion(const evne_revisions *pdf, size_t revision,
                                          evne_error *err)
{
    evne_revision *rev = &pdf->list[revision];
    evne_status status;
    qpdf_data qpdf;

    if (rev->is_confirmed)
        return EVNE_OK;
    EVNE_TRY(evne_qpdf_load(err));
    qpdf = qpdf_init();
    qpdf_silence_errors(qpdf);
    qpdf_set_suppress_warnings(qpdf, QPDF_TRUE);
    qpdf_set_attempt_recovery(qpdf, QPDF_FALSE);
    if (qpdf_read_memory(qpdf, "pdf", pdf->bytes.p, rev->end, NULL) != QPDF_SUCCESS ||
        qpdf_has_error(qpdf) || qpdf_more_warnings(qpdf))
        status = disagree(err, "libqpdf kan ikke læse filen uden forbehold");
    else
        status = compare(qpdf, rev, err);
    if (qpdf_has_error(qpdf))
        qpdf_get_error(qpdf); /* an error that nobody fetched is printed by the library */
    qpdf_cleanup(&qpdf);
    rev->is_confirmed = status == EVNE_OK;
    return status;
}
