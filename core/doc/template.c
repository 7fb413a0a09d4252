/*
 * How: opening reads the file and all that it includes, once each, and parses everything, so that
 * whatever is wrong without a case is found before one is looked at. Filling then walks: expand.c
 * puts the view in, build.c makes the tree, finish.c numbers and links it.
 */
#include "template.h"

#include "base/file.h"

#include <string.h>

#include "build.h"
#include "expand.h"
#include "files.h"
#include "syntax.h"

enum { INCLUDE_DEPTH = 8 };

#define MATTER_MAP(X)                                                                              \
    X(TITLE, title)                                                                                \
    X(LANG, lang)                                                                                  \
    X(LETTERHEAD, letterhead)                                                                      \
    X(CLASSIFICATION, classification)                                                              \
    X(HEADER, header) X(FOOTER, footer) X(SUBJECT, subject) X(AUTHOR, author) X(KEYWORDS, keywords)

typedef enum matter {
#define MATTER_ENUM(name, field) MATTER_##name,
    MATTER_MAP(MATTER_ENUM)
#undef MATTER_ENUM
        N_MATTER
} matter;

struct evne_template {
    evne_md_file file;
    const struct included *files; /* what it includes, in any depth */
    const evne_template_env *env;
    evne_str source;
    const evne_step *matter[N_MATTER]; /* NULL: not in the front matter */
    const evne_step *steps;
};

/* A file that has been included. */
typedef struct included {
    struct included *next;
    evne_md_file file;
    const evne_step *steps;
    int height; /* of the includes in it; 0 while it is being read */
    bool is_open;
} included;

typedef struct loader {
    evne_arena *arena;
    const evne_template_env *env;
    evne_error *err;
    evne_buf source;
    included *files;
    int depth, height;
} loader;

/* --- includes ------------------------------------------------------------------------------- */

static evne_status parse_text(loader *l, evne_str text, evne_origin at, const evne_step **out);

static evne_status too_deep(loader *l, evne_origin at)
{
    return evne_fail(l->err, EVNE_TEMPLATE, EVNE_AT(at),
                     "templates include each other more than %d deep", INCLUDE_DEPTH);
}

static included *find_included(loader *l, evne_str name)
{
    for (included *f = l->files; f; f = f->next)
        if (evne_str_eq(f->file.name, name))
            return f;
    return NULL;
}

static evne_status read_included(loader *l, included *f, evne_origin at)
{
    evne_origin first = {NULL, 1};
    int outside = l->height;
    evne_str text;

    EVNE_TRY(evne_files_read(l->arena, &f->file, l->env, at, l->err));
    first.file = f->file.path;
    evne_buf_put_str(&l->source, f->file.bytes);
    EVNE_TRY(evne_scan_clean(l->arena, f->file.bytes, first.file, &text, l->err));
    if (evne_str_starts(text, "---\n"))
        return evne_fail(
            l->err, EVNE_TEMPLATE, EVNE_AT(first),
            "a front matter stands only in the template itself, not in what it includes");
    l->height = 0;
    l->depth++;
    EVNE_TRY(parse_text(l, text, first, &f->steps));
    l->depth--;
    f->height = l->height + 1;
    l->height = outside;
    return EVNE_OK;
}

static evne_status include(void *context, evne_str name, evne_origin at, const evne_step **out,
                           evne_error *err)
{
    loader *l = context;
    included *f = find_included(l, name);

    if (f && f->is_open)
        return evne_fail(err, EVNE_TEMPLATE, EVNE_AT(at), "'%.*s' includes itself",
                         (int)(name.len < 200 ? name.len : 200), name.p);
    if (l->depth + (f ? f->height : 1) > INCLUDE_DEPTH)
        return too_deep(l, at);
    if (!f) {
        f = evne_arena_alloc(l->arena, sizeof *f);
        f->file.name = name;
        f->next = l->files;
        l->files = f;
        f->is_open = true;
        EVNE_TRY(read_included(l, f, at));
        f->is_open = false;
    }
    if (f->height > l->height)
        l->height = f->height;
    *out = f->steps;
    return EVNE_OK;
}

