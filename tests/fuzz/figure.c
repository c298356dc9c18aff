/* A printed figure: refused at a byte of it, or a finite number inside its rounding interval. */
#include "models/figure.h"

#include <math.h>
#include <string.h>

#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    ra_printed figure = {0};
    char reason[64] = ""; /* shorter than some reasons, which are then cut */
    size_t position = 0;
    char *text = fuzz_text(bytes, size);
    if (ra_printed_parse(text, &figure, reason, sizeof reason, &position)) {
        FUZZ_PROMISE(isfinite(figure.value) && isfinite(figure.low) && isfinite(figure.high));
        FUZZ_PROMISE(figure.low <= figure.value && figure.value <= figure.high);
        FUZZ_PROMISE(isfinite(figure.cut_high) && figure.digits > 0);
    } else {
        FUZZ_PROMISE(reason[0] != '\0' && position <= strlen(text));
    }
    free(text);
    return 0;
}
