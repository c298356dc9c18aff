/* Every whole claim that docs/claim-format.md shows is one that is read, and its headline follows
 * from its figures. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/claim.h"
#include "tests/support/files.h"
#include "tests/support/run.h"

/* Cuts the next block out of the text. Returned: NULL behind the last. */
static char *next_block(char **text)
{
    static const char open[] = "```json claim\n";
    char *start = strstr(*text, open);
    if (!start)
        return NULL;
    start += sizeof open - 1;
    char *end = strstr(start, "\n```");
    ck_assert_ptr_nonnull(end);
    *end = '\0';
    *text = end + 1;
    return start;
}

START_TEST(shown_claims_are_good)
{
    char *page = get_file(REAUDIT_SOURCE_DATA "/docs/claim-format.md", NULL), *text = page;
    size_t count = 0;
    for (const char *block = next_block(&text); block; block = next_block(&text), count++) {
        ra_claim *claim = good_claim(block);
        double result = result_of(claim, RA_PUBLISHED), slack = 1e-9 * fabs(result);
        bool interval = claim->stated_interval;
        double low = interval ? claim->interval_low : claim->stated.low;
        double high = interval ? claim->interval_high : claim->stated.high;
        ck_assert_msg(result >= low - slack && result <= high + slack, "'%s' gives %g", claim->id,
                      result);
        ra_claim_free(claim);
    }
    ck_assert_uint_ge(count, 5);
    free(page);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("claim docs");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, claim_set_up, claim_tear_down);
    tcase_add_test(all, shown_claims_are_good);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