static evne_status parse_text(loader *l, evne_str text, evne_origin at, const evne_step **out)
{
    evne_tokens tokens;

    EVNE_TRY(evne_scan(l->arena, text, at, &tokens, l->err));
    return evne_syntax_parse(l->arena, &tokens, include, l, out, l->err);
}

/* --- front matter --------------------------------------------------------------------------- */

static const char *const matter_names[] = {
#define MATTER_NAME(name, field) #field,
    MATTER_MAP(MATTER_NAME)
#undef MATTER_NAME
};

static evne_status parse_matter_line(loader *l, evne_template *t, evne_str line, evne_origin at)
{
    const char *colon = memchr(line.p, ':', line.len);
    size_t key_len = colon ? (size_t)(colon - line.p) : 0;
    evne_str key = evne_str_trim(evne_str_slice(line, 0, key_len));
    int which = 0;

    if (!colon)
        return evne_fail(l->err, EVNE_TEMPLATE, EVNE_AT(at),
                         "a line of the front matter is 'name: text'");
    while (which < N_MATTER && !evne_str_is(key, matter_names[which]))
        which++;
    if (which == N_MATTER)
        return evne_fail(l->err, EVNE_TEMPLATE, EVNE_AT(at),
                         "the front matter has no '%.*s'; it has title, lang, letterhead, "
                         "classification, header, footer, subject, author, keywords",
                         (int)(key.len < 60 ? key.len : 60), key.p);
    if (t->matter[which])
        return evne_fail(l->err, EVNE_TEMPLATE, EVNE_AT(at),
                         "'%s' stands twice in the front matter", matter_names[which]);
    return parse_text(l, evne_str_trim(evne_str_slice(line, key_len + 1, line.len)), at,
                      &t->matter[which]);
}

/* True when the first line that is not empty can only be meant as the front matter's. */
static bool is_matter(evne_str line)
{
    const char *colon = memchr(line.p, ':', line.len);

    if (evne_str_is(line, "---"))
        return true;
    for (int i = 0; colon && i < N_MATTER; i++)
        if (evne_str_is(evne_str_trim(evne_str_slice(line, 0, (size_t)(colon - line.p))),
                        matter_names[i]))
            return true;
    return false;
}

/* A front matter that does not start the file would be printed as text. */
static evne_status refuse_late_matter(loader *l, evne_str text, evne_origin at)
{
    evne_str rest = evne_str_trim(text);
    const char *end = memchr(rest.p, '\n', rest.len);
    evne_str line = evne_str_trim(evne_str_slice(rest, 0, end ? (size_t)(end - rest.p) : rest.len));

    if (!rest.len || !is_matter(line))
        return EVNE_OK;
    for (const char *p = text.p; p < rest.p; p++)
        at.line += *p == '\n';
    return evne_fail(l->err, EVNE_TEMPLATE, EVNE_AT(at),
                     "the front matter begins with a line '---', the first of the file");
}

/* Reads the front matter, if there is one; `*text` and `*at` move past it. */
static evne_status parse_matter(loader *l, evne_template *t, evne_str *text, evne_origin *at)
{
    if (!evne_str_starts(*text, "---\n"))
        return refuse_late_matter(l, *text, *at);
    for (size_t from = 4, to; from < text->len; from = to + 1) {
        const char *end = memchr(text->p + from, '\n', text->len - from);
        evne_str line;
        to = end ? (size_t)(end - text->p) : text->len;
        line = evne_str_slice(*text, from, to);
        at->line++;
        if (evne_str_is(evne_str_trim(line), "---")) {
            *text = evne_str_slice(*text, to + 1, text->len);
            at->line++;
            return EVNE_OK;
        }
        if (evne_str_trim(line).len)
            EVNE_TRY(parse_matter_line(l, t, line, *at));
    }
    at->line = 1;
    return evne_fail(l->err, EVNE_TEMPLATE, EVNE_AT(*at),
                     "the front matter is not closed: '---' is missing after it");
}

