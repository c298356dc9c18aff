/* Reference cases about digits that are meaningful, and about quantiles of a few numbers. */
#include <math.h>
#include <string.h>

#include "audit/histogram.h"
#include "audit/selftest_kind.h"
#include "audit/tolerance.h"

static ra_status open_nothing(ra_case_run *run)
{
    (void)run;
    return RA_OK;
}

/* --- The numerical tolerance of a standard uncertainty --- */

static ra_status eval_tolerance(ra_case_run *run, const ra_case_number *number,
                                ra_case_found *found)
{
    static const char *const known[] = {"delta", "c", "l", NULL};
    double u = NAN, digits = NAN, c, delta;
    int l;

    if (!ra_value_get_number(run->which->at, "u", true, &u, run->diag) ||
        !ra_value_get_number(run->which->at, "digits", true, &digits, run->diag)) {
        return RA_INVALID;
    }
    if (!(u > 0)) {
        ra_value_report(ra_value_find(run->which->at, "u"), run->diag, RA_ERROR,
                        "'u' must be above 0");
        return RA_INVALID;
    }
    if (!(digits >= 1 && digits <= 15 && digits == floor(digits))) {
        ra_value_report(ra_value_find(run->which->at, "digits"), run->diag, RA_ERROR,
                        "'digits' must be 1 to 15");
        return RA_INVALID;
    }
    delta = ra_tolerance(u, (int)digits, &c, &l);
    if (strcmp(number->quantity, "delta") == 0) {
        found->number = delta;
    } else if (strcmp(number->quantity, "c") == 0) {
        found->number = c;
    } else if (strcmp(number->quantity, "l") == 0) {
        found->number = l;
    } else {
        return ra_case_unknown(run, number, known);
    }
    return RA_OK;
}

static const char *const tolerance_keys[] = {"u", "digits", NULL};

const ra_case_kind ra_kind_tolerance = {.name = "tolerance",
                                        .keys = tolerance_keys,
                                        .open = open_nothing,
                                        .eval = eval_tolerance,
                                        .close = ra_case_close};

/* --- The quantile of a sample --- */

static ra_status eval_quantile(ra_case_run *run, const ra_case_number *number, ra_case_found *found)
{
    static const char *const known[] = {"quantile", NULL};
    ra_histogram *histogram = NULL;
    double *data;
    size_t count;
    ra_status status = ra_case_list(run, "data", &data, &count);

    if (status != RA_OK) {
        return status;
    }
    if (strcmp(number->quantity, "quantile") != 0) {
        return ra_case_unknown(run, number, known);
    }
    if (!ra_case_place(run, number, 0, 1)) {
        return RA_INVALID;
    }
    status = ra_histogram_new(&histogram, ra_histogram_choose(data, count));
    if (status == RA_OK) {
        status = ra_histogram_add(histogram, data, count);
    }
    if (status == RA_OK) {
        found->number = ra_histogram_quantile(histogram, number->where);
    }
    ra_histogram_free(histogram);
    return status;
}

static const char *const quantile_keys[] = {"data", NULL};

const ra_case_kind ra_kind_quantile = {.name = "quantile",
                                       .keys = quantile_keys,
                                       .open = open_nothing,
                                       .eval = eval_quantile,
                                       .close = ra_case_close};
