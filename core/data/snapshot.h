/*
 * snapshot.h - a tree of values as bytes that are read in no time.
 *
 * Layer: data. What is shipped as YAML for people (the rule packs are some hundred kilobytes) is
 * read at every run; its snapshot says the same and costs a hundredth. A snapshot is never the only
 * copy: whoever reads one knows by a digest that the YAML is still the same.
 */
#ifndef EVNE_DATA_SNAPSHOT_H
#define EVNE_DATA_SNAPSHOT_H

#include "value.h"

/*
 * Appends `value`, every node with its line and column. Map entries whose key is one of `left_out`
 * are left out, wherever they stand.
 */
void evne_snapshot_write(evne_buf *out, const evne_value *value, const char *const *left_out,
                         size_t n_left_out);

/*
 * The tree that `bytes` hold, or NULL when they are damaged or of another version. Places name
 * `file`. The tree lives in `arena`; its texts are borrowed from `bytes`.
 */
const evne_value *evne_snapshot_read(evne_arena *arena, const char *file, evne_str bytes);

#endif
