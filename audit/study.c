#include "audit/study.h"

#include <math.h>
#include <stdio.h>

#include "audit/kernels.h"
#include "audit/stream.h"
#include "models/alloc.h"

/* Columns beside those of the points and the draws: ya, yb, yc, work. */
#define COLUMNS 4

/* The points of a replicate: every coordinate is named, and by a name with a space, which ids of
 * claims never have. */
static ra_status open_points(ra_replicate *own, const ra_study *study, uint32_t replicate)
{
    uint32_t dimension = 2 * study->response->cause_count;
    uint64_t *keys = ra_calloc(dimension, sizeof *keys);
    ra_status status = RA_NOMEM;

    for (uint32_t j = 0; keys != NULL && j < dimension; j++) {
        char name[40];
        snprintf(name, sizeof name, "sensitivity point %u", (unsigned)j);
        keys[j] = ra_stream_key(name);
    }
    if (keys != NULL) {
        status = ra_points_new(&own->points, keys, dimension, study->seed, replicate, 1);
    }
    ra_free(keys);
    return status;
}

ra_status ra_replicate_open(ra_replicate *own, const ra_study *study, uint32_t replicate)
{
    size_t causes = study->response->cause_count, draws = study->response->draws.count;
    ra_status status = open_points(own, study, replicate);

    if (status == RA_OK) {
        status = ra_response_room_open(&own->room, study->response);
    }
    own->memory = ra_calloc((2 * causes + 3 * draws + COLUMNS) * RA_BLOCK, sizeof *own->memory);
    if (status != RA_OK || own->memory == NULL) {
        return RA_NOMEM;
    }
    own->u = own->memory;
    own->a = own->u + 2 * causes * RA_BLOCK;
    own->b = own->a + draws * RA_BLOCK;
    own->mixed = own->b + draws * RA_BLOCK;
    own->ya = own->mixed + draws * RA_BLOCK;
    own->yb = own->ya + RA_BLOCK;
    own->yc = own->yb + RA_BLOCK;
    own->work = own->yc + RA_BLOCK;
    return RA_OK;
}

void ra_replicate_free(ra_replicate *own)
{
    ra_points_free(own->points);
    ra_response_room_free(&own->room);
    ra_free(own->memory);
    *own = (ra_replicate){0};
}

size_t ra_study_block(const ra_study *study, uint32_t done)
{
    uint32_t left = study->points - done;

    return left < RA_BLOCK ? left : RA_BLOCK;
}

void ra_study_draw(const ra_study *study, ra_replicate *own)
{
    for (uint32_t j = 0; j < 2 * study->response->cause_count; j++) {
        ra_points_fill(own->points, j, 0, own->block, own->u + (size_t)j * RA_BLOCK);
    }
    own->block++;
}

void ra_study_eval(const ra_study *study, ra_replicate *own, size_t n, double *y)
{
    const ra_kernels *kernels = ra_kernels_get();

    kernels->subtract_number(y, ra_response_column(study->response, n, &own->room), study->centre,
                             n);
    kernels->multiply_number(y, y, 1 / study->scale, n);
}

/* Sums of b (c - a) and (c - a)^2 over the points where all are finite. Returned: their number. */
double ra_study_effects(const double *a, const double *b, const double *c, size_t n, double sum[2])
{
    double finite[3][RA_BLOCK];
    size_t kept = 0;

    ra_kernels_get()->effects(a, b, c, n, sum);
    if (isfinite(sum[0]) && isfinite(sum[1])) {
        return (double)n;
    }
    for (size_t i = 0; i < n; i++) {
        if (isfinite(c[i] - a[i]) && isfinite(b[i])) {
            finite[0][kept] = a[i];
            finite[1][kept] = b[i];
            finite[2][kept++] = c[i];
        }
    }
    ra_kernels_get()->effects(finite[0], finite[1], finite[2], kept, sum);
    return (double)kept;
}

/* Mean of the replicates and its standard error, of numbers that stand `stride` apart. */
static void combine(const double *x, size_t stride, double *mean, double *se)
{
    double sum = 0, square = 0;

    for (uint32_t r = 0; r < RA_REPLICATES; r++) {
        sum += x[r * stride];
    }
    *mean = sum / RA_REPLICATES;
    for (uint32_t r = 0; r < RA_REPLICATES; r++) {
        double deviation = x[r * stride] - *mean;
        square += deviation * deviation;
    }
    *se = sqrt(square / (RA_REPLICATES - 1) / RA_REPLICATES);
}

/* Opens all replicates before any of them runs: what can fail for want of memory fails early. */
static ra_status open_all(const ra_study *study, ra_replicate *replicates)
{
    ra_status status = RA_OK;

    for (uint32_t r = 0; r < RA_REPLICATES && status == RA_OK; r++) {
        status = ra_replicate_open(&replicates[r], study, r);
    }
    return status;
}

ra_status ra_study_run(const ra_study *study, ra_replicate_function function, const void *context,
                       uint32_t count, double *mean, double *se)
{
    double *numbers = ra_calloc((size_t)RA_REPLICATES * count, sizeof *numbers);
    ra_replicate replicates[RA_REPLICATES] = {0};
    ra_status statuses[RA_REPLICATES];
    ra_status status = numbers != NULL ? open_all(study, replicates) : RA_NOMEM;

    if (status != RA_OK) {
        goto done;
    }
    int threads = study->threads < RA_REPLICATES ? study->threads : RA_REPLICATES;
#pragma omp parallel for schedule(static, 1) num_threads(threads)
    for (uint32_t r = 0; r < RA_REPLICATES; r++) {
        statuses[r] = function(study, context, &replicates[r], r, numbers + (size_t)r * count);
    }
    for (uint32_t r = 0; r < RA_REPLICATES; r++) {
        status = status == RA_OK ? statuses[r] : status;
    }
    for (uint32_t k = 0; k < count && status == RA_OK; k++) {
        combine(numbers + k, count, &mean[k], &se[k]);
    }
done:
    for (uint32_t r = 0; r < RA_REPLICATES; r++) {
        ra_replicate_free(&replicates[r]);
    }
    ra_free(numbers);
    return status;
}
