#include "audit/digits.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST 15 /* digits that a double holds for sure */
#define ROOM    24

/* Other digits that can stand in a place. */
#define OTHERS 9

static int write_mantissa(const ra_digits *digits, char text[ROOM])
{
    return snprintf(text, ROOM, "%" PRIu64, digits->mantissa);
}

double ra_digits_value(const ra_digits *digits)
{
    char text[2 * ROOM];

    /* Without a point in it, the text means the same in every locale. */
    snprintf(text, sizeof text, "%" PRIu64 "e%d", digits->mantissa, digits->exponent);
    double value = strtod(text, NULL);
    return digits->negative ? -value : value;
}

bool ra_digits_round(double value, int exponent, ra_digits *out)
{
    double scaled = round(fabs(value) * pow(10, -exponent));

    if (!(scaled >= 1) || scaled >= pow(10, LONGEST)) {
        return false;
    }
    *out = (ra_digits){value < 0, (uint64_t)scaled, exponent};
    return true;
}

bool ra_digits_read(double value, double low, double high, ra_digits *out)
{
    if (!(high > low) || !isfinite(high - low)) {
        return false;
    }
    return ra_digits_round(value, (int)lround(log10(high - low)), out);
}

/* Puts digits back. Returned: whether they begin with another digit than zero. */
static bool take(const ra_digits *digits, const char *text, ra_digits *out)
{
    *out = *digits;
    out->mantissa = strtoull(text, NULL, 10);
    return text[0] != '0' && out->mantissa != digits->mantissa;
}

ra_slip_kind ra_digits_slip(const ra_digits *digits, uint32_t i, ra_digits *out, bool *more)
{
    char text[ROOM];
    uint32_t length = (uint32_t)write_mantissa(digits, text);
    uint32_t replaced = OTHERS * length, moved = replaced + length - 1;

    *more = i < moved + 2;
    if (i < replaced) {
        char *place = &text[i / OTHERS];
        *place = (char)('0' + (*place - '0' + 1 + (int)(i % OTHERS)) % 10);
        return take(digits, text, out) ? RA_SLIP_DIGIT : RA_SLIP_NONE;
    }
    if (i < moved) {
        char *place = &text[i - replaced], held = place[0];
        place[0] = place[1];
        place[1] = held;
        return take(digits, text, out) ? RA_SLIP_TRANSPOSED : RA_SLIP_NONE;
    }
    *out = *digits;
    out->exponent += i == moved ? 1 : -1;
    return *more ? RA_SLIP_TEN : RA_SLIP_NONE;
}

void ra_digits_emit(const ra_digits *digits, bool commas, ra_text *out)
{
    char text[ROOM];
    int length = write_mantissa(digits, text);
    int whole = length + digits->exponent; /* digits before the point */

    ra_text_append(out, digits->negative ? "-" : "");
    ra_text_append(out, whole <= 0 ? "0" : "");
    for (int i = 0; i < whole; i++) {
        ra_text_append_bytes(out, i < length ? text + i : "0", 1);
        if (commas && whole - i > 1 && (whole - i) % 3 == 1) {
            ra_text_append(out, ",");
        }
    }
    ra_text_append(out, digits->exponent < 0 ? "." : "");
    for (int i = whole; i < length; i++) {
        ra_text_append_bytes(out, i < 0 ? "0" : text + i, 1);
    }
}
