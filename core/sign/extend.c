/*
 * How: the file is verified, which tells what its signatures lack; a document time-stamp gives them
 * a proven time, the DSS what is missing about their certificates, a last time-stamp proves that
 * the DSS existed while its signers' certificates held. The time-stamp's field is a widget with an
 * empty rectangle at the corner of a page, printed and locked: it shows nothing, needs no look
 * (ISO 19005-3, 6.3.3) and lies within no visible area, so it is no part of the structure tree
 * (ISO 14289-1, 7.18.1).
 */
#include "extend.h"

#include <string.h>

#include "cms.h"
#include "dss.h"
#include "form.h"
#include "gap.h"

enum { STAMP_RESERVE = 16000, MAX_PAGES = 64 };

typedef struct extending {
    evne_arena *arena;
    const evne_extend_options *options;
    evne_str pdf;
    STACK_OF(X509) * roots;
    evne_wanted wanted;
    const evne_verdict *verdict;
    evne_error *err;
} extending;

static const char *const level_names[] = {"", "B-B", "B-T", "B-LT", "B-LTA"};

const char *evne_level_name(evne_level level)
{
    return level_names[level];
}

bool evne_level_parse(const char *name, evne_level *out)
{
    for (int i = EVNE_LEVEL_B; i <= EVNE_LEVEL_LTA; i++)
        if (strcmp(name, level_names[i]) == 0) {
            *out = (evne_level)i;
            return true;
        }
    return false;
}

/* ---- what the file is ---- */

static evne_status look(extending *e)
{
    evne_verify_options options = {.roots = e->options->roots,
                                   .n_roots = e->options->n_roots,
                                   .now = e->options->now,
                                   .wanted = &e->wanted};

    evne_wanted_free(&e->wanted);
    return evne_verify(e->arena, e->pdf, &options, &e->verdict, e->err);
}

/* The lowest level of the signatures; a time-stamp of the document has none. */
static evne_level lowest(const evne_verdict *verdict)
{
    evne_level level = EVNE_LEVEL_LTA, one;
    bool any = false;

    for (size_t i = 0; i < verdict->n_signatures; i++) {
        const evne_signature *s = &verdict->signatures[i];

        if (s->is_timestamp)
            continue;
        any = true;
        one = EVNE_LEVEL_NONE;
        evne_level_parse(s->level, &one);
        level = one < level ? one : level;
    }
    return any ? level : EVNE_LEVEL_NONE;
}

static const char *first_reason(const evne_verdict *verdict)
{
    const evne_reasons *all = &verdict->reasons;

    for (size_t i = 0; i <= verdict->n_signatures; i++) {
        for (size_t k = 0; k < all->n; k++)
            if (all->list[k].status >= EVNE_VERDICT_INVALID)
                return all->list[k].text;
        if (i < verdict->n_signatures)
            all = &verdict->signatures[i].reasons;
    }
    return "?";
}

static bool lacks_time(const evne_verdict *verdict)
{
    for (size_t i = 0; i < verdict->n_signatures; i++) {
        const evne_signature *s = &verdict->signatures[i];

        if (!s->is_timestamp && s->proven_time[0] == 0 && s->n_later_stamps == 0)
            return true;
    }
    return false;
}

static evne_status check_file(extending *e)
{
    EVNE_TRY(look(e));
    if (e->verdict->status >= EVNE_VERDICT_INVALID)
        return evne_fail(e->err, EVNE_INPUT, NULL, "the file cannot be extended: %.300s",
                         e->verdict->status == EVNE_VERDICT_UNSIGNED ? "it is not signed"
                                                                     : first_reason(e->verdict));
    return EVNE_OK;
}

static evne_status check_options(const extending *e)
{
    evne_level level = e->options->level;

    if (level < EVNE_LEVEL_T)
        return evne_fail(e->err, EVNE_USAGE, NULL, "a file is extended to B-T, B-LT or B-LTA");
    if (e->options->n_roots == 0)
        return evne_fail(e->err, EVNE_USAGE, NULL,
                         "%s wants --trust, since what is added is checked before",
                         evne_level_name(level));
    if (!e->options->tsa && (level == EVNE_LEVEL_LTA || lacks_time(e->verdict)))
        return evne_fail(e->err, EVNE_USAGE, NULL, "%s wants --tsa URL", evne_level_name(level));
    return EVNE_OK;
}

