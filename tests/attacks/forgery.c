/*
 * Universal signature forgery: what a careless reader needs to check a signature is missing, empty
 * or of another kind, in the hope that it checks nothing and says "valid".
 */
#include <string.h>

#include "attacks.h"

static const struct {
    const char *name, *value, *reasons;
} contents[] = {
    {"null", "null", "contents.form"},
    {"an empty string", "<>", "contents.form byterange.gap"},
    {"one zero byte", "<00>", "contents.form byterange.gap"},
    {"an empty literal", "()", "contents.form"},
    {"a literal", "(0\\202)", "contents.form"},
    {"a number", "0", "contents.form"},
    {"a name", "/Valid", "contents.form"},
    {"an array", "[<3082>]", "contents.form"},
    {"a dictionary", "<<>>", "contents.form"},
    {"a reference to nothing", "999 0 R", "contents.form"},
    {"true", "true", "contents.form"},
    {"an empty sequence", "<30820000>", "byterange.gap"},
    {"no sequence", "<3100>", "byterange.gap"},
    {"a string that does not end", "<3082", "file.object"},
    {"no digits", "<zz>", "file.object"},
};

/* In place of /ByteRange with its value; the length stays. */
static const struct {
    const char *name, *value, *reasons;
} ranges[] = {
    {"no range", "", "byterange.form"},
    {"null for a range", "/ByteRange null", "byterange.form"},
    {"an empty range", "/ByteRange[]", "byterange.form"},
    {"a range of nothing", "/ByteRange[0 0 0 0]", "byterange.gap"},
    {"a range of strings", "/ByteRange[(0)(1)(2)(3)]", "byterange.form"},
    {"a range in a reference", "/ByteRange 1 0 R", "byterange.form"},
    {"a range as text", "/ByteRange(0 1 2 3)", "byterange.form"},
    {"a range of nulls", "/ByteRange[null null null null]", "byterange.form"},
    {"two ranges", "/ByteRange[0 1 2 3]/ByteRange[0 1]", "file.object"},
    {"a range in capitals", "/BYTERANGE[0 1 2 3]", "byterange.form signature.dictionary"},
};

static const struct {
    const char *from, *to, *reasons;
} entries[] = {
    {"/Filter/Adobe.PPKLite", "/Filtex/Adobe.PPKLite", "signature.dictionary"},
    {"/Filter/Adobe.PPKLite", "/Filter(dobe.PPKLite)", "signature.dictionary"},
    {"/SubFilter/ETSI", "/SubFiltex/ETSI", "signature.format"},
    {"ETSI.CAdES.detached", "adbe.x509.rsa_sha1 ", "signature.format"},
    {"ETSI.CAdES.detached", "adbe.pkcs7.sha1    ", "signature.format"},
    {"ETSI.CAdES.detached", "adbe.pkcs7.detached", "signature.format"},
    {"ETSI.CAdES.detached", "Evne.AlwaysValid   ", "signature.format"},
    {"<</Type/Sig/", "<</Type/Sog/", "signature.dictionary"},
    {"<</Type/Sig/", "<</Typ#65/S/", "signature.dictionary"},
    {"/Contents<", "/Contentx<", "signature.dictionary"},
    {"/Contents<", "/C#6fnt<00>", "file.*"},
};

static void forge(attacks *all, size_t base)
{
    evne_str pdf = attack_base(all->arena, base);
    attack_site site = attack_find(all->arena, pdf);
    const char *name = attack_base_names[base];
    size_t key = site.range - strlen("/ByteRange");

    for (size_t i = 0; i < sizeof contents / sizeof *contents; i++)
        attacks_add(all, ATTACK_FORGERY,
                    attack_over(all->arena, pdf, site.contents, site.contents_end,
                                evne_arena_printf(all->arena, " %s", contents[i].value)),
                    contents[i].reasons, "%s: %s for the signature", name, contents[i].name);
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        attacks_add(all, ATTACK_FORGERY,
                    attack_over(all->arena, pdf, key, site.range_end, ranges[i].value),
                    ranges[i].reasons, "%s: %s", name, ranges[i].name);
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++)
        attacks_add(all, ATTACK_FORGERY,
                    attack_edit(all->arena, pdf, entries[i].from, entries[i].to),
                    entries[i].reasons, "%s: %s", name, entries[i].to);
}

void attacks_forgery(attacks *all)
{
    forge(all, BASE_ONE);
    forge(all, BASE_TAGGED);
    forge(all, BASE_FOREIGN);
}