/* --- the template --------------------------------------------------------------------------- */

/* What the template keeps of the caller's. */
static const evne_template_env *own_env(evne_arena *arena, const evne_template_env *env)
{
    evne_template_env *own = evne_arena_alloc(arena, sizeof *own);
    const char **folders = evne_arena_array(arena, env->n_folders + 1, sizeof *folders);

    for (size_t i = 0; i < env->n_folders; i++)
        folders[i] = evne_arena_text(arena, env->folders[i]);
    *own = *env;
    own->folders = folders;
    own->lang = evne_arena_text(arena, env->lang);
    return own;
}

static evne_status load(loader *l, const evne_md_file *file, const evne_template **out)
{
    evne_template *t = evne_arena_alloc(l->arena, sizeof *t);
    evne_origin at = {file->path, 1};
    evne_str text;

    t->file = *file;
    t->env = l->env;
    evne_buf_put_str(&l->source, file->bytes);
    EVNE_TRY(evne_scan_clean(l->arena, file->bytes, file->path, &text, l->err));
    EVNE_TRY(parse_matter(l, t, &text, &at));
    EVNE_TRY(parse_text(l, text, at, &t->steps));
    t->source = evne_buf_str(&l->source);
    t->files = l->files;
    *out = t;
    return EVNE_OK;
}

static loader new_loader(evne_arena *arena, const evne_template_env *env, evne_error *err)
{
    return (loader){
        .arena = arena, .env = own_env(arena, env), .err = err, .source = {.arena = arena}};
}

evne_status evne_template_open(evne_arena *arena, const char *name, const evne_template_env *env,
                               const evne_template **out, evne_error *err)
{
    loader l = new_loader(arena, env, err);
    evne_md_file file = {.name = evne_str_of(evne_arena_text(arena, name))};

    EVNE_TRY(evne_files_read(arena, &file, l.env, (evne_origin){0}, err));
    return load(&l, &file, out);
}

static bool is_same_env(const evne_template_env *a, const evne_template_env *b)
{
    bool is_same =
        a->n_folders == b->n_folders && a->is_draft == b->is_draft && strcmp(a->lang, b->lang) == 0;

    for (size_t i = 0; is_same && i < a->n_folders; i++)
        is_same = strcmp(a->folders[i], b->folders[i]) == 0;
    return is_same;
}

bool evne_template_is_current(const evne_template *source, const char *name,
                              const evne_template_env *env)
{
    bool is_current = evne_str_is(source->file.name, name) && is_same_env(source->env, env) &&
                      evne_files_is_current(&source->file, env);

    for (const included *f = source->files; f && is_current; f = f->next)
        is_current = evne_files_is_current(&f->file, env);
    return is_current;
}

evne_status evne_template_read(evne_arena *arena, const char *file, evne_str text,
                               const evne_template_env *env, const evne_template **out,
                               evne_error *err)
{
    loader l = new_loader(arena, env, err);
    evne_md_file read = {.path = evne_arena_text(arena, file), .bytes = text};

    return load(&l, &read, out);
}

evne_str evne_template_source(const evne_template *source)
{
    return source->source;
}

const char *evne_template_file(const evne_template *source)
{
    return evne_file_name(source->file.path);
}

static bool is_in_folder(const char *file, const char *folder)
{
    size_t len = strlen(folder);

    return strncmp(file, folder, len) == 0 && (file[len] == '/' || (len && folder[len - 1] == '/'));
}

