/*
 * How: a name may hold full stops ("Jens P. Larsen"), so its end cannot be found; but whether the
 * text goes on with a given name, and then ends or goes on with ". ", can.
 */
#include "description.h"

static size_t find(evne_str text, const char *mark)
{
    for (size_t at = 0; at < text.len; at++)
        if (evne_str_starts(evne_str_slice(text, at, text.len), mark))
            return at;
    return text.len;
}

evne_description evne_description_read(evne_str text)
{
    size_t comma = find(text, ", "), stop = find(text, ". ");
    size_t end = comma < stop ? comma : stop;

    return (evne_description){.role = evne_str_slice(text, 0, end),
                              .rest = comma < stop ? evne_str_slice(text, comma + 2, text.len)
                                                   : EVNE_STR("")};
}

static uint32_t lower(uint32_t c)
{
    bool is_upper = (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7);

    return is_upper ? c + 32 : c;
}

/* The next character, capitals as small letters, a run of blanks as one. */
static uint32_t next(evne_str text, size_t *at)
{
    uint32_t c = evne_utf8_next(text, at);

    if (c != ' ' && c != 0xa0)
        return lower(c);
    while (*at < text.len && text.p[*at] == ' ')
        ++*at;
    return ' ';
}

/* Where `text` goes on behind `name`; SIZE_MAX when it begins with something else. */
static size_t after_name(evne_str text, evne_str name)
{
    size_t at = 0;

    name = evne_str_trim(name);
    for (size_t i = 0; i < name.len;)
        if (at >= text.len || next(text, &at) != next(name, &i))
            return SIZE_MAX;
    if (at == text.len || evne_str_starts(evne_str_slice(text, at, text.len), ". "))
        return at;
    return SIZE_MAX;
}

bool evne_description_is_for(const evne_description *description, evne_str name)
{
    return description->rest.len == 0 || after_name(description->rest, name) != SIZE_MAX;
}

evne_str evne_description_name(const evne_description *description)
{
    evne_str rest = description->rest;

    for (size_t at = 0; at < rest.len; at++) {
        bool is_initial = at < 2 || rest.p[at - 2] == ' '; /* "Jens P. Larsen" */

        if (evne_str_starts(evne_str_slice(rest, at, rest.len), ". ") && !is_initial)
            return evne_str_slice(rest, 0, at);
    }
    return rest;
}

evne_str evne_description_meaning(evne_str text, evne_str name)
{
    evne_description parts = evne_description_read(text);
    evne_str rest = parts.rest.len ? parts.rest : text;
    size_t at = parts.rest.len ? after_name(rest, name) : SIZE_MAX;

    if (at == SIZE_MAX)
        at = find(rest, ". ");
    return evne_str_trim(at + 2 < rest.len ? evne_str_slice(rest, at + 2, rest.len) : EVNE_STR(""));
}
