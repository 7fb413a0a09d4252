/*
 * How: one pass over the code points that counts lines and columns on its way. YAML 1.1 takes
 * U+0085, U+2028 and U+2029 for line breaks while editors do not, so they are refused: a line
 * number in a message must be the one that the editor shows.
 */
#include "casetext.h"

/* Characters that change the order in which others are shown. */
static bool is_bidi_control(uint32_t c)
{
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

static bool is_control(uint32_t c)
{
    return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7F && c < 0xA0);
}

static bool is_noncharacter(uint32_t c)
{
    return (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFEu) == 0xFFFEu;
}

/* What is wrong with `c` in Danish, or NULL. */
static const char *fault_of(uint32_t c)
{
    if ((c >= 0x20 && c < 0x7F) || (c >= 0xA0 && c < 0x2000))
        return NULL; /* nearly all of them */
    if (c == EVNE_NO_CODE_POINT)
        return "en byte, der ikke er UTF-8";
    if (c == 0)
        return "et NUL-tegn";
    if (c == 0x85 || c == 0x2028 || c == 0x2029)
        return "et usynligt linjeskift";
    if (is_control(c))
        return "et styretegn";
    if (is_bidi_control(c))
        return "et usynligt tegn, der vender læseretningen";
    if (c == 0xFEFF)
        return "et usynligt tegn (byte order mark)";
    return is_noncharacter(c) ? "et tegn, der ikke findes i Unicode" : NULL;
}

static const char *name_of(evne_arena *arena, uint32_t c, const char *fault)
{
    if (c == EVNE_NO_CODE_POINT)
        return fault;
    return evne_arena_printf(arena, "%s, U+%04X", fault, c);
}

evne_str evne_casetext_start(evne_str yaml)
{
    return evne_str_starts(yaml, "\xEF\xBB\xBF") ? evne_str_slice(yaml, 3, yaml.len) : yaml;
}

const char *evne_casetext_refused(evne_arena *arena, evne_str text)
{
    for (size_t at = 0; (at = evne_ascii_skip(text, at)) < text.len;) {
        uint32_t c = evne_utf8_next(text, &at);
        const char *fault = fault_of(c);
        if (fault)
            return name_of(arena, c, fault);
    }
    return NULL;
}

static void report(evne_arena *arena, evne_problem *at, uint32_t c, const char *fault,
                   evne_problems *problems)
{
    bool is_utf8 = c != EVNE_NO_CODE_POINT;

    at->code = is_utf8 ? "yaml.tegn" : "yaml.utf8";
    at->message = evne_arena_printf(arena, "filen indeholder %s", name_of(arena, c, fault));
    at->suggestion = is_utf8 ? "slet tegnet" : "gem filen som UTF-8 i editoren";
    evne_problems_add(problems, at);
}

/* Moves past what needs no look. */
static size_t skip_plain(evne_problem *at, evne_str yaml, size_t i)
{
    size_t next = evne_ascii_skip(yaml, i);

    at->column += (uint32_t)(next - i);
    return next;
}

bool evne_casetext_check(evne_arena *arena, const char *file, evne_str yaml,
                         evne_problems *problems)
{
    evne_problem at = {.file = file, .line = 1, .column = 1, .path = ""};
    size_t n_found = 0, i = 0;

    while ((i = skip_plain(&at, yaml, i)) < yaml.len && n_found < EVNE_CASETEXT_FINDINGS) {
        uint32_t c = evne_utf8_next(yaml, &i);
        bool ends_line = c == '\n' || (c == '\r' && (i == yaml.len || yaml.p[i] != '\n'));
        const char *fault = c == '\r' ? NULL : fault_of(c);

        if (fault) {
            report(arena, &at, c, fault, problems);
            n_found++;
        }
        at.column = ends_line ? 1 : at.column + 1;
        at.line += ends_line;
    }
    return n_found == 0;
}