/* ---- a document time-stamp ---- */

typedef struct stamping {
    extending *e;
    const evne_revisions *pdf;
    evne_form form;
    evne_gap gap;
    evne_update_object objects[6];
    size_t n;
    int field, value, next;
} stamping;

static void add_object(stamping *s, int number, int generation, evne_str body)
{
    s->objects[s->n++] = (evne_update_object){number, generation, body, 0};
}

/* The first leaf of the page tree and its object number; NULL when there is none to be found. */
static const evne_object *first_page(const stamping *s, int *number, int *generation)
{
    size_t last = s->pdf->n - 1;
    const evne_object *ref = evne_object_get_kind(s->form.root, "Pages", EVNE_OBJECT_REF), *node;

    for (int depth = 0; ref && ref->kind == EVNE_OBJECT_REF && depth < MAX_PAGES; depth++) {
        const evne_object *kids;

        node = evne_revisions_resolve(s->pdf, last, ref);
        if (evne_object_is_name(evne_object_get(node, "Type"), "Page")) {
            *number = (int)ref->number;
            *generation = ref->generation;
            return node;
        }
        kids = evne_revisions_get(s->pdf, last, node, "Kids", EVNE_OBJECT_ARRAY);
        ref = kids && kids->n ? &kids->items[0] : NULL;
    }
    return NULL;
}

/* The list of the newest revision with the new field behind. */
static evne_str longer_list(const stamping *s, const evne_object *dict, const char *key)
{
    return evne_update_longer(s->e->arena, s->pdf, s->pdf->n - 1, dict, key,
                              evne_str_of(evne_arena_printf(s->e->arena, "%d 0 R", s->field)));
}

/* A name that no field has. */
static const char *field_name(const stamping *s)
{
    for (size_t i = s->pdf->n;; i++) {
        const char *name = evne_arena_printf(s->e->arena, "tidsstempel-%zu", i);

        if (!evne_form_find(&s->form, name))
            return name;
    }
}

static evne_status add_field(stamping *s)
{
    static const char *const keys[] = {"Annots", "Tabs"};
    int number = 0, generation = 0;
    const evne_object *page = first_page(s, &number, &generation);
    evne_str values[2];

    if (!page)
        return evne_fail(s->e->err, EVNE_INPUT, NULL, "the file has no first page");
    values[0] = longer_list(s, page, "Annots");
    values[1] = EVNE_STR("/S");
    add_object(
        s, number, generation,
        evne_update_dict(s->e->arena, page, evne_object_get(page, "Tabs") ? 1 : 2, keys, values));
    add_object(s, s->field, 0,
               evne_str_of(evne_arena_printf(
                   s->e->arena,
                   "<</Type/Annot/Subtype/Widget/FT/Sig/T(%s)/TU(Tidsstempel for hele dokumentet)"
                   "/F 132/Rect[0 0 0 0]/P %d %d R/V %d 0 R>>",
                   field_name(s), number, generation, s->value)));
    return EVNE_OK;
}

static void add_form(stamping *s)
{
    static const char *const keys[] = {"Fields", "SigFlags"}, *const catalog_keys[] = {"AcroForm"};
    static const evne_object none = {.kind = EVNE_OBJECT_DICT};
    const evne_form *form = &s->form;
    evne_str values[] = {longer_list(s, form->form, "Fields"), EVNE_STR("3")};
    evne_str body = evne_update_dict(s->e->arena, form->form ? form->form : &none, 2, keys, values);

    if (form->form_number)
        add_object(s, form->form_number, form->form_generation, body);
    else
        add_object(s, form->root_number, form->root_generation,
                   evne_update_dict(s->e->arena, form->root, 1, catalog_keys, &body));
}

static void add_value(stamping *s)
{
    evne_buf body = {.arena = s->e->arena};

    evne_buf_puts(&body, "<</Type/DocTimeStamp/Filter/Adobe.PPKLite/SubFilter/ETSI.RFC3161\n");
    evne_gap_put(&s->gap, &body);
    evne_buf_puts(&body, ">>");
    add_object(s, s->value, 0, evne_buf_str(&body));
}

