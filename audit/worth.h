/* What to measure next: what knowing one input exactly would buy.
 *
 * For every uncertain input X the expected width of the headline's interval once X is known,
 *     W(X) = E_x [ width of the interval of Y given X = x ],
 * and the probability that the verdict is then another than it is now. Both are partial perfect
 * information [strong2013]: the trials are sorted by X and cut into strata of equal size, in each
 * of which X is nearly known; the interval of each stratum is that of Y given X. Their standard
 * errors come from independent parts of the trials.
 *
 * Units: widths are in the claim's unit. Errors: no rows where nothing is uncertain.
 * Source: [strong2013]. */
#ifndef RA_WORTH_H
#define RA_WORTH_H

#include "audit/audit.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What knowing one input is worth. */
typedef struct {
    uint32_t input;             /* row of the result's inputs */
    double width, width_se;     /* expected width of the interval, in the claim's unit */
    double removed, removed_se; /* expected share of the width that goes, 0 to 1 */
    double change, change_se;   /* probability of another verdict */
} ra_worth;

/* What knowing each input is worth. */
typedef struct {
    ra_worth *rows; /* largest share removed first; `count` of them */
    uint32_t count;
    double width;      /* of the interval now, in these trials */
    double change_all; /* probability of another verdict were everything known */
    uint64_t trials;
    uint32_t strata, parts;
} ra_worth_result;

/* Given: the `result` of an audit, whose claim has not changed. Returned: RA_OK with *out, whose
 * rows the caller frees with ra_worth_free; RA_NOMEM. */
ra_status ra_worth_eval(ra_worth_result *out, const ra_result *result);

/* Given: a `worth` whose rows are given back. */
void ra_worth_free(ra_worth_result *worth);

#ifdef __cplusplus
}
#endif
#endif
