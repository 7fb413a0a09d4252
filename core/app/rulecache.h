/*
 * rulecache.h - the shipped rule packs in a form that is read fast.
 *
 * Layer: app. `rules.snapshot` in the data directory is made when the program is built. It holds
 * every shipped pack as a tree, without the examples, beside a digest of the YAML that it came
 * from; a pack whose YAML has changed since is read from the YAML.
 */
#ifndef EVNE_APP_RULECACHE_H
#define EVNE_APP_RULECACHE_H

#include "data/value.h"

#define EVNE_RULECACHE_FILE "rules.snapshot"

typedef struct evne_rulecache evne_rulecache;

/* Opens the snapshot at `path`; a missing or damaged one is an empty cache. Never NULL. */
evne_rulecache *evne_rulecache_open(evne_arena *arena, const char *path);

/* The tree of the pack `file` whose YAML is `yaml`, or NULL. Its places name `file`. `*sha256` is
 * the SHA-256 of the YAML in hex. */
const evne_value *evne_rulecache_find(const evne_rulecache *cache, const char *file, evne_str yaml,
                                      evne_str *sha256);

/* Appends the snapshot of packs: `files` are their paths, `yaml` their bytes, `roots` their trees.
 */
void evne_rulecache_write(evne_buf *out, const char *const *files, const evne_str *yaml,
                          const evne_value *const *roots, size_t count);

#endif
