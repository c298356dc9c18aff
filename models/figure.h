/* Reading a figure as it was printed. */
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

/* Given: text such as "626,155", "3.2", "1.2e6", "1 000", "88x", "99.998 %" is refused where a
 * scale or unit hangs on it (they belong into the unit). Commas only in groups of three.
 * Returned: true, or false with a reason and the byte it concerns. */
bool ra_printed_parse(const char *text, ra_printed *out, char *reason, size_t reason_size,
                      size_t *position);

/* The same for words ("five", "979M") whose value and number of significant digits are given. */
bool ra_printed_round(double value, int digits, ra_printed *out);

#ifdef __cplusplus
}
#endif
#endif
