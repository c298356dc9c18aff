/* The number of a row. That it has one was seen when its table was read. */
#include "models/figure.h"
#include "models/table.h"

bool ra_row_figure(const ra_row *row, double *value, double *low, double *high)
{
    const ra_value *number = ra_value_find(row->at, "value");
    const ra_value *text = ra_value_find(row->at, "printed");
    const ra_value *digits = ra_value_find(row->at, "digits");
    ra_printed printed = {0};
    char reason[240];
    if (!text) {
        *value = *low = *high = ra_value_number(number);
        return true;
    }
    bool good = number || ra_printed_parse(ra_value_string(text), &printed, reason, sizeof reason,
                                           NULL);
    *value = number ? ra_value_number(number) : printed.value;
    if (digits)
        good = ra_printed_round(*value, (int)ra_value_number(digits), &printed) && good;
    *low = printed.low;
    *high = printed.high;
    return good;
}
