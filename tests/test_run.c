/* The run: same numbers for any number of threads, streams that depend on names alone, trials that
 * can be replayed. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/kernels.h"
#include "audit/moments.h"
#include "audit/probes.h"
#include "audit/stream.h"
#include "tests/support/audit.h"
#include "tests/support/claim.h"
#include "tests/support/run.h"

#define NAS "datasets/claims/strubell-2019-nas.json"

START_TEST(same_numbers_for_any_number_of_threads)
{
    static const uint64_t trials[] = {1, 1000, 1024, 1025, 50000};
    ra_claim *claim = load_claim(NAS);
    ra_plan plan = plan_of(trials[_i]);
    size_t count, other_count;

    plan.reverse = true;
    plan.threads = 1;
    ra_result *one = audit_claim(claim, &plan);
    double *numbers = numbers_of(one, &count);
    ck_assert_uint_gt(count, 400);
    static const int threads[] = {2, 7, 16, 100};
    for (size_t t = 0; t < 4; t++) {
        plan.threads = threads[t];
        ra_result *many = audit_claim(claim, &plan);
        double *others = numbers_of(many, &other_count);
        ck_assert_uint_eq(other_count, count);
        ck_assert_mem_eq(others, numbers, count * sizeof *numbers);
        ck_assert_str_eq(many->sentence, one->sentence);
        free(others);
        ra_result_free(many);
    }
    free(numbers);
    ra_result_free(one);
    ra_claim_free(claim);
}
END_TEST

/* Every variant of the kernels gives the same result, to the bit. */
START_TEST(same_numbers_for_every_variant)
{
    ra_claim *claim = load_claim(_i == 0 ? NAS : "tests/bench/chain10.json");
    ra_plan plan = plan_of(20000);
    size_t count, other_count;

    ck_assert(ra_kernels_use("base"));
    ra_result *plain = audit_claim(claim, &plan);
    double *numbers = numbers_of(plain, &count);
    for (size_t i = 0; ra_kernels_at(i) != NULL; i++) {
        plan.threads = (int)i + 1;
        ck_assert(ra_kernels_use(ra_kernels_at(i)->name));
        ra_result *other = audit_claim(claim, &plan);
        double *others = numbers_of(other, &other_count);
        ck_assert_uint_eq(other_count, count);
        ck_assert_mem_eq(others, numbers, count * sizeof *numbers);
        free(others);
        ra_result_free(other);
    }
    free(numbers);
    ra_result_free(plain);
    ra_claim_free(claim);
}
END_TEST

START_TEST(another_seed_is_another_run)
{
    ra_claim *claim = load_claim(NAS);
    ra_plan plan = plan_of(5000), other = plan_of(5000);

    other.seed = UINT64_C(1) << 63;
    ra_result *a = audit_claim(claim, &plan), *b = audit_claim(claim, &other);
    ck_assert(a->audited.mean != b->audited.mean);
    ck_assert(fabs(a->audited.mean - b->audited.mean) < 6 * a->audited.mcse);
    ck_assert(a->audited.point == b->audited.point);
    ra_result_free(a);
    ra_result_free(b);
    ra_claim_free(claim);
}
END_TEST

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The mean of the first n numbers as a run computes it: by blocks. */
static double mean_by_blocks(const double *x, size_t n)
{
    ra_moments_tree tree = {0};
    double centre = ra_probes_median(x, n < RA_BLOCK ? n : RA_BLOCK);

    for (size_t start = 0; start < n; start += RA_BLOCK) {
        size_t size = n - start < RA_BLOCK ? n - start : RA_BLOCK;
        ra_moments_push(&tree, start / RA_BLOCK, ra_moments_block(x + start, size, centre));
    }
    return ra_moments_total(&tree).mean;
}

/* The first trials of a long run are the short run: their replay has its mean to the last bit, and
 * its quantiles. */
START_TEST(first_trials_are_the_short_run)
{
    enum { LONG = 100000, SHORT = 10000 };
    static double all[LONG];
    ra_claim *claim = load_claim(NAS);
    ra_plan plan = plan_of(SHORT);
    ra_result *result = audit_claim(claim, &plan);

    ck_assert_int_eq(
        ra_audit_replay(claim, RA_SAMPLING_RANDOM, plan.seed, claim->result, 0, LONG, all), RA_OK);
    ck_assert(mean_by_blocks(all, SHORT) == result->audited.mean);
    qsort(all, SHORT, sizeof all[0], ascending);
    ck_assert(fabs(all[SHORT / 20] / result->audited.p5 - 1) < 1e-3);
    ck_assert(fabs(all[SHORT / 2] / result->audited.p50 - 1) < 1e-3);
    ra_result_free(result);
    ra_claim_free(claim);
}
END_TEST

