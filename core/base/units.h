/*
 * units.h - lengths on the page.
 *
 * Layer: base. A length is a whole number of 1/1000 pt (1 pt = 1/72 in), so that layout is
 * whole-number arithmetic and equal on every machine.
 */
#ifndef EVNE_BASE_UNITS_H
#define EVNE_BASE_UNITS_H

#include <stdint.h>

typedef int32_t evne_len;

/* For constants: EVNE_PT(10.5) is 10500. */
#define EVNE_PT(points) ((evne_len)((points)*1000 + ((points) < 0 ? -0.5 : 0.5)))
#define EVNE_MM(millimetres) EVNE_PT((millimetres)*72 / 25.4)

#endif
