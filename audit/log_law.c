#include "audit/log_law.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_fft_halfcomplex.h>
#include <gsl/gsl_fft_real.h>

#include "audit/power_moment.h"
#include "models/alloc.h"
#include "models/dist_types.h"

#define MIN_POINTS    2048u
#define MAX_POINTS    131072u
#define ERROR_WANTED  1e-5 /* the grid is made finer until there */
#define ERROR_ALLOWED 1e-4 /* of the finest grid */

/* What a law may have at or below zero and still be taken for positive: less than one trial in the
 * longest run. */
#define NEGLIGIBLE 1e-12

/* Beyond these tail probabilities everything is put on the last point. */
#define TAIL 1e-8

/* The interquartile range of the unit normal law. */
#define NORMAL_RANGE 1.3489795003921634

/* The law of e ln(X / median) on the logarithmic axis. */
typedef struct {
    const ra_power *power;
    ra_dist_rest rest;     /* of the truncation of its law */
    ra_tail_points *tails; /* NULL: of a lognormal law, which needs none */
    double median;    /* of X, in the law's unit */
    double logarithm; /* ln (scale median)^e */
    double low, high; /* <= 0 <= : the range that is put on the grid */
    double spread;    /* standard deviation of a normal law of this interquartile range */
    long first;       /* point of the grid; 0 is the median */
    uint32_t count;   /* points */
} factor;

/* The logarithm of a quantile beside the median. */
static double place(const factor *f, double p, bool upper)
{
    double x = ra_dist_quantile(f->power->dist, p, upper);

    return f->power->exponent * log(x / f->median);
}

static ra_log_law_fit open_factor(factor *f, const ra_power *power)
{
    const ra_dist *dist = power->dist;

    *f = (factor){.power = power, .rest = ra_dist_truncation(dist)};
    f->median = ra_dist_quantile(dist, 0.5, false);
    if (ra_dist_cdf(dist, 0, false) > NEGLIGIBLE || !(ra_dist_quantile(dist, TAIL, false) > 0)) {
        return RA_LOG_LAW_NOT_POSITIVE;
    }
    bool limited = dist->clip_low > -INFINITY || dist->clip_high < INFINITY;
    if (ra_dist_has_atoms(dist) && (!dist->type->discrete || limited)) {
        return RA_LOG_LAW_SINGLE_VALUES;
    }
    f->logarithm = power->exponent * log(f->median * power->scale);
    double a = place(f, TAIL, false), b = place(f, TAIL, true);
    f->low = fmin(fmin(a, b), 0);
    f->high = fmax(fmax(a, b), 0);
    f->spread = fabs(place(f, 0.25, true) - place(f, 0.25, false)) / NORMAL_RANGE;
    return isfinite(f->low) && isfinite(f->high) ? RA_LOG_LAW_FITS : RA_LOG_LAW_TOO_WIDE;
}

static ra_log_law_fit open_factors(ra_log_law *law, factor *factors, const ra_power *powers,
                                   uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        ra_log_law_fit fit = open_factor(&factors[i], &powers[i]);
        factors[i].tails = &law->tails[i];
        factors[i].tails->known[0] = factors[i].tails->known[1] = 0;
        if (fit != RA_LOG_LAW_FITS) {
            law->culprit = i;
            return fit;
        }
    }
    return RA_LOG_LAW_FITS;
}

/* Puts one normal law in the place of all lognormal ones. Returned: how many factors there are
 * then. */
static uint32_t merge_lognormals(factor *factors, uint32_t count, ra_dist *law, ra_power *power)
{
    double logarithm = 0, variance = 0;
    uint32_t kept = 0;

    for (uint32_t i = 0; i < count; i++) {
        const ra_power *own = factors[i].power;
        if (ra_dist_is_whole(own->dist, &ra_dist_lognormal)) {
            double sigma = own->exponent * own->dist->parameter[1];
            *law = *own->dist;
            logarithm += factors[i].logarithm;
            variance += sigma * sigma;
        } else {
            factors[kept++] = factors[i];
        }
    }
    if (kept == count) {
        return count;
    }
    law->parameter[0] = 0;
    law->parameter[1] = sqrt(variance);
    *power = (ra_power){.dist = law, .scale = 1, .exponent = 1};
    open_factor(&factors[kept], power);
    factors[kept].logarithm = logarithm;
    return kept + 1;
}

/* The estimated error of a grid, by the spread of the widest law: the third moment that rounding
 * adds for each law, and the cubic between points. */
static double grid_error(uint32_t count, double step, double widest)
{
    double share = step / widest;

    return (0.03 * count + share) * share * share * step;
}

/* Puts the widest continuous law first. Returned: its spread; 0 where none is continuous. */
static double find_widest(factor *factors, uint32_t count)
{
    double widest = 0;

    for (uint32_t i = 0; i < count; i++) {
        if (!factors[i].power->dist->type->discrete && factors[i].spread > widest) {
            factor first = factors[0];
            widest = factors[i].spread;
            factors[0] = factors[i];
            factors[i] = first;
        }
    }
    return widest;
}

