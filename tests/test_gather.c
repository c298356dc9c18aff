/* What several processes count comes out as one process would have counted it. The processes are
 * threads here, which send their bytes through this file instead of MPI. */
#include <check.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "audit/cluster.h"
#include "audit/gather.h"
#include "audit/stream.h"
#include "tests/support/audit.h"
#include "tests/support/claim.h"
#include "tests/support/run.h"

enum { MOST = 7, BLOCKS = 37, OUTPUTS = 2 };

/* What goes wrong on the way. */
typedef enum { NO_FAULT, FAILED_SEND, CUT_BYTES, FAILED_BROADCAST } fault;

/* --- The wires --- */

static struct {
    pthread_mutex_t lock;
    pthread_cond_t news;
    uint32_t size;
    fault fault;
    bool broken;                 /* a process gave up: nobody waits for it any more */
    ra_text *letter[MOST][MOST]; /* from, to */
    ra_text *notice;             /* of process 0 for all */
} wires = {.lock = PTHREAD_MUTEX_INITIALIZER, .news = PTHREAD_COND_INITIALIZER, .size = 1};

static _Thread_local uint32_t own_rank;

uint32_t ra_cluster_size(void)
{
    return wires.size;
}

uint32_t ra_cluster_rank(void)
{
    return own_rank;
}

static ra_text *copy_of(const ra_text *bytes, size_t length)
{
    ra_text *copy = calloc(1, sizeof *copy);

    ra_text_append_bytes(copy, bytes->data, length);
    return copy;
}

/* Puts a text where others wait for it. */
static void put(ra_text **place, ra_text *text)
{
    pthread_mutex_lock(&wires.lock);
    *place = text;
    pthread_cond_broadcast(&wires.news);
    pthread_mutex_unlock(&wires.lock);
}

static void give_up(void)
{
    pthread_mutex_lock(&wires.lock);
    wires.broken = true;
    pthread_cond_broadcast(&wires.news);
    pthread_mutex_unlock(&wires.lock);
}

static ra_status wait_for(ra_text *const *place, ra_text *out)
{
    ra_status status = RA_IO;

    pthread_mutex_lock(&wires.lock);
    while (*place == NULL && !wires.broken) {
        pthread_cond_wait(&wires.news, &wires.lock);
    }
    if (*place != NULL) {
        ra_text_append_bytes(out, (*place)->data, (*place)->length);
        status = RA_OK;
    }
    pthread_mutex_unlock(&wires.lock);
    return status;
}

ra_status ra_cluster_send(uint32_t to, const ra_text *bytes)
{
    if (wires.fault == FAILED_SEND && own_rank == 1) {
        return RA_IO;
    }
    put(&wires.letter[own_rank][to],
        copy_of(bytes, bytes->length - (wires.fault == CUT_BYTES && own_rank == 1)));
    return RA_OK;
}

ra_status ra_cluster_receive(uint32_t from, ra_text *bytes)
{
    return wait_for(&wires.letter[from][own_rank], bytes);
}

ra_status ra_cluster_broadcast(ra_text *bytes)
{
    if (own_rank > 0) {
        return wait_for(&wires.notice, bytes);
    }
    if (wires.fault == FAILED_BROADCAST) {
        return RA_IO;
    }
    put(&wires.notice, copy_of(bytes, bytes->length));
    return RA_OK;
}

static void free_letter(ra_text **letter)
{
    if (*letter != NULL) {
        ra_text_free(*letter);
        free(*letter);
        *letter = NULL;
    }
}

static void clear_wires(void)
{
    for (int from = 0; from < MOST; from++) {
        for (int to = 0; to < MOST; to++) {
            free_letter(&wires.letter[from][to]);
        }
    }
    free_letter(&wires.notice);
    wires.size = 1;
    wires.fault = NO_FAULT;
    wires.broken = false;
}

/* --- Processes --- */

typedef struct {
    pthread_t thread;
    uint32_t rank;
    ra_status status;
    ra_tally tallies[OUTPUTS];
    const ra_claim *claim;
    ra_result *result;
} process;

/* Runs `work` as so many processes at once. */
static void run_processes(process *all, uint32_t size, fault what, void *(*work)(void *))
{
    wires.size = size;
    wires.fault = what;
    for (uint32_t r = 0; r < size; r++) {
        all[r].rank = r;
        ck_assert_int_eq(pthread_create(&all[r].thread, NULL, work, &all[r]), 0);
    }
    for (uint32_t r = 0; r < size; r++) {
        pthread_join(all[r].thread, NULL);
    }
    clear_wires();
}

/* The tally of an output in blocks first to end - 1; the second output has moments alone. */
static ra_tally count_blocks(uint32_t output, uint64_t first, uint64_t end)
{
    double x[RA_BLOCK];
    ra_tally tally = {.centre = 0.5};

    ra_stream_fill(3, output, 0, x);
    ra_histogram_scale scale = ra_histogram_choose(x, RA_BLOCK);
    if (output == 0) {
        ck_assert_int_eq(ra_histogram_new(&tally.histogram, scale), RA_OK);
    }
    for (uint64_t b = first; b < end; b++) {
        ra_stream_fill(3, output, b, x);
        x[b] = output == 0 ? -1e9 : x[b]; /* far from block 0's window */
        ra_moments_push(&tally.tree, b, ra_moments_block(x, RA_BLOCK, 0.5));
        if (output == 0) {
            ck_assert_int_eq(ra_histogram_add(tally.histogram, x, RA_BLOCK), RA_OK);
        }
    }
    return tally;
}

