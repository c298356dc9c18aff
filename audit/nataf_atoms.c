#include "audit/nataf_atoms.h"

#include <math.h>

#include <gsl/gsl_integration.h>

#define MOST_ATOMS 64
#define SETTLED    1e-12
#define DEPTH      20

/* The jumps of a list of values: their scores, and their heights in standard deviations. */
typedef struct {
    size_t count;
    double score[MOST_ATOMS], height[MOST_ATOMS];
} jumps;

typedef struct {
    jumps x, y;
} jump_pair;

/* Single values cannot be truncated; a point, which has no list, has no standard deviation either. */
static bool is_short_list(const ra_dist *dist)
{
    return dist->type->discrete && dist->count <= MOST_ATOMS && dist->clip_low == -INFINITY &&
           dist->clip_high == INFINITY;
}

bool ra_nataf_atoms_check(const ra_nataf_law *x, const ra_nataf_law *y)
{
    return is_short_list(x->dist) && is_short_list(y->dist);
}

static void find_jumps(const ra_nataf_law *law, jumps *out)
{
    const ra_dist *dist = law->dist;

    out->count = dist->count - 1;
    for (size_t i = 0; i + 1 < dist->count; i++) {
        out->score[i] = ra_nataf_score(dist->cumulative[i]);
        out->height[i] = (dist->values[i + 1] - dist->values[i]) / law->sd;
    }
}

static double slope(double t, void *argument)
{
    const jump_pair *pair = argument;
    /* 1 - sin t and 1 + sin t, without cancellation at either end. */
    double minus = 2 * pow(sin((M_PI_2 - t) / 2), 2), plus = 2 * pow(sin((M_PI_2 + t) / 2), 2);
    double sum = 0;

    for (size_t i = 0; i < pair->x.count; i++) {
        double a = pair->x.score[i], row = 0;
        for (size_t j = 0; j < pair->y.count; j++) {
            double b = pair->y.score[j];
            row += pair->y.height[j] *
                   exp(-(a - b) * (a - b) / (4 * minus) - (a + b) * (a + b) / (4 * plus));
        }
        sum += pair->x.height[i] * row;
    }
    return sum / (2 * M_PI);
}

static double integrate(gsl_function *f, double from, double to, int depth)
{
    double value, error, size, spread;

    gsl_integration_qk31(f, from, to, &value, &error, &size, &spread);
    if (depth == 0 || !(error > SETTLED)) {
        return value;
    }
    double middle = (from + to) / 2;
    return integrate(f, from, middle, depth - 1) + integrate(f, middle, to, depth - 1);
}

double ra_nataf_atoms_eval(const ra_nataf_law *x, const ra_nataf_law *y, double r)
{
    jump_pair pair;
    gsl_function f = {slope, &pair};

    find_jumps(x, &pair.x);
    find_jumps(y, &pair.y);
    return integrate(&f, 0, asin(r), DEPTH);
}
