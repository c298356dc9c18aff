/* Turning the graph into instructions over registers. */
#include <assert.h>
#include <string.h>

#include "audit/program_graph.h"
#include "models/alloc.h"

/* Registers whose value is dead, as a stack. */
typedef struct {
    uint32_t *free;
    uint32_t count;
} pool;

/* Marks what the outputs need, and who reads every node last. A node's arguments stand before it,
 * so one pass from the back does. */
static void mark_live(ra_program *program)
{
    for (uint32_t k = 0; k < program->output_count; k++) {
        ra_graph_node *node = &program->nodes[program->outputs[k]];
        node->live = true;
        node->output = true;
    }
    for (uint32_t i = program->node_count; i > 0; i--) {
        const ra_graph_node *node = &program->nodes[i - 1];
        for (int k = 0; node->live && k < ra_node_arity(node); k++) {
            ra_graph_node *arg = &program->nodes[node->arg[k]];
            arg->live = true;
            arg->last_use = arg->last_use > i - 1 ? arg->last_use : i - 1;
        }
    }
}

static uint32_t take_register(ra_program *program, pool *registers)
{
    return registers->count > 0 ? registers->free[--registers->count] : program->register_count++;
}

/* Gives back the register of an argument that node `reader` is the last to read. */
static void release(ra_program *program, pool *registers, uint32_t arg, uint32_t reader)
{
    ra_graph_node *node = &program->nodes[arg];
    bool kept = node->output && !program->streaming;

    if (node->reg != RA_NO_REGISTER && !kept && node->last_use == reader) {
        registers->free[registers->count++] = node->reg;
        node->reg = RA_NO_REGISTER;
    }
}

/* The kernel of an operator between columns; false where it has none. */
static bool find_kernel(const ra_graph_node *node, ra_run_kernel *kernel)
{
    static const struct {
        int op;
        ra_run_kernel kernel;
    } kernels[] = {{RA_OP_ADD, RA_KERNEL_ADD},
                   {RA_OP_SUBTRACT, RA_KERNEL_SUBTRACT},
                   {RA_OP_MULTIPLY, RA_KERNEL_MULTIPLY},
                   {RA_OP_DIVIDE, RA_KERNEL_DIVIDE}};

    for (size_t i = 0; i < sizeof kernels / sizeof kernels[0]; i++) {
        if (kernels[i].op == node->op) {
            *kernel = kernels[i].kernel;
            return true;
        }
    }
    return false;
}

/* Likewise of a function. */
static bool find_function(const ra_graph_node *node, ra_run_kernel *kernel)
{
    bool exponential = node->op == ra_op_find("exp");

    *kernel = exponential ? RA_KERNEL_EXP : RA_KERNEL_LOG;
    return exponential || node->op == ra_op_find("log");
}

/* How a node is executed. *number is set to the index of the operand that is an immediate number.
 */
static ra_instruction choose(const ra_program *program, const ra_graph_node *node, int *number)
{
    ra_instruction instruction = {.kind = RA_RUN_BLOCK, .block = ra_op_at(node->op)->block};

    if (find_function(node, &instruction.kernel)) {
        instruction.kind = RA_RUN_FUNCTION;
    } else if (find_kernel(node, &instruction.kernel)) {
        bool left = program->nodes[node->arg[0]].op == RA_OP_NUMBER;
        bool right = program->nodes[node->arg[1]].op == RA_OP_NUMBER;
        *number = left ? 0 : 1;
        instruction.kind = left || right ? RA_RUN_IMMEDIATE : RA_RUN_COLUMNS;
        if (left && node->op == RA_OP_SUBTRACT) {
            instruction.kernel = RA_KERNEL_SUBTRACT_FROM;
        } else if (left && node->op == RA_OP_DIVIDE) {
            instruction.kernel = RA_KERNEL_DIVIDE_INTO;
        }
    }
    return instruction;
}

static ra_instruction *append(ra_program *program)
{
    assert(program->code_count < program->code_capacity);
    ra_instruction *instruction = &program->code[program->code_count++];
    *instruction = (ra_instruction){0};
    return instruction;
}

