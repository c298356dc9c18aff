/* How evenly digital sequences in base 2 fill the square and the cube: what direction numbers are
 * searched for, and tested by. A sequence is given by its direction numbers v[k], k = 0, 1, ...,
 * binary fractions with their first digit in bit 63. */
#ifndef RA_TEST_NETS_H
#define RA_TEST_NETS_H

#include <stdbool.h>
#include <stdint.h>

#define NET_COLUMNS 256 /* direction numbers of a sequence */
#define NET_DIGITS  20  /* rows of a generator matrix, and its columns, that t looks at */

typedef struct {
    uint64_t v[NET_COLUMNS];
    uint32_t row[NET_DIGITS]; /* bit k: digit of v[k] */
} net_sequence;

/* Direction numbers by Sobol's recurrence [bratley1988, eq. (3)]. Given: a primitive polynomial
 * (bit s: x^s) of degree s, the first s odd numbers m[k] < 2^(k + 1). Polynomial 0: the digits of
 * the index in reverse, as van der Corput. */
void net_expand(net_sequence *out, uint32_t polynomial, const uint32_t *m);

/* t of the first 2^m points of two sequences in the square [niederreiter1992]: every box of area
 * 2^(t - m) with sides of powers of two has its share of them. */
uint32_t net_t(const net_sequence *a, const net_sequence *b, uint32_t m);

/* Sobol's property A of the first `count` sequences: the first 2^count points have one in each of
 * the cells that halve every side. Given one after another: state starts as {0}. Returned: whether
 * the property still holds with this sequence (where not, the state is as before). */
typedef struct {
    uint32_t count;
    uint64_t row[NET_COLUMNS][NET_COLUMNS / 64];
} net_halves;
bool net_halve(net_halves *state, const net_sequence *next);

/* Whether a polynomial over the field of two elements is primitive: x has order 2^s - 1. */
bool net_primitive(uint32_t polynomial);

/* Degree of a polynomial. */
uint32_t net_degree(uint32_t polynomial);

#endif
