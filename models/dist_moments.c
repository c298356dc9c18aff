/* Mean and standard deviation. */
#include "models/dist_types.h"

#include <math.h>

#include <gsl/gsl_integration.h>

/* Part of a law between two points: its probability, and first and second moment about an origin.
 * An origin inside the law keeps the variance of narrow laws. */
typedef struct {
    double mass, first, second;
} part;

static void add(part *sum, double weight, part more)
{
    sum->mass += weight * more.mass;
    sum->first += weight * more.first;
    sum->second += weight * more.second;
}

static part atom(double mass, double distance)
{
    return (part){mass, mass * distance, mass * distance * distance};
}

/* Pieces of a tail grow as the integrand decays: so many reach e^-1000. */
#define MOST_PIECES 12
#define RULE        31 /* points of a piece */

/* A point of a tail: its distance from the origin, and its probability. */
typedef struct {
    double d, p;
} point;

/* One tail of a continuous law, run through by s = ln(start / p). Then
 *   integral of (x - origin)^k dF = integral of (Q(p) - origin)^k p ds,
 * whose integrand is smooth and decays at least like a power of e^-s. Both powers are integrated
 * over the same pieces; the second reads what was computed for the first. */
typedef struct {
    const ra_dist *dist;
    bool upper;
    double start, origin;
    int power;
    point points[MOST_PIECES * RULE];
    int known, read; /* of these points */
} tail_walk;

static point point_at(const tail_walk *walk, double s)
{
    double p = walk->start * exp(-s);
    return (point){ra_dist_base_quantile(walk->dist, p, walk->upper) - walk->origin, p};
}

static double weigh(const tail_walk *walk, point at)
{
    return (walk->power == 1 ? at.d : at.d * at.d) * at.p;
}

static double integrand(double s, void *argument)
{
    const tail_walk *walk = argument;
    return weigh(walk, point_at(walk, s));
}

/* The same for the points of the pieces. */
static double kept_integrand(double s, void *argument)
{
    tail_walk *walk = argument;
    if (walk->read == walk->known)
        walk->points[walk->known++] = point_at(walk, s);
    return weigh(walk, walk->points[walk->read++]);
}

/* A budget of halvings: where the values of a narrow law differ in their last digits only, no
 * number of them would bring the estimated error down. */
typedef struct {
    tail_walk *walk;
    double scale; /* integral of the size so far */
    int halvings;
} quadrature;

/* Gauss and Kronrod's rule of 31 points, halved until its error is small beside the whole. Given:
 * the integrand of this piece; its halves have the one that keeps nothing. */
static double integrate(quadrature *q, double (*own)(double, void *), double from, double to)
{
    gsl_function f = {own, q->walk};
    double value, error, size, spread;
    gsl_integration_qk31(&f, from, to, &value, &error, &size, &spread);
    q->scale = fmax(q->scale, size);
    if (error <= 1e-13 * q->scale || q->halvings == 0)
        return value;
    q->halvings--;
    double middle = (from + to) / 2;
    double first = integrate(q, integrand, from, middle);
    return first + integrate(q, integrand, middle, to);
}

/* Over the pieces of [0, end], e^-1000 at most. */
static double integrate_tail(tail_walk *walk, double end)
{
    quadrature q = {walk, 0, 64};
    double sum = 0, from = 0;
    walk->read = 0;
    for (double length = 0.5; from < end; length *= 2) {
        double to = fmin(from + length, end);
        sum += integrate(&q, kept_integrand, from, to);
        from = to;
    }
    return sum;
}

/* What lies behind tail probability `p` of Student's t, whose tail is a power law there, P ~ t^-df:
 * the integrand falls like exp(-(1 - k / df) s), and the rest is its value over 1 - k / df. */
static double power_law_rest(tail_walk *walk, double end)
{
    double rate = 1 - walk->power / walk->dist->parameter[0];
    return rate > 0 ? integrand(end, walk) / rate : 0;
}

/* Without its points, of which there are none yet. */
static void open_tail(tail_walk *walk, const ra_dist *dist, bool upper, double start, double origin)
{
    walk->dist = dist;
    walk->upper = upper;
    walk->start = start;
    walk->origin = origin;
    walk->known = 0;
}

/* The tail probabilities from `start` down to `stop`, where 0 stands for the end of the law. */
static part tail_part(const ra_dist *dist, bool upper, double start, double stop, double origin)
{
    part sum = {fmax(start - stop, 0), 0, 0};
    if (start <= stop)
        return sum;
    bool power_law = dist->type == &ra_dist_student_t && stop < 1e-100;
    double end = log(start / fmax(stop, power_law ? 1e-100 : 1e-300));
    if (!(end > 0))
        return sum;
    tail_walk walk;
    open_tail(&walk, dist, upper, start, origin);
    for (walk.power = 1; walk.power <= 2; walk.power++) {
        double value = integrate_tail(&walk, end);
        value += power_law && stop == 0 ? power_law_rest(&walk, end) : 0;
        *(walk.power == 1 ? &sum.first : &sum.second) = value;
    }
    return sum;
}

