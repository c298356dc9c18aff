/* The columns of draws that a program reads, block by block. */
#ifndef RA_DRAWS_H
#define RA_DRAWS_H

#include "audit/correlation.h"
#include "audit/model.h"
#include "audit/sampler.h"
#include "audit/uniforms.h"

/* One uncertain figure that some output needs. */
typedef struct {
    uint32_t input;  /* of the program */
    uint64_t key;    /* of its stream */
    double factor;   /* from the law's unit to the quantity's */
    uint32_t stream; /* among the correlated ones, or UINT32_MAX */
    const ra_figure *figure;
    ra_sampler *sampler;
    bool borrowed; /* the sampler is that of other draws */
} ra_draw;

/* Sorted by key, so that the figures of one stream stand together and its uniform numbers are made
 * once. */
typedef struct {
    ra_draw *draws;
    uint32_t count;
    uint32_t input_count;
    uint32_t *place; /* by input: of its draw, or UINT32_MAX */
    ra_uniforms *uniforms;         /* behind the draws */
    ra_correlations *correlations; /* of the claim */
    bool borrowed;                 /* both are those of other draws */
    const ra_normal *normal;       /* what the samplers share; NULL where none needs it */
    ra_normal *own_normal;         /* the same where it is not that of other draws */
    bool *wanted;                  /* by correlated stream: some draw reads it */
    uint32_t stream_count;         /* of them */
} ra_draws;

/* Makes the samplers. Given: a model whose program is sealed, how its draws are made, and by how
 * many threads the samplers (as in a plan). Returned: RA_OK, RA_NOMEM, or RA_INVALID with messages
 * where the correlations cannot be drawn. What is drawn depends on the claim, not on what the
 * program needs of it. Free with ra_draws_free also where this fails. */
ra_status ra_draws_open(ra_draws *draws, const ra_model *model, uint64_t seed, ra_sampling sampling,
                        int threads, ra_diag *diag);
void ra_draws_free(ra_draws *draws);

/* The same draws for another model of the same claim: samplers, numbers and correlations are borrowed from
 * `from`, which must outlive them; only what it lacks is made. Returned: RA_OK or RA_NOMEM. */
ra_status ra_draws_share(ra_draws *draws, const ra_draws *from, const ra_model *model);

/* Room for the columns of one thread, in numbers. */
size_t ra_draws_room(const ra_draws *draws);

/* Fills the columns of the first n trials of a block. Given: room. Returned: columns[input] for
 * every input that is needed, NULL for the others. */
void ra_draws_fill(const ra_draws *draws, uint64_t block, size_t n, double *room,
                   const double **columns);

/* One block, whose columns are made one by one. */
typedef struct {
    const ra_draws *draws;
    double *room;
    uint64_t block;
    uint32_t filled; /* the draw whose uniform numbers stand in the room, or UINT32_MAX */
} ra_draws_block;
void ra_draws_begin(ra_draws_block *own, const ra_draws *draws, uint64_t block, size_t n,
                    double *room);

/* The column of an input that is needed, for the n trials of the block. */
void ra_draws_column(ra_draws_block *own, uint32_t input, size_t n, double *column);

/* After ra_draws_fill: the tails (audit/sampler.h) of the uniform numbers behind a draw of a
 * correlated stream, in the same room; NULL for other streams. */
const double *ra_draws_tails(const ra_draws *draws, const double *room, uint32_t draw);

#endif
