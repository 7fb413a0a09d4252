/*
 * worker.h - runs a task on untrusted input in a process of its own.
 *
 * Layer: app. Case files, plugins, templates and PDFs to verify are untrusted (design.md 13): what
 * works on them has limits on memory, CPU and wall-clock time and holds neither keys nor output
 * files. The parent gets findings and bytes back. A worker that dies costs one task.
 */
#ifndef EVNE_APP_WORKER_H
#define EVNE_APP_WORKER_H

#include "outcome.h"

typedef struct evne_worker_limits {
    size_t memory_mib; /* address space beyond what the parent had */
    unsigned cpu_seconds;
    unsigned wall_seconds;
} evne_worker_limits;

/* Does the work and fills `outcome`, whose arena it may use. Runs in the worker. */
typedef void evne_task(void *request, evne_outcome *outcome);

/* For commands on one case or file: 1 GiB, 60 s CPU, 120 s in all. */
extern const evne_worker_limits evne_worker_default;

/*
 * Forks, runs `task(request, ...)` under `limits` and gives its outcome in `outcome`. When the
 * worker dies or breaks a limit, `outcome->status` is EVNE_SYSTEM and `outcome->err` says why. The
 * caller must not run threads that hold locks while this forks.
 */
void evne_worker_run(evne_task *task, void *request, const evne_worker_limits *limits,
                     evne_outcome *outcome);

#endif
