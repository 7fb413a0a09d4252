/*
 * Signature wrapping: the signed bytes stay in the file, but elsewhere; what is read in their place
 * is the attacker's.
 */
#include <string.h>

#include "attacks.h"

/* A range text of the same length as the old one. */
static evne_str set_range(evne_arena *arena, evne_str pdf, size_t a, size_t b, size_t c, size_t d)
{
    attack_site site = attack_find(arena, pdf);

    return attack_over(arena, pdf, site.range, site.range_end,
                       evne_arena_printf(arena, "[%zu %zu %zu %zu]", a, b, c, d));
}

static const char evil[] = "5 0 obj\n<</Length 10>>\nstream\n0 0 9 9 re\nendstream\nendobj\n";

/* The gap has room: the signature ends early, and something else follows inside the gap. */
static void fill_gap(attacks *all, size_t base)
{
    static const struct {
        const char *name, *text, *reasons;
    } fillings[] = {
        {"a key", ">/Evil<00", "byterange.gap signature.dictionary"},
        {"a second signature", ">/Contents<00", "file.object"},
        {"the dictionary's end", ">>>\nendobj\n9 0 obj <<>>endobj\n", "file.*"},
        {"an object", ">>>endobj 5 0 obj<</Length 0>>stream\n\nendstream endobj ", "file.*"},
        {"a comment", "> %", "file.object"},
        {"blanks between digits", "00 00 00", "contents.form"},
        {"line ends between digits", "\n\n", "contents.form"},
        {"one capital digit", "A", "contents.form contents.padding"},
        {"a digit that is none", "g", "file.object"},
        {"something behind the zeros", "00000000ff", "contents.padding contents.form"},
        {"another range", ">/ByteRange[0 1 2 3]/X<", "file.object byterange.gap"},
    };
    evne_str pdf = attack_base(all->arena, base);
    attack_site site = attack_find(all->arena, pdf);

    for (size_t i = 0; i < sizeof fillings / sizeof *fillings; i++) {
        size_t len = strlen(fillings[i].text), at = site.contents_end - 200;

        attacks_add(all, ATTACK_WRAPPING,
                    attack_splice(all->arena, pdf, at, at + len, evne_str_of(fillings[i].text)),
                    fillings[i].reasons, "%s: %s inside the gap", attack_base_names[base],
                    fillings[i].name);
    }
}

/* Bytes put in at `at`, with the range following or not, and the table left behind or moved. */
static void insert(attacks *all, size_t base, size_t at, const char *where)
{
    evne_str pdf = attack_base(all->arena, base), file;
    attack_site site = attack_find(all->arena, pdf);
    size_t len = strlen(evil), shift = at <= site.contents ? len : 0;
    size_t second = site.contents_end + shift + (at == site.contents_end ? len : 0);

    file = attack_splice(all->arena, pdf, at, at, evne_str_of(evil));
    attacks_add(all, ATTACK_WRAPPING, file, "file.* byterange.*", "%s: an object %s",
                attack_base_names[base], where);
    if (at <= site.contents)
        return; /* the range itself has moved */
    file = set_range(all->arena, pdf, 0, site.contents, second, pdf.len + len - second);
    file = attack_splice(all->arena, file, at, at, evne_str_of(evil));
    attacks_add(all, ATTACK_WRAPPING, file, "file.* byterange.*", "%s: an object %s, range moved",
                attack_base_names[base], where);
}

/* The table, too, is put right: only the signature can tell. */
static void rebuild(attacks *all, size_t base)
{
    evne_str pdf = attack_base(all->arena, base), file;
    attack_site site = attack_find(all->arena, pdf);
    size_t xref = attack_last(pdf, "startxref") + 10;
    const char *filler = "\n\n\n\n\n\n\n\n";

    file = set_range(all->arena, pdf, 0, site.contents - 8, site.contents_end,
                     pdf.len - site.contents_end);
    attacks_add(all, ATTACK_WRAPPING, file, "byterange.gap", "%s: a gap that begins early",
                attack_base_names[base]);
    file = set_range(all->arena, pdf, 0, site.contents, site.contents_end + 40,
                     pdf.len - site.contents_end - 40);
    attacks_add(all, ATTACK_WRAPPING, file, "byterange.gap", "%s: a gap that ends late",
                attack_base_names[base]);
    file =
        attack_splice(all->arena, pdf, site.contents_end, site.contents_end, evne_str_of(filler));
    attacks_add(all, ATTACK_WRAPPING, file, "file.xref file.object", "%s: blanks behind the gap",
                attack_base_names[base]);
    file = attack_over(all->arena, pdf, xref, xref + 1, "0");
    attacks_add(all, ATTACK_WRAPPING, file, "file.*", "%s: the start of the table moved",
                attack_base_names[base]);
}

/* The first half twice: once as it was signed, once as it is read. */
static void repeat(attacks *all, size_t base)
{
    evne_str pdf = attack_base(all->arena, base), file;
    attack_site site = attack_find(all->arena, pdf);
    evne_str first = evne_str_slice(pdf, 0, site.contents);
    evne_str second = evne_str_slice(pdf, site.contents_end, pdf.len);

    file = attack_splice(all->arena, pdf, 0, 0, first);
    attacks_add(all, ATTACK_WRAPPING, file, "file.*", "%s: the first half in front",
                attack_base_names[base]);
    file = attack_splice(all->arena, pdf, pdf.len, pdf.len, second);
    attacks_add(all, ATTACK_WRAPPING, file, "file.*", "%s: the second half behind",
                attack_base_names[base]);
    file = attack_splice(all->arena, pdf, site.contents_end, site.contents_end, second);
    attacks_add(all, ATTACK_WRAPPING, file, "file.*", "%s: the second half twice",
                attack_base_names[base]);
    file = attack_splice(all->arena, pdf, pdf.len, pdf.len, pdf);
    attacks_add(all, ATTACK_WRAPPING, file, "file.*", "%s: the file twice",
                attack_base_names[base]);
}

void attacks_wrapping(attacks *all)
{
    for (size_t base = 0; base < BASES; base += 3) {
        evne_str pdf = attack_base(all->arena, base);
        attack_site site = attack_find(all->arena, pdf);

        fill_gap(all, base);
        insert(all, base, 15, "behind the header");
        insert(all, base, site.contents, "before the gap");
        insert(all, base, site.contents_end, "behind the gap");
        insert(all, base, attack_last(pdf, "xref\n"), "before the table's end");
        insert(all, base, pdf.len, "behind everything");
        rebuild(all, base);
        repeat(all, base);
    }
}
