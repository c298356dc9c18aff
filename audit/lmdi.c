#include "audit/lmdi.h"

#include <math.h>

#include <gsl/gsl_math.h>

double ra_log_mean(double a, double b)
{
    if (a <= 0 || b <= 0)
        return 0;
    if (a == b)
        return a;
    /* (a - b) / ln(a / b), with ln(a / b) = log1p((a - b) / b) so that nearly equal values keep
     * their digits. */
    double ratio = (a - b) / b;
    return (a - b) / log1p(ratio);
}

static double product(const double *x, size_t n)
{
    double v = 1;
    for (size_t k = 0; k < n; k++)
        v *= x[k];
    return v;
}

/* How many factors are zero on exactly one side: they share what appears or vanishes. */
static size_t switched(const double *x0, const double *x1, size_t factors)
{
    size_t n = 0;
    for (size_t k = 0; k < factors; k++)
        n += (x0[k] == 0) != (x1[k] == 0);
    return n;
}

/* The weight of ln(x1/x0), or the limit of the whole term where a zero is involved [ang1998]:
 * L(v, 0) ln(x/0) -> v, L(0, v) ln(0/x) -> -v, L(v, 0) ln(x1/x0) -> 0 for x0, x1 > 0. */
static double effect(double v0, double v1, double x0, double x1, size_t sharing)
{
    if (v0 > 0 && v1 > 0)
        return ra_log_mean(v1, v0) * log(x1 / x0);
    if ((x0 == 0) != (x1 == 0))
        return (v1 - v0) / (double)sharing;
    return 0;
}

void ra_lmdi(const double *x0, const double *x1, size_t categories, size_t factors,
             double *additive, double *multiplicative)
{
    double total0 = 0, total1 = 0;
    for (size_t k = 0; k < factors; k++)
        additive[k] = 0;
    for (size_t i = 0; i < categories; i++) {
        const double *a = x0 + i * factors, *b = x1 + i * factors;
        double v0 = product(a, factors), v1 = product(b, factors);
        size_t sharing = switched(a, b, factors);
        for (size_t k = 0; k < factors; k++)
            additive[k] += effect(v0, v1, a[k], b[k], sharing);
        total0 += v0;
        total1 += v1;
    }
    /* Dividing by the totals' logarithmic mean turns parts of the difference into logarithms of
     * parts of the ratio. */
    double mean = ra_log_mean(total1, total0);
    for (size_t k = 0; k < factors; k++)
        multiplicative[k] = mean > 0 ? exp(additive[k] / mean) : GSL_NAN;
}
