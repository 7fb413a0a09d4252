/*
 * How: every finding of a pass goes through one function, which counts them: a hostile case of
 * 100,000 mistakes must not become 100,000 messages. Quoted values are cut and masked here, so that
 * no caller can forget it.
 */
#include "fieldpass.h"

enum { QUOTED_CHARACTERS = 60, SHOWN_WORDS = 12 };

static const char *const last_words =
    "her er flere fejl, end der kan vises; ret de første og prøv igen";

/* CPR numbers masked; line breaks become blanks. */
static void mask(char *copy, size_t len)
{
    evne_cpr_mask(copy, len);
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)copy[i] < 0x20)
            copy[i] = ' ';
}

/* A free key of a table may be a CPR number, too. */
static const char *masked_path(evne_fieldpass *pass)
{
    char *copy = evne_arena_copy(pass->arena, pass->path.p, pass->path.len);

    mask(copy, pass->path.len);
    return copy;
}

void evne_fieldpass_report(evne_fieldpass *pass, const evne_place *place, evne_severity severity,
                           const char *code, const char *message, const char *suggestion)
{
    bool is_last = pass->n_found == EVNE_FIELDS_FINDINGS;
    evne_problem problem = {.file = place->file ? place->file : "",
                            .line = place->line,
                            .column = place->column,
                            .path = masked_path(pass),
                            .code = is_last ? "felt.flere" : code,
                            .severity = is_last ? EVNE_SEVERE_ERROR : severity,
                            .message = is_last ? last_words : message,
                            .suggestion = suggestion && !is_last ? suggestion : ""};

    if (pass->n_found > EVNE_FIELDS_FINDINGS)
        return;
    pass->n_found++;
    evne_problems_add(pass->problems, &problem);
}

evne_str evne_fieldpass_quote(evne_fieldpass *pass, evne_str text)
{
    size_t end = 0;
    char *copy;

    /* Masked before it is cut: half a number is still half a secret. */
    copy = evne_arena_copy(pass->arena, text.p, text.len > 4096 ? 4096 : text.len);
    mask(copy, text.len > 4096 ? 4096 : text.len);
    for (size_t n = 0; end < text.len && n < QUOTED_CHARACTERS; n++)
        evne_utf8_next(text, &end);
    if (end < text.len)
        return evne_str_of(evne_arena_printf(pass->arena, "%.*s…", (int)end, copy));
    return (evne_str){copy, end};
}

const char *evne_fieldpass_words(evne_fieldpass *pass, const void *words, size_t count,
                                 evne_word_at *at)
{
    evne_buf buf = {.arena = pass->arena};

    for (size_t i = 0; i < count && i < SHOWN_WORDS; i++) {
        evne_str word = evne_fieldpass_quote(pass, at(words, i));
        evne_buf_printf(&buf, "%s%.*s", i ? ", " : "", EVNE_STR_ARGS(word));
    }
    if (count > SHOWN_WORDS)
        evne_buf_printf(&buf, " og %zu til", count - SHOWN_WORDS);
    return evne_buf_text(&buf);
}

void evne_subject_report(evne_fieldpass *pass, const evne_subject *s, const char *code,
                         const char *message, const char *suggestion)
{
    evne_fieldpass_report(pass, &s->value->place, EVNE_SEVERE_ERROR, code, message, suggestion);
}

void evne_subject_refuse(evne_fieldpass *pass, const evne_subject *s, evne_str text,
                         const char *why, const char *suggestion)
{
    evne_str shown = evne_fieldpass_quote(pass, text);

    evne_subject_report(pass, s, "felt.vaerdi",
                        evne_arena_printf(pass->arena, "'%.*s' er '%.*s': %s",
                                          EVNE_STR_ARGS(s->label), EVNE_STR_ARGS(shown), why),
                        suggestion);
}

const evne_value *evne_subject_text(evne_fieldpass *pass, const evne_subject *s, evne_str text)
{
    return evne_value_new_text(pass->arena, &s->value->place, text);
}
