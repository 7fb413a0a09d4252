/*
 * How: a job is a struct that each stage adds one thing to; the stages are the functions below, in
 * the order in which they run. A stage that finds fault with the case adds findings and goes on, so
 * that all of them are shown at once; the job stops before the view when there is an error.
 *
 * What is embedded in the PDF is the case as the report selects it, plus a `fremstilling` (how it
 * was made): report, version, date, and hashes of everything else that the bytes depend on. A case
 * that already has a `fremstilling` came out of a PDF; its date is used again, which is what makes
 * a second rendering equal to the first.
 */
#include "job.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/sha256.h"
#include "characters.h"
#include "data/casefile.h"
#include "doc/template.h"
#include "layout/hyphen.h"
#include "layout/layout.h"
#include "legal.h"
#include "narrow.h"
#include "organisation.h"
#include "personal.h"
#include "plugin/catalog.h"
#include "remarks.h"
#include "rulebook.h"
#include "setaside.h"
#include "version.h"

typedef struct job {
    const evne_job_request *request;
    evne_arena *arena;
    evne_problems *problems, *set_aside_out;
    evne_plugin *plugin;           /* closed by close_job, or kept */
    evne_fonts *fonts;             /* closed by close_job, or kept */
    evne_hyphens *hyphens;         /* closed by close_job, or kept */
    evne_rulebook *rules;          /* NULL: made again; closed by close_job, or kept */
    evne_objectivity *objectivity; /* NULL: words are not checked */
    evne_setaside *set_aside;      /* NULL until the first report is checked */
    const evne_plugin_info *report;
    evne_str file;                         /* the bytes of the case file */
    const evne_value *sag;                 /* the whole of it */
    evne_error unreadable;                 /* OK, or why the file is refused in the end */
    const evne_value *selected;            /* what the report declares, typed: what is embedded */
    const evne_value *readable;            /* the same for the plugin; completed where it lacks */
    const evne_value *profile;             /* the legal profile */
    const evne_organisation *organisation; /* NULL: none was named */
    const evne_template *source;
    evne_str rule_packs;              /* "110 regler, 3f2a..."; empty: none */
    evne_str wanted;                  /* whose extract: "arbejdsgiver:P1"; empty: none */
    evne_extract extract;             /* what the plugin says about it */
    evne_str date, document_id, data; /* ISO date; "S-2026-0112-RD-1"; YAML to embed */
    int version;
    char data_sha256[EVNE_SHA256_HEX];
    const evne_value *info, *view, *signers;
    evne_doc *doc;
    const evne_pages *pages;
} job;

static void open_job(job *j, const evne_job_request *request, evne_outcome *outcome)
{
    *j = (job){.request = request,
               .arena = outcome->arena,
               .problems = outcome->problems,
               .set_aside_out = outcome->set_aside};
}

static void close_job(job *j)
{
    if (j->request->kept) {
        evne_kept_settle(j->request->kept);
        return;
    }
    if (j->rules)
        evne_rulebook_close(j->rules);
    evne_hyphens_close(j->hyphens);
    evne_plugin_free(j->plugin);
    evne_fonts_close(j->fonts);
}

/* --- the case ------------------------------------------------------------------------------- */

/*
 * A file that could be followed to its end in spite of faults (a key twice, a character that is not
 * allowed) is checked as well, so that one run shows everything; `unreadable` keeps the fault.
 */
static evne_status parse_case(job *j, evne_error *err)
{
    const evne_job_request *request = j->request;
    evne_status status;

    j->file = request->case_bytes;
    if (!j->file.p)
        EVNE_TRY(evne_file_read(j->arena, request->case_path, EVNE_CASEFILE_BYTES, &j->file, err));
    status = evne_casefile_parse(j->arena, request->case_path, j->file, j->problems, &j->sag, err);
    if (status != EVNE_INPUT || !j->sag)
        return status;
    j->unreadable = *err;
    return EVNE_OK;
}

static evne_status read_case(job *j, evne_error *err)
{
    const evne_value *format;

    EVNE_TRY(parse_case(j, err));
    format = evne_value_get(j->sag, "skema");
    if (!evne_str_is(evne_value_text(format), EVNE_CASE_FORMAT))
        return evne_remark_format(j->problems, j->request->case_path, format, err);
    return EVNE_OK;
}

