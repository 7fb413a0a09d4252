/*
 * job.h - one document, from case file to PDF bytes.
 *
 * Layer: app. The only place that knows the order of the stages (core/README.md). Each task runs
 * in a worker (worker.h): it reads a case, a plugin, a template and fonts, and answers with
 * findings and bytes. It never sees a key, never writes a file and never reads the clock.
 */
#ifndef EVNE_APP_JOB_H
#define EVNE_APP_JOB_H

#include "kept.h"
#include "outcome.h"
#include "paths.h"
#include "pdf/write.h"
#include "remarks.h"

typedef enum evne_stage {
    EVNE_STAGE_VALUES,
    EVNE_STAGE_VIEW,
    EVNE_STAGE_DOCUMENT,
    EVNE_STAGE_PAGES
} evne_stage;

typedef struct evne_job_request {
    const evne_paths *paths;
    const char *case_path;    /* what messages name; read unless `case_bytes` is set */
    evne_str case_bytes;      /* the case itself, when it came out of a PDF */
    const char *report;       /* plugin id; for check NULL: every installed report the case names */
    const char *organisation; /* path of an organisation file, or NULL */
    const char *extract;      /* whose extract: "arbejdsgiver", "arbejdsgiver:P1"; or NULL */
    bool is_again; /* the data of a PDF, to be rendered as it was: words are not checked */
    bool is_draft; /* render in spite of findings, marked, without signature fields */
    evne_pdf_profile profile;
    evne_stage stage; /* for show */
    evne_kept *kept;  /* NULL: everything is opened for this job and closed after it */
} evne_job_request;

/* Findings about the case, all of them. `request` is an evne_job_request, as in the tasks below. */
void evne_job_check(void *request, evne_outcome *outcome);

/*
 * The PDF in `outcome->bytes`, its name in `outcome->name`, facts in `outcome->json`. A case with
 * errors gives EVNE_FINDINGS and no bytes, unless `is_draft`.
 */
void evne_job_render(void *request, evne_outcome *outcome);

/* One stage as text in `outcome->bytes`. */
void evne_job_show(void *request, evne_outcome *outcome);

/* Case and report as the report sees them: the data that its PDF embeds, in `outcome->bytes`. */
void evne_job_data(void *request, evne_outcome *outcome);

#endif
