/* Executing a program over one block. */
#include <assert.h>
#include <stdint.h>

#include "audit/kernels.h"
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

typedef void columns_kernel(double *out, const double *a, const double *b, size_t n);
typedef void immediate_kernel(double *out, const double *a, double number, size_t n);

static columns_kernel *columns_of(const ra_kernels *kernels, ra_run_kernel which)
{
    columns_kernel *const list[] = {[RA_KERNEL_ADD] = kernels->add,
                                    [RA_KERNEL_SUBTRACT] = kernels->subtract,
                                    [RA_KERNEL_MULTIPLY] = kernels->multiply,
                                    [RA_KERNEL_DIVIDE] = kernels->divide};
    return list[which];
}

static immediate_kernel *immediate_of(const ra_kernels *kernels, ra_run_kernel which)
{
    immediate_kernel *const list[] = {[RA_KERNEL_ADD] = kernels->add_number,
                                      [RA_KERNEL_SUBTRACT] = kernels->subtract_number,
                                      [RA_KERNEL_MULTIPLY] = kernels->multiply_number,
                                      [RA_KERNEL_DIVIDE] = kernels->divide_number,
                                      [RA_KERNEL_SUBTRACT_FROM] = kernels->subtract_from,
                                      [RA_KERNEL_DIVIDE_INTO] = kernels->divide_into};
    return list[which];
}

static const double *read_column(ra_operand operand, const double *const *inputs,
                                 const double *columns)
{
    return operand.input ? inputs[operand.index] : columns + operand.index * STRIDE;
}

static void execute(const ra_kernels *kernels, const ra_instruction *instruction,
                    const double *const *inputs, double *columns, size_t n)
{
    const double *arg[3] = {NULL, NULL, NULL};
    double *out = columns + instruction->out * STRIDE;

    for (int k = 0; k < instruction->arity; k++) {
        arg[k] = read_column(instruction->arg[k], inputs, columns);
    }
    switch (instruction->kind) {
    case RA_RUN_COLUMNS:
        columns_of(kernels, instruction->kernel)(out, arg[0], arg[1], n);
        break;
    case RA_RUN_IMMEDIATE:
        immediate_of(kernels, instruction->kernel)(out, arg[0], instruction->number, n);
        break;
    case RA_RUN_FUNCTION:
        (instruction->kernel == RA_KERNEL_EXP ? kernels->exp : kernels->log)(arg[0], out, n);
        break;
    case RA_RUN_FILL:
        kernels->put_number(out, instruction->number, n);
        break;
    case RA_RUN_BLOCK:
        instruction->block(out, arg[0], arg[1], arg[2], n);
        break;
    case RA_RUN_DRAW:
    case RA_RUN_TAKE:
        break;
    }
}

void ra_program_run(const ra_program *program, const double *const *inputs, size_t n, void *scratch,
                    const double **outputs)
{
    const ra_kernels *kernels = ra_kernels_get();
    double *columns = align(scratch);

    assert(!program->streaming);
    for (uint32_t i = 0; i < program->code_count; i++) {
        execute(kernels, &program->code[i], inputs, columns, n);
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

ra_status ra_program_stream(const ra_program *program, const ra_program_ends *ends, size_t n,
                            void *scratch)
{
    const ra_kernels *kernels = ra_kernels_get();
    double *columns = align(scratch);
    ra_status status = RA_OK;

    assert(program->streaming);
    for (uint32_t i = 0; i < program->code_count && status == RA_OK; i++) {
        const ra_instruction *instruction = &program->code[i];
        double *column = columns + instruction->out * STRIDE;
        if (instruction->kind == RA_RUN_DRAW) {
            ends->draw(ends->context, instruction->which, n, column);
        } else if (instruction->kind == RA_RUN_TAKE) {
            status = ends->take(ends->context, instruction->which, n, column);
        } else {
            execute(kernels, instruction, NULL, columns, n);
        }
    }
    return status;
}
