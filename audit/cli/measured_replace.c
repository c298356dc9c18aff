#include "audit/cli/measured_replace.h"

#include <math.h>
#include <string.h>

#include "audit/cli/measured_target.h"
#include "models/alloc.h"
#include "models/number.h"
#include "reports/report_text.h"

/* Digits of a value in words. */
#define DIGITS 4

static char *copy(const char *text)
{
    char *to = text != NULL ? ra_alloc(strlen(text) + 1) : NULL;

    return to != NULL ? memcpy(to, text, strlen(text) + 1) : NULL;
}

void ra_replacements_free(ra_replacements *replacements)
{
    for (uint32_t i = 0; i < replacements->count; i++) {
        /* NOLINTBEGIN(performance-no-int-to-ptr): what is freed was const to all others. */
#define X(name, text) ra_free((char *)(uintptr_t)replacements->items[i].name);
        RA_REPLACEMENT_TEXTS(X)
#undef X
        /* NOLINTEND(performance-no-int-to-ptr) */
    }
    ra_free(replacements->items);
    *replacements = (ra_replacements){0};
}

ra_status ra_before_read(ra_before *out, const ra_result *result)
{
    const ra_claim *claim = result->claim;
    uint32_t first = claim->assumption_count + claim->local_count;

    *out = (ra_before){.audit = {.point = result->audited.point,
                                 .low = result->audited.low,
                                 .high = result->audited.high,
                                 .verdict = result->verdict}};
    out->steps = ra_alloc((claim->step_count + 1) * sizeof *out->steps);
    if (out->steps == NULL)
        return RA_NOMEM;
    for (uint32_t i = 0; i < claim->step_count; i++)
        out->steps[i] = (ra_measured_figure){NAN, NAN, NAN};
    for (uint32_t i = 0; i < result->step_count; i++) {
        const ra_summary *audited = &result->steps[i].audited;
        out->steps[result->steps[i].quantity - first] =
            (ra_measured_figure){audited->point, audited->p5, audited->p95};
    }
    return RA_OK;
}

/* The figure that the audited side has for an assumption. */
static const ra_figure *audited_figure(const ra_quantity *quantity)
{
    const ra_figure *figure = &quantity->figure[RA_AUDITED];

    return figure->kind != RA_FIGURE_NONE ? figure : &quantity->figure[RA_PUBLISHED];
}

/* The numbers of an assumption. What is derived from others is known without a run at its point
 * alone. */
static ra_measured_figure numbers(const ra_quantity *quantity)
{
    const ra_figure *figure = audited_figure(quantity);
    double value = figure->value * figure->factor;
    bool derived = figure->kind == RA_FIGURE_FORMULA;

    if (figure->dist == NULL)
        return (ra_measured_figure){value, derived ? (double)NAN : value,
                                    derived ? (double)NAN : value};
    return (ra_measured_figure){value, ra_dist_quantile(figure->dist, 0.05, false) * figure->factor,
                                ra_dist_quantile(figure->dist, 0.05, true) * figure->factor};
}

/* The audited figure of an assumption in words: its law or its value, with its unit. */
static void describe(ra_text *out, const ra_quantity *quantity)
{
    const ra_figure *figure = audited_figure(quantity);

    if (figure->dist != NULL)
        ra_dist_describe(figure->dist, out);
    else
        ra_number_trim(out, figure->value, DIGITS);
    ra_piece_unit(out, figure->unit);
}

/* A computed step in words: "316.3 (261 to 378) kWh". */
static void describe_step(ra_text *out, const ra_quantity *step, const ra_measured_figure *before)
{
    ra_number_trim(out, before->value, DIGITS);
    if (!isnan(before->p5) && before->p5 != before->p95) {
        ra_text_append(out, " (");
        ra_number_interval(out, before->p5, before->p95, 3);
        ra_text_append(out, ")");
    }
    ra_piece_unit(out, step->unit);
}

static ra_replacement *add_replacement(ra_replacements *out)
{
    if (out->count == out->capacity) {
        size_t capacity = 2 * out->capacity + 8;
        ra_replacement *items = ra_calloc(capacity, sizeof *items);
        if (items == NULL)
            return NULL;
        if (out->count > 0)
            memcpy(items, out->items, out->count * sizeof *items);
        ra_free(out->items);
        out->items = items;
        out->capacity = capacity;
    }
    out->items[out->count] = (ra_replacement){0};
    return &out->items[out->count++];
}

/* A value in the quantity's unit as --set would be given it. */
static void append_change(ra_text *out, double value, double half_width)
{
    if (half_width > 0)
        ra_text_format(out, "{\"type\": \"uniform\", \"min\": %.17g, \"max\": %.17g}",
                       value * (1 - half_width), value * (1 + half_width));
    else
        ra_text_format(out, "%.17g", value);
}

