/*
 * doc.h - the document: a tree that knows no page.
 *
 * Layer: doc. Made by template.h from a template and a view, read by layout/ (where things stand)
 * and by pdf/tags.c (what things are). Every node becomes at most one structure element, so the
 * order of the tree is the reading order (look.md 11).
 *
 * Shape, by kind:
 *
 *   DOC        blocks
 *   TITLE      spans                      the document's title, once
 *   HEADING    spans, remark              level 1 section, 2 group, 3 entry heading
 *   PARAGRAPH  spans                      `role` says which kind
 *   LIST       ITEM...                    ITEM: blocks
 *   QUOTE      PARAGRAPH(SPEAKER)?, PARAGRAPH...     what somebody said: bar at the left
 *   FRAME      PARAGRAPH(SPEAKER)?, PARAGRAPH...     a professional's judgement: framed
 *   FIELDS     FIELD...                   key-value list; FIELD: LABEL, VALUE (in HALVES all SMALL)
 *   ENTRY      LABEL, CONTENT             a block of two cells; may start with HEADING level 3
 *   HALVES     CONTENT, CONTENT           page 1: two key-value lists side by side
 *   MEASURES   MEASURE...                 MEASURE: spans "name " + strong "value unit"
 *   SUMMARY    ANSWER...                  ANSWER: LABEL, CONTENT, REFERENCES: three cells
 *   TABLE      PARAGRAPH(CAPTION)?, HEAD, BODY..., PARAGRAPH(NOTE)...
 *   HEAD       ROW...        BODY  ROW...  a BODY starts with at most one group row
 *   ROW        CELL...
 *   CELL       spans                      a line break is a span of its own
 *   CHART      PARAGRAPH(CAPTION)?, TABLE           drawn from `chart`; notes are in the TABLE
 *   CONTENTS   -                          filled by layout from the headings
 *   SIGNATURE  LABEL, CONTENT             number and box are drawn from `signer`; LABEL: LEAD role,
 *                                         SMALL name, title, organisation; CONTENT: the meaning
 *   PAGEBREAK  -
 *   PICTURE    -                          the logo; made by layout, never in a template
 *
 * LABEL, CONTENT, VALUE and REFERENCES are cells: they hold blocks. LABEL, VALUE, REFERENCES, ITEM
 * hold paragraphs only (ITEM: also LIST), CONTENT also LIST, QUOTE, FRAME, MEASURES, FIELDS.
 * Tables, charts, headings and signatures stand directly under DOC. A paragraph that stands
 * directly under DOC may be BODY, GUIDE or NOTE (a note that belongs to no table).
 *
 * A HEADING of level 3 is the first child of its ENTRY: `spans` belong to the label cell ("O-07"),
 * `remark` to the content cell ("Varepåfyldning" strong, " · Butik" remark).
 */
#ifndef EVNE_DOC_DOC_H
#define EVNE_DOC_DOC_H

#include "base/str.h"
#include "base/units.h"
#include "data/value.h"

#define EVNE_NODE_MAP(X)                                                                           \
    X(DOC, "doc")                                                                                  \
    X(TITLE, "title")                                                                              \
    X(HEADING, "heading")                                                                          \
    X(PARAGRAPH, "paragraph")                                                                      \
    X(LIST, "list")                                                                                \
    X(ITEM, "item")                                                                                \
    X(QUOTE, "quote")                                                                              \
    X(FRAME, "frame")                                                                              \
    X(FIELDS, "fields") X(FIELD, "field") X(ENTRY, "entry") X(HALVES, "halves") X(LABEL, "label")  \
        X(CONTENT, "content") X(VALUE, "value") X(REFERENCES, "references")                        \
            X(MEASURES, "measures") X(MEASURE, "measure") X(SUMMARY, "summary")                    \
                X(ANSWER, "answer") X(TABLE, "table") X(HEAD, "head") X(BODY, "body")              \
                    X(ROW, "row") X(CELL, "cell") X(CHART, "chart") X(CONTENTS, "contents")        \
                        X(SIGNATURE, "signature") X(PAGEBREAK, "pagebreak") X(PICTURE, "picture")

