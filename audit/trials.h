/* How many trials a run has, and why.
 *
 * Units: amounts are in the claim's unit. Errors: none. Source: docs/method.md, [jcgm101, 7.9]. */
#ifndef RA_TRIALS_H
#define RA_TRIALS_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What the distribution of the headline comes from. By convolution it is exact but for a grid,
 * where it applies (convolution.h); the ladder, the steps and the shares are always drawn. X(code,
 * name, text) */
#define RA_ENGINE_LIST(X)                                                                          \
    X(RA_ENGINE_MONTE_CARLO, "montecarlo", "Monte Carlo")                                          \
    X(RA_ENGINE_CONVOLUTION, "convolution", "convolution")

typedef enum {
#define X(code, name, text) code,
    RA_ENGINE_LIST(X)
#undef X
} ra_engine;

/* Given: an `engine`. Returned: its name on the command line. */
const char *ra_engine_name(ra_engine engine);

/* Why there are as many trials as there are. X(code, name, text) */
#define RA_STOP_LIST(X)                                                                            \
    X(RA_STOP_GIVEN, "given", "the number of trials was given")                                    \
    X(RA_STOP_DIGITS, "digits", "as many trials as the digits need")                               \
    X(RA_STOP_LIMIT, "limit", "the most trials that were allowed")                                 \
    X(RA_STOP_CERTAIN, "certain", "nothing is uncertain")                                          \
    X(RA_STOP_VALUELESS, "no-value", "no trial has a value")                                       \
    X(RA_STOP_UNBOUNDED, "unbounded", "the interval has no finite width to take digits of")

typedef enum {
#define X(code, name, text) code,
    RA_STOP_LIST(X)
#undef X
} ra_stop;

/* Given: a reason to `stop`. Returned: its name in results. */
const char *ra_stop_name(ra_stop stop);

/* Given: a reason to `stop`. Returned: it in words. */
const char *ra_stop_text(ra_stop stop);

/* How the number of trials was found (adaptive.h). Amounts are in the claim's unit. */
typedef struct {
    ra_stop stop;
    int digits;          /* that were asked for; 0: the number was given */
    bool moments;        /* mean and standard deviation were among what had to be known */
    double u, tolerance; /* of the first stage; NaN where there was none */
    uint64_t batch;      /* trials of a batch */
    double needed;       /* trials that the digits need */
    uint64_t most;       /* trials that were allowed */
    const char *by;      /* which number needed most: "the mean"; NULL: none */
    double half_width;   /* of the 95 % interval of the least certain number */
    bool reached;        /* all numbers are within the tolerance */
    char *text;          /* all that in words; NULL where the number was given */
} ra_adaptive;

#ifdef __cplusplus
}
#endif
#endif
