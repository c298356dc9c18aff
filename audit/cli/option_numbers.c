/* Numbers as a person types them. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/cli/options.h"

bool ra_option_real(const char *text, double *out)
{
    char *end;

    /* strtod alone would also take leading space, hexadecimal numbers, "inf" and "nan". */
    if (strspn(text, "0123456789.eE+-") != strlen(text))
        return false;
    *out = strtod(text, &end);
    return end != text && *end == '\0' && isfinite(*out);
}

bool ra_option_whole(const char *text, uint64_t low, uint64_t high, uint64_t *out)
{
    const char *p = text;
    uint64_t value = 0;
    double real;

    for (; *p >= '0' && *p <= '9'; p++) {
        uint64_t digit = (uint64_t)(*p - '0');
        if (value > (UINT64_MAX - digit) / 10)
            return false;
        value = 10 * value + digit;
    }
    if (p == text)
        return false;
    if (*p != '\0') {
        /* "1e6", "2.5e5": whole numbers that a double holds exactly. */
        if (!ra_option_real(text, &real) || real != floor(real) || real >= 9007199254740992.0)
            return false;
        value = (uint64_t)real;
    }
    *out = value;
    return value >= low && value <= high;
}