typedef enum evne_node_kind {
#define EVNE_NODE_ENUM(name, text) EVNE_NODE_##name,
    EVNE_NODE_MAP(EVNE_NODE_ENUM)
#undef EVNE_NODE_ENUM
} evne_node_kind;

/* What a paragraph is for; look.md 2 gives each its type. */
typedef enum evne_role {
    EVNE_ROLE_BODY,    /* 10.5/15, content column */
    EVNE_ROLE_LEAD,    /* 10.5/15 bold: lead line of an answer, id of an observation */
    EVNE_ROLE_SMALL,   /* 9/12: label cells, second lines of an answer */
    EVNE_ROLE_FINE,    /* 8/12 grey: references, considerations */
    EVNE_ROLE_GUIDE,   /* 9/12: reading guide under a heading */
    EVNE_ROLE_CAPTION, /* 9/12, "Tabel 4." semibold before it */
    EVNE_ROLE_NOTE,    /* 8/12 grey, under a table */
    EVNE_ROLE_SPEAKER, /* 9/12: "Borgers ord · logbog samme dag" */
    EVNE_ROLE_LETTERHEAD
} evne_role;

/* Runs of text in one style. There are no italics: emphasis is a remark, smaller and grey. */
enum {
    EVNE_SPAN_STRONG = 1,  /* semibold */
    EVNE_SPAN_REMARK = 2,  /* 9 regular grey; inside 9 pt text only grey */
    EVNE_SPAN_BREAK = 4,   /* a line break; `text` is empty */
    EVNE_SPAN_SECTION = 8, /* `text` is to become the number of the heading `link` */
    EVNE_SPAN_QUIET = 16,  /* never linked automatically */
    EVNE_SPAN_VALUE = 32   /* text of the case, not of the template */
};

/* Behind the letter of a note under a table: "a", this, the note. */
#define EVNE_EN_SPACE "\xE2\x80\x82"

typedef struct evne_node evne_node;

typedef struct evne_span {
    evne_str text; /* valid UTF-8 */
    unsigned flags;
    evne_str link;            /* the anchor it leads to, or empty */
    const evne_node *target;  /* the node with that anchor; set by evne_doc_finish */
    const evne_place *origin; /* where the case says it; NULL for text of the template */
    const char *lang;         /* BCP 47 when it differs from the document's, else NULL */
} evne_span;

typedef enum evne_align { EVNE_ALIGN_LEFT, EVNE_ALIGN_RIGHT } evne_align;

typedef enum evne_column_kind {
    EVNE_COLUMN_TEXT,
    EVNE_COLUMN_NUMBER, /* right aligned on the decimal comma */
    EVNE_COLUMN_BAR,    /* "44 %" then a bar, 60 pt = 100 % (look.md 7) */
    EVNE_COLUMN_PLOT    /* before and after on 0 to 10: the two columns to the left (look.md 7) */
} evne_column_kind;

typedef struct evne_column {
    evne_len width; /* 0: from content */
    evne_align align;
    evne_column_kind kind;
    int decimals; /* -1: as written */
} evne_column;

/* Everything a chart is drawn from; `data` is what the template named. */
typedef enum evne_chart_kind {
    EVNE_CHART_WEEKS,
    EVNE_CHART_CURVE,
    EVNE_CHART_RADAR
} evne_chart_kind;

/* One signature field. Texts are empty where the case says nothing. */
typedef struct evne_signer {
    evne_str role;       /* key: "arbejdsgiver"; also the field's name */
    evne_str role_label; /* "Arbejdsgiver" */
    evne_str name, title, organisation, cvr;
    evne_str method;  /* "MitID Erhverv" */
    evne_str meaning; /* "Jeg har læst planen. ..." */
    bool is_required;
    int number; /* from 1, the order of signing */
} evne_signer;

