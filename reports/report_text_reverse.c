/* What it would take for the headline to stand, in words. */
#include <math.h>

#include "models/number.h"
#include "reports/report_text.h"

static void write_line(ra_page *page, ra_text *text)
{
    if (text->failed) {
        page->text.failed = true;
    } else {
        ra_page_pad(page, RA_TABLE_INDENT);
        ra_page_wrap(page, RA_TABLE_INDENT + 2, text->data);
        ra_page_line(page);
    }
    ra_text_free(text);
}

static const char *label_of(const ra_quantity *quantity)
{
    return quantity->label != NULL ? quantity->label : quantity->id;
}

/* "Power usage effectiveness: 97.1 in place of 1.10" */
static void write_value(ra_page *page, const ra_quantity *quantity, const ra_reverse_row *row)
{
    const ra_figure *audited = &quantity->figure[RA_AUDITED];
    ra_text text = {0};

    ra_text_format(&text, "%s: ", label_of(quantity));
    if (isnan(row->value)) {
        ra_text_append(&text, "no value");
    } else {
        ra_piece_value(&text, row->value, RA_DIGITS_FACTOR, audited->unit);
        ra_text_append(&text, " in place of ");
        ra_piece_figure(&text, audited);
    }
    write_line(page, &text);
}

static void write_widest(ra_page *page, const ra_result *result)
{
    const ra_reverse *reverse = &result->reverse;
    const ra_quantity *quantity =
        &result->claim->quantities[result->inputs[reverse->input].quantity];
    ra_text text = {0};

    ra_text_format(&text, "The widest, %s, has a ", label_of(quantity));
    ra_number_percent(&text, result->level, RA_DIGITS_LEVEL);
    ra_text_append(&text, " interval of ");
    ra_number_interval(&text, reverse->low, reverse->high, RA_DIGITS_INTERVAL);
    if (isnan(reverse->need_low)) {
        ra_text_append(&text, "; no other interval changes the verdict.");
    } else {
        ra_text_append(&text, "; the verdict changes where it is ");
        ra_number_interval(&text, reverse->need_low, reverse->need_high, RA_DIGITS_INTERVAL);
        ra_text_append(&text, ".");
    }
    write_line(page, &text);
}

void ra_report_reverse(ra_page *page, const ra_result *result)
{
    const ra_reverse *reverse = &result->reverse;

    if (!reverse->asked)
        return;
    ra_page_heading(page, "What it would take, each alone, for the published figure");
    for (uint32_t i = 0; i < reverse->count; i++)
        write_value(page, &result->claim->quantities[reverse->rows[i].quantity],
                    &reverse->rows[i]);
    if (reverse->input != UINT32_MAX)
        write_widest(page, result);
}
