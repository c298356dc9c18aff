/* The verdict in one plain sentence, in ASCII and with few digits. */
#include <math.h>
#include <string.h>

#include "audit/builder.h"
#include "audit/statement.h"
#include "models/number.h"

/* Digits of a value, of a factor or share, of the ends of an interval, of what remains. */
#define VALUE_DIGITS     4
#define FACTOR_DIGITS    2
#define INTERVAL_DIGITS  3
#define REMAINDER_DIGITS 3

static void add_unit(ra_text *out, const ra_claim *claim)
{
    if (strcmp(ra_unit_text(claim->unit), "1") != 0) {
        ra_text_format(out, " %s", ra_unit_text(claim->unit));
    }
}

static void add_amount(ra_text *out, const ra_claim *claim, double value, int digits)
{
    ra_number_write(out, value, digits);
    add_unit(out, claim);
}

/* "10 to 50": the ends as they were printed. */
static void add_interval(ra_text *out, const ra_claim *claim)
{
    ra_text_append(out, claim->interval_text);
    add_unit(out, claim);
}

static void add_stated(ra_text *out, const ra_result *result)
{
    const ra_figure *stated = &result->claim->stated;

    if (result->claim->stated_interval) {
        add_interval(out, result->claim);
    } else if (stated->kind == RA_FIGURE_NONE) {
        add_amount(out, result->claim, result->recomputed, VALUE_DIGITS);
    } else {
        int digits = stated->digits > 0 && stated->factor == 1 ? stated->digits : VALUE_DIGITS;
        add_amount(out, result->claim, result->stated, digits);
    }
}

/* The published figure with the digits that were printed. */
static void add_published(ra_text *out, const ra_result *result)
{
    ra_bound bound = result->claim->bound;

    ra_text_append(out, "The published ");
    if (bound != RA_BOUND_NONE) {
        ra_text_append(out, bound == RA_BOUND_AT_MOST ? "\"at most " : "\"at least ");
    }
    add_stated(out, result);
    if (bound != RA_BOUND_NONE) {
        ra_text_append(out, "\"");
    }
}

/* ": the audit finds 7,096 lbCO2e (90 % interval 6,320 to 7,910)." */
static void add_finding(ra_text *out, const ra_result *result, double point)
{
    const ra_summary *audited = &result->audited;

    add_amount(out, result->claim, point, VALUE_DIGITS);
    if (!audited->constant && isfinite(audited->low) && isfinite(audited->high)) {
        ra_text_format(out, " (%g %% interval ", 100 * result->level);
        ra_number_range(out, audited->low, ra_bounds_half(audited->bounds[RA_QLOW], audited->low),
                        audited->high, ra_bounds_half(audited->bounds[RA_QHIGH], audited->high),
                        INTERVAL_DIGITS);
        ra_text_append(out, ")");
    }
}

/* "88 times too high", "6.8 times too low", "30 % too high". */
static void add_factor(ra_text *out, double published, double audited)
{
    const char *side = published > audited ? "high" : "low";
    double factor = published / audited;

    if (!(factor > 0) || !isfinite(factor)) {
        ra_text_format(out, "too %s", side);
    } else if (factor >= 2 || factor <= 0.5) {
        double times = factor > 1 ? factor : 1 / factor;
        ra_number_write(out, times, FACTOR_DIGITS);
        ra_text_format(out, " times too %s", side);
    } else {
        double percent = 100 * fabs(factor - 1);
        ra_number_write(out, percent, FACTOR_DIGITS);
        ra_text_format(out, " %% too %s", side);
    }
}

static void add_not_audited(ra_text *out, const ra_result *result)
{
    switch (result->consistency) {
    case RA_REPRODUCES:
        ra_text_append(out, " follows from its own inputs");
        break;
    case RA_REPRODUCES_ROUNDED:
        ra_text_append(out, " follows from its own inputs within their rounding");
        break;
    default:
        ra_text_append(out, " was recomputed");
        break;
    }
    ra_text_append(out, ", but nothing in it has been audited: there is no correction and no "
                        "uncertainty.");
}

/* What takes the ground from under the finding belongs beside it. */
static void add_doubts(ra_text *out, const ra_result *result, double point)
{
    const ra_summary *audited = &result->audited;

    if (audited->nan > 0) {
        ra_text_append(out, " ");
        ra_number_percent(out, (double)audited->nan / (double)result->trials, FACTOR_DIGITS);
        ra_text_format(out, " of the trials had no value%s%s; the interval is that of the others.",
                       result->valueless != NULL ? " " : "",
                       result->valueless != NULL ? result->valueless : "");
    }
    if (!audited->constant && (point < audited->low || point > audited->high)) {
        ra_text_append(out, " The value at the point estimates lies outside the interval.");
    }
}