static evne_status refuse_unreadable(const job *j, evne_error *err)
{
    if (j->unreadable.status == EVNE_OK)
        return EVNE_OK;
    *err = j->unreadable;
    return err->status;
}

static evne_status open_plugin(job *j, const char *report, evne_error *err)
{
    const evne_catalog *catalog;

    EVNE_TRY(evne_catalog_find(j->arena, j->request->paths->plugins.paths,
                               j->request->paths->plugins.count, &catalog, err));
    EVNE_TRY(j->request->kept ? evne_kept_plugin(j->request->kept, catalog, report, &j->plugin, err)
                              : evne_catalog_open(j->arena, catalog, report, &j->plugin, err));
    j->report = evne_plugin_info_of(j->plugin);
    return EVNE_OK;
}

/* --- check ---------------------------------------------------------------------------------- */

static const evne_value *made_before(const job *j)
{
    return evne_value_get(j->sag, "fremstilling");
}

/* An extract that came out of a PDF is made as one again. */
static bool is_extract_again(const job *j)
{
    return !evne_value_is_empty(evne_value_get(made_before(j), "uddrag"));
}

static evne_str wanted_extract(const job *j)
{
    if (is_extract_again(j))
        return evne_value_text(evne_value_get(made_before(j), "uddrag"));
    return evne_str_of(j->request->extract ? j->request->extract : "");
}

/* The document's version: that of the case, else 1. */
static int version_of(const job *j)
{
    const evne_value *version = evne_value_find(j->selected, "sag.version");

    return version && version->kind == EVNE_NUMBER ? (int)version->as.number : 1;
}

static evne_status identify(job *j, evne_error *err)
{
    evne_str again = evne_value_text(evne_value_get(made_before(j), "dato"));
    evne_str id = evne_value_text(evne_value_find(j->readable, "sag.id"));
    evne_date date;

    j->version = version_of(j);
    j->document_id = evne_str_of(evne_arena_printf(j->arena, "%.*s-%.*s-%d", EVNE_STR_ARGS(id),
                                                   EVNE_STR_ARGS(j->report->short_id), j->version));
    if (evne_date_parse(again, &date)) {
        j->date = again;
        return EVNE_OK;
    }
    return evne_plugin_dated(j->plugin, j->readable, j->arena, &j->date, err);
}

static evne_value *text_value(job *j, evne_str text)
{
    return evne_value_new_text(j->arena, NULL, text);
}

static evne_pair pair(const char *key, const evne_value *value)
{
    return (evne_pair){.key = evne_str_of(key), .value = value};
}

#define EVNE_COUNT(array) (sizeof(array) / sizeof *(array))

static const evne_value *info_map(job *j)
{
    evne_pair document[] = {
        pair("id", text_value(j, j->document_id)),
        pair("rapport", text_value(j, j->report->id)),
        pair("titel", text_value(j, j->report->title_da)),
        pair("version", evne_value_new_number(j->arena, NULL, j->version)),
        pair("dato", text_value(j, j->date)),
        pair("data_sha256", text_value(j, evne_str_of(j->data_sha256))),
        pair("program", text_value(j, EVNE_STR(EVNE_PROGRAM))),
        pair("plugin_version", text_value(j, j->report->version)),
    };
    evne_pair info[] = {
        pair("dokument", evne_value_new_map(j->arena, NULL, document, EVNE_COUNT(document))),
        pair("profil", j->profile ? j->profile : evne_value_new_map(j->arena, NULL, NULL, 0)),
        pair("kladde", evne_value_new_bool(j->arena, NULL, j->request->is_draft)),
        pair("uddrag", j->extract.facts),
    };
    size_t n = EVNE_COUNT(info) - (j->extract.facts == NULL);

    return evne_value_new_map(j->arena, NULL, info, n);
}

/*
 * A case with errors is still read by the plugin's rules, so that one run shows everything; what is
 * missing is empty to them, and a fault that comes of it is none of the plugin's.
 */
