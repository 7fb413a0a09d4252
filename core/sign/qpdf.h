/*
 * qpdf.h - libqpdf's C interface, loaded when it is first needed.
 *
 * Layer: sign. Only what reads a finished PDF needs libqpdf, and loading it with the C++, TLS and
 * ASN.1 libraries behind it takes longer than rendering a short report; so it is no dependency of
 * the program file. Include this instead of <qpdf/qpdf-c.h>; of that interface, the functions that
 * qpdf.c names can be called.
 */
#ifndef EVNE_SIGN_QPDF_H
#define EVNE_SIGN_QPDF_H

#include <qpdf/qpdf-c.h>

#include "base/error.h"

qpdf_data qpdf_init(void); /* the library's header leaves the parameters open */

/*
 * Loads libqpdf; to be called before any of its functions, and as often as one likes, from any
 * thread. Fails with EVNE_SYSTEM when the library or one of the functions is not there.
 */
evne_status evne_qpdf_load(evne_error *err);

#endif