static part continuous_part(const ra_dist *dist, double low, double high, double origin)
{
    double (*cdf)(const ra_dist *, double, bool) = dist->type->cdf;
    part sum =
        tail_part(dist, false, fmin(cdf(dist, high, false), 0.5), cdf(dist, low, false), origin);
    add(&sum, 1,
        tail_part(dist, true, fmin(cdf(dist, low, true), 0.5), cdf(dist, high, true), origin));
    return sum;
}

/* Of atoms, those in (low, high]. */
static part discrete_part(const ra_dist *dist, double low, double high, double origin)
{
    part sum = {0, 0, 0};
    if (dist->type == &ra_dist_point) {
        double x = dist->parameter[0];
        return low < x && x <= high ? atom(1, x - origin) : sum;
    }
    for (size_t i = 0; i < dist->count; i++) {
        double weight = dist->cumulative[i] - (i ? dist->cumulative[i - 1] : 0);
        if (low < dist->values[i] && dist->values[i] <= high)
            add(&sum, 1, atom(weight, dist->values[i] - origin));
    }
    return sum;
}

/* Of straight lines between values: each piece is uniform, also where it is cut. */
static part interpolated_part(const ra_dist *dist, double low, double high, double origin)
{
    part sum = {0, 0, 0};
    for (size_t i = 1; i < dist->count; i++) {
        double x = dist->values[i - 1], y = dist->values[i];
        double s = fmax(x, low), e = fmin(y, high), weight = dist->cumulative[i];
        weight -= dist->cumulative[i - 1];
        if (x == y && low < x && x <= high)
            add(&sum, 1, atom(weight, x - origin));
        if (!(s < e))
            continue;
        weight *= (e - s) / (y - x);
        s -= origin;
        e -= origin;
        add(&sum, weight, (part){1, (s + e) / 2, (s * s + s * e + e * e) / 3});
    }
    return sum;
}

static part whole_part(const ra_dist *dist, double low, double high, double origin);

/* The law without its own truncation and clipping. */
static part base_part(const ra_dist *dist, double low, double high, double origin)
{
    part sum = {0, 0, 0};
    if (!(low < high))
        return sum;
    if (dist->type->discrete)
        return discrete_part(dist, low, high, origin);
    if (dist->cumulative)
        return interpolated_part(dist, low, high, origin);
    if (!dist->components)
        return continuous_part(dist, low, high, origin);
    for (size_t i = 0; i < dist->count; i++)
        add(&sum, dist->values[i], whole_part(dist->components[i], low, high, origin));
    return sum;
}

/* With truncation (renormalised) and clipping (what lies outside becomes two atoms). */
static part whole_part(const ra_dist *dist, double low, double high, double origin)
{
    double from = fmax(dist->truncate_low, dist->clip_low);
    double to = fmin(dist->truncate_high, dist->clip_high);
    double s = fmax(low, from), e = fmin(high, to);
    part inner = base_part(dist, s, e, origin), sum = {0, 0, 0};
    bool truncated = dist->truncate_low > -INFINITY || dist->truncate_high < INFINITY;
    bool whole = s == from && e == to;
    double mass = truncated && !whole ? base_part(dist, from, to, origin).mass : inner.mass;
    add(&sum, truncated ? 1 / mass : 1, inner);
    if (low < dist->clip_low && dist->clip_low <= high)
        add(&sum, 1, atom(dist->type->cdf(dist, dist->clip_low, false), dist->clip_low - origin));
    if (low < dist->clip_high && isfinite(dist->clip_high) && dist->clip_high <= high)
        add(&sum, 1, atom(dist->type->cdf(dist, dist->clip_high, true), dist->clip_high - origin));
    return sum;
}

/* Whether the power-law tail of a law, of which there is one kind, reaches through its limits and
 * is too heavy for the moment: E|X|^k of Student's t exists for k < df. */
static bool diverges(const ra_dist *dist, int power)
{
    bool below = dist->truncate_low > -INFINITY || dist->clip_low > -INFINITY;
    bool above = dist->truncate_high < INFINITY || dist->clip_high < INFINITY;
    if (below && above)
        return false;
    for (size_t i = 0; dist->components && i < dist->count; i++)
        if (diverges(dist->components[i], power))
            return true;
    return dist->type == &ra_dist_student_t && dist->parameter[0] <= power;
}

/* A smaller variance would not have all its digits. */
#define LEAST_VARIANCE 1e-292

void ra_dist_moments(const ra_dist *dist, double *mean, double *sd)
{
    bool limited = dist->truncate_low > -INFINITY || dist->truncate_high < INFINITY ||
                   dist->clip_low > -INFINITY || dist->clip_high < INFINITY;
    double variance;
    if (limited) {
        double origin = ra_dist_quantile(dist, 0.5, false);
        part whole = whole_part(dist, -INFINITY, INFINITY, origin);
        *mean = diverges(dist, 1) ? NAN : origin + whole.first;
        variance = diverges(dist, 2) ? NAN : whole.second - whole.first * whole.first;
    } else {
        dist->type->moments(dist, mean, &variance);
    }
    *mean = isfinite(*mean) ? *mean : NAN;
    *sd = isfinite(*mean) && isfinite(variance) ? sqrt(fmax(variance, 0)) : NAN;
    /* The variance of a law that is not a point may be too small to be a number. */
    if (variance < LEAST_VARIANCE && !ra_dist_is_point(dist))
        *sd = NAN;
}
