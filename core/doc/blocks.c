/*
 * How: each of these blocks is a list of items that the plugin's view gives; the keys are those of
 * templates/README.md. What an item lacks is left out, or printed as "ikke oplyst" where a reader
 * would look for it.
 */
#include "build.h"

/* --- data ----------------------------------------------------------------------------------- */

static evne_status wrong_data(evne_builder *b, const evne_part *part, const char *wanted)
{
    return evne_fail(b->err, EVNE_TEMPLATE, EVNE_AT(part->at),
                     "'%.*s' does not fit {%% %s %%}: it takes %s",
                     (int)(part->path.len < 100 ? part->path.len : 100), part->path.p,
                     evne_block_name(part->block), wanted);
}

/* Item `i` of the part's list, which must be a group. */
static evne_status item_at(evne_builder *b, const evne_part *part, size_t i, const char *wanted,
                           const evne_value **out)
{
    *out = evne_value_item(part->data, i);
    return *out && (*out)->kind == EVNE_MAP ? EVNE_OK : wrong_data(b, part, wanted);
}

static evne_status check_list(evne_builder *b, const evne_part *part, const char *wanted)
{
    return !part->data || part->data->kind == EVNE_LIST ? EVNE_OK : wrong_data(b, part, wanted);
}

static evne_status put_scalar(evne_builder *b, const evne_part *part, const evne_value *value,
                              const char *key, unsigned flags, evne_spans *out)
{
    evne_str text;

    if (!evne_filter_plain(b->arena, value, &text))
        return evne_fail(b->err, EVNE_TEMPLATE, EVNE_AT(part->at),
                         "'%s' in an item of '%.*s' is %s where a text is expected", key,
                         (int)(part->path.len < 100 ? part->path.len : 100), part->path.p,
                         evne_filter_kind(value));
    if (value)
        evne_spans_value(out, text, &value->place, flags, EVNE_STR(""));
    return EVNE_OK;
}

static evne_status put_key(evne_builder *b, const evne_part *part, const evne_value *item,
                           const char *key, unsigned flags, evne_spans *out)
{
    return put_scalar(b, part, evne_value_get(item, key), key, flags, out);
}

/* The same where a list of texts is as good: each item on a line of its own. */
static evne_status put_lines(evne_builder *b, const evne_part *part, const evne_value *item,
                             const char *key, evne_spans *out)
{
    const evne_value *value = evne_value_get(item, key);

    if (!value || value->kind != EVNE_LIST)
        return put_scalar(b, part, value, key, 0, out);
    for (size_t i = 0; i < evne_value_count(value); i++) {
        if (out->count)
            evne_spans_break(out, EVNE_SPAN_LINE_END);
        EVNE_TRY(put_scalar(b, part, evne_value_item(value, i), key, 0, out));
    }
    return EVNE_OK;
}

static void put_words(evne_spans *out, const char *words, unsigned flags)
{
    evne_spans_text(out, evne_str_of(words), flags, EVNE_STR(""));
}

static evne_spans new_spans(evne_builder *b)
{
    return (evne_spans){.arena = b->arena};
}

/* --- fields and measures -------------------------------------------------------------------- */

evne_status evne_build_fields_data(evne_builder *b, const evne_part *part, evne_node *parent)
{
    static const char wanted[] = "a list of items { navn, vaerdi }";

    EVNE_TRY(check_list(b, part, wanted));
    for (size_t i = 0; i < evne_value_count(part->data); i++) {
        evne_spans label = new_spans(b), value = new_spans(b);
        const evne_value *item;
        EVNE_TRY(item_at(b, part, i, wanted, &item));
        if (evne_value_is_empty(evne_value_get(item, "navn")))
            return wrong_data(b, part, wanted);
        EVNE_TRY(put_key(b, part, item, "navn", 0, &label));
        EVNE_TRY(put_lines(b, part, item, "vaerdi", &value));
        EVNE_TRY(evne_build_field(b, parent, &label, &value, part->at));
    }
    return EVNE_OK;
}

