#include "tests/support/audit.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/claim.h"
#include "tests/support/files.h"

ra_plan plan_of(uint64_t trials)
{
    ra_plan plan = ra_plan_default();
    plan.trials = trials;
    plan.version = "test";
    return plan;
}

ra_result *audit_claim(const ra_claim *claim, const ra_plan *plan)
{
    ra_result *result = NULL;
    if (ra_audit(&result, claim, claim_data, plan, claim_diag) != RA_OK) {
        char *messages = written_messages(claim_diag);
        ck_abort_msg("the audit failed:\n%s", messages);
    }
    return result;
}

typedef struct {
    double *number;
    size_t count, capacity;
} list;

static void add(list *to, const double *numbers, size_t count)
{
    if (to->count + count > to->capacity) {
        to->capacity = 2 * (to->count + count);
        to->number = realloc(to->number, to->capacity * sizeof *to->number);
        ck_assert_ptr_nonnull(to->number);
    }
    if (count > 0)
        memcpy(to->number + to->count, numbers, count * sizeof *numbers);
    to->count += count;
}

/* The doubles of a summary stand from `point` to `log_variance`. */
static void add_summary(list *to, const ra_summary *s)
{
    const double nan = (double)s->nan;
    add(to, &s->point, (size_t)(&s->log_variance - &s->point) + 1);
    add(to, &nan, 1);
}

static void add_ladder(list *to, const ra_result *r)
{
    for (uint32_t k = 0; k < r->rung_count; k++) {
        const ra_rung *rung = &r->ladder[k];
        const double numbers[] = {
            rung->published,  rung->audited,       rung->result,         rung->factor,
            rung->cumulative, rung->alone,         rung->factor_p5,      rung->factor_p50,
            rung->factor_p95, rung->cumulative_p5, rung->cumulative_p50, rung->cumulative_p95,
        };
        add(to, numbers, sizeof numbers / sizeof *numbers);
        add_summary(to, &rung->spread);
    }
}

static void add_attribution(list *to, const ra_attribution *a)
{
    const double counts[] = {a->total, (double)a->subsets, (double)a->orders, (double)a->trials,
                             (double)a->nan};
    add(to, counts, sizeof counts / sizeof *counts);
    for (uint32_t k = 0; k < a->share_count; k++) {
        const double *first = &a->shares[k].contribution;
        add(to, first, (size_t)(&a->shares[k].lmdi_factor - first) + 1);
    }
}

static void add_gum(list *to, const ra_gum *g)
{
    const double validity[] = {g->delta, g->d_low, g->d_high, g->digits, g->decided};

    add(to, &g->estimate, (size_t)(&g->high - &g->estimate) + 1);
    add(to, validity, sizeof validity / sizeof *validity);
    for (uint32_t i = 0; i < g->budget_count; i++)
        add(to, &g->budget[i].estimate, (size_t)(&g->budget[i].share - &g->budget[i].estimate) + 1);
}

static void add_tables(list *to, const ra_result *r)
{
    for (uint32_t g = 0; g < r->group_count; g++) {
        add(to, &r->groups[g].factor, 5);
        add(to, &r->groups[g].share_p5, 3);
    }
    for (uint32_t i = 0; i < r->step_count; i++) {
        add(to, &r->steps[i].published, 1);
        add_summary(to, &r->steps[i].audited);
        add(to, &r->steps[i].log_variance_added, 1);
    }
    for (uint32_t i = 0; i < r->input_count; i++)
        add(to, &r->inputs[i].mean, 5);
    for (uint32_t i = 0; i < r->bin_count; i++)
        add(to, &r->bins[i].low, 3);
    for (uint32_t i = 0; i < r->check_count; i++)
        add(to, &r->checks[i].stated, 6);
    for (uint32_t i = 0; i < r->equivalence_count; i++)
        add(to, &r->equivalences[i].published, 4);
}

static void add_sensitivity(list *to, const ra_sensitivity_result *s)
{
    for (uint32_t i = 0; i < s->count; i++) {
        const double input = s->rows[i].input;
        add(to, &input, 1);
        add(to, &s->rows[i].first, 11);
    }
    add(to, &s->p5, 2);
}

/* The answers to the reverse question, where it was asked. */
static void add_reverse(list *to, const ra_reverse *reverse)
{
    const double numbers[] = {reverse->wanted, reverse->low, reverse->high, reverse->need_low,
                              reverse->need_high};

    if (!reverse->asked)
        return;
    add(to, numbers, sizeof numbers / sizeof *numbers);
    for (uint32_t i = 0; i < reverse->count; i++)
        add(to, &reverse->rows[i].audited, 2);
}

/* What would make the checked figures follow. */
static void add_slips(list *to, const ra_result *r)
{
    for (uint32_t i = 0; i < r->check_count; i++) {
        for (uint32_t k = 0; k < r->checks[i].slip_count; k++)
            add(to, &r->checks[i].slips[k].printed, 3);
    }
}

/* The bounds of all quantiles. */
static void add_bounds(list *to, const ra_result *r)
{
    add(to, &r->audited.bounds[0].low, 2 * (size_t)RA_QUANTILES);
    add(to, &r->factor.bounds[0].low, 2 * (size_t)RA_QUANTILES);
    for (uint32_t i = 0; i < r->sensitivity.count; i++) {
        add(to, &r->sensitivity.rows[i].low_bounds.low, 2);
        add(to, &r->sensitivity.rows[i].high_bounds.low, 2);
    }
}

double *numbers_of(const ra_result *r, size_t *count)
{
    list all = {0};
    const double head[] = {r->stated,        r->recomputed, r->recomputed_low, r->recomputed_high,
                           r->factor_narrow, r->exceedance, r->percentile};
    add(&all, head, sizeof head / sizeof *head);
    add_summary(&all, &r->audited);
    add_summary(&all, &r->factor);
    add_ladder(&all, r);
    add_tables(&all, r);
    add_attribution(&all, &r->attribution);
    add_sensitivity(&all, &r->sensitivity);
    add_gum(&all, &r->gum);
    add_reverse(&all, &r->reverse);
    add_slips(&all, r);
    add_bounds(&all, r);
    add(&all, &r->convolution.mean, (size_t)(&r->convolution.error - &r->convolution.mean) + 1);
    for (int side = 0; side < RA_SIDES; side++)
        add(&all, r->values[side], r->claim->quantity_count);
    *count = all.count;
    return all.number;
}

const ra_check *check_of(const ra_result *result, const char *label)
{
    for (uint32_t i = 0; i < result->check_count; i++) {
        if (strcmp(result->checks[i].label, label) == 0)
            return &result->checks[i];
    }
    ck_abort_msg("there is no check '%s'", label);
    return NULL;
}
