/* The regularised incomplete beta function and its inverse.
 *
 * GSL's gsl_cdf_beta_P loses digits for large shapes (its factor is a difference of large
 * logarithms) and changes to an asymptotic formula beyond 1e5, and gsl_cdf_beta_Pinv aborts or
 * returns NaN for some shapes; Student's t and PERT rest on them. */
#include "models/dist_types.h"

#include <math.h>

#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>

static const double pi = 3.14159265358979323846;

typedef struct {
    double a, b;
    double constant; /* the part of the logarithm of the density that x is not in */
} beta_law;

/* ln(x^a y^b / B(a, b)) = constant - a D(-lambda / a) - b D(lambda / b), where y = 1 - x,
 * lambda = a y - b x, D(d) = d - ln(1 + d), and
 * constant = ln(ab / (2 pi (a+b))) / 2 + ln(G(a+b) / (G(a) G(b))) with the scaled gamma function
 * G = gsl_sf_gammastar: the saddle-point form, without large cancelling terms [loader2000]. */
static beta_law prepare(double a, double b)
{
    double n = a + b;
    double constant = log(a / n * b / (2 * pi)) / 2 + log(gsl_sf_gammastar(n)) -
                      log(gsl_sf_gammastar(a)) - log(gsl_sf_gammastar(b));
    return (beta_law){a, b, constant};
}

/* D(d) where 1 + d = ratio; the ratio is the more precise of the two when it is small. */
static double excess(double d, double ratio)
{
    return fabs(d) < 0.5 ? -gsl_sf_log_1plusx_mx(d) : d - log(ratio);
}

/* The continued fraction f with I_x(a, b) = x^a y^b / B(a, b) / f [didonato1992]:
 *   f = beta_0 + alpha_1 / (beta_1 + alpha_2 / (beta_2 + ...)),
 *   alpha_n = (a+n-1)(a+b+n-1) n (b-n) x^2 / (a+2n-1)^2,
 *   beta_n = n + n (b-n) x / (a+2n-1) + (a+n) (lambda + 1 + n (1+y)) / (a+2n+1).
 * It converges fast for x < (a+1)/(a+b+2). Evaluated by Lentz's method. */
static double fraction(double a, double b, double x, double y, double lambda)
{
    const double tiny = 1e-290;
    double f = a * (lambda + 1) / (a + 1);
    double c = f, d = 0;
    for (int n = 1; n < 100000; n++) {
        double e = a + 2 * n - 1;
        double alpha = (a + n - 1) / e * ((a + b + n - 1) / e) * n * (b - n) * x * x;
        double beta = n + n * (b - n) * x / e + (a + n) * (lambda + 1 + n * (1 + y)) / (e + 2);
        d = beta + alpha * d;
        c = beta + alpha / c;
        d = 1 / (d == 0 ? tiny : d);
        c = c == 0 ? tiny : c;
        f *= c * d;
        if (fabs(c * d - 1) < 1e-15)
            break;
    }
    return f;
}

/* ln I_x, and its derivatives by v = ln(x / y): the density of v is x^a y^b / B(a, b), whose
 * logarithm has the slope lambda. Above x = (a+1)/(a+b+2) the other tail is the one computed. */
static ra_tail beta_tail(const void *argument, double odds)
{
    const beta_law *law = argument;
    double a = law->a, b = law->b, n = a + b;
    double x = odds / (1 + odds), y = 1 / (1 + odds);
    double lambda = (a - b * odds) * y;
    double log_density =
        law->constant - a * excess(-lambda / a, n / a * x) - b * excess(lambda / b, n / b * y);
    if (x * (n + 2) < a + 1) {
        double f = fraction(a, b, x, y, lambda);
        return (ra_tail){log_density - log(f), f, lambda};
    }
    double density = exp(log_density);
    double rest = density / fraction(b, a, y, x, -lambda);
    return (ra_tail){log1p(-rest), density / (1 - rest), lambda};
}

double ra_beta_lower(double a, double b, double odds)
{
    if (!(odds > 0))
        return 0;
    if (odds > 1e300)
        return 1;
    beta_law law = prepare(a, b);
    return exp(beta_tail(&law, odds).log);
}

/* A first guess. Near an end I_x is a power law: p = x^a / (a B) or 1 - p = y^b / (b B); between
 * them, for shapes above 1, [as64, 26.5.22]. */
static double guess(const beta_law *law, double p)
{
    double a = law->a, b = law->b;
    double log_b = gsl_sf_lngamma(a) + gsl_sf_lngamma(b) - gsl_sf_lngamma(a + b);
    double log_x = (log(p) + log(a) + log_b) / a;
    if (a > 1 && b > 1) {
        double s = 1 / (2 * a - 1), t = 1 / (2 * b - 1), h = 2 / (s + t);
        double z = sqrt(-2 * log(p));
        z -= (2.515517 + z * (0.802853 + z * 0.010328)) /
             (1 + z * (1.432788 + z * (0.189269 + z * 0.001308))); /* [as64, 26.2.23] */
        double k = (z * z - 3) / 6;
        double w = z * sqrt(h + k) / h - (t - s) * (k + 5. / 6 - 2 / (3 * h));
        return h + k > 0 ? fmax(a / b * exp(-2 * w), exp(log_x)) : exp(log_x);
    }
    if (log_x < -1)
        return exp(log_x);
    double log_y = (log1p(-p) + log(b) + log_b) / b;
    return log_y < -1 ? exp(fmin(-log_y, 690)) : a / b;
}

double ra_beta_odds(double a, double b, double p)
{
    beta_law law = prepare(a, b);
    return ra_tail_solve(beta_tail, &law, true, log(p), guess(&law, p));
}
