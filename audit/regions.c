#include "audit/regions.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/audit.h"
#include "audit/model.h"
#include "audit/regions_rank.h"
#include "audit/regions_rows.h"
#include "models/alloc.h"

#define MEMORY_LIMIT ((size_t)256 << 20)

/* A region with its trials, until they are in order. */
typedef struct {
    ra_region region;
    double *trials;
} found;

typedef struct {
    const ra_regions_plan *plan;
    ra_regions *out;
    ra_region_tables tables;
    ra_diag *diag;
    found *found;
} evaluation;

#define X(code, name, text) name,
static const char *const from_names[] = {RA_REGION_FROM_LIST(X)};
#undef X

const char *ra_region_from_name(ra_region_from from)
{
    return from_names[from];
}

void ra_regions_free(ra_regions *regions)
{
    if (regions == NULL) {
        return;
    }
    ra_claim_free(regions->claim);
    if (regions->own != NULL) {
        ra_arena_free(regions->own->arena);
    }
    ra_free(regions->own);
    ra_free(regions);
}

static bool has_role(const ra_claim *claim, uint32_t i, ra_role role)
{
    return claim->quantities[i].role == role && ra_claim_uses(claim, i, RA_AUDITED);
}

static const ra_quantity *find_role(const ra_claim *claim, ra_role role)
{
    for (uint32_t i = 0; i < claim->assumption_count; i++) {
        if (has_role(claim, i, role)) {
            return &claim->quantities[i];
        }
    }
    return NULL;
}

static const ra_figure *audited_figure(const ra_quantity *quantity)
{
    const ra_figure *audited = &quantity->figure[RA_AUDITED];
    return audited->kind != RA_FIGURE_NONE ? audited : &quantity->figure[RA_PUBLISHED];
}

/* The basis of the audited figure, else of the published one, else direct generation. */
static void choose_basis(ra_regions *out, const ra_quantity *grid)
{
    for (int side = RA_SIDES - 1; side >= 0 && out->basis == RA_GRID_NONE; side--) {
        if (grid->figure[side].basis != RA_GRID_UNSTATED) {
            out->basis = grid->figure[side].basis;
        }
    }
    out->assumed = out->basis == RA_GRID_NONE;
    if (out->assumed) {
        out->basis = RA_GRID_DIRECT;
    }
}

static double find_spread(const ra_quantity *grid)
{
    const ra_figure *figure = audited_figure(grid);
    double mean = 0, sd = 0;

    if (figure->dist == NULL) {
        return 0;
    }
    ra_dist_moments(figure->dist, &mean, &sd);
    return isfinite(mean) && isfinite(sd) && mean > 0 ? sd / mean : 0;
}

static double evaluate_point(const ra_claim *claim, bool *good)
{
    uint8_t *choice = ra_alloc(claim->quantity_count);
    double *values = ra_alloc(claim->quantity_count * sizeof *values);
    double point = NAN;

    *good = choice != NULL && values != NULL;
    if (*good) {
        ra_choice_audited(claim, choice);
        point = ra_claim_eval(claim, choice, values);
    }
    ra_free(choice);
    ra_free(values);
    return point;
}

static ra_status read_claim(evaluation *e)
{
    ra_regions *out = e->out;
    ra_status status = e->plan->load(e->plan->context, &out->claim, e->diag);
    bool good;

    if (status != RA_OK) {
        return status;
    }
    const ra_quantity *grid = find_role(out->claim, RA_ROLE_GRID);
    if (grid == NULL) {
        ra_diag_report(e->diag, RA_ERROR, NULL,
                       "'%s' has no carbon intensity of electricity among the assumptions of its "
                       "audited side: nothing changes with the place (an assumption may say "
                       "\"role\": \"grid\")",
                       out->claim->id);
        return RA_USAGE;
    }
    out->basis = e->plan->basis;
    choose_basis(out, grid);
    out->has_pue = find_role(out->claim, RA_ROLE_PUE) != NULL;
    out->spread = find_spread(grid);
    out->audited = evaluate_point(out->claim, &good);
    return good ? RA_OK : RA_NOMEM;
}

