/* The number of a row. */
#include "models/figure.h"
#include "models/table.h"

static bool read_words(const ra_row *row, double value, ra_printed *out)
{
    const ra_value *digits = ra_value_find(row->at, "digits");
    return digits && ra_printed_round(value, (int)ra_value_number(digits), out);
}

static bool read_printed(const ra_row *row, const ra_value *printed, ra_printed *out)
{
    char reason[240];
    size_t position = 0;
    if (!ra_printed_parse(ra_value_string(printed), out, reason, sizeof reason, &position))
        return false;
    return !ra_value_find(row->at, "digits") || read_words(row, out->value, out);
}

bool ra_row_figure(const ra_row *row, double *value, double *low, double *high)
{
    const ra_value *number = ra_value_find(row->at, "value");
    const ra_value *text = ra_value_find(row->at, "printed");
    ra_printed printed = {0};
    if (number && !text) {
        *value = *low = *high = ra_value_number(number);
        return true;
    }
    if (number ? !read_words(row, ra_value_number(number), &printed)
               : !text || !read_printed(row, text, &printed))
        return false;
    *value = number ? ra_value_number(number) : printed.value;
    *low = printed.low;
    *high = printed.high;
    return true;
}
