#include "audit/nataf_law.h"

#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_integration.h>

#include "models/dist_types.h"

#define POINTS 16
#define PANEL  0.5
/* Panels are halved until their moments settle to this part of the standard deviation. */
#define SETTLED     1e-11
#define DEPTH       32
#define NEGLIGIBLE  1e-15
#define MOST_PANELS 50000
/* Largest relative error of the variance that the expansion finds. */
#define SAME_VARIANCE 1e-6

static bool is_plain(const ra_dist *dist, const ra_dist_type *type)
{
    return dist->type == type && dist->truncate_low == -INFINITY &&
           dist->truncate_high == INFINITY && dist->clip_low == -INFINITY &&
           dist->clip_high == INFINITY;
}

double ra_nataf_law_eval(const ra_nataf_law *law, double z)
{
    double p = erfc(fabs(z) * M_SQRT1_2) / 2;

    return (ra_dist_quantile(law->dist, p, z > 0) - law->mean) / law->sd;
}

double ra_nataf_score(double p)
{
    return p < 0.5 ? gsl_cdf_ugaussian_Pinv(p) : gsl_cdf_ugaussian_Qinv(1 - p);
}

double ra_nataf_law_find(const ra_nataf_law *law, double z, size_t *place)
{
    const ra_dist *dist = law->dist;
    double end = fmin(z + PANEL, RA_NATAF_REACH);

    if (dist->cumulative == NULL || dist->components != NULL) {
        return end;
    }
    for (; *place < dist->count; ++*place) {
        double edge = ra_nataf_score(dist->cumulative[*place]);
        if (edge > z) {
            return fmin(edge, end);
        }
    }
    return end;
}

/* The values of a law at the points of a panel, weighted by phi(z) = exp(-z^2 / 2) / sqrt(2 pi),
 * and its part of mean and variance. */
typedef struct {
    double z[POINTS], weighted[POINTS];
    double first, second;
} panel;

/* A walk over all panels. */
typedef struct {
    ra_nataf_law *law;
    gsl_integration_glfixed_table *rule;
    double second; /* the variance, in units of sd^2 */
    int panels;
} walk;

static panel eval_panel(const walk *w, double from, double to)
{
    panel p = {.first = 0, .second = 0};

    for (size_t i = 0; i < POINTS; i++) {
        double weight;
        gsl_integration_glfixed_point(from, to, i, &p.z[i], &weight, w->rule);
        double g = ra_nataf_law_eval(w->law, p.z[i]);
        p.weighted[i] = weight * exp(-p.z[i] * p.z[i] / 2) / sqrt(2 * M_PI) * g;
        p.first += p.weighted[i];
        p.second += p.weighted[i] * g;
    }
    return p;
}

/* Adds a panel to all a_n: h_1 = z, sqrt(n + 1) h_{n+1} = z h_n - sqrt(n) h_{n-1}
 * [dlmf, 18.9(i)]. */
static void add_panel(walk *w, const panel *p)
{
    double before[POINTS], h[POINTS];

    w->second += p->second;
    w->panels++;
    for (size_t i = 0; i < POINTS; i++) {
        before[i] = 1;
        h[i] = p->z[i];
    }
    for (int n = 1; n <= RA_NATAF_TERMS; n++) {
        double root = sqrt(n), divisor = 1 / sqrt(n + 1.0);
        for (size_t i = 0; i < POINTS; i++) {
            double next = (p->z[i] * h[i] - root * before[i]) * divisor;
            w->law->a[n] += p->weighted[i] * h[i];
            before[i] = h[i];
            h[i] = next;
        }
    }
}

/* Halves a panel as long as its halves say something else than the whole. */
static void split_panel(walk *w, double from, double to, const panel *whole, int depth)
{
    double middle = (from + to) / 2;
    panel left = eval_panel(w, from, middle), right = eval_panel(w, middle, to);
    double error = fabs(left.first + right.first - whole->first) +
                   fabs(left.second + right.second - whole->second);

    if (depth == 0 || !(error > SETTLED) || w->panels > MOST_PANELS) {
        add_panel(w, &left);
        add_panel(w, &right);
        return;
    }
    split_panel(w, from, middle, &left, depth - 1);
    split_panel(w, middle, to, &right, depth - 1);
}

/* Whether a panel adds nothing to any a_n, since |h_n(z)| < exp(z^2 / 4) [dlmf, 18.14.9], nor to
 * the variance. Without this most of the time would go into the far tails. */
static bool is_negligible(const panel *p)
{
    double bound = fabs(p->second);

    for (size_t i = 0; i < POINTS; i++) {
        bound += fabs(p->weighted[i]) * exp(p->z[i] * p->z[i] / 4);
    }
    return bound < NEGLIGIBLE;
}

static ra_status expand(ra_nataf_law *law)
{
    walk w = {.law = law, .rule = gsl_integration_glfixed_table_alloc(POINTS)};
    size_t place = 0;
    double to;

    if (w.rule == NULL) {
        return RA_NOMEM;
    }
    for (double from = -RA_NATAF_REACH; from < RA_NATAF_REACH; from = to) {
        to = ra_nataf_law_find(law, from, &place);
        panel whole = eval_panel(&w, from, to);
        if (!is_negligible(&whole)) {
            split_panel(&w, from, to, &whole, DEPTH);
        }
    }
    gsl_integration_glfixed_table_free(w.rule);
    return fabs(w.second - 1) <= SAME_VARIANCE ? RA_OK : RA_INVALID;
}

static void expand_lognormal(ra_nataf_law *law)
{
    double term = 1 / sqrt(expm1(law->sigma * law->sigma));

    for (int n = 1; n <= RA_NATAF_TERMS; n++) {
        term *= law->sigma / sqrt(n);
        law->a[n] = term;
    }
}

ra_status ra_nataf_law_open(ra_nataf_law *law, const ra_dist *dist)
{
    ra_status status = RA_OK;

    *law = (ra_nataf_law){.dist = dist};
    ra_dist_moments(dist, &law->mean, &law->sd);
    if (!(law->sd > 0) || !isfinite(law->sd)) {
        return RA_INVALID;
    }
    if (is_plain(dist, &ra_dist_normal)) {
        law->a[1] = 1;
    } else if (is_plain(dist, &ra_dist_lognormal)) {
        law->sigma = dist->parameter[1];
        expand_lognormal(law);
    } else {
        status = expand(law);
    }
    law->rest = 1;
    for (int n = RA_NATAF_TERMS; n >= 1; n--) {
        law->rest -= law->a[n] * law->a[n];
    }
    law->rest = fmax(law->rest, 0);
    return status;
}
