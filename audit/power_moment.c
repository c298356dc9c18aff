#include "audit/power_moment.h"

#include <math.h>

#include <gsl/gsl_integration.h>

/* Where laws that reach below zero end: nothing deeper in the tail counts. */
#define DEEPEST 1e-16

/* The integrand at the end of a tail that may be left out, as a share of the integral. */
#define LEFT_OUT 1e-7

/* E y and E y^2 of y = (X / median)^e - 1, which keeps the variance of narrow laws. */
typedef struct {
    double first, second;
} pair;

/* One tail by s = ln(1 / (2 p)): dp = -p ds. */
typedef struct {
    const ra_dist *dist;
    double median, exponent;
    bool upper;
    int power;
} tail;

static double deviation(double x, double median, double exponent)
{
    return expm1(exponent * log(x / median));
}

static double integrand(double s, void *argument)
{
    const tail *t = argument;
    double p = 0.5 * exp(-s);
    double y = deviation(ra_dist_quantile(t->dist, p, t->upper), t->median, t->exponent);

    return (t->power == 1 ? y : y * y) * p;
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

/* The integral over pieces that grow as the integrand decays; NaN where it does not decay. */
static double integrate_tail(tail *t, double end)
{
    gsl_function f = {integrand, t};
    double sum = 0, scale = 0;

    for (double from = 0, length = 0.5; from < end; length *= 2) {
        double to = fmin(from + length, end), value, error, size, spread;
        gsl_integration_qk31(&f, from, to, &value, &error, &size, &spread);
        if (!isfinite(value)) {
            return NAN;
        }
        scale += size;
        sum += error <= 1e-11 * scale ? value : integrate(&f, from, to, 1e-12 * scale, 10);
        from = to;
    }
    return fabs(integrand(end, t)) <= LEFT_OUT * scale ? sum : (double)NAN;
}

/* The tail probability at which the integration may stop. */
static double deepest(const ra_dist *dist, bool upper)
{
    double low, high;

    ra_dist_support(dist, &low, &high);
    if (upper || low >= 0) {
        return 1e-300;
    }
    return fmax(DEEPEST, 4 * ra_dist_cdf(dist, 0, false));
}

static pair integrate_law(const ra_dist *dist, double median, double exponent)
{
    pair sum = {0, 0};

    for (int upper = 0; upper < 2; upper++) {
        double end = log(0.5 / deepest(dist, upper));
        tail t = {dist, median, exponent, upper, 1};
        sum.first += integrate_tail(&t, end);
        t.power = 2;
        sum.second += integrate_tail(&t, end);
    }
    return sum;
}

static pair add_values(const ra_dist *dist, double median, double exponent)
{
    pair sum = {0, 0};

    for (size_t i = 0; i < dist->count; i++) {
        double weight = dist->cumulative[i] - (i > 0 ? dist->cumulative[i - 1] : 0);
        double y = deviation(dist->values[i], median, exponent);
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
    pair y = dist->type->discrete ? add_values(dist, median, exponent)
                                  : integrate_law(dist, median, exponent);
    double relative = 1 + y.first;
    return (ra_power_moment){
        pow(median, exponent) * relative,
        (y.second - y.first * y.first) / (relative * relative),
    };
}
