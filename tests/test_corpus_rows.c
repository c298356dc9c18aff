/* The rows of the corpus: their order. */
#include <math.h>
#include <stdlib.h>

#include <check.h>

#include "reports/corpus.h"
#include "tests/support/run.h"

#define COUNT 4

static ra_claim claims[COUNT] = {
    {.id = "b", .date = "2020-01-01", .topic = "video"},
    {.id = "a", .date = "2020-06-01", .topic = "training"},
    {.id = "d", .topic = "video"},
    {.id = "c", .date = "2019-01-01"},
};
static const double factors[COUNT] = {2, 88, NAN, 0.5};
static const ra_verdict verdicts[COUNT] = {RA_OVERSTATED, RA_OVERSTATED, RA_NOT_AUDITED, RA_STANDS};

/* Orders by every key; ties go by id, claims without a number come last. */
static const struct {
    const char *key, *order;
} orders[] = {
    {"id", "abcd"}, {"year", "cabd"}, {"factor", "abcd"}, {"verdict", "dabc"}, {"topic", "cabd"},
};

START_TEST(test_order)
{
    ra_result results[COUNT] = {0};
    const ra_result *sorted[COUNT];
    char order[COUNT + 1] = "";

    for (int i = 0; i < COUNT; i++) {
        results[i].claim = &claims[i];
        results[i].factor.point = factors[i];
        results[i].verdict = verdicts[i];
        sorted[i] = &results[i];
    }
    ra_corpus_sort(sorted, COUNT, orders[_i].key);
    for (int i = 0; i < COUNT; i++)
        order[i] = sorted[i]->claim->id[0];
    ck_assert_str_eq(order, orders[_i].order);
}
END_TEST

START_TEST(test_keys)
{
    size_t count = 0;

    while (ra_corpus_key_at(count) != NULL)
        count++;
    ck_assert_uint_eq(count, sizeof orders / sizeof orders[0]);
}
END_TEST

START_TEST(test_columns)
{
    for (size_t i = 0; ra_corpus_column_at(i) != NULL; i++) {
        const ra_corpus_column *column = ra_corpus_column_at(i);
        ck_assert_msg((column->text != NULL) != (column->number != NULL), "%s", column->name);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("corpus rows");
    TCase *cases = tcase_create("rows");
    tcase_add_loop_test(cases, test_order, 0, sizeof orders / sizeof orders[0]);
    tcase_add_test(cases, test_keys);
    tcase_add_test(cases, test_columns);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
