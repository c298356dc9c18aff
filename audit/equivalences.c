/* The headline in things that people know: rows of the table "equivalences". A thing has a size and
 * an uncertainty of its own; how many of them the headline is has both. */
#include <math.h>
#include <string.h>

#include "audit/builder.h"
#include "models/alloc.h"

#define TABLE "equivalences"

/* A thousandth of a car tells nobody anything, a billion charges of a telephone neither. */
#define FEWEST 0.1
#define MOST   1e7

/* Points at which the distribution of the headline is known, and sizes of a thing, each as likely
 * as the others. Both errors stay below a hundredth of the probability. */
enum { POINTS = 201, SIZES = 64, BISECTIONS = 60 };

typedef struct {
    double headline[POINTS]; /* quantiles of equal distance in probability, rising */
    double sizes[SIZES];     /* quantiles of the middles of equal shares, above 0 */
} quotient;

/* The data may lack the table, which is then no error. */
static ra_status find_table(ra_builder *builder, const ra_table **table)
{
    char **ids = NULL;
    ra_status status =
        builder->data != NULL ? ra_data_list(builder->data, RA_DATA_TABLES, &ids) : RA_OK;

    *table = NULL;
    for (size_t i = 0; status == RA_OK && ids != NULL && ids[i] != NULL; i++) {
        if (strcmp(ids[i], TABLE) == 0) {
            status = ra_data_table(builder->data, TABLE, table, builder->diag);
        }
    }
    ra_free(ids);
    return status;
}

static ra_citation row_source(const ra_builder *builder, const ra_row *row)
{
    ra_citation citation = {.evidence = RA_RECALLED};
    const ra_sources *sources = NULL;
    const ra_value *source = ra_value_find(row->at, "source");
    const ra_value *key = ra_value_find(source, "key");
    const ra_value *locator = ra_value_find(source, "locator");
    const ra_value *evidence = ra_value_find(source, "evidence");

    /* They were read with the table. */
    if (ra_data_sources(builder->data, &sources, builder->diag) == RA_OK) {
        citation.source = ra_sources_find(sources, ra_value_string(key));
    }
    citation.locator = ra_value_string(locator);
    for (int e = 0; e < RA_EVIDENCES; e++) {
        if (strcmp(ra_evidence_name((ra_evidence)e), ra_value_string(evidence)) == 0) {
            citation.evidence = (ra_evidence)e;
        }
    }
    return citation;
}

/* Reads the size of a thing. Returned: RA_OK with *law, NULL where it is exact; *factor takes the
 * row's unit to the claim's, and is 0 where the thing is of another kind. */
static ra_status read_size(ra_builder *builder, const ra_row *row, ra_dist_figure *figure,
                           double *factor, const ra_dist **law)
{
    const ra_claim *claim = builder->claim;
    ra_unit_problem problem;
    const ra_unit *unit = ra_unit_parse(claim->units, row->unit, &problem);
    const ra_value *object = ra_value_find(row->at, "distribution");

    *law = NULL;
    figure->unit = row->unit;
    if (unit == NULL || !ra_unit_convert(unit, claim->unit, factor) ||
        !ra_row_figure(row, &figure->value, &figure->low, &figure->high) || !(figure->value > 0)) {
        *factor = 0;
        return RA_OK;
    }
    if (object != NULL) {
        *law = ra_dist_parse(object, figure, builder->arena, builder->diag);
        return *law != NULL ? RA_OK : RA_INVALID;
    }
    return RA_OK;
}

/* The share of the headline's trials at or below x. */
static double share_below(const double *quantiles, double x)
{
    size_t low = 0, high = POINTS - 1;

    if (x < quantiles[0]) {
        return 0;
    }
    if (x >= quantiles[high]) {
        return 1;
    }
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (quantiles[middle] <= x) {
            low = middle;
        } else {
            high = middle;
        }
    }
    double inside = (x - quantiles[low]) / (quantiles[high] - quantiles[low]);
    return ((double)low + inside) / (POINTS - 1);
}

/* P(X / S <= q) = E[ P(X <= q S) ], since the size S of a thing is above 0 and has nothing to do
 * with the headline X. */
static double quotient_share(const quotient *both, double q)
{
    double sum = 0;

    for (size_t i = 0; i < SIZES; i++) {
        sum += share_below(both->headline, q * both->sizes[i]);
    }
    return sum / SIZES;
}

