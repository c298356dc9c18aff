/* Moments out of a histogram: of the logarithm, and the fourth. */
#include <math.h>
#include <string.h>

#include "audit/histogram_cells.h"
#include "audit/kernels.h"

/* Bins are gathered in pieces, whose logarithms are taken together. */
#define PIECE 512

/* Sums of fourth powers run in lanes, which do not wait for each other. */
#define LANES 4

/* What is wanted of the bins. */
typedef enum { RA_LOGARITHM = 1, RA_FOURTH = 2 } wanted_powers;

typedef struct {
    unsigned wanted;
    double middle[PIECE], log[PIECE], count[PIECE];
    double square[PIECE]; /* of the width on the logarithmic axis, times the count */
    size_t n;
    double power[4]; /* sums about the centre of the logarithms */
    double log_centre;
    double width;         /* sum of these squares */
    double fourth[LANES]; /* sums about the centre */
    double centre;
} sums;

/* Takes the logarithms of what was gathered. The sums run side by side: each waits for itself alone. */
static void add_piece(sums *all)
{
    double s1 = all->power[0], s2 = all->power[1], s3 = all->power[2], s4 = all->power[3];
    double width = all->width;

    ra_kernels_get()->log(all->middle, all->log, all->n);
    for (size_t i = 0; i < all->n; i++) {
        double d = all->log[i] - all->log_centre, term = all->count[i];
        s1 += term *= d;
        s2 += term *= d;
        s3 += term *= d;
        s4 += term *= d;
        width += all->square[i];
    }
    all->width = width;
    all->power[0] = s1;
    all->power[1] = s2;
    all->power[2] = s3;
    all->power[3] = s4;
    all->n = 0;
}

static inline double fourth_of(double centre, double middle, double count)
{
    double d = middle - centre, square = d * d;

    return count * (square * square);
}

static void add_cell(sums *all, const ra_cell *cell)
{
    double middle = cell->low + (cell->high - cell->low) / 2, count = (double)cell->count;

    if ((all->wanted & RA_FOURTH) != 0) {
        all->fourth[0] += fourth_of(all->centre, middle, count);
    }
    if ((all->wanted & RA_LOGARITHM) == 0) {
        return;
    }
    double width = (cell->high - cell->low) / middle;
    all->middle[all->n] = middle;
    all->square[all->n] = count * width * width;
    all->count[all->n++] = count;
    if (all->n == PIECE) {
        add_piece(all);
    }
}

static void add_fourths(sums *all, const double *middle, const double *count)
{
    double fourth[LANES], centre = all->centre;

    memcpy(fourth, all->fourth, sizeof fourth);
    for (uint32_t i = 0; i < PIECE; i += LANES) {
        for (uint32_t l = 0; l < LANES; l++) {
            fourth[l] += fourth_of(centre, middle[i + l], count[i + l]);
        }
    }
    memcpy(all->fourth, fourth, sizeof fourth);
}

static void add_logarithms(sums *all, const double *edge, const double *middle, const double *count)
{
    for (uint32_t i = 0; i < PIECE; i++) {
        double width = (edge[i + 1] - edge[i]) / middle[i];
        all->middle[i] = middle[i];
        all->count[i] = count[i];
        all->square[i] = count[i] * width * width;
    }
    all->n = PIECE;
    add_piece(all);
}

/* Empty bins add nothing. */
static void add_octave(sums *all, const ra_octave *octave)
{
    double middle[PIECE];

    add_piece(all);
    for (uint32_t bin = 0; bin < RA_PAGE; bin += PIECE) {
        const double *edge = octave->edge + bin, *count = octave->count + bin;
        for (uint32_t i = 0; i < PIECE; i++) {
            middle[i] = edge[i] + (edge[i + 1] - edge[i]) / 2;
        }
        if ((all->wanted & RA_FOURTH) != 0) {
            add_fourths(all, middle, count);
        }
        if ((all->wanted & RA_LOGARITHM) != 0) {
            add_logarithms(all, edge, middle, count);
        }
    }
}

static ra_moments log_moments(const sums *all, const ra_histogram *histogram)
{
    ra_moments moments = {0};

    if ((all->wanted & RA_LOGARITHM) != 0) {
        moments =
            ra_moments_of_sums(all->power, (double)ra_histogram_count(histogram), all->log_centre);
        moments.m2 = fmax(moments.m2 - all->width / 12, 0);
    }
    return moments;
}

static ra_histogram_powers add_up(const ra_histogram *histogram, unsigned wanted, double centre)
{
    bool positive = ra_histogram_min(histogram) > 0 && isfinite(ra_histogram_max(histogram));
    sums all = {.n = 0, .centre = centre, .wanted = positive ? wanted : wanted & RA_FOURTH};
    ra_cell_walk walk = {0};
    ra_octave octave;
    ra_cell cell;

    if (all.wanted == 0) {
        return (ra_histogram_powers){0};
    }
    if ((all.wanted & RA_LOGARITHM) != 0) {
        all.log_centre = log(ra_histogram_quantile(histogram, 0.5));
    }
    for (;;) {
        if (ra_octave_next(histogram, &walk, &octave)) {
            add_octave(&all, &octave);
        } else if (ra_cell_next(histogram, &walk, &cell)) {
            add_cell(&all, &cell);
        } else {
            break;
        }
    }
    add_piece(&all);
    return (ra_histogram_powers){.logarithm = log_moments(&all, histogram),
                                 .fourth = (all.fourth[0] + all.fourth[1]) +
                                           (all.fourth[2] + all.fourth[3])};
}

ra_histogram_powers ra_histogram_powers_of(const ra_histogram *histogram, double centre)
{
    return add_up(histogram, RA_LOGARITHM | RA_FOURTH, centre);
}

ra_moments ra_histogram_log_moments(const ra_histogram *histogram)
{
    return add_up(histogram, RA_LOGARITHM, 0).logarithm;
}

double ra_histogram_fourth(const ra_histogram *histogram, double centre)
{
    return add_up(histogram, RA_FOURTH, centre).fourth;
}
