/* An audit in which one allocation after the other fails: it says so, and gives everything back. */
#include <check.h>
#include <stdlib.h>

#include "audit/attribution.h"
#include "models/alloc.h"
#include "tests/support/audit.h"
#include "tests/support/claim.h"
#include "tests/support/run.h"

/* The project's allocator, replaced by one whose n-th call from now on fails. Negative: none does.
 */
static long countdown = -1;

static bool fails(void)
{
    return countdown >= 0 && countdown-- == 0;
}

void *ra_alloc(size_t size)
{
    return fails() ? NULL : malloc(size > 0 ? size : 1);
}

void *ra_calloc(size_t count, size_t size)
{
    return fails() ? NULL : calloc(count > 0 ? count : 1, size > 0 ? size : 1);
}

void *ra_realloc(void *memory, size_t size)
{
    return fails() ? NULL : realloc(memory, size > 0 ? size : 1);
}

void ra_free(void *memory)
{
    free(memory);
}

void ra_alloc_fail(void)
{
}

unsigned long ra_alloc_failures(void)
{
    return 0;
}

#define PAIR "{'between': ['a', 'b'], 'kind': 'pearson', 'rho': 0.3}"

/* A claim with a bit of everything: a group, printed steps, derived figures, laws of both kinds. */
static ra_claim *rich_claim(const char *law, const char *correlations)
{
    ra_text assumptions = {0}, head = {0};

    ra_text_format(&assumptions,
                   "{'id': 'a', 'label': 'A', 'group': 'g', 'published': {'printed': '2.5', 'unit':"
                   " 'kWh'}, 'audited': {'value': 2, 'unit': 'kWh', 'reason': 'r', 'distribution':"
                   " %s}}, {'id': 'b', 'label': 'B', 'published': {'formula': 'x / 2', 'unit': '1',"
                   " 'where': {'x': {'printed': '9', 'unit': '1'}}}, 'audited': {'distribution':"
                   " {'type': 'uniform', 'min': 4, 'max': 5}}},"
                   " {'id': 'grid', 'label': 'C', 'published': {'value': 0.5, 'unit':"
                   " 'kgCO2e/kWh'}, 'audited': {'value': 0.4, 'unit': 'kgCO2e/kWh', 'reason':"
                   " 'r'}}",
                   law);
    ra_text_format(&head,
                   "'correlations': [%s], 'groups': [{'id': 'g', 'label': 'G', 'printed': '1.3'}],",
                   correlations);
    char *text = claim_with(head.data, "{'step': 'emissions', 'printed': '5.6', 'unit': 'kgCO2e'}",
                            "{'id': 'energy', 'label': 'E', 'formula': 'a * b', 'unit': 'kWh',"
                            " 'published': {'printed': '11.3'}}, {'id': 'emissions', 'label': 'E',"
                            " 'formula': 'energy * grid * (2 - b / 4.5)', 'unit': 'kgCO2e'}",
                            assumptions.data);
    ra_claim *claim = good_claim(text);
    free(text);
    ra_text_free(&assumptions);
    ra_text_free(&head);
    return claim;
}

START_TEST(every_allocation_may_fail)
{
    ra_claim *claim = rich_claim("{'type': 'triangular', 'min': 1, 'mode': 2, 'max': 3}", "");
    ra_plan plan = plan_of(1100);
    ra_result *result = NULL;
    ra_status status = RA_NOMEM;
    long n = 0;

    plan.threads = 1;
    for (; status != RA_OK; n++) {
        countdown = n;
        status = ra_audit(&result, claim, claim_data, &plan, claim_diag);
        countdown = -1;
        ck_assert_msg(status == RA_OK || status == RA_NOMEM, "allocation %ld: status %d", n,
                      (int)status);
        ck_assert((status == RA_OK) == (result != NULL));
        ck_assert_int_lt(n, 100000);
    }
    ck_assert_int_gt(n, 100);
    ra_result_free(result);
    ra_claim_free(claim);
}
END_TEST

/* Correlated draws belong to a replay as to an audit, of which it is a small part. */
START_TEST(replay_too)
{
    ra_claim *claim = rich_claim("{'type': 'normal', 'sd': 0.1}", PAIR);
    double out[3];
    ra_status status = RA_NOMEM;

    for (long n = 0; status != RA_OK; n++) {
        countdown = n;
        status = ra_audit_replay(claim, RA_SAMPLING_RANDOM, 1, claim->result, 1022, 3, out);
        countdown = -1;
        ck_assert(status == RA_OK || status == RA_NOMEM);
        ck_assert_int_lt(n, 100000);
    }
    ra_claim_free(claim);
}
END_TEST

/* total = x0 + x1 + ..., all of them corrected and uncertain. */
static ra_claim *sum_claim(int terms)
{
    ra_text formula = {0}, step = {0}, assumptions = {0};

    for (int i = 0; i < terms; i++) {
        const char *comma = i > 0 ? ", " : "";
        ra_text_format(&formula, "%sx%d", i > 0 ? " + " : "", i);
        ra_text_format(&assumptions,
                       "%s{'id': 'x%d', 'label': 'L', 'published': {'value': 3, 'unit': '1'},"
                       " 'audited': {'value': 2, 'unit': '1', 'reason': 'r', 'distribution':"
                       " {'type': 'normal', 'sd': 0.1}}}",
                       comma, i);
    }
    ra_text_format(&step, "{'id': 'total', 'label': 'T', 'unit': '1', 'formula': '%s'}",
                   formula.data);
    char *text = claim_with("", "{'step': 'total', 'unit': '1'}", step.data, assumptions.data);
    ra_claim *claim = good_claim(text);
    free(text);
    ra_text_free(&formula);
    ra_text_free(&step);
    ra_text_free(&assumptions);
    return claim;
}

/* One attribution; its intervals only where the point is quick, since they come after it. */
static ra_status attribute(const ra_claim *claim, const ra_plan *plan, ra_share *shares)
{
    ra_attribution attribution = {.total = 1, .trials = plan->trials};
    ra_split split;
    ra_status status = ra_split_open(&split, claim, NULL, plan->seed);

    if (status == RA_OK)
        status = ra_split_point(&split, 3.0 * claim->changed_count, 2.0 * claim->changed_count,
                                plan->seed);
    if (status == RA_OK && claim->changed_count < 10)
        status = ra_split_intervals(&split, plan, &attribution, shares, NULL);
    ra_split_free(&split);
    return status;
}

/* Over all subsets, and over random orders. */
START_TEST(attributions_too)
{
    static const int terms[] = {3, 17};
    ra_claim *claim = sum_claim(terms[_i]);
    ra_share shares[17] = {0};
    ra_plan plan = plan_of(10);
    ra_status status = RA_NOMEM;
    long n = 0;

    plan.threads = 1;
    for (; status != RA_OK; n++) {
        countdown = n;
        status = attribute(claim, &plan, shares);
        countdown = -1;
        ck_assert(status == RA_OK || status == RA_NOMEM);
        ck_assert_int_lt(n, 100000);
    }
    ck_assert_int_gt(n, 30);
    ra_claim_free(claim);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("audit_memory");
    TCase *tcase = tcase_create("audit_memory");

    tcase_add_checked_fixture(tcase, claim_set_up, claim_tear_down);
    tcase_set_timeout(tcase, 240);
    tcase_add_test(tcase, every_allocation_may_fail);
    tcase_add_test(tcase, replay_too);
    tcase_add_loop_test(tcase, attributions_too, 0, 2);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
