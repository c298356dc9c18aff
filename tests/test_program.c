/* Programs beside the scalar functions of the operators: same bits, trial by trial. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/program.h"
#include "audit/stream.h"
#include "models/alloc.h"
#include "tests/support/run.h"

enum { INPUTS = 6, TERMS = 400 };

static double columns[INPUTS][RA_BLOCK];
static const double *inputs[INPUTS];

static void fill_inputs(void)
{
    for (uint64_t i = 0; i < INPUTS; i++) {
        ra_stream_fill(1, i, 0, columns[i]);
        for (size_t t = 0; t < RA_BLOCK; t++) {
            columns[i][t] = 4 * columns[i][t] - 1;
        }
        inputs[i] = columns[i];
    }
    columns[0][3] = NAN;
    columns[1][4] = INFINITY;
    columns[2][5] = 0.0;
}

/* Runs a sealed program in a scratch of its own, which the caller frees. */
static void *run(const ra_program *program, size_t n, const double **outputs)
{
    void *scratch = ra_alloc(ra_program_scratch(program));

    ck_assert_ptr_nonnull(scratch);
    memset(scratch, 0xFF, ra_program_scratch(program));
    ra_program_run(program, inputs, n, scratch, outputs);
    return scratch;
}

static bool same(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0 || (isnan(a) && isnan(b));
}

static ra_program *new_program(void)
{
    ra_program *program;

    ck_assert_int_eq(ra_program_new(&program), RA_OK);
    return program;
}

/* A choice below `count` that depends on the place in the sequence alone. */
static unsigned pick(uint64_t seed, unsigned count)
{
    static uint64_t place;

    return (unsigned)(ra_stream_at(seed, ra_stream_key("pick"), place++ % 100000) * count);
}

/* What a stream has taken: its outputs, and how often each. */
typedef struct {
    double column[TERMS][RA_BLOCK];
    unsigned taken[TERMS], drawn[INPUTS];
} stream_ends;

static void draw_column(void *context, uint32_t input, size_t n, double *column)
{
    stream_ends *ends = context;

    ends->drawn[input]++;
    memcpy(column, columns[input], n * sizeof *column);
}

static ra_status take_column(void *context, uint32_t output, size_t n, const double *column)
{
    stream_ends *ends = context;

    ends->taken[output]++;
    memcpy(ends->column[output], column, n * sizeof *column);
    return RA_OK;
}

/* Streams a program that is sealed for it. */
static void stream(const ra_program *program, size_t n, stream_ends *into)
{
    const ra_program_ends ends = {into, draw_column, take_column};
    void *scratch = ra_alloc(ra_program_scratch(program));

    ck_assert_ptr_nonnull(scratch);
    memset(into, 0, sizeof *into);
    memset(scratch, 0xFF, ra_program_scratch(program));
    ck_assert_int_eq(ra_program_stream(program, &ends, n, scratch), RA_OK);
    ra_free(scratch);
}

/* A random graph over all operators; every term is also evaluated by scalar functions, for every
 * trial, in value[term][trial]. All terms of the last tenth are outputs. */
static double value[TERMS][RA_BLOCK];

