/* One thread of a run: draws, evaluates and counts the blocks that it is given. */
#ifndef RA_RUN_WORKER_H
#define RA_RUN_WORKER_H

#include <stdatomic.h>

#include "audit/run.h"

/* What block 0 decides for all threads, by output. */
typedef struct {
    double centre;
    ra_histogram_scale scale;
} ra_output_scale;

/* What all threads share; constant but for `stop` and `done`. A turn is a block; the turns of
 * replicate 0 come first, in the order of its blocks. */
typedef struct {
    const ra_program *program;
    const ra_draws *draws;
    const uint8_t *wanted;
    const ra_plan *plan;
    uint64_t blocks;
    uint64_t first, end; /* turns of this process among those of all (audit/cluster.h) */
    uint32_t outputs;
    uint32_t replicates; /* each has as many blocks; block b belongs to replicate b % replicates */
    const ra_output_scale *scales;
    atomic_bool stop;
    _Atomic uint64_t done; /* turns */
} ra_job;

/* What one thread owns; never on a cache line with that of another. The tallies are those of all
 * outputs in replicate 0, then in replicate 1, and so on; those of a replicate are opened when it
 * has its first turn. */
typedef struct {
    const ra_job *job;
    void *scratch;
    double *room;
    ra_draws_block block;
    ra_tally *tallies, *current; /* current: of the replicate that is counted */
    bool *opened;                /* by replicate */
    uint64_t place;              /* of the block among those of its replicate */
    ra_output_scale *scales;     /* where block 0 is only looked at */
    ra_status status;
    char apart[64];
} ra_worker;

/* Free with ra_worker_close also where this fails. */
ra_status ra_worker_open(ra_worker *own, const ra_job *job);
void ra_worker_close(ra_worker *own);

/* Looks at block 0. Returned: scales[output]. */
ra_status ra_worker_scale(ra_worker *own, ra_output_scale *scales);

/* Counts one turn. Returned: RA_OK or RA_NOMEM. */
ra_status ra_worker_turn(ra_worker *own, uint64_t turn);

/* Returns whether the moments have room for `turns` more that do not follow the last one. */
bool ra_worker_has_room(const ra_worker *own, uint64_t turns);

#endif
