/* The verdict in one plain sentence, in ASCII and with few digits. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "audit/builder.h"
#include "audit/statement.h"

/* Numbers from 0.0001 to below 1e15 are written without an exponent. */
#define SMALLEST 1e-4
#define LARGEST  1e15

/* Decimal exponent of the first digit of a number that is not zero. */
static int leading_exponent(double value)
{
    char text[40];

    snprintf(text, sizeof text, "%.15e", fabs(value));
    const char *exponent = strchr(text, 'e');
    int magnitude = 0;
    for (const char *digit = exponent + 2; *digit != '\0'; digit++) {
        magnitude = 10 * magnitude + (*digit - '0');
    }
    return exponent[1] == '-' ? -magnitude : magnitude;
}

/* Appends the digits of a whole part with commas in groups of three, and what follows as it is. */
static void add_grouped(ra_text *out, const char *digits)
{
    size_t length = strlen(digits), whole = strcspn(digits, ".");
    size_t sign = digits[0] == '-';

    for (size_t i = 0; i < length; i++) {
        if (i > sign && i < whole && (whole - i) % 3 == 0) {
            ra_text_append(out, ",");
        }
        ra_text_append_bytes(out, digits + i, 1);
    }
}

/* Appends a number rounded to a decimal place: 2 to hundreds, -1 to tenths. */
static void add_number(ra_text *out, double value, int place)
{
    char text[400];

    if (!isfinite(value)) {
        ra_text_append(out, isnan(value) ? "no value" : value > 0 ? "infinite" : "-infinite");
    } else if (value != 0 && (fabs(value) < SMALLEST || fabs(value) >= LARGEST)) {
        int digits = leading_exponent(value) - place;
        snprintf(text, sizeof text, "%.*e", digits > 0 ? digits : 0, value);
        ra_text_append(out, text);
    } else {
        double unit = place > 0 ? pow(10, place) : 1;
        snprintf(text, sizeof text, "%.*f", place < 0 ? -place : 0, rint(value / unit) * unit);
        if (place < 0) {
            snprintf(text, sizeof text, "%.*f", -place, value);
        }
        add_grouped(out, text);
    }
}

/* The place of the last of so many significant digits. */
static int last_place(double value, int digits)
{
    return value == 0 ? 0 : leading_exponent(value) - digits + 1;
}

static void add_unit(ra_text *out, const ra_claim *claim)
{
    if (strcmp(ra_unit_text(claim->unit), "1") != 0) {
        ra_text_format(out, " %s", ra_unit_text(claim->unit));
    }
}

static void add_amount(ra_text *out, const ra_claim *claim, double value, int digits)
{
    add_number(out, value, last_place(value, digits));
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
        add_amount(out, result->claim, result->recomputed, 4);
    } else {
        int digits = stated->digits > 0 && stated->factor == 1 ? stated->digits : 4;
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

/* ": the audit finds 7,096 lbCO2e (90 % interval 6,320 to 7,910)." The ends are rounded to about a
 * tenth of their distance, but keep three digits of their own. */
static void add_finding(ra_text *out, const ra_result *result, double point)
{
    const ra_summary *audited = &result->audited;

    add_amount(out, result->claim, point, 4);
    if (!audited->constant && isfinite(audited->low) && isfinite(audited->high)) {
        int place = last_place(audited->high - audited->low, 2);
        int low = last_place(audited->low, 3), high = last_place(audited->high, 3);
        ra_text_format(out, " (%g %% interval ", 100 * result->level);
        add_number(out, audited->low, place < low ? place : low);
        ra_text_append(out, " to ");
        add_number(out, audited->high, place < high ? place : high);
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
        add_number(out, times, last_place(times, 2));
        ra_text_format(out, " times too %s", side);
    } else {
        double percent = 100 * fabs(factor - 1);
        add_number(out, percent, last_place(percent, 2));
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
        ra_text_format(out, " %.3g %% of the trials had no value; the interval is that of the others.",
                       100 * ((double)audited->nan / (double)result->trials));
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
    add_number(out, 100 * result->holds, result->holds >= 0.1 ? 0 : -1);
    ra_text_append(out, " % of the trials");
}

/* ", which leaves 0.1339 percent": to three digits of what remains. */
static void add_remainder(ra_text *out, const ra_result *result, double value)
{
    double rest = result->whole - value;

    add_number(out, rest, last_place(rest, 3));
    add_unit(out, result->claim);
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
        add_number(out, times, last_place(times, 2));
        ra_text_format(out, " times too %s", factor > 1 ? "much" : "little");
    }
    ra_text_append(out, ": the audit finds ");
    add_number(out, point, last_place(rest, 3));
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
    add_amount(out, result->claim, result->recomputed / result->factor_narrow, 4);
    ra_text_append(out, ", with all that belongs to it ");
    add_finding(out, result, point);
}

static void add_not_following(ra_text *out, const ra_result *result, double published)
{
    double rest = result->whole - result->recomputed;

    ra_text_append(out, " does not follow from its own inputs, which give ");
    if (isnan(result->whole)) {
        add_amount(out, result->claim, result->recomputed, 4);
    } else {
        double times = rest / (result->whole - published);
        add_number(out, result->recomputed, last_place(rest, 3));
        add_unit(out, result->claim);
        ra_text_append(out, " and leave ");
        add_number(out, times, last_place(times, 2));
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
