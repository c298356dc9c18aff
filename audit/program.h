/* Formulas compiled once into a register program that runs over blocks of trials.
 *
 * All outputs of a run (every step, every rung of the ladder, every factor) are built as one graph;
 * equal subexpressions are the same node (hash-consing), constant ones are folded, and what no
 * output needs is left out. Execution is one pass of one operator over the block after the other;
 * registers are reused as soon as their value is dead, so that the block stays in the cache. */
#ifndef RA_PROGRAM_H
#define RA_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "models/claim.h"
#include "models/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ra_program ra_program;
typedef uint32_t ra_term; /* a node of the graph under construction */

/* Free with ra_program_free also where this fails. */
ra_status ra_program_new(ra_program **out);
void ra_program_free(ra_program *program);

/* Building. A failed allocation is remembered and comes out of ra_program_seal. */
ra_term ra_program_number(ra_program *program, double value);
ra_term ra_program_input(ra_program *program, uint32_t input); /* column of draws */
ra_term ra_program_apply(ra_program *program, int op, ra_term a, ra_term b, ra_term c);
ra_term ra_program_expr(ra_program *program, const ra_expr *expr, const ra_term *names);
uint32_t ra_program_output(ra_program *program, ra_term term); /* index of the output */

/* Says that an input has single values of a probability of their own, as a discrete or a clipped
 * law has. A term is rough if it reads such an input or an operator that makes steps. */
void ra_program_roughen(ra_program *program, ra_term input);
bool ra_program_rough(const ra_program *program, ra_term term);

/* The term of which a term is a positive multiple: factors and divisors that are positive numbers
 * are left out. */
ra_term ra_program_base(const ra_program *program, ra_term term);

/* Orders the graph, drops what no output needs, assigns registers: for ra_program_run, or for
 * ra_program_stream. */
ra_status ra_program_seal(ra_program *program);
ra_status ra_program_seal_stream(ra_program *program);

/* After sealing. */
uint32_t ra_program_outputs(const ra_program *program);
uint32_t ra_program_instructions(const ra_program *program);
bool ra_program_constant(const ra_program *program, uint32_t output, double *value);
bool ra_program_needs(const ra_program *program, uint32_t input);

/* Room for one thread, in bytes; aligned to 64. */
size_t ra_program_scratch(const ra_program *program);

/* Runs one block. Given: inputs[i], a column of n numbers for every input that is needed; scratch.
 * Returned: outputs[k] points to the column of output k (in the scratch or an input), valid until
 * the next run. Constant outputs give NULL. n <= RA_BLOCK. */
void ra_program_run(const ra_program *program, const double *const *inputs, size_t n, void *scratch,
                    const double **outputs);

/* Where a stream's columns come from and go to. `draw` fills the column of an input, right before it
 * is first read; `take` reads that of an output, right after it is made, and stops the block where
 * it does not return RA_OK. So few columns are alive at a time, which stay in the first-level cache.
 */
typedef struct {
    void *context;
    void (*draw)(void *context, uint32_t input, size_t n, double *column);
    ra_status (*take)(void *context, uint32_t output, size_t n, const double *column);
} ra_program_ends;

/* Runs one block of a program that was sealed for it. Every output that is not constant is taken
 * once. Returned: RA_OK, or what `take` returned. */
ra_status ra_program_stream(const ra_program *program, const ra_program_ends *ends, size_t n,
                            void *scratch);

#ifdef __cplusplus
}
#endif
#endif