/* Sets all assumptions of a role to a row. A row without a law of its own has the spread that the
 * claim gives its own figure, about its value; a figure of 0, and one without a spread, that of its
 * digits. */
static ra_status set_role(evaluation *e, ra_claim *claim, ra_role role, const ra_row *row,
                          double spread)
{
    ra_status status = RA_OK;
    double value = 0, low, high;

    ra_row_figure(row, &value, &low, &high);
    for (uint32_t i = 0; i < claim->assumption_count && status == RA_OK; i++) {
        ra_text text = {0};
        if (!has_role(claim, i, role)) {
            continue;
        }
        ra_text_append(&text, row->path);
        if (ra_value_find(row->at, "distribution") == NULL && value > 0 && spread > 0) {
            ra_text_format(&text, " {\"type\": \"lognormal\", \"gsd\": %.17g}", exp(spread));
        } else if (ra_value_find(row->at, "distribution") == NULL && low < high) {
            ra_text_append(&text, " {\"type\": \"rounding\", \"truncate\": {\"min\": 0}}");
        }
        status = text.failed ? RA_NOMEM
                             : ra_claim_set(claim, claim->quantities[i].id, text.data, e->diag);
        ra_text_free(&text);
    }
    return status;
}

static ra_status draw_region(evaluation *e, ra_claim *claim, found *f)
{
    bool good = false;
    ra_region *r = &f->region;

    f->trials = ra_arena_alloc(e->out->own->arena, RA_REGION_TRIALS, sizeof *f->trials);
    r->point = evaluate_point(claim, &good);
    if (f->trials == NULL || !good) {
        return RA_NOMEM;
    }
    ra_status status = ra_audit_replay(claim, RA_SAMPLING_RANDOM, e->plan->seed, claim->result, 0,
                                       RA_REGION_TRIALS, f->trials);
    for (size_t t = 0; status == RA_OK && t < RA_REGION_TRIALS; t++) {
        f->trials[t] *= claim->result_factor;
    }
    return status == RA_OK
               ? ra_region_summarise(f->trials, e->plan->level, &r->low, &r->median, &r->high)
               : status;
}

/* The row's unit is one of the claim's own intensity, but that may be anything that a claim calls so. */
static ra_status find_grid_value(ra_claim *claim, ra_region *region, ra_diag *diag)
{
    double value, low, high, factor;
    ra_unit_problem problem;
    const ra_unit *from = ra_unit_parse(claim->units, region->grid->unit, &problem);
    const ra_unit *to = ra_unit_parse(claim->units, "gCO2e/kWh", &problem);

    if (from == NULL || to == NULL || !ra_unit_convert(from, to, &factor)) {
        ra_diag_report(diag, RA_ERROR, NULL, "'%s' is in %s, which is no carbon intensity",
                       region->grid->path, region->grid->unit);
        return RA_USAGE;
    }
    ra_row_figure(region->grid, &value, &low, &high);
    region->grid_value = value * factor;
    return RA_OK;
}

static ra_status evaluate_region(evaluation *e, found *f)
{
    ra_claim *claim = NULL;
    ra_status status = e->plan->load(e->plan->context, &claim, e->diag);

    if (status == RA_OK) {
        status = set_role(e, claim, RA_ROLE_GRID, f->region.grid, e->out->spread);
    }
    if (status == RA_OK) {
        status = find_grid_value(claim, &f->region, e->diag);
    }
    if (status == RA_OK && f->region.pue != NULL) {
        status = set_role(e, claim, RA_ROLE_PUE, f->region.pue, 0);
    }
    if (status == RA_OK) {
        status = draw_region(e, claim, f);
    }
    ra_claim_free(claim);
    return status;
}

