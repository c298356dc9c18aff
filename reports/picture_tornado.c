/* The tornado: the headline at the 5 % and the 95 % point of each uncertain input, the others at
 * their point values. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "models/alloc.h"
#include "models/number.h"
#include "reports/finding.h"
#include "reports/picture.h"
#include "reports/report_text.h"

#define LEAST_SHARE 1e-4 /* of the value that an input must move to be drawn */

static double swing(const ra_sensitivity *row)
{
    return fabs(row->tornado_high - row->tornado_low);
}

static int by_swing(const void *a, const void *b)
{
    const ra_sensitivity *first = *(const ra_sensitivity *const *)a;
    const ra_sensitivity *second = *(const ra_sensitivity *const *)b;

    if (swing(first) != swing(second))
        return swing(first) > swing(second) ? -1 : 1;
    return first->input < second->input ? -1 : first->input > second->input;
}

static void add_input(ra_picture *picture, const ra_result *result, const ra_sensitivity *of)
{
    const ra_input_result *input = &result->inputs[of->input];
    const ra_quantity *what = &result->claim->quantities[input->quantity];
    const ra_unit *unit = what->figure[RA_AUDITED].unit;
    ra_picture_row *row = ra_picture_add(picture, what->label);
    double point = result->audited.point;

    ra_number_interval(&row->value[0], input->p5, input->p95, RA_DIGITS_INTERVAL);
    ra_piece_unit(&row->value[0], unit);
    ra_number_interval(&row->value[1], fmin(of->tornado_low, of->tornado_high),
                       fmax(of->tornado_low, of->tornado_high), RA_DIGITS_INTERVAL);
    ra_picture_part_add(row, RA_SHAPE_BAR, of->tornado_low, point, 0, RA_COLOUR_PALE);
    ra_picture_part_add(row, RA_SHAPE_BAR, of->tornado_high, point, 0, RA_COLOUR_STEP);
}

static void add_inputs(ra_picture *picture, const ra_result *result)
{
    const ra_sensitivity_result *all = &result->sensitivity;
    const ra_sensitivity **order = ra_calloc(all->count, sizeof *order);
    uint32_t count = 0;

    picture->failed = picture->failed || order == NULL;
    for (uint32_t i = 0; order != NULL && i < all->count; i++)
        if (swing(&all->rows[i]) > LEAST_SHARE * fabs(result->audited.point))
            order[count++] = &all->rows[i];
    if (count > 0)
        qsort(order, count, sizeof *order, by_swing);
    for (uint32_t i = 0; i < count; i++)
        add_input(picture, result, order[i]);
    ra_free(order);
}

void ra_picture_tornado(ra_picture *picture, const ra_result *result)
{
    ra_text finding = {0};

    ra_finding_tornado(result, &finding);
    ra_picture_title(picture, result, &finding);
    ra_text_format(&picture->axis, "Headline with one input moved, %s",
                   ra_unit_text(result->claim->unit));
    picture->reference = result->audited.point;
    add_inputs(picture, result);
    if (picture->count == 0) {
        ra_text_append(&picture->note, "No uncertain input moves the headline of this claim.");
        return;
    }
    picture->least = 1;
    picture->spare = true;
    ra_text_append(&picture->heads[0], "input, 5 % to 95 %");
    ra_text_format(&picture->heads[1], "headline, %s", ra_unit_text(result->claim->unit));
    ra_text_append(ra_picture_key_add(picture, RA_SHAPE_BAR, RA_COLOUR_PALE),
                   "input at its 5 % point");
    ra_text_append(ra_picture_key_add(picture, RA_SHAPE_BAR, RA_COLOUR_STEP), "at its 95 % point");
}
