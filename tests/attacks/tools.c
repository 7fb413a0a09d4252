/* How: whatever must not fail ends the program when it does. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "attacks.h"
#include "authority.h"
#include "sign/extend.h"

const char *const attack_base_names[BASES] = {
    "one", "two", "five", "tagged", "certified", "stamped", "lasting", "foreign", "streams"};

/* What is made once: the authority, and the bases, which live as long as it. */
static struct {
    evne_arena *arena;
    const char *authority;
    pid_t child;
    evne_str bases[BASES];
} world;

static void stop(const char *what)
{
    fprintf(stderr, "attacks: %s\n", what);
    abort();
}

/* ---- the list ---- */

attack *attacks_add(attacks *all, attack_class class, evne_str pdf, const char *reasons,
                    const char *name, ...)
{
    char text[160];
    va_list args;

    va_start(args, name);
    vsnprintf(text, sizeof text, name, args);
    va_end(args);
    if (all->n == all->room) {
        size_t room = all->room ? 2 * all->room : 512;

        all->list = evne_arena_grow(all->arena, all->list, all->room * sizeof *all->list,
                                    room * sizeof *all->list);
        all->room = room;
    }
    all->list[all->n] = (attack){.class = class,
                                 .name = evne_arena_text(all->arena, text),
                                 .pdf = pdf,
                                 .reasons = reasons,
                                 .root = "root.pem",
                                 .now = fixture_now()};
    return &all->list[all->n++];
}

/* ---- signed files ---- */

evne_str attack_sign(evne_arena *arena, evne_str pdf, const char *role, const char *key,
                     bool certify)
{
    evne_key *loaded = fixture_key(arena, key);
    evne_sign_options options = {.role = role,
                                 .key = loaded,
                                 .when = fixture_now(),
                                 .reason = "Jeg har læst planen.",
                                 .certify = certify,
                                 .force = true,
                                 .reserve = 4000};
    evne_error err = {0};
    evne_str out = {0};

    if (evne_sign(arena, pdf, &options, &out, &err) != EVNE_OK)
        stop(err.text);
    evne_key_free(loaded);
    return out;
}

static evne_str sign_in_turn(evne_arena *arena, size_t fields, size_t n)
{
    evne_str pdf = fixture_form(arena, fields);

    for (size_t i = 0; i < n; i++)
        pdf = attack_sign(arena, pdf, fixture_roles[i], fixture_roles[i], false);
    return pdf;
}

evne_str attack_extend(evne_arena *arena, evne_str pdf)
{
    const char *root = fixture_key_path(arena, "root.pem");
    evne_extend_options options = {.level = EVNE_LEVEL_LTA,
                                   .tsa = world.authority,
                                   .roots = &root,
                                   .n_roots = 1,
                                   .now = fixture_now()};
    evne_extended out;
    evne_error err = {0};

    if (evne_extend(arena, pdf, &options, &out, &err) != EVNE_OK)
        stop(err.text);
    if (out.fault.text[0])
        stop(out.fault.text);
    return out.pdf;
}

evne_str attack_foreign(evne_arena *arena, evne_str pdf, const char *key, foreign how)
{
    evne_key *loaded = fixture_key(arena, key);
    evne_str out;

    how.key = loaded;
    out = foreign_sign(arena, pdf, &how);
    evne_key_free(loaded);
    return out;
}

/* Signed elsewhere first, then by the first role in its place. */
static evne_str sign_elsewhere(evne_arena *arena, foreign_xref xref)
{
    foreign how = {.field = "Underskrift1", .xref = xref};
    evne_str pdf = attack_foreign(arena, fixture_places(arena, 3), "borger", how);

    return attack_sign(arena, pdf, fixture_roles[0], "arbejdsgiver", false);
}