/* ", which lies in it", ", and 43 % of the trials lie in it" */
static void add_share(ra_text *out, const ra_result *result)
{
    bool bound = result->claim->bound != RA_BOUND_NONE;

    if (isnan(result->holds) || result->audited.constant) {
        return;
    }
    ra_text_append(out, result->verdict == RA_PARTLY ? "; it " : ". It ");
    ra_text_append(out, bound ? "holds in " : "covers ");
    double p = result->holds, error = sqrt(p * (1 - p) / (double)result->trials);
    ra_number_percent(out, p, ra_number_earned(p, RA_NORMAL_95 * error, FACTOR_DIGITS));
    ra_text_append(out, " of the trials");
}

/* ", which leaves 0.1339 percent": to three digits of what remains. */
static void add_remainder(ra_text *out, const ra_result *result, double value)
{
    double rest = result->whole - value;

    ra_number_write(out, rest, REMAINDER_DIGITS);
    add_unit(out, result->claim);
}

/* A part to the places that what remains of the whole needs. */
static void add_part(ra_text *out, double part, double rest)
{
    int digits = ra_number_magnitude(part) - ra_number_magnitude(rest) + REMAINDER_DIGITS;

    ra_number_write(out, part, digits);
}

/* "leaves 67 times too little: the audit finds 99.866 percent, which leaves 0.134 percent." */
static void add_complement(ra_text *out, const ra_result *result, double published, double point)
{
    double rest = result->whole - point, factor = (result->whole - published) / rest;
    double times = factor > 1 ? factor : 1 / factor;

    if (!(times > 0) || !isfinite(times)) {
        ra_text_format(out, " leaves too %s", factor > 1 ? "much" : "little");
    } else {
        ra_text_append(out, " leaves ");
        ra_number_write(out, times, FACTOR_DIGITS);
        ra_text_format(out, " times too %s", factor > 1 ? "much" : "little");
    }
    ra_text_append(out, ": the audit finds ");
    add_part(out, point, rest);
    add_unit(out, result->claim);
    ra_text_append(out, ", which leaves ");
    add_remainder(out, result, point);
    ra_text_append(out, " and not ");
    add_remainder(out, result, published);
}

static void add_wrong(ra_text *out, const ra_result *result, double published, double point)
{
    if (!isnan(result->whole)) {
        add_complement(out, result, published, point);
        return;
    }
    ra_text_append(out, " is ");
    add_factor(out, published, point);
    ra_text_append(out, ": the audit finds ");
    add_finding(out, result, point);
}

static void add_right(ra_text *out, const ra_result *result, double point)
{
    bool partly = result->verdict == RA_PARTLY;

    ra_text_format(out, " stands%s: the audit finds ", partly ? " in part" : "");
    add_finding(out, result, point);
    add_share(out, result);
}

static void add_narrower(ra_text *out, const ra_result *result, double point)
{
    ra_text_append(out, " draws a narrower boundary: within it the audit finds ");
    add_amount(out, result->claim, result->recomputed / result->factor_narrow, VALUE_DIGITS);
    ra_text_append(out, ", with all that belongs to it ");
    add_finding(out, result, point);
}

static void add_not_following(ra_text *out, const ra_result *result, double published)
{
    double rest = result->whole - result->recomputed;

    ra_text_append(out, " does not follow from its own inputs, which give ");
    if (isnan(result->whole)) {
        add_amount(out, result->claim, result->recomputed, VALUE_DIGITS);
    } else {
        double times = rest / (result->whole - published);
        add_part(out, result->recomputed, rest);
        add_unit(out, result->claim);
        ra_text_append(out, " and leave ");
        ra_number_write(out, times, FACTOR_DIGITS);
        ra_text_append(out, " times as much");
    }
    ra_text_append(out, ".");
}

void ra_sentence_emit(const ra_result *result, ra_text *out)
{
    double point = result->audited.point;
    double published = ra_statement_of(result->claim, result->recomputed, point).figure;

    add_published(out, result);
    switch (result->verdict) {
    case RA_STANDS:
    case RA_PARTLY:
        add_right(out, result, point);
        break;
    case RA_OVERSTATED:
    case RA_UNDERSTATED:
        add_wrong(out, result, published, point);
        break;
    case RA_NARROWER_BOUNDARY:
        add_narrower(out, result, point);
        break;
    case RA_NOT_FOLLOWING:
        add_not_following(out, result, published);
        return;
    case RA_NOT_AUDITED:
        add_not_audited(out, result);
        return;
    case RA_WITHOUT_VALUE:
        ra_text_append(out, " cannot be judged: the audited chain has no value.");
        return;
    }
    ra_text_append(out, ".");
    add_doubts(out, result, point);
}
