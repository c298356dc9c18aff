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

/* What is integrated, of ln(X / median), and to which share of the integral. */
typedef struct {
    double (*deviation)(double logarithm, double exponent);
    double error;
} moment_kind;

/* One tail by s = ln(1 / (2 p)): dp = -p ds. All integrals over it are cut into the same pieces,
 * and read what was computed for the first of them. */
typedef struct {
    const ra_dist *dist;
    ra_dist_rest rest; /* of its truncation */
    const moment_kind *kind;
    double median, exponent;
    bool upper;
    int power;
    ra_tail_points *points;
    double y[RA_TAIL_POINTS]; /* at the points, for the second power */
    uint32_t read;            /* of these points */
} tail;

static double deviation(double logarithm, double exponent)
{
    return expm1(exponent * logarithm);
}

static double multiple(double logarithm, double exponent)
{
    return exponent * logarithm;
}

static const moment_kind of_powers = {deviation, 1e-11}, of_logarithms = {multiple, 1e-9};

static ra_tail_point point_at(const tail *t, double s)
{
    double p = 0.5 * exp(-s), x = ra_dist_rest_quantile(t->dist, &t->rest, p, t->upper);

    return (ra_tail_point){log(x / t->median), p};
}

static double deviation_at(const tail *t, ra_tail_point at)
{
    return t->kind->deviation(at.logarithm, t->exponent);
}

static double weigh(const tail *t, double y, double p)
{
    return (t->power == 1 ? y : y * y) * p;
}

static double integrand(double s, void *argument)
{
    const tail *t = argument;
    ra_tail_point at = point_at(t, s);

    return weigh(t, deviation_at(t, at), at.p);
}

/* The same for the points of the pieces. */
static double kept_integrand(double s, void *argument)
{
    tail *t = argument;
    uint32_t at = t->read++, *known = &t->points->known[t->upper];
    ra_tail_point *points = t->points->points[t->upper];

    if (at == *known) {
        points[at] = point_at(t, s);
        *known = at + 1;
    }
    if (t->power == 1) {
        t->y[at] = deviation_at(t, points[at]);
    }
    return weigh(t, t->y[at], points[at].p);
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

static int cut_tail(tail *t, double end, piece pieces[RA_TAIL_PIECES])
{
    gsl_function f = {kept_integrand, t};
    double length = 0.5, scale = 0, from = 0;
    int count = 0;

    t->read = 0;
    for (; from < end && count < RA_TAIL_PIECES; length *= 2, count++) {
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
    piece pieces[RA_TAIL_PIECES];
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

/* Without its points. */
static void open_tail(tail *t, const ra_dist *dist, const moment_kind *kind, double exponent,
                      bool upper)
{
    t->dist = dist;
    t->rest = ra_dist_truncation(dist);
    t->kind = kind;
    t->median = ra_dist_quantile(dist, 0.5, false);
    t->exponent = exponent;
    t->upper = upper;
    t->power = 1;
    t->read = 0;
}

static pair integrate_law(const ra_dist *dist, const moment_kind *kind, double exponent,
                          ra_tail_points *points)
{
    ra_tail_points own;
    pair sum = {0, 0};

    own.known[0] = own.known[1] = 0;
    for (int upper = 0; upper < 2; upper++) {
        double end = log(0.5 / deepest(dist, upper));
        tail t;
        open_tail(&t, dist, kind, exponent, upper);
        t.points = points != NULL ? points : &own;
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
        double y = kind->deviation(log(dist->values[i] / median), exponent);
        sum.first += weight * y;
        sum.second += weight * y * y;
    }
    return sum;
}

ra_power_moment ra_power_moment_eval(const ra_dist *dist, double exponent, ra_tail_points *points)
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
                                  : integrate_law(dist, &of_powers, exponent, points);
    double relative = 1 + y.first;
    return (ra_power_moment){
        pow(median, exponent) * relative,
        (y.second - y.first * y.first) / (relative * relative),
    };
}

ra_log_moment ra_log_moment_eval(const ra_dist *dist, double exponent, ra_tail_points *points)
{
    double median = ra_dist_quantile(dist, 0.5, false);

    if (ra_dist_is_whole(dist, &ra_dist_lognormal)) {
        double sigma = exponent * dist->parameter[1];
        return (ra_log_moment){0, sigma * sigma};
    }
    pair y = dist->type->discrete ? add_values(dist, &of_logarithms, median, exponent)
                                  : integrate_law(dist, &of_logarithms, exponent, points);
    return (ra_log_moment){y.first, y.second - y.first * y.first};
}
