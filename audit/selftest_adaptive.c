/* Reference cases about how many trials are enough: batches, and what ranks say of a quantile. */
#include <math.h>
#include <string.h>

#include "audit/adaptive.h"
#include "audit/order.h"
#include "audit/selftest_kind.h"

#define MOST_TRIALS 100000u

static ra_status open_nothing(ra_case_run *run)
{
    (void)run;
    return RA_OK;
}

/* Reads a member that is a probability, ends excluded. */
static bool get_probability(const ra_case_run *run, const char *key, double *out)
{
    if (!ra_value_get_number(run->which->at, key, true, out, run->diag)) {
        return false;
    }
    if (!(*out > 0 && *out < 1)) {
        ra_value_report(ra_value_find(run->which->at, key), run->diag, RA_ERROR,
                        "'%s' must lie between 0 and 1", key);
        return false;
    }
    return true;
}

/* --- The fewest trials of a batch --- */

static ra_status eval_batch(ra_case_run *run, const ra_case_number *number, ra_case_found *found)
{
    static const char *const known[] = {"trials", NULL};
    double level;

    if (!get_probability(run, "level", &level)) {
        return RA_INVALID;
    }
    if (strcmp(number->quantity, known[0]) != 0) {
        return ra_case_unknown(run, number, known);
    }
    found->number = (double)ra_adaptive_batch(level);
    return RA_OK;
}

static const char *const batch_keys[] = {"level", NULL};

const ra_case_kind ra_kind_batch = {.name = "batch",
                                    .keys = batch_keys,
                                    .open = open_nothing,
                                    .eval = eval_batch,
                                    .close = ra_case_close};

/* --- Tolerance intervals whose ends are the extreme trials [wilks1941] ---
 *
 * One-sided, the largest of n trials is above the p-quantile unless all lie below it: the number B
 * below it is binomial, and P(B < n) is asked. Two-sided, the smallest and the largest trial hold
 * the share p of the law between them with P(B < n - 1). */
static double confidence(uint64_t n, double p, uint64_t sides)
{
    return n >= sides ? ra_order_confidence(n, p, 0, n + 1 - sides) : 0;
}

static ra_status eval_ranks(ra_case_run *run, const ra_case_number *number, ra_case_found *found)
{
    static const char *const known[] = {"one_sided", "two_sided", "confidence", NULL};
    double share, wanted;
    uint64_t sides = strcmp(number->quantity, known[1]) == 0 ? 2 : 1, n = 1;

    if (!get_probability(run, "share", &share) || !get_probability(run, "confidence", &wanted)) {
        return RA_INVALID;
    }
    if (strcmp(number->quantity, known[2]) == 0) {
        if (!ra_case_place(run, number, 1, MOST_TRIALS)) {
            return RA_INVALID;
        }
        found->number = confidence((uint64_t)number->where, share, 1);
        return RA_OK;
    }
    if (sides == 1 && strcmp(number->quantity, known[0]) != 0) {
        return ra_case_unknown(run, number, known);
    }
    while (n < MOST_TRIALS && confidence(n, share, sides) < wanted) {
        n++;
    }
    if (n == MOST_TRIALS) {
        ra_value_report(number->at, run->diag, RA_ERROR,
                        "'%s' is %u trials or more, which is beyond what is tried",
                        number->quantity, MOST_TRIALS);
        return RA_INVALID;
    }
    found->number = (double)n;
    return RA_OK;
}

static const char *const ranks_keys[] = {"share", "confidence", NULL};

const ra_case_kind ra_kind_ranks = {.name = "ranks",
                                    .keys = ranks_keys,
                                    .open = open_nothing,
                                    .eval = eval_ranks,
                                    .close = ra_case_close};
