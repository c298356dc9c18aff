/* Building the graph of a program: equal terms are one node, constant ones are folded. */
#include "audit/program.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "audit/program_graph.h"
#include "models/alloc.h"

ra_status ra_program_new(ra_program **out)
{
    ra_program *program = ra_calloc(1, sizeof *program);

    *out = program;
    if (program == NULL) {
        return RA_NOMEM;
    }
    /* Term 0 stands for whatever could not be built, so that it may always be read. */
    ra_program_number(program, NAN);
    return program->failed ? RA_NOMEM : RA_OK;
}

void ra_program_free(ra_program *program)
{
    if (program == NULL) {
        return;
    }
    ra_free(program->nodes);
    ra_free(program->table);
    ra_free(program->outputs);
    ra_free(program->code);
    ra_free(program);
}

static uint32_t mix(uint32_t hash, uint32_t word)
{
    hash = (hash ^ word) * 0x9E3779B1u;
    return hash ^ hash >> 15;
}

static uint32_t node_hash(const ra_graph_node *node)
{
    uint32_t half[2];
    uint32_t hash = mix(0, (uint32_t)node->op);

    memcpy(half, &node->number, sizeof half);
    for (int k = 0; k < 3; k++) {
        hash = mix(hash, node->arg[k]);
    }
    return mix(mix(mix(hash, half[0]), half[1]), node->input);
}

/* Numbers are compared by their bits, so that -0 stays itself and NaN finds NaN. */
static bool node_equal(const ra_graph_node *a, const ra_graph_node *b)
{
    return a->op == b->op && memcmp(a->arg, b->arg, sizeof a->arg) == 0 && a->input == b->input &&
           /* NOLINTNEXTLINE(bugprone-suspicious-memory-comparison,cert-*): the bits are meant. */
           memcmp(&a->number, &b->number, sizeof a->number) == 0;
}

static void insert(ra_program *program, uint32_t index)
{
    uint32_t mask = program->table_size - 1;
    uint32_t place = node_hash(&program->nodes[index]) & mask;

    while (program->table[place] != 0) {
        place = (place + 1) & mask;
    }
    program->table[place] = index + 1;
}

/* Doubles nodes and table together; the table stays half empty. */
static bool grow(ra_program *program)
{
    uint32_t capacity = program->node_capacity == 0 ? 64 : 2 * program->node_capacity;

    if (capacity > RA_PROGRAM_MAX_NODES) {
        return false;
    }
    ra_graph_node *nodes = ra_realloc(program->nodes, capacity * sizeof *nodes);
    if (nodes == NULL) {
        return false;
    }
    program->nodes = nodes;
    uint32_t *table = ra_calloc(2 * (size_t)capacity, sizeof *table);
    if (table == NULL) {
        return false;
    }
    ra_free(program->table);
    program->table = table;
    program->table_size = 2 * capacity;
    program->node_capacity = capacity;
    for (uint32_t i = 0; i < program->node_count; i++) {
        insert(program, i);
    }
    return true;
}

/* Returns the node that is equal to `wanted`, which is added if there is none. */
static ra_term intern(ra_program *program, const ra_graph_node *wanted)
{
    if (program->failed) {
        return 0;
    }
    if (program->table_size > 0) {
        uint32_t mask = program->table_size - 1;
        for (uint32_t place = node_hash(wanted) & mask; program->table[place] != 0;
             place = (place + 1) & mask) {
            if (node_equal(&program->nodes[program->table[place] - 1], wanted)) {
                return program->table[place] - 1;
            }
        }
    }
    if (program->node_count == program->node_capacity && !grow(program)) {
        program->failed = true;
        return 0;
    }
    program->nodes[program->node_count] = *wanted;
    program->nodes[program->node_count].reg = RA_NO_REGISTER;
    insert(program, program->node_count);
    return program->node_count++;
}

ra_term ra_program_number(ra_program *program, double value)
{
    return intern(program, &(ra_graph_node){.op = RA_OP_NUMBER, .number = value});
}

ra_term ra_program_input(ra_program *program, uint32_t input)
{
    return intern(program, &(ra_graph_node){.op = RA_OP_NAME, .input = input});
}

void ra_program_roughen(ra_program *program, ra_term input)
{
    program->nodes[input].rough = true;
}

bool ra_program_rough(const ra_program *program, ra_term term)
{
    return program->nodes[term].rough;
}

static bool is_number(const ra_program *program, ra_term term)
{
    return program->nodes[term].op == RA_OP_NUMBER;
}

ra_term ra_program_base(const ra_program *program, ra_term term)
{
    const ra_graph_node *node = &program->nodes[term];

    while ((node->op == RA_OP_MULTIPLY || node->op == RA_OP_DIVIDE) &&
           is_number(program, node->arg[1]) && program->nodes[node->arg[1]].number > 0) {
        term = node->arg[0];
        node = &program->nodes[term];
    }
    return term;
}

