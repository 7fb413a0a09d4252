/*
 * How: the letters of the word are folded to lower case in Latin-1, the dictionary's encoding, and
 * libhyphen marks the places that its patterns allow. The patterns tell nothing about compounds, so
 * a short list of the words that Danish compounds in this field are made of says which places are
 * joints: those before such a word, and those after the linking s of -ing, -hed, -ion and the like.
 * The list only orders places that the patterns allow; it never makes one.
 *
 * The dictionary's SHA-256 is fixed like those of the fonts: another one would set other pages. Its
 * bytes are compared before libhyphen, which trusts them, sees them.
 */
#define _POSIX_C_SOURCE 200809L
#include "hyphen.h"

#include <hyphen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/sha256.h"
#include "breaks.h"

#define DICTIONARY "hyph_da_DK.dic"
#define SYSTEM_FOLDER "/usr/share/hyphen"
#define PINNED "44d0dd1d85bcdb1e63003c97cd08924f10a8a8127380b1b07ac2e75a950c216b"

enum {
    DICTIONARY_LIMIT = 1 << 20,
    MOST_LETTERS = 96, /* longer "words" are no words */
    BEFORE = 2,
    AFTER = 3
};

struct evne_hyphens {
    evne_arena *arena;
    const char *folder;
    HyphenDict *dictionary; /* NULL until it is needed */
};

/* The letters of a word in Latin-1, lower case, and where each starts in the word. */
typedef struct letters {
    char latin1[MOST_LETTERS + 1];
    size_t at[MOST_LETTERS + 1];
    size_t n;
} letters;

evne_hyphens *evne_hyphens_open(evne_arena *arena, const char *folder)
{
    evne_hyphens *hyphens = evne_arena_alloc(arena, sizeof *hyphens);

    hyphens->arena = arena;
    hyphens->folder = folder;
    return hyphens;
}

void evne_hyphens_close(evne_hyphens *hyphens)
{
    if (hyphens && hyphens->dictionary)
        hnj_hyphen_free(hyphens->dictionary);
}

bool evne_hyphens_know(evne_str lang)
{
    return evne_str_is(lang, "da") || evne_str_starts(lang, "da-");
}

/* --- the dictionary --- */

static evne_status read_dictionary(const evne_hyphens *hyphens, evne_str *bytes, evne_error *err)
{
    const char *path = NULL;
    char sha256[EVNE_SHA256_HEX];

    if (hyphens->folder)
        path = evne_file_join(hyphens->arena, hyphens->folder, DICTIONARY);
    if (!path || !evne_file_exists(path))
        path = SYSTEM_FOLDER "/" DICTIONARY;
    if (!evne_file_exists(path))
        return evne_fail(err, EVNE_SYSTEM, NULL,
                         "cannot find '%s' (Debian package hyphen-da), which divides long words",
                         DICTIONARY);
    EVNE_TRY(evne_file_read(hyphens->arena, path, DICTIONARY_LIMIT, bytes, err));
    evne_sha256_hex(*bytes, sha256);
    if (strcmp(sha256, PINNED) != 0)
        return evne_fail(err, EVNE_SYSTEM, path,
                         "the hyphenation dictionary differs from the one this version uses");
    return EVNE_OK;
}

static evne_status need_dictionary(evne_hyphens *hyphens, evne_error *err)
{
    evne_str bytes;
    char *copy;
    FILE *stream;

    if (hyphens->dictionary)
        return EVNE_OK;
    EVNE_TRY(read_dictionary(hyphens, &bytes, err));
    copy = evne_arena_copy(hyphens->arena, bytes.p, bytes.len);
    stream = fmemopen(copy, bytes.len, "r");
    if (!stream)
        return evne_fail(err, EVNE_SYSTEM, NULL, "cannot read '%s'", DICTIONARY);
    hyphens->dictionary = hnj_hyphen_load_file(stream);
    fclose(stream);
    if (!hyphens->dictionary)
        return evne_fail(err, EVNE_SYSTEM, NULL, "cannot read '%s'", DICTIONARY);
    return EVNE_OK;
}

/* --- letters --- */

static unsigned char lower(uint32_t c)
{
    if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7))
        c += 0x20;
    return (unsigned char)c;
}

/* The run of letters in `word`; false when it has none, or two runs, or a letter that is foreign.
 */