static double quotient_quantile(const quotient *both, double p)
{
    double ends[] = {both->headline[0] / both->sizes[0], both->headline[0] / both->sizes[SIZES - 1],
                     both->headline[POINTS - 1] / both->sizes[0],
                     both->headline[POINTS - 1] / both->sizes[SIZES - 1]};
    double low = ends[0], high = ends[0];

    for (size_t i = 1; i < sizeof ends / sizeof ends[0]; i++) {
        low = fmin(low, ends[i]);
        high = fmax(high, ends[i]);
    }
    for (int step = 0; step < BISECTIONS && low < high; step++) {
        double middle = low + (high - low) / 2;
        if (quotient_share(both, middle) < p) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return high;
}

/* The bounds of a quantile of the headline, as those of `things`, which it became. */
static ra_bounds rescaled(ra_bounds bounds, double quantile, double things)
{
    return (ra_bounds){bounds.low / quantile * things, bounds.high / quantile * things};
}

static void set_bounds(ra_equivalence *things, const ra_summary *audited)
{
    things->low_bounds = rescaled(audited->bounds[RA_Q5], audited->p5, things->p5);
    things->high_bounds = rescaled(audited->bounds[RA_Q95], audited->p95, things->p95);
}

/* The interval of how many there are. Given: the things with their size; the law of it or NULL.
 * That of the headline alone is taken where it may be infinite, and where the size may not be above
 * 0. */
static void set_interval(ra_equivalence *things, const ra_dist *law, double factor,
                         const ra_result *result, quotient *both)
{
    things->size_p5 = law != NULL ? ra_dist_quantile(law, 0.05, false) : things->size;
    things->size_p95 = law != NULL ? ra_dist_quantile(law, 0.95, false) : things->size;
    things->p5 = result->audited.p5 / (things->size * factor);
    things->p95 = result->audited.p95 / (things->size * factor);
    if (law == NULL || !isfinite(both->headline[0]) || !isfinite(both->headline[POINTS - 1])) {
        return;
    }
    for (size_t i = 0; i < SIZES; i++) {
        both->sizes[i] = factor * ra_dist_quantile(law, ((double)i + 0.5) / SIZES, false);
        if (!(both->sizes[i] > 0)) {
            return;
        }
    }
    things->p5 = quotient_quantile(both, 0.05);
    things->p95 = quotient_quantile(both, 0.95);
}

/* Fills one row of the result. *told says whether it tells anybody anything. */
static ra_status set_things(ra_builder *builder, const ra_row *row, quotient *both,
                            ra_equivalence *things, bool *told)
{
    const ra_result *result = builder->result;
    ra_dist_figure figure = {0};
    const ra_dist *law;
    double factor;
    ra_status status = read_size(builder, row, &figure, &factor, &law);

    *told = false;
    if (status != RA_OK || factor == 0) {
        return status;
    }
    *things = (ra_equivalence){.row = row, .size = figure.value};
    things->published = result->recomputed / (figure.value * factor);
    things->value = result->audited.point / (figure.value * factor);
    double most = fmax(things->published, things->value);
    if (most >= FEWEST && most <= MOST) {
        *told = true;
        things->citation = row_source(builder, row);
        set_interval(things, law, factor, result, both);
        set_bounds(things, &result->audited);
    }
    return RA_OK;
}

ra_status ra_equivalences_eval(ra_builder *builder)
{
    ra_result *result = builder->result;
    const ra_table *table;
    quotient both;

    if (ra_unit_dimensionless(builder->claim->unit)) {
        return RA_OK;
    }
    ra_status status = find_table(builder, &table);
    if (status != RA_OK || table == NULL) {
        return status;
    }
    size_t count = ra_table_count(table);
    ra_equivalence *rows = ra_arena_alloc(builder->arena, count + 1, sizeof *rows);
    if (rows == NULL) {
        return RA_NOMEM;
    }
    for (size_t i = 0; i < POINTS; i++) {
        double p = (double)i / (POINTS - 1);
        both.headline[i] = ra_output_quantile(builder, builder->layout.audited, p);
    }
    for (size_t i = 0; i < count && status == RA_OK; i++) {
        bool told;
        status = set_things(builder, ra_table_row(table, i), &both,
                            &rows[result->equivalence_count], &told);
        result->equivalence_count += told;
    }
    result->equivalences = rows;
    return status;
}