static void append_reason(ra_text *out, const ra_measured *file, const ra_measurement *item)
{
    ra_text_format(out, "%s of %s", item->column, file->file);
    if (file->maker != NULL)
        ra_text_format(out, ", written by %s", file->maker);
    if (item->half_width > 0) {
        ra_text_format(out, "; %s", ra_sensor_text(item->sensor));
        ra_sensor_emit(item->sensor, item->half_width, out);
    }
    if (item->note != NULL)
        ra_text_format(out, "; %s", item->note);
    ra_text_append(out, ".");
}

/* What stood there before. */
static void set_before(ra_replacement *row, ra_text *was, const ra_claim *claim,
                       const ra_before *before, uint32_t quantity)
{
    const ra_quantity *what = &claim->quantities[quantity];
    uint32_t first = claim->assumption_count + claim->local_count;

    if (what->kind == RA_STEP) {
        row->before = before->steps[quantity - first];
        row->was_origin = RA_INFERRED;
        row->was_evidence = RA_DERIVED;
        describe_step(was, what, &row->before);
        return;
    }
    row->before = numbers(what);
    row->was_origin = audited_figure(what)->origin;
    row->was_evidence = audited_figure(what)->citation.evidence;
    describe(was, what);
}

/* What stands there now: the figure of a step is that of the assumption which its formula names. */
static void set_after(ra_replacement *row, ra_text *now, const ra_claim *claim)
{
    const ra_quantity *what = &claim->quantities[ra_claim_find(claim, row->id)];

    if (what->kind == RA_STEP)
        what = &claim->quantities[what->bind[RA_AUDITED][0]];
    row->after = numbers(what);
    describe(now, what);
}

/* Given: the measure of the quantity, RA_MEASURES for a column. */
static void check_run(ra_replacement *row, const ra_claim *claim, uint32_t quantity,
                      ra_measure measure, const char *file, ra_diag *diag)
{
    double times = row->after.value / row->before.value;
    ra_text text = {0};

    row->limit = ra_target_limit(claim, measure, quantity);
    row->other_run = times > 0 && (times > row->limit || times < 1 / row->limit);
    if (!row->other_run)
        return;
    ra_number_trim(&text, times > 1 ? times : 1 / times, 2);
    ra_diag_report(diag, RA_WARNING, NULL,
                   "%s: its %s is %s times %s than the audited '%s': it may be of another run, or "
                   "of a part of one; '--map %s=-' leaves it out",
                   file, row->column, text.failed ? "" : text.data,
                   times > 1 ? "larger" : "smaller", row->id,
                   measure < RA_MEASURES ? ra_measure_name(measure) : row->column);
    ra_text_free(&text);
}

/* What measured it, and which rows of the file say so. */
static bool set_sensor(ra_replacement *row, const ra_measured *file, const ra_measurement *item)
{
    ra_text sensor = {0};

    row->half_width = item->half_width;
    row->judged = ra_sensor_judged(item->sensor);
    row->rows = file->rows;
    row->first = file->first;
    row->last = file->last;
    if (item->sensor == RA_SENSOR_NONE)
        return true;
    ra_text_append(&sensor, ra_sensor_text(item->sensor));
    ra_sensor_emit(item->sensor, item->half_width, &sensor);
    row->sensor = sensor.data; /* taken over */
    return !sensor.failed;
}

static bool copy_texts(ra_replacement *row, const ra_measured *file, const ra_measurement *item)
{
    row->file = copy(file->file);
    row->column = copy(item->column);
    row->maker = copy(file->maker);
    row->note = copy(item->note);
    return row->id != NULL && row->file != NULL && row->column != NULL &&
           (row->maker != NULL) == (file->maker != NULL) &&
           (row->note != NULL) == (item->note != NULL);
}

ra_status ra_measured_replace(ra_replacements *out, ra_claim *claim, const ra_before *before,
                              const ra_measured *file, const ra_measurement *item,
                              uint32_t quantity, double value, ra_diag *diag)
{
    ra_text was = {0}, now = {0}, change = {0}, reason = {0};
    ra_replacement *row = add_replacement(out);
    ra_status status = RA_NOMEM;

    if (row == NULL)
        return RA_NOMEM;
    row->id = copy(claim->quantities[quantity].id);
    row->origin = item->origin;
    set_before(row, &was, claim, before, quantity);
    append_change(&change, value, item->half_width);
    append_reason(&reason, file, item);
    if (copy_texts(row, file, item) && set_sensor(row, file, item) && !change.failed &&
        !reason.failed)
        status = ra_claim_measure(claim, row->id, change.data, item->origin, reason.data, diag);
    if (status == RA_OK) {
        quantity = ra_claim_find(claim, row->id);
        set_after(row, &now, claim);
        ra_diag_report(diag, RA_NOTE, NULL, "%s: %s is '%s', %s (it was %s)", file->file,
                       item->column, row->id, now.failed ? "" : now.data,
                       was.failed ? "" : was.data);
        check_run(row, claim, quantity, item->measure, file->file, diag);
    }
    row->was = was.data; /* taken over */
    row->now = now.data;
    ra_text_free(&change);
    ra_text_free(&reason);
    return was.failed || now.failed ? RA_NOMEM : status;
}
