/*
 * How: the parts go into SHA-256 with a NUL after each. A finding without a sentence counts by its
 * message, which names what it is about.
 */
#include "fingerprint.h"

#include <string.h>

#include "base/file.h"
#include "base/sha256.h"

static void add_text(evne_sha256_stream *hash, const char *text)
{
    evne_sha256_add(hash, (evne_str){text, strlen(text) + 1});
}

/* Runs of blanks count as one: a text may be wrapped anew. */
static void add_words(evne_sha256_stream *hash, const char *text)
{
    while (*text) {
        size_t n = strcspn(text, " \t\r\n");
        evne_sha256_add(hash, (evne_str){text, n});
        text += n + strspn(text + n, " \t\r\n");
        if (n && *text)
            evne_sha256_add(hash, EVNE_STR(" "));
    }
    add_text(hash, "");
}

/* Without the [3] of its lists: an observation that is put in before it moves the others. */
static void add_path(evne_sha256_stream *hash, const char *path)
{
    while (*path) {
        size_t n = strcspn(path, "[");
        const char *end = path[n] ? strchr(path + n, ']') : NULL;
        evne_sha256_add(hash, (evne_str){path, n});
        path = end ? end + 1 : path + n + (path[n] != '\0');
    }
    add_text(hash, "");
}

static void finish(evne_sha256_stream *hash, char out[EVNE_FINGERPRINT])
{
    unsigned char digest[EVNE_SHA256_BYTES];
    char hex[EVNE_SHA256_HEX];

    evne_sha256_finish(hash, digest);
    evne_sha256_write_hex(digest, hex);
    memcpy(out, hex, EVNE_FINGERPRINT - 1);
    out[EVNE_FINGERPRINT - 1] = '\0';
}

void evne_fingerprint(const evne_problem *problem, char out[EVNE_FINGERPRINT])
{
    evne_sha256_stream *hash = evne_sha256_new();

    add_text(hash, problem->code);
    add_text(hash, evne_file_name(problem->file));
    add_path(hash, problem->path);
    if (problem->sentence[0]) {
        add_words(hash, problem->sentence);
        evne_sha256_add(hash, (evne_str){problem->sentence + problem->hit_at, problem->hit_len});
    } else {
        add_words(hash, problem->message);
    }
    finish(hash, out);
}

void evne_fingerprint_file(const char *file, char out[EVNE_FINGERPRINT])
{
    evne_sha256_stream *hash = evne_sha256_new();

    add_text(hash, evne_file_name(file));
    finish(hash, out);
}