static evne_status check_faulty(job *j, evne_error *err)
{
    const char *stand_in = j->request->is_draft ? EVNE_MISSING : NULL;
    evne_error ignored = {0};

    j->readable = evne_fields_complete(j->arena, j->report->fields, j->selected, stand_in);
    if (j->request->is_draft) {
        j->readable = evne_characters_replace(j->arena, j->fonts, j->readable);
        EVNE_TRY(identify(j, err));
        j->info = info_map(j);
        return EVNE_OK;
    }
    if (identify(j, &ignored) == EVNE_OK)
        (void)evne_plugin_check(j->plugin, j->readable, j->file, info_map(j), j->problems,
                                &ignored);
    return EVNE_OK;
}

/* --- the words ------------------------------------------------------------------------------ */

/* A rule that cannot be read is a rule that is not checked: no case may pass for clean then. */
static evne_status refuse_rules(job *j, const evne_problems *faults, evne_error *err)
{
    for (size_t i = 0; i < evne_problems_count(faults); i++)
        if (evne_problems_at(faults, i)->severity == EVNE_SEVERE_ERROR)
            evne_problems_add(j->problems, evne_problems_at(faults, i));
    return evne_fail(err, EVNE_PLUGIN, NULL,
                     "faults in the rule packs: %zu; no case is checked with them",
                     j->rules->n_faults);
}

static evne_status find_rules(job *j, evne_problems *faults, evne_error *err)
{
    if (j->request->kept)
        return evne_kept_rules(j->request->kept, j->request->paths, faults, &j->rules, err);
    j->rules = evne_arena_alloc(j->arena, sizeof *j->rules);
    return evne_rulebook_open(j->arena, j->request->paths, false, faults, j->rules, err);
}

/* A document that is made again was checked when it was made; the rules may have changed since. */
static evne_status open_rules(job *j, evne_error *err)
{
    evne_problems *faults = evne_problems_new(j->arena);

    if (j->request->is_again)
        return EVNE_OK;
    EVNE_TRY(find_rules(j, faults, err));
    if (j->rules->n_faults)
        return refuse_rules(j, faults, err);
    if (evne_ruleset_count(j->rules->set) == 0)
        evne_remark_no_rules(j->problems, j->request->case_path);
    j->objectivity = evne_objectivity_new(j->arena, j->rules->scanner, j->file);
    return EVNE_OK;
}

static void check_words(job *j)
{
    if (!j->objectivity)
        return;
    evne_objectivity_know(j->objectivity, j->report->known, j->sag);
    evne_objectivity_check(j->objectivity, j->report->fields, j->selected, j->problems);
}

static void look_at_set_aside(job *j)
{
    if (!j->set_aside)
        j->set_aside = evne_setaside_read(j->arena, j->report->known, j->sag, j->problems);
    evne_setaside_see(j->set_aside, j->selected);
}

static void apply_set_aside(job *j)
{
    if (j->set_aside)
        evne_setaside_apply(j->set_aside, j->problems, j->set_aside_out);
}

/* --- an extract ----------------------------------------------------------------------------- */

/* Narrows the job to what the reader may see; from here on nothing else is at hand. */
static evne_status narrow(job *j, evne_error *err)
{
    evne_reader_name reader = evne_reader_name_of(j->wanted);

    EVNE_TRY(
        evne_plugin_extract(j->plugin, j->readable, reader.role, reader.own, &j->extract, err));
    evne_narrow(j->arena, &j->extract, reader, j->report->known, j->sag, j->profile, &j->selected);
    j->readable = evne_fields_complete(j->arena, j->report->fields, j->selected, NULL);
    j->document_id = evne_str_of(evne_arena_printf(
        j->arena, "%.*s-%.*s%s%.*s", EVNE_STR_ARGS(j->document_id), EVNE_STR_ARGS(reader.role),
        reader.own.len ? "-" : "", EVNE_STR_ARGS(reader.own)));
    j->info = info_map(j);
    return EVNE_OK;
}

/* The data of an extract lacks what other readers see, so it is read without findings: it was
 * checked as a whole when the extract was made. */
static evne_status take_extract(job *j, evne_error *err)
{
    evne_problems *ignored = evne_problems_new(j->arena);

    evne_fields_apply(j->arena, j->report->fields, j->report->known, j->sag, ignored, &j->selected);
    EVNE_TRY(
        evne_legal_load(j->arena, &j->request->paths->profiles, j->sag, ignored, &j->profile, err));
    j->readable = evne_fields_complete(j->arena, j->report->fields, j->selected, NULL);
    EVNE_TRY(identify(j, err));
    j->info = info_map(j);
    return EVNE_OK;
}

