/* How: one table (EVNE_STATUS_MAP) is the source of names and exit codes. */
#include "error.h"

#include <stdarg.h>
#include <stdio.h>

evne_status evne_fail(evne_error *err, evne_status status, const char *where, const char *format,
                      ...)
{
    va_list args;

    err->status = status;
    snprintf(err->where, sizeof err->where, "%s", where ? where : "");
    va_start(args, format);
    vsnprintf(err->text, sizeof err->text, format, args);
    va_end(args);
    return status;
}

int evne_status_exit(evne_status status)
{
    static const int codes[] = {
#define EVNE_STATUS_EXIT(name, exit_code, text) exit_code,
        EVNE_STATUS_MAP(EVNE_STATUS_EXIT)
#undef EVNE_STATUS_EXIT
    };

    return codes[status];
}
