/* Whether the published figure stands. */
#include <math.h>

#include "audit/builder.h"

/* The published figure: as stated, or recomputed where none is. It is any number of its rounding
 * interval. */
static double published_interval(const ra_result *result, double *low, double *high)
{
    *low = result->recomputed;
    *high = result->recomputed;
    if (isnan(result->stated)) {
        return result->recomputed;
    }
    *low = result->stated;
    *high = result->stated;
    if (result->check_count > 0 && result->checks[0].stated == result->stated) {
        *low = result->checks[0].stated_low;
        *high = result->checks[0].stated_high;
    }
    return result->stated;
}

/* Understated only because the audit counts more: within the published boundary the audit does not
 * find more than was published. */
static bool narrower_boundary(const ra_result *result, double high)
{
    return !isnan(result->factor_narrow) && result->recomputed / result->factor_narrow <= high;
}

static ra_verdict judge(const ra_result *result)
{
    double low, high;

    if (result->claim->changed_count == 0 && result->audited.constant) {
        bool follows = result->consistency != RA_DOES_NOT_FOLLOW;
        return follows ? RA_NOT_AUDITED : RA_NOT_FOLLOWING;
    }
    if (isnan(result->audited.point) || isnan(result->audited.low) ||
        isnan(result->audited.high)) {
        return RA_WITHOUT_VALUE;
    }
    published_interval(result, &low, &high);
    if (low > result->audited.high) {
        return RA_OVERSTATED;
    }
    if (high < result->audited.low) {
        return narrower_boundary(result, high) ? RA_NARROWER_BOUNDARY : RA_UNDERSTATED;
    }
    bool corrected = result->claim->changed_count > 0;
    return result->consistency == RA_DOES_NOT_FOLLOW && !corrected ? RA_NOT_FOLLOWING : RA_STANDS;
}

ra_status ra_verdict_eval(ra_builder *builder)
{
    ra_result *result = builder->result;
    ra_text sentence = {0};

    result->verdict = judge(result);
    ra_sentence_emit(result, &sentence);
    result->sentence = ra_builder_text(builder, &sentence);
    ra_text_free(&sentence);
    return result->sentence != NULL ? RA_OK : RA_NOMEM;
}