static void leave_out(job *j)
{
    const evne_narrowing of = {.known = j->report->known, .sag = j->sag, .file = j->file};

    evne_narrow_check(j->arena, &j->extract, j->rules, &of, &j->selected, j->problems);
    j->readable = evne_fields_complete(j->arena, j->report->fields, j->selected, NULL);
}

static evne_status narrow_to_reader(job *j, evne_error *err)
{
    j->wanted = wanted_extract(j);
    if (j->wanted.len == 0 || !j->info || evne_problems_errors(j->problems))
        return EVNE_OK;
    EVNE_TRY(narrow(j, err));
    if (!is_extract_again(j))
        leave_out(j);
    return EVNE_OK;
}

/* What any report asks of a case, then what this one asks. */
static evne_status check_report(job *j, evne_error *err)
{
    size_t errors_before = evne_problems_errors(j->problems);
    bool is_faulty;

    if (is_extract_again(j))
        return take_extract(j, err);

    evne_fields_apply(j->arena, j->report->fields, j->report->known, j->sag, j->problems,
                      &j->selected);
    EVNE_TRY(evne_legal_load(j->arena, &j->request->paths->profiles, j->sag, j->problems,
                             &j->profile, err));
    EVNE_TRY(evne_characters_check(j->arena, j->fonts, j->selected, j->problems, err));
    evne_personal_check(j->arena, j->request->case_path, j->file, j->report->fields, j->selected,
                        j->problems);
    is_faulty = evne_problems_errors(j->problems) > errors_before;
    check_words(j);
    look_at_set_aside(j);
    if (is_faulty)
        return check_faulty(j, err);
    j->readable = j->selected;
    EVNE_TRY(identify(j, err));
    j->info = info_map(j);
    return evne_plugin_check(j->plugin, j->readable, j->file, j->info, j->problems, err);
}

/* Only a rendering reads it: it changes what the pages look like, never what is in the case. */
static evne_status read_organisation(job *j, evne_error *err)
{
    if (!j->request->organisation)
        return EVNE_OK;
    EVNE_TRY(evne_organisation_read(j->arena, j->request->organisation, j->problems,
                                    &j->organisation, err));
    return evne_characters_check(j->arena, j->fonts, j->organisation->letterhead, j->problems, err);
}

static evne_status open_fonts(job *j, evne_error *err)
{
    const char *folder = j->request->paths->fonts;

    return j->request->kept ? evne_kept_fonts(j->request->kept, folder, &j->fonts, err)
                            : evne_fonts_open(j->arena, folder, &j->fonts, err);
}

/* --- the data that is embedded -------------------------------------------------------------- */

static evne_value *hash_value(job *j, evne_str bytes)
{
    char hex[EVNE_SHA256_HEX];

    evne_sha256_hex(bytes, hex);
    return text_value(j, evne_str_of(hex));
}

enum { SHOWN_DIGITS = 16 };

/*
 * "110 regler, 3f2a90c1d4e5b677": how many and the start of their digest. Not the packs' names: an
 * employer's plan must not even hold the words for health data.
 */
static evne_str rule_set(job *j, const char *digest)
{
    return evne_str_of(evne_arena_printf(j->arena, "%zu regler, %.*s",
                                         evne_ruleset_count(j->rules->set), SHOWN_DIGITS, digest));
}

/* Which rules the words were held against: their digest, and its start for people. A
 * document that is made again keeps what it was made with. */
static size_t record_rules(job *j, evne_pair *out)
{
    evne_str digest = evne_value_text(evne_value_get(made_before(j), "regler"));
    evne_str packs = evne_value_text(evne_value_get(made_before(j), "regelpakker"));

    if (!j->request->is_again) {
        digest = evne_str_of(evne_rulebook_sha256(j->rules));
        packs = rule_set(j, digest.p);
    }
    if (packs.len == 0)
        return 0;
    out[0] = pair("regler", text_value(j, digest));
    out[1] = pair("regelpakker", text_value(j, packs));
    j->rule_packs = packs;
    return 2;
}

