/* A law as pieces of Chebyshev series, for laws without a formula in the browser.
 *
 * The quantile x(p) of either tail is interpolated over octaves of the tail probability p, in the
 * zeros of the Chebyshev polynomial of degree n on each [trefethen2013, 3]:
 *
 *     c_k = (2 / n) sum_j x(p_j) cos(k theta_j),   theta_j = pi (j + 1/2) / n,   c_0 halved.
 *
 * A piece that misses the exact quantile is halved, a few times. What is still missed, at a jump of
 * the law or further out than the octaves reach, is found by comparing with the program's own
 * trials and listed trial by trial: so the page has the program's numbers whatever the law. */
#include <math.h>
#include <string.h>

#include "models/alloc.h"
#include "models/dist.h"
#include "reports/report_html.h"

#define TERMS     14
#define OCTAVES   18 /* down to a tail of 2^-19 */
#define HALVINGS  6
#define TOLERANCE 1e-10
#define PI        3.14159265358979323846

/* Numbers of a piece: its ends, the number of its terms, and these. */
#define PIECE_NUMBERS (3 + TERMS)

typedef struct {
    const ra_dist *dist;
    double scale;    /* that errors are measured by */
    double *numbers; /* the table so far */
    size_t count;
    size_t start; /* of the tail in work: the number of its pieces */
} table;

static void fit(const table *to, bool upper, double low, double high, double c[TERMS])
{
    double x[TERMS];

    for (int j = 0; j < TERMS; j++) {
        double place = cos(PI * (j + 0.5) / TERMS);
        x[j] = ra_dist_quantile(to->dist, (low + high + (high - low) * place) / 2, upper);
    }
    for (int k = 0; k < TERMS; k++) {
        c[k] = 0;
        for (int j = 0; j < TERMS; j++)
            c[k] += x[j] * cos(PI * k * (j + 0.5) / TERMS);
        c[k] *= (k == 0 ? 1.0 : 2.0) / TERMS;
    }
}

/* Clenshaw's recurrence, as the page has it. */
static double series(const double *c, double x)
{
    double b1 = 0, b2 = 0;

    for (int k = TERMS - 1; k > 0; k--) {
        double next = c[k] + 2 * x * b1 - b2;
        b2 = b1;
        b1 = next;
    }
    return c[0] + x * b1 - b2;
}

static double error_of(const table *to, double value, double exact)
{
    return fabs(value - exact) / fmax(to->scale, fabs(exact));
}

static bool is_good(const table *to, bool upper, double low, double high, const double *c)
{
    for (int i = 0; i < 5; i++) {
        double p = low + (high - low) * (i + 0.37) / 5;
        double x = (2 * p - low - high) / (high - low);
        double error = error_of(to, series(c, x), ra_dist_quantile(to->dist, p, upper));
        if (!(error < TOLERANCE))
            return false;
    }
    return true;
}

/* Adds a piece, or its halves where it is not good enough: from low to high. */
static void add_pieces(table *to, bool upper, double low, double high, int halvings)
{
    double c[TERMS];
    double *piece = to->numbers + to->count;

    fit(to, upper, low, high, c);
    if (halvings > 0 && !is_good(to, upper, low, high, c)) {
        add_pieces(to, upper, low, (low + high) / 2, halvings - 1);
        add_pieces(to, upper, (low + high) / 2, high, halvings - 1);
        return;
    }
    piece[0] = low;
    piece[1] = high;
    piece[2] = TERMS;
    memcpy(piece + 3, c, sizeof c);
    to->count += PIECE_NUMBERS;
    to->numbers[to->start]++;
}

static void add_tail(table *to, bool upper)
{
    to->start = to->count;
    to->numbers[to->count++] = 0;
    for (int k = OCTAVES; k > 0; k--)
        add_pieces(to, upper, ldexp(1, -k - 1), ldexp(1, -k), HALVINGS);
}

/* What the page will read for a tail probability. */
static double read_table(const table *to, double t)
{
    const double *at = to->numbers;
    double p = fabs(t);

    if (t < 0)
        at += 1 + (size_t)at[0] * PIECE_NUMBERS;
    const double *piece = at + 1, *last = piece + ((size_t)at[0] - 1) * PIECE_NUMBERS;
    while (piece < last && p > piece[1])
        piece += PIECE_NUMBERS;
    return series(piece + 3, (2 * p - piece[0] - piece[1]) / (piece[1] - piece[0]));
}

static double scale_of(const ra_dist *dist)
{
    double range = ra_dist_quantile(dist, 0.25, true) - ra_dist_quantile(dist, 0.25, false);

    return isfinite(range) ? range : 0;
}

double *ra_html_law(const ra_dist *dist, const double *tails, const double *values, size_t trials,
                    size_t *count)
{
    size_t most = 2 + (size_t)2 * OCTAVES * (1 << HALVINGS) * PIECE_NUMBERS + 2 * trials;
    table to = {.dist = dist, .scale = scale_of(dist)};

    to.numbers = ra_calloc(most, sizeof *to.numbers);
    if (to.numbers == NULL)
        return NULL;
    add_tail(&to, false);
    add_tail(&to, true);
    for (size_t i = 0; i < trials; i++) {
        if (!(error_of(&to, read_table(&to, tails[i]), values[i]) < TOLERANCE)) {
            to.numbers[to.count++] = (double)i;
            to.numbers[to.count++] = values[i];
        }
    }
    *count = to.count;
    return to.numbers;
}
