/* Scores of data quality as an uncertainty. */
#include <check.h>
#include <math.h>

#include "models/pedigree.h"
#include "tests/support/run.h"

/* The standard deviation behind the scores, from the published sets with U = 1.05 or a basic
 * variance of 0.0006. GSD and GSD^2 differ: the U are contributions to GSD^2. Each score of each
 * indicator stands in one row at least. */
static const struct {
    ra_pedigree set;
    double basic; /* variance; below 0: -U */
    int scores[RA_PEDIGREE_INDICATORS];
    double sigma;
} cases[] = {
    /* activity-browser, bwutils/pedigree.py, has the first one. */
    {RA_CIROTH2013, -1.05, {1, 1, 1, 1, 1}, 0.024395082084716024},
    {RA_CIROTH2013, -1.05, {2, 2, 2, 2, 2}, 0.23425268115790293},
    {RA_CIROTH2013, -1.05, {3, 3, 3, 3, 3}, 0.35231401438035587},
    {RA_CIROTH2013, -1.05, {4, 4, 4, 4, 4}, 0.46399272856649187},
    {RA_CIROTH2013, -1.05, {5, 5, 5, 5, 5}, 0.59571245737013712},
    {RA_ECOINVENT2, -1.05, {1, 1, 1, 1, 1}, 0.024395082084716024},
    {RA_ECOINVENT2, -1.05, {2, 2, 2, 2, 1}, 0.039133860534177771},
    {RA_ECOINVENT2, -1.05, {3, 3, 3, 3, 3}, 0.11891416558554785},
    {RA_ECOINVENT2, -1.05, {4, 4, 4, 1, 4}, 0.2461446548935812},
    {RA_ECOINVENT2, -1.05, {5, 5, 5, 5, 5}, 0.46205047945822875},
    {RA_ECOINVENT2, -1.05, {2, 3, 1, 2, 3}, 0.10060019820420225},
    {RA_ECOINVENT2, -1.05, {4, 5, 5, 5, 4}, 0.3188850570440257},
    {RA_ECOINVENT3, 0.0006, {1, 1, 1, 1, 1}, 0.024494897427831779},
    {RA_ECOINVENT3, 0.0006, {2, 2, 2, 2, 2}, 0.046097722286464436},
    {RA_ECOINVENT3, 0.0006, {3, 3, 3, 3, 3}, 0.11532562594670795},
    {RA_ECOINVENT3, 0.0006, {4, 4, 4, 4, 4}, 0.24331050121192879},
    {RA_ECOINVENT3, 0.0006, {5, 5, 5, 5, 5}, 0.45891175622335062},
    /* Variance of ln X 0.009825 and 0.0986. */
    {RA_ECOINVENT3, 0.0006, {2, 3, 1, 2, 3}, 0.099121138007995047},
    {RA_ECOINVENT3, 0.0006, {4, 5, 5, 5, 4}, 0.31400636936215165},
};

START_TEST(test_published)
{
    double variance, u = cases[_i].basic;
    double basic = u < 0 ? log(-u) / 2 * (log(-u) / 2) : u;
    ck_assert(ra_pedigree_variance(cases[_i].set, basic, cases[_i].scores, &variance));
    ck_assert_double_eq_tol(sqrt(variance), cases[_i].sigma, 1e-14);
}
END_TEST

/* Scores that a set leaves without a factor. */
START_TEST(test_undefined)
{
    static const int place[] = {1, 1, 1, 4, 1}, technology[] = {1, 1, 1, 1, 2};
    double variance;
    ck_assert(!ra_pedigree_variance(RA_ECOINVENT2, 0.01, place, &variance));
    ck_assert(!ra_pedigree_variance(RA_ECOINVENT2, 0.01, technology, &variance));
    ck_assert(ra_pedigree_variance(RA_CIROTH2013, 0.01, place, &variance));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("pedigree");
    TCase *tcase = tcase_create("pedigree");
    tcase_add_loop_test(tcase, test_published, 0, sizeof cases / sizeof cases[0]);
    tcase_add_test(tcase, test_undefined);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