static const evne_value *making_map(job *j)
{
    evne_buf profile = {.arena = j->arena};
    evne_pair making[12];
    size_t n = 0;

    if (j->profile)
        evne_casefile_write(&profile, j->profile);
    making[n++] = pair("rapport", text_value(j, j->report->id));
    making[n++] = pair("version", evne_value_new_number(j->arena, NULL, j->version));
    making[n++] = pair("dato", text_value(j, j->date));
    making[n++] = pair("program", text_value(j, EVNE_STR(EVNE_PROGRAM)));
    making[n++] = pair("plugin", text_value(j, j->report->sha256));
    making[n++] = pair("skabelon", hash_value(j, evne_template_source(j->source)));
    making[n++] = pair("retsgrundlag", hash_value(j, evne_buf_str(&profile)));
    making[n++] = pair("skrifter", text_value(j, evne_fonts_sha256(j->fonts)));
    n += record_rules(j, making + n);
    if (j->organisation)
        making[n++] = pair("organisation", text_value(j, evne_str_of(j->organisation->sha256)));
    if (j->wanted.len)
        making[n++] = pair("uddrag", text_value(j, j->wanted));
    return evne_value_new_map(j->arena, NULL, making, n);
}

/* The selected case between the format's name and how the document was made. */
static void write_data(job *j)
{
    size_t n_selected = evne_value_count(j->selected), n = 0;
    evne_pair *pairs = evne_arena_array(j->arena, n_selected + 2, sizeof *pairs);
    evne_buf yaml = {.arena = j->arena};

    pairs[n++] = pair("skema", text_value(j, EVNE_STR(EVNE_CASE_FORMAT)));
    for (size_t i = 0; i < n_selected; i++)
        if (!evne_str_is(j->selected->as.map.pairs[i].key, "skema"))
            pairs[n++] = j->selected->as.map.pairs[i];
    pairs[n++] = pair("fremstilling", making_map(j));
    evne_casefile_write(&yaml, evne_value_new_map(j->arena, NULL, pairs, n));
    j->data = evne_buf_str(&yaml);
    evne_sha256_hex(j->data, j->data_sha256);
    j->info = info_map(j);
}

/* --- view, document, pages, PDF ------------------------------------------------------------- */

/* A folder of the user's own that this report takes nothing from: most likely a file's name. */
static evne_status open_template(job *j, evne_error *err)
{
    const evne_folders *folders = &j->request->paths->templates;
    evne_template_env env = {.folders = folders->paths,
                             .n_folders = folders->count,
                             .lang = "da",
                             .is_draft = j->request->is_draft};

    const char *name =
        evne_arena_copy(j->arena, j->report->template_name.p, j->report->template_name.len);

    EVNE_TRY(j->request->kept ? evne_kept_template(j->request->kept, name, &env, &j->source, err)
                              : evne_template_open(j->arena, name, &env, &j->source, err));
    evne_remark_folders(j->arena, j->problems, j->request->paths, j->source);
    return EVNE_OK;
}

/* Nothing is asked of a plugin once it has given view and signers: its memory goes. */
static void let_go_of_plugin(job *j)
{
    if (j->request->kept)
        return;
    evne_plugin_free(j->plugin);
    j->plugin = NULL;
}

static evne_status make_view(job *j, evne_error *err)
{
    write_data(j);
    EVNE_TRY(evne_plugin_view(j->plugin, j->readable, j->info, j->arena, &j->view, err));
    EVNE_TRY(evne_plugin_signers(j->plugin, j->readable, j->info, j->arena, &j->signers, err));
    let_go_of_plugin(j);
    return EVNE_OK;
}

static void mark_draft(job *j)
{
    const evne_value *letterhead = j->organisation ? j->organisation->letterhead : NULL;

    j->doc->draft = EVNE_STR("KLADDE");
    if (letterhead)
        j->doc->letterhead =
            evne_value_text(evne_characters_replace(j->arena, j->fonts, letterhead));
}

static evne_status make_document(job *j, evne_error *err)
{
    EVNE_TRY(evne_template_fill(j->arena, j->source, j->view, j->signers, &j->doc, err));
    if (j->organisation)
        evne_organisation_apply(j->organisation, j->doc);
    if (j->request->is_draft)
        mark_draft(j);
    return EVNE_OK;
}

