/* A published figure that the authors did not give, solved for so that the chain closes on the
 * headline: the root of chain(x) - headline.
 *
 * The chain is tried at x = 0, then outwards from 1 in steps of 2 up to 2^200 and down to 2^-200,
 * then at the negative numbers; the first change of sign is bisected down to neighbouring doubles.
 * A change of sign at a pole is no root and is passed over. */
#include <math.h>

#include "models/claim_private.h"

#define REACH  200  /* powers of two on either side of 1 */
#define CLOSES 1e-9 /* relative error of the headline at a root */

/* chain(x) - headline, in the claim's unit; NaN where the chain has no value. */
static double residual(ra_build *b, double x)
{
    const ra_claim *claim = b->claim;
    b->quantities[b->solved].figure[RA_PUBLISHED].value = x;
    for (uint32_t i = 0; i < claim->quantity_count; i++)
        claim_evaluate(b, claim->order[i], RA_PUBLISHED);
    return b->values[RA_PUBLISHED][claim->result] * claim->result_factor - claim->stated.value;
}

static bool closes(const ra_build *b, double difference)
{
    return fabs(difference) <= CLOSES * fabs(b->claim->stated.value);
}

/* The point between two bounds of one sign that halves their ratio. */
static double middle(double low, double high)
{
    bool near = low == 0 || high == 0 || fabs(high / low) < 4;
    return near ? low + (high - low) / 2 : copysign(sqrt(fabs(low)) * sqrt(fabs(high)), low);
}

/* Given: residuals of opposite sign at both ends. Returned: whether *root closes the chain. */
static bool bisect(ra_build *b, double low, double at_low, double high, double *root)
{
    for (int i = 0; i < 3000; i++) {
        double x = middle(low, high);
        if (x == low || x == high)
            break;
        double at = residual(b, x);
        if (isnan(at))
            return false;
        if (at == 0) {
            *root = x;
            return true;
        }
        if ((at < 0) == (at_low < 0))
            low = x;
        else
            high = x;
    }
    double left = fabs(residual(b, low)), right = fabs(residual(b, high));
    *root = right < left ? high : low;
    return closes(b, right < left ? right : left);
}

/* Looks outwards from sign * 1 in one direction (factor 2 or 1/2). */
static bool scan(ra_build *b, double start, double factor, double *root)
{
    double x = start, before = residual(b, x);
    for (int i = 0; i < REACH; i++) {
        if (before == 0) {
            *root = x;
            return true;
        }
        double next = x * factor, at = residual(b, next);
        if (!isnan(before) && !isnan(at) && (at < 0) != (before < 0) && at != 0 &&
            bisect(b, x, before, next, root))
            return true;
        x = next;
        before = at;
    }
    return false;
}

static bool find_root(ra_build *b, double *root)
{
    *root = 0;
    return residual(b, 0) == 0 || scan(b, 1, 2, root) || scan(b, 1, 0.5, root) ||
           scan(b, -1, 2, root) || scan(b, -1, 0.5, root);
}

/* Returns whether everything that the published result is made of is there. */
static bool is_complete(const ra_build *b)
{
    for (uint32_t i = 0; i < b->claim->quantity_count; i++) {
        const ra_item *item = &b->items[i];
        const ra_reading *reading = &item->reading[RA_PUBLISHED];
        if (!item->uses[RA_PUBLISHED])
            continue;
        if (item->bad || reading->bad || item->bad_formula[RA_PUBLISHED] ||
            (b->quantities[i].kind != RA_STEP && !reading->own))
            return false;
    }
    return true;
}

/* Finds the figure that is to be solved for. Returned: whether there is one, and one alone. */
static bool find_unknown(ra_build *b)
{
    const ra_claim *claim = b->claim;
    for (uint32_t i = 0; i < claim->assumption_count; i++) {
        const ra_value *at = b->items[i].reading[RA_PUBLISHED].own;
        if (b->quantities[i].figure[RA_PUBLISHED].kind != RA_FIGURE_SOLVED)
            continue;
        if (b->solved != RA_NOWHERE) {
            ra_value_report_key(ra_value_find(at, "solve"), b->diag, RA_ERROR,
                                "only one figure can be solved for: '%s' is one already",
                                b->quantities[b->solved].id);
            return false;
        }
        b->solved = i;
    }
    return b->solved != RA_NOWHERE;
}

void claim_solve(ra_build *b)
{
    double root = NAN;
    if (!find_unknown(b))
        return;
    ra_quantity *q = &b->quantities[b->solved];
    ra_figure *figure = &q->figure[RA_PUBLISHED];
    ra_reading *reading = &b->items[b->solved].reading[RA_PUBLISHED];
    const ra_value *at = ra_value_find(reading->own, "solve");
    b->claim->solved = true;
    bool stated = b->claim->stated.kind != RA_FIGURE_NONE;
    bool ready = b->claim->result != RA_NOWHERE && is_complete(b) && !reading->bad;
    if (b->published && !stated && !ra_value_find(b->published, "printed") &&
        !ra_value_find(b->published, "value"))
        ra_value_report_key(at, b->diag, RA_ERROR, "there is no published figure to solve for");
    else if (ready && stated && !b->items[b->solved].uses[RA_PUBLISHED])
        ra_value_report_key(at, b->diag, RA_ERROR, "the headline does not depend on '%s'", q->id);
    else if (ready && stated && !find_root(b, &root))
        ra_value_report_key(at, b->diag, RA_ERROR, "no value of '%s' closes the chain", q->id);
    figure->low = figure->high = figure->value = root;
    if (isnan(root))
        reading->bad = true;
}
