/*
 * How: elements are slices of the input; nothing is copied or converted. X.690 11.6 orders a SET OF
 * by its elements' bytes, which for elements that are complete encodings is evne_str_order.
 */
#include "der.h"

#include <stdlib.h>

enum { MAX_DEPTH = 32, CONSTRUCTED = 0x20, HIGH_TAG = 0x1f };

/* Reads a length in its shortest form. */
static bool read_length(evne_str bytes, size_t *at, size_t *len)
{
    size_t first, n;

    if (*at >= bytes.len)
        return false;
    first = (unsigned char)bytes.p[(*at)++];
    *len = first;
    if (first < 0x80)
        return true;
    n = first & 0x7f;
    if (n == 0 || n > 4 || n > bytes.len - *at || bytes.p[*at] == 0)
        return false;
    *len = 0;
    for (size_t i = 0; i < n; i++)
        *len = *len << 8 | (unsigned char)bytes.p[(*at)++];
    return *len >= 0x80;
}

bool evne_der_next(evne_str *rest, evne_der *out)
{
    size_t at = 1, len = 0;

    if (rest->len < 2 || (rest->p[0] & HIGH_TAG) == HIGH_TAG || !read_length(*rest, &at, &len) ||
        len > rest->len - at)
        return false;
    out->tag = (unsigned char)rest->p[0];
    out->content = evne_str_slice(*rest, at, at + len);
    out->whole = evne_str_slice(*rest, 0, at + len);
    *rest = evne_str_slice(*rest, at + len, rest->len);
    return true;
}

int evne_der_peek(evne_str rest)
{
    return rest.len ? (unsigned char)rest.p[0] : -1;
}

bool evne_der_take(evne_str *rest, int tag, evne_der *out)
{
    return evne_der_peek(*rest) == tag && evne_der_next(rest, out);
}

static bool check_all(evne_str bytes, int depth)
{
    evne_der element;

    if (depth == MAX_DEPTH)
        return false;
    while (bytes.len) {
        if (!evne_der_next(&bytes, &element))
            return false;
        if ((element.tag & CONSTRUCTED) && !check_all(element.content, depth + 1))
            return false;
    }
    return true;
}

bool evne_der_check(evne_str bytes)
{
    evne_str rest = bytes;
    evne_der element;

    return evne_der_next(&rest, &element) && rest.len == 0 && check_all(bytes, 0);
}

bool evne_der_is_sorted(evne_str content)
{
    evne_der element, before = {0};

    while (content.len) {
        if (!evne_der_next(&content, &element))
            return false;
        if (before.whole.len && evne_str_order(before.whole, element.whole) >= 0)
            return false;
        before = element;
    }
    return true;
}

void evne_der_put(evne_buf *buf, int tag, evne_str content)
{
    int n = 0;

    evne_buf_put_char(buf, (char)tag);
    if (content.len < 0x80) {
        evne_buf_put_char(buf, (char)content.len);
    } else {
        for (size_t len = content.len; len; len >>= 8)
            n++;
        evne_buf_put_char(buf, (char)(0x80 | n));
        for (int i = n - 1; i >= 0; i--)
            evne_buf_put_char(buf, (char)(content.len >> (8 * i) & 0xff));
    }
    evne_buf_put_str(buf, content);
}

evne_str evne_der_wrap(evne_arena *arena, int tag, evne_str content)
{
    evne_buf buf = {.arena = arena};

    evne_der_put(&buf, tag, content);
    return evne_buf_str(&buf);
}

evne_str evne_der_join(evne_arena *arena, size_t n, const evne_str *parts)
{
    evne_buf buf = {.arena = arena};

    for (size_t i = 0; i < n; i++)
        evne_buf_put_str(&buf, parts[i]);
    return evne_buf_str(&buf);
}

static int order(const void *a, const void *b)
{
    const evne_str *x = a, *y = b;

    return evne_str_order(*x, *y);
}

evne_str evne_der_set(evne_arena *arena, size_t n, evne_str *parts)
{
    qsort(parts, n, sizeof *parts, order);
    return evne_der_wrap(arena, EVNE_DER_SET, evne_der_join(arena, n, parts));
}
