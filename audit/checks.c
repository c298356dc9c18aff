/* Every printed figure beside what the chain gives for it.
 *
 * A figure *reproduces* where the recomputed value rounds, or was cut off, to what was printed.
 * Where it does not, the rounding of the printed inputs may explain it: the range of the chain over
 * all rounding intervals (box.h) is compared with the interval of the printed figure. */
#include <math.h>
#include <string.h>

#include "audit/box.h"
#include "audit/builder.h"
#include "audit/slip.h"
#include "models/alloc.h"
#include "models/figure.h"

/* Recomputed values and edges of intervals are rounded themselves. */
#define SLACK 1e-12

/* The numbers that are printed as this text, rounded to it or cut off, in the unit of the check. */
typedef struct {
    double low, high;
    double factor; /* the unit in which the figure was printed, in that of the check */
} accepted;

/* Widens the rounding interval by the numbers that were cut off rather than rounded. All are in the
 * figure's own unit. */
static accepted accept_cut(const char *printed, double value, int digits, accepted rounding)
{
    ra_printed text;
    char reason[200];
    size_t position;
    bool known = printed != NULL &&
                 ra_printed_parse(printed, &text, reason, sizeof reason, &position) &&
                 text.value == value && (digits == 0 || text.digits == digits);

    /* Words ("five", "979M") tell their digits apart from the text. */
    if (!known) {
        known = digits > 0 && ra_printed_round(value, digits, &text);
    }
    if (known) {
        rounding.low = fmin(rounding.low, text.cut_high);
        rounding.high = fmax(rounding.high, text.cut_high);
    }
    return rounding;
}

/* Sets what was stated; returns what is accepted for it, in the unit of the check. */
static accepted set_stated(ra_check *check, const ra_figure *figure)
{
    accepted range = {.low = figure->low, .high = figure->high};

    range = accept_cut(figure->printed, figure->value, figure->digits, range);
    check->printed = figure->printed;
    check->stated = figure->value * figure->factor;
    check->stated_low = figure->low * figure->factor;
    check->stated_high = figure->high * figure->factor;
    return (accepted){.low = range.low * figure->factor,
                      .high = range.high * figure->factor,
                      .factor = figure->factor};
}

/* Decides between the answers, once recomputed, low and high are known. */
static ra_consistency judge(const ra_check *check, accepted range)
{
    double slack = SLACK * fabs(check->recomputed);
    double low = range.low - slack, high = range.high + slack;

    if (isnan(check->recomputed)) {
        return RA_NOT_CHECKED;
    }
    if (low <= check->recomputed && check->recomputed <= high) {
        return RA_REPRODUCES;
    }
    return check->low <= high && low <= check->high ? RA_REPRODUCES_ROUNDED : RA_DOES_NOT_FOLLOW;
}

/* Fills in the range over the rounding box, judges, and asks what would have to change. */
static ra_status finish(ra_builder *builder, ra_check *check, accepted range,
                        const ra_box_target *target)
{
    ra_box_range box;
    ra_status status = ra_box_eval(target, &box);

    if (status == RA_OK) {
        check->low = fmin(box.low, check->recomputed);
        check->high = fmax(box.high, check->recomputed);
        check->consistency = judge(check, range);
        const ra_slip_wanted wanted = {range.low, range.high, range.factor};
        status = ra_slip_find(builder->arena, check, target, &wanted);
    }
    return status;
}

/* A step at one choice of sides, which stands in builder->choice. `scale` turns its unit into that
 * of the check. */
static ra_status finish_step(ra_builder *builder, ra_check *check, accepted range, uint32_t step,
                             double scale)
{
    static const double power[] = {1};
    const uint8_t *const choice[] = {builder->choice};
    const ra_box_target target = {.claim = builder->claim,
                                  .step = step,
                                  .scale = scale,
                                  .count = 1,
                                  .choice = choice,
                                  .power = power};
    return finish(builder, check, range, &target);
}

/* A bound follows from everything on its right side. */
static accepted accept_bound(const ra_claim *claim, accepted range)
{
    if (claim->bound == RA_BOUND_AT_MOST) {
        range.low = -INFINITY;
    }
    if (claim->bound == RA_BOUND_AT_LEAST) {
        range.high = INFINITY;
    }
    return range;
}

