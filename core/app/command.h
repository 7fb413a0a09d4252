/*
 * command.h - what the commands share: the list of them, and how each prints what came out.
 *
 * Layer: app. Every command is one file cmd_*.c that fills in one evne_command.
 */
#ifndef EVNE_APP_COMMAND_H
#define EVNE_APP_COMMAND_H

#include "base/date.h"
#include "job.h"
#include "options.h"
#include "outcome.h"
#include "sealing.h"

extern const evne_command evne_command_new, evne_command_check, evne_command_render,
    evne_command_sign, evne_command_verify, evne_command_data, evne_command_reports,
    evne_command_schema, evne_command_show, evne_command_extend, evne_command_rules,
    evne_command_lsp;

/* Folders as the options and the environment say. */
evne_status evne_command_paths(evne_arena *arena, const evne_options *options, evne_paths *paths,
                               evne_error *err);

/* A job request with paths, draft and profile from the options. */
evne_status evne_command_request(evne_arena *arena, const evne_options *options, evne_paths *paths,
                                 evne_job_request *request, evne_error *err);

/*
 * Text: findings to standard error. The status is the outcome's; an error that is more than
 * findings is copied to `err` for main to print.
 */
evne_status evne_command_report(const evne_options *options, const evne_outcome *outcome,
                                evne_error *err);

/* Prints `object` to standard output on one line and lets go of it. */
void evne_command_print_json(json_t *object);

/* Writes `bytes` to the file --output names, else to `name`; "-" is standard output. */
evne_status evne_command_write(evne_arena *arena, const evne_options *options, const char *name,
                               evne_str bytes, evne_error *err);

/* Says which file was written (--output, else `name`), with the outcome's facts in JSON. */
void evne_command_tell(const evne_options *options, const evne_outcome *outcome, const char *name);

/* The moment that --time names, else now. */
evne_status evne_command_time(const evne_options *options, evne_moment *out, evne_error *err);

/* --level (else `level`), --tsa, --trust and the present into `request`. */
evne_status evne_command_level(const evne_options *options, evne_level level,
                               evne_seal_request *request, evne_error *err);

/*
 * Writes the sealed file of `outcome` and says so, also where its status is a fault that left the
 * file short of the level asked for: the status returned is the outcome's.
 */
evne_status evne_command_seal(evne_arena *arena, const evne_options *options,
                              const evne_outcome *outcome, const char *name, evne_error *err);

/* Writes all of `bytes` to standard output; a reader that went away is EVNE_OUTPUT. */
evne_status evne_command_print(evne_str bytes, evne_error *err);

#endif
