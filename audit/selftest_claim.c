/* Reference cases that are a measurement model: read as a claim and audited.
 *
 * "by" says which part of the audit a number is from. Everything is made when it is first asked
 * for: the audit, the trials one by one, the study of interactions. */
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "audit/selftest_claim.h"
#include "models/alloc.h"

#define LEVEL       0.95
#define FEW_TRIALS  1024
#define MOST_EFFORT 16

const double *ra_case_field_find(const void *object, const ra_case_field *fields, const char *name)
{
    for (; fields->name != NULL; fields++) {
        if (strcmp(fields->name, name) == 0) {
            return (const double *)(const void *)((const char *)object + fields->offset);
        }
    }
    return NULL;
}

ra_status ra_case_field_get(const ra_case_run *run, const ra_case_number *number,
                            const void *object, const ra_case_field *fields, ra_case_found *found)
{
    const char *names[32] = {0};
    const double *value = ra_case_field_find(object, fields, number->quantity);

    if (value != NULL) {
        found->number = *value;
        return RA_OK;
    }
    for (size_t i = 0; fields[i].name != NULL && i + 1 < sizeof names / sizeof names[0]; i++) {
        names[i] = fields[i].name;
    }
    return ra_case_unknown(run, number, names);
}

/* --- Beside the trials --- */

static const ra_case_field gum_fields[] = {
    {"estimate", offsetof(ra_gum, estimate)},
    {"u", offsetof(ra_gum, u)},
    {"u2", offsetof(ra_gum, u2)},
    {"shift", offsetof(ra_gum, shift)},
    {"df", offsetof(ra_gum, df)},
    {"k", offsetof(ra_gum, k)},
    {"low", offsetof(ra_gum, low)},
    {"high", offsetof(ra_gum, high)},
    {"delta", offsetof(ra_gum, delta)},
    {"d_low", offsetof(ra_gum, d_low)},
    {"d_high", offsetof(ra_gum, d_high)},
    {NULL, 0},
};

static ra_status eval_gum(const ra_case_run *run, ra_claim_case *own, const ra_case_number *number,
                          ra_case_found *found)
{
    const ra_gum *gum = &own->result->gum;

    if (strcmp(number->quantity, "expanded") == 0) {
        found->number = gum->k * gum->u;
    } else if (strcmp(number->quantity, "variance") == 0) {
        found->number = gum->u * gum->u;
    } else if (strcmp(number->quantity, "digits") == 0) {
        found->number = gum->digits;
    } else {
        return ra_case_field_get(run, number, gum, gum_fields, found);
    }
    return RA_OK;
}

static const ra_case_field convolution_fields[] = {
    {"mean", offsetof(ra_convolution, mean)}, {"sd", offsetof(ra_convolution, sd)},
    {"p5", offsetof(ra_convolution, p5)},     {"p25", offsetof(ra_convolution, p25)},
    {"p50", offsetof(ra_convolution, p50)},   {"p75", offsetof(ra_convolution, p75)},
    {"p95", offsetof(ra_convolution, p95)},   {"low", offsetof(ra_convolution, low)},
    {"high", offsetof(ra_convolution, high)}, {NULL, 0},
};

static ra_status eval_convolution(const ra_case_run *run, ra_claim_case *own,
                                  const ra_case_number *number, ra_case_found *found)
{
    return ra_case_field_get(run, number, &own->result->convolution, convolution_fields, found);
}

/* --- Of one input --- */

static ra_status report_certain(const ra_case_run *run, const ra_case_number *number)
{
    ra_value_report(number->at, run->diag, RA_ERROR, "'%s' is not uncertain", number->of[0]);
    return RA_INVALID;
}

static ra_status eval_law(const ra_case_run *run, ra_claim_case *own, const ra_case_number *number,
                          ra_case_found *found)
{
    uint32_t quantity = ra_case_claim_find(run, own->claim, number, 0);

    if (quantity == UINT32_MAX) {
        return RA_INVALID;
    }
    const ra_dist *dist = own->claim->quantities[quantity].figure[RA_AUDITED].dist;
    return dist != NULL ? ra_case_law_eval(run, dist, number, found) : report_certain(run, number);
}

