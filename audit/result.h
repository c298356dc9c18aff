/* What an audit found. Complete when returned and constant ever after; writers only read it.
 *
 * All values of the headline are in the claim's unit. Numbers that do not exist (an interval where
 * nothing is uncertain, a moment that diverges) are NaN, and the writers leave them out.
 *
 * Units: as said at each number. Errors: none. Source: docs/method.md. */
#ifndef RA_RESULT_H
#define RA_RESULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "audit/consistency.h"
#include "audit/measured.h"
#include "audit/sampling.h"
#include "audit/summary.h"
#include "audit/trials.h"
#include "audit/verdict.h"
#include "models/claim.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A rung of the ladder: one correction more than the rung before. Row 0 is the published side. */
typedef struct {
    uint32_t quantity;          /* UINT32_MAX on row 0 */
    const char *id, *label;     /* borrowed from the claim; on row 0 "published" and
                                   "As recomputed": it is what its own inputs give */
    int group;                  /* -1: none */
    double published, audited;  /* values of the corrected quantity, in its unit; NaN for a method,
                                   unless it is a measurement */
    const ra_unit *unit;        /* of them */
    double result;              /* headline after this correction, point */
    double factor;              /* result before / after */
    double cumulative;          /* recomputed / result */
    double alone;               /* published / result if only this correction is made */
    ra_summary spread;          /* of the headline after this correction */
    double factor_p5, factor_p50, factor_p95;         /* of `factor` */
    double cumulative_p5, cumulative_p50, cumulative_p95; /* of `cumulative` */
    ra_bounds factor_bounds[RA_ENDS], cumulative_bounds[RA_ENDS];
} ra_rung;

/* What the corrections of one group do together. */
typedef struct {
    uint32_t group;
    double factor;              /* product of its rungs, point */
    double share;               /* sum of the shares of its members in the attribution */
    double p5, p50, p95;        /* of the factor */
    bool boundary;
    double share_p5, share_p50, share_p95;
    ra_bounds bounds[RA_ENDS], share_bounds[RA_ENDS];
} ra_group_result;

/* How an attribution was computed. X(code, name, text) */
#define RA_ATTRIBUTION_LIST(X)                                                 \
    X(RA_ATTRIBUTION_NONE, "none", "nothing was corrected")                    \
    X(RA_ATTRIBUTION_CLOSED, "closed-form", "closed form: the chain is a product of powers") \
    X(RA_ATTRIBUTION_EXACT, "exact", "exact: every subset of the corrections")  \
    X(RA_ATTRIBUTION_SAMPLED, "sampled", "sampled: random orders of the corrections")

typedef enum {
#define X(code, name, text) code,
    RA_ATTRIBUTION_LIST(X)
#undef X
} ra_attribution_method;

/* Given: a `method`. Returned: its name in results. */
const char *ra_attribution_name(ra_attribution_method method);

/* Given: a `method`. Returned: it in words. */
const char *ra_attribution_text(ra_attribution_method method);

/* What is shared out between the corrections: the logarithm of recomputed / audited, or, where some
 * value of the headline is not positive, their difference in the claim's unit. */
typedef enum { RA_BASIS_LOG, RA_BASIS_DIFFERENCE } ra_attribution_basis;

/* Given: a `basis`. Returned: "log" or "difference". */
const char *ra_basis_name(ra_attribution_basis basis);

/* What one correction contributes, whatever the order in which corrections are made: its Shapley
 * value. The contributions of all sum to the attribution's total, the shares to 1. */
typedef struct {
    uint32_t quantity;
    int group;                  /* -1: none */
    double contribution;        /* natural logarithm, or claim's unit, as the basis says */
    double contribution_p5, contribution_p50, contribution_p95;
    double share;               /* contribution / total; NaN where the total is 0 */
    double p5, p50, p95;        /* of the share over the trials; NaN where the total may be 0 */
    double se;                  /* standard error of the share from sampling orders; else 0 */
    double order_min, order_max; /* smallest and largest share over all orders (sampled: those
                                    that were drawn) */
    double lmdi;                /* LMDI-I, additive, claim's unit; NaN unless the chain is a product */
    double lmdi_factor;         /* LMDI-I, multiplicative: its part of recomputed / audited */
    ra_bounds bounds[RA_ENDS], contribution_bounds[RA_ENDS];
} ra_share;

/* The whole of it, shared out. */
typedef struct {
    ra_attribution_method method;
    ra_attribution_basis basis;
    double total;               /* ln(recomputed / audited), or recomputed - audited */
    const ra_share *shares;     /* in the order of the ladder */
    uint32_t share_count;
    uint64_t subsets;           /* of corrections that were evaluated for the point; 0: closed form */
    uint64_t orders;            /* drawn; 0 unless sampled */
    uint64_t trials;            /* that the intervals rest on; 0 where nothing is uncertain */
    uint64_t nan;               /* of them without a value */
    bool crosses;               /* the total has the other sign in over 1 % of the trials: shares
                                   have no bounds, and no intervals */
} ra_attribution;

