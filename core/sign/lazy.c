/*
 * How: a library once loaded stays, so what the table points to does.
 *
 * Loading is most of what a short command costs: libqpdf and what it stands on look for some 8,000
 * names. They look in these libraries first, not in all of the program's before them. Not so where
 * a preloaded library or a sanitizer wants to come first, with a malloc of its own.
 */
#define _GNU_SOURCE /* RTLD_DEEPBIND */
#include "lazy.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define RUNS_UNDER_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define RUNS_UNDER_ASAN 1
#endif
#endif

static int own_names_first(void)
{
#if defined(RUNS_UNDER_ASAN) || !defined(RTLD_DEEPBIND)
    return 0;
#else
    return getenv("LD_PRELOAD") ? 0 : RTLD_DEEPBIND;
#endif
}

bool evne_lazy_load(const char *library, const char *const *names, size_t n,
                    evne_lazy_function **table)
{
    void *loaded = dlopen(library, RTLD_LAZY | RTLD_LOCAL | own_names_first());

    for (size_t i = 0; loaded && i < n; i++) {
        void *found = dlsym(loaded, names[i]);
        if (!found)
            return false;
        memcpy(&table[i], &found, sizeof found); /* POSIX: a function's address fits */
    }
    return loaded != NULL;
}