static void *gather(void *argument)
{
    process *own = argument;

    own_rank = own->rank;
    for (uint32_t k = 0; k < OUTPUTS; k++) {
        own->tallies[k] =
            count_blocks(k, BLOCKS * own->rank / wires.size, BLOCKS * (own->rank + 1) / wires.size);
    }
    own->status = ra_gather(own->tallies, OUTPUTS);
    if (own->status != RA_OK) {
        give_up();
    }
    return NULL;
}

static void free_tallies(process *all, uint32_t size)
{
    for (uint32_t r = 0; r < size; r++) {
        for (uint32_t k = 0; k < OUTPUTS; k++) {
            ra_histogram_free(all[r].tallies[k].histogram);
        }
    }
}

static void expect_same(const ra_tally *a, const ra_tally *b)
{
    ra_moments total[2] = {ra_moments_total(&a->tree), ra_moments_total(&b->tree)};

    ck_assert_mem_eq(&total[0], &total[1], sizeof total[0]);
    ck_assert(a->centre == b->centre && (a->histogram == NULL) == (b->histogram == NULL));
    for (int i = 0; a->histogram != NULL && i <= 64; i++) {
        double p = i / 64.0;
        ck_assert(ra_histogram_quantile(a->histogram, p) == ra_histogram_quantile(b->histogram, p));
    }
}

START_TEST(all_processes_have_the_whole)
{
    const uint32_t size = (uint32_t)_i;
    process all[MOST] = {0};

    run_processes(all, size, NO_FAULT, gather);
    for (uint32_t k = 0; k < OUTPUTS; k++) {
        ra_tally whole = count_blocks(k, 0, BLOCKS);
        for (uint32_t r = 0; r < size; r++) {
            ck_assert_int_eq(all[r].status, RA_OK);
            expect_same(&all[r].tallies[k], &whole);
        }
        ra_histogram_free(whole.histogram);
    }
    free_tallies(all, size);
}
END_TEST

/* A process that cannot send, bytes that come cut, and a result that cannot be told: every process
 * ends, each of those that are left without it with a fault. */
static const struct {
    fault what;
    uint32_t size;
    ra_status status[4];
} faults[] = {
    {FAILED_SEND, 4, {RA_IO, RA_IO, RA_IO, RA_IO}},
    {CUT_BYTES, 2, {RA_INTERNAL, RA_IO}},
    {FAILED_BROADCAST, 3, {RA_IO, RA_IO, RA_IO}},
};

START_TEST(faults_on_the_way)
{
    process all[MOST] = {0};

    run_processes(all, faults[_i].size, faults[_i].what, gather);
    for (uint32_t r = 0; r < faults[_i].size; r++) {
        ck_assert_msg(all[r].status == faults[_i].status[r], "process %u: %d", (unsigned)r,
                      (int)all[r].status);
    }
    free_tallies(all, faults[_i].size);
}
END_TEST

/* One that has no histogram takes over the other's. */
START_TEST(a_histogram_is_taken_over)
{
    ra_tally left = {0}, right = count_blocks(0, 0, 1), none = {0}, whole = count_blocks(0, 0, 1);

    ck_assert_int_eq(ra_tally_join(&left, &right), RA_OK);
    ck_assert_ptr_null(right.histogram);
    expect_same(&left, &whole);
    ck_assert_int_eq(ra_tally_join(&left, &none), RA_OK);
    ck_assert(ra_histogram_count(left.histogram) == RA_BLOCK);
    ra_histogram_free(left.histogram);
    ra_histogram_free(whole.histogram);
}
END_TEST

/* --- A whole audit --- */

static void *audit(void *argument)
{
    process *own = argument;
    ra_plan plan = plan_of(20 * RA_BLOCK + 17);
    ra_diag *diag = ra_diag_new();

    own_rank = own->rank;
    plan.threads = 1;
    own->status = ra_audit(&own->result, own->claim, claim_data, &plan, diag);
    ra_diag_free(diag);
    return NULL;
}

START_TEST(audits_agree)
{
    ra_claim *claim = load_claim("datasets/claims/strubell-2019-nas.json");
    process alone[MOST] = {{.claim = claim}}, all[MOST] = {0};
    size_t count, others;

    run_processes(alone, 1, NO_FAULT, audit);
    ck_assert_int_eq(alone[0].status, RA_OK);
    double *numbers = numbers_of(alone[0].result, &count);
    for (uint32_t r = 0; r < 3; r++) {
        all[r].claim = claim;
    }
    run_processes(all, 3, NO_FAULT, audit);
    for (uint32_t r = 0; r < 3; r++) {
        ck_assert_int_eq(all[r].status, RA_OK);
        double *more = numbers_of(all[r].result, &others);
        ck_assert_uint_eq(others, count);
        ck_assert_mem_eq(more, numbers, count * sizeof *numbers);
        free(more);
        ra_result_free(all[r].result);
    }
    free(numbers);
    ra_result_free(alone[0].result);
    ra_claim_free(claim);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("gather");
    TCase *tests = tcase_create("gather");

    tcase_add_checked_fixture(tests, claim_set_up, claim_tear_down);
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, all_processes_have_the_whole, 1, MOST + 1);
    tcase_add_loop_test(tests, faults_on_the_way, 0, sizeof faults / sizeof faults[0]);
    tcase_add_test(tests, a_histogram_is_taken_over);
    tcase_add_test(tests, audits_agree);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
