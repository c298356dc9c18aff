/* Comma-separated values: of one claim its corrections, as a chart maker takes them; of several
 * claims a row each. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "reports/corpus.h"
#include "reports/csv.h"
#include "reports/writers.h"

static const char *const names[] = {
    "id",         "label",       "group",    "published",  "audited",   "unit",
    "result",     "result_unit", "factor",   "cumulative", "result_p5", "result_p50",
    "result_p95", "share",       "share_p5", "share_p95",  "before",    "before_p5",
    "before_p95", "half_width",  "file",     "column",
};

/* The share of the correction on a rung; NULL: none. */
static const ra_share *share_of(const ra_result *result, const ra_rung *rung)
{
    for (uint32_t i = 0; i < result->attribution.share_count; i++)
        if (result->attribution.shares[i].quantity == rung->quantity)
            return &result->attribution.shares[i];
    return NULL;
}

/* What a measured run replaced on a rung; NULL: nothing. */
static const ra_replacement *replaced_on(const ra_result *result, const ra_rung *rung)
{
    for (uint32_t i = 0; i < result->measured.count; i++)
        if (strcmp(result->measured.items[i].id, rung->id) == 0)
            return &result->measured.items[i];
    return NULL;
}

/* The audited figure before it was measured, what measured it how well, and where that stands. */
static void write_measured(ra_csv *csv, const ra_replacement *item)
{
    bool any = item != NULL;

    ra_csv_number(csv, any ? item->before.value : NAN);
    ra_csv_number(csv, any ? item->before.p5 : NAN);
    ra_csv_number(csv, any ? item->before.p95 : NAN);
    ra_csv_number(csv, any && item->half_width > 0 ? item->half_width : NAN);
    ra_csv_text(csv, any ? item->file : NULL);
    ra_csv_text(csv, any ? item->column : NULL);
}

static void write_rung(ra_csv *csv, const ra_result *result, uint32_t k)
{
    const ra_rung *rung = &result->ladder[k];
    const ra_share *share = k > 0 ? share_of(result, rung) : NULL;
    const ra_claim *claim = result->claim;

    ra_csv_text(csv, rung->id);
    ra_csv_text(csv, rung->label);
    ra_csv_text(csv, rung->group >= 0 ? claim->groups[rung->group].label : NULL);
    ra_csv_number(csv, k > 0 ? rung->published : NAN);
    ra_csv_number(csv, k > 0 ? rung->audited : NAN);
    ra_csv_text(csv, k > 0 && rung->unit != NULL ? ra_unit_text(rung->unit) : NULL);
    ra_csv_number(csv, rung->result);
    ra_csv_text(csv, ra_unit_text(claim->unit));
    ra_csv_number(csv, k > 0 ? rung->factor : NAN);
    ra_csv_number(csv, rung->cumulative);
    ra_csv_number(csv, rung->spread.p5);
    ra_csv_number(csv, rung->spread.p50);
    ra_csv_number(csv, rung->spread.p95);
    ra_csv_number(csv, share != NULL ? share->share : NAN);
    ra_csv_number(csv, share != NULL ? share->p5 : NAN);
    ra_csv_number(csv, share != NULL ? share->p95 : NAN);
    write_measured(csv, k > 0 ? replaced_on(result, rung) : NULL);
    ra_csv_line(csv);
}

ra_status ra_report_csv(const ra_result *const *results, size_t count, FILE *out,
                        const ra_report_options *options, ra_diag *diag)
{
    ra_csv csv = {0};

    if (count != 1)
        return ra_corpus_csv(results, count, out, options, diag);
    ra_csv_header(&csv, names, sizeof names / sizeof names[0]);
    for (uint32_t k = 0; k < results[0]->rung_count; k++)
        write_rung(&csv, results[0], k);
    return ra_text_finish(&csv.text, out);
}
