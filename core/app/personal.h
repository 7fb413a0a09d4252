/*
 * personal.h - CPR numbers where they do not belong.
 *
 * Layer: app. A CPR number in a free text would reach every reader of the report, masks or not
 * (domain rule X16).
 */
#ifndef EVNE_APP_PERSONAL_H
#define EVNE_APP_PERSONAL_H

#include "rules/fields.h"

/*
 * Adds an error for each text, id, reference and free choice of `selected` that holds a CPR number,
 * and for the name of the case's file, whose bytes are `bytes`; the number is not repeated.
 */
void evne_personal_check(evne_arena *arena, const char *file, evne_str bytes,
                         const evne_field *fields, const evne_value *selected,
                         evne_problems *problems);

#endif
