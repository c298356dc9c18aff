/* Reference cases about a law as it is read: its parameters, moments and quantiles, exactly. */
#include <math.h>
#include <string.h>

#include "audit/selftest_kind.h"

static const char *const law_quantities[] = {
    "mean",     "sd",    "p50",  "quantile", "gsd",   "gsd2",  "variance_of_log", "low", "high",
    "share",    "atom",  "mu",   "sigma",    "alpha", "beta",  "mode",            "min", "max",
    NULL};

const ra_dist *ra_case_law(const ra_case_run *run, const ra_value *input)
{
    const ra_value *law = NULL;
    ra_dist_figure figure = {.value = NAN, .low = NAN, .high = NAN, .unit = "1"};

    if (!ra_value_get_object(input, "law", true, &law, run->diag)) {
        return NULL;
    }
    if (ra_value_get_number(input, "value", false, &figure.value, run->diag)) {
        figure.low = figure.high = figure.value;
    }
    return ra_dist_parse(law, &figure, run->arena, run->diag);
}

/* The parameter of that name. */
static bool find_parameter(const ra_dist *dist, const char *name, double *value)
{
    const char *const *names = dist->type->parameters;

    for (size_t i = 0; i < RA_DIST_MAX_PARAMETERS && names[i] != NULL; i++) {
        if (strcmp(names[i], name) == 0) {
            *value = dist->parameter[i];
            return true;
        }
    }
    return false;
}

/* Numbers of a lognormal law that are functions of its sigma: ln X ~ N(mu, sigma). */
static bool find_spread(const ra_dist *dist, const char *name, double *value)
{
    double sigma;

    if (!find_parameter(dist, "sigma", &sigma)) {
        return false;
    }
    if (strcmp(name, "gsd") == 0) {
        *value = exp(sigma);
    } else if (strcmp(name, "gsd2") == 0) {
        *value = exp(2 * sigma);
    } else if (strcmp(name, "variance_of_log") == 0) {
        *value = sigma * sigma;
    } else {
        return false;
    }
    return true;
}

/* The p-quantile, from the nearer tail. */
static double quantile(const ra_dist *dist, double p)
{
    return p <= 0.5 ? ra_dist_quantile(dist, p, false) : ra_dist_quantile(dist, 1 - p, true);
}

ra_status ra_case_law_eval(const ra_case_run *run, const ra_dist *dist,
                           const ra_case_number *number, ra_case_found *found)
{
    const char *name = number->quantity;
    double mean, sd, low, high, x = number->where, p;

    ra_dist_moments(dist, &mean, &sd);
    ra_dist_support(dist, &low, &high);
    if (ra_case_quantile(name, &p)) {
        found->number = quantile(dist, p);
    } else if (strcmp(name, "quantile") == 0) {
        if (!ra_case_place(run, number, 0, 1)) {
            return RA_INVALID;
        }
        found->number = quantile(dist, x);
    } else if (strcmp(name, "mean") == 0) {
        found->number = mean;
    } else if (strcmp(name, "sd") == 0) {
        found->number = sd;
    } else if (strcmp(name, "low") == 0) {
        found->number = low;
    } else if (strcmp(name, "high") == 0) {
        found->number = high;
    } else if (strcmp(name, "share") == 0) {
        found->number = ra_dist_cdf(dist, x, false);
    } else if (strcmp(name, "atom") == 0) {
        found->number =
            ra_dist_cdf(dist, x, false) - ra_dist_cdf(dist, nextafter(x, -INFINITY), false);
    } else if (!find_parameter(dist, name, &found->number) &&
               !find_spread(dist, name, &found->number)) {
        return ra_case_unknown(run, number, law_quantities);
    }
    return RA_OK;
}

/* Returns the input that a number is of: the only one, where it names none. */
static const ra_value *find_input(const ra_case_run *run, const ra_case_number *number)
{
    const ra_value *inputs = ra_value_find(run->which->at, "inputs"), *input;

    if (number->of[0] == NULL && ra_value_count(inputs) == 1) {
        return ra_value_first(inputs);
    }
    if (number->of[0] == NULL) {
        ra_value_report(number->at, run->diag, RA_ERROR, "'of' must say of which input");
        return NULL;
    }
    input = ra_value_find(inputs, number->of[0]);
    if (input == NULL) {
        ra_value_report(number->at, run->diag, RA_ERROR, "there is no input '%s'", number->of[0]);
    }
    return input;
}

static bool check_input(const ra_case_run *run, const ra_value *input)
{
    static const char *const known[] = {"value", "law", NULL};

    if (ra_value_kind(input) != RA_OBJECT) {
        ra_value_report(input, run->diag, RA_ERROR, "an input is an object with 'law'");
        return false;
    }
    return ra_value_check_keys(input, known, run->diag) && ra_case_law(run, input) != NULL;
}

static ra_status open(ra_case_run *run)
{
    const ra_value *inputs = NULL;
    bool good = ra_value_get_object(run->which->at, "inputs", true, &inputs, run->diag);

    if (!good) {
        return RA_INVALID;
    }
    for (const ra_value *v = ra_value_first(inputs); v != NULL; v = ra_value_next(v)) {
        good = check_input(run, v) && good;
    }
    return good ? RA_OK : RA_INVALID;
}

static ra_status eval(ra_case_run *run, const ra_case_number *number, ra_case_found *found)
{
    const ra_value *input = find_input(run, number);
    const ra_dist *dist = input != NULL ? ra_case_law(run, input) : NULL;

    return dist != NULL ? ra_case_law_eval(run, dist, number, found) : RA_INVALID;
}

static const char *const keys[] = {"inputs", NULL};

const ra_case_kind ra_kind_law = {
    .name = "law", .keys = keys, .open = open, .eval = eval, .close = ra_case_close};
