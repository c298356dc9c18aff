/* The attribution of a result: who is responsible for how much of the difference. */
#include "audit/attribution.h"

#include <math.h>

#include "audit/builder.h"
#include "audit/names.h"

/* A total smaller than this part of what sums to it is rounding. */
#define NOTHING 1e-12

RA_LOOKUP(const char *, ra_attribution_name, ra_attribution_method, RA_ATTRIBUTION_LIST, RA_NAME_OF)
RA_LOOKUP(const char *, ra_attribution_text, ra_attribution_method, RA_ATTRIBUTION_LIST, RA_TEXT_OF)

const char *ra_basis_name(ra_attribution_basis basis)
{
    return basis == RA_BASIS_LOG ? "log" : "difference";
}

/* What is shared out; NaN where it comes to nothing, so that there are no shares of it. */
static double divisor(const ra_split *split, double total)
{
    double size = 0;

    for (uint32_t k = 0; k < split->game.players; k++) {
        size += fabs(split->contribution[k]);
    }
    return fabs(total) > NOTHING * size ? total : (double)NAN;
}

/* A quotient in which nothing is 0 and never -0. */
static double share_of(double contribution, double total)
{
    return contribution / total + 0;
}

/* The point alone: where nothing is uncertain, it is the interval too. */
static ra_share point_share(const ra_split *split, uint32_t k, double total, bool certain)
{
    uint32_t q = split->game.claim->changed[k];
    double contribution = split->contribution[k];
    double share = share_of(contribution, total);
    double least = share_of(split->least[k], total), most = share_of(split->most[k], total);

    ra_share row = {
        .quantity = q,
        .group = split->game.claim->quantities[q].group,
        .contribution = contribution,
        .contribution_p5 = contribution,
        .contribution_p50 = contribution,
        .contribution_p95 = contribution,
        .share = share,
        .p5 = certain ? share : (double)NAN,
        .p50 = certain ? share : (double)NAN,
        .p95 = certain ? share : (double)NAN,
        .se = split->se[k] / fabs(total),
        .order_min = fmin(least, most),
        .order_max = fmax(least, most),
        .lmdi = split->lmdi[k],
        .lmdi_factor = split->lmdi_factor[k],
    };
    for (int i = 0; i < RA_ENDS; i++) {
        row.bounds[i] = (ra_bounds){row.p50, row.p50};
        row.contribution_bounds[i] = (ra_bounds){contribution, contribution};
    }
    return row;
}

/* The groups again, with the sums of their members' shares; NaN where there are no shares. */
static ra_status set_groups(ra_builder *builder, double total, bool certain, ra_group_result **out)
{
    ra_result *result = builder->result;
    const ra_attribution *attribution = &result->attribution;
    ra_group_result *groups = ra_arena_alloc(builder->arena, result->group_count, sizeof *groups);

    for (uint32_t g = 0; groups != NULL && g < result->group_count; g++) {
        double sum = isnan(total) ? (double)NAN : 0;
        for (uint32_t k = 0; k < attribution->share_count; k++) {
            sum += attribution->shares[k].group == (int)g ? attribution->shares[k].share : 0;
        }
        groups[g] = result->groups[g];
        groups[g].share = sum;
        groups[g].share_p5 = groups[g].share_p50 = groups[g].share_p95 =
            certain ? sum : (double)NAN;
        for (int i = 0; i < RA_ENDS; i++) {
            groups[g].share_bounds[i] = (ra_bounds){groups[g].share_p50, groups[g].share_p50};
        }
    }
    result->groups = *out = groups;
    return groups != NULL || result->group_count == 0 ? RA_OK : RA_NOMEM;
}

static ra_status set_result(ra_builder *builder, ra_split *split)
{
    ra_result *result = builder->result;
    ra_attribution *out = &result->attribution;
    double published = result->recomputed, audited = result->audited.point;
    ra_share *shares = ra_arena_alloc(builder->arena, split->game.players, sizeof *shares);
    ra_group_result *groups = NULL;
    ra_status status =
        shares != NULL ? ra_split_point(split, published, audited, builder->plan->seed) : RA_NOMEM;

    if (status != RA_OK) {
        return status;
    }
    out->method = split->method;
    out->basis = split->basis;
    out->total = split->basis == RA_BASIS_LOG ? log(published / audited) : published - audited;
    out->subsets = split->subsets;
    out->orders = split->order_count;
    out->trials = ra_split_trials(split, builder->plan->trials);
    double total = divisor(split, out->total);
    for (uint32_t k = 0; k < split->game.players; k++) {
        shares[k] = point_share(split, k, total, out->trials == 0);
    }
    out->shares = shares;
    out->share_count = split->game.players;
    status = set_groups(builder, total, out->trials == 0, &groups);
    if (status == RA_OK && out->trials > 0) {
        status = ra_split_intervals(split, builder->plan, out, shares, groups);
    }
    return status;
}

ra_status ra_attribution_eval(ra_builder *builder)
{
    ra_group_result *groups;
    ra_split split;

    if (builder->claim->changed_count == 0) {
        return set_groups(builder, NAN, false, &groups);
    }
    ra_status status = ra_split_open(&split, builder->claim, &builder->draws, builder->plan->seed);
    if (status == RA_OK) {
        status = set_result(builder, &split);
    }
    ra_split_free(&split);
    return status;
}
