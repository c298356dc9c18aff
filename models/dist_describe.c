/* A law in words, as `reaudit show` echoes it. */
#include "models/dist_types.h"

#include <math.h>

/* Lists longer than this are cut. */
enum { LIST_SHOWN = 6 };

static void describe_limits(const char *word, double low, double high, ra_text *out)
{
    if (low == -INFINITY && high == INFINITY)
        return;
    ra_text_format(out, " %s to %s%.6g, %.6g%s", word, low > -INFINITY ? "[" : "(", low, high,
                   high < INFINITY ? "]" : ")");
}

static void describe_parameters(const ra_dist *dist, ra_text *out)
{
    for (size_t i = 0; dist->type->parameters[i]; i++)
        ra_text_format(out, "%s%s %.6g", i ? ", " : "", dist->type->parameters[i],
                       dist->parameter[i]);
    if (dist->df > 0)
        ra_text_format(out, ", df %.6g", dist->df);
}

/* "1: 0.25, 2: 0.75": values with their weights. */
static void describe_discrete(const ra_dist *dist, ra_text *out)
{
    for (size_t i = 0; i < dist->count && i < LIST_SHOWN; i++)
        ra_text_format(out, "%s%.6g: %.6g", i ? ", " : "", dist->values[i],
                       dist->cumulative[i] - (i ? dist->cumulative[i - 1] : 0));
    if (dist->count > LIST_SHOWN)
        ra_text_format(out, ", ... %zu values", dist->count);
}

static void describe_empirical(const ra_dist *dist, ra_text *out)
{
    ra_text_format(out, "%zu values from %.6g to %.6g%s", dist->count, dist->values[0],
                   dist->values[dist->count - 1],
                   dist->type == &ra_dist_interpolated ? ", interpolated" : "");
}

static void describe_mixture(const ra_dist *dist, ra_text *out)
{
    for (size_t i = 0; i < dist->count && i < LIST_SHOWN; i++) {
        ra_text_format(out, "%s%.6g ", i ? ", " : "", dist->values[i]);
        ra_dist_describe(dist->components[i], out);
    }
    if (dist->count > LIST_SHOWN)
        ra_text_format(out, ", ... %zu components", dist->count);
}

void ra_dist_describe(const ra_dist *dist, ra_text *out)
{
    ra_text_format(out, "%s(", dist->type->name);
    if (dist->components)
        describe_mixture(dist, out);
    else if (dist->type == &ra_dist_discrete)
        describe_discrete(dist, out);
    else if (dist->cumulative)
        describe_empirical(dist, out);
    else
        describe_parameters(dist, out);
    ra_text_append(out, ")");
    describe_limits("truncated", dist->truncate_low, dist->truncate_high, out);
    describe_limits("clipped", dist->clip_low, dist->clip_high, out);
}
