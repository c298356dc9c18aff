#include "tests/support/correlated.h"

#include <stdlib.h>

#include "tests/support/audit.h"
#include "tests/support/claim.h"

static char *claim_text(const char *assumptions, const char *formula, const char *correlations)
{
    ra_text head = {0}, step = {0};

    ra_text_format(&head, "'correlations': [%s], ", correlations);
    ra_text_format(&step, "{'id': 'y', 'label': 'Y', 'formula': '%s', 'unit': '1'}", formula);
    char *text =
        claim_with(head.data, "{'step': 'y', 'value': 1, 'unit': '1'}", step.data, assumptions);
    ra_text_free(&head);
    ra_text_free(&step);
    return text;
}

ra_claim *correlated_claim(const char *assumptions, const char *formula, const char *correlations)
{
    char *text = claim_text(assumptions, formula, correlations);
    ra_claim *claim = good_claim(text);
    free(text);
    return claim;
}

ra_result *correlated_audit(const char *assumptions, const char *formula, const char *correlations)
{
    ra_claim *claim = correlated_claim(assumptions, formula, correlations);
    ra_plan plan = plan_of(TRIALS);
    ra_result *result = audit_claim(claim, &plan);
    return result;
}

void free_correlated(ra_result *result)
{
    ra_claim *claim = (ra_claim *)(uintptr_t)result->claim;
    ra_result_free(result);
    ra_claim_free(claim);
}
