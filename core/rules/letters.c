/* How: one line a mark, with the letters that take it and what comes of each, in the same order. */
#include "letters.h"

typedef struct accent {
    uint32_t mark;
    const char *bases, *composed;
} accent;

static const accent accents[] = {
    {0x0300, "AEIOUaeiou", "ÀÈÌÒÙàèìòù"},
    {0x0301, "AEIOUYaeiouyCcLlNnRrSsZzÅåÆæØø", "ÁÉÍÓÚÝáéíóúýĆćĹĺŃńŔŕŚśŹźǺǻǼǽǾǿ"},
    {0x0302, "AEIOUaeiouCcGgHhJjSsWwYy", "ÂÊÎÔÛâêîôûĈĉĜĝĤĥĴĵŜŝŴŵŶŷ"},
    {0x0303, "ANOanoIiUu", "ÃÑÕãñõĨĩŨũ"},
    {0x0304, "AaEeIiOoUu", "ĀāĒēĪīŌōŪū"},
    {0x0306, "AaEeGgIiOoUu", "ĂăĔĕĞğĬĭŎŏŬŭ"},
    {0x0307, "CcEeGgIZz", "ĊċĖėĠġİŻż"},
    {0x0308, "AEIOUaeiouyY", "ÄËÏÖÜäëïöüÿŸ"},
    {0x030A, "AaUu", "ÅåŮů"},
    {0x030B, "OoUu", "ŐőŰű"},
    {0x030C, "CcDdEeLlNnRrSsTtZz", "ČčĎďĚěĽľŇňŘřŠšŤťŽž"},
    {0x0327, "CcGgKkLlNnRrSsTt", "ÇçĢģĶķĻļŅņŖŗŞşŢţ"},
    {0x0328, "AaEeIiUu", "ĄąĘęĮįŲų"},
};

static uint32_t compose_with(const accent *a, uint32_t base)
{
    evne_str bases = evne_str_of(a->bases), composed = evne_str_of(a->composed);

    for (size_t i = 0, j = 0; i < bases.len;) {
        uint32_t one = evne_utf8_next(bases, &i), whole = evne_utf8_next(composed, &j);
        if (one == base)
            return whole;
    }
    return 0;
}

uint32_t evne_letter_compose(uint32_t base, uint32_t mark)
{
    for (size_t i = 0; i < sizeof accents / sizeof *accents; i++)
        if (accents[i].mark == mark)
            return compose_with(&accents[i], base);
    return 0;
}

bool evne_letter_is_mark(uint32_t c)
{
    return c >= 0x300 && c <= 0x36F;
}

bool evne_letter_is_upper(uint32_t c)
{
    if (c < 0x80)
        return c >= 'A' && c <= 'Z';
    if (c < 0x100)
        return c >= 0xC0 && c <= 0xDE && c != 0xD7;
    if (c >= 0x139 && c <= 0x148)
        return c % 2 == 1;
    if (c >= 0x179 && c <= 0x17E)
        return c % 2 == 1;
    return c < 0x180 ? c % 2 == 0 : c == 0x1FA || c == 0x1FC || c == 0x1FE;
}

bool evne_letter_is_word(uint32_t c)
{
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_';
    return (c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7) || (c >= 0x1E00 && c < 0x1F00);
}

void evne_letters_fold(char *bytes, size_t len)
{
    unsigned char *p = (unsigned char *)bytes;

    for (size_t i = 0; i < len; i++) {
        if (p[i] >= 'A' && p[i] <= 'Z')
            p[i] |= 0x20;
        else if (p[i] == 0xC3 && i + 1 < len && p[i + 1] >= 0x80 && p[i + 1] <= 0x9E &&
                 p[i + 1] != 0x97)
            p[++i] |= 0x20;
    }
}