START_TEST(any_trials_by_themselves)
{
    enum { COUNT = 3000 };
    static double all[COUNT], part[COUNT];
    ra_claim *claim = load_claim(NAS);
    uint32_t q = ra_claim_find(claim, "energy");
    static const uint64_t firsts[] = {0, 1, 1023, 1024, 1500, 2999};

    ck_assert_int_eq(ra_audit_replay(claim, RA_SAMPLING_RANDOM, 7, q, 0, COUNT, all), RA_OK);
    for (size_t k = 0; k < sizeof firsts / sizeof firsts[0]; k++) {
        uint64_t first = firsts[k];
        ck_assert_int_eq(
            ra_audit_replay(claim, RA_SAMPLING_RANDOM, 7, q, first, COUNT - first, part), RA_OK);
        ck_assert_mem_eq(part, all + first, (COUNT - first) * sizeof all[0]);
    }
    ra_claim_free(claim);
}
END_TEST

#define ENERGY                                                                                     \
    "{'id': 'energy', 'label': 'E', 'published': {'value': 19, 'unit': 'kWh'},"                    \
    " 'audited': {'value': 10, 'unit': 'kWh', 'reason': 'r', %s"                                   \
    "  'distribution': {'type': 'normal', 'relative_sd': 0.1}}}"
#define GRID "{'id': 'grid', 'label': 'G', 'published': {'value': 0.5, 'unit': 'kgCO2e/kWh'}%s}"
/* A claim with these extras in the audited figures of energy and grid. */
static ra_claim *energy_and_grid(const char *energy_extra, const char *grid_audited)
{
    ra_text assumptions = {0};

    ra_text_format(&assumptions, ENERGY ", " GRID, energy_extra, grid_audited);
    char *text = small_claim("", assumptions.data);
    ra_claim *claim = good_claim(text);
    free(text);
    ra_text_free(&assumptions);
    return claim;
}

static void replay(const ra_claim *claim, const char *id, double *out, uint64_t count)
{
    ck_assert_int_eq(
        ra_audit_replay(claim, RA_SAMPLING_RANDOM, 1, ra_claim_find(claim, id), 0, count, out),
        RA_OK);
}

START_TEST(draws_depend_on_names_alone)
{
    enum { COUNT = 2000 };
    static double alone[COUNT], beside[COUNT], uniform[RA_BLOCK];
    ra_claim *certain = energy_and_grid("", "");
    ra_claim *uncertain =
        energy_and_grid("", ", 'audited': {'value': 0.4, 'reason': 'r',"
                            " 'unit': 'kgCO2e/kWh', 'distribution': {'type': 'uniform',"
                            " 'min': 0.3, 'max': 0.5}}");

    replay(certain, "energy", alone, COUNT);
    replay(uncertain, "energy", beside, COUNT);
    ck_assert_mem_eq(alone, beside, sizeof alone);
    /* The name of a draw is that of claim and assumption. */
    replay(uncertain, "grid", beside, RA_BLOCK);
    ra_stream_fill(1, ra_stream_key("small/grid"), 0, uniform);
    for (size_t i = 0; i < RA_BLOCK; i++) {
        ck_assert(fabs(beside[i] - (0.3 + 0.2 * uniform[i])) < 1e-15);
    }
    ra_claim_free(certain);
    ra_claim_free(uncertain);
}
END_TEST

/* Drawn together, every input still has its own numbers. */
START_TEST(inputs_of_one_run_have_their_own_numbers)
{
    enum { COUNT = 3000 };
    static double energy[COUNT], grid[COUNT], emissions[COUNT];
    ra_claim *claim = energy_and_grid("", ", 'audited': {'value': 0.4, 'unit': 'kgCO2e/kWh',"
                                          " 'reason': 'r', 'distribution': {'type': 'normal',"
                                          " 'relative_sd': 0.1}}");
    double products = 0;

    replay(claim, "energy", energy, COUNT);
    replay(claim, "grid", grid, COUNT);
    replay(claim, "emissions", emissions, COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        ck_assert(emissions[i] == energy[i] * grid[i]);
        products += (energy[i] / 10 - 1) * (grid[i] / 0.4 - 1);
    }
    ck_assert(fabs(products / COUNT) < 5 * 0.01 / sqrt(COUNT));
    ra_claim_free(claim);
}
END_TEST

