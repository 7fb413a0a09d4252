/*
 * fuzz.h - the door into every fuzz target, called by libFuzzer or by replay.c.
 */
#ifndef EVNE_TESTS_FUZZ_H
#define EVNE_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* Works on `data` as a hostile file. Returns 0; ends the process when a promise is broken. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
