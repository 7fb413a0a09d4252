/*
 * fontlist.c - reads fonts.yaml through casefile.h.
 *
 * The same reader that takes users' cases takes this file; what it finds wrong becomes one error,
 * because a program without fonts can do nothing.
 */
#include "fontlist.h"

#include "base/file.h"
#include "base/sha256.h"
#include "data/casefile.h"

static const char *const weight_keys[EVNE_FONT_WEIGHTS] = {"regular", "semibold", "bold"};

static evne_status complain(const evne_value *value, const char *what, evne_error *err)
{
    return evne_fail(err, EVNE_SYSTEM, value->place.file, "line %u: %s",
                     (unsigned)value->place.line, what);
}

/* The text of `key`; must be there and not empty. */
static evne_status text_of(const evne_value *map, const char *key, const char **out,
                           evne_error *err)
{
    const evne_value *value = evne_value_get(map, key);
    if (evne_value_text(value).len == 0)
        return evne_fail(err, EVNE_SYSTEM, map->place.file, "line %u: '%s' is missing",
                         (unsigned)map->place.line, key);
    *out = value->as.text.p;
    return EVNE_OK;
}

static int nibble(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool read_hash(const char *text, unsigned char out[32])
{
    for (int i = 0; i < 32; i++) {
        int high = nibble(text[2 * i]);
        int low = high < 0 ? -1 : nibble(text[2 * i + 1]);
        if (low < 0)
            return false;
        out[i] = (unsigned char)(high << 4 | low);
    }
    return text[64] == '\0';
}

static evne_status read_file(const evne_value *map, evne_font_file *file, evne_error *err)
{
    const char *hash = "";
    EVNE_TRY(text_of(map, "file", &file->name, err));
    EVNE_TRY(text_of(map, "sha256", &hash, err));
    if (!read_hash(hash, file->sha256))
        return complain(map, "'sha256' is not 64 hexadecimal digits", err);
    return EVNE_OK;
}

static evne_status read_scripts(const evne_value *list, evne_font_family *family, evne_error *err)
{
    size_t n_scripts = evne_value_count(list);
    if (n_scripts > EVNE_FONT_SCRIPTS)
        return complain(list, "too many scripts", err);
    for (size_t i = 0; i < n_scripts; i++) {
        const evne_value *tag = evne_value_item(list, i);
        if (evne_value_text(tag).len != 4)
            return complain(list, "a script is not a tag of four letters", err);
        family->scripts[family->n_scripts++] = tag->as.text.p;
    }
    return EVNE_OK;
}

static evne_status read_family(const evne_value *map, evne_font_family *family, evne_error *err)
{
    EVNE_TRY(text_of(map, "name", &family->name, err));
    EVNE_TRY(text_of(map, "package", &family->package, err));
    EVNE_TRY(text_of(map, "folder", &family->folder, err));
    EVNE_TRY(read_scripts(evne_value_get(map, "scripts"), family, err));
    for (int i = 0; i < EVNE_FONT_WEIGHTS; i++) {
        const evne_value *file = evne_value_get(map, weight_keys[i]);
        if (file != NULL)
            EVNE_TRY(read_file(file, &family->files[i], err));
    }
    if (family->files[EVNE_REGULAR].name == NULL)
        return complain(map, "a family needs 'regular'", err);
    return EVNE_OK;
}

evne_status evne_fontlist_read(evne_arena *arena, const char *folder, evne_font_list *out,
                               evne_error *err)
{
    const char *path = evne_file_join(arena, folder, EVNE_FONT_LIST);
    evne_problems *problems = evne_problems_new(arena);
    const evne_value *root = NULL;
    evne_str yaml;
    evne_status status = evne_file_read(arena, path, EVNE_CASEFILE_BYTES, &yaml, err);
    if (status == EVNE_OK)
        status = evne_casefile_parse(arena, path, yaml, problems, &root, err);
    if (evne_problems_count(problems) > 0) {
        const evne_problem *first = evne_problems_at(problems, 0);
        return evne_fail(err, EVNE_SYSTEM, path, "line %u: %s", (unsigned)first->line,
                         first->message);
    }
    if (status != EVNE_OK)
        return err->status = EVNE_SYSTEM;
    if (!evne_str_is(evne_value_text(evne_value_get(root, "format")), "evne-fonts/1"))
        return evne_fail(err, EVNE_SYSTEM, path, "'format' is not evne-fonts/1");
    const evne_value *list = evne_value_get(root, "families");
    size_t n_families = evne_value_count(list);
    if (n_families == 0)
        return evne_fail(err, EVNE_SYSTEM, path, "'families' is empty");
    evne_font_family *families = evne_arena_array(arena, n_families, sizeof *families);
    for (size_t i = 0; i < n_families; i++)
        EVNE_TRY(read_family(evne_value_item(list, i), &families[i], err));
    *out = (evne_font_list){
        .folder = evne_arena_text(arena, folder), .families = families, .n_families = n_families};
    evne_sha256_hex(yaml, out->sha256);
    return EVNE_OK;
}

evne_status evne_fontlist_find(evne_arena *arena, const evne_font_list *list,
                               const evne_font_family *family, const evne_font_file *file,
                               const char **out, evne_error *err)
{
    const char *folders[2] = {list->folder, family->folder};
    for (int i = 0; i < 2; i++) {
        *out = evne_file_join(arena, folders[i], file->name);
        if (evne_file_exists(*out))
            return EVNE_OK;
    }
    return evne_fail(err, EVNE_SYSTEM, file->name, "font file is missing; install package '%s'",
                     family->package);
}
