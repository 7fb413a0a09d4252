/*
 * yamlfault.h - what libyaml says about a file it cannot read, in Danish.
 *
 * Layer: data, for casefile.c only.
 */
#ifndef EVNE_DATA_YAMLFAULT_H
#define EVNE_DATA_YAMLFAULT_H

#include <yaml.h>

#include "base/problem.h"

/* Adds the fault at which `parser` stopped, at its line and column, with what to do about it. */
void evne_yamlfault_report(evne_arena *arena, const char *file, const yaml_parser_t *parser,
                           evne_problems *problems);

#endif
