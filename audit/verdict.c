/* Whether the published figure stands. */
#include <math.h>

#include "audit/builder.h"
#include "audit/statement.h"

/* Understated only because the audit counts more: within the published boundary the audit does not
 * find more than was published, or than follows from it where the figure was cut off. */
static bool narrower_boundary(const ra_result *result, double high)
{
    bool follows = result->consistency != RA_DOES_NOT_FOLLOW;
    double most = follows ? fmax(high, result->recomputed) : high;

    return !isnan(result->factor_narrow) &&
           result->recomputed / result->factor_narrow <= most * (1 + 1e-12);
}

/* Whether the statement holds for what the audit found. A figure stands where it lies in the audited
 * interval; an interval or a bound where the audited interval lies in it, and in part where the two
 * overlap. */
static ra_verdict judge_statement(const ra_result *result, const ra_statement *stated)
{
    const ra_summary *audited = &result->audited;

    if (stated->low > audited->high) {
        return RA_OVERSTATED;
    }
    if (stated->high < audited->low) {
        return narrower_boundary(result, stated->high) ? RA_NARROWER_BOUNDARY : RA_UNDERSTATED;
    }
    bool inside = stated->low <= audited->low && audited->high <= stated->high;
    return !stated->set || inside ? RA_STANDS : RA_PARTLY;
}

static ra_verdict judge(const ra_result *result)
{
    bool corrected = result->claim->changed_count > 0;
    bool follows = result->consistency != RA_DOES_NOT_FOLLOW;

    if (!corrected && result->audited.constant) {
        return follows ? RA_NOT_AUDITED : RA_NOT_FOLLOWING;
    }
    if (isnan(result->audited.point) || isnan(result->audited.low) ||
        isnan(result->audited.high)) {
        return RA_WITHOUT_VALUE;
    }
    ra_statement stated =
        ra_statement_of(result->claim, result->recomputed, result->audited.point);
    ra_verdict verdict = judge_statement(result, &stated);
    bool stands = verdict == RA_STANDS || verdict == RA_PARTLY;
    return stands && !follows && !corrected ? RA_NOT_FOLLOWING : verdict;
}

ra_verdict ra_verdict_of(const ra_result *result, double low, double high)
{
    ra_result other = *result;

    other.audited.low = low;
    other.audited.high = high;
    return judge(&other);
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
