#include "audit/convolution_headline.h"

#include <math.h>

#include "audit/statement.h"

static void set_summary(ra_summary *summary, const ra_log_law *law, double level)
{
    summary->mean = law->mean;
    summary->sd = law->sd;
    summary->p5 = ra_log_law_quantile(law, 0.05);
    summary->p25 = ra_log_law_quantile(law, 0.25);
    summary->p50 = ra_log_law_quantile(law, 0.5);
    summary->p75 = ra_log_law_quantile(law, 0.75);
    summary->p95 = ra_log_law_quantile(law, 0.95);
    summary->low = ra_log_law_quantile(law, (1 - level) / 2);
    summary->high = ra_log_law_quantile(law, (1 + level) / 2);
    ra_log_law_shortest(law, level, &summary->short_low, &summary->short_high);
    summary->log_variance = law->sign > 0 ? ra_log_law_variance(law) : (double)NAN;
    summary->gsd = exp(sqrt(summary->log_variance));
    summary->missing = isnan(law->sd) ? summary->missing : NULL;
    summary->mcse = summary->sd_mcse = summary->gsd_mcse = NAN;
#define X(code, field, p) summary->bounds[code] = (ra_bounds){summary->field, summary->field};
    RA_QUANTILE_LIST(X)
#undef X
}

static double share_that_holds(const ra_result *result, const ra_log_law *law)
{
    ra_statement stated = ra_statement_of(result->claim, result->recomputed, result->audited.point);

    if (!stated.set) {
        return NAN;
    }
    double above = isinf(stated.low) ? 0 : ra_log_law_cdf(law, stated.low);
    double below = isinf(stated.high) ? 1 : ra_log_law_cdf(law, stated.high);
    return below - above;
}

void ra_convolution_headline(ra_builder *builder, const ra_log_law *audited,
                             const ra_log_law *factor)
{
    ra_result *result = builder->result;
    double level = builder->plan->level;
    double below = ra_log_law_cdf(audited, result->stated);

    set_summary(&result->audited, audited, level);
    if (factor->fit == RA_LOG_LAW_FITS) {
        set_summary(&result->factor, factor, level);
    }
    result->exceedance = 1 - below;
    result->percentile = 100 * below;
    result->holds = share_that_holds(result, audited);
}