/* Returns the row of the result's inputs, or UINT32_MAX with a message. */
static uint32_t find_row(const ra_case_run *run, const ra_claim_case *own,
                         const ra_case_number *number)
{
    uint32_t quantity = ra_case_claim_find(run, own->claim, number, 0);

    for (uint32_t i = 0; quantity != UINT32_MAX && i < own->result->input_count; i++) {
        if (own->result->inputs[i].quantity == quantity) {
            return i;
        }
    }
    if (quantity != UINT32_MAX) {
        report_certain(run, number);
    }
    return UINT32_MAX;
}

static const ra_case_field budget_fields[] = {
    {"u", offsetof(ra_budget_row, u)},
    {"coefficient", offsetof(ra_budget_row, coefficient)},
    {"contribution", offsetof(ra_budget_row, contribution)},
    {"share", offsetof(ra_budget_row, share)},
    {NULL, 0},
};

/* Covariance and correlation of an input with the result, both of first order and for independent
 * inputs: cov = c_i u_i^2, r = c_i u_i / u. */
static ra_status eval_budget(const ra_case_run *run, ra_claim_case *own,
                             const ra_case_number *number, ra_case_found *found)
{
    const ra_gum *gum = &own->result->gum;
    uint32_t row = find_row(run, own, number), i = 0;

    while (row != UINT32_MAX && i < gum->budget_count && gum->budget[i].input != row) {
        i++;
    }
    if (row == UINT32_MAX) {
        return RA_INVALID;
    }
    if (i == gum->budget_count) {
        ra_value_report(number->at, run->diag, RA_ERROR, "there is no budget: %s", gum->why_not);
        return RA_INVALID;
    }
    const ra_budget_row *budget = &gum->budget[i];
    if (strcmp(number->quantity, "covariance") == 0) {
        found->number = budget->coefficient * budget->u * budget->u;
    } else if (strcmp(number->quantity, "correlation") == 0) {
        found->number = budget->coefficient * budget->u / gum->u;
    } else if (strcmp(number->quantity, "rank") == 0) {
        found->number = i + 1.0;
    } else {
        return ra_case_field_get(run, number, budget, budget_fields, found);
    }
    return RA_OK;
}

static const ra_case_field sensitivity_fields[] = {
    {"first", offsetof(ra_sensitivity, first)},
    {"total", offsetof(ra_sensitivity, total)},
    {"shapley", offsetof(ra_sensitivity, shapley)},
    {"width_removed", offsetof(ra_sensitivity, width_removed)},
    {NULL, 0},
};

static ra_status eval_sensitivity(const ra_case_run *run, ra_claim_case *own,
                                  const ra_case_number *number, ra_case_found *found)
{
    if (strcmp(number->quantity, "interaction") == 0) {
        return ra_claim_case_interaction(run, own, number, found);
    }
    uint32_t row = find_row(run, own, number);
    if (row == UINT32_MAX) {
        return RA_INVALID;
    }
    for (uint32_t i = 0; i < own->result->sensitivity.count; i++) {
        const ra_sensitivity *one = &own->result->sensitivity.rows[i];
        if (one->input == row) {
            return ra_case_field_get(run, number, one, sensitivity_fields, found);
        }
    }
    return report_certain(run, number);
}

static const ra_case_field correlation_fields[] = {
    {"scores", offsetof(ra_correlation_result, scores)},
    {"pearson", offsetof(ra_correlation_result, pearson)},
    {NULL, 0},
};

/* Of a pair, in either order. */
static ra_status eval_correlation(const ra_case_run *run, ra_claim_case *own,
                                  const ra_case_number *number, ra_case_found *found)
{
    uint32_t a = ra_case_claim_find(run, own->claim, number, 0);
    uint32_t b = a != UINT32_MAX ? ra_case_claim_find(run, own->claim, number, 1) : UINT32_MAX;

    for (uint32_t i = 0; b != UINT32_MAX && i < own->result->correlation_count; i++) {
        const ra_correlation_result *one = &own->result->correlations[i];
        const uint32_t *pair = one->stated->between;
        if ((pair[0] == a && pair[1] == b) || (pair[0] == b && pair[1] == a)) {
            return ra_case_field_get(run, number, one, correlation_fields, found);
        }
    }
    if (b != UINT32_MAX) {
        ra_value_report(number->at, run->diag, RA_ERROR, "'%s' and '%s' are not correlated",
                        number->of[0], number->of[1]);
    }
    return RA_INVALID;
}

