/* A study of the headline's variance by replicates of points: what Sobol indices and Shapley
 * effects share. Every replicate gives one estimate; their mean is reported, and its standard error
 * is that of the mean of RA_REPLICATES independent numbers. */
#ifndef RA_STUDY_H
#define RA_STUDY_H

#include "audit/points.h"
#include "audit/response.h"

#define RA_REPLICATES 8

/* The headline is studied as (y - centre) / scale, so that its squares neither overflow nor cancel.
 * `points` of every replicate: a power of two. */
typedef struct {
    const ra_response *response;
    uint64_t seed;
    uint32_t points;
    double centre, scale;
    int threads;
} ra_study;

/* What one replicate needs: two points at a time, a in the first cause_count coordinates and b in
 * the others, and the values of all draws at both. */
typedef struct {
    ra_points *points;
    uint64_t block; /* of the points: the next one */
    ra_response_room room;
    double *memory;
    double *u;             /* 2 cause_count columns */
    double *a, *b, *mixed; /* a column for every draw */
    double *ya, *yb, *yc;  /* a column each */
    double *work;          /* one more */
} ra_replicate;

ra_status ra_replicate_open(ra_replicate *own, const ra_study *study, uint32_t replicate);
void ra_replicate_free(ra_replicate *own);

/* Points of the next block. */
size_t ra_study_block(const ra_study *study, uint32_t done);

/* Fills the coordinates of the next block of points. */
void ra_study_draw(const ra_study *study, ra_replicate *own);

/* Evaluates the headline, centred and scaled. */
void ra_study_eval(const ra_study *study, ra_replicate *own, size_t n, double *y);

/* Sums of b (c - a) and of (c - a)^2 over n <= RA_BLOCK points; those where something is not finite
 * are left out. Returned: how many are not. */
double ra_study_effects(const double *a, const double *b, const double *c, size_t n, double sum[2]);

/* Points that are evaluated at a time, so that the columns of all causes stay in the first-level
 * cache while one cause after the other is changed. */
#define RA_STUDY_PIECE 256

/* Runs all replicates on the study's threads. Given: a function that estimates `count` numbers from
 * one replicate, with a context. Returned: their means and standard errors. */
typedef ra_status (*ra_replicate_function)(const ra_study *study, const void *context,
                                           ra_replicate *own, uint32_t replicate, double *out);
ra_status ra_study_run(const ra_study *study, ra_replicate_function function, const void *context,
                       uint32_t count, double *mean, double *se);

#endif
