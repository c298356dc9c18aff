/* From the JSON of a distribution to its law. */
#include "models/dist_read.h"

#include <math.h>
#include <string.h>

enum { TYPES_MOST = 32 };

/* Reads {"min": a, "max": b}, of which one may be left out. */
static bool read_limits(const ra_reader *in, const ra_value *object, const char *key, double *low,
                        double *high)
{
    static const char *const known[] = {"min", "max", NULL};
    bool good = ra_value_check_keys(object, known, in->diag);
    bool any = ra_value_find(object, "min") || ra_value_find(object, "max");
    if (ra_value_find(object, "min"))
        good = ra_value_get_number(object, "min", true, low, in->diag) && good;
    if (ra_value_find(object, "max"))
        good = ra_value_get_number(object, "max", true, high, in->diag) && good;
    if (!any && good)
        ra_reader_error(in, key, "'%s' needs 'min' or 'max' or both", key);
    else if (good && !(*low < *high))
        ra_reader_error(in, key, "'min' is %.6g, but must be below 'max', which is %.6g", *low,
                        *high);
    return any && good && *low < *high;
}

static void report_nothing(const ra_reader *in, const char *key, double low, double high)
{
    if (low > -INFINITY && high < INFINITY)
        ra_reader_error(in, key, "nothing of the law lies between %.6g and %.6g", low, high);
    else
        ra_reader_error(in, key, "nothing of the law lies %s %.6g",
                        low > -INFINITY ? "above" : "below", low > -INFINITY ? low : high);
}

/* Truncation must leave something of the law to be renormalised: not only the last digits of the
 * probabilities at its ends. */
static bool check_truncation(const ra_reader *in, const char *key, const ra_dist *dist)
{
    const ra_dist_type *type = dist->type;
    if (ra_dist_has_atoms(dist)) {
        ra_reader_error(in, key, "'%s' has single values and cannot be truncated; %s", in->name,
                        "leave values out, or clip");
        return false;
    }
    double a = dist->truncate_low, b = dist->truncate_high;
    bool up = type->cdf(dist, a, false) > 0.5;
    double outer = type->cdf(dist, up ? a : b, up), inner = type->cdf(dist, up ? b : a, up);
    if (outer > 1e-250 && outer - inner > 1e-9 * outer)
        return true;
    if (outer > inner && outer > 1e-250)
        ra_reader_error(in, key,
                        "so little of the law lies between %.6g and %.6g that it is uniform", a, b);
    else
        report_nothing(in, key, a, b);
    return false;
}

static bool check_clip(const ra_reader *in, const ra_dist *dist)
{
    double low, high;
    dist->type->support(dist, &low, &high);
    if (dist->clip_low < high && dist->clip_high > low)
        return true;
    report_nothing(in, "clip", dist->clip_low, dist->clip_high);
    return false;
}

static bool read_truncate_and_clip(const ra_reader *in, ra_dist *dist)
{
    const ra_value *truncate = NULL, *clip = NULL;
    if (ra_reader_has(in, "truncate") &&
        !ra_value_get_object(in->object, "truncate", true, &truncate, in->diag))
        return false;
    if (ra_reader_has(in, "clip") &&
        !ra_value_get_object(in->object, "clip", true, &clip, in->diag))
        return false;
    if (truncate && clip) {
        ra_reader_error(in, "clip",
                        "'truncate' (renormalises) or 'clip' (moves what lies outside onto "
                        "the ends), not both");
        return false;
    }
    if (truncate)
        return read_limits(in, truncate, "truncate", &dist->truncate_low, &dist->truncate_high) &&
               check_truncation(in, "truncate", dist);
    if (clip)
        return read_limits(in, clip, "clip", &dist->clip_low, &dist->clip_high) &&
               check_clip(in, dist);
    return true;
}

/* A truncated normal law has its limits among its own keys. */
static bool finish_truncated_normal(const ra_reader *in, ra_dist *dist)
{
    bool any = ra_reader_has(in, "min") || ra_reader_has(in, "max");
    if (ra_reader_has(in, "truncate") || ra_reader_has(in, "clip") || !any) {
        ra_reader_error(in, NULL, "'truncated_normal' takes its limits as 'min' and 'max'");
        return false;
    }
    dist->type = &ra_dist_normal;
    double *low = &dist->truncate_low, *high = &dist->truncate_high;
    if (ra_reader_has(in, "min") && !ra_reader_number(in, "min", low))
        return false;
    if (ra_reader_has(in, "max") && !ra_reader_number(in, "max", high))
        return false;
    if (*low < *high)
        return check_truncation(in, ra_reader_has(in, "min") ? "min" : "max", dist);
    ra_reader_error(in, "min", "'min' is %.6g, but must be below 'max', which is %.6g", *low,
                    *high);
    return false;
}

