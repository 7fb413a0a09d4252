/*
 * contrast.h - whether a colour can be told from what it stands on.
 *
 * Layer: app. Relative luminance and contrast ratio of WCAG 2.1. Colours are 0xRRGGBB in sRGB.
 */
#ifndef EVNE_APP_CONTRAST_H
#define EVNE_APP_CONTRAST_H

#include <stdbool.h>
#include <stdint.h>

/* 1 for equal colours, 21 for black and white; the order does not matter. */
double evne_contrast(uint32_t a, uint32_t b);

/* An accent colour needs 4.5 against white and 3 against the band of tables (level AA). */
bool evne_contrast_accent(uint32_t colour);

/* The lightest colour with the same shares of red, green and blue that passes; it is darker than
 * `colour`, or `colour` itself. */
uint32_t evne_contrast_darker(uint32_t colour);

#endif
