/* The audited headline as a function of its causes.
 *
 * A cause is one random stream: an uncertain input, or several that share a draw, which move
 * together and cannot be told apart. */
#ifndef RA_RESPONSE_H
#define RA_RESPONSE_H

#include "audit/draws.h"

#define RA_NO_CAUSE UINT32_MAX

typedef struct {
    ra_model model; /* the audited headline is the only output of its program */
    ra_draws draws; /* what the headline needs, sorted so that a cause stands together */
    uint32_t cause_count;
    uint32_t *first; /* by cause: its first draw; cause_count + 1 of them */
    uint32_t *cause; /* by input of the model; RA_NO_CAUSE where the headline needs it not */
    double *scores;  /* correlations of the normal scores of the causes, n x n; NULL where they are
                        independent, or were not asked for */
    double *point;   /* by input of the model: its point value, in its quantity's unit */
} ra_response;

/* Given: a claim, the draws of its run, from which this borrows. Free with ra_response_free also
 * where this fails. */
ra_status ra_response_open(ra_response *response, const ra_claim *claim, const ra_draws *from);
void ra_response_free(ra_response *response);

/* Finds the correlations of the causes. RA_NOMEM. */
ra_status ra_response_correlate(ra_response *response);

/* Phi(z), kept inside the open interval from 0 to 1. */
double ra_response_uniform(double z);

/* Room of one thread. `columns` are what the program reads, by input. */
typedef struct {
    const double **columns;
    void *scratch;
} ra_response_room;
ra_status ra_response_room_open(ra_response_room *room, const ra_response *response);
void ra_response_room_free(ra_response_room *room);

/* Turns n uniform numbers of one cause into the values of its inputs: those of draw d are written
 * to values + d * RA_BLOCK. */
void ra_response_draw(const ra_response *response, uint32_t cause, const double *u, size_t n,
                      double *values);

/* Lets the program read the inputs of one cause from there. */
void ra_response_read(const ra_response *response, uint32_t cause, const double *values,
                      ra_response_room *room);

/* The same, as a column that is valid until the next evaluation. */
const double *ra_response_column(const ra_response *response, size_t n, ra_response_room *room);

/* Evaluates the headline for n <= RA_BLOCK trials. Given: a response with at least one cause. */
void ra_response_eval(const ra_response *response, size_t n, ra_response_room *room, double *y);

#endif
