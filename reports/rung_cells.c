#include "reports/rung_cells.h"

#include <math.h>

#include "models/number.h"
#include "reports/report_text.h"

const char *ra_rung_heading(const ra_result *result, ra_rung_cell cell)
{
    static const char *const headings[] = {
#define X(code, heading) heading,
        RA_RUNG_CELL_LIST(X)
#undef X
    };

    return headings[cell] != NULL ? headings[cell] : ra_unit_text(result->claim->unit);
}

const char *ra_measured_heading(ra_measured_cell cell)
{
    static const char *const headings[] = {
#define X(code, heading) heading,
        RA_MEASURED_CELL_LIST(X)
#undef X
    };

    return headings[cell];
}

void ra_rung_cells(const ra_result *result, uint32_t k, bool formulas, ra_text cells[RA_RUNG_CELLS])
{
    const ra_rung *rung = &result->ladder[k];
    const ra_attribution *attribution = &result->attribution;

    for (int i = 0; i < RA_RUNG_CELLS; i++)
        cells[i] = (ra_text){0};
    ra_text_append(&cells[RA_CELL_LABEL], rung->label);
    ra_number_write(&cells[RA_CELL_RESULT], rung->result, RA_DIGITS_VALUE);
    if (k == 0)
        return;
    ra_piece_side(&cells[RA_CELL_PUBLISHED], result->claim, rung, RA_PUBLISHED, formulas);
    ra_piece_side(&cells[RA_CELL_AUDITED], result->claim, rung, RA_AUDITED, formulas);
    ra_piece_change(&cells[RA_CELL_CHANGE], rung->factor);
    if (k <= attribution->share_count && !isnan(attribution->shares[k - 1].share))
        ra_number_percent(&cells[RA_CELL_SHARE], attribution->shares[k - 1].share, 2);
}

void ra_measured_cells(const ra_result *result, uint32_t i, ra_text cells[RA_MEASURED_CELLS])
{
    const ra_replacement *item = &result->measured.items[i];
    uint32_t quantity = ra_claim_find(result->claim, item->id);
    ra_text *from = &cells[RA_CELL_FROM];

    for (int k = 0; k < RA_MEASURED_CELLS; k++)
        cells[k] = (ra_text){0};
    ra_text_append(&cells[RA_CELL_FIGURE], result->claim->quantities[quantity].label);
    ra_text_format(&cells[RA_CELL_WAS], "%s (%s)", item->was, ra_origin_name(item->was_origin));
    ra_text_format(&cells[RA_CELL_NOW], "%s (%s)", item->now, ra_origin_name(item->origin));
    ra_text_format(from, "%s in %s", item->column, item->file);
    if (item->maker != NULL)
        ra_text_format(from, ", written by %s", item->maker);
    if (item->sensor != NULL)
        ra_text_format(from, "; %s", item->sensor);
    if (item->other_run)
        ra_text_append(from, "; perhaps of another run");
}

/* Width of the interval as a share of the value; NaN: there is none. */
static double width_of(double value, double low, double high)
{
    return value != 0 ? (high - low) / fabs(value) : (double)NAN;
}

void ra_measured_summary(const ra_result *result, ra_text *out)
{
    const ra_measured_result *measured = &result->measured;
    double before = width_of(measured->point, measured->low, measured->high);
    double after = width_of(result->audited.point, result->audited.low, result->audited.high);

    ra_text_append(out, "The audited value was ");
    ra_number_write(out, measured->point, RA_DIGITS_VALUE);
    if (before > 0) {
        ra_text_append(out, " (");
        ra_number_interval(out, measured->low, measured->high, RA_DIGITS_INTERVAL);
        ra_text_append(out, ")");
    }
    ra_text_format(out, " before, %s", ra_verdict_name(measured->verdict));
    if (before > 0 && after >= 0) {
        ra_text_append(out, "; its interval, as a share of the value, is ");
        ra_number_percent(out, fabs(1 - after / before), 2);
        ra_text_append(out, after <= before ? " narrower" : " wider");
    }
    ra_text_append(out, ".");
}
