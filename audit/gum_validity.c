/* Whether propagation is valid here: its interval beside that of the trials. */
#include <math.h>
#include <string.h>

#include "audit/gum.h"
#include "audit/tolerance.h"

/* The ends of the Monte Carlo interval are known to two standard errors [jcgm101, 7.9.4]. */
#define STANDARD_ERRORS 2

/* One end of both intervals. */
typedef struct {
    double distance;
    double error; /* of the Monte Carlo end */
} end;

/* The quantile of n trials has the standard error of the quantiles at p -/+ sqrt(p (1 - p) / n). */
static end compare_end(const ra_builder *builder, double p, double gum)
{
    uint32_t output = builder->layout.audited;
    double trials = (double)builder->result->trials - (double)builder->result->audited.nan;
    double half = sqrt(p * (1 - p) / trials);
    double low = ra_output_quantile(builder, output, fmax(p - half, 0));
    double high = ra_output_quantile(builder, output, fmin(p + half, 1));

    return (end){.distance = fabs(ra_output_quantile(builder, output, p) - gum),
                 .error = STANDARD_ERRORS * (high - low) / 2};
}

/* Whether both ends agree within delta; *sure: whether they still do, or still do not, when the
 * ends of the run are moved by their errors. */
static bool agree(end low, end high, double delta, bool *sure)
{
    bool valid = low.distance <= delta && high.distance <= delta;
    bool held = low.distance + low.error <= delta && high.distance + high.error <= delta;
    bool broken = low.distance - low.error > delta || high.distance - high.error > delta;

    *sure = *sure && (valid ? held : broken);
    return valid;
}

static void describe(const ra_builder *builder, ra_text *out)
{
    const ra_gum *gum = &builder->result->gum;
    const char *unit = ra_unit_text(builder->claim->unit);
    const char *allowed = gum->digits > 0 ? "within the" : "against a";

    ra_text_append(out, "first-order propagation ");
    if (gum->digits > 0) {
        ra_text_format(out, "agrees with Monte Carlo to %d digit%s", gum->digits,
                       gum->digits > 1 ? "s" : ", not to 2");
    } else {
        ra_text_append(out, "does not agree with Monte Carlo");
    }
    ra_text_format(out,
                   ": the low end differs by %.2g and the high end by %.2g, %s tolerance of %g",
                   gum->d_low, gum->d_high, allowed, gum->delta);
    if (strcmp(unit, "1") != 0) {
        ra_text_format(out, " %s", unit);
    }
    if (!gum->decided) {
        ra_text_append(out, "; these trials are too few to be sure");
    }
}

static ra_status set_validity(ra_builder *builder, end low, end high, double u)
{
    ra_gum *gum = &builder->result->gum;
    ra_text text = {0};

    gum->d_low = low.distance;
    gum->d_high = high.distance;
    gum->decided = true;
    for (gum->digits = 2; gum->digits > 0; gum->digits--) {
        gum->delta = ra_tolerance(u, gum->digits, NULL, NULL);
        if (agree(low, high, gum->delta, &gum->decided)) {
            break;
        }
    }
    describe(builder, &text);
    gum->text = ra_builder_text(builder, &text);
    ra_text_free(&text);
    return gum->text != NULL ? RA_OK : RA_NOMEM;
}

ra_status ra_gum_validity_eval(ra_builder *builder)
{
    const ra_summary *audited = &builder->result->audited;
    ra_gum *gum = &builder->result->gum;
    double level = builder->plan->level;
    double u = audited->sd > 0 ? audited->sd : gum->u; /* of the better evaluation */

    gum->delta = gum->d_low = gum->d_high = NAN;
    if (!gum->applies || audited->constant || !isfinite(audited->low) || !isfinite(audited->high) ||
        !(u > 0)) {
        return RA_OK;
    }
    end low = compare_end(builder, (1 - level) / 2, gum->low);
    end high = compare_end(builder, (1 + level) / 2, gum->high);
    return set_validity(builder, low, high, u);
}
