/* The result as JSON. reports/result.schema.json describes every member. */
#include "reports/report_json.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "reports/citations.h"
#include "reports/writers.h"

/* The rows or audits of a claim. Returned in the member `key`: the one that this is, or null. */
static void add_parts(ra_json_tree *tree, cJSON *object, const char *key, const char *list,
                      const ra_claim_part *parts, uint32_t count, int chosen)
{
    ra_json_add_text(tree, object, key, chosen >= 0 ? parts[chosen].id : NULL);
    cJSON *array = ra_json_add_array(tree, object, list);
    for (uint32_t i = 0; i < count; i++) {
        cJSON *part = ra_json_add_object(tree, array, NULL);
        ra_json_add_text(tree, part, "id", parts[i].id);
        ra_json_add_text(tree, part, "label", parts[i].label);
    }
}

static void add_repeats(ra_json_tree *tree, cJSON *root, const ra_claim *claim)
{
    cJSON *array = ra_json_add_array(tree, root, "repeated");

    for (uint32_t i = 0; i < claim->repeat_count; i++) {
        const ra_repeat *repeat = &claim->repeated[i];
        const ra_figure *figure = &repeat->figure;
        bool given = figure->kind != RA_FIGURE_NONE;
        cJSON *object = ra_json_add_object(tree, array, NULL);
        ra_json_add_text(tree, object, "headline", repeat->headline);
        ra_json_add_text(tree, object, "printed", given ? figure->printed : NULL);
        ra_json_add_text(tree, object, "printed_unit", given ? ra_unit_text(figure->unit) : NULL);
        ra_json_add_number(tree, object, "stated", given ? figure->value * figure->factor : NAN);
        ra_json_add_bool(tree, object, "differs", repeat->differs);
        ra_json_add_citation(tree, object, "source", &repeat->citation);
    }
}

/* What the audit says of itself; null: nothing. */
static void add_auditor(ra_json_tree *tree, cJSON *parent, const ra_claim_part *auditor)
{
    cJSON *object;

    if (auditor->reason == NULL && auditor->citation.source == NULL) {
        ra_json_add_text(tree, parent, "auditor", NULL);
        return;
    }
    object = ra_json_add_object(tree, parent, "auditor");
    ra_json_add_text(tree, object, "reason", auditor->reason);
    ra_json_add_citation(tree, object, "source", &auditor->citation);
}

static void add_claim(ra_json_tree *tree, cJSON *root, const ra_claim *claim)
{
    cJSON *object = ra_json_add_object(tree, root, "claim");

    ra_json_add_text(tree, object, "id", claim->id);
    ra_json_add_text(tree, object, "title", claim->title);
    ra_json_add_text(tree, object, "headline", claim->headline);
    ra_json_add_text(tree, object, "date", claim->date);
    ra_json_add_text(tree, object, "version", claim->version);
    ra_json_add_text(tree, object, "topic", claim->topic);
    ra_json_add_citation(tree, object, "source", &claim->citation);
    add_parts(tree, object, "row", "rows", claim->rows, claim->row_count, claim->row);
    add_parts(tree, object, "audit", "audits", claim->audits, claim->audit_count, claim->audit);
    add_auditor(tree, object, &claim->auditor);
}

/* Why there are as many trials as there are. */
static void add_stop(ra_json_tree *tree, cJSON *run, const ra_adaptive *adaptive)
{
    cJSON *object = ra_json_add_object(tree, run, "stop");

    ra_json_add_text(tree, object, "reason", ra_stop_name(adaptive->stop));
    ra_json_add_text(tree, object, "text",
                     adaptive->text != NULL ? adaptive->text : ra_stop_text(adaptive->stop));
    if (adaptive->digits == 0)
        return;
    ra_json_add_count(tree, object, "digits", (uint64_t)adaptive->digits);
    ra_json_add_number(tree, object, "tolerance", adaptive->tolerance);
    ra_json_add_number(tree, object, "needed", adaptive->needed);
    ra_json_add_count(tree, object, "most", adaptive->most);
    ra_json_add_number(tree, object, "half_width", adaptive->half_width);
    ra_json_add_bool(tree, object, "reached", adaptive->reached);
}

/* Parts that were left out as asked. */
static void add_without(ra_json_tree *tree, cJSON *run, unsigned without)
{
    cJSON *names = ra_json_add_array(tree, run, "without");

    for (int i = 0; i < RA_EXTRAS; i++)
        if (without & RA_EXTRA_BIT(i))
            ra_json_add_text(tree, names, NULL, ra_extra_name((ra_extra)i));
}

