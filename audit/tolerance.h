/* The numerical tolerance of a standard uncertainty [jcgm101, 7.9.2]. */
#ifndef RA_TOLERANCE_H
#define RA_TOLERANCE_H

#ifdef __cplusplus
extern "C" {
#endif

/* Given: a standard uncertainty u > 0 and 1 to 15 significant digits that are meaningful in it.
 * Written as u = c * 10^l with c a whole number of so many digits, its tolerance is half a unit of
 * the last one, delta = 10^l / 2. Returned: delta; c and l where they are not NULL. A rounding that
 * carries (0.0996 to two digits: 0.10) has its c = 10 on the next l. NaN where u is not positive
 * and finite. */
double ra_tolerance(double u, int digits, double *c, int *l);

#ifdef __cplusplus
}
#endif
#endif