static evne_str make_base(evne_arena *arena, size_t index)
{
    switch (index) {
    case BASE_ONE:
        return sign_in_turn(arena, 2, 1);
    case BASE_TWO:
        return sign_in_turn(arena, 3, 2);
    case BASE_FIVE:
        return sign_in_turn(arena, 5, 5);
    case BASE_TAGGED:
        return attack_sign(arena, fixture_base(arena), "Sig1", "konsulent", false);
    case BASE_STAMPED:
        return attack_extend(arena,
                             attack_sign(arena, attack_extend(arena, sign_in_turn(arena, 3, 1)),
                                         fixture_roles[1], "borger", false));
    case BASE_FOREIGN:
        return sign_elsewhere(arena, FOREIGN_TABLE);
    case BASE_STREAMS:
        return attack_extend(arena, sign_elsewhere(arena, FOREIGN_PACKED));
    case BASE_CERTIFIED:
    default:
        return attack_sign(arena, fixture_form(arena, 3), "borger", "konsulent", true);
    }
}

evne_str attack_base(evne_arena *arena, size_t index)
{
    evne_str *base = &world.bases[index];

    (void)arena;
    if (!base->p)
        *base = index == BASE_LASTING
                    ? attack_extend(world.arena, make_base(world.arena, BASE_CERTIFIED))
                    : make_base(world.arena, index);
    return *base;
}

bool attack_is_plain(size_t index)
{
    return index <= BASE_CERTIFIED || index == BASE_FOREIGN;
}

void attack_open(void)
{
    world.arena = evne_arena_new(0, NULL, NULL);
    world.authority = authority_start(world.arena, &world.child);
    if (!world.authority)
        stop("no authority");
}

void attack_close(void)
{
    authority_stop(world.child);
    evne_arena_free(world.arena);
}

/* ---- looking into files ---- */

const evne_revisions *attack_read(evne_arena *arena, evne_str pdf)
{
    const evne_revisions *read = NULL;
    evne_error err = {0};

    if (evne_revisions_read(arena, pdf, &read, &err) != EVNE_OK)
        stop(err.text);
    return read;
}

evne_form attack_form(evne_arena *arena, const evne_revisions *pdf)
{
    evne_form form;
    evne_error err = {0};

    if (evne_form_read(arena, pdf, pdf->n - 1, &form, &err) != EVNE_OK)
        stop(err.text);
    return form;
}

const evne_object *attack_object(const evne_revisions *pdf, int number)
{
    const evne_entry *entry = evne_revisions_find(pdf, pdf->n - 1, number);

    if (!entry)
        stop("no such object");
    return evne_revisions_object(pdf, entry);
}

int attack_typed(const evne_revisions *pdf, const char *type)
{
    for (int i = 1; i < pdf->n_numbers; i++) {
        const evne_entry *entry = evne_revisions_find(pdf, pdf->n - 1, i);

        if (entry &&
            evne_object_is_name(evne_object_get(evne_revisions_object(pdf, entry), "Type"), type))
            return i;
    }
    return 0;
}

attack_site attack_find(evne_arena *arena, evne_str pdf)
{
    const evne_revisions *read = attack_read(arena, pdf);
    attack_site site = {0};

    for (int i = 1; i < read->n_numbers; i++) {
        const evne_entry *entry = evne_revisions_find(read, read->n - 1, i);
        const evne_object *dict, *contents, *range;

        if (!entry || !entry->is_signature)
            continue;
        dict = evne_revisions_object(read, entry);
        contents = evne_object_get(dict, "Contents");
        range = evne_object_get(dict, "ByteRange");
        site.number = i;
        site.contents = evne_revisions_offset(read, contents);
        site.contents_end = site.contents + contents->raw.len;
        site.range = evne_revisions_offset(read, range);
        site.range_end = site.range + range->raw.len;
    }
    if (!site.number)
        stop("no signature");
    return site;
}

size_t attack_last(evne_str pdf, const char *word)
{
    size_t len = strlen(word);

    for (size_t at = pdf.len - len + 1; at-- > 0;)
        if (memcmp(pdf.p + at, word, len) == 0)
            return at;
    fprintf(stderr, "attacks: '%s' is not in the file\n", word);
    abort();
}

/* ---- changing files ---- */

