/* What measured runs changed in an audit; a part of the result.
 *
 * Values have their units beside them. */
#ifndef RA_AUDIT_MEASURED_H
#define RA_AUDIT_MEASURED_H

#include <stdbool.h>
#include <stdint.h>

#include "audit/verdict.h"
#include "models/claim.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The texts of a replacement. X(name, text) */
#define RA_REPLACEMENT_TEXTS(X)                                                                    \
    X(id, "of the assumption or step")                                                             \
    X(file, "where the figure stands")                                                             \
    X(column, "in that file")                                                                      \
    X(maker, "what wrote the file; NULL: it does not say")                                         \
    X(sensor, "what measured it, and how well: \"the card's sensor, within 5 %\"; NULL: not stated") \
    X(note, "what a reader must know; NULL: nothing")                                              \
    X(was, "the audited figure before: \"normal(mean 296, sd 32.56) W\"")                          \
    X(now, "and after: \"uniform(min 237.5, max 262.5) W\"")

/* A figure of the audited side, in the unit of its quantity: its point, and 5 % and 95 % points,
 * equal to it where it is exact; NaN: not known. */
typedef struct {
    double value, p5, p95;
} ra_measured_figure;

/* An assumption, or the value of a step, that a measured run replaced. */
typedef struct {
#define X(name, text) const char *name;
    RA_REPLACEMENT_TEXTS(X)
#undef X
    ra_origin was_origin, origin;
    ra_evidence was_evidence;
    bool asked; /* --map named it */
    double half_width;    /* of the sensor, relative; 0: not stated */
    bool judged;          /* that is a judgement */
    uint64_t first, last; /* lines of the file; 0: not known */
    uint64_t rows;        /* that count */
    ra_measured_figure before, after;
    double limit;   /* how many times larger or smaller it may be and be of the same run; infinite
                       for what does not grow with a run */
    bool other_run; /* it is beyond that */
} ra_replacement;

/* What measured runs changed: the figures that they replaced, and the audit before. */
typedef struct {
    const ra_replacement *items;
    uint32_t count;             /* 0: nothing was measured */
    double point, low, high;    /* of the audited value before, at the run's level */
    ra_verdict verdict;
} ra_measured_result;

#ifdef __cplusplus
}
#endif
#endif
