/*
 * error.h - status codes, exit codes, and the one function that fills in an error.
 *
 * Layer: base. Everything that can stop a job speaks through these types; remarks about the
 * user's own file go to problem.h instead, where all of them are collected.
 */
#ifndef EVNE_BASE_ERROR_H
#define EVNE_BASE_ERROR_H

#include <stdbool.h>
#include <stddef.h>

/* name, exit code (design.md 10), what the code means to a reader */
#define EVNE_STATUS_MAP(X)                                                                         \
    X(OK, 0, "ok")                                                                                 \
    X(FINDINGS, 1, "findings")                                                                     \
    X(INVALID, 1, "invalid signature")                                                             \
    X(USAGE, 2, "usage")                                                                           \
    X(INPUT, 3, "unreadable input")                                                                \
    X(PLUGIN, 4, "plugin fault")                                                                   \
    X(TEMPLATE, 4, "template fault")                                                               \
    X(LAYOUT, 4, "layout fault")                                                                   \
    X(OUTPUT, 5, "output fault")                                                                   \
    X(SYSTEM, 5, "system fault")                                                                   \
    X(UNDETERMINED, 6, "undetermined signature")

typedef enum evne_status {
#define EVNE_STATUS_ENUM(name, exit_code, text) EVNE_##name,
    EVNE_STATUS_MAP(EVNE_STATUS_ENUM)
#undef EVNE_STATUS_ENUM
} evne_status;

/* `where` is a file, `file:line:column`, a field path, or empty; `text` says what is wrong. */
typedef struct evne_error {
    evne_status status;
    char where[256];
    char text[512];
} evne_error;

#if defined(__GNUC__)
#define EVNE_PRINTF(format_at, args_at) __attribute__((format(printf, format_at, args_at)))
#else
#define EVNE_PRINTF(format_at, args_at)
#endif

/*
 * Fills in `err` and returns `status`, so that a fault reads `return evne_fail(...)`.
 * Messages quote their subject, are lower case and have no full stop. `where` may be NULL.
 */
evne_status evne_fail(evne_error *err, evne_status status, const char *where, const char *format,
                      ...) EVNE_PRINTF(4, 5);

int evne_status_exit(evne_status status);

/* Returns early when `call` fails; the only macro that hides control flow. */
#define EVNE_TRY(call)                                                                             \
    do {                                                                                           \
        evne_status evne_try_status = (call);                                                      \
        if (evne_try_status != EVNE_OK)                                                            \
            return evne_try_status;                                                                \
    } while (0)

#endif
