/*
 * inline.h - the text inside a Markdown block to spans, marks replaced by their values.
 *
 * Layer: doc, inside template.h. The only place where a value and the template's text meet.
 */
#ifndef EVNE_DOC_INLINE_H
#define EVNE_DOC_INLINE_H

#include <cmark-gfm.h>

#include "build.h"

/* The line of the template that a block of `part` starts on. */
evne_origin evne_inline_origin(const evne_part *part, cmark_node *block);

/*
 * Adds the text of `block` to `out`, which must be empty and have an arena. `*is_group` tells
 * whether {% group %} stands in it. Fails with EVNE_TEMPLATE: code, images, HTML, outside links.
 */
evne_status evne_inline_read(evne_builder *b, const evne_part *part, cmark_node *block,
                             evne_spans *out, bool *is_group);

#endif