static evne_status fill(stamping *s, evne_str file, evne_str *out)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned len = 0;
    evne_str covered[2], token;
    char *bytes = evne_arena_copy(s->e->arena, file.p, file.len);

    EVNE_TRY(evne_gap_close(&s->gap, bytes, file.len, covered, s->e->err));
    if (!evne_digest(EVP_sha256(), covered[0], covered[1], digest, &len))
        return evne_fail(s->e->err, EVNE_SYSTEM, NULL, "the digest could not be made");
    EVNE_TRY(evne_timestamp_fetch(s->e->arena, s->e->options->tsa,
                                  (evne_str){(const char *)digest, len}, &token, s->e->err));
    EVNE_TRY(evne_gap_fill(&s->gap, bytes, token, s->e->err));
    *out = (evne_str){bytes, file.len};
    return EVNE_OK;
}

/* A time-stamp that verify would not accept is worse than none. */
static evne_status keep_or_drop(extending *e, evne_str before)
{
    const char *why;

    EVNE_TRY(look(e));
    if (e->verdict->status < EVNE_VERDICT_INVALID)
        return EVNE_OK;
    why = first_reason(e->verdict);
    e->pdf = before;
    EVNE_TRY(look(e));
    return evne_fail(e->err, EVNE_SYSTEM, e->options->tsa,
                     "the time-stamp of '%.200s' is refused: %.200s", e->options->tsa, why);
}

static evne_status stamp(extending *e)
{
    stamping s = {.e = e, .gap.reserve = STAMP_RESERVE};
    evne_str file, before = e->pdf;

    EVNE_TRY(evne_revisions_read(e->arena, e->pdf, &s.pdf, e->err));
    if (s.pdf->n == EVNE_PDF_MAX_REVISIONS)
        return evne_fail(e->err, EVNE_INPUT, NULL, "the file has too many revisions for another");
    EVNE_TRY(evne_form_read(e->arena, s.pdf, s.pdf->n - 1, &s.form, e->err));
    s.next = evne_update_next_number(s.pdf);
    s.field = s.next++;
    s.value = s.next++;
    EVNE_TRY(add_field(&s));
    add_form(&s);
    add_value(&s);
    evne_update_append(e->arena, s.pdf, s.objects, s.n, &file);
    evne_gap_locate(&s.gap, s.objects, s.n, s.value);
    EVNE_TRY(fill(&s, file, &e->pdf));
    return keep_or_drop(e, before);
}

/* ---- the steps ---- */

static evne_status complete(extending *e)
{
    evne_str before = e->pdf;

    EVNE_TRY(evne_dss_complete(e->arena, before, &e->wanted, e->roots, e->options->now, &e->pdf,
                               e->err));
    return e->pdf.p == before.p ? EVNE_OK : look(e);
}

static evne_status climb(extending *e)
{
    if (lacks_time(e->verdict))
        EVNE_TRY(stamp(e));
    if (e->options->level >= EVNE_LEVEL_LT)
        EVNE_TRY(complete(e));
    if (e->options->level < EVNE_LEVEL_LTA)
        return EVNE_OK;
    EVNE_TRY(stamp(e));
    return e->wanted.n ? complete(e) : EVNE_OK; /* the last time-stamp's own certificates */
}

static evne_status extend(extending *e, evne_extended *out)
{
    evne_str before = e->pdf;
    evne_status status;

    EVNE_TRY(check_file(e));
    EVNE_TRY(check_options(e));
    for (size_t i = 0; i < e->options->n_roots; i++)
        EVNE_TRY(evne_certificates_read(e->arena, e->options->roots[i], &e->roots, e->err));
    status = climb(e);
    out->pdf = e->pdf;
    out->has_grown = e->pdf.p != before.p;
    out->level = lowest(e->verdict);
    if (status != EVNE_OK)
        out->fault = *e->err;
    else if (out->level < e->options->level)
        evne_fail(&out->fault, EVNE_SYSTEM, NULL, "%.400s",
                  e->verdict->status ? first_reason(e->verdict) : "the level is not reached");
    memset(e->err, 0, sizeof *e->err);
    return EVNE_OK;
}

evne_status evne_extend(evne_arena *arena, evne_str pdf, const evne_extend_options *options,
                        evne_extended *out, evne_error *err)
{
    extending e = {.arena = arena, .options = options, .pdf = pdf, .err = err};
    evne_status status;

    memset(out, 0, sizeof *out);
    status = extend(&e, out);
    evne_wanted_free(&e.wanted);
    sk_X509_pop_free(e.roots, X509_free);
    return status;
}
