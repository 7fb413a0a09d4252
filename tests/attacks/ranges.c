/*
 * The numbers of ByteRange: written so that one reader takes them for others, or true ones that
 * leave something out.
 */
#include <string.h>

#include "attacks.h"

/* "%a", "%b", "%c" stand for the true second, third and fourth number. */
static const struct {
    const char *text, *reasons;
} forms[] = {
    {"[0 %a %b]", "byterange.form"},
    {"[0 %a %b %c 0]", "byterange.form"},
    {"[0 %a %b %c 0 0]", "byterange.form"},
    {"[0 %a %c %b]", "byterange.gap"},
    {"[%a 0 %b %c]", "byterange.form"},
    {"[%b %c 0 %a]", "byterange.form"},
    {"[+0 %a %b %c]", "byterange.form"},
    {"[-0 %a %b %c]", "byterange.form"},
    {"[00 %a %b %c]", "byterange.form"},
    {"[0 0%a %b %c]", "byterange.form"},
    {"[0 +%a %b %c]", "byterange.form"},
    {"[0 -%a %b %c]", "byterange.form"},
    {"[0 %a.0 %b %c]", "byterange.form"},
    {"[0.0 %a %b %c]", "byterange.form"},
    {"[0 %a %b. %c]", "byterange.form"},
    {"[0 %a %b %c.9]", "byterange.form"},
    {"[0 %a %b -1]", "byterange.form"},
    {"[-1 %a %b %c]", "byterange.form"},
    {"[1 %a %b %c]", "byterange.form"},
    {"[0 %a %b 0]", "byterange.coverage"},
    {"[0 %a %b 1]", "byterange.coverage"},
    {"[0 %a %b %c0]", "byterange.coverage"},
    {"[0 %a %b 4294967296]", "byterange.coverage"},
    {"[0 %a %b 18446744073709551615]", "byterange.form file.object"},
    {"[0 %a %b 9223372036854775807]", "byterange.form byterange.coverage file.object"},
    {"[0 4294967296 %b %c]", "byterange.gap"},
    {"[0 %a 4294967296 %c]", "byterange.gap"},
    {"[0 0 0 %c]", "byterange.gap"},
    {"[0 %a 0 %c]", "byterange.gap"},
    {"[0 %a %a %c]", "byterange.gap"},
    {"[0 %b 0 0]", "byterange.gap"},
    {"[0 1 %b %c]", "byterange.gap"},
    {"[0 %a %b %c", "file.object"},
    {"0 %a %b %c]", "file.object"},
    {"[0 %a[%b %c]]", "byterange.form"},
    {"[[0 %a %b %c]]", "byterange.form"},
    {"[0 %a 1 0 R %c]", "byterange.form"},
    {"[0 %a %b null]", "byterange.form"},
    {"[0 %a %b(%c)]", "byterange.form"},
    {"[0 %a %b<00>]", "byterange.form"},
    {"[0 %a %b/%c]", "byterange.form"},
    {"[0 %a %b true]", "byterange.form"},
    {"[0 1e3 %b %c]", "file.object byterange.form"},
    {"[0 0x10 %b %c]", "file.object byterange.form"},
    {"[0 %a %b %c%]", "file.object"},
    {"[0,%a,%b,%c]", "file.object byterange.form"},
    {"<</0 %a/1 %b>>", "byterange.form"},
    {"(0 %a %b %c)", "byterange.form"},
    {" %a", "byterange.form"},
    {" null", "byterange.form"},
};

static const char *fill(evne_arena *arena, const char *form, const size_t numbers[3])
{
    evne_buf out = {.arena = arena};

    for (const char *p = form; *p; p++)
        if (*p == '%' && p[1] >= 'a' && p[1] <= 'c')
            evne_buf_printf(&out, "%zu", numbers[*++p - 'a']);
        else
            evne_buf_put_char(&out, *p);
    return evne_buf_text(&out);
}

static void write_forms(attacks *all, size_t base)
{
    evne_str pdf = attack_base(all->arena, base);
    attack_site site = attack_find(all->arena, pdf);
    size_t numbers[3] = {site.contents, site.contents_end, pdf.len - site.contents_end};

    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        attacks_add(all, ATTACK_RANGES,
                    attack_over(all->arena, pdf, site.range, site.range_end,
                                fill(all->arena, forms[i].text, numbers)),
                    forms[i].reasons, "%s: %s", attack_base_names[base], forms[i].text);
}

/* True digits, but each number a little off. */
static void shift(attacks *all, size_t base)
{
    static const int steps[] = {-20, -2, -1, 1, 2, 20};
    evne_str pdf = attack_base(all->arena, base);
    attack_site site = attack_find(all->arena, pdf);
    size_t numbers[3] = {site.contents, site.contents_end, pdf.len - site.contents_end};

    for (size_t which = 0; which < 3; which++)
        for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
            size_t moved[3] = {numbers[0], numbers[1], numbers[2]};

            moved[which] += (size_t)steps[i];
            attacks_add(all, ATTACK_RANGES,
                        attack_over(all->arena, pdf, site.range, site.range_end,
                                    fill(all->arena, "[0 %a %b %c]", moved)),
                        which < 2 ? "byterange.gap"
                                  : "byterange.coverage content.digest timestamp.imprint",
                        "%s: number %zu off by %d", attack_base_names[base], which + 2, steps[i]);
        }
}

void attacks_ranges(attacks *all)
{
    write_forms(all, BASE_ONE);
    write_forms(all, BASE_TAGGED);
    write_forms(all, BASE_STAMPED);
    shift(all, BASE_TWO);
    shift(all, BASE_STREAMS);
}