evne_str attack_splice(evne_arena *arena, evne_str pdf, size_t from, size_t to, evne_str bytes)
{
    evne_buf out = {.arena = arena};

    evne_buf_put(&out, pdf.p, from);
    evne_buf_put_str(&out, bytes);
    evne_buf_put(&out, pdf.p + to, pdf.len - to);
    return evne_buf_str(&out);
}

evne_str attack_over(evne_arena *arena, evne_str pdf, size_t from, size_t to, const char *text)
{
    char *copy = evne_arena_copy(arena, pdf.p, pdf.len);
    size_t len = strlen(text);

    if (len > to - from)
        stop("the text does not fit");
    memset(copy + from, ' ', to - from);
    memcpy(copy + from, text, len);
    return (evne_str){copy, pdf.len};
}

evne_str attack_edit(evne_arena *arena, evne_str pdf, const char *from, const char *to)
{
    size_t at = attack_last(pdf, from);

    return attack_splice(arena, pdf, at, at + strlen(from), evne_str_of(to));
}

evne_str attack_update2(evne_arena *arena, evne_str pdf, int number, const char *body, int other,
                        const char *other_body)
{
    const evne_revisions *read = attack_read(arena, pdf);
    int next = evne_update_next_number(read), after = number ? next : next + 1;
    evne_update_object objects[2] = {{number ? number : next, 0, {0}, 0},
                                     {other ? other : after, 0, {0}, 0}};
    evne_str out;

    if (body)
        objects[0].body = evne_str_of(body);
    if (other_body)
        objects[1].body = evne_str_of(other_body);
    evne_update_append(arena, read, objects, other_body ? 2 : body ? 1 : 0, &out);
    return out;
}

evne_str attack_update(evne_arena *arena, evne_str pdf, int number, const char *body)
{
    return attack_update2(arena, pdf, number, body, 0, NULL);
}

const char *attack_with(evne_arena *arena, const evne_object *dict, const char *key,
                        const char *value)
{
    evne_str values[1] = {evne_str_of(value)}, text;

    text = evne_update_dict(arena, dict, 1, &key, values);
    return evne_arena_copy(arena, text.p, text.len);
}

/* ---- the CMS ---- */

evne_str attack_cms(evne_arena *arena, evne_str pdf)
{
    const evne_revisions *read = attack_read(arena, pdf);
    attack_site site = attack_find(arena, pdf);
    evne_str text = evne_object_get(attack_object(read, site.number), "Contents")->text;
    const unsigned char *p = (const unsigned char *)text.p;

    return evne_str_slice(text, 0, 4 + ((size_t)p[2] << 8 | p[3]));
}

evne_str attack_put_cms(evne_arena *arena, evne_str pdf, evne_str cms)
{
    static const char digits[] = "0123456789abcdef";
    attack_site site = attack_find(arena, pdf);
    char *copy = evne_arena_copy(arena, pdf.p, pdf.len);
    size_t room = (site.contents_end - site.contents - 2) / 2;

    if (cms.len > room)
        stop("the signature does not fit");
    memset(copy + site.contents + 1, '0', 2 * room);
    for (size_t i = 0; i < cms.len; i++) {
        copy[site.contents + 1 + 2 * i] = digits[(unsigned char)cms.p[i] >> 4];
        copy[site.contents + 2 + 2 * i] = digits[(unsigned char)cms.p[i] & 15];
    }
    return (evne_str){copy, pdf.len};
}

/* ---- evidence ---- */

evne_str attack_certificate(evne_arena *arena, const char *more)
{
    evne_key *key = fixture_key(arena, "borger");
    unsigned char *der = NULL;
    int len = i2d_X509(evne_key_certificate(key), &der);
    evne_buf out = {.arena = arena};

    evne_buf_printf(&out, "<</Length %d%s>>\nstream\n", len, more);
    evne_buf_put(&out, der, (size_t)len);
    evne_buf_puts(&out, "\nendstream");
    OPENSSL_free(der);
    evne_key_free(key);
    return evne_buf_str(&out);
}