static void add_run(ra_json_tree *tree, cJSON *root, const ra_result *result)
{
    cJSON *object = ra_json_add_object(tree, root, "run");
    cJSON *overrides;
    char seed[24];
    size_t i;

    /* As a text: readers that keep numbers in doubles would lose its last digits. */
    snprintf(seed, sizeof seed, "%" PRIu64, result->seed);
    ra_json_add_text(tree, object, "seed", seed);
    ra_json_add_count(tree, object, "trials", result->trials);
    ra_json_add_text(tree, object, "sampler", ra_sampling_name(result->sampling));
    ra_json_add_count(tree, object, "replicates", result->replicates);
    ra_json_add_text(tree, object, "engine", ra_engine_name(result->engine));
    ra_json_add_bool(tree, object, "exact_quantiles", result->exact);
    add_stop(tree, object, &result->adaptive);
    ra_json_add_number(tree, object, "level", result->level);
    if (result->without != 0)
        add_without(tree, object, result->without);
    ra_json_add_text(tree, object, "version", result->version);
    ra_json_add_text(tree, object, "input_sha256", result->claim->sha256);
    ra_json_add_text(tree, object, "command", result->command);
    overrides = ra_json_add_array(tree, object, "overrides");
    for (i = 0; result->overrides != NULL && result->overrides[i] != NULL; i++)
        ra_json_add_text(tree, overrides, NULL, result->overrides[i]);
}

/* What is stated where it is not one number: null where it is. */
static void add_statement(ra_json_tree *tree, cJSON *object, const ra_result *result)
{
    static const char *const bounds[] = {NULL, "at most", "at least"};
    const ra_claim *claim = result->claim;

    if (claim->stated_interval) {
        cJSON *interval = ra_json_add_object(tree, object, "interval");
        ra_json_add_number(tree, interval, "low", claim->interval_low);
        ra_json_add_number(tree, interval, "high", claim->interval_high);
    } else {
        ra_json_add_text(tree, object, "interval", NULL);
    }
    ra_json_add_text(tree, object, "bound", bounds[claim->bound]);
    ra_json_add_number(tree, object, "holds", result->holds);
    ra_json_add_number(tree, object, "whole", result->whole);
}

static void add_published(ra_json_tree *tree, cJSON *root, const ra_result *result)
{
    cJSON *object = ra_json_add_object(tree, root, "published");

    const ra_claim *claim = result->claim;

    ra_json_add_text(tree, object, "printed",
                     claim->stated_interval ? claim->interval_text : claim->stated.printed);
    ra_json_add_number(tree, object, "stated", result->stated);
    add_statement(tree, object, result);
    ra_json_add_number(tree, object, "recomputed", result->recomputed);
    /* The rung before the ladder: where the statement does not follow, what its arithmetic adds. */
    ra_json_add_number(tree, object, "arithmetic",
                       result->consistency == RA_DOES_NOT_FOLLOW
                           ? result->stated / result->recomputed
                           : NAN);
    ra_json_add_number(tree, object, "low", result->recomputed_low);
    ra_json_add_number(tree, object, "high", result->recomputed_high);
    ra_json_add_text(tree, object, "unit", ra_unit_text(result->claim->unit));
    ra_json_add_text(tree, object, "consistency", ra_consistency_name(result->consistency));
}

static void add_corrected(ra_json_tree *tree, cJSON *root, const ra_result *result)
{
    const ra_figure *corrected = &result->claim->corrected;
    cJSON *object;

    if (corrected->kind == RA_FIGURE_NONE) {
        ra_json_add_text(tree, root, "corrected", NULL);
        return;
    }
    object = ra_json_add_object(tree, root, "corrected");
    ra_json_add_text(tree, object, "printed", corrected->printed);
    ra_json_add_text(tree, object, "printed_unit", ra_unit_text(corrected->unit));
    ra_json_add_number(tree, object, "stated", corrected->value * corrected->factor);
    ra_json_add_text(tree, object, "unit", ra_unit_text(result->claim->unit));
    ra_json_add_text(tree, object, "consistency",
                     ra_consistency_name(result->corrected_consistency));
    ra_json_add_citation(tree, object, "source", &corrected->citation);
}

static void add_audited(ra_json_tree *tree, cJSON *root, const ra_result *result)
{
    const ra_summary *audited = &result->audited;
    cJSON *object = ra_json_add_object(tree, root, "audited");

    ra_json_add_number(tree, object, "point", audited->point);
    ra_json_add_number(tree, object, "mean", audited->mean);
    ra_json_add_number(tree, object, "sd", audited->sd);
    ra_json_add_number(tree, object, "p5", audited->p5);
    ra_json_add_number(tree, object, "p25", audited->p25);
    ra_json_add_number(tree, object, "p50", audited->p50);
    ra_json_add_number(tree, object, "p75", audited->p75);
    ra_json_add_number(tree, object, "p95", audited->p95);
    ra_json_add_interval(tree, object, "interval", result->level, audited->low, audited->high);
    ra_json_add_interval(tree, object, "shortest", result->level, audited->short_low,
                         audited->short_high);
    ra_json_add_number(tree, object, "mcse", audited->mcse);
    ra_json_add_number(tree, object, "sd_mcse", audited->sd_mcse);
    ra_json_add_bounds(tree, object, ra_json_quantiles, audited->bounds, RA_QUANTILES);
    ra_json_add_text(tree, object, "missing", audited->missing);
    ra_json_add_count(tree, object, "without_value", audited->nan);
    ra_json_add_text(tree, object, "without_value_because", result->valueless);
    ra_json_add_text(tree, object, "unit", ra_unit_text(result->claim->unit));
}