/* Chooses the number of points by the estimated error. */
static ra_log_law_fit choose_grid(ra_log_law *law, factor *factors, uint32_t count)
{
    double range = 0, widest = find_widest(factors, count);

    if (!(widest > 0)) {
        return RA_LOG_LAW_DISCRETE;
    }
    for (uint32_t i = 0; i < count; i++) {
        range += factors[i].high - factors[i].low;
    }
    /* Every factor may need one point more at either end. */
    for (law->points = MIN_POINTS; law->points < 4 * (uint64_t)count; law->points *= 2) {
    }
    for (;; law->points *= 2) {
        law->step = range / (law->points - 2.0 * count - 1);
        law->error = grid_error(count, law->step, widest);
        if (law->error < ERROR_WANTED || law->points == MAX_POINTS) {
            break;
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        factors[i].first = (long)floor(factors[i].low / law->step);
        factors[i].count =
            (uint32_t)((long)ceil(factors[i].high / law->step) - factors[i].first) + 1;
    }
    return law->error < ERROR_ALLOWED ? RA_LOG_LAW_FITS : RA_LOG_LAW_TOO_WIDE;
}

/* P(e ln(X / median) <= t). */
static double distribution(const factor *f, double t)
{
    double x = f->median * exp(t / f->power->exponent);

    return ra_dist_rest_cdf(f->power->dist, &f->rest, x, f->power->exponent < 0);
}

static void fill_continuous(const factor *f, double step, double *mass)
{
    double before = 0;

    for (uint32_t j = 0; j + 1 < f->count; j++) {
        double up_to = distribution(f, ((double)f->first + j + 0.5) * step);
        mass[j] = up_to - before;
        before = up_to;
    }
    mass[f->count - 1] = 1 - before;
}

static void fill_discrete(const factor *f, double step, double *mass)
{
    const ra_dist *dist = f->power->dist;

    for (size_t i = 0; i < dist->count; i++) {
        double weight = dist->cumulative[i] - (i > 0 ? dist->cumulative[i - 1] : 0);
        double t = f->power->exponent * log(dist->values[i] / f->median) / step;
        double at = fmin(fmax(t - (double)f->first, 0), f->count - 1);
        uint32_t left = (uint32_t)at;
        mass[left] += weight * (left + 1 - at);
        if (at > left) {
            mass[left + 1] += weight * (at - left);
        }
    }
}

/* product *= other, transforms in the order of GSL's radix-2 functions: the real part of frequency
 * k at k, its imaginary part at n - k. */
static void multiply(double *product, const double *other, uint32_t n)
{
    product[0] *= other[0];
    product[n / 2] *= other[n / 2];
    for (uint32_t k = 1; k < n / 2; k++) {
        double a = product[k], b = product[n - k], c = other[k], d = other[n - k];
        product[k] = a * c - b * d;
        product[n - k] = a * d + b * c;
    }
}

/* Adds what rounding to the grid added to the mean and the variance of a factor, in steps. */
static void add_excess(const factor *f, double step, const double *mass, double excess[2])
{
    ra_log_moment exact = ra_log_moment_eval(f->power->dist, f->power->exponent, f->tails);
    double mean = 0, square = 0, centre = exact.mean / step - (double)f->first;

    for (uint32_t j = 0; j < f->count; j++) {
        mean += mass[j] * (j - centre);
        square += mass[j] * (j - centre) * (j - centre);
    }
    excess[0] += mean;
    excess[1] += square - mean * mean - exact.variance / (step * step);
}

/* Of the widest law alone the masses are exact ones of bins, also where its density jumps. That
 * changes where another law is wider than a step and blurs them; 1/12 is the bin's own variance. */
static bool is_blurred(const factor *factors, uint32_t count, double step)
{
    for (uint32_t i = 1; i < count; i++) {
        if (!factors[i].power->dist->type->discrete && factors[i].spread > step) {
            return true;
        }
    }
    return false;
}

/* Convolves all factors into law->cumulative, first as masses. */
static void convolve(ra_log_law *law, const factor *factors, uint32_t count, double *room,
                     double excess[2])
{
    bool blurred = is_blurred(factors, count, law->step);

    excess[0] = 0;
    excess[1] = blurred ? -1.0 / 12 : 0;
    for (uint32_t i = 0; i < count; i++) {
        double *mass = i == 0 ? law->cumulative : room;
        memset(mass, 0, law->points * sizeof *mass);
        if (factors[i].power->dist->type->discrete) {
            fill_discrete(&factors[i], law->step, mass);
        } else {
            fill_continuous(&factors[i], law->step, mass);
        }
        if (i > 0 || blurred) {
            add_excess(&factors[i], law->step, mass, excess);
        }
        if (count > 1) {
            gsl_fft_real_radix2_transform(mass, 1, law->points);
        }
        if (i > 0) {
            multiply(law->cumulative, room, law->points);
        }
    }
    if (count > 1) {
        gsl_fft_halfcomplex_radix2_inverse(law->cumulative, 1, law->points);
    }
}

/* Takes back what rounding added to the variance: half of it times the second difference. */
static void sharpen(ra_log_law *law, double excess)
{
    double before = 0, *mass = law->cumulative;

    for (uint32_t j = 0; j < law->points; j++) {
        double own = mass[j], behind = j + 1 < law->points ? mass[j + 1] : 0;
        mass[j] -= excess / 2 * (before - 2 * own + behind);
        before = own;
    }
}

/* Sums the masses, of which some may be a little negative, and finds their place. */
static void accumulate(ra_log_law *law, const factor *factors, uint32_t count, double shift)
{
    double total = 0, most = 0, start = log(fabs(law->coefficient));

    for (uint32_t i = 0; i < count; i++) {
        start += factors[i].logarithm + (double)factors[i].first * law->step;
    }
    law->start = start - (0.5 + shift) * law->step;
    for (uint32_t j = 0; j < law->points; j++) {
        total += law->cumulative[j];
        most = fmax(most, total);
        law->cumulative[j] = most;
    }
}

/* Mean and standard deviation of the product, from those of its factors:
 *     E Y = c * product of E X_i^e_i,   1 + (sd Y / E Y)^2 = product of (1 + v_i). */
static void set_moments(ra_log_law *law, const ra_power *powers, uint32_t count,
                        ra_tail_points *tails)
{
    double mean = law->coefficient, logarithm = 0;

    for (uint32_t i = 0; i < count; i++) {
        const ra_power *power = &powers[i];
        ra_power_moment moment = ra_power_moment_eval(power->dist, power->exponent, &tails[i]);
        mean *= pow(power->scale, power->exponent) * moment.mean;
        logarithm += log1p(moment.variance);
    }
    law->mean = isfinite(mean) ? mean : (double)NAN;
    law->sd = fabs(law->mean) * sqrt(expm1(logarithm));
    law->sd = isfinite(law->sd) ? law->sd : (double)NAN;
}

/* Whether there is anything to compute. */
static bool begin(ra_log_law *law, double coefficient)
{
    *law = (ra_log_law){
        .fit = RA_LOG_LAW_NO_NUMBER, .coefficient = coefficient, .sign = coefficient < 0 ? -1 : 1};
    return fabs(coefficient) > 0 && isfinite(coefficient);
}

ra_status ra_log_law_open(ra_log_law *law, double coefficient, const ra_power *powers,
                          uint32_t count)
{
    ra_status status = RA_NOMEM;
    double *room = NULL, excess[2];
    ra_dist lognormal;
    ra_power merged;

    if (!begin(law, coefficient)) {
        return RA_OK;
    }
    factor *factors = ra_calloc(count, sizeof *factors);
    law->tails = ra_alloc(count * sizeof *law->tails);
    if (factors == NULL || law->tails == NULL) {
        goto done;
    }
    law->fit = open_factors(law, factors, powers, count);
    uint32_t own = count;
    if (law->fit == RA_LOG_LAW_FITS) {
        own = merge_lognormals(factors, count, &lognormal, &merged);
        law->fit = choose_grid(law, factors, own);
    }
    if (law->fit != RA_LOG_LAW_FITS) {
        status = RA_OK;
        goto done;
    }
    law->cumulative = ra_calloc(law->points, sizeof *law->cumulative);
    room = ra_calloc(law->points, sizeof *room);
    if (law->cumulative == NULL || room == NULL) {
        goto done;
    }
    convolve(law, factors, own, room, excess);
    sharpen(law, excess[1]);
    accumulate(law, factors, own, excess[0]);
    set_moments(law, powers, count, law->tails);
    status = RA_OK;
done:
    ra_free(factors);
    ra_free(room);
    return status;
}

ra_status ra_log_law_invert(ra_log_law *out, const ra_log_law *law, double numerator,
                            const ra_power *inverted, uint32_t count)
{
    uint32_t n = law->points;

    if (!begin(out, numerator / law->coefficient)) {
        return RA_OK;
    }
    out->cumulative = ra_calloc(n, sizeof *out->cumulative);
    if (out->cumulative == NULL) {
        return RA_NOMEM;
    }
    out->fit = RA_LOG_LAW_FITS;
    out->points = n;
    out->step = law->step;
    out->error = law->error;
    out->start = log(fabs(numerator)) - (law->start + n * law->step);
    double total = law->cumulative[n - 1];
    for (uint32_t j = 0; j < n; j++) {
        out->cumulative[j] = total - (j + 1 < n ? law->cumulative[n - 2 - j] : 0);
    }
    set_moments(out, inverted, count, law->tails);
    return RA_OK;
}

void ra_log_law_free(ra_log_law *law)
{
    ra_free(law->cumulative);
    ra_free(law->tails);
    *law = (ra_log_law){0};
}