/* Every region of a provider that has an intensity on the basis. */
static ra_status evaluate_all(evaluation *e)
{
    size_t most = ra_table_subject_count(e->tables.clouds);
    e->found = ra_calloc(most + 1, sizeof *e->found);
    if (e->found == NULL) {
        return RA_NOMEM;
    }
    for (size_t i = 0; i < most; i++) {
        found *f = &e->found[e->out->count];
        f->region = (ra_region){.region = ra_table_subject(e->tables.clouds, i)};
        if (f->region.region->provider == NULL) {
            continue;
        }
        ra_status status = ra_region_find_grid(&e->tables, e->out->basis, &f->region, e->diag);
        if (status == RA_OK && f->region.grid == NULL) {
            e->out->left_out++;
            continue;
        }
        if (status == RA_OK && e->out->has_pue) {
            ra_region_find_pue(&e->tables, &f->region);
        } else {
            f->region.pue_from = RA_FROM_CLAIM;
            f->region.pue_value = NAN;
        }
        status = status == RA_OK ? evaluate_region(e, f) : status;
        if (status != RA_OK) {
            return status;
        }
        e->out->count++;
    }
    return RA_OK;
}

/* Greenest first; equal ones by id, so that the order is always the same. */
static int compare_found(const void *a, const void *b)
{
    const ra_region *x = &((const found *)a)->region, *y = &((const found *)b)->region;
    int order = (x->median > y->median) - (x->median < y->median);
    return order != 0 ? order : strcmp(x->region->id, y->region->id);
}

static ra_status arrange(evaluation *e)
{
    ra_regions *out = e->out;
    ra_region *items = ra_arena_alloc(out->own->arena, out->count, sizeof *items);
    out->own->trials = ra_arena_alloc(out->own->arena, out->count, sizeof *out->own->trials);
    if (items == NULL || out->own->trials == NULL) {
        return RA_NOMEM;
    }
    qsort(e->found, out->count, sizeof *e->found, compare_found);
    for (size_t i = 0; i < out->count; i++) {
        items[i] = e->found[i].region;
        items[i].factor = items[i].median / e->found[0].region.median;
        out->own->trials[i] = e->found[i].trials;
    }
    out->items = items;
    ra_regions_tie(out, items);
    return ra_regions_find_factor(out);
}

static ra_status run_evaluation(evaluation *e, ra_data *data)
{
    ra_status status = ra_region_tables_open(&e->tables, data, e->diag);

    if (status == RA_OK) {
        status = read_claim(e);
    }
    if (status == RA_OK) {
        status = evaluate_all(e);
    }
    if (status == RA_OK && e->out->count == 0) {
        ra_diag_report(e->diag, RA_ERROR, NULL,
                       "no region of the tables has a carbon intensity that counts %s; --basis "
                       "takes another",
                       ra_grid_basis_name(e->out->basis));
        status = RA_USAGE;
    }
    return status == RA_OK ? arrange(e) : status;
}

ra_status ra_regions_eval(ra_regions **out, ra_data *data, const ra_regions_plan *plan,
                          ra_diag *diag)
{
    ra_status status = RA_NOMEM;
    ra_regions *regions = ra_calloc(1, sizeof *regions);

    if (regions != NULL) {
        regions->own = ra_calloc(1, sizeof *regions->own);
        regions->level = plan->level;
        regions->seed = plan->seed;
        regions->trials = RA_REGION_TRIALS;
    }
    if (regions != NULL && regions->own != NULL) {
        regions->own->arena = ra_arena_new(MEMORY_LIMIT);
    }
    if (regions != NULL && regions->own != NULL && regions->own->arena != NULL) {
        evaluation e = {.plan = plan, .out = regions, .diag = diag};
        status = run_evaluation(&e, data);
        ra_free(e.found);
    }
    if (status == RA_OK) {
        *out = regions;
    } else {
        ra_regions_free(regions);
    }
    return status;
}
