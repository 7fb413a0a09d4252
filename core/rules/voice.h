/*
 * voice.h - whose words a field holds.
 *
 * Layer: rules. What a citizen says is evidence and is not edited; what a consultant writes is held
 * against every rule. The schema says which is which (`stemme` in plugins/README.md), and a rule
 * says which voices it listens to (`felter`).
 */
#ifndef EVNE_RULES_VOICE_H
#define EVNE_RULES_VOICE_H

#include "base/str.h"

/* name in schemas and rule packs, whether `fritekst` means it, whether `alle` does */
#define EVNE_VOICE_MAP(X)                                                                          \
    X(CONSULTANT, "konsulent", true, true) /* the default of every text */                         \
    X(EMPLOYER, "arbejdsgiver", true, true)                                                        \
    X(OBSERVATION, "observation", true, true) /* what was seen */                                  \
    X(JUDGEMENT, "vurdering", true, true)     /* a professional's judgement, signed as such */     \
    X(PLAN, "plan", true, true)               /* what was agreed ahead */                          \
    X(SOURCE, "kilde", true, true)            /* rendered from a document that the field names */  \
    X(CITIZEN, "borger", false, true)         /* the citizen's own words, and quotations */        \
    X(AUTHORITY, "myndighed", false, true)    /* what was ordered, in the words of who ordered */  \
    X(NAMES, "navn", false, false)            /* a name of a place or organisation: not prose */   \
    X(NOBODY, "ingen", false, false)          /* numbers, titles, addresses: not prose */

typedef enum evne_voice {
#define EVNE_VOICE_ENUM(name, danish, is_free, is_prose) EVNE_VOICE_##name,
    EVNE_VOICE_MAP(EVNE_VOICE_ENUM)
#undef EVNE_VOICE_ENUM
        EVNE_VOICE_COUNT
} evne_voice;

/* A voice when a sibling of the field has the value: the notes of a log by who wrote them. */
typedef struct evne_voice_case {
    evne_str value;
    evne_voice voice;
} evne_voice_case;

const char *evne_voice_name(evne_voice voice);
bool evne_voice_find(evne_str name, evne_voice *out);

/* The bits (1 << voice) of one name of `felter`: a voice, `fritekst` or `alle`; 0 when unknown. */
unsigned evne_voice_bits(evne_str name);

#endif
