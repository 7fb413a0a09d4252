/* chart_fixture.h - charts made from YAML, and what was drawn of them. */
#ifndef EVNE_TESTS_LAYOUT_CHART_FIXTURE_H
#define EVNE_TESTS_LAYOUT_CHART_FIXTURE_H

#include "fixture.h"

/* A chart with a caption at the end of `fix.doc`; `yaml` is its data. The table of weeks is made
 * from `uger`, other tables have two rows. */
evne_node *add_chart(evne_chart_kind kind, const char *yaml);

/* Lays out; checks that the figure has a box, that nothing of it leaves the box's width, that no
 * two words overlap and that no type is under 8 pt. */
void chart_run(void);

typedef struct shape_query {
    evne_colour fill, stroke; /* 0: any */
    bool is_filled, is_stroked;
    evne_len stroke_width; /* 0: any */
    bool is_dashed;
} shape_query;

/* The nth shape (from 0) of the CHART that answers the query, or NULL. */
const evne_piece *find_shape(shape_query query, size_t nth);
size_t count_shapes_of(shape_query query);

/* The smallest box around a shape's points. */
typedef struct shape_box {
    evne_len x, y, width, height;
} shape_box;
shape_box box_of_shape(const evne_piece *piece);

/* The figure's box. */
const evne_spot *figure(void);
/* The piece with exactly this text, or NULL. */
const evne_piece *word(const char *text);
evne_len middle_of(const evne_piece *piece);

#endif
