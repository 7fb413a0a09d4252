/*
 * lazy.h - a shared library that is loaded when one of its functions is first needed.
 *
 * Layer: sign. Starting a program with a library that most runs never call costs them its loading
 * and its relocation. Who uses this defines the library's functions under their own names; each
 * jumps to the real one through `table`, which is filled once, as the dynamic linker fills its own
 * tables, and never changes after.
 */
#ifndef EVNE_SIGN_LAZY_H
#define EVNE_SIGN_LAZY_H

#include <stdbool.h>
#include <stddef.h>

typedef void evne_lazy_function(void);

/* Fills `table` with the `n` functions that `names` lists; false when one or all are not there. */
bool evne_lazy_load(const char *library, const char *const *names, size_t n,
                    evne_lazy_function **table);

#endif
