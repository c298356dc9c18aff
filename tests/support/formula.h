/* Formulas for tests: parsing without ceremony, the shape of a tree as text, random formulas. */
#ifndef RA_TEST_FORMULA_H
#define RA_TEST_FORMULA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "models/expr.h"

/* A formula with the memory that it lives in. */
typedef struct {
    ra_arena *arena;
    const ra_expr *expr; /* NULL: `status` and `problem` say why */
    ra_status status;
    ra_expr_problem problem;
} formula;

/* Parses; `units` may be NULL where the text has no brackets with units. Free with free_formula. */
formula parse_formula(ra_units *units, const char *text);
void free_formula(formula *f);

/* The unit system of the project's own definitions. Free with ra_units_free. */
ra_units *load_units(void);

/* Appends the tree as an S-expression: "a - b * 2" is "(- a (* b 2))", a minus in front "neg". */
void append_shape(const ra_expr *expr, ra_text *out);

/* Appends the formula in a dialect, with its own names. */
void append_emitted(const ra_expr *expr, ra_dialect dialect, ra_text *out);

/* A generator of random numbers that is the same everywhere [steele2014: SplitMix64]. */
uint64_t random_bits(uint64_t *state);
double random_between(uint64_t *state, double low, double high);

/* Appends a random formula of at most `depth` levels over the names a, b, c and d. Every operator
 * that is not a leaf can occur, in proportion to its rows. Spaces and needless brackets too. */
void append_random(ra_text *out, uint64_t *state, int depth);

/* Whether the tree contains an operator with this name and arity. */
bool uses_operator(const ra_expr *expr, const char *name, int arity);

#endif
