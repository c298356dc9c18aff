/* Tables of inverse distribution functions: the inside of samplers. */
#ifndef RA_SAMPLER_TABLE_H
#define RA_SAMPLER_TABLE_H

#include <stdint.h>

#include "audit/kernels.h"
#include "audit/sampler.h"
#include "models/dist_types.h"

/* Places in a cell where the exact inverse is known: the four that the cubic goes through, and two
 * near where it errs most. */
#define RA_CELL_KNOTS 5

/* Cells of a table with room for one more, so that the first can be put at a multiple of its size:
 * none lies on two cache lines then. */
#define RA_TABLE_ROOM (2 * RA_CUBIC_TAIL + 1)

static inline ra_cubic *ra_table_align(void *room)
{
    size_t over = (uintptr_t)room % sizeof(ra_cubic);
    return (void *)((char *)room + (over > 0 ? sizeof(ra_cubic) - over : 0));
}

/* The values of an octave: value[k][c] at place k of cell c, of places 1/8, 1/3, 2/3, 7/8, 1. Cells
 * stand side by side, so that they are fitted together. */
typedef struct {
    double value[RA_CELL_KNOTS][RA_CUBIC_CELLS];
} ra_octave_knots;

/* The table of the unit normal law, and what it was made from: the exact numbers of the lower tail. */
struct ra_normal {
    ra_cubic room[RA_TABLE_ROOM];
    ra_cubic *cells; /* in the room */
    ra_octave_knots z[RA_CUBIC_OCTAVES];
    double first; /* at the lower end of the first cell */
};

/* How values are made from tails. */
typedef enum {
    RA_FORM_COMPUTED,  /* by the exact inverse, one by one */
    RA_FORM_TABLE,     /* from the law's own table */
    RA_FORM_NORMAL,    /* mean + sd z */
    RA_FORM_LOGNORMAL, /* exp(mu + sigma z): wide ones, which no cubic follows */
    RA_FORM_UNIFORM,
    RA_FORM_TRIANGULAR
} ra_sampler_form;

struct ra_sampler {
    const ra_dist *dist;
    ra_sampler_form form;
    const ra_cubic *cells; /* of the law, or of the unit normal law; NULL where nothing is read */
    ra_cubic *own;         /* the same where it is the sampler's */
    void *room;            /* that own lies in */
    ra_normal *own_normal;
    double error;
    double exact;
    bool truncated; /* NORMAL: `rest` says which tail of the whole law a number stands for */
    ra_dist_rest rest;
    double low, high; /* values beyond are put there */
    bool limited;     /* either is finite */
};

/* Fills own, error and exact: of any law, and of a lognormal one from the numbers of the normal
 * one. */
void ra_table_fit(ra_sampler *sampler);
void ra_table_fit_lognormal(ra_sampler *sampler, const ra_normal *normal);

#endif