static ra_check headline_check(const ra_builder *builder)
{
    const ra_claim *claim = builder->claim;

    return (ra_check){.label = claim->quantities[claim->result].id,
                      .quantity = claim->result,
                      .group = UINT32_MAX,
                      .unit = claim->unit,
                      .recomputed = builder->result->recomputed};
}

static ra_status check_headline(ra_builder *builder, ra_check *check)
{
    const ra_claim *claim = builder->claim;

    *check = headline_check(builder);
    accepted range = accept_bound(claim, set_stated(check, &claim->stated));
    ra_choice_published(claim, builder->choice);
    ra_status status = finish_step(builder, check, range, claim->result, claim->result_factor);
    if (claim->solved) {
        check->consistency = RA_IMPLIED;
        check->slip_count = 0;
    }
    return status;
}

/* An interval follows where it holds what the chain gives. */
static ra_status check_interval(ra_builder *builder, ra_check *check)
{
    const ra_claim *claim = builder->claim;
    const uint8_t *const choice[] = {builder->choice};
    const double power[] = {1};
    const ra_box_target target = {claim, claim->result, claim->result_factor, 1, choice, power, false};
    ra_box_range box;

    *check = headline_check(builder);
    check->printed = claim->interval_text;
    check->stated = NAN;
    check->stated_low = claim->interval_low;
    check->stated_high = claim->interval_high;
    ra_choice_published(claim, builder->choice);
    ra_status status = ra_box_eval(&target, &box);
    if (status == RA_OK) {
        check->low = fmin(box.low, check->recomputed);
        check->high = fmax(box.high, check->recomputed);
        check->consistency =
            judge(check, (accepted){claim->interval_low, claim->interval_high, 1});
    }
    return status;
}

static ra_status check_corrected(ra_builder *builder, ra_check *check)
{
    const ra_claim *claim = builder->claim;

    *check = (ra_check){.label = "corrected",
                        .quantity = claim->result,
                        .group = UINT32_MAX,
                        .unit = claim->unit,
                        .recomputed = builder->result->audited.point};
    accepted range = set_stated(check, &claim->corrected);
    ra_choice_audited(claim, builder->choice);
    return finish_step(builder, check, range, claim->result, claim->result_factor);
}

static ra_status check_step(ra_builder *builder, ra_check *check, uint32_t q)
{
    const ra_quantity *step = &builder->claim->quantities[q];

    *check = (ra_check){.label = step->id,
                        .quantity = q,
                        .group = UINT32_MAX,
                        .unit = step->unit,
                        .recomputed = builder->result->values[RA_PUBLISHED][q]};
    accepted range = set_stated(check, &step->figure[RA_PUBLISHED]);
    ra_choice_published(builder->claim, builder->choice);
    return finish_step(builder, check, range, q, 1);
}

/* Whether rung k belongs to the group; there is none beyond the last. */
static bool in_group(const ra_claim *claim, uint32_t k, uint32_t group)
{
    return k >= 1 && k <= claim->changed_count &&
           claim->quantities[claim->changed[k - 1]].group == (int)group;
}

/* The factor of a group is the product of before / after over its rungs. What stands between two
 * rungs of the group that follow each other cancels. */
static ra_status finish_group(ra_builder *builder, ra_check *check, accepted range, uint32_t group)
{
    const ra_claim *claim = builder->claim;
    size_t most = (size_t)claim->changed_count + 2;
    uint8_t *rooms = ra_calloc(most, claim->quantity_count);
    const uint8_t **choice = ra_calloc(most, sizeof *choice);
    double *power = ra_calloc(most, sizeof *power);
    ra_status status = RA_NOMEM;
    uint32_t count = 0;

    if (rooms == NULL || choice == NULL || power == NULL) {
        goto done;
    }
    for (uint32_t k = 0; k <= claim->changed_count; k++) {
        if (in_group(claim, k, group) != in_group(claim, k + 1, group)) {
            uint8_t *room = rooms + (size_t)count * claim->quantity_count;
            ra_choice_rung(claim, k, room);
            choice[count] = room;
            power[count++] = in_group(claim, k, group) ? -1 : 1;
        }
    }
    const ra_box_target target = {.claim = claim,
                                  .step = claim->result,
                                  .scale = 1,
                                  .count = count,
                                  .choice = choice,
                                  .power = power};
    status = finish(builder, check, range, &target);
done:
    ra_free(rooms);
    ra_free(choice);
    ra_free(power);
    return status;
}