/* Returns whether an operator makes steps: where its result stays or jumps while operands move. */
static bool makes_steps(const ra_op *op)
{
    static const char *const names[] = {"<", "<=", ">", ">=", "==", "!=", "min", "max", "if"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(op->name, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_one(const ra_program *program, ra_term term)
{
    return is_number(program, term) && program->nodes[term].number == 1.0;
}

/* The value of an operator all of whose operands are numbers. */
static double fold(const ra_program *program, const ra_op *op, const uint32_t arg[3])
{
    double x[3] = {0};

    for (int k = 0; k < op->arity; k++) {
        x[k] = program->nodes[arg[k]].number;
    }
    return op->scalar(x[0], x[1], x[2]);
}

ra_term ra_program_apply(ra_program *program, int op, ra_term a, ra_term b, ra_term c)
{
    const ra_op *row = ra_op_at(op);
    ra_graph_node node = {.op = op};
    const ra_term given[3] = {a, b, c};
    bool constant = true;

    if (program->failed) {
        return 0;
    }
    assert(op > RA_OP_CONVERT && row->arity <= 3);
    for (int k = 0; k < row->arity; k++) {
        node.arg[k] = given[k];
        constant = constant && is_number(program, given[k]);
        node.rough = node.rough || program->nodes[given[k]].rough;
    }
    if (constant) {
        return ra_program_number(program, fold(program, row, node.arg));
    }
    if ((op == RA_OP_MULTIPLY || op == RA_OP_DIVIDE) && is_one(program, b)) {
        return a;
    }
    if (op == RA_OP_MULTIPLY && is_one(program, a)) {
        return b;
    }
    if (op == RA_OP_POWER && is_number(program, b) && program->nodes[b].number == 2) {
        return ra_program_apply(program, RA_OP_MULTIPLY, a, a, 0);
    }
    /* Sums and products do not depend on the order of their operands: the smaller term stands
     * first, and numbers behind. */
    if (op == RA_OP_ADD || op == RA_OP_MULTIPLY) {
        bool swap = is_number(program, a) || (!is_number(program, b) && b < a);
        node.arg[0] = swap ? b : a;
        node.arg[1] = swap ? a : b;
    }
    node.rough = node.rough || makes_steps(row);
    return intern(program, &node);
}

static ra_term apply_node(ra_program *program, const ra_node *node, const ra_term *terms,
                          const ra_term *names)
{
    if (node->op == RA_OP_NUMBER) {
        return ra_program_number(program, node->number);
    }
    if (node->op == RA_OP_NAME) {
        return names[node->index];
    }
    if (node->op == RA_OP_CONVERT) {
        ra_term factor = ra_program_number(program, node->number);
        return ra_program_apply(program, RA_OP_MULTIPLY, terms[node->arg[0]], factor, 0);
    }
    int arity = ra_op_at(node->op)->arity;
    return ra_program_apply(program, node->op, arity > 0 ? terms[node->arg[0]] : 0,
                            arity > 1 ? terms[node->arg[1]] : 0,
                            arity > 2 ? terms[node->arg[2]] : 0);
}

ra_term ra_program_expr(ra_program *program, const ra_expr *expr, const ra_term *names)
{
    ra_term *terms = ra_alloc(expr->count * sizeof *terms);
    ra_term root = 0;

    if (terms == NULL) {
        program->failed = true;
        return 0;
    }
    for (uint32_t i = 0; i < expr->count; i++) {
        terms[i] = apply_node(program, &expr->nodes[i], terms, names);
    }
    root = terms[expr->count - 1];
    ra_free(terms);
    return root;
}

uint32_t ra_program_output(ra_program *program, ra_term term)
{
    for (uint32_t k = 0; k < program->output_count; k++) {
        if (program->outputs[k] == term) {
            return k;
        }
    }
    if (program->output_count == program->output_capacity) {
        uint32_t capacity = program->output_capacity == 0 ? 16 : 2 * program->output_capacity;
        ra_term *outputs = ra_realloc(program->outputs, capacity * sizeof *outputs);
        if (outputs == NULL) {
            program->failed = true;
            return 0;
        }
        program->outputs = outputs;
        program->output_capacity = capacity;
    }
    program->outputs[program->output_count] = term;
    return program->output_count++;
}

uint32_t ra_program_outputs(const ra_program *program)
{
    return program->output_count;
}

uint32_t ra_program_instructions(const ra_program *program)
{
    return program->code_count;
}

bool ra_program_constant(const ra_program *program, uint32_t output, double *value)
{
    if (program->failed) {
        return true;
    }
    const ra_graph_node *node = &program->nodes[program->outputs[output]];
    if (node->op == RA_OP_NUMBER && value != NULL) {
        *value = node->number;
    }
    return node->op == RA_OP_NUMBER;
}

bool ra_program_needs(const ra_program *program, uint32_t input)
{
    for (uint32_t i = 0; i < program->node_count; i++) {
        const ra_graph_node *node = &program->nodes[i];
        if (node->op == RA_OP_NAME && node->input == input) {
            return node->live;
        }
    }
    return false;
}