/* --- The kind --- */

typedef struct {
    const char *by;
    ra_status (*eval)(const ra_case_run *run, ra_claim_case *own, const ra_case_number *number,
                      ra_case_found *found);
} route;

static const route routes[] = {
    {"trials", ra_claim_case_trials},  {"gum", eval_gum},
    {"convolution", eval_convolution}, {"law", eval_law},
    {"budget", eval_budget},           {"sensitivity", eval_sensitivity},
    {"correlation", eval_correlation},
};
enum { ROUTES = sizeof routes / sizeof routes[0] };

static ra_status eval(ra_case_run *run, const ra_case_number *number, ra_case_found *found)
{
    const char *names[ROUTES];
    int which = 0;

    for (int i = 0; i < ROUTES; i++) {
        names[i] = routes[i].by;
    }
    if (number->by != NULL &&
        !ra_value_get_choice(number->at, "by", true, names, ROUTES, &which, run->diag)) {
        return RA_INVALID;
    }
    return routes[which].eval(run, run->state, number, found);
}

/* A case without a number from trials needs few of them; one that has to decide between numbers
 * that are near each other takes "effort" times as many. */
static uint64_t count_trials(const ra_case_run *run, uint64_t effort)
{
    const ra_case *which = run->which;
    uint64_t trials = run->plan->trials * effort;
    bool sampling = false;

    for (uint32_t i = 0; i < which->number_count; i++) {
        sampling = sampling || which->numbers[i].sampling;
    }
    return sampling || trials < FEW_TRIALS ? trials : FEW_TRIALS;
}

/* Returns whether no number is asked for beyond the headline's distribution. */
static bool is_headline(const ra_case *which)
{
    bool beyond = false;

    for (uint32_t i = 0; i < which->number_count; i++) {
        const char *by = which->numbers[i].by;
        beyond = beyond || (by != NULL && (strcmp(by, "gum") == 0 || strcmp(by, "budget") == 0 ||
                                           strcmp(by, "sensitivity") == 0));
    }
    return !beyond;
}

/* Reads "level" and "effort" where they are given. Returned: false with a message. */
static bool read_plan(const ra_case_run *run, double *level, double *effort)
{
    const ra_value *at = run->which->at;

    ra_value_get_number(at, "level", false, level, run->diag);
    ra_value_get_number(at, "effort", false, effort, run->diag);
    if (!(*level > 0 && *level < 1)) {
        ra_value_report(ra_value_find(at, "level"), run->diag, RA_ERROR,
                        "'level' must lie between 0 and 1");
        return false;
    }
    if (!(*effort >= 1 && *effort <= MOST_EFFORT && *effort == floor(*effort))) {
        ra_value_report(ra_value_find(at, "effort"), run->diag, RA_ERROR,
                        "'effort' must be a whole number from 1 to %d", MOST_EFFORT);
        return false;
    }
    return true;
}

static ra_status open(ra_case_run *run)
{
    ra_status status = ra_case_open(run, sizeof(ra_claim_case));
    ra_claim_case *own = run->state;
    ra_plan plan = *run->plan;
    double effort = 1;

    if (status != RA_OK) {
        return status;
    }
    own->level = LEVEL;
    if (!read_plan(run, &own->level, &effort)) {
        return RA_INVALID;
    }
    plan.level = own->level;
    plan.trials = count_trials(run, (uint64_t)effort);
    plan.headline = is_headline(run->which);
    plan.version = "selftest";
    status = ra_case_claim_parse(run, run->which->at, &own->claim);
    if (status == RA_OK) {
        status = ra_audit(&own->result, own->claim, run->data, &plan, run->diag);
    }
    return status;
}

static void close(ra_case_run *run)
{
    ra_claim_case *own = run->state;

    if (own != NULL) {
        ra_result_free(own->result);
        ra_claim_free(own->claim);
        ra_histogram_free(own->histogram);
        ra_free(own->interactions);
    }
    ra_case_close(run);
}

static const char *const keys[] = {"inputs", "formula", "correlations", "level", "effort", NULL};

const ra_case_kind ra_kind_claim = {
    .name = "claim", .keys = keys, .open = open, .eval = eval, .close = close};
