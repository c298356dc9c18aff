#include "tests/support/numbers.h"

#include <stdlib.h>

#include "tests/support/claim.h"

ra_claim *number_claim(const char *head, const char *steps, const char *assumptions)
{
    char *text =
        claim_with(head, "{'step': 'result', 'value': 8, 'unit': '1'}", steps, assumptions);
    ra_claim *claim = good_claim(text);
    free(text);
    return claim;
}
