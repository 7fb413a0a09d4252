/* How: one pass that knows escapes, classes and brackets, and gives up at what it does not know. */
#include "branches.h"

#include <string.h>

typedef struct reading {
    evne_str text;
    size_t at;
    int depth;
} reading;

static char peek(const reading *r, size_t ahead)
{
    return r->at + ahead < r->text.len ? r->text.p[r->at + ahead] : '\0';
}

static bool skip_class(reading *r)
{
    r->at += peek(r, 1) == '^' ? 2 : 1;
    r->at += peek(r, 0) == ']';
    while (r->at < r->text.len && peek(r, 0) != ']') {
        if (peek(r, 0) == '[' && peek(r, 1) == ':')
            return false;
        r->at += peek(r, 0) == '\\' ? 2 : 1;
    }
    r->at++;
    return r->at <= r->text.len;
}

/* Past the bracket and what says its kind; false for groups that count and for options. */
static bool open_group(reading *r)
{
    static const char *const kinds[] = {
        "(?:", "(?=", "(?!", "(?<=", "(?<!", "(?>", "(?i:", "(?-i:"};
    evne_str rest = evne_str_slice(r->text, r->at, r->text.len);

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (evne_str_starts(rest, kinds[i])) {
            r->at += strlen(kinds[i]);
            r->depth++;
            return true;
        }
    return false;
}

/* Past one sign; false when it reaches further than that. */
static bool step(reading *r)
{
    switch (peek(r, 0)) {
    case '\\':
        r->at += 2;
        return r->at <= r->text.len && !strchr("QEKgk123456789", r->text.p[r->at - 1]);
    case '[':
        return skip_class(r);
    case '(':
        return open_group(r);
    case ')':
        r->at++;
        return --r->depth >= 0;
    default:
        r->at++;
        return true;
    }
}

static size_t find(reading *r, evne_str *out)
{
    size_t n = 0, from = 0;

    while (r->at < r->text.len) {
        if (r->depth == 0 && peek(r, 0) == '|') {
            if (n + 1 == EVNE_MOST_BRANCHES)
                return 0;
            out[n++] = evne_str_slice(r->text, from, r->at);
            from = r->at + 1;
        }
        if (!step(r))
            return 0;
    }
    out[n++] = evne_str_slice(r->text, from, r->text.len);
    return r->depth == 0 ? n : 0;
}

size_t evne_branches_find(evne_str pattern, evne_str out[EVNE_MOST_BRANCHES])
{
    reading r = {.text = pattern};
    size_t n = pattern.len ? find(&r, out) : 0;

    if (n == 0)
        out[n++] = pattern;
    return n;
}