/* The parameters, the farthest values that a uniform number of 53 bits can ask for and the
 * probabilities there must be numbers. */
static bool check_range(const ra_reader *in, const ra_dist *dist)
{
    const double smallest = 0x1p-54;
    bool good = true;
    for (size_t i = 0; i < RA_DIST_MAX_PARAMETERS; i++)
        good = good && isfinite(dist->parameter[i]);
    good = good && !isnan(ra_dist_base_quantile(dist, smallest, false)) &&
           !isnan(ra_dist_base_quantile(dist, smallest, true));
    double low = good ? ra_dist_quantile(dist, smallest, false) : NAN;
    double high = good ? ra_dist_quantile(dist, smallest, true) : NAN;
    if (isfinite(low) && isfinite(high) && low <= high && ra_dist_cdf(dist, low, false) <= 1 &&
        ra_dist_cdf(dist, high, true) <= 1)
        return true;
    ra_reader_error(in, NULL,
                    "this '%s' is so wide or so narrow that it leaves the range of numbers",
                    in->name);
    return false;
}

/* Other names of laws, which no spelling is near to. */
static const char *other_name(const char *type)
{
    static const char *const names[][2] = {
        {"gaussian", "normal"},        {"gauss", "normal"},          {"bell", "normal"},
        {"constant", "point"},         {"fixed", "point"},           {"rectangular", "uniform"},
        {"log-uniform", "loguniform"}, {"reciprocal", "loguniform"}, {"t", "student_t"},
        {"u-shaped", "arcsine"},       {"categorical", "discrete"},  {"samples", "empirical"},
    };

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(type, names[i][0]) == 0)
            return names[i][1];
    }
    return NULL;
}

/* Reads the type by name. */
static const ra_dist_type *read_type(const ra_value *object, ra_diag *diag)
{
    const char *names[TYPES_MOST];
    size_t count = 0;
    int index;
    const ra_value *type = ra_value_find(object, "type");
    const char *other =
        type && ra_value_kind(type) == RA_STRING ? other_name(ra_value_string(type)) : NULL;
    if (other) {
        ra_value_report(type, diag, RA_ERROR, "unknown type '%s'; did you mean '%s'?",
                        ra_value_string(type), other);
        return NULL;
    }
    for (; count < TYPES_MOST && ra_dist_type_at(count); count++)
        names[count] = ra_dist_type_at(count)->name;
    if (!ra_value_get_choice(object, "type", true, names, count, &index, diag))
        return NULL;
    return ra_dist_type_at((size_t)index);
}

const ra_dist *ra_dist_parse(const ra_value *object, const ra_dist_figure *figure, ra_arena *arena,
                             ra_diag *diag)
{
    static const ra_dist_figure no_figure = {.value = NAN, .low = NAN, .high = NAN};
    if (ra_value_kind(object) != RA_OBJECT) {
        ra_value_report(object, diag, RA_ERROR,
                        "a distribution is an object: {\"type\": \"normal\", \"sd\": 10}");
        return NULL;
    }
    const ra_dist_type *type = read_type(object, diag);
    if (!type)
        return NULL;
    ra_reader in = {object, figure ? figure : &no_figure, type->name, arena, diag};
    ra_dist *dist = ra_reader_alloc(&in, 1, sizeof *dist);
    if (!dist)
        return NULL;
    dist->type = type;
    dist->truncate_low = dist->clip_low = -INFINITY;
    dist->truncate_high = dist->clip_high = INFINITY;
    const ra_form *form = ra_form_find(&in, type);
    if (!form || !form->read(&in, dist))
        return NULL;
    bool good = type == &ra_dist_truncated_normal ? finish_truncated_normal(&in, dist)
                                                  : read_truncate_and_clip(&in, dist);
    return good && check_range(&in, dist) ? dist : NULL;
}
