/* What measured runs changed in an audit; a part of the result. */
#ifndef RA_AUDIT_MEASURED_H
#define RA_AUDIT_MEASURED_H

#include <stdint.h>

#include "audit/verdict.h"
#include "models/claim.h"

#ifdef __cplusplus
extern "C" {
#endif

/* An assumption that a measured run replaced. */
typedef struct {
    const char *id;             /* of the assumption */
    const char *file, *column;  /* where the figure stands */
    const char *maker;          /* what wrote the file */
    const char *note;           /* NULL: nothing to know */
    const char *was, *now;      /* "238.7 W", "uniform(min 230, max 250) W" */
    ra_origin was_origin, origin;
} ra_replacement;

/* What measured runs changed: the assumptions that they replaced, and the audit before. */
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
