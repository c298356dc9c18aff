#include "audit/power_moment.h"

#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_integration.h>

#include "models/dist_types.h"

/* Where laws that reach below zero end, and truncated ones, whose quantiles have no more digits:
 * nothing deeper in the tail counts. */
#define DEEPEST 1e-16

/* The integrand at the end of a tail that may be left out, as a share of the integral. */
#define LEFT_OUT 1e-7

/* E y and E y^2 of y = (X / median)^e - 1, which keeps the variance of narrow laws, or of its
 * logarithm y = e ln(X / median). */
typedef struct {
    double first, second;
} pair;

/* What is integrated, and to which share of the integral. */
typedef struct {
    double (*deviation)(double x, double median, double exponent);
    double error;
} moment_kind;

/* Pieces of a tail grow as the integrand decays: so many reach e^-1000. */
#define MOST_PIECES 12
#define RULE        31 /* points of a piece */

/* y and p at a point. */
typedef struct {
    double y, p;
} point;

/* One tail by s = ln(1 / (2 p)): dp = -p ds. The second moment is integrated over the same pieces
 * as the first, and reads what was computed for that. */
typedef struct {
    const ra_dist *dist;
    const moment_kind *kind;
    double median, exponent;
    bool upper;
    int power;
    point points[MOST_PIECES * RULE]; /* of the pieces, in the order in which they are asked for */
    int known, read;                  /* how many there are; the next one */
} tail;

static double deviation(double x, double median, double exponent)
{
    return expm1(exponent * log(x / median));
}

static double logarithm(double x, double median, double exponent)
{
    return exponent * log(x / median);
}

static const moment_kind of_powers = {deviation, 1e-11}, of_logarithms = {logarithm, 1e-9};

static point point_at(const tail *t, double s)
{
    double p = 0.5 * exp(-s), x = ra_dist_quantile(t->dist, p, t->upper);

    return (point){t->kind->deviation(x, t->median, t->exponent), p};
}

static double weigh(const tail *t, point at)
{
    return (t->power == 1 ? at.y : at.y * at.y) * at.p;
}

static double integrand(double s, void *argument)
{
    const tail *t = argument;

    return weigh(t, point_at(t, s));
}

/* The same for the points of the pieces. */
static double kept_integrand(double s, void *argument)
{
    tail *t = argument;

    if (t->read == t->known) {
        t->points[t->known++] = point_at(t, s);
    }
    return weigh(t, t->points[t->read++]);
}

/* Gauss and Kronrod's rule of 31 points, halved until its error is small. */
static double integrate(gsl_function *f, double from, double to, double tolerance, int depth)
{
    double value, error, size, spread;

    gsl_integration_qk31(f, from, to, &value, &error, &size, &spread);
    if (depth == 0 || error <= tolerance || error <= 1e-12 * size) {
        return value;
    }
    double middle = (from + to) / 2;
    return integrate(f, from, middle, tolerance, depth - 1) +
           integrate(f, middle, to, tolerance, depth - 1);
}

/* A piece of a tail, by the rule of 31 points. `scale` adds up the sizes of those before it too. */
typedef struct {
    double from, to, value, error, scale;
} piece;

static int cut_tail(tail *t, double end, piece pieces[MOST_PIECES])
{
    gsl_function f = {kept_integrand, t};
    double length = 0.5, scale = 0, from = 0;
    int count = 0;

    t->read = 0;
    for (; from < end && count < MOST_PIECES; length *= 2, count++) {
        piece *p = &pieces[count];
        double size, spread;
        *p = (piece){.from = from, .to = fmin(from + length, end)};
        gsl_integration_qk31(&f, p->from, p->to, &p->value, &p->error, &size, &spread);
        p->scale = scale += size;
        from = p->to;
    }
    return count;
}

/* The integral over a tail; NaN where the integrand does not decay, which is seen before any piece
 * is halved. */
