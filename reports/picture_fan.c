/* The fan: how the interval grows along the chain. Steps have units of their own, so that each is
 * shown relative to its own median. */
#include <math.h>

#include "models/number.h"
#include "reports/finding.h"
#include "reports/picture.h"
#include "reports/report_text.h"

static bool is_drawable(const ra_summary *s)
{
    return !s->constant && s->p5 > 0 && isfinite(s->p95) && s->p50 > 0;
}

static void add_step(ra_picture *picture, const char *label, const ra_summary *s,
                     const ra_unit *unit)
{
    ra_picture_row *row = ra_picture_add(picture, label);
    const double q[] = {s->p5, s->p25, s->p50, s->p75, s->p95};

    row->banded = true;
    for (int i = 0; i < 5; i++)
        row->band[i] = 100 * q[i] / s->p50;
    ra_piece_value(&row->value[0], s->p50, RA_DIGITS_INTERVAL, unit);
    ra_number_interval(&row->value[1], s->p5, s->p95, RA_DIGITS_INTERVAL);
}

void ra_picture_fan(ra_picture *picture, const ra_result *result)
{
    const ra_claim *claim = result->claim;
    ra_text finding = {0};

    ra_finding_fan(result, &finding);
    ra_picture_title(picture, result, &finding);
    ra_text_append(&picture->axis, "% of the median of each step");
    picture->log = true;
    picture->reference = 100;
    for (uint32_t i = 0; i < result->step_count; i++) {
        const ra_step_result *step = &result->steps[i];
        const ra_quantity *what = &claim->quantities[step->quantity];
        if (is_drawable(&step->audited))
            add_step(picture, what->label, &step->audited, what->unit);
    }
    if (picture->count == 0) {
        ra_text_append(&picture->note, "No step of this chain has an uncertainty that can be shown "
                                       "relative to its median.");
        return;
    }
    picture->least = picture->count;
    ra_text_append(ra_picture_key_add(picture, RA_SHAPE_BAR, RA_COLOUR_PALE), "5 % to 95 %");
    ra_text_append(ra_picture_key_add(picture, RA_SHAPE_BAR, RA_COLOUR_STEP), "25 % to 75 %");
    picture->spare = true;
    ra_text_append(&picture->heads[0], "median");
    ra_text_append(&picture->heads[1], "5 % to 95 %");
}
