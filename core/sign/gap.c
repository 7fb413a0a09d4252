/* How: two places are remembered while the dictionary is written; the rest is arithmetic. */
#include "gap.h"

#include <stdio.h>
#include <string.h>

enum { RANGE_ROOM = 40 };

void evne_gap_put(evne_gap *gap, evne_buf *body)
{
    evne_buf_puts(body, "/ByteRange[");
    gap->range_at = body->len;
    for (int i = 0; i < RANGE_ROOM; i++)
        evne_buf_put_char(body, ' ');
    evne_buf_puts(body, "]\n/Contents");
    gap->gap_at = body->len;
    evne_buf_put_char(body, '<');
    for (size_t i = 0; i < 2 * gap->reserve; i++)
        evne_buf_put_char(body, '0');
    evne_buf_put_char(body, '>');
}

void evne_gap_locate(evne_gap *gap, const evne_update_object *objects, size_t n, int number)
{
    for (size_t i = 0; i < n; i++)
        if (objects[i].number == number) {
            gap->range_at += objects[i].at;
            gap->gap_at += objects[i].at;
        }
}

evne_status evne_gap_close(const evne_gap *gap, char *bytes, size_t len, evne_str covered[2],
                           evne_error *err)
{
    size_t after = gap->gap_at + 2 * gap->reserve + 2;
    char range[RANGE_ROOM + 1];
    int n = snprintf(range, sizeof range, "0 %zu %zu %zu", gap->gap_at, after, len - after);

    if (n < 0 || n > RANGE_ROOM)
        return evne_fail(err, EVNE_OUTPUT, NULL, "the file is too large to sign");
    memcpy(bytes + gap->range_at, range, (size_t)n);
    covered[0] = (evne_str){bytes, gap->gap_at};
    covered[1] = (evne_str){bytes + after, len - after};
    return EVNE_OK;
}

evne_status evne_gap_fill(const evne_gap *gap, char *bytes, evne_str der, evne_error *err)
{
    static const char hex[] = "0123456789abcdef";

    if (der.len > gap->reserve)
        return evne_fail(err, EVNE_OUTPUT, NULL, "the signature needs %zu bytes, %zu are reserved",
                         der.len, gap->reserve);
    for (size_t i = 0; i < der.len; i++) {
        bytes[gap->gap_at + 1 + 2 * i] = hex[(unsigned char)der.p[i] >> 4];
        bytes[gap->gap_at + 2 + 2 * i] = hex[(unsigned char)der.p[i] & 15];
    }
    return EVNE_OK;
}
