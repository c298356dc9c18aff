/* The attribution: the share of each correction in the whole factor, whatever their order. */
#include <math.h>
#include <stdlib.h>

#include "models/alloc.h"
#include "models/number.h"
#include "reports/finding.h"
#include "reports/picture.h"
#include "reports/report_text.h"

#define DROP 0.3

/* Largest first; equal ones in the order of the ladder. */
static int by_share(const void *a, const void *b)
{
    const ra_share *first = *(const ra_share *const *)a, *second = *(const ra_share *const *)b;

    if (first->share != second->share)
        return first->share > second->share ? -1 : 1;
    return first < second ? -1 : first > second;
}

static void add_share(ra_picture *picture, const ra_result *result, const ra_share *share)
{
    ra_picture_row *row = ra_picture_add(picture, result->claim->quantities[share->quantity].label);

    ra_number_percent(&row->value[0], share->share, 2);
    ra_picture_part_add(row, RA_SHAPE_BAR, 0, 100 * share->share, 0, RA_COLOUR_STEP);
    if (share->p5 < share->p95)
        ra_picture_part_add(row, RA_SHAPE_SPAN, 100 * share->p5, 100 * share->p95, DROP,
                            RA_COLOUR_INTERVAL);
}

static void add_shares(ra_picture *picture, const ra_result *result)
{
    const ra_attribution *all = &result->attribution;
    const ra_share **order = ra_calloc(all->share_count, sizeof *order);
    uint32_t count = 0;

    picture->failed = picture->failed || order == NULL;
    for (uint32_t i = 0; order != NULL && i < all->share_count; i++)
        if (isfinite(all->shares[i].share))
            order[count++] = &all->shares[i];
    if (count > 0)
        qsort(order, count, sizeof *order, by_share);
    for (uint32_t i = 0; i < count; i++)
        add_share(picture, result, order[i]);
    ra_free(order);
}

static void add_keys(ra_picture *picture)
{
    bool spread = false;

    for (size_t i = 0; i < picture->count; i++)
        spread = spread || picture->rows[i].part_count > 1;
    if (!spread)
        return;
    ra_text_append(ra_picture_key_add(picture, RA_SHAPE_BAR, RA_COLOUR_STEP), "share");
    ra_text_append(ra_picture_key_add(picture, RA_SHAPE_SPAN, RA_COLOUR_INTERVAL), "5 % to 95 %");
}

void ra_picture_attribution(ra_picture *picture, const ra_result *result)
{
    ra_text finding = {0};

    ra_finding_attribution(result, &finding);
    if (finding.length == 0)
        ra_finding_ladder(result, &finding);
    ra_picture_title(picture, result, &finding);
    ra_text_append(&picture->axis, result->attribution.basis == RA_BASIS_LOG
                                       ? "Share of the whole factor (of its logarithm), %"
                                       : "Share of the whole difference, %");
    ra_text_append(&picture->heads[0], "share");
    picture->reference = 0;
    add_shares(picture, result);
    if (picture->count == 0)
        ra_text_append(&picture->note, "Nothing in this claim has been corrected, so that there is "
                                       "nothing to share out.");
    add_keys(picture);
}
