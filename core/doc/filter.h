/*
 * filter.h - what stands behind the bar: dates, numbers, lists in Danish formats.
 *
 * Layer: doc. A filter turns a value into another value at the same place of the case. Which kinds
 * fit is part of the filter; anything else is EVNE_TEMPLATE, named with what would fit.
 */
#ifndef EVNE_DOC_FILTER_H
#define EVNE_DOC_FILTER_H

#include "data/value.h"
#include "scan.h"

typedef struct evne_filter evne_filter;

/* One use of a filter: `tal(2)`, `liste("eller")`. */
typedef struct evne_filter_call {
    const evne_filter *filter;
    bool has_arg;
    evne_str arg; /* the text between quotes, or the digits */
    int number;   /* of a filter that takes one; -1 without */
} evne_filter_call;

/*
 * Finds the filter and checks its argument; `is_quoted` says that the argument stood in quotes.
 * Fails with EVNE_TEMPLATE, naming the filters that there are.
 */
evne_status evne_filter_bind(evne_filter_call *call, evne_str name, bool is_quoted, evne_origin at,
                             evne_error *err);

/* True for `eller`, which stands in for a value that is absent. */
bool evne_filter_fills(const evne_filter_call *call);

/*
 * Applies a filter. `in` is NULL for a value that is absent, which only `eller` turns into
 * something; every other filter hands it on. `path` is quoted in the fault.
 */
evne_status evne_filter_apply(evne_arena *arena, const evne_filter_call *call, evne_str path,
                              const evne_value *in, evne_origin at, const evne_value **out,
                              evne_error *err);

/*
 * A value as text without a filter: text as it is, numbers with up to two decimals and a comma,
 * "ja" and "nej". Returns false for lists and maps. NULL and null give an empty text.
 */
bool evne_filter_plain(evne_arena *arena, const evne_value *value, evne_str *out);

/* "a text", "a list", ... for messages; NULL is "nothing". */
const char *evne_filter_kind(const evne_value *value);

#endif
