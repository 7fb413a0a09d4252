/* How: a list of what is not shown; joiners stay, since names in some scripts need them. */
#include "shown.h"

static const struct {
    uint32_t first, last;
} hidden[] = {
    {0, 0x1f},        {0x7f, 0x9f},       {0x61c, 0x61c},        {0x200b, 0x200b}, {0x200e, 0x200f},
    {0x2028, 0x202e}, {0x2060, 0x206f},   {0xd800, 0xdfff},      {0xfeff, 0xfeff}, {0xfff9, 0xfffb},
    {0xfffe, 0xffff}, {0xe0000, 0xe007f}, {0x110000, UINT32_MAX}};

uint32_t evne_shown_char(uint32_t c)
{
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
        if (c >= hidden[i].first && c <= hidden[i].last)
            return 0xfffd;
    return c;
}

const char *evne_shown(evne_arena *arena, evne_str bytes)
{
    evne_buf out = {.arena = arena};

    for (size_t at = 0; at < bytes.len;)
        evne_utf8_put(&out, evne_shown_char(evne_utf8_next(bytes, &at)));
    return evne_buf_text(&out);
}
