/* The ladder: the headline after each correction, one after another. A bar leads from the result
 * before a correction to the one after it. */
#include <math.h>

#include "models/number.h"
#include "reports/finding.h"
#include "reports/picture.h"
#include "reports/report_text.h"

#define DROP 0.3 /* rows that the interval stands below its bar */

static void add_rung(ra_picture *picture, const ra_result *result, uint32_t k)
{
    const ra_rung *rung = &result->ladder[k];
    ra_picture_row *row = ra_picture_add(picture, rung->label);
    int printed = result->claim->stated.digits;

    if (k == 0) {
        ra_number_trim(&row->value[0], rung->result,
                       printed > RA_DIGITS_VALUE ? printed : RA_DIGITS_VALUE);
    } else {
        ra_number_write(&row->value[0], rung->result, RA_DIGITS_VALUE);
        ra_piece_change(&row->value[1], rung->factor);
        row->linked = result->ladder[k - 1].result;
        ra_picture_part_add(row, RA_SHAPE_BAR, result->ladder[k - 1].result, rung->result, 0,
                            RA_COLOUR_STEP);
    }
    if (!rung->spread.constant)
        ra_picture_part_add(row, RA_SHAPE_SPAN, rung->spread.low, rung->spread.high, DROP,
                            RA_COLOUR_INTERVAL);
    ra_picture_part_add(row, RA_SHAPE_DOT, rung->result, rung->result, 0, RA_COLOUR_DARK);
}

static void add_keys(ra_picture *picture, const ra_result *result)
{
    ra_text_append(ra_picture_key_add(picture, RA_SHAPE_DOT, RA_COLOUR_DARK), "result");
    if (result->rung_count > 1)
        ra_text_append(ra_picture_key_add(picture, RA_SHAPE_BAR, RA_COLOUR_STEP), "correction");
    if (!result->audited.constant) {
        ra_text *text = ra_picture_key_add(picture, RA_SHAPE_SPAN, RA_COLOUR_INTERVAL);
        ra_number_percent(text, result->level, RA_DIGITS_LEVEL);
        ra_text_append(text, " interval");
    }
}

void ra_picture_ladder(ra_picture *picture, const ra_result *result)
{
    ra_text finding = {0};

    ra_picture_title(picture, result, &finding);
    ra_finding_ladder(result, &finding);
    if (finding.length > 0)
        ra_text_format(&picture->subtitle, ". %s.", finding.data);
    ra_text_free(&finding);
    ra_text_format(&picture->axis, "%s", ra_unit_text(result->claim->unit));
    ra_text_append(&picture->heads[0], ra_unit_text(result->claim->unit));
    ra_text_append(&picture->heads[1], "change");
    picture->log = true;
    for (uint32_t k = 0; k < result->rung_count; k++)
        add_rung(picture, result, k);
    picture->least = picture->count;
    if (result->rung_count < 2)
        ra_text_append(&picture->note, "Nothing in this claim has been corrected.");
    add_keys(picture, result);
}
