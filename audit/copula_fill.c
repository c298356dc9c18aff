/* Drawing from a Gaussian copula, block by block. */
#include <math.h>

#include <gsl/gsl_math.h>

#include "audit/copula.h"
#include "audit/stream.h"

size_t ra_copula_room(const ra_copula *copula)
{
    return ((size_t)copula->most_rank + 1) * RA_BLOCK;
}

static bool is_wanted(const ra_copula_group *group, const bool *wanted)
{
    for (uint32_t i = 0; i < group->size; i++) {
        if (wanted[group->members[i]]) {
            return true;
        }
    }
    return false;
}

/* The z of all pivots, one column each, and the tails of the first stream. */
static void draw_scores(const ra_copula *copula, const ra_copula_group *group,
                        const ra_uniforms *uniforms, uint64_t block, size_t n, double *z,
                        double *tails)
{
    for (uint32_t k = 0; k < group->rank; k++) {
        double *column = z + (size_t)k * RA_BLOCK;
        ra_uniforms_fill(uniforms, copula->keys[group->members[k]], block, column);
        if (k == 0) {
            ra_sampler_tails(column, tails + (size_t)group->members[0] * RA_BLOCK, n);
        }
        ra_sampler_draw(copula->normal, column, column, n);
    }
}

/* t = Phi(z') of z' = sum of row[k] z_k, from the tail in which it lies. */
static void draw_row(const double *row, uint32_t rank, const double *z, size_t n, double *sum,
                     double *t)
{
    for (size_t i = 0; i < n; i++) {
        sum[i] = row[0] * z[i];
    }
    for (uint32_t k = 1; k < rank; k++) {
        const double *column = z + (size_t)k * RA_BLOCK;
        for (size_t i = 0; i < n && row[k] != 0; i++) {
            sum[i] += row[k] * column[i];
        }
    }
    for (size_t i = 0; i < n; i++) {
        double p = erfc(fabs(sum[i]) * M_SQRT1_2) / 2;
        t[i] = sum[i] > 0 ? -p : p;
    }
}

void ra_copula_fill(const ra_copula *copula, const bool *wanted, const ra_uniforms *uniforms,
                    uint64_t block, size_t n, double *room, double *tails)
{
    double *z = room + RA_BLOCK;

    for (uint32_t g = 0; g < copula->group_count; g++) {
        const ra_copula_group *group = &copula->groups[g];
        if (!is_wanted(group, wanted)) {
            continue;
        }
        draw_scores(copula, group, uniforms, block, n, z, tails);
        for (uint32_t i = 1; i < group->size; i++) {
            double *t = tails + (size_t)group->members[i] * RA_BLOCK;
            const double *other = tails + (size_t)group->members[group->like[i]] * RA_BLOCK;
            if (group->like[i] == i) {
                draw_row(&group->factor[(size_t)i * group->rank], group->rank, z, n, room, t);
                continue;
            }
            for (size_t k = 0; k < n; k++) {
                t[k] = group->sign[i] * other[k];
            }
        }
    }
}
