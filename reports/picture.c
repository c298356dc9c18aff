/* The parts that charts have in common. */
#include "reports/picture.h"

#include <inttypes.h>
#include <math.h>

#include "models/alloc.h"
#include "models/number.h"
#include "reports/citations.h"

bool ra_picture_reserve(ra_picture *picture, size_t rows)
{
    picture->reference = NAN;
    picture->rows = ra_calloc(rows, sizeof *picture->rows);
    picture->failed = picture->rows == NULL;
    return !picture->failed;
}

void ra_picture_free(ra_picture *picture)
{
    ra_text *texts[] = {&picture->title, &picture->subtitle, &picture->axis, &picture->note,
                        &picture->credits};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        ra_text_free(texts[i]);
    for (size_t i = 0; i < picture->count; i++) {
        ra_text_free(&picture->rows[i].label);
        for (int k = 0; k < RA_PICTURE_VALUES; k++)
            ra_text_free(&picture->rows[i].value[k]);
    }
    for (int k = 0; k < RA_PICTURE_VALUES; k++)
        ra_text_free(&picture->heads[k]);
    for (int i = 0; i < picture->key_count; i++)
        ra_text_free(&picture->keys[i].text);
    ra_free(picture->rows);
    *picture = (ra_picture){0};
}

ra_picture_row *ra_picture_add(ra_picture *picture, const char *label)
{
    ra_picture_row *row = &picture->rows[picture->count++];

    row->linked = NAN;
    ra_text_append(&row->label, label);
    return row;
}

void ra_picture_part_add(ra_picture_row *row, ra_shape shape, double from, double to, double drop,
                         uint32_t colour)
{
    if (isnan(from) || isnan(to) || row->part_count == RA_PICTURE_PARTS)
        return;
    row->parts[row->part_count++] =
        (ra_picture_part){shape, fmin(from, to), fmax(from, to), drop, colour};
}

ra_text *ra_picture_key_add(ra_picture *picture, ra_shape shape, uint32_t colour)
{
    ra_picture_key *key = &picture->keys[picture->key_count++];

    key->shape = shape;
    key->colour = colour;
    return &key->text;
}

/* "Neural architecture search for one Transformer. Strubell et al. (2019), Table 3, row NAS". */
static void append_subject(ra_text *out, const ra_claim *claim)
{
    ra_text citation = {0};

    ra_piece_citation(&citation, &claim->citation);
    ra_text_append(out, ra_claim_title(claim));
    if (citation.length > 0)
        ra_text_format(out, ". %s", citation.data);
    out->failed = out->failed || citation.failed;
    ra_text_free(&citation);
}

void ra_picture_title(ra_picture *picture, const ra_result *result, ra_text *finding)
{
    ra_text_append(&picture->title, finding->length > 0 ? finding->data : result->sentence);
    picture->failed = picture->failed || finding->failed;
    ra_text_free(finding);
    append_subject(&picture->subtitle, result->claim);
}

void ra_picture_credits(ra_picture *picture, const ra_result *result)
{
    const ra_claim *claim = result->claim;
    const ra_citation *corrected = claim->auditor.citation.source != NULL
                                       ? &claim->auditor.citation
                                       : &claim->corrected.citation;
    ra_text *out = &picture->credits;

    ra_text_append(out, "Published figures: ");
    if (claim->citation.source != NULL)
        ra_piece_citation(out, &claim->citation);
    else
        ra_text_append(out, claim->id);
    if (corrected->source != NULL && corrected->source != claim->citation.source) {
        ra_text_append(out, ". Corrections: ");
        ra_piece_citation(out, corrected);
        ra_text_append(out, " and the sources of the claim");
    }
    ra_text_format(out, ". Audit of %s: reaudit %s, ", claim->id,
                   result->version != NULL ? result->version : "");
    ra_number_trim(out, (double)result->trials, 17);
    ra_text_format(out, " trials, seed %" PRIu64 ".", result->seed);
}