/* One step of the chain on both sides. */
typedef struct {
    uint32_t quantity;
    double published;           /* NaN where the published side does not use it */
    ra_summary audited;         /* constant NaN where the audited side does not use it */
    double log_variance_added;  /* log variance beyond that of the step before it in the chain */
} ra_step_result;

/* One uncertain input as it was read. Values are in the figure's own unit. */
typedef struct {
    uint32_t quantity;
    char *law;                  /* "normal(mean 208, sd 10.4)" */
    double mean, sd, p5, p50, p95;
} ra_input_result;

/* Two inputs that a claim correlates (ra_correlation: how it is stated). */
typedef struct {
    const ra_correlation *stated; /* borrowed from the claim */
    double scores;              /* correlation of their normal scores */
    double pearson;             /* of their values; NaN where a standard deviation does not exist */
} ra_correlation_result;

/* A bin of the histogram that reports draw. */
typedef struct {
    double low, high;
    double share;               /* of the trials */
} ra_bin;
#define RA_RESULT_BINS 40

/* One line of the uncertainty budget. */
typedef struct {
    uint32_t input;             /* row of the result's inputs */
    double estimate, u;         /* point and standard uncertainty, in the figure's own unit */
    double df;                  /* degrees of freedom of u; infinite where none are given */
    double coefficient;         /* sensitivity: the claim's unit per unit of the figure */
    double contribution;        /* |coefficient| u, in the claim's unit */
    double share;               /* of u(y)^2, covariances included; 0 to 1 without correlations */
} ra_budget_row;

/* Propagation of uncertainty by the GUM, beside the Monte Carlo run. The budget is there wherever
 * derivatives and standard uncertainties are; the validity where the trials have an interval. */
typedef struct {
    bool applies;
    const char *why_not;        /* NULL where it applies */
    double estimate;            /* headline at the point estimates */
    double u;                   /* combined standard uncertainty, first order */
    double u2;                  /* with the terms of second order; NaN for correlated inputs */
    double shift;               /* expected value less estimate, second order */
    double df;                  /* effective degrees of freedom; infinite where none are given */
    double k;                   /* coverage factor for the run's level */
    double low, high;           /* estimate -/+ k u */
    const ra_budget_row *budget; /* largest contribution first */
    uint32_t budget_count;
    /* Validity: do the ends agree with those of the Monte Carlo interval (low, high of `audited`)? */
    int digits;                 /* of u(y), to which they agree: 2, 1, or 0 for not at all */
    double delta;               /* numerical tolerance for that many digits (one where not at all) */
    double d_low, d_high;       /* distances of the ends */
    bool decided;               /* so many trials that two standard errors of the ends change nothing */
    char *text;                 /* the verdict in words; NULL where nothing was compared */
} ra_gum;

/* The distribution of the headline by convolution: exact but for its grid, without trials. It
 * applies to a product of powers of independent positive inputs. */
typedef struct {
    bool applies;
    const char *why_not;        /* NULL where it applies */
    double mean, sd;            /* NaN where they do not exist */
    double p5, p25, p50, p75, p95;
    double low, high;           /* central interval at the run's level */
    double error;               /* estimated relative error of the quantiles */
    uint32_t points;            /* of the grid */
    bool agrees;                /* every quantile of the run is as near as chance allows */
    char *text;                 /* that in words */
} ra_convolution;

/* How the variance of the headline was shared out between its inputs. X(code, name, text) */
#define RA_SENSITIVITY_LIST(X)                                                 \
    X(RA_SENSITIVITY_NONE, "none", "nothing is uncertain")                     \
    X(RA_SENSITIVITY_SOBOL, "sobol", "Sobol indices and Shapley effects: the inputs are independent") \
    X(RA_SENSITIVITY_SHAPLEY, "shapley",                                       \
      "Shapley effects in place of Sobol indices: some inputs are correlated") \
    X(RA_SENSITIVITY_TORNADO, "tornado", "the tornado alone: there are too many inputs")

typedef enum {
#define X(code, name, text) code,
    RA_SENSITIVITY_LIST(X)
#undef X
} ra_sensitivity_method;

/* Given: a `method`. Returned: its name in results. */
const char *ra_sensitivity_name(ra_sensitivity_method method);

/* Given: a `method`. Returned: it in words. */
const char *ra_sensitivity_text(ra_sensitivity_method method);

/* What one uncertain input means for the headline. Inputs that share a draw are one cause: each of
 * them has the numbers of all of them together. */
typedef struct {
    uint32_t input;             /* row of the result's inputs */
    double first, first_se;     /* Sobol index of first order with its standard error; NaN for
                                   correlated inputs */
    double total, total_se;     /* total Sobol index; likewise */
    double shapley, shapley_se; /* Shapley effect: share of the variance; all of them sum to 1 */
    double tornado_low, tornado_high; /* headline at the input's 5 % and 95 % point, the others at
                                         their point values */
    double if_exact_p5, if_exact_p95; /* of the headline, were this input exact at its point */
    double width_removed;       /* share of the width of the 90 % interval that this removes */
    ra_bounds low_bounds, high_bounds; /* of if_exact */
} ra_sensitivity;

