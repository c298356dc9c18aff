/* The digits of a figure and its unit. */
#include <string.h>

#include "models/claim_private.h"

/* Digits of a figure in words ("five", "979M"), or of one that ends in zeros ("32,600"). */
static bool read_digits(ra_build *b, const ra_value *object, int *digits)
{
    double number = 0;
    *digits = 0;
    if (!ra_value_get_number(object, "digits", false, &number, b->diag))
        return !ra_value_find(object, "digits");
    *digits = (int)(number >= 1 && number <= 17 ? number : 0);
    if (*digits >= 1 && *digits == number)
        return true;
    ra_value_report(ra_value_find(object, "digits"), b->diag, RA_ERROR,
                    "'digits' is a whole number from 1 to 17");
    return false;
}

static bool set_amount(ra_figure *figure, const ra_printed *printed, const char *text)
{
    figure->kind = RA_FIGURE_PRINTED;
    figure->printed = text;
    figure->value = printed->value;
    figure->low = printed->low;
    figure->high = printed->high;
    figure->digits = printed->digits;
    return true;
}

/* `printed` in words: `value` and `digits` say what it means. */
static bool read_words(ra_build *b, const ra_value *object, const char *text, int digits,
                       ra_figure *figure)
{
    ra_printed printed;
    double value = 0;
    if (!ra_value_get_number(object, "value", true, &value, b->diag))
        return false;
    if (digits == 0) {
        ra_value_report(ra_value_find(object, "value"), b->diag, RA_ERROR,
                        "'%s' needs 'digits': how many digits of the value it states", text);
        return false;
    }
    if (!ra_printed_round(value, digits, &printed)) {
        ra_value_report(ra_value_find(object, "value"), b->diag, RA_ERROR,
                        "the value is too large to be rounded to its digits");
        return false;
    }
    return set_amount(figure, &printed, text);
}

static bool read_printed(ra_build *b, const ra_value *object, const char *text, int digits,
                         ra_figure *figure)
{
    ra_printed printed;
    char reason[160];
    size_t position = 0;
    const ra_value *at = ra_value_find(object, "printed");
    bool number = ra_printed_parse(text, &printed, reason, sizeof reason, &position);
    if (!number && ra_value_find(object, "value"))
        return read_words(b, object, text, digits, figure);
    if (!number) {
        ra_value_report_byte(at, position, b->diag, RA_ERROR, "%s", reason);
        return false;
    }
    double value = printed.value;
    if (ra_value_find(object, "value") &&
        ra_value_get_number(object, "value", true, &value, b->diag) && value != printed.value) {
        ra_value_report(ra_value_find(object, "value"), b->diag, RA_ERROR,
                        "the printed figure '%s' is another number", text);
        return false;
    }
    /* What was printed is far from the largest number, and can be rounded. */
    if (digits > 0)
        (void)ra_printed_round(printed.value, digits, &printed);
    if (digits == 0 && printed.trailing)
        ra_value_report(at, b->diag, RA_NOTE,
                        "'%s' ends in zeros: 'digits' can say how many of its digits count", text);
    return set_amount(figure, &printed, text);
}

/* Reads `printed`, `value` and `digits`. Returned: false after an error; a figure of kind NONE
 * where the object has none of them. */
bool claim_read_amount(ra_build *b, const ra_value *object, ra_figure *figure)
{
    int digits = 0;
    bool good = read_digits(b, object, &digits);
    figure->kind = RA_FIGURE_NONE;
    if (ra_value_find(object, "printed")) {
        const char *text = claim_read_text(b, object, "printed", true, RA_CLAIM_MAX_LABEL);
        return text && good && read_printed(b, object, text, digits, figure);
    }
    if (digits > 0) {
        ra_value_report_key(ra_value_find(object, "digits"), b->diag, RA_ERROR,
                            "'digits' belongs to a 'printed' figure");
        return false;
    }
    if (!ra_value_find(object, "value"))
        return good;
    if (!ra_value_get_number(object, "value", true, &figure->value, b->diag))
        return false;
    figure->kind = RA_FIGURE_EXACT;
    figure->low = figure->high = figure->value;
    return good;
}

const ra_unit *claim_read_unit(ra_build *b, const ra_value *object, const char *key)
{
    ra_unit_problem problem = {0};
    const char *text = NULL;
    if (!ra_value_get_string(object, key, true, &text, b->diag))
        return NULL;
    const ra_unit *unit = ra_unit_parse(b->claim->units, text, &problem);
    if (problem.text[0])
        ra_value_report_byte(ra_value_find(object, key), problem.position, b->diag,
                             unit ? RA_WARNING : RA_ERROR, "%s", problem.text);
    return unit;
}

/* A mass in place of carbon dioxide equivalents ("kg/kWh" for "kgCO2e/kWh"), which are a dimension
 * of their own. Returned: what was probably meant, in the arena, or NULL. */
const char *claim_nearest_unit(ra_build *b, const char *unit, const ra_unit *to)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    double factor;
    for (const char *word = unit + strcspn(unit, letters); *word;) {
        size_t end = (size_t)(word - unit) + strspn(word, letters);
        const char *wanted = claim_format(b, "%.*sCO2e%s", (int)end, unit, unit + end);
        const ra_unit *found =
            wanted ? ra_unit_parse(b->claim->units, wanted, &(ra_unit_problem){0}) : NULL;
        if (found && ra_unit_convert(found, to, &factor))
            return wanted;
        word = unit + end + strcspn(unit + end, letters);
    }
    return NULL;
}

bool claim_convert(ra_build *b, const ra_value *at, const ra_figure *figure, const ra_unit *to,
                   double *factor)
{
    if (ra_unit_convert(figure->unit, to, factor))
        return true;
    const ra_value *unit = at ? ra_value_find(at, "unit") : NULL;
    const char *meant = claim_nearest_unit(b, ra_unit_text(figure->unit), to);
    ra_value_report(unit ? unit : at, b->diag, RA_ERROR, "'%s' cannot be compared with '%s'%s%s%s",
                    ra_unit_text(figure->unit), ra_unit_text(to), meant ? ": write '" : "",
                    meant ? meant : "", meant ? "'" : "");
    return false;
}
