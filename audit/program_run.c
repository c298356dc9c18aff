/* Executing a program over one block. */
#include <stdint.h>

#include "audit/program_graph.h"
#include "audit/stream.h"

/* Columns start on a cache line of their own, and not at multiples of a page, where stores to one
 * would look like stores to the other. */
#define ALIGNMENT 64
#define STRIDE    (RA_BLOCK + ALIGNMENT / sizeof(double))

size_t ra_program_scratch(const ra_program *program)
{
    return program->register_count * STRIDE * sizeof(double) + ALIGNMENT;
}

static double *align(void *scratch)
{
    char *bytes = scratch;
    return (void *)(bytes + (ALIGNMENT - (uintptr_t)bytes % ALIGNMENT) % ALIGNMENT);
}

#if defined(__GNUC__) && !defined(__clang__)
#define INDEPENDENT _Pragma("GCC ivdep")
#else
#define INDEPENDENT
#endif

/* The loops with an immediate operand. `out` may be `a`, which is no dependence from one element to
 * another. The expressions are those of the operators' scalar functions: same bits. */
#define IMMEDIATE(name, expression)                                                                \
    static void name(double *out, const double *a, double number, size_t n)                        \
    {                                                                                              \
        INDEPENDENT                                                                                \
        for (size_t i = 0; i < n; i++) {                                                           \
            out[i] = expression;                                                                   \
        }                                                                                          \
    }

IMMEDIATE(fill, ((void)a, number))
IMMEDIATE(add, a[i] + number)
IMMEDIATE(subtract, a[i] - number)
IMMEDIATE(subtract_from, number - a[i])
IMMEDIATE(multiply, a[i] * number)
IMMEDIATE(divide, a[i] / number)
IMMEDIATE(divide_into, number / a[i])

static void (*const immediates[])(double *, const double *, double, size_t) = {
    [RA_RUN_FILL] = fill,
    [RA_RUN_ADD] = add,
    [RA_RUN_SUBTRACT] = subtract,
    [RA_RUN_SUBTRACT_FROM] = subtract_from,
    [RA_RUN_MULTIPLY] = multiply,
    [RA_RUN_DIVIDE] = divide,
    [RA_RUN_DIVIDE_INTO] = divide_into,
};

static const double *read_column(ra_operand operand, const double *const *inputs,
                                 const double *columns)
{
    return operand.input ? inputs[operand.index] : columns + operand.index * STRIDE;
}

static void execute(const ra_instruction *instruction, const double *const *inputs, double *columns,
                    size_t n)
{
    const double *arg[3] = {NULL, NULL, NULL};
    double *out = columns + instruction->out * STRIDE;

    for (int k = 0; k < instruction->arity; k++) {
        arg[k] = read_column(instruction->arg[k], inputs, columns);
    }
    if (instruction->kind == RA_RUN_BLOCK) {
        instruction->block(out, arg[0], arg[1], arg[2], n);
    } else {
        immediates[instruction->kind](out, arg[0], instruction->number, n);
    }
}

void ra_program_run(const ra_program *program, const double *const *inputs, size_t n, void *scratch,
                    const double **outputs)
{
    double *columns = align(scratch);

    for (uint32_t i = 0; i < program->code_count; i++) {
        execute(&program->code[i], inputs, columns, n);
    }
    for (uint32_t k = 0; k < program->output_count; k++) {
        const ra_graph_node *node = &program->nodes[program->outputs[k]];
        if (node->op == RA_OP_NUMBER) {
            outputs[k] = NULL;
        } else if (node->op == RA_OP_NAME) {
            outputs[k] = inputs[node->input];
        } else {
            outputs[k] = columns + node->reg * STRIDE;
        }
    }
}