/* What every input means for the headline. */
typedef struct {
    ra_sensitivity_method method;
    const ra_sensitivity *rows; /* what to measure first comes first: largest width removed */
    uint32_t count;             /* as many as the result has inputs; 0: the headline needs none */
    uint32_t causes;            /* inputs that share a draw counted once */
    uint32_t points;            /* of every replicate; 0: none */
    uint32_t replicates;
    bool quasi;                 /* points are quasi-random; else of keyed streams */
    uint64_t trials;            /* behind `if_exact` */
    double p5, p95;             /* of the headline in these trials, with nothing exact */
    ra_bounds low_bounds, high_bounds; /* of them */
} ra_sensitivity_result;

/* The value of one corrected assumption at which the headline would be the published figure. */
typedef struct {
    uint32_t quantity;
    double audited;             /* its audited value, in its figure's unit; NaN for a method */
    double value;               /* with it the headline is `wanted`; NaN: no value does that */
} ra_reverse_row;

/* What it would take for the verdict to be another. */
typedef struct {
    bool asked;
    double wanted;              /* the published figure */
    const ra_reverse_row *rows; /* in the order of the ladder */
    uint32_t count;
    uint32_t input;             /* row of the inputs: the widest; UINT32_MAX: nothing is uncertain */
    double low, high;           /* its interval at the run's level, in the figure's own unit */
    double need_low, need_high; /* that it would have to have; NaN: no interval does it */
} ra_reverse;

/* The headline in things people know. A thing has an uncertainty of its own, which p5 and p95 hold
 * beside that of the audit. */
typedef struct {
    const ra_row *row;    /* of the table "equivalences" */
    ra_citation citation; /* its source */
    double size, size_p5, size_p95;   /* one of them, in the row's unit */
    double published, value, p5, p95; /* how many of them */
    ra_bounds low_bounds, high_bounds; /* of p5 and p95 */
} ra_equivalence;

/* The result of an audit. */
typedef struct {
    const ra_claim *claim;      /* borrowed: outlives the result */
    /* How it was made. */
    uint64_t trials, seed;
    uint64_t asked;             /* trials that were asked for: the sampling may round them up */
    ra_sampling sampling;
    uint32_t replicates;        /* that the errors come from; 1: the trials are independent */
    ra_adaptive adaptive;       /* why so many */
    ra_engine engine;           /* of the headline's distribution */
    bool exact;                 /* all quantiles are those of the sorted trials */
    unsigned without;           /* parts that were left out as asked, as bits (audit/extras.h) */
    double level;
    const char *version;        /* of the program */
    char *command;              /* as typed, without paths of the machine; NULL: unknown */
    char **overrides;           /* "id=value" of every --set, NULL-terminated */
    /* Published side. */
    double stated;              /* the headline's figure; NaN: none */
    double recomputed;          /* the chain at the published figures */
    double recomputed_low, recomputed_high;
    ra_consistency consistency;
    ra_consistency corrected_consistency;
    const ra_check *checks;     /* every printed figure beside its recomputation */
    uint32_t check_count;
    /* Audited side. */
    ra_summary audited;
    ra_summary factor;          /* recomputed / audited */
    double factor_narrow;       /* without the groups that widen the boundary; NaN: none do */
    double exceedance;          /* P(audited > stated) */
    double percentile;          /* of the stated figure among the trials, 0 to 100 */
    double holds;               /* P(the stated interval or bound holds); NaN: neither is stated */
    double whole;               /* in the claim's unit, where the headline is judged by what it
                                   leaves of it (100 in percent); else NaN */
    ra_bin bins[RA_RESULT_BINS];
    uint32_t bin_count;
    bool bins_log;              /* bins of equal width on a logarithmic axis */
    /* Tables. */
    const ra_rung *ladder;
    uint32_t rung_count;        /* row 0 included */
    const ra_group_result *groups;
    uint32_t group_count;
    ra_attribution attribution;
    const ra_step_result *steps;
    uint32_t step_count;
    const ra_input_result *inputs;
    uint32_t input_count;
    const ra_correlation_result *correlations; /* in the order of the claim */
    uint32_t correlation_count;
    const double *values[RA_SIDES]; /* point value of every quantity on either side, in its unit;
                                       NaN where that side has none */
    ra_gum gum;
    ra_convolution convolution;
    ra_sensitivity_result sensitivity;
    ra_reverse reverse;
    ra_measured_result measured;
    const ra_equivalence *equivalences;
    uint32_t equivalence_count;
    ra_verdict verdict;
    char *valueless;            /* why trials have no value: "because of 'log' with 'a'"; NULL: all have
                                   one, or not found */
    char *sentence;             /* the verdict in one plain sentence, with its number */
    struct ra_result_private *own;
} ra_result;

/* Given: a `result`; the ends `low` and `high` of another interval of the audited value. Returned:
 * the verdict that the audit would have with it. */
ra_verdict ra_verdict_of(const ra_result *result, double low, double high);

/* Given: a `result`, or NULL. */
void ra_result_free(ra_result *result);

#ifdef __cplusplus
}
#endif
#endif