static double integrate_tail(tail *t, double end)
{
    gsl_function f = {integrand, t};
    piece pieces[MOST_PIECES];
    int count = cut_tail(t, end, pieces);
    double sum = 0, scale = pieces[count - 1].scale;

    if (!isfinite(scale) || !(fabs(integrand(end, t)) <= LEFT_OUT * scale)) {
        return NAN;
    }
    for (int i = 0; i < count; i++) {
        const piece *p = &pieces[i];
        double allowed = t->kind->error * p->scale;
        bool exact = p->error <= 10 * allowed;
        sum += exact ? p->value : integrate(&f, p->from, p->to, allowed, 10);
    }
    return sum;
}

/* The tail probability at which the integration may stop. */
static double deepest(const ra_dist *dist, bool upper)
{
    double low, high;

    ra_dist_support(dist, &low, &high);
    if (ra_dist_is_truncated(dist)) {
        return DEEPEST;
    }
    if (upper || low >= 0) {
        return 1e-300;
    }
    return fmax(DEEPEST, 4 * ra_dist_cdf(dist, 0, false));
}

/* Without its points, of which there are none yet. */
static void open_tail(tail *t, const ra_dist *dist, const moment_kind *kind, double exponent,
                      bool upper)
{
    t->dist = dist;
    t->kind = kind;
    t->median = ra_dist_quantile(dist, 0.5, false);
    t->exponent = exponent;
    t->upper = upper;
    t->power = 1;
    t->known = t->read = 0;
}

static pair integrate_law(const ra_dist *dist, const moment_kind *kind, double exponent)
{
    pair sum = {0, 0};

    for (int upper = 0; upper < 2; upper++) {
        double end = log(0.5 / deepest(dist, upper));
        tail t;
        open_tail(&t, dist, kind, exponent, upper);
        sum.first += integrate_tail(&t, end);
        t.power = 2;
        sum.second += isfinite(sum.first) ? integrate_tail(&t, end) : (double)NAN;
        if (!isfinite(sum.first)) {
            break; /* nor has the other tail anything to add */
        }
    }
    return sum;
}

static pair add_values(const ra_dist *dist, const moment_kind *kind, double median, double exponent)
{
    pair sum = {0, 0};

    for (size_t i = 0; i < dist->count; i++) {
        double weight = dist->cumulative[i] - (i > 0 ? dist->cumulative[i - 1] : 0);
        double y = kind->deviation(dist->values[i], median, exponent);
        sum.first += weight * y;
        sum.second += weight * y * y;
    }
    return sum;
}

ra_power_moment ra_power_moment_eval(const ra_dist *dist, double exponent)
{
    double median = ra_dist_quantile(dist, 0.5, false);

    if (exponent == 1) {
        double mean, sd;
        ra_dist_moments(dist, &mean, &sd);
        return (ra_power_moment){mean, sd / mean * (sd / mean)};
    }
    if (ra_dist_is_whole(dist, &ra_dist_lognormal)) {
        double mu = exponent * dist->parameter[0], sigma = exponent * dist->parameter[1];
        return (ra_power_moment){exp(mu + sigma * sigma / 2), expm1(sigma * sigma)};
    }
    pair y = dist->type->discrete ? add_values(dist, &of_powers, median, exponent)
                                  : integrate_law(dist, &of_powers, exponent);
    double relative = 1 + y.first;
    return (ra_power_moment){
        pow(median, exponent) * relative,
        (y.second - y.first * y.first) / (relative * relative),
    };
}

ra_log_moment ra_log_moment_eval(const ra_dist *dist, double exponent)
{
    double median = ra_dist_quantile(dist, 0.5, false);

    if (ra_dist_is_whole(dist, &ra_dist_lognormal)) {
        double sigma = exponent * dist->parameter[1];
        return (ra_log_moment){0, sigma * sigma};
    }
    pair y = dist->type->discrete ? add_values(dist, &of_logarithms, median, exponent)
                                  : integrate_law(dist, &of_logarithms, exponent);
    return (ra_log_moment){y.first, y.second - y.first * y.first};
}
