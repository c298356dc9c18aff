/* What the readers of all forms use. */
#include "models/dist_read.h"

#include <math.h>

void ra_reader_error(const ra_reader *in, const char *key, const char *format, ...)
{
    const ra_value *member = key ? ra_value_find(in->object, key) : NULL;
    ra_text text = {0};
    va_list args;
    va_start(args, format);
    ra_text_format_list(&text, format, args);
    va_end(args);
    ra_value_report(member ? member : in->object, in->diag, RA_ERROR, "%s",
                    text.failed || !text.data ? "out of memory" : text.data);
    ra_text_free(&text);
}

void *ra_reader_alloc(const ra_reader *in, size_t count, size_t size)
{
    void *memory = ra_arena_alloc(in->arena, count, size);
    if (!memory)
        ra_reader_error(in, NULL, "there is not enough memory for this '%s'", in->name);
    return memory;
}

bool ra_reader_has(const ra_reader *in, const char *key)
{
    return ra_value_find(in->object, key) != NULL;
}

bool ra_reader_number(const ra_reader *in, const char *key, double *out)
{
    return ra_value_get_number(in->object, key, true, out, in->diag);
}

bool ra_reader_positive(const ra_reader *in, const char *key, double *out)
{
    if (!ra_reader_number(in, key, out))
        return false;
    if (*out > 0)
        return true;
    ra_reader_error(in, key, "'%s' is %.6g, but must be above 0", key, *out);
    return false;
}

bool ra_reader_between(const ra_reader *in, const char *key, double low, double high, double *out)
{
    if (!ra_reader_number(in, key, out))
        return false;
    if (*out >= low && *out <= high)
        return true;
    ra_reader_error(in, key, "'%s' is %.6g, but must lie between %.6g and %.6g", key, *out, low,
                    high);
    return false;
}

bool ra_reader_centre(const ra_reader *in, const char *key, double *out)
{
    if (ra_reader_has(in, key))
        return ra_reader_number(in, key, out);
    *out = in->figure->value;
    if (isfinite(*out))
        return true;
    ra_reader_error(in, NULL, "'%s' needs '%s' here, since the figure has no value of its own",
                    in->name, key);
    return false;
}

bool ra_reader_interval(const ra_reader *in, double *low, double *high, double *coverage)
{
    const ra_value *pair;
    bool good = ra_value_get_array(in->object, "interval", true, &pair, in->diag);
    if (good) {
        const ra_value *first = ra_value_first(pair);
        const ra_value *second = first ? ra_value_next(first) : NULL;
        good = ra_value_count(pair) == 2 && ra_value_kind(first) == RA_NUMBER &&
               ra_value_kind(second) == RA_NUMBER;
        if (good) {
            *low = ra_value_number(first);
            *high = ra_value_number(second);
            good = *low < *high;
        }
        if (!good)
            ra_reader_error(in, "interval", "'interval' must be two rising numbers, [low, high]");
    }
    if (!ra_reader_number(in, "coverage", coverage))
        return false;
    if (*coverage > 0 && *coverage < 1)
        return good;
    ra_reader_error(in, "coverage", "'coverage' is %.6g, but must lie between 0 and 1: %s",
                    *coverage, "0.90 for 90 %");
    return false;
}

bool ra_reader_ordered(const ra_reader *in, const char *const *keys, size_t count, ra_dist *dist)
{
    bool good = true;
    for (size_t i = 0; i < count; i++)
        good = ra_reader_centre(in, keys[i], &dist->parameter[i]) && good;
    const double *x = dist->parameter;
    for (size_t i = 1; good && i < count; i++) {
        if (x[i] >= x[i - 1])
            continue;
        bool given = ra_reader_has(in, keys[i]), before = ra_reader_has(in, keys[i - 1]);
        ra_reader_error(in, given ? keys[i] : keys[i - 1],
                        "'%s' is %.6g%s, below '%s', which is %.6g%s", keys[i], x[i],
                        given ? "" : " (the figure's value)", keys[i - 1], x[i - 1],
                        before ? "" : " (the figure's value)");
        return false;
    }
    if (good && !(x[0] < x[count - 1])) {
        ra_reader_error(in, keys[count - 1], "'%s' and '%s' are both %.6g: %s", keys[0],
                        keys[count - 1], x[0], "an exact value needs no distribution");
        return false;
    }
    return good;
}
