/* A claim: refused with messages, or one whose chain can be evaluated on both sides. */
#include "models/claim.h"

#include "models/alloc.h"
#include "tests/fuzz/fuzz.h"

static void evaluate(const ra_claim *claim)
{
    uint8_t *choice = ra_calloc(claim->quantity_count, 1);
    double *values = ra_calloc(claim->quantity_count, sizeof *values);
    FUZZ_PROMISE(choice != NULL && values != NULL);
    ra_claim_eval(claim, NULL, values);
    for (uint32_t i = 0; i < claim->quantity_count; i++)
        choice[i] = RA_AUDITED;
    ra_claim_eval(claim, choice, values);
    ra_free(choice);
    ra_free(values);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    ra_claim *claim = NULL;
    ra_diag *diag = ra_diag_new();
    ra_status status =
        ra_claim_parse(&claim, fuzz_data(), "claim.json", (const char *)bytes, size, diag);
    FUZZ_PROMISE((status == RA_OK) == (claim != NULL));
    FUZZ_PROMISE(status == RA_OK || status == RA_INVALID);
    if (claim != NULL)
        evaluate(claim);
    ra_claim_free(claim);
    fuzz_end(diag, status);
    return 0;
}
