/*
 * clock.h - the time of day: the only place that reads it.
 *
 * Layer: app. Rendering never asks (design.md 6). Signing claims a time, verifying asks whether
 * certificates are valid now.
 */
#ifndef EVNE_APP_CLOCK_H
#define EVNE_APP_CLOCK_H

#include <time.h>

#include "base/date.h"

/* Now, in the local time zone. */
evne_moment evne_clock_now(void);

/* The moment `seconds` after 1970-01-01T00:00:00Z, in UTC. */
evne_moment evne_clock_moment(long long seconds);

#endif
