/*
 * signing.h - what a command line says about a signature, for the commands that give one.
 *
 * Layer: app. `evne sign` signs a file; `evne render --key` signs what it has just rendered.
 */
#ifndef EVNE_APP_SIGNING_H
#define EVNE_APP_SIGNING_H

#include "command.h"

/* The options that say who signs and how, for a command's list. */
#define EVNE_OPTIONS_OF_SIGNING                                                                    \
    EVNE_OPTION_KEY, EVNE_OPTION_ROLE, EVNE_OPTION_CERT, EVNE_OPTION_PASS_FILE,                    \
        EVNE_OPTION_PASS_FD, EVNE_OPTION_TIME, EVNE_OPTION_ANY_ORDER, EVNE_OPTION_CERTIFY,         \
        EVNE_OPTION_LEVEL, EVNE_OPTION_TSA, EVNE_OPTION_TRUST, EVNE_OPTION_PSS

/* EVNE_USAGE when one of them stands without --key or --role. */
evne_status evne_signing_need_key(const evne_options *options, evne_error *err);

/* Signer, time and level into `request`; the file and the look are the caller's. */
evne_status evne_signing_request(const evne_options *options, evne_seal_request *request,
                                 evne_error *err);

#endif
