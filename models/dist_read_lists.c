/* Readers of laws made of lists: discrete, empirical, mixture. */
#include "models/dist_read.h"

#include <math.h>
#include <stdlib.h>

enum { COMPONENTS_MOST = 64 };

typedef struct {
    double value, weight;
    const ra_value *at;
} entry;

static int by_value(const void *a, const void *b)
{
    double x = ((const entry *)a)->value, y = ((const entry *)b)->value;
    return (x > y) - (x < y);
}

/* Reads an array of numbers into the values (or weights) of `list`. */
static bool read_numbers(const ra_reader *in, const char *key, const ra_value *array, entry *list,
                         bool weights)
{
    size_t i = 0;
    for (const ra_value *v = ra_value_first(array); v; v = ra_value_next(v), i++) {
        bool good = ra_value_kind(v) == RA_NUMBER && (!weights || ra_value_number(v) > 0);
        if (!good) {
            ra_value_report(v, in->diag, RA_ERROR, "'%s' must be numbers%s", key,
                            weights ? " above 0" : "");
            return false;
        }
        if (weights) {
            list[i].weight = ra_value_number(v);
        } else {
            list[i].value = ra_value_number(v);
            list[i].at = v;
        }
    }
    return true;
}

/* Divides by the sum. A sum that is neither 1 nor one of counts may be a slip. */
static void normalise(const ra_reader *in, entry *list, size_t count)
{
    double sum = 0, error = 0, largest = 0;
    for (size_t i = 0; i < count; i++) {
        double y = list[i].weight - error, t = sum + y; /* compensated */
        error = (t - sum) - y;
        sum = t;
        largest = fmax(largest, list[i].weight);
    }
    if (fabs(sum - 1) > 1e-6 && largest < 1)
        ra_value_report(ra_value_find(in->object, "weights"), in->diag, RA_WARNING,
                        "the weights add up to %.6g; they are scaled to 1", sum);
    for (size_t i = 0; i < count; i++)
        list[i].weight /= sum;
}

/* Reads "weights", one for each of `count` items of `key`. */
static bool read_weights(const ra_reader *in, const char *key, size_t count, entry *list)
{
    const ra_value *array;
    if (!ra_value_get_array(in->object, "weights", true, &array, in->diag))
        return false;
    if (ra_value_count(array) != count) {
        ra_reader_error(in, "weights", "%zu weights for %zu %s", ra_value_count(array), count, key);
        return false;
    }
    if (!read_numbers(in, "weights", array, list, true))
        return false;
    normalise(in, list, count);
    return true;
}

/* Copies a sorted list into the distribution. `start` is the cumulative weight that the first value
 * has before its own weight is added. */
static bool keep(const ra_reader *in, ra_dist *dist, const entry *list, size_t count)
{
    double *values = ra_reader_alloc(in, count, sizeof *values);
    double *cumulative = ra_reader_alloc(in, count, sizeof *cumulative);
    if (!values || !cumulative)
        return false;
    double sum = 0, error = 0;
    for (size_t i = 0; i < count; i++) {
        double y = list[i].weight - error, t = sum + y;
        error = (t - sum) - y;
        sum = t;
        values[i] = list[i].value;
        cumulative[i] = fmin(sum, 1);
    }
    cumulative[count - 1] = 1;
    dist->count = count;
    dist->values = values;
    dist->cumulative = cumulative;
    return true;
}

/* Reads "values" into a list of its own. Returned: NULL with messages, or out of memory. */
static entry *read_values(const ra_reader *in, size_t least, size_t *count)
{
    const ra_value *array;
    if (!ra_value_get_array(in->object, "values", true, &array, in->diag))
        return NULL;
    *count = ra_value_count(array);
    if (*count < least) {
        ra_reader_error(in, "values", "'values' needs at least %s",
                        least == 1 ? "one number" : "two numbers");
        return NULL;
    }
    entry *list = ra_reader_alloc(in, *count, sizeof *list);
    return list && read_numbers(in, "values", array, list, false) ? list : NULL;
}

bool ra_read_discrete(const ra_reader *in, ra_dist *dist)
{
    size_t count;
    entry *list = read_values(in, 1, &count);
    if (!list || !read_weights(in, "values", count, list))
        return false;
    qsort(list, count, sizeof *list, by_value);
    for (size_t i = 1; i < count; i++) {
        if (list[i].value != list[i - 1].value)
            continue;
        ra_value_report(list[i].at, in->diag, RA_ERROR, "%.6g stands twice in 'values'",
                        list[i].value);
        return false;
    }
    return keep(in, dist, list, count);
}

bool ra_read_empirical(const ra_reader *in, ra_dist *dist)
{
    size_t count;
    bool interpolate = false;
    entry *list = read_values(in, 2, &count);
    if (!list)
        return false;
    if (ra_reader_has(in, "interpolate") &&
        !ra_value_get_bool(in->object, "interpolate", true, &interpolate, in->diag))
        return false;
    qsort(list, count, sizeof *list, by_value);
    /* Steps: 1/n at each value. Lines: 1/(n-1) between one value and the next. */
    for (size_t i = 0; i < count; i++)
        list[i].weight = !interpolate ? 1. / (double)count : i ? 1. / (double)(count - 1) : 0;
    if (interpolate)
        dist->type = &ra_dist_interpolated;
    return keep(in, dist, list, count);
}

bool ra_read_mixture(const ra_reader *in, ra_dist *dist)
{
    const ra_value *array;
    if (!ra_value_get_array(in->object, "components", true, &array, in->diag))
        return false;
    size_t count = ra_value_count(array), i = 0;
    if (count < 1 || count > COMPONENTS_MOST) {
        ra_reader_error(in, "components", "a mixture has 1 to %d components, not %zu",
                        COMPONENTS_MOST, count);
        return false;
    }
    entry *list = ra_reader_alloc(in, count, sizeof *list);
    double *weights = ra_reader_alloc(in, count, sizeof *weights);
    const ra_dist **components = ra_reader_alloc(in, count, sizeof *components);
    if (!list || !weights || !components || !read_weights(in, "components", count, list))
        return false;
    bool good = true;
    for (const ra_value *v = ra_value_first(array); v; v = ra_value_next(v), i++) {
        weights[i] = list[i].weight;
        components[i] = ra_dist_parse(v, in->figure, in->arena, in->diag);
        good = components[i] && good;
    }
    dist->count = count;
    dist->values = weights;
    dist->components = components;
    return good;
}
