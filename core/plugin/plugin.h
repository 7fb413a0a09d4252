/*
 * plugin.h - one report type: declaration, schema, checks, view, signers.
 *
 * Layer: plugin. A plugin is a Lua file that returns a table (style.md 6, plugins/README.md). It
 * runs in a sandbox and sees copies of values only. Values in, values out.
 */
#ifndef EVNE_PLUGIN_PLUGIN_H
#define EVNE_PLUGIN_PLUGIN_H

#include "base/problem.h"
#include "data/value.h"
#include "rules/fields.h"

typedef struct evne_plugin evne_plugin;

enum { EVNE_PLUGIN_API = 1 };

/* Read only; lives as long as the plugin. */
typedef struct evne_plugin_info {
    evne_str id;       /* "rehab-dossier", same as the file name */
    evne_str short_id; /* "RD", part of the document id */
    evne_str version;  /* "1.0.0" */
    evne_str title_da, title_en;
    evne_str template_name;   /* "rehab-dossier": templates/rehab-dossier.<lang>.md */
    evne_str sha256;          /* hex digest over the plugin and every module it used */
    const evne_field *fields; /* GROUP: what this report reads */
    const evne_field *known;  /* GROUP: every key of the case format */
} evne_plugin_info;

/*
 * Loads `path`, runs it, and checks its declaration: unknown keys, wrong types, misspelt field
 * types are all EVNE_PLUGIN with file and line. Modules that it `use`s come from `lib/` beside it.
 * The plugin holds a Lua state: free it with evne_plugin_free.
 */
evne_status evne_plugin_open(evne_arena *arena, const char *path, evne_plugin **out,
                             evne_error *err);
/* The same for a plugin whose file was read already; `path` says where `lib/` is. */
evne_status evne_plugin_open_text(evne_arena *arena, const char *path, evne_str text,
                                  evne_plugin **out, evne_error *err);
/*
 * The same, with a second folder whose `lib/` has the modules that the plugin's own folder lacks:
 * how a plugin of an organisation uses the shipped ones.
 */
evne_status evne_plugin_open_beside(evne_arena *arena, const char *path, const char *shared,
                                    evne_plugin **out, evne_error *err);
void evne_plugin_free(evne_plugin *plugin);

/*
 * For many cases in one process: `keep`, once after opening, remembers the plugin as it is, and
 * `reset` brings it back, so that every case meets it as if it were the first, whatever the one
 * before left in its variables. `is_current` is false when a file that it was made from has changed
 * since `keep`. A plugin that cannot be kept (EVNE_PLUGIN) can still be used once.
 */
evne_status evne_plugin_keep(evne_plugin *plugin, evne_error *err);
void evne_plugin_reset(evne_plugin *plugin);
bool evne_plugin_is_current(const evne_plugin *plugin);

const evne_plugin_info *evne_plugin_info_of(const evne_plugin *plugin);

/*
 * The facts a plugin may need beside the case, given to check, view and signers as second argument
 * `info`: {profil = <legal profile>, dokument = {id, version, dato, data_sha256, ...}, ...}.
 */

/*
 * A case that was handed to one of the functions below stays as it is, and alive, until the plugin
 * is reset or freed: a plugin may still have its copy of it.
 */

/*
 * Runs check(case, problem, info); findings go to `problems` at the place of the path they name, or
 * of words in its text. `file` is the bytes that `sag` was read from; without them such a finding
 * is at the text.
 */
evne_status evne_plugin_check(evne_plugin *plugin, const evne_value *sag, evne_str file,
                              const evne_value *info, evne_problems *problems, evne_error *err);

/* Runs dated(case): the document's date. `*out` is an ISO date in `arena`. */
evne_status evne_plugin_dated(evne_plugin *plugin, const evne_value *sag, evne_arena *arena,
                              evne_str *out, evne_error *err);

/* Runs view(case, info): plain data for the template. */
evne_status evne_plugin_view(evne_plugin *plugin, const evne_value *sag, const evne_value *info,
                             evne_arena *arena, const evne_value **out, evne_error *err);

/*
 * Runs signers(case): a list of {rolle, navn, titel, organisation, cvr, kraevet, metode,
 * betydning, betegnelse}, one signature field each, in the order in which they sign.
 */
evne_status evne_plugin_signers(evne_plugin *plugin, const evne_value *sag, const evne_value *info,
                                evne_arena *arena, const evne_value **out, evne_error *err);

/* What one reader may see of a report, as its plugin declares it. */
typedef struct evne_extract {
    evne_str name;            /* "arbejdsgiver": printed after "Uddrag til" */
    const evne_field *fields; /* GROUP: what this reader may see, of the report's fields */
    const evne_value *stops;  /* categories of rules whose findings stop the extract, or NULL */
    const evne_value *drops;  /* lists of which an item with such a finding is left out, or NULL */
    const evne_value *facts;  /* for the view, as info.uddrag; or NULL */
    bool is_cpr_by_profile;   /* whole CPR numbers when the legal profile says so */
} evne_extract;

/*
 * Runs extract(case, reader, own): `own` is the id of the placement whose employer reads, or empty.
 * EVNE_USAGE with the plugin's own words when there is no such reader.
 */
evne_status evne_plugin_extract(evne_plugin *plugin, const evne_value *sag, evne_str reader,
                                evne_str own, evne_extract *out, evne_error *err);

#endif
