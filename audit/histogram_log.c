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
    double s1 = all->power[0], s2 = all->power[1], s3 = all->power[2], s4 = all->power[3];

    ra_kernels_get()->log(all->middle, all->log, all->n);
    for (size_t i = 0; i < all->n; i++) {
        double d = all->log[i] - all->centre, term = all->count[i];
        s1 += term *= d;
        s2 += term *= d;
        s3 += term *= d;
        s4 += term *= d;
    }
    all->power[0] = s1;
    all->power[1] = s2;
    all->power[2] = s3;
    all->power[3] = s4;
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

/* The same for a piece of an octave. Empty bins add nothing. */
static void add_bins(sums *all, const double *edge, const double *count)
{
    double square[PIECE];

    for (uint32_t i = 0; i < PIECE; i++) {
        double middle = edge[i] + (edge[i + 1] - edge[i]) / 2;
        double width = (edge[i + 1] - edge[i]) / middle;
        all->middle[i] = middle;
        all->count[i] = count[i];
        square[i] = count[i] * width * width;
    }
    for (uint32_t i = 0; i < PIECE; i++) {
        all->width += square[i];
    }
    all->n = PIECE;
    add_piece(all);
}

static void add_octave(sums *all, const ra_octave *octave)
{
    add_piece(all);
    for (uint32_t bin = 0; bin < RA_PAGE; bin += PIECE) {
        add_bins(all, octave->edge + bin, octave->count + bin);
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