/* A long report has thousands of them: what few kinds have stands behind a pointer. */
struct evne_node {
    evne_node_kind kind;
    uint32_t line;    /* in `file` */
    const char *file; /* the template or the include it was written in; NULL when made by code */
    evne_node *parent, *first, *last, *next;
    evne_str anchor; /* "O-07", "fremmoede", or empty; only the first node with it is a target */
    const evne_span *spans;
    size_t n_spans;
    union {
        struct {
            int level;     /* 1 to 3 */
            int number;    /* of a section, from 1; 0 for one without; set by evne_doc_finish */
            bool is_plain; /* a section that is to have no number */
            const evne_span *remark;
            size_t n_remark;
        } heading;
        evne_role role; /* PARAGRAPH */
        struct {
            bool is_ordered;
            int start;
        } list;
        struct {
            evne_column *columns;
            size_t n_columns;
            int number; /* "Tabel 4."; 0 without caption */
        } table;
        struct {
            bool is_group; /* a band over all columns: one CELL */
        } row;
        struct {
            bool is_head; /* TH: in a HEAD, or the first of its row */
        } cell;
        struct {
            evne_chart_kind kind;
            int number; /* "Figur 2." */
            const evne_value *data;
            evne_str alt;
        } chart;
        evne_signer *signer; /* SIGNATURE: never NULL */
        struct {
            evne_str alt;
        } picture;
    } as;
};

/* The picture at the top of page 1. */
typedef struct evne_logo {
    const void *image; /* pdf/image.h's own, or NULL: no logo */
    evne_len width, height;
    evne_str alt; /* alternative text; empty: the picture adorns, an artifact */
} evne_logo;

/* What the template's front matter says, filled. */
typedef struct evne_doc {
    evne_node *root;
    evne_str title;                     /* of the document and of the file */
    evne_str lang;                      /* BCP 47: "da-DK" */
    evne_str letterhead;                /* page 1, left */
    evne_str classification;            /* page 1, framed at the right: "Fortroligt" */
    evne_str header;                    /* pages from 2, left */
    evne_str footer;                    /* every page, left */
    evne_str subject, author, keywords; /* file metadata; never personal beyond the title */
    evne_str draft;                     /* "KLADDE" on every page of a draft, else empty */
    /* Of the organisation, not of the template. */
    evne_logo logo;
    bool has_accent;
    uint32_t accent; /* 0xRRGGBB: stands for blue wherever blue is drawn; never text */
} evne_doc;

evne_node *evne_node_new(evne_arena *arena, evne_node *parent, evne_node_kind kind, uint32_t line);
void evne_node_append(evne_node *parent, evne_node *child);
const char *evne_node_name(evne_node_kind kind);

/* The next node in document order inside `root`, or NULL: parents before children. The first is
 * `root` itself. */
evne_node *evne_node_next(const evne_node *root, const evne_node *node);

/*
 * Called once when the tree is built: numbers sections, tables and figures, resolves links and
 * section numbers, and links the ids ("O-07", "S-1", "bilag 2") that stand in text and that the
 * document has an anchor for. A link without target is EVNE_TEMPLATE.
 */
evne_status evne_doc_finish(evne_arena *arena, evne_doc *doc, const char *template_name,
                            evne_error *err);

/* The section a node stands in (a level 1 heading), or NULL. */
const evne_node *evne_doc_section(const evne_node *node);

/*
 * Prints the tree as text, a node a line: `evne show --stage document`. After the kind stand its
 * facts and `#anchor`, then the text in quotes. `<b:text>` is strong, `<r:text>` a remark,
 * `<br>` a line break, `<text->O-07>` a link.
 */
void evne_doc_print(evne_buf *out, const evne_doc *doc);

#endif