static evne_hyphens *open_hyphens(const job *j)
{
    const char *folder = j->request->paths->hyphenation;

    return j->request->kept ? evne_kept_hyphens(j->request->kept, folder)
                            : evne_hyphens_open(j->arena, folder);
}

static evne_status make_pages(job *j, evne_error *err)
{
    evne_metrics metrics = *evne_fonts_metrics(j->fonts);

    j->hyphens = open_hyphens(j);
    metrics.hyphens = j->hyphens;
    return evne_layout_run(j->arena, j->doc, &metrics, &j->pages, err);
}

/* Which rules the text was held against belongs to what a file says about itself (domain.md 5.1).
 */
static evne_str keywords_of(job *j)
{
    if (j->rule_packs.len == 0)
        return EVNE_STR("");
    return evne_str_of(evne_arena_printf(j->arena, "%s: %.*s", EVNE_RULEPACK_FORMAT,
                                         EVNE_STR_ARGS(j->rule_packs)));
}

/* What a reader announces and a window shows first: a draft must not pass for the document. */
static evne_str title_of(const job *j)
{
    evne_str title = j->doc->title;

    if (!j->request->is_draft)
        return title;
    return evne_str_of(evne_arena_printf(j->arena, "Kladde: %.*s", EVNE_STR_ARGS(title)));
}

static evne_status make_pdf(job *j, evne_str *pdf, evne_error *err)
{
    evne_pdf_facts facts = {
        .profile = j->request->profile,
        .title = title_of(j),
        .subject = j->doc->subject,
        .author = j->doc->author,
        .keywords = keywords_of(j),
        .document_id = j->document_id,
        .program = EVNE_STR(EVNE_PROGRAM),
        .data = j->data,
        .data_name =
            evne_str_of(evne_arena_printf(j->arena, "%.*s.yaml", EVNE_STR_ARGS(j->document_id))),
        .is_draft = j->request->is_draft,
    };

    evne_date_parse(j->date, &facts.created.date);
    return evne_pdf_write(j->arena, j->pages, j->fonts, &facts, pdf, err);
}

/* --- tasks ---------------------------------------------------------------------------------- */

/* Everything up to the findings; the stages after it need a case without errors. */
static evne_status prepare(job *j, evne_error *err)
{
    EVNE_TRY(read_case(j, err));
    EVNE_TRY(open_plugin(j, j->request->report, err));
    EVNE_TRY(open_fonts(j, err));
    EVNE_TRY(open_rules(j, err));
    EVNE_TRY(check_report(j, err));
    apply_set_aside(j);
    EVNE_TRY(narrow_to_reader(j, err));
    EVNE_TRY(read_organisation(j, err));
    return refuse_unreadable(j, err);
}

static bool may_go_on(const job *j)
{
    return j->info && (j->request->is_draft || evne_problems_errors(j->problems) == 0);
}

static evne_status check_named(job *j, const char *report, evne_error *err)
{
    evne_status status;

    EVNE_TRY(open_plugin(j, report, err));
    status = check_report(j, err);
    let_go_of_plugin(j);
    j->plugin = NULL;
    j->info = NULL;
    return status;
}

/* Each report that the case names and that is installed. */
static evne_status check_all(job *j, evne_error *err)
{
    const evne_value *reports = evne_value_find(j->sag, "sag.rapporttyper");
    const evne_catalog *catalog;
    size_t n_other = 0;

    EVNE_TRY(evne_catalog_find(j->arena, j->request->paths->plugins.paths,
                               j->request->paths->plugins.count, &catalog, err));
    for (size_t i = 0; i < evne_value_count(reports); i++) {
        const evne_value *report = evne_value_item(reports, i);
        evne_str id = evne_value_text(report);
        if (evne_catalog_get(catalog, id))
            EVNE_TRY(check_named(j, evne_arena_copy(j->arena, id.p, id.len), err));
        else if (n_other++, report)
            evne_remark_report(j->arena, j->problems, catalog, report);
    }
    if (evne_value_count(reports) == n_other)
        evne_remark_nothing_checked(j->problems, j->sag);
    return EVNE_OK;
}

