#include "audit/cli/measured_target.h"

#include <math.h>
#include <string.h>

#include "models/alloc.h"

/* A duration or a number of devices that is further from the audited one than this is of another
 * run, or of a part of one. Authors know how long they computed and on what; a measurement corrects
 * that by a restart or a wrong count, not by an order of magnitude. Three is half of one, on the
 * logarithmic axis. */
#define TIMES_LIMIT 3

/* Energies, emissions and water were estimated, from powers and intensities that may be off by a
 * factor of their own: there it takes a whole order of magnitude. */
#define TOTAL_LIMIT 10

/* Names under which chains usually have a quantity, as an assumption or as a step. */
static const struct {
    ra_measure measure;
    bool step; /* it may be one by itself */
    const char *names;
} usual[] = {
    {RA_MEASURE_POWER, false, "power device_power chip_power gpu_power accelerator_power"},
    {RA_MEASURE_HOURS, false, "hours time duration runtime training_time"},
    {RA_MEASURE_DEVICES, false, "devices chips gpus cards accelerators"},
    {RA_MEASURE_DEVICE_HOURS, true, "device_hours chip_hours gpu_hours accelerator_hours"},
    {RA_MEASURE_ENERGY, true, "energy energy_site energy_total"},
    {RA_MEASURE_ENERGY_IT, true, "energy_it energy_devices"},
    {RA_MEASURE_PUE, false, "pue"},
    {RA_MEASURE_GRID, false, "grid grid_intensity"},
    {RA_MEASURE_EMISSIONS, true, "emissions emissions_total"},
    {RA_MEASURE_WATER, true, "water"},
};

double ra_target_factor(const ra_claim *claim, ra_measure measure, uint32_t quantity)
{
    ra_unit_problem problem;
    const ra_unit *unit = ra_unit_parse(claim->units, ra_measure_unit(measure), &problem);
    double factor = NAN;

    if (unit == NULL || !ra_unit_convert(unit, claim->quantities[quantity].unit, &factor))
        return NAN;
    return factor;
}

static bool by_role(const ra_quantity *quantity, ra_measure measure)
{
    return (measure == RA_MEASURE_GRID && quantity->role == RA_ROLE_GRID) ||
           (measure == RA_MEASURE_PUE && quantity->role == RA_ROLE_PUE);
}

static bool by_name(const ra_quantity *quantity, ra_measure measure)
{
    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++)
        if (usual[i].measure == measure && ra_option_listed(usual[i].names, quantity->id) &&
            (quantity->kind != RA_STEP || usual[i].step))
            return true;
    return false;
}

uint32_t ra_target_assumption(const ra_claim *claim, ra_measure measure)
{
    uint32_t alone = UINT32_MAX, named = UINT32_MAX, kin = 0;

    for (uint32_t i = 0; i < claim->assumption_count; i++) {
        const ra_quantity *quantity = &claim->quantities[i];
        if (quantity->measured || !ra_claim_uses(claim, i, RA_AUDITED) ||
            isnan(ra_target_factor(claim, measure, i)))
            continue;
        if (by_role(quantity, measure))
            return i;
        if (named == UINT32_MAX && by_name(quantity, measure))
            named = i;
        alone = i;
        kin++;
    }
    if (named != UINT32_MAX)
        return named;
    /* Market-based emissions are another quantity than the one that a chain has. */
    if (measure == RA_MEASURE_EMISSIONS_MARKET)
        return UINT32_MAX;
    /* Times and counts are of many things: they need a name. */
    bool vague =
        strcmp(ra_measure_unit(measure), "1") == 0 || strcmp(ra_measure_unit(measure), "hour") == 0;
    return kin == 1 && !vague ? alone : UINT32_MAX;
}

ra_measure ra_measured_kind(const ra_claim *claim, uint32_t quantity)
{
    for (int m = 0; m < RA_MEASURES; m++)
        if (ra_target_assumption(claim, (ra_measure)m) == quantity)
            return (ra_measure)m;
    return RA_MEASURES;
}

uint32_t ra_target_step(const ra_claim *claim, ra_measure measure)
{
    for (uint32_t i = claim->assumption_count + claim->local_count; i < claim->quantity_count; i++)
        if (by_name(&claim->quantities[i], measure) && ra_claim_uses(claim, i, RA_AUDITED) &&
            !claim->quantities[i].measured && !isnan(ra_target_factor(claim, measure, i)))
            return i;
    return UINT32_MAX;
}

static bool is_told(const ra_claim *claim, uint32_t assumption, const ra_measured *file,
                    const ra_replacements *done)
{
    for (uint32_t i = 0; i < done->count; i++)
        if (strcmp(done->items[i].id, claim->quantities[assumption].id) == 0 &&
            strcmp(done->items[i].file, file->file) == 0)
            return true;
    for (size_t i = 0; i < file->count; i++)
        if (ra_target_owned(&file->items[i]) &&
            ra_target_assumption(claim, file->items[i].measure) == assumption)
            return true;
    return false;
}

bool ra_target_tells_all(const ra_claim *claim, uint32_t step, const ra_measured *file,
                         const ra_replacements *done)
{
    bool *needed = ra_calloc(claim->quantity_count, sizeof *needed), all = needed != NULL;

    if (needed != NULL)
        needed[step] = true;
    /* Backwards through the order, everything that reads a quantity comes before it. */
    for (uint32_t n = claim->quantity_count; n > 0 && all; n--) {
        uint32_t i = claim->order[n - 1];
        const ra_quantity *quantity = &claim->quantities[i];
        const ra_expr *formula = quantity->formula[RA_AUDITED];
        if (!needed[i] || (quantity->kind == RA_STEP && formula == NULL))
            continue;
        if (quantity->kind != RA_STEP)
            all = is_told(claim, i, file, done);
        for (uint32_t k = 0; quantity->kind == RA_STEP && k < formula->name_count; k++)
            needed[quantity->bind[RA_AUDITED][k]] = true;
    }
    ra_free(needed);
    return all;
}

uint32_t ra_target_retired_by(const ra_claim *claim, ra_measure measure)
{
    for (uint32_t i = 0; i < claim->quantity_count; i++) {
        const ra_quantity *quantity = &claim->quantities[i];
        if (quantity->retired && (by_role(quantity, measure) || by_name(quantity, measure)))
            return quantity->retired_by;
    }
    return UINT32_MAX;
}

bool ra_target_owned(const ra_measurement *item)
{
    return item->origin == RA_MEASURED || item->origin == RA_REPORTED || item->origin == RA_GIVEN;
}

bool ra_target_adds_up(const ra_claim *claim, uint32_t quantity)
{
    static const ra_measure extensive[] = {RA_MEASURE_ENERGY, RA_MEASURE_HOURS,
                                           RA_MEASURE_EMISSIONS, RA_MEASURE_WATER};

    for (size_t i = 0; i < sizeof extensive / sizeof extensive[0]; i++)
        if (!isnan(ra_target_factor(claim, extensive[i], quantity)))
            return true;
    return false;
}

double ra_target_limit(const ra_claim *claim, ra_measure measure, uint32_t quantity)
{
    bool time = !isnan(ra_target_factor(claim, RA_MEASURE_HOURS, quantity));

    if (time || measure == RA_MEASURE_DEVICES)
        return TIMES_LIMIT;
    return ra_target_adds_up(claim, quantity) ? TOTAL_LIMIT : (double)INFINITY;
}
