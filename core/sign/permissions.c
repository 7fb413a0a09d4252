/*
 * How: a signature that provides something this file does not know is undetermined, never valid:
 * another reader may take the provision seriously.
 */
#include "permissions.h"

#include <string.h>

static bool is_known(const evne_object *dict, const char *const *keys)
{
    for (size_t i = 0; i < dict->n; i++) {
        size_t k = 0;

        while (keys[k] && !evne_str_is(dict->pairs[i].key.text, keys[k]))
            k++;
        if (!keys[k])
            return false;
    }
    return true;
}

static bool bad(evne_reasons *reasons, const char *code, const char *detail)
{
    evne_reasons_add(reasons, code, detail);
    return false;
}

/* ---- reading ---- */

static bool read_certification(const evne_object *params, evne_permissions *out,
                               evne_reasons *reasons)
{
    static const char *const keys[] = {"Type", "P", "V", NULL};
    const evne_object *allowed = evne_object_get(params, "P");

    if (out->certifies || !is_known(params, keys))
        return bad(reasons, "certification.form", "/TransformParams");
    if (allowed && (allowed->kind != EVNE_OBJECT_INT || allowed->number < EVNE_CERTIFY_NOTHING ||
                    allowed->number > EVNE_CERTIFY_ANNOTATE))
        return bad(reasons, "certification.form", "/P");
    out->certifies = allowed ? (int)allowed->number : EVNE_CERTIFY_FILL_AND_SIGN;
    return true;
}

bool evne_permissions_is_lock(const evne_object *lock)
{
    const evne_object *action = evne_object_get(lock, "Action");
    const evne_object *fields = evne_object_get(lock, "Fields");

    if (evne_object_is_name(action, "All"))
        return !fields;
    if (!evne_object_is_name(action, "Include") && !evne_object_is_name(action, "Exclude"))
        return false;
    if (!fields || fields->kind != EVNE_OBJECT_ARRAY)
        return false;
    for (size_t i = 0; i < fields->n; i++)
        if (fields->items[i].kind != EVNE_OBJECT_STRING)
            return false;
    return true;
}

static bool read_lock(const evne_object *params, evne_permissions *out, evne_reasons *reasons)
{
    static const char *const keys[] = {"Type", "Action", "Fields", "V", NULL};

    if (out->lock || !is_known(params, keys) || !evne_permissions_is_lock(params))
        return bad(reasons, "lock.form", "/TransformParams");
    out->lock = params;
    return true;
}

static bool read_entry(const evne_revisions *pdf, size_t revision, const evne_object *entry,
                       evne_permissions *out, evne_reasons *reasons)
{
    static const char *const keys[] = {"Type", "TransformMethod", "TransformParams", "Data", NULL};
    const evne_object *reference = evne_revisions_resolve(pdf, revision, entry);
    const evne_object *method = evne_object_get(reference, "TransformMethod");
    const evne_object *params;

    if (!reference || reference->kind != EVNE_OBJECT_DICT || !is_known(reference, keys))
        return bad(reasons, "signature.reference", "/Reference");
    params = evne_revisions_get(pdf, revision, reference, "TransformParams", EVNE_OBJECT_DICT);
    if (!params)
        return bad(reasons, "signature.reference", "/TransformParams");
    if (evne_object_is_name(method, "DocMDP"))
        return read_certification(params, out, reasons);
    if (evne_object_is_name(method, "FieldMDP"))
        return read_lock(params, out, reasons);
    return bad(reasons, "signature.reference", "/TransformMethod");
}

bool evne_permissions_read(const evne_revisions *pdf, size_t revision, const evne_object *dict,
                           evne_permissions *out, evne_reasons *reasons)
{
    const evne_object *list = evne_object_get(dict, "Reference");

    memset(out, 0, sizeof *out);
    if (!list)
        return true;
    list = evne_revisions_resolve(pdf, revision, list);
    if (!list || list->kind != EVNE_OBJECT_ARRAY || list->n < 1 || list->n > 2)
        return bad(reasons, "signature.reference", "/Reference");
    for (size_t i = 0; i < list->n; i++)
        if (!read_entry(pdf, revision, &list->items[i], out, reasons))
            return false;
    return true;
}

/* A name stands for its field and for all below it. */
static bool covers(const char *name, const char *field)
{
    size_t len = strlen(name);

    return strncmp(name, field, len) == 0 && (field[len] == 0 || field[len] == '.');
}

bool evne_permissions_lock(evne_arena *arena, const evne_object *lock, const char *field)
{
    const evne_object *action = evne_object_get(lock, "Action");
    const evne_object *fields = evne_object_get_kind(lock, "Fields", EVNE_OBJECT_ARRAY);
    bool is_named = false;

    if (!lock)
        return false;
    for (size_t i = 0; fields && i < fields->n && !is_named; i++)
        is_named = covers(evne_object_utf8(arena, &fields->items[i]), field);
    if (evne_object_is_name(action, "Include"))
        return is_named;
    return evne_object_is_name(action, "All") || !is_named;
}

bool evne_permissions_same_lock(const evne_object *a, const evne_object *b)
{
    const evne_object *x, *y;

    if (!a || !b)
        return a == b;
    x = evne_object_get(a, "Fields");
    y = evne_object_get(b, "Fields");
    return evne_object_get(a, "Action") && evne_object_get(b, "Action") &&
           evne_object_equal(evne_object_get(a, "Action"), evne_object_get(b, "Action")) &&
           (x && y ? evne_object_equal(x, y) : x == y);
}

bool evne_permissions_certifier(const evne_revisions *pdf, size_t revision, const evne_object *root,
                                int64_t *number, evne_reasons *reasons)
{
    static const char *const keys[] = {"DocMDP", NULL};
    const evne_object *perms = evne_object_get(root, "Perms"), *certifier;

    *number = 0;
    if (!perms)
        return true;
    perms = evne_revisions_resolve(pdf, revision, perms);
    certifier = evne_object_get_kind(perms, "DocMDP", EVNE_OBJECT_REF);
    if (!perms || perms->kind != EVNE_OBJECT_DICT || !is_known(perms, keys) || !certifier)
        return bad(reasons, "certification.other", "/Perms");
    *number = certifier->number;
    return true;
}

/* ---- writing ---- */

static void put_certification(evne_buf *out, int certifies)
{
    evne_buf_printf(out,
                    "<</Type/SigRef/TransformMethod/DocMDP"
                    "/TransformParams<</Type/TransformParams/P %d/V/1.2>>>>",
                    certifies);
}

static void put_lock(evne_buf *out, const evne_object *lock, int root, int generation)
{
    const evne_object *fields = evne_object_get(lock, "Fields");

    evne_buf_printf(out,
                    "<</Type/SigRef/TransformMethod/FieldMDP/Data %d %d R"
                    "/TransformParams<</Type/TransformParams/V/1.2/Action",
                    root, generation);
    evne_buf_put_str(out, evne_object_get(lock, "Action")->raw);
    if (fields) {
        evne_buf_puts(out, "/Fields");
        evne_buf_put_str(out, fields->raw);
    }
    evne_buf_puts(out, ">>>>");
}

void evne_permissions_put(evne_buf *out, int certifies, const evne_object *lock, int root,
                          int root_generation)
{
    if (!certifies && !evne_permissions_is_lock(lock))
        return;
    evne_buf_puts(out, "\n/Reference[");
    if (certifies)
        put_certification(out, certifies);
    if (evne_permissions_is_lock(lock))
        put_lock(out, lock, root, root_generation);
    evne_buf_puts(out, "]");
}
