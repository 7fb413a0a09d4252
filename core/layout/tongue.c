#include "tongue.h"

#include <string.h>

/* A script by its letters, and the language that is taken to be meant. */
typedef struct script {
    uint32_t from, to;
    const char *lang;
} script;

static const script scripts[] = {
    {0x0370, 0x03FF, "el"}, {0x0400, 0x052F, "ru"}, {0x0531, 0x058A, "hy"}, {0x05D0, 0x05F4, "he"},
    {0x0620, 0x06D3, "ar"}, {0x06FA, 0x06FF, "ar"}, {0x0750, 0x077F, "ar"}, {0x0900, 0x0963, "hi"},
    {0x0980, 0x09E3, "bn"}, {0x0B80, 0x0BD7, "ta"}, {0x0E01, 0x0E4E, "th"}, {0x10A0, 0x10FF, "ka"},
    {0x1200, 0x137C, "am"}, {0x1F00, 0x1FFF, "el"}, {0xFB1D, 0xFB4F, "he"}, {0xFB50, 0xFDFB, "ar"},
    {0xFE70, 0xFEFC, "ar"}};

/* Letters by which a language shows itself among those of its script; ended by 0. */
typedef struct sign {
    const char *script_lang, *lang;
    uint32_t letters[8];
} sign;

static const sign signs[] = {
    {"ar", "ur", {0x0679, 0x0688, 0x0691, 0x06BA, 0x06BE, 0x06C1, 0x06D2}},
    {"ar", "fa", {0x067E, 0x0686, 0x0698, 0x06AF}},
    {"ru", "uk", {0x0404, 0x0406, 0x0407, 0x0454, 0x0456, 0x0457, 0x0490, 0x0491}}};

enum { N_LETTERS = sizeof signs->letters / sizeof *signs->letters };

static const char *lang_of_script(uint32_t letter)
{
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
        if (letter >= scripts[i].from && letter <= scripts[i].to)
            return scripts[i].lang;
    return NULL;
}

enum { N_SIGNS = sizeof signs / sizeof *signs };

/* Cyrillic and Arabic letters begin with these bytes in UTF-8, and nothing else does but Hebrew. */
static bool may_have_signs(evne_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.p[i] >= 0xD0 && (unsigned char)text.p[i] <= 0xDB)
            return true;
    return false;
}

static unsigned signs_of(uint32_t letter)
{
    unsigned found = 0;

    for (size_t i = 0; i < N_SIGNS; i++)
        for (size_t k = 0; k < N_LETTERS && signs[i].letters[k]; k++)
            if (signs[i].letters[k] == letter)
                found |= 1u << i;
    return found;
}

unsigned evne_tongue_signs(evne_str text)
{
    unsigned found = 0;

    if (may_have_signs(text))
        for (size_t at = 0; at < text.len;)
            found |= signs_of(evne_utf8_next(text, &at));
    return found;
}

const char *evne_tongue_of(evne_str word, unsigned has)
{
    const char *lang = NULL;
    size_t at = 0;

    while (at < word.len && (unsigned char)word.p[at] < 0xCD) /* U+0340 and on begin with more */
        at++;
    while (at < word.len && !lang)
        lang = lang_of_script(evne_utf8_next(word, &at));
    for (size_t i = 0; lang && i < N_SIGNS; i++)
        if ((has & 1u << i) && strcmp(signs[i].script_lang, lang) == 0)
            return signs[i].lang;
    return lang;
}
