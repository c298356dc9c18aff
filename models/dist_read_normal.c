/* Readers of the normal, Student's t and lognormal laws. */
#include "models/dist_read.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "models/pedigree.h"

static const double df_low = 0.5, df_high = 1e6;

/* A relative amount is one of the centre's size. */
static bool scaled(const ra_reader *in, const char *key, double centre, double amount, double *out)
{
    *out = amount * fabs(centre);
    if (*out > 0)
        return true;
    ra_reader_error(in, key, "'%s' of %.6g is 0: give an absolute amount", key, centre);
    return false;
}

/* Degrees of freedom behind a standard uncertainty, for the Welch-Satterthwaite formula. */
static bool read_df(const ra_reader *in, double *df)
{
    return !ra_reader_has(in, "df") || ra_reader_between(in, "df", df_low, 1e9, df);
}

/* How many standard uncertainties a central interval reaches to either side: the quantile of the
 * standard normal or, with degrees of freedom, of Student's t [jcgm100, G.3.2]. */
static double coverage_factor(double coverage, double df)
{
    double tail = (1 - coverage) / 2;
    if (!(df > 0 && df <= df_high))
        return gsl_cdf_ugaussian_Qinv(tail);
    ra_dist student = {.type = &ra_dist_student_t, .parameter = {df, 0, 1}};
    return ra_dist_student_t.quantile(&student, tail, true);
}

bool ra_read_normal_sd(const ra_reader *in, ra_dist *dist)
{
    double *mean = &dist->parameter[0], *sd = &dist->parameter[1];
    if (!ra_reader_centre(in, "mean", mean) || !read_df(in, &dist->df))
        return false;
    if (ra_reader_has(in, "sd"))
        return ra_reader_positive(in, "sd", sd);
    return ra_reader_positive(in, "relative_sd", sd) && scaled(in, "relative_sd", *mean, *sd, sd);
}

/* An expanded uncertainty U = k u [jcgm100, 6.2.1]. */
static bool read_expanded(const ra_reader *in, double centre, double *u)
{
    bool relative = ra_reader_has(in, "relative_expanded");
    const char *key = relative ? "relative_expanded" : "expanded";
    double k;
    if (!ra_reader_positive(in, key, u) || !ra_reader_positive(in, "k", &k))
        return false;
    *u /= k;
    return !relative || scaled(in, key, centre, *u, u);
}

bool ra_read_normal_expanded(const ra_reader *in, ra_dist *dist)
{
    return ra_reader_centre(in, "mean", &dist->parameter[0]) && read_df(in, &dist->df) &&
           read_expanded(in, dist->parameter[0], &dist->parameter[1]);
}

/* The mean is the middle, the sd half the width over the coverage factor. */
bool ra_read_normal_interval(const ra_reader *in, ra_dist *dist)
{
    double low, high, coverage;
    if (!ra_reader_interval(in, &low, &high, &coverage) || !read_df(in, &dist->df))
        return false;
    dist->parameter[0] = low + (high - low) / 2;
    dist->parameter[1] = (high - low) / 2 / coverage_factor(coverage, dist->df);
    return true;
}

static bool read_student_df(const ra_reader *in, ra_dist *dist)
{
    return ra_reader_between(in, "df", df_low, df_high, &dist->parameter[0]);
}

bool ra_read_student_scale(const ra_reader *in, ra_dist *dist)
{
    return read_student_df(in, dist) && ra_reader_centre(in, "location", &dist->parameter[1]) &&
           ra_reader_positive(in, "scale", &dist->parameter[2]);
}

bool ra_read_student_expanded(const ra_reader *in, ra_dist *dist)
{
    return read_student_df(in, dist) && ra_reader_centre(in, "location", &dist->parameter[1]) &&
           read_expanded(in, dist->parameter[1], &dist->parameter[2]);
}

bool ra_read_student_interval(const ra_reader *in, ra_dist *dist)
{
    double low, high, coverage;
    if (!read_student_df(in, dist) || !ra_reader_interval(in, &low, &high, &coverage))
        return false;
    dist->parameter[1] = low + (high - low) / 2;
    dist->parameter[2] = (high - low) / 2 / coverage_factor(coverage, dist->parameter[0]);
    return true;
}

/* mu = ln median. */
static bool read_median(const ra_reader *in, ra_dist *dist)
{
    double median;
    if (!ra_reader_centre(in, "median", &median))
        return false;
    dist->parameter[0] = log(median);
    if (median > 0)
        return true;
    ra_reader_error(in, "median", "the median of a lognormal law is %.6g here, but must be above 0",
                    median);
    return false;
}

/* A factor above 1. */
static bool read_factor(const ra_reader *in, const char *key, double *factor)
{
    if (!ra_reader_number(in, key, factor))
        return false;
    if (*factor > 1)
        return true;
    ra_reader_error(in, key, "'%s' is %.6g, but must be above 1: it is a factor", key, *factor);
    return false;
}

