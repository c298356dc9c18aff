/* Correlations by quantity. */
#include <math.h>

#include "audit/correlation_streams.h"
#include "audit/stream.h"

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

double ra_correlation_pearson(const ra_correlations *c, uint32_t i, uint32_t j)
{
    double scores = ra_correlation_scores(c, i, j);
    uint32_t quantities[2] = {i, j};
    const ra_nataf_law *laws[2];
    ra_nataf_law own[2];
    ra_nataf pair;

    if (i == j || scores == 0) {
        return scores;
    }
    for (int k = 0; k < 2; k++) {
        laws[k] = c->laws[quantities[k]];
        if (laws[k] == NULL) {
            const ra_figure *figure = &c->claim->quantities[quantities[k]].figure[RA_AUDITED];
            if (ra_nataf_law_open(&own[k], figure->dist) != RA_OK) {
                return NAN;
            }
            laws[k] = &own[k];
        }
    }
    ra_nataf_open(&pair, laws[0], laws[1]);
    return ra_nataf_eval(&pair, scores);
}
