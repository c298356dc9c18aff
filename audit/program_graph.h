/* The inside of a program: its graph while it is built, its instructions once it is sealed. */
#ifndef RA_PROGRAM_GRAPH_H
#define RA_PROGRAM_GRAPH_H

#include "audit/program.h"

/* More nodes than a claim within its limits needs by far; a larger graph counts as out of memory.
 */
#define RA_PROGRAM_MAX_NODES (1u << 21)

#define RA_NO_REGISTER UINT32_MAX

/* A node is a number (RA_OP_NUMBER), an input (RA_OP_NAME), or an operator over earlier nodes. */
typedef struct {
    int op;
    uint32_t arg[3]; /* unused ones are 0 */
    double number;
    uint32_t input;
    bool rough; /* may have single values of a probability of their own; not part of its identity */
    bool live;         /* some output needs it */
    bool output;       /* its register is kept to the end, but for streaming */
    bool drawn;        /* streaming: an input whose column was asked for */
    uint32_t last_use; /* the node that reads it last */
    uint32_t reg;      /* register of its column, or RA_NO_REGISTER */
} ra_graph_node;

/* Whether a node is an operator, and over how many nodes. */
static inline bool ra_node_computes(const ra_graph_node *node)
{
    return node->op != RA_OP_NUMBER && node->op != RA_OP_NAME;
}

static inline int ra_node_arity(const ra_graph_node *node)
{
    return ra_node_computes(node) ? ra_op_at(node->op)->arity : 0;
}

/* Where an instruction reads a column: a register, or an input where `input` is set. */
typedef struct {
    uint32_t index;
    bool input;
} ra_operand;

/* How an instruction is executed: by a kernel between columns, by one in which one operand is an
 * immediate number, by a kernel of one column, or by the operator's own loop. */
typedef enum {
    RA_RUN_COLUMNS,
    RA_RUN_IMMEDIATE,
    RA_RUN_FUNCTION,
    RA_RUN_FILL,
    RA_RUN_BLOCK,
    RA_RUN_DRAW, /* streaming: asks for the column of input `which` */
    RA_RUN_TAKE  /* streaming: gives away the column of output `which` */
} ra_run_kind;

/* Which kernel: its place in ra_kernels. */
typedef enum {
    RA_KERNEL_ADD,
    RA_KERNEL_SUBTRACT,
    RA_KERNEL_MULTIPLY,
    RA_KERNEL_DIVIDE,
    RA_KERNEL_SUBTRACT_FROM, /* number - a */
    RA_KERNEL_DIVIDE_INTO,   /* number / a */
    RA_KERNEL_EXP,
    RA_KERNEL_LOG
} ra_run_kernel;

typedef struct {
    ra_run_kind kind;
    ra_run_kernel kernel;
    void (*block)(double *out, const double *a, const double *b, const double *c, size_t n);
    double number;
    uint32_t out; /* register */
    uint32_t which;
    int arity;
    ra_operand arg[3];
} ra_instruction;

struct ra_program {
    ra_graph_node *nodes;
    uint32_t node_count, node_capacity;
    uint32_t *table; /* hash table of 1 + node index, a power of two in size */
    uint32_t table_size;
    ra_term *outputs;
    uint32_t output_count, output_capacity;
    bool failed;

    ra_instruction *code;
    uint32_t code_count, code_capacity;
    uint32_t register_count;
    bool streaming;
};

#endif
