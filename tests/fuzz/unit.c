/* A unit: refused at a byte of its text, or one that is itself and can be combined. */
#include <math.h>
#include <string.h>

#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    ra_unit_problem problem = {0};
    char *text = fuzz_text(bytes, size);
    ra_units *units = fuzz_units();
    const ra_unit *unit = ra_unit_parse(units, text, &problem);
    if (unit == NULL) {
        FUZZ_PROMISE(problem.text[0] != '\0' && !problem.lint);
    } else {
        double factor = 0;
        ra_unit_problem again = {0};
        FUZZ_PROMISE(ra_unit_parse(units, text, &again) == unit);
        FUZZ_PROMISE(ra_unit_convert(unit, unit, &factor) && factor == 1);
        const ra_unit *ratio = ra_unit_divide(units, unit, unit);
        FUZZ_PROMISE(ratio == NULL || ra_unit_dimensionless(ratio));
        ra_unit_multiply(units, unit, unit);
        ra_unit_power(units, unit, 0.5);
        FUZZ_PROMISE(strcmp(ra_unit_text(unit), "") != 0);
    }
    FUZZ_PROMISE(problem.position <= strlen(text));
    free(text);
    return 0;
}
