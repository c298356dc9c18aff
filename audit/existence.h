/* Whether an output of a program has a mean and a standard deviation, by its structure.
 *
 * Bounds of the tails (tails.h) go through the operators. Of independent X and Y
 *
 *     far(X + Y) = far(X Y) = min,   near(X Y) = min,   near(X + Y) = near(X) + near(Y) if X, Y >= 0,
 *     far(1 / X) = near(X),   near(1 / X) = far(X),   far(X^c) = far(X) / c;
 *
 * dependent ones have at least 1 / (1 / far(X) + 1 / far(Y)), by Hoelder's inequality. A sum that
 * takes both signs has near = 1. Where this is only a bound, the structure cannot tell. */
#ifndef RA_EXISTENCE_H
#define RA_EXISTENCE_H

#include "audit/draws.h"
#include "audit/model.h"
#include "audit/tails.h"

typedef struct {
    ra_tails tails;
    uint64_t causes;   /* bits of the streams that it depends on; streams that hang together have one,
                          and so may others by chance */
    uint32_t culprit;  /* node that takes moments away: a divisor, or an input; UINT32_MAX: none */
    bool divides;      /* the culprit is a divisor */
} ra_existence;

typedef enum { RA_EXISTS, RA_EXISTS_NOT, RA_EXISTS_PERHAPS } ra_exists;

/* Given: a model whose program is sealed, and its draws. Returned: RA_OK with one row for every node
 * of the program in *out, which the caller frees with ra_free; RA_NOMEM. */
ra_status ra_existence_eval(ra_existence **out, const ra_model *model, const ra_draws *draws);

/* Whether E |X|^k is finite. */
ra_exists ra_existence_moment(const ra_existence *row, int k);

/* The node of an output. */
uint32_t ra_existence_node(const ra_program *program, uint32_t output);

#endif
