/*
 * How: floating point is used here alone, and only to say yes or no to a colour and to print a
 * ratio with one decimal: nothing that is drawn depends on it.
 */
#include "contrast.h"

#include <math.h>

#include "layout/page.h"

static double linear(unsigned sample)
{
    double share = sample / 255.0;

    return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4);
}

static double luminance(uint32_t colour)
{
    return 0.2126 * linear(colour >> 16 & 255) + 0.7152 * linear(colour >> 8 & 255) +
           0.0722 * linear(colour & 255);
}

double evne_contrast(uint32_t a, uint32_t b)
{
    double of_a = luminance(a) + 0.05, of_b = luminance(b) + 0.05;

    return of_a > of_b ? of_a / of_b : of_b / of_a;
}

bool evne_contrast_accent(uint32_t colour)
{
    return evne_contrast(colour, EVNE_WHITE) >= 4.5 && evne_contrast(colour, EVNE_BAND) >= 3;
}

uint32_t evne_contrast_darker(uint32_t colour)
{
    for (uint32_t share = 255; share; share--) {
        uint32_t darker = 0;

        for (int shift = 16; shift >= 0; shift -= 8)
            darker |= ((colour >> shift & 255) * share + 127) / 255 << shift;
        if (evne_contrast_accent(darker))
            return darker;
    }
    return 0;
}
