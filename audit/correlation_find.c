/* Correlations by quantity. */
#include <math.h>

#include "audit/correlation_streams.h"
#include "audit/stream.h"
#include "models/alloc.h"

/* The stream of a quantity, if it draws. */
static bool find_key(const ra_correlations *c, uint32_t q, uint64_t *key)
{
    const ra_figure *figure = &c->claim->quantities[q].figure[RA_AUDITED];

    if (figure->dist == NULL || ra_dist_is_point(figure->dist)) {
        return false;
    }
    *key = ra_stream_key(figure->draw);
    return true;
}

static const ra_copula_group *group_of(const ra_correlations *c, uint32_t stream)
{
    for (uint32_t g = 0; g < c->copula.group_count; g++) {
        const ra_copula_group *group = &c->copula.groups[g];
        for (uint32_t i = 0; i < group->size; i++) {
            if (group->members[i] == stream) {
                return group;
            }
        }
    }
    return NULL;
}

bool ra_correlation_linked(const ra_correlations *c, uint32_t i, uint32_t j)
{
    uint64_t a, b;

    if (!find_key(c, i, &a) || !find_key(c, j, &b)) {
        return false;
    }
    uint32_t x = ra_correlation_stream(c, a), y = ra_correlation_stream(c, b);
    return a == b || (x != RA_NO_STREAM && y != RA_NO_STREAM && group_of(c, x) == group_of(c, y));
}

double ra_correlation_scores(const ra_correlations *c, uint32_t i, uint32_t j)
{
    uint64_t a, b;

    if (i == j) {
        return 1;
    }
    if (!find_key(c, i, &a) || !find_key(c, j, &b)) {
        return 0;
    }
    if (a == b) {
        return 1;
    }
    uint32_t x = ra_correlation_stream(c, a), y = ra_correlation_stream(c, b);
    bool both = x != RA_NO_STREAM && y != RA_NO_STREAM;
    return both ? c->matrix[(size_t)x * c->count + y] : 0;
}

ra_status ra_correlation_law(ra_correlations *c, uint32_t q, const ra_nataf_law **out)
{
    ra_status status = RA_OK;

    if (c->laws[q] == NULL) {
        c->laws[q] = ra_calloc(1, sizeof *c->laws[q]);
        if (c->laws[q] == NULL) {
            return RA_NOMEM;
        }
        status = ra_nataf_law_open(c->laws[q], c->claim->quantities[q].figure[RA_AUDITED].dist);
    }
    if (status != RA_OK) {
        ra_free(c->laws[q]);
        c->laws[q] = NULL;
    }
    *out = c->laws[q];
    return status;
}

double ra_correlation_pearson(ra_correlations *c, uint32_t i, uint32_t j)
{
    double scores = ra_correlation_scores(c, i, j);
    const ra_nataf_law *x, *y;
    ra_nataf pair;

    if (i == j || scores == 0) {
        return scores;
    }
    if (ra_correlation_law(c, i, &x) != RA_OK || ra_correlation_law(c, j, &y) != RA_OK) {
        return NAN;
    }
    ra_nataf_open(&pair, x, y);
    return ra_nataf_eval(&pair, scores);
}