static bool find_letters(evne_str word, letters *out)
{
    bool is_over = false;

    out->n = 0;
    for (size_t at = 0; at < word.len;) {
        size_t start = at;
        uint32_t c = evne_utf8_next(word, &at);
        bool is_letter = evne_is_letter(c);

        if ((c >= '0' && c <= '9') ||
            (is_letter && (is_over || c > 0xFF || out->n == MOST_LETTERS)))
            return false;
        if (is_letter) {
            out->latin1[out->n] = (char)lower(c);
            out->at[out->n++] = start;
        }
        is_over = is_over || (out->n > 0 && !is_letter);
    }
    out->latin1[out->n] = '\0';
    return out->n >= BEFORE + AFTER;
}

/* --- joints --- */

/* Words that compounds are made of. */
static const char *const elements[] = {
    "afdeling",     "afklaring",    "aftale",        "ansvarlig",   "ansættelse",   "arbejde",
    "arbejds",      "assistance",   "assistent",     "beskrivelse", "bevilling",    "center",
    "dokument",     "erfaring",     "erklæring",     "erstatning",  "evne",         "forløb",
    "forsikring",   "funktion",     "fællesskab",    "hensyn",      "hjælp",        "instruktion",
    "kommune",      "kompetence",   "konsulent",     "kontakt",     "ledelse",      "leder",
    "læring",       "medarbejder",  "middel",        "miljø",       "myndighed",    "måling",
    "niveau",       "opgave",       "ordning",       "pension",     "person",       "plads",
    "praktik",      "prøve",        "pædagog",       "rapport",     "repræsentant", "ressource",
    "rådgiver",     "rådgivning",   "sagsbehandler", "samtale",     "sikkerhed",    "skade",
    "skema",        "støtte",       "sundhed",       "sygdom",      "team",         "terapeut",
    "tilbud",       "tilskud",      "uddannelse",    "udførelse",   "udstyr",       "udvikling",
    "undersøgelse", "undervisning", "vanskelighed",  "vejleder",    "vejledning",   "virksomhed",
    "vurdering",    "ydelse"};

static bool stands_at(const letters *word, size_t at, const char *element)
{
    evne_str text = evne_str_of(element);

    for (size_t i = 0; i < text.len; at++)
        if (at >= word->n || (unsigned char)word->latin1[at] != evne_utf8_next(text, &i))
            return false;
    return true;
}

static bool starts_element(const letters *word, size_t at)
{
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
        if (stands_at(word, at, elements[i]))
            return true;
    return false;
}

/* Whether what stands before `at` ends in a suffix and its linking s. */
static bool ends_linked(const letters *word, size_t at)
{
    static const char *const ends[] = {"ings", "heds", "doms", "skabs", "ions", "tets", "ejds"};

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t len = strlen(ends[i]);

        if (at > len && strncmp(word->latin1 + at - len, ends[i], len) == 0)
            return true;
    }
    return false;
}

/* --- places --- */

static evne_status mark(evne_hyphens *hyphens, const letters *word, char *marks, evne_error *err)
{
    char **replaced = NULL;
    int *from = NULL, *cut = NULL;

    if (hnj_hyphen_hyphenate3(hyphens->dictionary, word->latin1, (int)word->n, marks, NULL,
                              &replaced, &from, &cut, BEFORE, AFTER, BEFORE, AFTER))
        return evne_fail(err, EVNE_SYSTEM, NULL, "libhyphen cannot divide a word");
    for (size_t i = 0; replaced && i < word->n; i++)
        free(replaced[i]);
    free(replaced);
    free(from);
    free(cut);
    return EVNE_OK;
}

evne_status evne_hyphens_find(evne_hyphens *hyphens, evne_str word,
                              evne_hyphen out[EVNE_MOST_HYPHENS], size_t *n, evne_error *err)
{
    letters of;
    char marks[MOST_LETTERS + 6] = {0};

    *n = 0;
    if (!find_letters(word, &of))
        return EVNE_OK;
    EVNE_TRY(need_dictionary(hyphens, err));
    EVNE_TRY(mark(hyphens, &of, marks, err));
    for (size_t i = BEFORE; i + AFTER <= of.n && *n < EVNE_MOST_HYPHENS; i++)
        if (marks[i - 1] & 1)
            out[(*n)++] = (evne_hyphen){of.at[i], starts_element(&of, i) || ends_linked(&of, i)};
    return EVNE_OK;
}