/* "navn " and, semibold, "vaerdi enhed". */
static evne_status build_measure(evne_builder *b, const evne_part *part, const evne_value *item,
                                 evne_node *parent)
{
    evne_spans spans = new_spans(b);
    evne_node *measure;

    EVNE_TRY(put_key(b, part, item, "navn", 0, &spans));
    if (spans.count)
        put_words(&spans, " ", 0);
    EVNE_TRY(put_key(b, part, item, "vaerdi", EVNE_SPAN_STRONG, &spans));
    if (!evne_value_is_empty(evne_value_get(item, "enhed"))) {
        put_words(&spans, " ", EVNE_SPAN_STRONG);
        EVNE_TRY(put_key(b, part, item, "enhed", EVNE_SPAN_STRONG, &spans));
    }
    evne_spans_settle(&spans, EVNE_LINE_END_BLANK);
    EVNE_TRY(evne_build_node(b, parent, EVNE_NODE_MEASURE, part->at, &measure));
    evne_spans_give(&spans, measure);
    return EVNE_OK;
}

evne_status evne_build_measures(evne_builder *b, const evne_part *part, evne_node *parent)
{
    static const char wanted[] = "a list of items { navn, vaerdi, enhed }";

    EVNE_TRY(check_list(b, part, wanted));
    for (size_t i = 0; i < evne_value_count(part->data); i++) {
        const evne_value *item;
        EVNE_TRY(item_at(b, part, i, wanted, &item));
        if (evne_value_is_empty(evne_value_get(item, "vaerdi")))
            return wrong_data(b, part, wanted);
        EVNE_TRY(build_measure(b, part, item, parent));
    }
    return EVNE_OK;
}

/* --- summary -------------------------------------------------------------------------------- */

static bool is_quoted(evne_str text)
{
    return evne_str_starts(text, "\xC2\xBB") || evne_str_starts(text, "\xE2\x80\x9E") ||
           evne_str_starts(text, "\"");
}

/* What the citizen said, in » «, and under it who says so. */
static evne_status build_citation(evne_builder *b, const evne_part *part, const evne_value *item,
                                  evne_node *content)
{
    evne_str text = evne_str_trim(evne_value_text(evne_value_get(item, "citat")));
    evne_spans said = new_spans(b), source = new_spans(b);
    evne_node *quote;

    if (!text.len)
        return EVNE_OK;
    if (!is_quoted(text))
        put_words(&said, "\xC2\xBB", 0);
    EVNE_TRY(put_key(b, part, item, "citat", 0, &said));
    if (!is_quoted(text))
        put_words(&said, "\xC2\xAB", 0);
    EVNE_TRY(put_key(b, part, item, "kilde", EVNE_SPAN_REMARK, &source));
    EVNE_TRY(evne_build_node(b, content, EVNE_NODE_QUOTE, part->at, &quote));
    EVNE_TRY(evne_build_paragraphs(b, quote, EVNE_ROLE_BODY, &said, part->at));
    return evne_build_paragraphs(b, quote, EVNE_ROLE_SMALL, &source, part->at);
}

/* "Afsnit 7 og 8" from one anchor or a list of them. */
static evne_status put_sections(evne_builder *b, const evne_part *part, const evne_value *item,
                                evne_spans *out)
{
    const evne_value *sections = evne_value_get(item, "afsnit");
    bool is_list = sections && sections->kind == EVNE_LIST;
    size_t count = is_list ? evne_value_count(sections) : !evne_value_is_empty(sections);

    for (size_t i = 0; i < count; i++) {
        evne_str anchor;
        const evne_value *section = is_list ? evne_value_item(sections, i) : sections;
        if (section->kind != EVNE_TEXT || !evne_str_trim(section->as.text).len)
            return wrong_data(b, part, "in 'afsnit' the anchor of a section, or a list of them");
        anchor = evne_str_trim(section->as.text);
        put_words(out, i == 0 ? "Afsnit " : i + 1 < count ? ", " : " og ", 0);
        evne_spans_section(out, anchor, 0);
    }
    return EVNE_OK;
}

