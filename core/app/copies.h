/*
 * copies.h - sentences that stand word for word in two citizens' cases.
 *
 * Layer: app. A description that fits two people describes neither (domain rule X18). Only what a
 * supplier writes about one citizen is compared: observations, assessments, answers, notes and
 * effects; never what a citizen said, what was ordered, or what a workplace has in common.
 */
#ifndef EVNE_APP_COPIES_H
#define EVNE_APP_COPIES_H

#include "outcome.h"

typedef struct evne_copies_request {
    const char *const *paths; /* case files */
    size_t n_paths;
} evne_copies_request;

/*
 * A task for a worker: a warning at every sentence of `request` (an evne_copies_request) that
 * another citizen's case of the same supplier has, too. Files that cannot be read are passed over;
 * checking them on their own says why.
 */
void evne_copies_check(void *request, evne_outcome *outcome);

#endif
