/* The same work in every region of the tables: what a claim's audited side comes to with the carbon
 * intensity and the PUE of each.
 *
 * Draws are shared: a trial has the same hours and powers everywhere, and two regions with one
 * fleet's PUE the same error of it, so that what is left between two regions is their own.
 *
 * Units: carbon intensities are in gCO2e/kWh, results in the claim's unit. Errors: messages in
 * `diag`. Source: docs/method.md; the rows of the tables name theirs. */
#ifndef RA_REGIONS_H
#define RA_REGIONS_H

#include "models/claim.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Where a region's figure is from. X(code, name, text) */
#define RA_REGION_FROM_LIST(X)                                                 \
    X(RA_FROM_REGION, "region", "published for the region")                    \
    X(RA_FROM_SUBREGION, "subregion", "that of the grid's subregion (eGRID)")  \
    X(RA_FROM_COUNTRY, "country", "that of the country")                       \
    X(RA_FROM_FLEET, "fleet", "that of all sites of the provider")             \
    X(RA_FROM_CLAIM, "claim", "the claim's own")

typedef enum {
#define X(code, name, text) code,
    RA_REGION_FROM_LIST(X)
#undef X
} ra_region_from;

/* Given: where a figure is `from`. Returned: its name in reports. */
const char *ra_region_from_name(ra_region_from from);

/* A region and what the claim comes to there. */
typedef struct {
    const ra_subject *region;
    const ra_row *grid;
    const ra_row *pue; /* NULL: the claim's own */
    ra_region_from grid_from, pue_from;
    double grid_value;              /* in gCO2e/kWh */
    double pue_value;               /* NaN: the claim's own, or it has none */
    double point, median, low, high; /* in the claim's unit; the interval has the plan's level */
    double factor;                  /* over the greenest, of medians; infinite where that is 0 */
    size_t first, last;             /* ranks that cannot be told apart from this one; from 0 */
} ra_region;

/* How the claim is made, anew for every region: RA_OK with *claim, which the caller frees. */
typedef ra_status (*ra_region_loader)(void *context, ra_claim **claim, ra_diag *diag);

/* What is asked. */
typedef struct {
    ra_region_loader load;
    void *context;
    ra_grid_basis basis; /* RA_GRID_NONE: that of the claim */
    double level;
    uint64_t seed;
} ra_regions_plan;

/* All regions, and what they come from. */
typedef struct {
    ra_claim *claim;      /* as it is audited */
    double audited;       /* its point, in its unit */
    ra_grid_basis basis;
    bool assumed;         /* the claim does not say its basis */
    bool has_pue;         /* the claim has a PUE */
    double spread;        /* relative standard deviation of the claim's own intensity, which regions
                             without one take over; 0: none, and digits alone are uncertain */
    double level;
    uint64_t seed, trials;
    const ra_region *items; /* greenest first, by median */
    size_t count;
    size_t left_out;      /* regions without a figure on the basis */
    double factor, factor_low, factor_high; /* dirtiest over greenest */
    struct ra_regions_private *own;
} ra_regions;

/* Evaluates. Given: the `data`, the `plan`. Returned: RA_OK with *out, freed with ra_regions_free;
 * RA_USAGE with a message where the claim has no intensity of a grid, or no region one on the
 * basis; else as loading does. */
ra_status ra_regions_eval(ra_regions **out, ra_data *data, const ra_regions_plan *plan,
                          ra_diag *diag);

/* Given: `regions`, or NULL. */
void ra_regions_free(ra_regions *regions);

/* Given: the `regions`, two ranks, `a` and `b`. Returned: whether the region of rank a is greener
 * than that of rank b in so many of the trials that the interval of their difference, of the
 * plan's level, leaves out 0. */
bool ra_regions_apart(const ra_regions *regions, size_t a, size_t b);

#ifdef __cplusplus
}
#endif
#endif
