/* How: dates by their digits; names word by word, as people write them. */
#include "claimed.h"

#include <stdlib.h>

#include "description.h"

static int two_digits(const char *p)
{
    return (p[0] - '0') * 10 + (p[1] - '0');
}

/* How many of the leading bytes are digits. */
static size_t count_digits(evne_str text)
{
    size_t n = 0;

    while (n < text.len && text.p[n] >= '0' && text.p[n] <= '9')
        n++;
    return n;
}

/* "+01'00'" and the like; "Z" and nothing mean UTC. */
static bool read_offset(evne_str text, int *minutes)
{
    int sign = text.len && text.p[0] == '-' ? -1 : 1;

    *minutes = 0;
    if (text.len == 0 || evne_str_is(text, "Z") || evne_str_is(text, "Z00'00'"))
        return true;
    if (text.len < 6 || (text.p[0] != '+' && text.p[0] != '-') || text.p[3] != '\'' ||
        count_digits(evne_str_slice(text, 1, 3)) != 2 ||
        count_digits(evne_str_slice(text, 4, 6)) != 2)
        return false;
    *minutes = sign * (two_digits(text.p + 1) * 60 + two_digits(text.p + 4));
    return text.len == 6 || (text.len == 7 && text.p[6] == '\'');
}

/* D:20261122031500+01'00' (ISO 32000-1, 7.9.4), as "2026-11-22T03:15:00+01:00" first. */
bool evne_claimed_time(evne_arena *arena, const evne_object *dict, evne_moment *out,
                       const char **text)
{
    const evne_object *time = evne_object_get(dict, "M");
    evne_str t = time && time->kind == EVNE_OBJECT_STRING ? time->text : EVNE_STR("");
    const char *p = t.p + 2;
    int offset = 0;

    if (t.len < 16 || !evne_str_starts(t, "D:") || count_digits(evne_str_slice(t, 2, 16)) != 14 ||
        !read_offset(evne_str_slice(t, 16, t.len), &offset))
        return false;
    *text = evne_arena_printf(arena, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2s%c%02d:%02d", p, p + 4, p + 6,
                              p + 8, p + 10, p + 12, offset < 0 ? '-' : '+', abs(offset) / 60,
                              abs(offset) % 60);
    return evne_moment_parse(evne_str_of(*text), out);
}

bool evne_claimed_is_name(const char *claimed, const char *signer)
{
    evne_description one = {.rest = evne_str_of(claimed)}, other = {.rest = evne_str_of(signer)};

    return evne_description_is_for(&one, other.rest) &&
           (!*claimed || evne_description_is_for(&other, one.rest));
}
