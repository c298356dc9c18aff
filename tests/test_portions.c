/* Portions: every turn is taken once, whoever is fast, late or asleep. */
#include <check.h>
#include <string.h>

#include "audit/portions.h"
#include "audit/stream.h"
#include "tests/support/run.h"

enum { MOST_THREADS = 16, MOST_TURNS = 5000 };

static ra_portion portions[MOST_THREADS];
static unsigned taken[MOST_TURNS];

/* Lets a thread take its next turns. Returned: whether there were any. */
static bool take(int threads, int thread, bool may_take_over, uint64_t turns)
{
    uint64_t first, end;

    if (!ra_portions_take(portions, threads, thread, may_take_over, turns, &first, &end)) {
        return false;
    }
    ck_assert(first < end && end <= turns && end - first <= RA_PORTIONS_TURNS);
    for (uint64_t turn = first; turn < end; turn++) {
        taken[turn]++;
    }
    return true;
}

static const struct {
    int threads;
    uint64_t turns;
} cases[] = {{1, 0}, {1, 1}, {2, 7}, {2, 977}, {3, 4096}, {7, 50}, {16, 5000}, {16, 3}};

/* Threads take turns in an order that nothing foresees; some of them sleep to the end. */
START_TEST(every_turn_is_taken_once)
{
    int threads = cases[_i].threads;
    uint64_t turns = cases[_i].turns, place = 0;

    for (uint64_t seed = 0; seed < 20; seed++) {
        int asleep = (int)(seed % (uint64_t)threads), idle = 0;
        memset(taken, 0, sizeof taken);
        ra_portions_open(portions, threads, turns);
        while (idle < 1000) {
            int thread = (int)(ra_stream_at(seed, 1, place++) * threads);
            bool works = (thread != asleep || threads == 1) && take(threads, thread, true, turns);
            idle = works ? 0 : idle + 1;
        }
        /* What nobody could take over is a last step of the sleeping one. */
        while (take(threads, asleep, false, turns)) {
        }
        for (uint64_t turn = 0; turn < turns; turn++) {
            ck_assert_uint_eq(taken[turn], 1);
        }
    }
}
END_TEST

START_TEST(a_portion_is_contiguous_until_it_is_empty)
{
    memset(taken, 0, sizeof taken);
    ra_portions_open(portions, 2, 1600);
    for (int i = 0; i < 100; i++) {
        ck_assert(take(2, 1, false, 1600));
    }
    ck_assert(!take(2, 1, false, 1600));
    for (unsigned turn = 0; turn < 1600; turn++) {
        ck_assert_uint_eq(taken[turn], turn >= 800);
    }
    /* The back half of what the other one has. */
    ck_assert(take(2, 1, true, 1600));
    ck_assert_uint_eq(taken[400], 1);
    ck_assert_uint_eq(taken[399], 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("portions");
    TCase *tests = tcase_create("portions");

    tcase_add_loop_test(tests, every_turn_is_taken_once, 0, sizeof cases / sizeof cases[0]);
    tcase_add_test(tests, a_portion_is_contiguous_until_it_is_empty);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