static evne_status put_references(evne_builder *b, const evne_part *part, const evne_value *item,
                                  evne_spans *out)
{
    const evne_value *references = evne_value_get(item, "henvisninger");

    if (!references || references->kind != EVNE_LIST)
        return put_scalar(b, part, references, "henvisninger", 0, out);
    for (size_t i = 0; i < evne_value_count(references); i++) {
        if (i)
            put_words(out, ", ", 0);
        EVNE_TRY(put_scalar(b, part, evne_value_item(references, i), "henvisninger", 0, out));
    }
    return EVNE_OK;
}

static evne_status build_answer(evne_builder *b, const evne_part *part, const evne_value *item,
                                evne_node *summary)
{
    evne_spans question = new_spans(b), lead = new_spans(b), more = new_spans(b);
    evne_spans sections = new_spans(b), references = new_spans(b);
    evne_node *answer, *cell;

    EVNE_TRY(evne_build_node(b, summary, EVNE_NODE_ANSWER, part->at, &answer));
    EVNE_TRY(evne_build_node(b, answer, EVNE_NODE_LABEL, part->at, &cell));
    EVNE_TRY(put_key(b, part, item, "spoergsmaal", EVNE_SPAN_STRONG, &question));
    EVNE_TRY(evne_build_paragraphs(b, cell, EVNE_ROLE_SMALL, &question, part->at));
    EVNE_TRY(evne_build_node(b, answer, EVNE_NODE_CONTENT, part->at, &cell));
    EVNE_TRY(put_key(b, part, item, "svar", 0, &lead));
    EVNE_TRY(evne_build_paragraphs(b, cell, EVNE_ROLE_LEAD, &lead, part->at));
    EVNE_TRY(put_lines(b, part, item, "uddybning", &more));
    EVNE_TRY(evne_build_paragraphs(b, cell, EVNE_ROLE_SMALL, &more, part->at));
    EVNE_TRY(build_citation(b, part, item, cell));
    EVNE_TRY(evne_build_node(b, answer, EVNE_NODE_REFERENCES, part->at, &cell));
    EVNE_TRY(put_sections(b, part, item, &sections));
    EVNE_TRY(evne_build_paragraphs(b, cell, EVNE_ROLE_FINE, &sections, part->at));
    EVNE_TRY(put_references(b, part, item, &references));
    return evne_build_paragraphs(b, cell, EVNE_ROLE_FINE, &references, part->at);
}

evne_status evne_build_summary(evne_builder *b, const evne_part *part)
{
    static const char wanted[] = "a list of items { spoergsmaal, svar or citat, uddybning, kilde, "
                                 "afsnit, henvisninger }";
    evne_node *summary;

    EVNE_TRY(check_list(b, part, wanted));
    EVNE_TRY(evne_build_node(b, NULL, EVNE_NODE_SUMMARY, part->at, &summary));
    for (size_t i = 0; i < evne_value_count(part->data); i++) {
        const evne_value *item;
        EVNE_TRY(item_at(b, part, i, wanted, &item));
        if (evne_value_is_empty(evne_value_get(item, "spoergsmaal")) ||
            (evne_value_is_empty(evne_value_get(item, "svar")) &&
             evne_value_is_empty(evne_value_get(item, "citat"))))
            return wrong_data(b, part, wanted);
        EVNE_TRY(build_answer(b, part, item, summary));
    }
    return summary->first ? evne_build_top(b, summary, part->at) : EVNE_OK;
}

/* --- signatures ----------------------------------------------------------------------------- */

static evne_status unknown_role(evne_builder *b, const evne_part *part)
{
    evne_buf roles = {.arena = b->arena};

    for (size_t i = 0; i < evne_value_count(b->signers) && roles.len < 200; i++) {
        evne_buf_puts(&roles, i ? ", " : "");
        evne_buf_put_str(&roles,
                         evne_value_text(evne_value_get(evne_value_item(b->signers, i), "rolle")));
    }
    return evne_fail(b->err, EVNE_TEMPLATE, EVNE_AT(part->at),
                     "no signer has the role '%.*s'; there are: %s",
                     (int)(part->word.len < 60 ? part->word.len : 60), part->word.p,
                     roles.len ? evne_buf_text(&roles) : "none");
}

