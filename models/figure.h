/* Reading a figure as it was printed.
 *
 * Units: numbers are in the unit that stands beside the figure, whatever it is. Errors: false.
 * Source: docs/method.md, "Whether a printed figure follows from its inputs". */
#ifndef RA_FIGURE_H
#define RA_FIGURE_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What the digits of a printed number say.
 * Rounding to the last printed digit: "626,155" lies in [626154.5, 626155.5]; a truncated figure
 * is accepted too, so the interval for it reaches one unit up: `cut_high` is 626156. */
typedef struct {
    double value;
    double low, high; /* rounding interval, inclusive */
    double cut_high;  /* upper end (lower for a negative number) if the figure was truncated */
    int digits;       /* significant digits, as far as the text tells */
    bool trailing;    /* ends in zeros without a point: how many digits count cannot be seen */
} ra_printed;

/* Reads a printed figure. Given: `text` such as "626,155", "3.2", "1.2e6", "1 000"; it is refused
 * where a scale or unit hangs on it, as on "88x" or "99.998 %" (they belong into the unit), and
 * where commas are not in groups of three. `out` may be NULL. Returned: true with *out; or false
 * with a `reason`, of at most `reason_size` bytes, and in *position the byte that it concerns. */
bool ra_printed_parse(const char *text, ra_printed *out, char *reason, size_t reason_size,
                      size_t *position);

/* Takes a figure whose text is no number ("five", "979M"). Given: its `value`; how many `digits`
 * of it are significant. Returned: true with *out; false where the value is not finite, or the
 * digits are not 1 to 17. */
bool ra_printed_round(double value, int digits, ra_printed *out);

#ifdef __cplusplus
}
#endif
#endif
