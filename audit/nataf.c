#include "audit/nataf.h"

#include <math.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_roots.h>

#include "audit/nataf_atoms.h"

/* What the series may leave out before it is fixed at the ends. */
#define REST 1e-10
/* Error of one panel of the integral at an end. */
#define SETTLED 1e-11
#define DEPTH   28
/* How far beyond the ends a correlation may lie by the rounding of its digits. */
#define SLACK 1e-6

static double polynomial(const ra_nataf *pair, double r)
{
    double sum = 0;

    for (int n = RA_NATAF_TERMS; n >= 0; n--) {
        sum = sum * r + pair->c[n];
    }
    return sum;
}

/* X and Y of one z, or of opposite ones. */
typedef struct {
    const ra_nataf_law *x, *y;
    double sign;
} match;

static double product(double z, void *argument)
{
    const match *m = argument;
    double density = exp(-z * z / 2) / sqrt(2 * M_PI);

    return density * ra_nataf_law_eval(m->x, z) * ra_nataf_law_eval(m->y, m->sign * z);
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

/* rho(sign) = E[XY], in units of both standard deviations. The panels are those of the law with the
 * longer list. */
static double end_value(const ra_nataf_law *x, const ra_nataf_law *y, double sign)
{
    match m = {x, y, sign};
    gsl_function f = {product, &m};
    double sum = 0, to;
    size_t place = 0;

    if (y->dist->count > x->dist->count) {
        m = (match){y, x, sign};
    }
    for (double from = -RA_NATAF_REACH; from < RA_NATAF_REACH; from = to) {
        to = ra_nataf_law_find(m.x, from, &place);
        sum += integrate(&f, from, to, DEPTH);
    }
    return sum;
}

/* (3/2) E_{5/2}(x) = exp(-x) - x E_{3/2}(x), E_{3/2}(x) = 2 exp(-x) - 2 sqrt(pi x) erfc(sqrt(x)).
 */
static double rest_inside(double r)
{
    double x = -(RA_NATAF_TERMS + 0.5) * log(fabs(r));

    return x < 100 ? exp(-x) - 2 * x * (exp(-x) - sqrt(M_PI * x) * erfc(sqrt(x))) : 0;
}

void ra_nataf_open(ra_nataf *pair, const ra_nataf_law *x, const ra_nataf_law *y)
{
    *pair = (ra_nataf){.product = x->sigma * y->sigma, .x = x, .y = y};
    pair->atoms = ra_nataf_atoms_check(x, y);
    for (int n = 1; n <= RA_NATAF_TERMS; n++) {
        pair->c[n] = x->a[n] * y->a[n];
    }
    if (pair->product > 0) {
        pair->scale = sqrt(expm1(x->sigma * x->sigma)) * sqrt(expm1(y->sigma * y->sigma));
    } else if (!pair->atoms && sqrt(x->rest * y->rest) > REST) {
        pair->above = end_value(x, y, 1) - polynomial(pair, 1);
        pair->below = end_value(x, y, -1) - polynomial(pair, -1);
    }
    pair->low = ra_nataf_eval(pair, -1);
    pair->high = ra_nataf_eval(pair, 1);
}

double ra_nataf_eval(const ra_nataf *pair, double r)
{
    if (pair->product > 0) {
        return expm1(pair->product * r) / pair->scale;
    }
    if (pair->atoms) {
        return ra_nataf_atoms_eval(pair->x, pair->y, r);
    }
    double left_out = r > 0 ? pair->above : pair->below;
    return polynomial(pair, r) + (left_out != 0 ? left_out * rest_inside(r) : 0);
}

/* rho(r) - rho, for the root finder. */
typedef struct {
    const ra_nataf *pair;
    double rho;
} target;

static double difference(double r, void *argument)
{
    const target *t = argument;

    return ra_nataf_eval(t->pair, r) - t->rho;
}

/* Given: rho between the two ends, so that there is a change of sign. */
static ra_status solve(const ra_nataf *pair, double rho, double *r)
{
    target t = {pair, rho};
    gsl_function f = {difference, &t};
    gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);

    if (solver == NULL) {
        return RA_NOMEM;
    }
    gsl_root_fsolver_set(solver, &f, -1, 1);
    for (int i = 0; i < 200; i++) {
        gsl_root_fsolver_iterate(solver);
        double low = gsl_root_fsolver_x_lower(solver), high = gsl_root_fsolver_x_upper(solver);
        if (high - low <= 1e-15) {
            break;
        }
    }
    *r = gsl_root_fsolver_root(solver);
    gsl_root_fsolver_free(solver);
    return RA_OK;
}

static bool is_linear(const ra_nataf *pair)
{
    bool linear = !pair->atoms && pair->above == 0 && pair->below == 0;

    for (int n = 2; n <= RA_NATAF_TERMS && linear; n++) {
        linear = pair->c[n] == 0;
    }
    return linear;
}

ra_status ra_nataf_find(const ra_nataf *pair, double rho, double *r)
{
    if (rho >= pair->high || rho <= pair->low) {
        *r = rho >= pair->high ? 1 : -1;
        return rho > pair->high + SLACK || rho < pair->low - SLACK ? RA_INVALID : RA_OK;
    }
    if (pair->product > 0) {
        *r = fmin(fmax(log1p(rho * pair->scale) / pair->product, -1), 1);
        return RA_OK;
    }
    if (is_linear(pair)) {
        *r = rho / pair->c[1];
        return RA_OK;
    }
    return solve(pair, rho, r);
}
