/* The measurement model of a claim: its chain as terms of a program, for any choice of sides.
 *
 * Uncertain is what has a law on the audited side; the published side is constant. A figure that
 * has a law of its own is drawn from it, even where it is derived. */
#ifndef RA_MODEL_H
#define RA_MODEL_H

#include <stdbool.h>
#include <stdint.h>

#include "audit/program.h"
#include "models/claim.h"
#include "models/status.h"

/* An uncertain figure: a column of draws, in the unit of its quantity. */
typedef struct {
    uint32_t quantity;
    const ra_figure *figure;
    uint64_t key; /* of its stream */
} ra_model_input;

typedef struct {
    const ra_claim *claim;
    ra_program *program;
    ra_model_input *inputs;
    uint32_t input_count;
    ra_term *side[RA_SIDES]; /* of every assumption and local, on its own side; by quantity */
    ra_term *names;          /* room for the names of one formula */
} ra_model;

/* Builds the terms of all figures. Free with ra_model_free also where this fails. */
ra_status ra_model_open(ra_model *model, const ra_claim *claim);
void ra_model_free(ra_model *model);

/* Builds the chain. Given: choice[quantity], the side that steps read of each assumption, and the
 * formula of each step. Returned: the term of every assumption and step in terms[quantity], in
 * their units, and the result's in the claim's unit. */
ra_term ra_model_chain(ra_model *model, const uint8_t *choice, ra_term *terms);

/* Choices. Rung k of the ladder takes the first k changed quantities from the audited side. What is
 * not changed has one value, and from the first rung on its audited uncertainty. */
void ra_choice_published(const ra_claim *claim, uint8_t *choice);
void ra_choice_audited(const ra_claim *claim, uint8_t *choice);
void ra_choice_rung(const ra_claim *claim, uint32_t rung, uint8_t *choice);

#endif
