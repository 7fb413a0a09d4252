/*
 * check_colour.c - the output intent and its profile, pictures (ISO 19005-3, 6.2.3, 6.2.4, 6.2.8).
 */
#include <string.h>

#include "check_pdf.h"

static unsigned long big_endian(evne_str bytes, size_t at)
{
    unsigned long number = 0;
    for (size_t i = at; i < at + 4 && i < bytes.len; i++)
        number = number << 8 | (unsigned char)bytes.p[i];
    return number;
}

static bool has_tag(evne_str icc, const char *tag)
{
    unsigned long n_tags = big_endian(icc, 128);
    for (size_t i = 0; i < n_tags && 144 + 12 * i <= icc.len; i++) {
        size_t at = 132 + 12 * i;
        if (memcmp(icc.p + at, tag, 4) == 0)
            return big_endian(icc, at + 4) + big_endian(icc, at + 8) <= icc.len;
    }
    return false;
}

/* ICC.1: size, version, class, colour space, signature; the tags of a display profile. */
static void check_profile(checker *c, evne_str icc, int n_components)
{
    static const char *const tags[] = {"desc", "cprt", "wtpt", "rXYZ", "gXYZ",
                                       "bXYZ", "rTRC", "gTRC", "bTRC"};
    if (icc.len < 132 || big_endian(icc, 0) != icc.len || memcmp(icc.p + 36, "acsp", 4) != 0) {
        check_say(c, "6.2.3: the colour profile is no profile");
        return;
    }
    if (icc.p[8] < 2 || icc.p[8] > 4)
        check_say(c, "6.2.3: colour profile of version %d", icc.p[8]);
    if (memcmp(icc.p + 12, "mntr", 4) != 0 && memcmp(icc.p + 12, "prtr", 4) != 0)
        check_say(c, "6.2.3: colour profile of class %.4s", icc.p + 12);
    if (memcmp(icc.p + 16, "RGB ", 4) != 0 || n_components != 3)
        check_say(c, "6.2.3: colour profile of %.4s with %d components", icc.p + 16, n_components);
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        if (!has_tag(icc, tags[i]))
            check_say(c, "6.2.3: the colour profile has no %s", tags[i]);
    }
}

void check_intent(checker *c, qpdf_oh catalog)
{
    qpdf_oh intents = check_key(c, catalog, "/OutputIntents");
    if (qpdf_oh_get_array_n_items(c->pdf, intents) != 1) {
        check_say(c, "6.2.3: not one output intent");
        return;
    }
    qpdf_oh intent = qpdf_oh_get_array_item(c->pdf, intents, 0);
    qpdf_oh profile = check_key(c, intent, "/DestOutputProfile");
    if (strcmp(check_name(c, check_key(c, intent, "/S")), "/GTS_PDFA1") != 0 ||
        !qpdf_oh_is_string(c->pdf, check_key(c, intent, "/OutputConditionIdentifier")) ||
        check_has(c, intent, "/DestOutputProfileRef"))
        check_say(c, "6.2.3: the output intent");
    if (!qpdf_oh_is_stream(c->pdf, profile)) {
        check_say(c, "6.2.3: no colour profile");
        return;
    }
    qpdf_oh n = check_key(c, qpdf_oh_get_dict(c->pdf, profile), "/N");
    check_profile(c, check_stream(c, profile), qpdf_oh_get_int_value_as_int(c->pdf, n));
}

static int side(checker *c, qpdf_oh dict, const char *key)
{
    qpdf_oh number = check_key(c, dict, key);
    return qpdf_oh_is_integer(c->pdf, number) ? qpdf_oh_get_int_value_as_int(c->pdf, number) : 0;
}

/* Sizes and depth that fit the samples; no interpolation, no second version (6.2.8). */
void check_image(checker *c, int id, qpdf_oh image)
{
    qpdf_oh dict = qpdf_oh_get_dict(c->pdf, image);
    bool is_grey = strcmp(check_name(c, check_key(c, dict, "/ColorSpace")), "/DeviceGray") == 0;
    size_t pixels = (size_t)side(c, dict, "/Width") * (size_t)side(c, dict, "/Height");
    const char *filter = check_name(c, check_key(c, dict, "/Filter"));
    qpdf_oh smooth = check_key(c, dict, "/Interpolate");
    if (check_has(c, dict, "/Alternates") || check_has(c, dict, "/OPI") ||
        (qpdf_oh_is_bool(c->pdf, smooth) && qpdf_oh_get_bool_value(c->pdf, smooth)))
        check_say(c, "6.2.8: picture %d has alternatives or is smoothed", id);
    if (side(c, dict, "/BitsPerComponent") != 8 || pixels == 0)
        check_say(c, "6.2.8: picture %d has no size or depth", id);
    if (strcmp(filter, "/DCTDecode") != 0 &&
        check_stream(c, image).len != pixels * (is_grey ? 1 : 3))
        check_say(c, "6.2.8: picture %d is not of its size", id);
}
