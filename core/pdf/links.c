/*
 * links.c - one annotation per line of linked text, in the order of reading.
 *
 * Pieces of one link on one line (the number, title and page of an entry in the contents) share an
 * annotation, so that the tab key stops once; a link that is broken over lines has several.
 * Links look like the text around them, without frame; /F 4 prints them, which PDF/A asks of every
 * annotation. Contents says in words where they lead (ISO 14289-1, 7.18.5).
 */
#include "links.h"

#include "map.h"
#include "outline.h"
#include "syntax.h"

/* Pieces [from, to) of the content's links stand on one line and lead to one place. */
typedef struct stretch {
    const evne_hot *from, *to;
} stretch;

static stretch next_stretch(const evne_hot *from, const evne_hot *end)
{
    const evne_hot *to = from + 1;
    while (to < end && to->element == from->element &&
           to->piece->as.text.y == from->piece->as.text.y)
        to++;
    return (stretch){from, to};
}

static void put_rectangle(evne_buf *out, const evne_pages *pages, stretch line)
{
    const evne_piece *first = line.from->piece;
    evne_len left = first->as.text.x, right = left, size = 0;
    for (const evne_hot *hot = line.from; hot < line.to; hot++) {
        const evne_piece *piece = hot->piece;
        evne_len end = piece->as.text.x + piece->as.text.width;
        left = piece->as.text.x < left ? piece->as.text.x : left;
        right = end > right ? end : right;
        size = piece->as.text.size > size ? piece->as.text.size : size;
    }
    /* From the descender to the ascender of the text face (look.md 1). */
    evne_len y = pages->height - first->as.text.y;
    evne_len corners[4] = {left, y - size * 293 / 1000, right, y + size * 1069 / 1000};
    evne_buf_puts(out, "/Rect[");
    for (int i = 0; i < 4; i++) {
        evne_buf_puts(out, i > 0 ? " " : "");
        evne_syntax_milli(out, corners[i]);
    }
    evne_buf_put_char(out, ']');
}

static void put_words(evne_buf *out, const evne_piece *piece)
{
    for (size_t i = 0; i < piece->as.text.n_words; i++)
        evne_buf_put_str(out, piece->as.text.words[i]->text);
}

/* "O-07, side 3" */
static void put_description(evne_buf *out, evne_arena *arena, const evne_pages *pages, stretch line,
                            const evne_spot *target)
{
    evne_buf text = {.arena = arena};
    for (const evne_hot *hot = line.from; hot < line.to; hot++) {
        if (hot > line.from)
            evne_buf_put_char(&text, ' ');
        put_words(&text, hot->piece);
    }
    bool is_danish = pages->doc->lang.len == 0 || evne_str_starts(pages->doc->lang, "da");
    evne_buf words = {.arena = arena};
    evne_buf_put_str(&words, evne_str_trim(evne_buf_str(&text)));
    evne_buf_puts(&words, words.len > 0 ? ", " : "");
    evne_buf_puts(&words, is_danish ? "side " : "page ");
    evne_syntax_int(&words, (int64_t)target->page + 1);
    evne_buf_puts(out, "/Contents");
    evne_syntax_text(out, evne_buf_str(&words));
}

static void write_link(evne_haru *haru, const evne_content *content, const evne_pages *pages,
                       size_t number, evne_object *page, const unsigned *page_refs, stretch line)
{
    const evne_spot *target = evne_map_get(content->spots, line.from->piece->as.text.link);
    evne_object *link = evne_haru_own_object(haru);
    unsigned key = evne_tags_annotate(content->tags, line.from->element, number, link->ref);
    evne_buf_puts(&link->body, "/Type/Annot/Subtype/Link/F 4/Border[0 0 0]");
    put_rectangle(&link->body, pages, line);
    evne_buf_puts(&link->body, "/StructParent ");
    evne_syntax_int(&link->body, key);
    put_description(&link->body, content->arena, pages, line, target);
    evne_buf_puts(&link->body, "/Dest");
    evne_outline_view(&link->body, pages, target, page_refs);
    evne_buf_put_char(&link->body, '\n');
    evne_haru_annotation(haru, page, link);
}

void evne_links_write(evne_haru *haru, const evne_content *content, const evne_pages *pages,
                      size_t number, evne_object *page, const unsigned *page_refs)
{
    const evne_hot *end = content->n_hot > 0 ? content->hot + content->n_hot : content->hot;
    for (const evne_hot *from = content->hot; from < end;) {
        stretch line = next_stretch(from, end);
        write_link(haru, content, pages, number, page, page_refs, line);
        from = line.to;
    }
}