static const evne_value *find_signer(const evne_value *signers, evne_str role, int *number)
{
    for (size_t i = 0; i < evne_value_count(signers); i++) {
        const evne_value *signer = evne_value_item(signers, i);
        *number = (int)i + 1;
        if (evne_str_eq(evne_value_text(evne_value_get(signer, "rolle")), role))
            return signer;
    }
    return NULL;
}

/* "Arbejdsgiver" and "Faglig leder" from "arbejdsgiver" and "faglig_leder". */
static evne_str label_of_role(evne_arena *arena, evne_str role)
{
    char *label = evne_arena_copy(arena, role.p, role.len);

    for (size_t i = 0; i < role.len; i++)
        if (label[i] == '_')
            label[i] = ' ';
    if (role.len && label[0] >= 'a' && label[0] <= 'z')
        label[0] = (char)(label[0] - 'a' + 'A');
    return (evne_str){label, role.len};
}

static void read_signer(evne_builder *b, const evne_value *value, evne_signer *signer)
{
    const evne_value *required = evne_value_get(value, "kraevet");

    signer->role = evne_value_text(evne_value_get(value, "rolle"));
    signer->role_label = evne_value_text(evne_value_get(value, "betegnelse"));
    if (!signer->role_label.len)
        signer->role_label = label_of_role(b->arena, signer->role);
    signer->name = evne_value_text(evne_value_get(value, "navn"));
    signer->title = evne_value_text(evne_value_get(value, "titel"));
    signer->organisation = evne_value_text(evne_value_get(value, "organisation"));
    signer->cvr = evne_value_text(evne_value_get(value, "cvr"));
    signer->method = evne_value_text(evne_value_get(value, "metode"));
    signer->meaning = evne_value_text(evne_value_get(value, "betydning"));
    signer->is_required = required && required->kind == EVNE_BOOL && required->as.truth;
}

static evne_status add_signer_line(evne_builder *b, const evne_part *part, evne_node *cell,
                                   evne_str text, evne_role role, unsigned flags)
{
    evne_spans spans = new_spans(b);

    evne_spans_value(&spans, text, NULL, flags, EVNE_STR(""));
    return evne_build_paragraphs(b, cell, role, &spans, part->at);
}

static evne_status check_role_is_free(evne_builder *b, const evne_part *part)
{
    for (const evne_node *n = b->root->first; n; n = n->next)
        if (n->kind == EVNE_NODE_SIGNATURE && evne_str_eq(n->as.signer->role, part->word))
            return evne_fail(b->err, EVNE_TEMPLATE, EVNE_AT(part->at),
                             "the role '%.*s' has its signature already, in line %u",
                             (int)(part->word.len < 60 ? part->word.len : 60), part->word.p,
                             (unsigned)n->line);
    return EVNE_OK;
}

evne_status evne_build_signature(evne_builder *b, const evne_part *part)
{
    int number = 0;
    const evne_value *value = find_signer(b->signers, part->word, &number);
    evne_node *node, *cell;
    evne_signer *signer;

    if (!value)
        return unknown_role(b, part);
    EVNE_TRY(check_role_is_free(b, part));
    EVNE_TRY(evne_build_node(b, NULL, EVNE_NODE_SIGNATURE, part->at, &node));
    signer = node->as.signer;
    read_signer(b, value, signer);
    signer->number = number;
    EVNE_TRY(evne_build_node(b, node, EVNE_NODE_LABEL, part->at, &cell));
    EVNE_TRY(add_signer_line(b, part, cell, signer->role_label, EVNE_ROLE_LEAD, 0));
    EVNE_TRY(add_signer_line(b, part, cell, signer->name, EVNE_ROLE_SMALL, EVNE_SPAN_STRONG));
    EVNE_TRY(add_signer_line(b, part, cell, signer->title, EVNE_ROLE_SMALL, 0));
    EVNE_TRY(add_signer_line(b, part, cell, signer->organisation, EVNE_ROLE_SMALL, 0));
    EVNE_TRY(evne_build_node(b, node, EVNE_NODE_CONTENT, part->at, &cell));
    EVNE_TRY(add_signer_line(b, part, cell, signer->meaning, EVNE_ROLE_BODY, 0));
    return evne_build_top(b, node, part->at);
}
