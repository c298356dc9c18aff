#include "tests/support/sensitivity.h"

#include <check.h>
#include <stddef.h>
#include <stdlib.h>

#include "models/text.h"
#include "tests/support/claim.h"

ra_claim *formula_claim(const char *head, const char *formula, const char *const *laws,
                        const double *values, int count)
{
    ra_text steps = {0}, assumptions = {0};

    ra_text_format(&steps, "{'id': 'result', 'label': 'R', 'unit': '1', 'formula': '%s'}", formula);
    for (int i = 0; i < count; i++) {
        ra_text_format(&assumptions,
                       "%s{'id': 'x%d', 'label': 'X', 'published': {'value': %.17g, 'unit': '1'}, "
                       "'audited': {'reason': 'r', 'distribution': %s}}",
                       i > 0 ? ", " : "", i + 1, values[i], laws[i]);
    }
    char *text = claim_with(head, "{'step': 'result', 'value': 1, 'unit': '1'}", steps.data,
                            assumptions.data);
    ra_claim *claim = good_claim(text);
    free(text);
    ra_text_free(&steps);
    ra_text_free(&assumptions);
    return claim;
}

const ra_sensitivity *row_of(const ra_result *result, uint32_t number)
{
    for (uint32_t i = 0; i < result->sensitivity.count; i++) {
        if (result->sensitivity.rows[i].input == number - 1) {
            return &result->sensitivity.rows[i];
        }
    }
    ck_abort_msg("x%u has no sensitivity", number);
    return NULL;
}

void same_sensitivity(const ra_result *one, const ra_result *other)
{
    ck_assert_uint_eq(one->sensitivity.count, other->sensitivity.count);
    for (uint32_t i = 0; i < one->sensitivity.count; i++) {
        const ra_sensitivity *a = &one->sensitivity.rows[i], *b = &other->sensitivity.rows[i];
        ck_assert_uint_eq(a->input, b->input);
        ck_assert_mem_eq(&a->first, &b->first, sizeof *a - offsetof(ra_sensitivity, first));
    }
}
