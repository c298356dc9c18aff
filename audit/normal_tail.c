/* The quantile of the unit normal law by ratios of polynomials [wichura1988, AS 241, PPND16]:
 *
 *     z = q A(r) / B(r),   q = p - 1/2,   r = 0.425^2 - q^2,   where |q| <= 0.425,
 *     z = -C(s) / D(s),    s = sqrt(-ln p) - 1.6,              below, down to p = e^-25,
 *
 * with a relative error of about 1e-16. The operations and their order are GSL's; loops over many
 * numbers run in vectors, which calls cannot. */
#include "audit/normal_tail.h"

#include <math.h>

#define DEGREE 7

static const double near_above[DEGREE + 1] = {
    3.387132872796366608,  133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
    45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727};
static const double near_below[DEGREE + 1] = {1.0,
                                              42.313330701600911252,
                                              687.1870074920579083,
                                              5394.1960214247511077,
                                              21213.794301586595867,
                                              39307.89580009271061,
                                              28729.085735721942674,
                                              5226.495278852854561};
static const double far_above[DEGREE + 1] = {1.42343711074968357734,   4.6303378461565452959,
                                             5.7694972214606914055,    3.64784832476320460504,
                                             1.27045825245236838258,   0.24178072517745061177,
                                             0.0227238449892691845833, 7.7454501427834140764e-4};
static const double far_below[DEGREE + 1] = {1.0,
                                             2.05319162663775882187,
                                             1.6763848301838038494,
                                             0.68976733498510000455,
                                             0.14810397642748007459,
                                             0.0151986665636164571966,
                                             5.475938084995344946e-4,
                                             1.05075007164441684324e-9};

/* A ratio of two polynomials, coefficients by rising powers. */
static inline double ratio(const double above[DEGREE + 1], const double below[DEGREE + 1], double x)
{
    double u = above[DEGREE], v = below[DEGREE];

    for (int i = DEGREE - 1; i >= 0; i--) {
        u = x * u + above[i];
        v = x * v + below[i];
    }
    return u / v;
}

static void fill_near(const double *p, double *z, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        double q = p[i] - 0.5;
        z[i] = q * ratio(near_above, near_below, 0.180625 - q * q);
    }
}

static void fill_far(const double *p, double *z, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        z[i] = log(p[i]);
    }
    for (size_t i = 0; i < n; i++) {
        z[i] = -ratio(far_above, far_below, sqrt(-z[i]) - 1.6);
    }
}

void ra_normal_tail(const double *p, double *z, size_t n)
{
    size_t far = 0;

    while (far < n && 0.5 - p[far] > 0.425) {
        far++;
    }
    fill_far(p, z, far);
    fill_near(p + far, z + far, n - far);
}
