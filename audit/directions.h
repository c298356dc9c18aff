/* Direction numbers of Sobol' sequences [sobol1967; bratley1988].
 *
 * Dimension 0 is van der Corput's sequence; dimension j > 0 has the j-th primitive polynomial over
 * the field of two elements, in the order of degree and bits, and first numbers m that a search of
 * our own found (tests/directions/search.c): of up to 4,096 choices the one that keeps Sobol's
 * property A and makes the pairs with all earlier dimensions fill the square most evenly, as Joe and
 * Kuo's do [joe2008]. The table of theirs is not used. */
#ifndef RA_DIRECTIONS_H
#define RA_DIRECTIONS_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RA_DIRECTIONS       128 /* dimensions */
#define RA_DIRECTION_BITS   53  /* digits of a coordinate */
#define RA_DIRECTION_DEGREE 10  /* the highest one */

/* The row of a dimension from 1 on: bit s of the polynomial is x^s, m[k] is odd and below 2^(k+1).
 */
typedef struct {
    uint16_t polynomial;
    uint16_t m[RA_DIRECTION_DEGREE];
} ra_direction_row;
const ra_direction_row *ra_direction_row_at(uint32_t dimension);

/* The first `count` direction numbers of a dimension below RA_DIRECTIONS: v[k] is what bit k of the
 * index adds, without carry, to the RA_DIRECTION_BITS digits of the coordinate. Digit 1 is the
 * highest bit. */
void ra_directions_fill(uint32_t dimension, uint64_t *v, uint32_t count);

#ifdef __cplusplus
}
#endif
#endif
