/* What a run computes: every number that an audit reports, as an output of one program. */
#ifndef RA_LAYOUT_H
#define RA_LAYOUT_H

#include "audit/model.h"

#define RA_NO_OUTPUT UINT32_MAX

/* Indices are outputs of the program; equal outputs have one index. */
typedef struct {
    ra_model model;
    uint32_t *rung;       /* headline of every rung, 0 the published side */
    uint32_t *factor;     /* of every rung from 1 on: result before / after */
    uint32_t *cumulative; /* likewise: published / result */
    uint32_t *group;      /* product of the factors of a group's rungs */
    uint32_t *step;       /* by quantity: its value on the audited side, or RA_NO_OUTPUT */
    uint32_t audited;     /* headline of the audited side */
    uint32_t whole;       /* published / audited */
    uint32_t *log;        /* by output: output of its natural logarithm, where its histogram could
                             not tell its moments since it may have single values; else RA_NO_OUTPUT
                           */
    uint32_t *twin;       /* by output: the first output of which it is a positive multiple, and
                             which therefore has the same log variance; itself where there is none */
    uint8_t *wanted;      /* by output: RA_WANT_... */
    uint32_t capacity;    /* of log and wanted */
    ra_term *rung_term, *factor_term, *terms, *base; /* while it is built */
} ra_layout;

/* Builds and seals the program. Free with ra_layout_free also where this fails. */
ra_status ra_layout_open(ra_layout *layout, const ra_claim *claim);
void ra_layout_free(ra_layout *layout);

/* Rungs of the ladder of a claim, the published side included. */
uint32_t ra_layout_rungs(const ra_claim *claim);

#endif