static evne_status check(job *j, evne_error *err)
{
    EVNE_TRY(read_case(j, err));
    EVNE_TRY(open_fonts(j, err));
    EVNE_TRY(open_rules(j, err));
    EVNE_TRY(j->request->report ? check_named(j, j->request->report, err) : check_all(j, err));
    apply_set_aside(j);
    return refuse_unreadable(j, err);
}

static void put_facts(const job *j, evne_outcome *outcome)
{
    json_t *facts = json_pack("{s:s%, s:s%, s:i, s:s%, s:s, s:i}", "document", j->document_id.p,
                              j->document_id.len, "report", j->report->id.p, j->report->id.len,
                              "version", j->version, "date", j->date.p, j->date.len, "dataSha256",
                              j->data_sha256, "pages", (int)j->pages->n_pages);
    char *text;

    if (facts && j->organisation)
        json_object_set_new(facts, "organisationSha256", json_string(j->organisation->sha256));
    if (facts && j->wanted.len)
        json_object_set_new(facts, "extract", json_stringn(j->wanted.p, j->wanted.len));
    text = facts ? json_dumps(facts, JSON_COMPACT) : NULL;
    if (text)
        outcome->json = evne_str_of(evne_arena_text(outcome->arena, text));
    free(text);
    json_decref(facts);
}

static evne_status render(job *j, evne_outcome *outcome, evne_error *err)
{
    EVNE_TRY(prepare(j, err));
    if (!may_go_on(j))
        return EVNE_OK;
    EVNE_TRY(open_template(j, err));
    EVNE_TRY(make_view(j, err));
    EVNE_TRY(make_document(j, err));
    EVNE_TRY(make_pages(j, err));
    EVNE_TRY(make_pdf(j, &outcome->bytes, err));
    outcome->name =
        evne_str_of(evne_arena_printf(j->arena, "%.*s.pdf", EVNE_STR_ARGS(j->document_id)));
    put_facts(j, outcome);
    return EVNE_OK;
}

static evne_status show(job *j, evne_buf *out, evne_error *err)
{
    evne_stage stage = j->request->stage;

    EVNE_TRY(prepare(j, err));
    if (stage == EVNE_STAGE_VALUES) {
        evne_value_print(out, j->selected);
        return EVNE_OK;
    }
    if (!may_go_on(j))
        return EVNE_OK;
    EVNE_TRY(open_template(j, err));
    EVNE_TRY(make_view(j, err));
    if (stage == EVNE_STAGE_VIEW) {
        evne_value_print(out, j->view);
        return EVNE_OK;
    }
    EVNE_TRY(make_document(j, err));
    if (stage == EVNE_STAGE_DOCUMENT) {
        evne_doc_print(out, j->doc);
        return EVNE_OK;
    }
    EVNE_TRY(make_pages(j, err));
    evne_pages_print(out, j->pages);
    return EVNE_OK;
}

static evne_status select_data(job *j, evne_outcome *outcome, evne_error *err)
{
    EVNE_TRY(prepare(j, err));
    if (!may_go_on(j))
        return EVNE_OK;
    EVNE_TRY(open_template(j, err));
    write_data(j);
    outcome->bytes = j->data;
    return EVNE_OK;
}

void evne_job_check(void *request, evne_outcome *outcome)
{
    job j;

    open_job(&j, request, outcome);
    evne_outcome_settle(outcome, check(&j, &outcome->err));
    close_job(&j);
}

void evne_job_render(void *request, evne_outcome *outcome)
{
    job j;

    open_job(&j, request, outcome);
    evne_outcome_settle(outcome, render(&j, outcome, &outcome->err));
    close_job(&j);
}

void evne_job_show(void *request, evne_outcome *outcome)
{
    evne_buf out = {.arena = outcome->arena};
    job j;

    open_job(&j, request, outcome);
    evne_outcome_settle(outcome, show(&j, &out, &outcome->err));
    outcome->bytes = evne_buf_str(&out);
    close_job(&j);
}

void evne_job_data(void *request, evne_outcome *outcome)
{
    job j;

    open_job(&j, request, outcome);
    evne_outcome_settle(outcome, select_data(&j, outcome, &outcome->err));
    close_job(&j);
}
