#include "audit/copula.h"

#include <math.h>
#include <string.h>

#include "audit/copula_group.h"
#include "models/alloc.h"
#include "models/dist_types.h"

static const ra_dist standard_normal = {
    .type = &ra_dist_normal,
    .parameter = {0, 1},
    .truncate_low = -INFINITY,
    .truncate_high = INFINITY,
    .clip_low = -INFINITY,
    .clip_high = INFINITY,
};

/* Lists the streams that hang together with `first`, itself first, the others in their order.
 * Given: group[k] = UINT32_MAX for streams that have no group yet. */
static uint32_t find_members(const double *matrix, uint32_t count, uint32_t first, uint32_t number,
                             uint32_t *group, uint32_t *members)
{
    uint32_t size = 0;
    bool grown = true;

    group[first] = number;
    while (grown) {
        grown = false;
        for (uint32_t i = 0; i < count; i++) {
            for (uint32_t j = 0; j < count && group[i] == number; j++) {
                if (group[j] == UINT32_MAX && matrix[(size_t)i * count + j] != 0) {
                    group[j] = number;
                    grown = true;
                }
            }
        }
    }
    for (uint32_t i = first; i < count; i++) {
        if (group[i] == number) {
            members[size++] = i;
        }
    }
    return size;
}

static ra_status open_groups(ra_copula *copula, const double *matrix, ra_copula_fault *fault)
{
    uint32_t count = copula->count;
    uint32_t *number = ra_alloc(count * sizeof *number);
    ra_status status = number != NULL ? RA_OK : RA_NOMEM;

    for (uint32_t i = 0; number != NULL && i < count; i++) {
        number[i] = UINT32_MAX;
    }
    for (uint32_t i = 0; i < count && status == RA_OK; i++) {
        if (number[i] != UINT32_MAX) {
            continue;
        }
        ra_copula_group *group = &copula->groups[copula->group_count++];
        group->members = ra_calloc(count, sizeof *group->members);
        if (group->members == NULL) {
            status = RA_NOMEM;
            break;
        }
        group->size =
            find_members(matrix, count, i, copula->group_count - 1, number, group->members);
        status = ra_copula_group_open(group, matrix, count, fault);
        copula->most_rank = group->rank > copula->most_rank ? group->rank : copula->most_rank;
    }
    ra_free(number);
    return status;
}

ra_status ra_copula_open(ra_copula *copula, const uint64_t *keys, const double *matrix,
                         uint32_t count, ra_copula_fault *fault)
{
    *copula = (ra_copula){.count = count};
    if (count == 0) {
        return RA_OK;
    }
    copula->keys = ra_alloc(count * sizeof *copula->keys);
    copula->groups = ra_calloc(count, sizeof *copula->groups);
    if (copula->keys == NULL || copula->groups == NULL ||
        ra_sampler_new(&copula->normal, &standard_normal, NULL) != RA_OK) {
        return RA_NOMEM;
    }
    memcpy(copula->keys, keys, count * sizeof *keys);
    return open_groups(copula, matrix, fault);
}

void ra_copula_free(ra_copula *copula)
{
    for (uint32_t g = 0; g < copula->group_count; g++) {
        ra_free(copula->groups[g].members);
        ra_free(copula->groups[g].factor);
        ra_free(copula->groups[g].like);
        ra_free(copula->groups[g].sign);
    }
    ra_free(copula->groups);
    ra_free(copula->keys);
    ra_sampler_free(copula->normal);
    *copula = (ra_copula){0};
}