bool evne_template_uses(const evne_template *source, const char *folder)
{
    bool is_used = is_in_folder(source->file.path, folder);

    for (const included *f = source->files; f && !is_used; f = f->next)
        is_used = is_in_folder(f->file.path, folder);
    return is_used;
}

/* --- filling -------------------------------------------------------------------------------- */

/* The words that the program adds and the places where words are divided are known in these. */
static bool is_language(evne_str lang)
{
    static const char *const known[] = {"da", "da-DK", "en", "en-GB", "en-US"};

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (evne_str_is(lang, known[i]))
            return true;
    return false;
}

static evne_status check_language(const evne_template *t, evne_str lang, evne_error *err)
{
    const evne_step *written = t->matter[MATTER_LANG];

    if (!lang.len || is_language(lang))
        return EVNE_OK;
    return evne_fail(err, EVNE_TEMPLATE, EVNE_AT(written->at),
                     "'%.*s' is no language that a document can have; 'lang' is da, da-DK, en, "
                     "en-GB or en-US",
                     (int)(lang.len < 60 ? lang.len : 60), lang.p);
}

static evne_status fill_matter(evne_arena *arena, const evne_template *t, const evne_value *view,
                               evne_doc *doc, evne_error *err)
{
    evne_str *const fields[] = {
#define MATTER_FIELD(name, field) &doc->field,
        MATTER_MAP(MATTER_FIELD)
#undef MATTER_FIELD
    };

    for (int i = 0; i < N_MATTER; i++) {
        *fields[i] = EVNE_STR("");
        if (t->matter[i])
            EVNE_TRY(evne_expand_line(arena, t->matter[i], view, t->env->is_draft, fields[i], err));
    }
    EVNE_TRY(check_language(t, doc->lang, err));
    doc->draft = EVNE_STR("");
    if (!doc->lang.len)
        doc->lang = evne_str_of(strcmp(t->env->lang, "da") == 0 ? "da-DK" : t->env->lang);
    return EVNE_OK;
}

/* Without a title in the front matter, the heading is the document's title. */
static evne_status find_title(evne_arena *arena, const evne_template *t, evne_doc *doc,
                              evne_error *err)
{
    evne_buf title = {.arena = arena};
    const evne_node *node = doc->root->first;

    if (doc->title.len)
        return EVNE_OK;
    while (node && node->kind != EVNE_NODE_TITLE)
        node = node->next;
    for (size_t i = 0; node && i < node->n_spans; i++)
        evne_buf_put_str(&title, node->spans[i].text);
    doc->title = evne_buf_str(&title);
    if (doc->title.len)
        return EVNE_OK;
    return evne_fail(err, EVNE_TEMPLATE, EVNE_AT(((evne_origin){t->file.path, 1})),
                     "the document has no title: 'title:' in the front matter or a line '# ...'");
}

static evne_status fill(evne_arena *arena, evne_arena *brief, const evne_template *source,
                        const evne_value *view, const evne_value *signers, evne_doc *doc,
                        evne_error *err)
{
    evne_expansion expansion;

    EVNE_TRY(fill_matter(arena, source, view, doc, err));
    EVNE_TRY(
        evne_expand(arena, brief, source->steps, view, source->env->is_draft, &expansion, err));
    EVNE_TRY(evne_build(arena, &expansion, signers, source->file.path, &doc->root, err));
    EVNE_TRY(find_title(arena, source, doc, err));
    return evne_doc_finish(arena, doc, source->file.path, err);
}

evne_status evne_template_fill(evne_arena *arena, const evne_template *source,
                               const evne_value *view, const evne_value *signers, evne_doc **out,
                               evne_error *err)
{
    evne_arena *brief = evne_arena_new_beside(arena);
    evne_doc *doc = evne_arena_alloc(arena, sizeof *doc);
    evne_status status = fill(arena, brief, source, view, signers, doc, err);

    evne_arena_free(brief);
    if (status == EVNE_OK)
        *out = doc;
    return status;
}
