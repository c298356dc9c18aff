/* A log of a measured run, of whatever kind: refused with messages, or finite quantities. */
#include "models/measured.h"

#include <math.h>

#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    ra_measured *measured = NULL;
    ra_measured_column column;
    const char *path = fuzz_file(bytes, size);
    ra_diag *diag = ra_diag_new();
    ra_status status = ra_measured_load(&measured, path, diag);
    FUZZ_PROMISE((status == RA_OK) == (measured != NULL));
    FUZZ_PROMISE(status == RA_OK || status == RA_INVALID);
    for (size_t i = 0; measured != NULL && i < measured->count; i++) {
        const ra_measurement *item = &measured->items[i];
        FUZZ_PROMISE(isfinite(item->value) && isfinite(item->half_width) && item->column != NULL);
        FUZZ_PROMISE(ra_measured_find(measured, item->measure) != NULL);
    }
    ra_measured_free(measured);
    fuzz_end(diag, status);
    diag = ra_diag_new();
    fuzz_end(diag, ra_measured_read_column(&column, path, "power", diag));
    return 0;
}