static void add_factor(ra_json_tree *tree, cJSON *root, const ra_result *result)
{
    const ra_summary *factor = &result->factor;
    cJSON *object = ra_json_add_object(tree, root, "factor");

    ra_json_add_number(tree, object, "point", factor->point);
    ra_json_add_number(tree, object, "p5", factor->p5);
    ra_json_add_number(tree, object, "p50", factor->p50);
    ra_json_add_number(tree, object, "p95", factor->p95);
    ra_json_add_interval(tree, object, "interval", result->level, factor->low, factor->high);
    ra_json_add_bounds(tree, object, ra_json_quantiles, factor->bounds, RA_QUANTILES);
    ra_json_add_text(tree, object, "missing", factor->missing);
    ra_json_add_number(tree, object, "narrow", result->factor_narrow);
}

static void add_verdict(ra_json_tree *tree, cJSON *root, const ra_result *result)
{
    cJSON *object = ra_json_add_object(tree, root, "verdict");

    ra_json_add_text(tree, object, "code", ra_verdict_name(result->verdict));
    ra_json_add_text(tree, object, "text", result->sentence);
}

void ra_json_add_sources(ra_json_tree *tree, cJSON *parent, const ra_result *result)
{
    cJSON *sources = ra_json_add_array(tree, parent, "sources");
    const ra_citation *citation;
    size_t i;

    for (i = 0; (citation = ra_citation_at(result->claim, i)) != NULL; i++) {
        const ra_source *source = citation->source;
        cJSON *row;
        if (source == NULL || !ra_citation_first(result->claim, i))
            continue;
        row = ra_json_add_object(tree, sources, NULL);
        ra_json_add_text(tree, row, "key", source->key);
        ra_json_add_text(tree, row, "title", source->title);
        ra_json_add_text(tree, row, "authors", source->authors);
        if (source->year != 0)
            ra_json_add_count(tree, row, "year", (uint64_t)source->year);
        ra_json_add_text(tree, row, "container", source->container);
        ra_json_add_text(tree, row, "doi", source->doi);
        ra_json_add_text(tree, row, "url", source->url);
    }
}

/* Members of the root by part; null stands where a part was left out. */
static const struct {
    void (*add)(ra_json_tree *tree, cJSON *root, const ra_result *result);
    const char *names[2];
} extras[] = {
    [RA_EXTRA_ATTRIBUTION] = {ra_json_add_attribution, {"attribution", "attribution_method"}},
    [RA_EXTRA_SENSITIVITY] = {ra_json_add_sensitivity, {"sensitivity", "sensitivity_method"}},
    [RA_EXTRA_GUM] = {ra_json_add_gum, {"gum", NULL}},
    [RA_EXTRA_CONVOLUTION] = {ra_json_add_convolution, {"convolution", NULL}},
};

static void add_extra(ra_json_tree *tree, cJSON *root, const ra_result *result, ra_extra extra)
{
    if ((result->without & RA_EXTRA_BIT(extra)) == 0) {
        extras[extra].add(tree, root, result);
        return;
    }
    for (size_t i = 0; i < 2 && extras[extra].names[i] != NULL; i++)
        ra_json_add_text(tree, root, extras[extra].names[i], NULL);
}

static void add_result(ra_json_tree *tree, cJSON *root, const ra_result *result)
{
    ra_json_add_text(tree, root, "schema", "reaudit-result/1");
    add_claim(tree, root, result->claim);
    add_run(tree, root, result);
    add_published(tree, root, result);
    add_corrected(tree, root, result);
    add_audited(tree, root, result);
    add_factor(tree, root, result);
    ra_json_add_number(tree, root, "exceedance", result->exceedance);
    ra_json_add_number(tree, root, "percentile", result->percentile);
    ra_json_add_ladder(tree, root, result);
    ra_json_add_groups(tree, root, result);
    add_extra(tree, root, result, RA_EXTRA_ATTRIBUTION);
    ra_json_add_steps(tree, root, result);
    ra_json_add_inputs(tree, root, result);
    add_extra(tree, root, result, RA_EXTRA_SENSITIVITY);
    add_extra(tree, root, result, RA_EXTRA_GUM);
    add_extra(tree, root, result, RA_EXTRA_CONVOLUTION);
    ra_json_add_checks(tree, root, result);
    ra_json_add_reverse(tree, root, result);
    ra_json_add_measured(tree, root, result);
    ra_json_add_equivalences(tree, root, result);
    add_repeats(tree, root, result->claim);
    add_verdict(tree, root, result);
    ra_json_add_sources(tree, root, result);
}

/* One result is an object; several are an array. */
ra_status ra_report_json(const ra_result *const *results, size_t count, FILE *out,
                         const ra_report_options *options, ra_diag *diag)
{
    ra_json_tree tree = {.failed = false};
    cJSON *root = count == 1 ? cJSON_CreateObject() : cJSON_CreateArray();
    size_t i;

    (void)options;
    (void)diag;
    if (count == 1)
        add_result(&tree, root, results[0]);
    for (i = 0; count != 1 && i < count; i++)
        add_result(&tree, ra_json_add_object(&tree, root, NULL), results[i]);
    return ra_json_write(&tree, root, out);
}
