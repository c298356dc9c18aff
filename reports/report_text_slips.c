/* What would make the printed figures follow, in words. */
#include <math.h>
#include <string.h>

#include "reports/report_text.h"

/* Candidates that are shown of one figure; the JSON has all of them. */
#define SHOWN 3

/* A printed figure, or its value where it was printed in words. */
static void append_printed(ra_text *out, const char *printed, double value)
{
    if (printed != NULL)
        ra_text_append(out, printed);
    else
        ra_text_number(out, value);
}

/* "79.2 hour in place of 79 (Duration)", of the checked figure itself "32,633 in place of 32,623" */
static void append_slip(ra_text *out, const ra_result *result, const ra_check *check,
                        const ra_slip *slip)
{
    bool hand = slip->kind != RA_SLIP_NONE && slip->kind != RA_SLIP_ROUNDED;

    ra_text_append(out, slip->text);
    if (slip->quantity == UINT32_MAX) {
        ra_text_append(out, " in place of ");
        append_printed(out, check->printed, slip->printed);
    } else {
        const ra_quantity *input = &result->claim->quantities[slip->quantity];
        const ra_figure *figure = &input->figure[slip->side];
        ra_piece_unit(out, figure->unit);
        ra_text_append(out, " in place of ");
        append_printed(out, figure->printed, figure->value);
        ra_text_format(out, " (%s)", input->label != NULL ? input->label : input->id);
    }
    if (hand)
        ra_text_format(out, ": %s", ra_slip_text(slip->kind));
}

/* Within rounding, one hint is enough: several inputs can share what is missing. */
static void append_slips(ra_text *out, const ra_result *result, const ra_check *check,
                         const char *name)
{
    bool follows = check->consistency == RA_REPRODUCES_ROUNDED;
    uint32_t most = follows ? 1 : SHOWN;
    uint32_t shown = 0;

    for (; shown < most && shown < check->slip_count; shown++) {
        if (isnan(check->slips[shown].value))
            break;
        if (shown == 0)
            ra_text_format(out, follows ? "%s would reproduce to the digit with "
                                        : "%s does not follow: it would with ", name);
        else
            ra_text_append(out, "; or with ");
        append_slip(out, result, check, &check->slips[shown]);
    }
    if (shown > 0)
        ra_text_append(out, ".");
    else if (!follows)
        ra_text_format(out, "%s does not follow, whatever single printed figure changes.", name);
}

void ra_piece_slips(ra_text *out, const ra_result *result, const ra_check *check, const char *name)
{
    if (check->consistency == RA_DOES_NOT_FOLLOW || check->consistency == RA_REPRODUCES_ROUNDED)
        append_slips(out, result, check, name);
}

void ra_report_slips(ra_page *page, const ra_result *result, const ra_check *check,
                     const char *name)
{
    ra_text text = {0};

    ra_piece_slips(&text, result, check, name);
    if (text.failed) {
        page->text.failed = true;
    } else if (text.length > 0) {
        ra_page_pad(page, RA_TABLE_INDENT);
        ra_page_wrap(page, RA_TABLE_INDENT + 2, text.data);
        ra_page_line(page);
    }
    ra_text_free(&text);
}
