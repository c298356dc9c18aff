/* The fourth moment, out of a histogram. */
#include <math.h>

#include "audit/histogram_cells.h"

/* Sums run in lanes, which do not wait for each other. */
#define LANES 4

static double fourth_of(double low, double high, double count, double centre)
{
    double d = low + (high - low) / 2 - centre, square = d * d;

    return count * (square * square);
}

static void add_octave(const ra_octave *octave, double centre, double sum[LANES])
{
    for (uint32_t bin = 0; bin < RA_PAGE; bin += LANES) {
        for (uint32_t l = 0; l < LANES; l++) {
            uint32_t at = bin + l;
            sum[l] += fourth_of(octave->edge[at], octave->edge[at + 1], octave->count[at], centre);
        }
    }
}

double ra_histogram_fourth(const ra_histogram *histogram, double centre)
{
    ra_cell_walk walk = {0};
    double sum[LANES] = {0};
    ra_octave octave;
    ra_cell cell;

    for (;;) {
        if (ra_octave_next(histogram, &walk, &octave)) {
            add_octave(&octave, centre, sum);
        } else if (ra_cell_next(histogram, &walk, &cell)) {
            sum[0] += fourth_of(cell.low, cell.high, (double)cell.count, centre);
        } else {
            return (sum[0] + sum[1]) + (sum[2] + sum[3]);
        }
    }
}
