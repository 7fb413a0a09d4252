/*
 * Runs a fuzz target over every file of the folder that is its argument, in the order of their
 * names, so that what once broke is tried in every test run and without libFuzzer.
 */
#define _POSIX_C_SOURCE 200809L

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "fuzz/fuzz.h"

enum { LARGEST_INPUT = 16 * 1024 * 1024 };

static int is_input(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static int replay(const char *folder, const char *name)
{
    evne_arena *arena = evne_arena_new(0, NULL, NULL);
    evne_error err;
    evne_str bytes;
    uint8_t *copy;

    if (evne_file_read(arena, evne_file_join(arena, folder, name), LARGEST_INPUT, &bytes, &err)) {
        fprintf(stderr, "%s\n", err.text);
        evne_arena_free(arena);
        return 1;
    }
    fprintf(stderr, "%s\n", name);
    copy = malloc(bytes.len ? bytes.len : 1); /* its own block, so that a sanitizer sees its end */
    if (!copy)
        abort();
    if (bytes.len)
        memcpy(copy, bytes.p, bytes.len);
    LLVMFuzzerTestOneInput(copy, bytes.len);
    free(copy);
    evne_arena_free(arena);
    return 0;
}

int main(int argc, char **argv)
{
    struct dirent **entries;
    int count = argc == 2 ? scandir(argv[1], &entries, is_input, alphasort) : -1;
    int n_failed = 0;

    if (count <= 0) {
        fprintf(stderr, "usage: %s FOLDER_WITH_INPUTS\n", argv[0]);
        return 2;
    }
    for (int i = 0; i < count; i++) {
        n_failed += replay(argv[1], entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    fprintf(stderr, "%d inputs\n", count);
    return n_failed ? 1 : 0;
}