START_TEST(random_graphs)
{
    uint64_t seed = (uint64_t)_i + 1;
    static stream_ends streamed;
    ra_program *program = new_program(), *twin = new_program();
    ra_term terms[TERMS];
    uint32_t output[TERMS];
    int ops = 0;

    fill_inputs();
    while (ra_op_at(ops) != NULL) {
        ops++;
    }
    for (unsigned k = 0; k < TERMS; k++) {
        if (k < INPUTS) {
            terms[k] = ra_program_input(program, k);
            ck_assert(ra_program_input(twin, k) == terms[k]);
            memcpy(value[k], columns[k], sizeof value[k]);
        } else if (k < INPUTS + 6 || pick(seed, 10) == 0) {
            double number = pick(seed, 9) - 3.0;
            terms[k] = ra_program_number(program, number);
            ck_assert(ra_program_number(twin, number) == terms[k]);
            for (size_t t = 0; t < RA_BLOCK; t++) {
                value[k][t] = number;
            }
        } else {
            int op = RA_OP_CONVERT + 1 + (int)pick(seed, (unsigned)(ops - RA_OP_CONVERT - 1));
            unsigned a = pick(seed, k), b = pick(seed, k), c = pick(seed, k);
            terms[k] = ra_program_apply(program, op, terms[a], terms[b], terms[c]);
            ra_program_apply(twin, op, terms[a], terms[b], terms[c]);
            for (size_t t = 0; t < RA_BLOCK; t++) {
                value[k][t] = ra_op_at(op)->scalar(value[a][t], value[b][t], value[c][t]);
            }
        }
        output[k] = k >= TERMS - TERMS / 10 ? ra_program_output(program, terms[k]) : UINT32_MAX;
        if (output[k] != UINT32_MAX) {
            ra_program_output(twin, terms[k]);
        }
    }
    ck_assert_int_eq(ra_program_seal(program), RA_OK);
    ck_assert_int_eq(ra_program_seal_stream(twin), RA_OK);
    const size_t n = seed % 2 == 0 ? RA_BLOCK : 777;
    const double *outputs[TERMS];
    void *scratch = run(program, n, outputs);
    stream(twin, n, &streamed);
    for (unsigned k = 0; k < INPUTS; k++) {
        ck_assert_uint_eq(streamed.drawn[k], ra_program_needs(twin, k));
    }
    for (unsigned k = TERMS - TERMS / 10; k < TERMS; k++) {
        double constant = 0;
        bool is_constant = ra_program_constant(program, output[k], &constant);
        ck_assert(is_constant == (outputs[output[k]] == NULL));
        size_t differing = 0;
        for (size_t t = 0; t < n; t++) {
            double got = is_constant ? constant : outputs[output[k]][t];
            differing += !same(got, value[k][t]);
            differing += !is_constant && !same(streamed.column[output[k]][t], value[k][t]);
        }
        ck_assert_msg(differing == 0, "term %u differs in %zu trials", k, differing);
        ck_assert_uint_eq(streamed.taken[output[k]], !is_constant);
    }
    ra_free(scratch);
    ra_program_free(program);
    ra_program_free(twin);
}
END_TEST

START_TEST(equal_terms_are_one)
{
    ra_program *program = new_program();
    ra_term x = ra_program_input(program, 0), y = ra_program_input(program, 1);
    ra_term two = ra_program_number(program, 2);
    ra_term product = ra_program_apply(program, RA_OP_MULTIPLY, x, y, 0);

    ck_assert(ra_program_apply(program, RA_OP_MULTIPLY, y, x, 0) == product);
    ck_assert(ra_program_apply(program, RA_OP_MULTIPLY, x, two, 0) ==
              ra_program_apply(program, RA_OP_MULTIPLY, two, x, 0));
    ck_assert(ra_program_apply(program, RA_OP_DIVIDE, y, x, 0) !=
              ra_program_apply(program, RA_OP_DIVIDE, x, y, 0));
    ck_assert(ra_program_number(program, 0.0) != ra_program_number(program, -0.0));
    ck_assert(ra_program_number(program, NAN) == ra_program_number(program, NAN));
    ck_assert_uint_eq(ra_program_output(program, product), ra_program_output(program, product));
    ck_assert_uint_eq(ra_program_outputs(program), 1);
    ra_program_free(program);
}
END_TEST

START_TEST(constants_are_folded_and_the_dead_left_out)
{
    ra_program *program = new_program();
    ra_term x = ra_program_input(program, 0), unused = ra_program_input(program, 1);
    ra_term three = ra_program_number(program, 3), four = ra_program_number(program, 4);
    ra_term seven = ra_program_apply(program, RA_OP_ADD, three, four, 0);
    ra_term one = ra_program_apply(program, RA_OP_SUBTRACT, four, three, 0);
    double number = 0;

    ck_assert(seven == ra_program_number(program, 7));
    ck_assert(ra_program_apply(program, RA_OP_MULTIPLY, x, one, 0) == x);
    ra_program_apply(program, RA_OP_MULTIPLY, unused, x, 0);
    uint32_t constant = ra_program_output(program, seven);
    uint32_t column = ra_program_output(program, x);
    uint32_t sum = ra_program_output(program, ra_program_apply(program, RA_OP_ADD, seven, x, 0));
    ck_assert_int_eq(ra_program_seal(program), RA_OK);
    ck_assert_uint_eq(ra_program_instructions(program), 1);
    ck_assert(ra_program_needs(program, 0) && !ra_program_needs(program, 1));
    ck_assert(!ra_program_needs(program, 2));
    ck_assert(ra_program_constant(program, constant, &number) && number == 7);
    ck_assert(!ra_program_constant(program, column, NULL));
    const double *outputs[3];
    fill_inputs();
    inputs[1] = NULL; /* not needed, so not read */
    void *scratch = run(program, RA_BLOCK, outputs);
    ck_assert(outputs[constant] == NULL && outputs[column] == inputs[0]);
    ck_assert(outputs[sum][7] == 7 + inputs[0][7]);
    ra_free(scratch);
    ra_program_free(program);
}
END_TEST

