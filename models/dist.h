/* Probability distributions of assumptions.
 *
 * A kind of distribution is one constant struct in dist_types.c; a distribution is a kind with its
 * parameters, in the unit of the figure that it describes. Every trial turns one uniform number
 * into a value by the inverse distribution function.
 *
 * Units: values are in the figure's own; probabilities are 0 to 1. Errors: a number that does
 * not exist is NaN; NULL or false otherwise. Source: docs/method.md; the formulas stand above
 * each law in dist_types.c and its neighbours, with their references. */
#ifndef RA_DIST_H
#define RA_DIST_H

#include <stdbool.h>
#include <stddef.h>

#include "models/arena.h"
#include "models/json.h"
#include "models/text.h"

#ifdef __cplusplus
extern "C" {
#endif

#define RA_DIST_MAX_PARAMETERS 5

typedef struct ra_dist ra_dist; /* a law with its parameters */

/* One row of the table of kinds (dist_types.c).
 * Parameters are standard ones (normal: mean, sd; lognormal: mu, sigma; PERT: min, mode, max,
 * lambda ...); the parameterisations that people use are turned into them by dist_parse.c.
 * `quantile(d, p, upper)`: the x with P(X <= x) = p, or with P(X > x) = p where `upper`, so that
 * both tails keep their precision; 0 < p <= 1/2. NULL: found from the cdf by bracketing.
 * `cdf(d, x, upper)`: P(X <= x), or P(X > x) where `upper`.
 * `moments(d, mean, variance)`: closed form; NaN or infinity where they do not exist.
 * `excel`, `javascript`: the inverse as a template with %u for the uniform number and %1..%5 for
 * the parameters; NULL where spreadsheets (or the page) have no exact inverse.
 * `tabulated`: slow inverse; the engine reads it from a table made once per run. */
typedef struct {
    const char *name;
    const char *parameters[RA_DIST_MAX_PARAMETERS + 1]; /* names, NULL behind the last */
    const char *summary;                                /* for `reaudit list distributions` */
    double (*quantile)(const ra_dist *dist, double p, bool upper);
    double (*cdf)(const ra_dist *dist, double x, bool upper);
    void (*moments)(const ra_dist *dist, double *mean, double *variance);
    void (*support)(const ra_dist *dist, double *low, double *high);
    const char *excel;
    const char *javascript;
    bool tabulated;
    bool discrete; /* atoms only */
} ra_dist_type;

/* A law with its parameters. */
struct ra_dist {
    const ra_dist_type *type;
    double parameter[RA_DIST_MAX_PARAMETERS];
    double df; /* degrees of freedom behind an sd, for Welch-Satterthwaite; else 0 */
    /* Lists: values and cumulative weights of discrete and empirical; components of a mixture,
     * whose values are their weights. */
    size_t count;
    const double *values;
    const double *cumulative;
    const ra_dist *const *components;
    /* Truncation renormalises between two points, clipping moves what lies outside onto them.
     * Infinite where there is none. */
    double truncate_low, truncate_high;
    double clip_low, clip_high;
};

/* Given: an index `i` from 0. Returned: the i-th kind, or NULL behind the last. */
const ra_dist_type *ra_dist_type_at(size_t i);

/* Given: a `type`, an index `i` from 0. Returned: its i-th way of being written, or NULL behind
 * the last: the keys beside "type", in brackets those that may be left out ("[mean] sd [df]"). */
const char *ra_dist_form_at(const ra_dist_type *type, size_t i);

/* What the JSON of a distribution refers to. */
typedef struct {
    double value;         /* point estimate of the figure, or NaN where it has none */
    double low, high;     /* rounding interval of its printed digits (equal: exact) */
    const char *unit;     /* text for messages */
    const ra_value *read; /* member of the object that the caller reads itself, or NULL */
} ra_dist_figure;

/* Reads a distribution: {"type": "normal", "relative_sd": 0.05}. Given: the `object`; the `figure`
 * that it describes, to whose value relative_sd refers, and over whose printed digits "rounding"
 * is uniform; the `arena` to make it in. Returned: the distribution, or NULL with messages. */
const ra_dist *ra_dist_parse(const ra_value *object, const ra_dist_figure *figure, ra_arena *arena,
                             ra_diag *diag);

/* The inverse distribution function, truncation and clipping included. Given: the law `dist`, a
 * probability `p`, whether it is of the `upper` tail. Returned: the x with P(X <= x) = p, or P(X >
 * x) = p where `upper`. */
double ra_dist_quantile(const ra_dist *dist, double p, bool upper);

/* The distribution function, likewise. Given: the law `dist`, a value `x`, whether the `upper`
 * tail is asked for. Returned: P(X <= x), or P(X > x) where `upper`. */
double ra_dist_cdf(const ra_dist *dist, double x, bool upper);

/* Where values can lie. Given: the law `dist`. Returned: the ends in *low and *high, which may be
 * infinite. */
void ra_dist_support(const ra_dist *dist, double *low, double *high);

/* Mean and standard deviation, in closed form where there is one, else by quadrature of the
 * quantile function (relative error below 1e-9). Given: the law `dist`. Returned: *mean and *sd;
 * NaN where the moment does not exist or is infinite. */
void ra_dist_moments(const ra_dist *dist, double *mean, double *sd);

/* Given: the law `dist`. Returned: whether it has only one value. */
bool ra_dist_is_point(const ra_dist *dist);

/* Appends law and parameters as a person would write them: "lognormal(mu 4.585, sigma 0.1232)",
 * "normal(mean 208, sd 10.4) truncated to [0, inf)". Parameters have at most 6 digits. Given: the
 * law `dist`; `out`, which takes the text. */
void ra_dist_describe(const ra_dist *dist, ra_text *out);

/* Appends the inverse distribution function as a formula. Given: the law `dist`; the `dialect`
 * (Excel or JavaScript, where `qnorm` stands for the page's standard normal quantile); the name
 * `u` of the uniform number; `out`, which takes it. Returned: false, with nothing appended, where
 * there is no exact one. */
bool ra_dist_emit(const ra_dist *dist, int dialect, const char *u, ra_text *out);

/* The same with `names` (of cells, say) in place of the numbers of the law's parameters, in the
 * order of its type's parameters. A truncated law has the numbers: those of its ends come from
 * them. Given: `dist`, `dialect`, `u` and `out` as for ra_dist_emit. Returned: as there. */
bool ra_dist_emit_named(const ra_dist *dist, int dialect, const char *u, const char *const *names,
                        ra_text *out);

#ifdef __cplusplus
}
#endif
#endif