START_TEST(one_draw_may_be_shared)
{
    enum { COUNT = 3000 };
    static double energy[COUNT], grid[COUNT];
    ra_claim *shared = energy_and_grid(
        "'draw': 'same',", ", 'audited': {'value': 0.4,"
                           " 'unit': 'kgCO2e/kWh', 'reason': 'r', 'draw': 'same', 'distribution':"
                           " {'type': 'normal', 'relative_sd': 0.1}}");

    replay(shared, "energy", energy, COUNT);
    replay(shared, "grid", grid, COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        ck_assert(fabs(energy[i] / 10 - grid[i] / 0.4) < 1e-12);
    }
    ra_claim_free(shared);
}
END_TEST

/* Stops a run when it is asked for the third time. */
typedef struct {
    int calls, stop_at;
    double last;
} watch;

static bool look(void *context, double done)
{
    watch *seen = context;

    ck_assert(done >= seen->last && done <= 1);
    seen->last = done;
    return ++seen->calls != seen->stop_at;
}

START_TEST(progress_and_interruption)
{
    ra_claim *claim = load_claim(NAS);
    ra_plan plan = plan_of(300000);
    watch seen = {.stop_at = 3};
    ra_result *result;

    plan.progress = look;
    plan.context = &seen;
    plan.threads = 1;
    ck_assert_int_eq(ra_audit(&result, claim, claim_data, &plan, claim_diag), RA_INTERRUPTED);
    ck_assert_ptr_null(result);
    ck_assert_int_eq(seen.calls, 3);
    seen = (watch){.stop_at = -1};
    ra_result_free(audit_claim(claim, &plan));
    ck_assert_int_ge(seen.calls, 4);
    /* The first of two threads asks; on a busy machine the other may have done all before. */
    seen = (watch){.stop_at = 1};
    plan.threads = 2;
    ra_status status = ra_audit(&result, claim, claim_data, &plan, claim_diag);
    ck_assert_int_eq(status, seen.calls > 0 ? RA_INTERRUPTED : RA_OK);
    ra_result_free(result);
    ra_claim_free(claim);
}
END_TEST

/* The passes that make quantiles exact can be interrupted too. */
START_TEST(interrupted_in_a_pass)
{
    ra_claim *claim = load_claim(NAS);
    ra_plan plan = plan_of(100000);
    watch seen = {.stop_at = -1};
    ra_result *result;

    plan.progress = look;
    plan.context = &seen;
    plan.threads = 1;
    plan.version = NULL;
    result = audit_claim(claim, &plan);
    ck_assert_str_eq(result->version, "");
    ra_result_free(result);
    seen = (watch){.stop_at = seen.calls + 1};
    plan.exact = true;
    ck_assert_int_eq(ra_audit(&result, claim, claim_data, &plan, claim_diag), RA_INTERRUPTED);
    ck_assert_ptr_null(result);
    ck_assert(seen.last == 1 && seen.calls == seen.stop_at);
    ra_claim_free(claim);
}
END_TEST

START_TEST(plans_out_of_range)
{
    ra_claim *claim = load_claim(NAS);
    ra_plan plans[] = {plan_of(0), plan_of(RA_MAX_TRIALS + 1), plan_of(10), plan_of(10)};
    ra_result *result;

    plans[2].level = 1;
    plans[3].level = NAN;
    for (size_t i = 0; i < 4; i++) {
        ck_assert_int_eq(ra_audit(&result, claim, claim_data, &plans[i], claim_diag), RA_INVALID);
        ck_assert_ptr_null(result);
    }
    expect_message("the number of trials must be 1 to 1e12");
    expect_message("the level of the intervals must lie between 0 and 1");
    ra_claim_free(claim);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("run");
    TCase *tcase = tcase_create("run");

    tcase_add_checked_fixture(tcase, claim_set_up, claim_tear_down);
    tcase_set_timeout(tcase, 120);
    tcase_add_loop_test(tcase, same_numbers_for_any_number_of_threads, 0, 5);
    tcase_add_loop_test(tcase, same_numbers_for_every_variant, 0, 2);
    tcase_add_test(tcase, another_seed_is_another_run);
    tcase_add_test(tcase, first_trials_are_the_short_run);
    tcase_add_test(tcase, any_trials_by_themselves);
    tcase_add_test(tcase, draws_depend_on_names_alone);
    tcase_add_test(tcase, inputs_of_one_run_have_their_own_numbers);
    tcase_add_test(tcase, one_draw_may_be_shared);
    tcase_add_test(tcase, progress_and_interruption);
    tcase_add_test(tcase, interrupted_in_a_pass);
    tcase_add_test(tcase, plans_out_of_range);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
