/*
 * number.h - decimal numbers in and out, the same on every machine and in every locale.
 *
 * Layer: base. Input accepts a comma or a dot; Danish output takes a comma, machine output a dot.
 */
#ifndef EVNE_BASE_NUMBER_H
#define EVNE_BASE_NUMBER_H

#include "str.h"

/*
 * Reads "12", "-3", "2,5" or "2.5": at most 15 digits, no exponent, no thousands separator.
 * Returns false and leaves `*out` alone for anything else.
 */
bool evne_number_parse(evne_str text, double *out);

/*
 * Writes `value` with exactly `decimals` (0 to 6) decimals, rounded half away from zero, with a
 * comma and with a point between thousands: "1,50", "5.095", "12.345,5". The minus is U+2212.
 */
void evne_number_danish(evne_buf *buf, double value, int decimals);

/* Writes the shortest decimal with at most six decimals and a dot: "1.67", "-3", "0". */
void evne_number_plain(evne_buf *buf, double value);

/* The fewest decimals (0 to `most`) that show `value` to `most` decimals: 2.5 -> 1, 3.0 -> 0. */
int evne_number_decimals(double value, int most);

#endif