/* sigma = sqrt(ln(1 + (sd/mean)^2)), whose square would be lost for narrow laws. */
static double lognormal_sigma(double relative_sd)
{
    return relative_sd < 1e-8 ? relative_sd : sqrt(log1p(relative_sd * relative_sd));
}

/* sigma = ln GSD = ln(GSD^2) / 2, or from a relative standard deviation. */
bool ra_read_lognormal_spread(const ra_reader *in, ra_dist *dist)
{
    double *sigma = &dist->parameter[1], x;
    if (!read_median(in, dist))
        return false;
    if (ra_reader_has(in, "sigma"))
        return ra_reader_positive(in, "sigma", sigma);
    if (ra_reader_has(in, "relative_sd")) {
        if (!ra_reader_positive(in, "relative_sd", &x))
            return false;
        *sigma = lognormal_sigma(x);
        return true;
    }
    bool squared = ra_reader_has(in, "gsd2");
    if (!read_factor(in, squared ? "gsd2" : "gsd", &x))
        return false;
    *sigma = squared ? log(x) / 2 : log(x);
    return true;
}

/* sigma^2 = ln(1 + (sd/mean)^2), mu = ln mean - sigma^2 / 2. */
bool ra_read_lognormal_mean(const ra_reader *in, ra_dist *dist)
{
    bool relative = ra_reader_has(in, "relative_sd");
    double mean, sd;
    if (!ra_reader_positive(in, "mean", &mean) ||
        !ra_reader_positive(in, relative ? "relative_sd" : "sd", &sd))
        return false;
    double sigma = lognormal_sigma(relative ? sd : sd / mean);
    dist->parameter[0] = log(mean) - sigma * sigma / 2;
    dist->parameter[1] = sigma;
    return true;
}

bool ra_read_lognormal_mu(const ra_reader *in, ra_dist *dist)
{
    return ra_reader_number(in, "mu", &dist->parameter[0]) &&
           ra_reader_positive(in, "sigma", &dist->parameter[1]);
}

/* mu is the middle of the logarithms, sigma half their distance over the coverage factor. */
bool ra_read_lognormal_interval(const ra_reader *in, ra_dist *dist)
{
    double low, high, coverage;
    if (!ra_reader_interval(in, &low, &high, &coverage))
        return false;
    if (low <= 0) {
        ra_reader_error(in, "interval",
                        "a lognormal law lies above 0, its interval cannot start at %.6g", low);
        return false;
    }
    dist->parameter[0] = (log(low) + log(high)) / 2;
    dist->parameter[1] = (log(high) - log(low)) / 2 / coverage_factor(coverage, 0);
    return true;
}

/* Reads five scores from 1 to 5. */
static bool read_scores(const ra_reader *in, int *scores)
{
    const ra_value *array;
    if (!ra_value_get_array(in->object, "pedigree", true, &array, in->diag))
        return false;
    size_t count = 0, good = 0;
    for (const ra_value *v = ra_value_first(array); v; v = ra_value_next(v), count++) {
        double x = ra_value_kind(v) == RA_NUMBER ? ra_value_number(v) : 0;
        if (count < RA_PEDIGREE_INDICATORS && x >= 1 && x <= RA_PEDIGREE_SCORES && x == floor(x))
            scores[good++] = (int)x;
    }
    if (good == RA_PEDIGREE_INDICATORS && count == good)
        return true;
    ra_reader_error(in, "pedigree", "'pedigree' must be five scores from 1 to 5: %s",
                    "reliability, completeness, time, place, technology");
    return false;
}

/* The variance of ln X before the scores: given itself, or as the square of a GSD. */
static bool read_basic(const ra_reader *in, double *variance)
{
    if (!ra_reader_has(in, "basic_gsd2"))
        return ra_reader_positive(in, "basic_variance", variance);
    double factor;
    if (!read_factor(in, "basic_gsd2", &factor))
        return false;
    *variance = log(factor) / 2 * (log(factor) / 2);
    return true;
}

/* Scores of data quality turned into the variance of ln X (pedigree.h). */
bool ra_read_lognormal_pedigree(const ra_reader *in, ra_dist *dist)
{
    double basic, variance;
    int set, scores[RA_PEDIGREE_INDICATORS];
    if (!read_median(in, dist) || !read_scores(in, scores) || !read_basic(in, &basic) ||
        !ra_value_get_choice(in->object, "factors", true, ra_pedigree_names, RA_PEDIGREES, &set,
                             in->diag))
        return false;
    if (!ra_pedigree_variance((ra_pedigree)set, basic, scores, &variance)) {
        ra_reader_error(in, "pedigree",
                        "'%s' has no factor for one of these scores ('ecoinvent3' has)",
                        ra_pedigree_names[set]);
        return false;
    }
    dist->parameter[1] = sqrt(variance);
    return true;
}