/* A long chain of products whose intermediate values are dead at once needs two columns at most. */
START_TEST(registers_are_reused)
{
    ra_program *program = new_program();
    ra_term x = ra_program_input(program, 0);

    for (unsigned k = 0; k < 100; k++) {
        ra_term factor = ra_program_number(program, 1 + 1.0 / (2 + k));
        x = ra_program_apply(program, RA_OP_MULTIPLY, x, factor, 0);
    }
    ra_program_output(program, x);
    ck_assert_int_eq(ra_program_seal(program), RA_OK);
    ck_assert_uint_eq(ra_program_instructions(program), 100);
    ck_assert_uint_le(ra_program_scratch(program), 2 * RA_BLOCK * sizeof(double));
    ra_program_free(program);
}
END_TEST

/* Streaming, a chain of products needs the column of a factor and that of the product. */
START_TEST(streams_keep_few_columns)
{
    ra_program *program = new_program();
    ra_term product = ra_program_input(program, 0);

    for (unsigned k = 1; k < 20; k++) {
        ra_term factor = ra_program_input(program, k);
        ra_program_output(program, product);
        product = ra_program_apply(program, RA_OP_MULTIPLY, product, factor, 0);
    }
    ra_program_output(program, product);
    ck_assert_int_eq(ra_program_seal_stream(program), RA_OK);
    ck_assert_uint_le(ra_program_scratch(program), 3 * RA_BLOCK * sizeof(double));
    ra_program_free(program);
}
END_TEST

START_TEST(rough_terms_and_bases)
{
    ra_program *program = new_program();
    ra_term x = ra_program_input(program, 0), y = ra_program_input(program, 1);
    ra_term three = ra_program_number(program, 3), minus = ra_program_number(program, -3);

    ra_program_roughen(program, y);
    ra_term product = ra_program_apply(program, RA_OP_MULTIPLY, x, three, 0);
    ra_term part = ra_program_apply(program, RA_OP_DIVIDE, product, three, 0);
    ra_term negative = ra_program_apply(program, RA_OP_MULTIPLY, x, minus, 0);
    ck_assert(!ra_program_rough(program, x) && !ra_program_rough(program, product));
    ck_assert(ra_program_rough(program, ra_program_apply(program, RA_OP_ADD, x, y, 0)));
    ck_assert(ra_program_rough(program, ra_program_apply(program, ra_op_find("max"), x, three, 0)));
    ck_assert(ra_program_base(program, part) == x && ra_program_base(program, x) == x);
    ck_assert(ra_program_base(program, negative) == negative);
    ra_program_free(program);
}
END_TEST

/* 2 * x + 1 [with a conversion by 1000], written as nodes. */
START_TEST(formulas)
{
    const ra_node nodes[] = {
        {.op = RA_OP_NUMBER, .number = 2},
        {.op = RA_OP_NAME, .index = 1},
        {.op = RA_OP_CONVERT, .arg = {1}, .number = 1000},
        {.op = RA_OP_MULTIPLY, .arg = {0, 2}},
        {.op = RA_OP_NUMBER, .number = 1},
        {.op = RA_OP_ADD, .arg = {3, 4}},
    };
    const ra_expr expr = {.nodes = nodes, .count = 6, .name_count = 2};
    ra_program *program = new_program();
    const ra_term names[2] = {0, ra_program_input(program, 3)};
    const double *outputs[1];

    ra_program_output(program, ra_program_expr(program, &expr, names));
    ck_assert_int_eq(ra_program_seal(program), RA_OK);
    fill_inputs();
    void *scratch = run(program, 10, outputs);
    for (size_t t = 0; t < 10; t++) {
        ck_assert(outputs[0][t] == 2 * (columns[3][t] * 1000) + 1);
    }
    ra_free(scratch);
    ra_program_free(program);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("program");
    TCase *tcase = tcase_create("program");

    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, random_graphs, 0, 12);
    tcase_add_test(tcase, equal_terms_are_one);
    tcase_add_test(tcase, constants_are_folded_and_the_dead_left_out);
    tcase_add_test(tcase, registers_are_reused);
    tcase_add_test(tcase, streams_keep_few_columns);
    tcase_add_test(tcase, rough_terms_and_bases);
    tcase_add_test(tcase, formulas);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
