/* How: a library once loaded stays, so what the table points to does. */
#include "lazy.h"

#include <dlfcn.h>
#include <string.h>

bool evne_lazy_load(const char *library, const char *const *names, size_t n,
                    evne_lazy_function **table)
{
    void *loaded = dlopen(library, RTLD_LAZY | RTLD_LOCAL);

    for (size_t i = 0; loaded && i < n; i++) {
        void *found = dlsym(loaded, names[i]);
        if (!found)
            return false;
        memcpy(&table[i], &found, sizeof found); /* POSIX: a function's address fits */
    }
    return loaded != NULL;
}
