/* How: one table. */
#include "voice.h"

static const struct {
    const char *name;
    bool is_free, is_prose;
} voices[] = {
#define EVNE_VOICE_ROW(name, danish, is_free, is_prose) {danish, is_free, is_prose},
    EVNE_VOICE_MAP(EVNE_VOICE_ROW)
#undef EVNE_VOICE_ROW
};

const char *evne_voice_name(evne_voice voice)
{
    return voices[voice].name;
}

bool evne_voice_find(evne_str name, evne_voice *out)
{
    for (int i = 0; i < EVNE_VOICE_COUNT; i++)
        if (evne_str_is(name, voices[i].name)) {
            *out = (evne_voice)i;
            return true;
        }
    return false;
}

unsigned evne_voice_bits(evne_str name)
{
    unsigned bits = 0;
    evne_voice voice;

    if (evne_voice_find(name, &voice))
        return 1u << voice;
    for (int i = 0; i < EVNE_VOICE_COUNT; i++)
        if ((evne_str_is(name, "fritekst") && voices[i].is_free) ||
            (evne_str_is(name, "alle") && voices[i].is_prose))
            bits |= 1u << i;
    return bits;
}
