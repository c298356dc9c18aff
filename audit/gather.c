#include "audit/gather.h"

#include "audit/cluster.h"
#include "audit/tally_bytes.h"

ra_status ra_tally_join(ra_tally *into, ra_tally *right)
{
    into->centre = right->centre;
    ra_moments_join(&into->tree, &right->tree);
    if (into->histogram == NULL) {
        into->histogram = right->histogram;
        right->histogram = NULL;
        return RA_OK;
    }
    return right->histogram != NULL ? ra_histogram_merge(into->histogram, right->histogram) : RA_OK;
}

static ra_status emit(const ra_tally *tallies, uint32_t count, ra_text *bytes)
{
    for (uint32_t k = 0; k < count; k++) {
        ra_tally_emit(&tallies[k], bytes);
    }
    return bytes->failed ? RA_NOMEM : RA_OK;
}

/* Appends tallies that came as bytes. */
static ra_status join_bytes(ra_tally *tallies, uint32_t count, const ra_text *bytes)
{
    ra_status status = RA_OK;
    size_t at = 0;

    for (uint32_t k = 0; k < count && status == RA_OK; k++) {
        ra_tally right;
        status = ra_tally_parse(&right, bytes, &at);
        if (status == RA_OK) {
            status = ra_tally_join(&tallies[k], &right);
        }
        ra_histogram_free(right.histogram);
    }
    return status;
}

/* Process r takes those of r + 1, then of r + 2, r + 4, ...: the range of one process always ends
 * where the other's begins, and after log2 of their number all are in process 0. */
static ra_status reduce(ra_tally *tallies, uint32_t count)
{
    uint32_t size = ra_cluster_size(), rank = ra_cluster_rank();
    ra_status status = RA_OK;

    for (uint32_t step = 1; step < size && status == RA_OK; step *= 2) {
        ra_text bytes = {0};
        if (rank % (2 * step) != 0) {
            status = emit(tallies, count, &bytes);
            if (status == RA_OK) {
                status = ra_cluster_send(rank - step, &bytes);
            }
            ra_text_free(&bytes);
            break;
        }
        if (rank + step < size) {
            status = ra_cluster_receive(rank + step, &bytes);
            if (status == RA_OK) {
                status = join_bytes(tallies, count, &bytes);
            }
        }
        ra_text_free(&bytes);
    }
    return status;
}

/* All others replace theirs by those of process 0. */
static ra_status distribute(ra_tally *tallies, uint32_t count)
{
    ra_text bytes = {0};
    ra_status status = ra_cluster_rank() == 0 ? emit(tallies, count, &bytes) : RA_OK;

    if (status == RA_OK) {
        status = ra_cluster_broadcast(&bytes);
    }
    if (status == RA_OK && ra_cluster_rank() > 0) {
        for (uint32_t k = 0; k < count; k++) {
            ra_histogram_free(tallies[k].histogram);
            tallies[k] = (ra_tally){0};
        }
        status = join_bytes(tallies, count, &bytes);
    }
    ra_text_free(&bytes);
    return status;
}

ra_status ra_gather(ra_tally *tallies, uint32_t count)
{
    if (ra_cluster_size() == 1) {
        return RA_OK;
    }
    ra_status status = reduce(tallies, count);
    return status == RA_OK ? distribute(tallies, count) : status;
}