/* A column that holds one number, for operators without an immediate form. */
static void emit_fill(ra_program *program, pool *registers, ra_graph_node *node)
{
    if (node->op != RA_OP_NUMBER || node->reg != RA_NO_REGISTER) {
        return;
    }
    node->reg = take_register(program, registers);
    *append(program) =
        (ra_instruction){.kind = RA_RUN_FILL, .number = node->number, .out = node->reg};
}

/* Gives away a column that is an output; one that nobody reads afterwards is free again. */
static void emit_take(ra_program *program, pool *registers, uint32_t index)
{
    ra_graph_node *node = &program->nodes[index];

    for (uint32_t k = 0; node->output && k < program->output_count; k++) {
        if (program->outputs[k] == index) {
            *append(program) = (ra_instruction){.kind = RA_RUN_TAKE, .which = k, .out = node->reg};
        }
    }
    if (node->last_use == 0) {
        registers->free[registers->count++] = node->reg;
        node->reg = RA_NO_REGISTER;
    }
}

/* Asks for the column of an input that was not drawn yet. */
static void emit_draw(ra_program *program, pool *registers, uint32_t index)
{
    ra_graph_node *node = &program->nodes[index];

    if (!program->streaming || node->op != RA_OP_NAME || node->drawn) {
        return;
    }
    node->drawn = true;
    node->reg = take_register(program, registers);
    *append(program) =
        (ra_instruction){.kind = RA_RUN_DRAW, .which = node->input, .out = node->reg};
    emit_take(program, registers, index);
}

static ra_operand operand(const ra_program *program, const ra_graph_node *node)
{
    return node->op == RA_OP_NAME && !program->streaming
               ? (ra_operand){.index = node->input, .input = true}
               : (ra_operand){.index = node->reg, .input = false};
}

static void emit(ra_program *program, pool *registers, uint32_t index)
{
    ra_graph_node *node = &program->nodes[index];
    int number = 0, arity = ra_node_arity(node);
    ra_instruction instruction = choose(program, node, &number);
    bool immediate = instruction.kind == RA_RUN_IMMEDIATE;

    instruction.arity = immediate ? 1 : arity;
    for (int k = 0; k < arity; k++) {
        emit_draw(program, registers, node->arg[k]);
        if (!immediate) {
            emit_fill(program, registers, &program->nodes[node->arg[k]]);
        }
    }
    for (int k = 0; k < instruction.arity; k++) {
        int from = immediate ? 1 - number : k;
        instruction.arg[k] = operand(program, &program->nodes[node->arg[from]]);
    }
    if (immediate) {
        instruction.number = program->nodes[node->arg[number]].number;
    }
    for (int k = 0; k < arity; k++) {
        release(program, registers, node->arg[k], index);
    }
    node->reg = take_register(program, registers);
    instruction.out = node->reg;
    *append(program) = instruction;
    if (program->streaming) {
        emit_take(program, registers, index);
    }
}

/* Room for every live operator, for every number that may need a column, for draws and outputs. */
static bool reserve(ra_program *program, pool *registers)
{
    uint32_t live = 0;

    for (uint32_t i = 0; i < program->node_count; i++) {
        live += program->nodes[i].live;
    }
    program->code_capacity = live + program->output_count;
    program->code = ra_alloc(program->code_capacity * sizeof *program->code);
    registers->free = ra_alloc(live * sizeof *registers->free);
    return program->code != NULL && registers->free != NULL;
}

static ra_status seal(ra_program *program)
{
    pool registers = {0};
    ra_status status = RA_NOMEM;

    if (program->failed) {
        goto done;
    }
    mark_live(program);
    if (!reserve(program, &registers)) {
        goto done;
    }
    for (uint32_t i = 0; i < program->node_count; i++) {
        if (program->nodes[i].live && ra_node_computes(&program->nodes[i])) {
            emit(program, &registers, i);
        }
    }
    /* Inputs that are outputs and that no operator reads. */
    for (uint32_t k = 0; k < program->output_count; k++) {
        emit_draw(program, &registers, program->outputs[k]);
    }
    status = RA_OK;
done:
    ra_free(registers.free);
    return status;
}

ra_status ra_program_seal(ra_program *program)
{
    return seal(program);
}

ra_status ra_program_seal_stream(ra_program *program)
{
    program->streaming = true;
    return seal(program);
}
