/* The corpus: all claims by how far off they are, with the interval of the factor. */
#include <math.h>

#include "models/alloc.h"
#include "models/number.h"
#include "reports/corpus.h"
#include "reports/finding.h"
#include "reports/picture.h"
#include "reports/report_text.h"

/* Verdicts have a shape and a colour each: one of the two is enough to tell them apart. */
static const struct {
    const char *text;
    ra_shape shape;
    uint32_t colour;
} looks[RA_VERDICTS] = {
    [RA_STANDS] = {"stands", RA_SHAPE_RING, RA_COLOUR_STEP},
    [RA_PARTLY] = {"stands in part", RA_SHAPE_RING, RA_COLOUR_GREY},
    [RA_OVERSTATED] = {"overstated", RA_SHAPE_DOT, RA_COLOUR_INTERVAL},
    [RA_UNDERSTATED] = {"understated", RA_SHAPE_SQUARE, RA_COLOUR_DARK},
    [RA_NARROWER_BOUNDARY] = {"narrower boundary", RA_SHAPE_SQUARE, RA_COLOUR_PALE},
    [RA_NOT_FOLLOWING] = {"does not follow", RA_SHAPE_DOT, RA_COLOUR_GREY},
    [RA_WITHOUT_VALUE] = {"without a value", RA_SHAPE_RING, RA_COLOUR_GREY},
    [RA_NOT_AUDITED] = {"not audited", RA_SHAPE_RING, RA_COLOUR_GREY},
};

static void add_claim(ra_picture *picture, const ra_result *result)
{
    const ra_summary *factor = &result->factor;
    uint32_t colour = looks[result->verdict].colour;
    ra_picture_row *row = ra_picture_add(picture, result->claim->id);

    ra_piece_change(&row->value[0], factor->point);
    if (!factor->constant && factor->low > 0)
        ra_picture_part_add(row, RA_SHAPE_SPAN, factor->low, factor->high, 0, colour);
    ra_picture_part_add(row, looks[result->verdict].shape, factor->point, factor->point, 0, colour);
}

static void add_keys(ra_picture *picture, const ra_result *const *order, size_t count)
{
    bool has[RA_VERDICTS] = {false};

    for (size_t i = 0; i < count; i++)
        has[order[i]->verdict] = true;
    for (int verdict = 0; verdict < RA_VERDICTS; verdict++)
        if (has[verdict] && picture->key_count < RA_PICTURE_KEYS)
            ra_text_append(ra_picture_key_add(picture, looks[verdict].shape, looks[verdict].colour),
                           looks[verdict].text);
}

static void add_credits(ra_picture *picture, const ra_result *const *order, size_t count,
                        size_t left_out)
{
    ra_text *out = &picture->credits;

    ra_text_append(out,
                   "The factor is the published figure, as its inputs give it, over the audited "
                   "one; lines are the ");
    ra_number_percent(out, count > 0 ? order[0]->level : 0.9, RA_DIGITS_LEVEL);
    ra_text_append(out, " intervals.");
    if (left_out > 0)
        ra_text_format(out, " %zu claim%s without corrections %s not shown.", left_out,
                       left_out == 1 ? "" : "s", left_out == 1 ? "is" : "are");
    ra_text_format(out, " Audits: reaudit %s, ",
                   count > 0 && order[0]->version != NULL ? order[0]->version : "");
    ra_number_trim(out, count > 0 ? (double)order[0]->trials : 0, 17);
    ra_text_append(out, " trials each. Sources: those of each claim.");
}

void ra_picture_corpus(ra_picture *picture, const ra_result *const *results, size_t count)
{
    const ra_result **order = ra_calloc(count, sizeof *order);
    size_t drawn = 0;

    if (order == NULL) {
        picture->failed = true;
        return;
    }
    for (size_t i = 0; i < count; i++)
        if (ra_corpus_corrected(results[i]))
            order[drawn++] = results[i];
    ra_corpus_sort(order, drawn, "factor");
    for (size_t i = 0; i < drawn; i++)
        add_claim(picture, order[i]);
    ra_finding_corpus(order, drawn, &picture->title);
    ra_text_append(&picture->subtitle, "Published over audited, most overstated first");
    ra_text_append(&picture->axis, "Published over audited (1: as published)");
    ra_text_append(&picture->heads[0], "change");
    picture->log = true;
    picture->reference = 1;
    picture->both_ends = true;
    picture->least = 2;
    if (drawn == 0)
        ra_text_append(&picture->note, "None of these claims has corrections.");
    add_keys(picture, order, drawn);
    add_credits(picture, order, drawn, count - drawn);
    ra_free(order);
}
