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

/* A search for changes of sign, farther and farther out, up and down by turns. */
typedef struct {
    ra_root_function function;
    void *context;
    double start, reach;
    front up, down;
    bool down_next, done;
} search;

static search search_from(double start, ra_root_function function, void *context)
{
    front here = {.x = start, .y = function(start, context)};

    here.over = !isfinite(here.y);
    return (search){.function = function,
                    .context = context,
                    .start = start,
                    .reach = FIRST,
                    .up = here,
                    .down = here};
}

/* Moves on to the next change of sign, which lies between two places. Returned: false where there
 * is none. */
static bool next_change(search *s, front *a, front *b)
{
    while (!s->done && !(s->up.over && s->down.over)) {
        double distance = fmin(s->reach, FARTHEST);
        front *at = s->down_next ? &s->down : &s->up;
        double x = s->start * exp(s->down_next ? -distance : distance);
        bool changed = move(at, x, s->function, s->context, a);
        if (s->down_next) {
            s->done = s->reach >= FARTHEST;
            s->reach *= GROWTH;
        }
        s->down_next = !s->down_next;
        if (changed) {
            *b = *at;
            return true;
        }
    }
    return false;
}

/* Closes in on a change of sign until the interval cannot shrink any more. Returned: NaN where the
 * function has no value somewhere in between. */
static double close_in(gsl_root_fsolver *solver, gsl_function *f, double a, double b)
{
    double root = NAN;

    gsl_root_fsolver_set(solver, f, fmin(a, b), fmax(a, b));
    for (int i = 0; i < ITERATIONS; i++) {
        if (gsl_root_fsolver_iterate(solver) != GSL_SUCCESS) {
            return NAN;
        }
        root = gsl_root_fsolver_root(solver);
        if (gsl_root_test_interval(gsl_root_fsolver_x_lower(solver),
                                   gsl_root_fsolver_x_upper(solver), 0, 1e-15) == GSL_SUCCESS) {
            break;
        }
    }
    return root;
}

/* The root between two places, NaN where the sign changes at a pole: there the function is farther
 * from zero than at the places. */
static ra_status solve(gsl_function *f, const front *a, const front *b, double *root)
{
    if (a->y == 0 || b->y == 0) {
        *root = a->y == 0 ? a->x : b->x;
        return RA_OK;
    }
    gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
    if (solver == NULL) {
        return RA_NOMEM;
    }
    *root = close_in(solver, f, a->x, b->x);
    gsl_root_fsolver_free(solver);
    if (!(fabs(GSL_FN_EVAL(f, *root)) <= fmax(fabs(a->y), fabs(b->y)))) {
        *root = NAN;
    }
    return RA_OK;
}

ra_status ra_root_find(double *root, ra_root_function function, void *context, double start)
{
    gsl_function f = {function, context};
    ra_status status = RA_OK;
    front a, b;

    *root = NAN;
    if (start == 0 || !isfinite(start)) {
        return RA_OK;
    }
    search s = search_from(start, function, context);
    while (status == RA_OK && isnan(*root) && next_change(&s, &a, &b)) {
        status = solve(&f, &a, &b, root);
    }
    return status;
}
