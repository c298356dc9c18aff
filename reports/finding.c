#include "reports/finding.h"

#include <ctype.h>
#include <math.h>

#include "models/number.h"

#define NEAR 0.025 /* a share may be called a fraction that is so near */

static const struct {
    double share;
    const char *words;
} fractions[] = {{0.1, "a tenth"},      {0.2, "a fifth"},        {0.25, "a quarter"},
                 {1.0 / 3, "a third"},  {0.4, "two fifths"},     {0.5, "half"},
                 {0.6, "three fifths"}, {2.0 / 3, "two thirds"}, {0.75, "three quarters"},
                 {0.8, "four fifths"},  {0.9, "nine tenths"},    {1, "all"}};

void ra_finding_share(double share, bool capital, ra_text *out)
{
    size_t best = 0, start = out->length;
    for (size_t i = 1; i < sizeof fractions / sizeof *fractions; i++)
        if (fabs(share - fractions[i].share) < fabs(share - fractions[best].share))
            best = i;
    if (fabs(share - fractions[best].share) <= NEAR)
        ra_text_append(out, fractions[best].words);
    else
        ra_number_percent(out, share, 2);
    if (capital && !out->failed && out->length > start)
        out->data[start] = (char)toupper((unsigned char)out->data[start]);
}

static const char *label_of(const ra_result *result, uint32_t q)
{
    const ra_quantity *what = &result->claim->quantities[q];
    return what->label ? what->label : what->id;
}

/* The correction with the largest share, and how many have one. */
static const ra_share *largest(const ra_result *result)
{
    const ra_attribution *all = &result->attribution;
    const ra_share *best = NULL;
    for (uint32_t i = 0; i < all->share_count; i++)
        if (isfinite(all->shares[i].share) && (!best || all->shares[i].share > best->share))
            best = &all->shares[i];
    return best;
}

void ra_finding_ladder(const ra_result *result, ra_text *out)
{
    const ra_share *best = largest(result);
    double factor = result->factor.point;
    if (!best || !isfinite(factor) || !(factor > 0))
        return;
    ra_finding_share(best->share, true, out);
    ra_text_append(out, " of the correction (");
    ra_text_append(out, factor >= 1 ? "\xC3\xB7 " : "\xC3\x97 ");
    ra_number_write(out, factor >= 1 ? factor : 1 / factor, 3);
    ra_text_format(out, ") comes from: %s", label_of(result, best->quantity));
}

/* How many corrections it takes, the largest first, to account for four fifths. */
void ra_finding_attribution(const ra_result *result, ra_text *out)
{
    const ra_attribution *all = &result->attribution;
    const ra_share *best = largest(result), *second = NULL;
    for (uint32_t i = 0; i < all->share_count; i++)
        if (&all->shares[i] != best && isfinite(all->shares[i].share) &&
            (!second || all->shares[i].share > second->share))
            second = &all->shares[i];
    if (!best || !second || all->share_count < 3)
        return;
    double both = best->share + second->share;
    ra_text_format(out, "The two largest of %u corrections account for ",
                   (unsigned)all->share_count);
    if (fabs(both - 1) > NEAR)
        ra_finding_share(both, false, out);
    ra_text_append(out, fabs(both - 1) > NEAR ? " of the whole" : "the whole");
}

static double half_width(const ra_summary *s)
{
    return s->constant || !(s->p50 > 0) ? 0 : 50 * (s->p95 - s->p5) / s->p50;
}

void ra_finding_fan(const ra_result *result, ra_text *out)
{
    double first = NAN, last = half_width(&result->audited);
    for (uint32_t i = 0; i < result->step_count && !isfinite(first); i++)
        if (half_width(&result->steps[i].audited) > 0)
            first = half_width(&result->steps[i].audited);
    if (!isfinite(first) || !(last > 0))
        return;
    ra_text_append(out, "Along the chain the 90 % interval goes from \xC2\xB1 ");
    ra_number_write(out, first, 2);
    ra_text_append(out, " % to \xC2\xB1 ");
    ra_number_write(out, last, 2);
    ra_text_append(out, " % of the median");
}

void ra_finding_histogram(const ra_result *result, ra_text *out)
{
    if (!isfinite(result->stated) || !isfinite(result->exceedance))
        return;
    if (result->exceedance == 0)
        ra_text_append(out, "No trial reaches the printed figure");
    else if (result->exceedance == 1)
        ra_text_append(out, "All trials lie above the printed figure");
    else {
        ra_number_percent(out, result->exceedance, 2);
        ra_text_append(out, " of the trials lie above the printed figure");
    }
}

void ra_finding_tornado(const ra_result *result, ra_text *out)
{
    const ra_sensitivity *best = NULL;
    for (uint32_t i = 0; i < result->sensitivity.count; i++) {
        const ra_sensitivity *of = &result->sensitivity.rows[i];
        double swing = fabs(of->tornado_high - of->tornado_low);
        if (isfinite(swing) && (!best || swing > fabs(best->tornado_high - best->tornado_low)))
            best = of;
    }
    if (!best || result->audited.point == 0)
        return;
    ra_text_append(out, "Alone, it moves the headline most (by ");
    ra_number_percent(out, fabs((best->tornado_high - best->tornado_low) / result->audited.point),
                      2);
    ra_text_format(out, "): %s", label_of(result, result->inputs[best->input].quantity));
}

void ra_finding_variance(const ra_result *result, ra_text *out)
{
    const ra_sensitivity *best = NULL;
    for (uint32_t i = 0; i < result->sensitivity.count; i++)
        if (isfinite(result->sensitivity.rows[i].shapley) &&
            (!best || result->sensitivity.rows[i].shapley > best->shapley))
            best = &result->sensitivity.rows[i];
    if (!best)
        return;
    ra_finding_share(best->shapley, true, out);
    ra_text_format(out, " of the variance comes from: %s",
                   label_of(result, result->inputs[best->input].quantity));
}
