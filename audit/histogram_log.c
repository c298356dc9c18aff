/* Moments of the logarithm, out of a histogram. */
#include <math.h>

#include "audit/histogram_cells.h"
#include "audit/kernels.h"

/* Bins are gathered in pieces, whose logarithms are taken together. */
#define PIECE 512

typedef struct {
    double middle[PIECE], log[PIECE], count[PIECE];
    size_t n;
    double power[4]; /* sums about the centre */
    double centre;
    double width; /* sum of the squared widths on the logarithmic axis */
} sums;

static void add_piece(sums *all)
{
    ra_kernels_get()->log(all->middle, all->log, all->n);
    for (size_t i = 0; i < all->n; i++) {
        double d = all->log[i] - all->centre, term = all->count[i];
        for (int k = 0; k < 4; k++) {
            term *= d;
            all->power[k] += term;
        }
    }
    all->n = 0;
}

static void add_bin(sums *all, double low, double high, double count)
{
    double middle = low + (high - low) / 2, width = (high - low) / middle;

    all->middle[all->n] = middle;
    all->count[all->n++] = count;
    all->width += count * width * width;
    if (all->n == PIECE) {
        add_piece(all);
    }
}

/* Empty bins add nothing. */
static void add_octave(sums *all, const ra_octave *octave)
{
    for (uint32_t bin = 0; bin < RA_PAGE; bin++) {
        add_bin(all, octave->edge[bin], octave->edge[bin + 1], octave->count[bin]);
    }
}

ra_moments ra_histogram_log_moments(const ra_histogram *histogram)
{
    double low = ra_histogram_min(histogram), high = ra_histogram_max(histogram);
    ra_cell_walk walk = {0};
    ra_octave octave;
    ra_cell cell;
    sums all = {.n = 0};

    if (!(low > 0) || !isfinite(high)) {
        return (ra_moments){0};
    }
    all.centre = log(ra_histogram_quantile(histogram, 0.5));
    for (;;) {
        if (ra_octave_next(histogram, &walk, &octave)) {
            add_octave(&all, &octave);
        } else if (ra_cell_next(histogram, &walk, &cell)) {
            add_bin(&all, cell.low, cell.high, (double)cell.count);
        } else {
            break;
        }
    }
    add_piece(&all);
    ra_moments moments =
        ra_moments_of_sums(all.power, (double)ra_histogram_count(histogram), all.centre);
    moments.m2 = fmax(moments.m2 - all.width / 12, 0);
    return moments;
}