static ra_status check_group(ra_builder *builder, ra_check *check, uint32_t g)
{
    const ra_group *group = &builder->claim->groups[g];
    ra_text label = {0};

    ra_text_format(&label, "group %s", group->id);
    *check = (ra_check){.label = ra_builder_text(builder, &label),
                        .quantity = UINT32_MAX,
                        .group = g,
                        .printed = group->printed,
                        .stated = group->value,
                        .stated_low = group->low,
                        .stated_high = group->high,
                        .recomputed = builder->result->groups[g].factor};
    ra_text_free(&label);
    if (check->label == NULL) {
        return RA_NOMEM;
    }
    accepted range = {.low = group->low, .high = group->high, .factor = 1};
    range = accept_cut(group->printed, group->value, 0, range);
    return finish_group(builder, check, range, g);
}

/* A printed step is checked where the published side computes it. */
static bool step_is_checked(const ra_claim *claim, uint32_t q)
{
    const ra_quantity *step = &claim->quantities[q];

    return step->kind == RA_STEP && step->figure[RA_PUBLISHED].kind != RA_FIGURE_NONE &&
           step->formula[RA_PUBLISHED] != NULL && ra_claim_uses(claim, q, RA_PUBLISHED);
}

/* A source printed its total and its factors for the corrections as filed: where some were changed by
 * hand or by a measurement, they say nothing about the chain. */
static void leave_open(const ra_builder *builder, ra_check *check)
{
    const char *const *overrides = builder->plan->overrides;

    if ((overrides != NULL && overrides[0] != NULL) || builder->plan->measured.count > 0) {
        check->consistency = RA_NOT_CHECKED;
        check->slips = NULL;
        check->slip_count = 0;
    }
}

static ra_status check_all(ra_builder *builder, ra_check *checks, uint32_t *count)
{
    const ra_claim *claim = builder->claim;
    ra_result *result = builder->result;
    ra_status status = RA_OK;

    if (claim->stated.kind != RA_FIGURE_NONE || claim->stated_interval) {
        status = claim->stated_interval ? check_interval(builder, &checks[*count])
                                        : check_headline(builder, &checks[*count]);
        result->consistency = checks[*count].consistency;
        result->recomputed_low = checks[*count].low;
        result->recomputed_high = checks[(*count)++].high;
    }
    for (uint32_t q = 0; q < claim->quantity_count && status == RA_OK; q++) {
        if (step_is_checked(claim, q)) {
            status = check_step(builder, &checks[(*count)++], q);
        }
    }
    for (uint32_t g = 0; g < claim->group_count && status == RA_OK; g++) {
        if (claim->groups[g].printed != NULL) {
            status = check_group(builder, &checks[*count], g);
            leave_open(builder, &checks[(*count)++]);
        }
    }
    if (claim->corrected.kind != RA_FIGURE_NONE && status == RA_OK) {
        status = check_corrected(builder, &checks[*count]);
        leave_open(builder, &checks[*count]);
        result->corrected_consistency = checks[(*count)++].consistency;
    }
    return status;
}

ra_status ra_checks_eval(ra_builder *builder)
{
    const ra_claim *claim = builder->claim;
    ra_result *result = builder->result;
    size_t most = (size_t)claim->step_count + claim->group_count + 2;
    ra_check *checks = ra_arena_alloc(builder->arena, most, sizeof *checks);

    result->consistency = RA_NOT_STATED;
    result->corrected_consistency = RA_NOT_STATED;
    result->recomputed_low = NAN;
    result->recomputed_high = NAN;
    if (checks == NULL) {
        return RA_NOMEM;
    }
    result->checks = checks;
    return check_all(builder, checks, &result->check_count);
}
