#include "audit/root.h"

#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>

/* The search goes out by exp(FIRST), then every time by GROWTH times as much, up to exp(FARTHEST). */
#define FIRST      1e-4
#define GROWTH     1.5
#define FARTHEST   13.815510557964274 /* ln(1e6) */
#define ITERATIONS 200

/* One direction of the search. */
typedef struct {
    double x, y;
    bool over; /* the function has no value farther out */
} front;

static bool opposite(double a, double b)
{
    return (a <= 0 && b >= 0) || (a >= 0 && b <= 0);
}

/* Moves on to x. Returned: whether the function changed its sign since the last place. */
static bool move(front *at, double x, ra_root_function function, void *context, front *last)
{
    *last = *at;
    if (at->over) {
        return false;
    }
    at->x = x;
    at->y = function(x, context);
    at->over = !isfinite(at->y);
    return !at->over && opposite(last->y, at->y);
}

/* Returned: whether two places of opposite signs were found. */
static bool bracket(ra_root_function function, void *context, double start, front *a, front *b)
{
    front up = {.x = start, .y = function(start, context)};
    front down = up;

    up.over = down.over = !isfinite(up.y);
    for (double reach = FIRST; !(up.over && down.over); reach *= GROWTH) {
        double distance = fmin(reach, FARTHEST);
        if (move(&up, start * exp(distance), function, context, a)) {
            *b = up;
            return true;
        }
        if (move(&down, start * exp(-distance), function, context, a)) {
            *b = down;
            return true;
        }
        if (reach >= FARTHEST) {
            break;
        }
    }
    return false;
}

/* Closes in on a change of sign until the interval cannot shrink any more. */
static void close_in(gsl_root_fsolver *solver, gsl_function *f, double a, double b, double *root)
{
    if (gsl_root_fsolver_set(solver, f, fmin(a, b), fmax(a, b)) != GSL_SUCCESS) {
        return;
    }
    for (int i = 0; i < ITERATIONS; i++) {
        if (gsl_root_fsolver_iterate(solver) != GSL_SUCCESS) {
            return;
        }
        *root = gsl_root_fsolver_root(solver);
        if (gsl_root_test_interval(gsl_root_fsolver_x_lower(solver),
                                   gsl_root_fsolver_x_upper(solver), 0, 1e-15) == GSL_SUCCESS) {
            return;
        }
    }
}

ra_status ra_root_find(double *root, ra_root_function function, void *context, double start)
{
    gsl_function f = {function, context};
    front a, b;

    *root = NAN;
    if (start == 0 || !isfinite(start) || !bracket(function, context, start, &a, &b)) {
        return RA_OK;
    }
    if (a.y == 0 || b.y == 0) {
        *root = a.y == 0 ? a.x : b.x;
        return RA_OK;
    }
    gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
    if (solver == NULL) {
        return RA_NOMEM;
    }
    close_in(solver, &f, a.x, b.x, root);
    gsl_root_fsolver_free(solver);
    return RA_OK;
}
