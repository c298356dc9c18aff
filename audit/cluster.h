/* Many processes, on many machines, that work on one run.
 *
 * With MPI (cmake -DREAUDIT_MPI=ON) and started by mpirun or its like, every process reads the claim
 * and takes a part of the blocks; what they count is added up in the order of the blocks, so that
 * the result is that of one process to the last bit, and all of them have it. Built without MPI, or
 * started alone, there is one process, and these functions do nothing. */
#ifndef RA_CLUSTER_H
#define RA_CLUSTER_H

#include <stddef.h>
#include <stdint.h>

#include "models/status.h"
#include "models/text.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Joins the processes that were started together. Returned: RA_OK, or RA_IO where that fails. */
ra_status ra_cluster_open(void);

/* Leaves them; from here on there is one process. Call it where all arrive. */
void ra_cluster_close(void);

/* How many processes there are, and which this is: 0 is the one that writes. */
uint32_t ra_cluster_size(void);
uint32_t ra_cluster_rank(void);

/* Returns RA_OK where all processes have RA_OK, otherwise the largest status; all wait for it. */
ra_status ra_cluster_agree(ra_status status);

/* Ends all processes at once with an exit status: where one cannot go on, none can. Returns where
 * there is one process only. */
void ra_cluster_abort(int exit_status);

/* Bytes from one process to another. RA_NOMEM, RA_IO. */
ra_status ra_cluster_send(uint32_t to, const ra_text *bytes);
ra_status ra_cluster_receive(uint32_t from, ra_text *bytes);

/* The bytes of process 0 go to all others. RA_NOMEM, RA_IO. */
ra_status ra_cluster_broadcast(ra_text *bytes);

#ifdef __cplusplus
}
#endif
#endif
